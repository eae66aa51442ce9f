//! Text as it is matched: folded one character for one, so that every offset stays true.
use std::{ops::Range, sync::LazyLock};

/// Length of `text` in characters.
#[must_use]
pub fn char_len(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// The characters of `text` in `range`; what lies outside the text is left out.
#[must_use]
pub fn char_slice(text: &str, range: &Range<u32>) -> String {
    text.chars()
        .skip(range.start as usize)
        .take(range.end.saturating_sub(range.start) as usize)
        .collect()
}

/// The match form of `text`: full width to half width, traditional to simplified, capitals to small letters.
///
/// Exactly one character comes out for each that goes in, so character offsets in the result are offsets in `text`.
/// The match form is never shown as evidence.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// The match form of one character; see [`fold`].
#[must_use]
pub fn fold_char(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        c if c.is_ascii() => c,
        '\u{FF01}'..='\u{FF5E}' => {
            let half = char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
            half.to_ascii_lowercase()
        }
        '\u{3000}' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => ' ',
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' => {
            let at = (u32::from(c) - u32::from(FIRST_HAN)) as usize;
            SIMPLIFIED.get(at).copied().unwrap_or(c)
        }
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// First and last character of the table of simplified forms.
const FIRST_HAN: char = '\u{3400}';
const LAST_HAN: char = '\u{9FFF}';

/// For each character from [`FIRST_HAN`] its simplified form, or itself. A flat table: folding touches every character read.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    (FIRST_HAN..=LAST_HAN)
        .map(|c| {
            let simple = fast2s::convert(c.encode_utf8(&mut [0; 4]));
            let mut chars = simple.chars();
            match (chars.next(), chars.next()) {
                (Some(s), None) => s,
                _ => c,
            }
        })
        .collect()
});
