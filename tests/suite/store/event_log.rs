//! The event log is only ever added to, and tampering shows.
use sqlx::Connection as _;
use taizhang::store::{Store, StoreError};

use super::{actor, file, store};

fn run_sql(path: &std::path::Path, statements: &[&'static str]) -> Result<(), sqlx::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let url = format!("sqlite://{}", path.display());
        let mut connection = sqlx::SqliteConnection::connect(&url).await?;
        for statement in statements {
            sqlx::query(*statement).execute(&mut connection).await?;
        }
        connection.close().await
    })
}

fn filled() -> (tempfile::TempDir, std::path::PathBuf) {
    let (dir, mut store) = store();
    let batch = store
        .batch(&actor(), "/somewhere/二季度", "二季度")
        .unwrap();
    store
        .keep(
            &actor(),
            &batch,
            &[file("甲.txt", "aa"), file("乙.txt", "bb")],
        )
        .unwrap();
    store
        .keep(&actor(), &batch, &[file("甲.txt", "cc")])
        .unwrap();
    assert_eq!(store.verify_events().unwrap(), 4, "one batch, three files");
    let path = dir.path().join("taizhang.db");
    (dir, path)
}

#[test]
fn every_change_is_told_with_who_and_what() {
    let (_dir, path) = filled();
    let events = Store::open(&path).unwrap().events().unwrap();
    let actions: Vec<&str> = events.iter().map(|e| e.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "batch.opened",
            "document.imported",
            "document.imported",
            "document.changed"
        ]
    );
    assert!(
        events
            .iter()
            .all(|e| e.actor == "沈砚" && e.at == "2026-11-23T08:00:00Z")
    );
    assert!(events[3].detail.contains("\"cc\""));
}

#[test]
fn an_event_can_neither_be_changed_nor_removed() {
    let (_dir, path) = filled();
    assert!(run_sql(&path, &["UPDATE event SET actor = '别人' WHERE seq = 2"]).is_err());
    assert!(run_sql(&path, &["DELETE FROM event WHERE seq = 2"]).is_err());
    assert_eq!(Store::open(&path).unwrap().verify_events().unwrap(), 4);
}

#[test]
fn tampering_behind_the_programs_back_shows() {
    for (tampering, first) in [
        ("UPDATE event SET actor = '别人' WHERE seq = 2", 2),
        ("UPDATE event SET detail = '{}' WHERE seq = 3", 3),
        ("DELETE FROM event WHERE seq = 2", 2),
        ("UPDATE event SET hash = 'ff' WHERE seq = 4", 4),
    ] {
        let (_dir, path) = filled();
        run_sql(
            &path,
            &[
                "DROP TRIGGER event_is_never_changed",
                "DROP TRIGGER event_is_never_removed",
                tampering,
            ],
        )
        .unwrap();
        match Store::open(&path).unwrap().verify_events() {
            Err(StoreError::BrokenChain { seq }) => assert_eq!(seq, first, "{tampering}"),
            other => panic!("{tampering}: {other:?}"),
        }
    }
}
