//! Opens, creates and asks an index.
use std::path::{Path, PathBuf};

use tantivy::{
    Index, IndexReader, IndexSettings, ReloadPolicy, TantivyDocument,
    schema::Value,
    store::{Compressor, ZstdCompressor},
    tokenizer::TextAnalyzer,
};

use super::{
    IndexError, IndexWriter, Query,
    collect::Ranked,
    compile::Compiler,
    grams::{Cells, Grams, Words},
    highlight::mark,
    passages::Record,
    schema::{self, Fields, format_mark},
};
use crate::model::{Hit, HitPage, Reason};
use crate::tokenize::Cutter;

/// The folder inside `./index` that holds the index; it is wiped as a whole when an index is created.
const FOLDER: &str = "passages";
/// The file that says by which build the index was written. It is written last, so a half-made index has none.
const MARK: &str = "taizhang-format";

/// What was found where an index should be.
#[derive(Debug)]
pub enum Opened {
    /// An index of this build.
    Ready(SearchIndex),
    /// No index.
    Missing,
    /// An index of another build or lexicon, or a damaged one, with the reason. It is to be created anew from the store.
    Outdated(Reason),
}

/// An index on disk.
#[derive(Clone)]
pub struct SearchIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
}

impl std::fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchIndex")
            .field("index", &self.index)
            .finish_non_exhaustive()
    }
}

impl SearchIndex {
    /// Opens the index in the folder `dir`, with the built-in lexicon.
    ///
    /// # Errors
    /// When the folder cannot be read. A missing, older or damaged index is an answer, not an error.
    pub fn open(dir: &Path) -> Result<Opened, IndexError> {
        Self::open_with(dir, &Cutter::builtin())
    }

    /// Opens the index in the folder `dir` for this cutter; see [`Self::open`].
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn open_with(dir: &Path, cutter: &Cutter) -> Result<Opened, IndexError> {
        let folder = dir.join(FOLDER);
        if !folder.try_exists()? {
            return Ok(Opened::Missing);
        }
        #[expect(clippy::disallowed_methods, reason = "the index reads its own folder")]
        let mark = match std::fs::read_to_string(folder.join(MARK)) {
            Ok(mark) => mark,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(e) if e.kind() == std::io::ErrorKind::InvalidData => String::new(),
            Err(e) => return Err(e.into()),
        };
        if mark != format_mark(cutter) {
            return Ok(Opened::Outdated(Reason::new("index-outdated")));
        }
        match Index::open_in_dir(&folder)
            .map_err(IndexError::from)
            .and_then(|index| Self::over(index, cutter))
        {
            Ok(ready) => Ok(Opened::Ready(ready)),
            Err(e @ (IndexError::Damaged(_) | IndexError::Engine(_))) => {
                Ok(Opened::Outdated(e.reason()))
            }
            Err(e) => Err(e),
        }
    }

    /// Creates an empty index in the folder `dir`, with the built-in lexicon. An index that is there is thrown away.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn create(dir: &Path) -> Result<Self, IndexError> {
        Self::create_with(dir, &Cutter::builtin())
    }

    /// Creates an empty index for this cutter; see [`Self::create`].
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn create_with(dir: &Path, cutter: &Cutter) -> Result<Self, IndexError> {
        let folder = dir.join(FOLDER);
        match std::fs::remove_dir_all(&folder) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
            _ => {}
        }
        std::fs::create_dir_all(&folder)?;
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
            ..IndexSettings::default()
        };
        let index = Index::builder()
            .schema(Fields::build().0)
            .settings(settings)
            .create_in_dir(&folder)?;
        let ready = Self::over(index, cutter)?;
        #[expect(clippy::disallowed_methods, reason = "the index writes its own folder")]
        std::fs::write(folder.join(MARK), format_mark(cutter))?;
        Ok(ready)
    }

    /// Bytes the index takes on disk.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn disk_bytes(dir: &Path) -> Result<u64, IndexError> {
        let mut bytes = 0;
        for entry in std::fs::read_dir(dir.join(FOLDER))? {
            bytes += entry?.metadata()?.len();
        }
        Ok(bytes)
    }

    /// The folder the index would use under `dir`.
    #[must_use]
    pub fn folder(dir: &Path) -> PathBuf {
        dir.join(FOLDER)
    }

    fn over(index: Index, cutter: &Cutter) -> Result<Self, IndexError> {
        let (expected, fields) = Fields::build();
        if index.schema() != expected {
            return Err(IndexError::Damaged("schema".to_owned()));
        }
        let tokenizers = index.tokenizers();
        tokenizers.register(schema::GRAMS, TextAnalyzer::from(Grams));
        tokenizers.register(schema::CELLS, TextAnalyzer::from(Cells));
        tokenizers.register(schema::WORDS, TextAnalyzer::from(Words(cutter.clone())));
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            index,
            reader,
            fields,
        })
    }

    /// The number given with the last commit; 0 before the first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn revision(&self) -> Result<u64, IndexError> {
        let payload = self.index.load_metas()?.payload;
        Ok(payload.and_then(|p| p.parse().ok()).unwrap_or(0))
    }

    /// Number of passages in the index as of the last commit seen.
    #[must_use]
    pub fn passages(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// A writer with this many threads, at most 8, and bytes of memory for each of them, at least 50 MB; see [`super::ARENA_BYTES`].
    ///
    /// # Errors
    /// [`IndexError::Busy`] while another writer is open, in this process or another. A writer that was killed blocks nobody.
    pub fn writer(&self, threads: usize, arena_bytes: usize) -> Result<IndexWriter, IndexError> {
        IndexWriter::new(
            &self.index,
            self.reader.clone(),
            self.fields.clone(),
            threads,
            arena_bytes,
        )
    }

    /// The best `limit` hits and the counts over all of them, as of the last commit.
    ///
    /// Hits are ordered by score, then by file and place in the file, so that the same index gives the same list.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, query: &Query, limit: usize) -> Result<HitPage, IndexError> {
        self.reader.reload()?;
        let searcher = self.reader.searcher();
        let compiled = Compiler::new(&self.fields, &searcher).compile(query.root())?;
        let found = searcher.search(&compiled, &Ranked { limit })?;
        let needles = query.needles();
        let mut page = found.counts;
        for best in found.best {
            let stored: TantivyDocument = searcher.doc(best.address)?;
            let record = stored
                .get_first(self.fields.record)
                .and_then(|v| v.as_str())
                .ok_or_else(|| IndexError::Damaged("record".to_owned()))?;
            let record: Record =
                serde_json::from_str(record).map_err(|e| IndexError::Damaged(e.to_string()))?;
            let (highlights, cells) = mark(&record, &needles);
            page.hits.push(Hit {
                file: record.file,
                place: record.place,
                unit: record.unit,
                period: record.period,
                doc_type: record.doc_type,
                text: record.text,
                highlights,
                cells,
                score: best.score,
            });
        }
        Ok(page)
    }
}
