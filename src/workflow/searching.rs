//! Queries over the index, which is only a cache of the store.
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use super::{Office, OfficeError, Progress, Stage};
use crate::{
    import,
    index::{ARENA_BYTES, Opened, Query, SearchIndex},
    model::{HitPage, Limits, RawBlock, Reason},
    report,
};

pub use crate::index::snippet;

/// The answer to one query of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryResult {
    /// The query as written.
    pub query: String,
    /// What it found, or why it was not understood.
    pub outcome: Result<HitPage, Reason>,
}

impl Office {
    /// The passages that match a query, the best `limit` of them.
    ///
    /// A missing, older or lagging index is brought up to date first, and the person is told.
    ///
    /// # Errors
    /// When the query cannot be understood, or the store or index fails.
    pub fn search(
        &mut self,
        query: &str,
        limit: usize,
        progress: &dyn Progress,
    ) -> Result<HitPage, OfficeError> {
        let query = Query::parse(query).map_err(OfficeError::Query)?;
        let index = self.index_up_to_date(progress)?;
        Ok(index.search(&query, limit)?)
    }

    /// Answers every query of a list (csv, xlsx or plain lines; the first column counts) and writes one workbook.
    ///
    /// Lines that are no query are answered with the reason. The header `query` or `检索式` is skipped.
    ///
    /// # Errors
    /// When the list cannot be read, the store or index fails, or the workbook cannot be written.
    pub fn search_list(
        &mut self,
        list: &Path,
        limit: usize,
        out: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<(Vec<QueryResult>, PathBuf), OfficeError> {
        let queries = read_queries(list)?;
        let index = self.index_up_to_date(progress)?;
        let mut results = Vec::with_capacity(queries.len());
        for query in queries {
            let outcome = match Query::parse(&query) {
                Ok(parsed) => Ok(index.search(&parsed, limit)?),
                Err(e) => Err(OfficeError::Query(e).reason()),
            };
            results.push(QueryResult { query, outcome });
        }
        let found: Vec<(String, Option<HitPage>)> = results
            .iter()
            .map(|r| (r.query.clone(), r.outcome.clone().ok()))
            .collect();
        let bytes = report::hits_workbook(&found, self.on)?;
        let path = match out {
            Some(path) => {
                self.let_out_to(path, &bytes, "检索结果")?;
                path.to_owned()
            }
            None => {
                let name = format!("检索结果_{}", self.on);
                self.let_out((&name, "xlsx"), &bytes, "检索结果")?.path
            }
        };
        Ok((results, path))
    }

    /// Builds the index anew from the store; returns the number of documents in it.
    ///
    /// # Errors
    /// When the store or index fails.
    pub fn reindex(&mut self, progress: &dyn Progress) -> Result<u64, OfficeError> {
        self.alone(Duration::ZERO, |office| {
            let index = SearchIndex::create(&office.workspace.index())?;
            office.catch_up(&index, progress)
        })?;
        Ok(self.store.kept()?.iter().filter(|k| k.has_body).count() as u64)
    }

    /// The index as it should be, for reading.
    fn index_up_to_date(&mut self, progress: &dyn Progress) -> Result<SearchIndex, OfficeError> {
        let now = self.store.revision()?;
        // An office that stays open need not open the index for every query; whoever builds it anew leaves a folder that says the same.
        if let Some((revision, index)) = &self.opened
            && *revision == now
            && index.revision().is_ok_and(|r| r == now)
        {
            return Ok(index.clone());
        }
        self.opened = None;
        if let Opened::Ready(index) = SearchIndex::open(&self.workspace.index())?
            && index.revision()? == now
        {
            self.opened = Some((now, index.clone()));
            return Ok(index);
        }
        let made = self.alone(Duration::ZERO, |office| office.index_for_writing(progress));
        match made {
            // What is being imported is not in it yet; the person is told.
            Err(error) if error.is_busy() => match SearchIndex::open(&self.workspace.index())? {
                Opened::Ready(index) => {
                    progress.notice(&Reason::new("index-importing"));
                    Ok(index)
                }
                Opened::Missing | Opened::Outdated(_) => Err(error),
            },
            made => made,
        }
    }

    /// The index, made or brought up to date from the store.
    pub(super) fn index_for_writing(
        &mut self,
        progress: &dyn Progress,
    ) -> Result<SearchIndex, OfficeError> {
        let folder = self.workspace.index();
        let has_documents = self.store.revision()? > 0;
        let index = match SearchIndex::open(&folder)? {
            Opened::Ready(index) if index.revision()? <= self.store.revision()? => index,
            Opened::Ready(_) => {
                progress.notice(&Reason::new("index-outdated"));
                SearchIndex::create(&folder)?
            }
            Opened::Outdated(why) => {
                progress.notice(&why);
                SearchIndex::create(&folder)?
            }
            Opened::Missing => {
                if has_documents {
                    progress.notice(&Reason::new("index-missing"));
                }
                SearchIndex::create(&folder)?
            }
        };
        self.catch_up(&index, progress)?;
        Ok(index)
    }

    /// Brings into the index what the store has and the index lacks.
    fn catch_up(
        &mut self,
        index: &SearchIndex,
        progress: &dyn Progress,
    ) -> Result<(), OfficeError> {
        let known = index.revision()?;
        let behind = self.store.changed_since(known)?;
        if behind.is_empty() {
            return Ok(());
        }
        if known > 0 {
            progress.notice(&Reason::new("index-behind").with("count", behind.len()));
        }
        progress.start(Stage::Indexing, behind.len() as u64);
        let mut writer = index.writer(rayon::current_num_threads(), ARENA_BYTES)?;
        for kept in &behind {
            match (kept.current, self.store.document(kept.key)?) {
                (true, Some(document)) => {
                    let mut document = document;
                    document.refold();
                    writer.replace(kept.key, &document)?;
                }
                _ => writer.remove(kept.key),
            }
            progress.step();
        }
        writer.commit(self.store.revision()?)?;
        writer.finish()?;
        progress.finish();
        Ok(())
    }
}

/// The first column of a table, or the lines of a text.
fn read_queries(list: &Path) -> Result<Vec<String>, OfficeError> {
    let wrong = |detail: String| OfficeError::QueryList {
        path: list.to_owned(),
        detail,
    };
    let name = list.to_string_lossy();
    let raw = import::open(list, &name, &Limits::default())
        .map_err(|raw| {
            wrong(
                raw.reasons
                    .first()
                    .map_or_else(String::new, |r| r.code.clone()),
            )
        })?
        .read();
    let mut queries: Vec<String> = Vec::new();
    for block in raw.blocks {
        match block {
            RawBlock::Text(text) => queries.extend(text.text.lines().map(str::to_owned)),
            RawBlock::Table(table) => {
                queries.extend(
                    table
                        .cells
                        .into_iter()
                        .filter(|c| c.col == 0)
                        .map(|c| c.text),
                );
            }
        }
    }
    queries.retain(|q| !q.trim().is_empty());
    if queries
        .first()
        .is_some_and(|q| matches!(q.trim(), "query" | "检索式" | "检索词"))
    {
        queries.remove(0);
    }
    if queries.is_empty() {
        return Err(wrong("no query".to_owned()));
    }
    Ok(queries)
}
