//! `import`: reads files into the store and the index.
use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::{Format, ImportArgs},
        message::fill,
        output, rows,
    },
    workflow::{ImportRequest, ImportedFile, Office, WhatHappened},
};

pub(super) fn import(desk: &Desk, args: &ImportArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office_or_new()?;
    let imported = import_paths(desk, &mut office, args)?;
    match args.format.format {
        Format::Ndjson => {
            for file in &imported {
                output::line(&rows::import_json(desk.language, &file.record).to_string())?;
            }
        }
        Format::Table => {
            let mut table = output::table(&rows::import_header(desk.language));
            for file in &imported {
                table.add_row(rows::import_row(desk.language, &file.record));
            }
            output::line(&table.to_string())?;
            output::line(&summary(desk, &imported))?;
            for line in taken(desk, &office) {
                output::line(&line)?;
            }
        }
    }
    Ok(outcome_of(&imported))
}

/// Imports what was named on the command line.
pub(super) fn import_paths(
    desk: &Desk,
    office: &mut Office,
    args: &ImportArgs,
) -> Result<Vec<ImportedFile>, CommandError> {
    let request = ImportRequest {
        paths: args.path.clone(),
        reading: args.reading.settings(),
    };
    Ok(office.import(&request, &desk.bar())?)
}

/// One line that counts what came of the files.
pub(super) fn summary(desk: &Desk, imported: &[ImportedFile]) -> String {
    let count = |what| {
        imported
            .iter()
            .filter(|f| f.what == what)
            .count()
            .to_string()
    };
    let lossy = imported
        .iter()
        .filter(|f| f.record.recovery.is_lossy())
        .count();
    fill(
        desk.language,
        "import.summary",
        &[
            ("files", &imported.len().to_string()),
            ("new", &count(WhatHappened::New)),
            ("changed", &count(WhatHappened::Changed)),
            ("unchanged", &count(WhatHappened::Unchanged)),
            ("unread", &lossy.to_string()),
        ],
    )
}

/// What the import took over of ledgers; nothing when it brought no version.
pub(super) fn taken(desk: &Desk, office: &Office) -> Vec<String> {
    let taken = office.taken_over();
    let mut lines = Vec::new();
    if taken.versions > 0 {
        let counts = [
            ("versions", taken.versions),
            ("added", taken.added),
            ("changed", taken.changed),
            ("vanished", taken.vanished),
            ("returned", taken.returned),
        ]
        .map(|(name, n)| (name, n.to_string()));
        let values = counts.each_ref().map(|(name, n)| (*name, n.as_str()));
        lines.push(fill(desk.language, "ledger.taken", &values));
    }
    if taken.reread > 0 {
        let count = taken.reread.to_string();
        lines.push(fill(desk.language, "ledger.reread", &[("count", &count)]));
    }
    lines
}

/// Whether everything was read.
pub(super) fn outcome_of(imported: &[ImportedFile]) -> Outcome {
    if imported.iter().any(|f| f.record.recovery.is_lossy()) {
        Outcome::DoneWithUnread
    } else {
        Outcome::Done
    }
}
