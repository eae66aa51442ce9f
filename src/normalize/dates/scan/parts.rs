//! The parts of a date: year, month, day, quarter, and the words for parts of a year.
use super::{
    super::reading::{Month, Part, Point, Year},
    YEARS,
    numeral::{ascii, digit, small},
};

/// Past at most two blanks.
pub(super) fn blank(c: &[char], i: usize) -> usize {
    let mut j = i;
    while j < i + 2 && c.get(j) == Some(&' ') {
        j += 1;
    }
    j
}

/// Whether the text at `i` begins with `word`.
pub(super) fn at(c: &[char], i: usize, word: &str) -> bool {
    word.chars()
        .enumerate()
        .all(|(k, w)| c.get(i + k) == Some(&w))
}

/// A year and the place after it: `2024年`, `24年` (before a month), 二〇二四年, 今年, 次年.
pub(super) fn year_at(c: &[char], i: usize) -> Option<(Year, usize)> {
    const WORDS: &[(&str, Year)] = &[
        ("今年", Year::FromReference(0)),
        ("本年", Year::FromReference(0)),
        ("去年", Year::FromReference(-1)),
        ("上年", Year::FromReference(-1)),
        ("前年", Year::FromReference(-2)),
        ("明年", Year::FromReference(1)),
        ("后年", Year::FromReference(2)),
        ("同年", Year::FromContext(0)),
        ("当年", Year::FromContext(0)),
        ("次年", Year::FromContext(1)),
        ("翌年", Year::FromContext(1)),
    ];
    let first = *c.get(i)?;
    if let Some((value, end)) = ascii(c, i) {
        let mark = blank(c, end);
        let year = i16::try_from(value).ok()?;
        // 2024Q3
        if end - i == 4 && YEARS.contains(&year) && latin_part(c, end, Year::Given(year)).is_some()
        {
            return Some((Year::Given(year), end));
        }
        if c.get(mark) != Some(&'年') {
            return None;
        }
        return match end - i {
            4 if YEARS.contains(&year) => Some((Year::Given(year), mark + 1)),
            // 24年3月: two digits are a year only before a month; 24年 alone is a length of time.
            2 if has_month(c, mark + 1) => Some((Year::Given(century(year)), mark + 1)),
            _ => None,
        };
    }
    if digit(first).is_some() {
        let digits: Vec<u32> = c.iter().skip(i).map_while(|x| digit(*x)).take(5).collect();
        let mark = i + digits.len();
        if c.get(mark) != Some(&'年') {
            return None;
        }
        let value = digits.iter().fold(0, |sum, d| sum * 10 + d);
        let year = i16::try_from(value).ok()?;
        return match digits.len() {
            4 if YEARS.contains(&year) => Some((Year::Given(year), mark + 1)),
            2 if has_month(c, mark + 1) => Some((Year::Given(century(year)), mark + 1)),
            _ => None,
        };
    }
    let (word, year) = WORDS.iter().find(|(word, _)| at(c, i, word))?;
    // 一年前年均, 以前年度: the characters meet by chance.
    if matches!(*word, "前年" | "后年" | "上年")
        && i > 0
        && c.get(i - 1).is_some_and(|p| {
            matches!(
                p,
                '以' | '之' | '年' | '往' | '此' | '今' | '向' | '线' | '月' | '底'
            )
        })
    {
        return None;
    }
    // 不同年龄, 应当年审, 基本年限: likewise.
    let end = i + word.chars().count();
    let previous = i.checked_sub(1).and_then(|p| c.get(p)).copied();
    let other_word = matches!(c.get(end), Some('龄' | '级' | '代' | '限' | '审' | '检'))
        || match *word {
            "同年" => matches!(previous, Some('不' | '相' | '共')),
            "当年" => previous == Some('应'),
            "本年" => matches!(previous, Some('基' | '资' | '成' | '样' | '文')),
            _ => false,
        };
    (!other_word).then_some((*year, end))
}

/// Two-digit years: 00-69 are of this century.
pub(in super::super) fn century(two_digits: i16) -> i16 {
    if two_digits < 70 {
        2000 + two_digits
    } else {
        1900 + two_digits
    }
}

fn has_month(c: &[char], i: usize) -> bool {
    small(c, blank(c, i)).is_some_and(|(_, end)| c.get(blank(c, end)) == Some(&'月'))
}

