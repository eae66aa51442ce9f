//! RC-05: past its deadline and not done.
use taizhang::model::{BookKind, Certainty, Severity};

use super::fixture::{Material, book, on};

fn ledger(as_of: &str, deadline: &str, current: &str, status: &str) -> Material {
    on("2026-10-10").book(book(
        BookKind::总账,
        as_of,
        &[
            "item_no",
            "title",
            "deadline",
            "current_deadline",
            "status",
            "done_date",
        ],
        &[&[
            "HB-2026-021",
            "加油站油气回收改造",
            deadline,
            current,
            status,
            "",
        ]],
    ))
}

#[test]
fn the_day_after_the_deadline_is_overdue() {
    let one = ledger("2024-07-01", "2024-06-30", "", "进行中").finds_one("RC-05");
    assert_eq!(one.formula, "2024-07-01 − 2024-06-30 = 1天 > 0，状态未完成");
    assert_eq!(one.severity, Severity::关注);
    assert_eq!(one.source.quote(), "2024-06-30");
}

#[test]
fn more_than_the_limit_of_days_weighs_more() {
    assert_eq!(
        ledger("2026-09-30", "2026-08-31", "", "推进中")
            .finds_one("RC-05")
            .severity,
        Severity::关注
    );
    assert_eq!(
        ledger("2026-09-30", "2026-08-30", "", "推进中")
            .finds_one("RC-05")
            .severity,
        Severity::重点
    );
}

#[test]
fn nearly_and_partly_done_are_not_done() {
    ledger("2026-09-30", "2026年7月底前", "", "基本完成").finds_one("RC-05");
    ledger("2026-09-30", "2026年二季度", "", "阶段性完成").finds_one("RC-05");
}

#[test]
fn a_deadline_whose_year_was_guessed_is_not_certain() {
    let one = ledger("2026-09-30", "6月底前", "", "进行中").finds_one("RC-05");
    assert_eq!(one.certainty, Certainty::较强);
}

#[test]
fn the_due_day_itself_is_not_overdue() {
    ledger("2026-09-30", "2026-09-30", "", "进行中").silent("RC-05");
    ledger("2026-09-30", "2026年三季度", "", "进行中").silent("RC-05");
    ledger("2026-09-20", "2026年9月", "", "进行中").silent("RC-05");
}

#[test]
fn what_is_done_or_closed_is_not_overdue() {
    ledger("2026-09-30", "2026-06-30", "", "已完成").silent("RC-05");
    ledger("2026-09-30", "2026-06-30", "", "已销号").silent("RC-05");
}

#[test]
fn what_was_merged_or_suspended_is_not_overdue() {
    for status in ["并入", "中止"] {
        ledger("2026-09-30", "2026-06-30", "", status).silent("RC-05");
    }
}

#[test]
fn a_standing_matter_has_no_day_to_miss() {
    ledger("2026-09-30", "长期坚持", "", "推进中，长期坚持").silent("RC-05");
}

#[test]
fn an_extended_deadline_counts() {
    ledger("2026-09-30", "2026-06-30", "2026-11-30", "推进中").silent("RC-05");
    ledger("2026-09-30", "2026-06-30", "", "推进中")
        .book(book(
            BookKind::延期登记,
            "2026-09-30",
            &[
                "ledger_no",
                "applied_date",
                "old_deadline",
                "new_deadline",
                "decision",
                "decided_date",
            ],
            &[&[
                "HB-2026-021",
                "2026-06-10",
                "2026-06-30",
                "2026-10-31",
                "同意",
                "2026-06-20",
            ]],
        ))
        .silent("RC-05");
}

#[test]
fn a_refused_extension_gives_no_time() {
    ledger("2026-09-30", "2026-06-30", "", "推进中")
        .book(book(
            BookKind::延期登记,
            "2026-09-30",
            &[
                "ledger_no",
                "applied_date",
                "old_deadline",
                "new_deadline",
                "decision",
                "decided_date",
            ],
            &[&[
                "HB-2026-021",
                "2026-06-10",
                "2026-06-30",
                "2026-10-31",
                "不同意",
                "2026-06-20",
            ]],
        ))
        .finds_one("RC-05");
}

#[test]
fn a_row_without_a_status_is_not_said_to_be_late() {
    ledger("2026-09-30", "2026-06-30", "", "").silent("RC-05");
}

#[test]
fn one_matter_in_two_ledgers_is_told_once() {
    ledger("2026-09-30", "2026-08-31", "", "进行中")
        .book(book(
            BookKind::整改清单,
            "2026-09-30",
            &["item_no", "title", "deadline", "status"],
            &[&["HB-2026-021", "加油站油气回收改造", "2026-08-31", "进行中"]],
        ))
        .finds_one("RC-05");
}

fn node(actual: &str, told: &str) -> Material {
    on("2026-10-10").book(book(
        BookKind::细账,
        "2026-09-30",
        &[
            "detail_no",
            "ledger_no",
            "node",
            "planned_date",
            "actual_date",
            "host_action",
        ],
        &[&[
            "XB-3",
            "HB-2026-021",
            "油枪更换",
            "2026-08-15",
            actual,
            told,
        ]],
    ))
}

#[test]
fn a_node_that_tells_what_is_left_after_its_day_is_overdue() {
    let one = node("", "应换212支，已换180支，其余等备件").finds_one("RC-05");
    assert_eq!(one.certainty, Certainty::较强);
    assert_eq!(one.source.quote(), "2026-08-15");
}

#[test]
fn a_node_that_may_be_done_is_left_alone() {
    node("2026-08-12", "212支全部更换").silent("RC-05");
    node("", "212支全部更换，已完成").silent("RC-05");
    node("", "212支，厂家送货单齐全").silent("RC-05");
}

#[test]
fn a_hard_deadline_under_a_matter_without_end_is_left_to_its_own_check() {
    let kept = ledger("2026-09-30", "2026-06-30", "", "进行中，长期坚持");
    kept.silent("RC-05");
    kept.finds_one("RC-20");
}

#[test]
fn more_time_granted_in_the_remark_counts() {
    let told = |remark: &str| {
        on("2026-10-10").book(book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "deadline", "status", "remark"],
            &[&["HB-2026-022", "油罐车改造", "2026-06-30", "进行中", remark]],
        ))
    };
    told("岭环督函〔2026〕8号批准延至11月底").silent("RC-05");
    told("经8月27日厅务会研究同意延期").silent("RC-05");
    told("岭环督函〔2026〕8号批准延至8月底").finds_one("RC-05");
    told("已申请延期，待批复").finds_one("RC-05");
}
