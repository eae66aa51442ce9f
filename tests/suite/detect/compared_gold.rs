//! Measures the comparing indicators on the labelled sentences beside the checkout; prints, and never fails on a figure.
use std::fs;

use taizhang::{
    detect::{RulePacks, judge},
    workflow::read_pairing,
};

const COMPARED: &[&str] = &[
    "date-anomaly",
    "number-conflict",
    "status-contradiction",
    "step-missing",
    "done-without-proof",
    "stalled-matter",
];

#[test]
#[ignore = "prints figures; run with --ignored --nocapture (GOLD_FILES, GOLD_SHOW=<indicator>)"]
fn figures_of_comparing_indicators() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let show = std::env::var("GOLD_SHOW").unwrap_or_default();
    let files = std::env::var("GOLD_FILES")
        .unwrap_or_else(|_| "examples fresh writers_1 writers_2 writers_3".to_owned());
    println!(
        "{:<24}{:<12}{:>5}{:>5}{:>5}{:>5}{:>8}{:>8}",
        "", "", "tp", "fp", "fn", "tn", "P", "R"
    );
    for file in files.split_whitespace() {
        let Some(path) = crate::shared(&format!("gold/{file}.jsonl")) else {
            return;
        };
        // What only may be scored is never shown.
        let may_show = ["examples", "fresh", "writers_1"].contains(&file);
        let text = fs::read_to_string(path).unwrap();
        let items: Vec<serde_json::Value> = text
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect();
        for id in COMPARED {
            let mut cells = [0_usize; 4];
            let mut crossed = 0;
            for item in &items {
                let (about, label) = (item["indicator"].as_str().unwrap(), item["label"] == 1);
                let text = item["text"].as_str().unwrap();
                let said = judge(&packs, id, &read_pairing(text));
                let found = !said.is_empty();
                if about != *id {
                    crossed += usize::from(found);
                    if found && may_show && show == format!("cross:{id}") {
                        println!(
                            "X {about} {} {text}\n     {} {}",
                            u8::from(label),
                            said[0].rule,
                            said[0].quote
                        );
                    }
                    continue;
                }
                let cell = match (label, found) {
                    (true, true) => 0,
                    (false, true) => 1,
                    (true, false) => 2,
                    (false, false) => 3,
                };
                cells[cell] += 1;
                if cell == 1 && !may_show {
                    // Which comparison it was, never the words.
                    let facet = said[0].reason.split('：').next().unwrap_or_default();
                    let facet: String = facet.chars().take(8).collect();
                    println!(
                        "      wrong in {file} {id}: {} {}",
                        said[0].rule,
                        if *id == "status-contradiction" {
                            facet.as_str()
                        } else {
                            ""
                        }
                    );
                }
                if may_show && show == *id && (cell == 1 || cell == 2) {
                    println!("{} {text}", ["", "FALSE ", "missed", ""][cell]);
                    for s in &said {
                        println!("      {} {} | {}", s.rule, s.reason, s.quote);
                    }
                }
            }
            let [tp, fp, missed, tn] = cells;
            let p = tp as f64 / (tp + fp).max(1) as f64;
            let r = tp as f64 / (tp + missed).max(1) as f64;
            println!(
                "{file:<24}{:<12}{tp:>5}{fp:>5}{missed:>5}{tn:>5}{p:>8.2}{r:>8.2}  crossed {crossed}",
                &id[..12.min(id.len())]
            );
        }
    }
}

#[test]
#[ignore = "prints figures; run with --ignored --nocapture"]
fn silence_of_comparing_indicators_on_real_sentences() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let show = std::env::var("GOLD_SHOW").unwrap_or_default();
    for (file, text_at) in [
        ("real_sentences.tsv", 4),
        ("real_sentences_more.tsv", 4),
        ("real_paragraphs.tsv", 3),
    ] {
        let Some(path) = crate::shared(&format!("gold/{file}")) else {
            return;
        };
        let all = fs::read_to_string(path).unwrap();
        let rows: Vec<&str> = all
            .lines()
            .skip(1)
            .filter_map(|l| l.split('\t').nth(text_at))
            .collect();
        for id in COMPARED {
            let mut n = 0;
            for text in &rows {
                let said = judge(&packs, id, &read_pairing(text));
                if let Some(first) = said.first() {
                    n += 1;
                    if show == *id {
                        println!("{} | {}\n     {text}", first.rule, first.reason);
                    }
                }
            }
            println!("{file:<26}{id:<24}{n:>4} of {}", rows.len());
        }
    }
}
