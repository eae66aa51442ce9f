//! The words by which requirements are read, kept in `lexicon.toml`.
use std::{collections::HashMap, sync::LazyLock};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use serde::Deserialize;

/// Word lists; what each is for stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    pub(super) higher: Vec<String>,
    pub(super) higher_acts: Vec<String>,
    pub(super) lower_acts: Vec<String>,
    pub(super) lower: Vec<String>,
    pub(super) same_metric: Vec<Vec<String>>,
    pub(super) of_substance: Vec<String>,
    pub(super) statistic: Vec<String>,
    pub(super) link: Vec<String>,
    pub(super) fall: Vec<String>,
    pub(super) rise: Vec<String>,
    pub(super) unsaid: Vec<String>,
    pub(super) not_a_place: Vec<String>,
    pub(super) goes_on: Vec<String>,
    pub(super) no_name: String,
    pub(super) neutral: Vec<String>,
    pub(super) grade: Vec<Grade>,
    pub(super) scope: ScopeWords,
    pub(super) duty: DutyWords,
    pub(super) act: ActWords,
    pub(super) matter: MatterWords,
    pub(super) reason: ReasonWords,
}

/// A scale of grades, from the weakest step to the strictest.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grade {
    pub(super) name: String,
    pub(super) steps: Vec<Vec<String>>,
    pub(super) beside: Vec<String>,
}

/// What belongs to a task.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScopeWords {
    pub(super) all: Vec<String>,
    pub(super) key: Vec<String>,
    pub(super) pilot: Vec<String>,
}

/// Whether something must be.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DutyWords {
    pub(super) must: Vec<String>,
    pub(super) may: Vec<String>,
}

/// What is done by a deadline.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActWords {
    pub(super) report: Vec<String>,
    pub(super) plan: Vec<String>,
    pub(super) begin: Vec<String>,
    pub(super) check: Vec<String>,
    pub(super) finish: Vec<String>,
    pub(super) by_the_way: Vec<String>,
}

/// Words that name no matter.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MatterWords {
    pub(super) contrast: Vec<Vec<String>>,
    pub(super) drop: Vec<String>,
}

/// Reasons that make a difference lawful.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReasonWords {
    pub(super) approved: Vec<String>,
    pub(super) law: Vec<String>,
    pub(super) stage: Vec<String>,
    pub(super) reached: Vec<String>,
    pub(super) means: Vec<String>,
    pub(super) leave: Vec<String>,
    pub(super) aside: Vec<String>,
    pub(super) forbids: Vec<String>,
}

const TEXT: &str = include_str!("lexicon.toml");

/// The built-in lexicon. A unit test keeps the file readable; an unreadable one would leave the check silent.
pub(super) static WORDS: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

/// Whether a larger or a smaller amount asks for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stricter {
    /// 治理率, 覆盖率.
    Higher,
    /// 浓度, 限值, 排放量.
    Lower,
}

/// A metric word.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    /// The name it is compared by.
    pub(super) name: String,
    pub(super) stricter: Stricter,
    /// 浓度, 限值: says what kind of amount of a substance named before it.
    pub(super) of_substance: bool,
}

/// All metric words in the order of their patterns.
static STEMS: LazyLock<Vec<(String, Stem)>> = LazyLock::new(|| {
    let mut same: HashMap<&str, &str> = HashMap::new();
    for group in &WORDS.same_metric {
        for word in group {
            same.insert(word, group.first().map_or(word, |f| f));
        }
    }
    let shares = |acts: &[String]| -> Vec<String> {
        acts.iter()
            .flat_map(|act| ["率", "比例", "比率"].map(|end| format!("{act}{end}")))
            .collect()
    };
    let mut stems: Vec<(String, Stem)> = Vec::new();
    let mut add = |words: Vec<String>, stricter| {
        for word in words {
            if stems.iter().any(|(known, _)| *known == word) {
                continue;
            }
            // 治理比例 and 治理率 are one metric.
            let plain = ["比例", "比率"]
                .iter()
                .find_map(|end| word.strip_suffix(end))
                .map(|act| format!("{act}率"));
            let name = same.get(word.as_str()).map_or_else(
                || {
                    let share = plain.unwrap_or_else(|| word.clone());
                    same.get(share.as_str())
                        .map_or(share.clone(), |n| (*n).to_owned())
                },
                |n| (*n).to_owned(),
            );
            let of_substance = WORDS.of_substance.contains(&word);
            stems.push((
                word,
                Stem {
                    name,
                    stricter,
                    of_substance,
                },
            ));
        }
    };
    add(WORDS.higher.clone(), Stricter::Higher);
    add(WORDS.lower.clone(), Stricter::Lower);
    add(shares(&WORDS.higher_acts), Stricter::Higher);
    add(shares(&WORDS.lower_acts), Stricter::Lower);
    stems
});

/// Finds metric words, the longest at each place.
static FINDER: LazyLock<Option<CharwiseDoubleArrayAhoCorasick<u32>>> = LazyLock::new(|| {
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(STEMS.iter().map(|s| &s.0))
        .ok()
});

/// Metric words in `text` with their byte ranges.
pub(super) fn stems(text: &str) -> Vec<(std::ops::Range<usize>, &'static Stem)> {
    let Some(finder) = FINDER.as_ref() else {
        return Vec::new();
    };
    finder
        .leftmost_find_iter(text)
        .filter_map(|m| Some((m.start()..m.end(), &STEMS.get(m.value() as usize)?.1)))
        .collect()
}

/// The first of the words that stands in `text`.
pub(super) fn found<'w>(words: &'w [String], text: &str) -> Option<&'w str> {
    words.iter().map(String::as_str).find(|w| text.contains(*w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_file_is_readable() {
        let read: Result<Lexicon, _> = toml::from_str(TEXT);
        assert!(read.is_ok(), "{:?}", read.err());
    }

    #[test]
    fn every_word_is_in_match_form_and_every_metric_has_one_direction() {
        for word in WORDS.higher.iter().chain(&WORDS.lower).chain(&WORDS.link) {
            assert_eq!(&crate::model::fold(word), word);
        }
        for word in &WORDS.higher {
            assert!(!WORDS.lower.contains(word), "{word}");
        }
        assert!(!stems("治理率").is_empty(), "a metric is listed twice");
    }
}
