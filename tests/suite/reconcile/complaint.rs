//! RC-19: how complaints were handled.
use taizhang::model::{Book, BookKind};

use super::fixture::{book, on};

const FIELDS: &[&str] = &[
    "item_no",
    "received_date",
    "category",
    "content",
    "lead_unit",
    "deadline",
    "调查核实情况",
    "result_verdict",
    "progress",
    "status",
    "done_date",
    "published_date",
    "remark",
];

/// Honest complaints; the due day itself, the verdict with facts, the day in the number are all right.
const HONEST: &[[&str; 13]] = &[
    [
        "T20260901001",
        "2026-09-01",
        "气",
        "烟囱冒黑烟",
        "汀东区分局",
        "2026-09-11",
        "9月2日到厂，除尘器停运",
        "属实",
        "9月8日恢复运行",
        "已办结",
        "2026-09-11",
        "2026-09-12",
        "",
    ],
    [
        "T20260902002",
        "2026-09-02",
        "水",
        "水沟发黑",
        "汀东区分局",
        "2026-09-14",
        "9月3日采样3个",
        "部分属实",
        "9月9日清淤",
        "已办结",
        "2026-09-10",
        "2026-09-11",
        "",
    ],
    [
        "T20260903003",
        "2026-09-03",
        "噪声",
        "夜里打桩",
        "汀西区分局",
        "2026-09-14",
        "9月4日夜测51分贝",
        "不属实",
        "监测报告已寄",
        "已办结",
        "2026-09-08",
        "2026-09-09",
        "",
    ],
    [
        "T20260904004",
        "2026-09-04",
        "气",
        "油漆味",
        "汀西区分局",
        "2026-09-14",
        "9月5日检查，喷房未封",
        "属实",
        "9月12日封闭",
        "已办结",
        "2026-09-13",
        "2026-09-14",
        "",
    ],
    [
        "T20260907005",
        "2026-09-07",
        "水",
        "鱼塘死鱼",
        "汀南区分局",
        "2026-09-17",
        "9月8日采样",
        "属实",
        "查处上游排口",
        "已办结",
        "2026-09-16",
        "2026-09-17",
        "",
    ],
    [
        "T20260908006",
        "2026-09-08",
        "气",
        "烧秸秆",
        "汀南区分局",
        "2026-09-18",
        "9月8日扑灭2处",
        "属实",
        "约谈村委会",
        "已办结",
        "2026-09-09",
        "2026-09-10",
        "",
    ],
];

fn table(more: &[[&str; 13]]) -> Book {
    let rows: Vec<&[&str]> = HONEST
        .iter()
        .chain(more)
        .map(<[&str; 13]>::as_slice)
        .collect();
    book(BookKind::投诉台账, "2026-09-30", FIELDS, &rows)
}

#[test]
fn a_complaint_handled_after_its_term_is_found() {
    let found = on("2026-10-10")
        .book(table(&[[
            "T20260909007",
            "2026-09-09",
            "气",
            "臭味",
            "汀南区分局",
            "2026-09-21",
            "9月10日检查",
            "属实",
            "9月24日换炭",
            "已办结",
            "2026-09-24",
            "2026-09-25",
            "",
        ]]))
        .finds_one("RC-19");
    assert_eq!(found.source.quote(), "2026-09-24");
    assert!(found.formula.contains("3 天"), "{}", found.formula);
}

#[test]
fn an_open_complaint_past_its_term_is_found() {
    let found = on("2026-10-10")
        .book(table(&[[
            "T20260909007",
            "2026-09-09",
            "气",
            "臭味",
            "汀南区分局",
            "2026-09-21",
            "9月10日检查",
            "属实",
            "等设备",
            "进行中",
            "",
            "",
            "",
        ]]))
        .finds_one("RC-19");
    assert!(found.reason.contains("仍未办结"), "{}", found.reason);
}

