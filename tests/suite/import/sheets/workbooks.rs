//! xlsx: what was written into a cell is read at that cell; what people would not see is told.
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Note, Workbook, Worksheet};
use taizhang::{
    import::read_bytes,
    model::{CellValue, Merge, RawCell, RawFile, Recovery},
};

use super::{Dice, TEXTS, cells, codes, paragraphs, tables};

fn read(book: &mut Workbook) -> RawFile {
    read_bytes("账.xlsx", &book.save_to_buffer().unwrap())
}

fn cell(raw: &RawFile, row: u32, col: u32) -> RawCell {
    let found = tables(raw)[0]
        .cells
        .iter()
        .find(|c| (c.row, c.col) == (row, col));
    found.unwrap().clone()
}

#[test]
fn every_cell_is_read_at_its_address() {
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let mut book = Workbook::new();
        let mut wanted = Vec::new();
        for number in 0..1 + dice.roll(3) {
            let sheet: &mut Worksheet = book.add_worksheet();
            sheet.set_name(format!("细账（{}）", number + 1)).unwrap();
            let mut here = std::collections::BTreeMap::new();
            for _ in 0..1 + dice.roll(60) {
                let row = if dice.roll(20) == 0 {
                    dice.roll(1_048_576)
                } else {
                    dice.roll(40)
                } as u32;
                let col = if dice.roll(20) == 0 {
                    dice.roll(16_384)
                } else {
                    dice.roll(12)
                } as u16;
                let text = if dice.roll(2) == 0 {
                    let text = dice.pick(TEXTS);
                    sheet.write_string(row, col, text).unwrap();
                    text.to_owned()
                } else {
                    let number = dice.roll(1_000_000) as f64 / 100.0;
                    sheet.write_number(row, col, number).unwrap();
                    number.to_string()
                };
                here.insert((row, u32::from(col)), text);
            }
            wanted.push(here);
        }
        let raw = read(&mut book);
        assert_eq!(raw.recovery, Recovery::Complete, "{:?}", raw.reasons);
        let found: Vec<_> = tables(&raw).into_iter().map(cells).collect();
        assert_eq!(found, wanted, "seed {seed}");
    }
}

#[test]
fn cells_show_what_people_see() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = ExcelDateTime::from_ymd(2026, 3, 5).unwrap();
    sheet
        .write_with_format(
            0,
            0,
            &day,
            &Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\""),
        )
        .unwrap();
    sheet
        .write_with_format(
            0,
            1,
            &day,
            &Format::new().set_num_format("yyyy\"年\"m\"月\""),
        )
        .unwrap();
    let moment = ExcelDateTime::from_ymd(2026, 3, 5)
        .unwrap()
        .and_hms(14, 30, 0)
        .unwrap();
    sheet
        .write_with_format(
            0,
            2,
            &moment,
            &Format::new().set_num_format("yyyy/m/d h:mm"),
        )
        .unwrap();
    sheet
        .write_with_format(0, 3, 0.857, &Format::new().set_num_format("0.0%"))
        .unwrap();
    sheet
        .write_with_format(0, 4, 12, &Format::new().set_num_format("0000"))
        .unwrap();
    sheet
        .write_with_format(0, 5, 3.5, &Format::new().set_num_format("0.0\"万元\""))
        .unwrap();
    sheet.write_number(0, 6, 0.1 + 0.2).unwrap();
    sheet.write_number(0, 7, 2024.1).unwrap();
    sheet.write_boolean(0, 8, true).unwrap();
    sheet.write_number(0, 9, 110_101_199_001_011_234.0).unwrap();
    let raw = read(&mut book);
    let shown: Vec<String> = tables(&raw)[0]
        .cells
        .iter()
        .map(|c| c.text.clone())
        .collect();
    assert_eq!(
        shown,
        [
            "2026-03-05",
            "2026-03",
            "2026-03-05 14:30",
            "85.7%",
            "0012",
            "3.5万元",
            "0.3",
            "2024.1",
            "TRUE",
            "110101199001011000"
        ]
    );
    assert_eq!(
        cell(&raw, 0, 0).value,
        CellValue::Date("2026-03-05".to_owned())
    );
    assert_eq!(
        cell(&raw, 0, 2).value,
        CellValue::Date("2026-03-05T14:30:00".to_owned())
    );
    assert_eq!(cell(&raw, 0, 3).value, CellValue::Number(0.857));
    assert_eq!(codes(&raw), ["number-too-long"]);
    assert_eq!(raw.reasons[0].args["cells"], "J1");
}

