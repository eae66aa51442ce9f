//! What is due in the demo, checked by hand against its ledgers of 30 September 2026.
use std::{collections::BTreeMap, path::Path, sync::LazyLock};

use taizhang::{
    ledger::{self, Workdays, diff, due::Acts, due_list, loop_matrix, step_matrix},
    model::{BookKind, DueLine, LedgerSettings, LoopStage, Series, StepKind},
};

use super::shelf::day;

static BOOKS: LazyLock<Vec<Series>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo/01_台账");
    let books = super::demo::documents(&root)
        .iter()
        .flat_map(|document| ledger::books(document, &[]))
        .collect();
    ledger::series(books)
});

fn lines(on: &str) -> (Vec<DueLine>, Vec<DueLine>) {
    let list = due_list(
        &BOOKS,
        &Acts::new(),
        (day(on), &Workdays::default(), &LedgerSettings::default()),
    );
    (list.lines, list.unclear)
}

fn find<'l>(lines: &'l [DueLine], no: &str) -> Option<&'l DueLine> {
    lines
        .iter()
        .find(|l| l.kind == BookKind::总账 && l.no.as_deref() == Some(no))
}

#[test]
fn the_overdue_matters_of_the_general_ledgers_are_these() {
    let (lines, _) = lines("2026-09-30");
    let over: Vec<(&str, i64)> = lines
        .iter()
        .filter(|l| l.kind == BookKind::总账 && l.due.is_over())
        .map(|l| (l.no.as_deref().unwrap(), l.due.days_over().unwrap()))
        .collect();
    assert_eq!(
        over,
        [
            ("ZZ2026-029", 92),
            // 长期坚持 beside a deadline that was never met.
            ("ZZ2026-061", 92),
            ("ZZ2026-004", 30),
            ("ZZ2026-030", 15)
        ]
    );
    let late = find(&lines, "ZZ2026-029").unwrap();
    assert_eq!(late.units, ["砚陵市生态环境局"]);
    assert_eq!(late.due.level().unwrap().label(), "超期>90天");
}

#[test]
fn due_days_extensions_and_standing_matters_are_not_overdue() {
    let (due_day, unclear) = lines("2026-10-10");
    assert_eq!(
        find(&due_day, "ZZ2026-031").unwrap().due.days_over(),
        Some(0)
    );
    let (next, _) = lines("2026-10-11");
    assert_eq!(find(&next, "ZZ2026-031").unwrap().due.days_over(), Some(1));
    for (no, by, extensions) in [
        ("ZZ2026-036", "2026-10-31", 1),
        ("ZZ2026-002", "2026-11-20", 1),
        // Three extensions were granted; that two are the limit is for a check to say.
        ("ZZ2026-070", "2026-11-30", 3),
    ] {
        let line = find(&due_day, no).unwrap();
        assert_eq!(line.deadlines.by, Some(day(by)), "{no}");
        assert_eq!(line.deadlines.extensions, extensions, "{no}");
        assert!(line.deadlines.doubts.is_empty(), "{no}");
    }
    let silent = find(&due_day, "ZZ2026-034").unwrap();
    assert!(silent.deadlines.doubts[0].contains("未见延期批准记录"));
    assert_eq!(
        silent.deadlines.original.as_ref().unwrap().to,
        Some(day("2026-06-30"))
    );
    // 6月31日 does not exist.
    assert_eq!(unclear.len(), 1);
}

#[test]
fn the_counts_of_every_book_make_up_its_rows() {
    let list = due_list(
        &BOOKS,
        &Acts::new(),
        (
            day("2026-10-10"),
            &Workdays::default(),
            &LedgerSettings::default(),
        ),
    );
    assert_eq!(
        list.counts.len(),
        7,
        "the register of receipts and its like have none"
    );
    for counts in &list.counts {
        let c = counts.count;
        assert_eq!(c.in_progress + c.overdue + c.finished + c.halted, c.total);
        let series = BOOKS.iter().find(|s| s.name == counts.book).unwrap();
        assert_eq!(c.total as usize, series.latest().unwrap().records.len());
    }
}

#[test]
fn steps_and_stages_of_the_demo_stand_in_their_places() {
    let on = day("2026-10-10");
    let steps = step_matrix(&BOOKS, on, &Workdays::default());
    let row = |no: &str| {
        steps
            .rows
            .iter()
            .find(|r| r.name.kind == BookKind::总账 && r.name.no.as_deref() == Some(no))
            .unwrap()
    };
    assert_eq!(
        row("ZZ2026-006").cell(StepKind::Deploy).unwrap().label(),
        "2026-04-01（12个工作日）"
    );
    assert_eq!(
        row("ZZ2026-018").cell(StepKind::Convey).unwrap().label(),
        "2026年2月（早于收文4至晚12个工作日）"
    );
    assert_eq!(
        row("ZZ2026-015").cell(StepKind::Assess).unwrap().label(),
        ""
    );
    assert!(
        !row("ZZ2026-011")
            .cell(StepKind::LookBack)
            .unwrap()
            .is_there(),
        "planned for November"
    );
    let rounds = loop_matrix(&BOOKS, &Acts::new(), on, &BTreeMap::new());
    let entry = rounds
        .rows
        .iter()
        .find(|r| r.name.no.as_deref() == Some("ZZ2026-015"))
        .unwrap();
    assert_eq!(entry.gaps(), [LoopStage::Reconcile]);
    assert_eq!(entry.cell(LoopStage::Dispatch).unwrap().times, 2);
}

#[test]
fn what_vanished_from_the_demo_and_what_is_there_twice_is_seen() {
    let second = BOOKS
        .iter()
        .find(|s| s.kind == BookKind::总账 && s.versions.iter().any(|b| b.records.len() > 50))
        .unwrap();
    let [_, june, september] = second.versions.as_slice() else {
        panic!("three versions")
    };
    let found = diff(june, september, 0.9);
    let vanished: Vec<&str> = found
        .vanished
        .iter()
        .filter_map(|r| r.no.as_deref())
        .collect();
    assert_eq!(vanished, ["ZZ2026-050", "ZZ2026-051"]);
    let twice: Vec<&str> = found.duplicates.iter().map(|d| d.key.as_str()).collect();
    assert_eq!(twice, ["ZZ2026-053"]);
    assert!(found.renumbered.is_empty());
    let moved = |no: &str, field: &str| {
        found
            .changed
            .iter()
            .filter(|c| c.after.no.as_deref() == Some(no))
            .flat_map(|c| &c.fields)
            .find(|f| f.field == field)
            .map(|f| f.same_meaning)
    };
    assert_eq!(moved("ZZ2026-035", "deadline"), Some(true), "2026/11/30");
    assert_eq!(moved("ZZ2026-073", "current_deadline"), Some(false));
}
