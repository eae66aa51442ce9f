//! The demo batch against its answer key: planted problems are found, traps stay silent.
use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;
use taizhang::{
    model::{Flag, char_len},
    workflow::{FlagFilter, ImportRequest, Silent},
};

use super::office;

/// Floors of the foundation: share of planted problems found, and share of traps flagged.
const RECALL: f64 = 0.8;
const TRAPS_FLAGGED: f64 = 0.05;

#[derive(Debug, Deserialize)]
struct Entry {
    file: String,
    kind: String,
    indicator: String,
    quote: String,
    cell: Option<String>,
    other_file: Option<String>,
    other_quote: Option<String>,
    note: String,
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether the flag's own quotation overlaps these words of this file.
fn stands_on(flag: &Flag, file: &str, words: &str, cell: Option<&str>) -> bool {
    let (source, around) = (&flag.draft.source, &flag.draft.surroundings);
    if source.file() != file || cell.is_some_and(|c| source.place().cell.as_deref() != Some(c)) {
        return false;
    }
    if cell.is_some() && words.chars().all(|c| !c.is_alphabetic()) {
        return true;
    }
    let lead: String = around.text.chars().take(around.start as usize).collect();
    let from = char_len(&squeezed(&lead));
    let to = from + char_len(&squeezed(source.quote()));
    let (passage, words) = (squeezed(&around.text), squeezed(words));
    passage.match_indices(&words).any(|(at, _)| {
        let keyed = char_len(&passage[..at]);
        keyed < to && from < keyed + char_len(&words)
    })
}

fn is_on(flag: &Flag, entry: &Entry) -> bool {
    flag.draft.indicator == entry.indicator
        && (stands_on(flag, &entry.file, &entry.quote, entry.cell.as_deref())
            || matches!((&entry.other_file, &entry.other_quote), (Some(f), Some(q)) if stands_on(flag, f, q, None)))
}

#[test]
fn planted_problems_are_found_and_traps_stay_silent() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    let key: Vec<Entry> = fs::read_to_string(demo.join("truth.ndjson"))
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let imported = office
        .import(
            &ImportRequest {
                paths: vec![demo],
                ..ImportRequest::default()
            },
            &Silent,
        )
        .unwrap();
    let run = office.raise_flags(&Silent).unwrap();
    let list = office.flags(run, &FlagFilter::default()).unwrap();

    let mut table: BTreeMap<&str, [u32; 4]> = BTreeMap::new();
    let mut explained = vec![false; list.flags.len()];
    for entry in &key {
        let mut hit = false;
        for (flag, known) in list.flags.iter().zip(&mut explained) {
            if is_on(flag, entry) {
                hit = true;
                *known |= entry.kind == "problem";
            }
        }
        let row = table.entry(entry.indicator.as_str()).or_default();
        match (entry.kind.as_str(), hit) {
            ("problem", _) => {
                row[0] += 1;
                row[1] += u32::from(hit);
                if !hit {
                    println!(
                        "missed  {:26} {} ({})",
                        entry.indicator, entry.quote, entry.note
                    );
                }
            }
            (_, _) => {
                row[2] += 1;
                row[3] += u32::from(hit);
                if hit {
                    println!(
                        "trapped {:26} {} ({})",
                        entry.indicator, entry.quote, entry.note
                    );
                }
            }
        }
    }
    for (flag, _) in list
        .flags
        .iter()
        .zip(&explained)
        .filter(|(_, known)| !**known)
    {
        println!(
            "besides {:26} {} {}",
            flag.draft.indicator,
            flag.draft.source.file(),
            flag.draft.source.quote()
        );
    }
    let sum = |i: usize| table.values().map(|r| r[i]).sum::<u32>();
    println!("{:28} found  trapped", "indicator");
    for (indicator, [problems, found, traps, trapped]) in &table {
        println!("{indicator:28} {found}/{problems}    {trapped}/{traps}");
    }
    let recall = f64::from(sum(1)) / f64::from(sum(0));
    let trapped = f64::from(sum(3)) / f64::from(sum(2));
    let besides = explained.iter().filter(|known| !**known).count();
    println!(
        "recall {}/{} = {recall:.2}; traps flagged {}/{} = {trapped:.3}; flags {} of which {besides} on no planted problem",
        sum(1),
        sum(0),
        sum(3),
        sum(2),
        list.flags.len(),
    );
    for file in &imported {
        assert_eq!(file.record.recovery.name(), "complete", "{:?}", file.record);
    }
    assert!(recall >= RECALL && trapped <= TRAPS_FLAGGED);
}
