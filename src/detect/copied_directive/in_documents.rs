//! Reports against the directives of the same batch.
use std::ops::Range;

use rayon::prelude::*;

use super::verdict::{self, Said};
use crate::{
    detect::{
        copied_text::{
            letters::{Names, letters},
            order::{Standing, standings},
            segment::{GRAM, Segment, codes, is_source, segments},
            texts::{Texts, hashes},
        },
        overlap::Overlap,
    },
    model::{
        DocType, Document, Evidence, FlagDraft, FoundDate, NumValue, Passage, PassageKind,
        Severity, UnitProfile, fold,
    },
};

/// Share of a sentence's four-letter runs that must stand in one passage of a directive, to be looked at.
const LEAST_RUNS: f64 = 0.3;
/// Letters a copied sentence of a document has at least: a task's name is not a copy.
const FEWEST_LETTERS: usize = 14;
/// A run that stands in more passages of directives leads nowhere: it is how directives are worded.
const MOST_PASSAGES: usize = 50;
/// Most questions' evidence: passages quoted with one flag.
const MOST_EVIDENCE: usize = 4;

/// A passage of a directive.
#[derive(Clone, Copy, Debug)]
struct Task {
    document: usize,
    passage: usize,
}

/// Flags of reports that hand back what a directive of the batch says.
pub(super) fn compare(documents: &[&Document], units: &[UnitProfile]) -> Vec<FlagDraft> {
    let is_directive = |d: &Document| is_source(d) && d.doc_type.value != DocType::法律;
    if !documents.iter().any(|d| is_directive(d)) {
        return Vec::new();
    }
    let names = Names::new(documents, units);
    let (tasks, runs) = tasks(documents, &names, is_directive);
    let (standings, _) = standings(documents);
    let (segments, texts) = segments(documents, &names);
    let found: Vec<(u32, Task, Overlap)> = (0..segments.len())
        .into_par_iter()
        .filter_map(|s| {
            let segment = segments.get(s)?;
            let (task, found) =
                copied(segment, texts.of(s), (&tasks, &runs), documents, &standings)?;
            Some((u32::try_from(s).ok()?, task, found))
        })
        .collect();
    flags(&found, &segments, documents)
}

/// Every passage of every directive, and which runs of letters stand in which.
fn tasks(
    documents: &[&Document],
    names: &Names,
    is_directive: impl Fn(&Document) -> bool,
) -> (Vec<Task>, Vec<(u64, u32)>) {
    let (mut tasks, mut texts) = (Vec::new(), Texts::new());
    for (document, d) in documents
        .iter()
        .enumerate()
        .filter(|(_, d)| is_directive(d))
    {
        for (passage, p) in d.passages.iter().enumerate() {
            if matches!(
                p.kind,
                PassageKind::Title | PassageKind::Heading | PassageKind::Form
            ) {
                continue;
            }
            let end = crate::model::char_len(&p.text);
            texts.push(&codes(&letters(p, &(0..end), names)));
            tasks.push(Task { document, passage });
        }
    }
    let mut runs: Vec<(u64, u32)> = Vec::new();
    for (at, piece) in (0_u32..).zip(0..texts.len()) {
        hashes(texts.of(piece), GRAM, |_, h| runs.push((h, at)));
    }
    runs.sort_unstable();
    runs.dedup();
    (tasks, runs)
}

/// The directive's passage a sentence repeats, if it says nothing else.
fn copied(
    segment: &Segment,
    text: &[u16],
    (tasks, runs): (&[Task], &[(u64, u32)]),
    documents: &[&Document],
    standings: &[Standing],
) -> Option<(Task, Overlap)> {
    if text.len() < FEWEST_LETTERS {
        return None;
    }
    let (mut met, mut all): (Vec<u32>, u32) = (Vec::new(), 0);
    hashes(text, GRAM, |_, h| {
        all += 1;
        let from = runs.partition_point(|r| r.0 < h);
        let same = runs.get(from..).unwrap_or_default();
        let count = same
            .iter()
            .take(MOST_PASSAGES + 1)
            .take_while(|r| r.0 == h)
            .count();
        if count <= MOST_PASSAGES {
            met.extend(same.iter().take(count).map(|r| r.1));
        }
    });
    met.sort_unstable();
    let best = met.chunk_by(|a, b| a == b).max_by_key(|c| c.len())?;
    let count = u32::try_from(best.len()).unwrap_or(0);
    let task = *tasks.get(*best.first()? as usize)?;
    let (own, above) = (
        standings.get(segment.document as usize)?,
        standings.get(task.document)?,
    );
    let earlier = own.unit == above.unit || above.is_later_than(own) == Some(true);
    if f64::from(count) < LEAST_RUNS * f64::from(all) || earlier {
        return None;
    }
    let document = documents.get(segment.document as usize)?;
    let passage = document.passages.get(segment.passage as usize)?;
    let directive = documents.get(task.document)?.passages.get(task.passage)?;
    let found = compared(directive, passage, &segment.range)?;
    // The sentence may repeat the task if the rest of its paragraph or cell answers it.
    let whole = around(passage, &segment.range);
    let answered = whole != segment.range && compared(directive, passage, &whole).is_none();
    (!answered && found.shared >= FEWEST_LETTERS / 2).then_some((task, found))
}

