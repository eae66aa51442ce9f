//! What people decided counts in the lists: extensions they granted, matters they found done, closed or opened again.
use std::collections::BTreeMap;

use taizhang::{
    ledger::{Workdays, due::Acts, due_list, loop_matrix},
    model::{
        BookKind, DueCount, DueList, EntryAct, EntryRecord, EntryState, LedgerSettings,
        LookBackResult, LoopStage, Role, Series, Settled,
    },
};

use super::{
    super::shelf::{Columns, book, day, series},
    NO, event, ledger_facts, look_back, named, whole_way, with,
};

const COLUMNS: Columns<'_> = &[
    ("item_no", "台账编号"),
    ("title", "事项"),
    ("deadline", "时限"),
    ("status", "状态"),
];

fn shelf(as_of: &str, status: &str) -> Vec<Series> {
    let rows: &[&[&str]] = &[&[NO, "甲", "2026-06-30", status]];
    vec![series(
        "总账",
        vec![book(BookKind::总账, Some(as_of), COLUMNS, rows)],
    )]
}

fn acts(record: EntryRecord) -> Acts {
    Acts::from([(("总账".to_owned(), NO.to_owned()), record)])
}

fn after(acts: usize) -> EntryRecord {
    whole_way()[..acts]
        .iter()
        .fold(EntryRecord::new(NO), |record, event| {
            with(&record, event, &ledger_facts()).unwrap()
        })
}

fn list(series: &[Series], acts: &Acts, on: &str) -> DueList {
    due_list(
        series,
        acts,
        (day(on), &Workdays::default(), &LedgerSettings::default()),
    )
}

fn counts(series: &[Series], acts: &Acts, on: &str) -> DueCount {
    list(series, acts, on).counts[0].count
}

#[test]
fn an_extension_granted_by_an_act_moves_the_deadline_from_its_day() {
    let books = shelf("2026-06-30", "进行中");
    let acts = acts(after(6));
    let by = |on: &str| list(&books, &acts, on).lines[0].deadlines.clone();
    assert_eq!(by("2026-06-04").by, Some(day("2026-06-30")));
    assert_eq!(by("2026-07-15").by, Some(day("2026-08-31")));
    assert_eq!(by("2026-07-15").extensions, 1);
    assert_eq!(
        by("2026-07-15").original.unwrap().to,
        Some(day("2026-06-30"))
    );
    assert_eq!(counts(&books, &acts, "2026-07-15").overdue, 0);
    assert_eq!(counts(&books, &acts, "2026-09-01").overdue, 1);
    // Without the act it is over.
    assert_eq!(counts(&books, &Acts::new(), "2026-07-15").overdue, 1);
    // An application that is not decided moves nothing.
    let asked = self::acts(after(5));
    assert_eq!(counts(&books, &asked, "2026-07-15").overdue, 1);
}

#[test]
fn what_was_found_done_or_closed_is_no_longer_due() {
    let books = shelf("2026-06-30", "进行中");
    let acts = acts(after(12));
    for (on, finished, overdue) in [
        ("2026-08-27", 0, 0),
        ("2026-08-28", 1, 0),
        ("2026-12-31", 1, 0),
        ("2027-12-31", 1, 0),
    ] {
        let counted = counts(&books, &acts, on);
        assert_eq!(
            (counted.finished, counted.overdue),
            (finished, overdue),
            "{on}"
        );
    }
    // That the host applied is not yet that it was found done.
    let applied = self::acts(after(7));
    assert_eq!(counts(&books, &applied, "2026-09-01").overdue, 1);
}

