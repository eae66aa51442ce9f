//! The head of a Word binary file (file information block), which says where everything lies. Source: \[MS-DOC\] 2.5.
use crate::import::ReadError;
use crate::model::Reason;

use super::bytes::{u16_at, u32_at};

/// Which Word wrote the file, as far as the layout differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generation {
    /// Word 6 and 95.
    Six,
    /// Word 97 to 2003, Kingsoft.
    Eight,
}

/// Stories in the order in which their characters follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Body = 0,
    Footnotes = 1,
    Heads = 2,
    Comments = 4,
    Endnotes = 5,
    Boxes = 6,
    HeadBoxes = 7,
}

/// Structures the head points at: place of the pointer in the head of Word 97, and of Word 6 where it has one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pointer(usize, Option<usize>);

pub(super) const STYLES: Pointer = Pointer(1, Some(0x60));
pub(super) const FOOTNOTE_TEXTS: Pointer = Pointer(3, Some(0x70));
pub(super) const COMMENT_REFERENCES: Pointer = Pointer(4, Some(0x78));
pub(super) const COMMENT_TEXTS: Pointer = Pointer(5, Some(0x80));
pub(super) const HEAD_TEXTS: Pointer = Pointer(11, Some(0xB0));
pub(super) const RUN_PAGES: Pointer = Pointer(12, Some(0xB8));
pub(super) const PARAGRAPH_PAGES: Pointer = Pointer(13, Some(0xC0));
pub(super) const FONTS: Pointer = Pointer(15, None);
pub(super) const PIECES: Pointer = Pointer(33, Some(0x160));
pub(super) const COMMENT_AUTHORS: Pointer = Pointer(36, None);
pub(super) const SHAPES: Pointer = Pointer(40, None);
pub(super) const ENDNOTE_TEXTS: Pointer = Pointer(47, Some(0x1DA));
pub(super) const DRAWINGS: Pointer = Pointer(50, None);
pub(super) const BOX_TEXTS: Pointer = Pointer(56, None);
pub(super) const LIST_DESIGNS: Pointer = Pointer(73, None);
pub(super) const LISTS: Pointer = Pointer(74, None);

/// Place of the first pointer in the head of Word 97.
const POINTERS: usize = 0x9A;
/// Oldest layout that is read: Word 6.
const WORD_6: u16 = 0x65;
/// From here on the head is laid out as in Word 97.
const WORD_97: u16 = 0x6A;

/// First bytes of Chinese, Japanese and Korean Word 6 and 95, whose characters take two bytes.
const EASTERN: [u16; 5] = [0x8098, 0x8099, 0xA697, 0xA698, 0xA699];

/// The head.
#[derive(Debug)]
pub(super) struct Fib<'w> {
    word: &'w [u8],
    pub(super) generation: Generation,
    /// Language the file was made for, which tells the code page of Word 6.
    pub(super) language: u16,
    /// The name of the stream the pointers lead into.
    pub(super) table: &'static str,
    /// Whether characters of Word 6 take two bytes.
    pub(super) is_wide: bool,
    /// Characters of each story.
    lengths: [u32; 8],
}

impl<'w> Fib<'w> {
    /// Reads the head of the stream `WordDocument`.
    pub(super) fn read(word: &'w [u8]) -> Result<Self, ReadError> {
        let broken =
            || ReadError::Unreadable(Reason::new("package-broken").with("detail", "WordDocument"));
        let magic = u16_at(word, 0).ok_or_else(broken)?;
        let version = u16_at(word, 2).ok_or_else(broken)?;
        let flags = u16_at(word, 0xA).ok_or_else(broken)?;
        let is_eastern = EASTERN.contains(&magic);
        if !is_eastern && !matches!(magic, 0xA5EC | 0xA5DC | 0xA5DB | 0xA59B | 0xA59C) {
            return Err(broken());
        }
        if version < WORD_6 {
            let reason = Reason::new("format-not-read").with("format", "Word 2");
            return Err(ReadError::Unreadable(reason));
        }
        if flags & 0x100 != 0 {
            return Err(ReadError::Encrypted);
        }
        let generation = if version < WORD_97 {
            Generation::Six
        } else {
            Generation::Eight
        };
        let first_length = match generation {
            Generation::Six => 0x34,
            Generation::Eight => 0x4C,
        };
        let mut lengths = [0; 8];
        for (n, length) in lengths.iter_mut().enumerate() {
            // The sign bit is never set in a sound file.
            *length = u32_at(word, first_length + n * 4)
                .unwrap_or(0)
                .min(i32::MAX as u32);
        }
        let table = match generation {
            Generation::Six => "WordDocument",
            Generation::Eight if flags & 0x200 != 0 => "1Table",
            Generation::Eight => "0Table",
        };
        Ok(Self {
            word,
            generation,
            language: u16_at(word, 6).unwrap_or(0),
            table,
            is_wide: is_eastern,
            lengths,
        })
    }

    /// The characters of a story, half open.
    pub(super) fn range(&self, part: Part) -> (u32, u32) {
        let sum = |count: usize| {
            let lengths = self.lengths.iter().take(count);
            lengths.fold(0_u32, |sum, n| sum.saturating_add(*n))
        };
        (sum(part as usize), sum(part as usize + 1))
    }

    /// A structure, out of the stream the pointers lead into; empty when there is none.
    pub(super) fn part<'t>(&self, pointer: Pointer, table: &'t [u8]) -> &'t [u8] {
        self.place(pointer)
            .and_then(|(at, length)| table.get(at..at.checked_add(length)?))
            .unwrap_or_default()
    }

    /// Where a structure lies and how many bytes it takes.
    pub(super) fn place(&self, Pointer(index, old): Pointer) -> Option<(usize, usize)> {
        let at = match self.generation {
            Generation::Six => old?,
            Generation::Eight => POINTERS + index * 8,
        };
        let (place, length) = (u32_at(self.word, at)?, u32_at(self.word, at + 4)?);
        (length > 0).then_some((place as usize, length as usize))
    }

    /// Where the text of Word 6 lies when it is in one piece.
    pub(super) fn old_text(&self) -> Option<std::ops::Range<usize>> {
        let (start, end) = (u32_at(self.word, 0x18)?, u32_at(self.word, 0x1C)?);
        Some(start as usize..end as usize)
    }

    /// First page of properties and number of pages in Word 6, which may leave out the list of pages.
    pub(super) fn old_pages(&self, of_runs: bool) -> Option<(u16, u16)> {
        let (first, count) = if of_runs {
            (0x18A, 0x18E)
        } else {
            (0x18C, 0x190)
        };
        Some((u16_at(self.word, first)?, u16_at(self.word, count)?))
    }
}
