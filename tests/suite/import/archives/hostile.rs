//! Archives made to harm: bombs, quines, links, claims. Each ends in rows with reasons, in bounded time and memory.
use std::time::{Duration, Instant};

use taizhang::{
    import::read_all,
    model::{Limits, RawFile, Recovery},
};

use super::{Member, close, codes, deflated, files, is_told, local, pack, read, row, stored, text};

const PAPER: &str = "青禾县排查河道排污口三十一处，已整治二十九处。";

fn small() -> Limits {
    Limits {
        expanded_mb: 40,
        ..Limits::default()
    }
}

fn within(limits: &Limits, bytes: &[u8]) -> Vec<RawFile> {
    let start = Instant::now();
    let rows = read_all("a.zip", bytes, limits, None);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(60), "{took:?}");
    is_told(&rows);
    rows
}

fn refused<'a>(raw: &'a RawFile, code: &str) -> &'a RawFile {
    assert_eq!(
        (raw.recovery, codes(raw)),
        (Recovery::Refused, vec![code]),
        "{}",
        raw.file
    );
    raw
}

#[test]
fn a_member_that_grows_beyond_measure_is_refused_and_the_rest_read() {
    let zeros = deflated("零.txt", &vec![0; 48 << 20]);
    assert!(zeros.packed.len() < 64 << 10);
    let rows = within(&Limits::default(), &pack(&[zeros, stored("甲.txt", PAPER)]));
    refused(&rows[1], "member-grows-too-much");
    assert_eq!(text(&rows[2]), PAPER);
    assert_eq!(rows[0].recovery, Recovery::Complete);
}

#[test]
fn a_member_that_claims_to_be_small_is_refused_all_the_same() {
    let mut liar = deflated("零.txt", &vec![0; 48 << 20]);
    liar.claim = 10;
    let rows = within(&Limits::default(), &pack(&[liar, stored("甲.txt", PAPER)]));
    refused(&rows[1], "member-grows-too-much");
    assert_eq!(text(&rows[2]), PAPER);
}

#[test]
fn a_claim_of_many_gigabytes_is_refused_before_unpacking() {
    let mut giant = stored("大.bin", PAPER);
    giant.claim = u32::MAX;
    // Ten gigabytes do not fit into the field: the extra field says so.
    giant.extra = [
        &1_u16.to_le_bytes()[..],
        &8_u16.to_le_bytes(),
        &(10_u64 << 30).to_le_bytes(),
    ]
    .concat();
    let start = Instant::now();
    let rows = within(&Limits::default(), &pack(&[giant, stored("甲.txt", PAPER)]));
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(refused(&rows[1], "member-grows-too-much").bytes, 10 << 30);
    assert_eq!(text(&rows[2]), PAPER);
}

/// Many entries for one stretch of data, as in the overlapping bombs of Fifield.
#[test]
fn members_that_share_their_data_end_with_the_budget() {
    let block = deflated("块.bin", &vec![b'x'; 8 << 20]);
    let mut bytes = local(&block);
    bytes.extend_from_slice(&block.packed);
    let members: Vec<Member> = (0..200)
        .map(|i| Member {
            name: format!("{i}.txt").into_bytes(),
            ..block.clone()
        })
        .collect();
    let limits = Limits {
        // The ratio of this data is below 1,032, and so are 8 MiB below what is free of it.
        expanded_mb: 40,
        ..Limits::default()
    };
    let rows = within(&limits, &close(bytes, &members, &vec![0; 200]));
    assert_eq!(rows.len(), 201);
    let unpacked = rows[1..].iter().filter(|r| r.recovery != Recovery::Refused);
    assert_eq!(unpacked.count(), 5);
    refused(&rows[200], "unpacks-too-much");
}

#[test]
fn a_bomb_in_layers_ends_with_the_budget_of_the_outermost_file() {
    let mut layer = pack(&[deflated("底.txt", &vec![b' '; 16 << 20])]);
    for _ in 0..3 {
        let members: Vec<Member> = (0..10)
            .map(|i| deflated(&format!("{i}.zip"), &[&layer[..], &[i]].concat()))
            .collect();
        layer = pack(&members);
    }
    assert!(layer.len() < 1 << 20);
    let rows = within(&small(), &layer);
    let unpacked: u64 = rows
        .iter()
        .filter(|r| r.recovery != Recovery::Refused)
        .map(|r| r.bytes)
        .sum();
    assert!(unpacked < 45 << 20, "{unpacked}");
    assert!(rows.iter().any(|r| codes(r) == ["unpacks-too-much"]));
}

