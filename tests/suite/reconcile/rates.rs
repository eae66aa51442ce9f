//! RC-15: rates against the ledger in every definition, running totals that fall, two values of one day.
use taizhang::model::{Book, BookKind};

use super::{
    fixture::{Material, book, on},
    papers::{overview, report},
};

/// Ten matters: four done, two done in stages, four under way.
fn ledger() -> Book {
    let nos: Vec<String> = (1..=10).map(|n| format!("DC2026-{n:02}")).collect();
    let titles = [
        "青岩河治理",
        "石门水库清理",
        "北坡石料场修复",
        "雨污分流改造",
        "焚烧巡查",
        "危废贮存整治",
        "油烟整治",
        "扬尘整治",
        "噪声整治",
        "畜禽粪污整治",
    ];
    let rows: Vec<Vec<&str>> = nos
        .iter()
        .zip(titles)
        .enumerate()
        .map(|(at, (no, title))| {
            let status = match at {
                0..=3 => "已完成",
                4..=5 => "阶段性完成",
                _ => "进行中",
            };
            vec![no.as_str(), title, status]
        })
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    book(
        BookKind::总账,
        "2026-09-30",
        &["item_no", "title", "status"],
        &rows,
    )
}

fn says(sentence: &str) -> Material {
    on("2026-10-10")
        .book(ledger())
        .reads(overview("2026-09-30", &[sentence]))
}

/// One matter with words of progress.
fn progress(as_of: &str, text: &str) -> Book {
    book(
        BookKind::总账,
        as_of,
        &["item_no", "title", "status", "progress"],
        &[
            &["DC2026-07", "青岩河流域综合治理", "进行中", text],
            &["DC2026-08", "石门水库库周养殖清理", "进行中", "正在实施"],
        ],
    )
}

fn two_versions(old: &str, new: &str) -> Material {
    on("2026-10-10").versions(vec![
        progress("2026-06-30", old),
        progress("2026-09-30", new),
    ])
}

#[test]
fn finds_a_rate_that_no_definition_gives() {
    let found = says("台账10项任务，办结率75%。").finds_one("RC-15");
    assert!(
        found.formula.contains("已完成/总数 = 40%"),
        "{}",
        found.formula
    );
    assert!(found.formula.contains("60%"), "{}", found.formula);
}

#[test]
fn finds_a_running_total_that_falls_in_the_ledger() {
    let found = two_versions("累计整治排口58个。", "累计整治排口51个。").finds_one("RC-15");
    assert_eq!(found.source.quote(), "累计整治排口51个");
    assert_eq!(found.evidence[0].source.quote(), "累计整治排口58个");
}

#[test]
fn finds_a_running_total_that_falls_between_reports() {
    let found = on("2026-10-10")
        .book(progress("2026-09-30", "正在实施"))
        .reads(report(
            "2026-06-30",
            &["一、青岩河流域综合治理（DC2026-07）", "累计清运垃圾320吨。"],
        ))
        .reads(report(
            "2026-09-30",
            &["一、青岩河流域综合治理（DC2026-07）", "累计清运垃圾290吨。"],
        ))
        .finds_one("RC-15");
    assert_eq!(found.source.quote(), "累计清运垃圾290吨。");
}

#[test]
fn finds_an_amount_other_than_the_ledgers_of_the_same_day() {
    let found = on("2026-10-10")
        .book(progress(
            "2026-09-30",
            "应整治排口58个，累计整治51个，在施7个。",
        ))
        .reads(overview(
            "2026-09-30",
            &["青岩河流域综合治理（DC2026-07）：应整治排口58个，已整治55个。"],
        ))
        .finds_one("RC-15");
    assert_eq!(found.evidence[0].source.quote(), "累计整治51个");
}

#[test]
fn finds_two_reports_with_two_values_of_one_day() {
    let found = on("2026-10-10")
        .book(progress("2026-09-30", "正在实施"))
        .reads(report(
            "2026-09-30",
            &[
                "一、青岩河流域综合治理（DC2026-07）",
                "应整治排口58个，已整治51个。",
            ],
        ))
        .reads(overview(
            "2026-09-30",
            &["青岩河流域综合治理（DC2026-07）：应整治排口58个，已整治55个。"],
        ))
        .find("RC-15");
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn any_definition_that_gives_the_rate_silences() {
    says("台账10项任务，办结率40%。").silent("RC-15");
    says("台账10项任务，办结率60%。").silent("RC-15");
}

#[test]
fn hedges_and_rounding_are_silent() {
    says("台账10项任务，完成率约41%。").silent("RC-15");
    says("台账10项任务，完成率近42%。").silent("RC-15");
    says("台账10项任务，完成率超38%。").silent("RC-15");
}

#[test]
fn rates_of_other_things_are_silent() {
    says("台账10项任务，资金支付率75%。").silent("RC-15");
    says("全市受理举报280件，办结率75%。").silent("RC-15");
    on("2026-10-10")
        .book(ledger())
        .reads(overview("2026-08-31", &["台账10项任务，办结率75%。"]))
        .silent("RC-15");
}

#[test]
fn a_fall_that_is_explained_is_silent() {
    two_versions(
        "累计整治排口58个。",
        "经复核剔除重复计算7个，累计整治排口51个。",
    )
    .silent("RC-15");
    two_versions("累计整治排口51个。", "累计整治排口58个。").silent("RC-15");
    two_versions("累计整治排口58个。", "累计清淤41公里。").silent("RC-15");
}

#[test]
fn totals_of_another_amount_to_do_are_silent() {
    on("2026-10-10")
        .book(progress("2026-09-30", "应整治排口58个，累计整治51个。"))
        .reads(report(
            "2026-09-30",
            &[
                "一、青岩河流域综合治理（DC2026-07）",
                "应整治排口20个，已整治18个。",
                "应清运垃圾58吨，已清运40吨。",
            ],
        ))
        .silent("RC-15");
}

#[test]
fn a_definition_of_the_office_takes_the_place_of_the_known_ones() {
    let mut material = says("台账10项任务，办结率60%。");
    material
        .settings
        .rates
        .insert("办结率".to_owned(), vec!["已完成/总数".to_owned()]);
    material.finds_one("RC-15");
}
