//! 日志: who did what and when, newest first; only ever added to.
use askama::Template;

use super::flags::shortened;
use crate::web::{
    answer::{Answer, Problem},
    ask::Ask,
    clock,
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
    entities: Vec<String>,
    actor: String,
    more: Option<String>,
}

struct Row {
    seq: i64,
    at: String,
    actor: String,
    action: String,
    entity: String,
    id: String,
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
    Answer::page(&LogPage {
        frame: ask.frame(),
        rows: events
            .into_iter()
            .map(|e| Row {
                seq: e.seq,
                at: clock::shown(&e.at),
                actor: e.actor,
                action: e.action,
                entity: e.entity,
                id: e.entity_id,
                detail: shortened(&e.detail, DETAIL_SHOWN),
                hash: shortened(&e.hash, HASH_SHOWN),
            })
            .collect(),
        entities: ask.mark().told.keys().cloned().collect(),
        entity,
        actor,
        more,
    })
}
