//! Reads web pages: what a browser shows of them, as paragraphs and tables in reading order.
//!
//! The text of a paragraph is the text as rendered: runs of white space are one blank, a line end in the source between
//! two Chinese characters is none, entities are resolved. Raised or lowered figures right behind a figure become characters
//! of their own (`10⁴`). Scripts, styles, hidden and struck-out elements, the site's navigation and its foot are left out
//! and counted; the foot is kept as a fact. Style sheets are not read: what only a style sheet hides is read as text.

mod charset;
mod elements;
mod flow;
mod lines;
mod table_kind;
mod walker;

use std::collections::BTreeMap;

use scraper::{Html as Page, Node};

use crate::model::{Format, Reason};

use super::{Importer, ReadError, Reading, Terms, encoding, grid::name_tables};
use walker::{Walked, Walker};

/// Largest page that is read, in bytes; its tree takes many times its size. Ledgers saved from Excel stay far below.
const MAX_BYTES: usize = 64 << 20;
/// Deepest nesting that is read. The parser looks up the open elements for each new one, so time grows with the square.
const MAX_DEPTH: usize = 10_000;
/// How deep pages written inside pages (`srcdoc`) are followed.
const MAX_INNER: u8 = 2;

/// Reads this format.
#[derive(Debug)]
pub(super) struct Html;

impl Importer for Html {
    fn format(&self) -> Format {
        Format::Html
    }
    fn read(&self, bytes: &[u8], _terms: &Terms<'_>) -> Result<Reading, ReadError> {
        if bytes.len() > MAX_BYTES {
            let reason = Reason::new("page-too-large").with("limit", MAX_BYTES >> 20);
            return Err(ReadError::Refused(reason));
        }
        let declared = charset::declared(bytes);
        let decoded = encoding::decode_declared(bytes, declared.as_deref());
        let mut reading = Reading::default();
        if let Some(lost) = decoded.note(&mut reading.facts) {
            reading.partial = true;
            reading.reasons.push(lost);
        }
        read_page(&decoded.text, 0, &mut reading)?;
        name_tables(&mut reading.blocks);
        Ok(reading)
    }
}

fn read_page(text: &str, depth: u8, reading: &mut Reading) -> Result<(), ReadError> {
    if nesting(text) > MAX_DEPTH {
        let reason = Reason::new("nested-too-deep").with("limit", MAX_DEPTH);
        return Err(ReadError::Refused(reason));
    }
    let page = Page::parse_document(text);
    read_head(&page, &mut reading.facts);
    let walked = Walker::default().walk(page.tree.root());
    let inner = add(walked, reading);
    for page in inner {
        if depth < MAX_INNER {
            read_page(&page, depth + 1, reading)?;
        } else {
            reading.partial = true;
            reading
                .reasons
                .push(Reason::new("nested-too-deep").with("limit", MAX_INNER));
        }
    }
    Ok(())
}

/// Adds what was walked through; pages inside it are handed back.
fn add(walked: Walked, reading: &mut Reading) -> Vec<String> {
    reading.blocks.extend(walked.blocks);
    if !walked.footer.is_empty() {
        let lines = walked.footer.join("\n");
        reading.facts.insert("footer".to_owned(), lines);
    }
    let no_text = reading.blocks.is_empty();
    let counts = [
        ("hidden-text-left-out", "chars", walked.hidden_chars),
        ("deleted-text-left-out", "chars", walked.deleted_chars),
        ("navigation-left-out", "chars", walked.navigation_chars),
        ("pictures-not-read", "count", walked.pictures.into()),
        ("frames-not-read", "count", walked.frames.into()),
    ];
    for (code, arg, n) in counts.into_iter().filter(|(_, _, n)| *n > 0) {
        // A page of frames or pictures alone holds its text elsewhere.
        reading.partial |= no_text && matches!(code, "pictures-not-read" | "frames-not-read");
        reading.reasons.push(Reason::new(code).with(arg, n));
    }
    walked.inner_pages
}

/// Names of `meta` elements and the fact each becomes. The capitalized ones are those of Chinese government sites.
const META: &[(&str, &str)] = &[
    ("author", "author"),
    ("keywords", "keywords"),
    ("description", "description"),
    ("generator", "producer"),
    ("articletitle", "title_line"),
    ("pubdate", "published"),
    ("contentsource", "source"),
    ("sitename", "site"),
];

/// What the head of a page says about it.
fn read_head(page: &Page, facts: &mut BTreeMap<String, String>) {
    let mut add = |fact: &str, value: &str| {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            facts.entry(fact.to_owned()).or_insert(value);
        }
    };
    for node in page.tree.nodes() {
        let Node::Element(element) = node.value() else {
            continue;
        };
        match element.name() {
            "title" => {
                let text: String = node
                    .children()
                    .filter_map(|c| c.value().as_text().map(|t| t.to_string()))
                    .collect();
                add("title", &text);
            }
            "meta" => {
                let name = element
                    .attr("name")
                    .unwrap_or_default()
                    .to_ascii_lowercase();
                if let Some((_, fact)) = META.iter().find(|(n, _)| *n == name) {
                    add(fact, element.attr("content").unwrap_or_default());
                }
            }
            _ => {}
        }
    }
}

/// Elements that end by themselves or never open a level.
const SHALLOW: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot",
    "body", "html", "head", "script", "style",
];

/// How deep elements are nested at most, judged from the tags alone.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for rest in text.split('<').skip(1) {
        let closes = rest.starts_with('/');
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        if SHALLOW.iter().any(|s| s.eq_ignore_ascii_case(name)) {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}
