//! Turns bytes of unknown encoding into text and tells which encoding it was and how many places did not fit it.
//!
//! The ladder, first fit wins: byte order mark; UTF-16 betrayed by its NUL bytes; strict UTF-8; UTF-8 with a few bad bytes;
//! detection with the hint that the file is Chinese, where GBK is read as GB18030, which contains it.
mod by_chance;

use std::{
    collections::BTreeMap,
    ops::{Range, RangeInclusive},
};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::model::Reason;

/// Bytes shown to the detector; its guess does not get better beyond.
const SAMPLE: usize = 64 << 10;
/// UTF-8 is believed in spite of bad bytes when there are at least this many whole multi-byte characters to each bad place.
/// GBK text read as UTF-8 has far more bad places than whole characters.
const GOOD_PER_BAD: usize = 10;
/// Share of the two-byte characters, in percent, that must lie among the common characters and punctuation of GB 2312 (3,755)
/// or Big5 (5,401) for the one or the other to be believed against the detector. Text of the one read as the other stays
/// below 60.
const COMMON_PERCENT: usize = 90;

/// Bytes behind a bad place that are looked at to find where the next character begins.
const REALIGN: usize = 80;

/// Text and what is known of how it was encoded.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text, without byte order mark.
    pub(super) text: String,
    /// Name of the encoding, e.g. `UTF-8`, `GB18030`.
    pub(super) encoding: &'static str,
    /// Places where bytes did not fit the encoding and `\u{FFFD}` stands instead.
    pub(super) replaced: usize,
}

impl Decoded {
    /// Notes the encoding among a file's facts and returns the reason to call the reading partial, if bytes were lost.
    pub(super) fn note(&self, facts: &mut BTreeMap<String, String>) -> Option<Reason> {
        facts.insert("encoding".to_owned(), self.encoding.to_owned());
        (self.replaced > 0).then(|| {
            Reason::new("bytes-replaced")
                .with("count", self.replaced)
                .with("encoding", self.encoding)
        })
    }
}

/// Decodes by the ladder.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    decode_declared(bytes, None)
}

/// Decodes by the ladder; an encoding the file declares about itself (an HTML charset) goes before detection, but never before
/// a byte order mark or text that is UTF-8 without a fault, because declarations are often copied and wrong.
pub(super) fn decode_declared(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some(decoded) = by_mark(bytes) {
        return decoded;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return replacing(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if by_chance::is_gbk(text) {
            return replacing(GB18030, bytes);
        }
        return Decoded {
            text: text.to_owned(),
            encoding: "UTF-8",
            replaced: 0,
        };
    }
    if mostly_utf8(bytes) {
        return replacing(UTF_8, bytes);
    }
    let named = declared
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .filter(|e| ![UTF_8, UTF_16LE, UTF_16BE].contains(e))
        .map(|e| if e == GBK { GB18030 } else { e });
    let encoding = named.unwrap_or_else(|| detect(bytes));
    if encoding == GB18030
        && let Some(decoded) = mixed(bytes)
    {
        return decoded;
    }
    replacing(encoding, bytes)
}

/// Lines of GB18030 and lines of UTF-8 in one file, as arise when files are put together: each line in its own encoding.
///
/// `None` unless both occur. GBK text is hardly ever UTF-8 by chance, and then never in sequences of three bytes and more.
fn mixed(bytes: &[u8]) -> Option<Decoded> {
    let utf8 = |line: &[u8]| {
        let text = std::str::from_utf8(line).ok()?;
        let wide = text.chars().all(|c| c.is_ascii() || c >= '\u{800}');
        (wide && !text.is_ascii()).then(|| text.to_owned())
    };
    if !bytes
        .split_inclusive(|b| *b == b'\n')
        .any(|line| utf8(line).is_some())
    {
        return None;
    }
    let (mut text, mut replaced) = (String::with_capacity(bytes.len()), 0);
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        match utf8(line) {
            Some(line) => text.push_str(&line),
            None => {
                let decoded = replacing(GB18030, line);
                text.push_str(&decoded.text);
                replaced += decoded.replaced;
            }
        }
    }
    Some(Decoded {
        text,
        encoding: "GB18030 + UTF-8",
        replaced,
    })
}

/// Whether bytes are text at all: an encoding with NUL bytes that fits, or next to no control characters.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or(bytes);
    if Encoding::for_bom(head).is_some()
        || utf32(head).is_some()
        || utf16_without_mark(head).is_some()
    {
        return true;
    }
    let strange = head
        .iter()
        .filter(|b| matches!(**b, 0..=8 | 14..=26 | 28..=31 | 127))
        .count();
    // One control character, and one more for each hundred bytes: a damaged text still passes, machine formats have far more.
    strange * 100 <= head.len() + 100
}

fn by_mark(bytes: &[u8]) -> Option<Decoded> {
    if let Some(decoded) = utf32(bytes) {
        return Some(decoded);
    }
    if let Some(rest) = bytes.strip_prefix(&[0x84, 0x31, 0x95, 0x33]) {
        return Some(replacing(GB18030, rest));
    }
    let (encoding, mark) = Encoding::for_bom(bytes)?;
    let rest = bytes.get(mark..).unwrap_or_default();
    if encoding == UTF_8 && std::str::from_utf8(rest).is_err() && !mostly_utf8(rest) {
        // A mark put before text of another encoding.
        return Some(replacing(detect(rest), rest));
    }
    Some(replacing(encoding, rest))
}

