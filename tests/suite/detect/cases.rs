//! Runs the literate cases (`cases.md`) of every indicator made of rules.
//!
//! A case is a heading, prose, a fenced block whose first line after the fence may name 文种, 章节 and 栏目
//! (```` ```整改报告 章节=整改措施 栏目=progress 单位=甲县水务局 ````), and a line `期望：无` or `期望：“words the quotation must contain”`.
//! A block with markers (〖台账〗…〖报告〗…) is judged as one pairing. Cases are of rules and comparisons; what is learned has figures,
//! not cases.
use std::{fs, path::Path};

use taizhang::{
    detect::{INDICATORS, RulePacks, each_by_rules, examine_by_rules},
    model::{DocType, Document, Read, ReadFrom},
    normalize,
    workflow::read_pairing,
};

use super::sample;

struct Case {
    title: String,
    head: String,
    text: String,
    /// The words the quotation must contain; `None` when nothing may be flagged.
    expected: Option<String>,
}

fn read_cases(path: &Path) -> Vec<Case> {
    let all = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut cases = Vec::new();
    let (mut title, mut head, mut text, mut open) =
        (String::new(), String::new(), String::new(), false);
    for line in all.lines() {
        if let Some(t) = line.strip_prefix("## ") {
            title = t.to_owned();
        } else if let Some(rest) = line.strip_prefix("```") {
            if !open {
                head = rest.to_owned();
                text.clear();
            }
            open = !open;
        } else if open {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
        } else if let Some(e) = line.strip_prefix("期望：") {
            let expected = (e != "无").then(|| e.trim_matches(['“', '”']).to_owned());
            cases.push(Case {
                title: title.clone(),
                head: head.clone(),
                text: text.clone(),
                expected,
            });
        }
    }
    cases
}

fn document(case: &Case) -> Document {
    let mut doc_type = DocType::整改报告;
    let (mut section, mut columns, mut unit) = (None, Vec::new(), None);
    for word in case.head.split_whitespace() {
        match word.split_once('=') {
            Some(("章节", v)) => section = Some(v),
            Some(("栏目", v)) => columns = v.split('|').collect(),
            Some(("单位", v)) => unit = Some(v.to_owned()),
            Some((k, _)) => panic!("{}: {k}", case.title),
            None => {
                doc_type =
                    DocType::from_name(word).unwrap_or_else(|| panic!("{}: {word}", case.title))
            }
        }
    }
    let mut document = if columns.is_empty() {
        let parts: Vec<_> = case
            .text
            .split('\n')
            .filter(|t| !t.is_empty())
            .map(|t| (None, t))
            .collect();
        let mut page = sample::page(doc_type, &parts);
        if let Some(title) = section {
            let headed = sample::page(doc_type, &[(Some(title), "。")]);
            page.sections = headed.sections;
            for p in &mut page.passages {
                p.section = Some(0);
            }
        }
        page
    } else {
        let texts: Vec<_> = case.text.split('|').map(str::trim).collect();
        let cells: Vec<_> = columns.into_iter().zip(texts).collect();
        sample::ledger(doc_type, &cells)
    };
    for p in &mut document.passages {
        p.numbers = normalize::numbers::find(&p.plain);
        p.dates = normalize::dates::find(&p.plain, None);
    }
    document.unit = unit.map(|value| Read {
        value,
        from: ReadFrom::Override,
        because: String::new(),
    });
    document
}

/// Indicators whose cases have a form of their own, read by tests of their own.
const OWN_FORM: &[&str] = &["number-conflict", "copied-text"];

#[test]
fn every_literate_case_comes_out_as_written() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let mut wrong = Vec::new();
    for indicator in INDICATORS.iter().filter(|i| !OWN_FORM.contains(&i.id())) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src/detect")
            .join(indicator.id().replace('-', "_"))
            .join("cases.md");
        let cases = read_cases(&path);
        let hits = cases.iter().filter(|c| c.expected.is_some()).count();
        if hits < 5 || cases.len() - hits < 5 {
            wrong.push(format!(
                "{}: {hits} hits of {} cases",
                indicator.id(),
                cases.len()
            ));
        }
        for case in &cases {
            let got: Vec<(String, String)> = if case.text.contains('〖') {
                each_by_rules(&packs, &[indicator.id()], &read_pairing(&case.text))
                    .into_iter()
                    .flatten()
                    .map(|j| (j.rule, j.quote))
                    .collect()
            } else {
                examine_by_rules(&document(case), &packs)
                    .into_iter()
                    .filter(|f| f.indicator == indicator.id())
                    .map(|f| (f.rule.clone(), f.source.quote().to_owned()))
                    .collect()
            };
            let right = match &case.expected {
                None => got.is_empty(),
                Some(words) => got.iter().any(|(_, quote)| quote.contains(words.as_str())),
            };
            if !right {
                wrong.push(format!(
                    "{} / {}\n  {}\n  expected {:?}, got {got:?}",
                    indicator.id(),
                    case.title,
                    case.text,
                    case.expected
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
