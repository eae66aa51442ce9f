//! Strings of BIFF records: UTF-16 or one-byte characters in BIFF8, bytes of the workbook's code page in BIFF5.
use encoding_rs::Encoding;

use super::records::{Cursor, Record};

/// The generation of the file, which decides how strings are written.
#[derive(Clone, Copy)]
pub(super) enum Biff {
    /// Excel 5 and 95: strings in a code page.
    Five(&'static Encoding),
    /// Excel 97 to 2003, Kingsoft: Unicode strings.
    Eight,
}

/// The encoding of a Windows code page; Chinese when unknown, for the files read here are.
pub(super) fn code_page(page: u16) -> &'static Encoding {
    match page {
        932 => encoding_rs::SHIFT_JIS,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1252 | 0x8001 => encoding_rs::WINDOWS_1252,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        10000 | 0x8000 => encoding_rs::MACINTOSH,
        65001 => encoding_rs::UTF_8,
        _ => encoding_rs::GB18030,
    }
}

/// Where in a record a string's length takes one byte or two.
#[derive(Clone, Copy)]
pub(super) enum Length {
    /// One byte: sheet names.
    Short,
    /// Two bytes: everything else.
    Long,
}

/// The string at the cursor.
pub(super) fn read(cursor: &mut Cursor<'_>, length: Length, biff: Biff) -> Option<String> {
    let count = match length {
        Length::Short => usize::from(cursor.byte()?),
        Length::Long => usize::from(cursor.u16()?),
    };
    match biff {
        Biff::Five(encoding) => {
            let bytes: Option<Vec<u8>> = (0..count).map(|_| cursor.byte()).collect();
            Some(encoding.decode_without_bom_handling(&bytes?).0.into_owned())
        }
        Biff::Eight => unicode(cursor, count),
    }
}

/// A BIFF8 string after its length: flags, characters, then what rich text and phonetics add.
fn unicode(cursor: &mut Cursor<'_>, count: usize) -> Option<String> {
    let flags = cursor.byte()?;
    let runs = if flags & 8 != 0 { cursor.u16()? } else { 0 };
    let extra = if flags & 4 != 0 { cursor.u32()? } else { 0 };
    let units = cursor.units(count, flags & 1 == 1)?;
    // The end may be missing in the last string of a damaged file; the characters are whole.
    let _ = cursor.skip(usize::from(runs) * 4 + usize::try_from(extra).ok()?);
    Some(String::from_utf16_lossy(&units))
}

/// The shared strings table. Stops at the first string that is cut off.
pub(super) fn shared(record: &Record<'_>) -> Vec<String> {
    let mut cursor = record.cursor();
    let mut strings = Vec::new();
    let _all = cursor.u32();
    let unique = cursor.u32().unwrap_or(0);
    for _ in 0..unique {
        match read(&mut cursor, Length::Long, Biff::Eight) {
            Some(text) => strings.push(text),
            None => break,
        }
    }
    strings
}
