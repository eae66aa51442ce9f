//! What an OLE2 file says about itself: title, author, dates, the program that wrote it. Source: \[MS-OLEPS\].
use std::collections::BTreeMap;

use encoding_rs::{Encoding, GB18030};

use super::{code_pages, compound::Compound, little_endian::u32_at};

/// Property number in the first stream, and the fact it becomes.
const SUMMARY: &[(u32, &str)] = &[
    (2, "title"),
    (3, "subject"),
    (4, "author"),
    (5, "keywords"),
    (6, "description"),
    (8, "last_modified_by"),
    (12, "created"),
    (13, "modified"),
    (14, "pages"),
    (18, "producer"),
];
/// The same in the second stream.
const DOCUMENT_SUMMARY: &[(u32, &str)] = &[(2, "category"), (15, "company")];
/// Most properties looked at; programs write about twenty.
const MAX_PROPERTIES: u32 = 1_000;
/// Seconds from 1601, where file times begin, to 1970.
const EPOCH: i64 = 11_644_473_600;

/// Adds the facts of both streams; what is damaged is left out.
pub(super) fn read(file: &Compound<'_>, facts: &mut BTreeMap<String, String>) {
    for (stream, names) in [
        ("\u{5}SummaryInformation", SUMMARY),
        ("\u{5}DocumentSummaryInformation", DOCUMENT_SUMMARY),
    ] {
        if let Some((bytes, _)) = file.stream(stream) {
            let _ = section(&bytes, names, facts);
        }
    }
}

/// Reads the first section of a property set.
fn section(
    bytes: &[u8],
    names: &[(u32, &str)],
    facts: &mut BTreeMap<String, String>,
) -> Option<()> {
    let section = bytes.get(u32_at(bytes, 44)? as usize..)?;
    let count = u32_at(section, 4)?.min(MAX_PROPERTIES) as usize;
    let properties = (0..count).filter_map(|n| {
        let at = 8 + n * 8;
        Some((
            u32_at(section, at)?,
            section.get(u32_at(section, at + 4)? as usize..)?,
        ))
    });
    let properties: Vec<(u32, &[u8])> = properties.collect();
    let page = properties.iter().find(|(id, _)| *id == 1);
    let page = page.and_then(|(_, value)| Some(u32_at(value, 4)? & 0xFFFF));
    let encoding = page.and_then(code_pages::code_page).unwrap_or(GB18030);
    for (id, value) in properties {
        let name = names.iter().find(|(n, _)| *n == id).map(|(_, name)| *name);
        if let (Some(name), Some(shown)) = (name, shown(value, encoding)) {
            facts.insert(name.to_owned(), shown);
        }
    }
    Some(())
}

/// A typed value as text; `None` when it is empty or of a type that no fact has.
fn shown(value: &[u8], encoding: &'static Encoding) -> Option<String> {
    let length = u32_at(value, 4)? as usize;
    let text = match u32_at(value, 0)? & 0xFFFF {
        // A whole number.
        3 => return Some(u32_at(value, 4)?.to_string()).filter(|n| n != "0"),
        // Text in the code page, its length in bytes.
        30 => {
            let bytes = value.get(8..8_usize.checked_add(length)?)?;
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
        // Text in UTF-16, its length in characters.
        31 => {
            let bytes = value.get(8..8_usize.checked_add(length.checked_mul(2)?)?)?;
            encoding_rs::UTF_16LE
                .decode_without_bom_handling(bytes)
                .0
                .into_owned()
        }
        // A file time: 100 nanoseconds each.
        64 => {
            let ticks = u64::from(u32_at(value, 8)?) << 32 | u64::from(u32_at(value, 4)?);
            let seconds = i64::try_from(ticks / 10_000_000).ok()?;
            let time = jiff::Timestamp::from_second(seconds - EPOCH).ok()?;
            return (ticks > 0).then(|| time.to_string());
        }
        _ => return None,
    };
    // Fixed fields are filled up behind the first NUL.
    let text = text.split('\0').next().unwrap_or_default();
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let plain = plain.trim();
    (!plain.is_empty()).then(|| plain.to_owned())
}
