//! Whoever changes a row of the database behind the office's back is found out, and the row is named.
use std::path::Path;

use sqlx::{Connection as _, Row as _, SqliteConnection, sqlite::SqliteConnectOptions};
use taizhang::{
    model::Role,
    workflow::{EntryFilter, Fault, LogCheck, Silent},
};

use super::{accept, begun, body, flagged, flags, open, signed};

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

fn texts(database: &Path, sql: &str) -> Vec<Vec<String>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(database);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let read = rows.iter().map(|row| {
            (0..row.len())
                .map(|at| {
                    row.try_get::<Option<String>, _>(at)
                        .unwrap()
                        .unwrap_or_default()
                })
                .collect()
        });
        let read = read.collect();
        connection.close().await.unwrap();
        read
    })
}

/// Columns that say nothing people rely on: what follows from other rows and is only kept to find them faster.
const DERIVED: [&str; 3] = ["document.revision", "entry.first_book", "entry.last_book"];

#[test]
fn any_changed_removed_or_added_row_of_any_table_is_named() {
    let (dir, mut office) = flagged("2026-10-20");
    let found = flags(&mut office);
    accept(&mut office, &found[0]);
    let no = begun(&mut office, &[&found[0]], false);
    signed(&mut office, &no, vec![body("问题")]);
    let ledgers = tempfile::tempdir().unwrap();
    crate::workflow::ledgers::two_versions(ledgers.path());
    crate::workflow::ledgers::import(&mut office, ledgers.path());
    office
        .ledger_entries(&EntryFilter::default(), &Silent)
        .unwrap();
    office.raise_flags(&Silent).unwrap();
    office
        .add_account(
            ("liu", "刘"),
            [Role::台账管理员].into(),
            "Quiet-harbor-12",
            false,
        )
        .unwrap();
    drop(office);
    let root = dir.path().join("w");
    let database = root.join("taizhang.db");
    assert!(check(&root, None).is_whole());
    run(&database, &["PRAGMA wal_checkpoint(TRUNCATE)"]);
    let saved = std::fs::read(&database).unwrap();
    let triggers = texts(
        &database,
        "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'",
    );
    let mut open_up: Vec<&str> = vec!["PRAGMA foreign_keys = OFF"];
    open_up.extend(triggers.iter().map(|t| t[0].as_str()));
    let try_out = |sql: &str| {
        std::fs::write(&database, &saved).unwrap();
        let mut all = open_up.clone();
        all.push(sql);
        run(&database, &all);
        check(&root, None).faults
    };
    let tables = texts(
        &database,
        r"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\_%' ESCAPE '\' AND name NOT LIKE 'sqlite%' ORDER BY name",
    );
    assert!(tables.len() >= 13, "{tables:?}");
    let mut tried = 0;
    for table in tables.iter().map(|t| t[0].as_str()) {
        let columns = texts(
            &database,
            &format!("SELECT name, type, CAST(pk AS TEXT) FROM pragma_table_info('{table}')"),
        );
        let keys: Vec<&str> = columns
            .iter()
            .filter(|c| c[2] != "0")
            .map(|c| c[0].as_str())
            .collect();
        let keys = keys.join(", ");
        let last = format!("({keys}) IN (SELECT {keys} FROM {table} ORDER BY {keys} DESC LIMIT 1)");
        let count = &texts(
            &database,
            &format!("SELECT CAST(count(*) AS TEXT) FROM {table}"),
        )[0][0];
        assert_ne!(count, "0", "{table} has no row to tamper with");
        let named = |faults: &[taizhang::workflow::Tampered]| {
            faults
                .iter()
                .any(|f| f.row.starts_with(&format!("{table}/")))
        };
        for column in &columns {
            let (name, kind) = (&column[0], &column[1]);
            let other = match kind.as_str() {
                "INTEGER" if table == "ledger_mark" && name == "one" => continue,
                "INTEGER" => format!("coalesce({name}, 0) + 1000000"),
                "BLOB" => format!("CAST(coalesce({name}, x'') || x'00' AS BLOB)"),
                _ => format!("coalesce({name}, '') || 'x'"),
            };
            let faults = try_out(&format!("UPDATE {table} SET {name} = {other} WHERE {last}"));
            let is_derived = DERIVED.contains(&format!("{table}.{name}").as_str());
            assert!(named(&faults) != is_derived, "{table}.{name}: {faults:?}");
            tried += 1;
        }
        // The end of the log is what a kept head protects; the test below.
        if table != "event" {
            let gone = try_out(&format!("DELETE FROM {table} WHERE {last}"));
            assert!(named(&gone), "{table}: a removed row: {gone:?}");
            if table != "ledger_mark" {
                let first = keys.split(", ").next().unwrap();
                let names: Vec<&str> = columns.iter().map(|c| c[0].as_str()).collect();
                let values: Vec<String> = columns
                    .iter()
                    .map(|c| {
                        match (
                            c[0] == first || ["hash", "root", "name"].contains(&c[0].as_str()),
                            c[1].as_str(),
                        ) {
                            (true, "INTEGER") => format!("{} + 1000000", c[0]),
                            (true, _) => format!("{} || 'x'", c[0]),
                            _ if table == "document" && c[0] == "current" => "0".to_owned(),
                            _ => c[0].clone(),
                        }
                    })
                    .collect();
                let added = try_out(&format!(
                    "INSERT INTO {table} ({}) SELECT {} FROM {table} WHERE {last}",
                    names.join(", "),
                    values.join(", ")
                ));
                assert!(named(&added), "{table}: an added row: {added:?}");
            }
        }
    }
    for seq in [1, 2, 7] {
        let gone = try_out(&format!("DELETE FROM event WHERE seq = {seq}"));
        assert!(
            gone.iter().any(|f| f.row == format!("event/{}", seq + 1)),
            "{gone:?}"
        );
    }
    assert!(tried > 60, "{tried}");
}

#[test]
fn a_whole_older_state_is_only_found_out_by_a_head_kept_elsewhere() {
    let (dir, mut office) = flagged("2026-10-20");
    let found = flags(&mut office);
    drop(office);
    let root = dir.path().join("w");
    let database = root.join("taizhang.db");
    run(&database, &["PRAGMA wal_checkpoint(TRUNCATE)"]);
    let older = std::fs::read(&database).unwrap();
    let mut office = open(&root, "2026-10-20");
    accept(&mut office, &found[0]);
    drop(office);
    let head = check(&root, None).head;
    run(&database, &["PRAGMA wal_checkpoint(TRUNCATE)"]);
    std::fs::write(&database, &older).unwrap();
    assert!(check(&root, None).is_whole(), "in itself it is whole");
    let with_head = check(&root, Some(&head));
    assert!(!with_head.is_whole() && with_head.holds == Some(false));
}
