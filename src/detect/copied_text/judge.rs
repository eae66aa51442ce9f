//! Decides which runs deserve a second look: the same words with reason stay silent.
use rust_decimal::Decimal;

use super::{
    letters::place_of,
    lexicon::{WORDS, holds},
    order::Relation,
    runs::{Link, Run},
    segment::Segment,
};
use crate::model::{Document, Passage, char_slice, fold};

/// A run of fewer characters is no evidence of copying (short answers are alike by nature).
const FEWEST_CHARACTERS: u32 = 25;
/// The same for a run with several equal numbers.
const FEWEST_WITH_NUMBERS: u32 = 20;
/// The same in a batch that tells common words from rare ones by itself.
const FEWEST_WITH_BACKGROUND: u32 = 12;
/// With so many equal numbers and no other a short sentence counts like a long one.
const TELLING_NUMBERS: usize = 2;
/// Below so many letters a sentence must be nearly the same.
const SHORT_LETTERS: u32 = 18;
/// Short sentences count when so many follow each other …
const WEAK_IN_A_ROW: usize = 3;
/// … and are nearly the same.
const WEAK_SHARE: f64 = 0.7;
/// Prose without numbers that a unit repeats from its own last report: letters and share from which it is worth a look.
const OWN_PROSE_LETTERS: u32 = 40;
/// See [`OWN_PROSE_LETTERS`].
const OWN_PROSE_SHARE: f64 = 0.85;
/// From this share on a text is the other's word for word; naming its place is then a trace and no cross-reference.
const VERBATIM_SHARE: f64 = 0.85;
/// With fewer letters to a number a sentence is a frame for numbers; two units may fill in the same frame.
const LETTERS_PER_NUMBER: u32 = 10;
/// The same where the batch itself tells that the frame is no common one.
const LETTERS_WITH_BACKGROUND: u32 = 6;

/// Why a run is flagged, with what was compared.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) links: Vec<Link>,
    /// Numbers that are the same on both sides, as written.
    pub(super) same: Vec<String>,
    /// Numbers that differ: other side and this side.
    pub(super) changed: Vec<(String, String)>,
    /// Material for closing a matter.
    pub(super) close_out: bool,
    /// Characters copied: of each sentence pair the shorter side.
    pub(super) characters: u32,
}

/// The numbers of a sentence: value and unit, and how they are written.
type Numbers = Vec<((Decimal, String), String)>;

struct Side<'d> {
    document: &'d Document,
}

impl<'d> Side<'d> {
    fn passage(&self, segment: &Segment) -> Option<&'d Passage> {
        self.document.passages.get(segment.passage as usize)
    }
    /// Whether this side's text speaks of the other side's place by name: a statement about it, checked with it.
    fn names(&self, other: &Side<'_>, text: &str) -> bool {
        let place = |d: &Document| d.unit.as_ref().and_then(|u| place_of(&fold(&u.value)));
        place(other.document)
            .is_some_and(|theirs| text.contains(&theirs) && place(self.document) != Some(theirs))
    }
    fn text(&self, segment: &Segment) -> String {
        self.passage(segment)
            .map(|p| fold(&char_slice(&p.text, &segment.range)))
            .unwrap_or_default()
    }
    fn numbers(&self, segment: &Segment) -> Numbers {
        let Some(p) = self.passage(segment) else {
            return Vec::new();
        };
        let dated = |start: u32, end: u32| p.dates.iter().any(|d| d.start < end && start < d.end);
        p.numbers
            .iter()
            .filter(|n| segment.range.start <= n.start && n.end <= segment.range.end)
            .filter(|n| !dated(n.start, n.end))
            .map(|n| ((n.value, n.unit.clone()), n.raw.clone()))
            .collect()
    }
}

/// Numbers of both sides, matched.
#[derive(Clone, Debug, Default)]
struct Compared {
    same: Vec<String>,
    changed: Vec<(String, String)>,
}

impl Compared {
    /// Several numbers, all the same.
    fn is_telling(&self) -> bool {
        self.changed.is_empty() && self.same.len() >= TELLING_NUMBERS
    }
    fn is_updated(&self) -> bool {
        !self.changed.is_empty() && self.changed.len() >= self.same.len()
    }
}

fn compare(own: Numbers, other: Numbers) -> Compared {
    let mut out = Compared::default();
    let mut left = other;
    let mut new = Vec::new();
    for (value, raw) in own {
        match left.iter().position(|(v, _)| *v == value) {
            Some(at) => {
                left.remove(at);
                out.same.push(raw);
            }
            None => new.push(raw),
        }
    }
    let none = || "（无）".to_owned();
    for at in 0..new.len().max(left.len()) {
        out.changed.push((
            left.get(at).map_or_else(none, |(_, raw)| raw.clone()),
            new.get(at).cloned().unwrap_or_else(none),
        ));
    }
    out
}

