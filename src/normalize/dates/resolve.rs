//! Lays what was read on the calendar: missing years, ends of months, dates that do not exist.
use jiff::civil::Date;

use crate::model::{DateRole, DateValue, Precision};

use super::{
    calendar,
    reading::{Body, Month, Part, Point, Reading, Year},
};

/// An event without a year that would lie further than this after the report belongs to the year before: reports are
/// written up to a month before they are dated.
const EVENT_MAY_LEAD_DAYS: i64 = 31;

/// What is known while the dates of one text are resolved.
pub(super) struct Context {
    reference: Option<Date>,
    /// Year of the last date in this sentence that said it.
    year: Option<i16>,
    /// Year of the last date at all, for 同年 and 次年.
    named: Option<i16>,
}

/// First day, last day, and how exact they are.
type Span = (Date, Date, Precision);

/// Why a point cannot be laid on the calendar.
enum Refusal {
    /// The day does not exist.
    Invalid,
    /// Year or month is not known.
    Unknown(Precision, &'static str),
}

impl Context {
    pub(super) fn new(reference: Option<Date>) -> Self {
        Self {
            reference,
            year: None,
            named: None,
        }
    }

    /// A new sentence begins: its dates no longer take their year from the dates before.
    pub(super) fn forget_year(&mut self) {
        self.year = None;
    }

    /// The date a reading stands for in its role.
    pub(super) fn resolve(&mut self, reading: &Reading, role: DateRole, raw: String) -> DateValue {
        let mut value = empty(raw, Precision::None);
        match &reading.body {
            Body::Relative => value.precision = Precision::Relative,
            Body::Plan(number, only_end) => plan(&mut value, *number, *only_end),
            Body::Point(point) => self.point(&mut value, point, role),
            Body::Range(a, b) => self.range(&mut value, a, b),
        }
        if let Body::Point(point) = &reading.body {
            let bare = value.raw.ends_with("年前") || value.raw.ends_with("年以前");
            if point.is_bare_year() && bare {
                note(&mut value, "“某年前”可指该年年底前，也可指上一年年底前");
            }
        }
        value
    }

    fn point(&mut self, value: &mut DateValue, point: &Point, role: DateRole) {
        match self.span_of(point, role) {
            Ok((span, doubt)) => {
                let (first, last, precision) = span;
                value.precision = precision;
                (value.from, value.to) = match role {
                    DateRole::Deadline => (None, Some(last)),
                    DateRole::Start => (Some(first), None),
                    DateRole::Event => (Some(first), Some(last)),
                };
                if let Some(doubt) = doubt {
                    note(value, doubt);
                }
                self.remember(point, first);
            }
            Err(Refusal::Invalid) => {
                value.precision = Precision::Invalid;
                note(value, "日期不存在");
            }
            Err(Refusal::Unknown(precision, why)) => {
                value.precision = precision;
                note(value, why);
            }
        }
    }

    fn remember(&mut self, point: &Point, first: Date) {
        if point.year != Year::Missing {
            self.year = Some(first.year());
            self.named = Some(first.year());
        }
    }

    /// First and last day of a point, and a doubt about its year.
    fn span_of(
        &self,
        point: &Point,
        role: DateRole,
    ) -> Result<(Span, Option<&'static str>), Refusal> {
        let needs_year = Refusal::Unknown(precision_of(point), "缺少年份");
        let mut point = *point;
        if let Month::FromReference(by) = point.month {
            let (year, month) = self
                .reference
                .and_then(|r| calendar::shift_month(r, by))
                .ok_or(Refusal::Unknown(
                    precision_of(&point),
                    "“本月”“上月”等须有报告日期才能换算",
                ))?;
            point.year = Year::Given(year);
            point.month = Month::Given(month);
        }
        if let Part::QuarterFromReference(by) = point.part {
            let there = self
                .reference
                .and_then(|r| calendar::shift_month(r, by.saturating_mul(3)))
                .ok_or(Refusal::Unknown(
                    Precision::Quarter,
                    "“本季度”等须有报告日期才能换算",
                ))?;
            point.year = Year::Given(there.0);
            point.part = Part::Quarter(there.1.div_ceil(3));
        }
        let given = match point.year {
            Year::Given(y) => Some(y),
            Year::FromReference(by) => self.reference.map(|r| r.year().saturating_add(by)),
            Year::FromContext(by) => self
                .named
                .or(self.reference.map(Date::year))
                .map(|y| y.saturating_add(by)),
            // A deadline looks ahead from the report, an event belongs with the dates told before it.
            Year::Missing if role != DateRole::Deadline || self.reference.is_none() => self.year,
            Year::Missing => None,
        };
        if let Some(year) = given {
            let inherited =
                point.year == Year::Missing && self.reference.is_none_or(|r| r.year() != year);
            let doubt = inherited.then_some("未写年份，按同句前文推定");
            return span(year, &point, role)
                .map(|s| (s, doubt))
                .ok_or(Refusal::Invalid);
        }
        let reference = self.reference.ok_or(needs_year)?;
        self.without_year(&point, role, reference)
    }

