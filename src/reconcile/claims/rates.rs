//! Rates of matters done: 办结率98.5%, with the numbers they are made of when the sentence names them.
use super::{
    clause::{Clause, Sentence},
    counts::{Counted, Running},
    mood::Spot,
};
use crate::model::Claimed;

/// Names of rates of matters done, as they stand before the number; longest first.
const RATES: &[&str] = &[
    "按期办结率",
    "按时办结率",
    "按期完成率",
    "整改完成率",
    "任务完成率",
    "总体完成率",
    "完成整改率",
    "整改办结率",
    "验收销号率",
    "整改销号率",
    "办结率",
    "完成率",
    "销号率",
    "整改率",
    "办理率",
    "达序时率",
];
/// Words that may stand between the name of a rate, or a verb, and its number.
const LINKS: &[&str] = &[
    "已达到",
    "已达",
    "达到",
    "达",
    "为",
    "是",
    "约",
    "均为",
    "均",
    ":",
    "提高到",
    "提升至",
    "升至",
    "就",
    "也",
    "共",
    "有",
    "了",
];

/// The rate a number is, when its words name one of matters.
pub(super) fn rate(
    sentence: &Sentence<'_>,
    clause: &Clause,
    counted: &Counted<'_>,
    running: &Running,
) -> Option<Claimed> {
    let mut label = counted.label.as_str();
    loop {
        let next = LINKS
            .iter()
            .fold(label, |l, w| l.strip_suffix(w).unwrap_or(l));
        if next == label {
            break;
        }
        label = next;
    }
    let name = RATES.iter().find(|r| label.ends_with(**r))?;
    // 评估完成率, 资金完成率: rates of other things. 整改任务完成率 and 总体办结率 are of matters.
    let prefix = label.get(..label.len() - name.len())?;
    let own = [
        "其中",
        "整改",
        "任务",
        "总",
        "总体",
        "问题",
        "举报件",
        "信访件",
        "投诉件",
        "举报",
        "信访",
        "投诉",
        "目前",
        "累计",
        "综合",
        "整体",
        "事项",
        "的",
        "子任务",
        "反馈",
        "交办",
        "督办",
    ];
    let mut rest = prefix;
    loop {
        let next = own.iter().fold(rest, |r, w| r.strip_suffix(w).unwrap_or(r));
        if next == rest {
            break;
        }
        rest = next;
    }
    if !rest.is_empty() {
        return None;
    }
    let at = counted.label_at + counted.label.len();
    let spot = Spot {
        sentence,
        clause,
        index: Some(counted.clause),
        start: at,
        end: at,
        under_plan: false,
    };
    if !spot.is_fact() {
        return None;
    }
    let of = match (&running.done, &running.total) {
        (Some((a, done)), Some((b, total))) if a == b && total >= done => Some((*done, *total)),
        _ => None,
    };
    Some(Claimed::Rate {
        value: counted.number.clone(),
        name: (*name).to_owned(),
        of,
    })
}
