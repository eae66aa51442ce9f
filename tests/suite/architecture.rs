//! Who may import whom, how long a file may be, and that nothing lies forgotten.
use std::{
    fs,
    path::{Path, PathBuf},
};

const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("import", &["model"]),
    ("normalize", &["model"]),
    ("tokenize", &["model"]),
    ("index", &["model", "tokenize"]),
    ("detect", &["model"]),
    ("reconcile", &["model"]),
    ("ledger", &["model"]),
    ("review", &["model"]),
    ("report", &["model"]),
    ("store", &["model"]),
    (
        "workflow",
        &[
            "model",
            "import",
            "normalize",
            "tokenize",
            "index",
            "detect",
            "reconcile",
            "ledger",
            "review",
            "report",
            "store",
        ],
    ),
    ("cli", &["model", "workflow"]),
    ("web", &["model", "workflow"]),
];

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for e in fs::read_dir(dir).unwrap() {
        let p = e.unwrap().path();
        if p.is_dir() {
            files(&p, out)
        } else if p.extension().is_some_and(|x| x == "rs") {
            out.push(p)
        }
    }
}

pub(crate) fn sources() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    all.into_iter()
        .map(|p| {
            let rel = p.strip_prefix(&src).unwrap();
            let house = rel
                .components()
                .next()
                .unwrap()
                .as_os_str()
                .to_string_lossy()
                .into_owned();
            let text = fs::read_to_string(&p).unwrap();
            (house, p, text)
        })
        .collect()
}

#[test]
fn modules_import_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for (house, path, text) in sources() {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(m, _)| *m == house) else {
            continue;
        };
        for (n, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for piece in line.split("crate::").skip(1) {
                let target: String = piece
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if target != house && !allowed.contains(&target.as_str()) {
                    wrong.push(format!(
                        "{}:{}: {house} may not import {target}",
                        path.display(),
                        n + 1
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_folder_is_in_the_table() {
    for (house, path, _) in sources() {
        if house.ends_with(".rs") {
            continue;
        }
        assert!(
            MAY_IMPORT.iter().any(|(m, _)| *m == house),
            "{}",
            path.display()
        );
    }
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    for (_, path, text) in sources() {
        assert!(text.lines().count() <= 500, "{}", path.display());
    }
}
