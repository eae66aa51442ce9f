//! One clause of a status: its words, and what stands before and after them.
use rust_decimal::Decimal;

use crate::model::{Closure, Completion, Schedule};

use super::lexicon::{Meaning, WORDS_OF_STATUS};

/// What a clause says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub(super) completion: Option<Completion>,
    pub(super) schedule: Option<Schedule>,
    pub(super) closure: Option<Closure>,
    pub(super) standing: bool,
    pub(super) percent: Option<Decimal>,
    /// Some work is said to be open: under way, not begun, planned.
    pub(super) denies_done: bool,
    /// 立行立改, 中止: a word of status that says none of the above.
    pub(super) other: bool,
    /// 立行立改: how soon, not how far; beside it 长期坚持 is a term as well.
    pub(super) is_term: bool,
}

impl Said {
    /// Whether a word of status was found.
    pub(super) fn is_something(&self) -> bool {
        self.completion.is_some()
            || self.schedule.is_some()
            || self.closure.is_some()
            || self.standing
            || self.other
    }
}

/// Characters a done word can be away from the intent before it: beyond, another matter is spoken of.
const INTENT_REACH: usize = 24;
/// Characters between a qualifier (部分) and its done word.
const QUALIFIER_REACH: usize = 8;

/// Reads a clause without blanks, folded.
pub(super) fn read(clause: &str) -> Said {
    let mut said = Said::default();
    if clause.is_empty() {
        return said;
    }
    for (start, end, meaning) in WORDS_OF_STATUS.found(clause) {
        let (Some(before), Some(word), Some(after)) = (
            clause.get(..start),
            clause.get(start..end),
            clause.get(end..),
        ) else {
            continue;
        };
        if is_idle(before, word, after) {
            continue;
        }
        if meaning.done {
            done_word(&mut said, before, word, after, meaning);
        } else {
            other_word(&mut said, before, word, meaning);
        }
    }
    said
}

/// A bare word that names an act and says nothing of it: 销号 in 销号工作, 完成 in 及时完成各项工作.
fn is_idle(before: &str, word: &str, after: &str) -> bool {
    let lists = &WORDS_OF_STATUS.lists;
    if !lists.bare.iter().any(|w| w == word) {
        return false;
    }
    // 延期申请, 退回材料 are papers.
    if ["申请", "登记", "手续", "报告", "材料", "审批"]
        .iter()
        .any(|paper| after.starts_with(paper))
        && !after.starts_with("申请销号")
    {
        return true;
    }
    let alone = left_over(before) == 0 && left_over(after) == 0;
    let short = before.chars().count() + after.chars().count() <= 2;
    let past = lists.past.iter().any(|p| before.ends_with(p.as_str()))
        || [
            "已", "均", "全部", "累计", "未", "没", "尚", "将", "计划", "预计", "拟", "力争",
            "争取", "前", "超期", "逾期", "提前", "按期", "如期", "按时",
        ]
        .iter()
        .any(|p| before.contains(p));
    !(alone || short || past)
}

fn done_word(said: &mut Said, before: &str, word: &str, after: &str, meaning: &Meaning) {
    let lists = &WORDS_OF_STATUS.lists;
    if lists.thing.iter().any(|t| after.starts_with(t.as_str())) {
        return;
    }
    // “已销号”包含在“已完成”内 speaks of words, 已销号任务 and 已完成的任务 of things.
    let quoted = before.ends_with(['“', '"', '「']) && after.starts_with(['”', '"', '」']);
    let names_things = after.starts_with('的') && after.chars().count() > 1
        || meaning.closure.is_some()
            && ["任务", "事项", "问题", "项目", "台账", "名单"]
                .iter()
                .any(|t| after.starts_with(t));
    let unbound = lists.bound.iter().any(|w| w == word)
        && !after.is_empty()
        && !lists.closing.iter().any(|c| after.starts_with(c.as_str()));
    if quoted || names_things || unbound {
        return;
    }
    let share = percent_at(after);
    if share.is_none() && counts_things(after) {
        return;
    }
    let firm = word.starts_with('已');
    let closes = meaning.closure.is_some();
    if let Some(denied) = negated(before).or_else(|| denied_from_afar(before)) {
        if closes {
            // 未予销号: nothing is said of the work.
            said.closure = said.closure.max(Some(Closure::Open));
        } else {
            said.completion = said.completion.max(Some(Completion::Started));
            said.denies_done = true;
            if lists.on_time.iter().any(|w| denied.contains(w.as_str())) {
                said.schedule = Some(Schedule::Overdue);
            }
        }
        return;
    }
    match wish(before, firm) {
        Wish::Planned => {
            if closes {
                said.closure = said.closure.max(Some(Closure::Open));
                return;
            }
            said.completion = said.completion.max(Some(Completion::Started));
            said.denies_done = true;
            return;
        }
        Wish::Asked => return,
        Wish::None => {}
    }
    let near = tail(before, QUALIFIER_REACH);
    let mut completion = meaning.completion;
    if completion == Some(Completion::Done) {
        if lists
            .mostly
            .iter()
            .any(|w| near.contains(w.as_str()) && !near.contains("基本情况"))
        {
            completion = Some(Completion::Mostly);
        } else if lists.partial.iter().any(|w| near.contains(w.as_str()))
            && !near.contains("绝大部分")
        {
            completion = Some(Completion::Stage);
        }
        if let Some(share) = share {
            said.percent = Some(share);
            if share < Decimal::ONE_HUNDRED {
                completion = Some(Completion::Stage);
            }
        }
    }
    said.completion = said.completion.max(completion);
    said.closure = said.closure.max(meaning.closure);
    let has = |list: &[String]| list.iter().any(|w| near.contains(w.as_str()));
    let timed = if has(&lists.on_time) {
        Some(Schedule::OnTime)
    } else if has(&lists.early) {
        Some(Schedule::Early)
    } else if has(&lists.late) && !near.contains("无逾期") && !near.contains("未逾期") {
        Some(Schedule::Late)
    } else {
        None
    };
    if timed.is_some() {
        said.schedule = timed;
    }
}

