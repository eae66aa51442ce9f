//! RC-21: a number of days that its own first and last day do not make.
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::{Check, Desk, found, spans};
use crate::{
    model::{
        Book, BookRow, Certainty, Document, Evidence, Mismatch, Passage, Precision, Severity,
        SourceRef, char_len, char_slice, fold,
    },
    normalize::numbers,
};

/// A number of days: bound, number, unit, and what would make it a term (10个工作日内).
static COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?<bound>不少于|不低于|不得少于|至少|不超过|不多于|约|近|将近|超过|超|不足|大约|满)?(?<n>[0-9]+|[一二两三四五六七八九十]+)个?(?<unit>工作日|工作天|自然日|日历天|日历日|天|日)(?<term>内|以内|之内|后|前|之前|之后|以上|余|多|左右)?",
    )
    .ok()
});

/// What may stand between first and last day and their number: marks, and words that say that the number counts them.
static JOINS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"^(?:[\s,:;()\[\]、。—\-~"“”]|在[\p{Han}]{1,14}(?:公示|公告|公开)|公示期|公示时间|公示|公告期|公告|公开期|公开|时间|期间|期限|为期|历时|持续|时长|工期|总|合计|共|计|为|止|期|起|从|自|于|在|即|满|整|是|有|了|长达)*$"#,
    )
    .ok()
});

/// Groups of digits from which a range without 日 names days: 2026.9.29-10.9 has five.
const DIGIT_GROUPS: usize = 5;

/// RC-21.
pub(super) struct DayCount;

/// How the number is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    Workdays,
    Days,
    /// The words do not say which.
    Either,
}

/// A number of days beside its first and last day.
struct Stated {
    from: Date,
    to: Date,
    n: i64,
    at_least: bool,
    counted: Counted,
}

impl Check for DayCount {
    fn id(&self) -> &'static str {
        "RC-21"
    }
    fn title(&self) -> &'static str {
        "天数与起止日期不符"
    }
    fn indicator(&self) -> &'static str {
        "date-anomaly"
    }
    fn explains(&self) -> &'static str {
        "写明起止日期又写明“共N个工作日”或“共N天”的，按含首日和不含首日两种算法重算，都不等于N才提示；调休上班日计为工作日，“不少于N”只在不足时提示，“约”等约数和“N日内”的期限不提示。"
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut all: Vec<Mismatch> = desk
            .documents
            .iter()
            .flat_map(|document| {
                (0u32..)
                    .zip(&document.passages)
                    .flat_map(|(at, passage)| self.in_passage(desk, document, at, passage))
            })
            .collect();
        all.extend(
            desk.series
                .iter()
                .filter_map(|s| s.latest())
                .filter(|b| b.has("publicity_days"))
                .flat_map(Book::rows)
                .filter_map(|row| self.in_row(desk, row)),
        );
        all
    }
}

impl DayCount {
    fn in_passage(
        &self,
        desk: &Desk<'_>,
        document: &Document,
        at: u32,
        passage: &Passage,
    ) -> Vec<Mismatch> {
        if !passage
            .dates
            .iter()
            .any(|d| d.value.precision == Precision::Range)
        {
            return Vec::new();
        }
        let mut all = Vec::new();
        for sentence in &passage.sentences {
            let text = char_slice(&passage.plain, sentence);
            let ranges = passage.dates.iter().filter(|d| {
                d.value.precision == Precision::Range
                    && d.value.doubt.is_none()
                    && sentence.start <= d.start
                    && d.end <= sentence.end
                    && names_days(&d.value.raw)
            });
            let counts = counts(&text);
            for range in ranges {
                let (Some(from), Some(to)) = (range.value.from, range.value.to) else {
                    continue;
                };
                let (start, end) = (range.start - sentence.start, range.end - sentence.start);
                let nearest = counts
                    .iter()
                    .filter(|c| belongs(&text, (start, end), (c.start, c.end)))
                    .min_by_key(|c| c.start.abs_diff(end).min(start.abs_diff(c.end)));
                let Some(count) = nearest else { continue };
                let stated = Stated {
                    from,
                    to,
                    n: count.n,
                    at_least: count.at_least,
                    counted: count.counted,
                };
                let (first, last) = (start.min(count.start), end.max(count.end));
                let quoted = sentence.start + first..sentence.start + last;
                let Some(verdict) = verdict(desk, &stated) else {
                    continue;
                };
                let Some(source) = document.source_ref(at, quoted) else {
                    continue;
                };
                let one = found::of_text(self, Severity::关注, document, at, "天数", source);
                all.push(fill(one, &stated, verdict));
            }
        }
        all
    }
    fn in_row(&self, desk: &Desk<'_>, row: BookRow<'_>) -> Option<Mismatch> {
        let whole = spans::of_field(row, "publicity");
        let from = spans::of_field(row, "publicity_from").or(whole)?;
        let to = spans::of_field(row, "publicity_to").unwrap_or(from);
        let field = row.field("publicity_days")?;
        let header = &row.book.columns.get(usize::from(field.column))?.header;
        let text = fold(&field.text);
        let workdays = text.contains("工作日") || header.contains("工作日");
        let days = ["天", "自然日", "日历"].iter().any(|w| text.contains(w));
        let n = numbers::find(&text).first().map(|n| n.value)?;
        let stated = Stated {
            from: from.from,
            to: to.to,
            n: i64::try_from(n).ok()?,
            at_least: ["不少于", "至少", "以上"].iter().any(|w| text.contains(w)),
            counted: if workdays {
                Counted::Workdays
            } else if days {
                Counted::Days
            } else {
                Counted::Either
            },
        };
        let verdict = verdict(desk, &stated)?;
        let source: SourceRef = row.quote("publicity_days")?;
        let mut one = found::of_row(self, Severity::关注, row, "公示天数", source);
        one.evidence = ["publicity_from", "publicity_to", "publicity"]
            .iter()
            .filter_map(|f| found::cell(row, f, "公示起止日期"))
            .collect::<Vec<Evidence>>();
        Some(fill(one, &stated, verdict))
    }
}

