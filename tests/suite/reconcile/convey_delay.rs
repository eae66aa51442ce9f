//! RC-01: conveyed late, or promptly without a date.
use taizhang::model::{BookKind, Certainty};

use super::fixture::{Material, book, on};

fn ledger(received: &str, day: &str, words: &str) -> Material {
    on("2026-10-10").book(book(
        BookKind::总账,
        "2026-09-30",
        &["item_no", "title", "received_date", "convey_date", "convey"],
        &[&["YL2026-007", "枫溪河清淤", received, day, words]],
    ))
}

#[test]
fn more_workdays_than_the_limit_between_receipt_and_conveyance_are_flagged() {
    let one = ledger("2026-03-02", "2026-03-16", "党组会").finds_one("RC-01");
    assert_eq!(one.formula, "工作日数(2026-03-02, 2026-03-16) = 10 > 5");
    assert_eq!(one.source.place().cell.as_deref(), Some("D2"));
    assert_eq!(one.evidence[0].source.quote(), "2026-03-02");
    assert_eq!(one.certainty, Certainty::确定);
}

#[test]
fn make_up_saturdays_count_as_workdays() {
    // 2024-09-29 and 2024-10-12 are make-up workdays; the first week of October is off.
    let one = ledger("2024-09-29", "2024-10-15", "").finds_one("RC-01");
    assert_eq!(one.formula, "工作日数(2024-09-29, 2024-10-15) = 8 > 5");
}

#[test]
fn haste_without_a_date_is_flagged() {
    let one = ledger("2026-03-02", "", "第一时间组织全体干部传达学习").finds_one("RC-01");
    assert!(one.reason.contains("第一时间"), "{}", one.reason);
    assert_eq!(one.certainty, Certainty::较强);
}

#[test]
fn the_limit_is_the_office_s() {
    let mut lenient = ledger("2026-03-02", "2026-03-16", "党组会");
    lenient.settings.convey_workdays = 10;
    lenient.silent("RC-01");
}

#[test]
fn a_month_counts_from_its_first_day() {
    ledger("2026-03-02", "2026年3月", "党组会").silent("RC-01");
    ledger("2026-03-02", "2026年4月", "党组会").finds_one("RC-01");
}

#[test]
fn a_receipt_known_to_the_month_counts_from_its_last_day() {
    ledger("2026年3月", "2026-04-03", "党组会").silent("RC-01");
}

#[test]
fn a_meeting_on_deployment_that_conveyed_counts() {
    on("2026-10-10")
        .book(book(
            BookKind::总账,
            "2026-09-30",
            &[
                "item_no",
                "title",
                "received_date",
                "convey_date",
                "deploy_date",
                "deploy",
            ],
            &[&[
                "YL2026-007",
                "枫溪河清淤",
                "2026-03-02",
                "2026-03-20",
                "2026-03-06",
                "局长办公会传达文件精神并研究部署",
            ]],
        ))
        .silent("RC-01");
}

#[test]
fn the_detail_ledger_may_know_an_earlier_day() {
    ledger("2026-03-02", "2026-03-16", "党组会")
        .book(book(
            BookKind::细账,
            "2026-09-30",
            &["detail_no", "ledger_no", "node", "actual_date"],
            &[&["XL-07", "YL2026-007", "传达学习上级通知", "2026-03-05"]],
        ))
        .silent("RC-01");
}

#[test]
fn the_register_of_receipts_says_when_the_ledger_does_not() {
    let rows = |received: &str| {
        on("2026-10-10")
            .book(book(
                BookKind::总账,
                "2026-09-30",
                &["item_no", "title", "convey_date"],
                &[&["YL2026-008", "砂场复绿", "2026-04-20"]],
            ))
            .book(book(
                BookKind::收文登记,
                "2026-09-30",
                &["item_no", "title", "received_date", "ledger_no"],
                &[&["SW-0031", "关于砂场复绿的通知", received, "YL2026-008"]],
            ))
    };
    rows("2026-04-01").finds_one("RC-01");
    rows("2026-04-16").silent("RC-01");
}

#[test]
fn a_step_that_does_not_apply_is_left_alone() {
    ledger("2026-03-02", "", "不适用（涉密件单独传达）").silent("RC-01");
}

#[test]
fn without_a_receipt_nothing_is_said() {
    ledger("", "2026-03-16", "党组会").silent("RC-01");
    ledger("近日", "2026-03-16", "党组会").silent("RC-01");
}

#[test]
fn a_date_in_the_words_is_a_date() {
    ledger("2026-03-02", "", "及时于3月5日党组会传达").silent("RC-01");
}

#[test]
fn haste_in_the_column_of_dates_is_no_date() {
    let one = ledger("2026-03-02", "收文后迅速传达", "局党组会").finds_one("RC-01");
    assert_eq!(one.source.quote(), "收文后迅速传达");
}
