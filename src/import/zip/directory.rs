//! The list of a zip archive's members: its directory, or, where that is cut off or broken, the headers in front of the members.
//! Source: APPNOTE 6.3.

use std::collections::BTreeMap;

use super::marks::{CENTRAL, DESCRIPTOR, END, LOCAL, LOCAL_SIZE, SIZES_BEHIND, next};
use crate::{
    import::little_endian::{u16_at, u32_at, u64_at},
    model::Reason,
};

const END_64: &[u8; 4] = b"PK\x06\x06";
const LOCATOR_64: &[u8; 4] = b"PK\x06\x07";
/// Bytes of a directory entry and of the end record, before their names and comments.
const CENTRAL_SIZE: usize = 46;
const END_SIZE: usize = 22;
/// The end record stands this near the end at most: itself, and a comment of up to 65,535 bytes.
const END_WITHIN: usize = END_SIZE + 0xFFFF;
/// Flags: encrypted; name in UTF-8.
const ENCRYPTED: u16 = 1;
const UTF8: u16 = 1 << 11;
/// Extra fields: large sizes; name in UTF-8 (Info-ZIP).
const LARGE: u16 = 0x0001;
const UNICODE_NAME: u16 = 0x7075;

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// A symbolic link.
    Link,
    /// A device, pipe or socket.
    Device,
}

/// A member as listed.
#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    /// Bytes of its name.
    pub(super) name: &'a [u8],
    /// Whether the archive says the name is UTF-8.
    pub(super) is_utf8: bool,
    /// Checksum of the name and the name in UTF-8 from the extra field.
    pub(super) unicode_name: Option<(u32, &'a [u8])>,
    pub(super) kind: Kind,
    pub(super) is_encrypted: bool,
    /// Bytes it claims to unpack to.
    pub(super) size: u64,
    pub(super) crc: u32,
    /// How it is packed, as a number.
    pub(super) method: u16,
    packed: u64,
    /// Where its local header begins.
    header: u64,
}

impl<'a> Entry<'a> {
    /// The packed bytes, as far as they are there; `None` when there is no header in front of them.
    pub(super) fn packed_bytes<'b>(&self, archive: &'b [u8]) -> Option<&'b [u8]> {
        let header = usize::try_from(self.header).ok()?;
        let head = archive.get(header..)?;
        if !head.starts_with(LOCAL) {
            return None;
        }
        let names = usize::from(u16_at(head, 26)?) + usize::from(u16_at(head, 28)?);
        let data = head.get(LOCAL_SIZE + names..)?;
        let length = usize::try_from(self.packed)
            .unwrap_or(usize::MAX)
            .min(data.len());
        data.get(..length)
    }

    /// A local header that says nothing but how the member is packed.
    pub(super) fn header(&self) -> Vec<u8> {
        let mut header = LOCAL.to_vec();
        header.extend_from_slice(&[20, 0]);
        header.extend_from_slice(&SIZES_BEHIND.to_le_bytes());
        header.extend_from_slice(&self.method.to_le_bytes());
        header.resize(LOCAL_SIZE, 0);
        header
    }

    /// Reads a directory entry; also gives the bytes it takes up.
    fn central(entry: &'a [u8], shift: i64) -> Option<(Self, usize)> {
        if !entry.starts_with(CENTRAL) {
            return None;
        }
        let name_end = CENTRAL_SIZE + usize::from(u16_at(entry, 28)?);
        let extra_end = name_end + usize::from(u16_at(entry, 30)?);
        let end = extra_end + usize::from(u16_at(entry, 32)?);
        let name = entry.get(CENTRAL_SIZE..name_end)?;
        let extra = Extra::of(entry.get(name_end..extra_end)?);
        let flags = u16_at(entry, 8)?;
        // Fields of 32 bits full of ones stand in the extra field, in this order.
        let mut large = extra.large.chunks_exact(8).filter_map(|c| u64_at(c, 0));
        let mut field = |at| {
            let value = u32_at(entry, at)?;
            let whole = u64::from(value);
            Some(if value == u32::MAX {
                large.next().unwrap_or(whole)
            } else {
                whole
            })
        };
        let (size, packed, offset) = (field(24)?, field(20)?, field(42)?);
        // Unix and macOS keep the mode in the upper half of the attributes.
        let mode = matches!(entry.get(5)?, 3 | 19).then_some(u32_at(entry, 38)? >> 16);
        let read = Self {
            name,
            is_utf8: flags & UTF8 != 0,
            unicode_name: extra.unicode_name,
            kind: kind(name, mode, size),
            is_encrypted: flags & ENCRYPTED != 0,
            size,
            crc: u32_at(entry, 16)?,
            method: u16_at(entry, 10)?,
            packed,
            header: offset.checked_add_signed(shift)?,
        };
        Some((read, end))
    }

    /// Reads a local header at `at`; also gives where its member ends.
    fn local(archive: &'a [u8], at: usize) -> Option<(Self, usize)> {
        let head = archive.get(at..)?;
        let name_end = LOCAL_SIZE + usize::from(u16_at(head, 26)?);
        let extra_end = name_end + usize::from(u16_at(head, 28)?);
        let name = head.get(LOCAL_SIZE..name_end)?;
        let extra = Extra::of(head.get(name_end..extra_end)?);
        let flags = u16_at(head, 6)?;
        let mut large = extra.large.chunks_exact(8).filter_map(|c| u64_at(c, 0));
        let mut field = |at| {
            let value = u32_at(head, at)?;
            let whole = u64::from(value);
            Some(if value == u32::MAX {
                large.next().unwrap_or(whole)
            } else {
                whole
            })
        };
        let (mut size, mut packed, mut crc) = (field(22)?, field(18)?, u32_at(head, 14)?);
        let data = at + extra_end;
        if flags & SIZES_BEHIND != 0 && packed == 0 {
            let behind =
                next(archive, data, &[DESCRIPTOR, LOCAL, CENTRAL]).unwrap_or(archive.len());
            packed = (behind - data) as u64;
            let descriptor = archive.get(behind..)?;
            if descriptor.starts_with(DESCRIPTOR) {
                (crc, size) = (u32_at(descriptor, 4)?, u64::from(u32_at(descriptor, 12)?));
            }
        }
        let end = data
            .saturating_add(usize::try_from(packed).ok()?)
            .min(archive.len());
        let read = Self {
            name,
            is_utf8: flags & UTF8 != 0,
            unicode_name: extra.unicode_name,
            kind: kind(name, None, size),
            is_encrypted: flags & ENCRYPTED != 0,
            size,
            crc,
            method: u16_at(head, 8)?,
            packed,
            header: at as u64,
        };
        Some((read, end))
    }
}

