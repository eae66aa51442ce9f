//! From a feature to its row, in one step: the question a model is asked three times per character.

use super::Key;

/// Rows by key; open addressing, at most half full.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Key and row; key 0 is an empty place.
    places: Vec<(u64, u32)>,
    shift: u32,
    /// A bit for every key: most questions are for keys that are not there, and this answers them without a walk to memory.
    seen: Vec<u64>,
}

/// Bits of the filter, in powers of two: 64 KiB, which stays in a processor's second cache.
const FILTER_BITS: u32 = 19;

/// 2^64 divided by the golden ratio: the product's upper bits spread neighbors apart (Knuth, 6.4).
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
/// The smallest table, in powers of two.
const SMALLEST_BITS: u32 = 4;

impl Table {
    /// A table of keys, whose rows are their positions; of equal keys the first counts.
    pub(super) fn new(keys: impl ExactSizeIterator<Item = Key>) -> Self {
        let bits = (keys.len() * 2)
            .next_power_of_two()
            .trailing_zeros()
            .max(SMALLEST_BITS);
        let mut table = Self {
            places: vec![(0, 0); 1 << bits],
            shift: 64 - bits,
            seen: vec![0; 1 << (FILTER_BITS - 6)],
        };
        for (key, row) in keys.zip(0..) {
            let (word, bit) = filter(key.number());
            if let Some(word) = table.seen.get_mut(word) {
                *word |= bit;
            }
            let mut at = table.first(key.number());
            loop {
                let next = table.next(at);
                match table.places.get_mut(at) {
                    Some(place) if place.0 == 0 => {
                        *place = (key.number(), row);
                        break;
                    }
                    Some(place) if place.0 != key.number() => at = next,
                    _ => break,
                }
            }
        }
        table
    }
    pub(super) fn get(&self, key: Key) -> Option<usize> {
        let key = key.number();
        let (word, bit) = filter(key);
        if self.seen.get(word).is_none_or(|w| w & bit == 0) {
            return None;
        }
        let mut at = self.first(key);
        loop {
            match self.places.get(at) {
                Some((found, row)) if *found == key => return Some(*row as usize),
                Some((found, _)) if *found != 0 => at = self.next(at),
                _ => return None,
            }
        }
    }
    fn first(&self, key: u64) -> usize {
        // The shift leaves fewer bits than the table has places.
        usize::try_from(key.wrapping_mul(SPREAD) >> self.shift).unwrap_or(0)
    }
    fn next(&self, at: usize) -> usize {
        (at + 1) & (self.places.len() - 1)
    }
}

/// Word and bit of a key in the filter; other bits of the product than those that find its place.
fn filter(key: u64) -> (usize, u64) {
    let spread = key.wrapping_mul(SPREAD) >> 13;
    let at = spread & ((1 << FILTER_BITS) - 1);
    (usize::try_from(at >> 6).unwrap_or(0), 1 << (at & 63))
}
