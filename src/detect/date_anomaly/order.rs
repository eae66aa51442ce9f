//! Events of one matter that are dated in an order they cannot have had.
use crate::{
    detect::{
        found::Found,
        timeline::{self, By, Event, Reversal},
        told::{Told, quote},
    },
    model::{Certainty, Explain, Severity},
};

/// Every pair of events in an order they cannot have had.
pub(in crate::detect) fn check(told: &Told<'_>, events: &[Event]) -> Vec<Found> {
    timeline::reversals(told, events, By::Paper)
        .iter()
        .map(|r| finding(told, r))
        .collect()
}

fn finding(told: &Told<'_>, reversal: &Reversal) -> Found {
    let (first, then) = (&reversal.first, &reversal.then);
    let days = timeline::days_between(then.to, first.from);
    let (a, b) = (
        timeline::day_shown(first, first.from),
        timeline::day_shown(then, then.to),
    );
    let formula = format!("{}{a} − {}{b} = {days}日 > 0日", first.name, then.name);
    let range =
        first.range().start.min(then.range().start)..first.range().end.max(then.range().end);
    let mut looked_for: Vec<String> = [
        "补登、补签、补学的说明",
        "推迟、修订、分批的说明",
        "计划日期",
        "两件不同的事",
    ]
    .map(str::to_owned)
    .to_vec();
    if first.year != timeline::Year::Written {
        looked_for.push("跨年（未写年份的，按同一年或前文的年份比较）".to_owned());
    }
    Found {
        reason: format!(
            "“{}”为{a}，“{}”为{b}，前者反而晚{days}天：{}。",
            first.name, then.name, reversal.order.why
        ),
        explain: Explain {
            matched: vec![
                (first.name.clone(), vec![quote(&told.plain, &first.range())]),
                (then.name.clone(), vec![quote(&told.plain, &then.range())]),
            ],
            exemptions_not_found: looked_for,
            formula: Some(formula),
            would_clear: Some("更正其中一个日期，或写明为何如此（补登、修订、分批）。".to_owned()),
            ..Explain::default()
        },
        certainty: Certainty::确定,
        severity: Severity::关注,
        terms: vec![
            (first.range(), format!("{}的日期", first.name)),
            (then.range(), format!("{}的日期", then.name)),
        ],
        range,
    }
}
