//! Reads 7z archives: every member is handed over on its own, block after block.
use std::io::{Cursor, Read};

use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, Error, Password};

use super::{
    Importer, ReadError, Reading, Terms,
    members::{Member, Members},
    names::is_leftover_path,
};
use crate::model::{Format, Reason, Recovery};

/// The share of a reading process's memory that a dictionary may take: a quarter leaves room for the file and what is unpacked.
const DICTIONARY_SHARE: u64 = 4;
/// What a decoder takes beside its dictionary, in KiB; it is added so that a dictionary of exactly the limit fits.
const BESIDE_DICTIONARY: u64 = 1024;
/// Largest list of members, in KiB: room for 40,000 names of 100 characters. A list may be packed so that some hundred bytes claim
/// millions of members.
const LIST_KB: usize = 8 << 10;
/// Attributes: the upper half is a Unix mode; a link of Windows.
const HAS_MODE: u32 = 0x8000;
const REPARSE_POINT: u32 = 0x400;
/// Name of the encryption method in the errors of the decoder.
const ENCRYPTION: &str = "AES256_SHA256";

/// Reads this format.
#[derive(Debug)]
pub(super) struct SevenZ;

impl Importer for SevenZ {
    fn format(&self) -> Format {
        Format::SevenZ
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        if is_cut(bytes) {
            return Err(ReadError::Unreadable(Reason::new("archive-volume")));
        }
        let most_mb = terms.limits.memory_mb / DICTIONARY_SHARE;
        let most_kb = usize::try_from((most_mb << 10) + BESIDE_DICTIONARY).unwrap_or(usize::MAX);
        let mut source = Cursor::new(bytes);
        let password = Password::empty();
        let archive = Archive::read_with_memory_limit(&mut source, &password, LIST_KB)
            .map_err(|e| failed(&e, terms))?;
        let mut unpacking = Unpacking {
            archive: &archive,
            password: &password,
            terms,
            members: Members::new(terms),
            skippable: terms.limits.expanded_mb << 20,
            most_kb,
            most_mb,
        };
        for block in 0..archive.blocks.len() {
            unpacking.block(block, &mut source);
        }
        unpacking.empty_files();
        let mut reading = Reading::default();
        unpacking.members.tell(&mut reading);
        if reading.reasons.is_empty() {
            let folders = archive.files.iter().filter(|f| f.is_directory).count();
            let reason = Reason::new("archive-empty").with("folders", folders);
            reading.reasons.push(reason);
        }
        Ok(reading)
    }
}

/// Whether the list of members, which stands at the end, lies beyond the bytes that are there.
fn is_cut(bytes: &[u8]) -> bool {
    let number = |at: usize| {
        let eight = bytes.get(at..at + 8)?;
        Some(u64::from_le_bytes(eight.try_into().ok()?))
    };
    let end = number(12).zip(number(20)).map(|(offset, size)| {
        let start = sevenz_rust2::SIGNATURE_HEADER_SIZE.saturating_add(offset);
        start.saturating_add(size)
    });
    end.is_none_or(|end| end > bytes.len() as u64)
}

/// What a failure to read the list of members means for the archive.
fn failed(error: &Error, terms: &Terms<'_>) -> ReadError {
    match error {
        Error::MaxMemLimited { .. } => {
            ReadError::Refused(Reason::new("too-many-files").with("limit", terms.limits.files))
        }
        Error::PasswordRequired | Error::MaybeBadPassword(_) => ReadError::Encrypted,
        Error::UnsupportedCompressionMethod(name) if name == ENCRYPTION => ReadError::Encrypted,
        other => ReadError::Unreadable(Reason::new("archive-broken").with("detail", other)),
    }
}

/// What a failure means for the members it concerns.
fn reason(error: &Error, most_mb: u64) -> (Recovery, Reason) {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => {
            (Recovery::Encrypted, Reason::new("encrypted"))
        }
        Error::UnsupportedCompressionMethod(name) if name == ENCRYPTION => {
            (Recovery::Encrypted, Reason::new("encrypted"))
        }
        Error::UnsupportedCompressionMethod(name) => {
            let reason = Reason::new("packing-unknown").with("method", name);
            (Recovery::Unreadable, reason)
        }
        Error::MaxMemLimited { .. } => {
            let reason = Reason::new("dictionary-too-large").with("limit", most_mb);
            (Recovery::Refused, reason)
        }
        other => {
            let reason = Reason::new("member-damaged").with("detail", other);
            (Recovery::Unreadable, reason)
        }
    }
}