/// What follows a year: month and day, quarter, half, 底, 内; the bare year otherwise.
pub(super) fn after_year(c: &[char], year: Year, i: usize) -> (Point, usize) {
    let from = if c.get(i) == Some(&'度') { i + 1 } else { i };
    let next = blank(c, from);
    part_of_year(c, next, year)
        .or_else(|| month_or_quarter(c, next, year))
        .or_else(|| latin_part(c, next, year))
        .or_else(|| edge_of_year(c, next, year))
        .unwrap_or((Point::of_year(year), from))
}

fn point(year: Year, part: Part) -> Point {
    Point {
        part,
        ..Point::of_year(year)
    }
}

/// 底, 末, 初, 内 directly after the year.
fn edge_of_year(c: &[char], i: usize, year: Year) -> Option<(Point, usize)> {
    let next = c.get(i + 1).copied();
    let part = match c.get(i)? {
        '底' | '末' => Part::End,
        '初' if !matches!(next, Some('步' | '期' | '级' | '审' | '次' | '始')) => {
            Part::Begin
        }
        '内' if !matches!(next, Some('蒙' | '部' | '涝' | '外' | '需' | '容' | '设')) => {
            Part::Within
        }
        '中' if matches!(next, Some('前' | '期') | None) => Part::Middle,
        _ => return None,
    };
    let end = if c.get(i) == Some(&'中') && next == Some('期') {
        i + 2
    } else {
        i + 1
    };
    Some((point(year, part), end))
}

/// 年底, 年内, 上半年, 第三季度, 前三季度, 前5个月.
pub(super) fn part_of_year(c: &[char], i: usize, year: Year) -> Option<(Point, usize)> {
    let first = *c.get(i)?;
    let next = c.get(i + 1).copied();
    match first {
        '年' => {
            let part = match next? {
                '底' | '末' | '终' => Part::End,
                '初' => Part::Begin,
                '中' if !matches!(c.get(i + 2), Some('央' | '国' | '共' | '期' | '心')) => {
                    Part::Middle
                }
                '内' => Part::Within,
                _ => return None,
            };
            Some((point(year, part), i + 2))
        }
        '上' if at(c, i, "上半年") => Some((point(year, Part::Half(1)), i + 3)),
        '下' if at(c, i, "下半年") => Some((point(year, Part::Half(2)), i + 3)),
        '本' if at(c, i, "本季度") => Some((point(year, Part::QuarterFromReference(0)), i + 3)),
        '上' if at(c, i, "上季度") => {
            Some((point(year, Part::QuarterFromReference(-1)), i + 3))
        }
        '下' if at(c, i, "下季度") => Some((point(year, Part::QuarterFromReference(1)), i + 3)),
        '前' => {
            let (n, end) = small(c, blank(c, i + 1))?;
            let n = u8::try_from(n).ok()?;
            let unit = blank(c, end);
            if at(c, unit, "季度") && (2..=4).contains(&n) {
                Some((point(year, Part::QuartersUpTo(n)), unit + 2))
            } else if at(c, unit, "个季度") && (2..=4).contains(&n) {
                Some((point(year, Part::QuartersUpTo(n)), unit + 3))
            } else if at(c, unit, "个月") && (2..=12).contains(&n) && year != Year::Missing {
                Some((point(year, Part::MonthsUpTo(n)), unit + 2))
            } else {
                None
            }
        }
        '第' => {
            let (n, end) = small(c, i + 1)?;
            quarter(c, n, end, year)
        }
        _ => None,
    }
}

fn quarter(c: &[char], n: u32, end: usize, year: Year) -> Option<(Point, usize)> {
    let unit = blank(c, end);
    if !at(c, unit, "季度") || !(1..=4).contains(&n) {
        return None;
    }
    let n = u8::try_from(n).ok()?;
    Some(match c.get(unit + 2) {
        Some('末' | '底') => (point(year, Part::QuarterEnd(n)), unit + 3),
        _ => (point(year, Part::Quarter(n)), unit + 2),
    })
}

/// `Q3`, `H1` after a year.
fn latin_part(c: &[char], i: usize, year: Year) -> Option<(Point, usize)> {
    let n = u8::try_from(c.get(i + 1)?.to_digit(10)?).ok()?;
    if c.get(i + 2).is_some_and(char::is_ascii_alphanumeric) {
        return None;
    }
    match c.get(i)? {
        'q' if (1..=4).contains(&n) => Some((point(year, Part::Quarter(n)), i + 2)),
        'h' if (1..=2).contains(&n) => Some((point(year, Part::Half(n)), i + 2)),
        _ => None,
    }
}

