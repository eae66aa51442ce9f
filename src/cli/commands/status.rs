//! `status`: where the workspace stands.
use serde_json::json;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::{Format, FormatArgs},
        message::{fill, text},
        output,
    },
    workflow::{IndexState, Purpose},
};

pub(super) fn status(desk: &Desk, args: &FormatArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Read)?;
    let status = office.status()?;
    let index = match status.index {
        IndexState::Current => "current",
        IndexState::Behind => "behind",
        IndexState::Outdated => "outdated",
        IndexState::Missing => "missing",
    };
    if args.format == Format::Ndjson {
        let by_recovery: serde_json::Map<String, serde_json::Value> = status
            .by_recovery
            .iter()
            .map(|(r, n)| (r.name().to_owned(), json!(n)))
            .collect();
        output::line(
            &json!({
                "workspace": office.workspace().root(),
                "batches": status.batches.iter().map(|(name, files)| json!({ "name": name, "files": files })).collect::<Vec<_>>(),
                "recovery": by_recovery,
                "types": status.by_type,
                "index": index,
                "flags": status.flags,
                "run": status.run.as_ref().map(|r| r.id.clone()),
                "events": status.events,
            })
            .to_string(),
        )?;
        return Ok(Outcome::Done);
    }
    let t = |key: &str| text(desk.language, key);
    let workspace = office.workspace().root().display().to_string();
    output::line(&fill(
        desk.language,
        "status.workspace",
        &[("path", &workspace)],
    ))?;
    for (name, files) in &status.batches {
        output::line(&fill(
            desk.language,
            "status.batch",
            &[("name", name), ("files", &files.to_string())],
        ))?;
    }
    for (recovery, files) in &status.by_recovery {
        output::line(&format!(
            "  {}: {files}",
            t(&format!("recovery.{}", recovery.name()))
        ))?;
    }
    let types: Vec<String> = status
        .by_type
        .iter()
        .map(|(name, n)| format!("{name} {n}"))
        .collect();
    output::line(&format!("{}: {}", t("column.type"), types.join(" · ")))?;
    output::line(&t(&format!("status.index-{index}")))?;
    output::line(&fill(
        desk.language,
        "status.flags",
        &[("count", &status.flags.to_string())],
    ))?;
    output::line(&fill(
        desk.language,
        "status.events",
        &[("count", &status.events.to_string())],
    ))?;
    Ok(Outcome::Done)
}
