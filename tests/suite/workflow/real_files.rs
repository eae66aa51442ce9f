//! Real and hostile files: every one is listed, none ends the run, each that is not read whole has a reason in both languages.
use std::collections::BTreeSet;

use taizhang::{
    cli::{Language, reason_text},
    import,
    workflow::{ImportRequest, Silent},
};

use super::office;

/// Imports a folder and checks the report against what lies on disk.
fn every_file_is_listed(folder: &str) {
    let Some(folder) = crate::shared(folder) else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let request = ImportRequest {
        paths: vec![folder.clone()],
        ..ImportRequest::default()
    };
    let imported = office.import(&request, &Silent).unwrap();
    let listed: BTreeSet<String> = imported.iter().map(|f| f.record.file.clone()).collect();
    let there: BTreeSet<String> = import::walk(&folder.canonicalize().unwrap())
        .into_iter()
        .map(|f| f.file)
        .collect();
    // Besides the files on disk, only what they carry.
    let (on_disk, carried): (BTreeSet<&String>, BTreeSet<&String>) =
        listed.iter().partition(|file| there.contains(*file));
    assert_eq!(on_disk, there.iter().collect());
    for file in carried {
        let is_inside = |carrier: &String| file.starts_with(&format!("{carrier}/"));
        assert!(there.iter().any(is_inside), "{file}");
    }
    let mut lossy = 0;
    for file in &imported {
        if file.record.recovery.is_lossy() {
            lossy += 1;
            assert!(!file.record.reasons.is_empty(), "{:?}", file.record);
        }
        for reason in &file.record.reasons {
            for language in Language::ALL {
                let text = reason_text(*language, reason);
                assert!(
                    !text.starts_with("reason.") && !text.contains("%{"),
                    "{reason:?}: {text}"
                );
            }
        }
    }
    println!(
        "{}: {} files, {lossy} not read whole",
        folder.display(),
        imported.len()
    );
}

#[test]
fn ledgers_of_a_real_bureau() {
    every_file_is_listed("data/env_ledgers");
}

#[test]
fn real_files_of_every_format() {
    every_file_is_listed("data/formats");
}

#[test]
fn hostile_documents() {
    every_file_is_listed("data/hostile/docs");
}

#[test]
fn hostile_spreadsheets() {
    every_file_is_listed("data/hostile/spreadsheets");
}
