//! Limits and names of packages.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]
use std::io::Write;

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::*;

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn parts_are_found_by_name_whatever_the_case_and_leading_slash() {
    let bytes = zipped(&[("word/document.xml", b"<a/>"), ("word/Styles.xml", b"<s/>")]);
    let mut package = Package::open(&bytes).unwrap();
    assert_eq!(package.names(), ["word/document.xml", "word/Styles.xml"]);
    assert_eq!(
        package.part("/word/document.xml").unwrap().unwrap(),
        b"<a/>"
    );
    assert_eq!(package.xml("word/styles.xml").unwrap().unwrap(), "<s/>");
    assert!(package.part("word/none.xml").unwrap().is_none());
    assert!(package.damage().is_none());
}

#[test]
fn links_are_resolved_against_the_part_that_writes_them() {
    let rels = br#"<Relationships><Relationship Id="rId1" Type="http://x/header" Target="header1.xml"/>
        <Relationship Id="rId2" Type="http://x/footnotes" Target="/word/foot&amp;notes.xml"/>
        <Relationship Id="rId3" Type="http://x/hyperlink" Target="https://example.invalid/a" TargetMode="External"/>
        <Relationship Id="rId4" Type="http://x/customXml" Target="../customXml/item1.xml"/></Relationships>"#;
    let bytes = zipped(&[("word/_rels/document.xml.rels", rels)]);
    let links = Package::open(&bytes)
        .unwrap()
        .relations("word/document.xml")
        .unwrap();
    let targets: Vec<_> = links
        .iter()
        .map(|l| (l.kind.as_str(), l.target.as_str(), l.external))
        .collect();
    assert_eq!(
        targets,
        [
            ("header", "word/header1.xml", false),
            ("footnotes", "word/foot&notes.xml", false),
            ("hyperlink", "https://example.invalid/a", true),
            ("customXml", "customXml/item1.xml", false),
        ]
    );
}

#[test]
fn names_that_are_not_utf8_are_read_as_gb18030() {
    let name = encoding_rs::GB18030.encode("附件/台账.xml").0.into_owned();
    let placeholder = "x".repeat(name.len());
    let mut bytes = zipped(&[(placeholder.as_str(), b"1")]);
    while let Some(at) = bytes
        .windows(name.len())
        .position(|w| w == placeholder.as_bytes())
    {
        bytes[at..at + name.len()].copy_from_slice(&name);
    }
    assert_eq!(Package::open(&bytes).unwrap().names(), ["附件/台账.xml"]);
}

#[test]
fn a_part_that_expands_beyond_all_measure_is_refused() {
    let bomb = vec![b' '; usize::try_from(RATIO_FREE).unwrap() + (1 << 20)];
    let bytes = zipped(&[("word/document.xml", &bomb)]);
    assert!(bytes.len() < 1 << 20);
    match Package::open(&bytes).unwrap().part("word/document.xml") {
        Err(ReadError::Refused(reason)) => assert_eq!(reason.code, "package-too-large"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_part_with_a_wrong_checksum_is_handed_out_and_remembered() {
    let text = "一段正文".repeat(50);
    let mut bytes = zipped(&[("a.xml", text.as_bytes())]);
    // The checksum stands 14 bytes into the local header and 16 into the central entry.
    let central = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes[central + 16] ^= 0xFF;
    bytes[14] ^= 0xFF;
    let mut package = Package::open(&bytes).unwrap();
    assert_eq!(package.xml("a.xml").unwrap().unwrap(), text);
    assert_eq!(package.damage().unwrap().args["parts"], "a.xml");
}

#[test]
fn a_part_under_a_password_is_encrypted_and_rubbish_is_unreadable() {
    let mut bytes = zipped(&[("a.xml", b"<a/>")]);
    let central = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes[central + 8] |= 1;
    bytes[6] |= 1;
    assert!(matches!(
        Package::open(&bytes).unwrap().part("a.xml"),
        Err(ReadError::Encrypted)
    ));
    assert!(matches!(
        Package::open(b"PK\x03\x04 cut"),
        Err(ReadError::Unreadable(_))
    ));
}

#[test]
fn xml_is_decoded_by_mark_then_by_declaration_then_as_utf8() {
    let gbk = |s: &str| encoding_rs::GB18030.encode(s).0.into_owned();
    assert_eq!(xml_text("\u{FEFF}<a>整改</a>".into()), "<a>整改</a>");
    let utf16: Vec<u8> = "\u{FEFF}<a>整改</a>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(xml_text(utf16.clone()), "<a>整改</a>");
    assert_eq!(xml_text(utf16[2..].to_vec()), "<a>整改</a>");
    let declared = "<?xml version='1.0' encoding='gb2312'?><a>镕</a>";
    assert_eq!(xml_text(gbk(declared)), declared);
    assert_eq!(xml_text(b"<a>\xFF</a>".to_vec()), "<a>\u{FFFD}</a>");
}

#[test]
fn a_package_that_is_cut_off_is_opened_as_far_as_it_goes() {
    let long: String = (0..4_000).map(|n| format!("<p>第{n}段</p>")).collect();
    let bytes = zipped(&[
        ("a.xml", b"<a/>"),
        ("b.xml", long.as_bytes()),
        ("c.xml", b"<c/>"),
    ]);
    let third = bytes.windows(5).position(|w| w == b"c.xml").unwrap();
    let mut package = Package::open(&bytes[..third - 40]).unwrap();
    assert_eq!(package.names(), ["a.xml", "b.xml"]);
    assert_eq!(package.xml("a.xml").unwrap().unwrap(), "<a/>");
    let part = package.xml("b.xml").unwrap().unwrap();
    assert!(part.len() > 1_000 && long.starts_with(part.trim_end_matches('\u{FFFD}')));
    assert_eq!(package.damage().unwrap().code, "package-cut");
    assert_eq!(package.damage().unwrap().args["parts"], "b.xml …");
    let mut no_directory = Package::open(&bytes[..third + 12]).unwrap();
    assert_eq!(no_directory.xml("b.xml").unwrap().unwrap(), long);
}
