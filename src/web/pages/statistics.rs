//! 统计: the ten tables of a period and four charts; every figure with its definition, every figure opening its rows.
use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use jiff::{ToSpan as _, civil::Date};

use crate::{
    model::{
        FlagCase, LookBack, Opinion, ReconRun, RectificationAct, RectificationCase,
        ReviewRecord as _, ReviewSession, StatKind, StatRow, StatTable, StatValue, Statistics,
    },
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        charts::{self, Bars, Curves, Row},
        docket::{self, PaperLink},
        form::escaped,
        frame::Frame,
        material,
    },
    workflow::Silent,
};

/// Quarters back from today that can be chosen from the list; any period can be asked for by its address.
const QUARTERS: i32 = 8;
/// Months the close-out curve shows at least.
const MONTHS: i32 = 6;
/// Colors a chart has; a ninth period shares the last one.
const COLORS: usize = 8;

#[derive(Template)]
#[template(path = "statistics.html", config = "src/web/askama.toml")]
struct StatisticsPage {
    frame: Frame,
    period: String,
    periods: Vec<String>,
    as_of: String,
    tables: Vec<TableShown>,
    flags: Bars,
    curve: Curves,
    timeliness: Bars,
    acceptance: Bars,
    papers: Vec<PaperLink>,
}

struct TableShown {
    id: String,
    title: String,
    keys: Vec<String>,
    heads: Vec<String>,
    lines: Vec<(Vec<String>, Vec<Cell>)>,
    definitions: Vec<(String, String)>,
    notes: Vec<String>,
}

struct Cell {
    shown: String,
    /// Where its rows are; a figure without rows leads nowhere.
    link: Option<String>,
}

/// The period that is asked for, else the quarter of today.
fn period(ask: &Ask) -> String {
    match ask.query.some("period") {
        Some(period) => period.to_owned(),
        None => quarter(docket::today(ask)),
    }
}

fn quarter(day: Date) -> String {
    format!("{}Q{}", day.year(), (day.month() - 1) / 3 + 1)
}

/// Kinds of things whose events change a figure.
const COUNTED: [&str; 6] = [
    FlagCase::KIND,
    ReviewSession::KIND,
    Opinion::KIND,
    RectificationCase::KIND,
    LookBack::KIND,
    ReconRun::KIND,
];

/// The statistics of a period, renewed when anything happened that they count; the ledgers only when an entry, a run or an import moved
/// them, so that a decision on a flag costs little.
fn statistics(ask: &Ask, period: &str) -> Result<Arc<Statistics>, Problem> {
    let mark = ask.mark();
    let moved = COUNTED.map(|kind| mark.of(kind).to_string()).join(" ");
    let stands = format!(
        "{} {} {} {} {}",
        mark.of("entry"),
        mark.of(ReconRun::KIND),
        mark.run,
        mark.revision,
        docket::today(ask)
    );
    let ground = ask.house.view("statistics ground", &stands, |office| {
        office.ground(&Silent)
    })?;
    let period = period.to_owned();
    ask.house.view(
        &format!("statistics {period}"),
        &format!("{moved} {stands}"),
        move |office| office.statistics_on(&ground, &period),
    )
}

/// The page.
pub(super) fn page(ask: &Ask) -> Result<Answer, Problem> {
    let period = period(ask);
    let stats = statistics(ask, &period)?;
    let today = docket::today(ask);
    let mut periods: Vec<String> = (0..QUARTERS)
        .filter_map(|n| today.checked_sub((3 * n).months()).ok())
        .map(quarter)
        .collect();
    periods.extend([today.year(), today.year() - 1].map(|y| y.to_string()));
    if !periods.contains(&period) {
        periods.insert(0, period.clone());
    }
    Answer::page(&StatisticsPage {
        frame: ask.frame(),
        as_of: stats.as_of.to_string(),
        tables: stats
            .tables
            .iter()
            .zip(0..)
            .map(|(table, n)| table_shown(&period, (n, table)))
            .collect(),
        flags: flags_chart(ask)?,
        curve: curve(ask)?,
        timeliness: timeliness(&stats, &period),
        acceptance: acceptance(&stats, &period),
        papers: docket::papers(ask, "statistics", &period),
        periods,
        period,
    })
}

