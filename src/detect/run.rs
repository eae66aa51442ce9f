//! Runs one rule over one document.
mod account;

use std::ops::Range;

use super::{
    concreteness,
    desk::{Desk, Sheet},
    draft, gate, honest, lead_in,
    mention::{self, Mention},
    pack::rule::{Feature, Kind, Rule, Unless, When, Within},
    ruled::Ruled,
    slots::Slot,
    substance,
};
use crate::model::{Explain, FlagDraft, Passage, Severity, char_slice};

pub(super) use account::{accounts, units};

/// Flags of a rule, in reading order.
pub(super) fn rule(desk: &Desk<'_>, rule: &Rule) -> Vec<FlagDraft> {
    let scanner = desk.packs().scanner();
    let mut flags = Vec::new();
    for sheet in desk.sheets() {
        let possible = match &rule.kind {
            Kind::Pattern { when } => when.iter().all(|w| scanner.possible(w.group, &sheet.hits)),
            Kind::Score {
                features, required, ..
            } => required
                .iter()
                .filter_map(|n| features.get(*n))
                .any(|f| f.group.is_none_or(|g| scanner.possible(g, &sheet.hits))),
        };
        if !possible {
            continue;
        }
        for unit in gate::units(&rule.terrain(), desk, sheet.passage()) {
            flags.extend(Reading::new(desk, rule, sheet, &unit).and_then(|r| r.flag()));
        }
    }
    flags
}

/// Words that deny what stands right after them.
const DENIALS: &[&str] = &[
    "未", "没有", "没", "无", "不见", "未见", "并未", "均未", "未作", "未附", "未经", "未做",
    "未予", "没见", "缺",
];
/// Longest of them, in characters.
const DENIAL_REACH: u32 = 2;

/// One rule reading one stretch of text.
struct Reading<'r, 'a> {
    desk: &'r Desk<'a>,
    rule: &'r Rule,
    sheet: &'r Sheet<'a>,
    passage: &'a Passage,
    ruled: &'r Ruled<'a>,
    unit: Range<u32>,
}

impl<'r, 'a> Reading<'r, 'a> {
    fn new(
        desk: &'r Desk<'a>,
        rule: &'r Rule,
        sheet: &'r Sheet<'a>,
        unit: &Range<u32>,
    ) -> Option<Self> {
        let passage = desk.document().passages.get(sheet.passage() as usize)?;
        let ruled = desk.ruled(sheet);
        let unit = ruled.trim(unit);
        let long_enough = rule.chars.contains(&(unit.end - unit.start));
        (!unit.is_empty() && long_enough).then_some(Self {
            desk,
            rule,
            sheet,
            passage,
            ruled,
            unit,
        })
    }

    /// Whether the rule could find what it needs here, by what the scan of the passage found.
    fn is_possible(&self) -> bool {
        let scanner = self.desk.packs().scanner();
        let possible =
            |group: u32, within: &Range<u32>| scanner.possible_in(group, &self.sheet.hits, within);
        match &self.rule.kind {
            Kind::Pattern { when } => when
                .iter()
                .all(|w| possible(w.group, &self.reach(w.within))),
            Kind::Score {
                features, required, ..
            } => required
                .iter()
                .filter_map(|n| features.get(*n))
                .any(|f| f.group.is_none_or(|g| possible(g, &self.unit))),
        }
    }

    fn flag(&self) -> Option<FlagDraft> {
        if !self.is_possible() {
            return None;
        }
        let mut explain = Explain::default();
        match &self.rule.kind {
            Kind::Pattern { when } => explain.matched = self.triggers(when)?,
            Kind::Score {
                features,
                threshold,
                required,
                ..
            } => self.score(features, *threshold, required, &mut explain)?,
        }
        let mut lowered = None;
        for unless in &self.rule.unless {
            if !self.holds(unless) {
                explain.exemptions_not_found.push(unless.name.clone());
            } else if unless.lowers {
                lowered = Some(&unless.name);
            } else {
                return None;
            }
        }
        let passage = self.sheet.passage();
        if lead_in::excuses(
            &self.rule.indicator,
            self.desk.document(),
            passage,
            &self.unit,
        ) {
            return None;
        }
        if honest::admits(self.ruled.slice(&self.unit), |s| self.fills(s, &self.unit)) {
            return None;
        }
        explain.exemptions_not_found.push(honest::NAME.to_owned());
        explain
            .exemptions_not_found
            .extend(mention::LOOKED_FOR.iter().map(|m| (*m).to_owned()));
        explain.would_clear = self.rule.message.would_clear.clone();
        self.weigh_substance(&mut explain)?;
        let reason = self.reason(&explain);
        let mut flag = draft::of_rule(
            self.rule,
            self.desk.document(),
            self.sheet.passage(),
            &self.unit,
            reason,
            explain,
        )?;
        if let Some(name) = lowered {
            flag.severity = lower(flag.severity);
            flag.reason
                .push_str(&format!("(已见“{name}”,级别下调一级。)"));
        }
        Some(flag)
    }

