//! Numbers and tables of positions in the bytes of a Word binary file.

pub(super) use crate::import::little_endian::{i16_at, u16_at, u32_at};

/// UTF-16 characters, `units` of them from a place on.
pub(super) fn utf16(bytes: &[u8], at: usize, units: usize) -> Option<String> {
    let text = bytes.get(at..at.checked_add(units.checked_mul(2)?)?)?;
    let units: Vec<u16> = text.chunks_exact(2).filter_map(|c| u16_at(c, 0)).collect();
    Some(String::from_utf16_lossy(&units))
}

/// A table of positions (`PLC`): one position more than items, then the items, all of one size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plc<'b> {
    bytes: &'b [u8],
    item: usize,
    count: usize,
}

impl<'b> Plc<'b> {
    /// A table with items of `item` bytes.
    pub(super) fn new(bytes: &'b [u8], item: usize) -> Self {
        let count = bytes.len().saturating_sub(4) / (4 + item);
        Self { bytes, item, count }
    }

    /// How many items there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The position of an item, or the end of the last one.
    pub(super) fn position(&self, n: usize) -> Option<u32> {
        (n <= self.count)
            .then(|| u32_at(self.bytes, n * 4))
            .flatten()
    }

    /// An item.
    pub(super) fn item(&self, n: usize) -> Option<&'b [u8]> {
        let at = (self.count + 1) * 4 + n * self.item;
        self.bytes
            .get(at..at + self.item)
            .filter(|_| n < self.count)
    }
}