#[test]
fn the_offices_term_holds_where_the_book_keeps_it() {
    let no_terms: Vec<[&str; 13]> = HONEST
        .iter()
        .map(|r| {
            let mut r = *r;
            r[5] = "";
            r
        })
        .collect();
    let mut rows: Vec<&[&str]> = no_terms.iter().map(<[&str; 13]>::as_slice).collect();
    let late = [
        "T20260909007",
        "2026-09-09",
        "气",
        "臭味",
        "汀南区分局",
        "",
        "9月10日检查",
        "属实",
        "9月24日换炭",
        "已办结",
        "2026-09-24",
        "2026-09-25",
        "",
    ];
    rows.push(&late);
    on("2026-10-10")
        .book(book(BookKind::投诉台账, "2026-09-30", FIELDS, &rows))
        .finds_one("RC-19");
}

#[test]
fn a_handled_complaint_without_verdict_is_found() {
    let found = on("2026-10-10")
        .book(table(&[[
            "T20260909007",
            "2026-09-09",
            "气",
            "臭味",
            "汀南区分局",
            "2026-09-21",
            "9月10日检查，活性炭失效",
            "",
            "9月18日换炭",
            "已办结",
            "2026-09-18",
            "2026-09-19",
            "",
        ]]))
        .finds_one("RC-19");
    assert_eq!(found.item, "是否属实");
}

#[test]
fn a_verdict_without_facts_is_found() {
    let found = on("2026-10-10")
        .book(table(&[[
            "T20260909007",
            "2026-09-09",
            "气",
            "臭味",
            "汀南区分局",
            "2026-09-21",
            "经现场核查，群众反映情况不属实",
            "不属实",
            "无",
            "已办结",
            "2026-09-18",
            "2026-09-19",
            "",
        ]]))
        .finds_one("RC-19");
    assert_eq!(found.source.quote(), "经现场核查，群众反映情况不属实");
}

#[test]
fn a_complaint_published_before_it_was_handled_is_found() {
    let found = on("2026-10-10")
        .book(table(&[[
            "T20260909007",
            "2026-09-09",
            "气",
            "臭味",
            "汀南区分局",
            "2026-09-21",
            "9月10日检查",
            "属实",
            "9月18日换炭",
            "已办结",
            "2026-09-18",
            "2026-09-14",
            "",
        ]]))
        .finds_one("RC-19");
    assert_eq!(found.item, "公开日期");
}

#[test]
fn a_number_with_another_day_is_found() {
    let found = on("2026-10-10")
        .book(table(&[[
            "T20260902007",
            "2026-09-09",
            "气",
            "臭味",
            "汀南区分局",
            "2026-09-21",
            "9月10日检查",
            "属实",
            "9月18日换炭",
            "已办结",
            "2026-09-18",
            "2026-09-19",
            "",
        ]]))
        .finds_one("RC-19");
    assert_eq!(found.item, "编号日期");
}

#[test]
fn one_number_for_two_complaints_is_found() {
    let found = on("2026-10-10")
        .book(table(&[[
            "T20260908006",
            "2026-09-08",
            "水",
            "油污流进稻田",
            "汀北区分局",
            "2026-09-18",
            "9月9日采样",
            "属实",
            "9月15日截断",
            "已办结",
            "2026-09-15",
            "2026-09-16",
            "",
        ]]))
        .finds_one("RC-19");
    assert!(found.reason.contains("T20260908006"), "{}", found.reason);
}

#[test]
fn a_number_that_is_left_out_is_found() {
    let found = on("2026-10-10")
        .book(table(&[
            [
                "T20260909008",
                "2026-09-09",
                "气",
                "臭味",
                "汀南区分局",
                "2026-09-21",
                "9月10日检查",
                "属实",
                "9月18日换炭",
                "已办结",
                "2026-09-18",
                "2026-09-19",
                "",
            ],
            [
                "T20260909009",
                "2026-09-09",
                "水",
                "沟里有泡沫",
                "汀东区分局",
                "2026-09-21",
                "9月10日采样",
                "属实",
                "9月18日封堵",
                "已办结",
                "2026-09-18",
                "2026-09-19",
                "",
            ],
        ]))
        .finds_one("RC-19");
    assert!(found.reason.contains("007"), "{}", found.reason);
}

#[test]
fn a_book_of_honest_complaints_is_silent() {
    on("2026-10-10").book(table(&[])).silent("RC-19");
}

