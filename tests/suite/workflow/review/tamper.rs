//! Whoever changes a row of the database behind the office's back is found out, and the row is named.
mod tables;

use std::path::Path;

use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use taizhang::workflow::{Fault, LogCheck};

use super::{accept, begun, body, demo, flagged, flags, open, signed};

fn run(database: &Path, statements: &[&str]) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(database);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        for sql in statements {
            sqlx::query(sqlx::AssertSqlSafe((*sql).to_owned()))
                .execute(&mut connection)
                .await
                .unwrap();
        }
        connection.close().await.unwrap();
    });
}

fn check(root: &Path, head: Option<&str>) -> LogCheck {
    open(root, "2026-10-21").verify_log(head).unwrap()
}

#[test]
fn any_row_that_was_changed_by_hand_is_named() {
    let (dir, mut office) = flagged("2026-10-20");
    let found = flags(&mut office);
    accept(&mut office, &found[0]);
    let no = begun(&mut office, &[&found[0]], false);
    signed(&mut office, &no, vec![body("问题")]);
    drop(office);
    let root = dir.path().join("w");
    let database = root.join("taizhang.db");
    let whole = check(&root, None);
    assert!(whole.is_whole(), "{:?}", whole.faults);
    assert!(whole.rows > 10 && whole.events > 10);
    let drop_guards = [
        "DROP TRIGGER review_goes_forward",
        "DROP TRIGGER review_is_never_removed",
        "DROP TRIGGER flag_is_never_removed",
        "DROP TRIGGER event_is_never_changed",
        "DROP TRIGGER event_is_never_removed",
    ];
    let saved = std::fs::read(&database).unwrap();
    let session = format!("review/session/{no}");
    let flag = format!("flag/{}", found[0].id());
    let case = format!("review/flag-case/{}", found[0].id());
    let last = whole.events;
    let gone = format!("DELETE FROM event WHERE seq = {last}");
    for (sql, row, fault) in [
        (
            "UPDATE review SET state = '归档' WHERE kind = 'session'",
            session.as_str(),
            Fault::Changed,
        ),
        (
            "UPDATE review SET body = replace(body, '不同意', '同意') WHERE kind = 'session'",
            session.as_str(),
            Fault::Changed,
        ),
        (
            "DELETE FROM review WHERE kind = 'session'",
            session.as_str(),
            Fault::Missing,
        ),
        (
            "INSERT INTO review VALUES ('opinion', '意见2026-001', '签发', 3, '{}')",
            "review/opinion/意见2026-001",
            Fault::Untold,
        ),
        (
            "UPDATE flag SET body = replace(body, '月亮', '星星')",
            flag.as_str(),
            Fault::Changed,
        ),
        ("UPDATE flag SET current = 0", flag.as_str(), Fault::Current),
        (
            "UPDATE document SET body = x'00'",
            "document/1",
            Fault::Changed,
        ),
        (
            "UPDATE document SET current = 0",
            "document/1",
            Fault::Current,
        ),
        (
            "UPDATE examined SET drafts = x'00'",
            "examined/1",
            Fault::Changed,
        ),
        ("UPDATE run SET body = '{}'", "run/1", Fault::Changed),
        ("UPDATE batch SET root = '/'", "batch/1", Fault::Changed),
        (
            "UPDATE event SET actor = 'x' WHERE seq = 3",
            "event/3",
            Fault::Chain,
        ),
        (
            "UPDATE event SET detail = replace(detail, 'chen', 'liu') WHERE action = 'review.act'",
            "event/5",
            Fault::Chain,
        ),
        (gone.as_str(), case.as_str(), Fault::Changed),
    ] {
        std::fs::write(&database, &saved).unwrap();
        run(&database, &drop_guards);
        run(&database, &[sql]);
        let check = check(&root, None);
        assert!(!check.is_whole(), "{sql}");
        let is_named = |f: &taizhang::workflow::Tampered| f.row == row && f.fault == fault;
        // A cut-off end shows in whichever rows the last events told of.
        let shows = sql == gone || check.faults.iter().any(is_named);
        assert!(shows, "{sql}: {:?}", check.faults);
    }
    std::fs::write(&database, &saved).unwrap();
    let kept = check(&root, Some(&whole.head));
    assert_eq!(kept.holds, Some(true));
    let other = check(&root, Some("00"));
    assert!(!other.is_whole(), "a head that is not in the chain");
}

#[test]
fn an_older_copy_put_back_shows_by_the_head_that_was_kept() {
    let (dir, mut office) = flagged("2026-10-20");
    let found = flags(&mut office);
    let root = dir.path().join("w");
    let database = root.join("taizhang.db");
    drop(office);
    let before = check(&root, None);
    let older = std::fs::read(&database).unwrap();
    accept(&mut open(&root, "2026-10-20"), &found[0]);
    let after = check(&root, Some(&before.head));
    assert_eq!((after.holds, after.is_whole()), (Some(true), true));
    assert!(after.events > before.events);
    std::fs::write(&database, older).unwrap();
    let back = check(&root, None);
    assert!(
        back.is_whole() && back.head == before.head,
        "whole in itself"
    );
    let back = check(&root, Some(&after.head));
    assert_eq!((back.holds, back.is_whole()), (Some(false), false));
}
