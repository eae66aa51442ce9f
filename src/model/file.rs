//! One file of a batch and what came of reading it.
use serde::{Deserialize, Serialize};

use super::{DocType, Reason};

/// How a file is built, decided by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// Office Open XML workbook.
    Xlsx,
    /// Binary Office Open XML workbook.
    Xlsb,
    /// Excel 97-2003 workbook.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Delimited text.
    Csv,
    /// Plain text.
    Txt,
    /// Markdown.
    Md,
    /// Office Open XML document.
    Docx,
    /// HTML page.
    Html,
    /// PDF.
    Pdf,
    /// Word 6 to 2003 document, Kingsoft `.wps` included.
    Doc,
    /// Rich Text Format.
    Rtf,
    /// OpenDocument text.
    Odt,
    /// Fixed-layout document of the state (GB/T 33190).
    Ofd,
    /// Mail message.
    Eml,
    /// Web page saved as one file.
    Mht,
    /// Zip archive.
    Zip,
    /// 7z archive.
    #[serde(rename = "7z")]
    SevenZ,
    /// Picture: PNG, JPEG, TIFF or BMP. Only recognition reads it.
    Image,
}

impl Format {
    /// The name shown and stored, e.g. `xlsx`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Csv => "csv",
            Self::Txt => "txt",
            Self::Md => "md",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Doc => "doc",
            Self::Rtf => "rtf",
            Self::Odt => "odt",
            Self::Ofd => "ofd",
            Self::Eml => "eml",
            Self::Mht => "mht",
            Self::Zip => "zip",
            Self::SevenZ => "7z",
            Self::Image => "image",
        }
    }
}

/// How much of a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Recovery {
    /// All of it.
    Complete,
    /// Some of it; the reasons say what is missing.
    Partial,
    /// Nothing: a password is needed.
    Encrypted,
    /// Nothing: broken, or a format that is not read.
    Unreadable,
    /// Nothing, on purpose (limits, secrecy).
    Refused,
}

impl Recovery {
    /// The name shown and stored, e.g. `complete`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Partial => "partial",
            Self::Encrypted => "encrypted",
            Self::Unreadable => "unreadable",
            Self::Refused => "refused",
        }
    }
    /// The word papers print, e.g. 读全.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Complete => "读全",
            Self::Partial => "部分读出",
            Self::Encrypted => "有密码",
            Self::Unreadable => "读不出",
            Self::Refused => "不予读取",
        }
    }
    /// Whether something of the file is missing from what was read.
    #[must_use]
    pub fn is_lossy(self) -> bool {
        self != Self::Complete
    }
}

/// One row of the import report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Path relative to the imported root, with `/`.
    pub file: String,
    /// SHA-256 of the content, in hexadecimal; empty when the file could not be opened.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Format, when recognised.
    pub format: Option<Format>,
    /// How much was read.
    pub recovery: Recovery,
    /// Why not all was read, and what to do.
    pub reasons: Vec<Reason>,
    /// Type of the document, when something was read.
    pub doc_type: Option<DocType>,
    /// Host unit.
    pub unit: Option<String>,
    /// Reporting period label, e.g. `2026Q3`.
    pub period: Option<String>,
    /// Paragraphs read.
    pub paragraphs: u32,
    /// Tables read.
    pub tables: u32,
    /// Table rows read.
    pub rows: u32,
    /// Characters read.
    pub chars: u64,
}
