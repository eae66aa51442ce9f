//! What the scanner understood of a date before it is laid on the calendar.

/// A date as written, in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// First character.
    pub(super) start: usize,
    /// One past the last character, words such as 底前 included.
    pub(super) end: usize,
    /// What it says.
    pub(super) body: Body,
    /// Followed by 前, 之前, 以前, 止.
    pub(super) by: bool,
    /// Preceded by 截至, 截止.
    pub(super) as_of: bool,
    /// Followed by 起, 以来.
    pub(super) since: bool,
    /// 每年, 每月: no single date.
    pub(super) recurring: bool,
    /// Inside 《》: part of a name.
    pub(super) in_title: bool,
}

/// What a date says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// One day, month, quarter …
    Point(Point),
    /// From one to another.
    Range(Point, Point),
    /// A five-year plan (十四五): its number, and whether only its last year is meant.
    Plan(i16, bool),
    /// A term that begins with another event.
    Relative,
}

/// One point of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: Year,
    pub(super) month: Month,
    pub(super) day: Option<u8>,
    pub(super) part: Part,
}

/// The year of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// Not said.
    Missing,
    /// A number.
    Given(i16),
    /// 今年 0, 去年 -1, 明年 1.
    FromReference(i16),
    /// 同年 0, 次年 1: counted from the year named before.
    FromContext(i16),
}

/// The month of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Month {
    /// Not said.
    Missing,
    /// A number, which may not exist (13月).
    Given(u8),
    /// 本月 0, 上月 -1, 下月 1.
    FromReference(i8),
}

/// The part of a year or month that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// 1-4.
    Quarter(u8),
    /// 本季度 0, 上季度 -1.
    QuarterFromReference(i8),
    /// 前三季度: from the first to this one.
    QuartersUpTo(u8),
    /// 1 or 2.
    Half(u8),
    /// 前5个月.
    MonthsUpTo(u8),
    /// 上旬 1, 中旬 2, 下旬 3.
    Dekad(u8),
    /// 初.
    Begin,
    /// 年中, 月中.
    Middle,
    /// 底, 末.
    End,
    /// 底, 末 of a quarter.
    QuarterEnd(u8),
    /// 年内: any time until the end.
    Within,
}

impl Point {
    /// A year and nothing more.
    pub(super) fn of_year(year: Year) -> Self {
        Self {
            year,
            month: Month::Missing,
            day: None,
            part: Part::Whole,
        }
    }
    /// Whether only a year is said.
    pub(super) fn is_bare_year(&self) -> bool {
        self.month == Month::Missing && self.day.is_none() && self.part == Part::Whole
    }
}
