//! What the whole detector says of one labelled text or pair of texts, laid out as the page it might stand on.
use super::{
    INDICATORS, Indicator, RulePacks,
    desk::Desk,
    laid_out::{self, Layout},
    pack::rule::{Rule, Scope},
    pairing::{Pairing, Part, Spot},
    second_reader,
};
use crate::model::{Certainty, DocType, Explain, FlagDraft, Severity, char_slice};

/// The heading over text of which nothing else is known.
const HEADING: &str = "整改情况";

/// Headings under which the text of an indicator stands where its rules name none.
const HEADINGS: &[(&str, &str)] = &[
    ("unanchored-measure", "整改措施"),
    ("vague-progress", "整改进展情况"),
];

/// One thing that was said of a specimen.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The rule; the indicator's own id when the parts were compared.
    pub rule: String,
    /// Its version.
    pub rule_version: u32,
    /// Consequence for the matter; of a comparison the indicator decides where it raises the flag.
    pub severity: Option<Severity>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Why, in Chinese.
    pub reason: String,
    /// The words it is about.
    pub quote: String,
    /// How it came about.
    pub explain: Explain,
}

/// Everything one indicator says of a specimen; see [`judge_each`].
#[must_use]
pub fn judge(packs: &RulePacks, indicator: &str, pairing: &Pairing) -> Vec<Judged> {
    let said = judge_each(packs, &[indicator], pairing);
    said.into_iter().flatten().collect()
}

/// Everything that each of these indicators says of a specimen, in their order: its rules and comparisons, then the second reader.
/// Where both speak, a rule's lead becomes 较强.
#[must_use]
pub fn judge_each(packs: &RulePacks, indicators: &[&str], pairing: &Pairing) -> Vec<Vec<Judged>> {
    let mut said = each_by_rules(packs, indicators, pairing);
    for (id, said) in indicators.iter().zip(&mut said) {
        if let [alone] = pairing.parts.as_slice() {
            said.retain(|j| {
                j.certainty == Certainty::确定 || second_reader::says(id, &alone.plain)
            });
        }
        let Some((reason, explain)) = second_reader::say(packs, id, pairing) else {
            continue;
        };
        if said.is_empty() {
            said.push(Judged {
                rule: second_reader::rule_of(id),
                rule_version: second_reader::VERSION,
                severity: None,
                certainty: Certainty::线索,
                quote: pairing
                    .parts
                    .last()
                    .map(|p| p.text.clone())
                    .unwrap_or_default(),
                reason,
                explain,
            });
        } else {
            let leads = said.iter_mut().filter(|j| j.certainty == Certainty::线索);
            leads.for_each(|j| j.certainty = Certainty::较强);
        }
    }
    said
}

/// As [`judge_each`], by rules and comparisons alone: without what was learned.
///
/// The parts the unit itself wrote stand on a 整改报告 under the heading where such text belongs; a rule that does not read such
/// pages is shown the kind it reads. Then the parts are compared ([`super::Indicator::confront`]). Where two indicators flag the
/// same words both are heard: a specimen is labelled for one of them.
#[must_use]
pub fn each_by_rules(
    packs: &RulePacks,
    indicators: &[&str],
    pairing: &Pairing,
) -> Vec<Vec<Judged>> {
    let parts = own_parts(pairing);
    let mut pages: Vec<(Layout, Vec<usize>)> = Vec::new();
    for (id, nth) in indicators.iter().zip(0..) {
        for layout in layouts(packs, id) {
            match pages.iter_mut().find(|(known, _)| *known == layout) {
                Some((_, readers)) => readers.push(nth),
                None => pages.push((layout, vec![nth])),
            }
        }
    }
    let mut said = vec![Vec::new(); indicators.len()];
    for (layout, readers) in pages {
        let page = laid_out::page(&layout, pairing.unit(), &parts);
        let desk = Desk::new(packs, &page);
        for nth in readers {
            let (Some(id), Some(said)) = (indicators.get(nth), said.get_mut(nth)) else {
                continue;
            };
            let flags = match built_in(id) {
                Some(code) => code.examine(&desk, &page),
                None => desk.run_rules(id),
            };
            flags.into_iter().for_each(|flag| add(said, flag.into()));
        }
    }
    for (id, said) in indicators.iter().zip(&mut said) {
        said.extend(confronted(packs, id, pairing));
    }
    said
}

/// The parts the unit itself wrote.
pub(super) fn own_parts(pairing: &Pairing) -> Vec<&Part> {
    let own = |p: &&Part| p.role.is_own() && !p.text.is_empty();
    pairing.parts.iter().filter(own).collect()
}

fn built_in(id: &str) -> Option<&'static dyn Indicator> {
    INDICATORS.iter().copied().find(|i| i.id() == id)
}

/// Adds what was not yet said on another kind of page.
fn add(said: &mut Vec<Judged>, one: Judged) {
    let same = |s: &Judged| s.rule == one.rule && s.quote == one.quote;
    if !said.iter().any(same) {
        said.push(one);
    }
}

fn confronted(packs: &RulePacks, id: &str, pairing: &Pairing) -> Option<Judged> {
    let indicator = built_in(id)?;
    let finding = indicator.confront(packs, pairing)?;
    Some(Judged {
        rule: indicator.id().to_owned(),
        rule_version: indicator.version(),
        severity: None,
        certainty: finding.certainty,
        quote: words_at(pairing, &finding.at),
        reason: finding.reason,
        explain: finding.explain,
    })
}

impl From<FlagDraft> for Judged {
    fn from(flag: FlagDraft) -> Self {
        Self {
            quote: flag.source.quote().to_owned(),
            rule: flag.rule,
            rule_version: flag.rule_version,
            severity: Some(flag.severity),
            certainty: flag.certainty,
            reason: flag.reason,
            explain: flag.explain,
        }
    }
}

fn words_at(pairing: &Pairing, spot: &Spot) -> String {
    let part = pairing.parts.get(spot.part);
    part.map(|p| char_slice(&p.text, &spot.range))
        .unwrap_or_default()
}

/// The kinds of page that the rules of an indicator read, the common one first.
pub(super) fn layouts(packs: &RulePacks, indicator: &str) -> Vec<Layout> {
    let heading = HEADINGS
        .iter()
        .find(|(id, _)| *id == indicator)
        .map_or(HEADING, |(_, heading)| heading);
    let common = Layout {
        doc_type: DocType::整改报告,
        heading: Some(heading.to_owned()),
        column: None,
    };
    let mut kinds = vec![common.clone()];
    for rule in packs.rules().iter().filter(|r| r.indicator == indicator) {
        let layout = layout_of(rule, &common);
        if !kinds.contains(&layout) {
            kinds.push(layout);
        }
    }
    kinds
}

fn layout_of(rule: &Rule, common: &Layout) -> Layout {
    let doc_type = if rule.doc_types.contains(&common.doc_type) {
        common.doc_type
    } else {
        rule.doc_types.first().copied().unwrap_or(common.doc_type)
    };
    let fits = |heading: &String| rule.sections.iter().any(|s| heading.contains(s));
    let heading = match rule.sections.first() {
        Some(first) if !common.heading.as_ref().is_some_and(fits) => Some(first.clone()),
        _ => common.heading.clone(),
    };
    Layout {
        doc_type,
        heading,
        column: match rule.scope {
            Scope::LedgerRow => rule.columns.first().cloned(),
            Scope::Sentence | Scope::Paragraph => None,
        },
    }
}
