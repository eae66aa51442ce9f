//! Takes ledger versions over after an import: every difference between neighboring versions is told once.
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    time::Duration,
};

use rayon::prelude::*;

use super::{
    TakenOver,
    changes::{between, keyed, reread},
    grouping::{Grouped, group},
};
use crate::{
    import::sha256_hex,
    ledger,
    model::{Book, Document, Record, UnitProfile},
    normalize,
    store::{
        BookTaken, EntryFate, EntryNow, Kept, KeptBook, KeptEntry, LedgerMark, StepTaken,
        StoreError, TakeOver, pack,
    },
    workflow::{Office, OfficeError, Progress, Stage},
};

/// Raised whenever books are read out of documents differently, so that kept documents are read again.
const BOOKS_VERSION: u32 = 1;
/// Documents in memory at one time.
const AT_A_TIME: usize = 64;

/// A book as it stands now, before it has a place.
struct Standing {
    key: i64,
    document: i64,
    digest: String,
    book: Book,
    /// How it stood before, when it was there.
    was: Option<Was>,
    /// Whether it is new, was read differently, or is read from another version of the document.
    is_touched: bool,
}

/// How a book stood before.
struct Was {
    series: i64,
    place: u32,
    /// What it said, when it is read again now and says something else.
    reread: Option<Book>,
}