#[test]
fn depth_ends_with_a_reason() {
    let mut layer = pack(&[stored("底.txt", PAPER)]);
    for _ in 0..8 {
        layer = pack(&[stored("里.zip", layer)]);
    }
    let rows = within(&Limits::default(), &layer);
    assert_eq!(rows.len(), 7);
    refused(&rows[6], "carried-too-deep");
}

#[test]
fn an_archive_that_contains_itself_ends_with_a_reason() {
    let Some(path) = crate::shared("data/formats/zip/droste.zip") else {
        return;
    };
    let rows = within(&Limits::default(), &std::fs::read(path).unwrap());
    let last = rows.last().unwrap();
    assert!(
        matches!(codes(last)[..], ["contains-itself" | "carried-too-deep"]),
        "{last:?}"
    );
    assert!(rows.len() < 20);
}

#[test]
fn too_many_members_are_told_on_the_carrier() {
    let members: Vec<Member> = (0..50).map(|i| stored(format!("{i}.txt"), PAPER)).collect();
    let limits = Limits {
        files: 20,
        ..Limits::default()
    };
    let rows = within(&limits, &pack(&members));
    assert_eq!(rows.len(), 21);
    assert_eq!(rows[0].recovery, Recovery::Partial);
    assert_eq!(codes(&rows[0]), ["carries-files", "too-many-files"]);
}

#[test]
fn links_and_devices_are_listed_and_not_read() {
    let special = |name: &str, mode: u32| Member {
        mode,
        ..stored(name, "/etc/passwd")
    };
    let bytes = pack(&[
        special("链接", 0o120_777),
        special("设备", 0o020_666),
        special("管道", 0o010_666),
        special("文件.txt", 0o100_644),
        special("文件夹", 0o040_755),
    ]);
    let rows = within(&Limits::default(), &bytes);
    assert_eq!(rows.len(), 5);
    refused(row(&rows, "a.zip/链接"), "link-not-followed");
    refused(row(&rows, "a.zip/设备"), "not-a-regular-file");
    refused(row(&rows, "a.zip/管道"), "not-a-regular-file");
    assert_eq!(text(row(&rows, "a.zip/文件.txt")), "/etc/passwd");
}

#[test]
fn directories_that_lie_are_survived() {
    let whole = pack(&[stored("甲.txt", PAPER), stored("乙.txt", PAPER)]);
    let end = whole.len() - 22;
    for (at, value) in [
        (8, 0xFFFE_u16),
        (10, 0xFFFE),
        (12, 7),
        (14, 0x7FFF),
        (16, 9),
        (18, 0x7FFF),
    ] {
        let mut bytes = whole.clone();
        bytes[end + at..end + at + 2].copy_from_slice(&value.to_le_bytes());
        let rows = within(&Limits::default(), &bytes);
        assert_eq!(
            text(row(&rows, "a.zip/乙.txt")),
            PAPER,
            "field at {at}: {:?}",
            files(&rows)
        );
    }
    // An entry that points at nothing.
    let places = [3, 900_000];
    let members = [stored("甲.txt", PAPER), stored("乙.txt", PAPER)];
    let rows = within(
        &Limits::default(),
        &close(local(&members[0]), &members, &places),
    );
    assert!(codes(&rows[1]).contains(&"member-damaged"));
    assert_eq!(codes(&rows[2]), ["member-damaged"]);
    // Places that are wrong by a few bytes, while the members are there.
    let start = whole.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let rows = within(
        &Limits::default(),
        &close(whole[..start].to_vec(), &members, &[0, 7]),
    );
    assert_eq!(text(row(&rows, "a.zip/甲.txt")), PAPER);
    assert_eq!(text(row(&rows, "a.zip/乙.txt")), PAPER);
}

#[test]
fn real_bombs_are_refused() {
    let Some(folder) = crate::shared("data/fixtures") else {
        return;
    };
    let rows = within(
        &Limits::default(),
        &std::fs::read(folder.join("bomb.zip")).unwrap(),
    );
    refused(&rows[1], "member-grows-too-much");
    let Some(folder) = crate::shared("data/hostile/docs") else {
        return;
    };
    let rows = read(
        "oom.zip",
        &std::fs::read(folder.join("testZIP_corrupted_oom.zip")).unwrap(),
    );
    is_told(&rows);
}
