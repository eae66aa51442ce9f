//! How loud the word-based indicators are on real public texts of other genres; prints, and checks that the genres stay silent.
use std::{collections::BTreeMap, fs, path::Path};

use taizhang::{
    detect::{RulePacks, examine},
    model::{DocType, Document},
};

use super::sample;

fn texts(dir: &Path, out: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            texts(&path, out);
        } else if let Ok(text) = String::from_utf8(fs::read(&path).unwrap()) {
            out.push((path.display().to_string(), text));
        }
    }
}

/// Lines as paragraphs; a short line without a stop is a heading.
fn document(doc_type: DocType, text: &str) -> Document {
    let mut heading = None;
    let mut parts = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let short = line.chars().count() <= 24 && !line.ends_with(['。', '；', '！', '：', '，']);
        if short {
            heading = Some(line);
        } else {
            parts.push((heading.take(), line));
        }
    }
    let mut page = sample::page(doc_type, &parts);
    let mut section = None;
    for p in &mut page.passages {
        section = p.section.or(section);
        p.section = section;
    }
    page
}

#[test]
#[ignore = "prints figures; run with --ignored --nocapture"]
fn flags_on_real_text_when_the_type_is_forced() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let folder = std::env::var("REAL_FOLDER").unwrap_or_else(|_| "data/text".to_owned());
    let show = std::env::var("REAL_SHOW").unwrap_or_default();
    let Some(dir) = crate::shared(&folder) else {
        return;
    };
    let mut files = Vec::new();
    texts(&dir, &mut files);
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut chars: BTreeMap<String, usize> = BTreeMap::new();
    let mut bytes = 0;
    let mut spent = std::time::Duration::ZERO;
    let mut out_of_scope = 0;
    for (path, text) in &files {
        let under = path.split(&folder).nth(1).unwrap_or(path);
        let genre = under
            .trim_start_matches('/')
            .split('/')
            .next()
            .unwrap_or("")
            .to_owned();
        *chars.entry(genre.clone()).or_default() += text.chars().count();
        let page = document(DocType::政策文件, text);
        out_of_scope += examine(&page, &packs).len();
        let page = document(DocType::整改报告, text);
        let begin = std::time::Instant::now();
        let flags = examine(&page, &packs);
        spent += begin.elapsed();
        bytes += text.len();
        for flag in flags {
            *counts
                .entry((flag.indicator.clone(), genre.clone()))
                .or_default() += 1;
            if show == flag.indicator || show == "all" {
                println!(
                    "{} [{}] {} || {}",
                    flag.indicator,
                    flag.surroundings.headings.join("/"),
                    flag.source.quote(),
                    flag.reason
                );
            }
        }
    }
    println!(
        "{} files, {:.1} MB, {:.1} MB/s",
        files.len(),
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / spent.as_secs_f64()
    );
    for ((indicator, genre), n) in counts {
        println!(
            "{indicator:<28}{genre:<28}{n:>7}{:>9.3} per 10,000 characters",
            n as f64 * 1e4 / chars[&genre] as f64
        );
    }
    assert_eq!(out_of_scope, 0, "policy papers are out of scope");
}
