//! Every check is registered once, in order, explained, and has its cases.
use std::{collections::BTreeSet, fs, path::Path};

use taizhang::reconcile::{CHECKS, cards};

/// Least cases that must find something, and least that must stay silent.
const CASES: usize = 3;

fn folder(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The module and the type of every file that implements a check.
fn implemented() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder("src/reconcile")).unwrap() {
        let path = entry.unwrap().path();
        let file = if path.is_dir() {
            path.join("mod.rs")
        } else {
            path.clone()
        };
        let Ok(code) = fs::read_to_string(&file) else {
            continue;
        };
        for part in code.split("\nimpl Check for ").skip(1) {
            let name = part.split([' ', '{']).next().unwrap().to_owned();
            let module = path.file_stem().unwrap().to_string_lossy().into_owned();
            found.push((module, name));
        }
    }
    found.sort();
    found
}

#[test]
fn every_check_on_disk_is_registered_once() {
    let registry = fs::read_to_string(folder("src/reconcile/mod.rs")).unwrap();
    let checks = implemented();
    for (module, name) in &checks {
        let line = format!("&{module}::{name},");
        assert_eq!(registry.matches(&line).count(), 1, "{line}");
    }
    assert_eq!(checks.len(), CHECKS.len());
}

#[test]
fn numbers_are_unique_and_ascend() {
    let ids: Vec<&str> = CHECKS.iter().map(|c| c.id()).collect();
    assert!(ids.windows(2).all(|w| w[0] < w[1]), "{ids:?}");
    for id in ids {
        let number = id.strip_prefix("RC-").unwrap();
        assert!(
            number.len() == 2 && number.parse::<u32>().unwrap() <= 25,
            "{id}"
        );
    }
}

#[test]
fn every_check_is_explained_and_its_indicator_has_a_card() {
    // The indicators of text have cards of their own room.
    let known: BTreeSet<String> = cards()
        .iter()
        .map(|c| c.id.clone())
        .chain(
            taizhang::detect::INDICATORS
                .iter()
                .map(|i| i.id().to_owned()),
        )
        .collect();
    for check in CHECKS {
        assert!(
            !check.title().is_empty() && !check.title().starts_with("疑似"),
            "{}",
            check.id()
        );
        assert!(check.explains().ends_with('。'), "{}", check.id());
        assert!(
            known.contains(check.indicator()),
            "{}: {}",
            check.id(),
            check.indicator()
        );
    }
}

#[test]
fn every_check_has_its_cases() {
    for (module, name) in implemented() {
        let path = folder(&format!("tests/suite/reconcile/{module}.rs"));
        let cases = fs::read_to_string(&path)
            .or_else(|_| fs::read_to_string(path.with_extension("").join("mod.rs")))
            .unwrap_or_else(|_| panic!("{name} has no cases at {}", path.display()));
        let id = CHECKS
            .iter()
            .find(|c| {
                fs::read_to_string(folder(&format!("src/reconcile/{module}.rs")))
                    .or_else(|_| {
                        fs::read_to_string(folder(&format!("src/reconcile/{module}/mod.rs")))
                    })
                    .unwrap()
                    .contains(&format!("\"{}\"", c.id()))
            })
            .unwrap()
            .id();
        let tests: Vec<&str> = cases.split("#[test]").skip(1).collect();
        let finding = tests
            .iter()
            .filter(|t| t.contains("finds") || t.contains(".find("))
            .count();
        let silent = tests.iter().filter(|t| t.contains("silent(")).count();
        assert!(
            finding >= CASES && silent >= CASES,
            "{id}: {finding} find, {silent} are silent"
        );
    }
}
