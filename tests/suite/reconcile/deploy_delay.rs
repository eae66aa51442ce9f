//! RC-02: deployed late.
use taizhang::model::BookKind;

use super::fixture::{Material, book, on};

fn ledger(received: &str, convey: [&str; 2], deploy: [&str; 2]) -> Material {
    on("2026-10-10").book(book(
        BookKind::总账,
        "2026-09-30",
        &[
            "item_no",
            "title",
            "received_date",
            "convey_date",
            "convey",
            "deploy_date",
            "deploy",
        ],
        &[&[
            "QX-2026-11",
            "畜禽粪污治理",
            received,
            convey[0],
            convey[1],
            deploy[0],
            deploy[1],
        ]],
    ))
}

#[test]
fn deployment_after_the_limit_is_flagged() {
    let one = ledger("2026-06-01", ["2026-06-03", ""], ["2026-06-24", "专题会"]).finds_one("RC-02");
    // 19 June is off: 端午.
    assert_eq!(one.formula, "工作日数(2026-06-01, 2026-06-24) = 16 > 10");
    assert_eq!(one.source.quote(), "2026-06-24");
}

#[test]
fn the_day_may_stand_in_the_words() {
    ledger("2026-06-01", ["", ""], ["", "7月2日召开全市动员部署会"]).finds_one("RC-02");
}

#[test]
fn a_deployment_known_to_the_month_is_flagged_when_its_first_day_is_late() {
    ledger("2026-06-01", ["2026-06-03", ""], ["2026年7月", ""]).finds_one("RC-02");
}

#[test]
fn a_deployment_known_to_the_month_may_have_been_in_time() {
    ledger("2026-06-15", ["2026-06-16", ""], ["2026年6月", ""]).silent("RC-02");
}

#[test]
fn the_last_day_of_the_limit_is_in_time() {
    // 15 June is the tenth workday after 1 June.
    ledger("2026-06-01", ["", ""], ["2026-06-15", ""]).silent("RC-02");
    ledger("2026-06-01", ["", ""], ["2026-06-16", ""]).finds_one("RC-02");
}

#[test]
fn one_meeting_may_convey_and_deploy() {
    ledger(
        "2026-06-01",
        ["2026-06-04", "局党组会传达学习并研究部署贯彻措施"],
        ["2026-07-01", "推进会"],
    )
    .silent("RC-02");
}

#[test]
fn a_waived_deployment_is_left_alone() {
    ledger(
        "2026-06-01",
        ["2026-06-04", ""],
        ["", "无需另行部署，按原方案执行"],
    )
    .silent("RC-02");
}

#[test]
fn a_year_without_notice_makes_the_count_an_estimate() {
    let one = ledger("2031-06-02", ["", ""], ["2031-07-21", ""]).finds_one("RC-02");
    assert!(one.reason.contains("暂估"), "{}", one.reason);
    assert_ne!(one.certainty, taizhang::model::Certainty::确定);
}
