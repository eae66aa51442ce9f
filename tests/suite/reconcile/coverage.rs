//! RC-16: registers against ledgers, ledgers against their earlier versions, numbers that stand twice.
use taizhang::model::{Book, BookKind, Certainty};

use super::fixture::{self, Material, book, on};

const REGISTER: &[&str] = &[
    "登记号",
    "received_date",
    "doc_no",
    "title",
    "是否纳入总账",
    "ledger_no",
    "remark",
];
const LEDGER: &[&str] = &[
    "item_no",
    "title",
    "doc_no",
    "received_date",
    "lead_unit",
    "status",
    "remark",
];

fn register(rows: &[&[&str]]) -> Book {
    book(BookKind::收文登记, "2026-09-30", REGISTER, rows)
}

fn ledger(as_of: &str, rows: &[&[&str]]) -> Book {
    book(BookKind::总账, as_of, LEDGER, rows)
}

/// Five papers that are registered and entered.
const REGISTERED: &[&[&str]] = &[
    &[
        "S-01",
        "2026-03-02",
        "汀政发〔2026〕3号",
        "关于整治黑臭河道的通知",
        "是",
        "LZ-01",
        "",
    ],
    &[
        "S-02",
        "2026-03-12",
        "汀政发〔2026〕5号",
        "关于排查尾矿库的通知",
        "是",
        "LZ-02",
        "",
    ],
    &[
        "S-03",
        "2026-04-08",
        "汀督〔2026〕1号",
        "关于督办垃圾填埋场渗漏的通知",
        "是",
        "LZ-03",
        "",
    ],
    &[
        "S-04",
        "2026-05-11",
        "汀督〔2026〕4号",
        "关于督办矿区复绿的通知",
        "是",
        "LZ-04",
        "",
    ],
    &[
        "S-05",
        "2026-06-01",
        "汀政办发〔2026〕9号",
        "关于报送排污许可核发情况的通知",
        "是",
        "LZ-05",
        "",
    ],
];
const ENTERED: &[&[&str]] = &[
    &[
        "LZ-01",
        "黑臭河道整治",
        "汀政发〔2026〕3号",
        "2026-03-02",
        "汀浦市生态环境局",
        "进行中",
        "",
    ],
    &[
        "LZ-02",
        "尾矿库排查",
        "汀政发〔2026〕5号",
        "2026-03-12",
        "汀浦市应急管理局",
        "进行中",
        "",
    ],
    &[
        "LZ-03",
        "垃圾填埋场渗漏",
        "汀督〔2026〕1号",
        "2026-04-08",
        "汀浦市城市管理局",
        "已销号",
        "",
    ],
    &[
        "LZ-04",
        "矿区复绿",
        "汀督〔2026〕4号",
        "2026-05-11",
        "汀浦市自然资源局",
        "进行中",
        "",
    ],
    &[
        "LZ-05",
        "排污许可核发",
        "汀政办发〔2026〕9号",
        "2026-06-01",
        "汀浦市生态环境局",
        "进行中",
        "",
    ],
];

fn both(more_registered: &[&[&str]], more_entered: &[&[&str]]) -> Material {
    on("2026-10-10")
        .book(register(&[REGISTERED, more_registered].concat()))
        .book(ledger("2026-09-30", &[ENTERED, more_entered].concat()))
}

#[test]
fn a_registered_paper_that_the_ledger_lacks_is_found() {
    let found = both(
        &[&[
            "S-06",
            "2026-06-20",
            "汀政办函〔2026〕12号",
            "关于治理废弃矿井涌水的通知",
            "是",
            "",
            "",
        ]],
        &[],
    )
    .finds_one("RC-16");
    assert_eq!(found.source.quote(), "汀政办函〔2026〕12号");
    assert_eq!(found.certainty, Certainty::确定);
    assert!(found.reason.contains("废弃矿井涌水"));
}

