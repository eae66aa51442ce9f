//! ods and xls: one ledger written by LibreOffice reads the same from both; older xls is built here record by record.
use encoding_rs::GB18030;
use taizhang::{
    import::read_bytes,
    model::{CellValue, Merge, RawFile, Recovery},
};

use super::{cells, codes, paragraphs, tables};

fn fixture(name: &str) -> RawFile {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/suite/import/sheets/fixtures")
        .join(name);
    read_bytes(name, &std::fs::read(path).unwrap())
}

/// What `make.py` wrote into the first sheet.
const LEDGER: &[(&str, &str)] = &[
    ("A1", "云溪县生态环境保护督察整改台账"),
    ("A2", "序号"),
    ("B2", "问题"),
    ("C2", "责任单位"),
    ("D2", "时限"),
    ("E2", "完成率"),
    ("F2", "是否完成"),
    ("G2", "编号"),
    ("A3", "1"),
    ("B3", "雨污管网混接\n反复整改"),
    ("C3", "县水务局"),
    ("D3", "2026-06-30"),
    ("E3", "85.7%"),
    ("F3", "TRUE"),
    ("G3", "0012"),
    ("A4", "2"),
    ("B4", "Odor & noise <plant>"),
    ("C4", "经开区管委会"),
    ("D4", "2026-12-31"),
    ("E4", "50.0%"),
    ("F4", "FALSE"),
    ("G4", "190409350128010765"),
    ("A5", "3"),
    ("B5", "餐饮油烟𠮷扰民"),
    ("D5", "2027-03-05"),
    ("E5", "100.0%"),
    ("F5", "TRUE"),
    ("G5", "A-3"),
    ("A6", "合计"),
    ("E6", "6"),
    ("F6", "合计已核"),
    ("G6", "#DIV/0!"),
    ("D7", "2026-03-05 14:30"),
    ("E7", "1,234,567.89"),
];

#[test]
fn what_an_opendocument_file_says_about_itself_is_kept() {
    let bytes = std::fs::read(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/suite/import/sheets/fixtures/ledger.ods"),
    )
    .unwrap();
    let meta = "<office:document-meta><office:meta><meta:initial-creator>周某</meta:initial-creator><dc:creator>吴某</dc:creator><dc:title>整改总账</dc:title><meta:creation-date>2026-07-01T08:00:00</meta:creation-date><dc:date>2026-07-02T08:00:00</dc:date><meta:generator>示例办公</meta:generator></office:meta></office:document-meta>";
    let written = super::hostile::with_part(&bytes, "meta.xml", |_| meta.to_owned());
    let facts = read_bytes("账.ods", &written).facts;
    for (key, value) in [
        ("author", "周某"),
        ("last_modified_by", "吴某"),
        ("title", "整改总账"),
        ("created", "2026-07-01T08:00:00"),
        ("modified", "2026-07-02T08:00:00"),
        ("producer", "示例办公"),
    ] {
        assert_eq!(facts[key], value, "{key}");
    }
}

fn bottom_row(i: u32) -> String {
    let place = if i % 2 == 1 { "噪声" } else { "油烟" };
    let kind = ["城管", "水务", "水务"][i as usize % 3];
    match i % 5 {
        0 => format!("case {} forwarded to office {}", i + 1, i % 7),
        _ => format!(
            "第{}号举报件：群众反映{place}扰民，已转{kind}部门办理",
            i + 1
        ),
    }
}

