//! RC-10: a later step dated before an earlier one.
use taizhang::model::{BookKind, Severity};

use super::fixture::{Material, book, on};

fn ledger(convey: &str, deploy: &str, plan: &str, assess: &str) -> Material {
    on("2026-10-10").book(book(
        BookKind::总账,
        "2026-09-30",
        &[
            "item_no",
            "title",
            "convey_date",
            "deploy",
            "plan_date",
            "assess",
        ],
        &[&["WJ-2026-4", "秸秆禁烧", convey, deploy, plan, assess]],
    ))
}

#[test]
fn a_plan_before_conveyance_is_flagged() {
    let one = ledger("2026-03-08", "", "2026-03-01", "").finds_one("RC-10");
    assert_eq!(one.formula, "制定方案 2026-03-01 < 学习传达 2026-03-08");
    assert_eq!(one.source.quote(), "2026-03-01");
    assert_eq!(one.evidence[0].source.quote(), "2026-03-08");
    assert_eq!(one.severity, Severity::提示);
}

#[test]
fn an_assessment_before_the_plan_is_flagged() {
    let one = ledger(
        "2026-03-02",
        "3月6日部署",
        "2026-05-20",
        "4月18日完成成效评估",
    )
    .finds_one("RC-10");
    assert!(
        one.formula.starts_with("结果评估 2026-04-18"),
        "{}",
        one.formula
    );
}

#[test]
fn several_inversions_of_one_matter_are_told_together() {
    let one = ledger("2026-04-08", "3月15日专题会部署", "2026-03-20", "").finds_one("RC-10");
    assert!(
        one.reason.contains("作出部署") && one.reason.contains("制定方案"),
        "{}",
        one.reason
    );
}

#[test]
fn a_whole_month_before_another_is_before_it() {
    ledger("2026年4月", "", "2026年3月", "").finds_one("RC-10");
}

#[test]
fn overlapping_ranges_are_no_inversion() {
    ledger("2026-03-08", "", "2026年3月", "").silent("RC-10");
    ledger("2026年一季度", "", "2026-03-01", "").silent("RC-10");
}

#[test]
fn one_day_for_two_steps_is_no_inversion() {
    ledger("2026-03-08", "3月8日同一会议部署", "2026-03-08", "").silent("RC-10");
}

#[test]
fn one_of_several_days_in_order_is_enough() {
    ledger(
        "2026-03-08",
        "3月2日碰头，3月12日全面部署",
        "2026-03-20",
        "",
    )
    .silent("RC-10");
}

#[test]
fn a_plan_taken_over_from_before_bears_an_older_date() {
    on("2026-10-10")
        .book(book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "convey_date", "plan_date", "plan"],
            &[&[
                "WJ-2026-5",
                "秸秆禁烧",
                "2026-03-08",
                "2025-10-09",
                "沿用2025年禁烧方案",
            ]],
        ))
        .silent("RC-10");
}

#[test]
fn work_and_rules_go_on_all_the_while() {
    on("2026-10-10")
        .book(book(
            BookKind::总账,
            "2026-09-30",
            &[
                "item_no",
                "title",
                "convey_date",
                "plan_date",
                "execute",
                "institution",
            ],
            &[&[
                "WJ-2026-6",
                "秸秆禁烧",
                "2026-03-08",
                "2026-03-20",
                "2月10日起已先行巡查",
                "1月5日修订值守制度",
            ]],
        ))
        .silent("RC-10");
}

#[test]
fn a_date_of_comparison_is_no_day_of_the_step() {
    ledger(
        "2026-03-08",
        "",
        "2026-03-20",
        "火点数较2025年9月下降四成，9月2日评估",
    )
    .silent("RC-10");
    ledger("2026-03-08", "", "2026-03-20", "与2025年8月相比，火点减少").silent("RC-10");
    ledger("2026-03-08", "", "2026-03-20", "2025年基数核定后评估").silent("RC-10");
}
