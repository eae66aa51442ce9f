//! Builds documents from scraps of markup, so that each case shows what it is about.
use std::io::{Cursor, Write};

use taizhang::{
    import::{ReadError, Reading, read_as},
    model::{Format, RawBlock, RawTable, RawText},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A document in the making: the body, and parts linked to it.
#[derive(Default)]
pub(super) struct Paper {
    body: String,
    parts: Vec<(String, String, String)>,
    bytes: Vec<(String, Vec<u8>)>,
    /// Content type of the body, when the package lists its types.
    types: Option<String>,
    /// Whether links and namespaces are those of ISO 29500 Strict.
    strict: bool,
}

const NAMESPACES: &str = r#"xmlns:w="urn:w" xmlns:r="urn:r" xmlns:mc="urn:mc" xmlns:m="urn:m" xmlns:v="urn:v" xmlns:a="urn:a""#;

impl Paper {
    pub(super) fn new(body: &str) -> Self {
        Self {
            body: body.to_owned(),
            ..Self::default()
        }
    }
    /// Adds a part that the body links to: kind of link, file under `word/`, content of its root element.
    pub(super) fn part(mut self, kind: &str, file: &str, content: &str) -> Self {
        let entry = (kind.to_owned(), file.to_owned(), content.to_owned());
        self.parts.push(entry);
        self
    }
    /// Adds a part of bytes, linked like [`Paper::part`].
    pub(super) fn file(mut self, kind: &str, file: &str, bytes: &[u8]) -> Self {
        self.parts
            .push((kind.to_owned(), file.to_owned(), String::new()));
        self.bytes.push((file.to_owned(), bytes.to_vec()));
        self
    }
    /// Lists the types of the parts, the body being of this one.
    pub(super) fn with_types(mut self, body: &str) -> Self {
        self.types = Some(body.to_owned());
        self
    }
    /// Writes it in the strict flavor.
    pub(super) fn strict(mut self) -> Self {
        self.strict = true;
        self
    }
    pub(super) fn bytes(&self) -> Vec<u8> {
        let (links_are, namespaces) = if self.strict {
            (
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
                NAMESPACES.replace(
                    "urn:w\"",
                    "http://purl.oclc.org/ooxml/wordprocessingml/main\"",
                ),
            )
        } else {
            ("urn:o", NAMESPACES.to_owned())
        };
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, bytes: &[u8]| {
            let options =
                SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes).unwrap();
        };
        let links: String = self
            .parts
            .iter()
            .enumerate()
            .map(|(n, (kind, file, _))| {
                format!(r#"<Relationship Id="rId{n}" Type="{links_are}/{kind}" Target="{file}"/>"#)
            })
            .collect();
        put(
            "_rels/.rels",
            format!(r#"<Relationships><Relationship Id="r1" Type="{links_are}/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="urn:o/core-properties" Target="docProps/core.xml"/></Relationships>"#).as_bytes(),
        );
        if let Some(kind) = &self.types {
            put(
                "[Content_Types].xml",
                format!(r#"<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>"#).as_bytes(),
            );
        }
        put(
            "word/_rels/document.xml.rels",
            format!("<Relationships>{links}</Relationships>").as_bytes(),
        );
        put(
            "docProps/core.xml",
            "<c:core><dc:title>白鹭河整改情况</dc:title><dc:creator>示例单位</dc:creator><dcterms:modified>2026-07-02T08:00:00Z</dcterms:modified></c:core>".as_bytes(),
        );
        let document = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><w:document {namespaces}><w:body>{}</w:body></w:document>"#,
            self.body
        );
        put("word/document.xml", document.as_bytes());
        for (_, file, content) in &self.parts {
            match self.bytes.iter().find(|(f, _)| f == file) {
                Some((_, bytes)) => put(&format!("word/{file}"), bytes),
                None => put(
                    &format!("word/{file}"),
                    format!("<w:root {namespaces}>{content}</w:root>").as_bytes(),
                ),
            }
        }
        zip.finish().unwrap().into_inner()
    }
    pub(super) fn read(&self) -> Reading {
        read(&self.bytes()).unwrap()
    }
}

/// Reads bytes as docx.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_as(Format::Docx, bytes)
}

/// A run of text.
pub(super) fn run(text: &str) -> String {
    format!(
        r#"<w:r><w:t xml:space="preserve">{}</w:t></w:r>"#,
        escaped(text)
    )
}

/// A paragraph with properties.
pub(super) fn para(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", run(text))
}

/// A paragraph of plain text.
pub(super) fn plain(text: &str) -> String {
    para("", text)
}

/// A cell with properties.
pub(super) fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", plain(text))
}

/// A table from rows of finished cells.
pub(super) fn table(rows: &[String]) -> String {
    let rows: String = rows.iter().map(|r| format!("<w:tr>{r}</w:tr>")).collect();
    format!("<w:tbl><w:tblPr/>{rows}</w:tbl>")
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&#x22;")
}

/// Paragraphs of a reading.
pub(super) fn texts(reading: &Reading) -> Vec<&RawText> {
    reading
        .blocks
        .iter()
        .filter_map(|b| match b {
            RawBlock::Text(text) => Some(text),
            RawBlock::Table(_) => None,
        })
        .collect()
}

/// The characters of the paragraphs.
pub(super) fn lines(reading: &Reading) -> Vec<&str> {
    texts(reading).iter().map(|t| t.text.as_str()).collect()
}

/// Tables of a reading.
pub(super) fn tables(reading: &Reading) -> Vec<&RawTable> {
    reading
        .blocks
        .iter()
        .filter_map(|b| match b {
            RawBlock::Table(table) => Some(table),
            RawBlock::Text(_) => None,
        })
        .collect()
}

/// Cells as `B2=text`.
pub(super) fn cells(table: &RawTable) -> Vec<String> {
    let name = |row, col| taizhang::model::cell_name(row, col);
    table
        .cells
        .iter()
        .map(|c| format!("{}={}", name(c.row, c.col), c.text))
        .collect()
}

/// Merged ranges as `A1:A2`.
pub(super) fn merges(table: &RawTable) -> Vec<String> {
    let name = taizhang::model::cell_name;
    table
        .merges
        .iter()
        .map(|m| {
            format!(
                "{}:{}",
                name(m.first_row, m.first_col),
                name(m.last_row, m.last_col)
            )
        })
        .collect()
}

/// One value of a reason, when the reading gives that reason.
pub(super) fn said<'r>(reading: &'r Reading, code: &str, arg: &str) -> Option<&'r str> {
    let reason = reading.reasons.iter().find(|r| r.code == code)?;
    reason.args.get(arg).map(String::as_str)
}
