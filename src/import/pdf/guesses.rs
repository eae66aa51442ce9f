//! Tells what the codes of fonts mean that a file neither carries nor describes.
//!
//! Chinese producers name such a font, give it the encoding `Identity-H` and write UTF-16 as its codes. Others write the numbers of
//! the font's own glyphs there, which mean nothing without the font. Which of the two it is shows in the codes of a page.
use std::collections::BTreeMap;

use hayro_interpret::font::OutlineGlyph;

use super::standin;
use crate::import::layout::Drawing;

/// Fewest characters beyond ASCII of a font on a page that are judged. ASCII proves nothing: glyph numbers of Latin letters look
/// like other ASCII characters.
const LEAST_CHARS: usize = 8;
/// Least share of them that must be characters of GB 2312 when taken as UTF-16. Glyph numbers of a font of 22,000 glyphs are in one
/// case of ten.
const PLAUSIBLE_SHARE: f64 = 0.95;

/// Characters of a page whose codes may be UTF-16, by their font: the number of the glyph on the page, and the character.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    by_font: BTreeMap<u64, Vec<(usize, char)>>,
}

impl Guesses {
    /// Takes down a character without a meaning that becomes the `at`th glyph of the page.
    pub(super) fn note(&mut self, glyph: &OutlineGlyph, at: usize) {
        let program = glyph.font_data();
        let number = program.and_then(|p| standin::number((*p.data).as_ref()));
        if let (Some(font), Some(c)) = (number, char::from_u32(glyph.char_code())) {
            self.by_font.entry(font).or_default().push((at, c));
        }
    }

    /// Puts in the characters of the fonts whose codes are UTF-16.
    pub(super) fn settle(self, drawing: &mut Drawing) {
        for chars in self.by_font.into_values() {
            if !are_utf16(&chars) {
                continue;
            }
            for (at, c) in chars {
                if let Some(glyph) = drawing.glyphs.get_mut(at) {
                    glyph.first = c;
                    drawing.unknown = drawing.unknown.saturating_sub(1);
                }
            }
        }
    }
}

fn are_utf16(chars: &[(usize, char)]) -> bool {
    let beyond = || chars.iter().map(|(_, c)| *c).filter(|c| !is_ascii_text(*c));
    let count = beyond().count();
    let plausible = beyond().filter(|c| is_gb2312(*c)).count();
    count >= LEAST_CHARS && plausible as f64 >= count as f64 * PLAUSIBLE_SHARE
}

fn is_ascii_text(c: char) -> bool {
    c == ' ' || c.is_ascii_graphic()
}

/// Whether a character is one of GB 2312, marks and full-width letters included.
fn is_gb2312(c: char) -> bool {
    let mut text = [0; 4];
    let (bytes, _, has_gaps) = encoding_rs::GBK.encode(c.encode_utf8(&mut text));
    !has_gaps && matches!(*bytes, [0xA1..=0xA9 | 0xB0..=0xF7, 0xA1..=0xFE])
}
