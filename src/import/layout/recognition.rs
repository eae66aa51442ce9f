//! Has pages read by recognition that hold pictures of text, or text whose codes do not say what they show.
use crate::import::{Recognized, Recognizer, image, ocr};
use crate::model::{RawText, Reason};

use super::{columns::Piece, page::PageText, trust::Trust};

/// Least share of the page a picture covers to be taken for the page itself, though characters stand beside or over it: a number,
/// a stamp of receipt.
const WHOLE_SHARE: f64 = 0.7;
/// Most characters of such a page; a page of text over a background has more.
const FEW_CHARS: usize = 60;

/// What a picture of the page shall show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Wanted {
    /// Everything drawn on it.
    Page,
    /// Its pictures alone: its characters are read already.
    Pictures,
}

/// What came of recognition on a page.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Recognition {
    /// The page was not given to it.
    #[default]
    NotTried,
    /// What it read; nothing where the picture shows no text.
    Read(Vec<RawText>),
    /// Why it could not read the page.
    Failed(Reason),
}

impl PageText {
    /// What of the page only recognition can read.
    fn wanted(&self) -> Option<Wanted> {
        if self.trust == Trust::Garbled || (self.is_empty() && self.is_picture_of_text) {
            return Some(Wanted::Page);
        }
        let chars = || {
            self.pieces.iter().map(|piece| match piece {
                Piece::Line(line) => line.text.chars().count(),
                Piece::Table(_) => FEW_CHARS,
            })
        };
        let is_scan = self.picture_share >= WHOLE_SHARE && !self.is_recognized;
        (is_scan && chars().sum::<usize>() < FEW_CHARS).then_some(Wanted::Pictures)
    }
}

/// Recognizes the pages that need it, from a picture of each; running lines are to be taken out before.
///
/// `picture` gives a picture file of a page by its number, or the reason why there is none.
pub(in crate::import) fn recognize(
    pages: &mut [PageText],
    recognizer: &dyn Recognizer,
    picture: &mut dyn FnMut(u32, Wanted) -> Result<Vec<u8>, Reason>,
) {
    let most = recognizer.most_pages();
    let mut tried = 0;
    for page in pages {
        let Some(wanted) = page.wanted() else {
            continue;
        };
        let read = if tried < most {
            tried += 1;
            picture(page.number, wanted).and_then(|picture| given(recognizer, &picture))
        } else {
            Err(Reason::new("recognition-limit").with("limit", most))
        };
        page.recognition = match read {
            Ok(recognized) => Recognition::Read(ocr::paragraphs(&recognized, page.number)),
            Err(reason) => Recognition::Failed(reason),
        };
    }
}

fn given(recognizer: &dyn Recognizer, picture: &[u8]) -> Result<Recognized, Reason> {
    if image::size(picture).is_some_and(image::Size::is_too_large) {
        return Err(Reason::new("picture-too-large").with("limit", image::MOST_MEGAPIXELS));
    }
    recognizer.recognize(picture, 1)
}
