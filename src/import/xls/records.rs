//! The records of a BIFF stream: numbered pieces of at most 8 KB, long ones continued in the next. Source: \[MS-XLS\] 2.1.4.

use crate::import::little_endian::u16_at;

/// Continues the record before it.
const CONTINUE: u16 = 0x3C;

/// One record with its continuations.
pub(super) struct Record<'a> {
    pub(super) id: u16,
    /// The record and its continuations, in order; never empty.
    parts: Vec<&'a [u8]>,
    /// Where the record after it begins.
    pub(super) next: usize,
}

impl<'a> Record<'a> {
    /// The record that begins at `at`; `None` at the end of the stream or where it is cut off.
    pub(super) fn at(stream: &'a [u8], at: usize) -> Option<Self> {
        let (id, first, mut next) = piece(stream, at)?;
        let mut parts = vec![first];
        while let Some((CONTINUE, part, after)) = piece(stream, next) {
            parts.push(part);
            next = after;
        }
        Some(Self { id, parts, next })
    }

    /// The bytes before the first continuation.
    pub(super) fn data(&self) -> &'a [u8] {
        self.parts.first().copied().unwrap_or_default()
    }

    /// A cursor over the bytes, continuations included.
    pub(super) fn cursor(&self) -> Cursor<'_> {
        Cursor {
            parts: &self.parts,
            part: 0,
            at: 0,
        }
    }
}

fn piece(stream: &[u8], at: usize) -> Option<(u16, &[u8], usize)> {
    let id = u16_at(stream, at)?;
    let len = usize::from(u16_at(stream, at + 2)?);
    let end = (at + 4).checked_add(len)?;
    Some((id, stream.get(at + 4..end)?, end))
}

/// Reads through a record across its continuations.
pub(super) struct Cursor<'r> {
    parts: &'r [&'r [u8]],
    part: usize,
    at: usize,
}

impl Cursor<'_> {
    /// The next byte.
    pub(super) fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(b) = part.get(self.at) {
                self.at += 1;
                return Some(*b);
            }
            self.part += 1;
            self.at = 0;
        }
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([
            self.byte()?,
            self.byte()?,
            self.byte()?,
            self.byte()?,
        ]))
    }

    /// Passes over bytes.
    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        let mut left = count;
        while left > 0 {
            let part = self.parts.get(self.part)?;
            let here = part.len() - self.at.min(part.len());
            if here >= left {
                self.at += left;
                return Some(());
            }
            left -= here;
            self.part += 1;
            self.at = 0;
        }
        Some(())
    }

    /// `count` UTF-16 units of a string. Where a string runs on in a continuation, a new flag byte says anew whether
    /// characters take one byte or two.
    pub(super) fn units(&mut self, count: usize, wide: bool) -> Option<Vec<u16>> {
        let mut wide = wide;
        let mut units = Vec::with_capacity(count.min(1 << 15));
        while units.len() < count {
            let part = self.parts.get(self.part)?;
            if self.at >= part.len() {
                self.part += 1;
                self.at = 0;
                wide = self.byte()? & 1 == 1;
                continue;
            }
            units.push(if wide {
                self.u16()?
            } else {
                u16::from(self.byte()?)
            });
        }
        Some(units)
    }
}
