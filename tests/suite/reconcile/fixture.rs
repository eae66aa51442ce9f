//! Books, reports and documents built in a few words, and a desk to lay them on.
//!
//! Columns are named by canonical field, so a case says what a check sees, whatever the header was. Books read from real
//! tables are tested in `ledger`.
#![allow(dead_code, reason = "each check uses some of it")]
use jiff::civil::Date;
use taizhang::{
    ledger::Workdays,
    model::{
        AsOf, Book, BookColumn, BookKind, Claim, Claimed, DateRole, DateValue, DocType, Document,
        Facets, Field, Format, LedgerSettings, Mismatch, RawBlock, RawFile, RawText,
        ReadingSettings, ReconcileSettings, Record, Recovery, Report, Series, Step, StepKind,
        Subject,
    },
    normalize::{self, dates},
    reconcile::{CHECKS, Desk},
};

/// A day, `2026-09-30`.
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A date as a cell or sentence writes it; years left out are those of `reference`.
pub(crate) fn date(text: &str, role: DateRole, reference: &str) -> DateValue {
    dates::parse(text, role, Some(day(reference)), None)
}

/// A book as of a day (`""`: none said), its columns named by canonical field, a row of cells for each record.
pub(crate) fn book(kind: BookKind, as_of: &str, fields: &[&str], rows: &[&[&str]]) -> Book {
    let reference = (!as_of.is_empty()).then(|| day(as_of));
    let titled = normalize::headers::titled_fields();
    let columns: Vec<BookColumn> = fields
        .iter()
        .map(|f| BookColumn {
            field: (*f).to_owned(),
            header: titled
                .iter()
                .find(|(name, _)| name == f)
                .map_or(*f, |(_, title)| title)
                .to_owned(),
        })
        .collect();
    Book {
        kind,
        file: format!("{}{as_of}.xlsx", kind.name()),
        sha256: "0".repeat(64),
        sheet: kind.name(),
        table: 0,
        title: Some(kind.name()),
        unit: None,
        as_of: reference.map(|date| AsOf {
            date,
            because: "title".to_owned(),
        }),
        records: (1u32..)
            .zip(rows)
            .map(|(row, cells)| record(&columns, cells, row, reference))
            .collect(),
        columns,
    }
}

fn record(columns: &[BookColumn], cells: &[&str], row: u32, reference: Option<Date>) -> Record {
    assert_eq!(columns.len(), cells.len(), "row {row}: {cells:?}");
    let fields: Vec<Field> = (0u16..)
        .zip(cells)
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(column, text)| Field {
            column,
            text: (*text).to_owned(),
            start: 0,
            row,
            col: u32::from(column),
            date: role(&columns[usize::from(column)].field)
                .map(|role| Box::new(dates::parse(text, role, reference, None))),
        })
        .collect();
    let named = |name: &str| {
        fields
            .iter()
            .find(|f| columns[usize::from(f.column)].field == name)
    };
    let text = |name: &str| named(name).map(|f| f.text.clone());
    let no = ["item_no", "detail_no", "ledger_no"]
        .iter()
        .find_map(|n| text(n));
    let title = ["title", "content", "node", "evidence_title"]
        .iter()
        .find_map(|n| text(n))
        .unwrap_or_default();
    let units = |name: &str| -> Vec<String> {
        text(name)
            .map(|t| t.split(['、', '，', '；']).map(str::to_owned).collect())
            .unwrap_or_default()
    };
    let mut said = Facets::default();
    for name in ["status", "completion", "schedule", "closure", "standing"] {
        if let Some(field) = named(name) {
            let header = &columns[usize::from(field.column)].header;
            merge(
                &mut said,
                normalize::status::facets_under(header, &field.text),
            );
        }
    }
    let steps = StepKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let (words, dated) = kind.fields();
            let by_date = dated.and_then(named);
            let by_words = named(words);
            let source = by_date.or(by_words)?;
            let words = by_words.map_or("", |f| f.text.as_str());
            let found = by_words.and_then(|f| {
                let plain = taizhang::model::fold(&f.text);
                dates::find(&plain, reference).into_iter().next()
            });
            Some(Step {
                kind,
                date: by_date
                    .and_then(|f| f.date.as_deref().cloned())
                    .or_else(|| found.map(|d| d.value)),
                field: columns[usize::from(source.column)].field.clone(),
                is_first_item: words.contains("第一议题").then_some(true),
                waived: ["不适用", "无需", "免"]
                    .iter()
                    .any(|w| words.starts_with(w))
                    .then(|| words.to_owned()),
            })
        })
        .collect();
    Record {
        key: no
            .clone()
            .or_else(|| text("doc_no"))
            .unwrap_or_else(|| title.clone()),
        no,
        title,
        row,
        hidden: false,
        facets: said,
        lead: units("lead_unit"),
        co: units("co_unit"),
        steps,
        items: Vec::new(),
        fields,
    }
}

/// The role of a date column; `None` for a column of other things.
fn role(field: &str) -> Option<DateRole> {
    match field {
        "deadline" | "current_deadline" | "old_deadline" | "new_deadline" | "due_date"
        | "planned_date" => Some(DateRole::Deadline),
        "start_date" => Some(DateRole::Start),
        "publicity_from" | "publicity_to" => Some(DateRole::Event),
        f if f.ends_with("_date") => Some(DateRole::Event),
        _ => None,
    }
}

fn merge(into: &mut Facets, more: Facets) {
    into.completion = into.completion.max(more.completion);
    into.schedule = more.schedule.or(into.schedule);
    into.closure = into.closure.max(more.closure);
    into.standing |= more.standing;
    into.percent = into.percent.or(more.percent);
}

/// What words of status say.
pub(crate) fn facets(words: &str) -> Facets {
    normalize::status::facets(words)
}

