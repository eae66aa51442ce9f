//! Files of every format that claim or nest without measure end in a reason, quickly and without a crash.
use std::time::{Duration, Instant};

use taizhang::{
    import::{read_all, sniff},
    model::{Format, Limits, RawFile, Recovery},
};

use super::archives::{Member, codes, deflated, is_told, pack, stored};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TEXT: &str = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

fn in_time(name: &str, bytes: &[u8]) -> Vec<RawFile> {
    let start = Instant::now();
    let rows = read_all(name, bytes, &Limits::default(), None);
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{name}: {:?}",
        start.elapsed()
    );
    is_told(&rows);
    rows
}

/// Packages of every kind around one body of XML.
fn packages(prologue: &str, inside: &str) -> Vec<(&'static str, Format, Vec<u8>)> {
    let link = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let office = |main: &str, target: &str, parts: Vec<Member>| {
        let types = format!(
            "<Types><Override PartName=\"/{target}\" ContentType=\"application/vnd.openxmlformats-officedocument.{main}.main+xml\"/></Types>"
        );
        let mut members = vec![
            stored("[Content_Types].xml", types),
            stored("_rels/.rels", link("officeDocument", target)),
        ];
        members.extend(parts);
        pack(&members)
    };
    let odf = |kind: &str, body: &str| {
        let mimetype = format!("application/vnd.oasis.opendocument.{kind}");
        let content = format!(
            "{prologue}<office:document-content xmlns:office=\"{TEXT}\" xmlns:text=\"t\" xmlns:table=\"b\"><office:body><office:{body}>{inside}</office:{body}></office:body></office:document-content>"
        );
        pack(&[
            stored("mimetype", mimetype),
            deflated("content.xml", content.as_bytes()),
        ])
    };
    let document =
        format!("{prologue}<w:document xmlns:w=\"{WORD}\"><w:body>{inside}</w:body></w:document>");
    let sheet = format!(
        "{prologue}<worksheet xmlns=\"{SHEET}\"><sheetData>{inside}</sheetData></worksheet>"
    );
    let book = format!(
        "<workbook xmlns=\"{SHEET}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    vec![
        (
            "a.docx",
            Format::Docx,
            office(
                "wordprocessingml.document",
                "word/document.xml",
                vec![deflated("word/document.xml", document.as_bytes())],
            ),
        ),
        (
            "a.xlsx",
            Format::Xlsx,
            office(
                "spreadsheetml.sheet",
                "xl/workbook.xml",
                vec![
                    stored("xl/workbook.xml", book),
                    stored(
                        "xl/_rels/workbook.xml.rels",
                        link("worksheet", "worksheets/sheet1.xml"),
                    ),
                    deflated("xl/worksheets/sheet1.xml", sheet.as_bytes()),
                ],
            ),
        ),
        ("a.ods", Format::Ods, odf("spreadsheet", "spreadsheet")),
        ("a.odt", Format::Odt, odf("text", "text")),
        (
            "a.ofd",
            Format::Ofd,
            pack(&[deflated(
                "OFD.xml",
                format!("{prologue}<OFD>{inside}</OFD>").as_bytes(),
            )]),
        ),
    ]
}

/// The entities of the billion laughs double nine times ten; expanded they would fill three gigabytes.
#[test]
fn declared_entities_are_not_expanded_in_any_package() {
    let mut prologue =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"哈哈哈哈哈哈哈哈哈哈\">".to_owned();
    for level in 1..10 {
        let refer = format!("&a{};", level - 1).repeat(10);
        prologue.push_str(&format!("<!ENTITY a{level} \"{refer}\">"));
    }
    prologue.push_str("<!ENTITY file SYSTEM \"file:///etc/passwd\">]>");
    let inside = "<w:p><w:r><w:t>&a9;&file;甲</w:t></w:r></w:p><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&a9;&file;甲</t></is></c></row><text:p>&a9;&file;甲</text:p>";
    for (name, format, bytes) in packages(&prologue, inside) {
        let rows = in_time(name, &bytes);
        let told = format!("{:?}", rows[0].blocks);
        assert!(!told.contains('哈') && !told.contains("root:"), "{name}");
        if sniff(name, &bytes) == Ok(format) && name == "a.docx" {
            assert!(told.contains('甲'), "{name}: {:?}", codes(&rows[0]));
        }
    }
    let svg = format!("{prologue}<html><body><p>&a9;&file;甲</p></body></html>");
    let rows = in_time("a.html", svg.as_bytes());
    assert!(!format!("{:?}", rows[0].blocks).contains("哈哈哈哈哈哈哈哈哈哈哈哈"));
}

