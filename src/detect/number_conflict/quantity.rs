//! A sentence as the arithmetic checks see it: numbers, each with the words before and after it.
use std::ops::Range;

use rust_decimal::Decimal;

use super::lexicon::WORDS;
use crate::model::{Hedge, NumValue, Passage, fold};

/// One number of a stretch of text.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    /// Value in `unit`.
    pub(super) value: Decimal,
    /// Decimal places that are meant; negative when scaling words were used.
    pub(super) scale: i32,
    pub(super) unit: String,
    pub(super) hedge: Hedge,
    /// Power of ten of the scaling word it was written with: 4 for 万, 8 for 亿, else 0.
    pub(super) word: u32,
    /// Characters of the passage.
    pub(super) range: Range<u32>,
    /// Words before the number, back to the last punctuation mark or number.
    pub(super) label: String,
    /// Words after the number, up to the next punctuation mark or number.
    pub(super) noun: String,
    /// Everything between the number before and this one.
    pub(super) gap: String,
    /// How many parentheses are open at the number.
    pub(super) depth: u32,
}

impl Quantity {
    pub(super) fn is_percent(&self) -> bool {
        self.unit == "%"
    }
    pub(super) fn is_points(&self) -> bool {
        self.unit.ends_with("百分点")
    }
    pub(super) fn is_exact(&self) -> bool {
        self.hedge == Hedge::None
    }
    /// Label and noun together: all words that say what is counted.
    pub(super) fn words(&self) -> String {
        format!("{}|{}", self.label, self.noun)
    }
    /// The smallest step the number can express.
    pub(super) fn step(&self) -> Decimal {
        power_of_ten(-self.scale)
    }
    /// Whether it counts whole things, so that sums must meet exactly.
    pub(super) fn is_count(&self) -> bool {
        self.value.fract().is_zero()
            && self.scale <= 0
            && self.step() == Decimal::ONE
            && (self.unit.is_empty() || WORDS.count_unit.contains(&self.unit))
    }
    /// As shown in a formula by itself.
    pub(super) fn shown(&self) -> String {
        show(self.value)
    }
}

/// 10 to the power `exponent`, within what a decimal can hold.
pub(super) fn power_of_ten(exponent: i32) -> Decimal {
    if exponent <= 0 {
        Decimal::new(1, exponent.unsigned_abs().min(28))
    } else {
        Decimal::from(10_u64.pow(exponent.unsigned_abs().min(18)))
    }
}

/// A decimal without trailing zeros.
pub(super) fn show(value: Decimal) -> String {
    value.normalize().to_string()
}

/// How the numbers of one formula are written: in 万 or 亿 when all were written so, else in full.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writing {
    power: u32,
}

impl Writing {
    pub(super) fn of<'q>(quantities: impl IntoIterator<Item = &'q Quantity>) -> Self {
        // The smallest scaling word that all of them can be written with.
        let power = quantities.into_iter().map(|q| q.word).min().unwrap_or(0);
        Self { power }
    }
    /// The value without its scaling word.
    pub(super) fn show(self, value: Decimal) -> String {
        let divisor = power_of_ten(i32::try_from(self.power).unwrap_or(0));
        show(value.checked_div(divisor).unwrap_or(value))
    }
    /// The scaling word.
    pub(super) fn word(self) -> &'static str {
        match self.power {
            4 => "万",
            8 => "亿",
            _ => "",
        }
    }
}

/// A piece of text ended by a full stop, with its numbers.
#[derive(Debug)]
pub(super) struct Stretch {
    /// The passage in the document.
    pub(super) passage: u32,
    /// The cell of a row it stands in, counted from 0; 0 in a paragraph.
    pub(super) cell: usize,
    /// Match form of the stretch.
    pub(super) text: String,
    /// Characters of the passage.
    pub(super) range: Range<u32>,
    pub(super) quantities: Vec<Quantity>,
}

const BREAKS: &[char] = &['。', '!', '?', '\n', '\r'];
const MARKS: &[char] = &[
    ',', '、', ';', ':', '(', ')', ' ', '“', '”', '《', '》', '[', ']', '【', '】', '|', '\t', '—',
];

