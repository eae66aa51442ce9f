//! Reads mail messages: who wrote what to whom, the text, and what is attached.
use super::{
    Importer, ReadError, Reading, Terms,
    grid::name_tables,
    html::Html,
    members::Members,
    mime::{self, Headers, Part},
    txt::Txt,
};
use crate::model::{Format, RawBlock, RawText, Reason};

/// Reads this format.
#[derive(Debug)]
pub(super) struct Eml;

/// Headers that become lines of text, with the label people know and the fact each becomes.
const SHOWN: &[(&str, &str, Option<&str>)] = &[
    ("from", "发件人：", Some("from")),
    ("to", "收件人：", Some("to")),
    ("cc", "抄送：", Some("cc")),
    ("date", "日期：", None),
];
/// The plain version of a text is left for the formatted one when the latter says more than twice as much: then the plain one is
/// only a note that the program does not show formatted mail.
const MUCH_MORE: usize = 2;

impl Importer for Eml {
    fn format(&self) -> Format {
        Format::Eml
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let (message, left) = mime::parse(bytes);
        let mut letter = Letter {
            terms,
            members: Members::new(terms),
            reading: Reading::default(),
            pictures: 0,
            unnamed: 0,
            signatures: 0,
        };
        letter.head(&message.headers);
        letter.take(&message)?;
        let mut reading = letter.reading;
        letter.members.tell(&mut reading);
        if letter.signatures > 0 {
            let count = letter.signatures.to_string();
            reading.facts.insert("signatures".to_owned(), count);
        }
        if letter.pictures > 0 {
            let reason = Reason::new("pictures-not-read").with("count", letter.pictures);
            reading.reasons.push(reason);
        }
        if left.is_cut {
            reading.partial = true;
            reading.reasons.push(Reason::new("message-cut"));
        }
        if left.parts {
            reading.partial = true;
            let reason = Reason::new("message-parts-not-read");
            reading.reasons.push(reason);
        }
        name_tables(&mut reading.blocks);
        Ok(reading)
    }
}

/// A message while it is read.
struct Letter<'t, 'a> {
    terms: &'t Terms<'a>,
    members: Members<'t, 'a>,
    reading: Reading,
    /// Pictures that are part of the text.
    pictures: u32,
    /// Attachments without a name so far.
    unnamed: u32,
    /// Signatures, which are not verified.
    signatures: u32,
}

impl Letter<'_, '_> {
    /// The subject as title; sender, receivers and date as lines.
    fn head(&mut self, headers: &Headers) {
        if let Some(subject) = headers.text("subject") {
            self.reading.blocks.push(RawBlock::Text(RawText {
                text: subject.clone(),
                heading: Some(1),
                ..RawText::default()
            }));
            self.reading.facts.insert("title".to_owned(), subject);
        }
        for (name, label, fact) in SHOWN {
            let Some(value) = headers.text(name) else {
                continue;
            };
            self.reading.blocks.push(RawBlock::Text(RawText {
                text: format!("{label}{value}"),
                label_chars: u32::try_from(label.chars().count()).unwrap_or_default(),
                ..RawText::default()
            }));
            if let Some(fact) = fact {
                self.reading.facts.insert((*fact).to_owned(), value);
            }
        }
        let sent = headers.text("date").and_then(|date| {
            let parser = jiff::fmt::rfc2822::DateTimeParser::new();
            parser.parse_zoned(&date).ok()
        });
        if let Some(sent) = sent {
            let created = sent.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
            self.reading.facts.insert("created".to_owned(), created);
        }
        if let Some(program) = headers
            .text("x-mailer")
            .or_else(|| headers.text("user-agent"))
        {
            self.reading.facts.insert("producer".to_owned(), program);
        }
    }