/// The part of a run that deserves a look, if any.
///
/// `background`: the batch itself told which words everyone uses, so that short sentences need no more than to be alike.
pub(super) fn judge(
    run: &Run,
    segments: &[Segment],
    documents: &[&Document],
    background: bool,
) -> Option<Verdict> {
    let background = background && run.relation == Relation::OtherUnit;
    let copy = Side {
        document: documents.get(run.copy as usize)?,
    };
    let source = Side {
        document: documents.get(run.source as usize)?,
    };
    let each = if background {
        LETTERS_WITH_BACKGROUND
    } else {
        LETTERS_PER_NUMBER
    };
    let mut kept: Vec<(Link, Compared)> = Vec::new();
    for link in &run.links {
        let (one, other) = (
            &segments[link.copy as usize],
            &segments[link.source as usize],
        );
        let (text, other_text) = (copy.text(one), source.text(other));
        let reworded = link.share < VERBATIM_SHARE;
        let speaks_of_other = reworded
            && run.relation == Relation::OtherUnit
            && (copy.names(&source, &text) || source.names(&copy, &other_text));
        if speaks_of_other
            || is_exempt(&text, &other_text, run.relation)
            || !(background || is_like(link, one, other))
        {
            continue;
        }
        let numbers = compare(copy.numbers(one), source.numbers(other));
        let speaks = match run.relation {
            Relation::EarlierPeriod => own_speaks(link, one, &numbers),
            Relation::OtherUnit => other_speaks(one, &numbers, each),
        };
        if speaks {
            kept.push((*link, numbers));
        }
    }
    let weak =
        |l: &Link| segments[l.copy as usize].is_weak() || segments[l.source as usize].is_weak();
    let strong = kept.iter().filter(|(l, _)| !weak(l)).count();
    if !background && strong == 0 && kept.len() < WEAK_IN_A_ROW {
        return None;
    }
    let length = |s: u32| {
        let range = &segments[s as usize].range;
        range.end - range.start
    };
    let characters: u32 = kept
        .iter()
        .map(|(l, _)| length(l.copy).min(length(l.source)))
        .sum();
    let telling = kept.iter().any(|(_, n)| n.is_telling());
    let fewest = if background {
        FEWEST_WITH_BACKGROUND
    } else if telling {
        FEWEST_WITH_NUMBERS
    } else {
        FEWEST_CHARACTERS
    };
    if characters < fewest {
        return None;
    }
    let letters: u32 = kept
        .iter()
        .map(|(l, _)| segments[l.copy as usize].letters)
        .sum();
    let same: Vec<String> = kept.iter().flat_map(|(_, n)| n.same.clone()).collect();
    if run.relation == Relation::EarlierPeriod && same.is_empty() && letters < OWN_PROSE_LETTERS {
        return None;
    }
    let first = &segments[kept.first()?.0.copy as usize];
    Some(Verdict {
        close_out: is_close_out(&copy, first),
        changed: kept.iter().flat_map(|(_, n)| n.changed.clone()).collect(),
        links: kept.into_iter().map(|(l, _)| l).collect(),
        same,
        characters,
    })
}

/// Short sentences must be nearly the same.
fn is_like(link: &Link, one: &Segment, other: &Segment) -> bool {
    one.letters.min(other.letters) >= SHORT_LETTERS || link.share >= WEAK_SHARE
}

/// Between two periods of one unit: the same numbers, or prose that did not move.
fn own_speaks(link: &Link, one: &Segment, numbers: &Compared) -> bool {
    if numbers.is_updated() || !numbers.changed.is_empty() {
        return false;
    }
    !numbers.same.is_empty() || link.share >= OWN_PROSE_SHARE && !one.is_weak()
}

/// Between two units: anything but a frame in which each wrote its own numbers.
fn other_speaks(one: &Segment, numbers: &Compared, each: u32) -> bool {
    let all = u32::try_from(numbers.same.len() + numbers.changed.len()).unwrap_or(u32::MAX);
    !numbers.is_updated() || one.letters >= all.saturating_mul(each)
}

/// Whether a sentence only announces what follows: 截至9月30日,我市办理情况如下。 Everyone opens with it, and it tells no fact.
fn announces(text: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || matches!(c, '。' | ':' | '：' | ';' | '；');
    text.trim_end_matches(ends).ends_with("如下")
}

pub(super) fn is_exempt(text: &str, other: &str, relation: Relation) -> bool {
    if announces(text) {
        return true;
    }
    if holds(&WORDS.quoted, text) || (text.contains('第') && holds(&WORDS.law, text)) {
        return true;
    }
    if holds(&WORDS.law, text) && (text.contains("根据") || text.contains("依据")) {
        return true;
    }
    match relation {
        Relation::EarlierPeriod => {
            holds(&WORDS.unchanged, text)
                || (holds(&WORDS.constant, text) && !holds(&WORDS.acts, text))
        }
        Relation::OtherUnit => holds(&WORDS.joint, text) && holds(&WORDS.joint, other),
    }
}

/// Whether the place is material for closing a matter: its heading, column or words say so.
fn is_close_out(side: &Side<'_>, segment: &Segment) -> bool {
    let headings = side.document.headings_over(segment.passage);
    let title = side.document.title.as_deref().unwrap_or_default();
    let start: String = side.text(segment).chars().take(12).collect();
    headings.iter().any(|h| holds(&WORDS.close_out, &fold(h)))
        || fold(title).contains("销号")
        || start.contains("销号")
}
