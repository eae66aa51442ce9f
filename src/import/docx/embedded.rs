//! Hands over the files that are embedded in a document: workbooks, documents and what was packed into it as an object.
use crate::import::{compound::Compound, members::Members, package::Package};

/// A place in a part of the package where an embedded object stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Embedded {
    /// The part.
    pub(super) part: String,
    /// The relation that leads to the object.
    pub(super) id: String,
}

/// Hands over the embedded files; gives the number of those that cannot be unpacked or are linked and not embedded.
pub(super) fn hand_over(
    package: &mut Package<'_>,
    embedded: Vec<Embedded>,
    members: &mut Members<'_, '_>,
) -> u32 {
    let mut not_read = 0;
    let mut seen = Vec::new();
    for Embedded { part, id } in embedded {
        let links = package.relations(&part).unwrap_or_default();
        let target = links
            .into_iter()
            .find(|l| l.id == id && !l.external)
            .map(|l| l.target);
        // The same object may be shown at several places.
        if let Some(target) = &target
            && seen.contains(target)
        {
            continue;
        }
        let bytes = target.as_ref().and_then(|t| package.part(t).ok().flatten());
        let (Some(target), Some(bytes)) = (target, bytes) else {
            not_read += 1;
            continue;
        };
        let name = target.rsplit('/').next().unwrap_or(&target).to_owned();
        match unwrapped(name, bytes) {
            Some((name, bytes)) => members.give(name, bytes),
            None => not_read += 1,
        }
        seen.push(target);
        if members.is_full() {
            break;
        }
    }
    not_read
}

/// The file in an object: the object itself, or what its compound file was wrapped around.
///
/// `None` for objects of programs that keep their content in a form of their own.
fn unwrapped(name: String, bytes: Vec<u8>) -> Option<(String, Vec<u8>)> {
    let Some(object) = Compound::open(&bytes) else {
        return Some((name, bytes));
    };
    let stem = name
        .rsplit_once('.')
        .map_or(name.as_str(), |(stem, _)| stem);
    // Documents of the old form are objects as they are.
    for (stream, extension) in [
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    ] {
        if object.has(stream) {
            return Some((format!("{stem}.{extension}"), bytes));
        }
    }
    // Documents of the new form, and what Acrobat embeds.
    for stream in ["Package", "CONTENTS"] {
        if let Some((inner, _)) = object.stream(stream) {
            return Some((format!("{stem}.{}", extension(&inner)), inner));
        }
    }
    let (native, _) = object.stream("\u{1}Ole10Native")?;
    packed(&native)
}

fn extension(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        [b'P', b'K', ..] => "zip",
        _ => "bin",
    }
}

/// A file packed as an object: its name and bytes.
///
/// The form is that of `Ole10Native` as the packager of Windows writes it: sizes before texts and content, texts ending in a zero byte.
fn packed(native: &[u8]) -> Option<(String, Vec<u8>)> {
    let (_, rest) = native.split_at_checked(4)?;
    let (_, rest) = rest.split_at_checked(2)?;
    let (label, rest) = ended_by_zero(rest)?;
    let (_, rest) = ended_by_zero(rest)?;
    // Two flags, then the path it had when it was packed, with its length.
    let (_, rest) = rest.split_at_checked(4)?;
    let (length, rest) = sized(rest)?;
    let (_, rest) = rest.split_at_checked(length)?;
    let (length, rest) = sized(rest)?;
    let content = rest.get(..length)?;
    let (name, _, _) = encoding_rs::GB18030.decode(label);
    Some((name.into_owned(), content.to_vec()))
}

fn ended_by_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|b| *b == 0)?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

fn sized(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*length) as usize, rest))
}

#[cfg(test)]
mod tests {
    use super::packed;

    #[test]
    fn a_packed_file_keeps_its_name_and_a_cut_one_is_not_made_up() {
        let mut native = b"\0\0\0\0\x02\0".to_vec();
        native.extend(b"\xB1\xED.txt\0C:\\x\\y.txt\0\0\0\x03\0\x04\0\0\0abc\0\x05\0\0\0abcdetail");
        let (name, bytes) = packed(&native).unwrap_or_default();
        assert_eq!((name.as_str(), bytes.as_slice()), ("表.txt", &b"abcde"[..]));
        for length in 0..native.len() - 4 {
            assert_eq!(packed(native.get(..length).unwrap_or_default()), None);
        }
    }
}
