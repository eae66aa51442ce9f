//! RC-03: the plan came late.
use taizhang::model::BookKind;

use super::fixture::{Material, book, on};

fn ledger(received: &str, requirement: &str, day: &str, words: &str) -> Material {
    on("2026-10-10").book(book(
        BookKind::总账,
        "2026-09-30",
        &[
            "item_no",
            "title",
            "received_date",
            "requirement",
            "plan_date",
            "plan",
        ],
        &[&[
            "TS2026-3",
            "废弃矿山修复",
            received,
            requirement,
            day,
            words,
        ]],
    ))
}

#[test]
fn a_plan_after_thirty_workdays_is_flagged() {
    let one = ledger("2017-12-22", "", "2018-02-06", "").finds_one("RC-03");
    assert_eq!(one.formula, "工作日数(2017-12-22, 2018-02-06) = 31 > 30");
}

#[test]
fn the_thirtieth_workday_is_in_time() {
    ledger("2017-12-22", "", "2018-02-05", "").silent("RC-03");
}

#[test]
fn the_directive_s_own_day_for_the_plan_goes_before() {
    let one = ledger(
        "2026-03-02",
        "3月20日前制定实施方案，12月底前完成修复",
        "2026-03-27",
        "",
    )
    .finds_one("RC-03");
    assert_eq!(one.formula, "2026-03-27 > 2026-03-20");
    assert!(one.evidence[0].source.quote().contains("3月20日前"));
    ledger(
        "2026-03-02",
        "6月底前印发方案，年底前完成",
        "2026-06-18",
        "",
    )
    .silent("RC-03");
}

#[test]
fn so_many_workdays_named_by_the_directive_go_before() {
    ledger("2026-03-02", "收文后15个工作日内报送方案", "2026-03-31", "").finds_one("RC-03");
    ledger("2026-03-02", "收文后50个工作日内报送方案", "2026-04-30", "").silent("RC-03");
}

#[test]
fn a_term_that_cannot_be_computed_silences_the_general_limit() {
    ledger(
        "2026-03-02",
        "待国家规划发布之日起30日内编制方案",
        "2026-08-01",
        "",
    )
    .silent("RC-03");
}

#[test]
fn a_plan_known_to_the_month_counts_from_its_first_day() {
    ledger("2026-03-02", "", "2026年4月", "矿复发〔2026〕4号").silent("RC-03");
    ledger("2026-03-02", "", "2026年5月", "矿复发〔2026〕4号").finds_one("RC-03");
}

#[test]
fn no_plan_needed_is_no_late_plan() {
    ledger("2026-03-02", "", "", "免（日常监管事项，不单独制定方案）").silent("RC-03");
}

#[test]
fn a_remark_may_tell_the_directive_s_own_term() {
    let told = |remark: &str| {
        on("2026-10-10").book(book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "received_date", "plan_date", "remark"],
            &[&["TS2026-4", "矿坑回填", "2026-03-02", "2026-05-08", remark]],
        ))
    };
    told("交办函规定方案60个工作日内印发").silent("RC-03");
    told("").finds_one("RC-03");
}
