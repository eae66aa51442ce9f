//! Papers of the ledger: every row and word of what they are made of, heads in view, nothing that becomes a formula.
use std::collections::BTreeMap;

use jiff::civil::date;
use taizhang::{
    import,
    ledger::{Workdays, diff, due::Acts, due_list, loop_matrix, step_matrix},
    model::{BookKind, LedgerSettings, LoopStage, RawBlock, RawTable, Series, StepKind},
    report::{
        Heads, LedgerSheet, changes_workbook, export_columns, ledger_workbook, loop_workbook,
        overdue_workbook, steps_workbook,
    },
};

use crate::ledger::fixture;

const HEAD: &[&str] = &[
    "台账编号",
    "事项名称",
    "牵头司局",
    "收文日期",
    "传达学习日期",
    "办理时限",
    "工作进展",
    "办理状态",
    "备注",
];

/// Two versions of a ledger whose words try to become formulas, and a row that vanishes.
fn series() -> Series {
    let june = fixture::book(
        "岚州市生态环境局总账",
        "截至2026年6月30日",
        HEAD,
        &[
            &[
                "岚总-1",
                "=HYPERLINK(\"x\")关于岚湾河整治的批示",
                "水务司",
                "2026年3月2日",
                "2026年3月5日",
                "2026年6月30日",
                "+1个点位",
                "进行中",
                "",
            ],
            &[
                "岚总-2",
                "@关于白鹭洲垃圾的批示",
                "固废司",
                "2026年3月2日",
                "",
                "2026年12月31日",
                "-清运",
                "进行中",
                "甲",
            ],
            &[
                "岚总-3",
                "关于青石岭复绿的批示",
                "生态司",
                "2026年3月2日",
                "",
                "尽快",
                "",
                "进行中",
                "",
            ],
        ],
    );
    let september = fixture::book(
        "岚州市生态环境局总账",
        "截至2026年9月30日",
        HEAD,
        &[
            &[
                "岚总-1",
                "=HYPERLINK(\"x\")关于岚湾河整治的批示",
                "水务司",
                "2026年3月2日",
                "2026年3月5日",
                "2026年6月30日",
                "+2个点位",
                "进行中",
                "",
            ],
            &[
                "岚总-3",
                "关于青石岭复绿的批示",
                "生态司",
                "2026年3月2日",
                "",
                "尽快",
                "",
                "进行中",
                "\t=1+1",
            ],
            &[
                "岚总-4",
                "关于云汐湖蓝藻的批示",
                "水务司",
                "2026年9月2日",
                "",
                "2026年10月10日",
                "布设围隔",
                "进行中",
                "",
            ],
        ],
    );
    Series {
        kind: BookKind::总账,
        unit: None,
        name: "总账·岚州市生态环境局/[一]:*?".to_owned(),
        versions: vec![june, september],
    }
}

fn sheets(bytes: &[u8]) -> Vec<RawTable> {
    let raw = import::read_bytes("表.xlsx", bytes);
    let tables: Vec<RawTable> = raw
        .blocks
        .into_iter()
        .filter_map(|b| match b {
            RawBlock::Table(table) => Some(table),
            RawBlock::Text(_) => None,
        })
        .collect();
    for table in &tables {
        assert!(table.cells.iter().all(|c| !c.has_formula), "{}", table.name);
    }
    tables
}

fn row_of<'a>(table: &'a RawTable, text: &str) -> Vec<&'a str> {
    let row = table
        .cells
        .iter()
        .find(|c| c.text == text)
        .unwrap_or_else(|| panic!("{text} is not on {}", table.name))
        .row;
    let mut cells: Vec<_> = table.cells.iter().filter(|c| c.row == row).collect();
    cells.sort_by_key(|c| c.col);
    cells.into_iter().map(|c| c.text.as_str()).collect()
}

#[test]
fn the_overdue_list_has_the_offices_columns_and_counts_that_add_up() {
    let list = due_list(
        &[series()],
        &Acts::new(),
        (
            date(2026, 10, 8),
            &Workdays::builtin(),
            &LedgerSettings::default(),
        ),
    );
    let tables = sheets(&overdue_workbook(&list).unwrap());
    let names: Vec<&str> = tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["超期", "临期", "时限不能计算", "统计"]);
    assert_eq!(
        row_of(&tables[0], "台账编号"),
        [
            "序号",
            "台账编号",
            "事项",
            "责任单位",
            "原定时限",
            "现行时限",
            "延期次数",
            "截至日",
            "超期天数\n自然日",
            "超期天数\n工作日",
            "等级",
            "最近进展日期",
            "最近进展摘要",
            "滞后原因（原文）",
            "催办次数及最近日期",
            "建议动作",
            "出处"
        ]
    );
    let over = row_of(&tables[0], "岚总-1");
    assert!(
        over.contains(&"100") && over.contains(&"=HYPERLINK(\"x\")关于岚湾河整治的批示"),
        "{over:?}"
    );
    assert!(
        row_of(&tables[1], "岚总-4").contains(&"2"),
        "two days are left"
    );
    assert!(row_of(&tables[2], "岚总-3").contains(&"尽快"));
    let counts: Vec<&str> = tables[3]
        .cells
        .iter()
        .filter(|c| c.row == 3)
        .map(|c| c.text.as_str())
        .collect();
    assert!(counts.contains(&"3"), "{counts:?}");
}

