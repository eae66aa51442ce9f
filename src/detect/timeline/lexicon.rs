//! The events and their order, read once from `events.toml`.
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

const TEXT: &str = include_str!("events.toml");

/// Whose matter an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::detect) enum By {
    /// What cannot be in fact: sampled after it was reported.
    Paper,
    /// The steps in which a matter is handled.
    Loop,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    glue: String,
    planned: String,
    explained: String,
    cites: String,
    cited_noun: String,
    named: String,
    not_named: String,
    event: Vec<Kind>,
    order: Vec<Order>,
}

/// One kind of event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kind {
    pub(super) id: String,
    pub(super) name: String,
    any: String,
}

/// An order that events must have.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::detect) struct Order {
    pub(super) first: String,
    pub(super) then: Vec<String>,
    pub(super) by: By,
    pub(in crate::detect) why: String,
}

/// The lexicon with its expressions compiled.
pub(super) struct Lexicon {
    /// Only words that may stand between an event and its date.
    pub(super) glue: Regex,
    pub(super) planned: Regex,
    pub(super) explained: Regex,
    pub(super) cites: Regex,
    pub(super) cited_noun: Regex,
    pub(super) named: Regex,
    pub(super) not_named: Regex,
    /// All events in one expression; group `e<n>` is the n-th of `kinds`.
    pub(super) events: Regex,
    pub(super) kinds: Vec<Kind>,
    /// Where the groups of `kinds` stand among the groups of `events`.
    pub(super) groups: Vec<usize>,
    pub(super) orders: Vec<Order>,
}

/// The built-in lexicon; a unit test keeps it readable, an unreadable one would leave the checks silent.
pub(super) static LEXICON: LazyLock<Option<Lexicon>> = LazyLock::new(|| read().ok());

fn read() -> Result<Lexicon, String> {
    let file: File = toml::from_str(TEXT).map_err(|e| e.to_string())?;
    let regex = |source: &str| Regex::new(source).map_err(|e| e.to_string());
    let groups: Vec<String> = file
        .event
        .iter()
        .enumerate()
        .map(|(n, k)| format!("(?P<e{n}>{})", k.any))
        .collect();
    let events = regex(&groups.join("|"))?;
    let is_kind = |name: &str| {
        name.strip_prefix('e')
            .is_some_and(|n| n.parse::<u8>().is_ok())
    };
    let groups = (events.capture_names().enumerate())
        .filter_map(|(at, name)| name.is_some_and(is_kind).then_some(at))
        .collect();
    Ok(Lexicon {
        glue: regex(&format!("^{}*$", file.glue))?,
        planned: regex(&file.planned)?,
        explained: regex(&file.explained)?,
        cites: regex(&file.cites)?,
        cited_noun: regex(&file.cited_noun)?,
        named: regex(&file.named)?,
        not_named: regex(&file.not_named)?,
        events,
        kinds: file.event,
        groups,
        orders: file.order,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_events_are_readable_and_every_order_names_events() {
        let read = read();
        assert!(read.is_ok(), "{:?}", read.err());
        if let Ok(lexicon) = read {
            let known = |id: &String| id == "cited" || lexicon.kinds.iter().any(|k| k.id == *id);
            for order in &lexicon.orders {
                assert!(
                    known(&order.first) && order.then.iter().all(known),
                    "{order:?}"
                );
            }
        }
    }
}
