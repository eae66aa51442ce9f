//! The query language means what its table says, and errors say where.
use jiff::civil::date;
use proptest::prelude::*;
use taizhang::{
    index::Query,
    model::{DocType, char_slice},
};

use super::documents::{Shelf, dated, document, period, read, shelf};

fn papers() -> Shelf {
    let mut papers = Vec::new();
    for (file, unit, texts) in [
        (
            "甲/一季度 报告.txt",
            Some("青岚市水务局"),
            ["污水整改完成", "噪声扰民", "会议 AND 纪要"],
        ),
        (
            "乙/二季度.md",
            Some("白石县 城管局"),
            ["污水直排", "噪声整改（一）", "他说“零容忍”"],
        ),
        ("丙.txt", None, ["扬尘整改", "路径 a\"b\\c", "-5℃ 以下"]),
    ] {
        let mut paper = document(file, &texts);
        paper.unit = unit.map(|u| read(u.to_owned()));
        papers.push(paper);
    }
    papers[0].period = Some(read(period("2026Q1", [1, 1], [3, 31])));
    papers[1].period = Some(read(period("2026-04", [4, 1], [4, 30])));
    papers[0].dated = Some(dated(date(2026, 4, 10), date(2026, 4, 10)));
    papers[1].dated = Some(dated(date(2026, 5, 1), date(2026, 5, 31)));
    papers[0].doc_type = read(DocType::整改报告);
    papers[1].doc_type = read(DocType::进展报告);
    shelf(&papers)
}

