//! From answers to flags: where the reader reads in a document, and when it keeps silent.
use std::ops::Range;

use super::{
    VERSION, explain,
    features::Exhibit,
    model::{Answer, BUILT_IN, SecondReader},
    reads::{READS, Reads},
    rule_of,
};
use crate::{
    detect::{
        INDICATORS, RulePacks, desk::Desk, draft::surroundings, gate, honest, lead_in, mention,
        normative, pairing::Pairing, ruled::Ruled, slots::Slot, substance,
    },
    model::{Certainty, Explain, FlagDraft, char_slice, fold},
};

/// A text is read whole up to this many characters: the texts the reader was taught on are no longer. Longer ones are cut between
/// sentences.
const MOST_CHARS: u32 = 220;
/// Shorter ones say too little.
const LEAST_CHARS: u32 = 12;
/// A text of which more than this share is mentioned (quoted, prohibited, reported of others) is not the writer's own deed.
const MOST_MENTIONED: f64 = 0.5;

/// What the reader says of a labelled text or pair about one indicator: reason and explanation.
pub(in crate::detect) fn say(
    packs: &RulePacks,
    indicator: &str,
    pairing: &Pairing,
) -> Option<(String, Explain)> {
    let reader = BUILT_IN.as_ref()?;
    let exhibit = Exhibit::of(pairing);
    if exhibit.own().is_empty() {
        return None;
    }
    let answer = reader.reads(&exhibit, indicator)?;
    Some((
        reason(&answer, exhibit.is_pair()),
        explain::explain(reader, packs, &exhibit, &answer),
    ))
}

/// Whether a rule's flag is believed: what is computed always is, and what stands in a table's column; of wording in running text,
/// which must not lay down rules for everybody, the gate must say that it is about the phenomenon, for on prose of other genres rules of wording are loud.
pub(in crate::detect) fn believes(flag: &FlagDraft) -> bool {
    let text = &flag.surroundings.text;
    let range = flag.surroundings.start..flag.surroundings.end;
    if flag.certainty == Certainty::确定 || flag.source.place().cell.is_some() {
        return true;
    }
    let plain = fold(&char_slice(text, &range));
    !normative::is_normative(&flag.indicator, &plain) && says(&flag.indicator, &plain)
}

/// Whether the gate of an indicator opens to rules of wording for a text by itself.
pub(in crate::detect) fn says(indicator: &str, plain: &str) -> bool {
    BUILT_IN
        .as_ref()
        .is_none_or(|reader| reader.believes(plain, indicator))
}

/// Leads in one document, at most one for each stretch of text: that of the indicator furthest above its limit.
pub(in crate::detect) fn examine(desk: &Desk<'_>) -> Vec<FlagDraft> {
    let Some(reader) = BUILT_IN.as_ref().filter(|_| !desk.is_out_of_scope()) else {
        return Vec::new();
    };
    let doc_type = desk.document().doc_type.value;
    let reads: Vec<&Reads> = READS
        .iter()
        .filter(|r| r.doc_types.contains(&doc_type))
        .collect();
    if reads.is_empty() {
        return Vec::new();
    }
    let mut flags = Vec::new();
    for (passage, _) in (0_u32..).zip(&desk.document().passages) {
        let mut stretches: Vec<(Range<u32>, Vec<&Reads>)> = Vec::new();
        for read in &reads {
            for unit in gate::units(&read.terrain(), desk, passage) {
                match stretches.iter_mut().find(|(known, _)| *known == unit) {
                    Some((_, by)) => by.push(read),
                    None => stretches.push((unit, vec![read])),
                }
            }
        }
        for (unit, by) in stretches {
            flags.extend(
                Page {
                    desk,
                    reader,
                    passage,
                }
                .leads(&unit, &by),
            );
        }
    }
    flags
}

/// Lifts rules' leads where the reader agrees, and leaves out its own flags where something else already speaks.
pub(in crate::detect) fn confirm(flags: &mut [FlagDraft], leads: Vec<FlagDraft>) -> Vec<FlagDraft> {
    let mut alone = Vec::new();
    for lead in leads {
        let mut spoken = false;
        for flag in flags.iter_mut().filter(|f| over(f, &lead)) {
            spoken = true;
            if flag.indicator == lead.indicator && flag.certainty == Certainty::线索 {
                flag.certainty = Certainty::较强;
                flag.explain
                    .contributions
                    .extend(lead.explain.contributions.clone());
            }
        }
        if !spoken {
            alone.push(lead);
        }
    }
    alone
}

fn over(a: &FlagDraft, b: &FlagDraft) -> bool {
    let (x, y) = (a.source.place(), b.source.place());
    (x.page, x.paragraph, &x.sheet, &x.cell) == (y.page, y.paragraph, &y.sheet, &y.cell)
        && a.surroundings.text == b.surroundings.text
        && a.surroundings.start < b.surroundings.end
        && b.surroundings.start < a.surroundings.end
}

/// The reader over one passage.
struct Page<'d, 'a> {
    desk: &'d Desk<'a>,
    reader: &'static SecondReader,
    passage: u32,
}

