//! Collects the best hits in a fixed order and counts all hits by unit, period and type.
use std::{cmp::Reverse, collections::BTreeMap};

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError,
    collector::{Collector, SegmentCollector},
    columnar::{Column, StrColumn},
};

use super::query::Days;
use crate::model::{Facet, HitPage};

/// Scores are kept to a thousandth: the engine adds their parts up in an order that depends on how records were spread over
/// segments, and the last bits of a sum must not decide what stands first.
const SCORE_STEPS: f32 = 1000.0;

/// Collector of the best `limit` hits.
pub(super) struct Ranked {
    pub(super) limit: usize,
}

/// What a search collected.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) best: Vec<Best>,
    /// Total and counts; `hits` is empty.
    pub(super) counts: HitPage,
}

/// One of the best hits.
#[derive(Debug)]
pub(super) struct Best {
    pub(super) address: DocAddress,
    pub(super) score: f32,
    steps: u32,
    file: String,
    passage: u64,
}

/// A hit inside one segment, where the order of files is the order of their ordinals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    steps: Reverse<u32>,
    file: u64,
    passage: u64,
    doc: DocId,
}

/// One property counted by the ordinals of its column.
struct Counted {
    column: Option<StrColumn>,
    counts: Vec<u64>,
    unknown: u64,
}

/// Collects one segment.
pub(super) struct RankedSegment {
    limit: usize,
    segment: SegmentOrdinal,
    file: Option<StrColumn>,
    passage: Column<u64>,
    unit: Counted,
    period: Counted,
    doc_type: Counted,
    total: u64,
    best: Vec<Candidate>,
    /// The worst candidate that is certain to stay out of the best.
    bar: Option<Candidate>,
}

/// What one segment yields.
#[derive(Debug, Default)]
pub(super) struct SegmentFound {
    best: Vec<Best>,
    total: u64,
    units: BTreeMap<String, u64>,
    periods: BTreeMap<String, u64>,
    types: BTreeMap<String, u64>,
}

impl Collector for Ranked {
    type Fruit = Found;
    type Child = RankedSegment;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<RankedSegment> {
        let fast = reader.fast_fields();
        Ok(RankedSegment {
            limit: self.limit,
            segment,
            file: fast.str("file")?,
            passage: fast.u64("passage")?,
            unit: Counted::of(fast.str("unit")?),
            period: Counted::of(fast.str("period")?),
            doc_type: Counted::of(fast.str("type")?),
            total: 0,
            best: Vec::new(),
            bar: None,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<SegmentFound>>) -> tantivy::Result<Found> {
        let mut all = SegmentFound::default();
        for segment in segments {
            let segment = segment?;
            all.total += segment.total;
            all.best.extend(segment.best);
            for (into, from) in [
                (&mut all.units, segment.units),
                (&mut all.periods, segment.periods),
                (&mut all.types, segment.types),
            ] {
                for (value, count) in from {
                    *into.entry(value).or_default() += count;
                }
            }
        }
        all.best.sort_by(|a, b| {
            (Reverse(a.steps), &a.file, a.passage, a.address).cmp(&(
                Reverse(b.steps),
                &b.file,
                b.passage,
                b.address,
            ))
        });
        all.best.truncate(self.limit);
        Ok(Found {
            best: all.best,
            counts: HitPage {
                hits: Vec::new(),
                total: all.total,
                by_unit: most_first(all.units),
                by_period: latest_first(all.periods),
                by_type: most_first(all.types),
            },
        })
    }
}

impl SegmentCollector for RankedSegment {
    type Fruit = tantivy::Result<SegmentFound>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        self.unit.count(doc);
        self.period.count(doc);
        self.doc_type.count(doc);
        if self.limit == 0 {
            return;
        }
        let steps = Reverse((score * SCORE_STEPS).round() as u32);
        if self.bar.is_some_and(|bar| steps > bar.steps) {
            return;
        }
        let candidate = Candidate {
            steps,
            file: self
                .file
                .as_ref()
                .and_then(|f| f.ords().first(doc))
                .unwrap_or(u64::MAX),
            passage: self.passage.first(doc).unwrap_or(u64::MAX),
            doc,
        };
        if self.bar.is_some_and(|bar| candidate >= bar) {
            return;
        }
        self.best.push(candidate);
        // Twice the wanted number and some more, so that the cut is paid for by many hits.
        if self.best.len() >= self.limit.saturating_mul(2).saturating_add(256) {
            let (_, bar, _) = self.best.select_nth_unstable(self.limit);
            self.bar = Some(*bar);
            self.best.truncate(self.limit);
        }
    }

    fn harvest(mut self) -> tantivy::Result<SegmentFound> {
        self.best.sort_unstable();
        self.best.truncate(self.limit);
        let mut best = Vec::with_capacity(self.best.len());
        for candidate in &self.best {
            let mut file = String::new();
            if let Some(column) = &self.file {
                column
                    .ord_to_str(candidate.file, &mut file)
                    .map_err(TantivyError::from)?;
            }
            best.push(Best {
                address: DocAddress::new(self.segment, candidate.doc),
                score: candidate.steps.0 as f32 / SCORE_STEPS,
                steps: candidate.steps.0,
                file,
                passage: candidate.passage,
            });
        }
        Ok(SegmentFound {
            best,
            total: self.total,
            units: self.unit.named()?,
            periods: self.period.named()?,
            types: self.doc_type.named()?,
        })
    }
}

impl Counted {
    fn of(column: Option<StrColumn>) -> Self {
        let values = column.as_ref().map_or(0, |c| c.num_terms());
        Self {
            column,
            counts: vec![0; values],
            unknown: 0,
        }
    }

    fn count(&mut self, doc: DocId) {
        let ord = self.column.as_ref().and_then(|c| c.ords().first(doc));
        match ord.and_then(|o| self.counts.get_mut(usize::try_from(o).ok()?)) {
            Some(count) => *count += 1,
            None => self.unknown += 1,
        }
    }

    fn named(&self) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut named = BTreeMap::new();
        if self.unknown > 0 {
            named.insert(String::new(), self.unknown);
        }
        let Some(column) = &self.column else {
            return Ok(named);
        };
        for (ord, &count) in (0u64..).zip(&self.counts) {
            if count > 0 {
                let mut name = String::new();
                column
                    .ord_to_str(ord, &mut name)
                    .map_err(TantivyError::from)?;
                *named.entry(name).or_default() += count;
            }
        }
        Ok(named)
    }
}

fn facets(counts: BTreeMap<String, u64>) -> Vec<Facet> {
    counts
        .into_iter()
        .map(|(value, count)| Facet { value, count })
        .collect()
}

fn most_first(counts: BTreeMap<String, u64>) -> Vec<Facet> {
    let mut all = facets(counts);
    all.sort_by_key(|f| Reverse(f.count));
    all
}

/// Periods by their last day, the longer before the shorter; what is no period stands last.
fn latest_first(counts: BTreeMap<String, u64>) -> Vec<Facet> {
    let mut all = facets(counts);
    all.sort_by_cached_key(|f| {
        let days = Days::parse(&f.value);
        (days.is_none(), days.map(|d| (Reverse(d.to), d.from)))
    });
    all
}
