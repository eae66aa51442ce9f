//! Reads zip archives: every member is handed over on its own, under the name people gave it.
//!
//! Directory and names are read by hand, because the general reader keeps one of several members of the same name, gives up an
//! archive for one bad field, and takes GBK names for those of DOS.

mod directory;
pub(in crate::import) mod marks;
mod member_name;

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use ::zip::read::{ZipReadOptions, read_zipfile_from_stream_with_options};

use super::{
    Importer, ReadError, Reading, Terms,
    members::{Member, Members},
};
use crate::model::{Format, Reason, Recovery};
use directory::{Directory, Entry, Kind};
pub(super) use directory::{is_archive, is_plain, is_volume};
use member_name::Names;

/// Reads this format.
#[derive(Debug)]
pub(super) struct Zip;

impl Importer for Zip {
    fn format(&self) -> Format {
        Format::Zip
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let directory = Directory::of(bytes).map_err(ReadError::Unreadable)?;
        let names = Names::of(&directory);
        let mut members = Members::new(terms);
        let mut folders = 0_u32;
        let mut by_header: Option<BTreeMap<&[u8], Entry<'_>>> = None;
        for entry in directory.entries() {
            if members.is_full() {
                break;
            }
            if entry.kind == Kind::Folder {
                folders += 1;
                continue;
            }
            let name = names.name(&entry);
            // A directory may name wrong places; the headers in front of the members tell where they are.
            let entry = match entry.packed_bytes(bytes) {
                Some(_) => entry,
                None => by_header
                    .get_or_insert_with(|| directory.by_header(terms.limits.files))
                    .remove(entry.name)
                    .unwrap_or(entry),
            };
            if !members.leave_out(&name) {
                unpack(bytes, &entry, name, &mut members);
            }
        }
        let mut reading = Reading::default();
        members.tell(&mut reading);
        if reading.reasons.is_empty() && directory.is_cut() {
            let reason = Reason::new("archive-broken").with("detail", "no member");
            return Err(ReadError::Unreadable(reason));
        }
        if reading.reasons.is_empty() {
            let reason = Reason::new("archive-empty").with("folders", folders);
            reading.reasons.push(reason);
        }
        if directory.is_cut() {
            reading.partial = true;
            reading.reasons.push(Reason::new("archive-cut"));
        }
        Ok(reading)
    }
}

/// Packings that are read: none, deflate, deflate64.
const READABLE: [u16; 3] = [0, 8, 9];

/// The name of a packing that is not read, as far as archivers that people use write it.
fn packing(method: u16) -> String {
    match method {
        1 => "shrink".to_owned(),
        6 => "implode".to_owned(),
        12 => "bzip2".to_owned(),
        14 => "lzma".to_owned(),
        20 | 93 => "zstd".to_owned(),
        95 => "xz".to_owned(),
        98 => "ppmd".to_owned(),
        other => other.to_string(),
    }
}

/// Unpacks one member and hands it over.
fn unpack(archive: &[u8], entry: &Entry<'_>, name: String, members: &mut Members<'_, '_>) {
    let mut list = |recovery, reason| members.list(name.clone(), entry.size, recovery, reason);
    match entry.kind {
        Kind::Link => return list(Recovery::Refused, Reason::new("link-not-followed")),
        Kind::Device => return list(Recovery::Refused, Reason::new("not-a-regular-file")),
        Kind::File | Kind::Folder => {}
    }
    if entry.is_encrypted {
        return list(Recovery::Encrypted, Reason::new("encrypted"));
    }
    if !READABLE.contains(&entry.method) {
        let reason = Reason::new("packing-unknown").with("method", packing(entry.method));
        return list(Recovery::Unreadable, reason);
    }
    let Some(packed) = entry.packed_bytes(archive) else {
        let damage = Reason::new("member-damaged").with("detail", "no header");
        return list(Recovery::Unreadable, damage);
    };
    let member = Member {
        name: name.clone(),
        claim: entry.size,
        packed: packed.len() as u64,
    };
    // A header of our own with what the directory says; the one in front of the member may say otherwise.
    let mut source = Cursor::new(entry.header()).chain(packed);
    let options = ZipReadOptions::default()
        .override_compressed_size(packed.len() as u64)
        .override_crc(entry.crc);
    match read_zipfile_from_stream_with_options(&mut source, options) {
        Ok(Some(mut file)) => {
            members.take(member, &mut file);
        }
        Ok(None) => list(
            Recovery::Unreadable,
            Reason::new("member-damaged").with("detail", ""),
        ),
        Err(e) => {
            let damage = Reason::new("member-damaged").with("detail", e);
            list(Recovery::Unreadable, damage);
        }
    }
}
