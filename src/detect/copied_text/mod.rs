//! Text that is the same as another unit's or as the unit's own earlier report (雷同).
//!
//! Sentences are compared as bags of four-letter grams after numbers, dates, names and set phrases are taken out; grams
//! that many units use do not count. Neighboring sentences copied from one place make one flag. The numbers that were
//! taken out are then compared apart: the same numbers speak for copying, new numbers in an old frame are how a unit
//! reports.

mod differ;
mod flag;
mod join;
mod judge;
mod letters;
mod lexicon;
mod order;
mod runs;
mod segment;

use rayon::prelude::*;

use super::{Desk, Indicator, RulePacks};
use crate::model::{Document, FlagDraft, UnitProfile};

use join::{Owner, Postings};
use runs::Alike;

/// Share of all grams, common ones included, from which two sentences are one text. Copies with one character in ten
/// dropped keep about 0.66; honest sentences that meet in a phrase stay below 0.6.
const LEAST_LIKENESS: f64 = 0.6;

/// Id of the indicator.
const ID: &str = "copied-text";
/// Version of the code behind it.
const VERSION: u32 = 1;

/// The indicator.
#[derive(Debug)]
pub(super) struct CopiedText;

impl Indicator for CopiedText {
    fn id(&self) -> &'static str {
        ID
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn version(&self) -> u32 {
        VERSION
    }
    fn examine(&self, _desk: &Desk<'_>, _document: &Document) -> Vec<FlagDraft> {
        // One document cannot be a copy; see `compare`.
        Vec::new()
    }
    fn compare(&self, packs: &RulePacks, documents: &[&Document]) -> Vec<FlagDraft> {
        compare(documents, packs.units())
    }
}

/// Flags of all documents of a batch against each other.
fn compare(documents: &[&Document], units: &[UnitProfile]) -> Vec<FlagDraft> {
    let names = letters::Names::new(documents, units);
    let (standings, unit_count) = order::standings(documents);
    let known = segment::source_grams(documents, &names);
    let (segments, grams): (Vec<_>, Vec<_>) =
        segment::segments(documents, &names).into_iter().unzip();
    let owners: Vec<Owner> = segments
        .iter()
        .map(|s| Owner {
            document: s.document,
            unit: standings[s.document as usize].unit,
        })
        .collect();
    let postings = Postings::new(grams, &owners, unit_count, &known);
    let matches = postings.join(|a, b| {
        let (a, b) = (owners[a as usize].document, owners[b as usize].document);
        a != b
            && standings[a as usize]
                .relation(&standings[b as usize])
                .is_some()
    });
    let alike: Vec<Alike> = matches
        .par_iter()
        .filter_map(|m| {
            let [x, y] =
                [m.a, m.b].map(|s| segment::grams_of(&segments[s as usize], documents, &names));
            let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let least = size(x.len().min(y.len())).max(1);
            let share = f64::from(size(join::shared(&x, &y))) / f64::from(least);
            (share >= LEAST_LIKENESS).then_some(Alike {
                a: m.a,
                b: m.b,
                share,
            })
        })
        .collect();
    let mut found: Vec<(u32, u32, FlagDraft)> = runs::runs(&alike, &segments, &standings)
        .iter()
        .filter_map(|run| {
            let verdict = judge::judge(run, &segments, documents)?;
            let at = verdict.links.first()?.copy;
            let draft = flag::draft(run, &verdict, &segments, &postings, documents)?;
            Some((run.copy, at, draft))
        })
        .collect();
    found.sort_by_key(|(document, at, _)| (*document, *at));
    found.into_iter().map(|(.., draft)| draft).collect()
}
