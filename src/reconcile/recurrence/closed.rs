//! What was closed, and where a new complaint looks for it.
use std::collections::HashMap;

use jiff::civil::Date;

use super::place;
use crate::{
    ledger::Alike,
    model::{BookKind, BookRow},
    reconcile::{
        Desk,
        cells::{newest, plain},
    },
};

/// Something that was closed.
pub(super) struct Closed<'a> {
    pub(super) row: BookRow<'a>,
    pub(super) on: Date,
    /// A complaint; else a matter of a ledger or of the close-out register.
    pub(super) is_complaint: bool,
    /// Its place and category, read once: it is compared with many.
    pub(super) place: Option<String>,
    pub(super) region: String,
    pub(super) category: String,
}

impl<'a> Closed<'a> {
    fn of(row: BookRow<'a>, on: Date, is_complaint: bool) -> Self {
        Self {
            row,
            on,
            is_complaint,
            place: if is_complaint {
                place::place(row)
            } else {
                None
            },
            region: place::region(row),
            category: plain(row.text("category")),
        }
    }
}

/// Closed things by place and by text.
pub(super) struct Index {
    /// By region and the first and last pair of characters of the place: words put into a name leave one of the two.
    pub(super) places: HashMap<(String, [char; 2]), Vec<usize>>,
    /// Of each region and category the texts, with their indices.
    pub(super) texts: HashMap<(String, String), (Alike, Vec<usize>)>,
    /// Closed matters by unit, with their titles in match form.
    pub(super) titles: HashMap<String, Vec<(usize, String)>>,
    pub(super) numbers: HashMap<String, usize>,
}

/// Shortest text whose likeness to another says something, in characters: 油烟扰民 is everybody's complaint.
pub(super) const LEAST_TEXT: usize = 12;
impl Index {
    pub(super) fn of(desk: &Desk<'_>, closed: &[Closed<'_>]) -> Self {
        let mut places: HashMap<(String, [char; 2]), Vec<usize>> = HashMap::new();
        let mut groups: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (at, one) in closed.iter().enumerate().filter(|(_, c)| c.is_complaint) {
            if let Some(there) = &one.place {
                for key in keys(&one.region, there) {
                    places.entry(key).or_default().push(at);
                }
            }
            if text(one.row).chars().count() >= LEAST_TEXT {
                groups.entry(group(one.row)).or_default().push(at);
            }
        }
        let texts = groups
            .into_iter()
            .map(|(key, members)| {
                let words = members
                    .iter()
                    .filter_map(|at| closed.get(*at))
                    .map(|c| text(c.row));
                let alike = Alike::new(words, desk.settings.relapse_similarity);
                (key, (alike, members))
            })
            .collect();
        let mut titles: HashMap<String, Vec<(usize, String)>> = HashMap::new();
        let mut numbers = HashMap::new();
        for (at, one) in closed.iter().enumerate().filter(|(_, c)| !c.is_complaint) {
            let title = plain(&one.row.record.title);
            for unit in &one.row.record.lead {
                titles
                    .entry(plain(unit))
                    .or_default()
                    .push((at, title.clone()));
            }
            if let Some(no) = one.row.record.no.as_deref() {
                numbers.insert(plain(no), at);
            }
        }
        Self {
            places,
            texts,
            titles,
            numbers,
        }
    }
}

/// Where a complaint is looked for by its place: its region with the first and the last pair of characters of the place.
pub(super) fn keys(region: &str, place: &str) -> Vec<(String, [char; 2])> {
    let chars: Vec<char> = place.chars().collect();
    let mut keys: Vec<(String, [char; 2])> = [chars.first_chunk::<2>(), chars.last_chunk::<2>()]
        .into_iter()
        .flatten()
        .map(|pair| (deepest(region), *pair))
        .collect();
    keys.dedup();
    keys
}

/// The last characters of a region: 澜川市望筠区 and 望筠区 are one.
fn deepest(region: &str) -> String {
    let all = region.chars().count();
    region.chars().skip(all.saturating_sub(DEEPEST)).collect()
}

/// Characters at the end of a region's name by which it is looked for.
const DEEPEST: usize = 2;

/// Where a complaint is looked for by its words.
pub(super) fn group(row: BookRow<'_>) -> (String, String) {
    (place::region(row), plain(row.text("category")))
}

pub(super) fn text<'a>(row: BookRow<'a>) -> &'a str {
    row.text("content")
}

pub(super) fn closed<'a>(desk: &Desk<'a>, complaints: &[BookRow<'a>]) -> Vec<Closed<'a>> {
    let mut all: Vec<Closed<'a>> = complaints
        .iter()
        .filter(|r| r.record.facets.is_done())
        .filter_map(|r| Some(Closed::of(*r, r.date("done_date")?.to?, true)))
        .collect();
    let mut seen: std::collections::HashSet<String> = std::collections::HashSet::new();
    for kind in [BookKind::销号登记, BookKind::整改清单, BookKind::总账] {
        for row in newest(desk.series.iter(), kind) {
            let day = if kind == BookKind::销号登记 {
                row.date("closed_date")
            } else if row.record.facets.is_closed() {
                row.date("closed_date").or_else(|| row.date("done_date"))
            } else {
                None
            };
            let Some(on) = day.and_then(|d| d.to) else {
                continue;
            };
            let number = row.record.no.as_deref().map(plain);
            if number.is_some_and(|n| !seen.insert(n)) {
                continue;
            }
            all.push(Closed::of(row, on, false));
        }
    }
    all
}
