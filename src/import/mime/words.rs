//! Text in headers: encoded words (RFC 2047), encoded parameters (RFC 2231), and plain bytes of any encoding.
use super::{
    super::encoding,
    text,
    transfer::{base64, quoted_printable},
};

/// An encoded word.
struct Word<'a> {
    charset: String,
    bytes: Vec<u8>,
    rest: &'a [u8],
}

/// A header value as people read it. Neighboring words of one charset are put together before they are decoded, because mail
/// programs cut characters in two.
pub(super) fn decode(value: &[u8]) -> String {
    let mut out = String::new();
    let mut plain = Vec::new();
    let mut pending: Option<(String, Vec<u8>)> = None;
    let mut rest = value;
    while let Some((first, behind)) = rest.split_first() {
        let Some(word) = word(rest) else {
            plain.push(*first);
            rest = behind;
            continue;
        };
        let is_next = pending.is_some() && plain.iter().all(u8::is_ascii_whitespace);
        match &mut pending {
            Some((charset, bytes)) if is_next && *charset == word.charset => {
                bytes.extend_from_slice(&word.bytes);
            }
            _ => {
                flush(&mut pending, &mut out);
                if !is_next {
                    out.push_str(&encoding::decode(&plain).text);
                }
                pending = Some((word.charset, word.bytes));
            }
        }
        plain.clear();
        rest = word.rest;
    }
    flush(&mut pending, &mut out);
    out.push_str(&encoding::decode(&plain).text);
    out
}

fn flush(pending: &mut Option<(String, Vec<u8>)>, out: &mut String) {
    if let Some((charset, bytes)) = pending.take() {
        out.push_str(&text::decode(&bytes, Some(&charset)).text);
    }
}

/// The encoded word at the beginning: `=?charset?B?…?=`. A language behind the charset is passed over.
fn word(bytes: &[u8]) -> Option<Word<'_>> {
    let inside = bytes.strip_prefix(b"=?")?;
    let (charset, inside) = until(inside, b'?')?;
    let is_label = !charset.is_empty() && charset.iter().all(u8::is_ascii_graphic);
    let charset = charset.split(|b| *b == b'*').next().filter(|_| is_label)?;
    let (way, inside) = until(inside, b'?')?;
    let end = inside
        .windows(2)
        .take(LONGEST_WORD)
        .position(|w| w == b"?=")?;
    let packed = inside.get(..end)?;
    let bytes = match way {
        b"B" | b"b" => base64(packed),
        b"Q" | b"q" => {
            let spaced: Vec<u8> = packed
                .iter()
                .map(|b| if *b == b'_' { b' ' } else { *b })
                .collect();
            quoted_printable(&spaced)
        }
        _ => return None,
    };
    Some(Word {
        charset: String::from_utf8_lossy(charset).to_ascii_lowercase(),
        bytes,
        rest: inside.get(end + 2..)?,
    })
}

/// Longest encoded word, in bytes. The rule is 75; some programs put a whole subject into one.
const LONGEST_WORD: usize = 1_000;
/// Longest charset or encoding name in a word; the search for its end goes no further.
const LONGEST_LABEL: usize = 60;

fn until(bytes: &[u8], end: u8) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().take(LONGEST_LABEL).position(|b| *b == end)?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

/// A parameter in segments; those marked are percent-encoded, and the first of them names the charset.
pub(super) fn extended(segments: &[(&[u8], bool)]) -> String {
    let mut charset = None;
    let mut bytes = Vec::new();
    for (at, (segment, is_encoded)) in segments.iter().enumerate() {
        let mut segment = *segment;
        if *is_encoded && at == 0 {
            let mut parts = segment.splitn(3, |b| *b == b'\'');
            if let (Some(label), Some(_), Some(value)) = (parts.next(), parts.next(), parts.next())
            {
                charset = Some(String::from_utf8_lossy(label).into_owned());
                segment = value;
            }
        }
        if *is_encoded {
            bytes.extend(percent(segment));
        } else {
            bytes.extend_from_slice(segment);
        }
    }
    match charset.filter(|c| !c.is_empty()) {
        Some(charset) => text::decode(&bytes, Some(&charset)).text,
        // Encoded words where they do not belong are written by many programs.
        None => decode(&bytes),
    }
}

fn percent(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = bytes
            .get(at + 1..at + 3)
            .filter(|_| *byte == b'%')
            .and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        out.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cut_inside_a_character_are_put_together() {
        // 关于整改 in GBK is B9 D8 D3 DA D5 FB B8 C4; the cut is inside 于.
        let cut = b"=?gb2312?B?udjT?= =?gb2312?B?2tX7uMQ=?=";
        assert_eq!(decode(cut), "关于整改");
        assert_eq!(decode(b"Re: =?GBK?Q?=CD=A8=D6=AA?="), "Re: 通知");
        assert_eq!(
            decode(b"=?utf-8?B?5pW05pS5?= (=?big5?B?s/inaQ==?=)"),
            "整改 (報告)"
        );
        assert_eq!(decode(b"=?nonsense? a =?= b"), "=?nonsense? a =?= b");
        assert_eq!(
            decode(&encoding_rs::GB18030.encode("督察整改").0),
            "督察整改"
        );
    }
}
