//! 销号 ≥ 通过回头看 in the text of a report: what passed the look-back was closed before.
use std::ops::Range;

use super::{ID, ask, looked_for};
use crate::{
    model::{
        Certainty, Document, Evidence, Hedge, Mismatch, NumValue, Passage, PassageKind, Severity,
    },
    reconcile::Desk,
};

/// Words right before the number of matters closed.
const CLOSED: &[&str] = &["已销号", "完成销号", "累计销号", "予以销号", "销号"];
/// Words right before the number of those that passed the look-back; marks of quotation are passed over.
const PASSED: &[&str] = &[
    "通过回头看",
    "回头看通过",
    "回头看合格",
    "经回头看确认",
    "回头看复核通过",
];
/// Words that give the number after them a span of its own.
const SPANS: &[&str] = &[
    "本季",
    "本月",
    "本期",
    "上季",
    "上月",
    "上半年",
    "下半年",
    "今年",
    "去年",
    "上年",
    "当年",
    "另有",
];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    desk.documents
        .iter()
        .filter(|d| {
            desk.reports
                .iter()
                .any(|r| r.file == d.file && r.sha256 == d.sha256)
        })
        .flat_map(|d| in_document(d))
        .collect()
}

fn in_document(document: &Document) -> Vec<Mismatch> {
    let mut found = Vec::new();
    for (at, passage) in (0..).zip(&document.passages) {
        if !matches!(passage.kind, PassageKind::Paragraph | PassageKind::ListItem)
            || !passage.plain.contains("回头看")
            || !passage.plain.contains("销号")
        {
            continue;
        }
        let chars: Vec<char> = passage.plain.chars().collect();
        for sentence in &passage.sentences {
            found.extend(in_sentence(document, (at, passage), &chars, sentence));
        }
    }
    found
}

fn in_sentence(
    document: &Document,
    (at, passage): (u32, &Passage),
    chars: &[char],
    sentence: &Range<u32>,
) -> Option<Mismatch> {
    let closed = number_after(passage, chars, sentence, CLOSED)?;
    let passed = number_after(passage, chars, sentence, PASSED)?;
    let between = text(
        chars,
        closed.end.min(passed.end),
        closed.start.max(passed.start),
    );
    let is_comparable = closed.unit == passed.unit
        && closed.hedge == Hedge::None
        && passed.hedge == Hedge::None
        && !SPANS.iter().any(|w| between.contains(w));
    if !is_comparable || passed.value <= closed.value {
        return None;
    }
    let (more, fewer) = (passed.value.normalize(), closed.value.normalize());
    Some(Mismatch {
        check: ID.to_owned(),
        indicator: None,
        severity: Severity::重点,
        certainty: Certainty::确定,
        no: None,
        matter: document.title.clone().unwrap_or_default(),
        item: "销号数与通过回头看数".to_owned(),
        source: document.source_ref(at, passed.start..passed.end)?,
        evidence: vec![Evidence {
            source: document.source_ref(at, closed.start..closed.end)?,
            note: "同句所写销号数".to_owned(),
        }],
        formula: format!("通过回头看{more} > 已销号{fewer}"),
        reason: format!("回头看以销号为前提，通过回头看{more}不应多于已销号{fewer}。"),
        ask: ask(),
        looked_for: looked_for(),
        would_clear: "更正其中一数，或写明两数的时段、范围不同".to_owned(),
    })
}

/// The only number of the sentence right before which one of the words stands.
fn number_after<'a>(
    passage: &'a Passage,
    chars: &[char],
    sentence: &Range<u32>,
    words: &[&str],
) -> Option<&'a NumValue> {
    let mut after = passage.numbers.iter().filter(|n| {
        sentence.start <= n.start && n.end <= sentence.end && {
            let before: String = text(chars, sentence.start, n.start)
                .chars()
                .filter(|c| !matches!(c, '"' | '“' | '”' | '\'' | '「' | '」' | ' '))
                .collect();
            words.iter().any(|w| before.ends_with(w))
        }
    });
    let one = after.next()?;
    after.next().is_none().then_some(one)
}

fn text(chars: &[char], from: u32, to: u32) -> String {
    chars
        .get(from as usize..to as usize)
        .unwrap_or_default()
        .iter()
        .collect()
}