#[test]
fn matrices_show_every_entry_and_leave_empty_cells_to_be_seen() {
    let all = [series()];
    let steps = step_matrix(&all, date(2026, 10, 8), &Workdays::builtin());
    let tables = sheets(&steps_workbook(&steps).unwrap());
    assert_eq!(tables.len(), 1);
    assert_eq!(
        tables[0].name, "总账·岚州市生态环境局··一····",
        "a name a workbook takes"
    );
    let head = row_of(&tables[0], "台账编号");
    assert!(StepKind::ALL.iter().all(|s| head.contains(&s.title())));
    assert!(row_of(&tables[0], "岚总-1").contains(&"2026-03-05\n（3个工作日）"));
    assert!(
        row_of(&tables[0], "岚总-4")
            .iter()
            .filter(|c| c.contains("工作日"))
            .count()
            == 0
    );
    let stages = loop_matrix(&all, &Acts::new(), date(2026, 10, 8), &BTreeMap::new());
    let tables = sheets(&loop_workbook(&stages).unwrap());
    let head = row_of(&tables[0], "台账编号");
    assert!(LoopStage::ALL.iter().all(|s| head.contains(&s.title())));
    for no in ["岚总-1", "岚总-3", "岚总-4"] {
        row_of(&tables[0], no);
    }
    let empty = step_matrix(&[], date(2026, 10, 8), &Workdays::builtin());
    assert_eq!(
        sheets(&steps_workbook(&empty).unwrap()).len(),
        1,
        "a paper that says there is nothing"
    );
}

#[test]
fn changes_are_told_cell_by_cell_and_nothing_that_vanished_is_left_out() {
    let series = series();
    let found = diff(&series.versions[0], &series.versions[1], 0.9);
    let tables =
        sheets(&changes_workbook(&[(series.name.clone(), found)], date(2026, 10, 8)).unwrap());
    assert_eq!(tables.len(), 2);
    assert!(row_of(&tables[0], "岚总-2").contains(&"不再在册"));
    assert!(row_of(&tables[0], "岚总-4").contains(&"新增"));
    let changed = row_of(&tables[1], "岚总-1");
    assert!(
        changed.contains(&"+1个点位") && changed.contains(&"+2个点位"),
        "{changed:?}"
    );
}

#[test]
fn an_export_holds_every_cell_once_under_the_offices_heads() {
    let series = series();
    let book = &series.versions[1];
    let columns = export_columns(book, Heads::Office, &[]);
    let ledger = |name: &str| LedgerSheet {
        name: name.to_owned(),
        title: "岚州市生态环境局总账".to_owned(),
        under: Vec::new(),
        columns: columns.clone(),
        book,
    };
    // Names that are too long, and alike but for letter case.
    let long = "总账".repeat(30);
    let bytes = ledger_workbook(
        BookKind::总账,
        &[
            ledger("A账"),
            ledger("a账"),
            ledger(&long),
            ledger(&long),
            ledger("'"),
        ],
        date(2026, 10, 8),
    )
    .unwrap();
    let tables = sheets(&bytes);
    assert_eq!(tables.len(), 5);
    for field in book.records.iter().flat_map(|r| &r.fields) {
        let times = tables[0]
            .cells
            .iter()
            .filter(|c| c.text == field.text)
            .count();
        assert!(times >= 1, "{} is lost", field.text);
    }
    let head = row_of(&tables[0], "台账编号");
    for office in [
        "批示/部署名称",
        "文号",
        "密级",
        "完成度",
        "销号状态",
        "与职责相关度",
        "闭环阶段",
        "备注",
    ] {
        assert!(head.contains(&office), "{office}");
    }
    assert_eq!(
        bytes,
        {
            ledger_workbook(
                BookKind::总账,
                &[
                    ledger("A账"),
                    ledger("a账"),
                    ledger(&long),
                    ledger(&long),
                    ledger("'"),
                ],
                date(2026, 10, 8),
            )
            .unwrap()
        },
        "the same ledgers give the same bytes"
    );
}

#[test]
fn every_head_of_the_office_is_read_as_the_field_it_stands_for() {
    for kind in [BookKind::总账, BookKind::细账] {
        let mut book = fixture::book(
            "岚州市生态环境局总账",
            "",
            HEAD,
            &[&["岚总-1", "甲", "", "", "", "", "", "", ""]],
        );
        book.kind = kind;
        for field in [
            "progress",
            "status",
            "item_no",
            "title",
            "lead_unit",
            "received_date",
            "convey_date",
            "deadline",
            "remark",
        ] {
            assert!(book.has(field), "{field}");
        }
        let columns = export_columns(&book, Heads::Office, &[]);
        let heads: Vec<&str> = columns.iter().map(|c| c.head.as_str()).collect();
        let read = taizhang::normalize::headers::map(&heads);
        for (column, back) in columns.iter().zip(&read) {
            assert!(back.field.is_some(), "{} is read as nothing", column.head);
            if let Some(from) = column.from {
                assert_eq!(
                    back.field.as_deref(),
                    Some(book.columns[usize::from(from)].field.as_str()),
                    "{}",
                    column.head
                );
            }
        }
    }
}
