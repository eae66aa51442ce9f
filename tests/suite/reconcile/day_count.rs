//! RC-21: numbers of days that their dates do not make.
use taizhang::model::{BookKind, Certainty};

use super::fixture::{Material, book, document, on};

fn text(sentence: &str) -> Material {
    on("2026-10-10").document(document("公示.txt", "2026-09-30", &[sentence]))
}

#[test]
fn workdays_that_the_dates_do_not_make_are_flagged() {
    for sentence in [
        "公示期为2024年9月29日至10月9日，共10个工作日。",
        "现予公示，公示时间：2024年9月29日—2024年10月9日（10个工作日）。",
        "公示10个工作日（2024年9月29日至10月9日），接受监督。",
        "整改情况于2024年9月29日至10月9日在县政府门户网站公示，共10个工作日。",
    ] {
        let one = text(sentence).finds_one("RC-21");
        assert!(one.formula.contains("= 4"), "{}", one.formula);
        assert!(one.source.quote().contains("2024年9月29日"), "{one:?}");
        assert_eq!(one.certainty, Certainty::确定);
    }
}

#[test]
fn calendar_days_that_the_dates_do_not_make_are_flagged() {
    text("集中整治自2026年4月1日至4月20日，为期30天。").finds_one("RC-21");
    text("公示期：2026年8月3日至8月7日，共7日。").finds_one("RC-21");
}

#[test]
fn fewer_days_than_at_least_promised_are_flagged() {
    text("公示时间为2026年9月1日至9月4日，不少于5个工作日。").finds_one("RC-21");
}

#[test]
fn both_ways_of_counting_are_tried() {
    // 10 workdays with the make-up Saturday of 8 February, nine without the first day.
    for n in ["10", "9", "十"] {
        text(&format!("公示期为2025年1月21日至2月8日，共{n}个工作日。")).silent("RC-21");
    }
    for n in ["5", "4"] {
        text(&format!("公示期：2026年8月3日至8月7日，共{n}天。")).silent("RC-21");
    }
}

#[test]
fn at_least_so_many_holds_with_more() {
    text("公示时间为2026年9月1日至9月15日，不少于5个工作日。").silent("RC-21");
}

#[test]
fn a_term_or_a_count_of_other_things_is_not_the_length() {
    for sentence in [
        "2026年8月3日至8月7日公示，10个工作日内反馈意见。",
        "2026年8月1日至8月31日，优良天数共28天。",
        "2026年8月3日至8月7日检查企业12家，约7天完成。",
        "2026年3月至5月，共90天集中攻坚。",
    ] {
        text(sentence).silent("RC-21");
    }
}

#[test]
fn a_year_without_notice_is_an_estimate() {
    let one = text("公示期为2031年3月3日至3月7日，共9个工作日。").finds_one("RC-21");
    assert_eq!(one.certainty, Certainty::较强);
    assert!(one.reason.contains("暂估"));
}

#[test]
fn columns_of_a_register_of_closures_are_counted_too() {
    let row = |days: &str| {
        on("2026-10-10").book(book(
            BookKind::销号登记,
            "2026-09-30",
            &[
                "ledger_no",
                "publicity_from",
                "publicity_to",
                "publicity_days",
            ],
            &[&["XH-1", "2026-08-03", "2026-08-07", days]],
        ))
    };
    row("10个工作日").finds_one("RC-21");
    row("5个工作日").silent("RC-21");
    row("5").silent("RC-21");
}

#[test]
fn days_of_a_sort_within_the_dates_are_not_their_number() {
    text("2026年8月1日至8月31日，共28天达标。").silent("RC-21");
    text("2026年8月3日至8月7日共2天停电检修。").silent("RC-21");
}
