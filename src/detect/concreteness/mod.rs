//! What a sentence gives its reader: something to check, a vague claim, or nothing.
//!
//! A linear model over character sequences, slots and shapes reads every sentence twice: by itself, then among its neighbors,
//! because a short first sentence is a heading and slogans come in company. It never raises a flag; it is evidence for rules
//! and an exemption from them. `card.md` in this folder says what it was trained on and where it fails.

mod advice;
mod baseline;
mod context;
mod figures;
mod lessons;
mod lexicon;
mod paragraph;
mod slot;
mod teach;
mod traits;
mod validate;

use std::{ops::Range, sync::LazyLock};

use serde::{Serialize, Serializer};

pub use advice::advice;
pub use figures::{Figures, Interval};
pub use lessons::{LessonError, Lessons};
pub use slot::{Slot, Slots};
pub use teach::teach;
pub use validate::{System, Validation, validate};

use super::linear::Linear;
use crate::model::{Document, PassageKind, fold};
use lexicon::Lexicon;

/// What a sentence is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// A third person could go and check it.
    Concrete,
    /// It claims work, progress or effect, and gives nothing by which one could tell.
    Vague,
    /// Attitude, slogan, principle, praise.
    Hollow,
    /// Headings, greetings, statements of problems, law, quotations: the question does not arise.
    None,
}

impl Label {
    /// All labels, in the order of the model's outputs.
    pub const ALL: &[Self] = &[Self::Concrete, Self::Vague, Self::Hollow, Self::None];
    /// The letter in gold files and listings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Concrete => "C",
            Self::Vague => "V",
            Self::Hollow => "H",
            Self::None => "N",
        }
    }
    /// The label with the highest score; of equal ones the first.
    fn best(scores: &[f32]) -> Self {
        let mut best = (Self::None, f32::NEG_INFINITY);
        for (label, score) in Self::ALL.iter().zip(scores) {
            if *score > best.1 {
                best = (*label, *score);
            }
        }
        best.0
    }
    fn read(letter: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|l| l.name() == letter)
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One sentence judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its characters in the passage.
    pub range: Range<u32>,
    /// The label.
    pub label: Label,
    /// Log odds of `C` less those of the strongest other label: above zero for concrete sentences.
    pub concrete_by: f32,
}

impl Judged {
    fn new(read: paragraph::Read, scores: &[f32]) -> Self {
        let (mut concrete, mut other) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
        for (label, score) in Label::ALL.iter().zip(scores) {
            if *label == Label::Concrete {
                concrete = *score;
            } else {
                other = other.max(*score);
            }
        }
        Self {
            range: read.range,
            label: Label::best(scores),
            concrete_by: concrete - other,
        }
    }
    fn heading(range: Range<u32>) -> Self {
        Self {
            range,
            label: Label::None,
            concrete_by: f32::NEG_INFINITY,
        }
    }
}

/// What fills which slot of a sentence of a folded text.
#[must_use]
pub fn slots(plain: &str, sentence: &Range<u32>) -> Slots {
    Lexicon::built_in().map_or_else(|_| Slots::default(), |l| traits::slots(l, plain, sentence))
}

/// The weights this program carries.
static MODEL: LazyLock<Option<Linear>> =
    LazyLock::new(|| Linear::read(include_str!("concreteness.weights")).ok());

/// Judges the sentences of one paragraph; empty when the built-in model is damaged, which a test excludes.
#[must_use]
pub fn judge(plain: &str, sentences: &[Range<u32>]) -> Vec<Judged> {
    let (Some(model), Ok(lexicon)) = (MODEL.as_ref(), Lexicon::built_in()) else {
        return Vec::new();
    };
    let read = paragraph::read(lexicon, model.settings(), plain, sentences);
    paragraph::judge(model, read)
}

/// Judges one passage of a document: every cell of a row is a paragraph of its own; headings are not judged.
#[must_use]
pub fn judge_passage(document: &Document, passage: u32) -> Vec<Judged> {
    let Some(p) = document.passages.get(passage as usize) else {
        return Vec::new();
    };
    let folded;
    let plain = if p.plain.is_empty() {
        folded = fold(&p.text);
        folded.as_str()
    } else {
        p.plain.as_str()
    };
    let is_sentence = plain
        .trim_end()
        .ends_with(['。', ';', '!', '?', '"', '”', ')']);
    let is_heading =
        p.kind == PassageKind::Title || (p.kind == PassageKind::Heading && !is_sentence);
    if is_heading {
        let heading = |s: &Range<u32>| Judged::heading(s.clone());
        return p.sentences.iter().map(heading).collect();
    }
    if p.cells.is_empty() {
        return judge(plain, &p.sentences);
    }
    let mut judged = Vec::new();
    for cell in &p.cells {
        let inside = |s: &&Range<u32>| cell.start <= s.start && s.end <= cell.end;
        let sentences: Vec<_> = p.sentences.iter().filter(inside).cloned().collect();
        judged.extend(judge(plain, &sentences));
    }
    judged
}

/// How much of a text can be checked: concrete sentences among those that claim anything (`N` left out). A fact about a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Concrete sentences.
    pub concrete: u32,
    /// Vague ones.
    pub vague: u32,
    /// Hollow ones.
    pub hollow: u32,
}

impl Evidence {
    /// Counts one sentence.
    pub fn count(&mut self, label: Label) {
        match label {
            Label::Concrete => self.concrete += 1,
            Label::Vague => self.vague += 1,
            Label::Hollow => self.hollow += 1,
            Label::None => {}
        }
    }
    /// Of a whole document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut evidence = Self::default();
        for (_, at) in document.passages.iter().zip(0..) {
            for sentence in judge_passage(document, at) {
                evidence.count(sentence.label);
            }
        }
        evidence
    }
    /// Concrete sentences of a hundred that claim anything; `None` when no sentence does.
    #[must_use]
    pub fn percent(&self) -> Option<u32> {
        let all = self.concrete + self.vague + self.hollow;
        (self.concrete * 100 + all / 2).checked_div(all)
    }
}
