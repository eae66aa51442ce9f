//! Writes a run of copied text down as a flag with both places.
use super::{
    differ::{alignment, differences},
    judge::Verdict,
    order::Relation,
    runs::Run,
    segment::Segment,
};
use crate::model::{Certainty, Document, Evidence, Explain, FlagDraft, Severity, SourceRef};

/// Most pairs of passages quoted with one flag.
const MAX_PASSAGES: usize = 6;
/// Most numbers and changes named in the explanation.
const MAX_NAMED: usize = 12;

/// A passage of the copy with its counterpart.
struct Pair {
    copy: (u32, std::ops::Range<u32>),
    source: (u32, std::ops::Range<u32>),
}

/// The flag of a run.
pub(super) fn draft(
    run: &Run,
    verdict: &Verdict,
    segments: &[Segment],
    boilerplate: impl Fn(u32) -> f64,
    documents: &[&Document],
) -> Option<FlagDraft> {
    let copy = documents.get(run.copy as usize)?;
    let source = documents.get(run.source as usize)?;
    let pairs = pairs(verdict, segments);
    // The longest passage is quoted, the others follow as evidence.
    let main = (0..pairs.len()).max_by_key(|i| {
        let range = &pairs[*i].copy.1;
        (range.end - range.start, std::cmp::Reverse(*i))
    })?;
    let quoted = copy.source_ref(pairs[main].copy.0, pairs[main].copy.1.clone())?;
    let counterpart = source.source_ref(pairs[main].source.0, pairs[main].source.1.clone())?;
    let changes = differences(counterpart.quote(), quoted.quote(), MAX_NAMED);
    let mut evidence = vec![Evidence {
        note: format!("{}中相同的文字", named(source, run)),
        source: counterpart,
    }];
    for (i, pair) in pairs.iter().enumerate().take(MAX_PASSAGES) {
        if i == main {
            continue;
        }
        let more = |document: &Document, (p, r): &(u32, std::ops::Range<u32>), note: String| {
            let source: Option<SourceRef> = document.source_ref(*p, r.clone());
            source.map(|source| Evidence { source, note })
        };
        evidence.extend(more(copy, &pair.copy, "本件中相连的另一段".to_owned()));
        evidence.extend(more(
            source,
            &pair.source,
            format!("{}中相同的文字", named(source, run)),
        ));
    }
    let share = mean(verdict, |l| l.share);
    let boilerplate = mean(verdict, |l| boilerplate(l.copy));
    let characters = verdict.characters;
    let mut matched = Vec::new();
    if !verdict.same.is_empty() {
        let numbers = verdict.same.iter().take(MAX_NAMED).cloned().collect();
        matched.push(("相同数字".to_owned(), numbers));
    }
    if !verdict.changed.is_empty() {
        let changed = verdict.changed.iter().take(MAX_NAMED);
        let changed = changed.map(|(a, b)| format!("{a}→{b}")).collect();
        matched.push(("不同数字".to_owned(), changed));
    }
    if !changes.is_empty() {
        matched.push(("改动处".to_owned(), changes));
    }
    let aligned = alignment(
        quoted.quote(),
        evidence.first().map_or("", |e| e.source.quote()),
    );
    if !aligned.is_empty() {
        matched.push((
            "对应片段（本件字位＝对方字位，自引文首字起）".to_owned(),
            aligned,
        ));
    }
    let (start, end) = (pairs[main].copy.1.start, pairs[main].copy.1.end);
    Some(FlagDraft {
        indicator: super::ID.to_owned(),
        rule: super::ID.to_owned(),
        rule_version: super::VERSION,
        severity: if verdict.close_out {
            Severity::重点
        } else {
            Severity::关注
        },
        certainty: Certainty::较强,
        unit: copy.unit.as_ref().map(|u| u.value.clone()),
        period: copy.period.as_ref().map(|p| p.value.label.clone()),
        surroundings: super::super::surroundings(copy, pairs[main].copy.0, &(start..end)),
        source: quoted,
        reason: reason(run, verdict, source, characters, share),
        evidence,
        ask: questions(run),
        explain: Explain {
            matched,
            exemptions_not_found: exemptions(run),
            contributions: vec![
                ("重合率（占较短一侧）".to_owned(), round(share)),
                ("相同数字个数".to_owned(), count(verdict.same.len())),
                ("不同数字个数".to_owned(), count(verdict.changed.len())),
                ("套话占比".to_owned(), round(boilerplate)),
                ("雷同字数".to_owned(), f64::from(characters)),
            ],
            score: None,
            would_clear: Some(match run.relation {
                Relation::EarlierPeriod => {
                    "写出本期独有的数量、时间或结果，或说明为何与上期相同".to_owned()
                }
                Relation::OtherUnit => {
                    "写出本单位独有的对象、数量或结果，或说明是联合行动、同引一文".to_owned()
                }
            }),
            ..Explain::default()
        },
    })
}