#[test]
fn what_is_hidden_is_read_and_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("总账").unwrap();
    for row in 0..4 {
        for col in 0..4 {
            sheet
                .write_string(row, col, format!("第{row}行{col}列"))
                .unwrap();
        }
    }
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(3).unwrap();
    sheet
        .merge_range(5, 0, 7, 1, "合并", &Format::new())
        .unwrap();
    let hidden = book.add_worksheet();
    hidden
        .set_name("底稿")
        .unwrap()
        .write_string(0, 0, "隐藏内容")
        .unwrap();
    hidden.set_hidden(true);
    let raw = read(&mut book);
    let sheets = tables(&raw);
    assert_eq!(sheets[0].hidden_rows, [2]);
    assert_eq!(sheets[0].hidden_cols, [3]);
    assert_eq!(
        sheets[0].merges,
        [Merge {
            first_row: 5,
            first_col: 0,
            last_row: 7,
            last_col: 1
        }]
    );
    assert!(sheets[1].hidden && !sheets[0].hidden);
    assert_eq!(sheets[1].cells[0].text, "隐藏内容");
    assert_eq!(
        codes(&raw),
        ["hidden-rows", "hidden-columns", "hidden-sheet"]
    );
    assert_eq!(raw.reasons[0].args["rows"], "3");
    assert_eq!(raw.reasons[1].args["columns"], "D");
    assert_eq!(raw.recovery, Recovery::Complete);
}

#[test]
fn formulas_without_a_value_are_named() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_number(0, 0, 5).unwrap();
    sheet
        .write_formula(1, 0, Formula::new("=SUM(A1)").set_result("5"))
        .unwrap();
    sheet
        .write_formula(2, 0, Formula::new("=A1&\"\"").set_result("五"))
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let raw = read_bytes("账.xlsx", &bytes);
    assert!(cell(&raw, 1, 0).has_formula && !cell(&raw, 0, 0).has_formula);
    assert_eq!(cell(&raw, 2, 0).text, "五");
    assert_eq!(codes(&raw), ["formulas-not-calculated-yet"]);

    let emptied = super::hostile::with_part(&bytes, "xl/worksheets/sheet1.xml", |xml| {
        xml.replace(
            "<v>5</v></c></row><row r=\"3\"",
            "<v></v></c></row><row r=\"3\"",
        )
    });
    let raw = read_bytes("账.xlsx", &emptied);
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(raw.reasons[0].code, "formula-without-value");
    assert_eq!(raw.reasons[0].args["cells"], "A2");
}

#[test]
fn notes_and_properties_are_kept() {
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title("整改总账")
            .set_author("某处")
            .set_subject("督察")
            .set_keywords("整改")
            .set_company("青岚县水务局")
            .set_custom_property("密级", "内部"),
    );
    let sheet = book.add_worksheet();
    sheet.set_name("总账").unwrap();
    sheet.write_string(0, 0, "内容").unwrap();
    sheet
        .insert_note(1, 2, &Note::new("请核实完成时间").add_author_prefix(false))
        .unwrap();
    let raw = read(&mut book);
    assert_eq!(raw.facts["title"], "整改总账");
    assert_eq!(raw.facts["author"], "某处");
    assert_eq!(raw.facts["company"], "青岚县水务局");
    assert_eq!(raw.facts["custom"], "密级: 内部");
    assert_eq!(
        (
            raw.facts["subject"].as_str(),
            raw.facts["keywords"].as_str()
        ),
        ("督察", "整改")
    );
    assert!(raw.facts["created"].starts_with("20") && raw.facts["producer"].contains("Excel"));
    let note = paragraphs(&raw)[0];
    assert_eq!(note.text, "总账!C2 批注：请核实完成时间");
    assert_eq!(
        note.text
            .chars()
            .skip(note.label_chars as usize)
            .collect::<String>(),
        "请核实完成时间"
    );
}

#[test]
fn dates_from_1904_are_read_and_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .write_with_format(0, 0, 44_624, &Format::new().set_num_format("yyyy-mm-dd"))
        .unwrap();
    let bytes = super::hostile::with_part(
        &book.save_to_buffer().unwrap(),
        "xl/workbook.xml",
        |xml| {
            // Newer Excel adds an element of the same local name that knows nothing of dates.
            xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ").replace("</workbook>", "<extLst><ext><x15:workbookPr chartTrackingRefBase=\"1\"/></ext></extLst></workbook>")
        },
    );
    let raw = read_bytes("账.xlsx", &bytes);
    assert_eq!(tables(&raw)[0].cells[0].text, "2026-03-05");
    assert!(tables(&raw)[0].date1904);
    assert_eq!(codes(&raw), ["dates-from-1904"]);
}

#[test]
fn page_headers_are_facts_and_pictures_are_told() {
    let mut book = Workbook::new();
    let png = rust_xlsxwriter::Image::new_from_buffer(PIXEL).unwrap();
    for _ in 0..2 {
        let sheet = book.add_worksheet();
        sheet.set_header("&L&12填报单位：县水务局&C整改台账");
        sheet.set_footer("&C第 &P 页");
        sheet.write_string(0, 0, "内容").unwrap();
        sheet.insert_image(3, 3, &png).unwrap();
    }
    let raw = read(&mut book);
    assert_eq!(raw.facts["header"], "填报单位：县水务局\n整改台账");
    assert_eq!(codes(&raw), ["pictures-not-read"]);
    assert_eq!(raw.reasons[0].args["count"], "2");
    assert_eq!(raw.recovery, Recovery::Complete);

    let mut book = Workbook::new();
    book.add_worksheet().insert_image(0, 0, &png).unwrap();
    let raw = read(&mut book);
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(codes(&raw), ["only-pictures"]);
}

/// A PNG of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";
