//! RC-12: the same progress, period after period.
use taizhang::model::{Book, BookKind, Certainty};

use super::fixture::{Material, book, on};

fn version(as_of: &str, told: &str, problem: &str, status: &str) -> Book {
    book(
        BookKind::总账,
        as_of,
        &["item_no", "title", "progress", "problem", "status"],
        &[&["LT-2026-9", "老旧管网改造", told, problem, status]],
    )
}

fn quarters(old: [&str; 3], new: [&str; 3]) -> Material {
    on("2026-10-10").versions(vec![
        version("2026-06-30", old[0], old[1], old[2]),
        version("2026-09-30", new[0], new[1], new[2]),
    ])
}

const TOLD: &str = "已完成管网普查41公里，设计单位正在修改施工图，改造3.2公里。";

#[test]
fn not_a_word_changed_in_two_quarters_is_flagged() {
    let one = quarters([TOLD, "", "进行中"], [TOLD, "", "进行中"]).finds_one("RC-12");
    assert_eq!(one.certainty, Certainty::确定);
    assert!(one.source.file().contains("2026-09-30"));
    assert_eq!(one.evidence.len(), 1);
}

#[test]
fn a_new_day_over_the_same_words_is_no_news() {
    let one = quarters(
        [
            "截至6月28日，已完成管网普查41公里，设计单位正在修改施工图，改造3.2公里。",
            "",
            "进行中",
        ],
        [
            "截至9月28日，已完成管网普查41公里，设计单位正在修改施工图，改造3.2公里。",
            "",
            "进行中",
        ],
    )
    .finds_one("RC-12");
    assert_eq!(one.certainty, Certainty::较强);
}

#[test]
fn a_share_that_stands_still_is_flagged() {
    let mut versions = vec![
        version("2026-06-30", "45%", "", "进行中"),
        version("2026-09-30", "45%", "", "进行中"),
    ];
    for v in &mut versions {
        v.records[0].facets.percent = Some(45.into());
    }
    on("2026-10-10").versions(versions).finds_one("RC-12");
}

#[test]
fn the_number_of_periods_is_the_office_s() {
    let mut two = quarters([TOLD, "", "进行中"], [TOLD, "", "进行中"]);
    two.settings.stalled_periods = 3;
    two.silent("RC-12");
}

#[test]
fn a_number_that_moved_is_progress() {
    quarters(
        [TOLD, "", "进行中"],
        [
            "已完成管网普查41公里，设计单位正在修改施工图，改造5.8公里。",
            "",
            "进行中",
        ],
    )
    .silent("RC-12");
}

#[test]
fn a_word_turned_round_is_progress() {
    quarters(
        [
            "一期工程已开工建设，二期工程未取得施工许可，三期工程正在编制可行性研究报告并征求意见",
            "",
            "进行中",
        ],
        [
            "一期工程已开工建设，二期工程已取得施工许可，三期工程正在编制可行性研究报告并征求意见",
            "",
            "进行中",
        ],
    )
    .silent("RC-12");
}

#[test]
fn a_cause_newly_given_explains_it() {
    quarters(
        [TOLD, "", "进行中"],
        [TOLD, "汛期禁止开挖，10月恢复", "进行中"],
    )
    .silent("RC-12");
}

#[test]
fn what_is_done_or_not_begun_does_not_stall() {
    quarters([TOLD, "", "进行中"], [TOLD, "", "已完成"]).silent("RC-12");
    quarters([TOLD, "", "未启动"], [TOLD, "", "未启动"]).silent("RC-12");
}

#[test]
fn two_versions_of_one_month_are_one_period() {
    on("2026-10-10")
        .versions(vec![
            version("2026-09-12", TOLD, "", "进行中"),
            version("2026-09-30", TOLD, "", "进行中"),
        ])
        .silent("RC-12");
}

#[test]
fn a_status_word_is_no_progress_to_compare() {
    quarters(["正常推进中", "", "进行中"], ["正常推进中", "", "进行中"]).silent("RC-12");
}

#[test]
fn a_share_that_stands_still_beside_new_words_is_flagged() {
    quarters(
        ["应换装320户，已换装176户", "", "已完成55%"],
        ["入户换装工作有序展开，累计176户", "", "已完成55%"],
    )
    .finds_one("RC-12");
    quarters(
        ["应换装320户，已换装176户", "", "已完成55%"],
        ["应换装320户，已换装240户", "", "已完成75%"],
    )
    .silent("RC-12");
}

#[test]
fn a_standing_matter_may_keep_its_words() {
    let words = "坚持巡查值守制度，落实网格员责任，发现问题及时处置";
    quarters(
        [words, "", "持续推进，长期坚持"],
        [words, "", "持续推进，长期坚持"],
    )
    .silent("RC-12");
    let figures = "坚持巡查值守制度，出动网格员36人次，处置火点4处";
    quarters(
        [figures, "", "持续推进，长期坚持"],
        [figures, "", "持续推进，长期坚持"],
    )
    .finds_one("RC-12");
}
