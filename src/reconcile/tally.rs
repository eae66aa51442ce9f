//! What a ledger itself counts on its day: its records, and the sums of their columns of numbers, for all and for one unit.
use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Desk,
    compare::{self, book_day, same_state},
    same_unit,
};
use crate::model::{
    Book, BookKind, BookRow, Closure, Completion, DocType, Facets, Report, Schedule,
};

/// Books whose records are what reports count.
const BOOKS: &[BookKind] = &[BookKind::总账, BookKind::整改清单, BookKind::投诉台账];

/// How many records are in which state.
#[derive(Clone, Copy, Debug, Default)]
struct Rows {
    all: u32,
    done: u32,
    mostly: u32,
    stage: u32,
    started: u32,
    not_started: u32,
    closed: u32,
    applied: u32,
    on_track: u32,
    on_track_or_done: u32,
    behind: u32,
    overdue: u32,
}

/// Records that a report may be counting.
#[derive(Debug)]
pub(super) struct Universe<'a> {
    /// The book.
    pub(super) book: &'a Book,
    /// Whose records: all, or one unit's.
    pub(super) whose: String,
    /// The records.
    pub(super) rows: Vec<u32>,
    counted: Rows,
    /// Sums of the columns of numbers, by state.
    sums: Vec<(Option<Facets>, Decimal)>,
}

/// The ledgers' own counts, each worked out once.
pub(super) struct Tallies<'d, 'a> {
    desk: &'d Desk<'a>,
    /// Rows by the names in their cells of units, of each book.
    by_unit: HashMap<(usize, usize), HashMap<String, Vec<u32>>>,
    known: HashMap<(usize, usize, String), Option<Rc<Universe<'a>>>>,
}

impl<'d, 'a> Tallies<'d, 'a> {
    pub(super) fn new(desk: &'d Desk<'a>) -> Self {
        Self {
            desk,
            by_unit: HashMap::new(),
            known: HashMap::new(),
        }
    }

    /// What a report may be counting on a day: ledgers as of that very day, whole, or the part of the reporting unit.
    pub(super) fn universes(&mut self, report: &Report, day: Date) -> Vec<Rc<Universe<'a>>> {
        let mut all = Vec::new();
        for (index, series) in self.desk.series.iter().enumerate() {
            if !BOOKS.contains(&series.kind) {
                continue;
            }
            let Some(version) = series.versions.iter().rposition(|b| {
                b.as_of.as_ref().is_some_and(|a| a.date == day) && b.file != report.file
            }) else {
                continue;
            };
            all.extend(self.universe(index, version, ""));
            if report.doc_type != DocType::督查专报
                && let Some(unit) = report.unit.as_deref()
            {
                all.extend(self.universe(index, version, unit));
            }
        }
        all
    }

    fn universe(&mut self, series: usize, version: usize, unit: &str) -> Option<Rc<Universe<'a>>> {
        let key = (series, version, unit.to_owned());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let made = self.make(series, version, unit).map(Rc::new);
        self.known.insert(key, made.clone());
        made
    }

    fn make(&mut self, series: usize, version: usize, unit: &str) -> Option<Universe<'a>> {
        let book = self.desk.series.get(series)?.versions.get(version)?;
        let rows: Vec<u32> = if unit.is_empty() {
            (0u32..).zip(&book.records).map(|(at, _)| at).collect()
        } else {
            let names = self
                .by_unit
                .entry((series, version))
                .or_insert_with(|| by_unit(book));
            let mut own: BTreeSet<u32> = BTreeSet::new();
            let mut matching: Vec<&String> = names
                .keys()
                .filter(|n| same_unit::same_unit(unit, n))
                .collect();
            matching.sort();
            for name in matching {
                own.extend(names.get(name).into_iter().flatten());
            }
            own.into_iter().collect()
        };
        if rows.is_empty() || (!unit.is_empty() && rows.len() == book.records.len()) {
            return None;
        }
        Some(Universe {
            whose: if unit.is_empty() {
                "全部".to_owned()
            } else {
                unit.to_owned()
            },
            counted: count(book, &rows),
            sums: sums(book, &rows),
            book,
            rows,
        })
    }
}

fn by_unit(book: &Book) -> HashMap<String, Vec<u32>> {
    let mut names: HashMap<String, Vec<u32>> = HashMap::new();
    for (at, row) in (0u32..).zip(book.rows()) {
        for name in compare::units_of(row) {
            let list = names.entry(name).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    names
}

fn rows_of<'a>(book: &'a Book, rows: &[u32]) -> impl Iterator<Item = BookRow<'a>> {
    rows.iter().filter_map(|at| {
        let record = book.records.get(*at as usize)?;
        Some(BookRow { book, record })
    })
}

fn count(book: &Book, rows: &[u32]) -> Rows {
    let mut n = Rows::default();
    for row in rows_of(book, rows) {
        let f = row.record.facets;
        let mut add = |is: bool, to: fn(&mut Rows) -> &mut u32| {
            if is {
                *to(&mut n) += 1;
            }
        };
        add(true, |n| &mut n.all);
        add(f.is_done(), |n| &mut n.done);
        add(f.completion == Some(Completion::Mostly), |n| &mut n.mostly);
        add(f.completion == Some(Completion::Stage), |n| &mut n.stage);
        add(f.completion == Some(Completion::Started), |n| {
            &mut n.started
        });
        add(f.completion == Some(Completion::NotStarted), |n| {
            &mut n.not_started
        });
        add(f.is_closed(), |n| &mut n.closed);
        add(f.closure == Some(Closure::Applied), |n| &mut n.applied);
        let on_track = matches!(
            f.schedule,
            Some(Schedule::OnTrack | Schedule::Early | Schedule::OnTime)
        );
        add(on_track && !f.is_done(), |n| &mut n.on_track);
        add(on_track || f.is_done(), |n| &mut n.on_track_or_done);
        add(f.schedule == Some(Schedule::Behind), |n| &mut n.behind);
        add(f.schedule == Some(Schedule::Overdue), |n| &mut n.overdue);
    }
    n
}

