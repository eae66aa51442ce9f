//! Templates of papers: wording, head and order of parts as data, checked when they are loaded.
mod file;
mod read;
mod text;

pub(super) use file::{CellLook, FontNames, Format, HeadForm, Page, PartKind};
pub(super) use text::{Piece, Text};

/// What of the office itself is a number.
pub(super) const URGING_WORKDAYS: &str = "督办回复工作日数";

use super::values::Values;
use crate::model::Reason;

/// A fault of a template, by file and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// The file, as people know it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: Reason,
}

/// A template that may be filled: every name in it is known.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub(super) title: String,
    pub(super) formats: Vec<Format>,
    pub(super) page: Page,
    pub(super) letterhead: Option<Letterhead>,
    pub(super) parts: Vec<Node>,
}

/// The head of a paper.
#[derive(Clone, Debug)]
pub(super) struct Letterhead {
    pub(super) form: HeadForm,
    pub(super) mark: Text,
    pub(super) number: Option<Text>,
    pub(super) signer: Option<Text>,
}

/// A part, with when and how often it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: PartKind,
    pub(super) when: Option<String>,
    pub(super) unless: Option<String>,
    pub(super) each: Option<String>,
    pub(super) only: Option<Format>,
    pub(super) content: Content,
}

/// What a part holds.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Nothing,
    Text(Text),
    /// A heading with its text, a unit with a date.
    Two(Text, Text),
    Table(Box<TableNode>),
    Form(FormNode),
    /// Whom copies go to, who printed it, and when.
    Edition(Box<[Text; 3]>),
    Parts(Vec<Node>),
}

/// A table of a list.
#[derive(Clone, Debug)]
pub(super) struct TableNode {
    pub(super) sheet: Option<Text>,
    pub(super) head: Option<Text>,
    pub(super) each: String,
    pub(super) columns: Vec<ColumnNode>,
    pub(super) empty: Option<Text>,
    pub(super) notes: Vec<Line>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(super) struct ColumnNode {
    pub(super) head: String,
    pub(super) width: f64,
    pub(super) look: CellLook,
    pub(super) text: Text,
}

/// A line under a table.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) each: Option<String>,
    pub(super) when: Option<String>,
    pub(super) text: Text,
}

/// A form.
#[derive(Clone, Debug)]
pub(super) struct FormNode {
    pub(super) sheet: Option<Text>,
    pub(super) widths: Vec<f64>,
    pub(super) rows: Vec<RowNode>,
}

/// A row of a form.
#[derive(Clone, Debug)]
pub(super) struct RowNode {
    pub(super) each: Option<String>,
    pub(super) when: Option<String>,
    pub(super) lines: u32,
    pub(super) cells: Vec<CellNode>,
}

/// A cell of a form.
#[derive(Clone, Debug)]
pub(super) struct CellNode {
    pub(super) is_label: bool,
    pub(super) text: Text,
    pub(super) span: u32,
}

/// What an office says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct OfficeWords {
    pub(super) values: Values,
    pub(super) fonts: FontNames,
}

/// Reads the template of a paper.
pub(super) fn template(
    paper: &str,
    file: &str,
    text: &str,
) -> Result<Template, Vec<TemplateFault>> {
    read::template(paper, file, text)
}

/// Reads what an office says of itself.
pub(super) fn office(file: &str, text: &str) -> Result<OfficeWords, Vec<TemplateFault>> {
    read::office(file, text)
}
