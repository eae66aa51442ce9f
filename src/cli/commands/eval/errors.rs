//! A wrong answer with its explanation.
use serde_json::{Value, json};

use super::{super::rules::account, CommandError, Desk};
use crate::{
    cli::{message::text, output},
    model::Explain,
    workflow::{Answer, Evaluator, Judged, NearMiss},
};

/// Rules shown for a missed fault.
const NEAREST: usize = 3;

/// `missed` or `false`.
fn kind(answer: &Answer) -> &'static str {
    match answer.is_flagged() {
        true => "false",
        false => "missed",
    }
}

pub(super) fn object(evaluator: &Evaluator, answer: &Answer) -> Value {
    let near: Vec<Value> = nearest(evaluator, answer)
        .iter()
        .map(|n| {
            json!({"rule": n.rule, "rule_version": n.rule_version, "quote": n.quote, "found": n.found,
                "missing": n.missing, "score": n.score, "cleared_by": n.cleared_by})
        })
        .collect();
    let said: Vec<Value> = answer.said.iter().map(of_judged).collect();
    json!({
        "error": kind(answer),
        "indicator": answer.item.indicator,
        "file": answer.item.file,
        "line": answer.item.line,
        "text": answer.item.text,
        "said": said,
        "nearest": near,
    })
}

/// Of a missed fault, what came nearest to a flag.
fn nearest(evaluator: &Evaluator, answer: &Answer) -> Vec<NearMiss> {
    if answer.is_flagged() {
        return Vec::new();
    }
    let mut near = evaluator.why_silent(&answer.item);
    near.truncate(NEAREST);
    near
}

fn of_judged(said: &Judged) -> Value {
    json!({
        "rule": said.rule,
        "rule_version": said.rule_version,
        "certainty": said.certainty,
        "reason": said.reason,
        "quote": said.quote,
        "explain": said.explain,
    })
}

pub(super) fn show(
    desk: &Desk,
    evaluator: &Evaluator,
    answer: &Answer,
) -> Result<(), CommandError> {
    let item = &answer.item;
    output::line(&format!(
        "{}  {}  {}:{}  {}",
        text(desk.language, &format!("eval.{}", kind(answer))),
        item.indicator,
        item.file.display(),
        item.line,
        item.text
    ))?;
    for said in &answer.said {
        output::line(&format!(
            "    {}@{} {:?}: {}",
            said.rule, said.rule_version, said.certainty, said.reason
        ))?;
        for line in explained(&said.explain) {
            output::line(&format!("      {line}"))?;
        }
    }
    for near in nearest(evaluator, answer) {
        output::line(&format!("    {}@{}", near.rule, near.rule_version))?;
        for line in account(desk, &near) {
            output::line(&format!("      {line}"))?;
        }
    }
    Ok(())
}

/// What matched and what it was worth.
fn explained(explain: &Explain) -> Vec<String> {
    let mut lines: Vec<String> = explain
        .matched
        .iter()
        .map(|(name, words)| format!("{name}: {}", words.join("、")))
        .collect();
    if let Some((score, threshold)) = explain.score {
        let parts: Vec<String> = explain
            .contributions
            .iter()
            .filter(|(_, amount)| *amount != 0.0)
            .map(|(name, amount)| format!("{name} {amount:+.2}"))
            .collect();
        lines.push(format!("{} → {score:.2} / {threshold:.2}", parts.join(" ")));
    }
    lines.extend(explain.formula.clone());
    lines
}
