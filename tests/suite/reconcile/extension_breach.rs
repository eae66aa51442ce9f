//! RC-07: extensions asked for or granted the wrong way.
use taizhang::model::BookKind;

use super::fixture::{Material, book, on};

const COLUMNS: [&str; 10] = [
    "item_no",
    "ledger_no",
    "lead_unit",
    "nth",
    "applied_date",
    "old_deadline",
    "new_deadline",
    "decision",
    "decided_date",
    "decided_by",
];

fn register(as_of: &str, rows: &[&[&str]]) -> Material {
    on("2026-10-10").book(book(BookKind::延期登记, as_of, &COLUMNS, rows))
}

const UNIT: &str = "枫溪市生态环境局";

#[test]
fn an_application_after_the_deadline_is_flagged() {
    let one = register(
        "2026-09-30",
        &[&[
            "1",
            "FX-11",
            UNIT,
            "",
            "2026-07-06",
            "2026-06-30",
            "2026-09-30",
            "同意",
            "2026-07-10",
            "厅领导",
        ]],
    )
    .finds_one("RC-07");
    assert_eq!(one.formula, "2026-07-06 > 2026-06-30");
    assert_eq!(one.source.quote(), "2026-07-06");
}

#[test]
fn more_extensions_than_the_limit_are_flagged() {
    register(
        "2026-09-30",
        &[&[
            "1",
            "FX-12",
            UNIT,
            "第3次",
            "2026-06-06",
            "2026-06-30",
            "2026-09-30",
            "同意",
            "2026-06-10",
            "厅领导",
        ]],
    )
    .finds_one("RC-07");
    let rows: Vec<Vec<&str>> = ["2026-01-05", "2026-03-05", "2026-06-05"]
        .iter()
        .map(|applied| {
            vec![
                "",
                "FX-13",
                UNIT,
                "",
                *applied,
                "2026-06-30",
                "2026-09-30",
                "同意",
                "2026-06-10",
                "厅领导",
            ]
        })
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let one = register("2026-09-30", &rows).finds_one("RC-07");
    assert_eq!(one.formula, "3 > 2");
    assert_eq!(one.source.place().cell.as_deref(), Some("B4"));
}

#[test]
fn a_new_deadline_that_is_not_later_is_flagged() {
    register(
        "2026-09-30",
        &[&[
            "1",
            "FX-14",
            UNIT,
            "1",
            "2026-06-06",
            "2026年6月底",
            "2026-06-30",
            "同意",
            "2026-06-10",
            "厅领导",
        ]],
    )
    .finds_one("RC-07");
}

#[test]
fn an_application_still_open_after_the_deadline_is_flagged() {
    let one = register(
        "2026-09-30",
        &[&[
            "1",
            "FX-15",
            UNIT,
            "1",
            "2026-08-20",
            "2026-08-31",
            "2026-11-30",
            "",
            "",
            "",
        ]],
    )
    .finds_one("RC-07");
    assert!(one.reason.contains("没有决定"));
}

#[test]
fn a_unit_that_grants_its_own_application_is_flagged() {
    for by in [UNIT, "枫溪市生态环境局党组"] {
        register(
            "2026-09-30",
            &[&[
                "1",
                "FX-16",
                UNIT,
                "1",
                "2026-08-20",
                "2026-08-31",
                "2026-11-30",
                "同意",
                "2026-08-25",
                by,
            ]],
        )
        .finds_one("RC-07");
    }
}

#[test]
fn an_application_on_the_last_day_is_in_time() {
    register(
        "2026-09-30",
        &[&[
            "1",
            "FX-17",
            UNIT,
            "1",
            "2026-08-31",
            "2026年8月",
            "2026-11-30",
            "同意",
            "2026-09-02",
            "厅领导",
        ]],
    )
    .silent("RC-07");
}

#[test]
fn an_application_that_waits_before_its_deadline_is_left_alone() {
    register(
        "2026-09-30",
        &[&[
            "1",
            "FX-18",
            UNIT,
            "1",
            "2026-09-20",
            "2026-10-31",
            "2026-12-31",
            "待审批",
            "",
            "",
        ]],
    )
    .silent("RC-07");
}

#[test]
fn refused_applications_do_not_count_as_extensions() {
    let row = |applied: &'static str, decision: &'static str| {
        vec![
            "",
            "FX-19",
            UNIT,
            "",
            applied,
            "2026-06-30",
            "2026-09-30",
            decision,
            "2026-06-10",
            "厅领导",
        ]
    };
    let rows = [
        row("2026-02-01", "不同意"),
        row("2026-03-05", "同意"),
        row("2026-06-05", "同意"),
    ];
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    register("2026-09-30", &rows).silent("RC-07");
}

#[test]
fn a_higher_body_with_a_like_name_is_not_the_unit_itself() {
    for by in [
        "枫溪市人民政府",
        "省生态环境厅督察办",
        "枫溪市生态环境局上级主管部门审批",
    ] {
        register(
            "2026-09-30",
            &[&[
                "1",
                "FX-20",
                UNIT,
                "1",
                "2026-08-20",
                "2026-08-31",
                "2026-11-30",
                "同意",
                "2026-08-25",
                by,
            ]],
        )
        .silent("RC-07");
    }
}

#[test]
fn the_count_may_be_written_in_words() {
    register(
        "2026-09-30",
        &[&[
            "1",
            "FX-21",
            UNIT,
            "第三次",
            "2026-06-06",
            "2026-06-30",
            "2026-09-30",
            "同意",
            "2026-06-10",
            "厅领导",
        ]],
    )
    .finds_one("RC-07");
    register(
        "2026-09-30",
        &[&[
            "1",
            "FX-21",
            UNIT,
            "第二次",
            "2026-06-06",
            "2026-06-30",
            "2026-09-30",
            "同意",
            "2026-06-10",
            "厅领导",
        ]],
    )
    .silent("RC-07");
}
