//! Turns the characters of a block into lines as a browser shows them, and lines into paragraphs.
use crate::import::numerals;

/// Ends of a line after which the next one is a new paragraph.
const FINAL: &str = "。！？；：…”』」）》.!?;:";
/// East Asian blocks: a line end in the source between two such characters shows as nothing (CSS Text 3, 4.1.3).
const WIDE: [std::ops::RangeInclusive<char>; 4] = [
    '\u{2E80}'..='\u{9FFF}',
    '\u{F900}'..='\u{FAFF}',
    '\u{FE30}'..='\u{FFEF}',
    '\u{20000}'..='\u{3FFFF}',
];

/// The lines of one block; never empty.
#[derive(Debug)]
pub(super) struct Lines {
    lines: Vec<String>,
    /// White space that shows as one blank if more text follows.
    gap: Option<Gap>,
}

/// White space not shown yet.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    /// It holds a line end.
    has_line_end: bool,
    /// It stands between two elements, not in running text: it parts what they hold.
    is_apart: bool,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            lines: vec![String::new()],
            gap: None,
        }
    }
}

impl Lines {
    fn last(&mut self) -> &mut String {
        if self.lines.is_empty() {
            self.lines.push(String::new());
        }
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    /// Adds text, runs of blanks and line ends shown as one blank.
    pub(super) fn push(&mut self, text: &str, raised: Option<bool>) {
        let mut after_digit = false;
        let is_blank = text.trim_matches(is_white).is_empty();
        for c in text.chars() {
            if is_white(c) {
                let gap = self.gap.get_or_insert_default();
                gap.has_line_end |= matches!(c, '\n' | '\r');
                gap.is_apart |= is_blank;
                after_digit = false;
                continue;
            }
            let gap = self.gap.take();
            let line = self.last();
            if let (Some(gap), Some(before)) = (gap, line.chars().next_back()) {
                let only_wraps = gap.has_line_end && !gap.is_apart;
                if !(only_wraps && is_wide(before) && is_wide(c)) {
                    line.push(' ');
                }
            }
            let shown = match raised {
                // `10` and a raised `4` must not read as 104.
                Some(raised) if after_digit || ends_in_digit(line) => {
                    after_digit = c.is_ascii_digit();
                    numerals::shifted_digit(c, raised)
                }
                _ => c,
            };
            line.push(shown);
        }
    }

    /// Adds text as it stands, each line end a new line (`pre`).
    pub(super) fn push_as_is(&mut self, text: &str) {
        for (n, piece) in text.split('\n').enumerate() {
            if n > 0 {
                self.end_line();
            }
            let piece = piece.trim_end_matches('\r');
            self.last().push_str(piece);
        }
    }

    /// Ends the line (`br`).
    pub(super) fn end_line(&mut self) {
        self.gap = None;
        self.lines.push(String::new());
    }

    /// The paragraphs: lines belong together when the break between them only wraps a sentence or a title.
    ///
    /// A break ends a paragraph when an empty line follows, when the line before ends a sentence, or when the line after is
    /// indented or begins with a number of an enumeration; with `keep` no break does.
    pub(super) fn paragraphs(self, keep: bool) -> Vec<String> {
        let mut paragraphs: Vec<String> = Vec::new();
        let mut open = false;
        for line in self.lines {
            let line = line.trim_end_matches(' ');
            if line.trim().is_empty() {
                open &= keep;
                continue;
            }
            match paragraphs.last_mut() {
                Some(last) if open && (keep || !is_new_paragraph(last, line)) => {
                    last.push('\n');
                    last.push_str(line);
                }
                _ => paragraphs.push(line.to_owned()),
            }
            open = true;
        }
        paragraphs
    }
}

/// White space as HTML counts it.
fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{C}')
}

fn is_wide(c: char) -> bool {
    WIDE.iter().any(|range| range.contains(&c))
}

fn ends_in_digit(line: &str) -> bool {
    line.ends_with(|c: char| c.is_ascii_digit())
}

fn is_new_paragraph(before: &str, after: &str) -> bool {
    before.ends_with(|c| FINAL.contains(c))
        || after.starts_with(['\u{3000}', '\u{A0}'])
        || is_enumerated(after)
}

/// Whether a line begins like an item of an enumeration: 一、 （一） 1. 1、 (1) ① 第三条 • -
fn is_enumerated(line: &str) -> bool {
    let mut chars = line.chars().peekable();
    let opened = chars.next_if(|c| "（(第".contains(*c)).is_some();
    let number = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十百〇零".contains(*c);
    let mut count = 0;
    while chars.next_if(number).is_some() {
        count += 1;
    }
    match chars.next() {
        Some(next) if count > 0 && opened => "）)条章节部项".contains(next),
        Some(next) if count > 0 => "、.．）)".contains(next),
        Some(next) => matches!(next, '•' | '·' | '●' | '■' | '\u{2460}'..='\u{2473}'),
        None => false,
    }
}
