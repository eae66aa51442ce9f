//! `ledger columns`: how the columns of a file's tables are understood, and a profile to keep.
use serde_json::json;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{args::Format, commands::show, ledger_args::ColumnsArgs, message::text, output},
    workflow::import_profile,
};

pub(super) fn columns(desk: &Desk, args: &ColumnsArgs) -> Result<Outcome, CommandError> {
    let name = args.file.to_string_lossy();
    let found = show::find(desk, &name, &crate::model::ReadingSettings::default())?;
    for shown in &found {
        let Some(document) = &shown.document else {
            continue;
        };
        match args.format.format {
            Format::Ndjson => {
                for table in &document.tables {
                    for column in &table.columns {
                        let line = json!({
                            "file": document.file, "sheet": table.sheet,
                            "column": crate::model::column_name(column.col), "header": column.header,
                            "field": column.field, "mapped_by": column.mapped_by,
                        });
                        output::line(&line.to_string())?;
                    }
                }
            }
            Format::Table => {
                show::columns(desk, document)?;
                if !document.tables.is_empty() {
                    output::line(&text(desk.language, "ledger.profile"))?;
                    output::line(&import_profile(document))?;
                }
            }
        }
    }
    let is_lossy = found.iter().any(|s| s.record.recovery.is_lossy());
    Ok(match is_lossy {
        true => Outcome::DoneWithUnread,
        false => Outcome::Done,
    })
}
