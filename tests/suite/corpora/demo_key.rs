//! Every line of the answer key points at what stands in one file.
use std::collections::{BTreeMap, BTreeSet};

use taizhang::model::PassageKind;

use super::{Kind, Truth, document, key, squeezed};

/// Indicators the key asks for.
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

#[test]
fn each_indicator_has_problems_and_traps() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let key = key();
    for truth in &key {
        let count = counts.entry(&truth.indicator).or_default();
        match truth.kind {
            Kind::Problem => count.0 += 1,
            Kind::Trap => count.1 += 1,
        }
    }
    assert_eq!(
        counts.keys().copied().collect::<BTreeSet<_>>(),
        ASKED.iter().copied().collect()
    );
    for (indicator, (problems, traps)) in &counts {
        assert!(
            *problems >= 4 && *traps >= 4,
            "{indicator}: {problems} {traps}"
        );
    }
    let problems = key.iter().filter(|t| t.kind == Kind::Problem).count();
    assert!(problems >= 40 && key.len() - problems >= 40, "{problems}");
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
                truth.indicator.clone(),
                truth.quote.clone()
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
        if let (Some(file), Some(quote)) = (&truth.other_file, &truth.other_quote)
            && !document(file).passages.is_empty()
            && passages_with(file, quote) == 0
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

fn cell_holds(truth: &Truth, cell: &str) -> bool {
    let quote = squeezed(&truth.quote);
    document(&truth.file).passages.iter().any(|p| {
        let chars: Vec<char> = p.text.chars().collect();
        p.row
            .is_some_and(|(table, _)| truth.table.is_none_or(|t| table + 1 == t))
            && p.cells.iter().any(|c| {
                let text: String = chars[c.start as usize..c.end as usize].iter().collect();
                c.cell == cell && squeezed(&text).contains(&quote)
            })
    })
}
