//! Why the second reader spoke, in words that can be checked.
use super::{
    features::Exhibit,
    model::{Answer, SecondReader},
    twins,
};
use crate::{
    detect::{RulePacks, ruled::Ruled, slots::Slot},
    model::Explain,
};

/// How many of the loudest character sequences are shown.
const SHOWN: usize = 6;
/// Sequences of one character say nothing to a reader.
const LEAST_CHARS: usize = 2;

/// The explanation of an answer.
pub(super) fn explain(
    reader: &SecondReader,
    packs: &RulePacks,
    exhibit: &Exhibit,
    answer: &Answer,
) -> Explain {
    let mut explain = Explain::default();
    let words = loudest(reader, exhibit, answer.nth);
    if !words.is_empty() {
        explain
            .matched
            .push(("近似失实写法的字串".to_owned(), words));
    }
    if let Some(twin) = twins::nearest(exhibit, answer.nth) {
        explain.matched.push((
            "最接近的如实写法（虚构例句）".to_owned(),
            vec![twin.to_owned()],
        ));
    }
    if let Some(gate) = answer.gate {
        explain
            .contributions
            .push(("是否属于本指标（对数几率）".to_owned(), hundredths(gate)));
    }
    explain.contributions.push((
        "失实而非如实（对数几率）".to_owned(),
        hundredths(answer.fault),
    ));
    explain.score = Some((hundredths(answer.fault), hundredths(answer.limit)));
    let empty = empty_slots(packs, exhibit.own());
    if !empty.is_empty() {
        explain.would_clear = Some(format!("补上可核对的内容，如：{}。", empty.join("、")));
    }
    explain
}

/// Character sequences of the text itself that spoke for a fault, the loudest first, none inside another.
fn loudest(reader: &SecondReader, exhibit: &Exhibit, nth: u8) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for share in reader.loudest(exhibit, nth) {
        if share.score <= 0.0 || words.len() >= SHOWN {
            break;
        }
        let word = share.feature.rsplit('|').next().unwrap_or_default();
        let known = words
            .iter()
            .any(|w| w.contains(word) || word.contains(w.as_str()));
        let worded = word.chars().count() >= LEAST_CHARS && word.chars().all(char::is_alphabetic);
        if worded && !known && exhibit.own().contains(word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Names of the slots of concreteness that the text leaves empty.
fn empty_slots(packs: &RulePacks, plain: &str) -> Vec<&'static str> {
    let scanner = packs.scanner();
    let hits = scanner.scan(plain);
    let ruled = Ruled::new(plain.into());
    let whole = 0..ruled.len();
    Slot::ALL
        .iter()
        .filter(|s| scanner.matches(s.group(), &hits, &ruled, &whole).is_empty())
        .map(|s| s.name())
        .collect()
}

fn hundredths(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}
