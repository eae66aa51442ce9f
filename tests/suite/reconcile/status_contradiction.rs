//! RC-04: opposite states of one matter on one day are found; plans, parts, other days and reopened matters are left alone.
use taizhang::model::{Book, BookKind, Certainty, Severity};

use super::{
    fixture::{Material, book, on},
    papers::{overview, report},
};

const FIELDS: &[&str] = &[
    "item_no",
    "title",
    "lead_unit",
    "status",
    "done_date",
    "remark",
];

fn ledger(as_of: &str, status: &str, done: &str, remark: &str) -> Book {
    book(
        BookKind::总账,
        as_of,
        FIELDS,
        &[
            &[
                "DC2026-07",
                "青岩河流域综合治理",
                "松屏县生态环境局",
                status,
                done,
                remark,
            ],
            &[
                "DC2026-08",
                "石门水库库周养殖清理",
                "松屏县农业农村局",
                "进行中",
                "",
                "",
            ],
            &[
                "DC2026-09",
                "北坡石料场生态修复",
                "松屏县自然资源局",
                "已销号",
                "2026-08-20",
                "",
            ],
        ],
    )
}

fn says(status: &str, sentence: &str) -> Material {
    on("2026-10-10")
        .book(ledger("2026-09-30", status, "", ""))
        .reads(report(
            "2026-09-30",
            &["一、青岩河流域综合治理（DC2026-07）", sentence],
        ))
}

#[test]
fn finds_a_report_that_says_done_where_the_ledger_says_under_way() {
    let found = says("进行中", "该问题已于8月底完成整改。").finds_one("RC-04");
    assert_eq!(found.no.as_deref(), Some("DC2026-07"));
    assert_eq!(found.source.quote(), "该问题已于8月底完成整改。");
    assert_eq!(found.evidence[0].source.quote(), "进行中");
    assert_eq!(
        (found.severity, found.certainty),
        (Severity::重点, Certainty::确定)
    );
    assert!(found.formula.contains("2026-09-30"), "{}", found.formula);
}

#[test]
fn finds_a_report_that_says_closed_where_the_ledger_says_applied_for() {
    let found = says("申请销号", "经市级验收，该问题9月18日完成销号。").finds_one("RC-04");
    assert_eq!(found.item, "销号状态");
}

#[test]
fn finds_a_report_that_says_unfinished_where_the_ledger_closed_the_matter() {
    let found = on("2026-10-10")
        .book(ledger("2026-09-30", "进行中", "", ""))
        .reads(report(
            "2026-09-30",
            &["DC2026-09号任务尚未完成，正在补植。"],
        ))
        .find("RC-04");
    assert!(!found.is_empty());
    assert!(found.iter().all(|m| m.no.as_deref() == Some("DC2026-09")));
}

#[test]
fn finds_a_matter_named_by_its_title_alone() {
    let found = on("2026-10-10")
        .book(ledger("2026-09-30", "进行中", "", ""))
        .reads(overview("2026-09-30", &["石门水库库周养殖清理已完成。"]))
        .finds_one("RC-04");
    assert_eq!(found.no.as_deref(), Some("DC2026-08"));
}

#[test]
fn finds_progress_on_time_beside_progress_behind() {
    let found = says("滞后", "该任务达到序时进度。").finds_one("RC-04");
    assert_eq!(found.severity, Severity::关注);
}

#[test]
fn finds_a_matter_that_was_done_in_one_version_and_is_under_way_in_the_next() {
    let found = on("2026-10-10")
        .versions(vec![
            ledger("2026-06-30", "已完成", "2026-06-20", ""),
            ledger("2026-09-30", "进行中", "", ""),
        ])
        .finds_one("RC-04");
    assert_eq!(found.source.quote(), "进行中");
    assert_eq!(found.evidence[0].source.quote(), "已完成");
}

