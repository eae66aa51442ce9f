//! Chinese text whose bytes are by chance also something else, or nothing that shows.
//!
//! 通知 in GBK is two UTF-8 characters of two bytes each (U+0368 U+05AA); UTF-16 with few digits, Latin letters and line ends
//! has few NUL bytes to betray it, and 一 has one on the wrong side.
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

/// Share of the characters, in percent, that must be Chinese or ASCII for text to be taken for UTF-16 without NULs to show it.
/// GBK, UTF-8 and Big5 read as UTF-16 stay below 70.
const FIT_PERCENT: usize = 95;
/// Share of the bytes, in percent, that must have their upper bit set: Latin letters in pairs also read as Chinese. Chinese in
/// UTF-16 has about 40.
const UPPER_PERCENT: usize = 10;
/// Least bytes of such text. Four letters of GBK may be two Chinese characters of UTF-16.
const LEAST_UTF16: usize = 12;
/// Letters in a row from which Greek and Cyrillic are believed.
const LEAST_WORD: usize = 4;

/// Whether text that is UTF-8 without a fault is GBK all the same: it has no character of three bytes, and what it has makes no
/// sense.
pub(super) fn is_gbk(text: &str) -> bool {
    if text.is_ascii() || text.chars().any(|c| c >= '\u{800}') {
        return false;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let mut is_sense = true;
    while let Some(rest) = chars.get(at..).filter(|r| !r.is_empty()) {
        let run = rest.iter().take_while(|c| !c.is_ascii()).count();
        if run > 0 {
            let before = at.checked_sub(1).and_then(|i| chars.get(i));
            let after = rest.get(run);
            let touches = [before, after]
                .into_iter()
                .flatten()
                .any(char::is_ascii_alphanumeric);
            is_sense &= makes_sense(rest.get(..run).unwrap_or_default(), touches);
        }
        at += run.max(1);
    }
    let fits = || GB18030.decode_without_bom_handling_and_without_replacement(text.as_bytes());
    !is_sense && fits().is_some()
}

/// Whether characters standing together are those of a Western text: a sign by itself, letters within a word (é, °C), a word
/// of Greek or Cyrillic.
fn makes_sense(run: &[char], touches: bool) -> bool {
    let is_latin = |c: &char| ('\u{A0}'..='\u{17F}').contains(c);
    let is_greek = |c: &char| ('\u{391}'..='\u{3C9}').contains(c);
    let is_cyrillic = |c: &char| ('\u{401}'..='\u{451}').contains(c);
    let all = |is: &dyn Fn(&char) -> bool| run.iter().all(is);
    if all(&is_latin) || all(&is_greek) {
        return touches || run.len() == 1 || (run.len() >= LEAST_WORD && !all(&is_latin));
    }
    all(&is_cyrillic) && run.len() >= LEAST_WORD
}

/// UTF-16 that is nearly all Chinese, so that hardly a byte is NUL.
pub(super) fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    let upper = head.iter().filter(|b| !b.is_ascii()).count();
    if head.len() < LEAST_UTF16 || upper * 100 < head.len() * UPPER_PERCENT {
        return None;
    }
    let fits = |unit: u16| matches!(unit, 9 | 10 | 13 | 0x20..=0x7E | 0x4E00..=0x9FFF | 0x3000..=0x303F | 0xFF01..=0xFF5E | 0x2010..=0x2027);
    let percent = |read: fn([u8; 2]) -> u16| {
        let units = head.chunks_exact(2);
        let count = units.len().max(1);
        let found = units
            .filter(|u| <[u8; 2]>::try_from(*u).is_ok_and(|two| fits(read(two))))
            .count();
        found * 100 / count
    };
    let (little, big) = (percent(u16::from_le_bytes), percent(u16::from_be_bytes));
    // Characters such as 乎 (U+4E4E) are the same both ways; the better fit wins.
    match little.max(big) >= FIT_PERCENT {
        true if little > big => Some(UTF_16LE),
        true if big > little => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn western_text_stays_what_it_is() {
        for text in [
            "naïve café",
            "25°C ±2",
            "10² m³",
            "µg/L",
            "α",
            "Москва",
            "Ελλάδα",
            "§ 5",
            "100 × 20",
            "plain",
        ] {
            assert!(!is_gbk(text), "{text}");
        }
    }

    #[test]
    fn short_gbk_is_known() {
        for text in ["通知", "通知,通知\n", "陆路", "学校,小学"] {
            let bytes = GB18030.encode(text).0.into_owned();
            assert!(std::str::from_utf8(&bytes).is_ok_and(is_gbk), "{text}");
        }
    }
}
