//! What judging sentences costs: whether each could be checked, and what fills its slots.
use taizhang::{
    model::DocType,
    tokenize::Cutter,
    workflow::{evidence, sentences},
};

use super::{
    contest::{Contest, Settings},
    index::documents,
    texts::texts,
};

pub(crate) fn run(settings: &Settings) {
    let texts = texts(settings.bytes(3));
    let mut documents = documents(&texts);
    for document in &mut documents {
        // Of what is never examined nothing is judged.
        document.doc_type.value = DocType::整改报告;
    }
    let cutter = Cutter::builtin();
    let _ = cutter.cut("预热");
    let _ = evidence(&documents[0]);
    Contest::new(
        settings,
        "concreteness",
        format!(
            "{} taken as reports, one thread; -> words, documents with a share, sentences",
            texts.source
        ),
        Some(texts.bytes),
    )
    .entry("cut into words", || {
        texts.plain.iter().map(|t| cutter.cut(t).len()).sum()
    })
    .entry("every sentence judged", || {
        let judged = documents.iter().map(evidence);
        judged.map(|e| e.percent().is_some() as usize).sum()
    })
    .entry("every sentence told with its slots", || {
        documents.iter().map(|d| sentences(d).len()).sum()
    })
    .run();
}
