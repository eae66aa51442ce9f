//! `flags`: lists the flags of the workspace, and records what reviewers decide on them.
mod decide;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::{FlagsArgs, Format},
        message::fill,
        output, rows,
        rules_args::FlagsCommand,
    },
    workflow::{FlagFilter, Purpose, flag_line},
};

pub(super) fn flags(desk: &Desk, args: &FlagsArgs) -> Result<Outcome, CommandError> {
    match &args.what {
        Some(FlagsCommand::Decide(args)) => return decide::decide(desk, args),
        Some(FlagsCommand::Decisions(args)) => return decide::decisions(desk, args),
        None => {}
    }
    let mut office = desk.office(Purpose::Write)?;
    let run = office.raise_flags(&desk.bar())?;
    let filter = FlagFilter {
        under: Vec::new(),
        unit: args.unit.clone(),
        period: args.period.clone(),
        indicator: args.indicator.clone(),
        file: args.file.clone(),
    };
    let list = office.flags(run, &filter)?;
    match args.format.format {
        Format::Ndjson => {
            for flag in &list.flags {
                output::line(&flag_line(flag))?;
            }
        }
        Format::Table => {
            let mut table = output::table(&rows::flag_header(desk.language));
            for flag in &list.flags {
                let title = list
                    .indicators
                    .iter()
                    .find(|t| t.id == flag.draft.indicator)
                    .map_or(flag.draft.indicator.as_str(), |t| t.title.as_str());
                table.add_row(rows::flag_row(desk.language, flag, title));
            }
            output::line(&table.to_string())?;
            output::line(&fill(
                desk.language,
                "run.flags",
                &[("count", &list.flags.len().to_string())],
            ))?;
        }
    }
    if args.write {
        for paper in office.write_lists(&list)? {
            let path = paper.path.display().to_string();
            output::complain(&fill(desk.language, "run.paper", &[("path", &path)]));
        }
    }
    Ok(Outcome::Done)
}
