//! RC-09: done while a step has left no trace.
use taizhang::model::BookKind;

use super::fixture::{Material, book, on};

fn ledger(steps: [&str; 5], status: &str) -> Material {
    let mut row = vec!["SQ-2026-31", "石泉水源地保护"];
    row.extend(steps);
    row.push(status);
    on("2026-10-10").book(book(
        BookKind::总账,
        "2026-09-30",
        &[
            "item_no", "title", "convey", "deploy", "plan", "execute", "assess", "status",
        ],
        &[&row],
    ))
}

const FULL: [&str; 5] = [
    "3月5日党组会",
    "3月9日专题会",
    "石环〔2026〕3号",
    "完成围网8公里",
    "8月2日组织评估，水质达标",
];

#[test]
fn a_matter_done_without_assessment_is_flagged() {
    let one = ledger([FULL[0], FULL[1], FULL[2], FULL[3], ""], "已完成").finds_one("RC-09");
    assert_eq!(one.formula, "状态 = 已完成，结果评估 = 空");
    assert_eq!(one.source.quote(), "已完成");
}

#[test]
fn several_missing_steps_are_told_together() {
    let one = ledger([FULL[0], "", "", FULL[3], FULL[4]], "已销号").finds_one("RC-09");
    assert!(
        one.formula.contains("作出部署、制定方案"),
        "{}",
        one.formula
    );
}

#[test]
fn a_file_closed_for_good_also_needs_the_last_two_steps() {
    let row = |status: &'static str| {
        on("2026-10-10").book({
            let mut ledger = book(
                BookKind::总账,
                "2026-09-30",
                &[
                    "item_no",
                    "title",
                    "convey",
                    "assess",
                    "lookback",
                    "institution",
                    "status",
                ],
                &[&[
                    "SQ-2026-32",
                    "湿地补水",
                    "3月5日",
                    "8月评估",
                    "",
                    "印发制度1项",
                    "已销号",
                ]],
            );
            let at = ledger.records[0].fields.len() - 1;
            ledger.records[0].fields[at].text = status.to_owned();
            ledger
        })
    };
    let one = row("已销号，已归档").finds_one("RC-09");
    assert!(one.formula.contains("回头检视"));
    row("已销号").silent("RC-09");
}

#[test]
fn all_steps_present_is_silent() {
    ledger(FULL, "已完成").silent("RC-09");
}

#[test]
fn what_is_not_done_may_lack_steps() {
    ledger([FULL[0], "", "", "", ""], "进行中").silent("RC-09");
    ledger([FULL[0], FULL[1], FULL[2], FULL[3], ""], "基本完成").silent("RC-09");
}

#[test]
fn a_waiver_or_a_stroke_fills_the_cell() {
    ledger(
        [FULL[0], "不适用：无需另行部署", FULL[2], FULL[3], FULL[4]],
        "已完成",
    )
    .silent("RC-09");
    ledger([FULL[0], FULL[1], "／", FULL[3], FULL[4]], "已完成").silent("RC-09");
}

#[test]
fn a_ledger_without_the_column_cannot_lack_the_step() {
    on("2026-10-10")
        .book(book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "convey", "execute", "status"],
            &[&[
                "SQ-2026-33",
                "湿地补水",
                "3月5日",
                "补水40万立方米",
                "已完成",
            ]],
        ))
        .silent("RC-09");
}

#[test]
fn the_detail_ledger_may_know_the_step() {
    ledger([FULL[0], FULL[1], "", FULL[3], FULL[4]], "已完成")
        .book(book(
            BookKind::细账,
            "2026-09-30",
            &["detail_no", "ledger_no", "node", "actual_date"],
            &[&["XQ-1", "SQ-2026-31", "印发保护方案", "2026-03-20"]],
        ))
        .silent("RC-09");
}