#[test]
fn operators_and_brackets_mean_what_they_say() {
    let shelf = papers();
    for (query, expected) in [
        ("污水 整改", vec!["污水整改完成"]),
        ("整改 污水", vec!["污水整改完成"]),
        ("污水 AND 整改", vec!["污水整改完成"]),
        ("污水 与 整改", vec!["污水整改完成"]),
        (
            "污水 OR 噪声",
            vec!["噪声扰民", "噪声整改(一)", "污水整改完成", "污水直排"],
        ),
        (
            "污水 或 噪声",
            vec!["噪声扰民", "噪声整改(一)", "污水整改完成", "污水直排"],
        ),
        ("整改 NOT 污水", vec!["噪声整改(一)", "扬尘整改"]),
        ("整改 -污水 -扬尘", vec!["噪声整改(一)"]),
        ("整改　非　污水", vec!["噪声整改(一)", "扬尘整改"]),
        ("整改 NOT NOT 污水", vec!["污水整改完成"]),
        ("（污水 OR 噪声）整改", vec!["噪声整改(一)", "污水整改完成"]),
        (
            "污水 OR 噪声 整改",
            vec!["噪声整改(一)", "污水整改完成", "污水直排"],
        ),
        ("整改 -(污水 OR 扬尘)", vec!["噪声整改(一)"]),
        ("-整改 -污水 -会议 -他说 -路径 -以下", vec!["噪声扰民"]),
        (
            "噪声 OR -整改 污水",
            vec!["噪声扰民", "噪声整改(一)", "污水直排"],
        ),
        ("\"会议 AND 纪要\"", vec!["会议 AND 纪要"]),
        ("\"AND\"", vec!["会议 AND 纪要"]),
        ("“整改（一）”", vec!["噪声整改(一)"]),
        ("「污水直」", vec!["污水直排"]),
        ("\"“零容忍”\"", vec!["他说“零容忍”"]),
        ("\"a\\\"b\\\\c\"", vec!["路径 a\"b\\c"]),
        ("\"-5℃\"", vec!["-5℃ 以下"]),
        ("污水\"整改\"", vec!["污水整改完成"]),
    ] {
        let mut found = shelf.texts(query);
        found
            .iter_mut()
            .for_each(|t| *t = t.replace('（', "(").replace('）', ")"));
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn filters_narrow_by_what_is_known_of_the_document() {
    let shelf = papers();
    let (a, b, c) = ("甲/一季度 报告.txt", "乙/二季度.md", "丙.txt");
    for (query, expected) in [
        ("unit:水务局", vec![a]),
        ("单位：水務", vec![a]),
        ("unit:局 整改", vec![b, a]),
        ("unit:\"白石县 城管局\"", vec![b]),
        ("unit:\"\"", vec![c]),
        ("-unit:\"\"", vec![b, a]),
        ("unit:没有这个单位", vec![]),
        ("type:整改报告", vec![a]),
        ("类型:报告", vec![b, a]),
        ("file:一季度", vec![a]),
        ("file:\"度 报告.TXT\"", vec![a]),
        ("文件:甲/ OR file:丙", vec![c, a]),
        ("period:2026Q1", vec![a]),
        ("period:2026", vec![b, a]),
        ("period:2026Q2", vec![b]),
        ("期间:2026年4月", vec![b]),
        ("period:2026Q1..2026-04", vec![b, a]),
        ("period:2026-04..", vec![b]),
        ("period:..2026-03", vec![a]),
        ("period:2025", vec![]),
        ("period:2026-02", vec![]),
        ("-period:2026", vec![c]),
        ("date:2026-04", vec![a]),
        ("日期:2026-05-15", vec![b]),
        ("date:2026-04-11..2026-05-02", vec![b]),
        ("date:..2026-12", vec![b, a]),
        ("date:2026-06..", vec![]),
    ] {
        let mut expected: Vec<_> = expected.into_iter().map(str::to_owned).collect();
        expected.sort();
        assert_eq!(shelf.files(query), expected, "{query}");
    }
}

#[test]
fn an_error_says_where_and_why() {
    for (query, part, code) in [
        ("", "", "query-empty"),
        ("  ", "  ", "query-empty"),
        ("污水 AND", "AND", "query-missing-operand"),
        ("OR 污水", "OR", "query-missing-operand"),
        ("污水 OR OR 噪声", "OR", "query-missing-operand"),
        ("污水 NOT", "NOT", "query-missing-operand"),
        ("()", "(", "query-missing-operand"),
        ("（污水 OR 噪声", "（", "query-unclosed-bracket"),
        ("污水）整改", "）", "query-unopened-bracket"),
        ("污水 \"整改", "\"整改", "query-unclosed-quote"),
        ("污水 “整改\"", "“整改\"", "query-unclosed-quote"),
        ("污水 \"\"", "\"\"", "query-empty-phrase"),
        ("污水 unti:水务局", "unti", "query-unknown-filter"),
        ("unit: 水务局", "unit:", "query-missing-value"),
        ("field:", "field:", "query-missing-value"),
        ("field:状态= x", "field:状态=", "query-missing-value"),
        ("污水 period:去年", "去年", "query-bad-period"),
        (
            "date:2026-03..2026-01",
            "2026-03..2026-01",
            "query-bad-date",
        ),
        ("type:小说", "小说", "query-unknown-type"),
    ] {
        let error = Query::parse(query).expect_err(query);
        assert_eq!(error.reason.code, code, "{query}");
        assert_eq!(
            char_slice(query, &(error.at..error.at + error.len)),
            part,
            "{query}"
        );
    }
    let third = Query::parse("污水 OR OR 噪声").unwrap_err();
    assert_eq!(third.at, 3, "the operator that waits for something");
}

#[test]
fn a_pasted_text_cannot_exhaust_the_stack_or_the_index() {
    let deep = format!("{}污水{}", "(".repeat(5_000), ")".repeat(5_000));
    assert_eq!(
        Query::parse(&deep).unwrap_err().reason.code,
        "query-too-long"
    );
    let deep = format!("{}污水{}", "(".repeat(400), ")".repeat(400));
    assert_eq!(
        Query::parse(&deep).unwrap_err().reason.code,
        "query-too-deep"
    );
    let deep = format!("{}污水", "NOT ".repeat(400));
    assert_eq!(
        Query::parse(&deep).unwrap_err().reason.code,
        "query-too-deep"
    );
    let long = "污水 ".repeat(1_001);
    assert_eq!(
        Query::parse(&long).unwrap_err().reason.code,
        "query-too-long"
    );
    assert!(Query::parse(&"污水 ".repeat(1_000)).is_ok());
}

#[test]
fn text_that_only_looks_like_a_filter_is_text() {
    let shelf = shelf(&[document(
        "a.txt",
        &[
            "责任单位：水务局",
            "见 http://a.cn/b",
            "unit:水务局",
            "9:30开会",
        ],
    )]);
    assert_eq!(shelf.texts("责任单位：水务局"), ["责任单位：水务局"]);
    assert_eq!(shelf.texts("http://a.cn"), ["见 http://a.cn/b"]);
    assert_eq!(shelf.texts("\"unit:水务局\""), ["unit:水务局"]);
    assert_eq!(shelf.texts("9:30"), ["9:30开会"]);
}

#[test]
fn a_query_that_finds_nothing_can_be_loosened_into_its_words() {
    use taizhang::tokenize::Cutter;
    let loosened = |query: &str| {
        let query = Query::parse(query).unwrap();
        query.loosened(&Cutter::builtin()).map(|q| q.to_string())
    };
    assert_eq!(loosened("水务局整改情况").unwrap(), "水务局 整改情况");
    assert_eq!(
        loosened("污水直排的整改 -噪声扰民问题 unit:局").unwrap(),
        "(污水直排 整改) NOT 噪声扰民问题 unit:\"局\""
    );
    assert_eq!(loosened("\"水务局整改情况\" 督察"), None);
    let shelf = shelf(&[document("a.txt", &["整改情况由水务局上报"])]);
    assert!(shelf.texts("水务局整改情况").is_empty());
    assert_eq!(shelf.texts(&loosened("水务局整改情况").unwrap()).len(), 1);
}

proptest! {
    #[test]
    fn a_query_written_down_reads_back_as_the_same(parts in proptest::collection::vec(proptest::sample::select(&[
        "污水", "整改-x", "\"a \\\"b\"", "“引”", "AND", "OR", "NOT", "NOT", "-", "--", "(", ")", "(", ")", "unit:局", "type:报告",
        "period:2026Q1", "date:..2026", "field:状态", "field:状态=完", "field:\"a\\\\b\":\"x y\"", "field:状态=\"\"", "file:\"\"", "ＡＮＤ", "http://x",
    ][..]), 1..9)) {
        if let Ok(query) = Query::parse(&parts.join(" ")) {
            let written = query.to_string();
            prop_assert_eq!(Query::parse(&written), Ok(query), "{}", written);
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic_and_errors_lie_inside(text in "([ ()\"“”「」:=\\-\\\\]|AND|OR|NOT|unit:|field:|date:|period:2026|污水|a|（|）|\\PC){0,30}") {
        let length = text.chars().count() as u32;
        if let Err(error) = Query::parse(&text) {
            prop_assert!(error.at + error.len <= length);
            prop_assert!(error.reason.code.starts_with("query-"));
        }
    }

    #[test]
    fn every_text_can_be_asked_for_literally(text in "\\PC{1,30}") {
        prop_assert!(Query::exactly(&text).is_ok());
        let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('＂', "\\＂"));
        prop_assert_eq!(Query::parse(&quoted).unwrap(), Query::exactly(&text).unwrap());
    }
}
