//! `ledger steps` and `ledger loop`: entries by steps and by stages.
use serde_json::json;

use super::{CommandError, Desk, Outcome, filter, written};
use crate::{
    cli::{args::Format, ledger_args::PaperArgs, message::fill, output, rows},
    model::{LoopStage, MatrixName, StepKind},
    workflow::Purpose,
};

/// Characters of a matter shown in a table.
const MATTER_SHOWN: usize = 24;

fn heads(desk: &Desk, titles: &[&str]) -> Vec<String> {
    let mut heads = rows::header(desk.language, &["no", "matter", "unit"]);
    heads.extend(titles.iter().map(|t| (*t).to_owned()));
    heads
}

fn named(name: &MatrixName) -> Vec<String> {
    vec![
        name.no.clone().unwrap_or_default(),
        rows::shortened(&name.title, MATTER_SHOWN),
        name.units.join("、"),
    ]
}

fn count(desk: &Desk, n: usize) -> Result<(), CommandError> {
    let count = [("count", n.to_string())];
    let values = count.each_ref().map(|(k, v)| (*k, v.as_str()));
    Ok(output::line(&fill(desk.language, "ledger.rows", &values))?)
}

pub(super) fn steps(desk: &Desk, args: &PaperArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Read)?;
    let matrix = office.step_matrix(&filter(&args.books, None), &desk.bar())?;
    match args.format.format {
        Format::Ndjson => {
            for row in &matrix.rows {
                output::line(&json!(row).to_string())?;
            }
        }
        Format::Table => {
            let titles = StepKind::ALL.map(StepKind::title);
            let mut table = output::table(&heads(desk, &titles));
            for row in &matrix.rows {
                let mut cells = named(&row.name);
                cells.extend(row.cells.iter().map(|c| c.label()));
                table.add_row(cells);
            }
            output::line(&table.to_string())?;
            count(desk, matrix.rows.len())?;
        }
    }
    if args.xlsx {
        written(desk, &office.write_step_matrix(&matrix)?);
    }
    Ok(Outcome::Done)
}

pub(super) fn stages(desk: &Desk, args: &PaperArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Read)?;
    let matrix = office.loop_matrix(&filter(&args.books, None), &desk.bar())?;
    match args.format.format {
        Format::Ndjson => {
            for row in &matrix.rows {
                output::line(&json!(row).to_string())?;
            }
        }
        Format::Table => {
            let titles = LoopStage::ALL.map(LoopStage::title);
            let mut table = output::table(&heads(desk, &titles));
            for row in &matrix.rows {
                let mut cells = named(&row.name);
                cells.extend(row.cells.iter().map(|c| {
                    c.as_ref().map_or_else(String::new, |r| {
                        r.on.map_or_else(|| r.says.clone(), |d| d.to_string())
                    })
                }));
                table.add_row(cells);
            }
            output::line(&table.to_string())?;
            count(desk, matrix.rows.len())?;
        }
    }
    if args.xlsx {
        written(desk, &office.write_loop_matrix(&matrix)?);
    }
    Ok(Outcome::Done)
}