impl Office {
    /// Takes over what documents say of ledgers since the last time. Running it again changes nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub fn take_over_ledgers(&mut self, progress: &dyn Progress) -> Result<TakenOver, OfficeError> {
        let mark = self.store.ledger_mark()?;
        let now = LedgerMark {
            revision: self.store.revision()?,
            reading: reading_stamp(&self.settings.reading.units)?,
        };
        if mark == now {
            return Ok(TakenOver::default());
        }
        let taken = self.alone(Duration::ZERO, |office| office.take_over_alone(progress));
        match taken {
            // Whoever is at it takes over what comes in; until then the ledgers are shown as they stood.
            Err(error) if error.is_busy() && mark.revision > 0 => Ok(TakenOver::default()),
            taken => taken,
        }
    }

    fn take_over_alone(&mut self, progress: &dyn Progress) -> Result<TakenOver, OfficeError> {
        // Another process may just have done it.
        let mark = self.store.ledger_mark()?;
        let now = LedgerMark {
            revision: self.store.revision()?,
            reading: reading_stamp(&self.settings.reading.units)?,
        };
        if mark == now {
            return Ok(TakenOver::default());
        }
        let kept_books = self.store.books()?;
        let is_same_reading = mark.reading == now.reading;
        let live = live(self.store.changed_since(0)?);
        let since = if is_same_reading { mark.revision } else { 0 };
        let moved: BTreeSet<i64> = self
            .store
            .changed_since(since)?
            .iter()
            .map(|k| k.key)
            .collect();
        let with_books: BTreeSet<i64> = kept_books.iter().map(|b| b.document).collect();
        // In the order they came, so that versions of one day keep that order.
        let mut to_read: Vec<i64> = live
            .values()
            .filter(|k| k.has_body && k.record.tables > 0 && moved.contains(&k.key))
            .filter(|k| !(is_same_reading && with_books.contains(&k.key)))
            .map(|k| k.key)
            .collect();
        to_read.sort_unstable();
        let found = self.read_books(&to_read, progress)?;
        self.writing(|office| {
            let (standing, withdrawn) = office.settle(kept_books, &live, &to_read, found)?;
            office.tell(&now, standing, withdrawn)
        })
    }

    /// Reads the books out of kept documents.
    fn read_books(
        &mut self,
        documents: &[i64],
        progress: &dyn Progress,
    ) -> Result<Vec<(i64, Book)>, OfficeError> {
        let mut found = Vec::new();
        if documents.is_empty() {
            return Ok(found);
        }
        progress.start(Stage::TakingOver, documents.len() as u64);
        for some in documents.chunks(AT_A_TIME) {
            let mut loaded: Vec<(i64, Document)> = Vec::with_capacity(some.len());
            for key in some {
                if let Some(document) = self.store.document(*key)? {
                    loaded.push((*key, document));
                }
            }
            let units = &self.settings.reading.units;
            let read: Vec<Vec<(i64, Book)>> = loaded
                .par_iter_mut()
                .map(|(key, document)| {
                    normalize::refresh(document);
                    progress.step();
                    ledger::books(document, units)
                        .into_iter()
                        .map(|book| (*key, book))
                        .collect()
                })
                .collect();
            found.extend(read.into_iter().flatten());
        }
        progress.finish();
        Ok(found)
    }

    /// Decides which books stand: those that were there, those read again, and the new ones; and which no longer do.
    fn settle(
        &mut self,
        kept: Vec<KeptBook>,
        live: &BTreeMap<(i64, String, String), Kept>,
        read: &[i64],
        found: Vec<(i64, Book)>,
    ) -> Result<(Vec<Standing>, Vec<i64>), OfficeError> {
        let (mut next, _) = self.store.next_ledger_numbers()?;
        let read: BTreeSet<i64> = read.iter().copied().collect();
        let is_live: BTreeSet<i64> = live
            .values()
            .filter(|k| k.has_body)
            .map(|k| k.key)
            .collect();
        // Books whose document was read again, or is no longer the reading of its file that counts.
        let mut open: BTreeMap<(String, String, u32), Vec<KeptBook>> = BTreeMap::new();
        let mut standing: Vec<Standing> = Vec::new();
        let mut by_digest: HashSet<String> = HashSet::new();
        for kept in kept {
            if read.contains(&kept.document) || !is_live.contains(&kept.document) {
                let id = (
                    kept.book.file.clone(),
                    kept.book.sha256.clone(),
                    kept.book.table,
                );
                open.entry(id).or_default().push(kept);
            } else {
                by_digest.insert(kept.digest.clone());
                standing.push(Standing {
                    key: kept.key,
                    document: kept.document,
                    digest: kept.digest,
                    book: kept.book,
                    was: Some(Was {
                        series: kept.series,
                        place: kept.place,
                        reread: None,
                    }),
                    is_touched: false,
                });
            }
        }
        for (document, mut book) in found {
            let digest = digest(&mut book)?;
            // The same table of the same file, sent twice or imported with two folders, is one version.
            if !by_digest.insert(digest.clone()) {
                continue;
            }
            let id = (book.file.clone(), book.sha256.clone(), book.table);
            let old = open.get_mut(&id).and_then(Vec::pop);
            let key = old.as_ref().map_or(next, |b| b.key);
            if old.is_none() {
                next += 1;
            }
            standing.push(Standing {
                key,
                document,
                is_touched: old
                    .as_ref()
                    .is_none_or(|b| b.digest != digest || b.document != document),
                was: old.map(|b| Was {
                    series: b.series,
                    place: b.place,
                    reread: (b.digest != digest).then_some(b.book),
                }),
                digest,
                book,
            });
        }
        let withdrawn = open.into_values().flatten().map(|b| b.key).collect();
        standing.sort_by_key(|s| s.key);
        Ok((standing, withdrawn))
    }

    /// Groups what stands into series and tells every difference that was not told before.
    fn tell(
        &mut self,
        now: &LedgerMark,
        standing: Vec<Standing>,
        withdrawn: Vec<i64>,
    ) -> Result<TakenOver, OfficeError> {
        let mut over = TakeOver {
            revision: now.revision,
            reading: now.reading.clone(),
            withdrawn,
            ..TakeOver::default()
        };
        let is_still = over.withdrawn.is_empty() && standing.iter().all(|s| !s.is_touched);
        if is_still {
            self.store.take_over(&self.actor, &over)?;
            return Ok(TakenOver::default());
        }
        let (_, next_series) = self.store.next_ledger_numbers()?;
        let old_series = self.store.kept_series()?;
        let told = self.store.told_steps()?;
        let mut about: HashMap<i64, (i64, String, Option<Was>, bool)> = HashMap::new();
        let mut at_series: HashMap<i64, i64> = HashMap::new();
        let mut books = Vec::with_capacity(standing.len());
        for s in standing {
            at_series.extend(s.was.as_ref().map(|w| (s.key, w.series)));
            about.insert(s.key, (s.document, s.digest, s.was, s.is_touched));
            books.push((s.key, s.book));
        }
        let Grouped {
            groups,
            opened,
            joined,
        } = group(books, &at_series, &old_series, next_series);
        over.series = opened;
        over.joined = joined;
        let mut kept_entries: HashMap<i64, HashMap<String, KeptEntry>> = HashMap::new();
        for g in &groups {
            let there = self.store.entries(g.id)?;
            kept_entries.insert(
                g.id,
                there.into_iter().map(|e| (e.key.clone(), e)).collect(),
            );
        }
        for g in &groups {
            let mut ever: HashSet<String> = HashSet::new();
            let mut before: Option<&(i64, Book)> = None;
            for (place, version) in (0_u32..).zip(&g.versions) {
                let (key, book) = version;
                let Some((document, digest, was, is_touched)) = about.get(key) else {
                    continue;
                };
                if *is_touched {
                    over.books.push(taken(
                        g.id,
                        place,
                        version,
                        *document,
                        digest,
                        was.is_some(),
                    )?);
                } else if was
                    .as_ref()
                    .is_some_and(|w| (w.series, w.place) != (g.id, place))
                {
                    over.moved.push((*key, g.id, place));
                }
                if let Some(old) = was.as_ref().and_then(|w| w.reread.as_ref()) {
                    over.steps
                        .push(step(g.id, Some(*key), version, reread(old, book)));
                }
                let pair = (before.map_or(0, |(k, _)| *k), *key);
                if !told.contains(&pair) {
                    let changes = between(before.map(|(_, b)| b), book, &ever);
                    over.steps
                        .push(step(g.id, before.map(|(k, _)| *k), version, changes));
                }
                ever.extend(keyed(book).into_iter().map(|(key, _)| key));
                before = Some(version);
            }
            let there = kept_entries.get(&g.id);
            over.entries
                .extend(entries(g.id, &g.versions).into_iter().filter(|e| {
                    there
                        .and_then(|t| t.get(&e.key))
                        .is_none_or(|old| !is_same(old, e))
                }));
        }
        let counted = counted(&over);
        self.store.take_over(&self.actor, &over)?;
        Ok(counted)
    }
}

