//! Whether a clause says that something is so: plans, demands, conditions, reported and quoted words are no claims.
use std::ops::Range;

use super::{
    clause::{Clause, Sentence},
    lexicon::{WORDS, begins, holds, last},
};
use crate::model::{DateRole, Precision};

/// How far behind its reporter a verb of saying may stand, in characters.
const REPORT_REACH: usize = 16;

/// The place of a predicate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'s> {
    /// Its sentence.
    pub(super) sentence: &'s Sentence<'s>,
    /// Its clause.
    pub(super) clause: &'s Clause,
    /// Index of the clause in [`Sentence::clauses`]; `None` inside brackets.
    pub(super) index: Option<usize>,
    /// First byte of the predicate in the clause's bare text.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// Whether the headings over it announce what is still to come.
    pub(super) under_plan: bool,
}

impl<'s> Spot<'s> {
    /// The clause before the predicate.
    pub(super) fn before(&self) -> &'s str {
        self.clause.bare.get(..self.start).unwrap_or_default()
    }
    /// The clause after the predicate.
    pub(super) fn after(&self) -> &'s str {
        self.clause.bare.get(self.end..).unwrap_or_default()
    }
    /// Characters of the passage from the beginning of the clause to the predicate.
    pub(super) fn range_before(&self) -> Range<u32> {
        self.clause.range.start..self.clause.at_bare(self.start)
    }
    /// Clauses of the sentence before this one.
    pub(super) fn earlier(&self) -> &'s [Clause] {
        self.index
            .and_then(|i| self.sentence.clauses.get(..i))
            .unwrap_or_default()
    }

    /// Whether what the predicate says is said to be so.
    pub(super) fn is_fact(&self) -> bool {
        !self.is_question()
            && !self.is_noun()
            && !self.is_planned()
            && !self.is_condition()
            && !self.is_reported()
            && !holds(&WORDS.forbid, self.before())
    }
    /// Whether a total is given as it stands: 我市承担的13项 is no condition, 计划实施13项 is no total.
    pub(super) fn is_stated(&self) -> bool {
        !self.is_question()
            && !self.is_planned()
            && !self.is_reported()
            && !holds(&WORDS.forbid, self.before())
    }
    fn is_question(&self) -> bool {
        self.sentence.text().ends_with(['?', '？'])
            || ["是否", "能否", "是不是"]
                .iter()
                .any(|w| self.before().contains(w))
    }
    /// 完成情况, 完成后, 已完成的: no predicate of its own.
    fn is_noun(&self) -> bool {
        let after = self.after();
        let after = after.strip_prefix('了').unwrap_or(after);
        begins(&WORDS.noun_tail, after)
    }
    fn is_planned(&self) -> bool {
        let before = self.before();
        let fact_here = last(&WORDS.fact, before);
        if let Some(plan) = last_plan(before) {
            // 已将…: the fact stands first and 将 only moves the object.
            return fact_here.is_none_or(|f| f < plan);
        }
        if fact_here.is_some() {
            return false;
        }
        if self.under_plan || self.date_to_come() {
            return true;
        }
        for clause in self.earlier().iter().rev() {
            let plan = last_plan(&clause.bare);
            let fact = last(&WORDS.fact, &clause.bare);
            match (plan, fact) {
                (Some(p), Some(f)) => return p > f,
                (Some(_), None) => return true,
                (None, Some(_)) => return false,
                (None, None) => {}
            }
        }
        false
    }
    /// 12月底前完成 without 已.
    fn date_to_come(&self) -> bool {
        let before = self.range_before();
        self.sentence.dates(&before).any(|d| {
            let by = d.value.from.is_none() && d.value.to.is_some();
            let raw = d.value.raw.as_str();
            by && (raw.ends_with('前') || raw.ends_with('止') || raw.ends_with('内'))
        })
    }
    fn is_condition(&self) -> bool {
        let own = self.before();
        let ends_so = |text: &str| {
            [
                "的",
                "的予以",
                "的及时",
                "的一律",
                "的可",
                "的方可",
                "的按程序",
                "的准予",
                "的即",
            ]
            .iter()
            .any(|e| text.ends_with(e))
        };
        if ends_so(own) {
            return true;
        }
        let opens = |text: &str| {
            let text = text.trim_start();
            begins(&WORDS.condition, text)
                && !["如期", "如实", "如下", "若干", "如今"]
                    .iter()
                    .any(|w| text.starts_with(w))
        };
        opens(own)
            || self
                .earlier()
                .iter()
                .any(|c| opens(&c.bare) || ends_so(&c.bare))
    }
    /// 据县局报送已完成, 督察组指出…: what others say.
    fn is_reported(&self) -> bool {
        let mut said: String = self
            .earlier()
            .iter()
            .flat_map(|c| [c.bare.as_str(), ","])
            .collect();
        said.push_str(self.before());
        if reported_by_source(&said) {
            return true;
        }
        WORDS.reporter.iter().any(|who| {
            said.match_indices(who.as_str()).any(|(at, _)| {
                let rest: String = said
                    .get(at + who.len()..)
                    .unwrap_or_default()
                    .chars()
                    .take(REPORT_REACH)
                    .take_while(|c| *c != ',')
                    .collect();
                holds(&WORDS.report_verb, &rest)
            })
        })
    }
    /// Whether the clause has a mark that a bare 完成 needs to be a claim: 已, 全部, or the day it happened.
    pub(super) fn has_happened(&self) -> bool {
        let before = self.before();
        if holds(&WORDS.done_mark, before) || self.after().starts_with('了') {
            return true;
        }
        self.event_day().is_some()
    }
    /// The day named before the predicate in its clause, when it is one on which something happened.
    pub(super) fn event_day(&self) -> Option<&'s crate::model::FoundDate> {
        let before = self.range_before();
        let text = |d: &crate::model::FoundDate| {
            self.sentence
                .passage
                .plain
                .chars()
                .skip(d.start.saturating_sub(3) as usize)
                .take(d.start.min(3) as usize)
                .collect::<String>()
        };
        // 7月31日,该任务…: a clause of nothing but the day.
        let alone = self.earlier().iter().rev().find(|c| {
            let bare: u32 = self.sentence.dates(&c.range).map(|d| d.end - d.start).sum();
            c.range.end - c.range.start <= bare + 1
        });
        self.sentence
            .dates(&alone.map_or(before.start..before.start, |c| c.range.clone()))
            .chain(self.sentence.dates(&before))
            .filter(|d| {
                !matches!(
                    d.value.precision,
                    Precision::Relative | Precision::Invalid | Precision::None | Precision::Vague
                )
            })
            .filter(|d| {
                let before = text(d);
                !(before.ends_with("截至") || before.ends_with("截止") || before.ends_with("至"))
            })
            .filter(|d| role_of(d) == DateRole::Event || holds(&WORDS.fact, self.before()))
            .last()
    }
}

