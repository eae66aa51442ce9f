//! 文档: the text as it was read, every paragraph and cell with an address, its flags in the margin.
use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use askama::Template;

use super::flags::{level, shortened};
use crate::{
    model::{CellSpan, Document, Passage, PassageKind, Place, column_name},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        form::escaped,
        frame::Frame,
        marking::{Piece, pieces},
        material::{self, Raised, Reading, anchor, cell_anchor},
    },
};

/// Passages on one page: a report stands on one, a long ledger is turned.
const PER_PAGE: usize = 300;
/// Characters of a quotation shown in the margin.
const QUOTE_SHOWN: usize = 60;

#[derive(Template)]
#[template(path = "document.html", config = "src/web/askama.toml")]
struct DocumentPage {
    frame: Frame,
    key: i64,
    file: String,
    batch: String,
    facts: Vec<(String, String)>,
    reasons: Vec<String>,
    blocks: Vec<Block>,
    is_read: bool,
    is_shaded: bool,
    flags: Vec<Margin>,
    elsewhere: usize,
    back: Option<String>,
    more: Option<String>,
    from: usize,
    to: usize,
    total: usize,
}

/// A stretch of the document.
enum Block {
    /// A paragraph.
    Text {
        id: String,
        number: String,
        kind: &'static str,
        pieces: Vec<Piece>,
        recognized: Option<u8>,
    },
    /// Rows of one table.
    Table {
        sheet: String,
        columns: Vec<String>,
        rows: Vec<(String, Vec<Cell>)>,
    },
}

struct Cell {
    id: String,
    pieces: Vec<Piece>,
    is_flagged: bool,
}

struct Margin {
    id: String,
    title: String,
    severity: String,
    level: &'static str,
    quote: String,
    anchor: String,
}

/// Where passages stand on, from 1.
fn page_of(reading: &Reading, at: &str) -> Option<usize> {
    let passages = &reading.document.passages;
    let found = passages.iter().position(|p| {
        anchor(&p.place) == at
            || p.cells
                .iter()
                .any(|c| cell_anchor(p.place.sheet.as_deref().unwrap_or_default(), &c.cell) == at)
    });
    found.map(|n| n / PER_PAGE + 1)
}

/// The document.
pub(super) fn document(ask: &Ask) -> Result<Answer, Problem> {
    let key: i64 = ask.step("key").parse().map_err(|_| Problem::Missing)?;
    let (files, flags) = (material::files(ask)?, material::flags(ask)?);
    let kept = files.file(key).ok_or(Problem::Missing)?;
    let reading = material::reading(ask, key)?;
    let here: Vec<&Raised> = flags.in_document(key).collect();
    let record = &kept.record;
    let is_shaded = ask.query.get("shade") != "0";
    let mut facts = vec![
        (
            "files.type",
            record.doc_type.map_or_else(String::new, |t| t.name()),
        ),
        ("flags.unit", record.unit.clone().unwrap_or_default()),
        ("files.period", record.period.clone().unwrap_or_default()),
        (
            "files.read",
            ask.words
                .text(&format!("recovery.{}", record.recovery.name())),
        ),
        ("files.size", format!("{} KB", record.bytes.div_ceil(1024))),
        ("files.hash", record.sha256.clone()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    let mut page = DocumentPage {
        frame: ask.frame_titled(
            record
                .file
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .to_owned(),
        ),
        key,
        file: record.file.clone(),
        batch: files.batch(kept.batch).to_owned(),
        facts: facts
            .into_iter()
            .map(|(name, value)| (ask.words.t(name), value))
            .collect(),
        reasons: record.reasons.iter().map(|r| ask.words.reason(r)).collect(),
        blocks: Vec::new(),
        is_read: reading.is_some(),
        is_shaded,
        flags: Vec::new(),
        elsewhere: 0,
        back: None,
        more: None,
        from: 0,
        to: 0,
        total: 0,
    };
    if let Some(reading) = reading.as_ref() {
        let at = ask.query.get("at");
        let number = ask
            .query
            .get("page")
            .parse()
            .ok()
            .or_else(|| page_of(reading, at))
            .unwrap_or(1)
            .max(1);
        let total = reading.document.passages.len();
        let from = (number - 1) * PER_PAGE;
        let to = total.min(from + PER_PAGE);
        let address = |n: usize| {
            let shade = if is_shaded { "" } else { "&shade=0" };
            format!("/documents/{key}?page={n}{shade}")
        };
        let marks = Marks::of(reading, &here, is_shaded);
        page.blocks = blocks(&reading.document, from..to, &marks);
        let passages = reading.document.passages.iter();
        let mut shown: HashMap<String, usize> = HashMap::new();
        for (name, at) in passages
            .skip(from)
            .take(PER_PAGE)
            .flat_map(anchors)
            .zip(0..)
        {
            shown.entry(name).or_insert(at);
        }
        let mut margin: Vec<(usize, Margin)> = Vec::new();
        for raised in here {
            let draft = &raised.flag.draft;
            let anchor = anchor(draft.source.place());
            let Some(at) = shown.get(&anchor) else {
                page.elsewhere += 1;
                continue;
            };
            let note = Margin {
                id: raised.flag.id().to_owned(),
                title: flags.title(ask, &draft.indicator),
                severity: format!("{:?}", draft.severity),
                level: level(draft.severity),
                quote: shortened(draft.source.quote(), QUOTE_SHOWN),
                anchor: escaped(&anchor),
            };
            margin.push((*at, note));
        }
        margin.sort_by_key(|(at, _)| *at);
        page.flags = margin.into_iter().map(|(_, note)| note).collect();
        page.back = (number > 1).then(|| address(number - 1));
        page.more = (to < total).then(|| address(number + 1));
        (page.from, page.to, page.total) = ((from + 1).min(to), to, total);
    }
    Answer::page(&page)
}

fn anchors(passage: &Passage) -> Vec<String> {
    let sheet = passage.place.sheet.as_deref().unwrap_or_default();
    let cells = passage.cells.iter().map(|c| cell_anchor(sheet, &c.cell));
    std::iter::once(anchor(&passage.place))
        .chain(cells)
        .collect()
}

/// What is marked at which place: ranges in a paragraph or cell.
struct Marks<'a>(BTreeMap<String, Vec<(Range<u32>, &'a str)>>);