fn kind(name: &[u8], mode: Option<u32>, size: u64) -> Kind {
    // Chinese archivers on Windows end the names of folders with a backslash, which is also the second byte of GBK characters.
    let ends_as_folder = name.ends_with(b"/") || (name.ends_with(b"\\") && size == 0);
    match mode.unwrap_or_default() & 0o170_000 {
        0o120_000 => Kind::Link,
        0o020_000 | 0o060_000 | 0o010_000 | 0o140_000 => Kind::Device,
        0o040_000 => Kind::Folder,
        _ if ends_as_folder => Kind::Folder,
        _ => Kind::File,
    }
}

/// The extra fields that matter.
#[derive(Default)]
struct Extra<'a> {
    large: &'a [u8],
    unicode_name: Option<(u32, &'a [u8])>,
}

impl<'a> Extra<'a> {
    fn of(mut bytes: &'a [u8]) -> Self {
        let mut extra = Self::default();
        while let (Some(id), Some(length)) = (u16_at(bytes, 0), u16_at(bytes, 2)) {
            let end = 4 + usize::from(length);
            let Some(field) = bytes.get(4..end) else {
                break;
            };
            match id {
                LARGE => extra.large = field,
                // A version, the checksum of the plain name, the name.
                UNICODE_NAME => {
                    extra.unicode_name = u32_at(field, 1).zip(field.get(5..));
                }
                _ => {}
            }
            bytes = bytes.get(end..).unwrap_or_default();
        }
        extra
    }
}

/// Where the members of an archive are listed.
#[derive(Clone, Debug)]
pub(super) struct Directory<'a> {
    archive: &'a [u8],
    listed: Option<Listed>,
}

/// A directory that was found.
#[derive(Clone, Copy, Debug)]
struct Listed {
    start: usize,
    end: usize,
    /// What must be added to the places it names: something was put in front of the archive, or cut off there.
    shift: i64,
}

impl<'a> Directory<'a> {
    /// Finds the list of members.
    ///
    /// # Errors
    /// When there is neither a directory nor a member.
    pub(super) fn of(archive: &'a [u8]) -> Result<Self, Reason> {
        if is_volume(archive) {
            return Err(Reason::new("archive-volume"));
        }
        let directory = Self {
            archive,
            listed: listed(archive),
        };
        if directory.listed.is_none() && next(archive, 0, &[LOCAL]).is_none() {
            return Err(Reason::new("archive-broken").with("detail", "no directory"));
        }
        Ok(directory)
    }

    /// Whether the directory is missing, so that members at the end may be missing too.
    pub(super) fn is_cut(&self) -> bool {
        self.listed.is_none()
    }

    /// The first `most` members found by the headers in front of them, whatever the directory says, by the bytes of their names.
    pub(super) fn by_header(&self, most: u32) -> BTreeMap<&'a [u8], Entry<'a>> {
        let unlisted = Self {
            archive: self.archive,
            listed: None,
        };
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let found = unlisted.entries().take(most);
        found.map(|entry| (entry.name, entry)).collect()
    }