#[test]
fn finds_two_reports_of_one_day_where_the_ledger_is_silent() {
    let blank = ledger("2026-09-30", "", "", "");
    let found = on("2026-10-10")
        .book(blank)
        .reads(report(
            "2026-09-30",
            &["一、青岩河流域综合治理（DC2026-07）", "该任务已完成整改。"],
        ))
        .reads(overview("2026-09-30", &["DC2026-07尚未完成整改。"]))
        .find("RC-04");
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn nearly_done_and_done_in_stages_are_not_done() {
    says("进行中", "该任务基本完成。").silent("RC-04");
    says("进行中", "该任务阶段性完成。").silent("RC-04");
    says("基本完成", "该任务正在推进。").silent("RC-04");
}

#[test]
fn plans_parts_and_what_others_say_are_silent() {
    for sentence in [
        "该问题计划年底前完成整改。",
        "力争10月底完成销号。",
        "河道清淤已完成，护岸正在施工。",
        "已完成施工招标。",
        "县水利局报称该问题已完成整改。",
        "如已完成整改，应及时申请销号。",
    ] {
        says("进行中", sentence).silent("RC-04");
    }
}

#[test]
fn a_later_report_may_tell_what_happened_after_the_ledger_was_closed() {
    let later = |sentence: &str| {
        on("2026-10-10")
            .book(ledger("2026-09-30", "进行中", "", ""))
            .reads(report(
                "2026-10-08",
                &["一、青岩河流域综合治理（DC2026-07）", sentence],
            ))
    };
    later("该任务10月6日完成整改。").silent("RC-04");
    later("该任务已完成整改。").silent("RC-04");
    // What it says was done before the ledger's day contradicts it all the same.
    later("该任务9月2日完成整改。").finds_one("RC-04");
}

#[test]
fn a_ledger_that_closed_a_matter_after_the_report_is_silent() {
    on("2026-10-10")
        .book(ledger("2026-09-30", "已完成", "2026-09-25", ""))
        .reads(report(
            "2026-09-10",
            &["一、青岩河流域综合治理（DC2026-07）", "该任务正在推进。"],
        ))
        .silent("RC-04");
}

#[test]
fn versions_too_far_apart_are_silent() {
    on("2026-10-10")
        .book(ledger("2026-03-31", "进行中", "", ""))
        .reads(report(
            "2026-09-30",
            &[
                "一、青岩河流域综合治理（DC2026-07）",
                "该任务已于2月完成整改。",
            ],
        ))
        .silent("RC-04");
}

#[test]
fn a_matter_taken_up_again_with_a_reason_is_silent() {
    on("2026-10-10")
        .versions(vec![
            ledger("2026-06-30", "已完成", "2026-06-20", ""),
            ledger(
                "2026-09-30",
                "进行中",
                "",
                "8月回头看发现反弹，9月2日重新挂账",
            ),
        ])
        .silent("RC-04");
    on("2026-10-10")
        .versions(vec![
            ledger("2026-06-30", "已完成", "2026-06-20", ""),
            ledger("2026-09-30", "已完成，长期坚持", "2026-06-20", ""),
        ])
        .silent("RC-04");
}

#[test]
fn a_ledger_without_close_outs_does_not_deny_them() {
    let without = book(
        BookKind::整改清单,
        "2026-09-30",
        &["item_no", "title", "status"],
        &[
            &["DC2026-07", "青岩河流域综合治理", "已完成"],
            &["DC2026-08", "石门水库库周养殖清理", "进行中"],
        ],
    );
    on("2026-10-10")
        .book(without)
        .reads(report(
            "2026-09-30",
            &[
                "一、青岩河流域综合治理（DC2026-07）",
                "该问题已完成整改，9月20日通过验收销号。",
            ],
        ))
        .silent("RC-04");
}

#[test]
fn the_same_state_in_other_words_is_silent() {
    says("已完成", "该问题已整改到位。").silent("RC-04");
    says("进行中", "该任务未达到序时进度。").silent("RC-04");
    says("进行中", "该任务尚未完成整改。").silent("RC-04");
}

#[test]
fn what_came_to_pass_after_the_day_of_the_ledger_is_no_contradiction() {
    says(
        "进行中",
        "9月底前12家企业完成9家，其余3家10月8日全部完成，至此已完成整改。",
    )
    .silent("RC-04");
}

#[test]
fn a_number_that_begins_with_the_short_name_of_an_office_ties_the_claim() {
    let ledger = book(
        BookKind::总账,
        "2026-09-30",
        FIELDS,
        &[&[
            "松督2026-11",
            "北坡石料场生态修复",
            "松屏县自然资源局",
            "进行中",
            "",
            "",
        ]],
    );
    on("2026-10-10")
        .book(ledger)
        .reads(report(
            "2026-09-30",
            &["松督2026-11号（北坡料场修复）：已完成整改。"],
        ))
        .finds_one("RC-04");
}