/// Links of one passage pair become one quotation.
fn pairs(verdict: &Verdict, segments: &[Segment]) -> Vec<Pair> {
    let mut out: Vec<Pair> = Vec::new();
    for link in &verdict.links {
        let (a, b) = (
            &segments[link.copy as usize],
            &segments[link.source as usize],
        );
        match out.last_mut() {
            Some(p) if p.copy.0 == a.passage && p.source.0 == b.passage => {
                p.copy.1.end = p.copy.1.end.max(a.range.end);
                p.source.1.start = p.source.1.start.min(b.range.start);
                p.source.1.end = p.source.1.end.max(b.range.end);
            }
            _ => out.push(Pair {
                copy: (a.passage, a.range.clone()),
                source: (b.passage, b.range.clone()),
            }),
        }
    }
    out
}

fn mean(verdict: &Verdict, of: impl Fn(&super::runs::Link) -> f64) -> f64 {
    let sum: f64 = verdict.links.iter().map(of).sum();
    sum / count(verdict.links.len().max(1))
}

fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

/// Two decimal places are enough for people.
fn round(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

/// The other document as people name it.
fn named(document: &Document, run: &Run) -> String {
    let unit = document
        .unit
        .as_ref()
        .map_or("（单位未读出）", |u| u.value.as_str());
    let period = document
        .period
        .as_ref()
        .map_or(String::new(), |p| p.value.label.clone());
    match run.relation {
        Relation::EarlierPeriod => format!("本单位{period}材料"),
        Relation::OtherUnit => format!("{unit}{period}材料"),
    }
}

fn reason(run: &Run, verdict: &Verdict, source: &Document, characters: u32, share: f64) -> String {
    let percent = (share * 100.0).round();
    let numbers = match (verdict.same.len(), verdict.changed.len()) {
        (0, 0) => "没有数字可资区分".to_owned(),
        (same, 0) => format!("{same}个数字全部相同"),
        (0, _) => "只换了数字".to_owned(),
        (same, changed) => format!("{same}个数字相同、{changed}个不同"),
    };
    let unsure = if run.relation == Relation::OtherUnit && !run.later {
        "；两件先后不明"
    } else {
        ""
    };
    format!(
        "与{}有{characters}字雷同（重合率{percent}%），{numbers}{unsure}。",
        named(source, run)
    )
}

fn questions(run: &Run) -> Vec<String> {
    let list: &[&str] = match run.relation {
        Relation::EarlierPeriod => &[
            "哪些数据是本期实测或本期新增的？",
            "与上期相比，实际变化是什么？",
            "若确无变化，原因和下一步节点是什么？",
        ],
        Relation::OtherUnit => &[
            "这段文字由谁起草，依据的原始材料是什么？",
            "本单位对应的对象、数量和地点各是什么？",
            "是否联合行动或同引一份文件？",
        ],
    };
    list.iter().map(|q| (*q).to_owned()).collect()
}

fn exemptions(run: &Run) -> Vec<String> {
    let list: &[&str] = match run.relation {
        Relation::EarlierPeriod => &[
            "法条、文件名和引文",
            "恒定事实（面积、规模、编制等）",
            "数字已更新",
            "说明与上期相同的原因",
        ],
        Relation::OtherUnit => &[
            "法条、文件名和引文",
            "联合行动、共用设施",
            "多数单位通用的套话",
            "批次内通知、批示件等上级文件原文",
        ],
    };
    list.iter().map(|q| (*q).to_owned()).collect()
}