/// The paragraph, or the cell of a record, a sentence stands in.
fn around(passage: &Passage, range: &Range<u32>) -> Range<u32> {
    let cell = passage
        .cells
        .iter()
        .find(|c| c.start <= range.start && range.end <= c.end);
    cell.map_or(0..crate::model::char_len(&passage.text), |c| c.start..c.end)
}

/// The verdict on a stretch of a passage against a passage of a directive.
fn compared(directive: &Passage, passage: &Passage, range: &Range<u32>) -> Option<Overlap> {
    let above: Vec<char> = fold(&directive.text).chars().collect();
    let all = fold(&passage.text);
    let length = (range.end - range.start) as usize;
    let own: Vec<char> = all
        .chars()
        .skip(range.start as usize)
        .take(length)
        .collect();
    let inside = |s: u32, e: u32| range.start <= s && e <= range.end;
    let numbers: Vec<NumValue> = passage
        .numbers
        .iter()
        .filter(|n| inside(n.start, n.end))
        .map(|n| NumValue {
            start: n.start - range.start,
            end: n.end - range.start,
            ..n.clone()
        })
        .collect();
    let dates: Vec<FoundDate> = passage
        .dates
        .iter()
        .filter(|d| inside(d.start, d.end))
        .map(|d| FoundDate {
            start: d.start - range.start,
            end: d.end - range.start,
            value: d.value.clone(),
        })
        .collect();
    verdict::verdict(
        Said {
            plain: &above,
            numbers: &directive.numbers,
            dates: &directive.dates,
        },
        Said {
            plain: &own,
            numbers: &numbers,
            dates: &dates,
        },
    )
}

/// One flag for the sentences of a passage that repeat one directive.
fn flags(
    found: &[(u32, Task, Overlap)],
    segments: &[Segment],
    documents: &[&Document],
) -> Vec<FlagDraft> {
    let place = |x: &(u32, Task, Overlap)| {
        let s = segments.get(x.0 as usize);
        s.map(|s| (s.document, s.passage, x.1.document))
    };
    found
        .chunk_by(|a, b| place(a) == place(b))
        .filter_map(|run| {
            let segment = |x: &(u32, Task, Overlap)| segments.get(x.0 as usize);
            let (first, last) = (
                run.first().and_then(segment)?,
                run.last().and_then(segment)?,
            );
            let document = documents.get(first.document as usize)?;
            let best = run.iter().max_by_key(|x| x.2.shared)?;
            let directive = documents.get(best.1.document)?;
            let named = directive.title.as_deref().map_or_else(
                || "上级文件".to_owned(),
                |t| format!("《{}》", t.trim_matches(['《', '》'])),
            );
            let range = first.range.start..last.range.end;
            let mut evidence: Vec<Evidence> = Vec::new();
            for (_, task, _) in run {
                let text = directive.passages.get(task.passage)?;
                let end = crate::model::char_len(&text.text);
                let passage = u32::try_from(task.passage).ok()?;
                let source = directive.source_ref(passage, 0..end)?;
                if evidence.len() < MOST_EVIDENCE && evidence.iter().all(|e| e.source != source) {
                    let note = format!("{named}原文");
                    evidence.push(Evidence { source, note });
                }
            }
            Some(FlagDraft {
                indicator: super::ID.to_owned(),
                rule: super::ID.to_owned(),
                rule_version: super::VERSION,
                severity: Severity::关注,
                certainty: verdict::certainty(&best.2),
                unit: document.unit.as_ref().map(|u| u.value.clone()),
                period: document.period.as_ref().map(|p| p.value.label.clone()),
                surroundings: crate::detect::surroundings(document, first.passage, &range),
                source: document.source_ref(first.passage, range)?,
                reason: verdict::reason(&best.2, &named),
                evidence,
                ask: [
                    "本地对应哪些点位、多少处？",
                    "哪几条在本地不适用？",
                    "谁在什么时间做了什么，留有何材料？",
                ]
                .map(str::to_owned)
                .into(),
                explain: verdict::explain(&best.2),
            })
        })
        .collect()
}