    /// What stands against a flag for emptiness; `None` when that suffices to withdraw it. Otherwise what was looked for, and
    /// what one addition would do.
    fn weigh_substance(&self, explain: &mut Explain) -> Option<()> {
        if !substance::concerns(&self.rule.indicator) {
            return Some(());
        }
        let judged = self.desk.judged(self.sheet);
        let scored = matches!(self.rule.kind, Kind::Score { .. });
        if scored && substance::is_clear(judged, &self.unit)
            || substance::is_filled_elsewhere(self.desk.document(), self.sheet.passage())
        {
            return None;
        }
        if scored {
            let looked_for = substance::CONCRETE.to_owned();
            explain.exemptions_not_found.push(looked_for);
        }
        let looked_for = substance::ELSEWHERE.to_owned();
        explain.exemptions_not_found.push(looked_for);
        if let Some(advice) = concreteness::advice(self.ruled.text(), judged, &self.unit) {
            let settled = explain.would_clear.get_or_insert_default();
            settled.push_str(&advice);
        }
        Some(())
    }

    /// The words of every trigger, or `None` when one is not used here.
    fn triggers(&self, when: &[When]) -> Option<Vec<(String, Vec<String>)>> {
        let mut found: Vec<Vec<Range<u32>>> = Vec::new();
        for w in when {
            let uses = self.uses(w.group, w.mentions_count, &self.reach(w.within));
            if uses.is_empty() {
                return None;
            }
            found.push(uses);
        }
        if when.iter().any(|w| w.same_clause) {
            let all_in = |clause: &Range<u32>| {
                when.iter().zip(&found).all(|(w, uses)| {
                    !w.same_clause || uses.iter().any(|u| clause.contains(&u.start))
                })
            };
            let clause = self.clauses().into_iter().find(all_in)?;
            for (w, uses) in when.iter().zip(&mut found) {
                uses.retain(|u| !w.same_clause || clause.contains(&u.start));
            }
        }
        let named = when.iter().zip(&found);
        Some(
            named
                .map(|(w, uses)| (w.name.clone(), self.quotes(uses)))
                .collect(),
        )
    }

    fn score(
        &self,
        features: &[Feature],
        threshold: f64,
        required: &[usize],
        explain: &mut Explain,
    ) -> Option<()> {
        let mut shares = vec![0.0; features.len()];
        let mut quotes = vec![Vec::new(); features.len()];
        // What speaks for a flag is counted first: where it does not suffice, the rest need not be looked for.
        for for_it in [true, false] {
            for (nth, f) in features.iter().enumerate() {
                if (f.weight > 0.0) != for_it {
                    continue;
                }
                let uses = self.feature(f);
                let count = u32::try_from(uses.len()).unwrap_or(u32::MAX).min(f.cap);
                if let (Some(share), Some(quote)) = (shares.get_mut(nth), quotes.get_mut(nth)) {
                    *share = f64::from(count) * f.weight;
                    *quote = self.quotes(&uses);
                }
            }
            let found = |n: &usize| quotes.get(*n).is_some_and(|q| !q.is_empty());
            if shares.iter().sum::<f64>() < threshold || (for_it && !required.iter().any(found)) {
                return None;
            }
        }
        explain.score = Some((shares.iter().sum(), threshold));
        for ((f, share), quote) in features.iter().zip(shares).zip(quotes) {
            explain.contributions.push((f.name.clone(), share));
            if !quote.is_empty() {
                explain.matched.push((f.name.clone(), quote));
            }
        }
        Some(())
    }

    fn feature(&self, f: &Feature) -> Vec<Range<u32>> {
        let scanner = self.desk.packs().scanner();
        let any = |group| scanner.matches(group, &self.sheet.hits, self.ruled, &self.unit);
        let mut uses = match f.group {
            Some(g) if f.weight > 0.0 => self.uses(g, f.mentions_count, &self.unit),
            Some(g) => self.unmentioned(any(g), f.mentions_count),
            None => Vec::new(),
        };
        for slot in &f.slots {
            uses.extend(any(*slot));
        }
        uses
    }

    /// Matches of a group in `within` that count: no pieces of longer words.
    fn uses(&self, group: u32, mentions_count: bool, within: &Range<u32>) -> Vec<Range<u32>> {
        let scanner = self.desk.packs().scanner();
        let found = scanner.whole_matches(group, &self.sheet.hits, self.ruled, within);
        self.unmentioned(found, mentions_count)
    }

    fn unmentioned(&self, mut found: Vec<Range<u32>>, mentions_count: bool) -> Vec<Range<u32>> {
        if !mentions_count && !found.is_empty() {
            let mentions = self.desk.mentions(self.sheet);
            found.retain(|r| !Mention::covers(mentions, r.start));
        }
        found
    }

