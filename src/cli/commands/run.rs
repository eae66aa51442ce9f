//! `run`: import, index, flag, write the lists, and a summary.
use std::collections::BTreeMap;

use super::{CommandError, Desk, Outcome, import, reconcile};
use crate::{
    cli::{
        args::{Format, ImportArgs},
        message::fill,
        output, rows,
    },
    model::{FlagList, ReconciliationSheet, Severity},
    workflow::{FlagFilter, ImportedFile, Paper, ReconcileScope, flag_line},
};

pub(super) fn run(desk: &Desk, args: &ImportArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office_or_new()?;
    let imported = import::import_paths(desk, &mut office, args)?;
    let record = office.raise_flags(&desk.bar())?;
    let filter = FlagFilter {
        under: args.path.clone(),
        ..FlagFilter::default()
    };
    let list = office.flags(record, &filter)?;
    let mut papers = office.write_lists(&list)?;
    let sheet = office.reconcile(&list.run, &ReconcileScope::default(), &desk.bar())?;
    papers.extend(office.write_reconciliation(&sheet)?);
    match args.format.format {
        Format::Ndjson => {
            for flag in &list.flags {
                output::line(&flag_line(flag))?;
            }
        }
        Format::Table => {
            show(
                desk,
                &imported,
                (&list, &sheet),
                &papers,
                &import::taken(desk, &office),
            )?;
        }
    }
    Ok(import::outcome_of(&imported))
}

fn show(
    desk: &Desk,
    imported: &[ImportedFile],
    (list, sheet): (&FlagList, &ReconciliationSheet),
    papers: &[Paper],
    taken: &[String],
) -> Result<(), CommandError> {
    let language = desk.language;
    output::line(&import::summary(desk, imported))?;
    for line in taken {
        output::line(line)?;
    }
    let unread: Vec<&ImportedFile> = imported
        .iter()
        .filter(|f| f.record.recovery.is_lossy())
        .collect();
    if !unread.is_empty() {
        let mut table = output::table(&rows::import_header(language));
        for file in unread {
            table.add_row(rows::import_row(language, &file.record));
        }
        output::line(&table.to_string())?;
    }
    let mut counts: BTreeMap<&str, BTreeMap<Severity, u32>> = BTreeMap::new();
    for flag in &list.flags {
        *counts
            .entry(flag.draft.indicator.as_str())
            .or_default()
            .entry(flag.draft.severity)
            .or_default() += 1;
    }
    let header = rows::header(
        language,
        &[
            "indicator",
            "english",
            "severity.重点",
            "severity.关注",
            "severity.提示",
            "total",
        ],
    );
    let mut table = output::table(&header);
    let mut total = 0;
    for title in &list.indicators {
        let Some(by) = counts.get(title.id.as_str()) else {
            continue;
        };
        let of = |s| by.get(&s).copied().unwrap_or_default();
        let sum: u32 = by.values().sum();
        total += sum;
        table.add_row(vec![
            title.title.clone(),
            title.english.clone(),
            of(Severity::重点).to_string(),
            of(Severity::关注).to_string(),
            of(Severity::提示).to_string(),
            sum.to_string(),
        ]);
    }
    if total > 0 {
        output::line(&table.to_string())?;
    }
    output::line(&fill(
        language,
        "run.flags",
        &[("count", &total.to_string())],
    ))?;
    output::line(&reconcile::summary(desk, sheet))?;
    for paper in papers {
        output::line(&fill(
            language,
            "run.paper",
            &[("path", &paper.path.display().to_string())],
        ))?;
    }
    Ok(())
}
