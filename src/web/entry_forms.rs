//! Forms of what people do with an entry of a ledger. Which particulars an act has is said once, by the workflow.
use serde_json::json;

use super::{
    act_form::{Draft, Form, Maker, Typed},
    ask::Ask,
    docket,
    given::{Given, Understood, person},
};
use crate::{
    model::{CheckPoint, EntryRecord, LookBackResult, Relevance, Role, StepKind, Verdict},
    workflow::{ACTS, open_entry_acts},
};

/// Where acts on entries are sent.
pub(super) const PATH: &str = "/ledger/entry";

/// Tasks with their proof that a form asks for at first.
const TASKS: usize = 3;

/// What is said where a point or notice does not apply, before the reason.
const NOT_APPLYING: &str = "不适用：";

/// A closed word of the ledger, as its records name it.
fn word(of: impl serde::Serialize) -> (String, String) {
    let name = json!(of).as_str().unwrap_or_default().to_owned();
    (name.clone(), name)
}

/// Words of a particular that is one of a closed list; `None` where it is not.
fn words_of(field: &str) -> Option<Vec<(String, String)>> {
    let all = match field {
        "relevance" => [Relevance::密切, Relevance::一般, Relevance::无关]
            .map(word)
            .to_vec(),
        "verdict" => [Verdict::到位, Verdict::部分到位, Verdict::未到位]
            .map(word)
            .to_vec(),
        "result" => [
            LookBackResult::稳固,
            LookBackResult::反弹,
            LookBackResult::不到位,
        ]
        .map(word)
        .to_vec(),
        "agrees" | "grants" => ["是", "否"].map(|w| (w.to_owned(), w.to_owned())).to_vec(),
        _ => return None,
    };
    Some(all)
}

/// How a particular is asked.
enum Kind {
    Tick,
    People,
    Day,
    Number,
    Text,
    Line,
}

fn kind_of(field: &str) -> Kind {
    match field {
        "secrecy_passed" | "standing" | "important" => Kind::Tick,
        "checkers" | "people" => Kind::People,
        "deadline" | "applied_on" | "new_deadline" | "checked_on" => Kind::Day,
        "cycle_months" => Kind::Number,
        "text" | "reason" | "progress" | "opinion" | "findings" | "extrapolation"
        | "institution" | "effect" => Kind::Text,
        _ => Kind::Line,
    }
}

/// The particulars of an act without brackets and groups, and whether they must be there.
fn particulars_of(act: &str) -> impl Iterator<Item = (&'static str, bool)> {
    let form = ACTS.iter().find(|(tag, ..)| *tag == act);
    let fields = form.map_or(&[][..], |(.., fields)| *fields);
    fields.iter().map(|field| {
        let bare = field.trim_matches(['[', ']']);
        let name = bare.split_once('.').map_or(bare, |(group, _)| group);
        (name, !field.starts_with('['))
    })
}

/// Particulars that are asked in rows under heads of their own, after all others.
const IN_ROWS: [&str; 4] = ["publicity", "checklist", "waivers", "items"];

/// The forms of everything the state of the entry and the roles of the person leave open.
pub(super) fn forms(
    ask: &Ask,
    (no, kind, units): (&str, &str, &str),
    record: &EntryRecord,
    typed: &Typed,
) -> Vec<Form> {
    let make = Maker {
        words: ask.words,
        typed,
        kind: "entry",
        path: PATH,
        seen: (u32::try_from(record.history.len()).unwrap_or(u32::MAX), 0),
    };
    let open = open_entry_acts(record, &person(ask)).into_iter();
    open.map(|act| {
        let draft = make.form(act).hidden("no", no).hidden("kind", kind);
        let plain = particulars_of(act).filter(|(name, _)| !IN_ROWS.contains(name));
        let draft = plain.fold(draft, |draft, (name, is_needed)| {
            asked(ask, draft, (name, is_needed), units)
        });
        let in_rows = particulars_of(act).filter(|(name, _)| IN_ROWS.contains(name));
        let rows = typed.rows(act, TASKS);
        in_rows
            .fold(draft, |draft, (name, _)| asked_in_rows(draft, name, rows))
            .done()
    })
    .collect()
}

fn asked<'a>(
    ask: &Ask,
    draft: Draft<'a>,
    (name, is_needed): (&str, bool),
    units: &str,
) -> Draft<'a> {
    let label = format!("entry-{name}");
    let draft = match (words_of(name), kind_of(name)) {
        (Some(words), _) => draft.choice(name, &label, words, ""),
        (None, Kind::Tick) => return draft.tick(name, &label, false),
        (None, Kind::People) => {
            return draft.several(name, &label, docket::people(ask, Role::BUSINESS), &[]);
        }
        (None, Kind::Day) => draft.day(name, &label, None),
        (None, Kind::Number) => draft.number(name, &label, ""),
        (None, Kind::Text) => draft.text(name, &label, ""),
        (None, Kind::Line) if name == "lead" => draft.line(name, &label, units),
        (None, Kind::Line) => draft.line(name, &label, ""),
    };
    if is_needed { draft.needed() } else { draft }
}

