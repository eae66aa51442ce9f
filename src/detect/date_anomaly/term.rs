//! A term that is longer than the time there was: “稳定运行六个月” forty days after it began.
use std::sync::LazyLock;

use regex::Regex;

use crate::{
    detect::{
        found::Found,
        timeline::{self, Event},
        told::{Told, quote},
    },
    model::{Certainty, Explain, Hedge, Precision, Severity},
};

/// Something that is said to have lasted.
static LASTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:连续|稳定|持续|已经?|正常)[^,;。]{0,8}(?:运行|监测|达标|公示|试运行|使用|养护|巡查|观测)(?:了|已|达|满|超过|近)*").ok()
});
/// How exact months are: a month counted short is not taken for a fault, in days.
const SHORTEST_MONTH: i64 = 28;

/// Spans of days that are said to be of another length: 6月1日至6月5日，公示10天. Counted with and without the first day;
/// working days can only be too many.
pub(super) fn spans(told: &Told<'_>) -> Vec<Found> {
    let Some(between) = BETWEEN.as_ref() else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for d in told.dates {
        let (Some(from), Some(to), Precision::Range) =
            (d.value.from, d.value.to, d.value.precision)
        else {
            continue;
        };
        // 6月至9月 is counted in months.
        if !d.value.raw.contains(['日', '号']) {
            continue;
        }
        let Some(n) = told
            .numbers
            .iter()
            .find(|n| n.start >= d.end && between.is_match(told.slice(&(d.end..n.start))))
        else {
            continue;
        };
        let said = n.value.trunc().to_string().parse::<i64>().unwrap_or(0);
        let days = timeline::days_between(from, to);
        let working = n.unit.contains("工作日");
        let fits = match n.unit.as_str() {
            _ if working => said <= days + 1,
            "天" | "日" => said == days || said == days + 1 || n.hedge != Hedge::None,
            _ => continue,
        };
        if fits || said == 0 {
            continue;
        }
        let range = d.start..n.end;
        out.push(Found {
            reason: format!(
                "“{}”首尾都算是{}天，文中写{}。",
                d.value.raw,
                days + 1,
                n.raw
            ),
            explain: Explain {
                matched: vec![("起止与天数".to_owned(), vec![quote(&told.plain, &range)])],
                exemptions_not_found: ["不含首日的算法", "约数", "分段计算"]
                    .map(str::to_owned)
                    .to_vec(),
                formula: Some(format!("{to} − {from} + 1 = {}日 ≠ {said}日", days + 1)),
                would_clear: Some("更正起止日期或天数。".to_owned()),
                ..Explain::default()
            },
            certainty: Certainty::确定,
            severity: Severity::关注,
            terms: Vec::new(),
            range,
        });
    }
    out
}

/// Words that may stand between a span and its length.
static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[,(]?(?:期间)?(?:连续|公示|公告|为期|历时|共计?|前后|总共|持续|累计|停产|停工|集中|运行|监测|巡查|培训|整治)*(?:了|期)?$").ok()
});

/// Terms that do not fit between beginning and the last day the text names.
pub(super) fn check(told: &Told<'_>, events: &[Event]) -> Vec<Found> {
    let Some(lasted) = LASTED.as_ref() else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for said in told.find(lasted, &(0..told.len())) {
        let Some(term) = told
            .numbers
            .iter()
            .find(|n| said.start <= n.start && n.start <= said.end + 2)
        else {
            continue;
        };
        let whole = term.value.trunc().to_string().parse::<i64>().unwrap_or(0);
        let days = match term.unit.as_str() {
            "天" | "日" => whole,
            "周" => whole * 7,
            "个月" | "月" => whole * SHORTEST_MONTH,
            _ => continue,
        };
        let began = events
            .iter()
            .find(|e| ["commission", "install", "finish", "publicity"].contains(&e.kind.as_str()));
        let ended = events
            .iter()
            .filter(|e| ["report", "apply", "accept", "issue", "close"].contains(&e.kind.as_str()))
            .max_by_key(|e| e.to);
        let (Some(began), Some(ended)) = (began, ended) else {
            continue;
        };
        let there_was = timeline::days_between(began.from, ended.to);
        if !timeline::are_comparable(began, ended) || there_was < 0 || there_was + 1 >= days {
            continue;
        }
        let (a, b) = (
            timeline::day_shown(began, began.from),
            timeline::day_shown(ended, ended.to),
        );
        let range = said.start..term.end.max(said.end);
        out.push(Found {
            reason: format!(
                "写“{}”，而{a}{}到{b}{}只有{there_was}天。",
                quote(&told.plain, &range),
                began.name,
                ended.name
            ),
            explain: Explain {
                matched: vec![("所称时长".to_owned(), vec![quote(&told.plain, &range)])],
                exemptions_not_found: ["其他起算日", "试运行计入"].map(str::to_owned).to_vec(),
                formula: Some(format!("{b} − {a} = {there_was}日 < {days}日")),
                would_clear: Some("写明从哪一天起算。".to_owned()),
                ..Explain::default()
            },
            certainty: Certainty::确定,
            severity: Severity::关注,
            terms: vec![
                (began.range(), format!("{}的日期", began.name)),
                (ended.range(), format!("{}的日期", ended.name)),
            ],
            range,
        });
    }
    out
}
