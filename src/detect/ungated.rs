//! A document examined as if every rule read its type and its headings, so that no gate hides a rule that speaks too often.
use super::{RulePacks, desk::Desk, examine, pack::rule::Rule, run, second_reader};
use crate::model::{DocType, Document, FlagDraft, Section};

/// Flags of a document whose type is taken as `doc_type`, with the rules that only read under certain headings or in other types
/// run once more as if it were so. Headings under which nothing is ever flagged keep their force.
#[must_use]
pub fn examine_ungated(
    document: &Document,
    packs: &RulePacks,
    doc_type: DocType,
) -> Vec<FlagDraft> {
    let mut document = document.clone();
    document.doc_type.value = doc_type;
    let mut flags = examine(&document, packs);
    let mut opened: Vec<(DocType, Option<&String>, Vec<&Rule>)> = Vec::new();
    for rule in packs.rules() {
        let read_as = match rule.doc_types.first() {
            Some(first) if !rule.doc_types.contains(&doc_type) => *first,
            _ => doc_type,
        };
        let heading = rule.sections.first();
        if read_as == doc_type && heading.is_none() {
            continue;
        }
        let known = opened
            .iter_mut()
            .find(|(t, h, _)| (*t, *h) == (read_as, heading));
        match known {
            Some((_, _, rules)) => rules.push(rule),
            None => opened.push((read_as, heading, vec![rule])),
        }
    }
    for (read_as, heading, rules) in opened {
        let mut page = document.clone();
        page.doc_type.value = read_as;
        if let Some(heading) = heading {
            put_under(&mut page, heading);
        }
        let desk = Desk::new(packs, &page);
        let flags_there = rules.iter().flat_map(|rule| run::rule(&desk, rule));
        for flag in flags_there.filter(second_reader::believes) {
            let same = |f: &FlagDraft| f.rule == flag.rule && f.source == flag.source;
            if !flags.iter().any(same) {
                flags.push(flag);
            }
        }
    }
    flags
}

/// Puts everything under one more heading, outermost.
fn put_under(document: &mut Document, heading: &str) {
    let top = u32::try_from(document.sections.len()).unwrap_or(u32::MAX);
    for section in &mut document.sections {
        section.parent = section.parent.or(Some(top));
    }
    for passage in &mut document.passages {
        passage.section = passage.section.or(Some(top));
    }
    document.sections.push(Section {
        title: heading.to_owned(),
        level: 1,
        parent: None,
        passage: 0,
    });
}
