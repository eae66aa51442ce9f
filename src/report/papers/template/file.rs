//! A template file as it is written.
use serde::Deserialize;
use toml::Spanned;

pub(super) type Words = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateFile {
    pub(super) title: String,
    pub(super) formats: Vec<Format>,
    #[serde(default)]
    pub(super) page: Page,
    pub(super) letterhead: Option<LetterheadPart>,
    pub(super) parts: Vec<Spanned<Part>>,
}

/// In which forms a paper is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::report::papers) enum Format {
    Docx,
    Xlsx,
}

/// How the sheet lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::report::papers) enum Page {
    #[default]
    Portrait,
    Landscape,
}

/// Which head a paper bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::report::papers) enum HeadForm {
    /// 文件: red mark, number in the middle under it, red line.
    Document,
    /// 信函: red mark, double red line, number on the right.
    Letter,
    /// 纪要: red mark 35 mm below the top of the text, number in the middle, red line.
    Minutes,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LetterheadPart {
    pub(super) form: HeadForm,
    pub(super) mark: Words,
    pub(super) number: Option<Words>,
    pub(super) signer: Option<Words>,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::report::papers) enum PartKind {
    /// 标题.
    Title,
    /// 副标题.
    Subtitle,
    /// 主送机关.
    To,
    /// 正文, indented by two characters.
    Body,
    /// 正文, not indented.
    Flush,
    /// 一、
    H1,
    /// （一）
    H2,
    /// 1.
    H3,
    /// （1）
    H4,
    /// Smaller text under a table.
    Note,
    /// 出席： and the names after it.
    Names,
    /// 附件.
    Attachments,
    /// 署名 and 成文日期.
    Signature,
    /// 版记.
    Edition,
    /// A table of a list.
    Table,
    /// A form: cells in rows.
    Form,
    /// Parts that belong together, once or for each of a list.
    Group,
    /// An empty line.
    Blank,
    /// The next sheet of paper.
    PageBreak,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    pub(super) text: Option<Words>,
    /// Heading before names, unit before a date, head of a table.
    pub(super) head: Option<Words>,
    pub(super) date: Option<Words>,
    pub(super) when: Option<Words>,
    pub(super) unless: Option<Words>,
    pub(super) each: Option<Words>,
    /// In which of the forms it stands; in all where none is named.
    pub(super) only: Option<Format>,
    pub(super) sheet: Option<Words>,
    pub(super) empty: Option<Words>,
    #[serde(default)]
    pub(super) columns: Vec<TableColumn>,
    /// Of the columns of a form, in characters.
    #[serde(default)]
    pub(super) widths: Vec<f64>,
    #[serde(default)]
    pub(super) rows: Vec<RowPart>,
    #[serde(default)]
    pub(super) notes: Vec<LinePart>,
    #[serde(default)]
    pub(super) parts: Vec<Spanned<Part>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableColumn {
    pub(super) head: String,
    /// In characters.
    pub(super) width: f64,
    pub(super) text: Words,
    #[serde(default)]
    pub(super) look: CellLook,
}

/// How the cells of a column look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::report::papers) enum CellLook {
    #[default]
    Text,
    Word,
    Number,
    Code,
    Open,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowPart {
    pub(super) each: Option<Words>,
    pub(super) when: Option<Words>,
    /// Lines the row is high at least, for people to write in.
    #[serde(default)]
    pub(super) lines: u32,
    pub(super) cells: Vec<CellPart>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CellPart {
    pub(super) label: Option<Words>,
    pub(super) text: Option<Words>,
    #[serde(default = "one")]
    pub(super) span: u32,
}

fn one() -> u32 {
    1
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinePart {
    pub(super) text: Words,
    pub(super) each: Option<Words>,
    pub(super) when: Option<Words>,
}

/// What an office says of itself, for every paper: `office.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeFile {
    #[serde(default)]
    pub(super) office: std::collections::BTreeMap<Spanned<String>, String>,
    #[serde(default)]
    pub(super) fonts: FontNames,
}

/// Names of fonts, each with those to take where it is missing, first come first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::report::papers) struct FontNames {
    /// 标题: 小标宋.
    pub(in crate::report::papers) title: Vec<String>,
    /// 正文: 仿宋.
    pub(in crate::report::papers) body: Vec<String>,
    /// （一）: 楷体.
    pub(in crate::report::papers) kai: Vec<String>,
    /// 一、: 黑体.
    pub(in crate::report::papers) hei: Vec<String>,
    /// 页码: 宋体.
    pub(in crate::report::papers) song: Vec<String>,
}
