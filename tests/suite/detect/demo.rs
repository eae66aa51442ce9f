//! What the indicators find in the demo batch against its answer key; prints per indicator.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use taizhang::{
    detect::{RulePacks, examine},
    import, model, normalize,
};

fn files(dir: &Path, out: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

fn squeeze(text: &str) -> String {
    model::fold(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
}

#[test]
#[ignore = "prints figures; run with --ignored --nocapture"]
fn planted_problems_and_traps_of_the_demo_batch() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let mut paths = Vec::new();
    files(&root, &mut paths);
    let mut flags = Vec::new();
    for path in paths.iter().filter(|p| !p.ends_with("truth.ndjson")) {
        let name = path
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let raw = import::read_bytes(&name, &fs::read(path).unwrap());
        let document = normalize::document(&raw, &model::ReadingSettings::default());
        println!(
            "{name}: {:?} unit {:?} {} passages {} tables",
            document.doc_type.value,
            document.unit.as_ref().map(|u| &u.value),
            document.passages.len(),
            document.tables.len()
        );
        if let Ok(words) = std::env::var("DEMO_SHOW") {
            for (n, p) in (0_u32..).zip(&document.passages) {
                if p.text.contains(&words) {
                    println!(
                        "  {:?} {:?} {:?}\n  {}",
                        p.kind,
                        document.headings_over(n),
                        p.row,
                        p.text
                    );
                    if let Some((t, _)) = p.row {
                        for c in &document.tables[t as usize].columns {
                            println!("    {} -> {:?}", c.header, c.field);
                        }
                    }
                }
            }
        }
        flags.extend(
            examine(&document, &packs)
                .into_iter()
                .map(|f| (name.clone(), f)),
        );
    }
    let truth = fs::read_to_string(root.join("truth.ndjson")).unwrap();
    let mut table: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    let mut explained = BTreeSet::new();
    for line in truth.lines().filter(|l| !l.trim().is_empty()) {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |k: &str| v[k].as_str().unwrap_or_default().to_owned();
        let (file, indicator, quote) = (text("file"), text("indicator"), squeeze(&text("quote")));
        let problem = text("kind") == "problem";
        let found = flags.iter().position(|(name, f)| {
            let q = squeeze(f.source.quote());
            *name == file && f.indicator == indicator && (q.contains(&quote) || quote.contains(&q))
        });
        let any = flags.iter().any(|(name, f)| {
            let q = squeeze(f.source.quote());
            *name == file && (q.contains(&quote) || quote.contains(&q))
        });
        if let Some(n) = found {
            explained.insert(n);
        }
        let cell = match (problem, found.is_some()) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 3,
        };
        table.entry(indicator.clone()).or_default()[cell] += 1;
        if cell == 1 || cell == 2 || (!problem && any) {
            let mut alone = super::sample::page(
                model::DocType::进展报告,
                &[(Some("整改措施"), &text("quote"))],
            );
            alone.unit = file.split(['/', '_']).nth(1).map(|u| model::Read {
                value: u.to_owned(),
                from: model::ReadFrom::Override,
                because: String::new(),
            });
            let alone: Vec<_> = examine(&alone, &packs)
                .into_iter()
                .map(|f| f.indicator)
                .collect();
            println!("alone: {alone:?}");
            println!(
                "{} {indicator} {file}\n    {}",
                if problem { "MISSED" } else { "TRAP" },
                text("quote")
            );
        }
    }
    println!(
        "{:<28}{:>6}{:>7}{:>6}{:>7}",
        "", "found", "missed", "trap", "silent"
    );
    for (id, [a, b, c, d]) in table {
        println!("{id:<28}{a:>6}{b:>7}{c:>6}{d:>7}");
    }
    for (n, (name, f)) in flags.iter().enumerate() {
        if !explained.contains(&n) {
            println!(
                "EXTRA {} {name}\n    {} || {}",
                f.indicator,
                f.source.quote(),
                f.reason
            );
        }
    }
}
