//! RC-20: standing matters that are none.
use taizhang::model::{Book, BookKind, Severity};

use super::fixture::{Material, book, on};

fn version(as_of: &str, deadline: &str, status: &str, standing: &str, told: &str) -> Book {
    book(
        BookKind::总账,
        as_of,
        &[
            "item_no",
            "title",
            "requirement",
            "deadline",
            "status",
            "standing",
            "progress",
        ],
        &[&[
            "CJ-2026-2",
            "噪声敏感区治理",
            "",
            deadline,
            status,
            standing,
            told,
        ]],
    )
}

fn ledger(deadline: &str, status: &str, standing: &str) -> Material {
    on("2026-10-10").book({
        let mut one = version("2026-09-30", deadline, status, "", "");
        if !standing.is_empty() {
            let mut with = version("2026-09-30", deadline, status, "长期坚持", "");
            for f in &mut with.records[0].fields {
                if f.text == "长期坚持" && f.column == 5 {
                    f.text = standing.to_owned();
                }
            }
            one = with;
        }
        one
    })
}

#[test]
fn a_hard_deadline_unmet_and_called_standing_is_flagged() {
    let one = ledger("2026年12月底前", "进行中，长期坚持", "").finds_one("RC-20");
    assert_eq!(one.formula, "硬时限 = 2026-12-31，完成 = 否，长期坚持 = 是");
    assert_eq!(one.source.quote(), "进行中，长期坚持");
    assert_eq!(one.severity, Severity::重点);
    ledger("2026-06-30", "基本完成", "是").finds_one("RC-20");
    ledger("2026-06-30", "转为常态", "").finds_one("RC-20");
}

#[test]
fn a_deadline_of_the_last_version_turned_into_standing_is_flagged() {
    let one = on("2026-10-10")
        .versions(vec![
            version("2026-06-30", "2026-12-31", "进行中", "", ""),
            version("2026-09-30", "长期坚持", "进行中", "", ""),
        ])
        .finds_one("RC-20");
    assert_eq!(one.source.quote(), "长期坚持");
    assert!(one.evidence[0].source.file().contains("2026-06-30"));
}

#[test]
fn the_directive_s_own_deadline_is_hard() {
    let mut one = book(
        BookKind::总账,
        "2026-09-30",
        &["item_no", "title", "requirement", "deadline", "status"],
        &[&[
            "CJ-2026-3",
            "噪声治理",
            "2026年11月底前完成隔声屏障建设",
            "长期",
            "进行中",
        ]],
    );
    on("2026-10-10").book(one.clone()).finds_one("RC-20");
    one.records[0].fields[2].text = "持续加强巡查，保持常态化".to_owned();
    on("2026-10-10").book(one).silent("RC-20");
}

#[test]
fn a_standing_matter_that_was_closed_is_flagged() {
    let one = ledger("长期", "已销号", "是").finds_one("RC-20");
    assert_eq!(one.formula, "长期事项 = 是，销号 = 是");
}

#[test]
fn a_standing_matter_without_a_figure_for_two_cycles_is_flagged() {
    let told = "持续加强日常监管，巩固治理成效";
    let versions = |last: &str| {
        vec![
            version("2025-09-30", "长期坚持", "推进中，长期坚持", "", told),
            version(
                "2026-03-31",
                "长期坚持",
                "推进中，长期坚持",
                "",
                "不断加大巡查力度，压实责任",
            ),
            version("2026-09-30", "长期坚持", "推进中，长期坚持", "", last),
        ]
    };
    on("2026-10-10").versions(versions(told)).finds_one("RC-20");
    on("2026-10-10")
        .versions(versions("本期巡查36次，处理投诉4件"))
        .silent("RC-20");
}

#[test]
fn done_and_kept_up_is_lawful() {
    ledger("2026-06-30", "已完成，长期坚持", "").silent("RC-20");
    ledger("2026-06-30", "已完成", "是").silent("RC-20");
}

#[test]
fn a_deadline_that_itself_goes_on_is_lawful_until_its_day() {
    ledger("2026年12月底前，并长期坚持", "进行中，长期坚持", "").silent("RC-20");
    ledger("2026年6月底前，并长期坚持", "进行中，长期坚持", "").finds_one("RC-20");
}

#[test]
fn a_standing_matter_without_a_deadline_is_lawful() {
    ledger("长期坚持", "推进中，长期坚持", "").silent("RC-20");
    ledger("", "推进中，长期坚持", "").silent("RC-20");
}

#[test]
fn a_word_for_long_in_a_sentence_is_no_standing_matter() {
    ledger("2026年12月底前", "进行中（企业长期停产）", "").silent("RC-20");
    ledger("2026年12月底前", "进行中", "否").silent("RC-20");
    ledger("2026年12月底前", "持续推进", "").silent("RC-20");
}
