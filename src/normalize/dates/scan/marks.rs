//! The words around a date that say what it is for, and repeated dates.
use super::{
    super::reading::{Body, Reading},
    numeral::{ascii, small},
    parts::{at, blank},
};

/// Past the sign of a range (`-`, `—`, `~`, 至, 到), if one stands at `i`.
pub(super) fn range_sign(c: &[char], i: usize) -> Option<usize> {
    let mut j = blank(c, i);
    match c.get(j)? {
        '-' | '—' | '–' | '―' | '─' | '~' | '－' => {
            while matches!(c.get(j), Some('-' | '—' | '–' | '―' | '─' | '~' | '－')) {
                j += 1;
            }
        }
        '至' | '到' => j += 1,
        _ => return None,
    }
    Some(blank(c, j))
}

/// Past a weekday in brackets: (星期三), (周三).
pub(super) fn skip_weekday(c: &[char], i: usize) -> usize {
    if c.get(i) != Some(&'(') || !matches!(c.get(i + 1), Some('周' | '星')) {
        return i;
    }
    c.iter()
        .skip(i)
        .take(7)
        .position(|x| *x == ')')
        .map_or(i, |n| i + n + 1)
}

/// A reading with the words before and after it taken in.
pub(super) fn around(c: &[char], start: usize, end: usize, body: Body) -> Reading {
    let mut stop = end;
    let mut by = false;
    let mut since = false;
    let next = skip_weekday(c, end);
    let word = |words: &[&str]| {
        words
            .iter()
            .find(|w| at(c, next, w))
            .map(|w| next + w.chars().count())
    };
    let plain_by = (c.get(next) == Some(&'前') && is_by(c, next + 1)).then_some(next + 1);
    if let Some(end) = word(&["底前", "末前", "之前", "以前", "前夕", "止"]).or(plain_by)
    {
        (by, stop) = (true, end);
    } else if let Some(end) = word(&["以来", "之后", "以后"]).or_else(|| {
        let other = matches!(c.get(next + 1), Some('草' | '诉' | '点' | '步'));
        (c.get(next) == Some(&'起') && !other).then_some(next + 1)
    }) {
        (since, stop) = (true, end);
    }
    let head: Vec<char> = c
        .get(start.saturating_sub(4)..start)
        .unwrap_or_default()
        .iter()
        .copied()
        .filter(|x| *x != ' ')
        .collect();
    let head: String = head.into_iter().collect();
    let as_of = ["截至", "截止", "截至到", "截止到", "截止至"]
        .iter()
        .any(|w| head.ends_with(w));
    let target = head.ends_with('到')
        && !head.ends_with("达到")
        && !head.ends_with("收到")
        && !head.ends_with("接到");
    Reading {
        start,
        end: stop,
        body,
        by: by || target,
        as_of,
        since,
        recurring: false,
        in_title: false,
    }
}

/// Whether 前 before `i` means "by": 前往, 前期, 前后, 前三季度 do not.
fn is_by(c: &[char], i: usize) -> bool {
    !matches!(
        c.get(i),
        Some(
            '往' | '后'
                | '期'
                | '列'
                | '述'
                | '者'
                | '来'
                | '景'
                | '沿'
                | '去'
                | '段'
                | '身'
                | '三'
                | '半'
                | '年'
                | '进'
        )
    )
}

/// 每月5日前, 每年3月底, 每季度末, 逐月: repeated, no single date.
pub(super) fn recurring(c: &[char], i: usize) -> Option<Reading> {
    const UNITS: &[&str] = &[
        "年度", "年", "季度", "个月", "月份", "月", "半年", "半月", "周", "星期", "季", "旬", "日",
        "天",
    ];
    let unit = UNITS.iter().find(|u| at(c, i + 1, u))?;
    let mut end = i + 1 + unit.chars().count();
    // 每月5日, 每年3月底, 每年3月5日
    for _ in 0..2 {
        let at_number = blank(c, end);
        if let Some((_, stop)) = small(c, at_number)
            && matches!(c.get(stop), Some('月' | '日' | '号'))
        {
            end = stop + 1;
        }
    }
    if matches!(c.get(end), Some('底' | '末' | '初')) {
        end += 1;
    }
    let mut reading = around(c, i, end, Body::Relative);
    reading.recurring = true;
    Some(reading)
}

/// 十四五末, “十四五”期间, 十五五时期: a name of years, and only a date when it says so.
pub(super) fn five_year_plan(c: &[char], i: usize) -> Option<Reading> {
    // 十四五 reads as 14 and a 五 left over; 二十五 begins with 二 and is 25.
    let (plan, end) = small(c, i)?;
    if c.get(i) != Some(&'十') || !(11..=19).contains(&plan) || c.get(end) != Some(&'五') {
        return None;
    }
    let (number, mut next) = (plan, end + 1);
    let quoted = i > 0 && matches!(c.get(i - 1), Some('“' | '"' | '「'));
    let start = if quoted { i - 1 } else { i };
    if quoted && matches!(c.get(next), Some('”' | '"' | '」')) {
        next += 1;
    }
    let number = i16::try_from(number).ok()?;
    let tail = |words: &[&str]| {
        words
            .iter()
            .find(|w| at(c, next, w))
            .map(|w| w.chars().count())
    };
    if let Some(n) = tail(&[
        "规划末",
        "期末",
        "时期末",
        "末期",
        "末",
        "收官之年",
        "收官年",
    ]) {
        return Some(around(c, start, next + n, Body::Plan(number, true)));
    }
    let n = tail(&["规划期间", "规划期内", "期间", "时期", "以来", "期内"])?;
    Some(around(c, start, next + n, Body::Plan(number, false)))
}

/// One past the Arabic digits (up to three) or small Chinese numeral at `i`; 两 too.
pub(super) fn number_at(c: &[char], i: usize) -> Option<usize> {
    if c.get(i) == Some(&'两') {
        return Some(i + 1);
    }
    ascii(c, i)
        .filter(|(_, end)| *end <= i + 3)
        .or_else(|| small(c, i))
        .map(|(_, end)| end)
}
