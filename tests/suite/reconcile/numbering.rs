//! RC-17: detail ledgers that are missing, serial numbers that break off or repeat.
use taizhang::model::{Book, BookKind};

use super::fixture::{book, on};

fn ledger(rows: &[&[&str]]) -> Book {
    book(
        BookKind::总账,
        "2026-09-30",
        &[
            "seq",
            "item_no",
            "title",
            "received_date",
            "relevance",
            "detail_no",
            "remark",
        ],
        rows,
    )
}

fn detail(rows: &[&[&str]]) -> Book {
    book(
        BookKind::细账,
        "2026-09-30",
        &["detail_no", "ledger_no", "node_seq", "node"],
        rows,
    )
}

const CLOSE: &[&[&str]] = &[
    &[
        "1",
        "LZ-01",
        "水源地整治",
        "2026-03-02",
        "密切",
        "XZ-01",
        "",
    ],
    &["2", "LZ-02", "矿山复绿", "2026-03-05", "一般", "", ""],
    &[
        "3",
        "LZ-03",
        "黑臭水体整治",
        "2026-03-09",
        "密切",
        "XZ-03",
        "",
    ],
    &["4", "LZ-04", "加油站防渗", "2026-03-12", "无关", "", ""],
    &["5", "LZ-05", "噪声治理", "2026-03-16", "一般", "", ""],
];

#[test]
fn a_close_matter_without_detail_ledger_is_found() {
    let rows = [
        CLOSE,
        &[&["6", "LZ-06", "应急取水口", "2026-04-01", "密切", "", ""][..]],
    ]
    .concat();
    let found = on("2026-10-10").book(ledger(&rows)).finds_one("RC-17");
    assert_eq!(found.no.as_deref(), Some("LZ-06"));
    assert_eq!(found.evidence[0].source.quote(), "密切");
}

#[test]
fn a_node_that_is_left_out_is_found() {
    let found = on("2026-10-10")
        .book(detail(&[
            &["XZ-01", "LZ-01", "1", "划定保护区"],
            &["XZ-01", "LZ-01", "2", "清退养殖"],
            &["XZ-01", "LZ-01", "4", "竖立界桩"],
            &["XZ-03", "LZ-03", "1", "截污"],
            &["XZ-03", "LZ-03", "2", "清淤"],
        ]))
        .finds_one("RC-17");
    assert_eq!(found.source.quote(), "4");
    assert!(found.reason.contains("缺 3"), "{}", found.reason);
}

#[test]
fn a_serial_number_that_is_left_out_is_found() {
    let found = on("2026-10-10")
        .book(ledger(&[
            CLOSE[0],
            CLOSE[1],
            CLOSE[2],
            CLOSE[3],
            &["6", "LZ-05", "噪声治理", "2026-03-16", "一般", "", ""],
            &["7", "LZ-06", "油烟治理", "2026-03-17", "一般", "", ""],
        ]))
        .finds_one("RC-17");
    assert_eq!(found.formula, "6 − 4 = 2 ≠ 1");
}

#[test]
fn a_ledger_number_that_no_book_holds_is_found() {
    let found = on("2026-10-10")
        .book(ledger(&[
            CLOSE[0],
            CLOSE[1],
            CLOSE[2],
            CLOSE[3],
            CLOSE[4],
            &["6", "LZ-07", "油烟治理", "2026-03-17", "一般", "", ""],
        ]))
        .finds_one("RC-17");
    assert!(found.reason.contains("LZ-06"), "{}", found.reason);
}

#[test]
fn one_serial_number_for_two_matters_is_found() {
    on("2026-10-10")
        .book(ledger(&[
            CLOSE[0],
            CLOSE[1],
            CLOSE[2],
            CLOSE[3],
            &["4", "LZ-05", "噪声治理", "2026-03-16", "一般", "", ""],
            &["5", "LZ-06", "油烟治理", "2026-03-17", "一般", "", ""],
        ]))
        .finds_one("RC-17");
}

#[test]
fn a_detail_ledger_that_exists_or_is_told_of_is_silent() {
    let rows = [
        CLOSE,
        &[
            &[
                "6",
                "LZ-06",
                "应急取水口",
                "2026-04-01",
                "密切",
                "",
                "与LZ-01合并建账",
            ][..],
            &["7", "LZ-07", "取水口护栏", "2026-04-01", "密切", "", ""][..],
            &["8", "LZ-08", "应急演练", "2026-09-29", "密切", "", ""][..],
        ],
    ]
    .concat();
    on("2026-10-10")
        .book(ledger(&rows))
        .book(detail(&[&["XZ-07", "LZ-07", "1", "安装"]]))
        .silent("RC-17");
}

#[test]
fn each_section_and_each_detail_ledger_counts_anew() {
    on("2026-10-10")
        .book(detail(&[
            &["XZ-01", "LZ-01", "1", "划定保护区"],
            &["XZ-01", "LZ-01", "2", "清退养殖"],
            &["XZ-05", "LZ-05", "1", "截污"],
            &["XZ-05", "LZ-05", "2", "清淤"],
            &["XZ-11", "LZ-11", "1", "踏勘"],
        ]))
        .book(book(
            BookKind::整改清单,
            "2026-09-30",
            &["seq", "title"],
            &[
                &["1", "甲镇垃圾"],
                &["2", "甲镇污水"],
                &["3", "甲镇扬尘"],
                &["1", "乙镇垃圾"],
                &["2", "乙镇污水"],
            ],
        ))
        .silent("RC-17");
}

#[test]
fn an_extract_and_a_cancelled_number_are_silent() {
    let mut part = ledger(&[
        CLOSE[0],
        CLOSE[1],
        &["5", "LZ-05", "噪声治理", "2026-03-16", "一般", "", ""],
        &["6", "LZ-06", "油烟治理", "2026-03-16", "一般", "", ""],
        &["7", "LZ-07", "扬尘治理", "2026-03-16", "一般", "", ""],
        &[
            "8",
            "LZ-08",
            "异味治理",
            "2026-03-16",
            "一般",
            "",
            "LZ-03、LZ-04已撤销",
        ],
    ]);
    part.title = Some("监督台账（节选）".to_owned());
    on("2026-10-10").book(part).silent("RC-17");
}

#[test]
fn a_row_lost_since_the_last_version_is_told_by_the_other_check() {
    on("2026-10-10")
        .versions(vec![
            ledger(CLOSE),
            ledger(&[CLOSE[0], CLOSE[1], CLOSE[2], CLOSE[4]]),
        ])
        .silent("RC-17");
}
