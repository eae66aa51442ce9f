//! What lies in `corpora/`: the demo batch's answer key points at what stands in the files.
mod demo_key;

use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
};

use serde::Deserialize;
use taizhang::{
    import,
    model::{Document, ReadingSettings},
    normalize,
};

/// The name of the answer key; it is not material.
const KEY: &str = "truth.ndjson";

/// A line of the answer key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Truth {
    file: String,
    kind: Kind,
    indicator: String,
    /// The check that finds it, or that must not.
    check: Option<String>,
    quote: String,
    /// Other places of the same fact.
    #[serde(default)]
    also: Vec<Also>,
    /// Right when flagged, no miss when not.
    #[serde(default)]
    optional: bool,
    other_file: Option<String>,
    other_quote: Option<String>,
    table: Option<u32>,
    sheet: Option<String>,
    cell: Option<String>,
    note: String,
}

/// Another place of the same fact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Also {
    file: String,
    sheet: Option<String>,
    cell: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Problem,
    Trap,
}

static BATCH: LazyLock<Vec<Document>> = LazyLock::new(|| {
    import::walk(&demo())
        .into_iter()
        .filter(|found| found.file != KEY)
        .map(|found| {
            let raw = match import::open(
                &found.path,
                &found.file,
                &taizhang::model::Limits::default(),
            ) {
                Ok(opened) => opened.read(),
                Err(raw) => *raw,
            };
            normalize::document(&raw, &ReadingSettings::default())
        })
        .collect()
});

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo")
}

fn key() -> Vec<Truth> {
    std::fs::read_to_string(demo().join(KEY))
        .unwrap()
        .lines()
        .enumerate()
        .map(|(n, line)| {
            serde_json::from_str(line).unwrap_or_else(|e| panic!("line {}: {e}", n + 1))
        })
        .collect()
}

fn document(file: &str) -> &'static Document {
    BATCH
        .iter()
        .find(|d| d.file == file)
        .unwrap_or_else(|| panic!("{file} is not in the batch"))
}

/// Characters in match form, without white space: a pdf shows gaps where no blank was written.
fn squeezed(text: &str) -> String {
    taizhang::model::fold(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
}
