//! Takes messages apart: headers, parts, their encodings. Sources: RFC 5322, 2045-2047, 2231.
//!
//! Written by hand for what Chinese mail programs write: names and subjects in plain GBK, encoded words that cut characters in
//! two, charsets that are declared wrong. Work grows with the size of the message, not with what it claims to hold.

mod header;
mod text;
mod transfer;
mod words;

pub(super) use header::Headers;
pub(super) use text::{Decoded, decode};

/// Deepest nesting of parts that is followed. Real messages nest four or five deep; each level costs one pass over its part.
const DEEPEST: usize = 20;
/// Most parts of one message.
const MOST_PARTS: usize = 10_000;

/// A part of a message, or the message itself.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) headers: Headers,
    /// What follows the headers, as it stands.
    body: &'a [u8],
    /// The parts of a multipart.
    pub(super) parts: Vec<Part<'a>>,
}

/// What taking a message apart had to leave.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// A multipart lacks its end.
    pub(super) is_cut: bool,
    /// Parts nested too deep, or too many.
    pub(super) parts: bool,
}

/// Takes a message apart.
pub(super) fn parse(bytes: &[u8]) -> (Part<'_>, Left) {
    let mut left = Left::default();
    let mut count = 0;
    let part = part(bytes, 0, "text/plain", &mut count, &mut left);
    (part, left)
}

fn part<'a>(
    bytes: &'a [u8],
    depth: usize,
    default: &str,
    count: &mut usize,
    left: &mut Left,
) -> Part<'a> {
    let (mut headers, body) = Headers::read(bytes);
    headers.default_kind(default);
    let mut part = Part {
        headers,
        body,
        parts: Vec::new(),
    };
    let kind = part.kind();
    let Some(boundary) = part.headers.parameter("content-type", "boundary") else {
        return part;
    };
    if !kind.starts_with("multipart/") || boundary.is_empty() {
        return part;
    }
    if depth >= DEEPEST {
        left.parts = true;
        return part;
    }
    let (pieces, is_closed) = split(body, boundary.as_bytes());
    left.is_cut |= !is_closed;
    let default = if kind == "multipart/digest" {
        "message/rfc822"
    } else {
        "text/plain"
    };
    for piece in pieces {
        *count += 1;
        if *count > MOST_PARTS {
            left.parts = true;
            break;
        }
        part.parts
            .push(self::part(piece, depth + 1, default, count, left));
    }
    part
}

impl Part<'_> {
    /// Type and subtype in small letters, e.g. `text/html`.
    pub(super) fn kind(&self) -> String {
        self.headers.kind()
    }

    /// Whether it holds parts.
    pub(super) fn is_multipart(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Its content, the transfer encoding undone.
    pub(super) fn content(&self) -> Vec<u8> {
        let encoding = self.headers.text("content-transfer-encoding");
        transfer::decode(self.body, encoding.as_deref().unwrap_or_default())
    }

    /// Its content as text, by the declared charset if that fits.
    pub(super) fn decoded(&self) -> Decoded {
        let charset = self.headers.parameter("content-type", "charset");
        decode(&self.content(), charset.as_deref())
    }

    /// The file name it was given.
    pub(super) fn file_name(&self) -> Option<String> {
        let given = self
            .headers
            .parameter("content-disposition", "filename")
            .or_else(|| self.headers.parameter("content-type", "name"));
        given.filter(|name| !name.trim().is_empty())
    }

    /// Whether it is marked as an attachment.
    pub(super) fn is_attachment(&self) -> bool {
        let disposition = self.headers.text("content-disposition").unwrap_or_default();
        disposition
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("attachment")
    }
}

/// The pieces between boundary lines, and whether the last boundary is there.
fn split<'a>(body: &'a [u8], boundary: &[u8]) -> (Vec<&'a [u8]>, bool) {
    let mut pieces = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in body.split_inclusive(|b| *b == b'\n') {
        let begin = at;
        at += line.len();
        let Some(rest) = line
            .strip_prefix(b"--")
            .and_then(|l| l.strip_prefix(boundary))
        else {
            continue;
        };
        let (rest, is_last) = match rest.strip_prefix(b"--") {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        if !rest.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        if let Some(piece) = start.and_then(|from| body.get(from..begin)) {
            pieces.push(without_line_end(piece));
        }
        if is_last {
            return (pieces, true);
        }
        start = Some(at);
    }
    if let Some(piece) = start.and_then(|from| body.get(from..)) {
        pieces.push(piece);
    }
    (pieces, false)
}

/// The line end in front of a boundary belongs to the boundary.
fn without_line_end(piece: &[u8]) -> &[u8] {
    let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
    piece.strip_suffix(b"\r").unwrap_or(piece)
}