#[test]
fn what_was_opened_again_is_due_although_the_book_still_says_done() {
    let mut conclusion = look_back(LookBackResult::不到位);
    if let EntryAct::ConcludeLookBack {
        new_issue,
        new_deadline,
        ..
    } = &mut conclusion
    {
        *new_issue = Some("岚问2027-004".to_owned());
        *new_deadline = Some(day("2027-06-30"));
    }
    let reopening = event("2027-03-25", "zhou", Role::分管副组长, conclusion);
    let record = with(&after(11), &reopening, &ledger_facts()).unwrap();
    let then = record.on(day("2027-03-25"));
    assert_eq!(
        (then.state, then.deadline),
        (EntryState::在办, Some(day("2027-06-30")))
    );
    assert_eq!(record.on(day("2027-03-24")).state, EntryState::回头看);
    let acts = acts(record);
    let books = shelf("2026-12-31", "已完成，已销号");
    assert_eq!(counts(&books, &acts, "2027-01-31").finished, 1);
    let again = counts(&books, &acts, "2027-04-01");
    assert_eq!((again.finished, again.in_progress), (0, 1));
    assert_eq!(counts(&books, &acts, "2027-07-05").overdue, 1);
    let rounds = loop_matrix(&books, &acts, day("2027-04-01"), &BTreeMap::new());
    assert_eq!(rounds.rows[0].settled, None);
    assert!(rounds.rows[0].cell(LoopStage::Finish).is_none());
    assert!(rounds.rows[0].cell(LoopStage::LookBack).is_some());
    // A book written after that says how it stands now.
    let later = shelf("2027-06-20", "已完成");
    assert_eq!(counts(&later, &acts, "2027-07-05").finished, 1);
}

#[test]
fn what_was_given_up_or_made_standing_is_counted_as_that() {
    let books = shelf("2026-06-30", "进行中");
    let stop = event(
        "2026-03-01",
        "wang",
        Role::组长,
        EntryAct::Suspend {
            reason: "项目取消".to_owned(),
            paper: named("岚政函〔2026〕8号"),
        },
    );
    let stopped = acts(with(&after(2), &stop, &ledger_facts()).unwrap());
    assert_eq!(counts(&books, &stopped, "2026-08-01").halted, 1);
    assert_eq!(counts(&books, &stopped, "2026-02-01").halted, 0);
    let mut facts = ledger_facts();
    facts.is_done = true;
    let stand = event(
        "2026-06-20",
        "zhou",
        Role::分管副组长,
        EntryAct::MakeStanding {
            reason: "日常管护".to_owned(),
            cycle_months: 6,
        },
    );
    let standing = acts(with(&after(2), &stand, &facts).unwrap());
    assert_eq!(counts(&books, &standing, "2026-08-01").standing, 1);
    assert_eq!(counts(&books, &standing, "2026-08-01").overdue, 0);
}

#[test]
fn acts_fill_the_last_stages_of_the_loop() {
    let books = shelf("2026-06-30", "进行中");
    let acts = acts(after(12));
    let row = |on: &str| {
        loop_matrix(&books, &acts, day(on), &BTreeMap::new())
            .rows
            .remove(0)
    };
    let end = row("2027-12-31");
    assert_eq!(end.settled, Some(Settled::Closed));
    for (stage, on) in [
        (LoopStage::Finish, "2026-08-28"),
        (LoopStage::Close, "2026-09-20"),
        (LoopStage::LookBack, "2027-03-25"),
    ] {
        assert_eq!(end.cell(stage).unwrap().on, Some(day(on)), "{stage:?}");
    }
    assert!(row("2026-09-19").cell(LoopStage::Close).is_none());
    assert!(row("2027-03-24").cell(LoopStage::LookBack).is_none());
}

#[test]
fn acts_on_another_entry_change_nothing() {
    let books = shelf("2026-06-30", "进行中");
    let other = Acts::from([(("总账".to_owned(), "岚总2026-002".to_owned()), after(12))]);
    let elsewhere = Acts::from([(("细账".to_owned(), NO.to_owned()), after(12))]);
    for acts in [other, elsewhere] {
        assert_eq!(counts(&books, &acts, "2026-12-31").overdue, 1);
    }
}
