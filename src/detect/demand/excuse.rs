//! Reasons that make a difference lawful or honest, looked for in both texts.
use super::{lexicon::WORDS, reading::Reading};
use crate::detect::group::Group;

/// What was looked for before a stricter demand is flagged.
pub(super) const LOOKED_FOR_UP: &[&str] = &[
    "过程值、阶段目标、分解合计",
    "汇总、初稿、预留等内部缓冲",
    "批准、协商、征求意见、自愿承诺",
    "地方标准、条例依据",
    "口径不同、与上级保持一致的声明",
    "理由与配套资源",
    "上级允许更严或提前",
];
/// What was looked for before a weaker one is.
pub(super) const LOOKED_FOR_DOWN: &[&str] = &[
    "批准、同意、核减、备案",
    "先试点后铺开、分批分期",
    "余下部分的安排",
    "高于要求",
    "如实说明未完成、已纠正",
];

/// Characters before a word of approval in which a denial takes it back (未见批复).
const DENIAL_CHARS: usize = 8;

/// Whether the lower demand has ground to be stricter, or the upper one leaves room.
pub(super) fn up(upper: &Reading<'_>, lower: &Reading<'_>) -> bool {
    let words = &*WORDS;
    let text = lower.text();
    let said: [&Group; 7] = [
        &words.process,
        &words.buffer,
        &words.caliber,
        &words.kept,
        &words.means,
        &words.forbids,
        &words.down.stage,
    ];
    words.leave.is_in(upper.text())
        || words.forbids.is_in(upper.text())
        || granted(text, &words.ground)
        || said.iter().any(|g| g.is_in(text))
}

/// Whether doing less was allowed, or was taken back.
pub(super) fn allowed(lower: &Reading<'_>) -> bool {
    let words = &WORDS.down;
    let text = lower.text();
    granted(text, &words.approved) || words.corrected.is_in(text) || WORDS.forbids.is_in(text)
}

/// Whether doing less is on its way, is told honestly, or is more than was asked for.
pub(super) fn honest(lower: &Reading<'_>) -> bool {
    let words = &WORDS.down;
    let text = lower.text();
    [&words.higher, &words.stage, &words.honest]
        .iter()
        .any(|g| g.is_in(text))
        || rest_is_planned(lower)
}

/// Whether a word of approval stands undenied.
fn granted(text: &str, group: &Group) -> bool {
    group.find_iter(text).any(|m| {
        let before = text.get(..m.start).unwrap_or_default();
        let start = before
            .char_indices()
            .rev()
            .nth(DENIAL_CHARS)
            .map_or(0, |(at, _)| at);
        !WORDS
            .down
            .not_approved
            .is_in(before.get(start..).unwrap_or_default())
    })
}

/// Whether what is left is named together with when or how it will be done, and is not called done.
fn rest_is_planned(lower: &Reading<'_>) -> bool {
    let words = &WORDS.down;
    if WORDS.equates.is_in(lower.text()) {
        return false;
    }
    words
        .rest
        .place(lower.text())
        .is_some_and(|at| words.rest_plan.is_in(&lower.sentence(at.start)))
}