#[test]
fn the_due_day_and_an_end_on_a_day_off_are_in_time() {
    on("2026-10-10")
        .book(table(&[
            // 2026-09-20 is a make-up workday, 2026-09-26 a day off.
            [
                "T20260916007",
                "2026-09-16",
                "气",
                "臭味",
                "汀南区分局",
                "2026-09-26",
                "9月17日检查",
                "属实",
                "9月28日换炭",
                "已办结",
                "2026-09-28",
                "2026-09-29",
                "",
            ],
        ]))
        .silent("RC-19");
}

#[test]
fn more_time_that_was_granted_and_handling_in_stages_are_silent() {
    on("2026-10-10")
        .book(table(&[
            [
                "T20260909007",
                "2026-09-09",
                "气",
                "臭味",
                "汀南区分局",
                "2026-09-21",
                "9月10日检查",
                "属实",
                "9月25日换炭",
                "已办结",
                "2026-09-25",
                "2026-09-26",
                "延期5日，经分管局长批准",
            ],
            [
                "T20260910008",
                "2026-09-10",
                "水",
                "沟里有泡沫",
                "汀南区分局",
                "2026-09-21",
                "9月11日检查",
                "属实",
                "管网改造需半年",
                "阶段性完成",
                "2026-09-20",
                "2026-09-18",
                "9月30日补充公开",
            ],
        ]))
        .silent("RC-19");
}

#[test]
fn questions_and_joined_pieces_need_no_verdict() {
    on("2026-10-10")
        .book(table(&[
            [
                "T20260909007",
                "2026-09-09",
                "咨询",
                "问排污许可怎么办",
                "汀南区分局",
                "2026-09-21",
                "",
                "",
                "已告知流程",
                "已办结",
                "2026-09-10",
                "2026-09-11",
                "",
            ],
            [
                "T20260909008",
                "2026-09-09",
                "气",
                "还是那根烟囱",
                "汀东区分局",
                "2026-09-21",
                "",
                "",
                "",
                "已办结",
                "2026-09-10",
                "2026-09-11",
                "与T20260901001重复件，并案办理",
            ],
        ]))
        .silent("RC-19");
}

#[test]
fn a_number_given_on_another_day_with_a_reason_is_silent() {
    on("2026-10-10")
        .book(table(&[[
            "T20260902007",
            "2026-09-09",
            "气",
            "臭味",
            "汀南区分局",
            "2026-09-21",
            "9月10日检查",
            "属实",
            "9月18日换炭",
            "已办结",
            "2026-09-18",
            "2026-09-19",
            "原交汀东区，退回后改派",
        ]]))
        .silent("RC-19");
}

#[test]
fn the_part_of_a_longer_list_has_no_gaps() {
    on("2026-10-10")
        .book(table(&[
            [
                "T20260909031",
                "2026-09-09",
                "气",
                "臭味",
                "汀南区分局",
                "2026-09-21",
                "9月10日检查",
                "属实",
                "9月18日换炭",
                "已办结",
                "2026-09-18",
                "2026-09-19",
                "",
            ],
            [
                "T20260909077",
                "2026-09-09",
                "水",
                "沟里有泡沫",
                "汀东区分局",
                "2026-09-21",
                "9月10日采样",
                "属实",
                "9月18日封堵",
                "已办结",
                "2026-09-18",
                "2026-09-19",
                "",
            ],
        ]))
        .silent("RC-19");
}

#[test]
fn a_slow_book_without_terms_has_none() {
    let rows: Vec<[&str; 13]> = HONEST
        .iter()
        .map(|r| {
            let mut r = *r;
            r[5] = "";
            r[10] = "2026-09-28";
            r[11] = "2026-09-29";
            r
        })
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 13]>::as_slice).collect();
    on("2026-10-10")
        .book(book(BookKind::投诉台账, "2026-09-30", FIELDS, &rows))
        .silent("RC-19");
}

#[test]
fn a_term_written_in_days_counts_from_receipt() {
    let row = |term: &'static str, done: &'static str| {
        [
            "T20260909007",
            "2026-09-09",
            "气",
            "臭味",
            "汀南区分局",
            term,
            "9月10日检查",
            "属实",
            "9月18日换炭",
            "已办结",
            done,
            "",
            "",
        ]
    };
    on("2026-10-10")
        .book(table(&[row("5日内", "2026-09-16")]))
        .finds_one("RC-19");
    on("2026-10-10")
        .book(table(&[row("5个工作日", "2026-09-16")]))
        .silent("RC-19");
}