#[test]
fn a_ledger_number_that_the_ledger_lacks_is_found() {
    let found = both(
        &[&[
            "S-06",
            "2026-06-20",
            "汀督〔2026〕8号",
            "关于督办围网拆除的通知",
            "是",
            "LZ-77",
            "",
        ]],
        &[],
    )
    .finds_one("RC-16");
    assert_eq!(found.source.quote(), "LZ-77");
}

#[test]
fn a_ledger_document_that_no_register_holds_is_found() {
    let found = both(
        &[],
        &[&[
            "LZ-06",
            "矿区道路扬尘",
            "汀督办〔2026〕41号",
            "2026-05-20",
            "汀浦市交通运输局",
            "进行中",
            "",
        ]],
    )
    .finds_one("RC-16");
    assert_eq!(found.source.quote(), "汀督办〔2026〕41号");
    assert_eq!(found.no.as_deref(), Some("LZ-06"));
}

#[test]
fn a_paper_of_a_register_without_decisions_is_found_when_the_others_are_entered() {
    let undecided: Vec<Vec<&str>> = REGISTERED
        .iter()
        .map(|r| [&r[..4], &["", "", ""]].concat())
        .collect();
    let mut rows: Vec<&[&str]> = undecided.iter().map(Vec::as_slice).collect();
    rows.push(&[
        "S-06",
        "2026-06-20",
        "汀政发〔2026〕18号",
        "关于整治露天焚烧的通知",
        "",
        "",
        "",
    ]);
    rows.push(&[
        "S-07",
        "2026-06-22",
        "汀统〔2026〕2号",
        "关于报送统计年报的函",
        "",
        "",
        "转办公室阅件",
    ]);
    let found = on("2026-10-10")
        .book(register(&rows))
        .book(ledger("2026-09-30", ENTERED))
        .finds_one("RC-16");
    assert_eq!(found.source.quote(), "汀政发〔2026〕18号");
    assert_eq!(found.certainty, Certainty::较强);
}

#[test]
fn papers_that_stay_out_are_merged_or_fresh_are_silent() {
    both(
        &[
            &[
                "S-06",
                "2026-06-20",
                "汀发改〔2026〕12号",
                "关于征求规划意见的函",
                "否",
                "",
                "已复函",
            ],
            &[
                "S-07",
                "2026-06-21",
                "汀政函[2026]3号",
                "关于渗漏应急情况的函",
                "并入",
                "LZ-03",
                "",
            ],
            &[
                "S-08",
                "2026-09-29",
                "汀政发〔2026〕30号",
                "关于冬季攻坚的通知",
                "是",
                "",
                "",
            ],
        ],
        &[],
    )
    .silent("RC-16");
}

#[test]
fn another_spelling_of_a_document_number_is_the_same_document() {
    both(
        &[&[
            "S-06",
            "2026-06-20",
            "汀政函[2026]第15号",
            "关于汛期防控的批复",
            "是",
            "",
            "",
        ]],
        &[&[
            "LZ-06",
            "汛期风险防控",
            "汀政函〔2026〕15号",
            "2026-06-20",
            "汀浦市应急管理局",
            "进行中",
            "",
        ]],
    )
    .silent("RC-16");
}

#[test]
fn a_register_of_other_papers_says_nothing_about_the_ledger() {
    on("2026-10-10")
        .book(register(&[
            &[
                "S-01",
                "2026-03-02",
                "汀财〔2026〕3号",
                "关于下达预算的通知",
                "否",
                "",
                "",
            ],
            &[
                "S-02",
                "2026-07-12",
                "汀财〔2026〕5号",
                "关于决算的通知",
                "否",
                "",
                "",
            ],
        ]))
        .book(ledger("2026-09-30", ENTERED))
        .silent("RC-16");
}

#[test]
fn a_row_that_vanished_is_found_with_its_neighbor() {
    let found = on("2026-10-10")
        .versions(vec![
            ledger("2026-06-30", ENTERED),
            ledger(
                "2026-09-30",
                &[ENTERED[0], ENTERED[1], ENTERED[2], ENTERED[4]],
            ),
        ])
        .finds_one("RC-16");
    assert_eq!(found.no.as_deref(), Some("LZ-04"));
    assert_eq!(found.evidence[0].source.quote(), "LZ-03");
}