fn asked_in_rows<'a>(draft: Draft<'a>, name: &str, rows: usize) -> Draft<'a> {
    let draft = draft.part(&format!("entry-{name}"));
    match name {
        "publicity" => draft
            .day("publicity.from", "entry-publicity-from", None)
            .day("publicity.to", "entry-publicity-to", None)
            .number("publicity.open", "entry-publicity-open", "")
            .line("publicity.none", "entry-publicity-none", ""),
        "checklist" => {
            let labels = CheckPoint::ALL.map(|p| p.title().to_owned());
            let asked = CheckPoint::ALL.into_iter().fold(draft, |draft, point| {
                let (point, _) = word(point);
                draft
                    .tick(&format!("checklist.{point}"), "entry-checklist-met", false)
                    .line(
                        &format!("checklist.{point}.says"),
                        "entry-checklist-says",
                        "",
                    )
            });
            asked.grid(2, labels.into(), false)
        }
        "waivers" => {
            let labels = StepKind::ALL.map(|s| s.title().to_owned());
            let asked = StepKind::ALL.into_iter().fold(draft, |draft, step| {
                let (step, _) = word(step);
                draft.line(&format!("waivers.{step}"), "entry-waiver-reason", "")
            });
            asked.grid(1, labels.into(), false)
        }
        _ => {
            let labels = (1..=rows).map(|n| n.to_string()).collect();
            let asked = (1..=rows).fold(draft, |draft, n| {
                draft
                    .number(&format!("items.{n}.seq"), "entry-items-seq", "")
                    .line(&format!("items.{n}.proof"), "entry-items-proof", "")
            });
            asked.grid(2, labels, true)
        }
    }
}

/// The particulars of an act as the workflow reads them, from a form that was sent.
pub(super) fn particulars(ask: &Ask, act: &str) -> Understood<Vec<(String, String)>> {
    let given = Given::of(ask);
    let mut said = Vec::new();
    for (name, is_needed) in particulars_of(act) {
        if IN_ROWS.contains(&name) {
            in_rows(ask, name, &mut said)?;
            continue;
        }
        let label = format!("entry-{name}");
        let value = match (words_of(name), kind_of(name)) {
            (None, Kind::Tick) => given.is(name).then(|| "是".to_owned()),
            (None, Kind::People) => Some(given.all(name).join("、")),
            (None, Kind::Day) if is_needed => Some(given.day(name, &label)?.to_string()),
            (None, Kind::Day) => given.some_day(name)?.map(|d| d.to_string()),
            (None, Kind::Text) => Some(given.lines(name)),
            (words, _) => match given.some(name) {
                Some(value) => Some(value),
                // What the conditions judge is left to them; a closed word or number must be there to be read at all.
                None if is_needed && (words.is_some() || name == "cycle_months") => {
                    return Err(given.missing(&label));
                }
                None => is_needed.then(String::new),
            },
        };
        said.extend(value.map(|value| (name.to_owned(), value)));
    }
    Ok(said)
}

fn in_rows(ask: &Ask, name: &str, said: &mut Vec<(String, String)>) -> Understood<()> {
    let given = Given::of(ask);
    match name {
        "publicity" => {
            let days = (
                given.some_day("publicity.from")?,
                given.some_day("publicity.to")?,
            );
            let value = match days {
                (Some(from), Some(to)) => {
                    let open = given.number("publicity.open")?;
                    format!("{from}..{to} 未处理异议{open}")
                }
                _ => format!("无：{}", given.text("publicity.none")),
            };
            said.push((name.to_owned(), value));
        }
        "checklist" => {
            for point in CheckPoint::ALL {
                let key = format!("checklist.{}", word(point).0);
                let says = given.text(&format!("{key}.says"));
                let value = match given.is(&key) {
                    true => says,
                    false => format!("{NOT_APPLYING}{says}"),
                };
                said.push((key, value));
            }
        }
        "waivers" => {
            for step in StepKind::ALL {
                let key = format!("waivers.{}", word(step).0);
                said.extend(given.some(&key).map(|reason| (key, reason)));
            }
        }
        _ => {
            let rows = Typed::again(ask).rows(ask.form.get("form"), TASKS);
            for n in 1..=rows {
                if let Some(seq) = given.some(&format!("items.{n}.seq")) {
                    let proof = given.text(&format!("items.{n}.proof"));
                    said.push((format!("items.{seq}"), proof));
                }
            }
        }
    }
    Ok(())
}
