//! Makes text uniform and cuts it, keeping for every character its place in the source.

mod closing;
pub mod dates;
mod facts;
mod form;
mod kind;
mod labels;
mod lexicon;
mod lines;
pub mod headers;
pub mod masks;
pub mod numbers;
mod organization;
mod period;
mod profiles;
pub mod secrecy;
mod sections;
mod sentences;
pub mod status;
pub mod tables;
mod title;
mod unit;
mod written_dates;

pub use kind::cues_are_sound;
pub use period::parse_period;
pub use sentences::split as split_sentences;

use crate::model::{
    DocType, Document, Format, Passage, PassageKind, Place, RawBlock, RawFile, Read, ReadFrom,
    ReadingSettings, Section, Table,
};

use form::Role;
use lines::Line;
use sections::Outline;

/// Turns a file as read into a document. Always succeeds: what is not understood stays as plain passages.
///
/// Every paragraph of the file becomes exactly one passage with the same characters, every table row with text one passage of
/// kind [`PassageKind::Row`]; [`Document::source_ref`] of any part gives its place in the file. What `settings` say about unit,
/// period and type goes before what is read; a period there that is none ([`parse_period`]) is passed over.
///
/// A profile that names a unit applies when the document is read to come from that unit.
#[must_use]
pub fn document(raw: &RawFile, settings: &ReadingSettings) -> Document {
    if settings.profiles.is_empty() {
        return read(raw, settings);
    }
    let by_name = profiles::for_file(settings, &raw.file, None);
    let document = read(raw, &by_name);
    let unit = document.unit.as_ref().map(|u| u.value.as_str());
    let by_unit = profiles::for_file(settings, &raw.file, unit);
    if by_unit.profiles == by_name.profiles {
        return document;
    }
    read(raw, &by_unit)
}

/// Reads a file with the profiles that fit it.
fn read(raw: &RawFile, settings: &ReadingSettings) -> Document {
    let lines = lines::of(raw);
    let page_title = match raw.format {
        Some(Format::Html) => raw.facts.get("title").map(|t| t.trim()),
        _ => None,
    };
    let roles = form::roles(&lines, page_title);
    let outline = sections::outline(raw, &lines, &roles);
    let (passages, tables, sections) = assemble(raw, &lines, outline, settings);
    let title = title(&lines, &roles, &tables)
        .or_else(|| page_title.filter(|t| !t.is_empty()).map(ToOwned::to_owned));
    let facts = facts::gather(
        raw,
        &lines,
        &roles,
        title.as_deref(),
        &sections,
        &tables,
        &passages,
    );
    let dated = facts.dated();
    let mut document = Document {
        file: raw.file.clone(),
        sha256: raw.sha256.clone(),
        // A file whose format is not known has no blocks; plain text stands in.
        format: raw.format.unwrap_or(Format::Txt),
        doc_type: settings.doc_type.map_or_else(
            || kind::decide(&facts.kind),
            |value: DocType| Read {
                value,
                from: ReadFrom::Override,
                because: value.name(),
            },
        ),
        unit: unit::read(&facts.unit(title.as_deref(), &raw.file), settings),
        period: facts.period(title.as_deref(), &raw.file, dated.as_ref(), settings),
        dated,
        title,
        sections,
        passages,
        tables,
        facts: raw.facts.clone(),
    };
    refresh(&mut document);
    document
}

/// Fills in what is not stored (match forms, numbers, dates) after a document was loaded.
///
/// A year that a date leaves out is taken from the day the document bears, else from the end of its reporting period.
pub fn refresh(document: &mut Document) {
    document.refold();
    let reference = document
        .dated
        .as_ref()
        .and_then(|d| d.from)
        .or_else(|| document.period.as_ref().map(|p| p.value.to));
    for passage in &mut document.passages {
        passage.numbers = numbers::find(&passage.plain);
        passage.dates = dates::find(&passage.plain, reference);
    }
}

/// Passages and tables in reading order, and the sections with their passages.
fn assemble(
    raw: &RawFile,
    lines: &[Line<'_>],
    outline: Outline,
    settings: &ReadingSettings,
) -> (Vec<Passage>, Vec<Table>, Vec<Section>) {
    let Outline {
        mut sections,
        kinds,
        within,
    } = outline;
    let mut passages: Vec<Passage> = Vec::with_capacity(lines.len());
    let mut tables: Vec<Table> = Vec::new();
    let mut at_passage: Vec<u32> = Vec::with_capacity(lines.len());
    let mut next_line = lines.iter().zip(kinds).zip(within).peekable();
    let mut section = None;
    for (index, block) in raw.blocks.iter().enumerate() {
        let first = u32::try_from(passages.len()).unwrap_or(u32::MAX);
        match block {
            RawBlock::Text(_) => {
                let Some(((line, kind), within)) =
                    next_line.next_if(|((l, _), _)| l.block == index)
                else {
                    continue;
                };
                section = within;
                let number = u32::try_from(at_passage.len() + 1).unwrap_or(u32::MAX);
                at_passage.push(first);
                passages.push(paragraph(line, kind, within, number));
            }
            RawBlock::Table(table) => {
                let before = u32::try_from(tables.len()).unwrap_or(u32::MAX);
                let (understood, rows) = tables::understand(table, settings, first);
                tables.extend(understood);
                passages.extend(rows.into_iter().map(|mut row| {
                    row.section = section;
                    row.row = row.row.map(|(t, r)| (t + before, r));
                    row
                }));
            }
        }
    }
    for s in &mut sections {
        s.passage = at_passage
            .get(s.passage as usize)
            .copied()
            .unwrap_or(s.passage);
    }
    (passages, tables, sections)
}

/// The passage of a paragraph, the `number`th of the file counted from 1.
fn paragraph(line: &Line<'_>, kind: PassageKind, section: Option<u32>, number: u32) -> Passage {
    Passage {
        kind,
        text: line.raw.text.clone(),
        plain: String::new(),
        numbers: Vec::new(),
        dates: Vec::new(),
        section,
        place: Place {
            page: line.raw.page,
            paragraph: Some(number),
            sheet: None,
            cell: None,
            char_start: 0,
            char_end: line.all_chars,
            frame: line.raw.frame,
        },
        page_starts: line.raw.page_starts.clone(),
        cells: Vec::new(),
        sentences: line.sentences.clone(),
        row: None,
        recognized: line.raw.recognized,
    }
}

/// The title: its lines joined, else the value of a 标题 field, else the title above the first table.
fn title(lines: &[Line<'_>], roles: &[Role], tables: &[Table]) -> Option<String> {
    let field = lines.iter().zip(roles).take(10).find_map(|(line, role)| {
        let (name, value) = form::field(line.text)?;
        (matches!(role, Role::Form(_)) && name == "标题" && !value.is_empty())
            .then(|| value.to_owned())
    });
    let mut joined = String::new();
    let mut last = None;
    for (at, line) in lines
        .iter()
        .enumerate()
        .filter(|(at, _)| roles[*at] == Role::Title)
    {
        // Lines that stand apart are a series and the title of an issue.
        if last.is_some_and(|l| l + 1 < at) {
            joined.push('\u{3000}');
        }
        joined.push_str(&line.text.replace(['\n', '\r'], ""));
        last = Some(at);
    }
    field
        .or_else(|| (!joined.is_empty()).then_some(joined))
        .or_else(|| tables.iter().find_map(|t| t.title.clone()))
}
