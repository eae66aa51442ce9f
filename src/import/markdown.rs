//! Reads Markdown: headings, list items, quotations, paragraphs, pipe tables; fenced code as text, front matter as facts.
//!
//! Markers at the start of a line (`#`, `-`, `>`) and pairs of `**` are layout and are taken away, all else stays as written:
//! a quotation equals the source once those marks and line breaks are taken out of it.
use crate::model::{Format, RawBlock, RawText};

use super::{Importer, ReadError, Reading, Terms, encoding, lines, text_table, txt::split_lines};

/// Reads md.
#[derive(Debug)]
pub(super) struct Markdown;

impl Importer for Markdown {
    fn format(&self) -> Format {
        Format::Md
    }

    fn read(&self, bytes: &[u8], _terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let decoded = encoding::decode(bytes);
        let mut reading = Reading::default();
        if let Some(reason) = decoded.note(&mut reading.facts) {
            reading.partial = true;
            reading.reasons.push(reason);
        }
        let lines = split_lines(&decoded.text);
        let from = front_matter(&lines, &mut reading);
        let body = lines.get(from..).unwrap_or_default();
        Page {
            wrapping: lines::Wrapping::of(body),
            lines: body,
            at: 0,
            tables: 0,
            out: &mut reading.blocks,
        }
        .read();
        Ok(reading)
    }
}

/// Takes `key: value` lines between two `---` at the top as facts; returns where the text begins.
fn front_matter(lines: &[&str], reading: &mut Reading) -> usize {
    if lines.first().map(|l| l.trim_end()) != Some("---") {
        return 0;
    }
    let Some(end) = lines
        .iter()
        .skip(1)
        .position(|l| matches!(l.trim_end(), "---" | "..."))
    else {
        return 0;
    };
    let inside = lines.get(1..=end).unwrap_or_default();
    // Between two rules there may also be text; that is no front matter.
    let is_pairs = inside.iter().all(|l| {
        l.trim().is_empty()
            || l.starts_with([' ', '-', '#'])
            || l.split_once(':').is_some_and(|(key, _)| is_key(key))
    });
    if !is_pairs || inside.is_empty() {
        return 0;
    }
    for line in inside {
        if let Some((key, value)) = line.split_once(':')
            && is_key(key)
            && !value.trim().is_empty()
        {
            let value = value.trim().trim_matches(['"', '\'']);
            reading.facts.insert(key.to_owned(), value.to_owned());
        }
    }
    end + 2
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

struct Page<'a> {
    wrapping: lines::Wrapping,
    lines: &'a [&'a str],
    at: usize,
    tables: u32,
    out: &'a mut Vec<RawBlock>,
}

impl<'a> Page<'a> {
    fn read(&mut self) {
        while let Some(line) = self.lines.get(self.at).copied() {
            let trimmed = line.trim();
            if trimmed.is_empty() || is_thematic_break(trimmed) {
                self.at += 1;
            } else if let Some(mark) = fence(trimmed) {
                self.at += 1;
                self.code(mark);
            } else if let Some((level, title)) = heading(trimmed) {
                self.at += 1;
                self.push(title.to_owned(), Some(level), false);
            } else if let Some((table, used)) =
                text_table::strokes(self.rest(), &format!("表{}", self.tables + 1))
            {
                self.tables += 1;
                self.at += used;
                self.out.push(RawBlock::Table(table));
            } else {
                self.paragraph(line);
            }
        }
    }

    fn rest(&self) -> &'a [&'a str] {
        self.lines.get(self.at..).unwrap_or_default()
    }

    /// Lines of a fenced block, each a paragraph of its own.
    fn code(&mut self, mark: &str) {
        while let Some(line) = self.lines.get(self.at) {
            self.at += 1;
            if line.trim().starts_with(mark)
                && line.trim().trim_start_matches(['`', '~']).is_empty()
            {
                return;
            }
            if !line.trim().is_empty() {
                self.out.push(RawBlock::Text(RawText {
                    text: line.trim().to_owned(),
                    ..RawText::default()
                }));
            }
        }
    }

    fn paragraph(&mut self, line: &'a str) {
        let (content, is_item) = strip_marks(line.trim());
        let mut text = content.to_owned();
        let mut last = line;
        self.at += 1;
        while let Some(next) = self.lines.get(self.at).copied() {
            let trimmed = next.trim();
            let ends = trimmed.is_empty()
                || is_thematic_break(trimmed)
                || fence(trimmed).is_some()
                || heading(trimmed).is_some()
                || text_table::strokes(self.rest(), "").is_some();
            // A line of = or - under a single line makes it a heading.
            if let (Some(level), false, true) =
                (underline(trimmed), is_item, std::ptr::eq(last, line))
            {
                self.at += 1;
                self.push(text, Some(level), false);
                return;
            }
            let quoted_on = line.trim().starts_with('>') && trimmed.starts_with('>');
            let (content, starts_item) = strip_marks(trimmed);
            if ends
                || starts_item
                || !(self
                    .wrapping
                    .continues(&text, last, if quoted_on { content } else { next }))
            {
                break;
            }
            lines::join(&mut text, content);
            last = next;
            self.at += 1;
        }
        self.push(text, None, is_item);
    }

    fn push(&mut self, text: String, heading: Option<u8>, is_list_item: bool) {
        let text = without_strong(&text);
        if !text.trim().is_empty() {
            self.out.push(RawBlock::Text(RawText {
                text: text.trim().to_owned(),
                heading,
                is_list_item,
                ..RawText::default()
            }));
        }
    }
}

/// Level and title of a `#` heading.
pub(super) fn heading(line: &str) -> Option<(u8, &str)> {
    let level = line.chars().take_while(|c| *c == '#').count();
    let rest = line.get(level..)?;
    if !(1..=6).contains(&level) || !rest.starts_with([' ', '\t', '\u{3000}']) {
        return None;
    }
    let title = rest.trim().trim_end_matches('#').trim_end();
    (!title.is_empty()).then_some((u8::try_from(level).ok()?, title))
}

fn underline(line: &str) -> Option<u8> {
    let all = |c| line.len() >= 2 && line.chars().all(|x| x == c);
    match () {
        () if all('=') => Some(1),
        () if all('-') => Some(2),
        () => None,
    }
}

fn is_thematic_break(line: &str) -> bool {
    let marks: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    marks.len() >= 3
        && ['-', '*', '_']
            .iter()
            .any(|m| marks.chars().all(|c| c == *m))
}

fn fence(line: &str) -> Option<&str> {
    line.get(..3).filter(|m| matches!(*m, "```" | "~~~"))
}

/// The text after quotation and bullet marks, and whether there was a bullet. Numbers of list items are text and stay.
fn strip_marks(line: &str) -> (&str, bool) {
    let mut rest = line;
    while let Some(inner) = rest.strip_prefix('>') {
        rest = inner.trim_start();
    }
    let bullet = ["- ", "* ", "+ "].iter().find_map(|b| rest.strip_prefix(b));
    if let Some(text) = bullet {
        return (text.trim_start(), true);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0
        && rest
            .get(digits..)
            .is_some_and(|r| r.starts_with(". ") || r.starts_with(") "));
    (rest, numbered)
}

/// Takes pairs of `**` away.
fn without_strong(text: &str) -> String {
    let marks = text.matches("**").count();
    if marks == 0 || marks % 2 == 1 || text.contains("***") {
        return text.to_owned();
    }
    text.replace("**", "")
}
