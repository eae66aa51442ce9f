//! 首页: what needs the person today.
use std::collections::BTreeMap;

use askama::Template;

use super::{
    flags::{level, names, shortened},
    ledger, look_back, opinion, rectification,
};
use crate::{
    model::{Due, Severity},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        docket,
        form::escaped,
        frame::Frame,
        material::{self, Stand},
    },
};

/// Lines shown of each list; the rest is a page away.
const SHOWN: usize = 8;
/// Characters of a quotation or matter shown.
const WORDS: usize = 60;

#[derive(Template)]
#[template(path = "home.html", config = "src/web/askama.toml")]
struct Home {
    frame: Frame,
    on: String,
    reads: bool,
    counts: Vec<(String, usize, &'static str)>,
    open: usize,
    decided: usize,
    units: Vec<(String, usize, String)>,
    flags: Vec<FlagLine>,
    over: usize,
    near: usize,
    due: Vec<DueLine>,
    unread: Vec<(i64, String, String)>,
    unread_count: usize,
    is_importing: bool,
    links: Vec<(String, &'static str)>,
    waiting: usize,
    tasks: Vec<TaskLine>,
}

/// A session that is not signed yet, or a record of review that is overdue.
struct TaskLine {
    address: String,
    no: String,
    title: String,
    state: &'static str,
    is_mine: bool,
    is_over: bool,
}

struct FlagLine {
    id: String,
    title: String,
    severity: String,
    level: &'static str,
    matter: String,
    words: String,
}

struct DueLine {
    address: String,
    no: String,
    title: String,
    due: String,
    is_over: bool,
}

/// The start page.
pub(super) fn home(ask: &Ask) -> Result<Answer, Problem> {
    let mut home = Home {
        frame: ask.frame(),
        on: ask.house.opening.clock.on().to_string(),
        reads: ask.may("flags"),
        counts: Vec::new(),
        open: 0,
        decided: 0,
        units: Vec::new(),
        flags: Vec::new(),
        over: 0,
        near: 0,
        due: Vec::new(),
        unread: Vec::new(),
        unread_count: 0,
        is_importing: ask.house.imports.running().is_some(),
        links: Vec::new(),
        waiting: 0,
        tasks: Vec::new(),
    };
    if home.reads {
        flags(ask, &mut home)?;
        overdue(ask, &mut home)?;
        unread(ask, &mut home)?;
        review(ask, &mut home)?;
    } else {
        let menu = super::PAGES
            .iter()
            .filter(|p| p.is_in_menu && p.id != "home");
        home.links = menu
            .filter(|p| p.who.admits(ask.account.as_ref()))
            .map(|p| (ask.words.t(&format!("page.{}", p.id)), p.path))
            .collect();
    }
    Answer::page(&home)
}

fn flags(ask: &Ask, home: &mut Home) -> Result<(), Problem> {
    let (flags, decisions) = (material::flags(ask)?, material::decisions(ask)?);
    let mut units: BTreeMap<&str, usize> = BTreeMap::new();
    let mut counts = [Severity::重点, Severity::关注, Severity::提示].map(|s| (s, 0));
    for raised in flags.current() {
        if Stand::of(&decisions, raised.flag.id()) != Stand::Open {
            home.decided += 1;
            continue;
        }
        let draft = &raised.flag.draft;
        home.open += 1;
        *units
            .entry(draft.unit.as_deref().unwrap_or("—"))
            .or_default() += 1;
        for (severity, count) in &mut counts {
            *count += usize::from(*severity == draft.severity);
        }
        if home.flags.len() < SHOWN && draft.severity == Severity::重点 {
            let (severity, _) = names(draft.severity, draft.certainty);
            home.flags.push(FlagLine {
                id: raised.flag.id().to_owned(),
                title: flags.title(ask, &draft.indicator),
                severity,
                level: level(draft.severity),
                matter: shortened(
                    draft.surroundings.matter.as_deref().unwrap_or_default(),
                    WORDS,
                ),
                words: shortened(draft.source.quote(), WORDS),
            });
        }
    }
    home.counts = counts
        .iter()
        .map(|(s, n)| (format!("{s:?}"), *n, level(*s)))
        .collect();
    let mut units: Vec<_> = units.into_iter().collect();
    units.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    home.units = units
        .into_iter()
        .take(SHOWN)
        .map(|(unit, n)| {
            let name = match unit {
                "—" => ask.words.t("flags.no-unit"),
                unit => unit.to_owned(),
            };
            (name, n, format!("/flags?unit={}", escaped(unit)))
        })
        .collect();
    Ok(())
}

fn overdue(ask: &Ask, home: &mut Home) -> Result<(), Problem> {
    let pressing = ledger::pressing(ask, SHOWN)?;
    (home.over, home.near) = (pressing.over, pressing.near);
    home.due = pressing
        .first
        .iter()
        .map(|line| DueLine {
            address: ledger::address(line),
            no: line.no.clone().unwrap_or_default(),
            title: shortened(&line.title, WORDS),
            due: line
                .due
                .as_ref()
                .map_or_else(String::new, |d| ledger::due(ask, d)),
            is_over: line.due.as_ref().is_some_and(Due::is_over),
        })
        .collect();
    Ok(())
}

fn review(ask: &Ask, home: &mut Home) -> Result<(), Problem> {
    let (me, on) = (ask.by(), docket::today(ask));
    let mut tasks = Vec::new();
    if ask.may("sessions") {
        let sessions = docket::sessions(ask)?;
        let open = sessions.iter().filter(|s| !s.state.is_signed());
        tasks.extend(open.map(|s| TaskLine {
            address: format!("/sessions/{}", escaped(&s.no)),
            no: s.no.clone(),
            title: format!("{} {} {}", s.kind.name(), s.date, s.place),
            state: s.state.name(),
            is_mine: s.chair == me || s.recorder == me || s.attendee(me).is_some(),
            is_over: false,
        }));
        tasks.sort_by_key(|task| !task.is_mine);
    }
    if ask.may("opinions") {
        let late = |address: String, no: &str, title: String, state: &'static str| TaskLine {
            address,
            no: no.to_owned(),
            title: shortened(&title, WORDS),
            state,
            is_mine: false,
            is_over: true,
        };
        let opinions = docket::opinions(ask)?;
        let over = opinions.iter().filter(|o| o.is_reply_overdue(on));
        tasks.extend(
            over.map(|o| late(opinion::path(&o.no), &o.no, o.title.clone(), o.state.name())),
        );
        let cases = docket::rectifications(ask)?;
        let over = cases.iter().filter(|c| c.is_overdue(on));
        tasks.extend(over.map(|c| {
            let title = format!("{} {}", c.unit, c.problem);
            late(rectification::path(&c.no), &c.no, title, c.state.name())
        }));
        let look_backs = docket::look_backs(ask)?;
        let over = look_backs.iter().filter(|l| l.is_overdue(on));
        tasks.extend(over.map(|l| {
            let title = format!("{} {}", l.unit, l.title);
            late(look_back::path(&l.no), &l.no, title, l.state.name())
        }));
    }
    home.waiting = tasks.len();
    tasks.truncate(SHOWN);
    home.tasks = tasks;
    Ok(())
}

fn unread(ask: &Ask, home: &mut Home) -> Result<(), Problem> {
    let files = material::files(ask)?;
    let lossy = || files.files.iter().filter(|k| k.record.recovery.is_lossy());
    home.unread_count = lossy().count();
    home.unread = lossy()
        .take(SHOWN)
        .map(|k| {
            let state = format!("recovery.{}", k.record.recovery.name());
            (k.key, k.record.file.clone(), ask.words.text(&state))
        })
        .collect();
    Ok(())
}
