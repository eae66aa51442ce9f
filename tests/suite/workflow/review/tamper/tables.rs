//! Every column of every table, changed, moved between rows and removed by hand: each row that no longer says what it did is named.
use std::{collections::BTreeSet, path::Path};

use sqlx::{
    AssertSqlSafe, Connection as _, Row as _, SqliteConnection, sqlite::SqliteConnectOptions,
};

use super::{check, demo::QUARTER, open};

/// Tables and what their rows are named by.
const KEYS: [(&str, &str); 12] = [
    ("account", "name"),
    ("batch", "id"),
    ("book", "key"),
    ("book_step", "after || ':' || before"),
    ("document", "key"),
    ("entry", "series || ':' || key"),
    ("examined", "document"),
    ("flag", "id"),
    ("ledger_mark", "one"),
    ("review", "kind || '/' || id"),
    ("run", "seq"),
    ("series", "id"),
];

/// The log is bound by its own chain; migrations are the program's.
const OTHERS: [&str; 2] = ["_sqlx_migrations", "event"];

/// Says only in which order documents came.
const UNBOUND: [(&str, &str); 1] = [("document", "revision")];

struct Column {
    table: &'static str,
    key: &'static str,
    name: String,
    kind: String,
    is_key: bool,
}

/// A database without its guards: whoever holds the file can remove them.
struct Bare {
    runtime: tokio::runtime::Runtime,
    connection: SqliteConnection,
}

impl Bare {
    fn open(database: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let options = SqliteConnectOptions::new()
            .filename(database)
            .foreign_keys(false);
        let connection = runtime.block_on(SqliteConnection::connect_with(&options));
        let mut bare = Self {
            connection: connection.unwrap(),
            runtime,
        };
        bare.run("PRAGMA ignore_check_constraints = 1");
        for (kind, name) in bare.pairs(
            "SELECT type, name FROM sqlite_master WHERE type = 'trigger' OR (type = 'index' AND sql IS NOT NULL)",
        ) {
            bare.run(&format!("DROP {kind} {name}"));
        }
        bare
    }
    fn run(&mut self, sql: &str) {
        let query = sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut self.connection);
        let done = self.runtime.block_on(query);
        done.unwrap_or_else(|e| panic!("{sql}: {e}"));
    }
    fn rows(&mut self, sql: &str) -> Vec<sqlx::sqlite::SqliteRow> {
        let query = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(&mut self.connection);
        let rows = self.runtime.block_on(query);
        rows.unwrap_or_else(|e| panic!("{sql}: {e}"))
    }
    fn texts(&mut self, sql: &str) -> Vec<String> {
        self.rows(sql).iter().map(|r| r.get(0)).collect()
    }
    fn pairs(&mut self, sql: &str) -> Vec<(String, String)> {
        let rows = self.rows(sql);
        rows.iter().map(|r| (r.get(0), r.get(1))).collect()
    }
    /// Names of the rows of a table as the check gives them.
    fn names(&mut self, (table, key): (&str, &str)) -> Vec<String> {
        self.texts(&format!(
            "SELECT '{table}/' || CAST({key} AS TEXT) FROM {table}"
        ))
    }
    fn columns(&mut self) -> Vec<Column> {
        let mut all = Vec::new();
        for (table, key) in KEYS {
            let sql = format!("SELECT name, type, pk > 0 FROM pragma_table_info('{table}')");
            all.extend(self.rows(&sql).iter().map(|row| Column {
                table,
                key,
                name: row.get(0),
                kind: row.get(1),
                is_key: row.get(2),
            }));
        }
        all.retain(|c| !UNBOUND.contains(&(c.table, c.name.as_str())));
        all
    }
    /// Changes a column in all rows; their names.
    fn changed(&mut self, column: &Column) -> Vec<String> {
        let Column {
            table, name, kind, ..
        } = column;
        let names = self.names((table, column.key));
        let filled = match kind.as_str() {
            "INTEGER" => "1",
            "BLOB" => "x'00'",
            _ => "'x'",
        };
        self.run(&format!(
            "UPDATE {table} SET {name} = CASE typeof({name}) WHEN 'null' THEN {filled} WHEN 'integer' THEN {name} + 1000000 \
             WHEN 'blob' THEN CAST(substr({name}, 2) AS BLOB) ELSE {name} || 'x' END"
        ));
        names
    }
    /// Gives every row the value of the next one; the names of those that say something else now.
    fn moved(&mut self, column: &Column) -> Vec<String> {
        let Column {
            table, key, name, ..
        } = column;
        self.run("DROP TABLE IF EXISTS temp.moved");
        self.run(&format!(
            "CREATE TEMP TABLE moved AS SELECT {key} AS k, {name} AS was, \
             CASE WHEN row_number() OVER (ORDER BY {key} DESC) = 1 THEN first_value({name}) OVER (ORDER BY {key}) \
             ELSE lead({name}) OVER (ORDER BY {key}) END AS is_now FROM {table}"
        ));
        self.run("CREATE INDEX temp.moved_key ON moved (k)");
        self.run(&format!(
            "UPDATE {table} SET {name} = (SELECT is_now FROM temp.moved WHERE k = {table}.{})",
            key.replace(" || ':' || ", &format!(" || ':' || {table}."))
                .replace(" || '/' || ", &format!(" || '/' || {table}."))
        ));
        self.texts(&format!(
            "SELECT '{table}/' || CAST(k AS TEXT) FROM temp.moved WHERE was IS NOT is_now"
        ))
    }
    fn close(self) {
        let Self {
            runtime,
            connection,
        } = self;
        runtime.block_on(connection.close()).unwrap();
    }
}

