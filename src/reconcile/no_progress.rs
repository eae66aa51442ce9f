//! RC-12: the same progress told again, period after period.
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Check, Desk, extensions::says_granted, found, matters::as_of, spans};
use crate::{
    ledger::{plain, similarity},
    model::{
        BookKind, BookRow, Certainty, Completion, Evidence, Mismatch, Severity, char_len, fold,
    },
    normalize::{dates, numbers},
};

/// Books that tell progress period after period.
const PERIODICAL: &[BookKind] = &[BookKind::总账, BookKind::细账, BookKind::整改清单];

/// Fields that tell progress, in the order in which they are compared.
const TELLS: [&str; 3] = ["progress", "execute", "host_action"];

/// Days that versions must lie apart to be two periods: nobody owes news more often than monthly, and February is the shortest month.
const PERIOD_DAYS: i64 = 28;

/// Characters from which a cell tells progress rather than a status word: 未完成但达到序时进度 has ten.
const TOLD_CHARACTERS: u32 = 11;

/// Words that say why nothing moved.
const CAUSES: [&str; 16] = [
    "待批复",
    "待审批",
    "等待",
    "汛期",
    "停工",
    "冬季",
    "冬歇",
    "诉讼",
    "审批中",
    "不具备",
    "暂停",
    "暂缓",
    "因",
    "受",
    "尚需",
    "未开学",
];

/// RC-12.
pub(super) struct NoProgress;

impl Check for NoProgress {
    fn id(&self) -> &'static str {
        "RC-12"
    }
    fn title(&self) -> &'static str {
        "进展停滞"
    }
    fn indicator(&self) -> &'static str {
        "stalled-matter"
    }
    fn explains(&self) -> &'static str {
        "推进中的事项，连续各期进展文字相同或高度相似而数字不变，或完成百分比不变的提示。数字有变化、新说明了原因、获批延期、尚未启动或已完成的不提示；长期事项只在数字也不变时提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![
            (
                "视为未变的相似度".to_owned(),
                format!("≥ {}", desk.settings.unchanged_similarity),
            ),
            (
                "视为停滞的期数".to_owned(),
                format!("连续{}期", desk.settings.stalled_periods),
            ),
        ]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut all = Vec::new();
        for (at, series) in desk.series.iter().enumerate() {
            if !PERIODICAL.contains(&series.kind) || series.versions.len() < 2 {
                continue;
            }
            for row in series.latest().into_iter().flat_map(|b| b.rows()) {
                let history: Vec<BookRow<'_>> = desk.history(at, &row.record.key).collect();
                all.extend(self.stalled(desk, &periods(&history)));
            }
        }
        all
    }
}

/// The versions that stand for periods: the newest, and before it each that lies a period before the next.
fn periods<'a>(history: &[BookRow<'a>]) -> Vec<BookRow<'a>> {
    let mut kept: Vec<(BookRow<'a>, Date)> = Vec::new();
    for row in history.iter().rev() {
        let Some(day) = as_of(*row) else { continue };
        let apart = kept
            .last()
            .is_none_or(|(_, next)| spans::days_between(day, *next) >= PERIOD_DAYS);
        if apart {
            kept.push((*row, day));
        }
    }
    kept.into_iter().map(|(row, _)| row).collect()
}

