//! Inserts many rows at a time: a statement for each row would cost most of the time a large ledger takes.
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, query_builder::Separated};

use super::StoreError;

/// Values in one statement. SQLite takes 32,766 (SQLITE_MAX_VARIABLE_NUMBER); beyond a few thousand nothing is gained.
const VALUES_AT_A_TIME: usize = 4_000;

/// Runs `<head> VALUES (…), (…) <tail>` over all rows, as many at a time as fit.
pub(super) async fn insert<T>(
    connection: &mut SqliteConnection,
    (head, columns, tail): (&str, usize, &str),
    rows: &[T],
    mut bind: impl FnMut(&mut Separated<'_, Sqlite, &'static str>, &T),
) -> Result<(), StoreError> {
    let at_a_time = (VALUES_AT_A_TIME / columns.max(1)).max(1);
    for some in rows.chunks(at_a_time) {
        let mut query = QueryBuilder::<Sqlite>::new(format!("{head} "));
        query.push_values(some, |mut row, value| bind(&mut row, value));
        query.push(format!(" {tail}"));
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}
