//! Undoes what makes content fit for mail servers: base64 and quoted-printable.

/// Undoes the encoding of that name; what is not known is left as it stands.
pub(super) fn decode(bytes: &[u8], encoding: &str) -> Vec<u8> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => base64(bytes),
        "quoted-printable" => quoted_printable(bytes),
        _ => bytes.to_vec(),
    }
}

/// Base64 with anything else in between passed over; pieces that were closed and put together are read one after another.
pub(super) fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFF_FFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xFF).unwrap_or_default());
        }
    }
    out
}

/// Quoted-printable; sequences that are none are left as they stand.
pub(super) fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let text = line.trim_ascii_end();
        let (text, end) = match text.strip_suffix(b"=") {
            // A line end that is no part of the text.
            Some(text) => (text, &[][..]),
            None => (text, line.get(text.len()..).unwrap_or_default()),
        };
        let mut at = 0;
        while let Some(byte) = text.get(at) {
            let code = text
                .get(at + 1..at + 3)
                .filter(|two| *byte == b'=' && two.iter().all(u8::is_ascii_hexdigit))
                .and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
            out.push(code.unwrap_or(*byte));
            at += if code.is_some() { 3 } else { 1 };
        }
        out.extend_from_slice(end);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_line_ends_and_in_pieces() {
        assert_eq!(base64(b"5pW0\r\n5pS5"), "整改".as_bytes());
        assert_eq!(base64(b"YQ==YmM="), b"abc");
        assert_eq!(base64(b"YWJ"), b"ab");
    }

    #[test]
    fn quoted_printable_joins_soft_line_ends() {
        assert_eq!(
            quoted_printable(b"=E6=95=\r\n=B4=E6=94=B9\r\n3=4 =zz"),
            "整改\r\n3=4 =zz".as_bytes()
        );
    }
}
