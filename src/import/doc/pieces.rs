//! The pieces of text in the order they are read; a file saved quickly has its text in any order. Source: \[MS-DOC\] 2.8.35.
use encoding_rs::{Encoding, WINDOWS_1252};

use crate::import::{code_pages, encoding};

use super::{
    bytes::{Plc, u16_at, u32_at},
    fib::{Fib, Generation, PIECES, Part},
};

/// How the characters of a piece are written.
#[derive(Clone, Copy, Debug)]
enum Width {
    /// A code page; in Word 97 that of Western Windows.
    Bytes(&'static Encoding),
    /// UTF-16.
    Wide,
}

/// A run of characters that lie together in the file.
#[derive(Debug)]
struct Piece {
    start: u32,
    end: u32,
    /// Where its first character lies in the stream `WordDocument`.
    at: usize,
    width: Width,
    /// Changes of properties that hold for the whole piece.
    changes: u16,
}

/// The text of the document.
#[derive(Debug)]
pub(super) struct Pieces<'d> {
    word: &'d [u8],
    pieces: Vec<Piece>,
    grpprls: Vec<&'d [u8]>,
    /// Whether the table of pieces was there.
    pub(super) are_told: bool,
    /// The code page of Word 6.
    pub(super) encoding: &'static Encoding,
}

/// One character and what is needed to look up its properties.
#[derive(Clone, Copy, Debug)]
pub(super) struct Char {
    pub(super) c: char,
    /// Its position in the document.
    pub(super) cp: u32,
    /// Its place in the stream `WordDocument`, and the place behind it.
    pub(super) at: usize,
    pub(super) end: usize,
    /// Changes that hold for its piece.
    pub(super) changes: u16,
}

impl<'d> Pieces<'d> {
    /// Reads the table of pieces.
    pub(super) fn read(fib: &Fib<'_>, word: &'d [u8], table: &'d [u8]) -> Self {
        let mut clx = fib.part(PIECES, table);
        let mut grpprls = Vec::new();
        while let ([1, ..], Some(length)) = (clx, u16_at(clx, 1)) {
            let end = 3 + usize::from(length);
            grpprls.push(clx.get(3..end).unwrap_or_default());
            clx = clx.get(end..).unwrap_or_default();
        }
        let length = u32_at(clx, 1).unwrap_or(0) as usize;
        let plc = match clx {
            [2, _, _, _, _, rest @ ..] => rest.get(..length).unwrap_or(rest),
            _ => &[],
        };
        let plc = Plc::new(plc, 8);
        let encoding = match fib.generation {
            Generation::Six => old_encoding(fib, word),
            Generation::Eight => encoding_rs::WINDOWS_1252,
        };
        let piece = |n: usize| {
            let item = plc.item(n)?;
            let place = u32_at(item, 2)?;
            let (at, width) = match fib.generation {
                Generation::Eight if place & 0x4000_0000 != 0 => {
                    ((place & 0x3FFF_FFFF) / 2, Width::Bytes(encoding))
                }
                Generation::Eight => (place & 0x3FFF_FFFF, Width::Wide),
                Generation::Six if fib.is_wide => (place, Width::Wide),
                Generation::Six => (place, Width::Bytes(encoding)),
            };
            Some(Piece {
                start: plc.position(n)?,
                end: plc.position(n + 1)?,
                at: at as usize,
                width,
                changes: u16_at(item, 6)?,
            })
        };
        let mut pieces: Vec<Piece> = (0..plc.len()).filter_map(piece).collect();
        let mut are_told = !pieces.is_empty();
        if let (Generation::Six, false, Some(text)) = (fib.generation, are_told, fib.old_text()) {
            // Without a table the text lies in one piece.
            are_told = true;
            pieces.push(Piece {
                start: 0,
                end: fib.range(Part::HeadBoxes).1,
                at: text.start,
                width: if fib.is_wide {
                    Width::Wide
                } else {
                    Width::Bytes(encoding)
                },
                changes: 0,
            });
        }
        Self {
            word,
            pieces,
            grpprls,
            are_told,
            encoding,
        }
    }

