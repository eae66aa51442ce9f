//! Binary workbooks (xlsb) read like the xlsx of the same content; what calamine alone would lose is there.
use rust_xlsxwriter::{Format, Formula, Workbook};
use taizhang::{
    import::{read_bytes, sniff},
    model::{CellValue, Format as FileFormat, RawFile, Recovery},
};

use super::{cells, codes, hostile::package, tables, texts};

/// A record of a binary part.
fn record(id: u16, body: &[u8]) -> Vec<u8> {
    let mut out = match id {
        0..0x80 => vec![id as u8],
        _ => vec![id as u8 | 0x80, (id >> 7) as u8],
    };
    let mut len = body.len();
    while len > 0x7F {
        out.push(len as u8 | 0x80);
        len >>= 7;
    }
    out.push(len as u8);
    out.extend(body);
    out
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn string(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = words(&[units.len() as u32]);
    out.extend(units.iter().flat_map(|u| u.to_le_bytes()));
    out
}

fn cell(id: u16, col: u32, style: u32, value: &[u8]) -> Vec<u8> {
    record(id, &[&words(&[col, style]), value].concat())
}

fn row(number: u32, hidden: bool) -> Vec<u8> {
    let mut body = words(&[number, 0]);
    body.extend([0x40, 1, 0, if hidden { 0x10 } else { 0 }, 0]);
    body.extend(words(&[0]));
    record(0, &body)
}

/// A formula's token bytes after its result: flags, then a formula of no known token.
fn tokens() -> Vec<u8> {
    [vec![0, 0], words(&[2]), vec![0xEE, 0xEE], words(&[0])].concat()
}

/// Number formats of the styles 1 to 5.
const FORMATS: &[&str] = &["0%", "yyyy-mm-dd", "0000", "#,##0.0", "yyyy\"年\"m\"月\""];

const STRINGS: &[&str] = &["责任单位", "云溪县水务局", "整改措施\n第二行", "进度"];

fn styles() -> Vec<u8> {
    let mut out = record(0x267, &words(&[FORMATS.len() as u32]));
    for (i, code) in FORMATS.iter().enumerate() {
        out.extend(record(
            0x2C,
            &[(164 + i as u16).to_le_bytes().to_vec(), string(code)].concat(),
        ));
    }
    // A style of the named styles does not count among those of the cells.
    out.extend(record(0x2F, &[9; 16]));
    out.extend(record(0x269, &words(&[FORMATS.len() as u32 + 1])));
    for format in [0].into_iter().chain(164..).take(FORMATS.len() + 1) {
        let format: u16 = format;
        let body = [&[0, 0], format.to_le_bytes().as_slice(), &[0; 12]].concat();
        out.extend(record(0x2F, &body));
    }
    out.extend(record(0x26A, &[]));
    out
}

fn strings() -> Vec<u8> {
    let count = STRINGS.len() as u32;
    let mut out = record(0x9F, &words(&[count, count]));
    for text in STRINGS {
        out.extend(record(0x13, &[vec![0], string(text)].concat()));
    }
    out.extend(record(0xA0, &[]));
    out
}

/// A workbook of these sheets: name, state, part, and comments of the first.
fn book(sheets: &[(&str, u32, Vec<u8>)]) -> Vec<u8> {
    let mut workbook = record(0x83, &[]);
    let mut links = String::from(
        "<Relationships><Relationship Id=\"s\" Type=\"x/sharedStrings\" Target=\"sharedStrings.bin\"/><Relationship Id=\"f\" Type=\"x/styles\" Target=\"/xl/styles.bin\"/>",
    );
    for (i, (name, state, _)) in sheets.iter().enumerate() {
        let id = format!("rId{i}");
        links += &format!(
            "<Relationship Id=\"{id}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{i}.bin\"/>"
        );
        let body = [words(&[*state, i as u32]), string(&id), string(name)].concat();
        workbook.extend(record(0x9C, &body));
    }
    workbook.extend(record(0x90, &[]));
    // A defined name that calamine cannot follow; the workbook must be read all the same.
    let name = [
        vec![0; 9],
        string("区域"),
        words(&[2]),
        vec![0xEE, 0xEE],
        words(&[0]),
    ]
    .concat();
    workbook.extend(record(0x27, &name));
    workbook.extend(record(0x84, &[]));
    links += "</Relationships>";
    let mut comments = record(0x27B, &words(&[0, 1, 1, 0, 0, 0, 0, 0, 0]));
    comments.extend(record(0x27D, &[vec![0], string("请核对日期")].concat()));
    let (styles, strings) = (styles(), strings());
    let mut parts: Vec<(String, &[u8])> = vec![
        ("[Content_Types].xml".into(), b"<Types><Override ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/></Types>"),
        ("_rels/.rels".into(), b"<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>"),
        ("xl/workbook.bin".into(), &workbook),
        ("xl/_rels/workbook.bin.rels".into(), links.as_bytes()),
        ("xl/styles.bin".into(), &styles),
        ("xl/sharedStrings.bin".into(), &strings),
        ("xl/worksheets/_rels/sheet0.bin.rels".into(), b"<Relationships><Relationship Id=\"c\" Type=\"x/comments\" Target=\"../comments1.bin\"/></Relationships>"),
        ("xl/comments1.bin".into(), &comments),
    ];
    for (i, (_, _, part)) in sheets.iter().enumerate() {
        parts.push((format!("xl/worksheets/sheet{i}.bin"), part));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, p)| (n.as_str(), *p)).collect();
    package(&parts)
}

