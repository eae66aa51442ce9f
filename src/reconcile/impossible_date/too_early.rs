//! Steps taken before there was anything to convey.
use super::begin;
use crate::{
    model::{BookRow, Evidence, Mismatch, Severity, StepKind},
    reconcile::{
        Check, found,
        matters::{At, Matter},
        spans::{self, Span},
    },
};

/// Fields that say when the directive was given, the one that binds first.
const GIVEN: [&str; 2] = ["directive_date", "issued_date"];

/// Steps that cannot come before the directive. Work and rules may have been under way before it.
const AFTER_IT: [StepKind; 3] = [StepKind::Convey, StepKind::Deploy, StepKind::Plan];

/// Words by which an older plan was taken over.
const TAKEN_OVER: [&str; 8] = [
    "沿用", "原有", "已有", "既有", "此前", "修订", "继续", "延用",
];

/// A receipt or step that lies before the directive, on every reading of both.
pub(super) fn find(check: &dyn Check, matter: &Matter<'_>) -> Option<Mismatch> {
    let row = matter.row;
    let (given, field) = GIVEN
        .iter()
        .filter(|f| **f != "issued_date" || is_of_directive(row))
        .find_map(|f| Some((spans::of_field(row, f)?, *f)))?;
    let early = |days: Span| days.is_before(given);
    let received = spans::of_field(row, "received_date")
        .filter(|days| early(*days))
        .map(|days| ("收文", days, At::Cell(row, "received_date")));
    let (what, days, at) = received.or_else(|| {
        AFTER_IT.iter().find_map(|kind| {
            let steps: Vec<_> = matter.steps(*kind).collect();
            if steps
                .iter()
                .any(|s| TAKEN_OVER.iter().any(|w| s.text.contains(w)))
            {
                return None;
            }
            // A cell with several days tells a history, of which the first part may lie before.
            let step = steps
                .into_iter()
                .find(|s| !s.days.is_empty() && s.days.iter().all(|d| early(*d)))?;
            Some((kind.title(), *step.days.last()?, step.at))
        })
    })?;
    let mut one = begin(
        check,
        Severity::关注,
        row,
        &format!("{what}日期"),
        at.quote()?,
    );
    one.formula = format!("{} < {}", days.to, given.from);
    one.reason = format!(
        "{}：{what}日期{}早于批示或印发日期{}。",
        found::name(row),
        days.show(),
        given.show()
    );
    one.evidence = row
        .quote(field)
        .map(|source| Evidence {
            source,
            note: format!("批示或印发日期：{}", given.show()),
        })
        .into_iter()
        .collect();
    Some(one)
}

/// Whether 印发日期 is the directive's: it stands before the steps; behind them it is that of the plan.
fn is_of_directive(row: BookRow<'_>) -> bool {
    let at = |field: &str| row.book.columns.iter().position(|c| c.field == field);
    let Some(issued) = at("issued_date") else {
        return false;
    };
    AFTER_IT
        .iter()
        .flat_map(|kind| {
            let (words, dated) = kind.fields();
            [at(words), dated.and_then(at)]
        })
        .flatten()
        .all(|step| issued < step)
}
