//! `rules stats`, `rules demote`, `rules restore`: what reviewers made of the flags of each rule, and the standing people give it.
use serde_json::json;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::{Format, FormatArgs},
        message::{fill, text},
        output, rows,
        rules_args::StandingArgs,
    },
    model::{Role, RuleRecord},
    workflow::{Purpose, wilson},
};

pub(super) fn stats(desk: &Desk, args: &FormatArgs) -> Result<Outcome, CommandError> {
    let records = desk.office(Purpose::Read)?.rule_records()?;
    if args.format == Format::Ndjson {
        for record in &records {
            let codes: serde_json::Map<String, serde_json::Value> = record
                .codes
                .iter()
                .map(|(code, count)| (code.name(), json!(count)))
                .collect();
            let line = json!({
                "indicator": record.indicator,
                "rule": record.rule,
                "version": record.version,
                "raised": record.raised,
                "accepted": record.accepted,
                "rejected": record.rejected,
                "acceptance": record.acceptance(),
                "reasons": codes,
                "demoted": record.is_demoted,
                "candidate": record.is_candidate,
            });
            output::line(&line.to_string())?;
        }
        return Ok(Outcome::Done);
    }
    let names = [
        "rule",
        "version",
        "rules.raised",
        "rules.accepted",
        "rules.rejected",
        "rules.acceptance",
        "rules.reasons",
        "rules.symptoms",
    ];
    let mut table = output::table(&rows::header(desk.language, &names));
    for record in records.iter().filter(|r| r.raised > 0 || r.is_demoted) {
        table.add_row(row(desk, record));
    }
    output::line(&table.to_string())?;
    output::line(&text(desk.language, "rules.stats-legend"))?;
    Ok(Outcome::Done)
}

fn row(desk: &Desk, record: &RuleRecord) -> Vec<String> {
    let reasons: Vec<String> = record
        .codes
        .iter()
        .map(|(code, count)| format!("{} {count}", code.name()))
        .collect();
    let interval = wilson(record.accepted, record.accepted + record.rejected);
    let share = match (record.acceptance(), interval) {
        (Some(share), Some((low, high))) => format!("{share:.2} [{low:.2} {high:.2}]"),
        _ => String::new(),
    };
    let note = match (record.is_demoted, record.is_candidate) {
        (true, _) => text(desk.language, "rules.demoted"),
        (false, true) => text(desk.language, "rules.candidate"),
        (false, false) => String::new(),
    };
    vec![
        record.rule.clone(),
        record.version.to_string(),
        record.raised.to_string(),
        record.accepted.to_string(),
        record.rejected.to_string(),
        share,
        reasons.join(" "),
        note,
    ]
}

pub(super) fn stand(
    desk: &Desk,
    args: &StandingArgs,
    is_demoted: bool,
) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Write)?;
    let by = office.person(&args.by, Role::BUSINESS)?;
    let standing = office.stand_rule(&args.rule, &by, (is_demoted, &args.reason))?;
    let key = match is_demoted {
        true => "rules.now-demoted",
        false => "rules.now-restored",
    };
    output::line(&fill(
        desk.language,
        key,
        &[("rule", &standing.rule), ("by", &standing.by)],
    ))?;
    Ok(Outcome::Done)
}
