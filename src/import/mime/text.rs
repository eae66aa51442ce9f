//! Text in a charset that is declared, often wrong.
use encoding_rs::{BIG5, Encoding, GB18030, GBK, REPLACEMENT, UTF_8, WINDOWS_1252};

use super::super::encoding;

/// Text and how it was decoded.
#[derive(Debug)]
pub(in crate::import) struct Decoded {
    pub(in crate::import) text: String,
    /// Name of the encoding.
    pub(in crate::import) encoding: String,
    /// Places where bytes did not fit.
    pub(in crate::import) replaced: usize,
    /// Whether the charset is one that is not read, so that the text is not what was written.
    pub(in crate::import) is_unread: bool,
}

/// Names of charsets in mail that the standard list lacks.
const ALIASES: &[(&str, &Encoding)] = &[
    ("cp936", GB18030),
    ("ms936", GB18030),
    ("windows-936", GB18030),
    ("euc-cn", GB18030),
    ("gb2312-80", GB18030),
    ("gb18030-2000", GB18030),
    ("gb18030-2022", GB18030),
    ("cp950", BIG5),
    ("ms950", BIG5),
    ("big5-eten", BIG5),
    ("cp65001", UTF_8),
];

/// Decodes by the declared charset, if the bytes fit it, else by the ladder.
///
/// UTF-8 is believed over a declaration only when characters of three bytes show it: 通知 in GBK is also UTF-8, by chance.
pub(in crate::import) fn decode(bytes: &[u8], charset: Option<&str>) -> Decoded {
    let label = charset.unwrap_or_default().trim().to_ascii_lowercase();
    if label.starts_with("hz") {
        return whole(&hz(bytes), GB18030);
    }
    let alias = ALIASES.iter().find(|(name, _)| *name == label);
    let declared = alias
        .map(|(_, encoding)| *encoding)
        .or_else(|| Encoding::for_label(label.as_bytes()))
        .map(|e| if e == GBK { GB18030 } else { e });
    let shows_utf8 =
        std::str::from_utf8(bytes).is_ok_and(|text| text.chars().any(|c| c >= '\u{800}'));
    match declared {
        Some(encoding) if encoding == REPLACEMENT => Decoded {
            is_unread: !bytes.is_empty(),
            ..ladder(bytes)
        },
        // Western programs declare what they do not know.
        Some(encoding) if encoding == WINDOWS_1252 || shows_utf8 => ladder(bytes),
        Some(encoding) => {
            let (text, used, has_errors) = encoding.decode(bytes);
            if has_errors {
                return ladder(bytes);
            }
            Decoded {
                text: text.into_owned(),
                encoding: name(used),
                replaced: 0,
                is_unread: false,
            }
        }
        None => Decoded {
            is_unread: label == "utf-7" && bytes.contains(&b'+'),
            ..ladder(bytes)
        },
    }
}

fn ladder(bytes: &[u8]) -> Decoded {
    let decoded = encoding::decode(bytes);
    Decoded {
        text: decoded.text,
        encoding: decoded.encoding.to_owned(),
        replaced: decoded.replaced,
        is_unread: false,
    }
}

fn whole(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    Decoded {
        replaced: text.matches(char::REPLACEMENT_CHARACTER).count(),
        text,
        encoding: name(encoding),
        is_unread: false,
    }
}

fn name(encoding: &'static Encoding) -> String {
    if encoding == GB18030 {
        "GB18030".to_owned()
    } else {
        encoding.name().to_owned()
    }
}

/// HZ (RFC 1843), in which GB 2312 stands between `~{` and `~}` with its upper bits off.
fn hz(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut is_wide = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, bytes.get(at + 1)) {
            (b'~', Some(b'{')) if !is_wide => is_wide = true,
            (b'~', Some(b'}')) if is_wide => is_wide = false,
            (b'~', Some(b'~')) if !is_wide => out.push(b'~'),
            (b'~', Some(b'\n')) => {}
            _ => {
                out.push(if is_wide && *byte > b' ' {
                    byte | 0x80
                } else {
                    *byte
                });
                at += 1;
                continue;
            }
        }
        at += 2;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_is_believed_where_it_fits_and_no_further() {
        let gbk = |text: &str| GB18030.encode(text).0.into_owned();
        for (bytes, charset, text) in [
            (gbk("通知"), Some("gb2312"), "通知"),
            (gbk("通知"), Some("cp936"), "通知"),
            (gbk("各单位整改进展"), Some("us-ascii"), "各单位整改进展"),
            (gbk("各单位整改进展"), Some("utf-8"), "各单位整改进展"),
            (gbk("各单位整改进展"), None, "各单位整改进展"),
            ("各单位整改进展".into(), Some("gb2312"), "各单位整改进展"),
            (
                BIG5.encode("關於報告").0.into_owned(),
                Some("big5"),
                "關於報告",
            ),
            (b"~{<:Ky2;~}~~a".to_vec(), Some("hz-gb-2312"), "己所不~a"),
        ] {
            assert_eq!(decode(&bytes, charset).text, text, "{charset:?}");
        }
        assert!(decode(b"+ZYeB9A-", Some("utf-7")).is_unread);
    }
}
