//! Damaged copies of archives and messages end in rows and reasons, never in a panic.
use super::{deflated, is_told, pack, read, stored};
use crate::import::damage::{Dice, damaged};

/// Damaged copies of each sample.
const COPIES: u64 = 300;

fn survive(name: &str, sample: &[u8]) {
    for seed in 0..COPIES {
        is_told(&read(name, &damaged(sample, &mut Dice::new(seed))));
    }
}

pub(super) fn archive() -> Vec<u8> {
    let inner = pack(&[
        stored("内.txt", "内层说明。"),
        deflated("长.csv", "甲,乙,丙\n".repeat(90).as_bytes()),
    ]);
    let mut large = stored("大.txt", "说明。");
    large.extra = [
        &1_u16.to_le_bytes()[..],
        &8_u16.to_le_bytes(),
        &9_u64.to_le_bytes(),
    ]
    .concat();
    large.claim = u32::MAX;
    pack(&[
        stored("报告/", ""),
        deflated(
            "报告/总体情况.txt",
            "青禾县排查河道排污口。".repeat(40).as_bytes(),
        ),
        large,
        stored("内.zip", inner),
    ])
}

#[test]
fn damaged_zips_never_panic() {
    survive("a.zip", &archive());
    // Without its directory.
    let whole = archive();
    let directory = whole.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    survive("a.zip", &whole[..directory]);
}

#[test]
fn damaged_7z_never_panic() {
    for name in ["solid.7z", "blocks.7z", "stored.7z"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/cases/import/seven_z")
            .join(name);
        survive(name, &std::fs::read(path).unwrap());
    }
}

/// Damage inside the list of members, its checksums mended: what the checksums would otherwise catch first.
#[test]
fn damaged_lists_of_7z_never_panic() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases/import/seven_z/stored_lzma2_props.7z");
    let sound = std::fs::read(path).unwrap();
    let end = usize::try_from(u64::from_le_bytes(sound[12..20].try_into().unwrap())).unwrap() + 32;
    for seed in 0..COPIES {
        let list = damaged(&sound[end..], &mut Dice::new(seed));
        let mut bytes = [&sound[..end], &list[..]].concat();
        bytes[20..28].copy_from_slice(&(list.len() as u64).to_le_bytes());
        bytes[28..32].copy_from_slice(&super::crc32(&list).to_le_bytes());
        let head = super::crc32(&bytes[12..32]);
        bytes[8..12].copy_from_slice(&head.to_le_bytes());
        is_told(&read("a.7z", &bytes));
    }
}
