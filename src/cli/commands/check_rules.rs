//! `check-rules`: loads rule packs strictly and says what is wrong, by file and line.
use std::path::PathBuf;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        Language,
        message::{fill, reason_text},
        output, rows,
    },
    workflow::{Purpose, RuleError, check_rules as check},
};

pub(super) fn check_rules(desk: &Desk, paths: &[PathBuf]) -> Result<Outcome, CommandError> {
    let versions = if paths.is_empty() {
        desk.office(Purpose::Read)?.rule_versions()?
    } else {
        check(paths)?
    };
    let mut table = output::table(&rows::header(
        desk.language,
        &["indicator", "rule", "version", "hash"],
    ));
    for v in &versions {
        table.add_row(vec![
            v.indicator.clone(),
            v.rule.clone(),
            v.version.to_string(),
            v.hash.clone(),
        ]);
    }
    output::line(&table.to_string())?;
    output::line(&fill(
        desk.language,
        "rules.good",
        &[("count", &versions.len().to_string())],
    ))?;
    Ok(Outcome::Done)
}

/// One line per fault: `file:line: reason`.
pub(super) fn show_errors(errors: &[RuleError], language: Language) {
    for error in errors {
        output::complain(&format!(
            "{}:{}: {}",
            error.file,
            error.line,
            reason_text(language, &error.reason)
        ));
    }
}
