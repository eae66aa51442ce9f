//! Counts of a measure against those its own row demands: 整治 12 处 demanded, 9 处 set.
use std::ops::Range;

use rust_decimal::Decimal;

use super::{
    compare::{self, Way},
    finding::Finding,
    lexicon::{WORDS, found},
    metric::{is_aside, strip},
    papers::Demands,
    sentence::Sentence,
};
use crate::model::Certainty;

/// Longest name of what is counted that is read after its number, in characters.
const LONGEST_NOUN: usize = 16;
/// Shortest name by which two counts are told to be of one thing, in characters.
const LEAST_NOUN: usize = 2;

/// A count that is demanded.
struct Count {
    value: Decimal,
    unit: String,
    /// What is counted: the words that follow the number.
    noun: String,
    range: Range<usize>,
}

/// The counts of a sentence.
fn counts(sentence: &Sentence<'_>) -> Vec<Count> {
    sentence
        .numbers
        .iter()
        .filter(|n| !n.unit.is_empty() && !n.unit.contains('%') && !n.unit.contains("百分点"))
        .filter_map(|n| {
            let (start, end) = (n.start as usize, n.end as usize);
            let noun: String = sentence
                .plain
                .get(end..)?
                .iter()
                .take(LONGEST_NOUN)
                .take_while(|c| !matches!(c, ',' | ';' | '。' | '、' | '(' | ':'))
                .collect();
            let noun = strip(&noun, &WORDS.neutral);
            (noun.chars().count() >= LEAST_NOUN && !is_aside(sentence, &(start..end))).then_some(
                Count {
                    value: n.value,
                    unit: n.unit.clone(),
                    noun,
                    range: start..end,
                },
            )
        })
        .collect()
}

/// Counts that are set lower than demanded, when nothing says that the rest follows.
pub(super) fn fewer(
    above: &Demands<'_>,
    lower: &Demands<'_>,
    name: &str,
    beside: &str,
) -> Vec<Finding> {
    let mut all = Vec::new();
    for us in &above.sentences {
        for u in counts(us) {
            let set: Vec<(&Sentence<'_>, Count)> = lower
                .sentences
                .iter()
                .flat_map(|s| counts(s).into_iter().map(move |c| (s, c)))
                .filter(|(_, c)| {
                    c.unit == u.unit && (c.noun.contains(&u.noun) || u.noun.contains(&c.noun))
                })
                .collect();
            let sum: Decimal = set.iter().map(|(_, c)| c.value).sum();
            let [(ls, l)] = set.as_slice() else { continue };
            // The whole cell is asked for the rest: 其余, 分批 may stand in the next sentence.
            let later = found(&WORDS.reason.stage, &ls.around).is_some();
            if sum >= u.value || later || compare::reason(Way::Down, us, ls, beside).is_some() {
                continue;
            }
            let (Some(upper), Some(source)) = (us.quote(&u.range), ls.quote(&l.range)) else {
                continue;
            };
            all.push(Finding {
                way: Way::Down,
                item: "数量",
                formula: format!(
                    "{}：本级 {} ＜ 上级 {}（{}）",
                    l.noun, l.value, u.value, u.unit
                ),
                matter: l.noun.clone(),
                no: None,
                above: name.to_owned(),
                upper,
                lower: source,
                certainty: Certainty::较强,
            });
        }
    }
    all
}
