//! Which matter a predicate is said of: a number beside it, the matter of the passage, a named one, or something else.
use std::ops::Range;

use super::{
    clause::{BRACKETED, QUOTED},
    lexicon::{WORDS, consists_of, holds},
    mood::Spot,
    subject::{Numbered, Scope, names, numbers_in, without_brackets},
};
use crate::model::{Subject, char_slice};

/// Longest name of a matter in a sentence, in characters; a longer stretch is a clause.
const LONGEST_NAME: usize = 40;

/// What a predicate is said of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// These numbers, and the words beside them.
    Numbers(Vec<String>, String),
    /// The matter of the passage.
    Scope,
    /// A matter by name.
    Matter(String),
    /// Something that is not the matter: a part of it, a device, a paper.
    Other,
}

/// What follows a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// Nothing: the subject stands before the verb.
    None,
    /// The matter itself: 完成整改.
    Whole,
    /// A name: 完成“…”整改.
    Named(String),
    /// A number: 完成3项.
    Number,
    /// Anything else: 完成招标.
    Other,
}

const LEADING: &[&str] = &[
    "其中",
    "同时",
    "此外",
    "另外",
    "目前",
    "现已",
    "现",
    "并且",
    "并",
    "且",
    "对",
    "将",
    "把",
    "针对",
    "同意",
    "准予",
    "批准",
    "关于",
    "由",
    "我市",
    "我县",
    "我区",
    "我局",
    "我厅",
    "我省",
    "全市",
    "全县",
    "全省",
    "全区",
    "截至目前",
    "截至",
    "截止",
    "到目前为止",
    "至今",
    "另",
    "但",
    "而",
    "而且",
    "也",
    "又",
    "还",
    "仍",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "一、",
    "二、",
    "三、",
    "四、",
    "五、",
    "从",
    "在",
    "前期",
    "日",
    "前",
    "底",
    ",",
    "、",
    " ",
    ".",
    "·",
];
const TRAILING: &[&str] = &[
    "已经",
    "已于",
    "已",
    "均已",
    "均",
    "全部",
    "都",
    "现已",
    "业已",
    "目前",
    "于",
    "在",
    "现",
    "顺利",
    "了",
    "基本",
    "也",
    "并",
    "正",
    "仍",
    "又",
    "再",
    "最终",
    "分别",
    "如期",
    "按期",
    "提前",
    "逾期",
    "超期",
    "按时",
    "圆满",
    "全面",
    "初步",
    "大部分",
    "部分",
    "阶段性",
    "要求",
    "办理",
    "整体",
    "总体",
    "实际",
    "持续",
    "算",
    "状态为",
    "情况为",
    "为",
    "是",
    "处于",
    "即",
    "按时序",
    "按序时",
    "可",
    "、",
    " ",
    "至",
    "截至",
    "到",
    "由",
    "当前",
    "一直",
    "还",
    "尚",
    "前",
    "将",
    "的",
];

/// What the predicate at a spot is said of. `closing`: it is 销号, which is done to nothing but matters.
pub(super) fn about(spot: &Spot<'_>, scope: &Scope, object: &Object, closing: bool) -> About {
    let before = spot.range_before();
    // A number in brackets behind the verb is another's.
    let here: Vec<Numbered> = numbers_in(spot.sentence, &spot.clause.range)
        .into_iter()
        .filter(|n| n.range.start < before.end || !is_bracketed(spot, n.range.start))
        .collect();
    match object {
        Object::Number | Object::Other => return About::Other,
        Object::Named(name) => return with_numbers(here, name.clone(), scope),
        Object::None | Object::Whole => {}
    }
    let own: Vec<Numbered> = here;
    let words = subject_words(spot, &before, &own);
    if counts_something(spot, &before) && own.is_empty() {
        return all_of_them(spot, &before, scope);
    }
    if !own.is_empty() {
        let title = if is_generic(&words) {
            String::new()
        } else {
            words
        };
        return About::Numbers(flat(&own), title);
    }
    if !words.is_empty() && !is_generic(&words) {
        return named(&words, scope);
    }
    for clause in spot.earlier().iter().rev() {
        let found = numbers_in(spot.sentence, &clause.range);
        if !found.is_empty() {
            let words = subject_words(spot, &clause.range, &found);
            let tail_of_name = clause.bare.chars().count() > LONGEST_NAME || is_generic(&words);
            return About::Numbers(
                flat(&found),
                if tail_of_name { String::new() } else { words },
            );
        }
    }
    if !words.is_empty() || (closing && scope.no.is_some()) {
        return About::Scope;
    }
    // 该问题经市级验收,已销号: the topic stands in the first clause.
    let Some(first) = spot.earlier().first() else {
        return About::Scope;
    };
    let topic = subject_words(spot, &first.range, &[]);
    let speaks_of_it = ["该", "上述", "此", "本项", "这", "整改任务", "问题"]
        .iter()
        .any(|w| topic.starts_with(w));
    let is_it = topic.is_empty()
        || is_generic(&topic)
        || (speaks_of_it && !holds(&WORDS.part, &topic))
        || (!scope.title.is_empty() && names(&topic, &scope.title));
    if is_it { About::Scope } else { About::Other }
}

