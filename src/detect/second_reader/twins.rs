//! Honest texts of our own voices, to show what the like of a flagged text looks like when it is honest.
use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::features::{Exhibit, gate_settings, number_of};
use crate::detect::{linear::Bag, pairing::Pairing};

const VOICES: &[&str] = &[
    include_str!("../../../corpora/voices/a.jsonl"),
    include_str!("../../../corpora/voices/b.jsonl"),
    include_str!("../../../corpora/voices/c.jsonl"),
    include_str!("../../../corpora/voices/d.jsonl"),
];

#[derive(Deserialize)]
struct Line {
    indicator: String,
    label: u8,
    text: String,
}

struct Twin {
    bag: Bag,
    text: String,
}

static TWINS: LazyLock<BTreeMap<u8, Vec<Twin>>> = LazyLock::new(|| {
    let mut all: BTreeMap<u8, Vec<Twin>> = BTreeMap::new();
    let settings = gate_settings();
    let lines = VOICES.iter().flat_map(|text| text.lines());
    for line in lines.filter_map(|l| serde_json::from_str::<Line>(l).ok()) {
        if let (0, Some(nth)) = (line.label, number_of(&line.indicator)) {
            all.entry(nth).or_default().push(Twin {
                bag: Exhibit::of(&Pairing::read(&line.text)).gate_bag(&settings),
                text: line.text,
            });
        }
    }
    all
});

/// The honest text about the same phenomenon that shares most with this one.
pub(super) fn nearest(exhibit: &Exhibit, nth: u8) -> Option<&'static str> {
    let bag = exhibit.gate_bag(&gate_settings());
    let twins = TWINS.get(&nth)?.iter();
    twins
        .map(|twin| (likeness(&bag, &twin.bag), twin))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, twin)| twin.text.as_str())
}

/// Sum of products; both vectors have length one for each of their texts.
fn likeness(a: &Bag, b: &Bag) -> f32 {
    let mut others = b.items().iter().peekable();
    let mut sum = 0.0;
    for (key, value) in a.items() {
        while others.next_if(|(k, _)| k < key).is_some() {}
        if let Some((k, other)) = others.peek()
            && k == key
        {
            sum += value * other;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_twin_of_an_honest_text_is_itself() {
        let text = "镇里垫了三万先把病猪坑清了，责任谁的慢慢算，县里六月来认。";
        let known = TWINS.values().flatten().map(|t| t.text.as_str());
        let first = known.clone().next().unwrap_or(text);
        let (nth, _) = TWINS
            .iter()
            .next()
            .map(|(n, t)| (*n, t.len()))
            .unwrap_or((0, 0));
        assert_eq!(
            nearest(&Exhibit::of(&Pairing::read(first)), nth),
            Some(first)
        );
        assert_eq!(TWINS.len(), 24);
    }
}
