//! What stands in a passage is found, shown at its place, and counted.
use taizhang::model::{DocType, Facet, char_slice};

use super::documents::{document, ledger, period, read, shelf};

#[test]
fn words_that_cutting_would_hide_are_found() {
    let shelf = shelf(&[document(
        "a.txt",
        &[
            "市生态环境局已督促整改。",
            "环保设施正常运行。",
            "循环境况不明。",
        ],
    )]);
    assert_eq!(
        shelf.texts("环境"),
        ["市生态环境局已督促整改。", "循环境况不明。"]
    );
    assert_eq!(shelf.texts("态环"), ["市生态环境局已督促整改。"]);
    assert_eq!(shelf.texts("境"), shelf.texts("环境"));
    assert_eq!(
        shelf.texts("。").len(),
        3,
        "the last character of a text counts too"
    );
    assert!(shelf.texts("境环").is_empty());
}

#[test]
fn full_and_half_width_traditional_and_simplified_match_each_other() {
    let shelf = shelf(&[document(
        "a.txt",
        &[
            "ＰＭ２．５浓度为３５",
            "污水處理廠驗收",
            "COD（化学需氧量）",
        ],
    )]);
    for (query, expected) in [
        ("\"pm2.5\"", "ＰＭ２．５浓度为３５"),
        ("ＰＭ２.5浓度", "ＰＭ２．５浓度为３５"),
        ("处理厂验收", "污水處理廠驗收"),
        ("處理廠", "污水處理廠驗收"),
        ("\"cod(化学\"", "COD（化学需氧量）"),
    ] {
        assert_eq!(shelf.texts(query), [expected], "{query}");
    }
}

#[test]
fn highlights_are_character_ranges_of_the_text_as_it_stands() {
    let shelf = shelf(&[document("a.txt", &["𠀀污水處理廠：處理處理，验收"])]);
    let hit = &shelf.ask("处理 验收 \"水处\"").hits[0];
    let shown: Vec<String> = hit
        .highlights
        .iter()
        .map(|(from, to)| char_slice(&hit.text, &(*from..*to)))
        .collect();
    // 水處 and 處理 overlap and are joined; 處理處理 are two places side by side.
    assert_eq!(shown, ["水處理", "處理", "處理", "验收"]);
    let excluded = &shelf.ask("污水 -噪声").hits[0];
    assert_eq!(excluded.highlights, [(1, 3)]);
}

#[test]
fn blanks_set_for_layout_do_not_hide_a_bare_word_and_count_in_a_quoted_phrase() {
    let shelf = shelf(&[document(
        "a.txt",
        &[
            "情 况 报 告",
            "整改\n措施逐项落实",
            "于2026 年 3 月底前完成",
            "整改措施",
            "水务局 | 整改",
            "plan do",
        ],
    )]);
    assert_eq!(shelf.texts("整改措施"), ["整改\n措施逐项落实", "整改措施"]);
    assert_eq!(shelf.texts("情况报告"), ["情 况 报 告"]);
    assert_eq!(shelf.texts("2026年3月"), ["于2026 年 3 月底前完成"]);
    assert_eq!(shelf.texts("\"整改措施\""), ["整改措施"]);
    assert_eq!(shelf.texts("\"2026 年\""), ["于2026 年 3 月底前完成"]);
    assert!(shelf.texts("局|整").is_empty() && shelf.texts("plando").is_empty());
    let hit = &shelf.ask("况报告").hits[0];
    assert_eq!(
        hit.highlights,
        [(2, 7)],
        "from the first to the last character, blanks inside"
    );
    // The phrase as typed stands before what is only found without blanks.
    assert_eq!(shelf.ask("整改措施").hits[0].text, "整改措施");
}

#[test]
fn hits_are_counted_by_unit_period_and_type() {
    let mut papers = Vec::new();
    for (file, unit, label, doc_type) in [
        (
            "1.txt",
            Some("青岚市水务局"),
            Some(("2026Q1", [1, 1], [3, 31])),
            DocType::进展报告,
        ),
        (
            "2.txt",
            Some("青岚市水务局"),
            Some(("2026-04", [4, 1], [4, 30])),
            DocType::进展报告,
        ),
        (
            "3.txt",
            Some("白石县"),
            Some(("2026H1", [1, 1], [6, 30])),
            DocType::整改报告,
        ),
        ("4.txt", None, None, DocType::其他),
    ] {
        let mut paper = document(file, &["污水整改", "其他工作"]);
        paper.unit = unit.map(|u| read(u.to_owned()));
        paper.period = label.map(|(label, from, to)| read(period(label, from, to)));
        paper.doc_type = read(doc_type);
        papers.push(paper);
    }
    let shelf = shelf(&papers);
    let page = shelf.ask("整改");
    let facet = |value: &str, count| Facet {
        value: value.to_owned(),
        count,
    };
    assert_eq!(page.total, 4);
    assert_eq!(
        page.by_unit,
        [facet("青岚市水务局", 2), facet("", 1), facet("白石县", 1)]
    );
    assert_eq!(
        page.by_period,
        [
            facet("2026H1", 1),
            facet("2026-04", 1),
            facet("2026Q1", 1),
            facet("", 1)
        ]
    );
    assert_eq!(
        page.by_type,
        [facet("进展报告", 2), facet("其他", 1), facet("整改报告", 1)]
    );
    let capped = shelf
        .index
        .search(&taizhang::index::Query::parse("整改").unwrap(), 1)
        .unwrap();
    assert_eq!(
        (capped.hits.len(), capped.total, capped.by_unit),
        (1, 4, page.by_unit)
    );
    let none = shelf
        .index
        .search(&taizhang::index::Query::parse("整改").unwrap(), 0)
        .unwrap();
    assert_eq!((none.hits.len(), none.total), (0, 4));
}

#[test]
fn a_hit_carries_what_the_document_says_of_itself() {
    let mut paper = ledger("台账/总账.xlsx", &["责任单位"], &[&["水务局"]]);
    paper.unit = Some(read("白石县".to_owned()));
    paper.period = Some(read(period("2026Q1", [1, 1], [3, 31])));
    paper.doc_type = read(DocType::总账);
    let shelf = shelf(&[paper]);
    let hit = shelf.ask("水务局").hits.remove(0);
    assert_eq!(hit.file, "台账/总账.xlsx");
    assert_eq!(hit.place.sheet.as_deref(), Some("台账"));
    assert_eq!(hit.place.cell.as_deref(), Some("A2"));
    assert_eq!(hit.unit.as_deref(), Some("白石县"));
    assert_eq!(hit.period.as_deref(), Some("2026Q1"));
    assert_eq!(hit.doc_type, "总账");
    let json = serde_json::to_value(&hit).unwrap();
    for name in [
        "file",
        "place",
        "unit",
        "period",
        "type",
        "text",
        "highlights",
        "score",
    ] {
        assert!(json.get(name).is_some(), "{name}");
    }
}

#[test]
fn a_document_that_was_not_refolded_is_found_all_the_same() {
    let mut paper = document("a.txt", &["污水處理"]);
    paper.passages[0].plain.clear();
    assert_eq!(shelf(&[paper]).texts("处理"), ["污水處理"]);
}

#[test]
fn passages_without_text_and_documents_without_passages_do_no_harm() {
    let shelf = shelf(&[
        document("a.txt", &["", " ", "整改"]),
        document("b.txt", &[]),
    ]);
    assert_eq!(shelf.texts("整改"), ["整改"]);
    assert_eq!(shelf.ask("-整改").total, 2);
}
