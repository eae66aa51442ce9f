//! Text on which every indicator should be silent.
use serde_json::json;

use super::{CommandError, Desk, rounded};
use crate::{
    cli::{
        args::Format,
        eval_args::EvalArgs,
        message::{fill, text},
        output, rows,
    },
    workflow::{Evaluator, Silence, wilson},
};

/// Flags are told per so many texts.
const PER: u32 = 1000;

pub(super) fn plain(
    desk: &Desk,
    args: &EvalArgs,
    evaluator: &Evaluator,
) -> Result<(), CommandError> {
    if !args.by_file {
        let silence = evaluator.silence(&args.path, args.only.as_deref())?;
        return show(desk, args, None, &silence);
    }
    for path in &args.path {
        let silence = evaluator.silence(std::slice::from_ref(path), args.only.as_deref())?;
        show(desk, args, Some(&path.display().to_string()), &silence)?;
    }
    Ok(())
}

fn show(
    desk: &Desk,
    args: &EvalArgs,
    file: Option<&str>,
    silence: &Silence,
) -> Result<(), CommandError> {
    let per = |count: u32| f64::from(count * PER) / f64::from(silence.texts.max(1));
    let high = |count: u32| wilson(count, silence.texts).map(|(_, high)| high * f64::from(PER));
    let labels: Vec<&String> = silence.labels.keys().filter(|l| !l.is_empty()).collect();
    if let (Some(file), Format::Table) = (file, args.format.format) {
        output::line(file)?;
    }
    let names = ["id", "eval.flagged", "eval.per-thousand", "eval.at-most"];
    let mut header = rows::header(desk.language, &names);
    header.extend(
        labels
            .iter()
            .filter_map(|l| Some(format!("{l} ({})", silence.labels.get(*l)?))),
    );
    let mut table = output::table(&header);
    for (indicator, flagged) in &silence.flagged {
        let count = u32::try_from(flagged.len()).unwrap_or(u32::MAX);
        let of = |label: &str| flagged.iter().filter(|(i, _)| i.label == label).count();
        let by_label: Vec<usize> = labels.iter().map(|l| of(l)).collect();
        match args.format.format {
            Format::Ndjson => {
                let counts: serde_json::Map<String, serde_json::Value> = labels
                    .iter()
                    .zip(&by_label)
                    .map(|(l, n)| ((*l).clone(), json!(n)))
                    .collect();
                let line = json!({
                    "indicator": indicator,
                    "texts": silence.texts,
                    "flagged": count,
                    "per_thousand": rounded(per(count)),
                    "per_thousand_high": high(count).map(rounded),
                    "labels": counts,
                    "file": file,
                });
                output::line(&line.to_string())?;
            }
            Format::Table => {
                let mut row = vec![
                    indicator.clone(),
                    count.to_string(),
                    format!("{:.2}", per(count)),
                    high(count).map_or(String::new(), |h| format!("{h:.2}")),
                ];
                row.extend(by_label.iter().map(ToString::to_string));
                table.add_row(row);
            }
        }
    }
    if args.format.format == Format::Table {
        output::line(&table.to_string())?;
        let texts = silence.texts.to_string();
        output::line(&fill(desk.language, "eval.texts", &[("count", &texts)]))?;
    }
    if args.errors {
        errors(desk, args, silence)?;
    }
    Ok(())
}

fn errors(desk: &Desk, args: &EvalArgs, silence: &Silence) -> Result<(), CommandError> {
    for (indicator, flagged) in &silence.flagged {
        for (item, said) in flagged {
            let rules: Vec<&str> = said.iter().map(|s| s.rule.as_str()).collect();
            if args.format.format == Format::Ndjson {
                let line = json!({
                    "error": "false",
                    "indicator": indicator,
                    "file": item.file,
                    "line": item.line,
                    "label": item.label,
                    "text": item.text,
                    "rules": rules,
                });
                output::complain(&line.to_string());
                continue;
            }
            output::line(&format!(
                "{}  {indicator}  {}:{} {}  {}",
                text(desk.language, "eval.false"),
                item.file.display(),
                item.line,
                item.label,
                item.text
            ))?;
            for one in said {
                output::line(&format!(
                    "    {}@{}: {}",
                    one.rule, one.rule_version, one.reason
                ))?;
            }
        }
    }
    Ok(())
}
