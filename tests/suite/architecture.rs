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
    ("ledger", &["model", "normalize"]),
    ("reconcile", &["model", "normalize", "ledger"]),
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
    ("cli", &["model", "workflow", "web"]),
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

/// The rooms that a text names after `crate::`, groups in braces included, with the line of each.
fn rooms_named(text: &str) -> Vec<(usize, String)> {
    let without_comments: String = text
        .lines()
        .map(|l| {
            if l.trim_start().starts_with("//") {
                ""
            } else {
                l
            }
        })
        .collect::<Vec<_>>()
        .join("\n");
    let mut named = Vec::new();
    for (at, _) in without_comments.match_indices("crate::") {
        let line = without_comments[..at].matches('\n').count() + 1;
        let rest = &without_comments[at + "crate::".len()..];
        let word = |piece: &str| -> String {
            piece
                .trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        };
        let Some(group) = rest.strip_prefix('{') else {
            named.push((line, word(rest)));
            continue;
        };
        let (mut depth, mut piece) = (1, String::new());
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && c == ',') {
                named.push((line, word(&piece)));
                piece.clear();
            } else {
                piece.push(c);
            }
            if depth == 0 {
                break;
            }
        }
    }
    named.retain(|(_, room)| !room.is_empty());
    named
}

#[test]
fn modules_import_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (house, path, text) in sources() {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(m, _)| *m == house) else {
            continue;
        };
        for (line, target) in rooms_named(&text) {
            seen += 1;
            if target != house && !allowed.contains(&target.as_str()) {
                wrong.push(format!(
                    "{}:{line}: {house} may not import {target}",
                    path.display()
                ));
            }
        }
    }
    assert!(seen > 100, "the sources were not understood");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Files that implement a trait, below one room.
fn implementations(room: &str, of: &str) -> usize {
    let needle = format!("impl {of} for ");
    sources()
        .into_iter()
        .filter(|(house, ..)| house == room)
        .map(|(.., text)| text.matches(&needle).count())
        .sum()
}

#[test]
fn every_importer_and_renderer_is_on_its_list() {
    assert_eq!(
        implementations("import", "Importer"),
        taizhang::import::IMPORTERS.len()
    );
    assert_eq!(
        implementations("report", "Renderer"),
        taizhang::report::RENDERERS.len()
    );
    let mut formats: Vec<&str> = taizhang::import::IMPORTERS
        .iter()
        .map(|i| i.format().name())
        .collect();
    formats.sort_unstable();
    formats.dedup();
    assert_eq!(
        formats.len(),
        taizhang::import::IMPORTERS.len(),
        "two importers for one format"
    );
}

#[test]
fn every_command_file_is_a_command() {
    let pages: Vec<String> = taizhang::cli::help_pages(taizhang::cli::Language::English)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    for (_, path, _) in sources() {
        if path.parent().is_some_and(|p| p.ends_with("cli/commands")) && !path.ends_with("mod.rs") {
            let name = path
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .replace('_', "-");
            assert!(pages.contains(&name), "{name} is no command");
        }
    }
    // Commands with commands of their own have a folder; each of its files does at least one of them.
    let folder = "ledger";
    let below = pages
        .iter()
        .filter(|p| p.starts_with(&format!("{folder} ")))
        .count();
    let files = sources()
        .into_iter()
        .filter(|(_, path, _)| {
            let parent = path.parent().unwrap();
            parent.ends_with(format!("cli/commands/{folder}")) && !path.ends_with("mod.rs")
        })
        .count();
    assert!(
        files > 0 && files <= below,
        "{folder}: {files} files, {below} commands"
    );
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
