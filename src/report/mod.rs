//! Renders lists and documents: what leaves the building.

mod hits_xlsx;
mod ledger;
mod list_html;
mod list_xlsx;
mod ndjson;
pub mod papers;
mod reconciliation;
mod reconciliation_html;
mod styles;
mod table_sheet;
mod wording;

use crate::model::FlagList;

pub use hits_xlsx::hits_workbook;
pub use ledger::{
    CHANGES_TITLE, ExportColumn, Heads, LOOP_TITLE, LedgerSheet, OVERDUE_TITLE, STEPS_TITLE,
    changes_workbook, export_columns, ledger_workbook, loop_workbook, overdue_workbook,
    steps_workbook,
};
pub use ndjson::{flag_line, reconciliation_lines};
pub use reconciliation::{RECONCILIATION_TITLE, reconciliation_workbook};
pub use reconciliation_html::reconciliation_page;

/// Makes one kind of paper of a flagged-issue list.
pub trait Renderer: Sync {
    /// Id and file extension, e.g. `xlsx`.
    fn id(&self) -> &'static str;
    /// First part of the file name, e.g. `集体研判问题清单`.
    fn title(&self) -> &'static str;
    /// Whether people read it (then it is capped) or programs (then it is whole).
    fn is_for_people(&self) -> bool;
    /// The bytes of the paper; the same list gives the same bytes.
    ///
    /// # Errors
    /// When the paper cannot be made.
    fn render(&self, list: &FlagList) -> Result<Vec<u8>, RenderError>;
}

/// Every renderer.
pub static RENDERERS: &[&dyn Renderer] =
    &[&list_xlsx::ListXlsx, &list_html::ListHtml, &ndjson::Ndjson];

/// A paper could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The workbook could not be written.
    #[error("workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The page could not be written.
    #[error("page: {0}")]
    Page(#[from] askama::Error),
    /// The document could not be packed.
    #[error("document: {0}")]
    Package(String),
    /// There is no such paper, or it is not written in this form.
    #[error("no paper {paper}")]
    NoSuchPaper {
        /// As named, with its extension.
        paper: String,
    },
    /// An issued paper lacks something its running text needs.
    #[error("{paper} lacks {}", .names.join(", "))]
    Unfilled {
        /// Title of the paper.
        paper: String,
        /// Names nothing was given for.
        names: Vec<String>,
    },
}