    /// Reads a part that is text and hands over one that is a file.
    fn take(&mut self, part: &Part<'_>) -> Result<(), ReadError> {
        match part.kind().as_str() {
            "multipart/alternative" if part.is_multipart() => self.best(part),
            "multipart/encrypted" | "application/pgp-encrypted" => {
                self.unread(Reason::new("mail-encrypted"));
                Ok(())
            }
            _ if part.is_multipart() => part.parts.iter().try_for_each(|p| self.take(p)),
            "application/pgp-signature"
            | "application/pkcs7-signature"
            | "application/x-pkcs7-signature" => {
                self.signatures += 1;
                Ok(())
            }
            "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
                let way = part.headers.parameter("content-type", "smime-type");
                self.unread(match way.as_deref() {
                    Some("signed-data") => Reason::new("mail-not-read").with("format", "p7m"),
                    _ => Reason::new("mail-encrypted"),
                });
                Ok(())
            }
            "text/plain" | "text/html" if !part.is_attachment() && part.file_name().is_none() => {
                let text = self.text_of(part)?;
                self.add(text);
                Ok(())
            }
            kind if kind.starts_with("image/") && is_in_text(part) => {
                self.pictures += 1;
                Ok(())
            }
            kind => {
                self.attach(part, kind);
                Ok(())
            }
        }
    }

    /// Of several versions of one text the plain one, unless it says much less.
    fn best(&mut self, part: &Part<'_>) -> Result<(), ReadError> {
        let mut versions = Vec::new();
        for version in &part.parts {
            if matches!(version.kind().as_str(), "text/plain" | "text/html") {
                versions.push((self.text_of(version)?, version));
            }
        }
        let said = |reading: &Reading| -> usize { reading.blocks.iter().map(characters).sum() };
        let plain = versions.iter().position(|(_, v)| v.kind() == "text/plain");
        let plain_says = plain
            .and_then(|at| versions.get(at))
            .map_or(0, |(reading, _)| said(reading));
        let formatted = part.parts.iter().find(|p| p.is_multipart());
        let fullest = (0..versions.len())
            .filter(|at| Some(*at) != plain)
            .max_by_key(|at| versions.get(*at).map_or(0, |(r, _)| said(r)));
        let fullest_says = fullest
            .and_then(|at| versions.get(at))
            .map_or(0, |(reading, _)| said(reading));
        if let Some(related) = formatted
            && fullest.is_none()
        {
            return self.related(
                related,
                plain.map(|at| versions.swap_remove(at).0),
                plain_says,
            );
        }
        let chosen = if fullest_says > MUCH_MORE * plain_says {
            fullest
        } else {
            plain
        };
        if let Some(at) = chosen.or(fullest) {
            let (reading, _) = versions.swap_remove(at);
            self.add(reading);
        }
        // Invitations and the like are versions of the text too; files among them are not.
        for file in part
            .parts
            .iter()
            .filter(|p| !p.is_multipart() && p.is_attachment())
        {
            self.attach(file, &file.kind());
        }
        Ok(())
    }

    /// The formatted version comes with its pictures and, wrongly placed, with attachments.
    fn related(
        &mut self,
        related: &Part<'_>,
        plain: Option<Reading>,
        plain_says: usize,
    ) -> Result<(), ReadError> {
        let (blocks, reasons) = (self.reading.blocks.len(), self.reading.reasons.len());
        let partial = self.reading.partial;
        self.take(related)?;
        let formatted = self.reading.blocks.iter().skip(blocks);
        let says: usize = formatted.map(characters).sum();
        if let Some(plain) = plain.filter(|_| says <= MUCH_MORE * plain_says) {
            self.reading.blocks.truncate(blocks);
            self.reading.reasons.truncate(reasons);
            self.reading.partial = partial;
            self.add(plain);
        }
        Ok(())
    }

    fn text_of(&self, part: &Part<'_>) -> Result<Reading, ReadError> {
        let decoded = part.decoded();
        let mut reading = if part.kind() == "text/html" {
            Html.read(decoded.text.as_bytes(), self.terms)?
        } else {
            Txt.read(decoded.text.as_bytes(), self.terms)?
        };
        if decoded.replaced > 0 {
            reading.partial = true;
            let reason = Reason::new("bytes-replaced")
                .with("count", decoded.replaced)
                .with("encoding", &decoded.encoding);
            reading.reasons.push(reason);
        }
        if decoded.is_unread {
            reading.partial = true;
            let charset = part.headers.parameter("content-type", "charset");
            let charset = charset.unwrap_or_default();
            reading
                .reasons
                .push(Reason::new("charset-not-read").with("charset", charset));
        }
        reading
            .facts
            .insert("encoding".to_owned(), decoded.encoding);
        Ok(reading)
    }

    fn add(&mut self, text: Reading) {
        self.reading.partial |= text.partial;
        self.reading.blocks.extend(text.blocks);
        self.reading.reasons.extend(text.reasons);
        for (fact, value) in text.facts {
            self.reading.facts.entry(fact).or_insert(value);
        }
    }

    fn unread(&mut self, reason: Reason) {
        self.reading.partial = true;
        self.reading.reasons.push(reason);
    }

    /// Hands over an attachment.
    fn attach(&mut self, part: &Part<'_>, kind: &str) {
        let content = part.content();
        let name = part.file_name().unwrap_or_else(|| {
            self.unnamed += 1;
            let subject = (kind == "message/rfc822")
                .then(|| mime::parse(&content).0.headers.text("subject"))
                .flatten();
            let stem = subject.unwrap_or_else(|| format!("{}", self.unnamed));
            // Folders are of the carrier's making, not of the subject's.
            format!("{}.{}", stem.replace(['/', '\\'], "_"), extension(kind))
        });
        if !self.members.leave_out(&name) {
            self.members.give(name, content);
        }
    }
}

/// Whether a picture stands in the text and is not sent for its own sake.
fn is_in_text(part: &Part<'_>) -> bool {
    !part.is_attachment() && (part.headers.has("content-id") || part.file_name().is_none())
}

fn characters(block: &RawBlock) -> usize {
    match block {
        RawBlock::Text(text) => text.text.chars().filter(|c| !c.is_whitespace()).count(),
        RawBlock::Table(table) => table.cells.iter().map(|c| c.text.chars().count()).sum(),
    }
}

/// The extension for an attachment without a name.
fn extension(kind: &str) -> &str {
    match kind {
        "message/rfc822" => "eml",
        "text/plain" => "txt",
        "text/html" => "html",
        "text/csv" => "csv",
        "text/calendar" => "ics",
        "image/jpeg" => "jpg",
        "application/msword" => "doc",
        "application/vnd.ms-excel" => "xls",
        kind => kind
            .rsplit_once('/')
            .map(|(_, sub)| sub)
            .filter(|sub| sub.len() <= 5 && sub.chars().all(|c| c.is_ascii_alphanumeric()))
            .unwrap_or("bin"),
    }
}
