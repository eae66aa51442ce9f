//! Measures the word-based indicators on the labelled sentences beside the checkout; prints, and never fails on a figure.
use std::{collections::BTreeMap, fs};

use taizhang::{
    detect::{Desk, INDICATORS, RulePacks},
    model::{DocType, Document, Read, ReadFrom},
};

use super::sample;

struct Item {
    label: bool,
    text: String,
}

fn items(file: &str) -> BTreeMap<String, Vec<Item>> {
    let mut all: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    let Some(path) = crate::shared(&format!("gold/{file}.jsonl")) else {
        return all;
    };
    for line in fs::read_to_string(path).unwrap().lines() {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        all.entry(v["indicator"].as_str().unwrap().to_owned())
            .or_default()
            .push(Item {
                label: v["label"] == 1,
                text: v["text"].as_str().unwrap().to_owned(),
            });
    }
    all
}

/// The item as a report paragraph under the heading where such text stands; 〖本单位：…〗 gives the unit.
fn document(indicator: &str, text: &str) -> Document {
    let (unit, body) = match text
        .strip_prefix("〖本单位：")
        .and_then(|t| t.split_once('〗'))
    {
        Some((unit, body)) => (Some(unit.to_owned()), body),
        None => (None, text),
    };
    let heading = match indicator {
        "unanchored-measure" => Some("整改措施"),
        "vague-progress" => Some("整改进展情况"),
        _ => Some("整改情况"),
    };
    let mut page = sample::page(DocType::整改报告, &[(heading, body)]);
    page.unit = unit.map(|value| Read {
        value,
        from: ReadFrom::Override,
        because: String::new(),
    });
    page
}

#[test]
#[ignore = "prints figures; run with --ignored --nocapture"]
fn figures_on_labelled_sentences() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let show = std::env::var("GOLD_SHOW").unwrap_or_default();
    let files =
        std::env::var("GOLD_FILES").unwrap_or_else(|_| "examples fresh writers_1".to_owned());
    let mut cross = 0;
    let mut others = 0;
    let mut table: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for file in files.split_whitespace() {
        let all = items(file);
        for indicator in INDICATORS {
            for (about, list) in &all {
                for item in list {
                    let page = document(about, &item.text);
                    let desk = Desk::new(&packs, &page);
                    let flags = indicator.examine(&desk, &page);
                    let found = !flags.is_empty();
                    if about != indicator.id() {
                        others += 1;
                        cross += usize::from(found);
                        if found && show == format!("cross:{}", indicator.id()) {
                            println!("X {about} {} {}", u8::from(item.label), item.text);
                        }
                        continue;
                    }
                    let counts = table.entry(indicator.id()).or_default();
                    let cell = match (item.label, found) {
                        (true, true) => 0,
                        (false, true) => 1,
                        (true, false) => 2,
                        (false, false) => 3,
                    };
                    counts[cell] += 1;
                    if show == indicator.id() && (cell == 1 || cell == 2) {
                        println!("{} {}", ["", "FALSE", "missed", ""][cell], item.text);
                        for f in &flags {
                            println!("    {:?} {:?}", f.explain.matched, f.explain.contributions);
                        }
                    }
                }
            }
        }
    }
    println!(
        "{:<28}{:>5}{:>5}{:>5}{:>5}{:>8}{:>8}",
        files, "tp", "fp", "fn", "tn", "P", "R"
    );
    for (id, [tp, fp, missed, tn]) in table {
        let p = tp as f64 / (tp + fp).max(1) as f64;
        let r = tp as f64 / (tp + missed).max(1) as f64;
        println!("{id:<28}{tp:>5}{fp:>5}{missed:>5}{tn:>5}{p:>8.2}{r:>8.2}");
    }
    println!("fired on items of other indicators: {cross} of {others}");
}

/// Labelled real sentences and paragraphs: which labels the flagged ones carry. C is a wrong flag for every word-based indicator.
#[test]
#[ignore = "prints figures; run with --ignored --nocapture"]
fn labels_of_flagged_real_sentences() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let show = std::env::var("GOLD_SHOW").unwrap_or_default();
    for (file, label_at, text_at) in [
        ("real_sentences.tsv", 3, 4),
        ("real_sentences_more.tsv", 3, 4),
        ("real_paragraphs.tsv", 2, 3),
    ] {
        let Some(path) = crate::shared(&format!("gold/{file}")) else {
            return;
        };
        let all = fs::read_to_string(path).unwrap();
        let rows: Vec<Vec<&str>> = all
            .lines()
            .skip(1)
            .map(|l| l.split('\t').collect())
            .collect();
        let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
        let mut found: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for row in rows.iter().filter(|r| r.len() > text_at) {
            *labels.entry(row[label_at]).or_default() += 1;
            for indicator in INDICATORS {
                let page = document(indicator.id(), row[text_at]);
                let desk = Desk::new(&packs, &page);
                if !indicator.examine(&desk, &page).is_empty() {
                    *found.entry((indicator.id(), row[label_at])).or_default() += 1;
                    if show == format!("{}:{}", indicator.id(), row[label_at]) {
                        println!("{}", row[text_at]);
                    }
                }
            }
        }
        println!("{file}: {labels:?}");
        for ((id, label), n) in found {
            println!("  {id:<28}{label}{n:>6}");
        }
    }
}
