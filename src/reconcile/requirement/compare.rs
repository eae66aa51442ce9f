//! Sets a demand beside the one it comes from: stricter or weaker, by what, and whether a reason is given.
use jiff::civil::Date;

use super::{
    lexicon::{Stricter, WORDS, found},
    matter::{Act, Duty, Matter, Scope},
    metric::{Kind, Metric},
    name::{self, Same},
    sentence::Sentence,
};

/// Which way the lower demand departs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Stricter, earlier, wider: 目标加码.
    Up,
    /// Weaker, later, narrower: 打折扣.
    Down,
}

/// What two demands come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They ask for the same, or the difference cannot be told.
    Agrees,
    /// They differ: way, what is compared, the formula with its values.
    Differs(Way, &'static str, String),
}

/// Days before a deadline that a lower level may set its own: close-out is published for 10 workdays, that is two weeks, after
/// the work is done, and the day it is put up counts.
const COLLATION_DAYS: i32 = 15;

/// Whether two amounts are of one metric.
pub(super) fn same_metric(
    upper: (&Metric, &Sentence<'_>),
    lower: (&Metric, &Sentence<'_>),
) -> Same {
    let ((u, us), (l, ls)) = (upper, lower);
    let differs = u.name != l.name
        || u.kind != l.kind
        || u.unit != l.unit
        || u.base != l.base
        || matches!((u.statistic, l.statistic), (Some(a), Some(b)) if a != b);
    if differs {
        return Same::No;
    }
    name::same((&u.whose, &over(us)), (&l.whose, &over(ls)))
}

/// What says whose an amount is when its name does not: headings, titles and the passage itself.
fn over(sentence: &Sentence<'_>) -> String {
    format!("{}\n{}", sentence.over, sentence.around)
}

/// Compares two amounts of one metric. `year` is that of the lower document: an amount without a date is its own year's.
pub(super) fn metrics(u: &Metric, l: &Metric, year: Option<i16>) -> Verdict {
    let end_of_year = year.and_then(|y| Date::new(y, 12, 31).ok());
    let (u_by, l_by) = (u.by, l.by.or(end_of_year));
    let order = match l.stricter {
        Stricter::Higher => l.value.cmp(&u.value),
        Stricter::Lower => u.value.cmp(&l.value),
    };
    let shown = |way: Way| {
        let sign = match (way, l.stricter) {
            (Way::Up, Stricter::Higher) | (Way::Down, Stricter::Lower) => "＞",
            _ => "＜",
        };
        let direction = match (l.kind, l.stricter) {
            (Kind::Grade, _) => "等级越高越严",
            (_, Stricter::Higher) => "越高越严",
            (_, Stricter::Lower) => "越低越严",
        };
        format!(
            "{}：本级“{}” {sign} 上级“{}”（{direction}）",
            l.name, l.written, u.written
        )
    };
    match order {
        std::cmp::Ordering::Greater => match (u_by, l_by) {
            // Stricter, but later: what it comes to on the upper day is not said.
            (Some(a), Some(b)) if b > a && l.by.is_some() => Verdict::Agrees,
            _ => Verdict::Differs(Way::Up, "指标值", shown(Way::Up)),
        },
        std::cmp::Ordering::Less => match (u_by, l_by) {
            // Less by an earlier day is a step on the way.
            (Some(a), Some(b)) if b < a => Verdict::Agrees,
            (Some(_), None) => Verdict::Agrees,
            _ => Verdict::Differs(Way::Down, "指标值", shown(Way::Down)),
        },
        std::cmp::Ordering::Equal => deadlines(u.by, l.by),
    }
}

/// Compares two deadlines of one thing.
pub(super) fn deadlines(upper: Option<Date>, lower: Option<Date>) -> Verdict {
    let (Some(u), Some(l)) = (upper, lower) else {
        return Verdict::Agrees;
    };
    let days = u.since(l).map_or(0, |span| span.get_days());
    if days > COLLATION_DAYS {
        Verdict::Differs(
            Way::Up,
            "完成时限",
            format!(
                "上级 {u} − 本级 {l} = 提前 {days} 天 ＞ {COLLATION_DAYS} 天（留给验收、公示和汇总的时间）"
            ),
        )
    } else if days < 0 {
        Verdict::Differs(
            Way::Down,
            "完成时限",
            format!("本级 {l} − 上级 {u} = 推后 {} 天 ＞ 0 天", -days),
        )
    } else {
        Verdict::Agrees
    }
}

/// Compares two readings of one task.
pub(super) fn matters(u: &Matter, l: &Matter) -> Verdict {
    let one_act = u.act.is_some() && u.act == l.act && u.act != Some(Act::Report);
    if !one_act {
        return Verdict::Agrees;
    }
    if let (Some((a, a_word)), Some((b, b_word))) = (u.duty, l.duty)
        && a != b
    {
        let way = if b == Duty::Must { Way::Up } else { Way::Down };
        return Verdict::Differs(way, "要求程度", format!("上级“{a_word}” → 本级“{b_word}”"));
    }
    if let (Some((a, a_word)), Some((b, b_word))) = (u.scope, l.scope)
        && a != b
        && (a == Scope::All || b == Scope::All)
    {
        let way = if b > a { Way::Up } else { Way::Down };
        return Verdict::Differs(way, "范围", format!("上级“{a_word}” → 本级“{b_word}”"));
    }
    deadlines(u.by, l.by)
}

/// The reason given for a difference, if one is.
pub(super) fn reason(
    way: Way,
    upper: &Sentence<'_>,
    lower: &Sentence<'_>,
    beside: &str,
) -> Option<&'static str> {
    let words = &WORDS.reason;
    let whole = |s: &Sentence<'_>| s.text(0..s.plain.len());
    let sentence = whole(lower);
    let near = format!("{}\n{beside}", near(lower));
    found(&words.approved, &near)
        .or_else(|| found(&words.law, &near))
        .or_else(|| found(&words.stage, &sentence))
        .or_else(|| found(&words.leave, &whole(upper)))
        .or_else(|| match way {
            Way::Up => found(&words.reached, &near).or_else(|| found(&words.means, &sentence)),
            Way::Down => None,
        })
}

/// Longest passage that is read whole for a reason, in characters; of a longer one only the sentence itself is.
const NEAR: usize = 400;

fn near(sentence: &Sentence<'_>) -> String {
    if sentence.around.chars().count() <= NEAR {
        sentence.around.clone()
    } else {
        sentence.text(0..sentence.plain.len())
    }
}

/// What was looked for and not found, as the flag tells it.
pub(super) fn looked_for(way: Way) -> Vec<String> {
    let mut all: Vec<String> = [
        "指标名称、单位、口径、基期、地点不同",
        "阶段目标、过程值、分期分批、试点后推开",
        "经批准、批复、同意、协商或上级另行下达",
        "地方标准、条例条文",
        "上级允许自行确定或提前",
        "本级文件另有与上级一致的数值或时限",
    ]
    .map(ToOwned::to_owned)
    .into();
    if way == Way::Up {
        all.push("现状已经达到".to_owned());
        all.push("提前不超过验收、公示、汇总所需的天数".to_owned());
    }
    all
}
