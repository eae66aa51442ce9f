//! Promises of `report`: the papers say what the list says, and no source text becomes a formula or markup.
mod ledger;
pub(crate) mod papers;

use std::fs;

use taizhang::{
    import,
    model::{DocType, FlagList, RawBlock, RawTable, ReadingSettings},
    report::RENDERERS,
    workflow::{FlagFilter, ImportRequest, Silent},
};

use crate::workflow::office;

/// A report whose file name, text and figures try to become formulas and markup.
const HOSTILE: &str = "=HYPERLINK(\"x\")水务局2026年第三季度整改进展报告\n\n一、<script>alert(1)</script>进展情况\n\n\
    <b>=SUM(A1)</b>核查如下。本季度共受理群众举报21件，其中东岸区9件、西岸区6件、南岸区4件。\n\n以上举报均已转交属地核查。\n";

fn list() -> FlagList {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    fs::write(sent.path().join("=水务局&报告.txt"), HOSTILE).unwrap();
    let mut office = office(dir.path());
    let request = ImportRequest {
        paths: vec![sent.path().to_owned()],
        reading: ReadingSettings {
            doc_type: Some(DocType::进展报告),
            ..ReadingSettings::default()
        },
    };
    office.import(&request, &Silent).unwrap();
    let run = office.raise_flags(&Silent).unwrap();
    let list = office.flags(run, &FlagFilter::default()).unwrap();
    assert!(
        list.flags
            .iter()
            .any(|f| f.draft.indicator == "number-conflict"),
        "9+6+4 is not 21"
    );
    office.capped(&list)
}

fn paper(kind: &str, list: &FlagList) -> Vec<u8> {
    RENDERERS
        .iter()
        .find(|r| r.id() == kind)
        .unwrap()
        .render(list)
        .unwrap()
}

fn sheet(bytes: &[u8], name: &str) -> RawTable {
    let raw = import::read_bytes("清单.xlsx", bytes);
    let tables = raw.blocks.into_iter().filter_map(|b| match b {
        RawBlock::Table(table) => Some(table),
        RawBlock::Text(_) => None,
    });
    tables.into_iter().find(|t| t.name == name).unwrap()
}

#[test]
fn the_workbook_has_the_offices_columns_and_leaves_peoples_columns_empty() {
    let list = list();
    let table = sheet(&paper("xlsx", &list), "集体研判问题清单");
    let row = |r: u32| -> Vec<&str> {
        table
            .cells
            .iter()
            .filter(|c| c.row == r)
            .map(|c| c.text.as_str())
            .collect()
    };
    assert_eq!(
        row(2),
        [
            "序号",
            "提示编号",
            "类别",
            "规则编号及版本",
            "涉及单位（部门）",
            "关联台账编号",
            "关联批示件/部署",
            "文件名称",
            "位置",
            "原文摘录",
            "对照位置",
            "对照摘录",
            "提示理由（含公式代入值）",
            "重要程度",
            "历史处置（上次结果）",
            "承办人初核意见",
            "初核理由",
            "研判意见",
            "研判人",
            "研判日期",
            "备注"
        ]
    );
    let records = table.cells.iter().filter(|c| c.row > 2);
    assert_eq!(
        records.clone().filter(|c| c.col == 1).count(),
        list.flags.len()
    );
    assert!(
        records.clone().all(|c| c.col < 15),
        "columns 16 to 21 are for people"
    );
    assert!(
        records.clone().all(|c| !c.has_formula),
        "a source text became a formula"
    );
    assert!(
        records.clone().any(|c| c.text.starts_with("=水务局")),
        "the file name stands as it is"
    );
    assert!(
        records.clone().any(|c| c.text.contains("9+6+4 = 19")),
        "the formula has its values put in"
    );
}

#[test]
fn the_cover_names_run_rules_files_and_hashes() {
    let list = list();
    let cover = sheet(&paper("xlsx", &list), "封面");
    let has = |text: &str| cover.cells.iter().any(|c| c.text == text);
    assert!(has(&list.run.id) && has(&list.run.on.to_string()));
    assert!(
        list.run
            .files
            .iter()
            .all(|f| has(&f.file) && has(&f.sha256))
    );
    assert!(list.run.rules.iter().all(|r| has(&r.rule) && has(&r.hash)));
}

#[test]
fn the_page_marks_the_words_and_lets_no_text_become_markup() {
    let list = list();
    let page = String::from_utf8(paper("html", &list)).unwrap();
    assert!(
        !page.contains("<script") && !page.contains("<b>=SUM"),
        "source text became markup"
    );
    for flag in &list.flags {
        assert!(page.contains(flag.id()));
        assert!(page.contains(flag.draft.ask.first().unwrap()));
    }
    assert!(page.matches("<mark>").count() == list.flags.len());
    assert!(
        !page.contains("http://") && !page.contains("https://"),
        "the page needs nothing from outside"
    );
}

#[test]
fn the_same_list_gives_the_same_bytes() {
    let list = list();
    for renderer in RENDERERS {
        assert!(
            renderer.render(&list).unwrap() == renderer.render(&list).unwrap(),
            "{}",
            renderer.id()
        );
    }
}
