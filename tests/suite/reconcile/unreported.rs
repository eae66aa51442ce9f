//! RC-13: no report in the cycle.
use taizhang::model::BookKind;

use super::fixture::{Material, book, on};

fn register(rows: &[&[&str]]) -> Material {
    on("2026-10-10").book(book(
        BookKind::调度登记,
        "2026-09-30",
        &[
            "ledger_no",
            "title",
            "lead_unit",
            "due_date",
            "replied_date",
            "remark",
        ],
        rows,
    ))
}

#[test]
fn no_answer_after_the_grace_is_flagged() {
    let one = register(&[&["DK-7", "夏季臭氧调度", "垭口县分局", "2026-08-28", "", ""]])
        .finds_one("RC-13");
    assert!(
        one.formula
            .starts_with("工作日数(2026-08-28, 2026-09-30) = "),
        "{}",
        one.formula
    );
    assert_eq!(one.source.quote(), "2026-08-28");
    assert!(one.reason.contains("垭口县分局"));
}

#[test]
fn an_answer_after_the_grace_is_flagged() {
    let one = register(&[&[
        "DK-8",
        "夏季臭氧调度",
        "垭口县分局",
        "2026-07-28",
        "2026-08-10",
        "",
    ]])
    .finds_one("RC-13");
    assert_eq!(one.formula, "工作日数(2026-07-28, 2026-08-10) = 9 > 5");
    assert_eq!(one.source.quote(), "2026-08-10");
}

#[test]
fn a_record_not_brought_up_to_date_for_more_than_its_cycle_is_flagged() {
    let ledger = |last: &str, status: &str| {
        on("2026-10-10").book(book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "cycle", "report_date", "status"],
            &[&["DK-2026-3", "扬尘治理", "每月28日前", last, status]],
        ))
    };
    ledger("2026-07-20", "进行中").finds_one("RC-13");
    ledger("2026-08-27", "进行中").silent("RC-13");
    ledger("2026-07-20", "已完成").silent("RC-13");
}

#[test]
fn an_answer_within_the_grace_is_let_pass() {
    register(&[&[
        "DK-9",
        "臭氧调度",
        "垭口县分局",
        "2026-07-28",
        "2026-08-04",
        "",
    ]])
    .silent("RC-13");
    register(&[&["DK-9", "臭氧调度", "垭口县分局", "2026-09-28", "", ""]]).silent("RC-13");
}

#[test]
fn a_note_that_it_came_or_was_not_owed_is_believed() {
    for remark in ["已报（邮件）", "本期免报", "电话口头反馈"] {
        register(&[&["DK-10", "臭氧调度", "垭口县分局", "2026-07-28", "", remark]]).silent("RC-13");
    }
    register(&[&[
        "DK-10",
        "臭氧调度",
        "垭口县分局",
        "2026-07-28",
        "已报送",
        "",
    ]])
    .silent("RC-13");
}

#[test]
fn a_matter_closed_before_the_day_owes_nothing() {
    register(&[&["DK-11", "臭氧调度", "垭口县分局", "2026-07-28", "", ""]])
        .book(book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "status", "done_date"],
            &[&["DK-11", "加油站整治", "已销号", "2026-07-02"]],
        ))
        .silent("RC-13");
}

#[test]
fn the_day_and_number_of_a_reply_may_stand_under_other_headers() {
    let row = |day: &str, paper: &str| {
        on("2026-10-10").book(book(
            BookKind::调度登记,
            "2026-09-30",
            &[
                "ledger_no",
                "title",
                "lead_unit",
                "due_date",
                "report_date",
                "dispatch_reply",
            ],
            &[&["DK-12", "臭氧调度", "垭口县分局", "2026-07-28", day, paper]],
        ))
    };
    row("2026-07-27", "").silent("RC-13");
    row("", "垭环函〔2026〕4号").silent("RC-13");
    row("", "未报送").finds_one("RC-13");
    row("2026-08-20", "垭环函〔2026〕4号").finds_one("RC-13");
}
