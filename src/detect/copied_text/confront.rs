//! One pair of texts: the unit's own last period or another unit, against what it handed in now.
use crate::{
    detect::{
        Finding, Pairing, Part, Role, Spot,
        overlap::{Overlap, Side, overlap, percent},
    },
    model::{Certainty, Explain},
};

use super::{judge::is_exempt, lexicon::WORDS, order::Relation};

/// Share of the shorter side's letters that must stand in the other one.
const LEAST_SMALLER: f64 = 0.7;
/// Share of the own letters that must stand in the other one: what follows an old text may be news.
const LEAST_OWN: f64 = 0.6;
/// Letters below which sameness says nothing.
const FEWEST_LETTERS: usize = 8;
/// Share from which the text is the other's word for word.
const VERBATIM: f64 = 0.95;

/// Whether the second text repeats the first.
pub(super) fn confront(pairing: &Pairing) -> Option<Finding> {
    let at = |role: Role| {
        pairing
            .parts
            .iter()
            .position(|p| p.role == role && !p.text.is_empty())
    };
    let (before, now, relation) = [
        (Role::上期, Role::本期, Relation::EarlierPeriod),
        (Role::他单位, Role::本单位, Relation::OtherUnit),
    ]
    .into_iter()
    .find_map(|(before, now, relation)| Some((at(before)?, at(now)?, relation)))?;
    let (other, own) = (pairing.parts.get(before)?, pairing.parts.get(now)?);
    if is_exempt(&own.plain, &other.plain, relation) || explained(own, other) {
        return None;
    }
    let chars = |p: &Part| -> Vec<char> { p.plain.chars().collect() };
    let (other_chars, own_chars) = (chars(other), chars(own));
    let found = overlap(
        &side(other, &other_chars),
        &side(own, &own_chars),
        &[&WORDS.period_words, &WORDS.self_words, &WORDS.formulas],
    );
    speaks(&found, relation).then(|| finding(&found, relation, pairing, (before, now)))
}

fn side<'t>(part: &'t Part, plain: &'t [char]) -> Side<'t> {
    Side {
        plain,
        numbers: &part.numbers,
        dates: &part.dates,
    }
}

/// Whether the own text says what the other did not say: that it is unchanged, and why, or how the figure was checked.
fn explained(own: &Part, other: &Part) -> bool {
    let news = |words: &[String]| {
        words
            .iter()
            .any(|w| own.plain.contains(w.as_str()) && !other.plain.contains(w.as_str()))
    };
    news(&WORDS.unchanged) || news(&WORDS.checked)
}

fn speaks(found: &Overlap, relation: Relation) -> bool {
    let smaller = found.own.max(found.other);
    if found.shared < FEWEST_LETTERS || smaller < LEAST_SMALLER || found.own < LEAST_OWN {
        return false;
    }
    // New numbers in an old frame are how a unit reports.
    if !found.new.is_empty() {
        return false;
    }
    relation == Relation::OtherUnit || found.gone.is_empty()
}

fn finding(
    found: &Overlap,
    relation: Relation,
    pairing: &Pairing,
    (before, now): (usize, usize),
) -> Finding {
    let whole = |part: usize| {
        let text = pairing.parts.get(part).map_or("", |p| p.text.as_str());
        Spot {
            part,
            range: 0..crate::model::char_len(text),
        }
    };
    let who = match relation {
        Relation::EarlierPeriod => "本单位上期",
        Relation::OtherUnit => "他单位",
    };
    let numbers = if found.same.is_empty() {
        "没有本期独有的数字".to_owned()
    } else {
        format!("{}个数字全部相同", found.same.len())
    };
    let (own, shared) = (percent(found.own), found.shared);
    let mut matched = Vec::new();
    if !found.same.is_empty() {
        matched.push(("相同数字".to_owned(), found.same.clone()));
    }
    if !found.left.is_empty() {
        matched.push(("去掉相同文字后所余".to_owned(), found.left.clone()));
    }
    Finding {
        reason: format!("与{who}材料有{shared}字相同，占本段{own}%，{numbers}。"),
        certainty: if found.own >= VERBATIM && found.other >= VERBATIM {
            Certainty::确定
        } else {
            Certainty::较强
        },
        explain: Explain {
            matched,
            exemptions_not_found: [
                "法条、引文和填报说明",
                "联合行动、共用设施",
                "说明不变的原因",
                "恒定事实",
                "更新的数字",
            ]
            .map(str::to_owned)
            .into(),
            contributions: vec![
                ("占本段字数（%）".to_owned(), own),
                ("占对方字数（%）".to_owned(), percent(found.other)),
            ],
            formula: Some(format!("相同{shared}字÷本段计入字数＝{own}%")),
            would_clear: Some("写出本单位本期独有的数量、时间或结果，或说明为何相同".to_owned()),
            ..Explain::default()
        },
        at: whole(now),
        against: vec![whole(before)],
    }
}
