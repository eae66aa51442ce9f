//! Dates: the forms people write, the missing years, the words that are no dates, and dates in running text.
use std::fmt::Write as _;

use jiff::civil::Date;
use taizhang::{
    model::{DateRole, DateValue, Precision, char_slice, fold},
    normalize::dates::{SerialBase, find, parse},
};

fn day(text: &str) -> Option<Date> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

fn role(name: &str) -> DateRole {
    match name {
        "start" => DateRole::Start,
        "deadline" => DateRole::Deadline,
        "event" => DateRole::Event,
        other => panic!("no role {other}"),
    }
}

/// `2024-03-01..2024-03-31 month`, with `+standing` and `+immediate`.
fn shown(value: &DateValue) -> String {
    let mut out = String::new();
    let end = |d: Option<Date>| d.map_or(String::new(), |d| d.to_string());
    if value.from.is_some() || value.to.is_some() {
        write!(out, "{}..{} ", end(value.from), end(value.to)).unwrap();
    }
    let name = match value.precision {
        Precision::Day => "day",
        Precision::Dekad => "dekad",
        Precision::Month => "month",
        Precision::Quarter => "quarter",
        Precision::Half => "half",
        Precision::Year => "year",
        Precision::Range => "range",
        Precision::Immediate => "immediate",
        Precision::Standing => "standing",
        Precision::Relative => "relative",
        Precision::Vague => "vague",
        Precision::Invalid => "invalid",
        Precision::None => "none",
    };
    out.push_str(name);
    if value.standing && value.precision != Precision::Standing {
        out.push_str("+standing");
    }
    if value.immediate && value.precision != Precision::Immediate {
        out.push_str("+immediate");
    }
    out
}