/// A thread of a batch has two megabytes of stack; readers that call themselves for each level would overflow it.
#[test]
fn a_hundred_thousand_levels_overflow_no_stack() {
    let work = || {
        for element in [
            "w:tbl",
            "w:p",
            "w:sdt",
            "row",
            "text:list",
            "table:table",
            "x",
        ] {
            let open = format!("<{element}>").repeat(100_000);
            let closed = format!("{open}甲{}", format!("</{element}>").repeat(100_000));
            for (name, _, bytes) in packages("", if element == "x" { &open } else { &closed }) {
                in_time(name, &bytes);
            }
        }
        for element in [
            "div",
            "p",
            "b",
            "table",
            "table><tr><td",
            "ul><li",
            "span",
            "font",
            "svg><g",
            "math",
        ] {
            let page = format!("<html><body>{}甲", format!("<{element}>").repeat(100_000));
            in_time("a.html", page.as_bytes());
        }
        in_time(
            "a.rtf",
            format!("{{\\rtf1 {}甲", "{".repeat(100_000)).as_bytes(),
        );
        in_time(
            "a.pdf",
            format!("%PDF-1.4\n1 0 obj\n{}\nendobj\n", "[".repeat(100_000)).as_bytes(),
        );
        in_time(
            "a.pdf",
            format!("%PDF-1.4\n1 0 obj\n{}\nendobj\n", "<</A ".repeat(100_000)).as_bytes(),
        );
        in_time("a.md", ">".repeat(100_000).as_bytes());
        in_time("a.csv", "\"".repeat(100_001).as_bytes());
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread.spawn(work).unwrap().join().unwrap();
}

#[test]
fn sizes_that_files_claim_are_not_believed() {
    // A compound file of one sector that claims four billion of them.
    let mut compound = vec![0_u8; 1024];
    compound[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    compound[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    for at in [44, 60, 64, 68, 72] {
        compound[at..at + 4].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0x7F]);
    }
    in_time("a.xls", &compound);
    let pdf = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 2147483647>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e30 1e30]/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Length 10737418240>>\nstream\nBT (x) Tj ET\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 2147483647>>\n";
    in_time("a.pdf", pdf.as_bytes());
    let cells = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    let sheets = packages("", cells);
    let (name, _, bytes) = &sheets[1];
    let rows = in_time(name, bytes);
    assert_eq!(
        rows[0].recovery,
        Recovery::Complete,
        "{:?}",
        rows[0].reasons
    );
    let repeated = "<table:table table:name=\"甲\"><table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell table:number-columns-repeated=\"4294967295\" office:value-type=\"string\"><text:p>甲</text:p></table:table-cell></table:table-row></table:table>";
    for (name, _, bytes) in packages("", repeated) {
        in_time(name, &bytes);
    }
}

#[test]
fn nothing_and_next_to_nothing_has_a_reason() {
    for name in [
        "a.docx", "a.xlsx", "a.xls", "a.pdf", "a.zip", "a.7z", "a.eml", "a.html", "a.txt", "a",
    ] {
        assert_eq!(codes(&in_time(name, b"")[0]), ["empty-file"]);
        for byte in [b'\0', b'\n', b' ', b'P', 0xFF] {
            let rows = in_time(name, &[byte]);
            assert!(
                !rows[0].blocks.is_empty() || !rows[0].reasons.is_empty(),
                "{name} {byte}"
            );
        }
    }
}
