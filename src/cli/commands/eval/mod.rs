//! `eval`: how well the detector does on labelled texts, batches with an answer key, and text that should stay silent.
mod batch;
mod changes;
mod corpus;
mod errors;
mod gold;
mod silent;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::Format,
        eval_args::EvalArgs,
        message::{fill, text},
        output, rows,
    },
    workflow::{Evaluator, Material, OfficeError, Tally, material},
};

pub(super) fn eval(desk: &Desk, args: &EvalArgs) -> Result<Outcome, CommandError> {
    let evaluator = evaluator(desk)?;
    if args.silence {
        corpus::silence(desk, args, &evaluator)?;
        return Ok(Outcome::Done);
    }
    if args.hits.is_some() || args.compare.is_some() {
        changes::hits(desk, args, &evaluator)?;
        return Ok(Outcome::Done);
    }
    match material(&args.path)? {
        Material::Labelled => gold::labelled(desk, args, &evaluator)?,
        Material::Plain => silent::plain(desk, args, &evaluator)?,
        Material::Batches => batch::batches(desk, args, &evaluator)?,
        Material::Corpus => return Err(OfficeError::NoKey.into()),
    }
    Ok(Outcome::Done)
}

/// The rules of the workspace when there is one, else the built-in ones.
pub(super) fn evaluator(desk: &Desk) -> Result<Evaluator, CommandError> {
    let program = std::env::current_exe().map_err(|source| OfficeError::NoProgram { source })?;
    let evaluator = match desk.here() {
        Ok(workspace) => Evaluator::of(&workspace)?,
        Err(error) if desk.workspace.is_some() => return Err(error.into()),
        Err(_) => Evaluator::built_in()?,
    };
    Ok(evaluator.reading_apart(&program))
}

/// Figures of several tallies: one object per indicator, or a table with the sum below.
fn show(
    desk: &Desk,
    args: &EvalArgs,
    file: Option<&str>,
    tallies: &BTreeMap<String, Tally>,
) -> Result<(), CommandError> {
    if args.format.format == Format::Ndjson {
        for (indicator, tally) in tallies {
            output::line(&figures(indicator, *tally, args.base_rate, file).to_string())?;
        }
        return Ok(());
    }
    if let Some(file) = file {
        output::line(file)?;
    }
    let mut table = output::table(&rows::header(
        desk.language,
        &[
            "id",
            "eval.tp",
            "eval.fp",
            "eval.fn",
            "eval.tn",
            "eval.precision",
            "eval.recall",
            "eval.f1",
            "eval.mcc",
            "eval.at-base",
        ],
    ));
    let mut sum = Tally::default();
    for (indicator, tally) in tallies {
        sum.add(*tally);
        table.add_row(row(indicator, *tally, args.base_rate));
    }
    if tallies.len() > 1 {
        let title = text(desk.language, "eval.all");
        table.add_row(row(&title, sum, args.base_rate));
    }
    output::line(&table.to_string())?;
    let share = format!("{}", args.base_rate);
    Ok(output::line(&fill(
        desk.language,
        "eval.legend",
        &[("base", &share)],
    ))?)
}

/// One object of the machine output. The four figures that are always there are 0 where they cannot be said; the others are null.
fn figures(indicator: &str, tally: Tally, base: f64, file: Option<&str>) -> Value {
    let pair = |interval: Option<(f64, f64)>| interval.map(|(l, h)| [rounded(l), rounded(h)]);
    let at = tally.precision_at(base);
    let mut object = json!({
        "indicator": indicator,
        "tp": tally.tp,
        "fp": tally.fp,
        "fn": tally.missed,
        "tn": tally.tn,
        "precision": rounded(tally.precision().unwrap_or(0.0)),
        "recall": rounded(tally.recall().unwrap_or(0.0)),
        "f1": rounded(tally.f1().unwrap_or(0.0)),
        "mcc": rounded(tally.mcc()),
        "accuracy": tally.accuracy().map(rounded),
        "precision_interval": pair(tally.precision_interval()),
        "recall_interval": pair(tally.recall_interval()),
        "base_rate": base,
        "precision_at_base_rate": at.map(|(p, _)| rounded(p)),
        "precision_at_base_rate_low": at.map(|(_, low)| rounded(low)),
    });
    if let (Some(file), Value::Object(keys)) = (file, &mut object) {
        keys.insert("file".to_owned(), json!(file));
    }
    object
}

/// Four decimals: more would promise what the counts do not hold.
fn rounded(figure: f64) -> f64 {
    (figure * 1e4).round() / 1e4
}

fn row(title: &str, tally: Tally, base: f64) -> Vec<String> {
    let figure = |f: Option<f64>| f.map_or("–".to_owned(), |f| format!("{f:.2}"));
    let with = |f: Option<f64>, interval: Option<(f64, f64)>| match (f, interval) {
        (Some(f), Some((low, high))) => format!("{f:.2} [{low:.2} {high:.2}]"),
        _ => "–".to_owned(),
    };
    let at = tally.precision_at(base);
    vec![
        title.to_owned(),
        tally.tp.to_string(),
        tally.fp.to_string(),
        tally.missed.to_string(),
        tally.tn.to_string(),
        with(tally.precision(), tally.precision_interval()),
        with(tally.recall(), tally.recall_interval()),
        figure(tally.f1()),
        format!("{:.2}", tally.mcc()),
        at.map_or("–".to_owned(), |(p, low)| format!("{p:.2} (≥{low:.2})")),
    ]
}
