//! Puts the lines of plain text back together: which of them continue the line before.
//!
//! Lines are joined without their break (a blank takes its place between Latin letters), so that a phrase running
//! over the break is one phrase in the text; a quotation then equals the source but for white space. Where in doubt lines stay
//! apart: a wrong join would put two statements into one paragraph.
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
pub(super) const ENDS: &[char] = &[
    '。', '！', '？', '；', '：', '!', '?', ';', ':', '.', '”', '」', '…', '〕', '》',
];
/// Characters no line of Chinese begins with unless it continues the one before.
pub(super) const CONTINUERS: &[char] = &[
    '，', '。', '；', '、', '：', '！', '？', '）', '》', '」', '』', '〉', '】', '…', ',',
];
/// Characters no statement ends with.
pub(super) const OPEN_ENDS: &[char] = &['，', '、', '（', '《', '“', '「', '〈', '【', ','];

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
        let column = wrap_column(&filled);
        let indented = filled.iter().filter(|l| is_indented(l)).count();
        let separated = lines
            .windows(2)
            .filter(|w| matches!(w, [a, b] if a.trim().is_empty() && !b.trim().is_empty()))
            .count();
        Self {
            column,
            indents: indented >= 2 && indented < filled.len(),
            blanks: separated >= 2,
        }
    }

    /// Whether `next`, the line after `line`, continues the paragraph whose text so far is `text`. No line is blank.
    pub(super) fn continues(&self, text: &str, line: &str, next: &str) -> bool {
        let line = line.trim_end();
        let begins = next.trim_start();
        // In lines broken by a program even a bare number is one; elsewhere it may be the 2 of M2.
        let is_page =
            |l: &str| is_page_number(l) && (self.column.is_some() || l.parse::<u32>().is_err());
        if is_page(line) || is_page(begins) {
            return false;
        }
        if begins.starts_with(CONTINUERS) {
            return true;
        }
        if is_indented(next) || is_labelled(begins) {
            return false;
        }
        let width = width(line);
        // A line longer than the column is prose only if a sentence is behind it; a title is not.
        let is_full = self.column.is_some_and(|column| {
            width + SLACK >= column && (width <= column + SLACK || text.contains('。'))
        });
        let is_open = !line.ends_with(ENDS);
        // A full line in mid-sentence may be followed by 第十二条 as a reference, not as a heading.
        if is_clause(begins) && !(is_full && is_open) {
            return false;
        }
        // Where blank lines part paragraphs, a sentence under way goes on; titles and signatures are no sentences. A full line
        // that ends a sentence goes on only where new paragraphs would show.
        line.ends_with(OPEN_ENDS)
            || (self.blanks && is_open && is_running(text))
            || (is_full && (is_open || self.indents || self.blanks))
    }
}

/// The column at which a program broke the lines, if one did.
fn wrap_column(filled: &[&str]) -> Option<usize> {
    let widths: Vec<usize> = filled.iter().map(|l| width(l)).collect();
    let full_at = |column: usize| {
        widths
            .iter()
            .filter(move |w| (column - SLACK..=column).contains(*w))
            .count()
    };
    // The column most lines reach; a title or a line of Latin may be wider.
    let (_, column) = WRAP_WIDTHS
        .filter(|c| widths.contains(c))
        .map(|c| (full_at(c), c))
        .max_by_key(|(count, c)| (*count, usize::MAX - *c))?;
    let full: Vec<&&str> = filled
        .iter()
        .filter(|l| (column - SLACK..=column).contains(&width(l)))
        .collect();
    let open = full.iter().filter(|l| !l.ends_with(ENDS)).count();
    let wider = widths.iter().filter(|w| **w > column + SLACK).count();
    // Paragraphs on one line each end with a full stop and differ in length; broken lines mostly end in mid-sentence, a fair
    // share of all lines is full, and hardly any but a title is longer. Lists of names have no sentences.
    let is_wrapped = full.len() >= LEAST_FULL_LINES
        && full.len() * 4 >= filled.len()
        && open * 10 >= full.len() * 7
        && wider * 10 <= filled.len() + 10
        && filled.iter().any(|l| l.ends_with('。'));
    is_wrapped.then_some(column)
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
pub(super) fn is_labelled(line: &str) -> bool {
    let is_numeral = |c: &char| c.is_ascii_digit() || NUMERALS.contains(*c);
    let count = line.chars().take_while(is_numeral).count();
    let mut after = line.chars().skip(count);
    match (count, after.next(), after.next()) {
        // 3.5万吨 is no label.
        (1.., Some('.' | '．'), Some(next)) => !next.is_ascii_digit(),
        (1.., Some('、' | ')' | '）'), _) => true,
        (1.., Some('，' | '是'), _) => line.starts_with(|c| NUMERALS.contains(c)),
        (0, Some('（' | '('), _) => {
            let inside = line.chars().skip(1).take_while(is_numeral).count();
            (1..=3).contains(&inside)
                && line
                    .chars()
                    .nth(inside + 1)
                    .is_some_and(|c| matches!(c, '）' | ')'))
        }
        (0, Some('附'), Some(next)) => matches!(next, '件' | '：' | '表' | '录'),
        (0, Some(first), _) => BULLETS.contains(&first) || ('①'..='⑳').contains(&first),
        _ => false,
    }
}

/// Marks that begin list items, quotations, headings and rules.
const BULLETS: &[char] = &['-', '*', '•', '·', '●', '■', '◆', '#', '>', '|', '='];

/// Whether a line begins with 第十二条 or the like, as a heading or as a reference.
pub(super) fn is_clause(line: &str) -> bool {
    let mut chars = line.chars();
    chars.next() == Some('第')
        && chars
            .take(6)
            .any(|c| matches!(c, '章' | '条' | '节' | '编' | '部'))
}

/// Whether a line is nothing but a page number, such as `— 5 —` or `第5页`.
fn is_page_number(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let frame = |c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '-' | '—' | '－' | '–' | '·' | '第' | '页' | '共' | '/')
    };
    (1..=4).contains(&digits) && line.chars().all(frame)
}

const NUMERALS: &str = "一二三四五六七八九十百〇零";

/// Adds a continuing line.
pub(super) fn join(text: &mut String, next: &str) {
    let next = next.trim();
    text.truncate(text.trim_end().len());
    // Between letters a blank was taken for the break; numbers, and letters with numbers, were cut in two.
    let before = text
        .chars()
        .next_back()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == ',');
    let after = next.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    if before && after {
        text.push(' ');
    }
    text.push_str(next);
}
