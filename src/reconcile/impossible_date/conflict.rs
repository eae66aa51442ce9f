//! One step, two sources, two dates.
use super::begin;
use crate::{
    model::{Evidence, Mismatch, Severity, StepKind},
    reconcile::{
        Check, found,
        matters::{At, Matter, Seen},
        spans::Span,
    },
};

/// Steps that happen once. Work, checks and rules have many days.
const ONCE: [StepKind; 3] = [StepKind::Convey, StepKind::Deploy, StepKind::Plan];

/// Words of a sentence that tells of another occasion.
const AGAIN: [&str; 14] = [
    "再次",
    "又",
    "第二次",
    "第三次",
    "多次",
    "继续",
    "后续",
    "进一步",
    "逐级",
    "层层",
    "支部",
    "各科室",
    "各县",
    "补充",
];
/// Words by which meetings are told apart.
const MEETINGS: [&str; 22] = [
    "党组会",
    "党组扩大会",
    "党组理论",
    "中心组",
    "党委会",
    "常委会",
    "常务会",
    "专题会",
    "局务会",
    "部务会",
    "厅务会",
    "司务会",
    "处务会",
    "办公会",
    "动员会",
    "推进会",
    "调度会",
    "现场会",
    "视频会",
    "协调会",
    "座谈会",
    "部署会",
];
/// Words by which the days of a plan's making are told from that of its issue.
const BEFORE_ISSUE: [&str; 10] = [
    "审议",
    "讨论",
    "起草",
    "征求意见",
    "通过",
    "报送",
    "上报",
    "备案",
    "初稿",
    "送审",
];

/// Steps that a report dates otherwise than the ledger, or the detail ledger otherwise than the general one.
pub(super) fn find(check: &dyn Check, matter: &Matter<'_>) -> Vec<Mismatch> {
    ONCE.iter()
        .filter_map(|kind| conflict(check, matter, *kind))
        .collect()
}

fn conflict(check: &dyn Check, matter: &Matter<'_>, kind: StepKind) -> Option<Mismatch> {
    let seen: Vec<&Seen<'_>> = matter.steps(kind).filter(|s| !s.days.is_empty()).collect();
    let (ours, others) = seen.split_first()?;
    if !matches!(ours.at, At::Cell(..)) {
        return None;
    }
    let agrees = |other: &&&Seen<'_>| {
        other
            .days
            .iter()
            .any(|d| ours.days.iter().any(|o| o.meets(*d)))
    };
    // A report that also names the ledger's day tells of two occasions.
    let same_file_agrees = |other: &Seen<'_>| {
        others
            .iter()
            .filter(agrees)
            .any(|o| file(o.at) == file(other.at))
    };
    let other = others
        .iter()
        .filter(|o| !agrees(o))
        .find(|o| !same_file_agrees(o) && !is_other_occasion(kind, ours, o))?;
    let (theirs, mine): (Span, Span) = (*other.days.first()?, *ours.days.first()?);
    let mut one = begin(
        check,
        Severity::重点,
        matter.row,
        &format!("{}日期", kind.title()),
        other.at.quote()?,
    );
    one.formula = format!("{} ≠ {}", theirs.show(), mine.show());
    one.reason = format!(
        "{}：{}的日期，{}写{}，{}写{}，两处不一致。",
        found::name(matter.row),
        kind.title(),
        other.at.source(),
        theirs.show(),
        ours.at.source(),
        mine.show(),
    );
    one.evidence = ours
        .at
        .quote()
        .map(|source| Evidence {
            source,
            note: format!(
                "{}所记{}日期：{}",
                ours.at.source(),
                kind.title(),
                mine.show()
            ),
        })
        .into_iter()
        .collect();
    Some(one)
}

fn file(at: At<'_>) -> String {
    match at {
        At::Cell(row, _) => row.book.file.clone(),
        At::Claim(linked) => linked.report.file.clone(),
    }
}

/// Whether the words of two sources speak of different occasions, meetings or papers.
fn is_other_occasion(kind: StepKind, ours: &Seen<'_>, theirs: &Seen<'_>) -> bool {
    let has = |text: &str, words: &[&str]| words.iter().any(|w| text.contains(w));
    if has(theirs.text, &AGAIN) || has(ours.text, &AGAIN) {
        return true;
    }
    if kind == StepKind::Plan {
        let issued = |text: &str| has(text, &["印发", "发布", "下发", "出台"]);
        let (a, b) = (document_numbers(ours.text), document_numbers(theirs.text));
        return has(theirs.text, &BEFORE_ISSUE) && !issued(theirs.text)
            || has(ours.text, &BEFORE_ISSUE) && !issued(ours.text)
            || !a.is_empty() && !b.is_empty() && !a.iter().any(|n| b.contains(n));
    }
    let meetings = |text: &str| -> Vec<&str> {
        MEETINGS
            .iter()
            .copied()
            .filter(|m| text.contains(m))
            .collect()
    };
    let (a, b) = (meetings(ours.text), meetings(theirs.text));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|m| b.contains(m))
}

/// Year and number of every paper a text names: `〔2026〕11号`.
fn document_numbers(text: &str) -> Vec<&str> {
    text.match_indices('〔')
        .filter_map(|(at, _)| {
            let rest = text.get(at..)?;
            let end = rest.find('号')?;
            rest.get(..end)
        })
        .collect()
}
