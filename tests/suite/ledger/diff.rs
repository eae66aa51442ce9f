//! What changed between two versions of a book; nothing that vanished is lost.
use std::collections::BTreeSet;

use proptest::prelude::*;
use taizhang::{
    ledger::diff,
    model::{Book, BookDiff, BookKind},
};

use super::shelf::{Columns, book};

const COLUMNS: Columns<'_> = &[
    ("seq", "序号"),
    ("item_no", "编号"),
    ("title", "问题"),
    ("lead_unit", "责任单位"),
    ("deadline", "时限"),
    ("status", "状态"),
    ("", "投资（万元）"),
];

/// `ReconcileSettings::title_similarity` as it is shipped.
const LIKE: f64 = 0.9;

fn version(as_of: &str, rows: &[&[&str]]) -> Book {
    book(BookKind::整改清单, Some(as_of), COLUMNS, rows)
}

fn compare(before: &[&[&str]], after: &[&[&str]]) -> BookDiff {
    diff(
        &version("2026-06-30", before),
        &version("2026-09-30", after),
        LIKE,
    )
}

#[test]
fn rows_that_came_changed_and_went_are_told_apart() {
    let found = compare(
        &[
            &[
                "1",
                "A-01",
                "城区黑臭水体",
                "岚川县局",
                "2026-06-30",
                "进行中",
                "120",
            ],
            &["2", "A-02", "料场扬尘", "云溪区局", "2026-06-30", "进行中"],
            &["3", "A-03", "噪声扰民", "云溪区局", "2026-06-30", "已完成"],
        ],
        &[
            &[
                "1",
                "A-01",
                "城区黑臭水体",
                "岚川县局",
                "2026-12-31",
                "已完成",
                "120",
            ],
            &["2", "A-03", "噪声扰民", "云溪区局", "2026-06-30", "已完成"],
            &[
                "3",
                "A-04",
                "尾矿库渗漏",
                "岚川县局",
                "2026-12-31",
                "进行中",
            ],
        ],
    );
    assert_eq!(found.vanished.len(), 1);
    assert_eq!(found.vanished[0].key, "A-02");
    assert_eq!(
        found.vanished[0].source.as_ref().unwrap().quote(),
        "料场扬尘"
    );
    assert_eq!(found.added.len(), 1);
    assert_eq!(found.added[0].key, "A-04");
    assert_eq!(
        found.unchanged, 1,
        "a serial number that moved is no change"
    );
    assert_eq!(found.changed.len(), 1);
    let change = &found.changed[0];
    let fields: Vec<(&str, &str, &str, bool)> = change
        .fields
        .iter()
        .map(|f| {
            (
                f.field.as_str(),
                f.before.as_str(),
                f.after.as_str(),
                f.same_meaning,
            )
        })
        .collect();
    assert_eq!(
        fields,
        [
            ("deadline", "2026-06-30", "2026-12-31", false),
            ("status", "进行中", "已完成", false)
        ]
    );
    let cell = change.fields[0].after_at.as_ref().unwrap();
    assert_eq!(cell.place().cell.as_deref(), Some("E2"));
    assert!(found.renumbered.is_empty() && found.duplicates.is_empty());
    assert!(!found.is_empty());
}

#[test]
fn what_only_looks_different_is_said_to_mean_the_same() {
    let found = compare(
        &[&[
            "1",
            "A-01",
            "黑臭水体",
            "岚川县局、云溪区局",
            "2026年6月底前",
            "进行中",
            "120",
        ]],
        &[&[
            "1",
            "A-01",
            "黑臭 水体",
            "云溪区局、岚川县局",
            "2026-06-30",
            "进行中",
            "120.00",
        ]],
    );
    assert_eq!(found.changed.len(), 1);
    assert_eq!(found.changed[0].fields.len(), 4);
    assert!(!found.changed[0].is_real(), "{:?}", found.changed[0].fields);
    assert!(found.is_empty());
    for (before, after) in [
        ("2026年6月底前", "2026年6月底前，并长期坚持"),
        ("2026-06-30", "2026-07-30"),
        ("2026-06-30", ""),
        ("", "2026-06-30"),
        ("尽快", "2026-06-30"),
    ] {
        let found = compare(
            &[&["1", "A-01", "甲", "", before]],
            &[&["1", "A-01", "甲", "", after]],
        );
        assert!(found.changed[0].is_real(), "{before} {after}");
    }
    // Numbers of things keep their zeros.
    let found = compare(
        &[&["1", "A-01", "甲", "", "", "", "007"]],
        &[&["1", "A-01", "甲", "", "", "", "7"]],
    );
    assert!(found.changed[0].is_real());
}

