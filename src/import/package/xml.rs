//! Reads the small things of XML parts: their encoding, attributes and entities.
use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

/// The text of an XML part: byte order mark, else the encoding its first line declares, else UTF-8 with bad bytes replaced.
pub(in crate::import) fn xml_text(bytes: Vec<u8>) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(&bytes) {
        return encoding.decode(&bytes).0.into_owned();
    }
    match bytes.as_slice() {
        [b'<', 0, ..] => return encoding_rs::UTF_16LE.decode(&bytes).0.into_owned(),
        [0, b'<', ..] => return encoding_rs::UTF_16BE.decode(&bytes).0.into_owned(),
        _ => {}
    }
    if let Some(encoding) = declared_encoding(&bytes) {
        return encoding.decode(&bytes).0.into_owned();
    }
    String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

/// The encoding an XML declaration names, unless it is UTF-8. GBK and GB 2312 come back as GB18030, which contains them.
fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let head = String::from_utf8_lossy(head);
    let declaration = head
        .trim_start()
        .strip_prefix("<?xml")?
        .split("?>")
        .next()?;
    let value = declaration.split_once("encoding")?.1.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    let label = value.get(1..)?.split(quote).next()?;
    match encoding_rs::Encoding::for_label(label.as_bytes())? {
        e if e == encoding_rs::UTF_8 => None,
        // UTF-16 without a mark would not have been legible as ASCII: the declaration is wrong.
        e if e == encoding_rs::UTF_16LE || e == encoding_rs::UTF_16BE => None,
        e if e == encoding_rs::GBK => Some(encoding_rs::GB18030),
        e => Some(e),
    }
}

/// An attribute by its name without prefix, entities resolved.
pub(in crate::import) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    let value = quick_xml::escape::unescape(&found.value);
    Some(value.map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned))
}

/// The character an entity in running text stands for: the five of XML and numbers. Declared entities are never expanded,
/// which also keeps entity bombs out.
pub(in crate::import) fn entity(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match reference.as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Reads to the end of the element that has just begun; the characters in it, those of elements in it included.
pub(in crate::import) fn inner_text(reader: &mut Reader<&[u8]>) -> String {
    let mut depth = 0_usize;
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Text(t)) => text.push_str(&t),
            Ok(Event::CData(t)) => text.push_str(&t),
            Ok(Event::GeneralRef(r)) => text.extend(entity(&r)),
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) if depth == 0 => break,
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    text
}
