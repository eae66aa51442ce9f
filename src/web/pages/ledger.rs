//! 台账: the entries, and one entry with its history.
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use askama::Template;
use serde_json::Value;

use crate::{
    model::{BookKind, Due, EntryRecord},
    web::{
        act_form::{Control, Form, Typed},
        answer::{Answer, Problem},
        ask::Ask,
        clock,
        docket::{self, PaperLink},
        entry_forms,
        form::escaped,
        frame::Frame,
        material::{self, Files, link},
    },
    workflow::{
        ACTED_ON, ACTS, EntryFilter, EntryLine, EntryShown, EntryStory, LedgerShelf, Silent,
    },
};

/// Entries on one page.
pub(super) const PER_PAGE: usize = 100;

/// How far everything the ledgers show has come: versions, acts of people, runs, the day.
pub(super) fn as_of(ask: &Ask) -> String {
    let mark = ask.mark();
    let on = ask.house.opening.clock.on();
    format!("{} {} {} {on}", mark.revision, mark.of("entry"), mark.run)
}

/// The ledgers with all their entries.
pub(super) fn shelf(ask: &Ask) -> Result<Arc<LedgerShelf>, Problem> {
    ask.house.view("ledgers", &as_of(ask), |office| {
        office.ledger_shelf(&Silent)
    })
}

/// Entries that are near their deadline or over it.
#[derive(Debug, Default)]
pub(super) struct Pressing {
    /// How many are over it.
    pub(super) over: usize,
    /// How many are near it.
    pub(super) near: usize,
    /// The first of them, those that are over it for longest first.
    pub(super) first: Vec<EntryLine>,
}

/// What presses, with at most so many entries.
pub(super) fn pressing(ask: &Ask, most: usize) -> Result<Arc<Pressing>, Problem> {
    let shelf = shelf(ask)?;
    ask.house.derived("pressing", &as_of(ask), || {
        let mut pressing = Pressing::default();
        let mut due: Vec<_> = shelf
            .lines()
            .filter_map(|(line, _)| Some((line, line.due.as_ref()?.days_over()?)))
            .collect();
        due.sort_by_key(|(_, days)| std::cmp::Reverse(*days));
        for (line, _) in &due {
            match line.due {
                Some(Due::Over { .. }) => pressing.over += 1,
                _ => pressing.near += 1,
            }
        }
        pressing.first = due.into_iter().take(most).map(|(l, _)| l.clone()).collect();
        pressing
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

fn row(ask: &Ask, line: &EntryLine, states: &[String]) -> Row {
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
        states: states.join("、"),
    }
}

/// The list.
pub(super) fn list(ask: &Ask) -> Result<Answer, Problem> {
    let shelf = shelf(ask)?;
    let field = |name: &str| ask.query.get(name).to_owned();
    let (kind, state, unit, words) = (field("kind"), field("state"), field("unit"), field("words"));
    let page: usize = ask.query.get("page").parse().unwrap_or(1).max(1);
    // A kind there is none of wants nothing.
    let wanted_kind = (!kind.is_empty()).then(|| BookKind::from_name(&kind));
    let is_kind = |line: &EntryLine| wanted_kind.is_none_or(|k| k == Some(line.kind));
    let is_state = |states: &[String]| state.is_empty() || states.contains(&state);
    let (from, mut total) = ((page - 1) * PER_PAGE, 0);
    let mut rows: Vec<Row> = Vec::new();
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    let mut counts: HashMap<BookKind, usize> = HashMap::new();
    let fits = shelf.lines().filter(|(line, _)| {
        (unit.is_empty() || line.units.iter().any(|u| u.contains(&unit)))
            && (words.is_empty()
                || line.title.contains(&words)
                || line.no.as_ref().is_some_and(|n| n.contains(&words)))
    });
    for (line, own) in fits {
        let (is_kind, is_state) = (is_kind(line), is_state(own));
        if is_state {
            *counts.entry(line.kind).or_default() += 1;
        }
        if is_kind {
            for word in own {
                *states.entry(word).or_default() += 1;
            }
        }
        if is_kind && is_state {
            if total >= from && rows.len() < PER_PAGE {
                rows.push(row(ask, line, own));
            }
            total += 1;
        }
    }
    let to = from + rows.len();
    let kinds = BookKind::ALL.iter().map(|k| {
        let count = counts.get(k).copied().unwrap_or_default();
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
            .map(|(s, n)| (s.to_owned(), n, s == state))
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
    refused: Option<String>,
    forms: Vec<Form>,
    entries: Vec<Shown>,
    papers: Vec<PaperLink>,
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
    shown(ask, (no, kind), &Typed::default())
}

/// The page of an entry, with what was typed into a form of it that was refused.
pub(super) fn shown(
    ask: &Ask,
    (no, kind): (String, Option<BookKind>),
    typed: &Typed,
) -> Result<Answer, Problem> {
    let (files, shelf) = (material::files(ask)?, shelf(ask)?);
    let filter = EntryFilter {
        kind,
        ..EntryFilter::default()
    };
    let name = format!("entry {kind:?} {no}");
    let wanted = no.clone();
    let shown = ask.house.view(&name, &as_of(ask), move |office| {
        office.entry_on(&shelf, &wanted, &filter)
    })?;
    let title = match shown.first() {
        // What has no number is kept under its title and unit: no words for people.
        Some(first) if no.contains('|') => first.line.title.clone(),
        Some(first) => format!("{no} {}", first.line.title),
        None => no,
    };
    // An order to hurry goes to the unit that answers for what is over its deadline.
    let over = shown
        .iter()
        .find(|e| e.line.due.as_ref().is_some_and(Due::is_over));
    let papers = match over.and_then(|e| e.line.units.first()) {
        Some(unit) => docket::papers(ask, "overdue-unit", unit),
        None => Vec::new(),
    };
    let forms = forms_of(ask, &shown, typed);
    let page = EntryPage {
        papers,
        frame: ask.frame_titled(title),
        // What was typed into a form that is no longer offered is refused above all.
        refused: typed
            .refused
            .clone()
            .filter(|_| !forms.iter().any(|f| f.id == typed.form)),
        forms,
        entries: shown.iter().map(|e| one(ask, &files, e)).collect(),
    };
    docket::answered(&page, typed)
}

/// The forms of the one entry of this number that can be acted on: of the first kind of book that holds it, where only one does.
fn forms_of(ask: &Ask, shown: &[EntryShown], typed: &Typed) -> Vec<Form> {
    for kind in ACTED_ON {
        let mut of_kind = shown.iter().filter(|e| e.line.kind == kind);
        let (Some(entry), None) = (of_kind.next(), of_kind.next()) else {
            continue;
        };
        let Some(no) = entry.line.no.as_deref() else {
            continue;
        };
        let untouched = || EntryRecord::new(no);
        let record = entry.record.clone().unwrap_or_else(untouched);
        let units = entry.line.units.join("、");
        return entry_forms::forms(ask, (no, &kind.name(), &units), &record, typed);
    }
    Vec::new()
}

fn one(ask: &Ask, files: &Files, entry: &EntryShown) -> Shown {
    let day = |d: Option<jiff::civil::Date>| d.map_or_else(String::new, |d| d.to_string());
    let raw = |d: &Option<crate::model::DateValue>| {
        d.as_ref().map_or_else(String::new, |d| d.raw.clone())
    };
    let source = entry.line.source.as_ref();
    Shown {
        row: row(ask, &entry.line, &entry.line.states()),
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