#[test]
fn one_ledger_reads_the_same_from_ods_and_xls() {
    for name in ["ledger.ods", "ledger.xls"] {
        let raw = fixture(name);
        assert_eq!(raw.recovery, Recovery::Complete, "{name} {:?}", raw.reasons);
        let sheets = tables(&raw);
        assert_eq!(
            sheets.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(),
            ["整改总账", "举报底册", "远角"]
        );
        let found: Vec<(String, String)> = sheets[0]
            .cells
            .iter()
            .map(|c| (taizhang::model::cell_name(c.row, c.col), c.text.clone()))
            .collect();
        let wanted: Vec<(String, String)> = LEDGER
            .iter()
            .map(|(a, t)| ((*a).to_owned(), (*t).to_owned()))
            .collect();
        assert_eq!(found, wanted, "{name}");
        let at = |row, col| {
            sheets[0]
                .cells
                .iter()
                .find(|c| (c.row, c.col) == (row, col))
                .unwrap()
        };
        assert_eq!(at(2, 3).value, CellValue::Date("2026-06-30".to_owned()));
        assert_eq!(at(2, 4).value, CellValue::Number(0.857));
        // LibreOffice writes truth values into ods as numbers with a format that shows the word.
        let truth = match name {
            "ledger.ods" => CellValue::Number(1.0),
            _ => CellValue::Bool(true),
        };
        assert_eq!(at(2, 5).value, truth);
        assert_eq!(at(5, 6).value, CellValue::Error);
        assert_eq!(at(3, 6).value, CellValue::Text);
        assert!(at(5, 4).has_formula && at(5, 5).has_formula && !at(2, 4).has_formula);
        assert_eq!(
            sheets[0].merges,
            [
                Merge {
                    first_row: 0,
                    first_col: 0,
                    last_row: 0,
                    last_col: 6
                },
                Merge {
                    first_row: 3,
                    first_col: 2,
                    last_row: 4,
                    last_col: 2
                },
            ]
        );
        assert_eq!(
            (
                sheets[0].hidden_rows.as_slice(),
                sheets[0].hidden_cols.as_slice()
            ),
            ([3].as_slice(), [6].as_slice())
        );
        assert!(sheets[1].hidden && !sheets[0].hidden);
        assert_eq!(
            codes(&raw),
            ["hidden-rows", "hidden-columns", "hidden-sheet"],
            "{name}"
        );
        assert!(
            paragraphs(&raw)[0].text.ends_with("请核实混接点数量"),
            "{name}"
        );
    }
}

#[test]
fn long_tables_of_strings_are_read_whole() {
    for name in ["ledger.ods", "ledger.xls"] {
        let raw = fixture(name);
        let found = cells(tables(&raw)[1]);
        assert_eq!(found.len(), 800);
        for i in 0..400 {
            assert_eq!(found[&(i, 0)], (i + 1).to_string(), "{name}");
            assert_eq!(found[&(i, 1)], bottom_row(i), "{name}");
        }
        let far = cells(tables(&raw)[2]);
        assert_eq!(
            far.into_iter().collect::<Vec<_>>(),
            [((0, 0), "起".to_owned()), ((59_999, 255), "终".to_owned())]
        );
    }
}

/// A record of a BIFF stream.
fn record(id: u16, data: &[u8]) -> Vec<u8> {
    [
        &id.to_le_bytes()[..],
        &u16::try_from(data.len()).unwrap().to_le_bytes(),
        data,
    ]
    .concat()
}

