//! `rules`: whether rules are well formed, how they fare, and what reviewers made of their flags.
mod health;
mod stats;

pub(super) use health::account;

use super::{CommandError, Desk, Outcome, check_rules, eval};
use crate::cli::rules_args::RulesCommand;

pub(super) fn rules(desk: &Desk, what: &RulesCommand) -> Result<Outcome, CommandError> {
    match what {
        RulesCommand::Check { path } => check_rules::check_rules(desk, path),
        RulesCommand::Health(args) => health::health(desk, args),
        RulesCommand::Stats(args) => stats::stats(desk, args),
        RulesCommand::Demote(args) => stats::stand(desk, args, true),
        RulesCommand::Restore(args) => stats::stand(desk, args, false),
    }
}
