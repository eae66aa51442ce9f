//! RC-23: one paper for several matters, and papers of the wrong time.
use taizhang::model::{Book, BookKind, Certainty};

use super::fixture::{Material, book, on};

fn papers(rows: &[&[&str]]) -> Book {
    book(
        BookKind::佐证清单,
        "2026-09-30",
        &[
            "evidence_no",
            "ledger_no",
            "evidence_title",
            "evidence_kind",
            "evidence_date",
            "evidence_hash",
            "remark",
        ],
        rows,
    )
}

fn ledger(as_of: &str, rows: &[&[&str]]) -> Book {
    book(
        BookKind::总账,
        as_of,
        &["item_no", "title", "issued_date", "status", "done_date"],
        rows,
    )
}

fn desk(rows: &[&[&str]]) -> Material {
    on("2026-10-10")
        .versions(vec![
            ledger(
                "2026-06-30",
                &[
                    &["LZ-01", "河道清淤", "2026-02-01", "已完成", "2026-06-10"],
                    &["LZ-02", "油罐防渗", "2026-02-01", "进行中", ""],
                    &["LZ-03", "餐厨处置", "2026-02-01", "进行中", ""],
                ],
            ),
            ledger(
                "2026-09-30",
                &[
                    &["LZ-01", "河道清淤", "2026-02-01", "已完成", "2026-06-10"],
                    &["LZ-02", "油罐防渗", "2026-02-01", "已完成", "2026-09-01"],
                    &["LZ-03", "餐厨处置", "2026-02-01", "进行中", ""],
                ],
            ),
        ])
        .book(papers(rows))
}

#[test]
fn one_set_of_pictures_for_two_matters_is_found() {
    let found = desk(&[
        &[
            "Z-1",
            "LZ-01",
            "河道施工照片",
            "照片",
            "2026-05-06",
            "9f31c07a22be41d0",
            "",
        ],
        &[
            "Z-2",
            "LZ-02",
            "油罐施工照片",
            "照片",
            "2026-05-06",
            "9F31C07A22BE41D0",
            "",
        ],
    ])
    .finds_one("RC-23");
    assert_eq!(found.certainty, Certainty::较强);
    assert_eq!(found.no.as_deref(), Some("LZ-02"));
    assert_eq!(found.evidence[0].source.quote(), "LZ-01");
}

#[test]
fn one_title_of_one_day_for_two_matters_is_a_lead() {
    let found = desk(&[
        &["Z-1", "LZ-01", "现场会照片", "照片", "2026-05-06", "", ""],
        &["Z-2", "LZ-03", "现场会照片", "照片", "2026年5月6日", "", ""],
    ])
    .finds_one("RC-23");
    assert_eq!(found.certainty, Certainty::线索);
}

#[test]
fn one_row_that_proves_two_matters_is_found() {
    desk(&[&[
        "Z-1",
        "LZ-01、LZ-03",
        "运输发票",
        "票据",
        "2026-05-06",
        "77ab30ce51d2f9e8",
        "",
    ]])
    .finds_one("RC-23");
}

#[test]
fn a_paper_later_than_the_claim_is_found() {
    let found = desk(&[&[
        "Z-1",
        "LZ-01",
        "清淤施工照片",
        "照片",
        "2026-08-15",
        "9f31c07a22be41d0",
        "",
    ]])
    .finds_one("RC-23");
    assert!(found.formula.contains("2026-08-15 ＞"), "{}", found.formula);
    assert_eq!(found.evidence[0].source.quote(), "已完成");
}

#[test]
fn a_paper_earlier_than_the_order_is_found() {
    let found = desk(&[&[
        "Z-1",
        "LZ-02",
        "竣工验收意见",
        "验收材料",
        "2025-11-20",
        "9f31c07a22be41d0",
        "",
    ]])
    .finds_one("RC-23");
    assert!(found.reason.contains("早于"), "{}", found.reason);
}

