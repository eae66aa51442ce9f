//! Steps of handling dated in the wrong order.
use crate::{
    detect::{
        found::Found,
        timeline::{self, By, Event},
        told::{Told, quote},
    },
    model::{Certainty, Explain, Severity},
};

/// Every pair of steps in the wrong order.
pub(super) fn check(told: &Told<'_>, events: &[Event]) -> Vec<Found> {
    timeline::reversals(told, events, By::Loop)
        .into_iter()
        .map(|r| {
            let (first, then) = (&r.first, &r.then);
            let (a, b) = (
                timeline::day_shown(first, first.from),
                timeline::day_shown(then, then.to),
            );
            let days = timeline::days_between(then.to, first.from);
            let range = first.range().start.min(then.range().start)
                ..first.range().end.max(then.range().end);
            Found {
                range,
                reason: format!(
                    "“{}”{a}，“{}”{b}，步骤倒序{days}天：{}。",
                    first.name, then.name, r.order.why
                ),
                explain: Explain {
                    matched: vec![
                        (first.name.clone(), vec![quote(&told.plain, &first.range())]),
                        (then.name.clone(), vec![quote(&told.plain, &then.range())]),
                    ],
                    exemptions_not_found: ["同日合并办理", "计划日期", "补办并注明", "重新整改"]
                        .map(str::to_owned)
                        .to_vec(),
                    formula: Some(format!(
                        "{}{a} − {}{b} = {days}日 > 0日",
                        first.name, then.name
                    )),
                    would_clear: Some("更正日期，或写明为何先办后一步。".to_owned()),
                    ..Explain::default()
                },
                certainty: Certainty::确定,
                severity: Severity::关注,
                terms: vec![
                    (first.range(), format!("{}的日期", first.name)),
                    (then.range(), format!("{}的日期", then.name)),
                ],
            }
        })
        .collect()
}