impl Page<'_, '_> {
    fn leads(&self, unit: &Range<u32>, by: &[&Reads]) -> Vec<FlagDraft> {
        let Some(sheet) = self.desk.sheets().get(self.passage as usize) else {
            return Vec::new();
        };
        let ruled = self.desk.ruled(sheet);
        self.stretches(unit)
            .into_iter()
            .filter_map(|stretch| {
                let stretch = ruled.trim(&stretch);
                let (read, answer) = self.best(ruled, &stretch, by)?;
                if self.is_mentioned(&stretch)
                    || self.is_honest(ruled, &stretch)
                    || self.is_filled(answer.indicator(), &stretch)
                    || lead_in::excuses(
                        answer.indicator(),
                        self.desk.document(),
                        self.passage,
                        &stretch,
                    )
                    || normative::is_normative(answer.indicator(), ruled.slice(&stretch))
                {
                    return None;
                }
                self.flag(ruled, stretch, read, &answer)
            })
            .collect()
    }

    /// The indicator furthest above its limit.
    fn best<'r>(
        &self,
        ruled: &Ruled<'_>,
        stretch: &Range<u32>,
        by: &[&'r Reads],
    ) -> Option<(&'r Reads, Answer)> {
        if stretch.end - stretch.start < LEAST_CHARS {
            return None;
        }
        let exhibit = Exhibit::alone(ruled.slice(stretch));
        let opened = self.reader.opened(&exhibit);
        opened
            .into_iter()
            .filter_map(|(nth, gate)| {
                let read = by.iter().find(|r| r.nth == nth)?;
                let (fault, limit) = self.reader.fault(&exhibit, nth);
                let answer = Answer {
                    nth,
                    gate: Some(gate),
                    fault,
                    limit,
                };
                (fault >= limit).then_some((*read, answer))
            })
            .max_by(|a, b| a.1.margin().total_cmp(&b.1.margin()))
    }

    /// Runs of whole sentences, each as long as what the reader was taught on.
    fn stretches(&self, unit: &Range<u32>) -> Vec<Range<u32>> {
        if unit.end - unit.start <= MOST_CHARS {
            return vec![unit.clone()];
        }
        let document = self.desk.document();
        let sentences = document
            .passages
            .get(self.passage as usize)
            .map(|p| p.sentences.as_slice())
            .unwrap_or_default();
        let mut runs: Vec<Range<u32>> = Vec::new();
        for s in sentences
            .iter()
            .filter(|s| unit.start <= s.start && s.end <= unit.end)
        {
            match runs.last_mut() {
                Some(run) if s.end - run.start <= MOST_CHARS => run.end = s.end,
                _ => runs.push(s.clone()),
            }
        }
        runs
    }

    fn is_mentioned(&self, stretch: &Range<u32>) -> bool {
        let Some(sheet) = self.desk.sheets().get(self.passage as usize) else {
            return false;
        };
        let mentions = self.desk.mentions(sheet);
        let covered = stretch
            .clone()
            .filter(|at| mention::Mention::covers(mentions, *at))
            .count();
        f64::from(u32::try_from(covered).unwrap_or(u32::MAX))
            > MOST_MENTIONED * f64::from(stretch.end - stretch.start)
    }

    /// Of indicators about emptiness: whether a sentence can clearly be checked, here or where the passage leads to.
    fn is_filled(&self, indicator: &str, stretch: &Range<u32>) -> bool {
        let clear = || {
            let sheet = self.desk.sheets().get(self.passage as usize);
            sheet.is_some_and(|s| substance::is_clear(self.desk.judged(s), stretch))
        };
        substance::concerns(indicator)
            && (clear() || substance::is_filled_elsewhere(self.desk.document(), self.passage))
    }

    fn is_honest(&self, ruled: &Ruled<'_>, stretch: &Range<u32>) -> bool {
        let Some(sheet) = self.desk.sheets().get(self.passage as usize) else {
            return false;
        };
        let scanner = self.desk.packs().scanner();
        let fills = |slot: u32| {
            !scanner
                .matches(slot, &sheet.hits, ruled, stretch)
                .is_empty()
        };
        debug_assert!(Slot::ALL.len() < usize::from(u8::MAX));
        honest::admits(ruled.slice(stretch), fills)
    }

    fn flag(
        &self,
        ruled: &Ruled<'_>,
        stretch: Range<u32>,
        read: &Reads,
        answer: &Answer,
    ) -> Option<FlagDraft> {
        let document = self.desk.document();
        let indicator = INDICATORS.iter().find(|i| i.id() == answer.indicator())?;
        let exhibit = Exhibit::alone(ruled.slice(&stretch));
        Some(FlagDraft {
            indicator: indicator.id().to_owned(),
            rule: rule_of(indicator.id()),
            rule_version: VERSION,
            severity: read.severity,
            certainty: Certainty::线索,
            unit: document.unit.as_ref().map(|u| u.value.clone()),
            period: document.period.as_ref().map(|p| p.value.label.clone()),
            source: document.source_ref(self.passage, stretch.clone())?,
            surroundings: surroundings(document, self.passage, &stretch),
            reason: reason(answer, false),
            evidence: Vec::new(),
            ask: indicator.card().ok()?.ask,
            explain: explain::explain(self.reader, self.desk.packs(), &exhibit, answer),
        })
    }
}

fn reason(answer: &Answer, is_pair: bool) -> String {
    let what = if is_pair {
        "两份材料的写法"
    } else {
        "这段话的写法"
    };
    format!(
        "{what}更接近已标注的失实例子，而不是同类的如实写法（学习所得，供参考：{:.2}，界限 {:.2}）。",
        answer.fault, answer.limit
    )
}
