//! Elements that stand for themselves: breaks, symbols, references, pictures, formulas.
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::{
    package::{attribute, entity},
    symbols,
};
use crate::model::{RawBlock, RawText};

use super::{embedded::Embedded, flow::Field, formula, walker::Walker};

/// Longest code of a field that is kept, in bytes; what it draws is a few characters.
const MAX_CODE: usize = 4 << 10;

impl Walker<'_> {
    /// Handles an element that stands for itself, whether or not it has content.
    pub(super) fn point(&mut self, e: &BytesStart<'_>) {
        let name = e.local_name();
        match name.as_ref() {
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.line_end(),
            "noBreakHyphen" => self.push("-"),
            "sym" => {
                let code = attribute(e, "char").and_then(|h| u32::from_str_radix(&h, 16).ok());
                let font = attribute(e, "font");
                if let Some(c) = code.and_then(char::from_u32) {
                    // Writers may leave out the private area's F0 in front.
                    let private = char::from_u32(0xF000 + u32::from(c)).filter(|_| c <= '\u{FF}');
                    let shown = symbols::sign(font.as_deref(), private.unwrap_or(c));
                    self.push(shown.encode_utf8(&mut [0; 4]));
                }
            }
            "lastRenderedPageBreak" => self.page = self.page.map(|p| p.saturating_add(1)),
            "footnoteReference" => self.walked.footnotes.extend(attribute(e, "id")),
            "endnoteReference" => self.walked.endnotes.extend(attribute(e, "id")),
            "fldChar" => self.field(e),
            // Formulas: what tells 1/2 from 12 and 10^4 from 104.
            "den" => self.push("/"),
            "sup" => self.push("^"),
            "sub" => self.push("_"),
            "textpath" => self.word_art(attribute(e, "string").unwrap_or_default()),
            "blip" | "imagedata" => self.remarks.pictures += 1,
            "chart" => self.remarks.charts += 1,
            "OLEObject" => {
                let program = attribute(e, "ProgID").unwrap_or_default();
                if program.starts_with("Equation") {
                    self.remarks.formula_objects += 1;
                } else {
                    self.embedded.push(Embedded {
                        part: self.part.clone(),
                        id: attribute(e, "id").unwrap_or_default(),
                    });
                }
            }
            "relIds" => self.insert(attribute(e, "dm")),
            "altChunk" => self.insert(attribute(e, "id")),
            _ => {}
        }
    }

    /// Keeps count of fields: between `begin` and `separate` stands code, after it what is shown.
    pub(super) fn field(&mut self, e: &BytesStart<'_>) {
        match attribute(e, "fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.shows = true;
                }
            }
            Some("end") => {
                let ended = self.fields.pop().filter(|f| !f.shows);
                if let Some(shown) = ended.and_then(|f| formula::eq_field(&f.code)) {
                    self.push(&shown);
                }
            }
            _ => {}
        }
    }

    /// Reads a piece of a field's code, which is only of use where the field stores no result.
    pub(super) fn field_code(&mut self, reader: &mut Reader<&[u8]>) {
        let field = self.fields.last_mut();
        let mut code = field.map(|f| &mut f.code).filter(|c| c.len() < MAX_CODE);
        loop {
            match (reader.read_event(), &mut code) {
                (Ok(Event::Text(t)), Some(code)) => code.push_str(&t),
                (Ok(Event::GeneralRef(r)), Some(code)) => code.extend(entity(&r)),
                (Ok(Event::End(_) | Event::Eof) | Err(_), _) => break,
                _ => {}
            }
        }
    }

    /// Adds the text of word art or of a watermark, which stands beside the paragraph it hangs on.
    pub(super) fn word_art(&mut self, text: String) {
        if !text.trim().is_empty() {
            let page = self.page;
            self.attach(vec![RawBlock::Text(RawText {
                text,
                page,
                ..RawText::default()
            })]);
        }
    }
}
