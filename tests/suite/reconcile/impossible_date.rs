//! RC-11: dates that cannot be, and steps dated twice.
use taizhang::model::BookKind;

use super::fixture::{Material, book, on};

fn ledger(
    directive: &str,
    received: &str,
    convey: [&str; 2],
    done: &str,
    status: &str,
) -> Material {
    on("2026-10-10").book(book(
        BookKind::总账,
        "2026-09-30",
        &[
            "item_no",
            "title",
            "directive_date",
            "received_date",
            "convey_date",
            "convey",
            "done_date",
            "status",
        ],
        &[&[
            "HX-2026-40",
            "海岸线清洁",
            directive,
            received,
            convey[0],
            convey[1],
            done,
            status,
        ]],
    ))
}

#[test]
fn conveyed_before_the_directive_was_given_is_flagged() {
    let one =
        ledger("2026-03-10", "2026-03-12", ["2026-03-05", ""], "", "进行中").finds_one("RC-11");
    assert_eq!(one.formula, "2026-03-05 < 2026-03-10");
    assert_eq!(one.source.quote(), "2026-03-05");
    assert_eq!(one.evidence[0].source.quote(), "2026-03-10");
}

#[test]
fn received_before_it_was_issued_is_flagged() {
    ledger("2026-03-10", "2026-03-01", ["2026-03-15", ""], "", "进行中").finds_one("RC-11");
}

#[test]
fn a_day_that_does_not_exist_is_flagged() {
    let one =
        ledger("2026-02-10", "2026-02-30", ["2026-03-05", ""], "", "进行中").finds_one("RC-11");
    assert_eq!(one.source.quote(), "2026-02-30");
    assert!(one.reason.contains("不是一个存在的日期"));
}

#[test]
fn finished_on_a_day_still_to_come_is_flagged() {
    let one = ledger("", "", ["", ""], "2026-10-20", "已完成").finds_one("RC-11");
    assert_eq!(one.source.quote(), "2026-10-20");
}

#[test]
fn the_day_of_the_directive_itself_is_possible() {
    ledger("2026-03-10", "2026-03-10", ["2026-03-10", ""], "", "进行中").silent("RC-11");
}

#[test]
fn a_month_that_holds_the_day_is_possible() {
    ledger("2026-03-10", "2026年3月", ["2026年3月", ""], "", "进行中").silent("RC-11");
}

#[test]
fn a_planned_day_lies_ahead_by_nature() {
    ledger("", "", ["", ""], "2026-12-20", "进行中").silent("RC-11");
    ledger("", "", ["拟10月20日传达", ""], "", "进行中").silent("RC-11");
}

#[test]
fn the_day_after_the_ledger_was_closed_is_let_pass() {
    ledger("", "", ["", ""], "2026-10-01", "已完成").silent("RC-11");
}

#[test]
fn a_date_of_issue_behind_the_steps_is_the_plan_s() {
    let row = |fields: &[&str], cells: &[&str]| {
        on("2026-10-10").book(book(BookKind::总账, "2026-09-30", fields, &[cells]))
    };
    row(
        &[
            "item_no",
            "title",
            "received_date",
            "convey_date",
            "plan",
            "issued_date",
        ],
        &[
            "HX-41",
            "海岸线清洁",
            "2026-03-02",
            "2026-03-05",
            "海环发〔2026〕9号",
            "2026-04-10",
        ],
    )
    .silent("RC-11");
    row(
        &[
            "item_no",
            "title",
            "issued_date",
            "received_date",
            "convey_date",
        ],
        &[
            "HX-41",
            "海岸线清洁",
            "2026-04-10",
            "2026-03-02",
            "2026-03-05",
        ],
    )
    .finds_one("RC-11");
}
