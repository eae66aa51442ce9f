//! Judges whether the characters of a page can be what the page shows.
use crate::model::fold_char;

use super::glyph::Glyph;

/// Share of a page's Chinese characters outside GB 2312 from which its codes are taken for wrong. Reports use one in a hundred
/// (names); text decoded through a wrong table is spread over all of Unicode's 21,000.
const RARE_SHARE: f64 = 0.3;
/// Share of characters whose meaning is unknown, or that are accented letters (as wrongly decoded bytes come out), from which a
/// page is not readable. German or French have one accented letter in twenty.
const UNKNOWN_SHARE: f64 = 0.3;
/// Fewest characters a share is taken of; fewer are left as they are.
const LEAST_CHARS: usize = 12;

/// Whether a page's text can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    Sound,
    /// The codes do not say what is shown.
    Garbled,
}

/// Looks at all characters of a page.
pub(super) fn judge(glyphs: &[Glyph]) -> Trust {
    let chars = || glyphs.iter().filter(|g| !g.is_blank()).map(|g| g.first);
    // Dots and dashes of a table of contents say nothing.
    let all = chars()
        .filter(|c| c.is_alphanumeric() || is_unknown(*c))
        .count();
    let han = chars().filter(|c| is_han(*c)).count();
    let rare = chars()
        .filter(|c| is_han(*c) && !is_gb2312(fold_char(*c)))
        .count();
    let unknown = chars().filter(|c| is_unknown(*c)).count();
    let above = |part: usize, whole: usize, share: f64| {
        whole >= LEAST_CHARS && part as f64 > whole as f64 * share
    };
    if above(rare, han, RARE_SHARE) || above(unknown, all, UNKNOWN_SHARE) {
        Trust::Garbled
    } else {
        Trust::Sound
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_unknown(c: char) -> bool {
    matches!(c, '\u{FFFD}' | '\u{80}'..='\u{9F}' | '\u{A1}'..='\u{A6}' | '\u{A8}'..='\u{AF}' | '\u{B4}' | '\u{B5}'
        | '\u{B8}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{FF}' | '\u{E000}'..='\u{F8FF}')
}

/// Whether a character is one of the 6,763 of GB 2312: in GBK they have lead bytes B0 to F7 and trail bytes from A1.
fn is_gb2312(c: char) -> bool {
    let mut text = [0; 4];
    let (bytes, _, has_gaps) = encoding_rs::GBK.encode(c.encode_utf8(&mut text));
    !has_gaps && matches!(*bytes, [0xB0..=0xF7, 0xA1..=0xFE])
}
