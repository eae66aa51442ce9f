//! Batches with an answer key.
use std::collections::BTreeMap;

use serde_json::json;

use super::{CommandError, Desk, show};
use crate::{
    cli::{
        args::Format,
        eval_args::EvalArgs,
        message::{fill, text},
        output,
    },
    workflow::{BatchScore, Evaluator, OfficeError, Side, Tally},
};

pub(super) fn batches(
    desk: &Desk,
    args: &EvalArgs,
    evaluator: &Evaluator,
) -> Result<(), CommandError> {
    let mut scores: Vec<(String, BatchScore)> = Vec::new();
    for path in &args.path {
        let score = evaluator.batch(path, desk.on(), &desk.bar())?;
        scores.push((path.display().to_string(), score));
    }
    let wanted = |score: &BatchScore| -> BTreeMap<String, Tally> {
        let mut tallies = score.by_indicator();
        tallies.retain(|id, _| args.only.as_ref().is_none_or(|only| id == only));
        tallies
    };
    if let Some(only) = &args.only
        && scores.iter().all(|(_, s)| wanted(s).is_empty())
    {
        return Err(OfficeError::NoSuchIndicator { id: only.clone() }.into());
    }
    if args.by_file {
        for (name, score) in &scores {
            show(desk, args, Some(name), &wanted(score))?;
        }
    } else {
        let mut sum: BTreeMap<String, Tally> = BTreeMap::new();
        for (_, score) in &scores {
            for (id, tally) in wanted(score) {
                sum.entry(id).or_default().add(tally);
            }
        }
        show(desk, args, None, &sum)?;
    }
    for (name, score) in &scores {
        if args.format.format == Format::Table {
            for side in [Side::Documents, Side::Checks] {
                output::line(&summary(desk, name, score, side))?;
            }
        }
        if args.errors {
            errors(desk, args, score)?;
        }
    }
    Ok(())
}

fn summary(desk: &Desk, name: &str, score: &BatchScore, side: Side) -> String {
    let tally = score.tally(Some(side));
    let (traps, trapped) = score.traps(side);
    let (flags, besides) = score.flags_on(side);
    let key = match side {
        Side::Documents => "eval.in-documents",
        Side::Checks => "eval.between",
    };
    fill(
        desk.language,
        "eval.batch",
        &[
            ("batch", name),
            ("side", &text(desk.language, key)),
            ("found", &tally.tp.to_string()),
            ("problems", &(tally.tp + tally.missed).to_string()),
            ("trapped", &trapped.to_string()),
            ("traps", &traps.to_string()),
            ("flags", &flags.to_string()),
            ("besides", &besides.to_string()),
        ],
    )
}

/// Facts judged wrongly, and flags on no planted problem.
fn errors(desk: &Desk, args: &EvalArgs, score: &BatchScore) -> Result<(), CommandError> {
    let wants = |id: &str| args.only.as_ref().is_none_or(|only| only == id);
    for row in score
        .rows
        .iter()
        .filter(|r| r.is_wrong() && wants(&r.entry.indicator))
    {
        let (entry, kind) = (&row.entry, if row.hit { "trapped" } else { "missed" });
        let rule = entry.check.as_deref().unwrap_or_default();
        if args.format.format == Format::Ndjson {
            let line = json!({"error": kind, "indicator": entry.indicator, "check": entry.check,
                "file": entry.file, "quote": entry.quote, "note": entry.note});
            output::complain(&line.to_string());
        } else {
            output::line(&format!(
                "{}  {} {rule}  {}  {} ({})",
                text(desk.language, &format!("eval.{kind}")),
                entry.indicator,
                entry.file,
                entry.quote,
                entry.note
            ))?;
        }
    }
    for (flag, _) in score
        .flags
        .iter()
        .filter(|(f, right)| !right && wants(&f.draft.indicator))
    {
        let draft = &flag.draft;
        let place = crate::cli::rows::place(desk.language, draft.source.place());
        if args.format.format == Format::Ndjson {
            let line = json!({"error": "besides", "indicator": draft.indicator, "rule": draft.rule,
                "file": draft.source.file(), "place": place, "quote": draft.source.quote(), "reason": draft.reason});
            output::complain(&line.to_string());
        } else {
            output::line(&format!(
                "{}  {} {}  {} {place}  {} | {}",
                text(desk.language, "eval.besides"),
                draft.indicator,
                draft.rule,
                draft.source.file(),
                draft.source.quote(),
                draft.reason
            ))?;
        }
    }
    Ok(())
}
