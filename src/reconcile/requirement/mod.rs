//! RC-22: a plan or measure that asks for more, or less, than the requirement it carries out.
mod chain;
mod compare;
mod counts;
mod finding;
mod grade;
mod lexicon;
mod matter;
mod metric;
mod name;
mod papers;
mod records;
mod sentence;

use std::collections::{HashMap, HashSet};

use chain::{ByNumber, Paper};
use finding::Finding;
use papers::{Demands, Named};

use super::{Check, Desk};
use crate::model::{BookKind, Mismatch};

/// Compares requirements with what is set to carry them out.
#[derive(Debug)]
pub(super) struct Requirement;

/// Books whose records carry something out.
const CARRY_OUT: &[BookKind] = &[BookKind::总账, BookKind::细账, BookKind::整改清单];

impl Check for Requirement {
    fn id(&self) -> &'static str {
        "RC-22"
    }
    fn title(&self) -> &'static str {
        "与上级要求不一致（加码或打折扣）"
    }
    fn indicator(&self) -> &'static str {
        "standard-lowered"
    }
    fn explains(&self) -> &'static str {
        "把上级通知、批示与本级方案、台账措施中同名同单位的指标、同一任务的时限和范围对照，更严、更早、更宽为加码，更松、更晚、更窄为打折扣。写明批准、法定依据、阶段目标、基期或口径不同、现状已达到的，以及分不清谁是上级的，不提示。"
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut found: Vec<Finding> = Vec::new();
        let papers: Vec<Paper<'_>> = desk.documents.iter().filter_map(|d| Paper::of(d)).collect();
        let above = superiors(&papers);
        let rows: Vec<_> = desk
            .latest(CARRY_OUT)
            .flat_map(crate::model::Book::rows)
            .collect();
        let mut tables: HashMap<&str, Vec<&crate::model::Book>> = HashMap::new();
        for book in desk.series.iter().flat_map(|s| &s.versions) {
            tables.entry(book.file.as_str()).or_default().push(book);
        }
        let mut demands: HashMap<usize, Demands<'_>> = HashMap::new();
        let mut below: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
        let by_number = ByNumber::of(&papers);
        let by_file: HashMap<&str, usize> = papers
            .iter()
            .enumerate()
            .map(|(at, p)| (p.document.file.as_str(), at))
            .collect();
        for row in &rows {
            let mut of_row: Vec<usize> = records::sources(*row)
                .iter()
                .filter_map(|n| by_number.find(n))
                .filter(|at| {
                    papers
                        .get(*at)
                        .is_some_and(|p| p.document.file != row.book.file)
                })
                .collect();
            let of_file = by_file
                .get(row.book.file.as_str())
                .and_then(|at| above.get(*at));
            of_row.extend(of_file.into_iter().flatten());
            of_row.sort_unstable();
            of_row.dedup();
            below.push(of_row);
        }
        for at in above.iter().chain(&below).flatten() {
            if let Some(paper) = papers.get(*at) {
                let file = paper.document.file.as_str();
                let books = tables.get(file).map_or(&[][..], Vec::as_slice);
                demands
                    .entry(*at)
                    .or_insert_with(|| Demands::with_tables(paper, books));
            }
        }
        let named = |indices: &[usize]| -> Vec<Named<'_, '_>> {
            indices
                .iter()
                .filter_map(|at| Some((papers.get(*at)?.name(), demands.get(at)?)))
                .collect()
        };
        for (paper, above) in papers.iter().zip(&above).filter(|(_, a)| !a.is_empty()) {
            let own = Demands::of_document(paper);
            found.extend(papers::differences(&named(above), &own, paper.year(), ""));
        }
        for (row, above) in rows.iter().zip(&below) {
            found.extend(records::within(*row));
            if !above.is_empty() {
                let year = row.book.as_of.as_ref().map(|a| a.date.year());
                found.extend(records::against(
                    *row,
                    &named(above),
                    (year, desk.settings.title_similarity),
                ));
            }
        }
        let mut seen = HashSet::new();
        found
            .into_iter()
            .filter(|f| seen.insert((f.lower.file().to_owned(), f.lower.place().clone(), f.item)))
            .map(|f| f.into_mismatch(self.id()))
            .collect()
    }
}

/// For every document those above it, as indices.
fn superiors(papers: &[Paper<'_>]) -> Vec<Vec<usize>> {
    let places: HashSet<&str> = papers.iter().filter_map(Paper::place).collect();
    let named: Vec<HashSet<&str>> = papers
        .iter()
        .map(|p| {
            places
                .iter()
                .copied()
                .filter(|place| p.names(place))
                .collect()
        })
        .collect();
    papers
        .iter()
        .map(|of| {
            papers
                .iter()
                .zip(&named)
                .enumerate()
                .filter(|(_, (p, named))| p.is_above(of, named))
                .map(|(at, _)| at)
                .collect()
        })
        .collect()
}
