//! What reviewers made of flags, and what that says of the rules that raised them.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::FlagId;

/// Why a flag was not accepted: a closed list, so that rejections can be counted by cause.
#[doc(alias = "驳回原因")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RejectCode {
    /// 提及/引用: the words are mentioned or quoted, not used.
    #[serde(rename = "提及/引用")]
    提及或引用,
    /// 法定依据: the act rests on law.
    法定依据,
    /// 有差异化: cases are treated differently, elsewhere in the text.
    有差异化,
    /// 口径不同: the figures follow different definitions.
    口径不同,
    /// 章节不适用: text of this kind of section is not to be flagged.
    章节不适用,
    /// 其他: told in the note.
    其他,
}

impl RejectCode {
    /// Every code, in the order they are shown.
    pub const ALL: &[Self] = &[
        Self::提及或引用,
        Self::法定依据,
        Self::有差异化,
        Self::口径不同,
        Self::章节不适用,
        Self::其他,
    ];
    /// The name people use.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::提及或引用 => "提及/引用".to_owned(),
            other => format!("{other:?}"),
        }
    }
    /// The code of that name; either half of 提及/引用 will do.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim() {
            "提及" | "引用" => Some(Self::提及或引用),
            name => Self::ALL.iter().copied().find(|c| c.name() == name),
        }
    }
}

/// What a reviewer decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "decision", content = "reason")]
pub enum Decided {
    /// The passage deserves the second look.
    Accept,
    /// It does not.
    Reject(RejectCode),
}

/// A reviewer's decision on one flag. A later one on the same flag stands beside it and counts instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagDecision {
    /// The flag.
    pub flag: FlagId,
    /// Its indicator.
    pub indicator: String,
    /// Its rule.
    pub rule: String,
    /// The version of the rule that had raised it when it was decided.
    pub rule_version: u32,
    /// What was decided.
    #[serde(flatten)]
    pub decided: Decided,
    /// What the reviewer added.
    #[serde(default)]
    pub note: Option<String>,
    /// Who decided, by the name given.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// A person's act on a rule: its flags are only leads from then on, or again what they were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleStanding {
    /// The rule.
    pub rule: String,
    /// Whether its flags are only leads.
    pub is_demoted: bool,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// What came of one version of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleRecord {
    /// Its indicator.
    pub indicator: String,
    /// The rule.
    pub rule: String,
    /// Its version.
    pub version: u32,
    /// Flags it ever raised.
    pub raised: u32,
    /// Of these, accepted by the last decision.
    pub accepted: u32,
    /// Rejected by the last decision.
    pub rejected: u32,
    /// Rejections by cause.
    pub codes: BTreeMap<RejectCode, u32>,
    /// Whether the rule stands demoted.
    pub is_demoted: bool,
    /// Whether so few of its flags were accepted that a person should look at demoting it.
    pub is_candidate: bool,
}

impl RuleRecord {
    /// Share of the decided flags that were accepted.
    #[must_use]
    pub fn acceptance(&self) -> Option<f64> {
        let decided = self.accepted + self.rejected;
        (decided > 0).then(|| f64::from(self.accepted) / f64::from(decided))
    }
}
