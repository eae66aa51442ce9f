//! The honest twin: text that says what is not done, why, and what happens next is never flagged.
use super::slots::Slot;

/// Name of the exemption as shown to people.
pub(crate) const NAME: &str = "如实说明未完成(有原因、动作和时间)";

const ADMITS: &[&str] = &[
    "尚未",
    "未完成",
    "还没",
    "没有完成",
    "未开工",
    "未启动",
    "未能",
    "滞后",
    "未达",
    "未通过",
    "没达到",
    "未销号",
    "仍有",
    "仍在",
    "还剩",
    "剩余",
    "尚有",
    "还差",
    "暂未",
    "推迟",
    "未到位",
    "没做完",
];
const REASONS: &[&str] = &[
    "因", "由于", "受", "原因", "卡在", "等待", "待", "为避", "缺", "汛期", "雨",
];

/// Whether a stretch admits, with a reason, an act or owner, and a time. `fills` says which slots it fills.
pub(crate) fn admits(plain: &str, fills: impl Fn(u32) -> bool) -> bool {
    let says = |words: &[&str]| words.iter().any(|w| plain.contains(w));
    says(ADMITS)
        && says(REASONS)
        && (fills(Slot::Date.group()) || fills(Slot::Quantity.group()))
        && [Slot::Action, Slot::Owner, Slot::Outcome, Slot::Material]
            .iter()
            .any(|s| fills(s.group()))
}
