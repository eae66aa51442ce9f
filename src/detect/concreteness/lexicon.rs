//! The words and shapes the model counts, and which slots they fill.
use std::{ops::RangeInclusive, sync::LazyLock};

use serde::Deserialize;

use super::Slot;
use crate::detect::{
    pack::pattern::compile,
    scan::{Scanner, ScannerBuilder},
    slots,
};

/// Everyday Chinese characters.
const HAN: RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';
/// Counts from which a class is a feature of its own: some, several, many.
pub(super) const STEPS: [usize; 3] = [1, 2, 4];

/// One class of words.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) name: String,
    pub(super) group: u32,
    pub(super) slot: Option<Slot>,
    /// Whether it is a feature; else it only fills its slot.
    pub(super) counted: bool,
    /// The mark without which it cannot match.
    needs: Option<char>,
    /// Names of its features, one for each of [`STEPS`].
    pub(super) features: [String; STEPS.len()],
}

/// All classes and the scanner that finds them.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) scanner: Scanner,
    pub(super) classes: Vec<Class>,
    /// Whether each character of [`HAN`] is common.
    common: Vec<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LexiconFile {
    class: Vec<ClassWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassWords {
    name: String,
    slot: Option<String>,
    #[serde(default = "counted")]
    counted: bool,
    needs: Option<char>,
    any: Vec<String>,
}

fn counted() -> bool {
    true
}

static LEXICON: LazyLock<Result<Lexicon, String>> = LazyLock::new(Lexicon::load);

impl Lexicon {
    /// The built-in lexicon; the reason when it cannot be read, which a test excludes.
    pub(super) fn built_in() -> Result<&'static Self, &'static str> {
        LEXICON.as_ref().map_err(String::as_str)
    }
    fn load() -> Result<Self, String> {
        let file: LexiconFile =
            toml::from_str(include_str!("lexicon.toml")).map_err(|e| e.to_string())?;
        let mut builder = ScannerBuilder::default();
        slots::register(&mut builder)?;
        let mut classes: Vec<Class> = slots::Slot::ALL
            .iter()
            .map(|s| Class {
                name: s.name().to_owned(),
                group: s.group(),
                slot: Some(of_rules(*s)),
                counted: false,
                needs: None,
                features: Default::default(),
            })
            .collect();
        for words in file.class {
            let slot = match &words.slot {
                Some(name) => Some(Slot::named(name).ok_or_else(|| format!("no slot {name}"))?),
                None => None,
            };
            let patterns = words
                .any
                .iter()
                .map(|p| compile(p, false, true).map_err(|r| format!("{p}: {}", r.code)))
                .collect::<Result<_, _>>()?;
            classes.push(Class {
                features: STEPS.map(|n| format!("{}{n}", words.name)),
                name: words.name,
                group: builder.group(patterns),
                slot,
                counted: words.counted,
                needs: words.needs,
            });
        }
        let common = include_str!("common.txt");
        Ok(Self {
            scanner: builder.build(),
            classes,
            common: HAN.map(|c| common.contains(c)).collect(),
        })
    }
    /// Whether a character is none of the thousand that make up nearly all official prose: names are full of such.
    pub(super) fn is_rare(&self, c: char) -> bool {
        let at = u32::from(c).checked_sub(u32::from(*HAN.start()));
        at.and_then(|at| self.common.get(at as usize))
            .is_some_and(|common| !common)
    }
}

impl Class {
    /// Whether it could match in a text with these marks.
    pub(super) fn may_match(&self, marks: &str) -> bool {
        self.needs.is_none_or(|mark| marks.contains(mark))
    }
}

/// Which of the marks that classes may need stand in a text: a digit as `0`, a Latin letter as `a`.
pub(super) fn marks(text: &str) -> String {
    let mut marks = String::new();
    for c in text.chars() {
        let mark = match c {
            '0'..='9' => '0',
            'a'..='z' => 'a',
            '《' | '“' | '(' => c,
            _ => continue,
        };
        if !marks.contains(mark) {
            marks.push(mark);
        }
    }
    marks
}

/// The slots the rules know, as questions.
fn of_rules(slot: slots::Slot) -> Slot {
    match slot {
        slots::Slot::Quantity => Slot::Quantity,
        slots::Slot::Date => Slot::Time,
        slots::Slot::Place => Slot::Place,
        slots::Slot::Owner => Slot::Who,
        slots::Slot::Action | slots::Slot::Outcome => Slot::Act,
        slots::Slot::Material => Slot::Material,
    }
}