fn sums(book: &Book, rows: &[u32]) -> Vec<(Option<Facets>, Decimal)> {
    let mut sums: Vec<(Option<Facets>, Decimal)> = Vec::new();
    for row in rows_of(book, rows) {
        let mut seen: Vec<Option<Facets>> = Vec::new();
        for metric in compare::metrics(row) {
            // Two columns that count the same (总数 and 子任务数) are not added to each other.
            if seen.iter().any(|s| same_state(*s, metric.state)) {
                continue;
            }
            seen.push(metric.state);
            match sums.iter_mut().find(|(s, _)| same_state(*s, metric.state)) {
                Some((_, sum)) => *sum += metric.value,
                None => sums.push((metric.state, metric.value)),
            }
        }
    }
    sums
}

impl<'a> Universe<'a> {
    /// Its records.
    pub(super) fn records(&self) -> impl Iterator<Item = BookRow<'a>> + '_ {
        rows_of(self.book, &self.rows)
    }
    /// Every number a report may rightly give for a state, with what is counted; none when the book does not say.
    pub(super) fn readings(&self, state: Option<Facets>) -> Vec<(Decimal, &'static str)> {
        let n = self.counted;
        let known = n.done + n.mostly + n.stage + n.started + n.not_started;
        let states_said = known * 10 >= n.all * 9;
        let Some(f) = state else {
            return vec![(Decimal::from(n.all), "台账条数")];
        };
        let mut out: Vec<(u32, &'static str)> = Vec::new();
        if f.is_closed() {
            out.extend((n.closed > 0).then_some((n.closed, "已销号条数")));
        } else if f.closure == Some(Closure::Applied) {
            out.extend((n.applied > 0).then_some((n.applied, "申请销号条数")));
            out.extend((n.applied > 0).then_some((n.applied + n.closed, "申请销号和已销号条数")));
        } else if let Some(schedule) = f.schedule {
            let said = n.on_track + n.behind + n.overdue > 0;
            if said {
                match schedule {
                    Schedule::Behind | Schedule::Overdue => {
                        out.push((n.behind, "未达到序时进度条数"));
                        out.push((n.behind + n.overdue, "未达到序时进度和逾期条数"));
                        out.push((n.overdue, "逾期条数"));
                    }
                    Schedule::OnTrack => {
                        out.push((n.on_track, "达到序时进度条数"));
                        out.push((n.on_track_or_done, "达到序时进度（含已完成）条数"));
                    }
                    Schedule::Early | Schedule::OnTime | Schedule::Late => {}
                }
            }
        } else if states_said {
            match f.completion {
                Some(Completion::Done) => {
                    out.push((n.done, "已完成条数"));
                    out.push((n.done + n.mostly, "已完成和基本完成条数"));
                    out.push((n.done + n.stage, "已完成和阶段性完成条数"));
                    out.push((n.closed, "已销号条数"));
                }
                Some(Completion::Mostly) => out.push((n.mostly, "基本完成条数")),
                Some(Completion::Stage) => out.push((n.stage, "阶段性完成条数")),
                Some(Completion::Started) => {
                    out.push((n.started, "进行中条数"));
                    out.push((n.all - n.done.min(n.all), "未完成条数"));
                    out.push((
                        (n.all).saturating_sub(n.done + n.not_started),
                        "未完成且已启动条数",
                    ));
                    out.push((
                        (n.all).saturating_sub(n.done + n.mostly),
                        "未完成且未基本完成条数",
                    ));
                }
                Some(Completion::NotStarted) => out.push((n.not_started, "未启动条数")),
                None => {}
            }
        }
        out.into_iter()
            .map(|(n, what)| (Decimal::from(n), what))
            .collect()
    }
    /// The sum of the column of numbers of a state.
    pub(super) fn sum(&self, state: Option<Facets>) -> Option<Decimal> {
        self.sums
            .iter()
            .find(|(s, _)| same_state(*s, state))
            .map(|(_, sum)| *sum)
    }
    /// A record counted for a state, to show; else the first one.
    pub(super) fn example(&self, state: Option<Facets>) -> Option<BookRow<'a>> {
        let is = |row: &BookRow<'_>| {
            state.is_some_and(|s| {
                let f = row.record.facets;
                (s.is_closed() && f.is_closed())
                    || (s.closure.is_none() && s.schedule.is_none() && s.completion == f.completion)
                    || (s.schedule.is_some() && s.schedule == f.schedule)
            })
        };
        self.records().find(is).or_else(|| self.records().next())
    }
    /// The name of the book with its day.
    pub(super) fn name(&self) -> String {
        let day = self
            .records()
            .next()
            .and_then(book_day)
            .map_or_else(String::new, |d| format!("（截至{d}）"));
        let whose = if self.whose == "全部" {
            String::new()
        } else {
            format!("中{}的部分", self.whose)
        };
        format!("{}{day}{whose}", self.book.kind.name())
    }
}
