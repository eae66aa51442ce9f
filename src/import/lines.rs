//! Puts the lines of plain text back together: which of them continue the line before, and which form a table.
//!
//! Lines are joined without their break (a blank takes its place between Latin letters or digits), so that a phrase running
//! over the break is one phrase in the text; a quotation then equals the source but for white space. Where in doubt lines stay
//! apart: a wrong join would put two statements into one paragraph.
use crate::model::{CellValue, RawCell, RawTable};

/// Width of a line in half-width columns: Han and other full-width characters count two.
fn width(line: &str) -> usize {
    line.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2014}'..='\u{2026}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}')
}

/// How far short of the widest line a full line may fall: punctuation that may not begin a line takes up to two characters along.
const SLACK: usize = 4;
/// Narrowest and widest column, in half-width columns, at which programs break lines.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=200;
/// Full lines without which nothing is known about wrapping.
const LEAST_FULL_LINES: usize = 3;

/// Characters that end a statement; a line ending so may end its paragraph too.
const ENDS: &[char] = &[
    '。', '！', '？', '；', '：', '!', '?', ';', ':', '.', '”', '」', '…', '〕', '》',
];
/// Characters no line of Chinese begins with unless it continues the one before.
const CONTINUERS: &[char] = &[
    '，', '。', '；', '、', '：', '！', '？', '）', '》', '」', '』', '〉', '】', '…', ',',
];
/// Characters no statement ends with.
const OPEN_ENDS: &[char] = &['，', '、', '（', '《', '“', '「', '〈', '【', ','];

/// How the lines of a file are broken.
pub(super) struct Wrapping {
    /// The column at which lines are broken, if they are.
    column: Option<usize>,
    /// Whether a new paragraph shows by an indented first line.
    indents: bool,
    /// Whether paragraphs are set apart by blank lines.
    blanks: bool,
}

impl Wrapping {
    /// Looks at all lines of a file (without line ends).
    pub(super) fn of(lines: &[&str]) -> Self {
        let filled: Vec<&str> = lines
            .iter()
            .map(|l| l.trim_end())
            .filter(|l| !l.is_empty())
            .collect();
        let widest = filled.iter().map(|l| width(l)).max().unwrap_or(0);
        let full: Vec<&str> = filled
            .iter()
            .copied()
            .filter(|l| width(l) + SLACK >= widest)
            .collect();
        let open = full.iter().filter(|l| !l.ends_with(ENDS)).count();
        // Paragraphs on one line each end with a full stop and differ in length; broken lines mostly end in mid-sentence, and
        // a fair share of all lines is full.
        let is_wrapped = WRAP_WIDTHS.contains(&widest)
            && full.len() >= LEAST_FULL_LINES
            && full.len() * 4 >= filled.len()
            && open * 10 >= full.len() * 7;
        // Lists of names have neither.
        let is_wrapped = is_wrapped && filled.iter().any(|l| l.ends_with('。'));
        let indented = filled.iter().filter(|l| is_indented(l)).count();
        let separated = lines
            .windows(2)
            .filter(|w| matches!(w, [a, b] if a.trim().is_empty() && !b.trim().is_empty()))
            .count();
        Self {
            column: is_wrapped.then_some(widest),
            indents: indented >= 2 && indented < filled.len(),
            blanks: separated >= 2,
        }
    }

    /// Whether `next`, the line after `line`, continues the paragraph whose text so far is `text`. No line is blank.
    pub(super) fn continues(&self, text: &str, line: &str, next: &str) -> bool {
        let line = line.trim_end();
        let begins = next.trim_start();
        if begins.starts_with(CONTINUERS) {
            return true;
        }
        if is_indented(next) || is_labelled(begins) {
            return false;
        }
        if line.ends_with(OPEN_ENDS) {
            return true;
        }
        // Where blank lines part paragraphs, a sentence under way goes on; titles and signatures are no sentences.
        if self.blanks && !line.ends_with(ENDS) && is_running(text) {
            return true;
        }
        let Some(column) = self.column else {
            return false;
        };
        let is_full = width(line) + SLACK >= column;
        // A full line that ends a sentence goes on only where new paragraphs would show.
        is_full && (!line.ends_with(ENDS) || self.indents || self.blanks)
    }
}

/// Whether a text is running prose: a clause is behind it, and more than a form field or heading holds.
fn is_running(text: &str) -> bool {
    text.contains('。') || (text.contains('，') && width(text) >= LEAST_PROSE)
}

/// Width from which a text with a comma is prose, in half-width columns: 30 Chinese characters.
const LEAST_PROSE: usize = 60;

fn is_indented(line: &str) -> bool {
    line.starts_with(['\u{3000}', '\t']) || line.starts_with("  ")
}

/// Whether a line begins with the label of a heading or list item.
fn is_labelled(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some(
            '-'
            | '*'
            | '•'
            | '·'
            | '●'
            | '■'
            | '◆'
            | '#'
            | '>'
            | '|'
            | '='
            | '附'
            | '（'
            | '('
            | '①'..='⑳',
        ) => true,
        Some('第') => chars
            .take(6)
            .any(|c| matches!(c, '章' | '条' | '节' | '编' | '部')),
        Some(c) if c.is_ascii_digit() || NUMERALS.contains(c) => {
            let mark = chars.find(|c| !c.is_ascii_digit() && !NUMERALS.contains(*c));
            matches!(
                mark,
                Some('、' | '.' | '．' | '，' | '是' | ')' | '）' | '：')
            )
        }
        _ => false,
    }
}

