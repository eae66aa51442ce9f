//! Where a sentence stands in its paragraph, and what its neighbors are.
use super::{Label, traits::flag};
use crate::detect::linear::Named;

/// Up to these lengths, in characters, the first sentence of a paragraph may be its heading.
const HEADING_LENGTHS: &[u32] = &[10, 14, 18, 24, 34];
/// How many first sentences are told apart.
const FIRST: usize = 3;

/// A sentence among those of its paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing<'a> {
    /// Its number, and how many there are.
    pub(super) at: usize,
    pub(super) of: usize,
    pub(super) text: &'a str,
    pub(super) len: u32,
    /// Length of the next sentence; 0 at the end.
    pub(super) next: u32,
}

impl Standing<'_> {
    /// Whether there is nothing around it to read it by: the model of lone sentences judges it.
    pub(super) fn is_alone(&self) -> bool {
        self.of == 1
    }
    /// Features of the place.
    pub(super) fn features(&self) -> Vec<Named> {
        let mut named = vec![flag(format!("位{}", self.at.min(FIRST)), 1.0)];
        let mut add = |name: String| named.push(flag(name, 1.0));
        if self.of == 1 {
            add("独句".to_owned());
        } else if self.at + 1 == self.of {
            add("末句".to_owned());
        }
        let ordered = self.text.starts_with([
            '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '(', '第', '—',
        ]) || self.text.starts_with(|c: char| c.is_ascii_digit());
        for most in HEADING_LENGTHS.iter().filter(|n| self.len <= **n) {
            add(format!("短{most}"));
            if self.at == 0 && self.of > 1 {
                add(format!("首短{most}"));
            }
        }
        if self.at == 0 && self.of > 1 {
            if self.next > 2 * self.len {
                add("首且次句长".to_owned());
            }
            if !self.text.contains([',', '、']) {
                add("首且一分句".to_owned());
            }
            if ordered {
                add("首且有序号".to_owned());
            }
        }
        if self.text.ends_with(';') {
            add("列中".to_owned());
        }
        named
    }
}

/// Features of what the model of lone sentences says of this sentence and its neighbors: log odds of its own, shares of theirs.
pub(super) fn stacked(own: &[f32], before: Option<&[f32]>, after: Option<&[f32]>) -> Vec<Named> {
    let mut named = Vec::new();
    for (label, score) in Label::ALL.iter().zip(own) {
        named.push(flag(format!("自{}", label.name()), *score));
    }
    for (side, scores) in [("前", before), ("后", after)] {
        for (label, share) in Label::ALL
            .iter()
            .zip(scores.map(shares).unwrap_or_default())
        {
            named.push(flag(format!("{side}{}", label.name()), share));
        }
    }
    named
}

/// Log odds as shares of one.
fn shares(scores: &[f32]) -> Vec<f32> {
    let powers: Vec<f32> = scores.iter().map(|s| s.exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|p| p / sum).collect()
}
