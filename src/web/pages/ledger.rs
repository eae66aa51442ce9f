//! 台账: the entries, one entry with its history, and the two matrices.
use std::sync::Arc;

use askama::Template;
use serde_json::Value;

use crate::{
    model::{BookKind, Due, LoopStage, MatrixName, StepKind},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        clock, docket,
        form::escaped,
        frame::Frame,
        material::{self, Files, link},
    },
    workflow::{ACTS, EntryFilter, EntryLine, EntryShown, EntryStory, Silent},
};

/// Entries on one page.
const PER_PAGE: usize = 100;

/// How far everything the ledgers show has come: versions, acts of people, runs, the day.
fn as_of(ask: &Ask) -> String {
    let mark = ask.mark();
    let on = ask.house.opening.clock.on();
    format!("{} {} {} {on}", mark.revision, mark.of("entry"), mark.run)
}

/// The entries of all ledgers.
pub(super) fn entries(ask: &Ask) -> Result<Arc<Vec<EntryLine>>, Problem> {
    ask.house.view("entries", &as_of(ask), |office| {
        office.ledger_entries(&EntryFilter::default(), &Silent)
    })
}

#[derive(Template)]
#[template(path = "ledger.html", config = "src/web/askama.toml")]
struct LedgerPage {
    frame: Frame,
    kinds: Vec<(String, usize, bool)>,
    states: Vec<(String, usize, bool)>,
    unit: String,
    words: String,
    rows: Vec<Row>,
    back: Option<String>,
    more: Option<String>,
    from: usize,
    to: usize,
    total: usize,
}

struct Row {
    address: String,
    no: String,
    title: String,
    kind: String,
    book: String,
    units: String,
    deadline: String,
    due: String,
    is_over: bool,
    states: String,
}

/// How an entry stands against its deadline.
pub(super) fn due(ask: &Ask, due: &Due) -> String {
    let say = |key: &str, days: u32| {
        let text = ask.words.text(&format!("due.{key}"));
        text.replace("%{days}", &days.to_string())
    };
    match due {
        Due::Over { days, .. } => say("over", *days),
        Due::Left { days: 0, .. } => say("today", 0),
        Due::Left { days, .. } => say("left", *days),
        Due::Standing => say("standing", 0),
        Due::NotComputable { why, .. } => why.clone(),
        Due::Settled { .. } => String::new(),
    }
}

/// Address of an entry.
pub(super) fn address(line: &EntryLine) -> String {
    let no = line.no.as_ref().unwrap_or(&line.key);
    format!(
        "/ledger/entry?no={}&kind={}",
        escaped(no),
        escaped(&line.kind.name())
    )
}

fn row(ask: &Ask, line: &EntryLine) -> Row {
    Row {
        address: address(line),
        no: line.no.clone().unwrap_or_default(),
        title: line.title.clone(),
        kind: line.kind.name(),
        book: line.book.clone(),
        units: line.units.join("、"),
        deadline: line.deadline.clone(),
        due: line.due.as_ref().map_or_else(String::new, |d| due(ask, d)),
        is_over: line.due.as_ref().is_some_and(Due::is_over),
        states: line.states().join("、"),
    }
}

/// The list.
pub(super) fn list(ask: &Ask) -> Result<Answer, Problem> {
    let all = entries(ask)?;
    let field = |name: &str| ask.query.get(name).to_owned();
    let (kind, state, unit, words) = (field("kind"), field("state"), field("unit"), field("words"));
    let page: usize = ask.query.get("page").parse().unwrap_or(1).max(1);
    let fits = |line: &EntryLine, aside: &str| {
        (aside == "kind" || kind.is_empty() || line.kind.name() == kind)
            && (aside == "state" || state.is_empty() || line.states().contains(&state))
            && (unit.is_empty() || line.units.iter().any(|u| u.contains(&unit)))
            && (words.is_empty()
                || line.title.contains(&words)
                || line.no.as_ref().is_some_and(|n| n.contains(&words)))
    };
    let wanted: Vec<&EntryLine> = all.iter().filter(|l| fits(l, "")).collect();
    let from = (page - 1) * PER_PAGE;
    let rows: Vec<Row> = wanted
        .iter()
        .skip(from)
        .take(PER_PAGE)
        .map(|l| row(ask, l))
        .collect();
    let to = from + rows.len();
    let total = wanted.len();
    let mut states: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for word in all
        .iter()
        .filter(|l| fits(l, "state"))
        .flat_map(EntryLine::states)
    {
        *states.entry(word).or_default() += 1;
    }
    let kinds = BookKind::ALL.iter().map(|k| {
        let count = all
            .iter()
            .filter(|l| l.kind == *k && fits(l, "kind"))
            .count();
        (k.name(), count, k.name() == kind)
    });
    let address = |page: usize| {
        let parts = [
            ("kind", &kind),
            ("state", &state),
            ("unit", &unit),
            ("words", &words),
        ];
        let parts: Vec<String> = parts
            .iter()
            .map(|(n, v)| format!("{n}={}", escaped(v)))
            .collect();
        format!("/ledger?{}&page={page}", parts.join("&"))
    };
    Answer::page(&LedgerPage {
        frame: ask.frame(),
        kinds: kinds.filter(|(_, n, chosen)| *n > 0 || *chosen).collect(),
        states: states
            .into_iter()
            .map(|(s, n)| (s.clone(), n, s == state))
            .collect(),
        rows,
        back: (page > 1).then(|| address(page - 1)),
        more: (to < total).then(|| address(page + 1)),
        from: (from + 1).min(to),
        to,
        total,
        unit: unit.clone(),
        words: words.clone(),
    })
}

