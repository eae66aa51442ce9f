//! What cannot be the unit's: a task on something it says it has not, a power it does not have, a future in a year long past.
use std::{ops::Range, sync::LazyLock};

use regex::Regex;
use serde::Deserialize;

use crate::{
    detect::{
        desk::{Desk, Sheet},
        draft::surroundings,
        group::{Group, characters},
        longer_words,
        mention::{self, Mention},
    },
    model::{Certainty, DocType, Document, Explain, FlagDraft, PassageKind, Severity, char_slice},
};

/// Id of the rule in flags.
pub(super) const RULE: &str = "unfit-task";
/// Its version.
pub(super) const VERSION: u32 = 3;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lexicon {
    without_power: Group,
    powers: Group,
    by_others: Group,
    absent: String,
    inland: Group,
    sea: Group,
    tasks: Group,
    explained: Group,
    not_things: Group,
    future: Group,
    past: Group,
}

const TEXT: &str = include_str!("unfit.toml");
static WORDS: LazyLock<Lexicon> = LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());
static ABSENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&WORDS.absent).ok());

/// Types in which a unit writes of its own work.
const TYPES: &[DocType] = &[
    DocType::整改报告,
    DocType::进展报告,
    DocType::督办回复,
    DocType::情况说明,
    DocType::工作方案,
    DocType::通知,
    DocType::整改清单,
];
/// Years by which a date of the future must lie behind the paper's own: one year late is a deadline that was missed.
const STALE_YEARS: i16 = 2;

/// Flags of a document.
pub(super) fn find(desk: &Desk<'_>, document: &Document) -> Vec<FlagDraft> {
    if !TYPES.contains(&document.doc_type.value) {
        return Vec::new();
    }
    let unit = document.unit.as_ref().map(|u| crate::model::fold(&u.value));
    let powerless = unit
        .as_deref()
        .is_some_and(|u| WORDS.without_power.is_in(u));
    let year = document
        .period
        .as_ref()
        .map(|p| p.value.from.year())
        .or_else(|| {
            document
                .dated
                .as_ref()
                .and_then(|d| Some(d.from.or(d.to)?.year()))
        });
    let mut flags = Vec::new();
    for sheet in desk.sheets() {
        let Some(p) = document.passages.get(sheet.passage() as usize) else {
            continue;
        };
        if !matches!(p.kind, PassageKind::Paragraph | PassageKind::ListItem) {
            continue;
        }
        let ruled = desk.ruled(sheet);
        let found = absent(ruled.text())
            .or_else(|| {
                let by = |s: &Range<u32>| power(ruled.slice(s), s.start);
                powerless.then(|| p.sentences.iter().find_map(by)).flatten()
            })
            .or_else(|| stale(year?, p, |s| ruled.slice(s).to_owned()));
        if let Some((at, why)) = found
            && !Mention::covers(desk.mentions(sheet), at.start)
        {
            flags.extend(draft(desk, document, sheet, &at, &why));
        }
    }
    flags
}

/// Of these one stands in every text that says that something is not there.
const NOTHING: &[&str] = &[
    "无",
    "没有",
    "没得",
    "不存在",
    "不涉及",
    "未有",
    "内陆",
    "不临",
    "不靠",
    "不沿",
];

/// A task on something that the same passage says is not there.
fn absent(text: &str) -> Option<(Range<u32>, String)> {
    // What every expression below needs; most texts have none of it.
    if !NOTHING.iter().any(|word| text.contains(*word)) {
        return None;
    }
    let words = &*WORDS;
    let explained = || words.explained.is_in(text);
    if let Some(said) = words.inland.place(text)
        && let Some(task) = words.sea.place(text)
        && words.tasks.is_in(text)
        && !explained()
    {
        let span = said.start.min(task.start)..said.end.max(task.end);
        return Some((span, "写的是沿海任务，而同段说本地在内陆".to_owned()));
    }
    let blank = longer_words::blanked(text);
    let found = ABSENT.as_ref()?.captures_iter(text).find_map(|c| {
        let (whole, what) = (c.get(0)?, c.name("what")?);
        // 无障碍, 无产阶级: the denial is the head of a longer word.
        if blank.get(whole.range()) != Some(whole.as_str()) {
            return None;
        }
        let name: String = what.as_str().chars().take(NAME_CHARS).collect();
        if words.not_things.is_in(what.as_str()) {
            return None;
        }
        // The same thing elsewhere, as the object of a task; of 矿山 its first character stands for 井下, 炸药 too rarely to be of use.
        let task = clauses(text).find(|clause| {
            !(clause.start < whole.end() && whole.start() < clause.end)
                && text
                    .get(clause.clone())
                    .is_some_and(|t| t.contains(&name) && words.tasks.is_in(t))
        })?;
        Some((characters(text, &task), name))
    });
    let found = found.filter(|_| !explained())?;
    Some((
        found.0,
        format!("要求对“{}”开展工作，而同段说没有", found.1),
    ))
}

/// Characters by which a thing is known again: 焦化 of 焦化企业.
const NAME_CHARS: usize = 2;

fn clauses(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    text.split_inclusive([',', '。', ';', '(', ')'])
        .map(move |piece| {
            let range = from..from + piece.len();
            from = range.end;
            range
        })
}

/// A power exercised by a unit that has none.
fn power(sentence: &str, start: u32) -> Option<(Range<u32>, String)> {
    let at = WORDS.powers.place(sentence)?;
    if WORDS.by_others.is_in(sentence) {
        return None;
    }
    let words: String = char_slice(sentence, &at);
    Some((
        start + at.start..start + at.end,
        format!("“{words}”不是本单位的职权"),
    ))
}