/// A compound file that holds one stream.
pub(in crate::import) fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096), 0);
    let sectors = stream.len().div_ceil(512);
    let mut head = vec![0_u8; 512];
    head[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    head[30] = 9;
    head[32] = 6;
    head[44] = 1;
    head[48..52].copy_from_slice(&1_u32.to_le_bytes());
    head[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    head[60..64].copy_from_slice(&u32::MAX.to_le_bytes());
    head[68..72].copy_from_slice(&u32::MAX.to_le_bytes());
    head[76..512].fill(0xFF);
    head[76..80].copy_from_slice(&0_u32.to_le_bytes());
    // Sector 0: allocation table; 1: directory; from 2 on: the stream.
    let mut table = vec![0xFFFF_FFFD_u32, 0xFFFF_FFFE];
    table.extend((0..sectors).map(|i| {
        if i + 1 == sectors {
            0xFFFF_FFFE
        } else {
            u32::try_from(i + 3).unwrap()
        }
    }));
    assert!(table.len() <= 128, "one sector of allocation table");
    table.resize(128, u32::MAX);
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut e = vec![0_u8; 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        e[..units.len()].copy_from_slice(&units);
        e[64] = u8::try_from(units.len() + 2).unwrap();
        e[66] = kind;
        e[68..76].fill(0xFF);
        e[76..80].copy_from_slice(&child.to_le_bytes());
        e[116..120].copy_from_slice(&start.to_le_bytes());
        e[120..124].copy_from_slice(&size.to_le_bytes());
        e
    };
    let mut directory = entry("Root Entry", 5, 1, 0xFFFF_FFFE, 0);
    directory.extend(entry(
        name,
        2,
        u32::MAX,
        2,
        u32::try_from(stream.len()).unwrap(),
    ));
    directory.resize(512, 0);
    stream.resize(sectors * 512, 0);
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [head, table, directory, stream].concat()
}

/// A workbook of Excel 95 with strings in code page 936.
pub(super) fn excel95() -> Vec<u8> {
    let gbk = |text: &str| GB18030.encode(text).0.into_owned();
    let cell = |row: u8, col: u8, rest: &[u8]| [&[row, 0, col, 0, 0, 0][..], rest].concat();
    let label = |row, col, text: &str| {
        let text = gbk(text);
        let len = u16::try_from(text.len()).unwrap().to_le_bytes();
        record(0x204, &cell(row, col, &[&len[..], &text].concat()))
    };
    let name = gbk("细账");
    let globals = |at: u32| {
        let sheet = [
            &at.to_le_bytes()[..],
            &[0, 0, u8::try_from(name.len()).unwrap()],
            &name,
        ]
        .concat();
        [
            record(0x809, &[0, 5, 5, 0, 0, 0, 0, 0]),
            record(0x42, &936_u16.to_le_bytes()),
            record(0xE0, &[0; 16]),
            record(0x85, &sheet),
            record(0x0A, &[]),
        ]
        .concat()
    };
    let at = u32::try_from(globals(0).len()).unwrap();
    let sheet = [
        record(0x809, &[0, 5, 0x10, 0, 0, 0, 0, 0]),
        label(0, 0, "责任单位"),
        label(0, 1, "备注"),
        record(0x203, &cell(1, 0, &12.5_f64.to_le_bytes())),
        record(0x27E, &cell(1, 1, &((300_u32 << 2) | 3).to_le_bytes())),
        record(0x0A, &[]),
    ]
    .concat();
    [globals(at), sheet].concat()
}

#[test]
fn excel_95_in_code_page_936_is_read() {
    let raw = read_bytes("旧账.xls", &compound("Book", &excel95()));
    assert_eq!(raw.recovery, Recovery::Complete, "{:?}", raw.reasons);
    let sheet = tables(&raw)[0];
    assert_eq!(sheet.name, "细账");
    let texts: Vec<&str> = sheet.cells.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["责任单位", "备注", "12.5", "3"]);
}

#[test]
fn a_workbook_inside_another_document_is_not_taken_for_it() {
    let raw = read_bytes("报告.doc", &compound("WordDocument", &[0; 16]));
    assert_eq!(raw.format, Some(taizhang::model::Format::Doc));
    assert_eq!(codes(&raw), ["package-broken"]);
    let raw = read_bytes("账.xlsx", &compound("EncryptedPackage", &[0; 16]));
    assert_eq!(raw.recovery, Recovery::Encrypted);
}

#[test]
fn a_password_is_told() {
    let stream = [
        record(0x809, &[0, 6, 5, 0, 0, 0, 0, 0]),
        record(0x2F, &[0; 6]),
    ]
    .concat();
    let raw = read_bytes("密.xls", &compound("Workbook", &stream));
    assert_eq!(raw.recovery, Recovery::Encrypted);
    assert_eq!(codes(&raw), ["encrypted"]);
}

#[test]
fn an_error_is_no_zero() {
    let content = "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"表\"><table:table-row><table:table-cell table:formula=\"of:=X()\" office:value-type=\"float\" office:value=\"0\"><text:p>#NAME?</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"0\"><text:p>0</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let package = super::hostile::package(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ]);
    let raw = read_bytes("账.ods", &package);
    let values: Vec<CellValue> = tables(&raw)[0]
        .cells
        .iter()
        .map(|c| c.value.clone())
        .collect();
    assert_eq!(values, [CellValue::Error, CellValue::Number(0.0)]);
}
