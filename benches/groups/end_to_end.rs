//! From files on disk to an index and flags, beside plain tantivy over the same text already in memory.
use std::{path::Path, sync::Arc};

use jieba_rs::Jieba;
use taizhang::{
    model::ReadingSettings,
    tokenize::Cutter,
    workflow::{Actor, ImportRequest, Office, Purpose, Silent},
};
use tempfile::TempDir;

use super::{
    contest::{Contest, Settings, peak_megabytes},
    index::{documents, plain},
    texts::texts,
};

pub(crate) fn run(settings: &Settings) {
    let texts = texts(settings.bytes(6));
    let made = TempDir::new().unwrap();
    let folder = made.path();
    for (number, lines) in texts.files.iter().enumerate() {
        std::fs::write(folder.join(format!("{number:05}.txt")), lines.join("\n\n")).unwrap();
    }
    let documents = documents(&texts);
    let jieba = Arc::new(Jieba::new());
    let _ = Cutter::builtin().cut("预热");
    let threads = rayon::current_num_threads();
    Contest::new(
        settings,
        "end_to_end",
        format!(
            "{} files of {}, {threads} threads; -> passages, files or flags",
            documents.len(),
            texts.source
        ),
        Some(texts.bytes),
    )
    .entry("plain tantivy, jieba search mode, text in memory", || {
        plain(&documents, &jieba, threads)
    })
    .entry("import: read, normalise, examine, store, index", || {
        imported(folder).1
    })
    .entry("second import of the same folder", {
        let workspace = TempDir::new().unwrap();
        let mut office = office(workspace.path());
        office.import(&request(folder), &Silent).unwrap();
        move || office.import(&request(folder), &Silent).unwrap().len()
    })
    .entry("import, and flags over all", || {
        let (mut office, _, _workspace) = imported(folder);
        office.raise_flags(&Silent).unwrap().files.len()
    })
    .run();
    println!("peak memory of this process: {:?} MB", peak_megabytes());
}

pub(crate) fn office(folder: &Path) -> Office {
    let workspace = Office::init(folder).unwrap();
    let actor = Actor {
        name: "bench".to_owned(),
        at: "2026-11-23T00:00:00Z".to_owned(),
    };
    Office::open(
        workspace,
        Purpose::Write,
        actor,
        jiff::civil::date(2026, 11, 23),
    )
    .unwrap()
}

pub(crate) fn request(folder: &Path) -> ImportRequest {
    ImportRequest {
        paths: vec![folder.to_owned()],
        reading: ReadingSettings::default(),
    }
}

/// Imports a folder into a workspace of its own, which lives as long as the last value.
fn imported(folder: &Path) -> (Office, usize, TempDir) {
    let workspace = TempDir::new().unwrap();
    let mut office = office(workspace.path());
    let files = office.import(&request(folder), &Silent).unwrap().len();
    (office, files, workspace)
}