#[test]
fn a_row_under_a_new_number_is_offered_and_stays_vanished_and_added() {
    let found = compare(
        &[&["1", "A-07", "青石坝料场扬尘治理不到位", "岚川县局"]],
        &[&["1", "B-01", "青石坝料场扬尘治理不到位", "岚川县局"]],
    );
    assert_eq!((found.vanished.len(), found.added.len()), (1, 1));
    assert_eq!(found.renumbered.len(), 1);
    assert!((found.renumbered[0].similarity - 1.0).abs() < 1e-9);
    // Nearly the same title.
    let found = compare(
        &[&[
            "1",
            "A-07",
            "青石坝砂石料场露天堆放扬尘治理不到位",
            "岚川县局",
        ]],
        &[&[
            "1",
            "B-01",
            "青石坝砂石料场露天堆放，扬尘治理不到位问题",
            "岚川县局",
        ]],
    );
    assert_eq!(found.renumbered.len(), 1, "{found:?}");
    assert_eq!((found.vanished.len(), found.added.len()), (1, 1));
}

#[test]
fn another_matter_or_another_unit_is_not_offered() {
    for (before, after) in [
        (
            ["A-07", "青石坝料场扬尘", "岚川县局"],
            ["B-01", "云溪河段排污口", "岚川县局"],
        ),
        (
            ["A-07", "青石坝料场扬尘", "岚川县局"],
            ["B-01", "青石坝料场扬尘", "云溪区局"],
        ),
        (["A-07", "", "岚川县局"], ["B-01", "", "岚川县局"]),
    ] {
        let rows = |r: [&'static str; 3]| vec!["1", r[0], r[1], r[2]];
        let (old, new) = (rows(before), rows(after));
        let found = compare(&[&old], &[&new]);
        assert!(found.renumbered.is_empty(), "{:?}", found.renumbered);
        assert_eq!((found.vanished.len(), found.added.len()), (1, 1));
    }
}

#[test]
fn a_number_that_now_names_another_matter_is_seen() {
    let found = compare(
        &[
            &["1", "3", "城区黑臭水体", "岚川县局"],
            &["2", "4", "料场扬尘", "岚川县局"],
        ],
        &[
            &["1", "3", "尾矿库渗漏", "岚川县局"],
            &["2", "4", "城区黑臭水体", "岚川县局"],
            &["3", "5", "料场扬尘", "岚川县局"],
        ],
    );
    let moved: Vec<(&str, &str)> = found
        .renumbered
        .iter()
        .map(|r| (r.before.key.as_str(), r.after.key.as_str()))
        .collect();
    assert_eq!(moved, [("3", "4"), ("4", "5")]);
    assert_eq!(found.changed.len(), 2);
    assert_eq!(found.added.len(), 1);
}

#[test]
fn keys_that_stand_more_than_once_are_named_and_their_rows_paired_by_content() {
    let found = compare(
        &[
            &["1", "A-01", "甲", "岚川县局", "2026-06-30", "进行中"],
            &["2", "A-01", "乙", "云溪区局", "2026-06-30", "进行中"],
        ],
        &[
            &["1", "A-01", "乙", "云溪区局", "2026-06-30", "已完成"],
            &["2", "A-01", "甲", "岚川县局", "2026-06-30", "进行中"],
            &["3", "A-01", "丙", "岚川县局", "2026-06-30", "进行中"],
        ],
    );
    assert_eq!(found.duplicates.len(), 2);
    assert_eq!(found.duplicates[1].rows.len(), 3);
    assert!(found.duplicates[1].is_after);
    assert_eq!(found.changed.len(), 1);
    assert_eq!(found.changed[0].after.title, "乙");
    assert_eq!(found.changed[0].fields.len(), 1);
    // The row that kept its cells moved only its serial number, which is no content.
    assert_eq!(found.unchanged, 1);
    assert_eq!(found.added.len(), 1);
    assert_eq!(found.added[0].title, "丙");
}

#[test]
fn columns_that_came_and_went_are_named_and_moved_ones_are_the_same() {
    let before = book(
        BookKind::整改清单,
        None,
        &[
            ("item_no", "编号"),
            ("title", "问题"),
            ("", "投资（万元）"),
            ("status", "状态"),
        ],
        &[&["A-01", "甲", "120", "进行中"]],
    );
    let after = book(
        BookKind::整改清单,
        None,
        &[
            ("item_no", "任务编号"),
            ("status", "整改状态"),
            ("title", "问题"),
            ("", "来源渠道"),
        ],
        &[&["A-01", "进行中", "甲", "巡查"]],
    );
    let found = diff(&before, &after, LIKE);
    assert_eq!(found.columns_added, ["来源渠道"]);
    assert_eq!(found.columns_vanished, ["投资（万元）"]);
    let fields: Vec<(&str, &str, &str)> = found.changed[0]
        .fields
        .iter()
        .map(|f| (f.header.as_str(), f.before.as_str(), f.after.as_str()))
        .collect();
    assert_eq!(
        fields,
        [("来源渠道", "", "巡查"), ("投资（万元）", "120", "")]
    );
}

#[test]
fn versions_that_are_the_same_have_no_difference() {
    let rows: &[&[&str]] = &[
        &["1", "A-01", "甲", "岚川县局"],
        &["2", "A-02", "乙", "岚川县局"],
    ];
    let found = compare(rows, rows);
    assert!(found.is_empty());
    assert_eq!(found.unchanged, 2);
    assert_eq!(found.after.as_of.unwrap().to_string(), "2026-09-30");
    assert!(compare(&[], &[]).is_empty());
}

#[test]
fn many_rows_take_little_more_than_their_share_of_time() {
    let make = |n: usize, prefix: &str| {
        let rows: Vec<Vec<String>> = (0..n)
            .map(|i| {
                vec![
                    i.to_string(),
                    format!("{prefix}-{i}"),
                    format!("第{i}号排口整治任务"),
                    format!("第{}分局", i % 40),
                ]
            })
            .collect();
        let rows: Vec<Vec<&str>> = rows
            .iter()
            .map(|r| r.iter().map(String::as_str).collect())
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        version("2026-06-30", &rows)
    };
    let time = |n: usize| {
        // Every row was renumbered, and every second retitled: the hard case.
        let (before, mut after) = (make(n, "A"), make(n, "B"));
        for record in after.records.iter_mut().step_by(2) {
            record.title.push_str("项目");
        }
        let start = std::time::Instant::now();
        let found = diff(&before, &after, LIKE);
        assert_eq!((found.vanished.len(), found.added.len()), (n, n));
        assert!(found.renumbered.len() >= n / 2);
        start.elapsed()
    };
    let (small, large) = (time(1_000), time(8_000));
    println!("diff of wholly renumbered books: 1,000 rows {small:?}, 8,000 rows {large:?}");
    assert!(
        large < small * 40 + std::time::Duration::from_millis(500),
        "{small:?} {large:?}"
    );
}

fn any_rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(
        (0_u8..8, "[甲乙丙]{1,3}", "[东西]局", "[0-2]").prop_map(|(no, title, unit, status)| {
            let no = if no == 0 {
                String::new()
            } else {
                format!("N{no}")
            };
            vec!["1".to_owned(), no, title, unit, String::new(), status]
        }),
        0..12,
    )
}