/// A future in a year that was long past when the paper was written.
fn stale(
    year: i16,
    passage: &crate::model::Passage,
    text: impl Fn(&Range<u32>) -> String,
) -> Option<(Range<u32>, String)> {
    passage.sentences.iter().find_map(|sentence| {
        let inside =
            |d: &&crate::model::FoundDate| sentence.start <= d.start && d.end <= sentence.end;
        let dates: Vec<&crate::model::FoundDate> = passage.dates.iter().filter(inside).collect();
        let year_of = |d: &crate::model::FoundDate| Some(d.value.to.or(d.value.from)?.year());
        // 由2020年的三成增加到2026年的五成: one year is where it begins, the other where it leads.
        let long_past = |d: &&crate::model::FoundDate| {
            d.value.raw.contains('年') && year_of(d).is_some_and(|y| y <= year - STALE_YEARS)
        };
        let date = dates.first().filter(|_| dates.iter().all(long_past))?;
        let of = text(sentence);
        if !WORDS.future.is_in(&of) || WORDS.past.is_in(&of) {
            return None;
        }
        let place = date.start - sentence.start..date.end - sentence.start;
        let says = reach(&of, &place);
        WORDS.future.is_in(says).then_some(())?;
        Some((
            date.start..date.end,
            format!(
                "写的是将来，而年份是 {} 年，本材料为 {year} 年",
                year_of(date)?
            ),
        ))
    })
}

/// The clause of a date that stands at these characters of the sentence, and the next one where the date alone is a clause
/// (工程于2020年底前,).
fn reach<'t>(sentence: &'t str, date: &Range<u32>) -> &'t str {
    /// Characters that may stand beside a date that is a clause of its own.
    const ALONE: usize = 6;
    let byte = |at: u32| {
        let mut places = sentence.char_indices();
        places.nth(at as usize).map_or(sentence.len(), |(n, _)| n)
    };
    let (before, _) = sentence.split_at(byte(date.start));
    let from = before.rfind([',', ';', ':']).map_or(0, |n| n + 1);
    let end = byte(date.end);
    let after = sentence.get(end..).unwrap_or_default();
    let mut ends = after.match_indices([',', ';', ':']).map(|(n, _)| n);
    let first = ends.next().unwrap_or(after.len());
    let beside = [before.get(from..), after.get(..first)];
    let alone = beside
        .iter()
        .flatten()
        .map(|t| t.chars().count())
        .sum::<usize>()
        <= ALONE;
    let last = match alone {
        true => ends.next().unwrap_or(after.len()),
        false => first,
    };
    sentence.get(from..end + last).unwrap_or(sentence)
}

fn draft<'a>(
    desk: &Desk<'a>,
    document: &Document,
    sheet: &Sheet<'a>,
    at: &Range<u32>,
    why: &str,
) -> Option<FlagDraft> {
    let passage = document.passages.get(sheet.passage() as usize)?;
    let around = passage.sentences.iter().find(|s| s.contains(&at.start));
    let range = desk.ruled(sheet).trim(around.unwrap_or(at));
    Some(FlagDraft {
        indicator: "template-residue".to_owned(),
        rule: RULE.to_owned(),
        rule_version: VERSION,
        severity: Severity::关注,
        certainty: Certainty::较强,
        unit: document.unit.as_ref().map(|u| u.value.clone()),
        period: document.period.as_ref().map(|p| p.value.label.clone()),
        source: document.source_ref(sheet.passage(), range.clone())?,
        surroundings: surroundings(document, sheet.passage(), &range),
        reason: format!("{why}，疑为套用其他单位材料未改。"),
        evidence: Vec::new(),
        ask: vec![
            "此任务是否适用于本单位？".to_owned(),
            "材料由谁起草、谁审核，是否套用了其他地方的文本？".to_owned(),
        ],
        explain: Explain {
            matched: vec![("不适用".to_owned(), vec![char_slice(&passage.text, at)])],
            exemptions_not_found: mention::LOOKED_FOR
                .iter()
                .copied()
                .chain(["已说明不适用、核减", "配合、协助、提请有权单位"])
                .map(ToOwned::to_owned)
                .collect(),
            would_clear: Some("删去不适用的内容，或写明由谁承担。".to_owned()),
            ..Explain::default()
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_is_readable() {
        let read: Result<Lexicon, _> = toml::from_str(TEXT);
        assert!(read.is_ok(), "{:?}", read.err());
        assert!(ABSENT.is_some());
    }

    #[test]
    fn what_is_asked_first_stands_in_every_expression() {
        for pattern in [&WORDS.absent, &TEXT[TEXT.find("inland").unwrap_or(0)..]] {
            assert!(
                NOTHING.iter().any(|word| pattern.contains(word)),
                "{pattern}"
            );
        }
        assert!(absent("本县地处内陆,加强近岸海域管控。").is_some());
    }

    #[test]
    fn a_future_belongs_to_the_clause_of_its_date() {
        assert_eq!(
            reach("从1900年到1948年,合计将达到五百万", &(7..12)),
            "从1900年到1948年"
        );
        assert_eq!(
            reach("工程于2019年底前,必须完成,不得延误", &(3..8)),
            "工程于2019年底前,必须完成"
        );
    }

    #[test]
    fn a_task_on_what_is_not_there_contradicts_itself() {
        assert!(absent("推进电镀行业入园改造(本县无电镀企业)。").is_some());
        assert!(absent("我县无电镀企业,表中此项划杠。").is_none());
        assert!(absent("加强矿山管理,公示期无异议。").is_none());
        assert!(absent("加快无障碍设施建设,组织排查障碍。").is_none());
        assert!(absent("推进无接触配送,落实接触人员登记。").is_none());
    }
}
