//! The encodings that Windows names by number: code pages, character sets of fonts, languages.
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, IBM866, ISO_8859_2, ISO_8859_5, ISO_8859_15, MACINTOSH,
    SHIFT_JIS, UTF_8, UTF_16LE, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
    X_MAC_CYRILLIC,
};

/// The encoding of a code page; `None` when it is not known.
pub(super) fn code_page(page: u32) -> Option<&'static Encoding> {
    Some(match page {
        866 => IBM866,
        874 => WINDOWS_874,
        932 | 10001 => SHIFT_JIS,
        936 | 10008 | 20936 | 52936 | 54936 => GB18030,
        949 | 1361 | 10003 => EUC_KR,
        950 | 951 | 10002 => BIG5,
        1200 => UTF_16LE,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 | 1 | 28591 | 0x8001 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 | 28599 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 | 0x8000 => MACINTOSH,
        10007 => X_MAC_CYRILLIC,
        28592 => ISO_8859_2,
        28595 => ISO_8859_5,
        28605 => ISO_8859_15,
        65001 => UTF_8,
        _ => return None,
    })
}

/// The encoding of a font's character set (`fcharset`, `chs`); `None` for the default one and for symbols.
pub(super) fn charset(number: u32) -> Option<&'static Encoding> {
    code_page(match number {
        0 => 1252,
        77 => 10000,
        78 => 10001,
        79 => 10003,
        80 => 10008,
        81 => 10002,
        89 => 10007,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// The encoding of text of a language (LCID), as Windows versions of that language wrote it.
pub(super) fn language(lcid: u16) -> &'static Encoding {
    // The lower ten bits are the language, those above its variety.
    match (lcid & 0x3FF, lcid) {
        (_, 0x404 | 0xC04 | 0x1404) => BIG5,
        (0x04, _) => GB18030,
        (0x11, _) => SHIFT_JIS,
        (0x12, _) => EUC_KR,
        (0x19 | 0x22 | 0x23 | 0x02 | 0x2F, _) => WINDOWS_1251,
        (0x05 | 0x0E | 0x15 | 0x18 | 0x1A | 0x1B | 0x24, _) => WINDOWS_1250,
        (0x08, _) => WINDOWS_1253,
        (0x1F, _) => WINDOWS_1254,
        (0x0D, _) => WINDOWS_1255,
        (0x01, _) => WINDOWS_1256,
        (0x25..=0x27, _) => WINDOWS_1257,
        (0x1E, _) => WINDOWS_874,
        (0x2A, _) => WINDOWS_1258,
        _ => WINDOWS_1252,
    }
}

/// Whether the first byte of a two-byte character.
pub(super) fn is_lead(encoding: &'static Encoding, byte: u8) -> bool {
    if encoding == SHIFT_JIS {
        matches!(byte, 0x81..=0x9F | 0xE0..=0xFC)
    } else if encoding == GB18030 || encoding == BIG5 || encoding == EUC_KR {
        matches!(byte, 0x81..=0xFE)
    } else {
        false
    }
}