fn sheet(data: &[Vec<u8>], after: &[Vec<u8>]) -> Vec<u8> {
    let mut out = record(0x81, &[]);
    out.extend(record(0x94, &[0; 16]));
    // Column C is hidden.
    out.extend(record(0x3C, &[words(&[2, 2, 0, 0]), vec![1, 0]].concat()));
    out.extend(record(0x91, &[]));
    out.extend(data.concat());
    out.extend(record(0x92, &[]));
    out.extend(after.concat());
    out
}

/// A small whole number as it is packed.
fn packed(number: i32) -> Vec<u8> {
    ((number << 2) | 2).to_le_bytes().to_vec()
}

fn ledger_rows() -> Vec<Vec<u8>> {
    let real = |n: f64| n.to_le_bytes().to_vec();
    vec![
        row(0, false),
        cell(7, 0, 0, &words(&[0])),
        cell(7, 1, 0, &words(&[3])),
        row(1, false),
        cell(7, 0, 0, &words(&[1])),
        cell(5, 1, 1, &real(0.95)),
        cell(2, 2, 2, &packed(46_203)),
        cell(2, 3, 3, &packed(12)),
        cell(5, 4, 4, &real(1234.5)),
        cell(2, 5, 5, &packed(46_203)),
        row(2, true),
        cell(1, 0, 0, &[]),
        cell(6, 1, 0, &string("直接写入")),
        cell(4, 2, 0, &[1]),
        cell(8, 3, 0, &[string("已完成"), tokens()].concat()),
        cell(9, 4, 0, &[real(7.0), tokens()].concat()),
        cell(0x0A, 5, 0, &[vec![0], tokens()].concat()),
        cell(0x0B, 6, 0, &[vec![0x07], tokens()].concat()),
        cell(
            0x3E,
            7,
            0,
            &[vec![1], string("富文本"), words(&[0])].concat(),
        ),
        row(3, false),
        cell(7, 0, 0, &words(&[2])),
    ]
}

pub(super) fn ledger() -> Vec<u8> {
    let merge = record(0xB0, &words(&[3, 4, 0, 1]));
    let first = sheet(&ledger_rows(), &[merge]);
    let second = sheet(&[row(0, false), cell(7, 0, 0, &words(&[1]))], &[]);
    book(&[("台账", 0, first), ("底稿", 1, second)])
}

fn twin() -> RawFile {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("台账").unwrap();
    let shown = |n: usize| Format::new().set_num_format(FORMATS[n - 1]);
    sheet.write(0, 0, STRINGS[0]).unwrap();
    sheet.write(0, 1, STRINGS[3]).unwrap();
    sheet.write(1, 0, STRINGS[1]).unwrap();
    for (col, number, format) in [
        (1, 0.95, 1),
        (2, 46_203.0, 2),
        (3, 12.0, 3),
        (4, 1234.5, 4),
        (5, 46_203.0, 5),
    ] {
        sheet
            .write_with_format(1, col, number, &shown(format))
            .unwrap();
    }
    sheet.write(2, 1, "直接写入").unwrap();
    sheet.write(2, 2, true).unwrap();
    sheet.write(2, 7, "富文本").unwrap();
    for (col, result) in [(3, "已完成"), (4, "7"), (5, "FALSE"), (6, "#DIV/0!")] {
        sheet
            .write(2, col, Formula::new("=A1").set_result(result))
            .unwrap();
    }
    sheet
        .merge_range(3, 0, 4, 1, STRINGS[2], &Format::new())
        .unwrap();
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(2).unwrap();
    read_bytes("台账.xlsx", &book.save_to_buffer().unwrap())
}

