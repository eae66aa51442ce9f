//! Turns one file into raw text or tables and says what it could not read.

mod carried;
mod code_pages;
mod compound;
mod csv;
mod doc;
mod docx;
mod eml;
mod encoding;
mod grid;
mod html;
mod image;
mod layout;
mod lines;
mod lists;
mod little_endian;
mod markdown;
mod notes;
mod members;
mod mht;
mod mime;
mod names;
mod numerals;
mod ocr;
mod ods;
mod odt;
mod open;
mod opendocument;
mod ofd;
mod package;
mod paragraph;
mod pdf;
mod sheet;
mod remarks;
mod root;
mod rtf;
mod reading;
mod seven_z;
mod sniff;
mod story;
mod summary;
mod symbols;
mod terms;
mod text_table;
mod txt;
mod walk;
pub mod worker;
mod xls;
mod xlsb;
mod xlsx;
mod zip;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::model::{Format, RawBlock, Reason};

pub use carried::{Witness, read_all, read_witnessed};
pub use ocr::Tesseract;
pub use open::{Opened, open};
pub use reading::{read_as, read_bytes};
pub use root::Root;
pub use sniff::sniff;
pub use terms::{Attached, Recognized, RecognizedLine, Recognizer, Terms};
pub use walk::{FoundFile, walk};

/// Reads one format.
pub trait Importer: Sync {
    /// The format it reads.
    fn format(&self) -> Format;
    /// Turns the bytes of a file into text and tables; files it carries are handed to [`Terms::carry`].
    ///
    /// # Errors
    /// When nothing can be read; what can be read in part comes back as a [`Reading`] with reasons.
    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError>;
}

/// What an importer read.
#[derive(Debug, Default)]
pub struct Reading {
    /// Text and tables in reading order.
    pub blocks: Vec<RawBlock>,
    /// What is missing or worth knowing.
    pub reasons: Vec<Reason>,
    /// Whether something is missing.
    pub partial: bool,
    /// Facts the file carries about itself.
    pub facts: BTreeMap<String, String>,
}

/// Why nothing could be read.
#[derive(Debug)]
pub enum ReadError {
    /// A password is needed.
    Encrypted,
    /// Broken or not understood.
    Unreadable(Reason),
    /// A limit was passed.
    Refused(Reason),
}

/// Every importer.
pub static IMPORTERS: &[&dyn Importer] = &[
    &xlsx::Xlsx,
    &xlsb::Xlsb,
    &xls::Xls,
    &ods::Ods,
    &odt::Odt,
    &csv::Csv,
    &txt::Txt,
    &markdown::Markdown,
    &docx::Docx,
    &doc::Doc,
    &rtf::Rtf,
    &html::Html,
    &pdf::Pdf,
    &image::Image,
    &zip::Zip,
    &seven_z::SevenZ,
    &ofd::Ofd,
    &eml::Eml,
    &mht::Mht,
];

/// SHA-256 in hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}
