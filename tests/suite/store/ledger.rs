//! Ledgers taken over: told and kept together, never removed, and fast enough for a large one.
use std::time::Instant;

use sqlx::Connection as _;
use taizhang::{
    model::{Book, BookKind},
    store::{
        BookTaken, EntryChange, EntryFate, EntryNow, FieldChange, PersonAct, SeriesTaken,
        StepTaken, Store, StoreError, TakeOver, pack,
    },
};

use super::{actor, file, store};

fn book(records: usize) -> Book {
    Book {
        kind: BookKind::总账,
        file: "总账.xlsx".to_owned(),
        sha256: "aa".to_owned(),
        sheet: "总账".to_owned(),
        table: 0,
        title: None,
        unit: None,
        as_of: None,
        columns: Vec::new(),
        records: vec![taizhang::model::Record::default(); records],
    }
}

fn field<'a>(before: Option<&'a str>, after: Option<&'a str>) -> FieldChange<'a> {
    FieldChange {
        field: "deadline",
        header: "办理时限",
        before,
        after,
        cell: "F3".to_owned(),
    }
}

/// The taking over of one version with these changes.
fn over<'a>(book_key: i64, before: Option<i64>, changes: Vec<EntryChange<'a>>) -> TakeOver<'a> {
    let entries = changes
        .iter()
        .map(|c| EntryNow {
            series: 1,
            key: c.key.clone(),
            no: c.no,
            title: c.title,
            fields: "[]".to_owned(),
            vanished_in: None,
        })
        .collect();
    TakeOver {
        revision: u64::try_from(book_key).unwrap(),
        reading: "r".to_owned(),
        books: vec![BookTaken {
            key: book_key,
            was_there: false,
            document: book_key,
            table: 0,
            digest: format!("d{book_key}"),
            kind: "总账".to_owned(),
            series: 1,
            place: u32::try_from(book_key - 1).unwrap(),
            as_of: None,
            records: u32::try_from(changes.len()).unwrap(),
            file: "总账.xlsx".to_owned(),
            body: pack(&book(0)).unwrap(),
        }],
        series: if before.is_none() {
            vec![SeriesTaken {
                id: 1,
                was_there: false,
                kind: "总账".to_owned(),
                unit: None,
                name: "总账".to_owned(),
            }]
        } else {
            Vec::new()
        },
        steps: vec![StepTaken {
            series: 1,
            before,
            after: book_key,
            file: "总账.xlsx",
            sha256: "aa",
            sheet: "总账",
            changes,
        }],
        entries,
        ..TakeOver::default()
    }
}

fn change<'a>(key: &str, fate: EntryFate, fields: Vec<FieldChange<'a>>) -> EntryChange<'a> {
    EntryChange {
        key: key.to_owned(),
        no: None,
        title: "岚湾污水直排",
        fate,
        row: 2,
        fields,
    }
}

fn filled() -> (tempfile::TempDir, Store) {
    let (dir, mut store) = store();
    let batch = store.batch(&actor(), "/台账", "台账").unwrap();
    store
        .keep(
            &actor(),
            &batch,
            &[file("一.xlsx", "aa"), file("二.xlsx", "bb")],
        )
        .unwrap();
    let first = over(
        1,
        None,
        vec![change(
            "岚总-01",
            EntryFate::Added,
            vec![field(None, Some("2026年6月底"))],
        )],
    );
    store.take_over(&actor(), &first).unwrap();
    (dir, store)
}

#[test]
fn every_field_has_its_history_with_before_and_after_and_the_place() {
    let (_dir, mut store) = filled();
    let second = over(
        2,
        Some(1),
        vec![change(
            "岚总-01",
            EntryFate::Changed,
            vec![field(Some("2026年6月底"), Some("2026年9月底"))],
        )],
    );
    store.take_over(&actor(), &second).unwrap();
    let story = store.story(&[1], "岚总-01").unwrap();
    let actions: Vec<&str> = story.iter().map(|s| s.action.as_str()).collect();
    assert_eq!(actions, ["ledger.entry.added", "ledger.entry.changed"]);
    let told = &story[1].detail;
    assert_eq!(told["fields"][0]["before"], "2026年6月底");
    assert_eq!(told["fields"][0]["after"], "2026年9月底");
    assert_eq!(told["fields"][0]["cell"], "F3");
    assert_eq!(told["file"], "总账.xlsx");
    assert_eq!((&told["before"], &told["after"]), (&1.into(), &2.into()));
    store.verify_events().unwrap();
    assert_eq!(store.ledger_mark().unwrap().revision, 2);
}