    /// The members, in the order of the list.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        let (archive, listed) = (self.archive, self.listed);
        let mut at = listed.map_or(0, |l| l.start);
        std::iter::from_fn(move || match listed {
            Some(listed) => {
                let entry = archive.get(at..listed.end)?;
                let (entry, length) = Entry::central(entry, listed.shift)?;
                at += length;
                Some(entry)
            }
            None => {
                let (entry, end) = Entry::local(archive, next(archive, at, &[LOCAL])?)?;
                at = end;
                Some(entry)
            }
        })
    }
}

/// Where end records may stand, the last first: a comment may hold what looks like one.
fn end_records(archive: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let from = archive.len().saturating_sub(END_WITHIN);
    let tail = archive.get(from..).unwrap_or_default();
    let found = tail.windows(4).enumerate().rev();
    found
        .filter(move |(at, w)| w == END && tail.len() - at >= END_SIZE)
        .map(move |(at, _)| from + at)
}

/// The directory, when it stands where an end record says or right in front of it.
fn listed(archive: &[u8]) -> Option<Listed> {
    end_records(archive).find_map(|record| listed_at(archive, record))
}

fn listed_at(archive: &[u8], record: usize) -> Option<Listed> {
    let tail = archive.get(record..)?;
    let (mut size, mut offset) = (u64::from(u32_at(tail, 12)?), u64::from(u32_at(tail, 16)?));
    let mut end = record;
    if let Some((record_64, size_64, offset_64)) = end_record_64(archive, record) {
        (end, size, offset) = (record_64, size_64, offset_64);
    }
    let begins = |at: usize| at == end || archive.get(at..).is_some_and(|b| b.starts_with(CENTRAL));
    let in_front = end
        .checked_sub(usize::try_from(size).ok()?)
        .filter(|at| begins(*at));
    let as_said = usize::try_from(offset)
        .ok()
        .filter(|at| *at <= end && begins(*at));
    let start = in_front.or(as_said)?;
    // An empty directory is believed only of an empty archive.
    if start == end && next(archive, 0, &[LOCAL]).is_some() {
        return None;
    }
    // What the record says of its own place tells whether something stands in front of the archive; the first member decides.
    let moved = i64::try_from(start)
        .ok()?
        .checked_sub(i64::try_from(offset).ok()?)?;
    let leads = |shift: &i64| {
        let entry = archive.get(start..end);
        let first = entry.and_then(|b| Entry::central(b, *shift));
        first.is_some_and(|(entry, _)| entry.packed_bytes(archive).is_some())
    };
    let shift = [moved, 0].into_iter().find(leads).unwrap_or_default();
    // A member in front of what the directory lists: the directory is that of an archive inside an archive that was cut off.
    if shift > 0 && archive.starts_with(LOCAL) {
        return None;
    }
    Some(Listed { start, end, shift })
}

/// Place, directory size and directory place of the large end record.
fn end_record_64(archive: &[u8], record: usize) -> Option<(usize, u64, u64)> {
    let locator = archive.get(record.checked_sub(20)?..record)?;
    if !locator.starts_with(LOCATOR_64) {
        return None;
    }
    let said = usize::try_from(u64_at(locator, 8)?).ok()?;
    // Right in front of the locator when something was put before the archive.
    let near = (record - 20).checked_sub(56)?;
    let at = [said, near]
        .into_iter()
        .find(|at| archive.get(*at..).is_some_and(|b| b.starts_with(END_64)))?;
    let large = archive.get(at..)?;
    Some((at, u64_at(large, 40)?, u64_at(large, 48)?))
}

/// Whether a file ends with the directory of a zip archive whose first entry is there, whatever it begins with.
pub(in crate::import) fn is_archive(bytes: &[u8]) -> bool {
    listed(bytes).is_some_and(|l| l.start < l.end)
}

/// Whether this is an archive, or a volume of one, that is no office package.
pub(in crate::import) fn is_plain(bytes: &[u8]) -> bool {
    let Ok(directory) = Directory::of(bytes) else {
        return is_volume(bytes);
    };
    let mut names = directory.entries().map(|entry| entry.name).peekable();
    names.peek().is_some() && !names.any(|name| name == b"[Content_Types].xml")
}

/// Whether a file is one volume of an archive in several files: its first members lie in another.
pub(in crate::import) fn is_volume(bytes: &[u8]) -> bool {
    let record = end_records(bytes).next();
    let disk = record.and_then(|at| u16_at(bytes.get(at..)?, 4));
    match disk {
        // Files of 64-bit archives say 65,535.
        Some(disk) => (1..u16::MAX).contains(&disk),
        None => bytes.starts_with(DESCRIPTOR) && bytes.get(4..8) == Some(LOCAL),
    }
}
