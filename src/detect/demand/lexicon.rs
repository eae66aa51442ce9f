//! The words by which demands are read, kept in `lexicon.toml`.
use std::sync::LazyLock;

use serde::Deserialize;

use crate::detect::group::Group;

/// Groups of expressions; what each is for stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    pub(super) metric: Group,
    pub(super) lower_metric: Group,
    pub(super) lower_unit: Vec<String>,
    pub(super) at_most: Group,
    pub(super) at_least: Group,
    pub(super) fall: Group,
    pub(super) rise: Group,
    pub(super) term_unit: Vec<String>,
    pub(super) longer_is_stricter: Group,
    pub(super) not_a_term: Group,
    pub(super) aside_unit: Vec<String>,
    pub(super) aside: Group,
    pub(super) each: Group,
    pub(super) whole: Group,
    pub(super) zero: Group,
    pub(super) pilot: Group,
    pub(super) key: Group,
    pub(super) all: Group,
    pub(super) step_all: Group,
    pub(super) classes: Vec<Classes>,
    pub(super) may: Group,
    pub(super) may_lower: Group,
    pub(super) must: Group,
    pub(super) penalty: Group,
    pub(super) step_prepare: Group,
    pub(super) step_finish: Group,
    pub(super) escalates: Group,
    pub(super) leave: Group,
    pub(super) ground: Group,
    pub(super) process: Group,
    pub(super) buffer: Group,
    pub(super) caliber: Group,
    pub(super) kept: Group,
    pub(super) means: Group,
    pub(super) forbids: Group,
    pub(super) equates: Group,
    pub(super) only: Group,
    pub(super) weaker: Vec<Classes>,
    pub(super) day: Vec<Day>,
    pub(super) rank: Vec<Rank>,
    pub(super) grade: Vec<Grade>,
    pub(super) down: Down,
}

/// A class and what stands against it.
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub(super) struct Classes {
    pub(super) named: Group,
    pub(super) other: Group,
}

impl TryFrom<Vec<String>> for Classes {
    type Error = String;

    fn try_from(list: Vec<String>) -> Result<Self, Self::Error> {
        let [named, other] =
            <[String; 2]>::try_from(list).map_err(|l| format!("two, not {}", l.len()))?;
        let group = |text: String| Group::try_from(vec![text]).map_err(|e| e.to_string());
        Ok(Self {
            named: group(named)?,
            other: group(other)?,
        })
    }
}

/// A festival or season and its day of the year.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Day {
    pub(super) word: String,
    pub(super) month: i8,
    pub(super) day: i8,
}

/// Who acts, one step of a ladder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rank {
    pub(super) any: Group,
}

/// Grades of one kind, from the weakest.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grade {
    pub(super) steps: Vec<Group>,
}

/// What makes less than was asked for honest.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Down {
    pub(super) approved: Group,
    pub(super) not_approved: Group,
    pub(super) higher: Group,
    pub(super) stage: Group,
    pub(super) rest: Group,
    pub(super) rest_plan: Group,
    pub(super) corrected: Group,
    pub(super) honest: Group,
}

const TEXT: &str = include_str!("lexicon.toml");

/// The built-in lexicon; a unit test keeps the file readable, an unreadable one would leave the comparisons silent.
pub(super) static WORDS: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

#[cfg(test)]
mod tests {
    #[test]
    fn the_lexicon_is_readable() {
        let read: Result<super::Lexicon, _> = toml::from_str(super::TEXT);
        assert!(read.is_ok(), "{:?}", read.err());
    }
}