/// An archive while it is unpacked.
struct Unpacking<'r, 't, 'a> {
    archive: &'r Archive,
    password: &'r Password,
    terms: &'t Terms<'a>,
    members: Members<'t, 'a>,
    /// Bytes that may still be decoded without being kept, to get at what is packed behind them.
    skippable: u64,
    /// Largest dictionary, in KiB and in MiB.
    most_kb: usize,
    most_mb: u64,
}

impl Unpacking<'_, '_, '_> {
    /// Unpacks the members of one block, which are packed together.
    fn block(&mut self, block: usize, source: &mut Cursor<&[u8]>) {
        let archive = self.archive;
        let packed = packed_bytes(archive, block);
        let decoder = BlockDecoder::new_with_memory_limit(
            1,
            self.most_kb,
            block,
            archive,
            self.password,
            source,
        );
        let entries: Vec<ArchiveEntry> = decoder.entries().to_vec();
        let mut seen = 0;
        let outcome = decoder.for_each_entries(&mut |entry, from| {
            // An entry that stops the block is listed below, with those behind it.
            let go_on = self.member(entry, packed, from);
            seen += usize::from(go_on);
            Ok(go_on)
        });
        let unread = match outcome {
            Ok(true) => None,
            Ok(false) => Some((
                Recovery::Refused,
                Reason::new("unpacks-too-much").with("limit", self.terms.limits.expanded_mb),
            )),
            Err(e) => Some(reason(&e, self.most_mb)),
        };
        let Some((recovery, why)) = unread else {
            return;
        };
        for entry in entries.iter().skip(seen) {
            if entry.has_stream && !self.members.leave_out(&entry.name) {
                let name = entry.name.clone();
                self.members.list(name, entry.size, recovery, why.clone());
            }
        }
    }

    /// Takes one member; whether what is packed behind it may be read.
    fn member(&mut self, entry: &ArchiveEntry, packed: u64, from: &mut dyn Read) -> bool {
        if self.members.is_full() {
            return false;
        }
        if !entry.has_stream {
            return true;
        }
        let member = Member {
            name: entry.name.clone(),
            claim: entry.size,
            packed,
        };
        let refusal = match special(entry) {
            Some(reason) => Some(reason),
            None => self.members.refusal(&member),
        };
        if is_leftover_path(&entry.name) || refusal.is_some() {
            // What stands behind it can be had only by decoding it.
            let Some(left) = self.skippable.checked_sub(entry.size) else {
                return false;
            };
            self.skippable = left;
        }
        match refusal {
            _ if self.members.leave_out(&entry.name) => {}
            Some(reason) => {
                let name = member.name;
                self.members
                    .list(name, entry.size, Recovery::Refused, reason);
            }
            None => {
                self.members.take(member, from);
            }
        }
        true
    }

    /// Files without content, which no block holds.
    fn empty_files(&mut self) {
        for entry in &self.archive.files {
            let is_file = !entry.has_stream && !entry.is_directory && !entry.is_anti_item;
            if is_file && !self.members.leave_out(&entry.name) {
                self.members.give(entry.name.clone(), Vec::new());
            }
        }
    }
}

/// Why a member that is no plain file is not read.
fn special(entry: &ArchiveEntry) -> Option<Reason> {
    if !entry.has_windows_attributes {
        return None;
    }
    let attributes = entry.windows_attributes;
    let mode = if attributes & HAS_MODE == 0 {
        0
    } else {
        attributes >> 16
    };
    match mode & 0o170_000 {
        0o120_000 => Some(Reason::new("link-not-followed")),
        0o020_000 | 0o060_000 | 0o010_000 | 0o140_000 => Some(Reason::new("not-a-regular-file")),
        _ if attributes & REPARSE_POINT != 0 => Some(Reason::new("link-not-followed")),
        _ => None,
    }
}

/// Packed bytes of a block.
fn packed_bytes(archive: &Archive, block: usize) -> u64 {
    let first = archive.stream_map.block_first_pack_stream_index();
    let sizes = archive.pack_sizes();
    let from = first.get(block).copied().unwrap_or_default();
    let to = first.get(block + 1).copied().unwrap_or(sizes.len());
    sizes.get(from..to).unwrap_or_default().iter().sum()
}
