//! Builds OpenDocument texts from scraps of markup, so that each case shows what it is about.
use std::io::{Cursor, Write};

use taizhang::{
    import::{ReadError, Reading, read_as},
    model::{Format, RawBlock, RawTable},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A text in the making.
#[derive(Default)]
pub(super) struct Paper {
    pub(super) body: String,
    /// Styles made for the text, and pages with their running heads.
    pub(super) automatic: String,
    pub(super) master: String,
    pub(super) meta: String,
    pub(super) parts: Vec<(String, String)>,
}

const KIND: &str = "application/vnd.oasis.opendocument.text";

impl Paper {
    pub(super) fn new(body: &str) -> Self {
        Self {
            body: body.to_owned(),
            ..Self::default()
        }
    }
    pub(super) fn styled(body: &str, automatic: &str) -> Self {
        Self {
            automatic: automatic.to_owned(),
            ..Self::new(body)
        }
    }
    fn inner(&self) -> [String; 3] {
        [
            format!(
                "<office:automatic-styles>{}</office:automatic-styles><office:body><office:text>{}</office:text></office:body>",
                self.automatic, self.body
            ),
            format!(
                "<office:master-styles>{}</office:master-styles>",
                self.master
            ),
            format!("<office:meta>{}</office:meta>", self.meta),
        ]
    }
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, text: &str| {
            let options =
                SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            zip.start_file(name, options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        };
        let [content, styles, meta] = self.inner();
        put("mimetype", KIND);
        put(
            "content.xml",
            &format!("<office:document-content>{content}</office:document-content>"),
        );
        put(
            "styles.xml",
            &format!("<office:document-styles>{styles}</office:document-styles>"),
        );
        put(
            "meta.xml",
            &format!("<office:document-meta>{meta}</office:document-meta>"),
        );
        for (name, text) in &self.parts {
            put(name, text);
        }
        zip.finish().unwrap().into_inner()
    }
    /// The same in one flat file.
    pub(super) fn flat(&self) -> Vec<u8> {
        let [content, styles, meta] = self.inner();
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:mimetype=\"{KIND}\">{meta}{styles}{content}</office:document>").into_bytes()
    }
    pub(super) fn read(&self) -> Reading {
        read(&self.bytes()).unwrap()
    }
}

/// Reads bytes as an OpenDocument text.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_as(Format::Odt, bytes)
}

/// A paragraph.
pub(super) fn para(text: &str) -> String {
    format!("<text:p>{}</text:p>", escaped(text))
}

/// A heading of a level.
pub(super) fn heading(level: u8, text: &str) -> String {
    format!("<text:h text:outline-level=\"{level}\">{text}</text:h>")
}

/// A table from rows of finished cells.
pub(super) fn table(rows: &[String]) -> String {
    let rows: String = rows
        .iter()
        .map(|r| format!("<table:table-row>{r}</table:table-row>"))
        .collect();
    format!("<table:table><table:table-column/>{rows}</table:table>")
}

/// A cell with attributes.
pub(super) fn cell(attributes: &str, text: &str) -> String {
    format!(
        "<table:table-cell {attributes}>{}</table:table-cell>",
        para(text)
    )
}

/// Text with blanks as the format writes them: those in a row, and at the ends, as elements.
pub(super) fn escaped(text: &str) -> String {
    let plain = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    plain.replace(' ', "<text:s/>")
}

/// The paragraphs.
pub(super) fn lines(reading: &Reading) -> Vec<&str> {
    let mut found = Vec::new();
    for block in &reading.blocks {
        if let RawBlock::Text(text) = block {
            found.push(text.text.as_str());
        }
    }
    found
}

/// The tables.
pub(super) fn tables(reading: &Reading) -> Vec<&RawTable> {
    let mut found = Vec::new();
    for block in &reading.blocks {
        if let RawBlock::Table(table) = block {
            found.push(table);
        }
    }
    found
}

/// What a reason of this code says under a name.
pub(super) fn said<'r>(reading: &'r Reading, code: &str, name: &str) -> Option<&'r str> {
    let reason = reading.reasons.iter().find(|r| r.code == code)?;
    reason.args.get(name).map(String::as_str)
}
