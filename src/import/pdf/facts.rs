//! What a PDF says about itself: title, author, dates, the programs that made it.
use std::collections::BTreeMap;

use hayro_interpret::hayro_syntax::{Pdf, object::DateTime};

/// Adds the facts of the information dictionary.
pub(super) fn read(pdf: &Pdf, facts: &mut BTreeMap<String, String>) {
    let about = pdf.metadata();
    let texts = [
        ("title", &about.title),
        ("author", &about.author),
        ("subject", &about.subject),
        ("keywords", &about.keywords),
        ("creator", &about.creator),
        ("producer", &about.producer),
    ];
    for (name, bytes) in texts {
        if let Some(text) = bytes.as_deref().map(text).filter(|t| !t.is_empty()) {
            facts.insert(name.to_owned(), text);
        }
    }
    let dates = [
        ("created", &about.creation_date),
        ("modified", &about.modification_date),
    ];
    for (name, date) in dates {
        if let Some(date) = date {
            facts.insert(name.to_owned(), iso(date));
        }
    }
}

/// A text string of a PDF: UTF-16 or UTF-8 with a mark, otherwise letters of one byte. Chinese producers also write GBK there.
pub(super) fn text(bytes: &[u8]) -> String {
    let decoded = match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
        [0xEF, 0xBB, 0xBF, rest @ ..] => encoding_rs::UTF_8.decode_without_bom_handling(rest).0,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => match encoding_rs::GB18030.decode_without_bom_handling(bytes) {
                (text, false) => text,
                _ => {
                    encoding_rs::WINDOWS_1252
                        .decode_without_bom_handling(bytes)
                        .0
                }
            },
        },
    };
    let plain: String = decoded
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.trim().to_owned()
}

fn iso(d: &DateTime) -> String {
    let sign = if d.utc_offset_hour < 0 { '-' } else { '+' };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
        d.year,
        d.month,
        d.day,
        d.hour,
        d.minute,
        d.second,
        d.utc_offset_hour.unsigned_abs(),
        d.utc_offset_minute
    )
}
