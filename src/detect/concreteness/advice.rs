//! The one addition that would make a sentence checkable.
use super::{Judged, Label, Slot, Slots};

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
