//! Reads demanded grades: 出水执行一级A, 断面水质达到Ⅲ类.
use rust_decimal::Decimal;

use super::{
    lexicon::{Grade, Stricter, WORDS},
    metric::{Kind, Metric, by, strip},
    name,
    sentence::Sentence,
};

/// The grades a sentence demands.
pub(super) fn grades(sentence: &Sentence<'_>) -> Vec<Metric> {
    let text: String = sentence.plain.iter().collect();
    WORDS
        .grade
        .iter()
        .filter(|g| g.beside.iter().any(|w| text.contains(w.as_str())))
        .filter_map(|g| read(sentence, &text, g))
        .collect()
}

/// The one grade of a scale that a sentence names; several are a range or a comparison and are not read.
fn read(sentence: &Sentence<'_>, text: &str, grade: &Grade) -> Option<Metric> {
    let mut named: Option<(usize, usize, usize)> = None;
    for (step, words) in grade.steps.iter().enumerate() {
        for word in words {
            for (at, _) in text.match_indices(word.as_str()) {
                if is_inside_longer(grade, text, at, word) {
                    continue;
                }
                if named.is_some() {
                    return None;
                }
                named = Some((step, at, at + word.len()));
            }
        }
    }
    let (step, start, end) = named?;
    let start = text.get(..start)?.chars().count();
    let end = text.get(..end)?.chars().count();
    let clause = (0..start)
        .rev()
        .find(|i| {
            sentence
                .plain
                .get(*i)
                .is_some_and(|c| matches!(c, ',' | ';' | '。' | ':'))
        })
        .map_or(0, |i| i + 1);
    let from = sentence
        .dates
        .iter()
        .map(|d| d.end as usize)
        .filter(|d| (clause..=start).contains(d))
        .max()
        .unwrap_or(clause);
    let said = strip(
        &name::without_unsaid(&sentence.text(from..start)),
        &WORDS.link,
    );
    let (place, rest) = name::place_at_start(&said);
    let whose = name::Whose {
        of: strip(&strip(rest, &grade.beside), &WORDS.neutral)
            .trim()
            .to_owned(),
        place,
    };
    Some(Metric {
        name: grade.name.clone(),
        whose,
        kind: Kind::Grade,
        base: None,
        statistic: None,
        unit: String::new(),
        value: Decimal::from(step),
        stricter: Stricter::Higher,
        by: by(sentence, start),
        aside: false,
        written: sentence.text(start..end),
        range: from..end,
    })
}

/// Whether the word at a place is only a part of a longer step's word (一级 in 准一级, ⅳ类 in 准ⅳ类, 三类 in 劣三类).
fn is_inside_longer(grade: &Grade, text: &str, at: usize, word: &str) -> bool {
    let inside_step = grade.steps.iter().flatten().any(|longer| {
        longer.len() > word.len()
            && longer.match_indices(word).any(|(offset, _)| {
                at.checked_sub(offset)
                    .and_then(|from| text.get(from..from + longer.len()))
                    == Some(longer.as_str())
            })
    });
    // 十一类, ⅱ-ⅲ类, viii类: a numeral goes on to the left.
    let goes_on = text
        .get(..at)
        .and_then(|t| t.chars().next_back())
        .is_some_and(|c| {
            c.is_ascii_alphanumeric()
                || matches!(c, 'ⅰ'..='ⅿ')
                || "一二三四五六七八九十第准类-~".contains(c)
        });
    inside_step || goes_on
}