/// Does something to a copy of the quarter's database; every row it was done to must be named.
fn named(root: &Path, what: &str, tamper: impl FnOnce(&mut Bare) -> Vec<(String, Vec<String>)>) {
    let database = root.join("taizhang.db");
    std::fs::write(&database, &QUARTER.database).unwrap();
    let mut bare = Bare::open(&database);
    let done = tamper(&mut bare);
    bare.close();
    let faults: BTreeSet<String> = check(root, None)
        .faults
        .into_iter()
        .map(|fault| fault.row)
        .collect();
    for (which, rows) in done {
        let unnoticed: Vec<&String> = rows.iter().filter(|r| !faults.contains(*r)).collect();
        assert!(
            unnoticed.is_empty(),
            "{what} {which}: {} of {} rows unnoticed, e.g. {:?}",
            unnoticed.len(),
            rows.len(),
            unnoticed.first()
        );
    }
}

#[test]
fn no_column_of_any_table_is_changed_moved_or_removed_unnoticed() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("w");
    drop(open(&root, "2027-05-24"));
    let database = root.join("taizhang.db");
    std::fs::write(&database, &QUARTER.database).unwrap();
    let whole = check(&root, None);
    assert!(whole.is_whole(), "{:?}", whole.faults);
    let mut bare = Bare::open(&database);
    let mut tables: Vec<String> = bare.texts(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    tables.retain(|t| !OTHERS.contains(&t.as_str()));
    assert_eq!(tables, KEYS.map(|(table, _)| table));
    for table in KEYS {
        assert!(
            !bare.names(table).is_empty(),
            "the quarter left {} empty",
            table.0
        );
    }
    let columns = bare.columns();
    bare.close();
    // One column of every table at a time: a fault is named by its table, so that they do not hide each other.
    let nth = |n: usize| -> Vec<&Column> {
        KEYS.iter()
            .filter_map(|(table, _)| columns.iter().filter(|c| c.table == *table).nth(n))
            .collect()
    };
    let told = |c: &Column| format!("{}.{}", c.table, c.name);
    let (mut changes, mut moves) = (0, 0);
    for n in 0.. {
        let columns = nth(n);
        if columns.is_empty() {
            break;
        }
        changes += columns.len();
        named(&root, "changed", |bare| {
            columns.iter().map(|c| (told(c), bare.changed(c))).collect()
        });
        let columns: Vec<&&Column> = columns.iter().filter(|c| !c.is_key).collect();
        named(&root, "moved", |bare| {
            let done: Vec<_> = columns.iter().map(|c| (told(c), bare.moved(c))).collect();
            moves += done.iter().filter(|(_, rows)| !rows.is_empty()).count();
            done
        });
    }
    named(&root, "removed", |bare| {
        let all = KEYS.iter().map(|(table, key)| {
            let names = bare.names((table, key));
            bare.run(&format!("DELETE FROM {table}"));
            ((*table).to_owned(), names)
        });
        all.collect()
    });
    for column in [
        "at",
        "actor",
        "action",
        "entity",
        "entity_id",
        "detail",
        "prev_hash",
        "hash",
    ] {
        named(&root, "changed", |bare| {
            let third = "FROM event WHERE seq % 3 = 0";
            let rows = bare.texts(&format!("SELECT 'event/' || seq {third}"));
            bare.run(&format!(
                "UPDATE event SET {column} = {column} || 'x' WHERE seq % 3 = 0"
            ));
            vec![(format!("event.{column}"), rows)]
        });
    }
    assert!(changes > 50 && moves > 20, "{changes} {moves}");
}
