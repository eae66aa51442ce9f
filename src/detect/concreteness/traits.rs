//! One sentence as features that carry over to other writers: what it names, counts and dates, and how it is built.
use std::{borrow::Cow, ops::Range};

use super::{
    Slots,
    lexicon::{self, Lexicon, STEPS},
};
use crate::{
    detect::{linear::Named, ruled::Ruled, scan::Hits},
    model::char_slice,
};

/// Value of a trait that holds, beside character sequences of length one as a vector (measured: 0.3 to 0.6 do as well).
const TRAIT: f32 = 0.5;
/// Lengths from which a sentence is longer, in characters.
const LENGTHS: &[(u32, &str)] = &[
    (8, "长8"),
    (12, "长12"),
    (16, "长16"),
    (20, "长20"),
    (26, "长26"),
    (34, "长34"),
    (45, "长45"),
    (60, "长60"),
    (80, "长80"),
    (110, "长110"),
];
/// Numbers of clauses, of four-character clauses, of rare characters and of strong classes that are told apart.
const CLAUSES: &[(usize, &str)] = &[(2, "分句2"), (3, "分句3"), (5, "分句5"), (8, "分句8")];
const FOURS: &[(usize, &str)] = &[(1, "四字1"), (2, "四字2"), (4, "四字4")];
const RARE: &[(usize, &str)] = &[(1, "罕字1"), (2, "罕字2"), (4, "罕字4")];
const STRONG: &[(usize, &str)] = &[(1, "实据1"), (2, "实据2"), (3, "实据3"), (4, "实据4")];
/// Words that only push, per ten characters.
const PUSHING: &[(f32, &str)] = &[
    (0.2, "推进语密1"),
    (0.5, "推进语密2"),
    (0.8, "推进语密3"),
    (1.2, "推进语密4"),
];
/// Classes that by themselves let a reader go and check.
const STRONG_CLASSES: &[&str] = &[
    "数量",
    "大数",
    "比例",
    "汉字数量",
    "月日",
    "制发题名",
    "成事",
    "名次",
    "增减到数",
    "起讫",
    "有名之物",
    "制发文件",
];

/// What was seen in one sentence.
#[derive(Debug)]
pub(super) struct Traits {
    pub(super) named: Vec<Named>,
    /// Words of slogans and pushing per ten characters.
    pub(super) slogans: f32,
}

pub(super) fn flag(name: impl Into<Cow<'static, str>>, value: f32) -> Named {
    Named {
        name: name.into(),
        value,
    }
}

/// Reads the sentence at `within`.
pub(super) fn read(
    lexicon: &'static Lexicon,
    hits: &Hits,
    passage: &Ruled<'_>,
    within: &Range<u32>,
) -> Traits {
    let mut named: Vec<Named> = Vec::new();
    let text = passage.slice(within);
    let marks = lexicon::marks(text);
    let mut present: Vec<(&str, usize)> = Vec::new();
    for class in lexicon.classes.iter().filter(|c| c.counted) {
        if !class.may_match(&marks) {
            continue;
        }
        let found = lexicon.scanner.matches(class.group, hits, passage, within);
        if found.is_empty() {
            continue;
        }
        present.push((&class.name, found.len()));
        for (least, feature) in STEPS.iter().zip(&class.features) {
            if found.len() >= *least {
                named.push(flag(feature.as_str(), TRAIT));
            }
        }
    }
    let len = within.end.saturating_sub(within.start);
    let count = |name: &str| present.iter().find(|p| p.0 == name).map_or(0, |p| p.1);
    let has = |name: &str| count(name) > 0;
    #[expect(clippy::cast_precision_loss, reason = "a sentence is short")]
    let per_ten = |n: usize| n as f32 * 10.0 / len.max(10) as f32;
    build(lexicon, text, len, &mut named);
    let pushing = per_ten(count("推进语"));
    for (least, name) in PUSHING {
        if pushing >= *least {
            named.push(flag(*name, TRAIT));
        }
    }
    let strong = STRONG_CLASSES.iter().filter(|c| has(c)).count();
    steps(STRONG, strong, &mut named);
    let thing = has("地名") || has("设施") || has("有名之物") || has("引号");
    let pairs = [
        ("成事且有名", has("成事") && thing),
        ("成事在将来", has("成事") && has("将来")),
        ("地名且设施", (has("地名") || has("省名")) && has("设施")),
        ("推进而无实据", has("推进语") && strong == 0),
        ("态度而无实据", has("态度") && strong == 0 && !has("推进语")),
    ];
    named.extend(pairs.into_iter().filter(|p| p.1).map(|p| flag(p.0, TRAIT)));
    Traits {
        named,
        slogans: per_ten(count("推进语") + count("态度")),
    }
}

/// What fills which slot of the sentence at `within`.
pub(super) fn slots(lexicon: &Lexicon, plain: &str, within: &Range<u32>) -> Slots {
    let text = char_slice(plain, within);
    let hits = lexicon.scanner.scan(&text);
    let sentence = Ruled::new(Cow::Owned(text));
    let whole = 0..sentence.len();
    let mut slots = Slots::default();
    for class in &lexicon.classes {
        let Some(slot) = class.slot else { continue };
        let found = lexicon
            .scanner
            .matches(class.group, &hits, &sentence, &whole);
        let shifted = found.into_iter();
        let shifted = shifted.map(|w| w.start + within.start..w.end + within.start);
        slots.add(slot, shifted.collect());
    }
    slots.settle()
}

/// How the sentence is built: length, clauses, runs of four characters, its end, characters of names.
fn build(lexicon: &Lexicon, text: &str, len: u32, named: &mut Vec<Named>) {
    steps(LENGTHS, len, named);
    let clauses: Vec<usize> = text
        .split([',', ';', '。', ':', '、'])
        .map(|c| c.chars().count())
        .filter(|n| *n > 0)
        .collect();
    let fours = clauses.iter().filter(|n| **n == 4).count();
    steps(CLAUSES, clauses.len(), named);
    steps(FOURS, fours, named);
    let rare = text.chars().filter(|c| lexicon.is_rare(*c)).count();
    steps(RARE, rare, named);
    let end = match text.chars().last() {
        Some(':') => "以冒号结束",
        Some(';') => "以分号结束",
        Some('!') => "以叹号结束",
        Some('?') => "以问号结束",
        Some('。') => "以句号结束",
        _ => "不以标点结束",
    };
    named.push(flag(end, TRAIT));
}

/// The features of all steps that a number reaches.
fn steps<N: PartialOrd>(of: &[(N, &'static str)], number: N, named: &mut Vec<Named>) {
    let reached = of.iter().filter(|(least, _)| number >= *least);
    named.extend(reached.map(|(_, name)| flag(*name, TRAIT)));
}