    fn without_year(
        &self,
        point: &Point,
        role: DateRole,
        reference: Date,
    ) -> Result<(Span, Option<&'static str>), Refusal> {
        let here = span(reference.year(), point, role);
        match role {
            DateRole::Deadline => {
                let there = here.ok_or(Refusal::Invalid)?;
                let past = there.1 < reference;
                Ok((
                    there,
                    past.then_some("按报告日期所在年份推定，已早于报告日期，可能指次年"),
                ))
            }
            DateRole::Start => here.map(|s| (s, None)).ok_or(Refusal::Invalid),
            DateRole::Event => {
                let latest = calendar::shift(reference, EVENT_MAY_LEAD_DAYS).unwrap_or(reference);
                let Some(there) = here else {
                    return Err(Refusal::Invalid);
                };
                if there.0 <= latest {
                    return Ok((there, None));
                }
                match span(reference.year().saturating_sub(1), point, role) {
                    Some(back) => Ok((
                        back,
                        Some("未写年份，按报告日期所在年份则在报告之后，推定为上一年"),
                    )),
                    None => Err(Refusal::Invalid),
                }
            }
        }
    }

    fn range(&mut self, value: &mut DateValue, a: &Point, b: &Point) {
        let (mut a, mut b) = (*a, *b);
        // 2024年3月5日至8日, 1-6月: what is missing at one end is taken from the other.
        if b.month == Month::Missing && b.day.is_some() {
            b.month = a.month;
        }
        let month = |p: &Point| match (p.month, p.part) {
            (Month::Given(m), _) => Some(m),
            (_, Part::Quarter(q) | Part::QuarterEnd(q)) => Some(q * 3),
            _ => None,
        };
        let later = matches!((month(&a), month(&b)), (Some(x), Some(y)) if y < x);
        if let (Year::Given(y), Year::FromContext(by)) = (a.year, b.year) {
            b.year = Year::Given(y.saturating_add(by));
        } else if b.year == Year::Missing {
            b.year = match a.year {
                Year::Given(y) => Year::Given(if later { y.saturating_add(1) } else { y }),
                Year::FromReference(by) if later => Year::FromReference(by.saturating_add(1)),
                Year::FromContext(by) if later => Year::FromContext(by.saturating_add(1)),
                other => other,
            };
        } else if a.year == Year::Missing
            && let Year::Given(y) = b.year
        {
            a.year = Year::Given(if later { y.saturating_sub(1) } else { y });
        }
        let first = self.span_of(&a, DateRole::Event);
        if let Ok((span, _)) = &first
            && b.year == Year::Missing
        {
            let year = span.0.year();
            b.year = Year::Given(if later { year.saturating_add(1) } else { year });
        }
        let second = self.span_of(&b, DateRole::Event);
        match (first, second) {
            (Ok((first, doubt)), Ok((second, _))) if first.0 <= second.1 => {
                value.precision = Precision::Range;
                (value.from, value.to) = (Some(first.0), Some(second.1));
                if let Some(doubt) = doubt {
                    note(value, doubt);
                }
                self.remember(&b, second.0);
            }
            (Ok(_), Ok(_)) => {
                value.precision = Precision::Invalid;
                note(value, "起止日期颠倒");
            }
            (Err(Refusal::Unknown(_, why)), _) | (_, Err(Refusal::Unknown(_, why))) => {
                value.precision = Precision::Range;
                note(value, why);
            }
            _ => {
                value.precision = Precision::Invalid;
                note(value, "日期不存在");
            }
        }
    }
}

/// A date value with nothing in it.
pub(super) fn empty(raw: String, precision: Precision) -> DateValue {
    DateValue {
        raw,
        from: None,
        to: None,
        precision,
        standing: false,
        immediate: false,
        doubt: None,
    }
}

/// Adds a doubt to those already there.
pub(super) fn note(value: &mut DateValue, doubt: &str) {
    match &mut value.doubt {
        Some(said) => {
            said.push('；');
            said.push_str(doubt);
        }
        None => value.doubt = Some(doubt.to_owned()),
    }
}

fn plan(value: &mut DateValue, number: i16, only_end: bool) {
    // The fourteenth plan runs from 2021 to 2025; each has five years.
    let first = 2021 + (number - 14) * 5;
    let last = calendar::day(first + 4, 12, 31);
    if only_end {
        value.precision = Precision::Year;
        value.to = last;
    } else {
        value.precision = Precision::Range;
        value.from = calendar::day(first, 1, 1);
        value.to = last;
    }
}

/// How exact a point is said to be.
fn precision_of(point: &Point) -> Precision {
    if point.day.is_some() {
        return Precision::Day;
    }
    match (point.month, point.part) {
        (
            Month::Missing,
            Part::Quarter(_) | Part::QuarterEnd(_) | Part::QuarterFromReference(_),
        ) => Precision::Quarter,
        (Month::Missing, Part::QuartersUpTo(_) | Part::MonthsUpTo(_)) => Precision::Range,
        (Month::Missing, Part::Half(_)) => Precision::Half,
        (Month::Missing, _) => Precision::Year,
        (_, Part::Dekad(_) | Part::Begin | Part::Middle) => Precision::Dekad,
        _ => Precision::Month,
    }
}

/// First and last day a point may mean in a year; `None` when it does not exist.
fn span(year: i16, point: &Point, role: DateRole) -> Option<Span> {
    let precision = precision_of(point);
    let (first, last) = match (point.month, point.day) {
        (Month::Given(month), Some(day)) => {
            let day = calendar::day(year, month, day)?;
            (day, day)
        }
        (Month::Given(month), None) => {
            let (first, last) = calendar::month(year, month)?;
            match point.part {
                Part::Dekad(1) | Part::Begin => (first, calendar::day(year, month, 10)?),
                Part::Dekad(2) | Part::Middle => (
                    calendar::day(year, month, 11)?,
                    calendar::day(year, month, 20)?,
                ),
                Part::Dekad(_) => (calendar::day(year, month, 21)?, last),
                _ => (first, last),
            }
        }
        (_, Some(_)) => return None,
        _ => part_of_year(year, point.part, role)?,
    };
    Some((first, last, precision))
}

fn part_of_year(year: i16, part: Part, role: DateRole) -> Option<(Date, Date)> {
    let quarter = |q: u8| calendar::months(year, q * 3 - 2, q * 3);
    match part {
        Part::Quarter(q) => quarter(q),
        Part::QuarterEnd(q) => calendar::months(year, q * 3, q * 3),
        Part::QuartersUpTo(q) => calendar::months(year, 1, q * 3),
        Part::MonthsUpTo(m) => calendar::months(year, 1, m),
        Part::Half(h) => calendar::months(year, h * 6 - 5, h * 6),
        // Said of something that happened, 年初 and 年底 are the first and last quarter at the most.
        Part::Begin => quarter(1),
        Part::End if role == DateRole::Event => quarter(4),
        Part::Middle if role == DateRole::Event => calendar::months(year, 4, 9),
        Part::Middle => calendar::months(year, 1, 6),
        _ => calendar::months(year, 1, 12),
    }
}
