//! Gathers what the document says about itself: the material for type, unit, period and date.
use jiff::civil::Date;

use crate::model::{
    DateValue, Format, Passage, PassageKind, Period, RawFile, Read, ReadFrom, ReadingSettings,
    RowKind, Section, Table,
};

use super::{
    form::{self, Form, Role},
    kind,
    labels::Style,
    lexicon::{LEXICON, contains_one, is_one_of},
    lines::Line,
    organization, period, unit, written_dates,
};

/// How many characters of the body count as its opening, and as its ending.
const OPENING_CHARS: usize = 2_000;
const ENDING_CHARS: usize = 400;
/// How many rows from the top and the bottom of a table may carry fields such as 填报单位：…
const FIELD_ROWS: usize = 6;
/// Paragraphs of the body that are searched for the sentence that names the period.
const PERIOD_PARAGRAPHS: usize = 6;

/// The material.
#[derive(Debug)]
pub(super) struct Gathered {
    /// For the type.
    pub(super) kind: kind::Material,
    fields: Vec<(String, String)>,
    signatures: Vec<String>,
    head: Option<String>,
    dates: Vec<String>,
    front_dates: Vec<String>,
    table_titles: Vec<String>,
    report_sentences: Vec<String>,
    final_text: Option<String>,
}

/// Gathers the material from what earlier steps found.
pub(super) fn gather(
    raw: &RawFile,
    lines: &[Line<'_>],
    roles: &[Role],
    title: Option<&str>,
    sections: &[Section],
    tables: &[Table],
    passages: &[Passage],
) -> Gathered {
    let mut fields = Vec::new();
    let mut note = |text: &str| {
        if let Some((name, value)) = form::field(text)
            && !value.is_empty()
        {
            let name = name.chars().filter(|c| !c.is_whitespace()).collect();
            fields.push((name, value.to_owned()));
        }
    };
    for (line, role) in lines.iter().zip(roles) {
        if *role == Role::Form(Form::Field) {
            // 报送单位：…　　报送日期：… on one line.
            line.text.split(['\u{3000}', '|']).for_each(&mut note);
        }
    }
    for table in tables {
        let from_end = table.rows.len().saturating_sub(FIELD_ROWS);
        for (at, row) in table.rows.iter().enumerate() {
            if row.kind == RowKind::Record && at >= FIELD_ROWS && at < from_end {
                continue;
            }
            for cell in row.cells.iter().filter(|c| !c.inherited) {
                cell.text.split(['\n', '\u{3000}']).for_each(&mut note);
                if cell.text.contains(' ') {
                    cell.text.split_whitespace().for_each(&mut note);
                }
            }
        }
    }
    let of_role = |wanted: Form| {
        lines
            .iter()
            .zip(roles)
            .filter(move |(_, role)| **role == Role::Form(wanted))
            .map(|(line, _)| line.text.to_owned())
    };
    let body = || {
        lines
            .iter()
            .zip(roles)
            .filter(|(_, role)| **role == Role::Body || **role == Role::Form(Form::Addressee))
            .map(|(line, _)| line.text)
    };
    let body_from = roles
        .iter()
        .position(|r| *r == Role::Body)
        .unwrap_or(roles.len());
    let table_titles: Vec<String> = tables
        .iter()
        .flat_map(|t| t.title.clone().into_iter().chain([t.sheet.clone()]))
        .collect();
    let is_workbook = matches!(
        raw.format,
        Some(Format::Xlsx | Format::Xlsb | Format::Xls | Format::Ods | Format::Csv)
    );
    let is_tabular = is_workbook || rows_outweigh_text(passages);
    Gathered {
        kind: kind::Material {
            title: if is_tabular {
                format!("{}\n{}", title.unwrap_or_default(), table_titles.join("\n"))
            } else {
                title.unwrap_or_default().split_whitespace().collect()
            },
            file: stem(&raw.file).to_owned(),
            opening: opening(body(), tables, passages),
            ending: ending(lines),
            headings: sections
                .iter()
                .map(|s| s.title.as_str())
                .collect::<Vec<_>>()
                .join("\n"),
            tables: tables.iter().map(columns).collect(),
            is_workbook,
            is_tabular,
            articles: lines
                .iter()
                .filter(|l| l.style() == Some(Style::Article))
                .count(),
        },
        signatures: of_role(Form::Signature)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
        head: of_role(Form::Ornament)
            .find(|t| organization::is_whole(t.strip_suffix("文件").unwrap_or(t).trim())),
        dates: of_role(Form::Date).collect(),
        front_dates: lines
            .iter()
            .zip(roles)
            .take(body_from.clamp(3, 12))
            .filter(|(l, r)| matches!(r, Role::Form(_)) || l.chars <= 60)
            .map(|(l, _)| l.text.to_owned())
            .collect(),
        report_sentences: body()
            .take(PERIOD_PARAGRAPHS)
            .flat_map(|p| p.split(['。', '；']))
            .filter(|s| contains_one(&LEXICON.opens_report, s))
            .map(ToOwned::to_owned)
            .collect(),
        final_text: body().next_back().map(ToOwned::to_owned),
        fields,
        table_titles,
    }
}

impl Gathered {
    /// The day the document bears: from its signature, else a field, else a line of its front.
    pub(super) fn dated(&self) -> Option<DateValue> {
        let signed = self
            .signatures
            .iter()
            .find_map(|s| written_dates::final_date(s))
            .or_else(|| self.dates.last().and_then(|d| written_dates::first_date(d)));
        let field = || {
            LEXICON.date_fields.iter().find_map(|wanted| {
                let (_, value) = self.fields.iter().find(|(name, _)| name == wanted)?;
                written_dates::first_date(value)
            })
        };
        signed
            .or_else(|| {
                self.final_text
                    .as_deref()
                    .and_then(written_dates::final_date)
            })
            .or_else(field)
            .or_else(|| {
                self.front_dates
                    .iter()
                    .find_map(|l| written_dates::first_date(l))
            })
    }

    /// The material for the unit.
    pub(super) fn unit<'a>(&self, title: Option<&'a str>, file: &'a str) -> unit::Material<'a> {
        let mut signatures: Vec<String> = self
            .signatures
            .iter()
            .map(|s| written_dates::before_final_date(s).unwrap_or(s).to_owned())
            .collect();
        if let Some(text) = self.final_text.as_deref()
            && let Some(before) = written_dates::before_final_date(text)
            && let Some(tail) = before
                .split(|c: char| c.is_whitespace() || c == '。')
                .next_back()
        {
            signatures.push(tail.to_owned());
        }
        unit::Material {
            fields: self.fields.clone(),
            title,
            signatures,
            head: self.head.clone(),
            file,
        }
    }

    /// The reporting period, with where it was read.
    pub(super) fn period(
        &self,
        title: Option<&str>,
        file: &str,
        dated: Option<&DateValue>,
        settings: &ReadingSettings,
    ) -> Option<Read<Period>> {
        if let Some(words) = settings.period.as_deref()
            && let Some(value) = period::parse_period(words)
        {
            return Some(Read {
                value,
                from: ReadFrom::Override,
                because: words.to_owned(),
            });
        }
        // A missing year is taken from the day of the document, else from the latest year named on the way to the file.
        let near = dated
            .and_then(|d| d.from)
            .or_else(|| latest_day(title, file));
        let text = self
            .fields
            .iter()
            .filter(|(name, _)| is_one_of(&LEXICON.period_fields, name))
            .map(|(_, value)| value.as_str())
            .chain(title)
            .chain(self.table_titles.iter().map(String::as_str))
            .chain(self.report_sentences.iter().map(String::as_str))
            .find_map(|t| period::first_in(t, near));
        let read = |from, found: period::FoundPeriod| Read {
            value: found.period,
            from,
            because: found.words,
        };
        if let Some(found) = text {
            return Some(read(ReadFrom::Text, found));
        }
        if let Some(found) = period::in_name(stem(file), near) {
            return Some(read(ReadFrom::FileName, found));
        }
        file.rsplit('/')
            .skip(1)
            .find_map(|folder| period::in_name(folder, near))
            .map(|found| read(ReadFrom::Folder, found))
    }
}

/// The last day of the latest year that the title or the path names.
fn latest_day(title: Option<&str>, file: &str) -> Option<Date> {
    title
        .into_iter()
        .chain(file.split('/'))
        .filter_map(|part| period::in_name(part, None))
        .map(|found| found.period.to.year())
        .max()
        .and_then(|year| Date::new(year, 12, 31).ok())
}

/// File name without folders and extension.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether more characters stand in table rows than in paragraphs.
fn rows_outweigh_text(passages: &[Passage]) -> bool {
    let (mut rows, mut text) = (0_u64, 0_u64);
    for p in passages {
        let chars = u64::from(p.place.char_end.saturating_sub(p.place.char_start));
        if p.kind == PassageKind::Row {
            rows += u64::try_from(p.text.len() / 3).unwrap_or(u64::MAX);
        } else {
            text += chars;
        }
    }
    rows > text
}

fn columns(table: &Table) -> kind::Columns {
    kind::Columns {
        fields: table
            .columns
            .iter()
            .map(|c| c.field.clone().unwrap_or_default())
            .collect(),
        headers: table.columns.iter().map(|c| c.header.clone()).collect(),
    }
}

/// The first characters of the body; of a file without text, of its rows.
fn opening<'a>(
    body: impl Iterator<Item = &'a str>,
    tables: &[Table],
    passages: &[Passage],
) -> String {
    let mut text = String::new();
    for paragraph in body {
        if text.len() / 3 >= OPENING_CHARS {
            break;
        }
        text.extend(paragraph.chars().take(OPENING_CHARS));
        text.push('\n');
    }
    if text.is_empty() && !tables.is_empty() {
        for row in passages.iter().take(FIELD_ROWS) {
            text.extend(row.text.chars().take(OPENING_CHARS));
            text.push('\n');
        }
    }
    text
}

/// The last characters of the text, with what was read as form.
fn ending(lines: &[Line<'_>]) -> String {
    let mut chars = 0;
    let mut last: Vec<&str> = Vec::new();
    for line in lines.iter().rev() {
        last.push(line.text);
        chars += line.chars;
        if chars >= ENDING_CHARS {
            break;
        }
    }
    last.reverse();
    last.join("\n")
}
