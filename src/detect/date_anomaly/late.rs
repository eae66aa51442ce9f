//! Instructions passed on weeks after they came in, with no reason given.
use crate::{
    detect::{
        found::Found,
        timeline::{self, Event},
        told::{Told, quote},
    },
    model::{Certainty, Explain, Severity},
};

/// Days after which a term of five working days is over whatever holidays fall into it: five days, two weekends, and the
/// longest holidays of eight days.
const LATE: i64 = 17;
/// Days after which “第一时间” is not true: five working days and a weekend.
const NOT_AT_ONCE: i64 = 7;
/// Words that claim that it was done at once.
const AT_ONCE: &[&str] = &[
    "第一时间",
    "立即",
    "当天",
    "当日",
    "即刻",
    "迅速",
    "闻令",
    "随即",
    "马上",
    "及时",
    "不过夜",
];

/// Every receipt that was passed on too late.
pub(in crate::detect) fn check(told: &Told<'_>, events: &[Event]) -> Vec<Found> {
    let mut out = Vec::new();
    for came in events
        .iter()
        .filter(|e| ["receive", "issue", "feedback", "instruct"].contains(&e.kind.as_str()))
    {
        let passed_on = events
            .iter()
            .filter(|e| e.kind == "convey" && timeline::are_comparable(e, came))
            .filter(|e| e.at.start > came.at.start && e.sentence.abs_diff(came.sentence) <= 1)
            .min_by_key(|e| e.from);
        let Some(passed_on) = passed_on else { continue };
        let days = timeline::days_between(came.to, passed_on.from);
        let claims = AT_ONCE.iter().any(|w| told.plain.contains(w));
        let limit = if claims { NOT_AT_ONCE } else { LATE };
        if days < limit || timeline::explains(told, passed_on.sentence) {
            continue;
        }
        let (a, b) = (
            timeline::day_shown(came, came.to),
            timeline::day_shown(passed_on, passed_on.from),
        );
        out.push(Found {
            range: came.range().start..passed_on.range().end,
            reason: format!(
                "{a}{}，{b}才{}，隔{days}天，文中没有说明原因。",
                came.name, passed_on.name
            ),
            explain: Explain {
                matched: vec![
                    (came.name.clone(), vec![quote(&told.plain, &came.range())]),
                    (
                        passed_on.name.clone(),
                        vec![quote(&told.plain, &passed_on.range())],
                    ),
                ],
                exemptions_not_found: ["写明的原因", "补学补登", "分批传达"]
                    .map(str::to_owned)
                    .to_vec(),
                formula: Some(format!("{b} − {a} = {days}日 ≥ {limit}日")),
                would_clear: Some("写明推迟的原因，或补上先前已经传达的记录。".to_owned()),
                ..Explain::default()
            },
            certainty: Certainty::确定,
            severity: Severity::提示,
            terms: vec![
                (came.range(), format!("{}的日期", came.name)),
                (passed_on.range(), format!("{}的日期", passed_on.name)),
            ],
        });
    }
    out
}
