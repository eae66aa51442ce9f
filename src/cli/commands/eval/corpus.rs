//! Real text taken as reports: how often each indicator speaks, and a sample to be read.
use serde_json::json;

use super::{CommandError, Desk, rounded};
use crate::{
    cli::{args::Format, eval_args::EvalArgs, message::fill, output, rows},
    model::{DocType, FlagDraft},
    workflow::Evaluator,
};

/// Flags are told per so many characters: about the length of one report.
const PER: f64 = 10_000.0;

pub(super) fn silence(
    desk: &Desk,
    args: &EvalArgs,
    evaluator: &Evaluator,
) -> Result<(), CommandError> {
    let doc_type = args.taken_as.unwrap_or(DocType::整改报告);
    let only = args.only.as_deref();
    let found = evaluator.corpus_silence(&args.path, only, doc_type, &desk.bar())?;
    let chars = u32::try_from(found.size.chars).map_or(f64::MAX, f64::from);
    let per = |count: usize| {
        let count = u32::try_from(count).map_or(f64::MAX, f64::from);
        count * PER / chars.max(1.0)
    };
    let names = ["id", "eval.flagged", "eval.per-chars", "eval.files"];
    let mut table = output::table(&rows::header(desk.language, &names));
    for (indicator, flags) in &found.flags {
        let mut files: Vec<&str> = flags.iter().map(|f| f.source.file()).collect();
        files.sort_unstable();
        files.dedup();
        if args.format.format == Format::Ndjson {
            let line = json!({
                "indicator": indicator,
                "flags": flags.len(),
                "files": files.len(),
                "chars": found.size.chars,
                "per_10000_chars": rounded(per(flags.len())),
            });
            output::line(&line.to_string())?;
        } else {
            table.add_row(vec![
                indicator.clone(),
                flags.len().to_string(),
                format!("{:.3}", per(flags.len())),
                files.len().to_string(),
            ]);
        }
    }
    if args.format.format == Format::Table {
        output::line(&table.to_string())?;
        output::line(&fill(
            desk.language,
            "eval.corpus",
            &[
                ("documents", &found.size.documents.to_string()),
                ("chars", &found.size.chars.to_string()),
                ("unread", &found.size.unread.to_string()),
                ("type", &doc_type.name()),
            ],
        ))?;
    }
    let Some(count) = args.sample else {
        return Ok(());
    };
    for indicator in found.flags.keys() {
        for flag in found.sample(indicator, count, args.seed) {
            match args.format.format {
                Format::Ndjson => output::complain(&drawn(desk, flag).to_string()),
                Format::Table => output::line(&format!(
                    "{indicator}  {}@{}  {} {}\n    {}\n    {}",
                    flag.rule,
                    flag.rule_version,
                    flag.source.file(),
                    rows::place(desk.language, flag.source.place()),
                    flag.source.quote(),
                    flag.reason
                ))?,
            }
        }
    }
    Ok(())
}

fn drawn(desk: &Desk, flag: &FlagDraft) -> serde_json::Value {
    json!({
        "indicator": flag.indicator,
        "rule": flag.rule,
        "rule_version": flag.rule_version,
        "certainty": flag.certainty,
        "file": flag.source.file(),
        "place": rows::place(desk.language, flag.source.place()),
        "headings": flag.surroundings.headings,
        "before": flag.surroundings.before,
        "quote": flag.source.quote(),
        "after": flag.surroundings.after,
        "reason": flag.reason,
    })
}
