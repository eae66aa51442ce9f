//! What examining costs: per core, with and without what was learned, and beside an import that examines nothing.
use taizhang::{
    detect::{RulePacks, examine, examine_by_rules},
    model::{DocType, ReadingSettings},
    workflow::{ImportRequest, Silent},
};
use tempfile::TempDir;

use super::{
    contest::{Contest, Settings},
    end_to_end::{office, request},
    index::documents,
    texts::texts,
};

pub(crate) fn run(settings: &Settings) {
    let texts = texts(settings.bytes(12));
    let packs = RulePacks::load(&[]).unwrap();
    let mut reports = documents(&texts);
    for report in &mut reports {
        report.doc_type.value = DocType::整改报告;
    }
    let _ = examine(&reports[0], &packs);
    Contest::new(
        settings,
        "detection",
        format!("{} taken as reports, one thread; -> flags", texts.source),
        Some(texts.bytes),
    )
    .entry("rules and comparisons", || {
        reports
            .iter()
            .map(|d| examine_by_rules(d, &packs).len())
            .sum()
    })
    .entry("the same and the second reader", || {
        reports.iter().map(|d| examine(d, &packs).len()).sum()
    })
    .run();

    let made = TempDir::new().unwrap();
    let folder = made.path();
    for (number, lines) in texts.files.iter().enumerate() {
        std::fs::write(folder.join(format!("{number:05}.txt")), lines.join("\n\n")).unwrap();
    }
    let imported = |doc_type: DocType| {
        let workspace = TempDir::new().unwrap();
        let mut office = office(workspace.path());
        let asked = ImportRequest {
            reading: ReadingSettings {
                doc_type: Some(doc_type),
                ..ReadingSettings::default()
            },
            ..request(folder)
        };
        office.import(&asked, &Silent).unwrap().len()
    };
    Contest::new(
        settings,
        "detection",
        format!(
            "import of {}, {} threads; -> files",
            texts.source,
            rayon::current_num_threads()
        ),
        Some(texts.bytes),
    )
    .entry("taken as statutes, which are never examined", || {
        imported(DocType::法律)
    })
    .entry("taken as reports, every passage examined", || {
        imported(DocType::整改报告)
    })
    .run();
}