fn other_word(said: &mut Said, before: &str, word: &str, meaning: &Meaning) {
    let denied = [
        "未",
        "没有",
        "无",
        "不",
        "并未",
        "不存在",
        "未出现",
        "防止",
        "避免",
    ]
    .iter()
    .any(|w| before.ends_with(w));
    if meaning.schedule.is_some() && denied {
        // 未逾期, 无滞后: a denied delay says nothing more.
        return;
    }
    let planned = ["拟", "计划", "预计", "准备", "将"]
        .iter()
        .any(|w| before.ends_with(w));
    if meaning.halted {
        said.other = true;
        if !planned && !denied {
            said.closure = said.closure.max(meaning.closure);
        }
        return;
    }
    said.completion = said.completion.max(meaning.completion);
    // 滞后 and 超期 beside a done word say when it was done; 超期未完成 says that it was not.
    let of_time = meaning.schedule.is_some() && !word.contains('未');
    let stage = meaning.completion == Some(Completion::Stage);
    said.denies_done |= meaning.completion.is_some() && !meaning.standing && !of_time && !stage;
    if meaning.schedule.is_some() {
        said.schedule = said.schedule.or(meaning.schedule);
    }
    said.closure = said.closure.max(meaning.closure);
    said.standing |= meaning.standing;
    let is_term = meaning.completion.is_none() && meaning.closure.is_none() && !meaning.standing;
    said.other |= is_term;
    said.is_term |= is_term;
}

/// What stands between a negation and the word it denies, when one does.
fn negated(before: &str) -> Option<String> {
    let lists = &WORDS_OF_STATUS.lists;
    let mut rest = before;
    let mut between = String::new();
    loop {
        let denies = lists
            .negation
            .iter()
            .filter(|n| rest.ends_with(n.as_str()))
            .any(|n| !is_part_of_other_word(rest, n));
        if denies {
            return Some(between);
        }
        let filler = lists
            .filler
            .iter()
            .chain(&lists.on_time)
            .filter(|f| !f.is_empty())
            .find(|f| rest.ends_with(f.as_str()))?;
        rest = rest.strip_suffix(filler.as_str())?;
        between.insert_str(0, filler);
    }
}

/// What stands between 未能, 无法 and a done word further on, when nothing between says that it came to pass after all.
fn denied_from_afar(before: &str) -> Option<String> {
    let near = tail(before, INTENT_REACH);
    WORDS_OF_STATUS
        .lists
        .far_negation
        .iter()
        .filter_map(|n| near.rfind(n.as_str()).map(|at| (at, n)))
        .max_by_key(|(at, _)| *at)
        .and_then(|(at, n)| near.get(at + n.len()..))
        .filter(|between| {
            !["已", "现", "后", "均", "但"]
                .iter()
                .any(|w| between.contains(w))
        })
        .map(|between| format!("未{between}"))
}

/// 淹没, 不 in 差不多: letters of a negation that deny nothing.
fn is_part_of_other_word(rest: &str, negation: &str) -> bool {
    (negation == "没" && rest.ends_with("淹没")) || (negation == "不" && rest.ends_with("绝不"))
}

enum Wish {
    Planned,
    Asked,
    None,
}