#[test]
fn minutes_plans_and_papers_said_to_be_shared_are_silent() {
    desk(&[
        &[
            "Z-1",
            "LZ-01",
            "专题会议纪要〔2026〕5号",
            "会议纪要",
            "2026-05-06",
            "9f31c07a22be41d0",
            "",
        ],
        &[
            "Z-2",
            "LZ-02",
            "专题会议纪要〔2026〕5号",
            "会议纪要",
            "2026-05-06",
            "9f31c07a22be41d0",
            "",
        ],
        &[
            "Z-3",
            "LZ-02",
            "联合检查照片",
            "照片",
            "2026-05-07",
            "1c31c07a22be41d0",
            "同一次检查，第2张为油罐",
        ],
        &[
            "Z-4",
            "LZ-03",
            "联合检查照片",
            "照片",
            "2026-05-07",
            "1c31c07a22be41d0",
            "同一次检查，第5张为餐厨",
        ],
    ])
    .silent("RC-23");
}

#[test]
fn papers_made_to_show_that_it_holds_may_be_later() {
    desk(&[
        &[
            "Z-1",
            "LZ-01",
            "断面水质监测报告",
            "监测数据",
            "2026-08-15",
            "9f31c07a22be41d0",
            "",
        ],
        &[
            "Z-2",
            "LZ-01",
            "回头看现场照片",
            "照片",
            "2026-08-20",
            "8f31c07a22be41d0",
            "",
        ],
        &[
            "Z-3",
            "LZ-02",
            "防渗施工照片",
            "照片",
            "2026-08-20",
            "7f31c07a22be41d0",
            "",
        ],
        &[
            "Z-4",
            "LZ-01",
            "清淤前后对比照片",
            "照片",
            "2026年6月",
            "6f31c07a22be41d0",
            "",
        ],
    ])
    .silent("RC-23");
}

#[test]
fn papers_on_how_things_stood_may_be_earlier() {
    desk(&[
        &[
            "Z-1",
            "LZ-01",
            "河道底泥本底调查",
            "调查",
            "2025-10-15",
            "9f31c07a22be41d0",
            "",
        ],
        &[
            "Z-2",
            "LZ-02",
            "油罐采购合同",
            "合同",
            "2025-12-20",
            "8f31c07a22be41d0",
            "",
        ],
        &[
            "Z-3",
            "LZ-03",
            "餐厨项目环评批复",
            "批复",
            "2025-08-20",
            "7f31c07a22be41d0",
            "",
        ],
    ])
    .silent("RC-23");
}

#[test]
fn the_same_title_of_other_days_is_another_paper() {
    desk(&[
        &["Z-1", "LZ-01", "现场照片", "照片", "2026-05-06", "", ""],
        &["Z-2", "LZ-03", "现场照片", "照片", "2026-05-07", "", ""],
        &["Z-3", "LZ-02", "现场照片", "照片", "2026年5月", "", ""],
    ])
    .silent("RC-23");
}

#[test]
fn one_dated_paper_in_the_cells_of_two_matters_is_a_lead() {
    let rows = |second: &'static str| {
        book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "evidence"],
            &[
                &["LZ-01", "河道清淤", "2026年5月6日现场照片"],
                &["LZ-02", "油罐防渗", second],
                &["LZ-03", "餐厨处置", "2026年5月6日专题会议纪要"],
                &["LZ-04", "渣土处置", "2026年5月6日专题会议纪要"],
                &["LZ-05", "岸线复绿", "现场照片"],
                &["LZ-06", "码头岸电", "现场照片"],
            ],
        )
    };
    let found = on("2026-10-10")
        .book(rows("2026年5月6日现场照片"))
        .finds_one("RC-23");
    assert_eq!(found.no.as_deref(), Some("LZ-02"));
    assert_eq!(found.certainty, Certainty::线索);
    on("2026-10-10")
        .book(rows("2026年5月7日现场照片"))
        .silent("RC-23");
}
