//! RC-14: reported numbers against the ledger's own; subsets, other units, hedges, spans and other days are left alone.
use taizhang::model::{Book, BookKind, DocType};

use super::{
    fixture::{Material, book, document, on},
    papers::{overview, report, report_of},
};

const FIELDS: &[&str] = &["item_no", "title", "lead_unit", "status", "closure"];

/// Six matters: two done (one of them closed), three on time, one behind.
fn ledger() -> Book {
    book(
        BookKind::总账,
        "2026-09-30",
        FIELDS,
        &[
            &[
                "DC2026-01",
                "青岩河流域综合治理",
                "松屏县生态环境局",
                "已完成",
                "已销号",
            ],
            &[
                "DC2026-02",
                "石门水库库周养殖清理",
                "松屏县生态环境局",
                "已完成",
                "申请销号",
            ],
            &[
                "DC2026-03",
                "北坡石料场生态修复",
                "松屏县生态环境局",
                "进行中，达到序时进度",
                "",
            ],
            &[
                "DC2026-04",
                "县城雨污分流改造",
                "临溪县生态环境局",
                "进行中，达到序时进度",
                "",
            ],
            &[
                "DC2026-05",
                "露天焚烧巡查",
                "临溪县生态环境局",
                "进行中，达到序时进度",
                "",
            ],
            &[
                "DC2026-06",
                "危险废物贮存场所整治",
                "临溪县生态环境局",
                "进行中，滞后",
                "",
            ],
        ],
    )
}

fn says(sentence: &str) -> Material {
    on("2026-10-10")
        .book(ledger())
        .reads(overview("2026-09-30", &[sentence]))
}

/// A ledger whose records count their own tasks.
fn with_numbers(total: &str, done: &str, closed: &str) -> Book {
    let mut counted = book(
        BookKind::总账,
        "2026-09-30",
        &[
            "item_no",
            "title",
            "metric_total",
            "metric_done",
            "metric_closed",
        ],
        &[
            &["DC2026-01", "青岩河流域综合治理", total, done, closed],
            &["DC2026-02", "石门水库库周养殖清理", "4", "2", "1"],
        ],
    );
    for (column, header) in counted.columns.iter_mut().skip(2).zip([
        "任务数（项）/总数",
        "任务数（项）/已完成",
        "任务数（项）/其中已销号",
    ]) {
        column.header = header.to_owned();
    }
    counted
}

#[test]
fn finds_a_part_that_no_way_of_counting_gives() {
    let found = says("6项任务中，已完成3项，达到序时进度3项。").finds_one("RC-14");
    assert!(found.formula.contains("3 ≠"), "{}", found.formula);
    assert!(found.evidence[0].note.contains("共6条"));
}

#[test]
fn finds_a_total_said_to_be_the_ledgers() {
    let found = says("总账现共登记事项8项。").finds_one("RC-14");
    assert_eq!(found.formula, "8 ≠ 6");
}

#[test]
fn finds_a_count_of_one_record_that_differs_from_its_cell() {
    let found = on("2026-10-10")
        .book(with_numbers("12", "7", "4"))
        .reads(report(
            "2026-09-30",
            &[
                "一、青岩河流域综合治理（DC2026-01）",
                "12项任务中，已完成9项，其中已销号4项。",
            ],
        ))
        .finds_one("RC-14");
    assert_eq!(found.evidence[0].source.quote(), "7");
    assert_eq!(found.formula, "9 ≠ 7");
}

#[test]
fn finds_more_closed_than_done() {
    let found = on("2026-10-10")
        .reads(report(
            "2026-09-30",
            &["全县承担整改任务18项，已完成7项，已销号9项，正在推进11项。"],
        ))
        .finds_one("RC-14");
    assert_eq!(found.formula, "已销号9 > 已完成7");
    let in_cells = on("2026-10-10")
        .book(with_numbers("12", "4", "6"))
        .finds_one("RC-14");
    assert_eq!(in_cells.source.quote(), "6");
}

#[test]
fn finds_tasks_still_under_way_among_those_done() {
    let found = on("2026-10-10")
        .reads(report(
            "2026-09-30",
            &[
                "反馈的整改任务共15项，已完成14项，请县水利局尽快办理销号。",
                "县水利局正在推进1—14号任务。",
            ],
        ))
        .finds_one("RC-14");
    assert_eq!(found.indicator.as_deref(), Some("status-contradiction"));
}

