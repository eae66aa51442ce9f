//! Types of the shared real texts: genres that are out of scope must be known as such.
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use taizhang::{
    model::{DocType, RawFile, ReadingSettings},
    normalize,
};

/// Types on which indicators run; no law, congress paper or government work report may be given one.
const IN_SCOPE: &[DocType] = &[
    DocType::督查专报,
    DocType::整改报告,
    DocType::进展报告,
    DocType::督办回复,
    DocType::情况说明,
    DocType::工作方案,
];

fn texts(dir: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|x| x == "txt" || x == "md"))
        .collect();
    found.sort();
    found
}

fn raw(path: &Path) -> RawFile {
    let folder = path
        .parent()
        .unwrap()
        .file_name()
        .unwrap()
        .to_string_lossy();
    let name = path.file_name().unwrap().to_string_lossy();
    let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    super::file(&format!("{folder}/{name}"), &text)
}

/// Counts types by folder and prints them; the lines go to the file `TAIZHANG_GENRES` names, for reading.
#[test]
fn shared_texts_get_their_genre() {
    let Some(root) = crate::shared("data/text") else {
        return;
    };
    let files: Vec<(&str, RawFile)> = [
        "laws",
        "txt_congress",
        "txt_gwr_national",
        "txt_gwr_provincial_2026",
        "txt_policy",
    ]
    .into_iter()
    .flat_map(|f| texts(&root.join(f)).into_iter().map(move |p| (f, raw(&p))))
    .collect();
    let bytes: usize = files
        .iter()
        .flat_map(|(_, f)| &f.blocks)
        .map(|b| match b {
            taizhang::model::RawBlock::Text(t) => t.text.len(),
            taizhang::model::RawBlock::Table(_) => 0,
        })
        .sum();
    let started = Instant::now();
    let mut counts: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    let mut lines = Vec::new();
    let mut wrong = Vec::new();
    for (folder, raw) in &files {
        let d = normalize::document(raw, &ReadingSettings::default());
        let found = d.doc_type.value;
        *counts
            .entry(folder)
            .or_default()
            .entry(found.name())
            .or_default() += 1;
        if IN_SCOPE.contains(&found) {
            wrong.push(format!(
                "{}: {} ({})",
                d.file,
                found.name(),
                d.doc_type.because
            ));
        }
        lines.push(format!(
            "{}\t{}\t{}\t{:?}\t{:?}\t{:?}\t{:?}",
            d.file,
            found.name(),
            d.doc_type.because,
            d.title,
            d.unit.map(|u| (u.value, u.because)),
            d.period.map(|u| (u.value.label, u.because)),
            d.dated.map(|d| d.raw)
        ));
    }
    println!(
        "{:.1} MB in {:.2} s",
        bytes as f64 / 1e6,
        started.elapsed().as_secs_f64()
    );
    for (folder, types) in &counts {
        println!("{folder}: {types:?}");
    }
    if let Ok(to) = std::env::var("TAIZHANG_GENRES") {
        fs::write(to, lines.join("\n")).unwrap();
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let share = |folder: &str, types: &[DocType]| {
        let of: usize = counts[folder].values().sum();
        let right: usize = types
            .iter()
            .filter_map(|t| counts[folder].get(&t.name()))
            .sum();
        right as f64 / of as f64
    };
    assert!(share("laws", &[DocType::法律]) > 0.97);
    assert!(share("txt_gwr_provincial_2026", &[DocType::政府工作报告]) > 0.99);
    assert!(share("txt_gwr_national", &[DocType::政府工作报告]) > 0.95);
    assert!(share("txt_policy", &[DocType::政策文件]) > 0.7);
}

#[test]
fn shared_ledgers_of_an_environment_bureau_are_known() {
    let Some(root) = crate::shared("data/env_ledgers") else {
        return;
    };
    for path in texts(&root) {
        let d = normalize::document(&raw(&path), &ReadingSettings::default());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        println!(
            "{name}: {} ({}); {:?}; {:?}; {:?}; {:?}",
            d.doc_type.value.name(),
            d.doc_type.because,
            d.title,
            d.unit.as_ref().map(|u| &u.value),
            d.period.as_ref().map(|p| &p.value.label),
            d.dated.as_ref().map(|d| &d.raw)
        );
        let title = d.title.unwrap_or_default();
        assert!(!title.is_empty(), "{name}");
        if name.starts_with("complaints") {
            assert_eq!(d.doc_type.value, DocType::投诉台账, "{name}");
        }
        if name.contains("summary") {
            assert_eq!(d.doc_type.value, DocType::进展报告, "{name}");
        }
        assert_ne!(d.doc_type.value, DocType::整改报告, "{name}");
    }
}
