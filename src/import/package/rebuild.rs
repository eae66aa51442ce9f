//! Gives a package that was cut off, or whose directory is broken, a new directory made from the headers of its parts.

use crate::import::{
    little_endian::{u16_at, u32_at},
    zip::marks::{CENTRAL, DESCRIPTOR, END, LOCAL, LOCAL_SIZE, SIZES_BEHIND, next},
};

/// Longest name that is believed; Office writes short ones.
const MAX_NAME: usize = 1_000;

/// One part found by its header.
struct Found {
    header: usize,
    data: usize,
    end: usize,
}

/// The bytes up to the last part found, with a directory of the parts; `None` when no part is found.
///
/// A part that is cut off keeps the bytes that are there. Checksums and sizes are those of the headers, so a part whose
/// sizes stand behind it fails its checksum on reading and counts as damaged though it may be whole.
pub(super) fn rebuilt(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(part) = next(bytes, at, &[LOCAL]).and_then(|header| found(bytes, header)) {
        at = part.end.max(part.data);
        parts.push(part);
    }
    let last = parts.last()?;
    let mut out = bytes.get(..last.end)?.to_vec();
    let start = u32::try_from(out.len()).ok()?;
    let mut count = 0_u16;
    for part in &parts {
        let header = bytes.get(part.header..part.data)?;
        let name_len = usize::from(u16_at(header, 26)?);
        let flags = u16_at(header, 6)? & !SIZES_BEHIND;
        out.extend_from_slice(CENTRAL);
        out.extend_from_slice(&[20, 0]);
        out.extend_from_slice(header.get(4..6)?);
        out.extend_from_slice(&flags.to_le_bytes());
        out.extend_from_slice(header.get(8..18)?);
        out.extend_from_slice(&u32::try_from(part.end - part.data).ok()?.to_le_bytes());
        out.extend_from_slice(header.get(22..28)?);
        // No extra field, no comment, first disk, no attributes.
        out.extend_from_slice(&[0; 12]);
        out.extend_from_slice(&u32::try_from(part.header).ok()?.to_le_bytes());
        out.extend_from_slice(header.get(LOCAL_SIZE..LOCAL_SIZE + name_len)?);
        count = count.checked_add(1)?;
    }
    let size = u32::try_from(out.len()).ok()?.checked_sub(start)?;
    out.extend_from_slice(END);
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&size.to_le_bytes());
    out.extend_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    Some(out)
}

/// The part whose header begins at `header`.
fn found(bytes: &[u8], header: usize) -> Option<Found> {
    let head = bytes.get(header..)?;
    let name = usize::from(u16_at(head, 26)?);
    let extra = usize::from(u16_at(head, 28)?);
    let data = header + LOCAL_SIZE + name + extra;
    if name == 0 || name > MAX_NAME || data > bytes.len() {
        return None;
    }
    let size = u32_at(head, 18)?;
    let end = if u16_at(head, 6)? & SIZES_BEHIND == 0 && size != u32::MAX {
        data.saturating_add(size as usize).min(bytes.len())
    } else {
        next(bytes, data, &[DESCRIPTOR, LOCAL, CENTRAL]).unwrap_or(bytes.len())
    };
    Some(Found { header, data, end })
}