#[test]
fn a_renumbered_row_is_offered_not_claimed() {
    let found = on("2026-10-10")
        .versions(vec![
            ledger("2026-06-30", ENTERED),
            ledger(
                "2026-09-30",
                &[
                    ENTERED[0],
                    ENTERED[1],
                    ENTERED[2],
                    &[
                        "LZ-14",
                        "矿区复绿",
                        "汀督〔2026〕4号",
                        "2026-05-11",
                        "汀浦市自然资源局",
                        "进行中",
                        "",
                    ],
                    ENTERED[4],
                ],
            ),
        ])
        .finds_one("RC-16");
    assert_eq!(found.certainty, Certainty::较强);
    assert!(found.reason.contains("LZ-14"), "{}", found.reason);
}

#[test]
fn a_row_whose_way_is_told_is_silent() {
    let merged = [
        ENTERED[0],
        ENTERED[1],
        &[
            "LZ-03",
            "垃圾填埋场渗漏",
            "汀督〔2026〕1号",
            "2026-04-08",
            "汀浦市城市管理局",
            "已销号",
            "LZ-04并入本项（汀督函〔2026〕2号）",
        ],
        ENTERED[4],
    ];
    on("2026-10-10")
        .versions(vec![
            ledger("2026-06-30", ENTERED),
            ledger("2026-09-30", &merged),
        ])
        .silent("RC-16");
}

#[test]
fn a_ledger_of_open_matters_drops_what_is_closed() {
    let open = [ENTERED[0], ENTERED[1], ENTERED[3], ENTERED[4]];
    on("2026-10-10")
        .versions(vec![
            ledger("2026-06-30", ENTERED),
            ledger("2026-09-30", &open),
        ])
        .silent("RC-16");
}

#[test]
fn a_ledger_of_a_new_year_begins_anew() {
    on("2026-10-10")
        .versions(vec![
            ledger(
                "2025-12-31",
                &[
                    &[
                        "LY-01",
                        "化工园区治理",
                        "",
                        "",
                        "汀浦市生态环境局",
                        "进行中",
                        "",
                    ],
                    &[
                        "LY-02",
                        "港口岸电建设",
                        "",
                        "",
                        "汀浦市交通运输局",
                        "进行中",
                        "",
                    ],
                    &["LY-03", "油库防渗", "", "", "汀浦市商务局", "进行中", ""],
                ],
            ),
            ledger("2026-09-30", ENTERED),
        ])
        .silent("RC-16");
}

#[test]
fn one_number_for_two_matters_is_found() {
    let twice = [
        ENTERED,
        &[&[
            "LZ-05",
            "加油站防渗改造",
            "汀政办发〔2026〕9号",
            "2026-06-01",
            "汀浦市商务局",
            "进行中",
            "",
        ][..]],
    ]
    .concat();
    let found = on("2026-10-10")
        .book(ledger("2026-09-30", &twice))
        .finds_one("RC-16");
    assert_eq!(found.item, "编号");
    assert!(found.reason.contains("加油站防渗改造") && found.reason.contains("排污许可核发"));
}

#[test]
fn several_rows_of_one_matter_share_their_number() {
    let rows = [
        ENTERED,
        &[&[
            "LZ-05",
            "排污许可核发（汀东区）",
            "汀政办发〔2026〕9号",
            "2026-06-01",
            "汀东区生态环境分局",
            "进行中",
            "",
        ][..]],
    ]
    .concat();
    let mut merged = ledger("2026-09-30", ENTERED);
    // A merged cell spans the last two rows.
    let mut second = merged.records[4].clone();
    second.title = "河口湿地修复".to_owned();
    merged.records.push(second);
    on("2026-10-10")
        .book(ledger("2026-09-30", &rows))
        .book(fixture::book(BookKind::整改清单, "2026-09-30", LEDGER, &[]))
        .silent("RC-16");
    on("2026-10-10").book(merged).silent("RC-16");
}
