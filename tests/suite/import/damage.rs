//! Damaged copies of files, the same in every run.
use std::io::{Cursor, Read, Write};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Numbers that look random and are the same in every run (xorshift).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `sides`, 0 when there are none.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % sides.max(1) as u64).unwrap()
    }
}

/// Numbers that break counts, offsets and lengths.
const EDGES: &[&[u8]] = &[
    b"0",
    b"-1",
    b"99999999999999999999",
    b"4294967295",
    b"2147483648",
    b"1e308",
    b"NaN",
    b"",
    &[0; 4],
    &[0xFF; 4],
    &[0xFF, 0xFF, 0xFF, 0x7F],
    &[0x00, 0x00, 0x00, 0x80],
];

/// One to four injuries: cut, bits turned, overwritten, taken out, repeated, moved, numbers exchanged.
pub(super) fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..1 + dice.roll(4) {
        injure(&mut out, dice);
    }
    out
}

fn injure(out: &mut Vec<u8>, dice: &mut Dice) {
    if out.is_empty() {
        return;
    }
    let from = dice.roll(out.len());
    let reach = |dice: &mut Dice, most: usize| (from + 1 + dice.roll(most)).min(out.len());
    match dice.roll(8) {
        0 => out.truncate(from),
        1 => {
            for _ in 0..1 + dice.roll(12) {
                let at = dice.roll(out.len());
                out[at] ^= 1 << dice.roll(8);
            }
        }
        2 => {
            let to = reach(dice, 16);
            out[from..to].fill([0, 0xFF, 0x7F][dice.roll(3)]);
        }
        3 => {
            let to = reach(dice, 400);
            out.drain(from..to);
        }
        4 => {
            let to = reach(dice, 64);
            let piece = out[from..to].repeat(1 + dice.roll(40));
            out.splice(from..from, piece);
        }
        5 => {
            let to = reach(dice, 200);
            let piece: Vec<u8> = out.drain(from..to).collect();
            let at = dice.roll(out.len() + 1);
            out.splice(at..at, piece);
        }
        6 => {
            // The next number in the text, if there is one.
            let digits = |at: &usize| out[*at].is_ascii_digit();
            let start = (from..out.len()).find(digits).unwrap_or(from);
            let end = (start..out.len()).find(|at| !digits(at)).unwrap_or(start);
            out.splice(start..end, EDGES[dice.roll(EDGES.len())].iter().copied());
        }
        _ => {
            let edge = EDGES[dice.roll(EDGES.len())];
            let to = (from + edge.len()).min(out.len());
            out.splice(from..to, edge.iter().copied());
        }
    }
}

/// The parts of a package by name, `None` when it is none.
pub(super) fn parts(package: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(package)).ok()?;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).ok()?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).ok()?;
        let name = entry.name().unwrap().into_owned();
        parts.push((name, bytes));
    }
    parts.sort();
    Some(parts)
}

/// A package of these parts.
pub(super) fn package(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Damage inside one part of a sound package, which checksums would otherwise catch first; `None` when it is no package.
pub(super) fn damaged_inside(parts: &[(String, Vec<u8>)], dice: &mut Dice) -> Vec<u8> {
    let mut hurt = parts.to_vec();
    let filled: Vec<usize> = (0..hurt.len())
        .filter(|at| !hurt[*at].1.is_empty())
        .collect();
    if let Some(&at) = filled.get(dice.roll(filled.len())) {
        hurt[at].1 = damaged(&hurt[at].1, dice);
    }
    package(&hurt)
}