/// The role the words around a found date gave it.
pub(super) fn role_of(date: &crate::model::FoundDate) -> DateRole {
    match (date.value.from, date.value.to) {
        (None, Some(_)) => DateRole::Deadline,
        (Some(_), None) => DateRole::Start,
        _ => DateRole::Event,
    }
}

/// The end of the last plan word; 应急, 相应 and the like hold none.
fn last_plan(text: &str) -> Option<usize> {
    WORDS
        .plan
        .iter()
        .flat_map(|w| {
            text.match_indices(w.as_str())
                .map(move |(at, _)| (at, at + w.len(), w.as_str()))
        })
        .filter(|(at, end, word)| {
            let left = text.get(..*at).unwrap_or_default();
            let right = text.get(*end..).unwrap_or_default();
            match *word {
                "需" => {
                    !left.ends_with(['必', '无', '供', '急', '所', '不'])
                        && !right.starts_with('求')
                }
                "待" => {
                    !left.ends_with(['接', '等', '对', '招', '期', '看', '优'])
                        && !right.starts_with(['遇'])
                }
                "须" => !left.ends_with('无'),
                "要求" => !left.ends_with(['按', '照', '关', '合', '到', '据', '标', '进', '度']),
                "加快" | "推动" | "尽快" | "抓紧" | "全力" | "着力" | "努力" | "督促" | "促进" => {
                    true
                }
                "承诺" => !right.starts_with("书"),
                "拟" => !left.ends_with(['模', '虚']),
                _ => true,
            }
        })
        .map(|(_, end, _)| end)
        .max()
}

/// 据…反映, 据…报: the source and its verb stand in one clause.
fn reported_by_source(said: &str) -> bool {
    said.match_indices('据').any(|(at, _)| {
        let left = said.get(..at).unwrap_or_default();
        if left.ends_with(['数', '依', '根', '证', '占', '单', '票']) {
            return false;
        }
        let rest: String = said
            .get(at + '据'.len_utf8()..)
            .unwrap_or_default()
            .chars()
            .take(REPORT_REACH)
            .take_while(|c| *c != ',')
            .collect();
        !rest.starts_with(['此', '点'])
            && ["反映", "称", "介绍", "报", "反馈", "说"]
                .iter()
                .any(|v| rest.contains(v))
    })
}
