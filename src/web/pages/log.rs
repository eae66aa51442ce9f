//! 日志: who did what and when, newest first; only ever added to.
use askama::Template;
use serde_json::Value;

use super::flags::shortened;
use crate::web::{
    answer::{Answer, Problem},
    ask::Ask,
    clock,
    docket::Names,
    form::escaped,
    frame::Frame,
};

/// Events on one page.
const PER_PAGE: u32 = 100;
/// Characters of the details of an event shown in the list.
const DETAIL_SHOWN: usize = 400;

#[derive(Template)]
#[template(path = "log.html", config = "src/web/askama.toml")]
struct LogPage {
    frame: Frame,
    rows: Vec<Row>,
    entity: String,
    /// What things are called in the log, and by people.
    entities: Vec<(String, String)>,
    actor: String,
    more: Option<String>,
}

struct Row {
    seq: i64,
    at: String,
    /// As others see whoever did it; the account where it has no other name.
    name: String,
    actor: String,
    action: String,
    entity: String,
    id: String,
    /// From which state an act led to which.
    moved: Option<(String, String)>,
    detail: String,
    hash: String,
}

/// Digits of a hash shown; the whole stands in the export of the log.
const HASH_SHOWN: usize = 12;

/// The log.
pub(super) fn log(ask: &Ask) -> Result<Answer, Problem> {
    let (entity, actor) = (
        ask.query.get("entity").to_owned(),
        ask.query.get("actor").to_owned(),
    );
    let before: Option<i64> = ask.query.get("before").parse().ok();
    let (of, by) = (entity.clone(), actor.clone());
    let events = ask.read(move |office| {
        let of = Some(of.as_str()).filter(|s| !s.is_empty());
        let by = Some(by.as_str()).filter(|s| !s.is_empty());
        office.latest_events(before, (of, by), PER_PAGE)
    })?;
    let is_full = events.len() == PER_PAGE as usize;
    let last = events.last().map(|e| e.seq);
    let more = last.filter(|_| is_full).map(|seq| {
        format!(
            "/log?entity={}&actor={}&before={seq}",
            escaped(&entity),
            escaped(&actor)
        )
    });
    let names = Names::of(ask);
    Answer::page(&LogPage {
        frame: ask.frame(),
        rows: events
            .into_iter()
            .map(|e| {
                let told = serde_json::from_str(&e.detail).unwrap_or_default();
                Row {
                    seq: e.seq,
                    at: clock::shown(&e.at),
                    name: names.name(&e.actor),
                    actor: e.actor,
                    action: action(ask, &e.action, &e.entity, &told),
                    entity: thing(ask, &e.entity),
                    id: e.entity_id,
                    moved: moved(&told),
                    detail: shortened(&e.detail, DETAIL_SHOWN),
                    hash: shortened(&e.hash, HASH_SHOWN),
                }
            })
            .collect(),
        entities: ask
            .mark()
            .told
            .keys()
            .map(|entity| (entity.clone(), thing(ask, entity)))
            .collect(),
        entity,
        actor,
        more,
    })
}

/// The words of a key, or the name itself where a later version of the program wrote one that has none yet.
fn called(ask: &Ask, key: &str, name: &str) -> String {
    let words = ask.words.t(key);
    match words.ends_with(key) {
        true => name.to_owned(),
        false => words,
    }
}

fn thing(ask: &Ask, entity: &str) -> String {
    called(ask, &format!("log.thing.{entity}"), entity)
}

/// What was done; of a record of review, which of its acts.
fn action(ask: &Ask, action: &str, entity: &str, told: &Value) -> String {
    let act = told.pointer("/act/act/act").and_then(Value::as_str);
    let key = format!("act.{entity}.{}", act.unwrap_or_default());
    match (action, called(ask, &key, "")) {
        ("review.act", title) if !title.is_empty() => title,
        _ => called(ask, &format!("log.did.{action}"), action),
    }
}

fn moved(told: &Value) -> Option<(String, String)> {
    let state = |name: &str| told.get(name).and_then(Value::as_str).map(str::to_owned);
    state("before").zip(state("after")).filter(|(a, b)| a != b)
}