/// `3月`, `3月5日`, `3月底`, `3月上旬`, `三季度`; after a year the month need not exist (13月).
pub(super) fn month_or_quarter(c: &[char], i: usize, year: Year) -> Option<(Point, usize)> {
    let (n, end) = small(c, i)?;
    if let Some(hit) = quarter(c, n, end, year) {
        return Some(hit);
    }
    let unit = blank(c, end);
    let exists = (1..=12).contains(&n) || (year != Year::Missing && n <= 99);
    if c.get(unit) != Some(&'月') || !exists {
        return None;
    }
    let first = Point {
        month: Month::Given(u8::try_from(n).ok()?),
        ..Point::of_year(year)
    };
    Some(after_month(c, &first, unit + 1).unwrap_or_else(|| {
        let end = if c.get(unit + 1) == Some(&'份') {
            unit + 2
        } else {
            unit + 1
        };
        (first, end)
    }))
}

/// Day, 旬, 初, 底 after a month.
pub(super) fn after_month(c: &[char], month: &Point, i: usize) -> Option<(Point, usize)> {
    let with = |part: Part, end: usize| Some((Point { part, ..*month }, end));
    let from = if c.get(i) == Some(&'份') {
        i + 1
    } else {
        blank(c, i)
    };
    let next = c.get(from + 1).copied();
    match c.get(from)? {
        '上' if next == Some('旬') => return with(Part::Dekad(1), from + 2),
        '中' if next == Some('旬') => return with(Part::Dekad(2), from + 2),
        '下' if next == Some('旬') => return with(Part::Dekad(3), from + 2),
        '底' | '末' => return with(Part::End, from + 1),
        '初' if !matches!(next, Some('步' | '期' | '级' | '审' | '次' | '始')) => {
            return with(Part::Begin, from + 1);
        }
        '中' if matches!(next, Some('前')) => return with(Part::Middle, from + 1),
        _ => {}
    }
    let (day, end) = small(c, from)?;
    let unit = blank(c, end);
    if !matches!(c.get(unit), Some('日' | '号')) {
        // 3月5-8日: the first day lends its unit from the second.
        let second = super::marks::range_sign(c, end).and_then(|s| small(c, s));
        let closes = second.is_some_and(|(_, e)| matches!(c.get(blank(c, e)), Some('日' | '号')));
        if !closes {
            return None;
        }
        return Some((
            Point {
                day: u8::try_from(day).ok(),
                part: Part::Whole,
                ..*month
            },
            end,
        ));
    }
    Some((
        Point {
            day: u8::try_from(day).ok(),
            part: Part::Whole,
            ..*month
        },
        unit + 1,
    ))
}

/// 本月, 上月, 下月, 当月, with a day or 底 after it.
pub(super) fn relative_month(c: &[char], i: usize) -> Option<(Point, usize)> {
    const WORDS: &[(&str, i8)] = &[
        ("本月", 0),
        ("上个月", -1),
        ("下个月", 1),
        ("上月", -1),
        ("下月", 1),
    ];
    let (word, offset) = WORDS.iter().find(|(word, _)| at(c, i, word))?;
    let first = Point {
        month: Month::FromReference(*offset),
        ..Point::of_year(Year::Missing)
    };
    let end = i + word.chars().count();
    Some(after_month(c, &first, end).unwrap_or((first, end)))
}

/// Both ends of `1-6月`, `1至3季度`, when the unit at `i` allows it.
pub(super) fn shared_unit(
    c: &[char],
    first: u32,
    second: u32,
    i: usize,
) -> Option<(Point, Point, usize)> {
    let (a, b) = (u8::try_from(first).ok()?, u8::try_from(second).ok()?);
    let unit = blank(c, i);
    if at(c, unit, "季度") && (1..=4).contains(&a) && (1..=4).contains(&b) {
        let part = |n| point(Year::Missing, Part::Quarter(n));
        return Some((part(a), part(b), unit + 2));
    }
    let is_month = c.get(unit) == Some(&'月') && (1..=12).contains(&a) && (1..=12).contains(&b);
    let month = |n| Point {
        month: Month::Given(n),
        ..Point::of_year(Year::Missing)
    };
    let end = if c.get(unit + 1) == Some(&'份') {
        unit + 2
    } else {
        unit + 1
    };
    is_month.then(|| (month(a), month(b), end))
}

