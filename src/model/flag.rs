//! A passage that deserves a second look (疑点), with its evidence. Never a finding about a person.
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::SourceRef;

/// What it would mean for the matter.
#[doc(alias = "重要程度")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Wording; look when time allows.
    提示,
    /// Affects whether the task can be verified.
    关注,
    /// Two records disagree, public interest harmed, or closed without proof.
    重点,
}

/// How sure the machine is.
#[doc(alias = "把握程度")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Certainty {
    /// A score or ranking.
    线索,
    /// A pattern with all groups in use-context and no exemption found.
    较强,
    /// Arithmetic, dates, exact comparison.
    确定,
}

/// Another place that bears on the flag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The quotation.
    pub source: SourceRef,
    /// What it shows, in Chinese.
    pub note: String,
}

/// How the flag came about, so that a reader can redo it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Explain {
    /// Groups or features that matched: name and the matched words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matched: Vec<(String, Vec<String>)>,
    /// Exemptions that were looked for and not found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemptions_not_found: Vec<String>,
    /// Contributions to a score: name and signed amount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributions: Vec<(String, f64)>,
    /// Score and threshold, for scored rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<(f64, f64)>,
    /// A formula with the values put in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// What would settle the matter: the one addition that would clear the flag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub would_clear: Option<String>,
    /// Least confidence in percent of the recognized text among its quotations, when some of it was recognized from pictures:
    /// such a flag is never [`Certainty::确定`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognized: Option<u8>,
}

/// The passage around the quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// Headings over it, outermost first.
    pub headings: Vec<String>,
    /// The matter it belongs to: a ledger row's number and title, else the nearest heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// Number of the ledger entry, when the row or the passage names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger_no: Option<String>,
    /// The passage before.
    pub before: String,
    /// The passage itself.
    pub text: String,
    /// The passage after.
    pub after: String,
    /// The quotation in `text`, as a half-open character range.
    pub start: u32,
    /// One past its last character.
    pub end: u32,
}

/// Identity of a flag: 16 hexadecimal digits, the same in every run over the same content.
pub type FlagId = String;

/// Everything a flag says; [`Flag::new`] gives it its identity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FlagDraft {
    /// Indicator, e.g. `hollow-commitment`.
    pub indicator: String,
    /// Rule of the indicator; the indicator's own id when it is code.
    pub rule: String,
    /// Version of the rule.
    pub rule_version: u32,
    /// Consequence for the matter.
    pub severity: Severity,
    /// How sure the machine is.
    pub certainty: Certainty,
    /// Host unit of the document.
    pub unit: Option<String>,
    /// Period label of the document.
    pub period: Option<String>,
    /// The quotation and its place.
    pub source: SourceRef,
    /// The passage around it.
    pub surroundings: Surroundings,
    /// Why it was flagged, in Chinese, with the values put in.
    pub reason: String,
    /// Other places; a contradiction has at least one.
    pub evidence: Vec<Evidence>,
    /// Questions to ask the unit, in Chinese.
    pub ask: Vec<String>,
    /// How it came about.
    pub explain: Explain,
}

/// A passage that deserves a second look.
#[doc(alias = "疑点")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    id: FlagId,
    /// What it says.
    #[serde(flatten)]
    pub draft: FlagDraft,
    /// The flag on an earlier version of the same file that this one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<FlagId>,
}

impl Flag {
    /// Gives a draft its identity: rule, file, words of the passage, and place of the quotation in the passage.
    ///
    /// Paragraph numbers are not part of it, so text added elsewhere in the file does not cost a reviewer's decision;
    /// `nth` tells equal passages of one file apart (0 for the first).
    #[must_use]
    pub fn new(draft: FlagDraft, nth: u32) -> Self {
        let mut hash = Sha256::new();
        let around = &draft.surroundings;
        for part in [
            &draft.indicator,
            &draft.rule,
            draft.source.file(),
            &around.text,
            draft.source.quote(),
        ] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        for number in [around.start, around.end, nth] {
            hash.update(number.to_le_bytes());
        }
        let id = hash
            .finalize()
            .iter()
            .take(8)
            .map(|b| format!("{b:02x}"))
            .collect();
        Self {
            id,
            draft,
            replaces: None,
        }
    }
    /// The identity.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}
