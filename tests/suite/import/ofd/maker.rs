//! Builds OFD files from pages of placed text, so that each case shows what it is about.
use std::io::{Cursor, Write};

use taizhang::{
    import::{ReadError, Reading, read_as},
    model::{Format, RawBlock, RawTable},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Size of text on the pages made here, in millimetres, and the left margin.
pub(super) const SIZE: f64 = 5.0;
pub(super) const LEFT: f64 = 30.0;
/// Characters of a full line between the margins.
pub(super) const FULL: usize = 30;

/// A file in the making.
pub(super) struct Paper {
    pub(super) pages: Vec<String>,
    /// Added to `CommonData`, to the document, to the body of the entry, and to its `DocInfo`.
    pub(super) common: String,
    pub(super) document: String,
    pub(super) body: String,
    pub(super) about: String,
    /// More parts.
    pub(super) parts: Vec<(String, Vec<u8>)>,
    pub(super) prefix: &'static str,
}

impl Default for Paper {
    fn default() -> Self {
        Self {
            pages: Vec::new(),
            common: String::new(),
            document: String::new(),
            body: String::new(),
            about: String::new(),
            parts: Vec::new(),
            prefix: "ofd:",
        }
    }
}

impl Paper {
    /// A page that draws this; `{}` of the prefix is written as `o:`.
    pub(super) fn page(&mut self, drawn: &str) -> &mut Self {
        self.pages.push(drawn.to_owned());
        self
    }
    pub(super) fn part(&mut self, name: &str, content: &str) -> &mut Self {
        self.parts
            .push((name.to_owned(), content.as_bytes().to_vec()));
        self
    }
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut all: Vec<(String, Vec<u8>)> = Vec::new();
        let mut put = |name: &str, xml: String| {
            all.push((name.to_owned(), self.named(&xml).into_bytes()));
        };
        put(
            "OFD.xml",
            format!(
                "<o:OFD DocType=\"OFD\" Version=\"1.1\"><o:DocBody><o:DocInfo>{}</o:DocInfo><o:DocRoot>Doc_0/Document.xml</o:DocRoot>{}</o:DocBody></o:OFD>",
                self.about, self.body
            ),
        );
        let pages: String = (0..self.pages.len())
            .map(|n| {
                format!(
                    "<o:Page ID=\"{}\" BaseLoc=\"Pages/Page_{n}/Content.xml\"/>",
                    100 + n
                )
            })
            .collect();
        put(
            "Doc_0/Document.xml",
            format!(
                "<o:Document><o:CommonData><o:PageArea><o:PhysicalBox>0 0 210 297</o:PhysicalBox></o:PageArea>{}</o:CommonData><o:Pages>{pages}</o:Pages>{}</o:Document>",
                self.common, self.document
            ),
        );
        for (n, drawn) in self.pages.iter().enumerate() {
            put(
                &format!("Doc_0/Pages/Page_{n}/Content.xml"),
                format!("<o:Page>{drawn}</o:Page>"),
            );
        }
        for (name, bytes) in &self.parts {
            let text = String::from_utf8(bytes.clone());
            let bytes = text.map_or_else(|e| e.into_bytes(), |t| self.named(&t).into_bytes());
            all.push((name.clone(), bytes));
        }
        zipped(&all)
    }
    fn named(&self, xml: &str) -> String {
        xml.replace("<o:", &format!("<{}", self.prefix))
            .replace("</o:", &format!("</{}", self.prefix))
    }
    pub(super) fn read(&self) -> Reading {
        read(&self.bytes()).unwrap()
    }
}

/// A package of these parts.
pub(super) fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Reads bytes as OFD.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_as(Format::Ofd, bytes)
}

/// Content of a page: one layer.
pub(super) fn content(objects: &str) -> String {
    format!("<o:Content><o:Layer ID=\"1\" Type=\"Body\">{objects}</o:Layer></o:Content>")
}

/// A line of text whose baseline lies `y` millimetres below the top.
pub(super) fn line(x: f64, y: f64, text: &str) -> String {
    with("", x, y, text)
}

/// A line with more attributes of its object.
pub(super) fn with(attributes: &str, x: f64, y: f64, text: &str) -> String {
    let steps: Vec<String> = text
        .chars()
        .skip(1)
        .zip(text.chars())
        .map(|(_, c)| (if c.is_ascii() { SIZE / 2.0 } else { SIZE }).to_string())
        .collect();
    let steps = if steps.is_empty() {
        String::new()
    } else {
        format!(" DeltaX=\"{}\"", steps.join(" "))
    };
    format!(
        "<o:TextObject Boundary=\"{x} {} 200 10\" Font=\"1\" Size=\"{SIZE}\" {attributes}><o:TextCode X=\"0\" Y=\"8\"{steps}>{}</o:TextCode></o:TextObject>",
        y - 8.0,
        escaped(text)
    )
}

/// A straight stroke.
pub(super) fn stroke(x0: f64, y0: f64, x1: f64, y1: f64) -> String {
    format!(
        "<o:PathObject Boundary=\"{x0} {y0} 200 200\" LineWidth=\"0.25\"><o:AbbreviatedData>M 0 0 L {} {}</o:AbbreviatedData></o:PathObject>",
        x1 - x0,
        y1 - y0
    )
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The paragraphs.
pub(super) fn lines(blocks: &[RawBlock]) -> Vec<&str> {
    let mut found = Vec::new();
    for block in blocks {
        if let RawBlock::Text(text) = block {
            found.push(text.text.as_str());
        }
    }
    found
}

/// The tables.
pub(super) fn tables(blocks: &[RawBlock]) -> Vec<&RawTable> {
    let mut found = Vec::new();
    for block in blocks {
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