    /// The characters from one position to another, and how many of them the file does not hold.
    pub(super) fn chars(&self, from: u32, to: u32) -> (Vec<Char>, u64) {
        let mut out = Vec::new();
        let mut missing = u64::from(to.saturating_sub(from));
        for piece in &self.pieces {
            let (start, end) = (piece.start.max(from), piece.end.min(to));
            // Pieces of a sound file do not overlap, so no character is counted twice.
            if start >= end || missing == 0 {
                continue;
            }
            let before = (start - piece.start) as usize;
            let count =
                ((end - start) as usize).min(usize::try_from(missing).unwrap_or(usize::MAX));
            missing -= match piece.width {
                Width::Bytes(encoding) => {
                    self.narrow(piece, encoding, start, before, count, &mut out)
                }
                Width::Wide => self.wide(piece, start, before, count, &mut out),
            };
        }
        (out, missing)
    }

    fn narrow(
        &self,
        piece: &Piece,
        encoding: &'static Encoding,
        start: u32,
        before: usize,
        count: usize,
        out: &mut Vec<Char>,
    ) -> u64 {
        let from = piece.at.saturating_add(before).min(self.word.len());
        let bytes = self.word.get(from..).unwrap_or_default();
        let bytes = bytes.get(..count.min(bytes.len())).unwrap_or_default();
        let mut n = 0;
        while let Some(byte) = bytes.get(n) {
            let pair = bytes
                .get(n..n + 2)
                .filter(|_| code_pages::is_lead(encoding, *byte));
            let one = bytes.get(n..=n).unwrap_or_default();
            let written = pair.unwrap_or(one);
            let shown = encoding.decode_without_bom_handling(written).0;
            for c in shown.chars() {
                out.push(Char {
                    c,
                    cp: start.saturating_add(u32::try_from(n).unwrap_or(u32::MAX)),
                    at: from + n,
                    end: from + n + written.len(),
                    changes: piece.changes,
                });
            }
            n += written.len();
        }
        bytes.len() as u64
    }

    fn wide(
        &self,
        piece: &Piece,
        start: u32,
        before: usize,
        count: usize,
        out: &mut Vec<Char>,
    ) -> u64 {
        let from = piece
            .at
            .saturating_add(before.saturating_mul(2))
            .min(self.word.len());
        let bytes = self.word.get(from..).unwrap_or_default();
        let bytes = bytes
            .get(..count.saturating_mul(2).min(bytes.len()))
            .unwrap_or_default();
        let units = bytes.chunks_exact(2).filter_map(|c| u16_at(c, 0));
        let mut n = 0;
        for c in char::decode_utf16(units) {
            let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
            out.push(Char {
                c,
                cp: start.saturating_add(u32::try_from(n).unwrap_or(u32::MAX)),
                at: from + n * 2,
                end: from + (n + c.len_utf16()) * 2,
                changes: piece.changes,
            });
            n += c.len_utf16();
        }
        (bytes.len() / 2) as u64
    }

    /// The list of properties that a piece changes; `None` when it is a single property packed into the number itself.
    pub(super) fn changes(&self, changes: u16) -> Option<&'d [u8]> {
        (changes & 1 == 1).then(|| {
            let list = self.grpprls.get(usize::from(changes >> 1));
            list.copied().unwrap_or_default()
        })
    }
}

/// Share of bytes beyond ASCII, in percent, from which a text is not Western: Western languages have a few accents in a
/// hundred letters, Cyrillic and Chinese have next to nothing else.
const NOT_WESTERN_PERCENT: usize = 30;

/// The code page of a text of Word 6: that of the language the file names. Programs of other languages often named English,
/// so a text that cannot be Western is looked at itself.
fn old_encoding(fib: &Fib<'_>, word: &[u8]) -> &'static Encoding {
    let named = code_pages::language(fib.language);
    let text = fib
        .old_text()
        .and_then(|text| word.get(text))
        .unwrap_or_default();
    let beyond = text.iter().filter(|b| !b.is_ascii()).count();
    if named != WINDOWS_1252 || beyond * 100 < text.len() * NOT_WESTERN_PERCENT {
        return named;
    }
    let found = encoding::decode(text).encoding;
    Encoding::for_label(found.as_bytes()).unwrap_or(named)
}
