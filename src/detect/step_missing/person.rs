//! One person who handles a matter and accepts it.
use crate::{
    detect::{found::Found, record::Field},
    model::{Certainty, Explain, Severity},
};

/// A record whose 验收人 and 承办人 are the same name.
pub(super) fn check(fields: &[Field]) -> Option<Found> {
    let acceptor = fields.iter().find(|f| f.is("acceptor") && !f.is_empty())?;
    let handler = fields.iter().find(|f| f.is("handler") && !f.is_empty())?;
    let (a, b) = (name(&acceptor.value)?, name(&handler.value)?);
    if a != b {
        return None;
    }
    let range =
        acceptor.range.start.min(handler.range.start)..acceptor.range.end.max(handler.range.end);
    Some(Found {
        range,
        reason: format!(
            "“{}”与“{}”填的是同一名字，核验没有与承办分开。",
            acceptor.name, handler.name
        ),
        explain: Explain {
            matched: vec![
                (acceptor.name.clone(), vec![acceptor.value.clone()]),
                (handler.name.clone(), vec![handler.value.clone()]),
            ],
            exemptions_not_found: ["另有核验人", "回避"].map(str::to_owned).to_vec(),
            formula: Some(format!("{}＝{}", acceptor.name, handler.name)),
            would_clear: Some("由承办人以外的人核验，并补核验记录。".to_owned()),
            ..Explain::default()
        },
        certainty: Certainty::确定,
        severity: Severity::关注,
        terms: vec![
            (acceptor.range.clone(), "核验人".to_owned()),
            (handler.range.clone(), "承办人".to_owned()),
        ],
    })
}

/// The one name a value holds; nothing when it holds several, or says more than a name.
fn name(value: &str) -> Option<&str> {
    const LONGEST: usize = 6;
    let value = value.trim();
    let is_one = value.chars().count() <= LONGEST
        && !value.contains(['、', '等', '和', '及', ' ', '名', '组']);
    (is_one && value.chars().count() >= 2).then_some(value)
}
