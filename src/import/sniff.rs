//! Decides the format of a file by its content; the extension only settles what content leaves open.
use crate::model::{Format, Reason, Recovery};

use super::{
    ReadError,
    compound::{self, Compound},
    csv, encoding, markdown,
    package::Package,
    rtf, zip,
};

/// Bytes in which the head of a text is looked for.
const HEAD: usize = 16 << 10;
/// A PDF may begin with up to this many bytes of something else.
const PDF_HEAD: usize = 1024;

/// First bytes of formats that are recognised only to say what they are.
const MAGICS: &[(&[u8], &str)] = &[
    (b"\xDB\xA5\x2D\0", "Word 2"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"MZ", "exe"),
    (b"\x7FELF", "elf"),
    (b"SQLite format 3\0", "sqlite"),
    (b"ID;P", "slk"),
    (b"TABLE\r\n0,1", "dif"),
    (b"TABLE\n0,1", "dif"),
    // Workbooks of Excel 2 to 4: a bare record stream.
    (b"\x09\x00\x04\x00", "xls2"),
    (b"\x09\x02\x06\x00", "xls3"),
    (b"\x09\x04\x06\x00", "xls4"),
];

/// First bytes of archives that are recognised only to say what they are.
const ARCHIVES: &[(&[u8], &str)] = &[
    (b"Rar!\x1A\x07", "rar"),
    (b"\x1F\x8B", "gz"),
    (b"\x1F\x9D", "Z"),
    (b"BZh", "bz2"),
    (b"\xFD7zXZ\0", "xz"),
    (b"\x28\xB5\x2F\xFD", "zst"),
    (b"MSCF\0\0\0\0", "cab"),
    (b"\x60\xEA", "arj"),
];
/// First bytes of a 7z archive.
const SEVEN_Z: &[u8] = b"7z\xBC\xAF\x27\x1C";
/// First bytes of the wrapping Outlook puts around attachments (`winmail.dat`).
const TNEF: &[u8] = b"\x78\x9F\x3E\x22";
/// First bytes of pictures.
const PICTURES: &[&[u8]] = &[b"\x89PNG\r\n", b"\xFF\xD8\xFF", b"II*\0", b"MM\0*", b"BM"];

/// The format of a file named `name`, or why it is not read.
///
/// # Errors
/// With the recovery and the reason to report when the content is of no format that is read.
pub fn sniff(name: &str, bytes: &[u8]) -> Result<Format, (Recovery, Reason)> {
    if bytes.is_empty() {
        return Err((Recovery::Unreadable, Reason::new("empty-file")));
    }
    if bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"PK\x05\x06")
        || bytes.starts_with(b"PK\x07\x08")
    {
        return packaged(bytes);
    }
    if bytes.starts_with(&compound::MAGIC) {
        return compounded(bytes);
    }
    let head = bytes.get(..PDF_HEAD.min(bytes.len())).unwrap_or(bytes);
    if head.windows(5).any(|w| w == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(SEVEN_Z) {
        return Ok(Format::SevenZ);
    }
    if bytes.starts_with(TNEF) {
        return Err(mail_not_read("tnef"));
    }
    if rtf::start(bytes).is_some() {
        return Ok(Format::Rtf);
    }
    // Two letters alone are no proof: text may begin so.
    let is_binary = !encoding::is_text(bytes);
    let begins = |magic: &[u8]| {
        bytes.starts_with(magic) && (magic.len() > 3 || is_binary || !magic.is_ascii())
    };
    let archive = ARCHIVES.iter().find(|(magic, _)| begins(magic));
    if let Some((_, format)) = archive {
        return Err(archive_not_read(format));
    }
    if is_tar(bytes) {
        return Err(archive_not_read("tar"));
    }
    // An archive that unpacks itself, or with something put in front of it.
    if is_binary && zip::is_archive(bytes) {
        return Ok(Format::Zip);
    }
    if is_binary && name.to_ascii_lowercase().ends_with(".zip") && zip::is_volume(bytes) {
        return Err((Recovery::Unreadable, Reason::new("archive-volume")));
    }
    if PICTURES.iter().any(|magic| begins(magic)) {
        return Ok(Format::Image);
    }
    let known = MAGICS.iter().find(|(magic, _)| begins(magic));
    match known {
        Some((_, format)) => Err(not_read(format)),
        None if is_riff_image(bytes) => Err(not_read("webp")),
        None if is_binary => Err((Recovery::Unreadable, Reason::new("format-unknown"))),
        None => text(name, bytes),
    }
}

fn not_read(format: &str) -> (Recovery, Reason) {
    let reason = Reason::new("format-not-read").with("format", format);
    (Recovery::Unreadable, reason)
}

fn archive_not_read(format: &str) -> (Recovery, Reason) {
    let reason = Reason::new("archive-not-read").with("format", format);
    (Recovery::Unreadable, reason)
}

fn mail_not_read(format: &str) -> (Recovery, Reason) {
    let reason = Reason::new("mail-not-read").with("format", format);
    (Recovery::Unreadable, reason)
}

