//! Status claims of a sentence: 已完成整改, 未达到序时进度, 已销号, 正在推进.
use std::sync::LazyLock;

use regex::Regex;

use super::{
    Found,
    about::{About, Object, about, object, subjects},
    clause::{Clause, Sentence},
    mood::Spot,
    quoted,
    subject::{Scope, numbers_in},
};
use crate::{
    model::{Claimed, Closure, Completion, Facets, Subject},
    normalize::status::facets,
};

/// What a predicate is, apart from its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 完成, 办结: needs a mark that it happened, and its object matters.
    Done,
    /// 销号.
    Closed,
    /// 申请销号.
    Applied,
    /// 正在推进: its object matters.
    Started,
    /// 未完成, 未启动, 未销号.
    Denied,
    /// 达到序时进度, 滞后.
    Schedule,
}

/// A word of status in running text.
#[derive(Clone, Debug)]
pub(super) struct Predicate {
    pub(super) kind: Kind,
    /// First byte in the clause's bare text.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// What the words say.
    pub(super) facets: Facets,
}

static PREDICATES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<behind>(?:尚未|仍未|还未|未能|均未|没有|未)(?:能)?(?:达到|达|完成)?(?:序时|时序)(?:进度)?(?:要求)?|(?:进度|进展|推进)(?:明显|较为|较|相对|比较|严重)?(?:滞后|缓慢|迟缓|较慢)(?:于(?:序时|时序)(?:进度)?)?|滞后于?(?:序时|时序)(?:进度)?)",
        r"|(?P<overdue>(?:逾期|超期)(?:仍|尚)?(?:未|没有)(?:完成|办结|整改)(?:整改|任务|销号)?)",
        r"|(?P<denied>(?:尚未|仍未|并未|还未|均未|未能|没有|还没有|没能|没|未)(?:能|按期|按时|如期|全面|全部|完全|彻底|真正|正式|实质性)*(?:完成|办结|整改到位|整改完成|整改完毕|整改|销号|启动|开工|动工|落实到位|开展整改|办理完毕))",
        r"|(?P<ontrack>(?:已|均)?(?:达到|符合|达)了?(?:序时|时序)(?:进度)?(?:要求)?|(?:按照?)?(?:序时|时序)(?:进度)?推进)",
        r"|(?P<applied>(?:申请|提请|报请|建议|正在申请|已申请)(?:办结|验收销号|验收|销号)|(?:待|正在)(?:验收|销号))",
        r"|(?P<closed>(?:完成|办理|通过|予以|同意|准予|批准|办结|验收|整改)*(?:了)?销号)",
        r"|(?P<done>(?:基本|阶段性|部分|初步|大部分|提前|按期|如期|按时|逾期|超期|全面|全部|顺利|圆满)*(?:完成|办结|办理完毕|处理完毕|整改到位|整治到位|整改完毕|整改完成|整治完成|治理到位|落实到位|完结))",
        r"|(?P<started>(?:正在|仍在|尚在|正)(?:全力|加快|有序|稳步|持续|抓紧|积极|按计划|组织)*(?:推进|办理|整改|实施|落实|开展|进行|整治|治理)(?:中|之中)?|(?:推进|整改|办理|实施|整治)(?:之)?中|(?:有序|正常|稳步)推进)",
    ))
    .ok()
});

/// The words of status in a clause, from left to right.
pub(super) fn predicates(bare: &str) -> Vec<Predicate> {
    let Some(pattern) = PREDICATES.as_ref() else {
        return Vec::new();
    };
    pattern
        .captures_iter(bare)
        .filter_map(|c| {
            let whole = c.get(0)?;
            let kind = [
                ("behind", Kind::Schedule),
                ("overdue", Kind::Denied),
                ("denied", Kind::Denied),
                ("ontrack", Kind::Schedule),
                ("applied", Kind::Applied),
                ("closed", Kind::Closed),
                ("done", Kind::Done),
                ("started", Kind::Started),
            ]
            .into_iter()
            .find_map(|(name, kind)| c.name(name).map(|_| kind))?;
            let rest = bare.get(whole.end()..).unwrap_or_default();
            // 推进中心, 整改中央: no 中 of going on.
            let is_other_word = whole.as_str().ends_with('中')
                && rest.starts_with(['心', '央', '小', '期', '学', '的', '发']);
            (!is_other_word).then(|| Predicate {
                kind,
                start: whole.start(),
                end: whole.end(),
                facets: read(kind, whole.as_str()),
            })
        })
        .collect()
}