/// Whether the words before make a done word a plan or a demand.
fn wish(before: &str, firm: bool) -> Wish {
    let lists = &WORDS_OF_STATUS.lists;
    let mut near = tail(before, INTENT_REACH);
    for word in &lists.not_intent {
        if near.contains(word.as_str()) {
            near = near.replace(word.as_str(), "〇");
        }
    }
    // 于6月底前完成 sets a term; 目前, 日前 and 提前 do not.
    let by = near.rfind('前').and_then(|at| {
        let (head, tail) = near.split_at(at);
        let mut back = head.chars().rev();
        let ends = back.next();
        let term = matches!(
            ends,
            Some('底' | '末' | '月' | '年' | '度' | '之' | '以' | '号' | '旬')
        ) || (ends == Some('日')
            && back
                .next()
                .is_some_and(|c| c.is_ascii_digit() || matches!(c, '_' | 'x' | '×')));
        // Words between the term and the done word: then it may be told of what was done by then.
        (term && !tail.contains('已')).then(|| left_over(tail.trim_start_matches('前')) <= 2)
    });
    let stands = |words: &[String]| {
        words.iter().any(|w| {
            near.rfind(w.as_str()).is_some_and(|at| {
                near.get(at + w.len()..)
                    .is_some_and(|between| !between.contains('已') && !between.contains("均"))
            })
        })
    };
    if stands(&lists.intent) {
        // 已完成 after 预计 is still only expected; after other words it stands.
        return if firm && !near.contains("预计") && !near.contains("预期") {
            Wish::None
        } else {
            Wish::Planned
        };
    }
    if firm {
        return Wish::None;
    }
    match by {
        Some(true) => return Wish::Planned,
        Some(false) => return Wish::Asked,
        None => {}
    }
    if stands(&lists.asking) {
        return Wish::Asked;
    }
    Wish::None
}

/// The share that follows a done word: 80%, 率达80%, 百分之八十 is left to people.
fn percent_at(after: &str) -> Option<Decimal> {
    let rest = ["约", "近", "的", "了", "至", "到", "达", "超", "比例", ":"]
        .iter()
        .fold(after, |rest, w| rest.strip_prefix(w).unwrap_or(rest));
    let digits: String = rest
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let follows = rest.get(digits.len()..)?;
    follows.starts_with('%').then(|| digits.parse().ok())?
}

/// Whether a number of things follows: 已完成清淤2.4公里 says nothing of the matter as a whole, 已完成全部25项任务 does.
fn counts_things(after: &str) -> bool {
    let mut before = String::new();
    let mut chars = after.chars().peekable();
    while let Some(c) = chars.next() {
        if before.contains("全部") || before.contains("所有") || before.contains("各") {
            return false;
        }
        if c.is_ascii_digit() {
            while chars.next_if(|c| c.is_ascii_digit() || *c == '.').is_some() {}
            // Of years, days and names (3号站, 1#炉, 第2批) there is no count.
            let names = matches!(
                chars.peek(),
                Some(
                    '年' | '月' | '日' | '%' | '号' | '#' | '期' | '批' | '标' | '级' | '类' | '-'
                )
            );
            if !names && !before.ends_with('第') {
                return true;
            }
        } else if matches!(
            c,
            '两' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '一'
        ) && chars.peek().is_some_and(|next| {
            matches!(
                next,
                '个' | '项' | '件' | '处' | '家' | '座' | '条' | '十' | '百' | '起' | '户'
            )
        }) {
            return true;
        }
        before.push(c);
    }
    false
}

/// Characters of a clause that are neither words of status nor words that stand around them.
pub(super) fn left_over(clause: &str) -> usize {
    let lists = &WORDS_OF_STATUS.lists;
    let mut rest = clause;
    let mut kept = String::new();
    for (start, end, _) in WORDS_OF_STATUS.found(clause) {
        let from = clause.len() - rest.len();
        kept.push_str(clause.get(from..start).unwrap_or_default());
        kept.push(' ');
        rest = clause.get(end..).unwrap_or_default();
    }
    kept.push_str(rest);
    for list in [
        &lists.filler,
        &lists.intent,
        &lists.negation,
        &lists.on_time,
        &lists.early,
        &lists.late,
        &lists.partial,
        &lists.mostly,
        &lists.past,
    ] {
        for word in list {
            if kept.contains(word.as_str()) {
                kept = kept.replace(word.as_str(), " ");
            }
        }
    }
    kept.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !c.is_ascii_digit()
                && !matches!(
                    c,
                    '%' | '.'
                        | '-'
                        | '年'
                        | '月'
                        | '日'
                        | '底'
                        | '末'
                        | '前'
                        | '但'
                        | '且'
                        | '并'
                        | '了'
                        | '天'
                )
        })
        .count()
}

fn tail(text: &str, chars: usize) -> String {
    let from = text.chars().count().saturating_sub(chars);
    text.chars().skip(from).collect()
}
