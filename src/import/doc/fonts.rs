//! The names of the fonts, without which characters of symbol fonts say nothing. Source: \[MS-DOC\] 2.9.286.
use super::{
    bytes::u16_at,
    fib::{FONTS, Fib},
};

/// Bytes of a font's entry before its name.
const BEFORE_NAME: usize = 39;

/// Names of fonts by number.
pub(super) fn read(fib: &Fib<'_>, table: &[u8]) -> Vec<String> {
    let list = fib.part(FONTS, table);
    let mut names = Vec::new();
    let mut rest = list.get(4..).unwrap_or_default();
    while let Some(length) = rest.first().copied().map(usize::from) {
        let entry = rest.get(1..=length).unwrap_or_default();
        let name = entry.get(BEFORE_NAME..).unwrap_or_default();
        let units: Vec<u16> = name
            .chunks_exact(2)
            .filter_map(|c| u16_at(c, 0))
            .take_while(|u| *u != 0)
            .collect();
        names.push(String::from_utf16_lossy(&units));
        rest = rest.get(1 + length..).unwrap_or_default();
    }
    names
}