/// Whether the header of a tar archive's first member is there.
fn is_tar(bytes: &[u8]) -> bool {
    bytes.get(257..262) == Some(b"ustar")
}

fn is_riff_image(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// Zip packages by their parts.
fn packaged(bytes: &[u8]) -> Result<Format, (Recovery, Reason)> {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        // What cannot be opened as a package may still be an archive with one bad field, or with very many members.
        Err(_) if zip::is_plain(bytes) => return Ok(Format::Zip),
        Err(ReadError::Encrypted) => return Err((Recovery::Encrypted, Reason::new("encrypted"))),
        Err(ReadError::Unreadable(reason)) => return Err((Recovery::Unreadable, reason)),
        Err(ReadError::Refused(reason)) => return Err((Recovery::Refused, reason)),
    };
    // OpenDocument files name their type in a part of its own.
    if let Ok(Some(kind)) = package.part("mimetype") {
        let kind = String::from_utf8_lossy(&kind).trim().to_owned();
        match kind.strip_prefix("application/vnd.oasis.opendocument.") {
            Some("spreadsheet" | "spreadsheet-template") => return Ok(Format::Ods),
            Some("text" | "text-template" | "text-master") => return Ok(Format::Odt),
            Some("presentation" | "presentation-template") => return Err(not_read("odp")),
            Some(_) => return Err(not_read("opendocument")),
            None if kind.contains("epub") => return Err(not_read("epub")),
            None => {}
        }
    }
    let names: Vec<String> = package
        .names()
        .iter()
        .map(|n| n.trim_start_matches('/').to_ascii_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("[content_types].xml") || has("_rels/.rels") {
        let types = package
            .xml("[Content_Types].xml")
            .ok()
            .flatten()
            .unwrap_or_default();
        let main = |kind: &str| types.contains(kind);
        if main("sheet.binary.macroEnabled.main") || has("xl/workbook.bin") {
            return Ok(Format::Xlsb);
        }
        if main("spreadsheetml.sheet.main+xml")
            || main("ms-excel.sheet.macroEnabled.main+xml")
            || has("xl/workbook.xml")
            || main("spreadsheetml.template.main+xml")
        {
            return Ok(Format::Xlsx);
        }
        if main("wordprocessingml.document.main+xml")
            || main("wordprocessingml.template.main+xml")
            || main("ms-word.document.macroEnabled")
            || has("word/document.xml")
        {
            return Ok(Format::Docx);
        }
        if main("presentationml") || has("ppt/presentation.xml") {
            return Err(not_read("pptx"));
        }
        return Err(not_read("office-package"));
    }
    if has("ofd.xml") || has("encryptions.xml") {
        return Ok(Format::Ofd);
    }
    if has("xl/workbook.xml") {
        return Ok(Format::Xlsx);
    }
    if has("word/document.xml") {
        return Ok(Format::Docx);
    }
    if has("content.xml") && has("meta-inf/manifest.xml") {
        let content = package.xml("content.xml").ok().flatten();
        if content.is_some_and(|xml| xml.contains("<office:text")) {
            return Ok(Format::Odt);
        }
        return Ok(Format::Ods);
    }
    Ok(Format::Zip)
}

/// Compound files by their streams.
fn compounded(bytes: &[u8]) -> Result<Format, (Recovery, Reason)> {
    let Some(file) = Compound::open(bytes) else {
        let reason = Reason::new("package-broken").with("detail", "compound file");
        return Err((Recovery::Unreadable, reason));
    };
    if file.has("EncryptedPackage") {
        return Err((Recovery::Encrypted, Reason::new("encrypted")));
    }
    // A Word document may carry a workbook inside it, so Word is asked for first.
    if file.has("WordDocument") {
        return Ok(Format::Doc);
    }
    if file.has("PowerPoint Document") {
        return Err(not_read("ppt"));
    }
    if file.has("Workbook") || file.has("Book") {
        return Ok(Format::Xls);
    }
    if file.has("__properties_version1.0") {
        return Err(mail_not_read("msg"));
    }
    // Works' word processor; its files are named wps too.
    if ["MatOST", "CONTENTS", "MN0"].iter().any(|s| file.has(s)) {
        return Err(not_read("Microsoft Works"));
    }
    Err(not_read("compound-file"))
}

/// Kinds of text.
/// A file name without a dot has no extension.
fn text(name: &str, bytes: &[u8]) -> Result<Format, (Recovery, Reason)> {
    let head = encoding::decode(bytes.get(..HEAD.min(bytes.len())).unwrap_or(bytes)).text;
    let extension = name
        .rsplit_once('.')
        .map(|(_, e)| e.to_ascii_lowercase())
        .unwrap_or_default();
    let start = head.trim_start();
    let lower = start.to_ascii_lowercase();
    if lower.starts_with("from ") && message(after_line(&lower), "").is_some() {
        return Err(mail_not_read("mbox"));
    }
    if let Some(format) = message(&lower, &extension) {
        return Ok(format);
    }
    if lower.starts_with("<?xml") || lower.starts_with("<!doctype") || lower.starts_with('<') {
        if lower.contains("urn:schemas-microsoft-com:office:spreadsheet")
            && !lower.contains("<html")
        {
            return Err(not_read("xml-spreadsheet"));
        }
        if lower.contains("urn:oasis:names:tc:opendocument") {
            return flat(&lower);
        }
        if lower.contains("schemas.microsoft.com/office/word/2003/wordml")
            || lower.contains("<pkg:package")
        {
            return Err(not_read("xml-document"));
        }
        if lower.contains("<svg") && !lower.contains("<html") {
            return Err(not_read("svg"));
        }
        if is_html(&lower) || matches!(extension.as_str(), "html" | "htm" | "xhtml") {
            return Ok(Format::Html);
        }
        if lower.starts_with("<?xml") {
            return Err(not_read("xml"));
        }
    }
    match extension.as_str() {
        "html" | "htm" | "xhtml" => Ok(Format::Html),
        "csv" | "tsv" | "tab" => Ok(Format::Csv),
        "md" | "markdown" => Ok(Format::Md),
        _ if is_html(&lower) => Ok(Format::Html),
        "txt" | "text" | "" if is_markdown(&head) => Ok(Format::Md),
        _ if is_delimited(&head) => Ok(Format::Csv),
        _ => Ok(Format::Txt),
    }
}

/// Flat OpenDocument files by the type they name.
fn flat(lower: &str) -> Result<Format, (Recovery, Reason)> {
    let kind = lower.split_once("application/vnd.oasis.opendocument.");
    let kind = kind.and_then(|(_, rest)| rest.split(['"', '\'']).next());
    match kind {
        Some("spreadsheet" | "spreadsheet-template") => Ok(Format::Ods),
        Some("text" | "text-template" | "text-master") => Ok(Format::Odt),
        _ => Err(not_read("flat-opendocument")),
    }
}

/// Whether tags of a page stand near the beginning, comments passed over.
fn is_html(lower: &str) -> bool {
    let mut rest = lower.trim_start();
    if rest.starts_with("<?xml") {
        rest = rest.split_once("?>").map_or("", |(_, r)| r).trim_start();
    }
    while let Some(inner) = rest.strip_prefix("<!--") {
        rest = inner.split_once("-->").map_or("", |(_, r)| r).trim_start();
    }
    let tags = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<table",
        "<div",
        "<style",
        "<script",
        "<p>",
        "<h1",
    ];
    tags.iter().any(|t| rest.starts_with(t)) || (rest.starts_with('<') && rest.contains("<html"))
}

