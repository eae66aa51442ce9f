//! Hostile spreadsheets end in a reason, quickly and in bounded memory.
use std::io::{Cursor, Read, Write};

use taizhang::{
    import::read_bytes,
    model::{RawBlock, Recovery},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{codes, tables};

/// The package with one part rewritten.
pub(super) fn with_part(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    with_bytes(bytes, part, |content| {
        change(String::from_utf8(content).unwrap()).into_bytes()
    })
}

/// The package with the bytes of one part rewritten.
pub(super) fn with_bytes(bytes: &[u8], part: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name == part {
            content = change(content);
        }
        parts.push((name, content));
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_slice()))
        .collect();
    package(&parts)
}

/// A zip package of these parts.
pub(super) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet with this sheet XML and these shared strings.
pub(super) fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", b"<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"),
        ("_rels/.rels", b"<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"表\" r:id=\"r1\"/></sheets></workbook>".as_bytes()),
        ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

#[test]
fn one_long_string_in_a_million_cells_is_refused() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(10_000));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(20_000);
    let raw = read_bytes(
        "炸弹.xlsx",
        &workbook(
            &format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>"),
            &strings,
        ),
    );
    assert_eq!(raw.recovery, Recovery::Refused);
    assert_eq!(codes(&raw), ["too-much-text"]);
}

#[test]
fn repeated_rows_of_an_open_document_are_refused_only_when_filled() {
    let ods = |row: &str| {
        let content = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"表\">{row}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        package(&[
            (
                "mimetype",
                b"application/vnd.oasis.opendocument.spreadsheet",
            ),
            ("content.xml", content.as_bytes()),
        ])
    };
    let filled = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>满</text:p></table:table-cell></table:table-row>";
    let raw = read_bytes("满.ods", &ods(filled));
    assert_eq!(raw.recovery, Recovery::Refused);
    assert_eq!(codes(&raw), ["too-many-cells"]);

    let empty = "<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/><table:table-cell><text:p>角</text:p></table:table-cell></table:table-row>";
    let raw = read_bytes("角.ods", &ods(empty));
    assert_eq!(raw.recovery, Recovery::Complete);
    let corner = &tables(&raw)[0].cells;
    assert_eq!(
        (corner.len(), corner[0].row, corner[0].col),
        (1, 1_048_575, 16_383)
    );
}

#[test]
fn a_sheet_that_breaks_off_keeps_what_came_before() {
    let raw = read_bytes(
        "断.xlsx",
        &workbook(
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>7</v></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>9</v></c></row><row r=\"2\"><c r=",
            "<sst><si><t>甲</t></si></sst>",
        ),
    );
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(codes(&raw), ["sheet-cut-short", "cell-text-missing"]);
    assert_eq!(raw.reasons[0].args["cell"], "C1");
    assert_eq!(raw.reasons[1].args["cells"], "C1");
    assert_eq!(tables(&raw)[0].cells.len(), 2);
}

#[test]
fn one_broken_sheet_leaves_the_others() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in ["甲表", "乙表"] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.write_string(0, 0, name).unwrap();
    }
    let bytes = with_part(
        &book.save_to_buffer().unwrap(),
        "xl/_rels/workbook.xml.rels",
        |xml| xml.replace("sheet1.xml", "sheet9.xml"),
    );
    let raw = read_bytes("账.xlsx", &bytes);
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(codes(&raw), ["sheet-missing"]);
    assert_eq!(raw.reasons[0].args["sheet"], "甲表");
    assert_eq!(tables(&raw)[0].cells[0].text, "乙表");
}

/// Longest time one hostile file may take in an unoptimized build on a loaded machine, in seconds.
const LONGEST: u64 = 20;

#[test]
fn every_hostile_file_ends_in_a_reading_or_a_reason() {
    for folder in [
        "data/hostile/spreadsheets",
        "data/fixtures/hostile",
        "data/formats/spreadsheets",
        "data/fixtures/enc",
    ] {
        let Some(root) = crate::shared(folder) else {
            continue;
        };
        let mut files: Vec<_> = std::fs::read_dir(root)
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        files.sort();
        let mut cells = 0;
        for path in &files {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let start = std::time::Instant::now();
            let raw = read_bytes(&name, &std::fs::read(path).unwrap());
            assert!(start.elapsed().as_secs() < LONGEST, "{name}");
            assert!(!codes(&raw).contains(&"reader-panicked"), "{name}");
            for reason in raw.reasons.iter().filter(|r| r.code == "format-not-read") {
                assert!(reason.args.contains_key("format"), "{name}");
            }
            let reasoned = raw.recovery == Recovery::Complete || !raw.reasons.is_empty();
            assert!(reasoned, "{name}: {:?} without a reason", raw.recovery);
            cells += raw
                .blocks
                .iter()
                .map(|b| {
                    if let RawBlock::Table(t) = b {
                        t.cells.len()
                    } else {
                        0
                    }
                })
                .sum::<usize>();
        }
        println!("{folder}: {} files, {cells} cells", files.len());
    }
}
