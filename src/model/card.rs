//! What an indicator looks for and why, in words for the people who use its flags.
use serde::{Deserialize, Serialize};

/// An indicator's card, shown by `explain` and under each flag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorCard {
    /// Id in kebab-case.
    pub id: String,
    /// Chinese title that reads well after 疑似.
    pub title: String,
    /// English name.
    pub english: String,
    /// Family, e.g. 空泛表态.
    pub family: String,
    /// 查什么: what is looked for.
    #[doc(alias = "查什么")]
    pub looks_for: String,
    /// 为什么要看: why it matters.
    #[doc(alias = "为什么要看")]
    pub why: String,
    /// 什么情况不算: what does not count.
    #[doc(alias = "什么情况不算")]
    pub not_counted: Vec<String>,
    /// 证据怎么给: what a flag shows.
    #[doc(alias = "证据怎么给")]
    pub evidence: String,
    /// 已知误报: where it is known to be wrong.
    #[doc(alias = "已知误报")]
    pub known_false_alarms: Vec<String>,
    /// 核实建议: questions that settle the matter.
    #[doc(alias = "核实建议")]
    pub ask: Vec<String>,
    /// 依据文件: the papers it rests on.
    #[doc(alias = "依据文件")]
    pub basis: Vec<CardBasis>,
}

/// A paper an indicator rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardBasis {
    /// Title, with number or article where there is one.
    pub title: String,
    /// What it says on the point.
    pub point: String,
    /// Where it was read, if a stable address is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
