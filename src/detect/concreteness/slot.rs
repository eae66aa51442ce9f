//! What a sentence can give a reader to check: seven questions and their answers.
use std::ops::Range;

use serde::{Serialize, Serializer};

/// A question a third person would ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Who does it or answers for it.
    Who,
    /// A physical or legal act, done or to be done.
    Act,
    /// A named project, facility or thing.
    Object,
    /// A named place.
    Place,
    /// A number with a unit.
    Quantity,
    /// A date or a deadline.
    Time,
    /// A paper, sample or record that could be asked for.
    Material,
}

impl Slot {
    /// All slots, in the order they are asked.
    pub const ALL: &[Self] = &[
        Self::Who,
        Self::Act,
        Self::Object,
        Self::Place,
        Self::Quantity,
        Self::Time,
        Self::Material,
    ];
    /// The name people see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Who => "谁",
            Self::Act => "动作",
            Self::Object => "对象",
            Self::Place => "地点",
            Self::Quantity => "数量",
            Self::Time => "时间",
            Self::Material => "材料",
        }
    }
    /// The slot that a name of the lexicon means.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.name() == name)
    }
    /// What one would have to write to fill it.
    pub(super) fn addition(self) -> &'static str {
        match self {
            Self::Who => "由哪个单位或谁负责",
            Self::Act => "做了(或要做)哪一个看得见的动作",
            Self::Object => "哪一个项目、设施或文件",
            Self::Place => "在哪里",
            Self::Quantity => "做了多少、共有多少(数字和单位)",
            Self::Time => "何日做完或何日前做完",
            Self::Material => "有什么材料或监测数据可以查",
        }
    }
}

impl Serialize for Slot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Which words fill which slot; slots without words are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slots(pub(super) Vec<(Slot, Vec<Range<u32>>)>);

impl Slots {
    /// The slots found, in their order, with the characters that fill them.
    pub fn found(&self) -> impl Iterator<Item = (Slot, &[Range<u32>])> {
        self.0.iter().map(|(slot, words)| (*slot, words.as_slice()))
    }
    /// The slots nothing fills.
    pub fn empty(&self) -> impl Iterator<Item = Slot> {
        let filled = |slot: &Slot| self.0.iter().any(|(s, _)| s == slot);
        Slot::ALL.iter().copied().filter(move |s| !filled(s))
    }
    /// Adds words; those inside a longer one of the same slot are dropped by [`Slots::settle`].
    pub(super) fn add(&mut self, slot: Slot, words: Vec<Range<u32>>) {
        if words.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|(s, _)| *s == slot) {
            Some((_, all)) => all.extend(words),
            None => self.0.push((slot, words)),
        }
    }
    pub(super) fn settle(mut self) -> Self {
        self.0.sort_unstable_by_key(|(slot, _)| *slot);
        for (_, words) in &mut self.0 {
            words.sort_unstable_by_key(|w| (w.start, std::cmp::Reverse(w.end)));
            let mut upto = 0;
            words.retain(|w| {
                let outside = w.end > upto;
                upto = upto.max(w.end);
                outside
            });
        }
        self
    }
}
