//! Reads pictures sent in as scans, when recognition is switched on; otherwise says that they need it.
mod size;

use crate::model::{Format, RawBlock, Reason};

use super::{Importer, ReadError, Reading, Terms, ocr};

pub(super) use size::{Size, size};

/// Most picture elements of a page that are given to recognition, in millions: A4 at 600 dots per inch has 35.
pub(super) const MOST_MEGAPIXELS: u64 = 50;

/// Reads this format.
#[derive(Debug)]
pub(super) struct Image;

impl Importer for Image {
    fn format(&self) -> Format {
        Format::Image
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let Some(size) = size(bytes) else {
            return Err(ReadError::Unreadable(Reason::new("picture-broken")));
        };
        let pages = match size.pages {
            0 | 1 => "1".to_owned(),
            n => format!("1-{n}"),
        };
        let mut reading = Reading::default();
        reading
            .facts
            .insert("pages".to_owned(), size.pages.to_string());
        let Some(recognizer) = terms.recognizer else {
            reading.partial = true;
            reading
                .reasons
                .push(Reason::new("needs-ocr").with("pages", pages));
            return Ok(reading);
        };
        let refused = if size.is_too_large() {
            Some(Reason::new("picture-too-large").with("limit", MOST_MEGAPIXELS))
        } else if size.pages > recognizer.most_pages() {
            Some(Reason::new("recognition-limit").with("limit", recognizer.most_pages()))
        } else {
            None
        };
        let recognized = match refused {
            Some(reason) => Err(reason),
            None => recognizer.recognize(bytes, size.pages),
        };
        match recognized {
            Ok(recognized) => {
                let texts = ocr::paragraphs(&recognized, 1);
                let code = if texts.is_empty() {
                    "recognition-found-nothing"
                } else {
                    "recognized-pages"
                };
                reading.reasons.push(Reason::new(code).with("pages", pages));
                reading.blocks.extend(texts.into_iter().map(RawBlock::Text));
            }
            Err(reason) => {
                reading.partial = true;
                reading.reasons.push(reason.with("pages", pages));
            }
        }
        Ok(reading)
    }
}
