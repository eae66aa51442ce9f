//! The headers of a message or of one of its parts.
use super::words;

/// Longest block of headers that is looked at, in bytes. Mails that passed many servers have some ten thousand.
const MOST: usize = 256 << 10;
/// Most parameters of one header; a long name in pieces has some ten.
const MOST_PARAMETERS: usize = 1_000;

/// Headers in the order in which they stand.
#[derive(Debug)]
pub(in crate::import) struct Headers {
    /// Name in small letters; value with its lines joined.
    fields: Vec<(String, Vec<u8>)>,
    /// The type when none is given.
    default: String,
}

impl Headers {
    /// Reads the headers; also gives what follows the blank line behind them.
    pub(super) fn read(bytes: &[u8]) -> (Self, &[u8]) {
        let mut fields: Vec<(String, Vec<u8>)> = Vec::new();
        let mut at = 0;
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            let text = line.trim_ascii_end();
            if at > MOST {
                break;
            }
            if text.is_empty() {
                at += line.len();
                break;
            }
            let is_folded = line.starts_with(b" ") || line.starts_with(b"\t");
            if is_folded && let Some((_, value)) = fields.last_mut() {
                value.push(b' ');
                value.extend_from_slice(text.trim_ascii());
            } else if let Some((name, value)) = field(text) {
                fields.push((name, value.to_vec()));
            } else if fields.is_empty() && at == 0 && text.starts_with(b"From ") {
                // The line mail folders put in front of each message.
            } else {
                // No header: the text begins without a blank line.
                break;
            }
            at += line.len();
        }
        let headers = Self {
            fields,
            default: String::new(),
        };
        (headers, bytes.get(at..).unwrap_or_default())
    }

    pub(super) fn default_kind(&mut self, kind: &str) {
        kind.clone_into(&mut self.default);
    }

    /// The first value of that name, as it stands.
    fn raw(&self, name: &str) -> Option<&[u8]> {
        self.fields
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_slice())
    }

    /// The first value of that name as people read it; blank values count as none.
    pub(in crate::import) fn text(&self, name: &str) -> Option<String> {
        let text = words::decode(self.raw(name)?);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    /// Whether there is a header of that name.
    pub(in crate::import) fn has(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    /// Type and subtype in small letters.
    pub(super) fn kind(&self) -> String {
        let value = self.raw("content-type").unwrap_or_default();
        let value = value.split(|b| *b == b';').next().unwrap_or_default();
        let kind = String::from_utf8_lossy(value).trim().to_ascii_lowercase();
        match kind.as_str() {
            // Old programs leave the subtype out.
            "text" => "text/plain".to_owned(),
            k if k.contains('/') => kind,
            _ => self.default.clone(),
        }
    }

    /// A parameter of a header as people read it, in whichever way it is encoded.
    pub(in crate::import) fn parameter(&self, header: &str, name: &str) -> Option<String> {
        let parameters = parameters(self.raw(header)?);
        let find = |wanted: &str| {
            parameters
                .iter()
                .find(|(n, _)| n == wanted)
                .map(|(_, value)| value.as_slice())
        };
        if let Some(value) = find(&format!("{name}*")) {
            return Some(words::extended(&[(value, true)]));
        }
        let mut segments = Vec::new();
        for number in 0..=parameters.len() {
            match (
                find(&format!("{name}*{number}*")),
                find(&format!("{name}*{number}")),
            ) {
                (Some(value), _) => segments.push((value, true)),
                (None, Some(value)) => segments.push((value, false)),
                (None, None) => break,
            }
        }
        if !segments.is_empty() {
            return Some(words::extended(&segments));
        }
        find(name).map(words::decode)
    }
}

/// Name and value of a header line; `None` when it is none.
fn field(line: &[u8]) -> Option<(String, &[u8])> {
    let colon = line.iter().position(|b| *b == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(|b| matches!(b, b'!'..=b'~'));
    let value = line.get(colon + 1..)?.trim_ascii();
    is_name.then(|| (String::from_utf8_lossy(name).to_ascii_lowercase(), value))
}

/// The parameters of a structured header: names in small letters, values without quotation marks.
fn parameters(value: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut pieces: Vec<Vec<u8>> = vec![Vec::new()];
    let (mut quoted, mut escaped) = (false, false);
    for byte in value {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => {
                escaped = true;
                continue;
            }
            b'"' => {
                quoted = !quoted;
                continue;
            }
            b';' if !quoted => {
                pieces.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(*byte);
        }
    }
    let split = |piece: &Vec<u8>| {
        let equals = piece.iter().position(|b| *b == b'=')?;
        let name = piece.get(..equals)?.trim_ascii();
        let value = piece.get(equals + 1..)?.trim_ascii();
        Some((
            String::from_utf8_lossy(name).to_ascii_lowercase(),
            value.to_vec(),
        ))
    };
    let pieces = pieces.iter().skip(1).take(MOST_PARAMETERS);
    pieces.filter_map(split).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(text: &[u8]) -> Headers {
        Headers::read(text).0
    }

    #[test]
    fn names_are_read_in_every_way_they_are_written() {
        let gbk = encoding_rs::GB18030.encode("整改清单.xlsx").0.into_owned();
        let plain = [
            b"Content-Disposition: attachment; filename=\"",
            &gbk[..],
            b"\"\r\n\r\n",
        ]
        .concat();
        let ways: [&[u8]; 6] = [
            b"Content-Disposition: attachment; filename*=UTF-8''%E6%95%B4%E6%94%B9%E6%B8%85%E5%8D%95.xlsx\n\n",
            b"Content-Disposition: attachment;\n filename*0*=gb2312''%D5%FB%B8%C4;\n filename*1*=%C7%E5%B5%A5;\n filename*2=\".xlsx\"\n\n",
            b"Content-Disposition: attachment; filename=\"=?gb2312?B?1fu4xMfltaU=?=\n =?gb2312?B?Lnhsc3g=?=\"\n\n",
            b"Content-Disposition: attachment; filename==?utf-8?Q?=E6=95=B4=E6=94=B9=E6=B8=85=E5=8D=95.xlsx?=\n\n",
            &plain,
            "Content-Disposition: attachment; FileName=\"整改清单.xlsx\"\n\n".as_bytes(),
        ];
        for (at, way) in ways.into_iter().enumerate() {
            let name = headers(way).parameter("content-disposition", "filename");
            assert_eq!(name.as_deref(), Some("整改清单.xlsx"), "way {at}");
        }
    }

    #[test]
    fn semicolons_and_quotes_inside_quotes_do_not_part() {
        let headers = headers(b"Content-Type: application/pdf; name=\"a;\\\"b\\\".pdf\"; x=1\n\n");
        assert_eq!(
            headers.parameter("content-type", "name").as_deref(),
            Some("a;\"b\".pdf")
        );
        assert_eq!(headers.parameter("content-type", "x").as_deref(), Some("1"));
        assert_eq!(headers.kind(), "application/pdf");
    }

    #[test]
    fn folded_lines_are_joined_and_the_body_follows_the_blank_line() {
        let (headers, body) =
            Headers::read(b"Subject: a\r\n b\r\nTo:\r\n c\r\n\r\nbody\r\n\r\nmore");
        assert_eq!(headers.text("subject").as_deref(), Some("a b"));
        assert_eq!(headers.text("to").as_deref(), Some("c"));
        assert_eq!(body, b"body\r\n\r\nmore");
    }
}
