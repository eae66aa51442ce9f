//! What a report tied to a matter changes in the checks on its dates, steps and deadlines.
use taizhang::model::{BookKind, Claimed, DateRole, Severity, StepKind};

use super::fixture::{Material, book, date, facets, on};

const NO: &str = "HX-2026-40";

/// A ledger of one matter.
fn ledger(columns: &[&str], cells: &[&str]) -> Material {
    let fields: Vec<&str> = ["item_no", "title"]
        .iter()
        .chain(columns)
        .copied()
        .collect();
    let row: Vec<&str> = [NO, "海岸线清洁"].iter().chain(cells).copied().collect();
    on("2026-10-10").book(book(BookKind::总账, "2026-09-30", &fields, &[&row]))
}

/// The same with a report that dates a step.
fn step(material: Material, sentence: &str, step: StepKind, day: &str) -> Material {
    material.report(
        "海岸专报.docx",
        "2026-09-30",
        &[(
            sentence,
            NO,
            Claimed::Step {
                step,
                date: date(day, DateRole::Event, "2026-09-30"),
            },
        )],
    )
}

/// The same with a report that says how far the matter is.
fn status(material: Material, sentence: &str, words: &str, day: &str) -> Material {
    material.report(
        "海岸专报.docx",
        "2026-09-30",
        &[(
            sentence,
            NO,
            Claimed::Status {
                facets: facets(words),
                done_on: Some(date(day, DateRole::Event, "2026-09-30")),
            },
        )],
    )
}

#[test]
fn a_report_may_know_an_earlier_conveyance() {
    let late = || {
        ledger(
            &["received_date", "convey_date", "convey"],
            &["2026-03-02", "2026-03-16", "中心组学习"],
        )
    };
    late().finds_one("RC-01");
    step(
        late(),
        "3月4日，局党组会议传达学习了HX-2026-40号部署。",
        StepKind::Convey,
        "2026-03-04",
    )
    .silent("RC-01");
}

#[test]
fn a_report_may_know_the_missing_step() {
    let done = || {
        ledger(
            &["convey", "plan", "execute", "status"],
            &["3月5日", "", "清理岸线8公里", "已完成"],
        )
    };
    done().finds_one("RC-09");
    step(
        done(),
        "3月20日印发HX-2026-40号事项方案。",
        StepKind::Plan,
        "2026-03-20",
    )
    .silent("RC-09");
}

#[test]
fn a_finish_that_a_report_dates_is_left_to_the_comparison_of_states() {
    let over = || ledger(&["deadline", "status"], &["2026-06-30", "进行中"]);
    over().finds_one("RC-05");
    status(
        over(),
        "HX-2026-40号事项已于6月25日完成。",
        "已完成",
        "2026-06-25",
    )
    .silent("RC-05");
}

#[test]
fn a_report_that_calls_a_late_finish_timely_is_flagged() {
    let said = "HX-2026-40号事项于9月12日按期完成。";
    let finished = |deadline: &str| {
        status(
            ledger(&["deadline", "status"], &[deadline, "已完成"]),
            said,
            "按期完成",
            "2026-09-12",
        )
    };
    assert_eq!(
        finished("2026-08-31").finds_one("RC-06").source.quote(),
        said
    );
    finished("2026-09-12").silent("RC-06");
    finished("2026年9月底前").silent("RC-06");
}

fn conveyed(words: &str) -> Material {
    ledger(&["convey_date", "convey"], &["2026-03-15", words])
}

#[test]
fn a_report_and_the_ledger_that_date_one_step_differently_are_flagged() {
    let one = step(
        conveyed("局党组会"),
        "3月5日召开党组会传达学习HX-2026-40号部署。",
        StepKind::Convey,
        "2026-03-05",
    )
    .finds_one("RC-11");
    assert_eq!(one.formula, "2026-03-05 ≠ 2026-03-15");
    assert_eq!(one.severity, Severity::重点);
    assert!(one.source.quote().contains("3月5日"));
    assert_eq!(one.evidence[0].source.quote(), "2026-03-15");
}

#[test]
fn a_report_that_tells_the_future_as_past_is_flagged() {
    let one = status(
        ledger(&["status"], &["已完成"]),
        "HX-2026-40号事项已于2026年11月3日完成。",
        "已完成",
        "2026-11-03",
    )
    .finds_one("RC-11");
    assert_eq!(one.formula, "2026-11-03 > 2026-10-01");
}

#[test]
fn a_report_that_knows_the_month_does_not_contradict_the_day() {
    step(
        conveyed(""),
        "3月传达学习HX-2026-40号部署。",
        StepKind::Convey,
        "2026年3月",
    )
    .silent("RC-11");
}

#[test]
fn another_meeting_is_another_occasion() {
    for sentence in [
        "4月2日理论学习中心组再次传达学习HX-2026-40号部署。",
        "4月2日召开推进会传达HX-2026-40号部署。",
    ] {
        step(
            conveyed("局党组会"),
            sentence,
            StepKind::Convey,
            "2026-04-02",
        )
        .silent("RC-11");
    }
}

#[test]
fn the_day_a_plan_was_deliberated_is_not_the_day_it_was_issued() {
    let plan = |sentence: &str| {
        step(
            ledger(&["plan_date", "plan"], &["2026-04-10", "海环发〔2026〕9号"]),
            sentence,
            StepKind::Plan,
            "2026-04-02",
        )
    };
    plan("4月2日局务会审议HX-2026-40号事项方案。").silent("RC-11");
    plan("4月2日印发分工方案（海环办〔2026〕3号）。").silent("RC-11");
    plan("4月2日印发HX-2026-40号事项方案。").finds_one("RC-11");
}
