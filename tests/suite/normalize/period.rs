//! Reporting periods: labels, words, and where they are read.
use taizhang::{
    model::{ReadFrom, ReadingSettings},
    normalize::{self, parse_period},
};

use super::{REPORT, file, read};

#[test]
fn labels_and_words_name_periods() {
    let cases = [
        ("2026", "2026"),
        ("2026年", "2026"),
        ("2026年度", "2026"),
        ("2026年全年", "2026"),
        ("2026H1", "2026H1"),
        ("2026h2", "2026H2"),
        ("2026年上半年", "2026H1"),
        ("2026年下半年", "2026H2"),
        ("2026Q3", "2026Q3"),
        ("2026-Q3", "2026Q3"),
        ("２０２６Ｑ３", "2026Q3"),
        ("2026年第三季度", "2026Q3"),
        ("2026 年 三季度", "2026Q3"),
        ("2026年4季度", "2026Q4"),
        ("二〇二六年第二季度", "2026Q2"),
        ("2026-07", "2026-07"),
        ("2026年7月", "2026-07"),
        ("2026年7月份", "2026-07"),
        ("2026年十二月", "2026-12"),
        ("2026年1—9月", "2026-01-01/2026-09-30"),
        ("2026年1-6月", "2026H1"),
        ("2026年7月至9月", "2026Q3"),
        ("2026年1月-12月", "2026"),
        ("2026年前三季度", "2026-01-01/2026-09-30"),
        ("2026-07-01/2026-07-15", "2026-07-01/2026-07-15"),
        ("2026年7月1日至7月15日", "2026-07-01/2026-07-15"),
        ("2026年7月1日—2026年9月30日", "2026Q3"),
        ("2026年6月1日至15日", "2026-06-01/2026-06-15"),
        ("2025年—2027年", "2025-01-01/2027-12-31"),
        ("2025-2027年", "2025-01-01/2027-12-31"),
    ];
    for (words, label) in cases {
        let period = parse_period(words).unwrap_or_else(|| panic!("{words}"));
        assert_eq!(period.label, label, "{words}");
        assert_eq!(parse_period(&period.label), Some(period.clone()), "{words}");
        assert!(period.from <= period.to);
    }
    for words in [
        "",
        "三季度",
        "2026Q5",
        "2026H3",
        "2026-13",
        "2026年13月",
        "2026年7月1日",
        "2026年底前",
        "26年",
        "1800",
        "近期",
        "2026年第五季度",
        "2026-02-30/2026-03-01",
        "2026年9月—7月",
        "2026Q3以后",
    ] {
        assert_eq!(parse_period(words), None, "{words}");
    }
}

#[test]
fn the_title_names_the_period() {
    let d = read("x/2026年第一季度.txt", REPORT);
    let period = d.period.unwrap();
    assert_eq!(period.value.label, "2026Q3");
    assert_eq!(period.from, ReadFrom::Text);
    assert_eq!(period.because, "2026年第三季度");
    assert_eq!(d.dated.unwrap().raw, "2026年10月8日");
}

#[test]
fn a_missing_year_comes_from_the_day_of_the_document() {
    let text = "云溪县水务局四季度工作进展情况\n管网改造全部完工，验收资料已归档。\n云溪县水务局\n2027年1月6日";
    assert_eq!(read("a.txt", text).period.unwrap().value.label, "2026Q4");
    let text = text
        .replace("四季度", "1—11月")
        .replace("2027年1月6日", "2026年12月3日");
    assert_eq!(
        read("a.txt", &text).period.unwrap().value.label,
        "2026-01-01/2026-11-30"
    );
    let text = "云溪县水务局三季度工作进展情况\n管网改造全部完工。";
    assert_eq!(read("a.txt", text).period, None);
    assert_eq!(
        read("2026年/a.txt", text).period.unwrap().value.label,
        "2026Q3"
    );
}

#[test]
fn file_and_folder_names_name_the_period_when_the_text_does_not() {
    let text = "关于尾矿库整改情况的报告\n坝体加固完成。";
    for (name, label, from) in [
        ("云溪县_2026Q3.docx", "2026Q3", ReadFrom::FileName),
        (
            "云溪县2026年三季度整改报告.docx",
            "2026Q3",
            ReadFrom::FileName,
        ),
        ("2026-07 整改报告.docx", "2026-07", ReadFrom::FileName),
        ("2026年二季度/云溪县.docx", "2026Q2", ReadFrom::Folder),
        ("2026H1/云溪县/报告.docx", "2026H1", ReadFrom::Folder),
    ] {
        let period = read(name, text).period.unwrap_or_else(|| panic!("{name}"));
        assert_eq!(
            (period.value.label.as_str(), period.from),
            (label, from),
            "{name}"
        );
    }
    for name in [
        "云溪县20260701.docx",
        "2026-07-01报告.docx",
        "报告（2026年底前完成）.docx",
        "环函〔2026〕3号.docx",
        "督查专报2026年第3期.docx",
        "2026年第二次会议材料.docx",
    ] {
        assert_eq!(read(name, text).period, None, "{name}");
    }
}

#[test]
fn what_people_say_goes_first_and_nonsense_is_passed_over() {
    let with = |words: &str| {
        let settings = ReadingSettings {
            period: Some(words.to_owned()),
            ..ReadingSettings::default()
        };
        normalize::document(&file("a.txt", REPORT), &settings)
            .period
            .unwrap()
    };
    let said = with("2026年上半年");
    assert_eq!(
        (said.value.label.as_str(), said.from),
        ("2026H1", ReadFrom::Override)
    );
    let read = with("去年");
    assert_eq!(
        (read.value.label.as_str(), read.from),
        ("2026Q3", ReadFrom::Text)
    );
}
