//! `rules health`: rules that never or always fire on a corpus, slow ones, and what stands at their thresholds.
use serde_json::{Value, json};

use super::{CommandError, Desk, Outcome, eval};
use crate::{
    cli::{
        args::Format,
        message::{fill, text},
        output, rows,
        rules_args::HealthArgs,
    },
    workflow::{Health, NearMiss, RuleHealth, Symptom},
};

pub(super) fn health(desk: &Desk, args: &HealthArgs) -> Result<Outcome, CommandError> {
    let evaluator = eval::evaluator(desk)?;
    let health = evaluator.health(&args.path, &args.reading.settings(), &desk.bar())?;
    match args.format.format {
        Format::Ndjson => {
            for rule in &health.rules {
                output::line(&object(rule).to_string())?;
            }
        }
        Format::Table => show(desk, args, &health)?,
    }
    Ok(Outcome::Done)
}

fn symptom(symptom: Symptom) -> &'static str {
    match symptom {
        Symptom::Never => "never",
        Symptom::SawNothing => "saw-nothing",
        Symptom::Always => "always",
        Symptom::Slow => "slow",
    }
}

fn object(rule: &RuleHealth) -> Value {
    let probe = &rule.probe;
    let symptoms: Vec<&str> = rule.symptoms.iter().map(|s| symptom(*s)).collect();
    let near: Vec<Value> = probe
        .near
        .iter()
        .map(|n| {
            json!({
                "flagged": n.is_flagged(),
                "file": n.source.as_ref().map(|s| s.file()),
                "place": n.source.as_ref().map(|s| s.place()),
                "quote": n.quote,
                "found": n.found,
                "missing": n.missing,
                "score": n.score,
                "cleared_by": n.cleared_by,
            })
        })
        .collect();
    json!({
        "indicator": probe.indicator,
        "rule": probe.rule,
        "version": probe.version,
        "units": probe.units,
        "flags": probe.flags,
        "documents": rule.documents,
        "share": rule.share(),
        "milliseconds": probe.took.as_secs_f64() * 1e3,
        "symptoms": symptoms,
        "near_count": rule.near,
        "near": near,
    })
}

fn show(desk: &Desk, args: &HealthArgs, health: &Health) -> Result<(), CommandError> {
    let names = [
        "rule",
        "version",
        "rules.units",
        "eval.flagged",
        "eval.files",
        "rules.share",
        "rules.near",
        "rules.milliseconds",
        "rules.symptoms",
    ];
    let mut table = output::table(&rows::header(desk.language, &names));
    for rule in &health.rules {
        let probe = &rule.probe;
        let symptoms: Vec<String> = rule
            .symptoms
            .iter()
            .map(|s| text(desk.language, &format!("rules.{}", symptom(*s))))
            .collect();
        let is_shared = probe.indicator.is_empty();
        let name = match is_shared {
            true => text(desk.language, &format!("rules.{}", probe.rule)),
            false => probe.rule.clone(),
        };
        let count = |n: u32| {
            if is_shared {
                String::new()
            } else {
                n.to_string()
            }
        };
        table.add_row(vec![
            name,
            count(probe.version),
            probe.units.map_or(String::new(), |n| n.to_string()),
            count(probe.flags),
            count(rule.documents),
            rule.share()
                .map_or(String::new(), |s| format!("{:.1} %", s * 100.0)),
            count(rule.near),
            format!("{:.1}", probe.took.as_secs_f64() * 1e3),
            symptoms.join(" "),
        ]);
    }
    output::line(&table.to_string())?;
    output::line(&fill(
        desk.language,
        "rules.corpus",
        &[
            ("documents", &health.size.documents.to_string()),
            ("chars", &health.size.chars.to_string()),
            ("unread", &health.size.unread.to_string()),
        ],
    ))?;
    if args.near {
        let near = health.rules.iter().flat_map(|r| &r.probe.near);
        for one in near {
            let side = if one.is_flagged() {
                "rules.just-over"
            } else {
                "rules.just-under"
            };
            let file = one.source.as_ref().map_or("", |s| s.file());
            output::line(&format!(
                "{} {}  {file}  {}",
                text(desk.language, side),
                one.rule,
                one.quote
            ))?;
            for line in account(desk, one) {
                output::line(&format!("    {line}"))?;
            }
        }
    }
    Ok(())
}

/// What was found, what lacks, and what cleared it, a line each.
pub(in crate::cli::commands) fn account(desk: &Desk, near: &NearMiss) -> Vec<String> {
    let found: Vec<String> = near
        .found
        .iter()
        .map(|(name, words)| format!("{name}({})", words.join("、")))
        .collect();
    let mut lines = Vec::new();
    let mut say = |key: &str, value: String| {
        if !value.is_empty() {
            lines.push(format!("{}: {value}", text(desk.language, key)));
        }
    };
    say("rules.found", found.join(" "));
    say("rules.missing", near.missing.join("、"));
    say("rules.cleared-by", near.cleared_by.join("、"));
    if let Some((score, threshold)) = near.score {
        say("rules.score", format!("{score:.2} / {threshold:.2}"));
    }
    lines
}