#[test]
fn what_cannot_be_kept_whole_is_not_kept_at_all() {
    let (_dir, mut store) = filled();
    let events = store.events().unwrap().len();
    let mut broken = over(
        2,
        Some(1),
        vec![change("岚总-02", EntryFate::Added, Vec::new())],
    );
    // There is no such document: the book cannot be kept, so nothing may be told either.
    broken.books[0].document = 99;
    assert!(matches!(
        store.take_over(&actor(), &broken),
        Err(StoreError::Database(_))
    ));
    assert_eq!(store.events().unwrap().len(), events);
    assert_eq!(store.entries(1).unwrap().len(), 1);
    assert_eq!(store.ledger_mark().unwrap().revision, 1);
}

#[test]
fn neither_an_entry_nor_a_version_can_be_removed() {
    let (dir, store) = filled();
    drop(store);
    let path = dir.path().join("taizhang.db");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    for statement in ["DELETE FROM entry", "DELETE FROM book"] {
        let refused = runtime.block_on(async {
            let url = format!("sqlite://{}", path.display());
            let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
            sqlx::query(statement)
                .execute(&mut connection)
                .await
                .is_err()
        });
        assert!(refused, "{statement}");
    }
    assert_eq!(Store::open(&path).unwrap().entries(1).unwrap().len(), 1);
}

#[test]
fn an_act_is_told_and_one_decided_on_an_older_state_is_refused() {
    let (_dir, mut store) = filled();
    let act = |state, record, decided_on| PersonAct {
        series: 1,
        key: "岚总-01",
        act: serde_json::json!({ "event": "confirm" }),
        state,
        record,
        decided_on,
    };
    assert!(
        store
            .keep_act(&actor(), &act("在办", "{\"n\":1}", None))
            .unwrap()
    );
    let late = act("中止", "{\"n\":2}", None);
    assert!(
        !store.keep_act(&actor(), &late).unwrap(),
        "decided on a state that is past"
    );
    let next = act("申请办结", "{\"n\":2}", Some("{\"n\":1}"));
    assert!(store.keep_act(&actor(), &next).unwrap());
    let story = store.story(&[1], "岚总-01").unwrap();
    let acts: Vec<_> = story
        .iter()
        .filter(|s| s.action == "ledger.entry.act")
        .map(|s| (s.detail["before"].clone(), s.detail["after"].clone()))
        .collect();
    assert_eq!(
        acts,
        [
            (serde_json::Value::Null, "在办".into()),
            ("在办".into(), "申请办结".into())
        ]
    );
    assert_eq!(
        store.entries_acted_on().unwrap()[0].state.as_deref(),
        Some("申请办结")
    );
    // A later version of the ledger leaves what people did alone.
    let second = over(
        2,
        Some(1),
        vec![change("岚总-01", EntryFate::Changed, Vec::new())],
    );
    store.take_over(&actor(), &second).unwrap();
    assert_eq!(
        store.entries(1).unwrap()[0].state.as_deref(),
        Some("申请办结")
    );
}

/// Prints how many rows a second are taken over. `TAIZHANG_ROWS=100000` measures a large ledger.
#[test]
fn a_large_ledger_is_taken_over_in_bulk() {
    let rows: usize = std::env::var("TAIZHANG_ROWS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(2_000);
    let (_dir, mut store) = store();
    let batch = store.batch(&actor(), "/台账", "台账").unwrap();
    store
        .keep(&actor(), &batch, &[file("一.xlsx", "aa")])
        .unwrap();
    let changes = (0..rows)
        .map(|n| {
            let fields = (0..12)
                .map(|_| field(None, Some("2026年9月底前完成整改")))
                .collect();
            change(&format!("岚总-{n}"), EntryFate::Added, fields)
        })
        .collect();
    let first = over(1, None, changes);
    let begun = Instant::now();
    store.take_over(&actor(), &first).unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{rows} rows of 12 fields taken over in {seconds:.2} s: {:.0} rows/s",
        rows as f64 / seconds
    );
    assert_eq!(store.entries(1).unwrap().len(), rows);
    assert!(store.verify_events().unwrap() as usize > rows);
}
