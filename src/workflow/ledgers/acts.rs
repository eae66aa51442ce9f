//! A person's act on one entry: tried against every guard, and kept with the state it leads to.
use serde_json::{Value, json};

use super::{act_words, entries::EntryFilter};
use crate::{
    ledger::{
        Registers,
        entry::{Guards, apply, facts},
    },
    model::{
        self, BookKind, BookRow, Document, EntryEvent, EntryRecord, EntryState, Refusal, Role,
        char_len,
    },
    store::{KeptEntry, PersonAct},
    workflow::{Office, OfficeError, Progress},
};

/// What a person asks to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActRequest {
    /// Number of the entry: exactly one.
    pub no: String,
    /// The act, in the office's word or its name in machine output.
    pub act: String,
    /// The role the person acts in.
    pub role: Role,
    /// Particulars of the act, as (name, words).
    pub particulars: Vec<(String, String)>,
    /// Kind of book the entry stands in, when several hold the number.
    pub kind: Option<BookKind>,
}

/// An act that was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct ActDone {
    /// The matter.
    pub title: String,
    /// State before.
    pub from: EntryState,
    /// The entry after it.
    pub record: EntryRecord,
}

impl Office {
    /// Records a person's act on one entry, if every guard of the state machine lets it pass.
    ///
    /// A number several entries bear is refused before anything else, so no duplicate is ever acted on.
    ///
    /// # Errors
    /// When no entry or several bear the number, the act is not understood or refused, or the store fails.
    pub fn act_on_entry(
        &mut self,
        request: &ActRequest,
        progress: &dyn Progress,
    ) -> Result<ActDone, OfficeError> {
        let no = request.no.as_str();
        let name = self.actor.name.clone();
        let by = self.person_in(&name, &[request.role])?;
        let (series, numbers) = self.numbered_series(progress)?;
        let mut rows: Vec<(i64, String, BookRow<'_>)> = Vec::new();
        for (one, n) in series.iter().zip(&numbers) {
            let mut seen: Vec<String> = Vec::new();
            for book in one.versions.iter().rev() {
                for (key, record) in super::changes::keyed(book) {
                    if record.no.as_deref() == Some(no) && !seen.contains(&key) {
                        rows.push((n.id, key.clone(), BookRow { book, record }));
                        seen.push(key);
                    }
                }
            }
        }
        // Registers name the entries of ledgers; an act is on the entry itself.
        let kinds = match request.kind {
            Some(kind) => vec![kind],
            None => vec![
                BookKind::总账,
                BookKind::整改清单,
                BookKind::细账,
                BookKind::投诉台账,
            ],
        };
        let of_kind = kinds
            .into_iter()
            .map(|kind| {
                rows.iter()
                    .filter(|(.., r)| r.book.kind == kind)
                    .collect::<Vec<_>>()
            })
            .find(|of_kind| !of_kind.is_empty())
            .unwrap_or_default();
        let (id, key, row) = match of_kind.as_slice() {
            [] => return Err(OfficeError::NoSuchEntry { no: no.to_owned() }),
            [one] => *one,
            several => {
                return Err(OfficeError::SeveralEntries {
                    no: no.to_owned(),
                    titles: several
                        .iter()
                        .map(|(.., r)| r.record.title.clone())
                        .collect(),
                });
            }
        };
        let registers = Registers::new(&series, self.on);
        let mut facts = facts(*row, &registers, &self.settings.reading.units);
        let kept = self.kept_entry(*id, key)?;
        let record = match kept.as_ref().and_then(|e| e.record.as_deref()) {
            Some(json) => serde_json::from_str(json).map_err(crate::store::StoreError::Record)?,
            None => EntryRecord::new(no),
        };
        let mut paper = |words: &str| self.paper_named(words);
        let act = act_words::read(&request.act, &request.particulars, &mut paper)
            .map_err(|what| OfficeError::ActUnclear { what })?;
        if let model::EntryAct::Merge { into, .. } = &act {
            facts.merge_target = self.state_of(into, &series)?;
        }
        let event = EntryEvent {
            entry: no.to_owned(),
            on: self.on,
            by: model::Actor {
                account: by.account,
                role: request.role,
            },
            act,
        };
        let guards = Guards {
            today: self.on,
            settings: &self.settings.ledger,
            facts: &facts,
        };
        let next = apply(&record, &event, &guards)
            .map_err(|refusal| OfficeError::Refused(Box::new(refusal)))?;
        let next_json = serde_json::to_string(&next).map_err(crate::store::StoreError::Record)?;
        let act = PersonAct {
            series: *id,
            key,
            act: json!(event),
            state: &next.state.name(),
            record: &next_json,
            decided_on: kept.as_ref().and_then(|e| e.record.as_deref()),
        };
        if !self.store.keep_act(&self.actor, &act)? {
            return Err(OfficeError::EntryMoved { no: no.to_owned() });
        }
        Ok(ActDone {
            title: row.record.title.clone(),
            from: record.state,
            record: next,
        })
    }

    fn kept_entry(&mut self, series: i64, key: &str) -> Result<Option<KeptEntry>, OfficeError> {
        Ok(self
            .store
            .entries(series)?
            .into_iter()
            .find(|e| e.key == key))
    }

    /// State of the entry of a number, if a ledger holds one.
    fn state_of(
        &mut self,
        no: &str,
        series: &[model::Series],
    ) -> Result<Option<EntryState>, OfficeError> {
        let acted = self
            .store
            .entries_acted_on()?
            .into_iter()
            .find(|e| e.no.as_deref() == Some(no))
            .and_then(|e| EntryState::from_name(e.state.as_deref()?));
        let is_there = series
            .iter()
            .filter_map(model::Series::latest)
            .any(|b| b.records.iter().any(|r| r.no.as_deref() == Some(no)));
        Ok(acted.or_else(|| is_there.then(EntryState::default)))
    }

    /// A paper by its words: `文件@总账!C5` and `文件@第12段` are places in imported files, anything else is a name.
    fn paper_named(&mut self, words: &str) -> Result<Value, String> {
        let Some((file, place)) = words.rsplit_once('@') else {
            return Ok(json!({ "name": words }));
        };
        let shown = self
            .show(file.trim())
            .map_err(|_| format!("已导入的材料里没有唯一对应“{file}”的文件"))?;
        let found = shown
            .document
            .as_ref()
            .and_then(|d| place_in(d, place.trim()))
            .ok_or_else(|| format!("“{file}”里没有“{place}”这个位置；请写成 总账!C5 或 第12段"))?;
        Ok(json!({ "name": shown.record.file, "place": found }))
    }
}

/// The quotation of a whole cell (`总账!C5`) or paragraph (`第12段`).
fn place_in(document: &Document, place: &str) -> Option<model::SourceRef> {
    let (at, range) = match place.rsplit_once('!') {
        Some((sheet, cell)) => (0_u32..).zip(&document.passages).find_map(|(at, p)| {
            let is_sheet = p.place.sheet.as_deref() == Some(sheet);
            let span = p.cells.iter().find(|c| is_sheet && c.cell == cell)?;
            Some((at, span.start..span.end))
        })?,
        None => {
            let n: u32 = place
                .trim_start_matches('第')
                .trim_end_matches('段')
                .trim()
                .parse()
                .ok()?;
            (0_u32..)
                .zip(&document.passages)
                .find(|(_, p)| p.place.paragraph == Some(n))
                .map(|(at, p)| (at, 0..char_len(&p.text)))?
        }
    };
    document.source_ref(at, range)
}

/// Whether an entry no person acted on yet is wanted as 待入账.
pub(super) fn is_untouched(filter: &EntryFilter, state: Option<&String>) -> bool {
    state.is_none() && filter.state.as_deref() == Some(&EntryState::default().name())
}

impl OfficeError {
    /// The refusal, when the state machine refused an act.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}
