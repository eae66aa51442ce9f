//! Text that is the same as another unit's or as the unit's own earlier report (雷同).
//!
//! Sentences are compared by their letters after numbers, dates, names and set phrases are taken out; runs of letters that
//! many units use count little. Neighboring sentences copied from one place make one flag. The numbers that were taken out
//! are then compared apart: the same numbers speak for copying, new numbers in an old frame are how a unit reports.

mod bar;
mod confront;
mod differ;
mod flag;
mod join;
mod judge;
pub(in crate::detect) mod letters;
pub(in crate::detect) mod lexicon;
pub(in crate::detect) mod likeness;
pub(in crate::detect) mod order;
mod rarity;
mod runs;
mod same;
pub(in crate::detect) mod segment;
pub(in crate::detect) mod texts;

use super::{Desk, Finding, Indicator, Pairing, RulePacks};
use crate::model::{Document, FlagDraft, UnitProfile};

use join::Postings;
use likeness::{Bench, likeness};
use rarity::{QUOTABLE, Rarity};
use runs::Alike;
use segment::Segment;
use texts::Texts;

/// Id of the indicator.
const ID: &str = "copied-text";
/// Version of the code behind it.
const VERSION: u32 = 2;

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
    fn confront(&self, _packs: &RulePacks, pairing: &Pairing) -> Option<Finding> {
        confront::confront(pairing)
    }
}

/// Flags of all documents of a batch against each other.
fn compare(documents: &[&Document], units: &[UnitProfile]) -> Vec<FlagDraft> {
    let names = letters::Names::new(documents, units);
    let (standings, unit_count) = order::standings(documents);
    let (segments, mut texts) = segment::segments(documents, &names);
    segment::add_sources(&mut texts, documents, &names);
    let unit_of: Vec<u32> = (0..texts.len())
        .map(|piece| {
            let segment = segments.get(piece);
            let standing = segment.and_then(|s| standings.get(s.document as usize));
            standing.map_or(QUOTABLE, |s| s.unit)
        })
        .collect();
    let mut rarity = Rarity::new(&texts, &unit_of, unit_count);
    drop(unit_of);
    let mut alike = equal(&segments, &texts, &standings, unit_count);
    alike.extend(near(&segments, &texts, &mut rarity, &standings, unit_count));
    alike.sort_unstable_by_key(|x| (x.a, x.b));
    alike.dedup_by_key(|x| (x.a, x.b));
    let boilerplate = |segment: u32| rarity.boilerplate(&texts, segment as usize);
    let mut found: Vec<(u32, u32, FlagDraft)> = runs::runs(&alike, &segments, &standings)
        .iter()
        .filter_map(|run| {
            let verdict = judge::judge(run, &segments, documents, bar::has_background(unit_count))?;
            let at = verdict.links.first()?.copy;
            let draft = flag::draft(run, &verdict, &segments, boilerplate, documents)?;
            Some((run.copy, at, draft))
        })
        .collect();
    found.sort_by_key(|(document, at, _)| (*document, *at));
    found.into_iter().map(|(.., draft)| draft).collect()
}

/// Whether two segments may be compared: they stand in different papers of one kind, and sameness would say something. What a
/// ledger and a report have in common is how a ledger is filled in.
fn comparable(segments: &[Segment], standings: &[order::Standing], a: u32, b: u32) -> bool {
    let ledger = |s: u32| segments.get(s as usize).map(|s| s.in_ledger);
    if ledger(a) != ledger(b) {
        return false;
    }
    let document = |s: u32| segments.get(s as usize).map(|s| s.document as usize);
    let (Some(a), Some(b)) = (document(a), document(b)) else {
        return false;
    };
    let relation = |x: &order::Standing, y: &order::Standing| x.relation(y).is_some();
    a != b && matches!((standings.get(a), standings.get(b)), (Some(x), Some(y)) if relation(x, y))
}

/// Sentences that are equal to the letter and the number.
fn equal(
    segments: &[Segment],
    texts: &Texts,
    standings: &[order::Standing],
    units: usize,
) -> Vec<Alike> {
    let quotable = same::Quotable::new(texts, segments.len());
    let pairs = same::equal(segments, standings, units, |s| {
        quotable.holds(texts.of(s as usize))
    });
    pairs
        .into_iter()
        .filter(|(a, b)| comparable(segments, standings, *a, *b))
        .map(|(a, b)| Alike { a, b, share: 1.0 })
        .collect()
}

/// What two sentences are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kinship {
    /// One text by a long run that few units use.
    Long,
    /// One text.
    Copy,
    /// Perhaps two wordings of one set phrase.
    Variant,
}

/// Sentences that are alike.
fn near(
    segments: &[Segment],
    texts: &Texts,
    rarity: &mut Rarity,
    standings: &[order::Standing],
    units: usize,
) -> Vec<Alike> {
    let postings = Postings::new(rarity, texts.len());
    let marks = &rarity.marks;
    let found: Vec<(Alike, Kinship)> = postings.join(
        |p| texts.of(p as usize).len(),
        |bench: &mut Bench, a, b| {
            if !comparable(segments, standings, a, b) {
                return None;
            }
            let (small, large) = if texts.of(a as usize).len() <= texts.of(b as usize).len() {
                (a as usize, b as usize)
            } else {
                (b as usize, a as usize)
            };
            let marks = marks.get(texts.range(large));
            let like = likeness(bench, texts.of(small), texts.of(large), marks);
            let kinship = if bar::is_long(&like) {
                Kinship::Long
            } else if bar::is_copy(&like, units) {
                Kinship::Copy
            } else if bar::is_variant(&like) {
                Kinship::Variant
            } else {
                return None;
            };
            let share = like.share;
            Some((Alike { a, b, share }, kinship))
        },
    );
    let formula = formulas(&found, segments, standings, units);
    let is_formula = |s: u32| formula.get(s as usize).copied().unwrap_or(false);
    found
        .into_iter()
        .filter(|(x, kinship)| match kinship {
            Kinship::Long => true,
            Kinship::Copy => !(is_formula(x.a) && is_formula(x.b)),
            Kinship::Variant => false,
        })
        .map(|(x, _)| x)
        .collect()
}

/// Which segments have variants in many units: set phrases that each unit words a little differently.
fn formulas(
    found: &[(Alike, Kinship)],
    segments: &[Segment],
    standings: &[order::Standing],
    units: usize,
) -> Vec<bool> {
    let unit = |s: u32| {
        let document = segments.get(s as usize)?.document;
        standings.get(document as usize).map(|s| u64::from(s.unit))
    };
    let mut seen: Vec<u64> = found
        .iter()
        .flat_map(|(x, _)| [(x.a, x.b), (x.b, x.a)])
        .filter_map(|(one, other)| Some(u64::from(one) << 32 | unit(other)?))
        .collect();
    seen.sort_unstable();
    seen.dedup();
    let mut out = vec![false; segments.len()];
    if !bar::has_background(units) {
        return out;
    }
    let most = rarity::few(units) - 1;
    for of_one in seen.chunk_by(|x, y| x >> 32 == y >> 32) {
        let at = of_one.first().and_then(|x| usize::try_from(x >> 32).ok());
        if let Some(formula) = at.and_then(|at| out.get_mut(at)) {
            *formula = of_one.len() > most;
        }
    }
    out
}
