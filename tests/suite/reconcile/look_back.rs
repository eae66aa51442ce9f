//! RC-25: closed too early, or never looked back at.
use taizhang::model::BookKind;

use super::fixture::{Material, book, on};

fn register(as_of: &str, row: [&str; 6]) -> Material {
    let mut cells = vec!["JZ-2026-6", "涉重企业整治"];
    cells.extend(row);
    on("2026-10-10").book(book(
        BookKind::销号登记,
        as_of,
        &[
            "ledger_no",
            "title",
            "check_date",
            "publicity_from",
            "publicity_to",
            "objection",
            "closed_date",
            "lookback_date",
        ],
        &[&cells],
    ))
}

#[test]
fn closing_before_the_notice_ended_is_flagged() {
    let one = register(
        "2024-10-31",
        [
            "2024-09-20",
            "2024-09-29",
            "2024-10-09",
            "无",
            "2024-10-08",
            "",
        ],
    )
    .finds_one("RC-25");
    assert_eq!(one.formula, "2024-10-08 < 2024-10-09");
    assert_eq!(one.source.quote(), "2024-10-08");
    assert_eq!(one.evidence[0].source.quote(), "2024-10-09");
}

#[test]
fn closing_before_the_check_is_flagged() {
    register("2026-09-30", ["2026-08-20", "", "", "", "2026-08-12", ""]).finds_one("RC-25");
}

#[test]
fn closing_with_an_open_objection_is_flagged() {
    let one = register(
        "2026-09-30",
        [
            "2026-08-01",
            "2026-08-03",
            "2026-08-14",
            "收到1件异议，反映异味仍在",
            "2026-08-17",
            "",
        ],
    )
    .finds_one("RC-25");
    assert!(one.source.quote().contains("异味"));
}

#[test]
fn no_look_back_after_its_time_is_flagged() {
    let one =
        register("2026-09-30", ["2026-01-10", "", "", "", "2026-01-20", ""]).finds_one("RC-25");
    assert_eq!(
        one.formula,
        "2026-01-20 + 6个月 = 2026-07-20 < 2026-09-30，回头看 = 空"
    );
}

#[test]
fn a_look_back_after_its_time_is_flagged() {
    register(
        "2026-09-30",
        ["2026-01-10", "", "", "", "2026-01-20", "2026-08-05"],
    )
    .finds_one("RC-25");
}

#[test]
fn closing_on_or_after_the_last_day_of_the_notice_is_in_order() {
    for day in ["2026-08-14", "2026-08-17", "2026年8月"] {
        register(
            "2026-09-30",
            ["2026-08-01", "2026-08-03", "2026-08-14", "无异议", day, ""],
        )
        .silent("RC-25");
    }
}

#[test]
fn a_settled_objection_is_no_open_one() {
    for objection in [
        "收到1件，经核查不成立",
        "收到2条意见，均已答复",
        "无",
        "公示期间未收到异议",
    ] {
        register(
            "2026-09-30",
            [
                "2026-08-01",
                "2026-08-03",
                "2026-08-14",
                objection,
                "2026-08-17",
                "",
            ],
        )
        .silent("RC-25");
    }
}

#[test]
fn a_look_back_not_yet_due_is_not_missing() {
    register("2026-09-30", ["2026-03-01", "", "", "", "2026-03-31", ""]).silent("RC-25");
    register(
        "2026-09-30",
        ["2026-01-10", "", "", "", "2026-01-20", "2026-07-18"],
    )
    .silent("RC-25");
}

#[test]
fn the_general_ledger_may_know_of_the_look_back() {
    let with = |told: &str| {
        register("2026-09-30", ["2026-01-10", "", "", "", "2026-01-20", ""]).book(book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "lookback", "status"],
            &[&["JZ-2026-6", "涉重企业整治", told, "已销号"]],
        ))
    };
    with("7月2日回访，未反弹").silent("RC-25");
    with("").finds_one("RC-25");
}

#[test]
fn what_was_not_closed_owes_no_look_back() {
    register("2026-09-30", ["2026-01-10", "", "", "", "", ""]).silent("RC-25");
}

#[test]
fn a_closure_that_was_not_made_public_has_no_objection() {
    register(
        "2026-09-30",
        [
            "2026-08-01",
            "",
            "",
            "不公示：涉案在办，局务会同意",
            "2026-08-17",
            "",
        ],
    )
    .silent("RC-25");
}

#[test]
fn a_spot_check_after_the_closing_is_no_check_before_it() {
    let mut one = book(
        BookKind::销号登记,
        "2026-09-30",
        &["ledger_no", "title", "check_date", "closed_date"],
        &[&["JZ-2026-7", "涉重企业整治", "2026-08-20", "2026-08-12"]],
    );
    one.columns[2].header = "抽查日期".to_owned();
    on("2026-10-10").book(one).silent("RC-25");
}