/// UTF-32 with its mark. Without one it does not occur in office material.
fn utf32(bytes: &[u8]) -> Option<Decoded> {
    let (little, rest) = match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => (true, rest),
        [0, 0, 0xFE, 0xFF, rest @ ..] => (false, rest),
        _ => return None,
    };
    let mut replaced = 0;
    let text = rest
        .chunks(4)
        .map(|chunk| {
            let unit = <[u8; 4]>::try_from(chunk).ok().and_then(|four| {
                char::from_u32(if little {
                    u32::from_le_bytes(four)
                } else {
                    u32::from_be_bytes(four)
                })
            });
            unit.unwrap_or_else(|| {
                replaced += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    Some(Decoded {
        text,
        encoding: if little { "UTF-32LE" } else { "UTF-32BE" },
        replaced,
    })
}

/// UTF-16 without a mark: digits, Latin letters and line ends have a NUL in one of their two bytes, and only in that one.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..SAMPLE.min(bytes.len()) & !1)?;
    utf16_by_nul(head).or_else(|| by_chance::utf16(head))
}

fn utf16_by_nul(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |parity: usize| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let (encoding, most, least) = if odd > even {
        (UTF_16LE, odd, even)
    } else {
        (UTF_16BE, even, odd)
    };
    // Characters such as 一 (U+4E00) have a NUL on the other side; they are few.
    if most == 0 || least * 10 > most {
        return None;
    }
    // One-byte text with a stray NUL would also decode, into rare Han characters: there the bytes are nearly all printable,
    // while Chinese in UTF-16 has every second byte spread evenly, and Latin in UTF-16 has a NUL in every pair.
    let printable = head.iter().filter(|b| matches!(b, b' '..=b'~')).count();
    if printable * 10 > head.len() * 8 && most * 8 < head.len() {
        return None;
    }
    let (text, bad) = encoding.decode_without_bom_handling(head);
    let chars = text.chars().count();
    let plausible = text.chars().filter(|c| is_office_char(*c)).count();
    (!bad && plausible * 100 >= chars * 95).then_some(encoding)
}

/// Characters that fill office papers: ASCII text, Han, Chinese and general punctuation, full-width forms.
fn is_office_char(c: char) -> bool {
    matches!(c,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}'..='\u{FF}' | '\u{2000}'..='\u{27BF}' | '\u{3000}'..='\u{303F}'
        | '\u{3400}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{3200}'..='\u{33FF}')
}

/// Whether bytes are UTF-8 but for a few damaged places.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad > 0 && good >= bad * GOOD_PER_BAD
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, head.len() == bytes.len());
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let simplified = common_percent(head, 0xB0..=0xD7, 0xA1);
    let traditional = common_percent(head, 0xA4..=0xC6, 0x40);
    if simplified >= COMMON_PERCENT {
        GB18030
    } else if guess == BIG5 || (guess == GBK && traditional >= COMMON_PERCENT) {
        // The hint makes the detector take Big5 for GBK.
        BIG5
    } else if guess == GBK || !guess.is_ascii_compatible() {
        GB18030
    } else {
        guess
    }
}

/// Percent of the two-byte characters whose first byte lies in the range of the common characters or of the punctuation that
/// both GB 2312 and Big5 put at A1 to A3, and whose second byte may follow.
fn common_percent(bytes: &[u8], common: RangeInclusive<u8>, least_trail: u8) -> usize {
    let (mut pairs, mut found) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(lead) = bytes.get(at) {
        if lead.is_ascii() {
            at += 1;
            continue;
        }
        let Some(trail) = bytes.get(at + 1) else {
            break;
        };
        pairs += 1;
        let is_common =
            (common.contains(lead) || (0xA1..=0xA3).contains(lead)) && *trail >= least_trail;
        found += usize::from(is_common);
        at += 2;
    }
    found * 100 / pairs.max(1)
}

/// How many bytes behind a bad place belong to it: without its first byte, the second of a character would be taken for the
/// first of the next, and so on to the end of the line.
fn orphan(rest: &[u8]) -> usize {
    let end = rest
        .iter()
        .take(REALIGN)
        .position(u8::is_ascii)
        .unwrap_or(REALIGN.min(rest.len()));
    let common = |from| {
        let run = rest.get(from..end).unwrap_or_default();
        common_percent(run, 0xB0..=0xD7, 0xA1)
    };
    let (here, next) = (common(0), common(1));
    // Characters have two bytes, so of an odd number one is left over.
    usize::from(next > here || (next == here && end % 2 == 1))
}

/// Decodes and counts the places that did not fit.
fn replacing(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    let mut at: Range<usize> = 0..bytes.len();
    loop {
        let rest = bytes.get(at.clone()).unwrap_or_default();
        text.reserve(
            decoder
                .max_utf8_buffer_length_without_replacement(rest.len())
                .unwrap_or(rest.len()),
        );
        let (outcome, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        at.start += read;
        match outcome {
            encoding_rs::DecoderResult::InputEmpty => break,
            encoding_rs::DecoderResult::OutputFull => text.reserve(1 << 12),
            encoding_rs::DecoderResult::Malformed(..) => {
                replaced += 1;
                text.push(char::REPLACEMENT_CHARACTER);
                if encoding == GB18030 {
                    at.start += orphan(bytes.get(at.start..).unwrap_or_default());
                }
            }
        }
    }
    Decoded {
        text,
        encoding: if encoding == GB18030 {
            "GB18030"
        } else {
            encoding.name()
        },
        replaced,
    }
}