fn is_bracketed(spot: &Spot<'_>, at: u32) -> bool {
    let inside = at.saturating_sub(spot.clause.range.start) as usize;
    spot.clause.bare.chars().nth(inside) == Some(BRACKETED)
}

fn flat(found: &[Numbered]) -> Vec<String> {
    let mut nos: Vec<String> = Vec::new();
    for no in found.iter().flat_map(|n| &n.nos) {
        if !nos.contains(no) {
            nos.push(no.clone());
        }
    }
    nos
}

fn with_numbers(found: Vec<Numbered>, name: String, scope: &Scope) -> About {
    if found.is_empty() {
        named(&name, scope)
    } else {
        About::Numbers(flat(&found), name)
    }
}

/// A name that is no generic word.
fn named(words: &str, scope: &Scope) -> About {
    let short = words.chars().count() <= LONGEST_NAME;
    if !scope.title.is_empty() && names(words, &scope.title) && short {
        return About::Matter(words.to_owned());
    }
    let matter = holds(&WORDS.matter, words) && !holds(&WORDS.part, words);
    if matter && short {
        About::Matter(words.to_owned())
    } else {
        About::Other
    }
}

pub(super) fn is_generic(words: &str) -> bool {
    consists_of(&WORDS.generic, words)
}

/// Whether the subject is a number of things (4项任务已完成): a count, not the state of one matter.
fn counts_something(spot: &Spot<'_>, before: &Range<u32>) -> bool {
    spot.sentence.numbers(before).next().is_some()
}

/// 9条水体治理任务已全部完成: all that the matter of the passage consists of is the matter.
fn all_of_them(spot: &Spot<'_>, before: &Range<u32>, scope: &Scope) -> About {
    let said = spot.clause.bare.get(..spot.end).unwrap_or_default();
    let all = ["全部", "均", "都", "全面"]
        .iter()
        .any(|w| said.contains(w));
    let span = holds(&WORDS.counting.flow, &spot.sentence.text());
    if !all || span || scope.no.is_none() {
        return About::Other;
    }
    let numbers: Vec<Numbered> = spot
        .sentence
        .numbers(before)
        .map(|n| Numbered {
            range: n.start..n.end,
            nos: Vec::new(),
        })
        .collect();
    let words = subject_words(spot, before, &numbers);
    let bare = words.trim_end_matches("任务").trim_end_matches("工作");
    // 17家, 26家: things without a name may be one part of the matter; tasks and what the heading names are all of it.
    let tasks = ["任务", "事项", "问题", "整改"]
        .iter()
        .any(|w| words.ends_with(w));
    if tasks && (is_generic(&words) || names(bare, &scope.title)) && !holds(&WORDS.part, &words) {
        About::Scope
    } else {
        About::Other
    }
}