/// What follows the first line.
fn after_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

/// Headers by which a message is known; those that only machines write come first.
const HEADERS: [&str; 12] = [
    "mime-version",
    "received",
    "return-path",
    "message-id",
    "delivered-to",
    "content-type",
    "from",
    "to",
    "cc",
    "date",
    "subject",
    "snapshot-content-location",
];
/// How many of [`HEADERS`] only machines write.
const OF_MACHINES: usize = 5;

/// What kind of message a text begins with the headers of, if it does.
fn message(lower: &str, extension: &str) -> Option<Format> {
    let mut found: Vec<&str> = Vec::new();
    let mut kind = "";
    for line in lower.lines().take_while(|l| !l.trim().is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        // What is no header ends the headers; the last line looked at may be cut.
        let header = line
            .split_once(':')
            .filter(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic()));
        let Some((name, value)) = header else { break };
        if name == "content-type" {
            kind = value.trim();
        }
        found.extend(HEADERS.iter().filter(|h| **h == name));
    }
    let machines = HEADERS.get(..OF_MACHINES).unwrap_or_default();
    let by_machine = found.iter().any(|h| machines.contains(h));
    let is_named = matches!(extension, "eml" | "mht" | "mhtml");
    // A note may begin with From and To in people's words.
    if found.len() < 2 || !(by_machine || is_named) {
        return None;
    }
    let is_saved = !found.contains(&"to") && !found.contains(&"received");
    let is_page = matches!(extension, "mht" | "mhtml")
        || found.contains(&"snapshot-content-location")
        || (is_saved && kind.starts_with("multipart/related"));
    Some(if is_page { Format::Mht } else { Format::Eml })
}

/// Two headings, or one and a table: one line with `#` may be a remark.
fn is_markdown(head: &str) -> bool {
    let headings = head
        .lines()
        .filter(|l| markdown::heading(l).is_some())
        .count();
    let ruled = head.lines().any(|l| {
        l.contains('|')
            && l.contains("---")
            && l.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    });
    headings >= 2 || (headings == 1 && ruled)
}

/// Nearly every line cut into the same number of fields by tabs, or into three and more by commas or semicolons.
///
/// Commas and semicolons also stand in running text, so there the fields must agree in every sampled line.
fn is_delimited(head: &str) -> bool {
    // The last line of the sample may be cut.
    let whole = head.rsplit_once('\n').map_or(head, |(before, _)| before);
    if whole.lines().filter(|l| !l.trim().is_empty()).count() < 3 {
        return false;
    }
    [('\t', 90, 2), (',', 100, 3), (';', 100, 3)]
        .into_iter()
        .any(|(delimiter, least, columns)| {
            let (share, found) = csv::consistency(whole, delimiter);
            share >= least && found >= columns
        })
}