/// The facets of the words, each kind in words that leave no doubt.
fn read(kind: Kind, words: &str) -> Facets {
    let said = match kind {
        Kind::Closed => facets("已销号"),
        Kind::Applied => Facets {
            closure: Some(Closure::Applied),
            ..Facets::default()
        },
        Kind::Started => facets("正在推进"),
        Kind::Schedule if words.contains(['未', '滞', '缓', '慢', '没']) => {
            facets("未达到序时进度")
        }
        Kind::Schedule => facets("达到序时进度"),
        Kind::Denied if words.contains("销号") => Facets {
            closure: Some(Closure::Open),
            ..Facets::default()
        },
        Kind::Denied if words.contains(['启', '开', '动']) => facets("未启动"),
        Kind::Denied if words.starts_with("逾期") || words.starts_with("超期") => {
            facets("逾期未完成")
        }
        Kind::Denied => facets("未完成"),
        Kind::Done if words.starts_with("阶段性") => facets("阶段性完成"),
        Kind::Done if words.starts_with("部分") => facets("部分完成"),
        Kind::Done if ["基本", "初步", "大部分"].iter().any(|w| words.contains(w)) => {
            facets("基本完成")
        }
        Kind::Done if words.contains("提前") => facets("提前完成"),
        Kind::Done if ["按期", "如期", "按时"].iter().any(|w| words.contains(w)) => {
            facets("按期完成")
        }
        Kind::Done if words.contains("逾期") || words.contains("超期") => facets("逾期完成"),
        Kind::Done => facets("已完成"),
    };
    Facets {
        // Only 未销号 says that something is not closed; 已完成 leaves it open.
        closure: match kind {
            Kind::Closed | Kind::Applied => said.closure,
            Kind::Denied if words.contains("销号") => said.closure,
            _ => None,
        },
        completion: if kind == Kind::Closed {
            Some(Completion::Done)
        } else {
            said.completion
        },
        ..said
    }
}

/// The status claims of a sentence.
pub(super) fn claims(sentence: &Sentence<'_>, scope: &Scope, out: &mut Vec<Found>) {
    for (index, clause) in sentence.clauses.iter().enumerate() {
        in_clause(sentence, clause, Some(index), scope, out);
    }
    for clause in &sentence.inner {
        in_brackets(sentence, clause, scope, out);
    }
}

fn in_clause(
    sentence: &Sentence<'_>,
    clause: &Clause,
    index: Option<usize>,
    scope: &Scope,
    out: &mut Vec<Found>,
) {
    for predicate in predicates(&clause.bare) {
        let spot = Spot {
            sentence,
            clause,
            index,
            start: predicate.start,
            end: predicate.end,
            under_plan: scope.is_plan,
        };
        if let Some(listed) = listed(&spot) {
            push(out, &spot, &predicate, listed);
            continue;
        }
        if let Some(share) = share_after(&spot, &predicate) {
            if spot.is_fact() {
                let about = about(&spot, scope, &Object::None, false);
                push(out, &spot, &share, subjects(about, scope));
            }
            continue;
        }
        let object = match (predicate.kind, object(&spot)) {
            (Kind::Done | Kind::Started | Kind::Denied, object) => object,
            (_, Object::Number) => continue,
            _ => Object::None,
        };
        if !is_said(&spot, &predicate) {
            continue;
        }
        let closing = matches!(predicate.kind, Kind::Closed | Kind::Applied);
        let about = about(&spot, scope, &object, closing);
        if about == About::Scope && scope.no.is_none() && scope.title.is_empty() {
            continue;
        }
        push(out, &spot, &predicate, subjects(about, scope));
    }
}

/// 青筠河整治(ZZ2026-001,已销号): what brackets say is said of what stands before them.
/// 完成80%: how much of the matter is done, when the share stands right behind the word and ends the clause.
fn share_after(spot: &Spot<'_>, predicate: &Predicate) -> Option<Predicate> {
    let from = spot.clause.at_bare(spot.end);
    let number = spot
        .sentence
        .numbers(&(from..spot.clause.range.end))
        .next()
        .filter(|n| n.unit == "%" && n.start <= from + 1 && n.end == spot.clause.range.end)?;
    (predicate.kind == Kind::Done).then(|| Predicate {
        facets: Facets {
            closure: None,
            ..facets(&format!("已完成{}%", number.value.normalize()))
        },
        ..predicate.clone()
    })
}

fn in_brackets(sentence: &Sentence<'_>, clause: &Clause, scope: &Scope, out: &mut Vec<Found>) {
    let found = predicates(&clause.bare);
    let [predicate] = found.as_slice() else {
        return;
    };
    let spot = Spot {
        sentence,
        clause,
        index: None,
        start: predicate.start,
        end: predicate.end,
        under_plan: scope.is_plan,
    };
    let nothing_else = spot
        .before()
        .trim_matches(['已', '均', '现', '目', '前'])
        .is_empty()
        && spot.after().is_empty();
    if !nothing_else || !is_said(&spot, predicate) {
        return;
    }
    // The number stands in the same brackets, or just before them.
    let near = clause
        .range
        .start
        .saturating_sub(BRACKET_REACH)
        .max(sentence.range.start)..clause.range.start;
    let Some(numbered) = numbers_in(sentence, &near).pop() else {
        return;
    };
    let subjects = numbered
        .nos
        .into_iter()
        .map(|no| Subject {
            no: Some(no),
            ..Subject::default()
        })
        .collect();
    push(out, &spot, predicate, subjects);
}