/// What the days really are, by both ways of counting.
struct Verdict {
    formula: String,
    counted: String,
    estimated: bool,
}

/// `None` when the number holds on one reading.
fn verdict(desk: &Desk<'_>, stated: &Stated) -> Option<Verdict> {
    let (from, to) = (stated.from, stated.to);
    let inclusive = desk.workdays.inclusive(from, to);
    let exclusive = desk.workdays.between(from, to);
    let days = spans::days_between(from, to);
    let holds = |all: i64, without_first: i64| {
        stated.n == all || stated.n == without_first || stated.at_least && stated.n <= all
    };
    let workdays_hold = holds(inclusive.value(), exclusive.value());
    let days_hold = holds(days + 1, days);
    let n = stated.n;
    let sign = if stated.at_least { "<" } else { "≠" };
    let as_workdays = format!(
        "工作日({from}, {to}) = {inclusive}（不含首日{}） {sign} {n}",
        exclusive.value()
    );
    let as_days = format!(
        "天数({from}, {to}) = {}（不含首日{days}） {sign} {n}",
        days + 1
    );
    let (formula, counted) = match stated.counted {
        Counted::Workdays if !workdays_hold => {
            (as_workdays, format!("{}个工作日", inclusive.value()))
        }
        Counted::Days if !days_hold => (as_days, format!("{}天", days + 1)),
        Counted::Either if !workdays_hold && !days_hold => (
            format!("{as_workdays}；{as_days}"),
            format!("{}个工作日、{}天", inclusive.value(), days + 1),
        ),
        _ => return None,
    };
    Some(Verdict {
        formula,
        counted,
        estimated: stated.counted != Counted::Days && inclusive.is_estimated(),
    })
}

fn fill(mut one: Mismatch, stated: &Stated, verdict: Verdict) -> Mismatch {
    one.formula = verdict.formula;
    one.reason = format!(
        "{}至{}含首尾两日共{}，写的是{}{}，不含首日计算也不相符。",
        stated.from,
        stated.to,
        verdict.counted,
        if stated.at_least { "不少于" } else { "" },
        stated.n,
    );
    if verdict.estimated {
        one.certainty = Certainty::较强;
        one.reason
            .push_str("所涉年份的放假安排尚未收录，工作日数为暂估。");
    }
    one.ask = found::words(&["起止日期和天数哪一个有误？实际公示到哪一天？"]);
    one.looked_for = found::words(&[
        "含首日和不含首日两种算法",
        "法定节假日和调休上班日",
        "约数、不少于",
        "“N个工作日内”等期限",
        "只写到月份的起止",
    ]);
    one.would_clear = "更正起止日期或天数，并附公示截图。".to_owned();
    one
}

/// A number of days in a sentence.
struct Count {
    start: u32,
    end: u32,
    n: i64,
    at_least: bool,
    counted: Counted,
}

fn counts(sentence: &str) -> Vec<Count> {
    let Some(pattern) = COUNT.as_ref() else {
        return Vec::new();
    };
    pattern
        .captures_iter(sentence)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let bound = found.name("bound").map_or("", |m| m.as_str());
            let at_least = matches!(bound, "不少于" | "不低于" | "不得少于" | "至少" | "满");
            if found.name("term").is_some() || !bound.is_empty() && !at_least {
                return None;
            }
            // 共28天达标 counts other days; what counts these ends its clause.
            let after = sentence.get(whole.end()..)?;
            let goes_on = after.chars().next().is_some_and(char::is_alphanumeric);
            if goes_on
                && !["公示", "的公示", "公告"]
                    .iter()
                    .any(|w| after.starts_with(w))
            {
                return None;
            }
            // 9月29日 is a day, not a number of days.
            let before = sentence.get(..found.name("n")?.start())?;
            if before.ends_with(['月', '.', '-', '/', '第', '年', '〔', '至', '到']) {
                return None;
            }
            let number = numbers::find(&format!("{}天", found.name("n")?.as_str()));
            let unit = found.name("unit")?.as_str();
            let start = char_len(sentence.get(..whole.start())?);
            Some(Count {
                start,
                end: start + char_len(whole.as_str()),
                n: i64::try_from(number.first()?.value).ok()?,
                at_least,
                counted: if unit.starts_with("工作") {
                    Counted::Workdays
                } else {
                    Counted::Days
                },
            })
        })
        .collect()
}

/// Whether only joining words stand between a range and a number of days.
fn belongs(sentence: &str, range: (u32, u32), count: (u32, u32)) -> bool {
    let between = if range.1 <= count.0 {
        range.1..count.0
    } else if count.1 <= range.0 {
        count.1..range.0
    } else {
        return false;
    };
    JOINS
        .as_ref()
        .is_some_and(|joins| joins.is_match(&char_slice(sentence, &between)))
}

/// Whether the ends of a range are days, not months.
fn names_days(raw: &str) -> bool {
    let groups = raw
        .split(|c: char| !c.is_ascii_digit())
        .filter(|g| !g.is_empty())
        .count();
    raw.contains(['日', '号']) || groups >= DIGIT_GROUPS
}
