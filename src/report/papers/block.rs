//! A paper as blocks in their order, before it becomes a page or a sheet.
use super::template::{CellLook, HeadForm, Page, PartKind};

/// A filled paper.
#[derive(Clone, Debug)]
pub(super) struct Composed {
    pub(super) page: Page,
    pub(super) head: Option<Head>,
    pub(super) blocks: Vec<Block>,
    /// Names of running text that nothing was given for.
    pub(super) gaps: Vec<String>,
}

/// The head of a paper.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) form: HeadForm,
    pub(super) mark: String,
    pub(super) number: Option<String>,
    pub(super) signer: Option<String>,
}

/// A block.
#[derive(Clone, Debug)]
pub(super) enum Block {
    Prose(Prose),
    Names {
        head: String,
        text: String,
    },
    Signature {
        unit: String,
        date: String,
    },
    Edition {
        copies: String,
        printer: String,
        date: String,
    },
    Table(Table),
    Form(Form),
    Blank,
    PageBreak,
}

/// A paragraph.
#[derive(Clone, Debug)]
pub(super) struct Prose {
    pub(super) kind: PartKind,
    pub(super) text: String,
}

/// A table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Name of its sheet in a workbook.
    pub(super) sheet: Option<String>,
    pub(super) head: Option<String>,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<String>>,
    /// What stands in it when it has no rows.
    pub(super) empty: String,
    /// Lines under it.
    pub(super) notes: Vec<String>,
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) head: String,
    /// In characters.
    pub(super) width: f64,
    pub(super) look: CellLook,
}

/// A form.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) sheet: Option<String>,
    pub(super) widths: Vec<f64>,
    pub(super) rows: Vec<FormRow>,
}

/// A row of a form.
#[derive(Clone, Debug)]
pub(super) struct FormRow {
    /// Lines it is high at least.
    pub(super) lines: u32,
    pub(super) cells: Vec<FormCell>,
}

/// A cell of a form.
#[derive(Clone, Debug)]
pub(super) struct FormCell {
    pub(super) is_label: bool,
    pub(super) text: String,
    pub(super) span: u32,
}
