//! Whether a text says more than the directive it answers: the comparison itself, the same for pairs and for documents.
use std::ops::Range;

use crate::{
    detect::overlap::{Overlap, Side, overlap, percent},
    model::{Certainty, Explain, FoundDate, NumValue},
};

use super::lexicon::WORDS;

/// Share of the own letters that must stand in the directive.
const LEAST_OWN: f64 = 0.6;
/// Letters below which sameness says nothing.
const FEWEST_LETTERS: usize = 6;
/// Share from which the text is the directive's word for word.
const VERBATIM: f64 = 0.95;

/// A text with what was found in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'t> {
    pub(super) plain: &'t [char],
    pub(super) numbers: &'t [NumValue],
    pub(super) dates: &'t [FoundDate],
}

/// What was found; `None` when the text says something of its own.
pub(super) fn verdict(directive: Said<'_>, own: Said<'_>) -> Option<Overlap> {
    // The directive's own words about the task may be quoted; what follows them is the answer.
    let mut plain = own.plain.to_vec();
    for range in quoted(&plain) {
        if let Some(some) = plain.get_mut(range) {
            some.fill(' ');
        }
    }
    let text: String = plain.iter().collect();
    let theirs: String = directive.plain.iter().collect();
    let speaks = |w: &String| text.contains(w.as_str()) && !theirs.contains(w.as_str());
    let notes = own_notes(&text);
    let side = |said: &Said<'_>| (said.numbers.to_vec(), said.dates.to_vec());
    let (numbers, dates) = side(&own);
    let found = overlap(
        &Side {
            plain: directive.plain,
            numbers: directive.numbers,
            dates: directive.dates,
        },
        &Side {
            plain: &plain,
            numbers: &numbers,
            dates: &dates,
        },
        &[&WORDS.stock, &WORDS.addressed, &WORDS.tails],
    );
    let facts = !found.new.is_empty() || !found.new_dates.is_empty();
    let explains = !notes && WORDS.own_words.iter().any(speaks);
    let copied = found.own >= LEAST_OWN && found.shared >= FEWEST_LETTERS;
    (copied && !facts && !explains).then_some(found)
}

/// Whether the words of its own stand in brackets only: 照抄而自注不适用 is still a copy.
fn own_notes(text: &str) -> bool {
    let mut depth = 0_u32;
    let outside: String = text
        .chars()
        .filter(|c| {
            match c {
                '(' | '（' => depth += 1,
                ')' | '）' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
        .collect();
    !WORDS.own_words.iter().any(|w| outside.contains(w.as_str()))
}

/// Stretches in which the task is quoted: from a word that says so to the end of the sentence.
fn quoted(plain: &[char]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for word in &WORDS.quoted {
        let word: Vec<char> = word.chars().collect();
        for (at, some) in plain.windows(word.len().max(1)).enumerate() {
            if some != word.as_slice() {
                continue;
            }
            let from = at + word.len();
            let rest = plain.get(from..).unwrap_or_default();
            // 总体要求。坚持……: a heading may end in a full stop of its own.
            let skipped = rest
                .iter()
                .take_while(|c| "。:：)）(（照录 ".contains(**c))
                .count();
            let body = rest.get(skipped..).unwrap_or_default();
            let length = body
                .iter()
                .position(|c| "。；;".contains(*c))
                .unwrap_or(body.len());
            // Only where a quotation is announced: “按要求” inside a sentence announces nothing.
            let first = at == 0
                || plain
                    .get(at - 1)
                    .is_some_and(|c| "。；;、,，\n (（".contains(*c));
            if first && skipped > 0 {
                out.push(at..from + skipped + length);
            }
        }
    }
    out
}

/// Why, with the figures put in.
pub(super) fn reason(found: &Overlap, directive: &str) -> String {
    let (own, shared) = (percent(found.own), found.shared);
    format!("有{shared}字与{directive}相同，占本段计入字数{own}%，未见本单位的数量、地点或动作。")
}

/// How sure: the same words, or words moved and exchanged.
pub(super) fn certainty(found: &Overlap) -> Certainty {
    if found.own >= VERBATIM {
        Certainty::确定
    } else {
        Certainty::较强
    }
}

/// How it came about, so that it can be worked out again.
pub(super) fn explain(found: &Overlap) -> Explain {
    let mut matched = Vec::new();
    if !found.same.is_empty() {
        matched.push(("要求中原有的数字".to_owned(), found.same.clone()));
    }
    if !found.left.is_empty() {
        matched.push(("去掉相同文字后所余".to_owned(), found.left.clone()));
    }
    let own = percent(found.own);
    Explain {
        matched,
        exemptions_not_found: [
            "任务来源照录",
            "总体要求等固定章节",
            "同引法规和文件名",
            "本单位的数字和日期",
            "说明不适用或困难",
        ]
        .map(str::to_owned)
        .into(),
        contributions: vec![
            ("占本段计入字数（%）".to_owned(), own),
            ("占要求计入字数（%）".to_owned(), percent(found.other)),
            ("本单位独有的数字和日期".to_owned(), 0.0),
        ],
        formula: Some(format!(
            "相同{}字÷本段计入字数（不计数字、引文、官话动词和自称）＝{own}%",
            found.shared
        )),
        would_clear: Some("写出本地对应的点位、数量、时间或动作，或说明哪几条不适用".to_owned()),
        ..Explain::default()
    }
}