fn rows_link(period: &str, table: usize, line: usize, figure: usize) -> String {
    let period = escaped(period);
    format!("/statistics/rows?period={period}&table={table}&line={line}&figure={figure}")
}

fn table_shown(period: &str, (n, table): (usize, &StatTable)) -> TableShown {
    let heads = table.lines.first().map(|l| l.figures.as_slice());
    let lines = table.lines.iter().zip(0..).map(|(line, at)| {
        let cells = line.figures.iter().zip(0..).map(|(figure, column)| Cell {
            shown: figure.value.to_string(),
            link: (!figure.rows.is_empty()).then(|| rows_link(period, n, at, column)),
        });
        (line.name.clone(), cells.collect())
    });
    TableShown {
        id: table.id.clone(),
        title: table.title.clone(),
        keys: table.keys.clone(),
        heads: heads
            .unwrap_or_default()
            .iter()
            .map(|f| f.label.clone())
            .collect(),
        lines: lines.collect(),
        definitions: table.definitions(),
        notes: table.notes.clone(),
    }
}

/// Flags of the latest run by indicator, each bar in its periods.
fn flags_chart(ask: &Ask) -> Result<Bars, Problem> {
    let flags = material::flags(ask)?;
    let mut counts: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    for raised in flags.current() {
        let draft = &raised.flag.draft;
        let period = draft.period.as_deref().unwrap_or_default();
        *counts
            .entry(&draft.indicator)
            .or_default()
            .entry(period)
            .or_default() += 1;
    }
    let mut periods: Vec<&str> = counts.values().flat_map(|c| c.keys().copied()).collect();
    periods.sort_unstable();
    periods.dedup();
    let color = |period: &str| {
        let at = periods.iter().position(|p| *p == period);
        at.unwrap_or_default().min(COLORS - 1)
    };
    let none = ask.words.t("statistics.no-period");
    let named = |period: &str| match period.is_empty() {
        true => none.clone(),
        false => period.to_owned(),
    };
    let mut rows: Vec<(u32, Row)> = counts
        .iter()
        .map(|(indicator, by_period)| {
            let title = flags.title(ask, indicator);
            let link = |period: Option<&str>| {
                let period = period.map(|p| format!("&at={}", escaped(p)));
                let period = period.unwrap_or_default();
                format!("/statistics/flags?indicator={}{period}", escaped(indicator))
            };
            let all: u32 = by_period.values().sum();
            let parts = by_period.iter().map(|(period, n)| {
                let tells = format!("{title} {} {n}", named(period));
                (f64::from(*n), color(period), tells, link(Some(period)))
            });
            let row = Row {
                parts: parts.collect(),
                value: all.to_string(),
                link: link(None),
                label: title,
            };
            (all, row)
        })
        .collect();
    rows.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.label.cmp(&y.label)));
    let legend = periods.iter().map(|p| (color(p), named(p))).collect();
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Ok(charts::bars(rows, None, legend))
}

/// The month after, or the same where the calendar ends.
fn next_month(day: Date) -> Date {
    day.checked_add(1.months()).unwrap_or(day)
}

/// The day a rectification was opened, and the days it was struck off or came back, by which it counts.
fn opened_on(case: &RectificationCase) -> Option<Date> {
    case.history.first().map(|past| past.on)
}

/// Whether it was struck off by the end of a day: struck off, and not come back since.
fn is_closed_by(case: &RectificationCase, day: Date) -> bool {
    let mut closed = false;
    for past in case.history.iter().filter(|past| past.on <= day) {
        match &past.act {
            RectificationAct::CloseOut { .. } => closed = true,
            RectificationAct::LookedBack { result, .. } => {
                closed = *result == crate::model::LookBackResult::稳固;
            }
            _ => {}
        }
    }
    closed
}

