//! Text of cells: shared strings, rich text in runs, and the escapes of characters XML cannot hold.
use quick_xml::{Reader, events::Event};

use crate::import::{
    ReadError,
    package::{Package, entity},
    sheet::MAX_TEXT,
};
use crate::model::Reason;

/// The shared strings, in order.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Vec<String>, ReadError> {
    let xml = super::optional(package, part)?.unwrap_or_default();
    let mut reader = Reader::from_str(&xml);
    let mut strings = Vec::new();
    let mut bytes = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) if e.local_name().as_ref() == "si" => {
                let text = item(&mut reader, "si");
                bytes += text.len();
                if bytes > MAX_TEXT {
                    let reason = Reason::new("too-much-text").with("limit", MAX_TEXT >> 20);
                    return Err(ReadError::Refused(reason));
                }
                strings.push(text);
            }
            Ok(Event::Empty(e)) if e.local_name().as_ref() == "si" => strings.push(String::new()),
            // Strings after a broken place are missing; the cells that name them are told of by the sheet reader.
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    Ok(strings)
}

/// The text of an element made of `t` runs, up to its end; readings for pronunciation (`rPh`) are no part of it.
pub(super) fn item(reader: &mut Reader<&[u8]>, end: &str) -> String {
    let mut text = String::new();
    let (mut in_text, mut in_phonetic) = (false, false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => match e.local_name().as_ref() {
                "t" => in_text = true,
                "rPh" => in_phonetic = true,
                _ => {}
            },
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => in_phonetic = false,
                name if name == end => break,
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(event) if in_text && !in_phonetic => push_characters(&event, &mut text),
            Ok(_) => {}
        }
    }
    unescape(text)
}

/// Adds what an event says in characters.
pub(super) fn push_characters(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(t) => text.push_str(&t.xml10_content()),
        Event::CData(t) => text.push_str(&t.xml10_content()),
        Event::GeneralRef(r) => text.extend(entity(r)),
        _ => {}
    }
}

/// Resolves `_xHHHH_`; a carriage return before a line feed, which people never see, is dropped.
pub(super) fn unescape(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        let code = code.filter(|c| c.bytes().all(|b| b.is_ascii_hexdigit()));
        match code
            .and_then(|c| u32::from_str_radix(c, 16).ok())
            .and_then(char::from_u32)
        {
            Some(c) => {
                out.push(c);
                rest = from.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out.replace("\r\n", "\n")
}