/// `2024-03-05`, `2024.3.5`, `2024/3/5`, `2024-03`, `20240305`, with nothing but a boundary around them.
pub(super) fn compact_or_dotted(c: &[char], i: usize) -> Option<(Point, usize)> {
    let (first, end) = ascii(c, i)?;
    let given = |y: u32, m: u32, d: Option<u32>| {
        Some(Point {
            year: Year::Given(i16::try_from(y).ok().filter(|y| YEARS.contains(y))?),
            month: Month::Given(u8::try_from(m).ok().filter(|m| (1..=12).contains(m))?),
            day: match d {
                Some(d) => Some(u8::try_from(d).ok().filter(|d| (1..=31).contains(d))?),
                None => None,
            },
            part: Part::Whole,
        })
    };
    let ends = |at: usize| {
        c.get(at).is_none_or(|n| {
            !n.is_ascii_alphanumeric()
                && !matches!(
                    n,
                    '号' | '元' | '万' | '亿' | '%' | '吨' | '个' | '件' | '人' | '户'
                )
        })
    };
    match end - i {
        8 => given(first / 10_000, first / 100 % 100, Some(first % 100))
            .filter(|_| ends(end) && c.get(end) != Some(&'.'))
            .map(|p| (p, end)),
        4 => {
            let sign = *c.get(end).filter(|s| matches!(s, '-' | '.' | '/'))?;
            let (month, month_end) = ascii(c, end + 1).filter(|(_, e)| *e <= end + 3)?;
            let day = (c.get(month_end) == Some(&sign))
                .then(|| ascii(c, month_end + 1).filter(|(_, e)| *e <= month_end + 3))
                .flatten();
            match day {
                Some((day, day_end)) => given(first, month, Some(day))
                    .filter(|_| ends(day_end) || c.get(day_end) == Some(&'t'))
                    .map(|p| (p, day_end)),
                // Two digits only: 2024.3 may be any number, and 2024.10 before a word is a quantity.
                None => given(first, month, None)
                    .filter(|_| month_end == end + 3 && sign != '/')
                    .filter(|_| month_may_end(c, month_end))
                    .map(|p| (p, month_end)),
            }
        }
        _ => None,
    }
}

/// Whether `2024.03` may end here: before a boundary, a word of time, or the other end of a range (`-2024.06`).
fn month_may_end(c: &[char], i: usize) -> bool {
    match c.get(i) {
        None => true,
        Some('-' | '~') => {
            let next = ascii(c, i + 1);
            next.is_none_or(|(_, end)| end == i + 5)
        }
        Some('.') => c.get(i + 1).is_none_or(|n| !n.is_ascii_digit()),
        Some('前' | '底' | '末' | '至' | '到' | '起' | '止' | '以' | '之') => true,
        Some(n) => !n.is_alphanumeric(),
    }
}

/// Past a time of day after a date: ` 10:30`, `t00:00:00`, 上午9时30分.
pub(super) fn time_after(c: &[char], i: usize) -> usize {
    let mut j = blank(c, i);
    if c.get(j) == Some(&'t') {
        j += 1;
    }
    for word in ["上午", "下午", "晚上", "凌晨", "中午"] {
        if at(c, j, word) {
            j = blank(c, j + 2);
        }
    }
    let Some((_, end)) = ascii(c, j).filter(|(hour, end)| *hour <= 24 && *end <= j + 2) else {
        return i;
    };
    let mut stop = end;
    match c.get(end) {
        Some(':') => {
            while c.get(stop) == Some(&':') {
                let Some((_, e)) = ascii(c, stop + 1).filter(|(_, e)| *e == stop + 3) else {
                    break;
                };
                stop = e;
            }
            if stop == end { i } else { stop }
        }
        Some('时' | '点') if !matches!(c.get(end + 1), Some('间' | '段')) => {
            stop = end + 1;
            if let Some((_, e)) = ascii(c, stop)
                && c.get(e) == Some(&'分')
            {
                stop = e + 1;
            }
            stop
        }
        _ => i,
    }
}
