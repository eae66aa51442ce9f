//! Writes documents into the index.
use tantivy::{
    Index, IndexReader, Term,
    indexer::{NoMergePolicy, UserOperation},
};

use super::{IndexError, passages::records, schema::Fields};
use crate::model::Document;

/// Memory for each writing thread, in bytes. Measured: with 15 MB an import leaves eight segments, costs half as much again, and makes
/// queries two to six times slower.
pub const ARENA_BYTES: usize = 64 << 20;

/// Below this the engine makes many small segments.
const LEAST_ARENA_BYTES: usize = 50 << 20;
/// The engine refuses more than this (4 GiB less a margin).
const MOST_ARENA_BYTES: usize = 2 << 30;
/// With more segments than this every query pays for each of them.
const MOST_SEGMENTS: usize = 8;
/// Segments are merged when all but the largest make up at least one part in this many of it: then each passage is
/// copied a number of times that grows with the logarithm of the index, not with the number of imports.
const WORTH_A_MERGE: u32 = 4;
/// More threads than this wait for the disk and for each other, and each takes its arena.
const MOST_THREADS: usize = 8;
/// Passages handed over at once; a document is one batch up to this size.
const BATCH: usize = 4096;

/// A writer. Nothing it was given is seen by a search, or survives a crash, before [`IndexWriter::commit`].
pub struct IndexWriter {
    writer: tantivy::IndexWriter,
    reader: IndexReader,
    fields: Fields,
}

impl std::fmt::Debug for IndexWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IndexWriter").finish_non_exhaustive()
    }
}

impl IndexWriter {
    pub(super) fn new(
        index: &Index,
        reader: IndexReader,
        fields: Fields,
        threads: usize,
        arena_bytes: usize,
    ) -> Result<Self, IndexError> {
        let threads = threads.clamp(1, MOST_THREADS);
        let arena = arena_bytes.clamp(LEAST_ARENA_BYTES, MOST_ARENA_BYTES);
        let writer = index.writer_with_num_threads(threads, arena * threads)?;
        // Merging beside an import competes with it for the same cores; `finish` merges once instead.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self {
            writer,
            reader,
            fields,
        })
    }

    /// Puts a document's passages in the place of those it had under this key. Several threads may call this at once.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn replace(&self, key: i64, document: &Document) -> Result<(), IndexError> {
        self.remove(key);
        let mut batch = Vec::with_capacity(document.passages.len().min(BATCH));
        for record in records(&self.fields, key, document) {
            let record = record.map_err(|e| IndexError::Engine(e.to_string()))?;
            batch.push(UserOperation::Add(record));
            if batch.len() == BATCH {
                self.writer.run(std::mem::take(&mut batch))?;
            }
        }
        self.writer.run(batch)?;
        Ok(())
    }

    /// Takes out the passages of a document.
    pub fn remove(&self, key: i64) {
        self.writer
            .delete_term(Term::from_field_i64(self.fields.key, key));
    }

    /// Makes everything so far lasting and seen, under a number that [`super::SearchIndex::revision`] gives back.
    ///
    /// # Errors
    /// When the index cannot be written; what was committed before stays.
    pub fn commit(&mut self, revision: u64) -> Result<(), IndexError> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&revision.to_string());
        prepared.commit()?;
        self.reader.reload()?;
        Ok(())
    }

    /// Ends the writing: merges what was committed into one segment when that is worth it, and clears left-over files.
    ///
    /// # Errors
    /// When the index cannot be written; what was committed stays.
    pub fn finish(mut self) -> Result<(), IndexError> {
        let segments = self.writer.index().searchable_segment_metas()?;
        let passages = |s: &tantivy::index::SegmentMeta| s.num_docs();
        let largest = segments.iter().map(passages).max().unwrap_or(0);
        let others = segments.iter().map(passages).sum::<u32>() - largest;
        let deleted: u32 = segments.iter().map(|s| s.num_deleted_docs()).sum();
        let worth = |n: u32| n > 0 && n.saturating_mul(WORTH_A_MERGE) >= largest;
        if segments.len() > MOST_SEGMENTS || (segments.len() > 1 && worth(others)) || worth(deleted)
        {
            let ids: Vec<_> = segments.iter().map(|s| s.id()).collect();
            self.writer.merge(&ids).wait()?;
        }
        // Files of merged segments live as long as anybody holds the segments: this list, and the reader's old view.
        drop(segments);
        self.reader.reload()?;
        self.writer.garbage_collect_files().wait()?;
        self.writer.wait_merging_threads()?;
        Ok(())
    }
}
