//! What several pages show: files, flags, decisions, documents; each view is renewed only when what it shows has moved.
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{answer::Problem, ask::Ask, form::escaped};
use crate::{
    model::{
        Decided, Document, Flag, FlagCase, FlagDecision, IndicatorCard, Place, ReviewRecord,
        RunRecord, SourceRef,
    },
    workflow::{Batch, Kept, Shade, shades},
};

/// The files and their batches.
#[derive(Debug)]
pub(super) struct Files {
    pub(super) batches: Vec<Batch>,
    pub(super) files: Vec<Kept>,
    by_key: HashMap<i64, usize>,
    by_content: HashMap<(String, String), Vec<(i64, i64)>>,
    by_file: HashMap<String, Vec<i64>>,
}

impl Files {
    /// A file by the number of its version.
    pub(super) fn file(&self, key: i64) -> Option<&Kept> {
        self.files.get(*self.by_key.get(&key)?)
    }
    /// The newest version of the file a quotation was taken from, if it is still the one it was taken from; in this batch first.
    pub(super) fn key_of(&self, source: &SourceRef, batch: i64) -> Option<i64> {
        let content = (source.file().to_owned(), source.sha256().to_owned());
        let found = self.by_content.get(&content)?;
        let here = found.iter().find(|(b, _)| *b == batch);
        here.or_else(|| found.first()).map(|(_, key)| *key)
    }
    /// Numbers of the versions that bear this name.
    pub(super) fn named(&self, file: &str) -> &[i64] {
        self.by_file.get(file).map_or(&[], Vec::as_slice)
    }
    /// Name of a batch.
    pub(super) fn batch(&self, id: i64) -> &str {
        let found = self.batches.iter().find(|b| b.id == id);
        found.map_or("", |b| b.name.as_str())
    }
}

/// A flag with the batch and file it stands in.
#[derive(Debug)]
pub(super) struct Raised {
    pub(super) batch: i64,
    pub(super) flag: Flag,
    /// Whether the latest run still raised it.
    pub(super) is_current: bool,
    /// The document it stands in, if that is still the version it was raised on.
    pub(super) document: Option<i64>,
}

/// The flags and the titles of what raised them.
#[derive(Debug)]
pub(super) struct Flags {
    pub(super) run: Option<RunRecord>,
    /// In reading order.
    pub(super) all: Vec<Raised>,
    pub(super) cards: BTreeMap<String, IndicatorCard>,
    /// Flags of the latest run as the queue lays them out: by unit and matter, then in reading order.
    queue: Vec<usize>,
    by_id: HashMap<String, usize>,
    by_document: HashMap<i64, Vec<usize>>,
}

impl Raised {
    /// Unit and matter.
    pub(super) fn group(&self) -> (&str, &str) {
        let draft = &self.flag.draft;
        (
            draft.unit.as_deref().unwrap_or("—"),
            draft.surroundings.matter.as_deref().unwrap_or("—"),
        )
    }
}

impl Flags {
    /// Flags of the latest run by unit and matter, then in reading order.
    pub(super) fn queue(&self) -> impl DoubleEndedIterator<Item = &Raised> {
        self.queue.iter().filter_map(|at| self.all.get(*at))
    }
    /// A flag by its identity.
    pub(super) fn flag(&self, id: &str) -> Option<&Raised> {
        self.all.get(*self.by_id.get(id)?)
    }
    /// Flags of the latest run.
    pub(super) fn current(&self) -> impl Iterator<Item = &Raised> {
        self.all.iter().filter(|r| r.is_current)
    }
    /// Flags of the latest run in one document.
    pub(super) fn in_document(&self, key: i64) -> impl Iterator<Item = &Raised> {
        let found = self.by_document.get(&key).into_iter().flatten();
        found
            .filter_map(|at| self.all.get(*at))
            .filter(|r| r.is_current)
    }
    /// Title of an indicator in the language of the person.
    pub(super) fn title(&self, ask: &Ask, indicator: &str) -> String {
        match (self.cards.get(indicator), ask.words.0) {
            (Some(card), crate::model::Language::Chinese) => card.title.clone(),
            (Some(card), crate::model::Language::English) => card.english.clone(),
            (None, _) => indicator.to_owned(),
        }
    }
}

/// Decisions on flags, by flag, oldest first.
pub(super) type Decisions = HashMap<String, Vec<FlagDecision>>;

/// A document with everything a page of it shows.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) document: Document,
    /// How concrete each sentence is.
    pub(super) shades: Vec<Shade>,
}

