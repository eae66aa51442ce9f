//! The records of a binary workbook part: a number, a length, the bytes. Source: \[MS-XLSB\] 2.1.4.

use crate::import::little_endian::u32_at;

/// The records of a part, in order. Ends where a record breaks off.
pub(super) struct Records<'a>(pub(super) &'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let mut rest = self.0;
        let mut byte = || {
            let (first, after) = rest.split_first()?;
            rest = after;
            Some(*first)
        };
        let mut id = u16::from(byte()?);
        if id & 0x80 != 0 {
            id = (id & 0x7F) | (u16::from(byte()? & 0x7F) << 7);
        }
        let mut len = 0_usize;
        for shift in [0, 7, 14, 21] {
            let b = byte()?;
            len |= usize::from(b & 0x7F) << shift;
            if b & 0x80 == 0 {
                break;
            }
        }
        let (body, after) = rest.split_at_checked(len)?;
        self.0 = after;
        Some((id, body))
    }
}

/// Adds a record. Bodies of 256 MB and more do not occur: no part is so large.
pub(super) fn push(part: &mut Vec<u8>, id: u16, body: &[u8]) {
    let [low, high] = id.to_le_bytes();
    if id < 0x80 {
        part.push(low);
    } else {
        part.extend([low | 0x80, (high << 1) | (low >> 7)]);
    }
    let mut len = body.len();
    loop {
        let seven = u8::try_from(len & 0x7F).unwrap_or(0);
        len >>= 7;
        if len == 0 {
            part.push(seven);
            break;
        }
        part.push(seven | 0x80);
    }
    part.extend_from_slice(body);
}

/// The bytes of the counted string at `at`, count included; `None` when it breaks off.
pub(super) fn counted(body: &[u8], at: usize) -> Option<&[u8]> {
    let units = usize::try_from(u32_at(body, at)?).ok()?;
    let end = units.checked_mul(2)?.checked_add(at)?.checked_add(4)?;
    body.get(at..end)
}

/// The text of a counted string as [`counted`] gives it.
pub(super) fn text(counted: &[u8]) -> String {
    let units: Vec<u16> = counted
        .get(4..)
        .unwrap_or_default()
        .chunks_exact(2)
        .map(|pair| pair.iter().rev().fold(0, |n, b| n << 8 | u16::from(*b)))
        .collect();
    String::from_utf16_lossy(&units).replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::{Records, push};

    #[test]
    fn records_come_back_as_they_were_written() {
        let long = vec![7; 20_000];
        let mut part = Vec::new();
        for (id, body) in [
            (0_u16, &[][..]),
            (0x7F, b"a"),
            (0x80, &long),
            (0x27D, b"bc"),
        ] {
            push(&mut part, id, body);
        }
        let read: Vec<_> = Records(&part).collect();
        assert_eq!(
            read,
            [
                (0, &[][..]),
                (0x7F, b"a"),
                (0x80, &long[..]),
                (0x27D, b"bc")
            ]
        );
        let cut = part.len() - 1;
        assert_eq!(Records(&part[..cut]).count(), 3);
    }
}
