//! Lengths of time, festivals and cycles as people write them.
use std::{ops::Range, sync::LazyLock};

use jiff::civil::Date;
use regex::Regex;
use rust_decimal::Decimal;

use super::{
    lexicon::WORDS,
    reading::{Amount, Cycle, Due, Kind, Stricter, clause_of},
};
use crate::detect::{group::characters, pairing::Part, ruled::Ruled, scan::number};

/// Lengths of time: 三年, 半年内, 15个工作日; in days, compared by the length.
static TERM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("(?P<n>半|\\d+|[一二两三四五六七八九十]+)(?:个)?(?P<u>年|月|工作日|天|日|周|星期|小时)(?P<a>时间|之内|以内|内|行动|任务|完成|干|见效|收官|建成|改完|办结|就|以上|,|。|;|$)").ok()
});

/// Unit of lengths of time once they are read.
const DAYS: &str = "天数";

pub(super) fn terms(ruled: &Ruled<'_>, clauses: &[Range<u32>], part: &Part) -> Vec<Amount> {
    let text = ruled.text();
    let Some(regex) = TERM.as_ref() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for found in regex.captures_iter(text) {
        let (Some(n), Some(unit)) = (found.name("n"), found.name("u")) else {
            continue;
        };
        let range = characters(text, &(n.start()..unit.end()));
        // A month or day of the calendar is no length of time.
        let dated = part
            .dates
            .iter()
            .any(|d| d.start < range.end && range.start < d.end && !d.value.raw.contains("内"));
        let clause = clause_of(clauses, range.start);
        let before = ruled.slice(&(clause.start..range.start));
        let days = match unit.as_str() {
            "年" => 365,
            "月" => 30,
            "周" | "星期" => 7,
            "小时" => 0,
            _ => 1,
        };
        let (Some(count), false) = (small_or_half(n.as_str()), dated) else {
            continue;
        };
        if days == 0 || WORDS.not_a_term.is_in(before) {
            continue;
        }
        // 8月, 3日 without a word of length are calendar.
        let bare = matches!(unit.as_str(), "月" | "日")
            && text.get(n.end()..unit.start()).is_none_or(|t| t != "个");
        if bare {
            continue;
        }
        let whole = ruled.slice(&clause);
        all.push(Amount {
            value: Decimal::from(days) * count,
            unit: DAYS.to_owned(),
            kind: Kind::Level,
            stricter: if WORDS.longer_is_stricter.is_in(whole) {
                Stricter::Higher
            } else {
                Stricter::Lower
            },
            name: None,
            noun: String::new(),
            each: false,
            aside: false,
            range,
        });
    }
    all
}

fn small_or_half(text: &str) -> Option<Decimal> {
    if text == "半" {
        Some(Decimal::new(5, 1))
    } else {
        small(text).map(Decimal::from)
    }
}

/// Festivals and seasons by which something is due (国庆前, 入冬前).
pub(super) fn seasons(ruled: &Ruled<'_>, clauses: &[Range<u32>]) -> Vec<Due> {
    let text = ruled.text();
    let mut all = Vec::new();
    for named in &WORDS.day {
        for (at, word) in text.match_indices(named.word.as_str()) {
            let range = characters(text, &(at..at + word.len()));
            let Ok(day) = Date::new(ANY_YEAR, named.month, named.day) else {
                continue;
            };
            all.push(Due {
                day,
                no_year: true,
                clause: clause_of(clauses, range.start),
                range,
            });
        }
    }
    all
}

/// Stands for a year that is not compared.
const ANY_YEAR: i16 = 2024;

/// How often: 每季度, 月调度, 按周, 日报; with a count after it (每月两次).
static CYCLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        "(?:每(?:一|个)?|按|逐)(?P<a>半年|半月|两周|季度|季|旬|星期|周|小时|年|月|日|天)",
        "|(?:一|半)?(?P<c>半年|半月|季|月|旬|周|日|天|年)(?:一|清一次|查一次|测一次|巡一次|来一次|报一次|扫一次|换一次)",
        "|(?P<d>周周|月月|天天|日日|季季)",
        "|(?P<b>半年|半月|季度|季|旬|周|年|月|日|天)(?:度)?(?:一)?(?:报|调度|通报|排名|小结|总结|例会|会商|点评|清零|台账|统计|抽测|巡查|督查|比对|评比|打卡)",
        "|(?:全年|一年)(?:内)?(?P<n>[一二两三四五六七八九十\\d]+)次",
    ))
    .ok()
});
static COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("^[^,。;]{0,8}?(?P<n>[两二三四五六七八九十\\d]+)(?:次|遍|轮)").ok()
});

pub(super) fn cycles(ruled: &Ruled<'_>) -> Vec<Cycle> {
    let text = ruled.text();
    let Some(regex) = CYCLE.as_ref() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for found in regex.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let unit = ["a", "b", "c", "d"].iter().find_map(|n| found.name(n));
        let range = characters(text, &whole.range());
        let times = match unit.map(|u| u.as_str()) {
            Some("年") => 1,
            Some("半年") => 2,
            Some("季" | "季度" | "季季") => 4,
            Some("月" | "月月") => 12,
            Some("半月") => 24,
            Some("两周") => 26,
            Some("旬") => 36,
            Some("周" | "星期" | "周周") => 52,
            Some("日" | "天" | "日日" | "天天") => 365,
            Some("小时") => 8760,
            _ => match found.name("n").and_then(|n| small(n.as_str())) {
                Some(n) => n,
                None => continue,
            },
        };
        let rest = text.get(whole.end()..).unwrap_or_default();
        // 每月5日前 says on which day of the month, not how often.
        let factor = COUNT
            .as_ref()
            .and_then(|c| c.captures(rest))
            .and_then(|c| small(c.name("n")?.as_str()))
            .unwrap_or(1);
        all.push(Cycle {
            times: times * factor,
            range,
        });
    }
    all
}

/// A small count in digits or Chinese numerals up to 99.
fn small(text: &str) -> Option<u32> {
    if let Ok(n) = text.parse::<u32>() {
        return Some(n);
    }
    let digit = |c: char| match c {
        '两' => Some(2),
        c => "零一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .map(number),
    };
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() {
                Some(1)
            } else {
                digit(tens.chars().next()?)
            };
            let ones = ones.chars().next().map_or(Some(0), digit);
            Some(tens? * 10 + ones?)
        }
        None => digit(text.chars().next()?).filter(|_| text.chars().count() == 1),
    }
}