/// The last days of the months the curve shows: from the first rectification, and at least some.
fn months(cases: &[RectificationCase], today: Date) -> Vec<Date> {
    let first = cases.iter().filter_map(opened_on).min().unwrap_or(today);
    let least = today.checked_sub((MONTHS - 1).months()).unwrap_or(today);
    let mut month = first.min(least).first_of_month();
    let mut ends = Vec::new();
    while month <= today {
        ends.push(month.last_of_month().min(today));
        let next = next_month(month);
        if next <= month {
            break;
        }
        month = next;
    }
    ends
}

fn curve(ask: &Ask) -> Result<Curves, Problem> {
    let cases = docket::rectifications(ask)?;
    let ends = months(&cases, docket::today(ask));
    let times: Vec<String> = ends
        .iter()
        .map(|d| format!("{}-{:02}", d.year(), d.month()))
        .collect();
    let line = |which: &str| {
        let name = ask.words.t(&format!("statistics.curve-{which}"));
        let points = ends.iter().map(|end| {
            let n = u32::try_from(on_curve(&cases, which, *end).len()).unwrap_or(u32::MAX);
            let link = format!("/statistics/curve?of={which}&at={end}");
            (n, format!("{end} {name} {n}"), link)
        });
        (name.clone(), points.collect())
    };
    Ok(charts::curves(&times, vec![line("opened"), line("closed")]))
}

/// The rectifications a point of the curve counts.
fn on_curve<'a>(
    cases: &'a [RectificationCase],
    which: &str,
    end: Date,
) -> Vec<&'a RectificationCase> {
    let opened = cases
        .iter()
        .filter(|c| opened_on(c).is_some_and(|on| on <= end));
    opened
        .filter(|c| which != "closed" || is_closed_by(c, end))
        .collect()
}

/// Bars of one figure of a table.
fn of_table(stats: &Statistics, period: &str, id: &str, label: &str, full: Option<f64>) -> Bars {
    let Some((n, table)) = stats.tables.iter().enumerate().find(|(_, t)| t.id == id) else {
        return Bars::default();
    };
    let rows = table.lines.iter().enumerate().filter_map(|(at, line)| {
        let column = line.figures.iter().position(|f| f.label == label)?;
        let figure = line.figures.get(column)?;
        let value = match figure.value {
            StatValue::Share(share) if share.whole > 0 => {
                f64::from(share.part) / f64::from(share.whole)
            }
            StatValue::MedianHalves(halves) => halves_as_days(halves),
            StatValue::Count(n) => f64::from(n),
            _ => return None,
        };
        let name = line.name.join(" ");
        let link = rows_link(period, n, at, column);
        let shown = figure.value.to_string();
        Some(Row {
            parts: vec![(value, 0, format!("{name} {shown}"), link.clone())],
            label: name,
            value: shown,
            link,
        })
    });
    charts::bars(rows.collect(), full, Vec::new())
}

/// Half days as days; more than a million halves are cut off.
fn halves_as_days(halves: i64) -> f64 {
    f64::from(i32::try_from(halves.clamp(0, 1_000_000)).unwrap_or_default()) / 2.0
}

fn timeliness(stats: &Statistics, period: &str) -> Bars {
    of_table(stats, period, "T5", "中位工作日", None)
}

fn acceptance(stats: &Statistics, period: &str) -> Bars {
    of_table(stats, period, "T7", "采纳率", Some(1.0))
}

#[derive(Template)]
#[template(path = "statistics-rows.html", config = "src/web/askama.toml")]
struct RowsPage {
    frame: Frame,
    back: String,
    head: String,
    value: String,
    definition: String,
    is_share: bool,
    rows: Vec<RowShown>,
}

struct RowShown {
    kind: String,
    id: String,
    title: String,
    book: String,
    link: Option<String>,
    in_part: bool,
}