proptest! {
    #[test]
    fn every_row_of_both_versions_is_in_exactly_one_place(old in any_rows(), new in any_rows()) {
        fn cells(rows: &[Vec<String>]) -> Vec<Vec<&str>> {
            rows.iter().map(|r| r.iter().map(String::as_str).collect()).collect()
        }
        let (old, new) = (cells(&old), cells(&new));
        let old: Vec<&[&str]> = old.iter().map(Vec::as_slice).collect();
        let new: Vec<&[&str]> = new.iter().map(Vec::as_slice).collect();
        let found = compare(&old, &new);
        let mut before: Vec<usize> = found.vanished.iter().map(|r| r.at).collect();
        before.extend(found.changed.iter().map(|c| c.before.at));
        let mut after: Vec<usize> = found.added.iter().map(|r| r.at).collect();
        after.extend(found.changed.iter().map(|c| c.after.at));
        for (rows, all) in [(&before, old.len()), (&after, new.len())] {
            let distinct: BTreeSet<usize> = rows.iter().copied().collect();
            prop_assert_eq!(distinct.len(), rows.len());
            prop_assert_eq!(rows.len() + found.unchanged as usize, all);
        }
        for offer in &found.renumbered {
            prop_assert!(before.contains(&offer.before.at));
            prop_assert!(after.contains(&offer.after.at));
        }
    }
}