/// A document of one paragraph each, dated `dated`.
pub(crate) fn document(file: &str, dated: &str, paragraphs: &[&str]) -> Document {
    let raw = RawFile {
        file: file.to_owned(),
        sha256: "1".repeat(64),
        bytes: 0,
        format: Some(Format::Txt),
        recovery: Recovery::Complete,
        reasons: Vec::new(),
        blocks: paragraphs
            .iter()
            .map(|text| {
                RawBlock::Text(RawText {
                    text: (*text).to_owned(),
                    ..RawText::default()
                })
            })
            .collect(),
        facts: std::collections::BTreeMap::new(),
    };
    let mut document = normalize::document(&raw, &ReadingSettings::default());
    document.dated = Some(date(dated, DateRole::Event, dated));
    normalize::refresh(&mut document);
    document
}

/// A report as of a day: for each sentence the ledger number it names and what it claims.
pub(crate) fn report(
    file: &str,
    as_of: &str,
    said: &[(&str, &str, Claimed)],
) -> (Document, Report) {
    let sentences: Vec<&str> = said.iter().map(|(text, _, _)| *text).collect();
    let document = document(file, as_of, &sentences);
    let claims = (0u32..)
        .zip(said)
        .map(|(passage, (text, no, claimed))| Claim {
            claimed: claimed.clone(),
            subject: Subject {
                no: (!no.is_empty()).then(|| (*no).to_owned()),
                ..Subject::default()
            },
            as_of: None,
            source: document
                .source_ref(passage, 0..taizhang::model::char_len(text))
                .unwrap(),
            passage,
        })
        .collect();
    let report = Report {
        file: document.file.clone(),
        sha256: document.sha256.clone(),
        doc_type: DocType::督查专报,
        unit: None,
        period: None,
        as_of: Some(AsOf {
            date: day(as_of),
            because: "title".to_owned(),
        }),
        claims,
    };
    (document, report)
}

/// Everything that lies on a desk.
pub(crate) struct Material {
    /// The day taken as today.
    pub(crate) on: Date,
    /// Limits of the checks.
    pub(crate) settings: ReconcileSettings,
    /// Limits of the ledger.
    pub(crate) ledger: LedgerSettings,
    series: Vec<Series>,
    reports: Vec<Report>,
    documents: Vec<Document>,
}

/// An empty desk on a day.
pub(crate) fn on(date: &str) -> Material {
    Material {
        on: day(date),
        settings: ReconcileSettings::default(),
        ledger: LedgerSettings::default(),
        series: Vec::new(),
        reports: Vec::new(),
        documents: Vec::new(),
    }
}

impl Material {
    /// A book of which there is one version.
    pub(crate) fn book(self, book: Book) -> Self {
        self.versions(vec![book])
    }
    /// A book in its versions, oldest first.
    pub(crate) fn versions(mut self, versions: Vec<Book>) -> Self {
        let kind = versions[0].kind;
        self.series.push(Series {
            kind,
            unit: None,
            name: format!("{}{}", kind.name(), self.series.len()),
            versions,
        });
        self
    }
    /// A report; see [`report`].
    pub(crate) fn report(
        mut self,
        file: &str,
        as_of: &str,
        said: &[(&str, &str, Claimed)],
    ) -> Self {
        let (document, report) = report(file, as_of, said);
        self.documents.push(document);
        self.reports.push(report);
        self
    }
    /// A report whose claims are read from its text.
    pub(crate) fn reads(mut self, document: Document) -> Self {
        self.reports
            .push(taizhang::reconcile::claims(&document, &[]));
        self.documents.push(document);
        self
    }
    /// Everything compared.
    pub(crate) fn reconciled(&self) -> taizhang::model::Reconciliation {
        let documents: Vec<&Document> = self.documents.iter().collect();
        let workdays = Workdays::builtin();
        let desk = Desk::new(
            self.on,
            (&self.settings, &self.ledger, &workdays),
            &self.series,
            &self.reports,
            &documents,
        );
        taizhang::reconcile::reconcile(&desk)
    }
    /// A document of running text.
    pub(crate) fn document(mut self, document: Document) -> Self {
        self.documents.push(document);
        self
    }
    /// What one check finds.
    pub(crate) fn find(&self, id: &str) -> Vec<Mismatch> {
        let documents: Vec<&Document> = self.documents.iter().collect();
        let workdays = Workdays::default();
        let desk = Desk::new(
            self.on,
            (&self.settings, &self.ledger, &workdays),
            &self.series,
            &self.reports,
            &documents,
        );
        let check = CHECKS
            .iter()
            .find(|c| c.id() == id)
            .unwrap_or_else(|| panic!("{id} is not registered"));
        let found = check.check(&desk);
        for one in &found {
            assert_eq!(one.check, id);
            assert!(!one.source.quote().is_empty(), "{one:?}");
            assert!(!one.reason.is_empty() && !one.formula.is_empty(), "{one:?}");
            assert!(!one.looked_for.is_empty() && !one.ask.is_empty(), "{one:?}");
            assert!(
                !one.would_clear.is_empty() && !one.item.is_empty(),
                "{one:?}"
            );
        }
        found
    }
    /// Asserts that a check finds exactly one thing, and returns it.
    #[track_caller]
    pub(crate) fn finds_one(&self, id: &str) -> Mismatch {
        let mut found = self.find(id);
        assert_eq!(found.len(), 1, "{id} finds {found:#?}");
        found.remove(0)
    }
    /// Asserts that a check finds nothing.
    #[track_caller]
    pub(crate) fn silent(&self, id: &str) {
        let found = self.find(id);
        assert!(found.is_empty(), "{id} finds {found:#?}");
    }
}