/// Of every file content the reading that counts: the newest. Older contents of a changed file stay versions of their own.
fn live(all: Vec<Kept>) -> BTreeMap<(i64, String, String), Kept> {
    let mut live: BTreeMap<(i64, String, String), Kept> = BTreeMap::new();
    for kept in all {
        let id = (
            kept.batch,
            kept.record.file.clone(),
            kept.record.sha256.clone(),
        );
        match live.get(&id) {
            Some(other) if other.key > kept.key => {}
            _ => {
                live.insert(id, kept);
            }
        }
    }
    live
}

/// Everything besides a document that decides which books are read of it.
fn reading_stamp(units: &[UnitProfile]) -> Result<String, OfficeError> {
    let json = serde_json::to_vec(&(BOOKS_VERSION, units)).map_err(StoreError::Record)?;
    Ok(sha256_hex(&json)[..16].to_owned())
}

/// What a book says, wherever its file lies.
fn digest(book: &mut Book) -> Result<String, OfficeError> {
    let file = std::mem::take(&mut book.file);
    let json = serde_json::to_vec(book).map_err(StoreError::Record);
    book.file = file;
    Ok(sha256_hex(&json?))
}

fn taken(
    series: i64,
    place: u32,
    (key, book): &(i64, Book),
    document: i64,
    digest: &str,
    was_there: bool,
) -> Result<BookTaken, OfficeError> {
    Ok(BookTaken {
        key: *key,
        was_there,
        document,
        table: book.table,
        digest: digest.to_owned(),
        kind: book.kind.name(),
        series,
        place,
        as_of: book
            .as_of
            .as_ref()
            .map(|a| (a.date.to_string(), a.because.clone())),
        records: u32::try_from(book.records.len()).unwrap_or(u32::MAX),
        file: book.file.clone(),
        body: pack(book)?,
    })
}

fn step<'a>(
    series: i64,
    before: Option<i64>,
    (key, book): &'a (i64, Book),
    changes: Vec<crate::store::EntryChange<'a>>,
) -> StepTaken<'a> {
    StepTaken {
        series,
        before,
        after: *key,
        file: &book.file,
        sha256: &book.sha256,
        sheet: &book.sheet,
        changes,
    }
}

/// Every entry the versions ever held, as it stands after the last of them.
fn entries<'a>(series: i64, versions: &'a [(i64, Book)]) -> Vec<EntryNow<'a>> {
    let mut at: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<(EntryNow<'a>, &'a Book, &'a Record)> = Vec::new();
    let mut gone: HashMap<usize, i64> = HashMap::new();
    for (key, book) in versions {
        let mut here: HashSet<usize> = HashSet::new();
        for (name, record) in keyed(book) {
            let place = *at.entry(name.clone()).or_insert_with(|| {
                let now = EntryNow {
                    series,
                    key: name,
                    no: None,
                    title: "",
                    fields: String::new(),
                    vanished_in: None,
                };
                all.push((now, book, record));
                all.len() - 1
            });
            if let Some((_, of, is)) = all.get_mut(place) {
                (*of, *is) = (book, record);
            }
            gone.remove(&place);
            here.insert(place);
        }
        for place in (0..all.len()).filter(|p| !here.contains(p)) {
            gone.entry(place).or_insert(*key);
        }
    }
    all.into_iter()
        .enumerate()
        .map(|(place, (now, book, record))| EntryNow {
            no: record.no.as_deref(),
            title: &record.title,
            fields: fields_json(book, record),
            vanished_in: gone.get(&place).copied(),
            ..now
        })
        .collect()
}

fn fields_json(book: &Book, record: &Record) -> String {
    let fields: Vec<serde_json::Value> = record
        .fields
        .iter()
        .filter_map(|f| {
            let column = book.columns.get(usize::from(f.column))?;
            Some(serde_json::json!({
                "field": column.field, "header": column.header, "text": f.text,
            }))
        })
        .collect();
    serde_json::Value::Array(fields).to_string()
}

fn is_same(old: &KeptEntry, now: &EntryNow<'_>) -> bool {
    old.no.as_deref() == now.no
        && old.title == now.title
        && old.fields == now.fields
        && old.vanished_in == now.vanished_in
}

fn counted(over: &TakeOver<'_>) -> TakenOver {
    let of = |fate| {
        over.steps
            .iter()
            .flat_map(|s| &s.changes)
            .filter(|c| c.fate == fate)
            .count()
    };
    TakenOver {
        versions: over.books.iter().filter(|b| !b.was_there).count(),
        added: of(EntryFate::Added),
        changed: of(EntryFate::Changed),
        vanished: of(EntryFate::Vanished),
        returned: of(EntryFate::Returned),
        reread: of(EntryFate::Reread),
    }
}
