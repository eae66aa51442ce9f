//! Which steps and which stages of the closed loop a record shows.

mod closed_loop;
mod steps;

pub use closed_loop::loop_matrix;
pub use steps::step_matrix;

use crate::model::{BookRow, MatrixName};

fn name(book: &str, row: BookRow<'_>) -> MatrixName {
    MatrixName {
        book: book.to_owned(),
        kind: row.book.kind,
        key: row.record.key.clone(),
        no: row.record.no.clone(),
        title: row.record.title.clone(),
        units: row.record.lead.clone(),
        source: row.name_quote(),
    }
}
