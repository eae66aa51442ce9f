//! Every line of the answer key points at what stands in one file.
use std::collections::{BTreeMap, BTreeSet};

use taizhang::{model::PassageKind, reconcile::CHECKS};

use super::{Kind, Truth, document, key, squeezed};

/// Indicators of wording and arithmetic the key asks for.
const ASKED: &[&str] = &[
    "hollow-commitment",
    "vague-progress",
    "meeting-as-result",
    "unanchored-measure",
    "one-size-fits-all",
    "inspection-window-shutdown",
    "template-residue",
    "number-conflict",
    "copied-text",
];
/// Problems and traps of each indicator, and of each check, at least.
const LEAST: [(usize, usize); 2] = [(4, 4), (1, 1)];

#[test]
fn each_indicator_and_each_check_has_problems_and_traps() {
    let mut counts: [BTreeMap<&str, (usize, usize)>; 2] = Default::default();
    let key = key();
    for truth in &key {
        let name = truth.check.as_ref().unwrap_or(&truth.indicator);
        let count = counts[usize::from(truth.check.is_some())]
            .entry(name)
            .or_default();
        match truth.kind {
            Kind::Problem => count.0 += 1,
            Kind::Trap => count.1 += 1,
        }
    }
    let names = |at: usize| counts[at].keys().copied().collect::<BTreeSet<&str>>();
    assert_eq!(names(0), ASKED.iter().copied().collect());
    assert_eq!(names(1), CHECKS.iter().map(|c| c.id()).collect());
    for (counts, least) in counts.iter().zip(LEAST) {
        for (name, (problems, traps)) in counts {
            assert!(
                *problems >= least.0 && *traps >= least.1,
                "{name}: {problems} {traps}"
            );
        }
    }
    let planted = key.iter().filter(|t| t.check.is_some() && !t.optional);
    let problems = planted.filter(|t| t.kind == Kind::Problem).count();
    assert!(problems >= 40, "{problems}");
}

#[test]
fn no_line_is_there_twice_and_each_says_why() {
    let mut seen = BTreeSet::new();
    for truth in key() {
        assert!(!truth.note.trim().is_empty(), "{truth:?}");
        assert_eq!(truth.other_file.is_some(), truth.other_quote.is_some());
        assert!(
            seen.insert((
                truth.file.clone(),
                truth
                    .check
                    .clone()
                    .unwrap_or_else(|| truth.indicator.clone()),
                truth.quote.clone(),
                truth.sheet.clone(),
                truth.cell.clone(),
            )),
            "{truth:?}"
        );
    }
}

#[test]
fn every_quote_stands_inside_one_passage_or_cell() {
    let mut missing = Vec::new();
    let mut unread = BTreeSet::new();
    let mut seen = 0;
    for truth in key() {
        // Whether a file is read at all is asked of the workflow; here only what was read is compared.
        if document(&truth.file).passages.is_empty() {
            unread.insert(truth.file);
            continue;
        }
        seen += 1;
        if !stands(&truth) {
            missing.push(format!("{}: {}", truth.file, truth.quote));
        }
        for also in &truth.also {
            // It may be an empty cell, which cannot be quoted; its sheet is there.
            let tables = &document(&also.file).tables;
            let is_there = |sheet: &String| tables.iter().any(|t| &t.sheet == sheet);
            if tables.is_empty() || !also.sheet.as_ref().is_none_or(is_there) {
                missing.push(format!("{}: {}", also.file, also.cell));
            }
        }
        if let (Some(file), Some(quote)) = (&truth.other_file, &truth.other_quote)
            && !document(file).passages.is_empty()
            && all_passages_with(file, quote) == 0
        {
            missing.push(format!("{file}: {quote}"));
        }
    }
    for file in unread {
        println!("not compared, nothing was read of it: {file}");
    }
    assert!(seen >= 100, "{seen}");
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

fn stands(truth: &Truth) -> bool {
    match &truth.cell {
        Some(cell) => cell_holds(truth, cell),
        None => passages_with(&truth.file, &truth.quote) == 1,
    }
}

fn passages_with(file: &str, quote: &str) -> usize {
    let quote = squeezed(quote);
    document(file)
        .passages
        .iter()
        .filter(|p| p.kind != PassageKind::Row && squeezed(&p.text).contains(&quote))
        .count()
}

/// As [`passages_with`], rows of tables included.
fn all_passages_with(file: &str, quote: &str) -> usize {
    let quote = squeezed(quote);
    let passages = document(file).passages.iter();
    passages
        .filter(|p| squeezed(&p.text).contains(&quote))
        .count()
}

fn cell_holds(truth: &Truth, cell: &str) -> bool {
    let quote = squeezed(&truth.quote);
    document(&truth.file).passages.iter().any(|p| {
        let chars: Vec<char> = p.text.chars().collect();
        p.row
            .is_some_and(|(table, _)| truth.table.is_none_or(|t| table + 1 == t))
            && truth
                .sheet
                .as_ref()
                .is_none_or(|s| p.place.sheet.as_ref() == Some(s))
            && p.cells.iter().any(|c| {
                let text: String = chars[c.start as usize..c.end as usize].iter().collect();
                c.cell == cell && squeezed(&text).contains(&quote)
            })
    })
}
