//! `search`: passages that match a query, or a whole list of queries.
use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::{Format, SearchArgs},
        message::{fill, reason_text, text},
        output, rows,
    },
    model::{Facet, Hit, HitPage},
    workflow::{Purpose, snippet},
};

/// Columns of a passage shown in a terminal.
const SNIPPET_WIDTH: usize = 110;
/// Values shown of each count.
const FACETS_SHOWN: usize = 6;

pub(super) fn search(desk: &Desk, args: &SearchArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Read)?;
    if let Some(list) = &args.queries {
        let (results, path) =
            office.search_list(list, args.limit, args.out.as_deref(), &desk.bar())?;
        let mut table = output::table(&rows::header(desk.language, &["query", "total", "reason"]));
        for result in results {
            let (total, reason) = match result.outcome {
                Ok(page) => (page.total.to_string(), String::new()),
                Err(reason) => (String::new(), reason_text(desk.language, &reason)),
            };
            table.add_row(vec![result.query, total, reason]);
        }
        output::line(&table.to_string())?;
        output::line(&fill(
            desk.language,
            "run.paper",
            &[("path", &path.display().to_string())],
        ))?;
        return Ok(Outcome::Done);
    }
    let page = office.search(&args.query.join(" "), args.limit, &desk.bar())?;
    match args.format.format {
        Format::Ndjson => {
            for hit in &page.hits {
                output::line(&rows::hit_json(hit).to_string())?;
            }
        }
        Format::Table => show(desk, &page)?,
    }
    Ok(Outcome::Done)
}

fn show(desk: &Desk, page: &HitPage) -> Result<(), CommandError> {
    for hit in &page.hits {
        let about: Vec<&str> = [
            hit.unit.as_deref(),
            hit.period.as_deref(),
            Some(hit.doc_type.as_str()),
        ]
        .into_iter()
        .flatten()
        .collect();
        output::line(&format!(
            "{}  {}  [{}]",
            hit.file,
            rows::place(desk.language, &hit.place),
            about.join(" · ")
        ))?;
        output::line(&format!("    {}", marked(hit)))?;
    }
    let shown = page.hits.len().to_string();
    output::line(&fill(
        desk.language,
        "search.total",
        &[("total", &page.total.to_string()), ("shown", &shown)],
    ))?;
    for (key, facets) in [
        ("column.unit", &page.by_unit),
        ("column.period", &page.by_period),
        ("column.type", &page.by_type),
    ] {
        if !facets.is_empty() {
            output::line(&format!(
                "{}: {}",
                text(desk.language, key),
                counts(desk, facets)
            ))?;
        }
    }
    Ok(())
}

fn counts(desk: &Desk, facets: &[Facet]) -> String {
    let name = |f: &Facet| {
        if f.value.is_empty() {
            text(desk.language, "search.unknown")
        } else {
            f.value.clone()
        }
    };
    let mut shown: Vec<String> = facets
        .iter()
        .take(FACETS_SHOWN)
        .map(|f| format!("{} {}", name(f), f.count))
        .collect();
    if facets.len() > FACETS_SHOWN {
        shown.push("…".to_owned());
    }
    shown.join(" · ")
}

/// The part of a hit around its highlights, each in 【】.
fn marked(hit: &Hit) -> String {
    let part = snippet(hit, SNIPPET_WIDTH);
    let mut out = String::new();
    for (c, at) in part.text.chars().zip(0..) {
        if part.highlights.iter().any(|h| h.0 == at) {
            out.push('【');
        }
        out.push(c);
        if part.highlights.iter().any(|h| h.1 == at + 1) {
            out.push('】');
        }
    }
    out
}
