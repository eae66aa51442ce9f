//! The marks before the records of zip files. Source: APPNOTE 6.3.

/// Before a member, its directory entry, its sizes where they stand behind it, and the end record.
pub(in crate::import) const LOCAL: &[u8; 4] = b"PK\x03\x04";
pub(in crate::import) const CENTRAL: &[u8; 4] = b"PK\x01\x02";
pub(in crate::import) const DESCRIPTOR: &[u8; 4] = b"PK\x07\x08";
pub(in crate::import) const END: &[u8; 4] = b"PK\x05\x06";
/// Flag of a member: its sizes stand behind it, not in front.
pub(in crate::import) const SIZES_BEHIND: u16 = 8;
/// Bytes of a member's header before its name.
pub(in crate::import) const LOCAL_SIZE: usize = 30;

/// Where the next of the marks stands.
pub(in crate::import) fn next(bytes: &[u8], from: usize, marks: &[&[u8; 4]]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let at = rest
        .windows(4)
        .position(|w| w.starts_with(b"PK") && marks.iter().any(|m| w == *m))?;
    Some(from + at)
}
