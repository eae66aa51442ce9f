//! `ledger show`: one entry with every field, its progress, extensions and history.
use serde_json::{Value, json};

use super::{
    CommandError, Desk, Outcome, filter,
    list::{due_text, entry_json, state_text},
};
use crate::{
    cli::{
        args::Format,
        ledger_args::EntryArgs,
        message::{fill, text},
        output, rows,
    },
    workflow::{ACTS, EntryShown, EntryStory, Purpose},
};

pub(super) fn show(desk: &Desk, args: &EntryArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Read)?;
    let found = office.ledger_entry(&args.no, &filter(&args.books, None), &desk.bar())?;
    for (entry, at) in found.iter().zip(0..) {
        match args.format.format {
            Format::Ndjson => output::line(&json(entry).to_string())?,
            Format::Table => {
                if at > 0 {
                    output::line("")?;
                }
                about(desk, entry)?;
                fields(desk, entry)?;
                progress(desk, entry)?;
                extensions(desk, entry)?;
                elsewhere(desk, entry)?;
                standing(desk, entry)?;
                story(desk, entry)?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn about(desk: &Desk, entry: &EntryShown) -> Result<(), CommandError> {
    let line = &entry.line;
    let say = |key: &str, value: &str| match value {
        "" => Ok(()),
        value => output::line(&format!(
            "{}: {value}",
            text(desk.language, &format!("column.{key}"))
        )),
    };
    say("ledger", &format!("{}（{}）", line.book, line.kind.name()))?;
    say("no", line.no.as_deref().unwrap_or_default())?;
    say("matter", &line.title)?;
    say("unit", &line.units.join("、"))?;
    say("state", &state_text(desk, line))?;
    if let Some(due) = &line.due {
        say("due", &due_text(desk, due))?;
    }
    say("file", &entry.file)?;
    say(
        "as-of",
        &entry.as_of.map_or_else(String::new, |d| d.to_string()),
    )?;
    Ok(())
}

fn section(desk: &Desk, key: &str) -> Result<(), CommandError> {
    let title = text(desk.language, &format!("ledger.{key}"));
    Ok(output::line(&format!("\n{title}"))?)
}

fn fields(desk: &Desk, entry: &EntryShown) -> Result<(), CommandError> {
    section(desk, "fields")?;
    for f in &entry.fields {
        let value = f.text.replace('\n', "\n      ");
        output::line(&format!("  [{}] {}: {value}", f.place, f.header))?;
    }
    Ok(())
}

fn progress(desk: &Desk, entry: &EntryShown) -> Result<(), CommandError> {
    if entry
        .progress
        .iter()
        .all(|p| p.text.is_empty() && p.status.is_empty())
    {
        return Ok(());
    }
    section(desk, "progress")?;
    for p in &entry.progress {
        let day = p.as_of.map_or_else(|| p.file.clone(), |d| d.to_string());
        let words = match p.is_unchanged {
            true => text(desk.language, "ledger.unchanged"),
            false => p.text.replace('\n', "\n      "),
        };
        output::line(&format!("  {day} 〔{}〕 {words}", p.status))?;
    }
    Ok(())
}

fn extensions(desk: &Desk, entry: &EntryShown) -> Result<(), CommandError> {
    if entry.extensions.is_empty() {
        return Ok(());
    }
    section(desk, "extensions")?;
    for (e, n) in entry.extensions.iter().zip(1_u32..) {
        let raw = |d: &Option<crate::model::DateValue>| {
            d.as_ref().map_or_else(String::new, |d| d.raw.clone())
        };
        let decision = serde_json::to_value(e.decision).unwrap_or_default();
        let decision = text(
            desk.language,
            &format!("decision.{}", decision.as_str().unwrap_or_default()),
        );
        let place = e.source.as_ref().map_or_else(String::new, |s| {
            format!("{} {}", s.file(), rows::place(desk.language, s.place()))
        });
        output::line(&fill(
            desk.language,
            "ledger.extension",
            &[
                ("n", &e.nth.unwrap_or(n).to_string()),
                ("applied", &raw(&e.applied)),
                ("old", &raw(&e.old)),
                ("new", &raw(&e.new)),
                ("decision", &decision),
                ("decided", &raw(&e.decided)),
                ("reason", &e.reason),
                ("place", &place),
            ],
        ))?;
    }
    Ok(())
}

fn elsewhere(desk: &Desk, entry: &EntryShown) -> Result<(), CommandError> {
    if entry.elsewhere.is_empty() {
        return Ok(());
    }
    section(desk, "elsewhere")?;
    for (kind, place, title) in &entry.elsewhere {
        output::line(&format!("  {} [{place}] {title}", kind.name()))?;
    }
    Ok(())
}

/// Characters of a value shown in a history.
const VALUE_SHOWN: usize = 60;
/// Characters of a particular of an act shown in a history.
const ACT_SHOWN: usize = 200;

fn story(desk: &Desk, entry: &EntryShown) -> Result<(), CommandError> {
    section(desk, "history")?;
    for s in &entry.story {
        if s.action == "ledger.entry.act" {
            act(s)?;
            continue;
        }
        let key = format!("event.{}", s.action.replace('.', "-"));
        let what = text(desk.language, &key);
        let file = s.detail.get("file").and_then(Value::as_str).unwrap_or("");
        output::line(&format!("  #{} {} {} {what} {file}", s.seq, s.at, s.actor))?;
        if s.action == "ledger.entry.added" || s.action == "ledger.entry.returned" {
            continue;
        }
        let changed = s.detail.get("fields").and_then(Value::as_array);
        for f in changed.into_iter().flatten() {
            let part = |name: &str| {
                let value = f.get(name).and_then(Value::as_str).unwrap_or("");
                rows::shortened(value, VALUE_SHOWN)
            };
            output::line(&format!(
                "      {} {}: {} → {}",
                part("cell"),
                part("header"),
                part("before"),
                part("after")
            ))?;
        }
    }
    Ok(())
}

/// Prints what a person did: the act, who, as what, when, and the particulars as they were given.
fn act(s: &EntryStory) -> Result<(), CommandError> {
    let event = s.detail.get("act").cloned().unwrap_or_default();
    let word = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or("").to_owned();
    let particulars = event.get("act").and_then(Value::as_object);
    let tag = word(particulars.and_then(|p| p.get("act")));
    let title = ACTS
        .iter()
        .find(|(name, ..)| *name == tag)
        .map_or(tag.as_str(), |(_, title, _)| *title);
    let by = event.get("by");
    output::line(&format!(
        "  #{} {} {}（{}）{title}：{} → {}",
        s.seq,
        word(event.get("on")),
        word(by.and_then(|b| b.get("account"))),
        word(by.and_then(|b| b.get("role"))),
        word(s.detail.get("before")),
        word(s.detail.get("after")),
    ))?;
    for (name, value) in particulars
        .into_iter()
        .flatten()
        .filter(|(n, _)| *n != "act")
    {
        let text = match value {
            Value::Null | Value::Bool(false) => continue,
            Value::Array(list) if list.is_empty() => continue,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        output::line(&format!(
            "      {name}: {}",
            rows::shortened(&text, ACT_SHOWN)
        ))?;
    }
    Ok(())
}

/// Where people's acts have brought the entry.
fn standing(desk: &Desk, entry: &EntryShown) -> Result<(), CommandError> {
    let Some(record) = &entry.record else {
        return Ok(());
    };
    section(desk, "acts")?;
    for d in &record.deadlines {
        output::line(&fill(
            desk.language,
            "ledger.deadline-set",
            &[
                ("n", &d.seq.to_string()),
                ("date", &d.date.to_string()),
                ("basis", &d.basis),
                ("by", &d.set_by),
            ],
        ))?;
    }
    if let Some(plan) = &record.look_back {
        let due = plan.due.to_string();
        output::line(&fill(desk.language, "ledger.look-back", &[("due", &due)]))?;
    }
    if let Some(review) = &record.standing {
        let next = review.next.to_string();
        output::line(&fill(desk.language, "ledger.review", &[("next", &next)]))?;
    }
    if let Some(into) = &record.merged_into {
        output::line(&fill(desk.language, "ledger.merged", &[("into", into)]))?;
    }
    Ok(())
}

fn json(entry: &EntryShown) -> Value {
    let fields: Vec<Value> = entry
        .fields
        .iter()
        .map(|f| json!({ "header": f.header, "field": f.field, "text": f.text, "place": f.place }))
        .collect();
    let progress: Vec<Value> = entry
        .progress
        .iter()
        .map(|p| {
            json!({ "as_of": p.as_of, "file": p.file, "text": p.text, "status": p.status, "unchanged": p.is_unchanged })
        })
        .collect();
    let elsewhere: Vec<Value> = entry
        .elsewhere
        .iter()
        .map(|(kind, place, title)| json!({ "kind": kind, "place": place, "title": title }))
        .collect();
    let story: Vec<Value> = entry
        .story
        .iter()
        .map(|s| {
            json!({ "seq": s.seq, "at": s.at, "actor": s.actor, "action": s.action, "detail": s.detail })
        })
        .collect();
    json!({
        "entry": entry_json(&entry.line),
        "file": entry.file,
        "as_of": entry.as_of,
        "fields": fields,
        "progress": progress,
        "extensions": entry.extensions,
        "elsewhere": elsewhere,
        "record": entry.record,
        "history": story,
    })
}
