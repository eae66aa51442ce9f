//! Tables keep every cell at its row and column, and say which are merged.
use taizhang::model::{CellValue, RawBlock};

use super::paper::{Paper, cell, cells, lines, merges, plain, run, said, table, tables};

#[test]
fn merged_headers_keep_their_columns() {
    let rows = [
        cell(r#"<w:vMerge w:val="restart"/>"#, "序号")
            + &cell(r#"<w:vMerge w:val="restart"/>"#, "责任单位")
            + &cell(r#"<w:gridSpan w:val="2"/>"#, "完成情况"),
        cell("<w:vMerge/>", "") + &cell("<w:vMerge/>", "") + &cell("", "时限") + &cell("", "进度"),
        cell("", "1") + &cell("", "苇塘镇") + &cell("", "2026年9月底") + &cell("", "85.5"),
    ];
    let reading = Paper::new(&(plain("附表") + &table(&rows))).read();
    let found = tables(&reading);
    assert_eq!(found[0].name, "表1");
    assert_eq!(
        cells(found[0]),
        [
            "A1=序号",
            "B1=责任单位",
            "C1=完成情况",
            "C2=时限",
            "D2=进度",
            "A3=1",
            "B3=苇塘镇",
            "C3=2026年9月底",
            "D3=85.5",
        ]
    );
    assert_eq!(merges(found[0]), ["A1:A2", "B1:B2", "C1:D1"]);
    let last = found[0].cells.last().unwrap();
    assert_eq!(last.value, CellValue::Number(85.5));
}

#[test]
fn codes_and_long_figures_stay_text() {
    for (text, number) in [
        ("0012", None),
        ("13800001111222233", None),
        ("-3.50", Some(-3.5)),
        ("0.07", Some(0.07)),
        ("1,234", None),
        ("12%", None),
        ("1e5", None),
        (".5", None),
        ("37", Some(37.0)),
    ] {
        let reading = Paper::new(&table(&[cell("", text)])).read();
        let value = &tables(&reading)[0].cells[0].value;
        assert_eq!(
            *value,
            number.map_or(CellValue::Text, CellValue::Number),
            "{text}"
        );
    }
}

#[test]
fn a_table_inside_a_cell_follows_as_a_table_of_its_own() {
    let inner = table(&[cell("", "内甲") + &cell("", "内乙")]);
    let rows = [
        cell("", "外甲") + &format!("<w:tc>{}{inner}{}</w:tc>", plain("说明"), plain("补充")),
        cell("", "外乙") + &cell("", "外丙"),
    ];
    let reading = Paper::new(&(table(&rows) + &plain("表后"))).read();
    let found = tables(&reading);
    assert_eq!(
        cells(found[0]),
        ["A1=外甲", "B1=说明\n补充", "A2=外乙", "B2=外丙"]
    );
    assert_eq!(cells(found[1]), ["A1=内甲", "B1=内乙"]);
    assert_eq!(found[1].name, "表2");
    assert!(matches!(&reading.blocks[2], RawBlock::Text(t) if t.text == "表后"));
}

#[test]
fn rows_may_begin_further_right_or_be_hidden_or_deleted() {
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}{}</w:tr><w:tr><w:trPr><w:hidden/></w:trPr>{}{}</w:tr></w:tbl>",
        cell("", "一"),
        cell("", "二"),
        cell("", "缩进"),
        cell("", "删去"),
        cell("", "的行"),
        cell("", "藏"),
        cell("", "行"),
    );
    let reading = Paper::new(&body).read();
    let found = tables(&reading)[0];
    assert_eq!(
        cells(found),
        ["A1=一", "B1=二", "B2=缩进", "A3=藏", "B3=行"]
    );
    assert_eq!(found.hidden_rows, [2]);
    assert_eq!(said(&reading, "deleted-text-left-out", "chars"), Some("4"));
}

#[test]
fn cells_merged_the_old_way_are_merged_too() {
    let row =
        cell(r#"<w:hMerge w:val="restart"/>"#, "合计") + &cell("<w:hMerge/>", "") + &cell("", "42");
    let reading = Paper::new(&table(&[row])).read();
    let found = tables(&reading)[0];
    assert_eq!(cells(found), ["A1=合计", "C1=42"]);
    assert_eq!(merges(found), ["A1:B1"]);
}

#[test]
fn text_boxes_and_several_paragraphs_in_a_cell_are_kept() {
    let boxed = format!(
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>{}</w:p>",
        plain("框内"),
        run("正文")
    );
    let row = format!("<w:tc>{boxed}{}</w:tc>", plain("第二段"));
    let reading = Paper::new(&table(&[row])).read();
    assert_eq!(cells(tables(&reading)[0]), ["A1=正文\n框内\n第二段"]);
    assert!(lines(&reading).is_empty());
}

#[test]
fn an_empty_table_is_no_table() {
    let reading = Paper::new(&(table(&[cell("", "") + &cell("", " ")]) + &plain("正文"))).read();
    assert!(tables(&reading).is_empty());
    assert_eq!(lines(&reading), ["正文"]);
}
