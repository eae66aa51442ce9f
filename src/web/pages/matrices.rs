//! 步骤矩阵 and 闭环矩阵: every entry by the steps and stages that are on record.
use askama::Template;

use crate::{
    model::{LoopStage, MatrixName, StepKind},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        form::escaped,
        frame::Frame,
        pages::ledger::{PER_PAGE, as_of},
    },
    workflow::{EntryFilter, Silent},
};

/// Where the entry's page is, its number, its title, and the words and class of each cell.
type MatrixRow = (Option<String>, String, String, Vec<(String, &'static str)>);

#[derive(Template)]
#[template(path = "matrix.html", config = "src/web/askama.toml")]
struct MatrixPage {
    frame: Frame,
    path: &'static str,
    heads: Vec<String>,
    rows: Vec<MatrixRow>,
    unit: String,
    back: Option<String>,
    more: Option<String>,
    from: usize,
    to: usize,
    total: usize,
}

type Line = (MatrixName, Vec<(String, &'static str)>);

fn matrix(
    ask: &Ask,
    path: &'static str,
    heads: Vec<String>,
    lines: &[Line],
) -> Result<Answer, Problem> {
    let unit = ask.query.get("unit").to_owned();
    let page: usize = ask.query.get("page").parse().unwrap_or(1).max(1);
    let wanted: Vec<&Line> = lines
        .iter()
        .filter(|(name, _)| unit.is_empty() || name.units.iter().any(|u| u.contains(&unit)))
        .collect();
    let (total, from) = (wanted.len(), (page - 1) * PER_PAGE);
    let rows: Vec<_> = wanted
        .iter()
        .skip(from)
        .take(PER_PAGE)
        .map(|(name, cells)| {
            (
                name.no.clone(),
                name.title.clone(),
                name.units.join("、"),
                cells.clone(),
            )
        })
        .collect();
    let to = from + rows.len();
    let address = |n: usize| format!("{path}?unit={}&page={n}", escaped(&unit));
    Answer::page(&MatrixPage {
        frame: ask.frame(),
        path,
        heads,
        rows,
        back: (page > 1).then(|| address(page - 1)),
        more: (to < total).then(|| address(page + 1)),
        from: (from + 1).min(to),
        to,
        total,
        unit: unit.clone(),
    })
}

/// The entries by the seven steps.
pub(super) fn steps(ask: &Ask) -> Result<Answer, Problem> {
    let lines = ask.house.view("steps", &as_of(ask), |office| {
        let matrix = office.step_matrix(&EntryFilter::default(), &Silent)?;
        let cells = |row: &crate::model::StepRow| {
            let cells = row.cells.iter();
            cells
                .map(|c| (c.label(), if c.is_there() { "good" } else { "" }))
                .collect()
        };
        let lines: Vec<Line> = matrix
            .rows
            .iter()
            .map(|r| (r.name.clone(), cells(r)))
            .collect();
        Ok(lines)
    })?;
    let heads = StepKind::ALL.map(|s| s.title().to_owned());
    matrix(ask, "/ledger/steps", heads.into(), &lines)
}

/// The entries by the eight stages of the closed loop.
pub(super) fn stages(ask: &Ask) -> Result<Answer, Problem> {
    let lines = ask.house.view("stages", &as_of(ask), |office| {
        let matrix = office.loop_matrix(&EntryFilter::default(), &Silent)?;
        let cells = |row: &crate::model::LoopRow| {
            let cells = row.cells.iter();
            cells
                .map(|c| match c {
                    Some(r) => (
                        r.on.map_or_else(|| r.says.clone(), |d| d.to_string()),
                        "good",
                    ),
                    None => (String::new(), ""),
                })
                .collect()
        };
        let lines: Vec<Line> = matrix
            .rows
            .iter()
            .map(|r| (r.name.clone(), cells(r)))
            .collect();
        Ok(lines)
    })?;
    let heads = LoopStage::ALL.map(|s| s.title().to_owned());
    matrix(ask, "/ledger/loop", heads.into(), &lines)
}
