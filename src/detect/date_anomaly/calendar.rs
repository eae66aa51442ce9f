//! Days that do not exist, and numbers of papers that bear another year than the paper.
use std::sync::LazyLock;

use regex::Regex;

use crate::{
    detect::{
        found::Found,
        timeline,
        told::{Told, quote},
    },
    model::{Certainty, Explain, Precision, Severity},
};

/// A paper's own number with its year: 某环发〔2023〕17号.
static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[〔\[(【](?P<year>20\d\d|19\d\d)[〕\])】] ?第?\d{1,4}号").ok());
/// Words by which a text says when a paper itself was made.
static MADE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:落款|成文|印发|签发|制发|发文|盖章|用印)(?:日期|时间|日)?(?:是|为|在|于|:|却|的|写|标|则|署)*$|^(?:成文|印发|签发|制发|落款|发文)").ok()
});
/// Words that say why number and date may differ, or that the number is another paper's.
static EXCUSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"修订|修正|修改|补发|补登|更正|笔误|重印|保留|沿用|废止|替代|依据|根据|按照|依照|贯彻|落实|引用|转发|注明|说明").ok()
});

/// Days that are in no calendar.
pub(super) fn impossible_days(told: &Told<'_>) -> Vec<Found> {
    told.dates
        .iter()
        .filter(|d| match timeline::written_day(&d.value.raw) {
            // Without a year 29 February may be a day.
            Some(there_is) => !there_is,
            None => d.value.precision == Precision::Invalid && d.value.raw.contains('日'),
        })
        .map(|d| {
            let range = d.start..d.end;
            Found {
                reason: format!("“{}”不是历法中有的日子。", d.value.raw),
                explain: Explain {
                    matched: vec![("日期".to_owned(), vec![d.value.raw.clone()])],
                    exemptions_not_found: vec!["闰年".to_owned()],
                    formula: Some(format!("{}：该月没有这一天", d.value.raw)),
                    would_clear: Some("写出真实的日期。".to_owned()),
                    ..Explain::default()
                },
                certainty: Certainty::确定,
                severity: Severity::关注,
                terms: Vec::new(),
                range,
            }
        })
        .collect()
}

/// The day of the week written after a date.
static WEEKDAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^ ?\(?(?:星期|周|礼拜)(?P<day>[一二三四五六日天])").ok());

/// Days that fall on another day of the week than is written, and spans that end before they begin.
pub(super) fn days_misnamed(told: &Told<'_>) -> Vec<Found> {
    let Some(weekday) = WEEKDAY.as_ref() else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for d in told.dates {
        let raw = &d.value.raw;
        if d.value
            .doubt
            .as_ref()
            .is_some_and(|why| why.contains("起止日期颠倒"))
        {
            out.push(plain_finding(
                d.start..d.end,
                format!("“{raw}”的终点早于起点。"),
                format!("{raw}：止 < 起"),
                "写出真实的起止日期。",
            ));
        }
        let Some((from, to, timeline::Year::Written)) = timeline::days(d) else {
            continue;
        };
        let after = told.slice(&(d.end..d.end + WEEKDAY_REACH));
        let named = weekday
            .captures(after)
            .and_then(|c| c.name("day"))
            .and_then(|m| m.as_str().chars().next())
            .and_then(|c| {
                "一二三四五六日"
                    .chars()
                    .position(|x| x == c || (x == '日' && c == '天'))
            });
        let Some(named) = named.filter(|_| from == to) else {
            continue;
        };
        let real = usize::try_from(from.weekday().to_monday_zero_offset()).unwrap_or(named);
        if real != named {
            let is = "一二三四五六日".chars().nth(real).unwrap_or('?');
            out.push(plain_finding(
                d.start..(d.end + WEEKDAY_REACH).min(told.len()),
                format!("{from}是星期{is}，不是文中所写的那一天。"),
                format!("{from}：星期{is}"),
                "更正日期或星期。",
            ));
        }
    }
    out
}

/// Characters after a date in which its day of the week stands: （星期三）.
const WEEKDAY_REACH: u32 = 5;

fn plain_finding(
    range: std::ops::Range<u32>,
    reason: String,
    formula: String,
    would_clear: &str,
) -> Found {
    Found {
        range,
        reason,
        explain: Explain {
            exemptions_not_found: vec!["更正说明".to_owned()],
            formula: Some(formula),
            would_clear: Some(would_clear.to_owned()),
            ..Explain::default()
        },
        certainty: Certainty::确定,
        severity: Severity::关注,
        terms: Vec::new(),
    }
}

/// Numbers of papers whose year is not the year in which the paper says it was made.
pub(super) fn numbers_of_another_year(told: &Told<'_>) -> Vec<Found> {
    let (Some(number), Some(made), Some(excused)) =
        (NUMBER.as_ref(), MADE.as_ref(), EXCUSED.as_ref())
    else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for sentence in told.sentences() {
        if excused.is_match(told.slice(&sentence)) {
            continue;
        }
        let numbers = told.find(number, &sentence);
        // One paper, one number: of several the date may belong to any.
        let [paper] = &numbers[..] else { continue };
        let digits: String = quote(&told.plain, paper)
            .chars()
            .filter(char::is_ascii_digit)
            .take(4)
            .collect();
        let Ok(year) = digits.parse::<i16>() else {
            continue;
        };
        for d in told
            .dates
            .iter()
            .filter(|d| paper.end <= d.start && d.end <= sentence.end)
        {
            let Some(day) = d.value.from else { continue };
            let before = told.slice(&(paper.end..d.start));
            let after = told.slice(&(d.end..sentence.end));
            if (made.is_match(before) || made.is_match(after)) && day.year() != year {
                out.push(finding(told, paper, d, year, day.year()));
            }
        }
    }
    out
}

fn finding(
    told: &Told<'_>,
    paper: &std::ops::Range<u32>,
    date: &crate::model::FoundDate,
    year: i16,
    dated: i16,
) -> Found {
    let number = quote(&told.plain, paper);
    Found {
        reason: format!(
            "文号“{number}”是{year}年的编号，而该件写明的日期在{dated}年（{}）。",
            date.value.raw
        ),
        explain: Explain {
            matched: vec![
                ("文号".to_owned(), vec![number]),
                ("日期".to_owned(), vec![date.value.raw.clone()]),
            ],
            exemptions_not_found: ["修订后沿用原文号", "补发、更正", "引用的是另一件"]
                .map(str::to_owned)
                .to_vec(),
            formula: Some(format!("{year} ≠ {dated}")),
            would_clear: Some("更正文号或日期，或写明沿用原文号的理由。".to_owned()),
            ..Explain::default()
        },
        certainty: Certainty::确定,
        severity: Severity::关注,
        terms: vec![
            (paper.clone(), "文号".to_owned()),
            (date.start..date.end, "该件的日期".to_owned()),
        ],
        range: paper.start..date.end,
    }
}
