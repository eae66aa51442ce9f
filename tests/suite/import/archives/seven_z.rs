//! What lies in a 7z archive is read as if it had been sent by itself. The samples are made by `make.py` beside them.
use taizhang::model::{Format, Recovery};

use super::{codes, files, is_told, read, row, text};

pub(super) fn sample(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases/import/seven_z")
        .join(name);
    std::fs::read(path).unwrap()
}

#[test]
fn every_member_gets_a_row_behind_its_carrier() {
    for name in ["solid.7z", "blocks.7z", "stored.7z"] {
        let rows = read(name, &sample(name));
        assert_eq!(rows[0].format, Some(Format::SevenZ));
        assert_eq!(rows[0].recovery, Recovery::Complete);
        assert_eq!(codes(&rows[0]), ["carries-files", "leftovers-left-out"]);
        let report = row(&rows, &format!("{name}/报告/总体情况.txt"));
        assert!(
            text(report).starts_with("青禾县排查河道排污口三十一处"),
            "{name}"
        );
        let ledger = row(&rows, &format!("{name}/报告/台账.csv"));
        assert_eq!(ledger.format, Some(Format::Csv));
        let inner = row(&rows, &format!("{name}/内层.7z/内.txt"));
        assert!(text(inner).contains("内层说明"));
        assert_eq!(
            codes(row(&rows, &format!("{name}/空.docx"))),
            ["empty-file"]
        );
        assert!(!files(&rows).iter().any(|f| f.contains("DS_Store")));
        is_told(&rows);
    }
}

#[test]
fn encrypted_members_are_rows_and_encrypted_lists_make_the_archive_one() {
    let rows = read("密.7z", &sample("encrypted.7z"));
    assert_eq!(rows[0].recovery, Recovery::Complete);
    assert!(rows.len() > 1);
    assert!(rows[1..].iter().all(|r| r.recovery == Recovery::Encrypted));
    let rows = read("密.7z", &sample("encrypted_list.7z"));
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].recovery, Recovery::Encrypted);
}

#[test]
fn links_are_listed_and_not_followed() {
    let rows = read("链.7z", &sample("link.7z"));
    let link = row(&rows, "链.7z/链接.txt");
    assert_eq!(
        (link.recovery, codes(link)),
        (Recovery::Refused, vec!["link-not-followed"])
    );
    assert!(text(row(&rows, "链.7z/内.txt")).contains("内层说明"));
}

#[test]
fn packings_that_are_not_read_are_named() {
    let rows = read("a.7z", &sample("ppmd.7z"));
    assert_eq!(rows[1].recovery, Recovery::Unreadable);
    assert_eq!(rows[1].reasons[0].code, "packing-unknown");
    assert_eq!(rows[1].reasons[0].args["method"], "PPMD");
}

/// A kilobyte that unpacks to 64 MB, packed in front of a small text.
#[test]
fn a_bomb_is_refused_and_what_lies_behind_it_is_read() {
    let bytes = sample("bomb.7z");
    assert!(bytes.len() < 20 << 10);
    let rows = read("a.7z", &bytes);
    let bomb = row(&rows, "a.7z/零.txt");
    assert_eq!(
        (bomb.recovery, codes(bomb)),
        (Recovery::Refused, vec!["member-grows-too-much"])
    );
    assert!(text(row(&rows, "a.7z/龙.txt")).contains("内层说明"));
}

#[test]
fn a_dictionary_larger_than_the_memory_is_refused() {
    let mut bytes = sample("stored_lzma2_props.7z");
    // The property of LZMA2 says how large the dictionary is; 40 stands for 4 GiB. The list has a checksum, so it is mended.
    let end = usize::try_from(u64::from_le_bytes(bytes[12..20].try_into().unwrap())).unwrap() + 32;
    let at = bytes[end..]
        .windows(3)
        .position(|w| w[..2] == [0x21, 0x21] && w[2] == 1)
        .map(|at| end + at + 3)
        .unwrap();
    bytes[at] = 40;
    let crc = super::crc32(&bytes[end..]);
    bytes[28..32].copy_from_slice(&crc.to_le_bytes());
    let head = super::crc32(&bytes[12..32]);
    bytes[8..12].copy_from_slice(&head.to_le_bytes());
    let rows = read("a.7z", &bytes);
    assert_eq!(rows[1].recovery, Recovery::Refused);
    assert_eq!(codes(&rows[1]), ["dictionary-too-large"]);
}

#[test]
fn a_volume_or_a_cut_archive_says_so_and_a_broken_list_too() {
    let whole = sample("solid.7z");
    for cut in [40, whole.len() / 2, whole.len() - 1] {
        let rows = read("a.7z.001", &whole[..cut]);
        assert_eq!(codes(&rows[0]), ["archive-volume"], "{cut}");
    }
    let mut broken = whole.clone();
    let last = broken.len() - 3;
    broken[last] ^= 0xFF;
    assert_eq!(codes(&read("a.7z", &broken)[0]), ["archive-broken"]);
}

#[test]
fn a_damaged_block_costs_its_members_and_no_others() {
    let mut bytes = sample("blocks.7z");
    bytes[40] ^= 0xFF;
    let rows = read("a.7z", &bytes);
    let damaged = rows.iter().filter(|r| codes(r).contains(&"member-damaged"));
    assert_eq!(damaged.count(), 1);
    is_told(&rows);
}

#[test]
fn the_shared_sample_is_read() {
    let Some(path) = crate::shared("data/fixtures/cn.7z") else {
        return;
    };
    let rows = read("cn.7z", &std::fs::read(path).unwrap());
    is_told(&rows);
    println!("{rows:?}");
    assert!(rows.len() > 1);
}
