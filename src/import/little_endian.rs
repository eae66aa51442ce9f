//! Numbers in the bytes of binary formats, lowest byte first; `None` where they would lie outside.

/// Two bytes as a number.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    chunk(bytes, at).map(u16::from_le_bytes)
}

/// Two bytes as a signed number.
pub(super) fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    chunk(bytes, at).map(i16::from_le_bytes)
}

/// Four bytes as a number.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    chunk(bytes, at).map(u32::from_le_bytes)
}

/// Eight bytes as a number.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    chunk(bytes, at).map(u64::from_le_bytes)
}

/// Eight bytes as a floating-point number.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    chunk(bytes, at).map(f64::from_le_bytes)
}

fn chunk<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}
