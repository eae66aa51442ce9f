//! RC-18: nobody in particular, another unit than the ledger's, a change without a word; short names, joint leads and moves are left alone.
use taizhang::model::{Book, BookKind};

use super::{
    fixture::{book, on},
    papers::report,
};

const FIELDS: &[&str] = &[
    "item_no",
    "title",
    "lead_unit",
    "co_unit",
    "status",
    "remark",
];

fn ledger(as_of: &str, lead: &str, co: &str, remark: &str) -> Book {
    book(
        BookKind::总账,
        as_of,
        FIELDS,
        &[
            &[
                "DC2026-07",
                "青岩河流域综合治理",
                lead,
                co,
                "进行中",
                remark,
            ],
            &[
                "DC2026-08",
                "石门水库库周养殖清理",
                "松屏县农业农村局",
                "",
                "进行中",
                "",
            ],
            &[
                "DC2026-09",
                "北坡石料场生态修复",
                "松屏县自然资源局",
                "",
                "进行中",
                "",
            ],
            &[
                "DC2026-10",
                "县城雨污分流改造",
                "松屏县住房城乡建设局",
                "",
                "进行中",
                "",
            ],
            &[
                "DC2026-11",
                "露天焚烧巡查",
                "松屏县城市管理局",
                "",
                "进行中",
                "",
            ],
        ],
    )
}

#[test]
fn finds_a_name_that_names_nobody() {
    let found = on("2026-10-10")
        .book(ledger("2026-09-30", "有关单位", "", ""))
        .finds_one("RC-18");
    assert_eq!(found.source.quote(), "有关单位");
    on("2026-10-10")
        .book(ledger("2026-09-30", "各相关部门、有关乡镇", "", ""))
        .finds_one("RC-18");
}

#[test]
fn finds_an_empty_cell_where_the_others_are_filled() {
    let found = on("2026-10-10")
        .book(ledger("2026-09-30", "", "", ""))
        .finds_one("RC-18");
    assert_eq!(found.source.quote(), "青岩河流域综合治理");
    assert!(found.formula.contains("4/5"), "{}", found.formula);
}

#[test]
fn finds_another_unit_in_the_report() {
    let found = on("2026-10-10")
        .book(ledger("2026-09-30", "松屏县水利局", "", ""))
        .reads(report(
            "2026-09-30",
            &[
                "一、青岩河流域综合治理（DC2026-07）",
                "该事项由松屏县住房城乡建设局牵头负责。",
            ],
        ))
        .finds_one("RC-18");
    assert_eq!(found.evidence[0].source.quote(), "松屏县水利局");
}

#[test]
fn finds_a_change_from_one_version_to_the_next() {
    let found = on("2026-10-10")
        .versions(vec![
            ledger("2026-06-30", "松屏县水利局", "", ""),
            ledger("2026-09-30", "石坪镇人民政府", "", ""),
        ])
        .finds_one("RC-18");
    assert_eq!(found.source.quote(), "石坪镇人民政府");
    assert_eq!(found.evidence[0].source.quote(), "松屏县水利局");
}

#[test]
fn short_names_and_places_are_silent() {
    on("2026-10-10")
        .book(ledger("2026-09-30", "松屏县生态环境局", "", ""))
        .reads(report(
            "2026-09-30",
            &[
                "一、青岩河流域综合治理（DC2026-07）",
                "该事项由县环境局牵头负责。",
            ],
        ))
        .silent("RC-18");
    on("2026-10-10")
        .book(ledger("2026-09-30", "水生态环境处", "", ""))
        .reads(report(
            "2026-09-30",
            &["一、青岩河流域综合治理（DC2026-07）", "该事项由水处牵头。"],
        ))
        .silent("RC-18");
}

#[test]
fn joint_leads_and_helpers_are_silent() {
    on("2026-10-10")
        .book(ledger(
            "2026-09-30",
            "松屏县水利局、松屏县生态环境局",
            "松屏县住房城乡建设局",
            "",
        ))
        .reads(report(
            "2026-09-30",
            &[
                "一、青岩河流域综合治理（DC2026-07）",
                "该事项由县水利局牵头负责。",
                "该任务由松屏县住房城乡建设局承办。",
            ],
        ))
        .silent("RC-18");
}

#[test]
fn a_change_with_a_reason_is_silent() {
    on("2026-10-10")
        .versions(vec![
            ledger("2026-06-30", "松屏县水利局", "", ""),
            ledger(
                "2026-09-30",
                "石坪镇人民政府",
                "",
                "7月14日县政府专题会议明确改由石坪镇牵头",
            ),
        ])
        .silent("RC-18");
    on("2026-10-10")
        .versions(vec![
            ledger("2026-06-30", "松屏县水利局", "松屏县生态环境局", ""),
            ledger("2026-09-30", "松屏县生态环境局", "松屏县水利局", ""),
        ])
        .silent("RC-18");
}

#[test]
fn a_unit_renamed_throughout_is_silent() {
    let version = |as_of: &str, name: &str| {
        book(
            BookKind::总账,
            as_of,
            FIELDS,
            &[
                &["DC2026-07", "青岩河流域综合治理", name, "", "进行中", ""],
                &["DC2026-08", "石门水库库周养殖清理", name, "", "进行中", ""],
                &[
                    "DC2026-09",
                    "北坡石料场生态修复",
                    "松屏县林业局",
                    "",
                    "进行中",
                    "",
                ],
            ],
        )
    };
    on("2026-10-10")
        .versions(vec![
            version("2026-06-30", "松屏县国土规划局"),
            version("2026-09-30", "松屏县自然资源局"),
        ])
        .silent("RC-18");
}

#[test]
fn a_book_that_names_no_units_is_silent() {
    let sparse = book(
        BookKind::整改清单,
        "2026-09-30",
        FIELDS,
        &[
            &["DC2026-07", "青岩河流域综合治理", "", "", "进行中", ""],
            &["DC2026-08", "石门水库库周养殖清理", "", "", "进行中", ""],
            &[
                "DC2026-09",
                "北坡石料场生态修复",
                "松屏县林业局",
                "",
                "进行中",
                "",
            ],
        ],
    );
    on("2026-10-10").book(sparse).silent("RC-18");
}