impl NoProgress {
    /// Looks back from the newest period; `periods` has the newest first.
    fn stalled(&self, desk: &Desk<'_>, periods: &[BookRow<'_>]) -> Option<Mismatch> {
        let needed = usize::try_from(desk.settings.stalled_periods).unwrap_or(usize::MAX);
        let newest = *periods.first()?;
        if needed < 2 || !is_under_way(newest) || says_granted(newest) {
            return None;
        }
        let at_least = desk.settings.unchanged_similarity;
        let mut same = vec![newest];
        let mut exact = true;
        for older in periods.iter().skip(1) {
            let Some(how) = is_under_way(*older)
                .then(|| unchanged(*older, newest, at_least))
                .flatten()
            else {
                break;
            };
            exact &= how == Unchanged::Exactly;
            same.push(*older);
        }
        let oldest = *same.last()?;
        if same.len() < needed || explained(newest, oldest) {
            return None;
        }
        let field = compared(newest)?;
        let mut one = found::of_row(self, Severity::关注, newest, "进展", newest.quote(field)?);
        if !exact {
            one.certainty = Certainty::较强;
        }
        let days: Vec<String> = same
            .iter()
            .rev()
            .filter_map(|r| as_of(*r))
            .map(|d| d.to_string())
            .collect();
        let like = match newest.record.facets.percent {
            Some(share) => format!("均为{share}%"),
            None if exact => "文字相同".to_owned(),
            None => format!(
                "相似度{:.2} ≥ {at_least}",
                similarity(
                    &without_dates(newest.text(field)),
                    &without_dates(oldest.text(field))
                )
            ),
        };
        one.formula = format!("{}期：{}；{like}", same.len(), days.join("、"));
        one.reason = format!(
            "{}：{}至{}连续{}期进展没有变化（{like}），状态仍为推进中。",
            found::name(newest),
            days.first().map_or("", String::as_str),
            days.last().map_or("", String::as_str),
            same.len(),
        );
        one.evidence = same
            .iter()
            .skip(1)
            .filter_map(|r| {
                Some(Evidence {
                    source: r.quote(compared(*r)?)?,
                    note: format!(
                        "截至{}的进展",
                        as_of(*r).map(|d| d.to_string()).unwrap_or_default()
                    ),
                })
            })
            .collect();
        one.ask = found::words(&[
            "这段时间实际做了什么，完成量是多少？",
            "卡点在哪里，由谁在何日前解决？",
        ]);
        one.looked_for = found::words(&[
            "进展中的数字有变化（日期除外）",
            "新说明的困难和原因",
            "获批延期",
            "尚未启动或已完成",
            "两版间隔不足一个月的不算两期",
        ]);
        one.would_clear = "补充本期新增的工程量、监测值或节点，或说明停滞原因。".to_owned();
        Some(one)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unchanged {
    Exactly,
    Nearly,
}

/// Whether progress is the same but for dates, and in every number.
fn unchanged(older: BookRow<'_>, newer: BookRow<'_>, at_least: f64) -> Option<Unchanged> {
    let (was, is) = (older.record.facets.percent, newer.record.facets.percent);
    if was != is {
        return None;
    }
    // Where a share is told, the share decides, whatever words stand beside it; a full one is no standstill.
    if is.is_some_and(|p| p > Decimal::ZERO && p < Decimal::ONE_HUNDRED) {
        return Some(Unchanged::Exactly);
    }
    let field = told(newer)?;
    let (was, is) = (older.text(field), newer.text(field));
    // The words of a standing matter may stay; only its figures must move, and where none is told RC-20 asks for them.
    if newer.record.facets.standing && figures(is).is_empty() {
        return None;
    }
    if plain(was) == plain(is) {
        return Some(Unchanged::Exactly);
    }
    let near = similarity(&without_dates(was), &without_dates(is)) >= at_least;
    (near && figures(was) == figures(is) && !negation_differs(was, is)).then_some(Unchanged::Nearly)
}

/// The field that tells progress in sentences.
fn told(row: BookRow<'_>) -> Option<&'static str> {
    TELLS
        .into_iter()
        .find(|f| char_len(row.text(f)) >= TOLD_CHARACTERS)
}

/// The field that was compared: where the share stands, else the sentences.
fn compared(row: BookRow<'_>) -> Option<&'static str> {
    let share = ["completion", "status", "progress", "execute"]
        .into_iter()
        .find(|f| row.text(f).contains(['%', '％', '成']) && row.record.facets.percent.is_some());
    share.or_else(|| told(row))
}

fn is_under_way(row: BookRow<'_>) -> bool {
    let facets = &row.record.facets;
    !facets.is_done()
        && matches!(
            facets.completion,
            Some(Completion::Started | Completion::Stage | Completion::Mostly)
        )
}

/// Whether the newest period says why nothing moved, or says something new of its problems.
fn explained(newest: BookRow<'_>, oldest: BookRow<'_>) -> bool {
    let problem = newest.text("problem");
    let new = found::is_filled(problem) && plain(problem) != plain(oldest.text("problem"));
    let cause = [problem, newest.text("remark")]
        .iter()
        .any(|t| CAUSES.iter().any(|w| t.contains(w)));
    let told = told(newest).map_or("", |f| newest.text(f));
    let cause_told = CAUSES
        .iter()
        .filter(|w| char_len(w) > 1)
        .any(|w| told.contains(w));
    new || cause || cause_told
}

/// The text with its dates taken out: a new day alone is no news.
fn without_dates(text: &str) -> String {
    let folded = fold(text);
    let found = dates::find(&folded, None);
    (0u32..)
        .zip(folded.chars())
        .filter(|(at, _)| !found.iter().any(|d| (d.start..d.end).contains(at)))
        .map(|(_, c)| c)
        .collect()
}

/// The numbers of a text, dates left out.
fn figures(text: &str) -> Vec<(Decimal, String)> {
    numbers::find(&fold(text))
        .into_iter()
        .map(|n| (n.value, n.unit))
        .collect()
}

/// Words that turn a sentence round, of which one text has more than the other: 未开工 and 已开工 differ in one character.
fn negation_differs(a: &str, b: &str) -> bool {
    ['未', '不', '无', '没', '已', '完'].iter().any(|c| {
        let count = |t: &str| t.chars().filter(|x| x == c).count();
        count(a) != count(b)
    })
}