/// The rows of one figure.
pub(super) fn rows(ask: &Ask) -> Result<Answer, Problem> {
    let period = period(ask);
    let stats = statistics(ask, &period)?;
    let at = |name: &str| {
        ask.query
            .get(name)
            .parse::<usize>()
            .map_err(|_| Problem::Missing)
    };
    let table = stats.tables.get(at("table")?).ok_or(Problem::Missing)?;
    let line = table.lines.get(at("line")?).ok_or(Problem::Missing)?;
    let figure = line.figures.get(at("figure")?).ok_or(Problem::Missing)?;
    let rows = stats.rows_of(figure).into_iter();
    Answer::page(&RowsPage {
        frame: ask.frame(),
        back: format!("/statistics?period={}#{}", escaped(&period), table.id),
        head: format!(
            "{period} {} {}　{}　{}",
            table.id,
            table.title,
            line.name.join(" "),
            figure.label
        ),
        value: figure.value.to_string(),
        definition: figure.definition.clone(),
        is_share: matches!(figure.value, StatValue::Share(_)),
        rows: rows.map(|(row, part)| row_shown(ask, row, part)).collect(),
    })
}

fn row_shown(ask: &Ask, row: &StatRow, in_part: bool) -> RowShown {
    let id = escaped(&row.id);
    let (kind, link) = match row.kind {
        StatKind::Entry => ("entry", Some(format!("/ledger/entry?no={id}"))),
        StatKind::Register => ("register", None),
        StatKind::Difference => ("difference", None),
        StatKind::Flag => ("flag", Some(format!("/flags/{id}"))),
        StatKind::Session => (ReviewSession::KIND, Some(format!("/sessions/{id}"))),
        StatKind::Opinion => ("opinion", Some(format!("/opinions/{id}"))),
        StatKind::Rectification => ("rectification", Some(format!("/rectifications/{id}"))),
        StatKind::LookBack => ("look-back", Some(format!("/look-backs/{id}"))),
    };
    RowShown {
        kind: ask.words.t(&format!("statistics.kind-{kind}")),
        id: row.id.clone(),
        title: row.title.clone(),
        book: row.book.clone().unwrap_or_default(),
        link,
        in_part,
    }
}

/// The flags one stretch of a bar counts.
pub(super) fn flags(ask: &Ask) -> Result<Answer, Problem> {
    let all = material::flags(ask)?;
    let (indicator, at) = (ask.query.get("indicator"), ask.query.find("at"));
    let fits = |raised: &&material::Raised| {
        let draft = &raised.flag.draft;
        draft.indicator == indicator
            && at.is_none_or(|at| at == draft.period.as_deref().unwrap_or_default())
    };
    let kind = ask.words.t("statistics.kind-flag");
    let rows: Vec<RowShown> = all
        .current()
        .filter(fits)
        .map(|raised| RowShown {
            kind: kind.clone(),
            id: raised.flag.id().to_owned(),
            title: raised.flag.draft.source.quote().to_owned(),
            book: raised.flag.draft.unit.clone().unwrap_or_default(),
            link: Some(format!("/flags/{}", escaped(raised.flag.id()))),
            in_part: false,
        })
        .collect();
    Answer::page(&RowsPage {
        frame: ask.frame(),
        back: "/statistics".to_owned(),
        head: format!("{} {}", all.title(ask, indicator), at.unwrap_or_default()),
        value: rows.len().to_string(),
        definition: ask.words.t("statistics.flags-definition"),
        is_share: false,
        rows,
    })
}

/// The rectifications a point of the curve counts.
pub(super) fn on_day(ask: &Ask) -> Result<Answer, Problem> {
    let cases = docket::rectifications(ask)?;
    let end: Date = ask.query.get("at").parse().map_err(|_| Problem::Missing)?;
    let which = match ask.query.get("of") {
        which @ ("opened" | "closed") => which,
        _ => return Err(Problem::Missing),
    };
    let kind = ask.words.t("statistics.kind-rectification");
    let rows: Vec<RowShown> = on_curve(&cases, which, end)
        .into_iter()
        .map(|c| RowShown {
            kind: kind.clone(),
            id: c.no.clone(),
            title: c.problem.clone(),
            book: c.unit.clone(),
            link: Some(format!("/rectifications/{}", escaped(&c.no))),
            in_part: false,
        })
        .collect();
    Answer::page(&RowsPage {
        frame: ask.frame(),
        back: "/statistics".to_owned(),
        head: format!(
            "{end} {}",
            ask.words.t(&format!("statistics.curve-{which}"))
        ),
        value: rows.len().to_string(),
        definition: ask.words.t("statistics.curve-definition"),
        is_share: false,
        rows,
    })
}
