//! The one addition that would make a sentence checkable.
use std::ops::Range;

use super::{Judged, Label, Slot, Slots, slots};

/// Slots in the order in which an addition helps most, once an act is named: the questions of `unanchored-measure`.
const BEST_FIRST: &[Slot] = &[
    Slot::Act,
    Slot::Quantity,
    Slot::Time,
    Slot::Object,
    Slot::Who,
    Slot::Place,
    Slot::Material,
];

impl Judged {
    /// What to add, in words; nothing for sentences that can be checked or claim nothing.
    #[must_use]
    pub fn addition(&self, slots: &Slots) -> Option<&'static str> {
        if matches!(self.label, Label::Concrete | Label::None) {
            return None;
        }
        let empty: Vec<Slot> = slots.empty().collect();
        BEST_FIRST
            .iter()
            .find(|s| empty.contains(s))
            .map(|s| s.addition())
    }
}

/// What the first empty sentence of a stretch leaves open, and the addition that would settle it, as a person reads it.
#[must_use]
pub fn advice(plain: &str, judged: &[Judged], unit: &Range<u32>) -> Option<String> {
    let sentence = judged
        .iter()
        .filter(|j| j.range.start < unit.end && unit.start < j.range.end)
        .find(|j| matches!(j.label, Label::Vague | Label::Hollow))?;
    let slots = slots(plain, &sentence.range);
    let addition = sentence.addition(&slots)?;
    let empty: Vec<&str> = slots.empty().map(Slot::name).collect();
    let kind = if sentence.label == Label::Vague {
        "含糊"
    } else {
        "空泛"
    };
    Some(format!(
        "(逐句看:读作{kind},缺{};补一项即可核对:{addition}。)",
        empty.join("、")
    ))
}
