//! Promises of the readers of archives: every member gets a row, and no member harms another.
mod hostile;
mod mutants;
mod names;
mod seven_z;
mod zips;

use std::io::{Cursor, Read, Write};

use super::seeds::Seed;
use taizhang::{
    import::read_all,
    model::{Format, Limits, RawBlock, RawFile, Recovery},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Files for what must hold of every format.
pub(super) fn samples() -> Vec<Seed> {
    vec![
        Seed::new(Format::Zip, "汇总.zip", mutants::archive()),
        Seed::new(Format::SevenZ, "汇总.7z", seven_z::sample("solid.7z")),
        Seed::new(Format::SevenZ, "分块.7z", seven_z::sample("stored.7z")),
    ]
}

/// A member as it shall stand in an archive, with whatever it shall claim.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) name: Vec<u8>,
    pub(super) packed: Vec<u8>,
    pub(super) method: u16,
    pub(super) flags: u16,
    pub(super) crc: u32,
    pub(super) claim: u32,
    /// Unix mode.
    pub(super) mode: u32,
    pub(super) extra: Vec<u8>,
}

/// A stored member.
pub(super) fn stored(name: impl AsRef<[u8]>, content: impl AsRef<[u8]>) -> Member {
    let content = content.as_ref();
    Member {
        name: name.as_ref().to_vec(),
        packed: content.to_vec(),
        method: 0,
        flags: 0,
        crc: crc32(content),
        claim: u32::try_from(content.len()).unwrap(),
        mode: 0,
        extra: Vec::new(),
    }
}

/// A deflated member.
pub(super) fn deflated(name: &str, content: &[u8]) -> Member {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("a", SimpleFileOptions::default())
        .unwrap();
    writer.write_all(content).unwrap();
    let mut archive = ZipArchive::new(writer.finish().unwrap()).unwrap();
    let mut entry = archive.by_index_raw(0).unwrap();
    let mut packed = Vec::new();
    entry.read_to_end(&mut packed).unwrap();
    Member {
        packed,
        method: 8,
        crc: entry.crc32(),
        claim: u32::try_from(content.len()).unwrap(),
        ..stored(name, "")
    }
}

pub(super) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 * (crc & 1))
        })
    })
}

/// An archive of these members.
pub(super) fn pack(members: &[Member]) -> Vec<u8> {
    let mut out = Vec::new();
    let places: Vec<usize> = members
        .iter()
        .map(|m| {
            let at = out.len();
            out.extend_from_slice(&local(m));
            out.extend_from_slice(&m.packed);
            at
        })
        .collect();
    close(out, members, &places)
}

/// The header in front of a member.
pub(super) fn local(m: &Member) -> Vec<u8> {
    let mut out = b"PK\x03\x04\x14\0".to_vec();
    out.extend_from_slice(&common(m));
    out.extend_from_slice(&m.name);
    out.extend_from_slice(&m.extra);
    out
}

/// The fields both headers share.
fn common(m: &Member) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend_from_slice(&m.flags.to_le_bytes());
    out.extend_from_slice(&m.method.to_le_bytes());
    out.extend_from_slice(&[0, 0, 0x21, 0x5A]);
    out.extend_from_slice(&m.crc.to_le_bytes());
    out.extend_from_slice(&u32::try_from(m.packed.len()).unwrap().to_le_bytes());
    out.extend_from_slice(&m.claim.to_le_bytes());
    out.extend_from_slice(&u16::try_from(m.name.len()).unwrap().to_le_bytes());
    out.extend_from_slice(&u16::try_from(m.extra.len()).unwrap().to_le_bytes());
    out
}

/// Adds the directory; member `i` begins at `places[i]`.
pub(super) fn close(mut out: Vec<u8>, members: &[Member], places: &[usize]) -> Vec<u8> {
    let start = out.len();
    for (m, at) in members.iter().zip(places) {
        out.extend_from_slice(b"PK\x01\x02");
        out.extend_from_slice(&[20, if m.mode == 0 { 0 } else { 3 }, 20, 0]);
        out.extend_from_slice(&common(m));
        out.extend_from_slice(&[0; 6]);
        out.extend_from_slice(&(m.mode << 16).to_le_bytes());
        out.extend_from_slice(&u32::try_from(*at).unwrap().to_le_bytes());
        out.extend_from_slice(&m.name);
        out.extend_from_slice(&m.extra);
    }
    let size = out.len() - start;
    let count = u16::try_from(members.len()).unwrap_or(u16::MAX);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
    out.extend_from_slice(&u32::try_from(start).unwrap().to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

pub(super) fn read(name: &str, bytes: &[u8]) -> Vec<RawFile> {
    read_all(name, bytes, &Limits::default(), None)
}

pub(super) fn codes(raw: &RawFile) -> Vec<&str> {
    raw.reasons.iter().map(|r| r.code.as_str()).collect()
}

/// Text of a file, paragraphs joined by line ends.
pub(super) fn text(raw: &RawFile) -> String {
    let lines: Vec<&str> = raw
        .blocks
        .iter()
        .filter_map(|b| match b {
            RawBlock::Text(t) => Some(t.text.as_str()),
            RawBlock::Table(_) => None,
        })
        .collect();
    lines.join("\n")
}

/// The row of a file, by name.
pub(super) fn row<'a>(rows: &'a [RawFile], name: &str) -> &'a RawFile {
    rows.iter()
        .find(|r| r.file == name)
        .unwrap_or_else(|| panic!("no row {name}: {:?}", files(rows)))
}

pub(super) fn files(rows: &[RawFile]) -> Vec<&str> {
    rows.iter().map(|r| r.file.as_str()).collect()
}

/// Every row that lacks something says why; every name is its own.
pub(super) fn is_told(rows: &[RawFile]) {
    for raw in rows {
        assert!(!codes(raw).contains(&"reader-panicked"), "{}", raw.file);
        assert!(
            raw.recovery == Recovery::Complete || !raw.reasons.is_empty(),
            "{}",
            raw.file
        );
    }
    let mut names = files(rows);
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), rows.len());
}
