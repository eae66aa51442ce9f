//! Days of one event in ledger and report, and the days for which both speak.
use super::{Clash, lexicon::Lexicon};
use crate::{
    detect::{
        timeline::{self, Event},
        told::Told,
    },
    model::Certainty,
};

/// Events whose day must be the same in both: of others there may be several.
const ONCE: &[&[&str]] = &[
    &["done", "finish"],
    &["convey"],
    &["accept"],
    &["close"],
    &["start"],
    &["receive"],
    &["contract"],
    &["sample"],
    &["commission"],
];

/// Whether the texts speak for different days: 18处（截至5月） and 截至6月21处.
pub(super) fn have_two_days(ledger: &Told<'_>, report: &Told<'_>, words: &Lexicon) -> bool {
    let as_of = |t: &Told<'_>| {
        let marks = t.find(&words.as_of, &(0..t.len()));
        let date = t
            .dates
            .iter()
            .find(|d| marks.iter().any(|m| m.start <= d.end && d.start <= m.end));
        date.map(|d| {
            (
                d.value
                    .raw
                    .trim_matches(['截', '至', '止', '前', '底', '末'])
                    .to_owned(),
                d.value.to,
            )
        })
    };
    match (as_of(ledger), as_of(report)) {
        (Some((a, x)), Some((b, y))) => a != b && x.is_none_or(|x| y != Some(x)),
        // The ledger speaks for a day, the report tells of a later one.
        (Some((_, Some(x))), None) => report
            .dates
            .iter()
            .any(|d| d.value.to.or(d.value.from).is_some_and(|day| day > x)),
        _ => false,
    }
}

/// One event with two days.
pub(super) fn of_event(ledger: &Told<'_>, report: &Told<'_>) -> Option<Clash> {
    let (kept, said) = (timeline::events(ledger), timeline::events(report));
    ONCE.iter().find_map(|kinds| {
        let only = |events: &[Event]| -> Option<Event> {
            let mut of_kind = events.iter().filter(|e| kinds.contains(&e.kind.as_str()));
            let first = of_kind.next()?;
            of_kind.all(|e| e.at == first.at).then(|| first.clone())
        };
        let (a, b) = (only(&kept)?, only(&said)?);
        let apart = timeline::are_comparable(&a, &b) && (a.to < b.from || b.to < a.from);
        apart.then(|| Clash {
            facet: format!("{}日期", a.name),
            kept: timeline::day_shown(&a, a.from),
            kept_at: a.range(),
            said: timeline::day_shown(&b, b.from),
            said_at: b.range(),
            certainty: Certainty::确定,
        })
    })
}