const NUMERALS: &str = "一二三四五六七八九十百〇零";

/// Adds a continuing line.
pub(super) fn join(text: &mut String, next: &str) {
    let next = next.trim();
    text.truncate(text.trim_end().len());
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let latin = text
        .chars()
        .next_back()
        .is_some_and(|c| is_word(c) || c == ',')
        && next.chars().next().is_some_and(is_word);
    if latin {
        text.push(' ');
    }
    text.push_str(next);
}

/// Fewest lines that make a table; two lines of equal shape happen by chance.
const LEAST_TABLE_LINES: usize = 3;

/// Finds tables among the lines of a text: cells between tabs or upright strokes, the same number of columns throughout (tabs
/// at the end of a line may be missing).
#[derive(Default)]
pub(super) struct Tables {
    /// Up to here a run of lines with tabs was looked at as a whole and is no table, so that long runs are looked at once.
    refused_until: usize,
}

impl Tables {
    /// The table that begins at line `at`, and how many lines it takes.
    pub(super) fn find(
        &mut self,
        lines: &[&str],
        at: usize,
        name: &str,
    ) -> Option<(RawTable, usize)> {
        let rest = lines.get(at..)?;
        let first = rest.first()?;
        if first.contains('|')
            && let Some(found) = strokes(rest, name)
        {
            return Some(found);
        }
        if !has_tab(first) {
            return None;
        }
        if at >= self.refused_until {
            let run: Vec<Vec<&str>> = rest
                .iter()
                .take_while(|l| has_tab(l))
                .map(|l| fields(l))
                .collect();
            let columns = run.iter().map(Vec::len).max()?;
            let short = run.iter().filter(|r| r.len() < columns).count();
            // More than one short line in five is no table.
            if run.len() >= LEAST_TABLE_LINES && short * 5 <= run.len() {
                let used = run.len();
                return Some((cells(run.into_iter(), name), used));
            }
            self.refused_until = at + run.len();
        }
        let columns = fields(first).len();
        let even: Vec<Vec<&str>> = rest
            .iter()
            .take_while(|l| has_tab(l))
            .map(|l| fields(l))
            .take_while(|f| f.len() == columns)
            .collect();
        let used = even.len();
        (used >= LEAST_TABLE_LINES).then(|| (cells(even.into_iter(), name), used))
    }
}

/// Whether a tab stands between two texts of the line; one that only indents does not count.
fn has_tab(line: &str) -> bool {
    line.trim_matches(['\t', ' ', '\u{3000}']).contains('\t')
}

fn fields(line: &str) -> Vec<&str> {
    line.trim_end().split('\t').collect()
}

/// Lines of cells between strokes; a row of dashes under the first line, as in Markdown, is layout.
pub(super) fn strokes(lines: &[&str], name: &str) -> Option<(RawTable, usize)> {
    let mut run: Vec<Vec<&str>> = Vec::new();
    let mut ruled = false;
    let mut used = 0;
    for line in lines.iter().take_while(|l| l.contains('|')) {
        let row = split_strokes(line);
        if row.len() < 2 {
            break;
        }
        if used > 0 && run.first().is_some_and(|first| first.len() != row.len()) && !ruled {
            break;
        }
        used += 1;
        if used == 2 && row.iter().all(|c| is_rule(c)) {
            ruled = true;
            continue;
        }
        run.push(row);
    }
    let enough = ruled || run.len() >= LEAST_TABLE_LINES;
    let columns = run.first()?.len();
    (enough && columns >= 2).then(|| (cells(run.into_iter(), name), used))
}

fn is_rule(cell: &str) -> bool {
    let cell = cell.trim().trim_matches(':');
    !cell.is_empty() && cell.chars().all(|c| c == '-')
}

/// Cells of a line; `\|` is a stroke inside a cell.
fn split_strokes(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = if line.ends_with("\\|") {
        line
    } else {
        line.strip_suffix('|').unwrap_or(line)
    };
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in line.match_indices('|') {
        if !line.get(..at).is_some_and(|before| before.ends_with('\\')) {
            out.push(line.get(from..at).unwrap_or_default());
            from = at + 1;
        }
    }
    out.push(line.get(from..).unwrap_or_default());
    out
}

fn cells<'l>(rows: impl Iterator<Item = Vec<&'l str>>, name: &str) -> RawTable {
    let mut table = RawTable {
        name: name.to_owned(),
        ..RawTable::default()
    };
    for (row, fields) in (0_u32..).zip(rows) {
        for (col, text) in (0_u32..).zip(fields) {
            let text = text.trim();
            if !text.is_empty() {
                table.cells.push(RawCell {
                    row,
                    col,
                    text: text.to_owned(),
                    value: CellValue::Text,
                    has_formula: false,
                });
            }
        }
    }
    table
}