/// The words of a stretch as they stand, without dates, numbers of records, brackets and words that name nothing.
fn subject_words(spot: &Spot<'_>, range: &Range<u32>, numbered: &[Numbered]) -> String {
    let text = &spot.sentence.passage.text;
    let mut out = String::new();
    let inside = |at: u32| {
        numbered.iter().any(|n| n.range.contains(&at))
            || spot
                .sentence
                .passage
                .dates
                .iter()
                .any(|d| d.start <= at && at < d.end)
    };
    for (at, c) in (range.start..).zip(char_slice(text, range).chars()) {
        if !inside(at) {
            out.push(c);
        }
    }
    trimmed(&crate::model::fold(&without_brackets(&out)))
}

/// Without connectives before and adverbs behind.
fn trimmed(words: &str) -> String {
    let mut rest = words.trim_matches(|c: char| c.is_whitespace() || c == QUOTED || c == BRACKETED);
    loop {
        let mut next = rest;
        for w in LEADING {
            next = next.strip_prefix(w).unwrap_or(next);
        }
        for w in TRAILING {
            next = next.strip_suffix(w).unwrap_or(next);
        }
        next = next.trim_matches(|c: char| c.is_whitespace() || ":,。;".contains(c));
        if next == rest {
            return next.to_owned();
        }
        rest = next;
    }
}

/// What follows the verb at a spot.
pub(super) fn object(spot: &Spot<'_>) -> Object {
    let after = spot.after();
    let tail = after.strip_prefix('了').unwrap_or(after);
    let skipped = if tail.len() == after.len() { 0 } else { 1 };
    let at = spot.clause.at_bare(spot.end) + skipped;
    let follows = |n: &crate::model::NumValue| n.start >= at && n.start <= at + 1;
    if spot
        .sentence
        .numbers(&(at..spot.clause.range.end))
        .any(follows)
    {
        return Object::Number;
    }
    let tail = tail.trim();
    let ends = |t: &str| {
        t.is_empty()
            || [
                "并",
                "且",
                "和销号",
                "及销号",
                "、销号",
                "或",
                "(",
                ",",
                "以及",
                "后",
                "外",
            ]
            .iter()
            .any(|w| t.starts_with(w))
    };
    if ends(tail) {
        return Object::None;
    }
    // 完成DC2026-09整改: the number says what.
    let numbered = numbers_in(spot.sentence, &(at..spot.clause.range.end));
    if numbered.first().is_some_and(|n| n.range.start <= at + 1) {
        return Object::Whole;
    }
    let whole = WORDS
        .whole_object
        .iter()
        .filter(|w| tail.starts_with(w.as_str()))
        .max_by_key(|w| w.len());
    if let Some(whole) = whole
        && tail.get(whole.len()..).is_some_and(ends)
    {
        return Object::Whole;
    }
    let written = spot.clause.slice(at, spot.clause.range.end);
    let name = written.trim();
    // 完成“…”整改, 完成“…”等3个问题整改.
    if let Some(rest) = name.strip_prefix('“')
        && let Some((inner, after)) = rest.split_once('”')
        && (after.is_empty() || holds(&WORDS.matter, after))
    {
        return Object::Named(inner.to_owned());
    }
    if holds(&WORDS.matter, name)
        && !holds(&WORDS.part, name)
        && !name.contains(|c: char| c.is_ascii_digit())
        && name.chars().count() <= LONGEST_NAME
    {
        let name = without_brackets(name);
        let bare = name.trim_end_matches("任务").trim_end_matches("工作");
        return Object::Named(bare.to_owned());
    }
    Object::Other
}

/// The subject of a claim, one for each number.
pub(super) fn subjects(about: About, scope: &Scope) -> Vec<Subject> {
    let one = |no: Option<String>, title: String| Subject {
        no,
        title,
        ..Subject::default()
    };
    match about {
        About::Numbers(nos, title) => nos
            .into_iter()
            .map(|no| one(Some(no), title.clone()))
            .collect(),
        // Its number says what it is; the words of the heading may differ from the ledger's.
        About::Scope if scope.no.is_some() => vec![one(scope.no.clone(), String::new())],
        About::Scope => vec![one(None, scope.title.clone())],
        About::Matter(title) => {
            let no = scope.no.clone().filter(|_| names(&title, &scope.title));
            vec![one(no, title)]
        }
        About::Other => Vec::new(),
    }
}