#[test]
fn a_binary_workbook_reads_like_its_xlsx_twin() {
    assert_eq!(sniff("台账", &ledger()), Ok(FileFormat::Xlsb));
    let raw = read_bytes("台账.xlsb", &ledger());
    assert_eq!(raw.recovery, Recovery::Complete, "{:?}", raw.reasons);
    let twin = twin();
    let (ours, theirs) = (tables(&raw)[0], tables(&twin)[0]);
    assert_eq!(cells(ours), cells(theirs));
    assert_eq!(ours.cells, theirs.cells);
    assert_eq!(ours.merges, theirs.merges);
    assert_eq!(ours.hidden_rows, [2]);
    assert_eq!(ours.hidden_cols, [2]);
    let shown = cells(ours);
    assert_eq!(shown[&(1, 1)], "95%");
    assert_eq!(shown[&(1, 2)], "2026-06-30");
    assert_eq!(shown[&(1, 3)], "0012");
    assert_eq!(shown[&(1, 5)], "2026-06");
    assert_eq!(shown[&(2, 6)], "#DIV/0!");
    assert_eq!(ours.cells.iter().filter(|c| c.has_formula).count(), 4);
    assert!(ours.cells.iter().any(|c| c.value == CellValue::Error));
}

#[test]
fn hidden_sheets_and_comments_of_a_binary_workbook_are_told() {
    let raw = read_bytes("台账.xlsb", &ledger());
    assert_eq!(
        codes(&raw),
        ["hidden-rows", "hidden-columns", "hidden-sheet"]
    );
    assert_eq!(raw.reasons[2].args["sheet"], "底稿");
    assert_eq!(texts(&raw), ["台账!A2 批注：请核对日期"]);
    assert_eq!(tables(&raw)[1].cells[0].text, "云溪县水务局");
}

#[test]
fn sheets_of_one_name_are_both_read_and_told_apart() {
    let one = |index: u32| sheet(&[row(0, false), cell(7, 0, 0, &words(&[index]))], &[]);
    let raw = read_bytes("重名.xlsb", &book(&[("表", 0, one(0)), ("表", 0, one(1))]));
    let read: Vec<&str> = tables(&raw)
        .iter()
        .map(|t| t.cells[0].text.as_str())
        .collect();
    assert_eq!(read, ["责任单位", "云溪县水务局"]);
    let names: Vec<&str> = tables(&raw).iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["表", "表 (2)"]);
    assert_eq!(codes(&raw), ["sheets-share-name"]);
    // Found by the fuzzer: a place must name one cell.
    crate::import::sound::places(&raw).unwrap();
}

#[test]
fn a_string_that_is_not_there_is_told_and_the_rest_is_read() {
    let data = [
        row(0, false),
        cell(7, 0, 0, &words(&[99])),
        cell(6, 1, 0, &words(&[500])),
        cell(7, 2, 0, &words(&[1])),
    ];
    let raw = read_bytes("缺.xlsb", &book(&[("表", 0, sheet(&data, &[]))]));
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(raw.reasons[0].code, "cell-text-missing");
    assert_eq!(raw.reasons[0].args["cells"], "A1, B1");
    assert_eq!(tables(&raw)[0].cells[0].text, "云溪县水务局");
}

#[test]
fn a_binary_sheet_that_breaks_off_keeps_what_came_before() {
    let mut part = sheet(
        &[
            row(0, false),
            cell(7, 0, 0, &words(&[1])),
            cell(7, 1, 0, &words(&[0])),
        ],
        &[],
    );
    part.truncate(part.len() - 5);
    let raw = read_bytes("断.xlsb", &book(&[("表", 0, part)]));
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(raw.reasons[0].code, "sheet-cut-short");
    assert_eq!(raw.reasons[0].args["cell"], "A1");
    assert_eq!(cells(tables(&raw)[0])[&(0, 0)], "云溪县水务局");
}

#[test]
fn one_long_string_in_many_binary_cells_is_refused() {
    let long = string(&"长".repeat(30_000));
    let mut data = vec![row(0, false)];
    data.extend((0..3_100).map(|col| cell(6, col, 0, &long)));
    let raw = read_bytes("炸弹.xlsb", &book(&[("表", 0, sheet(&data, &[]))]));
    assert_eq!(raw.recovery, Recovery::Refused);
    assert_eq!(codes(&raw), ["too-much-text"]);
}
