//! Reads web pages saved as one file: the page as an HTML page, its frames and documents as files it carries.
use super::{
    Importer, ReadError, Reading, Terms,
    html::Html,
    members::Members,
    mime::{self, Part},
};
use crate::model::{Format, Reason};

/// Reads this format.
#[derive(Debug)]
pub(super) struct Mht;

/// What belongs to a page and holds no words of its own: beginnings of types.
const FURNITURE: &[&str] = &[
    "text/css",
    "text/javascript",
    "text/xml",
    "application/javascript",
    "application/x-javascript",
    "application/x-font",
    "application/font",
    "application/xml",
    "application/x-mso",
    "application/vnd.openxmlformats-officedocument.themeManager",
    "font/",
    "audio/",
    "video/",
];

impl Importer for Mht {
    fn format(&self) -> Format {
        Format::Mht
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let (message, left) = mime::parse(bytes);
        let mut parts = Vec::new();
        flatten(&message, &mut parts);
        let start = message.headers.parameter("content-type", "start");
        let is_start = |part: &&Part<'_>| {
            start.is_some() && part.headers.text("content-id") == start && is_page(part)
        };
        let page = parts
            .iter()
            .copied()
            .find(is_start)
            .or_else(|| parts.iter().copied().find(|p| is_page(p)));
        let Some(page) = page else {
            return Err(ReadError::Unreadable(Reason::new(
                "package-without-document",
            )));
        };
        let mut reading = read_page(page, terms)?;
        // A page of frames holds its text in other pages; what others a page shows is advertisement.
        let is_frames = reading.blocks.is_empty()
            || reading.reasons.iter().any(|r| r.code == "frames-not-read");
        let mut members = Members::new(terms);
        let mut pictures = 0_u32;
        for part in parts.iter().filter(|p| !std::ptr::eq(**p, page)) {
            let kind = part.kind();
            if kind.starts_with("image/") {
                pictures += 1;
            } else if is_page(part) && !is_frames || FURNITURE.iter().any(|f| kind.starts_with(f)) {
            } else if let Some(name) = name(part) {
                members.give(name, part.content());
            }
        }
        reading.reasons.retain(|r| r.code != "pictures-not-read");
        members.tell(&mut reading);
        if pictures > 0 {
            let reason = Reason::new("pictures-not-read").with("count", pictures);
            reading.reasons.push(reason);
        }
        if left.is_cut {
            reading.partial = true;
            reading.reasons.push(Reason::new("message-cut"));
        }
        Ok(reading)
    }
}

fn flatten<'p, 'a>(part: &'p Part<'a>, out: &mut Vec<&'p Part<'a>>) {
    if part.is_multipart() {
        for inner in &part.parts {
            flatten(inner, out);
        }
    } else {
        out.push(part);
    }
}

fn is_page(part: &Part<'_>) -> bool {
    matches!(part.kind().as_str(), "text/html" | "application/xhtml+xml")
}

/// The page; without a charset of its part it says itself how it is encoded.
fn read_page(page: &Part<'_>, terms: &Terms<'_>) -> Result<Reading, ReadError> {
    if page.headers.parameter("content-type", "charset").is_none() {
        return Html.read(&page.content(), terms);
    }
    let decoded = page.decoded();
    let mut reading = Html.read(decoded.text.as_bytes(), terms)?;
    if decoded.replaced > 0 {
        reading.partial = true;
        let reason = Reason::new("bytes-replaced")
            .with("count", decoded.replaced)
            .with("encoding", &decoded.encoding);
        reading.reasons.push(reason);
    }
    reading
        .facts
        .insert("encoding".to_owned(), decoded.encoding);
    Ok(reading)
}

/// The name of a part: its own, or the last step of the address it was saved from.
fn name(part: &Part<'_>) -> Option<String> {
    part.file_name().or_else(|| {
        let address = part.headers.text("content-location")?;
        let path = address.split(['?', '#']).next()?;
        let name = path.rsplit(['/', '\\']).next()?;
        (!name.is_empty()).then(|| name.to_owned())
    })
}
