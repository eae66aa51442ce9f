//! `reconcile`: lays ledgers and reports beside each other and writes the reconciliation sheet.
use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::{Format, ReconcileArgs},
        message::fill,
        output, rows,
    },
    model::{Agreement, ReconciliationSheet},
    workflow::{Purpose, ReconcileScope, reconciliation_lines},
};

pub(super) fn reconcile(desk: &Desk, args: &ReconcileArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Write)?;
    let run = office.raise_flags(&desk.bar())?;
    let scope = ReconcileScope {
        report: args.report.clone(),
        period: args.period.clone(),
    };
    let sheet = office.reconcile(&run, &scope, &desk.bar())?;
    match args.format.format {
        Format::Ndjson => {
            for line in reconciliation_lines(&sheet) {
                output::line(&line)?;
            }
        }
        Format::Table => show(desk, &sheet)?,
    }
    for paper in office.write_reconciliation(&sheet)? {
        let path = paper.path.display().to_string();
        output::complain(&fill(desk.language, "run.paper", &[("path", &path)]));
    }
    Ok(Outcome::Done)
}

fn show(desk: &Desk, sheet: &ReconciliationSheet) -> Result<(), CommandError> {
    let language = desk.language;
    let header = rows::header(
        language,
        &[
            "check",
            "severity.name",
            "ledger-no",
            "matter",
            "item",
            "difference",
            "file",
            "place",
        ],
    );
    let mut table = output::table(&header);
    for m in &sheet.mismatches {
        table.add_row(vec![
            m.check.clone(),
            format!("{:?}", m.severity),
            m.no.clone().unwrap_or_default(),
            m.matter.clone(),
            m.item.clone(),
            m.reason.clone(),
            m.source.file().to_owned(),
            rows::place(language, m.source.place()),
        ]);
    }
    output::line(&table.to_string())?;
    output::line(&summary(desk, sheet))?;
    Ok(())
}

/// How many differences there are, and how the pairs came out.
pub(super) fn summary(desk: &Desk, sheet: &ReconciliationSheet) -> String {
    let [agree, differ, untied] = sheet
        .counts()
        .map(|(_, n): (Agreement, usize)| n.to_string());
    fill(
        desk.language,
        "reconcile.summary",
        &[
            ("differences", &sheet.mismatches.len().to_string()),
            ("pairs", &sheet.pairs.len().to_string()),
            ("agree", &agree),
            ("differ", &differ),
            ("untied", &untied),
        ],
    )
}
