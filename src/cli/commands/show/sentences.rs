//! `show --sentences`: every sentence with what it gives its reader.
use super::super::{CommandError, Desk};
use crate::{
    cli::{
        args::Format,
        message::{fill, text},
        output, rows,
    },
    model::Document,
    workflow::{SentenceRow, evidence, sentences},
};

/// One object per sentence, or a table for people.
pub(super) fn sentences_of(
    desk: &Desk,
    document: &Document,
    format: Format,
) -> Result<(), CommandError> {
    let all = sentences(document);
    if format == Format::Ndjson {
        for sentence in &all {
            output::line(&serde_json::json!(sentence).to_string())?;
        }
        return Ok(());
    }
    share(desk, document)?;
    let columns = ["place", "concreteness", "text", "slots", "addition"];
    let mut table = output::table(&rows::header(desk.language, &columns));
    for sentence in &all {
        table.add_row(vec![
            rows::place(desk.language, &sentence.place),
            text(
                desk.language,
                &format!("concreteness.{}", sentence.concreteness.name()),
            ),
            rows::shortened(&sentence.text, TEXT_SHOWN),
            found(sentence),
            sentence.addition.unwrap_or_default().to_owned(),
        ]);
    }
    Ok(output::line(&table.to_string())?)
}

/// The share of sentences that can be checked, as a fact about the text.
pub(super) fn share(desk: &Desk, document: &Document) -> Result<(), CommandError> {
    let evidence = evidence(document);
    let Some(percent) = evidence.percent() else {
        return Ok(());
    };
    Ok(output::line(&fill(
        desk.language,
        "show.evidence",
        &[
            ("percent", &percent.to_string()),
            ("concrete", &evidence.concrete.to_string()),
            ("vague", &evidence.vague.to_string()),
            ("hollow", &evidence.hollow.to_string()),
        ],
    ))?)
}

/// The slots and their words: `数量 3台;时间 6月底前`.
fn found(sentence: &SentenceRow) -> String {
    let slots: Vec<String> = sentence
        .slots
        .iter()
        .map(|(slot, words)| format!("{slot} {}", words.join("、")))
        .collect();
    rows::shortened(&slots.join("; "), SLOTS_SHOWN)
}

/// Characters of a sentence, and of its slots, shown in a terminal table.
const TEXT_SHOWN: usize = 80;
const SLOTS_SHOWN: usize = 60;