#[derive(Template)]
#[template(path = "entry.html", config = "src/web/askama.toml")]
struct EntryPage {
    frame: Frame,
    entries: Vec<Shown>,
}

struct Shown {
    row: Row,
    file: String,
    as_of: String,
    link: Option<String>,
    fields: Vec<(String, String, String)>,
    progress: Vec<(String, String, String, bool)>,
    elsewhere: Vec<(String, String, String)>,
    extensions: Vec<(String, String, String, String)>,
    story: Vec<Told>,
}

struct Told {
    at: String,
    by: String,
    what: String,
    file: String,
    changes: Vec<(String, String, String)>,
}

/// One entry, in every book that holds it under this number.
pub(super) fn entry(ask: &Ask) -> Result<Answer, Problem> {
    let no = ask.query.get("no").to_owned();
    let kind = BookKind::from_name(ask.query.get("kind"));
    let files = material::files(ask)?;
    let filter = EntryFilter {
        kind,
        ..EntryFilter::default()
    };
    let name = format!("entry {kind:?} {no}");
    let wanted = no.clone();
    let shown = ask.house.view(&name, &as_of(ask), move |office| {
        office.ledger_entry(&wanted, &filter, &Silent)
    })?;
    let title = match shown.first() {
        // What has no number is kept under its title and unit: no words for people.
        Some(first) if no.contains('|') => first.line.title.clone(),
        Some(first) => format!("{no} {}", first.line.title),
        None => no,
    };
    Answer::page(&EntryPage {
        frame: ask.frame_titled(title),
        entries: shown.iter().map(|e| one(ask, &files, e)).collect(),
    })
}

fn one(ask: &Ask, files: &Files, entry: &EntryShown) -> Shown {
    let day = |d: Option<jiff::civil::Date>| d.map_or_else(String::new, |d| d.to_string());
    let raw = |d: &Option<crate::model::DateValue>| {
        d.as_ref().map_or_else(String::new, |d| d.raw.clone())
    };
    let source = entry.line.source.as_ref();
    Shown {
        row: row(ask, &entry.line),
        file: entry.file.clone(),
        as_of: day(entry.as_of),
        link: source.and_then(|s| Some(link(files.key_of(s, 0)?, s.place()))),
        fields: entry
            .fields
            .iter()
            .map(|f| (f.header.clone(), f.text.clone(), f.place.clone()))
            .collect(),
        progress: entry
            .progress
            .iter()
            .filter(|p| !p.text.is_empty() || !p.status.is_empty())
            .map(|p| {
                let at = p.as_of.map_or_else(|| p.file.clone(), |d| d.to_string());
                (at, p.status.clone(), p.text.clone(), p.is_unchanged)
            })
            .collect(),
        elsewhere: entry
            .elsewhere
            .iter()
            .map(|(kind, place, title)| (kind.name(), place.clone(), title.clone()))
            .collect(),
        extensions: entry
            .extensions
            .iter()
            .map(|e| {
                let decision = serde_json::to_value(e.decision).unwrap_or_default();
                let key = format!("decision.{}", decision.as_str().unwrap_or_default());
                (
                    raw(&e.old),
                    raw(&e.new),
                    ask.words.text(&key),
                    e.reason.clone(),
                )
            })
            .collect(),
        story: entry.story.iter().map(|s| told(ask, s)).collect(),
    }
}

fn told(ask: &Ask, story: &EntryStory) -> Told {
    let word = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let part = |value: &Value, name: &str| word(value.get(name));
    if story.action == "ledger.entry.act" {
        let event = story.detail.get("act").cloned().unwrap_or_default();
        let particulars = event.get("act").cloned().unwrap_or_default();
        let tag = part(&particulars, "act");
        let known = ACTS.iter().find(|(name, ..)| *name == tag);
        let by = event.get("by").cloned().unwrap_or_default();
        return Told {
            at: word(event.get("on")),
            by: format!("{}（{}）", part(&by, "account"), part(&by, "role")),
            what: known.map_or(tag.clone(), |(_, title, _)| (*title).to_owned()),
            file: String::new(),
            changes: vec![(
                ask.words.t("ledger.state"),
                part(&story.detail, "before"),
                part(&story.detail, "after"),
            )],
        };
    }
    let fields = story.detail.get("fields").and_then(Value::as_array);
    let is_whole = matches!(
        story.action.as_str(),
        "ledger.entry.added" | "ledger.entry.returned"
    );
    let changes = fields.into_iter().flatten().filter(|_| !is_whole);
    Told {
        at: clock::shown(&story.at),
        by: docket::Names::of(ask).name(&story.actor),
        what: ask
            .words
            .text(&format!("event.{}", story.action.replace('.', "-"))),
        file: part(&story.detail, "file"),
        changes: changes
            .map(|f| (part(f, "header"), part(f, "before"), part(f, "after")))
            .collect(),
    }
}

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