/// The files.
pub(super) fn files(ask: &Ask) -> Result<Arc<Files>, Problem> {
    let mark = ask.mark();
    let as_of = format!("{} {}", mark.revision, mark.of("batch"));
    ask.house.view("files", &as_of, |office| {
        let files = office.files()?;
        let mut by_content: HashMap<(String, String), Vec<(i64, i64)>> = HashMap::new();
        let mut by_file: HashMap<String, Vec<i64>> = HashMap::new();
        for kept in &files {
            let content = (kept.record.file.clone(), kept.record.sha256.clone());
            by_content
                .entry(content)
                .or_default()
                .push((kept.batch, kept.key));
            by_file
                .entry(kept.record.file.clone())
                .or_default()
                .push(kept.key);
        }
        Ok(Files {
            batches: office.batches()?,
            by_key: files.iter().zip(0..).map(|(k, at)| (k.key, at)).collect(),
            by_content,
            by_file,
            files,
        })
    })
}

/// The flags.
pub(super) fn flags(ask: &Ask) -> Result<Arc<Flags>, Problem> {
    let files = files(ask)?;
    let mark = ask.mark();
    let as_of = format!("{} {}", mark.run, mark.revision);
    ask.house.view("flags", &as_of, move |office| {
        let all: Vec<Raised> = office
            .all_flags()?
            .into_iter()
            .map(|(batch, flag, is_current)| Raised {
                document: files.key_of(&flag.draft.source, batch),
                batch,
                flag,
                is_current,
            })
            .collect();
        let mut by_document: HashMap<i64, Vec<usize>> = HashMap::new();
        for (raised, at) in all.iter().zip(0..) {
            if let Some(key) = raised.document {
                by_document.entry(key).or_default().push(at);
            }
        }
        let mut queue: Vec<(usize, &Raised)> = all
            .iter()
            .enumerate()
            .filter(|(_, r)| r.is_current)
            .collect();
        queue.sort_by_key(|(_, r)| r.group());
        let cards = office.cards(None)?;
        Ok(Flags {
            queue: queue.into_iter().map(|(at, _)| at).collect(),
            run: office.last_run()?,
            by_id: all
                .iter()
                .zip(0..)
                .map(|(r, at)| (r.flag.id().to_owned(), at))
                .collect(),
            by_document,
            cards: cards.into_iter().map(|c| (c.id.clone(), c)).collect(),
            all,
        })
    })
}

/// The decisions.
pub(super) fn decisions(ask: &Ask) -> Result<Arc<Decisions>, Problem> {
    let as_of = ask.mark().of(FlagCase::KIND).to_string();
    ask.house.view("decisions", &as_of, |office| {
        let mut by_flag = Decisions::new();
        for decision in office.decisions()? {
            by_flag
                .entry(decision.flag.clone())
                .or_default()
                .push(decision);
        }
        Ok(by_flag)
    })
}

/// A document as it was read, with its sentences; `None` when nothing was read of the file.
pub(super) fn reading(ask: &Ask, key: i64) -> Result<Arc<Option<Reading>>, Problem> {
    let name = format!("document {key}");
    ask.house.view(&name, "", move |office| {
        Ok(office.document(key)?.map(|document| Reading {
            shades: shades(&document),
            document,
        }))
    })
}

/// How a flag stands with people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// Nobody decided on it.
    Open,
    /// It was accepted.
    Accepted,
    /// It was not.
    Rejected,
}

impl Stand {
    /// Every one, with its name in addresses and catalogues.
    pub(super) const ALL: [(Self, &'static str); 3] = [
        (Self::Open, "open"),
        (Self::Accepted, "accepted"),
        (Self::Rejected, "rejected"),
    ];
    /// By the last decision.
    pub(super) fn of(decisions: &Decisions, id: &str) -> Self {
        match decisions.get(id).and_then(|d| d.last()).map(|d| d.decided) {
            None => Self::Open,
            Some(Decided::Accept) => Self::Accepted,
            Some(Decided::Reject(_)) => Self::Rejected,
        }
    }
    /// Its name in addresses and catalogues.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }
}

/// What a place is called inside the page of its document.
pub(super) fn anchor(place: &Place) -> String {
    match (&place.sheet, &place.cell, place.paragraph) {
        (sheet, Some(cell), _) => cell_anchor(sheet.as_deref().unwrap_or_default(), cell),
        (_, None, Some(paragraph)) => format!("p{paragraph}"),
        _ => "top".to_owned(),
    }
}

/// What a cell is called inside the page of its document: names there hold no white space.
pub(super) fn cell_anchor(sheet: &str, cell: &str) -> String {
    let sheet: String = sheet
        .chars()
        .map(|c| if c.is_whitespace() { '_' } else { c })
        .collect();
    format!("c.{sheet}.{cell}")
}

/// The address of a place in a document.
pub(super) fn link(key: i64, place: &Place) -> String {
    let anchor = escaped(&anchor(place));
    format!("/documents/{key}?at={anchor}#{anchor}")
}
