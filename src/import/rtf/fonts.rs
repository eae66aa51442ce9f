//! The fonts of an RTF file: their character sets tell how bytes are to be read.
use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::import::code_pages;

/// Character set of fonts of signs.
const SYMBOLS: i32 = 2;

/// A font.
#[derive(Clone, Debug, Default)]
pub(super) struct Font {
    pub(super) name: String,
    /// How its bytes are to be read, when it says so.
    pub(super) encoding: Option<&'static Encoding>,
    /// Whether its characters are signs that only it knows.
    pub(super) is_symbols: bool,
}

/// All fonts, and the code page of the file.
#[derive(Debug)]
pub(super) struct Fonts {
    fonts: HashMap<i32, Font>,
    /// The font being described.
    pub(super) current: i32,
    /// The code page of the file.
    pub(super) page: &'static Encoding,
    /// The font of text that names none.
    pub(super) default: Option<i32>,
}

impl Default for Fonts {
    fn default() -> Self {
        Self {
            fonts: HashMap::new(),
            current: 0,
            page: WINDOWS_1252,
            default: None,
        }
    }
}

impl Fonts {
    /// The font being described.
    pub(super) fn describe(&mut self) -> &mut Font {
        self.fonts.entry(self.current).or_default()
    }

    /// Sets the character set of the font being described.
    pub(super) fn set_charset(&mut self, number: i32) {
        let font = self.describe();
        font.is_symbols = number == SYMBOLS;
        font.encoding = u32::try_from(number).ok().and_then(code_pages::charset);
    }

    /// Adds to the name of the font being described.
    pub(super) fn name(&mut self, bytes: &[u8]) {
        let name = String::from_utf8_lossy(bytes);
        self.describe().name.push_str(name.trim_end_matches(';'));
    }

    /// A font by its number.
    pub(super) fn get(&self, number: Option<i32>) -> Option<&Font> {
        self.fonts.get(&number.or(self.default)?)
    }

    /// Turns bytes into characters. `east` is the font for Chinese characters, `escaped` tells which bytes were written as `\'hh`.
    ///
    /// Programs write Chinese bytes under a Western font when the file's code page or the font for Chinese characters is
    /// Chinese; then pairs are believed when both bytes look like one of a pair.
    pub(super) fn decode(
        &self,
        font: Option<i32>,
        east: Option<i32>,
        bytes: &[u8],
        escaped: &[bool],
    ) -> String {
        let font = self.get(font);
        if font.is_some_and(|f| f.is_symbols) {
            let sign = |b: &u8| char::from_u32(0xF000 + u32::from(*b)).unwrap_or(' ');
            return bytes.iter().map(sign).collect();
        }
        let own = font.and_then(|f| f.encoding).unwrap_or(self.page);
        let wide = |encoding: &&'static Encoding| code_pages::is_lead(encoding, 0xB0);
        let eastern = self.get(east).and_then(|f| f.encoding).filter(wide);
        let page = Some(self.page).filter(wide);
        if own == WINDOWS_1252 && bytes.iter().any(|b| !b.is_ascii()) {
            for encoding in eastern.into_iter().chain(page) {
                if are_pairs(encoding, bytes, escaped)
                    && let (text, false) = encoding.decode_without_bom_handling(bytes)
                {
                    return text.into_owned();
                }
            }
        }
        own.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// Whether each first byte of a pair is followed by one that is no plain letter.
fn are_pairs(encoding: &'static Encoding, bytes: &[u8], escaped: &[bool]) -> bool {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if !code_pages::is_lead(encoding, *byte) {
            if !byte.is_ascii() {
                return false;
            }
            at += 1;
            continue;
        }
        match bytes.get(at + 1) {
            Some(second) if !second.is_ascii() || escaped.get(at + 1) == Some(&true) => at += 2,
            _ => return false,
        }
    }
    true
}
