//! 对账单 as one self-contained page, printable.
use askama::Template;

use super::{RenderError, reconciliation::RECONCILIATION_TITLE, wording::place_text};
use crate::model::{Agreement, Mismatch, ReconciliationSheet, Side};

#[derive(Template)]
#[template(path = "reconciliation.html", config = "src/report/askama.toml")]
struct Page<'a> {
    title: &'static str,
    sheet: &'a ReconciliationSheet,
    counts: [(String, usize); 3],
    differences: Vec<Difference<'a>>,
    pairs: Vec<PairRow<'a>>,
}

struct Difference<'a> {
    number: usize,
    mismatch: &'a Mismatch,
    check_title: &'a str,
    severity: String,
    certainty: String,
    ledger: Vec<Quoted<'a>>,
    report: Vec<Quoted<'a>>,
}

struct Quoted<'a> {
    note: &'a str,
    quote: &'a str,
    file: &'a str,
    place: String,
}

struct PairRow<'a> {
    no: &'a str,
    matter: &'a str,
    item: &'a str,
    ledger: &'a str,
    report: &'a str,
    report_place: String,
    agreement: String,
    is_different: bool,
    difference: &'a str,
}

/// Writes the page.
///
/// # Errors
/// When it cannot be made.
pub fn reconciliation_page(sheet: &ReconciliationSheet) -> Result<Vec<u8>, RenderError> {
    Ok(Page {
        title: RECONCILIATION_TITLE,
        sheet,
        counts: sheet.counts().map(|(a, n)| (format!("{a:?}"), n)),
        differences: sheet
            .mismatches
            .iter()
            .zip(1..)
            .map(|(mismatch, number)| difference(sheet, mismatch, number))
            .collect(),
        pairs: sheet
            .pairs
            .iter()
            .map(|p| PairRow {
                no: p.no.as_deref().unwrap_or(""),
                matter: &p.matter,
                item: &p.item,
                ledger: p.ledger.as_ref().map_or("", |s| s.quote()),
                report: p.report.as_ref().map_or("", |s| s.quote()),
                report_place: p
                    .report
                    .as_ref()
                    .map(|s| format!("{} {}", s.file(), place_text(s.place())))
                    .unwrap_or_default(),
                agreement: format!("{:?}", p.agreement),
                is_different: p.agreement == Agreement::不一致,
                difference: &p.difference,
            })
            .collect(),
    }
    .render()?
    .into_bytes())
}

fn difference<'a>(
    sheet: &'a ReconciliationSheet,
    mismatch: &'a Mismatch,
    number: usize,
) -> Difference<'a> {
    let (ledger, report) = sheet.sides(mismatch);
    let quoted = |sides: Vec<Side<'a>>| {
        sides
            .into_iter()
            .map(|s| Quoted {
                note: s.note,
                quote: s.source.quote(),
                file: s.source.file(),
                place: place_text(s.source.place()),
            })
            .collect()
    };
    Difference {
        number,
        mismatch,
        check_title: sheet.title_of(&mismatch.check),
        severity: format!("{:?}", mismatch.severity),
        certainty: format!("{:?}", mismatch.certainty),
        ledger: quoted(ledger),
        report: quoted(report),
    }
}
