//! RC-11: dates that cannot be, and steps dated twice.
use taizhang::model::{BookKind, Claimed, DateRole, Severity, StepKind};

use super::fixture::{Material, book, date, facets, on};

fn ledger(
    directive: &str,
    received: &str,
    convey: [&str; 2],
    done: &str,
    status: &str,
) -> Material {
    on("2026-10-10").book(book(
        BookKind::总账,
        "2026-09-30",
        &[
            "item_no",
            "title",
            "directive_date",
            "received_date",
            "convey_date",
            "convey",
            "done_date",
            "status",
        ],
        &[&[
            "HX-2026-40",
            "海岸线清洁",
            directive,
            received,
            convey[0],
            convey[1],
            done,
            status,
        ]],
    ))
}

fn told(
    sentence: &'static str,
    step: StepKind,
    day: &str,
) -> [(&'static str, &'static str, Claimed); 1] {
    [(
        sentence,
        "HX-2026-40",
        Claimed::Step {
            step,
            date: date(day, DateRole::Event, "2026-09-30"),
        },
    )]
}

#[test]
fn conveyed_before_the_directive_was_given_is_flagged() {
    let one =
        ledger("2026-03-10", "2026-03-12", ["2026-03-05", ""], "", "进行中").finds_one("RC-11");
    assert_eq!(one.formula, "2026-03-05 < 2026-03-10");
    assert_eq!(one.source.quote(), "2026-03-05");
    assert_eq!(one.evidence[0].source.quote(), "2026-03-10");
}

#[test]
fn received_before_it_was_issued_is_flagged() {
    ledger("2026-03-10", "2026-03-01", ["2026-03-15", ""], "", "进行中").finds_one("RC-11");
}

#[test]
fn a_day_that_does_not_exist_is_flagged() {
    let one =
        ledger("2026-02-10", "2026-02-30", ["2026-03-05", ""], "", "进行中").finds_one("RC-11");
    assert_eq!(one.source.quote(), "2026-02-30");
    assert!(one.reason.contains("不是一个存在的日期"));
}

#[test]
fn finished_on_a_day_still_to_come_is_flagged() {
    let one = ledger("", "", ["", ""], "2026-10-20", "已完成").finds_one("RC-11");
    assert_eq!(one.source.quote(), "2026-10-20");
}

#[test]
fn a_report_and_the_ledger_that_date_one_step_differently_are_flagged() {
    let one = ledger(
        "2026-03-01",
        "2026-03-03",
        ["2026-03-15", "局党组会"],
        "",
        "进行中",
    )
    .report(
        "海岸专报.docx",
        "2026-09-30",
        &told(
            "3月5日召开党组会传达学习HX-2026-40号部署。",
            StepKind::Convey,
            "2026-03-05",
        ),
    )
    .finds_one("RC-11");
    assert_eq!(one.formula, "2026-03-05 ≠ 2026-03-15");
    assert_eq!(one.severity, Severity::重点);
    assert!(one.source.quote().contains("3月5日"));
    assert_eq!(one.evidence[0].source.quote(), "2026-03-15");
}

#[test]
fn a_report_that_tells_the_future_as_past_is_flagged() {
    let one = ledger("2026-03-01", "2026-03-03", ["2026-03-05", ""], "", "进行中")
        .report(
            "海岸专报.docx",
            "2026-09-30",
            &[(
                "HX-2026-40号事项已于2026年11月3日完成。",
                "HX-2026-40",
                Claimed::Status {
                    facets: facets("已完成"),
                    done_on: Some(date("2026-11-03", DateRole::Event, "2026-09-30")),
                },
            )],
        )
        .finds_one("RC-11");
    assert_eq!(one.formula, "2026-11-03 > 2026-10-01");
}

#[test]
fn the_day_of_the_directive_itself_is_possible() {
    ledger("2026-03-10", "2026-03-10", ["2026-03-10", ""], "", "进行中").silent("RC-11");
}

#[test]
fn a_month_that_holds_the_day_is_possible() {
    ledger("2026-03-10", "2026年3月", ["2026年3月", ""], "", "进行中").silent("RC-11");
}

#[test]
fn a_planned_day_lies_ahead_by_nature() {
    ledger("", "", ["", ""], "2026-12-20", "进行中").silent("RC-11");
    ledger("", "", ["拟10月20日传达", ""], "", "进行中").silent("RC-11");
}

#[test]
fn the_day_after_the_ledger_was_closed_is_let_pass() {
    ledger("", "", ["", ""], "2026-10-01", "已完成").silent("RC-11");
}

#[test]
fn a_report_that_knows_the_month_does_not_contradict_the_day() {
    ledger("2026-03-01", "2026-03-03", ["2026-03-15", ""], "", "进行中")
        .report(
            "海岸专报.docx",
            "2026-09-30",
            &told(
                "3月传达学习HX-2026-40号部署。",
                StepKind::Convey,
                "2026年3月",
            ),
        )
        .silent("RC-11");
}

#[test]
fn another_meeting_is_another_occasion() {
    for sentence in [
        "4月2日理论学习中心组再次传达学习HX-2026-40号部署。",
        "4月2日召开推进会传达HX-2026-40号部署。",
    ] {
        ledger(
            "2026-03-01",
            "2026-03-03",
            ["2026-03-05", "局党组会"],
            "",
            "进行中",
        )
        .report(
            "海岸专报.docx",
            "2026-09-30",
            &told(sentence, StepKind::Convey, "2026-04-02"),
        )
        .silent("RC-11");
    }
}

#[test]
fn the_day_a_plan_was_deliberated_is_not_the_day_it_was_issued() {
    let plan = |sentence: &'static str| {
        on("2026-10-10")
            .book(book(
                BookKind::总账,
                "2026-09-30",
                &["item_no", "title", "plan_date", "plan"],
                &[&[
                    "HX-2026-40",
                    "海岸线清洁",
                    "2026-04-10",
                    "海环发〔2026〕9号",
                ]],
            ))
            .report(
                "海岸专报.docx",
                "2026-09-30",
                &told(sentence, StepKind::Plan, "2026-04-02"),
            )
    };
    plan("4月2日局务会审议HX-2026-40号事项方案。").silent("RC-11");
    plan("4月2日印发分工方案（海环办〔2026〕3号）。").silent("RC-11");
    plan("4月2日印发HX-2026-40号事项方案。").finds_one("RC-11");
}