/// The stretches of a passage; cells of a row are cut from each other.
pub(super) fn stretches(index: u32, passage: &Passage) -> Vec<Stretch> {
    let plain: Vec<char> = if passage.plain.is_empty() {
        fold(&passage.text).chars().collect()
    } else {
        passage.plain.chars().collect()
    };
    let mut cut = Vec::new();
    let whole: Vec<Range<usize>> = if passage.cells.is_empty() {
        std::iter::once(0..plain.len()).collect()
    } else {
        passage
            .cells
            .iter()
            .map(|c| c.start as usize..(c.end as usize).min(plain.len()))
            .collect()
    };
    for (cell, part) in whole.into_iter().enumerate() {
        let mut from = part.start;
        for at in part.clone() {
            if BREAKS.contains(&plain[at]) {
                cut.push((cell, from..at));
                from = at + 1;
            }
        }
        cut.push((cell, from..part.end));
    }
    cut.into_iter()
        .filter(|(_, r)| r.start < r.end)
        .map(|(cell, r)| {
            let chars = &plain[r.clone()];
            let quantities = quantities(chars, at(r.start), passage);
            Stretch {
                passage: index,
                cell,
                text: chars.iter().collect(),
                range: at(r.start)..at(r.end),
                quantities,
            }
        })
        .collect()
}

fn at(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn quantities(chars: &[char], base: u32, passage: &Passage) -> Vec<Quantity> {
    let end = base + at(chars.len());
    let inside: Vec<&NumValue> = passage
        .numbers
        .iter()
        .filter(|n| base <= n.start && n.end <= end && n.start < n.end)
        .filter(|n| {
            !passage
                .dates
                .iter()
                .any(|d| d.start < n.end && n.start < d.end)
        })
        .collect();
    let cut = |from: u32, to: u32| -> &[char] {
        let (from, to) = ((from - base) as usize, (to - base) as usize);
        chars.get(from..to.max(from)).unwrap_or_default()
    };
    let mut out = Vec::with_capacity(inside.len());
    for (k, n) in inside.iter().enumerate() {
        let before = if k == 0 { base } else { inside[k - 1].end };
        let after = inside.get(k + 1).map_or(end, |next| next.start);
        let gap = cut(before.min(n.start), n.start);
        let tail = cut(n.end, after.max(n.end));
        let label = last_piece(gap, k > 0);
        let noun: String = tail.iter().take_while(|c| !MARKS.contains(c)).collect();
        // Words between two numbers without a mark belong to the second.
        let noun = if tail.iter().any(|c| MARKS.contains(c)) || k + 1 == inside.len() {
            noun
        } else {
            String::new()
        };
        let open = cut(base, n.start).iter().fold(0_u32, |depth, c| match c {
            '(' => depth + 1,
            ')' => depth.saturating_sub(1),
            _ => depth,
        });
        let (value, unit, scale) = unscaled(n);
        out.push(Quantity {
            value,
            scale,
            unit,
            hedge: n.hedge,
            word: if n.raw.contains("万亿") {
                0
            } else if n.raw.contains('亿') {
                8
            } else if n.raw.contains('万') {
                4
            } else {
                0
            },
            range: n.start..n.end,
            label,
            noun,
            gap: gap.iter().collect(),
            depth: open,
        });
    }
    out
}

/// The words after the last mark of a gap.
fn last_piece(gap: &[char], after_number: bool) -> String {
    let trimmed = gap
        .iter()
        .rposition(|c| !matches!(c, ' ' | '“' | ':' | '('))
        .map_or(&gap[..0], |last| &gap[..=last]);
    match trimmed.iter().rposition(|c| MARKS.contains(c)) {
        Some(mark) => trimmed[mark + 1..].iter().collect(),
        None if after_number && trimmed.len() < gap.len() => String::new(),
        None => trimmed.iter().collect(),
    }
}

/// Units that carry their own scale are taken apart, so that 1.2亿元 and 8640万元 compare.
fn unscaled(n: &NumValue) -> (Decimal, String, i32) {
    let (factor, power, rest) = match n.unit.chars().next() {
        Some('万') => (Decimal::from(10_000), 4, n.unit.trim_start_matches('万')),
        Some('亿') => (
            Decimal::from(100_000_000),
            8,
            n.unit.trim_start_matches('亿'),
        ),
        _ => return (n.value, n.unit.clone(), n.scale),
    };
    match n.value.checked_mul(factor) {
        Some(value) => (value, rest.to_owned(), n.scale - power),
        None => (n.value, n.unit.clone(), n.scale),
    }
}
