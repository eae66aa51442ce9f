//! `flags decide` and `flags decisions`: what reviewers make of flags.
use serde_json::json;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::{Format, FormatArgs},
        message::{fill, text},
        output, rows,
        rules_args::{Choice, DecideArgs},
    },
    model::{Decided, FlagDecision},
    workflow::{DecideRequest, Purpose},
};

pub(super) fn decide(desk: &Desk, args: &DecideArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Write)?;
    let decision = office.decide_flag(&DecideRequest {
        flag: args.flag.clone(),
        accept: args.decision == Choice::Accept,
        code: args.reason,
        note: args.note.clone(),
        by: args.by.clone(),
    })?;
    output::line(&fill(
        desk.language,
        "flags.decided",
        &[
            ("flag", &decision.flag),
            ("rule", &decision.rule),
            ("decision", &words(desk, &decision)),
            ("by", &decision.by),
        ],
    ))?;
    Ok(Outcome::Done)
}

fn words(desk: &Desk, decision: &FlagDecision) -> String {
    match decision.decided {
        Decided::Accept => text(desk.language, "flags.accept"),
        Decided::Reject(code) => {
            format!("{} {}", text(desk.language, "flags.reject"), code.name())
        }
    }
}

pub(super) fn decisions(desk: &Desk, args: &FormatArgs) -> Result<Outcome, CommandError> {
    let decisions = desk.office(Purpose::Read)?.decisions()?;
    if args.format == Format::Ndjson {
        for decision in &decisions {
            output::line(&json!(decision).to_string())?;
        }
        return Ok(Outcome::Done);
    }
    let names = [
        "flags.at",
        "flags.by",
        "flags.flag",
        "rule",
        "version",
        "flags.decision",
        "flags.note",
    ];
    let mut table = output::table(&rows::header(desk.language, &names));
    for decision in decisions {
        table.add_row(vec![
            decision.at.clone(),
            decision.by.clone(),
            decision.flag.clone(),
            decision.rule.clone(),
            decision.rule_version.to_string(),
            words(desk, &decision),
            decision.note.clone().unwrap_or_default(),
        ]);
    }
    output::line(&table.to_string())?;
    Ok(Outcome::Done)
}
