//! The letters of all compared pieces, one after the other: two bytes a letter, nothing else.
use std::ops::Range;

/// Pieces of text as letter codes in one flat list.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Texts {
    codes: Vec<u16>,
    /// Where each piece begins; one more than there are pieces.
    starts: Vec<usize>,
}

impl Texts {
    pub(in crate::detect) fn new() -> Self {
        Self {
            codes: Vec::new(),
            starts: vec![0],
        }
    }

    /// Adds a piece.
    pub(in crate::detect) fn push(&mut self, codes: &[u16]) {
        self.codes.extend_from_slice(codes);
        self.starts.push(self.codes.len());
    }

    /// Number of pieces.
    pub(in crate::detect) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Letters of all pieces.
    pub(in crate::detect) fn letters(&self) -> usize {
        self.codes.len()
    }

    /// Where a piece stands in the list.
    pub(in crate::detect) fn range(&self, piece: usize) -> Range<usize> {
        let at = |i: usize| self.starts.get(i).copied().unwrap_or(self.codes.len());
        at(piece)..at(piece + 1)
    }

    /// The letters of a piece.
    pub(in crate::detect) fn of(&self, piece: usize) -> &[u16] {
        self.codes.get(self.range(piece)).unwrap_or_default()
    }
}

/// A letter in two bytes. Rare characters beyond the first plane share codes; that costs nothing but a look.
pub(in crate::detect) fn code(letter: char) -> u16 {
    let point = u32::from(letter);
    u16::try_from(point).unwrap_or_else(|_| u16::try_from(point % 0xD7FF).unwrap_or(0))
}

/// Multiplier of the rolling hash (the prime of FNV-1a).
const ROLL: u64 = 0x0100_0000_01b3;

/// Hashes of all runs of `n` letters with the place where each begins.
pub(in crate::detect) fn hashes(codes: &[u16], n: usize, mut take: impl FnMut(usize, u64)) {
    let mut gone = 1_u64;
    for _ in 0..n {
        gone = gone.wrapping_mul(ROLL);
    }
    let mut rolled = 0_u64;
    for (at, code) in codes.iter().enumerate() {
        rolled = rolled.wrapping_mul(ROLL).wrapping_add(u64::from(*code) + 1);
        if let Some(old) = at.checked_sub(n).and_then(|o| codes.get(o)) {
            rolled = rolled.wrapping_sub((u64::from(*old) + 1).wrapping_mul(gone));
        }
        if at + 1 >= n {
            take(at + 1 - n, mixed(rolled));
        }
    }
}

/// Spreads a hash over all its bits (the finish of MurmurHash3).
pub(in crate::detect) fn mixed(mut h: u64) -> u64 {
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^= h >> 33;
    h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_runs_have_equal_hashes_wherever_they_stand() {
        let of = |text: &str| {
            let codes: Vec<u16> = text.chars().map(code).collect();
            let mut out = Vec::new();
            hashes(&codes, 3, |at, h| out.push((at, h)));
            out
        };
        let (a, b) = (of("河道清淤完成"), of("本月河道清淤"));
        assert_eq!(a.len(), 4);
        assert_eq!((a[0].1, a[1].1), (b[2].1, b[3].1));
        assert!(a.iter().all(|x| x.1 != b[0].1));
    }

    #[test]
    fn pieces_come_back_as_they_were_put_in() {
        let mut texts = Texts::new();
        for piece in [&[1_u16, 2][..], &[], &[3]] {
            texts.push(piece);
        }
        assert_eq!((texts.len(), texts.letters()), (3, 3));
        assert_eq!(texts.of(0), [1, 2]);
        assert!(texts.of(1).is_empty() && texts.of(7).is_empty());
        assert_eq!(texts.range(2), 2..3);
    }
}