fn check(cases: &[(&str, &str, &str, &str)], serial: Option<SerialBase>) {
    let mut wrong = Vec::new();
    for (raw, reference, as_role, expected) in cases {
        let value = parse(raw, role(as_role), day(reference), serial);
        assert_eq!(value.raw, *raw);
        let got = shown(&value);
        if got != *expected {
            wrong.push(format!("{raw} ({as_role}): {got}, expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn full_forms_are_read_whatever_the_separators() {
    check(
        &[
            (
                "2025-07-09",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "2025.7.9",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "2025/07/09",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "2025年7月9日",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "2025年07月09号",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "２０２５年７月９日",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "2025 年 7 月 9 日",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "  2025年7月9日\n",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "20250709",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "二〇二五年七月九日",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "二○二五年七月九日",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "二Ｏ二五年十一月二十三日",
                "2025-12-31",
                "event",
                "2025-11-23..2025-11-23 day",
            ),
            (
                "二O二五年十月三十日",
                "2025-12-31",
                "event",
                "2025-10-30..2025-10-30 day",
            ),
            (
                "二零二五年十二月",
                "2025-12-31",
                "event",
                "2025-12-01..2025-12-31 month",
            ),
            (
                "二0二五年六月",
                "2025-12-31",
                "event",
                "2025-06-01..2025-06-30 month",
            ),
            (
                "2025年7月",
                "2025-12-31",
                "event",
                "2025-07-01..2025-07-31 month",
            ),
            (
                "2025.07",
                "2025-12-31",
                "event",
                "2025-07-01..2025-07-31 month",
            ),
            (
                "2025-11",
                "2025-12-31",
                "event",
                "2025-11-01..2025-11-30 month",
            ),
            (
                "2025/6",
                "2025-12-31",
                "event",
                "2025-06-01..2025-06-30 month",
            ),
            (
                "25年7月9日",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "98年6月",
                "2025-12-31",
                "event",
                "1998-06-01..1998-06-30 month",
            ),
            (
                "25.7.9",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "2025-07-09 10:30:00",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "2025-07-09T00:00:00",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "2025年7月9日上午9时30分",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "23/7/2025",
                "2025-12-31",
                "event",
                "2025-07-23..2025-07-23 day",
            ),
            (
                "2025年元月5日",
                "2025-12-31",
                "event",
                "2025-01-05..2025-01-05 day",
            ),
            (
                "2025年五月廿三日",
                "2025-12-31",
                "event",
                "2025-05-23..2025-05-23 day",
            ),
            (
                "已于2025年7月9日办结",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "2025年7月9日（星期三）",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "2025年",
                "2025-12-31",
                "event",
                "2025-01-01..2025-12-31 year",
            ),
            (
                "2025年度",
                "2025-12-31",
                "event",
                "2025-01-01..2025-12-31 year",
            ),
        ],
        None,
    );
}

#[test]
fn bare_numbers_are_dates_only_in_a_date_column() {
    check(
        &[
            ("45847", "2025-12-31", "event", "2025-07-09..2025-07-09 day"),
            (
                "45847.75",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "250709",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "202507",
                "2025-12-31",
                "event",
                "2025-07-01..2025-07-31 month",
            ),
            ("2025", "2025-12-31", "deadline", "..2025-12-31 year"),
            ("60", "2025-12-31", "event", "none"),
            ("19999", "2025-12-31", "event", "none"),
            ("80001", "2025-12-31", "event", "none"),
            ("259909", "2025-12-31", "event", "none"),
        ],
        Some(SerialBase::Excel1900),
    );
    check(
        &[("44385", "2025-12-31", "event", "2025-07-09..2025-07-09 day")],
        Some(SerialBase::Excel1904),
    );
    check(
        &[
            ("45847", "2025-12-31", "event", "none"),
            ("45847.75", "2025-12-31", "event", "none"),
            ("250709", "2025-12-31", "event", "none"),
            ("2025", "2025-12-31", "event", "none"),
            ("12", "2025-12-31", "event", "none"),
            ("3.5", "2025-12-31", "event", "none"),
            ("13800001111", "2025-12-31", "event", "none"),
        ],
        None,
    );
}

#[test]
fn a_deadline_is_the_last_day_that_is_meant() {
    check(
        &[
            (
                "2025年6月底前",
                "2025-01-01",
                "deadline",
                "..2025-06-30 month",
            ),
            (
                "2025年6月底",
                "2025-01-01",
                "deadline",
                "..2025-06-30 month",
            ),
            (
                "2025年6月末前完成",
                "2025-01-01",
                "deadline",
                "..2025-06-30 month",
            ),
            (
                "2025年6月30日前",
                "2025-01-01",
                "deadline",
                "..2025-06-30 day",
            ),
            (
                "2025年6月30日之前",
                "2025-01-01",
                "deadline",
                "..2025-06-30 day",
            ),
            ("6月底前", "2025-01-20", "deadline", "..2025-06-30 month"),
            ("6月底前", "2025-11-20", "deadline", "..2025-06-30 month"),
            (
                "明年6月底前",
                "2025-11-20",
                "deadline",
                "..2026-06-30 month",
            ),
            (
                "次年6月底前",
                "2025-11-20",
                "deadline",
                "..2026-06-30 month",
            ),
            ("年底前", "2025-04-02", "deadline", "..2025-12-31 year"),
            ("年内", "2025-04-02", "deadline", "..2025-12-31 year"),
            ("年内完成", "2025-04-02", "deadline", "..2025-12-31 year"),
            ("2025年内", "2025-04-02", "deadline", "..2025-12-31 year"),
            ("2025年年内", "2025-04-02", "deadline", "..2025-12-31 year"),
            ("2025年底", "2025-04-02", "deadline", "..2025-12-31 year"),
            ("2025年年底", "2025-04-02", "deadline", "..2025-12-31 year"),
            ("2025年末", "2025-04-02", "deadline", "..2025-12-31 year"),
            ("今年年底前", "2025-04-02", "deadline", "..2025-12-31 year"),
            (
                "2025年上半年",
                "2025-04-02",
                "deadline",
                "..2025-06-30 half",
            ),
            ("上半年", "2025-04-02", "deadline", "..2025-06-30 half"),
            ("下半年", "2025-04-02", "deadline", "..2025-12-31 half"),
            (
                "2025年二季度",
                "2025-04-02",
                "deadline",
                "..2025-06-30 quarter",
            ),
            ("第四季度", "2025-04-02", "deadline", "..2025-12-31 quarter"),
            ("二季度末", "2025-04-02", "deadline", "..2025-06-30 quarter"),
            ("本季度", "2025-04-02", "deadline", "..2025-06-30 quarter"),
            ("2025Q2", "2025-04-02", "deadline", "..2025-06-30 quarter"),
            ("2025年H1", "2025-04-02", "deadline", "..2025-06-30 half"),
            (
                "2025年5月上旬",
                "2025-04-02",
                "deadline",
                "..2025-05-10 dekad",
            ),
            (
                "2025年5月中旬",
                "2025-04-02",
                "deadline",
                "..2025-05-20 dekad",
            ),
            (
                "2024年2月下旬",
                "2025-04-02",
                "deadline",
                "..2024-02-29 dekad",
            ),
            (
                "2025年2月下旬",
                "2025-04-02",
                "deadline",
                "..2025-02-28 dekad",
            ),
            (
                "2025年5月初",
                "2025-04-02",
                "deadline",
                "..2025-05-10 dekad",
            ),
            ("本月底前", "2025-04-02", "deadline", "..2025-04-30 month"),
            ("下月15日前", "2025-12-02", "deadline", "..2026-01-15 day"),
            ("十四五末", "2025-04-02", "deadline", "..2025-12-31 year"),
            ("“十四五”末", "2025-04-02", "deadline", "..2025-12-31 year"),
            (
                "“十五五”期末",
                "2025-04-02",
                "deadline",
                "..2030-12-31 year",
            ),
            ("2026年", "2025-04-02", "deadline", "..2026-12-31 year"),
            (
                "2025年3月方案，2025年9月底前完成",
                "2025-04-02",
                "deadline",
                "..2025-09-30 month",
            ),
        ],
        None,
    );
}

#[test]
fn ranges_take_what_is_missing_from_their_other_end() {
    check(
        &[
            (
                "2025年1—6月",
                "2025-12-31",
                "event",
                "2025-01-01..2025-06-30 range",
            ),
            (
                "2025年1至6月份",
                "2025-12-31",
                "event",
                "2025-01-01..2025-06-30 range",
            ),
            (
                "2024年11月至2025年3月",
                "2025-12-31",
                "event",
                "2024-11-01..2025-03-31 range",
            ),
            (
                "2024年11月至次年3月",
                "2025-12-31",
                "event",
                "2024-11-01..2025-03-31 range",
            ),
            (
                "2024年11月至3月",
                "2025-12-31",
                "event",
                "2024-11-01..2025-03-31 range",
            ),
            (
                "2025年4月7日至11日",
                "2025-12-31",
                "event",
                "2025-04-07..2025-04-11 range",
            ),
            (
                "2025年4月7-11日",
                "2025-12-31",
                "event",
                "2025-04-07..2025-04-11 range",
            ),
            (
                "4月7日—5月11日",
                "2025-12-31",
                "event",
                "2025-04-07..2025-05-11 range",
            ),
            (
                "2025年4月7日（周一）至2025年4月11日（周五）",
                "2025-12-31",
                "event",
                "2025-04-07..2025-04-11 range",
            ),
            (
                "2021-2025年",
                "2025-12-31",
                "event",
                "2021-01-01..2025-12-31 range",
            ),
            (
                "2021年至2023年",
                "2025-12-31",
                "event",
                "2021-01-01..2023-12-31 range",
            ),
            (
                "2025.01-2025.06",
                "2025-12-31",
                "event",
                "2025-01-01..2025-06-30 range",
            ),
            (
                "2025-04-07至2025-04-11",
                "2025-12-31",
                "event",
                "2025-04-07..2025-04-11 range",
            ),
            (
                "一至三季度",
                "2025-12-31",
                "event",
                "2025-01-01..2025-09-30 range",
            ),
            (
                "2025年前三季度",
                "2025-12-31",
                "event",
                "2025-01-01..2025-09-30 range",
            ),
            (
                "2025年前5个月",
                "2025-12-31",
                "event",
                "2025-01-01..2025-05-31 range",
            ),
            (
                "“十四五”期间",
                "2025-12-31",
                "event",
                "2021-01-01..2025-12-31 range",
            ),
            ("2025年9月至2025年3月", "2025-12-31", "event", "invalid"),
        ],
        None,
    );
}

#[test]
fn a_missing_year_is_the_reports_and_an_event_never_lies_ahead() {
    check(
        &[
            (
                "7月9日",
                "2025-12-31",
                "event",
                "2025-07-09..2025-07-09 day",
            ),
            (
                "11月20日",
                "2025-02-10",
                "event",
                "2024-11-20..2024-11-20 day",
            ),
            (
                "3月10日",
                "2025-02-10",
                "event",
                "2025-03-10..2025-03-10 day",
            ),
            (
                "去年12月",
                "2025-02-10",
                "event",
                "2024-12-01..2024-12-31 month",
            ),
            (
                "上月",
                "2025-01-10",
                "event",
                "2024-12-01..2024-12-31 month",
            ),
            ("2月29日", "2025-06-01", "event", "invalid"),
            ("7月9日", "", "event", "day"),
            ("6月底前", "", "deadline", "month"),
            ("年底前", "", "deadline", "year"),
        ],
        None,
    );
    let doubted = parse("11月20日", DateRole::Event, day("2025-02-10"), None);
    assert!(doubted.doubt.is_some_and(|d| d.contains("上一年")));
    let past = parse("6月底前", DateRole::Deadline, day("2025-11-20"), None);
    assert!(past.doubt.is_some_and(|d| d.contains("早于报告日期")));
    let ahead = parse("6月底前", DateRole::Deadline, day("2025-01-20"), None);
    assert_eq!(ahead.doubt, None);
    let unknown = parse("7月9日", DateRole::Event, None, None);
    assert!(unknown.doubt.is_some_and(|d| d.contains("年份")));
}

#[test]
fn words_that_are_no_dates_say_which_kind_they_are() {
    check(
        &[
            ("立行立改", "2025-04-02", "deadline", "immediate"),
            ("立即整改", "2025-04-02", "deadline", "immediate"),
            ("边督边改", "2025-04-02", "deadline", "immediate"),
            ("长期坚持", "2025-04-02", "deadline", "standing"),
            ("持续推进", "2025-04-02", "deadline", "standing"),
            ("常态化推进", "2025-04-02", "deadline", "standing"),
            ("每季度末", "2025-04-02", "deadline", "standing"),
            ("每月5日前", "2025-04-02", "deadline", "standing"),
            (
                "立行立改，长期坚持",
                "2025-04-02",
                "deadline",
                "immediate+standing",
            ),
            (
                "2025年9月底前，并长期坚持",
                "2025-04-02",
                "deadline",
                "..2025-09-30 month+standing",
            ),
            (
                "立行立改，2025年9月底前完成",
                "2025-04-02",
                "deadline",
                "..2025-09-30 month+immediate",
            ),
            (
                "收到通知后10个工作日内",
                "2025-04-02",
                "deadline",
                "relative",
            ),
            ("印发之日起60日内", "2025-04-02", "deadline", "relative"),
            ("15个工作日内", "2025-04-02", "deadline", "relative"),
            ("整改完成后三个月内", "2025-04-02", "deadline", "relative"),
            ("两周内", "2025-04-02", "deadline", "relative"),
            ("近日", "2025-04-02", "event", "vague"),
            ("日前", "2025-04-02", "event", "vague"),
            ("第一时间", "2025-04-02", "event", "vague"),
            ("及时", "2025-04-02", "event", "vague"),
            ("尽快完成", "2025-04-02", "deadline", "vague"),
            ("春节前", "2025-04-02", "deadline", "vague"),
            ("按序时进度", "2025-04-02", "deadline", "none"),
            ("/", "2025-04-02", "deadline", "none"),
            ("—", "2025-04-02", "deadline", "none"),
            ("——", "2025-04-02", "deadline", "none"),
            ("无", "2025-04-02", "deadline", "none"),
            ("", "2025-04-02", "deadline", "none"),
        ],
        None,
    );
}

#[test]
fn dates_that_do_not_exist_are_kept_and_marked() {
    check(
        &[
            ("2025年2月30日", "2025-12-31", "event", "invalid"),
            ("2025年14月", "2025-12-31", "event", "invalid"),
            ("2025-02-30", "2025-12-31", "event", "invalid"),
            ("20251301", "2025-12-31", "event", "invalid"),
            ("2025.13", "2025-12-31", "event", "invalid"),
            ("2023年2月29日", "2025-12-31", "event", "invalid"),
            ("2025年6月31日前", "2025-12-31", "deadline", "invalid"),
        ],
        None,
    );
    let value = parse("2025年2月30日", DateRole::Event, day("2025-12-31"), None);
    assert_eq!(value.raw, "2025年2月30日");
    assert!(value.doubt.is_some());
}

#[test]
fn october_that_lost_its_nought_is_doubted() {
    let value = parse("2025.1", DateRole::Event, day("2025-12-31"), None);
    assert_eq!(shown(&value), "2025-01-01..2025-01-31 month");
    assert!(value.doubt.is_some_and(|d| d.contains("10月")));
    assert_eq!(
        parse("2025.2", DateRole::Event, day("2025-12-31"), None).doubt,
        None
    );
}

#[test]
fn a_start_has_only_its_first_day() {
    check(
        &[
            ("2025年3月", "2025-12-31", "start", "2025-03-01.. month"),
            ("2025-03-09", "2025-12-31", "start", "2025-03-09.. day"),
            ("二季度", "2025-12-31", "start", "2025-04-01.. quarter"),
        ],
        None,
    );
}

/// `text => quote=value; quote=value`
fn check_running(reference: &str, cases: &[(&str, &[(&str, &str)])]) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let plain = fold(text);
        let found: Vec<(String, String)> = find(&plain, day(reference))
            .into_iter()
            .map(|f| {
                let quote = char_slice(&plain, &(f.start..f.end));
                assert_eq!(quote, f.value.raw);
                (quote, shown(&f.value))
            })
            .collect();
        let want: Vec<(String, String)> = expected
            .iter()
            .map(|(q, v)| ((*q).to_owned(), (*v).to_owned()))
            .collect();
        if found != want {
            wrong.push(format!(
                "{text}\n   got      {found:?}\n   expected {want:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn running_text_gives_each_date_its_place_and_role() {
    check_running(
        "2025-12-31",
        &[
            (
                "2025年3月5日印发方案，要求6月底前完成，9月20日已验收。",
                &[
                    ("2025年3月5日", "2025-03-05..2025-03-05 day"),
                    ("6月底前", "..2025-06-30 month"),
                    ("9月20日", "2025-09-20..2025-09-20 day"),
                ],
            ),
            (
                "力争2026年6月30日前建成",
                &[("2026年6月30日前", "..2026-06-30 day")],
            ),
            (
                "截至2025年9月底，已办结12件",
                &[("2025年9月底", "..2025-09-30 month")],
            ),
            ("到2026年，水质达到Ⅲ类", &[("2026年", "..2026-12-31 year")]),
            (
                "自2025年7月1日起施行",
                &[("2025年7月1日起", "2025-07-01.. day")],
            ),
            ("今年以来开展检查3次", &[("今年以来", "2025-01-01.. year")]),
            (
                "2025年7月前往河岸村现场核查",
                &[("2025年7月", "2025-07-01..2025-07-31 month")],
            ),
            (
                "2025年前三季度投诉下降",
                &[("2025年前三季度", "2025-01-01..2025-09-30 range")],
            ),
            (
                "4月7日至11日开展抽查",
                &[("4月7日至11日", "2025-04-07..2025-04-11 range")],
            ),
            (
                "收到反馈后5个工作日内报送",
                &[("收到反馈后5个工作日内", "relative")],
            ),
            ("在30日内完成清运", &[("30日内", "relative")]),
            (
                "企业应当自收到通知之日起15日内申报",
                &[("自收到通知之日起15日内", "relative")],
            ),
            (
                "2025-07-09 10:30现场采样",
                &[("2025-07-09 10:30", "2025-07-09..2025-07-09 day")],
            ),
            ("2025年2月30日完成", &[("2025年2月30日", "invalid")]),
            (
                "同年8月销号",
                &[("同年8月", "2025-08-01..2025-08-31 month")],
            ),
            (
                "2023年12月立案，次年3月办结",
                &[
                    ("2023年12月", "2023-12-01..2023-12-31 month"),
                    ("次年3月", "2024-03-01..2024-03-31 month"),
                ],
            ),
            (
                "2024年11月传达，12月部署",
                &[
                    ("2024年11月", "2024-11-01..2024-11-30 month"),
                    ("12月", "2024-12-01..2024-12-31 month"),
                ],
            ),
            (
                "“十四五”期间投资3亿元",
                &[("“十四五”期间", "2021-01-01..2025-12-31 range")],
            ),
            (
                "二〇二五年十一月二十日",
                &[("二〇二五年十一月二十日", "2025-11-20..2025-11-20 day")],
            ),
            (
                "年底前完成，明年一季度验收",
                &[
                    ("年底前", "..2025-12-31 year"),
                    ("明年一季度", "2026-01-01..2026-03-31 quarter"),
                ],
            ),
        ],
    );
}

#[test]
fn running_text_without_a_calendar_date_gives_none() {
    check_running(
        "2025-12-31",
        &[
            ("近日，我局第一时间部署，及时整改", &[]),
            ("立行立改，长期坚持", &[]),
            ("工期3年，运行20年", &[]),
            ("每月5日前报送，每年3月底前总结", &[]),
            ("《2025年工作要点》已印发", &[]),
            ("落实“十四五”规划", &[]),
            ("投诉编号D3SX20250528001", &[]),
            ("执行GB3838-2002标准", &[]),
            ("近三个月内无投诉", &[]),
            ("水量2024.1万吨", &[]),
            ("共5个月、3年多", &[]),
            ("第3日、第二季", &[]),
            ("一月一调度", &[]),
            ("电话0555-2024031", &[]),
            ("企业20240305号", &[]),
            ("不同年龄段、同年级", &[]),
            ("应当年审", &[]),
        ],
    );
}

#[test]
fn the_shared_cases_are_all_right() {
    let Some(path) = crate::shared("domain/date_cases.tsv") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let f: Vec<&str> = line.split('\t').collect();
        let [raw, reference, as_role, from, to, precision] = f[..6] else {
            panic!("{line}")
        };
        let note = f.get(6).copied().unwrap_or("");
        let serial = if note.contains("1904") {
            Some(SerialBase::Excel1904)
        } else if note.contains("列") || note.contains("序列") {
            Some(SerialBase::Excel1900)
        } else {
            None
        };
        let value = parse(raw, role(as_role), day(reference), serial);
        let mut expected = String::new();
        if !from.is_empty() || !to.is_empty() {
            write!(expected, "{from}..{to} ").unwrap();
        }
        expected.push_str(precision);
        count += 1;
        let got = shown(&value);
        let doubt_missing = note.contains("标疑") && value.doubt.is_none();
        if got != expected || doubt_missing {
            wrong.push(format!(
                "{raw}: {got}, expected {expected}, doubt {:?}",
                value.doubt
            ));
        }
    }
    assert!(count >= 61, "{count} cases");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_places_are_true(text in "[0-9年月日季度前底末至到—.\\-/十二三五〇今明本上下第每收后起内个工作 ，。《》“”a-z]{0,60}") {
        let plain = fold(&text);
        let mut last = 0;
        for f in find(&plain, day("2025-06-30")) {
            proptest::prop_assert!(f.start >= last && f.start < f.end);
            proptest::prop_assert_eq!(char_slice(&plain, &(f.start..f.end)), f.value.raw);
            last = f.end;
        }
        let _ = parse(&text, DateRole::Deadline, day("2025-06-30"), Some(SerialBase::Excel1900));
    }

    #[test]
    fn a_day_is_found_back_in_every_style(days in 0i64..36_000, style in 0usize..6) {
        let date = jiff::civil::date(1950, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let (y, m, d) = (date.year(), date.month(), date.day());
        let written = match style {
            0 => format!("{y}年{m}月{d}日"),
            1 => format!("{y}-{m:02}-{d:02}"),
            2 => format!("{y}.{m}.{d}"),
            3 => format!("{y}/{m}/{d}"),
            4 => format!("{y} 年 {m} 月 {d} 日"),
            _ => format!("{y}{m:02}{d:02}"),
        };
        let value = parse(&written, DateRole::Event, None, None);
        proptest::prop_assert_eq!((value.from, value.to), (Some(date), Some(date)));
        let plain = fold(&format!("已于{written}完成"));
        let found = find(&plain, None);
        proptest::prop_assert_eq!(found.len(), 1);
        proptest::prop_assert_eq!(found[0].value.from, Some(date));
    }
}
