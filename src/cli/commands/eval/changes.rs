//! Hits kept for later, and what changed since then.
use std::collections::BTreeMap;

use serde_json::json;

use super::{CommandError, Desk};
use crate::{
    cli::{
        args::Format,
        eval_args::EvalArgs,
        message::{fill, text},
        output, rows,
    },
    workflow::{Evaluator, SavedHit, compare_hits, save_hits},
};

pub(super) fn hits(
    desk: &Desk,
    args: &EvalArgs,
    evaluator: &Evaluator,
) -> Result<(), CommandError> {
    let wants = |hit: &SavedHit| args.only.as_ref().is_none_or(|id| &hit.indicator == id);
    let mut now = evaluator.hits(&args.path, desk.on(), &desk.bar())?;
    now.retain(wants);
    // What was kept is read before anything is written: both may name the same file.
    let then = match &args.compare {
        Some(old) => Some(evaluator.hits_of_then(old, &args.path, desk.on(), &desk.bar())?),
        None => None,
    };
    if let Some(file) = &args.hits {
        save_hits(file, &now)?;
        let told = [
            ("count", now.len().to_string()),
            ("path", file.display().to_string()),
        ];
        let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
        output::complain(&fill(desk.language, "eval.saved", &told));
    }
    let Some(mut then) = then else {
        return Ok(());
    };
    then.retain(wants);
    let change = compare_hits(then, now);
    let sides = [
        ("appeared", &change.appeared),
        ("vanished", &change.vanished),
    ];
    if args.format.format == Format::Ndjson {
        for (name, hits) in sides {
            for hit in hits {
                let line = json!({"change": name, "hit": hit});
                output::line(&line.to_string())?;
            }
        }
        return Ok(());
    }
    for (name, hits) in sides {
        for hit in hits {
            let right = match hit.is_right {
                Some(true) => text(desk.language, "eval.right"),
                Some(false) => text(desk.language, "eval.wrong"),
                None => String::new(),
            };
            let place = match (&hit.place, hit.line) {
                (Some(place), _) => rows::place(desk.language, place),
                (None, Some(line)) => format!(":{line}"),
                (None, None) => String::new(),
            };
            output::line(&format!(
                "{} {}  {} {right}  {} {place}  {}",
                text(desk.language, &format!("eval.{name}")),
                hit.indicator,
                hit.rules.join(" "),
                hit.file,
                hit.quote
            ))?;
        }
    }
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for ((_, hits), nth) in sides.iter().zip(0..) {
        for hit in *hits {
            let count = counts.entry(hit.indicator.as_str()).or_default();
            if let Some(count) = count.get_mut::<usize>(nth) {
                *count += 1;
            }
        }
    }
    let names = ["id", "eval.appeared", "eval.vanished"];
    let mut table = output::table(&rows::header(desk.language, &names));
    for (indicator, [appeared, vanished]) in counts {
        table.add_row(vec![
            indicator.to_owned(),
            appeared.to_string(),
            vanished.to_string(),
        ]);
    }
    output::line(&table.to_string())?;
    Ok(output::line(&fill(
        desk.language,
        "eval.changed",
        &[
            ("appeared", &change.appeared.len().to_string()),
            ("vanished", &change.vanished.len().to_string()),
            ("kept", &change.kept.to_string()),
        ],
    ))?)
}
