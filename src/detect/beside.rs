//! Texts that stand beside each other in a record, as a pairing; what a comparison of them finds, as a flag.
use super::{
    draft::surroundings,
    pairing::{Finding, Pairing, Part, Role, Spot},
};
use crate::model::{Document, Evidence, FlagDraft, FoundDate, NumValue, RowKind, Severity, Table};

/// The parts of a record and where each begins.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) pairing: Pairing,
    /// Passage and first character in it of each part.
    starts: Vec<(u32, u32)>,
}

/// Which columns make a part: of the first role those that ask, of the second those that answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    pub(super) asks: (Role, &'static [&'static str]),
    pub(super) answers: (Role, &'static [&'static str]),
}

/// What the flag says whatever was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stamp {
    pub(super) indicator: &'static str,
    pub(super) rule: &'static str,
    pub(super) version: u32,
    pub(super) severity: Severity,
    /// What the other text is, for the list of evidence.
    pub(super) note: &'static str,
    pub(super) ask: &'static [&'static str],
}

/// Every pair of a demanding and an answering cell of every record, in reading order.
pub(super) fn records(document: &Document, columns: Columns) -> Vec<Beside> {
    records_where(document, columns, |_, _| true)
}

/// As [`records`], of the tables that fit.
pub(super) fn records_where(
    document: &Document,
    columns: Columns,
    fits: impl Fn(&Document, &Table) -> bool,
) -> Vec<Beside> {
    let mut all = Vec::new();
    for table in document.tables.iter().filter(|t| fits(document, t)) {
        let of = |fields: &[&str]| -> Vec<u32> {
            let found = fields.iter().filter_map(|f| Some(table.column(f)?.col));
            found.collect()
        };
        let (asks, answers) = (of(columns.asks.1), of(columns.answers.1));
        if asks.is_empty() || answers.is_empty() {
            continue;
        }
        for row in table.rows.iter().filter(|r| r.kind == RowKind::Record) {
            let part = |col: u32, role: Role| {
                let cell = row.cell(col).filter(|c| !c.text.trim().is_empty())?;
                let mut part = Part::new(role, "", &cell.text);
                let lead = cell.text.chars().take_while(|c| c.is_whitespace()).count();
                let start = cell.start + super::scan::number(lead);
                found_in(document, row.passage, start, &mut part);
                Some((part, (row.passage, start)))
            };
            let asked: Vec<_> = asks
                .iter()
                .filter_map(|c| part(*c, columns.asks.0))
                .collect();
            let said: Vec<_> = answers
                .iter()
                .filter(|c| !asks.contains(c))
                .filter_map(|c| part(*c, columns.answers.0))
                .collect();
            for (a, from) in &asked {
                for (b, at) in &said {
                    all.push(Beside::of(vec![(a.clone(), *from), (b.clone(), *at)]));
                }
            }
        }
    }
    all
}

/// Numbers and dates that the document's reading found in the cell.
fn found_in(document: &Document, passage: u32, start: u32, part: &mut Part) {
    let Some(p) = document.passages.get(passage as usize) else {
        return;
    };
    let end = start + crate::model::char_len(&part.plain);
    let inside = |from: u32, to: u32| start <= from && to <= end;
    let numbers = p.numbers.iter().filter(|n| inside(n.start, n.end));
    part.numbers = numbers
        .map(|n| NumValue {
            start: n.start - start,
            end: n.end - start,
            ..n.clone()
        })
        .collect();
    let dates = p.dates.iter().filter(|d| inside(d.start, d.end));
    part.dates = dates
        .map(|d| FoundDate {
            start: d.start - start,
            end: d.end - start,
            ..d.clone()
        })
        .collect();
}

impl Beside {
    /// Parts, each with its passage and its first character there.
    pub(super) fn of(parts: Vec<(Part, (u32, u32))>) -> Self {
        let (parts, starts) = parts.into_iter().unzip();
        Self {
            pairing: Pairing { parts },
            starts,
        }
    }
    /// The flag on what was found; `None` when the place cannot be quoted.
    pub(super) fn flag(
        &self,
        document: &Document,
        found: Finding,
        stamp: Stamp,
    ) -> Option<FlagDraft> {
        let range = |spot: &Spot| {
            let (passage, start) = self.starts.get(spot.part)?;
            Some((*passage, spot.range.start + start..spot.range.end + start))
        };
        let (passage, at) = range(&found.at)?;
        let evidence = found
            .against
            .iter()
            .filter_map(|spot| {
                let (passage, at) = range(spot)?;
                Some(Evidence {
                    source: document.source_ref(passage, at)?,
                    note: stamp.note.to_owned(),
                })
            })
            .collect();
        Some(FlagDraft {
            indicator: stamp.indicator.to_owned(),
            rule: stamp.rule.to_owned(),
            rule_version: stamp.version,
            severity: stamp.severity,
            certainty: found.certainty,
            unit: document.unit.as_ref().map(|u| u.value.clone()),
            period: document.period.as_ref().map(|p| p.value.label.clone()),
            source: document.source_ref(passage, at.clone())?,
            surroundings: surroundings(document, passage, &at),
            reason: found.reason,
            evidence,
            ask: stamp.ask.iter().map(|a| (*a).to_owned()).collect(),
            explain: found.explain,
        })
    }
}
