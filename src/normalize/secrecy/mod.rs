//! The first gate: finds marks of secrecy (密级) in a file as read, before anything of it is kept.
//!
//! A mark is a level with a star (机密★10年), a level alone where marks usually stand, a field or column 密级 that holds a level.
//! Words that only speak of secrets (国家秘密, 涉及机密的) are none. When in doubt between the two, a mark is seen: a file that
//! was refused wrongly comes back with a word from a person, one that was kept wrongly does not.
mod line;
mod table;
mod words;

use crate::model::{RawBlock, RawFile, RawText, ReadingSettings, Reason, Secrecy, cell_name};

use line::{Position, judge};
use words::{SHIPPED, Words};

/// A mark that was found. It quotes nothing of the file but the level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The level it names.
    pub level: Secrecy,
    /// The highest level the site may hold.
    pub allowed: Secrecy,
    /// Where it stands.
    pub at: MarkPlace,
    /// How it was known.
    pub how: How,
}

/// Where a mark stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkPlace {
    /// In the name of the file or of a folder.
    FileName,
    /// In a line the file carries beside its text: header, footer, title.
    Fact,
    /// In a paragraph, counted from 1 as places count them.
    Paragraph(u32),
    /// In the name of a table or sheet, counted from 1.
    SheetName(u32),
    /// In a cell of a table or sheet, counted from 1, in A1 notation.
    Cell(u32, String),
}

/// How a mark was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By its star.
    Star,
    /// By standing alone where marks usually stand.
    Alone,
    /// By the field it is the value of.
    Field,
    /// By the column it stands in.
    Column,
}

impl Mark {
    /// What the import report says of the file.
    #[must_use]
    pub fn reason(&self) -> Reason {
        let told = |reason: Reason| {
            reason
                .with("level", self.level.name())
                .with("allowed", self.allowed.name())
        };
        match &self.at {
            MarkPlace::FileName => told(Reason::new("secrecy-mark-in-name")),
            MarkPlace::Fact => told(Reason::new("secrecy-mark-in-header")),
            MarkPlace::Paragraph(n) => told(Reason::new("secrecy-mark")).with("paragraph", n),
            MarkPlace::SheetName(n) => {
                told(Reason::new("secrecy-mark-in-sheet-name")).with("table", n)
            }
            MarkPlace::Cell(n, cell) => told(Reason::new("secrecy-mark-in-cell"))
                .with("table", n)
                .with("cell", cell),
        }
    }
}

/// The highest mark of a file that lies above what the site may hold, if it bears one; of equal ones the first.
#[must_use]
pub fn mark(raw: &RawFile, settings: &ReadingSettings) -> Option<Mark> {
    let words = SHIPPED.as_ref()?;
    let mut scan = Scan {
        words,
        allowed: settings.secrecy,
        found: None,
    };
    scan.file_name(&raw.file);
    for (name, text) in &raw.facts {
        if !PROGRAM_FACTS.contains(&name.as_str()) {
            scan.lines(text, Position::Usual, &|| MarkPlace::Fact);
        }
    }
    scan.blocks(&raw.blocks);
    scan.found
}

/// Whether the shipped list of marks can be read.
#[must_use]
pub fn is_sound() -> bool {
    words::is_sound()
}

/// Facts that programs write, not people.
const PROGRAM_FACTS: &[&str] = &["producer", "encoding", "pages", "created", "modified"];

/// Paragraphs that can be the front of a paper: GB/T 9704 sets 份号, 密级 and 紧急程度 in the first three lines, programs that
/// read pages and mail put a few of their own before them.
const FRONT_LINES: u32 = 12;
/// A paragraph of this many characters is body text: the front is over.
const BODY_CHARS: usize = 60;

/// What was found so far.
struct Scan<'a> {
    words: &'a Words,
    allowed: Secrecy,
    found: Option<Mark>,
}

impl Scan<'_> {
    /// Notes a mark when it is higher than any before.
    fn note(&mut self, level: Secrecy, how: How, at: &dyn Fn() -> MarkPlace) {
        if level > self.allowed && self.found.as_ref().is_none_or(|f| level > f.level) {
            self.found = Some(Mark {
                level,
                allowed: self.allowed,
                at: at(),
                how,
            });
        }
    }

    /// Whether a text can hold a mark at all. Every level's word holds 密 but 内部, which matters to few sites.
    fn may_hold(&self, text: &str) -> bool {
        text.contains('密') || self.allowed < Secrecy::内部 && text.contains(['内', '內'])
    }

    /// Judges each line of a text.
    fn lines(&mut self, text: &str, position: Position, at: &dyn Fn() -> MarkPlace) {
        if !self.may_hold(text) {
            return;
        }
        for line in text.split([
            '\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}',
        ]) {
            if let Some((level, how)) = judge(self.words, line, position) {
                self.note(level, how, at);
            }
        }
    }

    fn file_name(&mut self, file: &str) {
        let (folders, name) = file.rsplit_once('/').unwrap_or(("", file));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        for part in folders.split('/').chain([stem]) {
            self.lines(part, Position::Usual, &|| MarkPlace::FileName);
        }
    }

    fn blocks(&mut self, blocks: &[RawBlock]) {
        let (mut paragraph, mut table) = (0, 0);
        let mut is_front = true;
        let mut page = None;
        for block in blocks {
            match block {
                RawBlock::Text(text) => {
                    paragraph += 1;
                    let opens_page = text.page.is_some() && text.page != page;
                    page = text.page_starts.last().map(|(_, p)| *p).or(text.page);
                    is_front &= paragraph <= FRONT_LINES && !is_body(text);
                    let position = if is_front || opens_page {
                        Position::Usual
                    } else {
                        Position::Inside
                    };
                    self.lines(&text.text, position, &|| MarkPlace::Paragraph(paragraph));
                }
                RawBlock::Table(raw) => {
                    table += 1;
                    self.table(raw, table);
                }
            }
        }
    }
}

/// Whether a paragraph is prose.
fn is_body(text: &RawText) -> bool {
    text.text.trim_end().ends_with(['。', '；']) || text.text.chars().count() >= BODY_CHARS
}
