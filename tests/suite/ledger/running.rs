//! Tables that stand as running text, and sentences that only look like one.
use taizhang::{
    ledger,
    model::{BookKind, Document, Format, RawBlock, RawFile, RawText, ReadingSettings, Recovery},
    normalize,
};

fn text(file: &str, paragraphs: &[&str]) -> Document {
    let raw = RawFile {
        file: file.to_owned(),
        sha256: "1".repeat(64),
        bytes: 0,
        format: Some(Format::Txt),
        recovery: Recovery::Complete,
        reasons: Vec::new(),
        blocks: paragraphs
            .iter()
            .map(|p| {
                RawBlock::Text(RawText {
                    text: (*p).to_owned(),
                    ..RawText::default()
                })
            })
            .collect(),
        facts: std::collections::BTreeMap::new(),
    };
    normalize::document(&raw, &ReadingSettings::default())
}

#[test]
fn a_complaint_table_without_cells_is_read_row_by_row() {
    let document = text(
        "投诉公开.txt",
        &[
            "丹河县生态环境投诉办理情况",
            "2026年7月，我局共办结1件。 序号 行政区划 举报编号 举报时间 举报对象 污染描述 污染类型 办理单位 是否属实 办结意见 1 丹河县 T2607001 2026-7-9 某砂石场 夜间 装卸扬尘 2 丹河县 T2607002 2026-7-17 某餐馆 油烟直排 大气 丹河县生态环境局 是 已责令 整改到位。",
            "以上情况予以公开。",
        ],
    );
    // The first row has a cell too few: whose cell is missing cannot be told.
    assert!(ledger::books(&document, &[]).is_empty());
    let document = text(
        "投诉公开.txt",
        &[
            "丹河县生态环境投诉办理情况",
            "2026年7月，我局共办结1件。 序号 行政区划 举报编号 举报时间 举报对象 污染描述 污染类型 办理单位 是否属实 办结意见 1 丹河县 T2607001 2026-7-9 某砂石场 装卸扬尘 大气 丹河县生态环境局 是 已搬离。 现场已核。 2 丹河县 T2607002 2026-7-17 某餐馆 油烟直排 大气 丹河县生态环境局 否 未发现。",
        ],
    );
    let books = ledger::books(&document, &[]);
    assert_eq!(books.len(), 1);
    let book = &books[0];
    assert_eq!(book.kind, BookKind::投诉台账);
    assert_eq!(book.records.len(), 2);
    let row = book.rows().next().unwrap();
    assert_eq!(row.record.no.as_deref(), Some("T2607001"));
    assert_eq!(row.text("result_verdict"), "是");
    assert_eq!(row.text("progress"), "已搬离。 现场已核。");
    assert_eq!(
        row.date("received_date").unwrap().from.unwrap().to_string(),
        "2026-07-09"
    );
    assert_eq!(row.record.lead, ["丹河县生态环境局"]);
    super::read::quotes_are_in_place(&document, book);
}

#[test]
fn sentences_with_the_word_are_no_tables() {
    for paragraph in [
        "请在附件中按序号 逐项 填写 办理情况 和 时限 1 份",
        "序号 1 2 3 4 5",
        "表中序号为连续编号，责任单位不得空缺。",
        "序号 甲 乙 丙 丁 戊 1 子 丑 寅 卯 辰",
    ] {
        assert!(ledger::books(&text("说明.txt", &["填报说明", paragraph]), &[]).is_empty());
    }
}

#[test]
fn the_real_complaint_tables_are_read() {
    let Some(root) = crate::shared("data/env_ledgers") else {
        return;
    };
    let mut rows = Vec::new();
    for document in super::demo::documents(&root) {
        for book in ledger::books(&document, &[]) {
            assert_eq!(book.kind, BookKind::投诉台账);
            super::read::quotes_are_in_place(&document, &book);
            rows.push((document.file.clone(), book.records.len()));
        }
    }
    println!("{rows:?}");
    assert_eq!(rows.len(), 3, "one table in each of the three ledgers");
}
