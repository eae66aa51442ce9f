//! RC-06: deadlines moved back without a decision, late finishes called timely.
use taizhang::model::{Book, BookKind, Severity};

use super::fixture::{Material, book, on};

const COLUMNS: [&str; 7] = [
    "item_no",
    "title",
    "deadline",
    "current_deadline",
    "status",
    "done_date",
    "remark",
];

fn version(as_of: &str, cells: [&str; 6]) -> Book {
    let mut row = vec!["GF2026-015"];
    row.extend(cells);
    book(BookKind::总账, as_of, &COLUMNS, &[&row])
}

fn two(old: [&str; 6], new: [&str; 6]) -> Material {
    on("2026-10-10").versions(vec![version("2026-06-30", old), version("2026-09-30", new)])
}

const TITLE: &str = "危废贮存场所规范化改造";

#[test]
fn a_later_deadline_in_the_next_version_is_flagged() {
    let one = two(
        [TITLE, "2026年8月底前", "", "进行中", "", ""],
        [TITLE, "2026年12月底前", "", "进行中", "", ""],
    )
    .finds_one("RC-06");
    assert_eq!(one.formula, "2026-12-31 > 2026-08-31，批准的延期 = 无");
    assert!(one.source.file().contains("2026-09-30"));
    assert!(one.evidence[0].source.file().contains("2026-06-30"));
    assert_eq!(one.severity, Severity::重点);
}

#[test]
fn a_later_deadline_in_force_beside_the_first_is_flagged_in_the_next_version() {
    two(
        [TITLE, "2026-08-31", "2026-08-31", "进行中", "", ""],
        [
            TITLE,
            "2026-08-31",
            "2026-11-15",
            "进行中",
            "",
            "计划11月中旬验收",
        ],
    )
    .finds_one("RC-06");
}

#[test]
fn a_register_that_knows_of_no_extension_makes_a_later_deadline_in_force_doubtful() {
    let one = on("2026-10-10")
        .book(version(
            "2026-09-30",
            [TITLE, "2026-08-31", "2026-11-30", "进行中", "", ""],
        ))
        .book(book(
            BookKind::延期登记,
            "2026-09-30",
            &["ledger_no", "new_deadline", "decision"],
            &[&["GF2026-099", "2026-12-31", "同意"]],
        ))
        .finds_one("RC-06");
    assert_eq!(one.source.quote(), "2026-11-30");
}

#[test]
fn a_late_finish_called_timely_is_flagged() {
    let one = on("2026-10-10")
        .book(version(
            "2026-09-30",
            [TITLE, "2026-08-31", "", "按期完成", "2026-09-12", ""],
        ))
        .finds_one("RC-06");
    assert_eq!(one.formula, "2026-09-12 > 2026-08-31，而状态为按期");
}

#[test]
fn the_same_day_in_other_words_is_no_change() {
    for (old, new) in [
        ("2026年6月底前", "2026-06-30"),
        ("2026年上半年", "2026年二季度"),
        ("2026-12-31", "2026年底前"),
        ("2026年9月", "2026/9/30"),
    ] {
        two(
            [TITLE, old, "", "进行中", "", ""],
            [TITLE, new, "", "进行中", "", ""],
        )
        .silent("RC-06");
    }
}

#[test]
fn an_earlier_deadline_is_no_delay() {
    two(
        [TITLE, "2026-12-31", "", "进行中", "", ""],
        [TITLE, "2026-10-31", "", "进行中", "", ""],
    )
    .silent("RC-06");
}

#[test]
fn an_approved_extension_explains_it() {
    let extension = |decision: &str| {
        two(
            [TITLE, "2026-08-31", "", "进行中", "", ""],
            [TITLE, "2026-11-30", "", "进行中", "", ""],
        )
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
                "GF2026-015",
                "2026-08-12",
                "2026-08-31",
                "2026-11-30",
                decision,
                "2026-08-25",
            ]],
        ))
    };
    extension("同意延期").silent("RC-06");
    extension("不同意").finds_one("RC-06");
}

#[test]
fn an_approval_named_in_the_remark_explains_it() {
    for remark in ["琅环函〔2026〕33号批准延期至11月底", "经厅务会研究同意展期"]
    {
        two(
            [TITLE, "2026-08-31", "", "进行中", "", ""],
            [TITLE, "2026-11-30", "", "进行中", "", remark],
        )
        .silent("RC-06");
    }
    two(
        [TITLE, "2026-08-31", "", "进行中", "", ""],
        [TITLE, "2026-11-30", "", "进行中", "", "拟申请延期，待批复"],
    )
    .finds_one("RC-06");
}

#[test]
fn a_number_used_again_for_another_matter_is_no_move() {
    two(
        [TITLE, "2026-08-31", "", "进行中", "", ""],
        ["秋冬季柴油货车路检", "2026-12-31", "", "进行中", "", ""],
    )
    .silent("RC-06");
}

#[test]
fn next_year_s_round_of_a_finished_task_is_no_move() {
    two(
        [TITLE, "2026-06-30", "", "已完成", "2026-06-20", ""],
        [TITLE, "2026-12-31", "", "进行中", "", ""],
    )
    .silent("RC-06");
}

#[test]
fn closing_after_the_deadline_is_not_finishing_late() {
    let mut closing = version(
        "2026-09-30",
        [TITLE, "2026-08-31", "", "按期完成", "2026-09-12", ""],
    );
    closing.columns[5].header = "销号时间".to_owned();
    on("2026-10-10").book(closing).silent("RC-06");
}

#[test]
fn a_finish_known_to_the_month_of_the_deadline_may_be_timely() {
    on("2026-10-10")
        .book(version(
            "2026-09-30",
            [TITLE, "2026-08-15", "", "按期完成", "2026年8月", ""],
        ))
        .silent("RC-06");
}

#[test]
fn a_late_finish_told_as_timely_in_the_progress_is_flagged() {
    let told = |words: &str| {
        on("2026-10-10").book(book(
            BookKind::整改清单,
            "2026-09-30",
            &[
                "item_no",
                "title",
                "deadline",
                "done_date",
                "status",
                "progress",
            ],
            &[&[
                "GF-3",
                "暂存池防渗",
                "2026-06-30",
                "2026-07-18",
                "已完成",
                words,
            ]],
        ))
    };
    told("如期完成防渗层铺设1200平方米").finds_one("RC-06");
    told("因连续降雨未按期完成，7月18日铺设完毕").silent("RC-06");
    told("7月18日铺设完毕，晚18天").silent("RC-06");
}

#[test]
fn a_matter_taken_up_again_gets_a_new_term() {
    on("2026-10-10")
        .versions(vec![
            version(
                "2026-06-30",
                [
                    TITLE,
                    "2026-06-30",
                    "2026-06-30",
                    "已完成",
                    "2026-06-20",
                    "",
                ],
            ),
            version(
                "2026-09-30",
                [
                    TITLE,
                    "2026-06-30",
                    "2026-11-30",
                    "进行中",
                    "",
                    "回头看发现反弹，8月局长办公会决定重新挂账，限11月底前",
                ],
            ),
        ])
        .book(book(
            BookKind::延期登记,
            "2026-09-30",
            &["ledger_no", "new_deadline", "decision"],
            &[&["GF2026-099", "2026-12-31", "同意"]],
        ))
        .silent("RC-06");
}