impl<'a> Marks<'a> {
    fn of(reading: &Reading, flags: &[&'a Raised], is_shaded: bool) -> Self {
        let mut marks: BTreeMap<String, Vec<(Range<u32>, &'a str)>> = BTreeMap::new();
        let mut add = |place: &Place, class: &'a str| {
            let range = place.char_start..place.char_end;
            marks.entry(anchor(place)).or_default().push((range, class));
        };
        for raised in flags {
            add(raised.flag.draft.source.place(), "flagged");
        }
        for sentence in reading.shades.iter().filter(|_| is_shaded) {
            let (place, label) = sentence;
            match label.name() {
                "C" => add(place, "C"),
                "V" => add(place, "V"),
                "H" => add(place, "H"),
                _ => {}
            }
        }
        Self(marks)
    }
    fn pieces(&self, anchor: &str, text: &str) -> Vec<Piece> {
        pieces(text, self.0.get(anchor).map_or(&[], Vec::as_slice))
    }
    fn is_flagged(&self, anchor: &str) -> bool {
        let ranges = self.0.get(anchor);
        ranges.is_some_and(|r| r.iter().any(|(_, class)| *class == "flagged"))
    }
}

fn kind(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Title => "Title",
        PassageKind::Heading => "Heading",
        PassageKind::Paragraph | PassageKind::Row => "Paragraph",
        PassageKind::ListItem => "ListItem",
        PassageKind::Form => "Form",
    }
}

fn blocks(document: &Document, range: Range<usize>, marks: &Marks<'_>) -> Vec<Block> {
    let shown = document.passages.get(range).unwrap_or_default();
    let is_of_one = |a: &Passage, b: &Passage| {
        !a.cells.is_empty() && !b.cells.is_empty() && a.row.map(|r| r.0) == b.row.map(|r| r.0)
    };
    shown
        .chunk_by(is_of_one)
        .flat_map(|some| match some.first() {
            Some(first) if !first.cells.is_empty() => vec![table(some, marks)],
            _ => some.iter().map(|p| paragraph(p, marks)).collect(),
        })
        .collect()
}

fn paragraph(passage: &Passage, marks: &Marks<'_>) -> Block {
    let id = anchor(&passage.place);
    Block::Text {
        pieces: marks.pieces(&id, &passage.text),
        number: passage
            .place
            .paragraph
            .map_or_else(String::new, |n| n.to_string()),
        kind: kind(passage.kind),
        recognized: passage.recognized,
        id,
    }
}

/// Column of a cell counted from 0, and its row as people count.
fn column_and_row(cell: &str) -> (u32, &str) {
    let digits = cell
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(cell.len());
    let (letters, row) = cell.split_at_checked(digits).unwrap_or((cell, ""));
    let number = letters.bytes().fold(0_u32, |n, b| {
        n.saturating_mul(26)
            .saturating_add(u32::from(b.to_ascii_uppercase().saturating_sub(b'A')) + 1)
    });
    (number.saturating_sub(1), row)
}

fn table(rows: &[Passage], marks: &Marks<'_>) -> Block {
    let sheet = rows
        .iter()
        .find_map(|p| p.place.sheet.clone())
        .unwrap_or_default();
    let mut columns: Vec<u32> = rows
        .iter()
        .flat_map(|p| &p.cells)
        .map(|c| column_and_row(&c.cell).0)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let shown = rows.iter().map(|passage| {
        let number = passage
            .cells
            .first()
            .map_or("", |c| column_and_row(&c.cell).1);
        let cells = columns.iter().map(|column| {
            let found = passage
                .cells
                .iter()
                .find(|c| column_and_row(&c.cell).0 == *column);
            cell(passage, found, &sheet, marks)
        });
        (number.to_owned(), cells.collect())
    });
    Block::Table {
        rows: shown.collect(),
        columns: columns.into_iter().map(column_name).collect(),
        sheet,
    }
}

fn cell(passage: &Passage, span: Option<&CellSpan>, sheet: &str, marks: &Marks<'_>) -> Cell {
    let Some(span) = span else {
        return Cell {
            id: String::new(),
            pieces: Vec::new(),
            is_flagged: false,
        };
    };
    let id = cell_anchor(sheet, &span.cell);
    let text = crate::model::char_slice(&passage.text, &(span.start..span.end));
    Cell {
        pieces: marks.pieces(&id, &text),
        is_flagged: marks.is_flagged(&id),
        id,
    }
}