#[test]
fn finds_a_list_longer_than_its_text_says() {
    let list = "2026年8月，全区共办结群众举报问题2件，其中1件正在整改，1件已完成整改。 序号 区划 举报编号 对象 办结意见 \
        1 临溪县 260801350000010001 木器厂 已责令密闭。 2 临溪县 260803350000010002 石材厂 已停用。 \
        3 松屏县 260811350000010003 养殖场 已清运。 4 松屏县 260815350000010004 洗车场 已改造。 ";
    let found = on("2026-10-10")
        .document(document(
            "举报公开.txt",
            "2026-09-05",
            &["群众举报办理情况公开", list],
        ))
        .finds_one("RC-14");
    assert!(found.formula.contains("清单4条"), "{}", found.formula);
}

#[test]
fn subsets_and_the_same_numbers_are_silent() {
    says("6项任务中，已完成2项，其中已销号1项，达到序时进度3项，未达到序时进度1项。")
        .silent("RC-14");
    says("总账在册事项6项，已完成2项，正在推进4项。").silent("RC-14");
    on("2026-10-10")
        .reads(report(
            "2026-09-30",
            &["全县承担整改任务18项，已完成7项，其中已销号4项，正在推进11项。"],
        ))
        .silent("RC-14");
}

#[test]
fn other_things_other_units_and_hedges_are_silent() {
    says("6项任务涉及问题23个，已整改15个。").silent("RC-14");
    says("近期抽查任务6项，已完成5项。").silent("RC-14");
    says("约6项任务已完成近3项。").silent("RC-14");
    says("全市督察反馈问题43个，已完成整改30个。").silent("RC-14");
    says("三季度新增任务6项，完成5项。").silent("RC-14");
}

#[test]
fn another_day_is_silent() {
    on("2026-10-10")
        .book(ledger())
        .reads(overview(
            "2026-10-08",
            &["6项任务中，已完成3项，达到序时进度3项。"],
        ))
        .silent("RC-14");
    on("2026-10-10")
        .book(with_numbers("12", "7", "4"))
        .reads(report(
            "2026-10-08",
            &[
                "一、青岩河流域综合治理（DC2026-01）",
                "12项任务中，已完成9项，其中已销号4项。",
            ],
        ))
        .silent("RC-14");
}

#[test]
fn a_unit_counts_its_own_records() {
    let small = |sentence: &str| {
        on("2026-10-10").book(ledger()).reads(report_of(
            "临溪县生态环境局",
            "2026-09-30",
            DocType::整改报告,
            &[sentence],
        ))
    };
    small("我县承担任务3项，达到序时进度2项，未达到序时进度1项。").silent("RC-14");
}

#[test]
fn plans_are_silent() {
    says("6项任务中，计划年底前完成5项。").silent("RC-14");
    says("6项任务中，力争完成5项，确保达到序时进度6项。").silent("RC-14");
}

#[test]
fn a_list_that_is_as_long_as_said_or_an_excerpt_is_silent() {
    let rows = "序号 区划 举报编号 对象 1 临溪县 260801350000010001 木器厂 已责令密闭。 2 临溪县 260803350000010002 石材厂 已停用。 ";
    let says = |text: &str| {
        let all = format!("{text} {rows}");
        on("2026-10-10").document(document(
            "举报公开.txt",
            "2026-09-05",
            &["群众举报办理情况公开", &all],
        ))
    };
    says("2026年8月，全区共办结群众举报问题2件。").silent("RC-14");
    says("2026年8月，全区共受理举报30件，部分办理情况如下。").silent("RC-14");
    says("2026年8月，全区共办结举报1件，正在办理1件。").silent("RC-14");
}

#[test]
fn more_that_passed_the_look_back_than_were_closed_is_found() {
    for text in [
        "62项任务已销号28项，通过“回头看”31项。",
        "累计销号14件，其余在办，经回头看确认16件成效稳固。",
        "全年完成销号9个、回头看通过11个。",
    ] {
        let found = on("2026-10-10")
            .reads(report("2026-09-30", &[text]))
            .find("RC-14");
        assert!(
            found.iter().any(|m| m.item == "销号数与通过回头看数"),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn look_backs_of_another_span_another_unit_or_fewer_are_left_alone() {
    for text in [
        "62项任务已销号28项，通过“回头看”11项。",
        "本季度销号3项；去年以来通过“回头看”11项。",
        "已销号5项，回头看通过点位12个。",
        "已销号约10项，通过“回头看”11项。",
    ] {
        on("2026-10-10")
            .reads(report("2026-09-30", &[text]))
            .silent("RC-14");
    }
}
