//! The words by which the checks on coverage, complaints, evidence and relapses read cells, kept in `lexicon.toml`.
use std::sync::LazyLock;

use serde::Deserialize;

/// A list of words.
pub(super) type Words = Vec<String>;

/// Word lists; what each is for stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    pub(super) register: Register,
    pub(super) vanished: Vanished,
    pub(super) numbering: Numbering,
    pub(super) complaint: Complaint,
    pub(super) recurrence: Recurrence,
    pub(super) evidence: EvidenceWords,
}

/// Of receipt registers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Register {
    pub(super) decision: Words,
    pub(super) not_entered: Words,
    pub(super) ledger: Words,
    pub(super) number: Words,
}

/// Of rows that are gone.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vanished {
    pub(super) went: Words,
    pub(super) left: Words,
}

/// Of serial numbers and detail ledgers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numbering {
    pub(super) extract: Words,
    pub(super) elsewhere: Words,
    pub(super) none: Words,
}

/// Of complaints.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Complaint {
    pub(super) handed_over: Words,
    pub(super) extended: Words,
    pub(super) granted: Words,
    pub(super) not_judged: Words,
    pub(super) unfounded: Words,
    pub(super) founded: Words,
    pub(super) facts: Words,
    pub(super) formula: Words,
    pub(super) stages: Words,
    pub(super) other_day: Words,
    pub(super) accounted: Words,
}

/// Of relapses.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recurrence {
    pub(super) place: Words,
    pub(super) nobody: Words,
    pub(super) kinds: Words,
    pub(super) business: Words,
    pub(super) other: Words,
    pub(super) generic: Words,
}

/// Of evidence.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvidenceWords {
    pub(super) shared_kinds: Words,
    pub(super) shared: Words,
    pub(super) after: Words,
    pub(super) before: Words,
}

const TEXT: &str = include_str!("lexicon.toml");

/// The built-in lexicon. A unit test keeps the file readable; an unreadable one would leave the checks silent.
pub(super) static WORDS: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_file_is_readable() {
        let read: Result<Lexicon, _> = toml::from_str(TEXT);
        assert!(read.is_ok(), "{:?}", read.err());
    }
}