    fn holds(&self, unless: &Unless) -> bool {
        let within = self.reach(unless.within);
        let scanner = self.desk.packs().scanner();
        let words = unless.group.is_some_and(|g| {
            let found = scanner.matches(g, &self.sheet.hits, self.ruled, &within);
            found
                .iter()
                .any(|at| !unless.affirmed || !self.is_denied(&(within.start..at.start)))
        });
        let filled = unless
            .slots
            .iter()
            .filter(|s| self.fills(**s, &within))
            .count();
        words
            || (!unless.columns.is_empty()
                && gate::is_fixed_value(
                    self.desk.document(),
                    self.passage,
                    &self.unit,
                    &unless.columns,
                ))
            || (!unless.slots.is_empty() && filled >= unless.at_least as usize)
    }

    fn reach(&self, within: Within) -> Range<u32> {
        match within {
            Within::Unit => self.unit.clone(),
            Within::Around => self.around(),
            Within::Passage => self.cell(),
        }
    }

    /// Whether the words before an exemption deny it: 无|批准文件, 未|注明.
    fn is_denied(&self, before: &Range<u32>) -> bool {
        let near = before.end.saturating_sub(DENIAL_REACH).max(before.start)..before.end;
        let words = self.ruled.slice(&near);
        DENIALS.iter().any(|d| words.ends_with(d))
    }

    fn fills(&self, slot: u32, within: &Range<u32>) -> bool {
        let scanner = self.desk.packs().scanner();
        let by_words = !scanner
            .matches(slot, &self.sheet.hits, self.ruled, within)
            .is_empty();
        by_words || self.read_elsewhere(slot, within)
    }

    /// Dates that `normalize` found and the word list does not know.
    fn read_elsewhere(&self, slot: u32, within: &Range<u32>) -> bool {
        slot == Slot::Date.group()
            && self
                .passage
                .dates
                .iter()
                .any(|d| d.value.to.is_some() && within.start <= d.start && d.end <= within.end)
    }

    /// The cell the unit stands in; the whole passage outside tables.
    fn cell(&self) -> Range<u32> {
        self.passage
            .cells
            .iter()
            .find(|c| c.start <= self.unit.start && self.unit.end <= c.end)
            .map_or(0..self.ruled.len(), |c| c.start..c.end)
    }

    /// The unit with one sentence either way, inside the same cell for rows.
    fn around(&self) -> Range<u32> {
        let limit = self.cell();
        let before = self
            .passage
            .sentences
            .iter()
            .rfind(|s| s.end <= self.unit.start)
            .map_or(self.unit.start, |s| s.start);
        let after = self
            .passage
            .sentences
            .iter()
            .find(|s| s.start >= self.unit.end)
            .map_or(self.unit.end, |s| s.end);
        before.max(limit.start)..after.min(limit.end)
    }

    fn clauses(&self) -> Vec<Range<u32>> {
        let mut clauses = Vec::new();
        let mut from = self.unit.start;
        for (at, c) in (self.unit.start..).zip(self.ruled.slice(&self.unit).chars()) {
            if matches!(c, ',' | '。' | ';' | '!' | '?' | ':') {
                clauses.push(from..at);
                from = at + 1;
            }
        }
        clauses.push(from..self.unit.end);
        clauses
    }

    /// The words as they stand in the source, each once.
    fn quotes(&self, ranges: &[Range<u32>]) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for r in ranges {
            let word = char_slice(&self.passage.text, r);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    fn missing(&self) -> String {
        let names: Vec<&str> = Slot::ALL
            .iter()
            .filter(|s| !self.fills(s.group(), &self.unit))
            .map(|s| s.name())
            .collect();
        names.join("、")
    }

    fn reason(&self, explain: &Explain) -> String {
        let mut reason = self.rule.message.reason.clone();
        for (name, words) in &explain.matched {
            reason = reason.replace(&format!("{{{name}}}"), &words.join("、"));
        }
        if let Kind::Score {
            features,
            concreteness,
            ..
        } = &self.rule.kind
        {
            let concrete: f64 = concreteness
                .iter()
                .filter_map(|n| explain.contributions.get(*n))
                .map(|(_, share)| share.abs())
                .sum();
            reason = reason.replace("{具体性}", &format!("{concrete:.1}"));
            for f in features {
                reason = reason.replace(&format!("{{{}}}", f.name), "无");
            }
        }
        if let Some((score, threshold)) = explain.score {
            reason = reason.replace("{得分}", &format!("{score:.1}"));
            reason = reason.replace("{阈值}", &format!("{threshold:.1}"));
        }
        if reason.contains("{缺失要素}") {
            reason = reason.replace("{缺失要素}", &self.missing());
        }
        reason
    }
}

fn lower(severity: Severity) -> Severity {
    match severity {
        Severity::重点 => Severity::关注,
        Severity::关注 | Severity::提示 => Severity::提示,
    }
}