/// How far before a bracketed status its number may stand, in characters.
const BRACKET_REACH: u32 = 24;

/// Whether the predicate is said to be so.
pub(super) fn is_said(spot: &Spot<'_>, predicate: &Predicate) -> bool {
    if !spot.is_fact() {
        return false;
    }
    let marked = match predicate.kind {
        Kind::Done => {
            let words = spot
                .clause
                .bare
                .get(predicate.start..predicate.end)
                .unwrap_or_default();
            let says_so = [
                "到位",
                "完毕",
                "全部",
                "全面",
                "基本",
                "阶段性",
                "部分",
                "提前",
                "按期",
                "如期",
                "按时",
                "逾期",
                "超期",
                "顺利",
                "圆满",
                "整改完成",
            ];
            spot.has_happened() || says_so.iter().any(|w| words.contains(w)) || spot.index.is_none()
        }
        Kind::Closed => {
            let words = spot
                .clause
                .bare
                .get(predicate.start..predicate.end)
                .unwrap_or_default();
            spot.has_happened()
                || spot.index.is_none()
                || ["予以", "同意", "准予", "批准", "通过", "完成", "验收"]
                    .iter()
                    .any(|w| words.contains(w) || spot.before().contains(w))
        }
        _ => true,
    };
    let pending = spot
        .before()
        .ends_with(['拟', '待', '可', '应', '请', '不', '求']);
    marked && !pending
}

/// 未达到序时进度的是A(号)、B(号); 完成1项(号): the numbers the predicate is said of, when they are listed after it.
fn listed(spot: &Spot<'_>) -> Option<Vec<Subject>> {
    let after = spot.after();
    let from = spot.clause.at_bare(spot.end);
    let rest = from..spot.sentence.range.end;
    let subjects = |nos: Vec<String>| {
        nos.into_iter()
            .map(|no| Subject {
                no: Some(no),
                ..Subject::default()
            })
            .collect::<Vec<_>>()
    };
    let is_plain = !spot.earlier().iter().any(|c| c.bare.contains("计划"))
        && !spot.before().contains(['拟', '将', '应']);
    if let Some(tail) = after.strip_prefix('的') {
        let tail = tail
            .trim_start_matches("整改")
            .trim_start_matches("任务")
            .trim_start_matches("事项")
            .trim_start_matches("问题");
        let lists = ["是", "有", "为", "包括", "分别"]
            .iter()
            .any(|w| tail.starts_with(w))
            || (tail.is_empty() && spot.clause.mark == ':');
        // Another word of status further on has numbers of its own.
        let only = predicates(spot.clause.bare.get(spot.end..).unwrap_or_default()).is_empty();
        let nos = nos(spot, &rest);
        return (lists && only && is_plain && !nos.is_empty()).then(|| subjects(nos));
    }
    let number = spot.sentence.numbers(&rest).next()?;
    let near = number.start <= from + 1;
    let mut after = spot
        .sentence
        .passage
        .plain
        .chars()
        .skip(number.end as usize);
    if !near || !is_plain || after.next() != Some('(') {
        return None;
    }
    let inside = u32::try_from(after.position(|c| c == ')')?).ok()?;
    let bracket = number.end + 1..(number.end + 1 + inside).min(spot.sentence.range.end);
    let nos = nos(spot, &bracket);
    (rust_decimal::Decimal::from(nos.len()) == number.value).then(|| subjects(nos))
}

fn nos(spot: &Spot<'_>, range: &std::ops::Range<u32>) -> Vec<String> {
    let mut nos: Vec<String> = Vec::new();
    for no in numbers_in(spot.sentence, range)
        .into_iter()
        .flat_map(|n| n.nos)
    {
        if !nos.contains(&no) {
            nos.push(no);
        }
    }
    nos
}

fn push(out: &mut Vec<Found>, spot: &Spot<'_>, predicate: &Predicate, subjects: Vec<Subject>) {
    let done_on = (predicate.facets.is_done())
        .then(|| spot.event_day().map(|d| d.value.clone()))
        .flatten();
    for subject in subjects {
        out.push(Found {
            claimed: Claimed::Status {
                facets: predicate.facets,
                done_on: done_on.clone(),
            },
            subject,
            range: quoted(spot.sentence, spot.clause),
            at: spot.clause.at_bare(spot.start),
        });
    }
}
