//! Words that say when, or refuse to: 立行立改, 长期坚持, 近日.

/// No end: the matter stands.
const STANDING: &[&str] = &[
    "长期坚持",
    "长期推进",
    "长期任务",
    "长期整改",
    "长期实施",
    "长期抓好",
    "持续推进",
    "持续整改",
    "持续坚持",
    "持续实施",
    "持续抓好",
    "持续落实",
    "持续开展",
    "常态化",
    "常态推进",
    "常态落实",
    "常抓不懈",
    "长期",
    "持续",
];
/// At once.
const IMMEDIATE: &[&str] = &[
    "立行立改",
    "立即整改",
    "立查立改",
    "立知立改",
    "边查边改",
    "边督边改",
    "即知即改",
    "即查即改",
    "即改",
    "立即",
];
/// No date, although it sounds like one.
const VAGUE: &[&str] = &[
    "近日",
    "日前",
    "近期",
    "第一时间",
    "及时",
    "尽快",
    "适时",
    "目前",
    "早日",
    "不日",
    "即日",
    "近来",
    "当前",
    "春节前",
    "国庆前",
    "中秋前",
    "两会前",
    "汛期前",
    "入冬前",
    "采暖季",
    "待定",
    "视情",
];
/// Terms that begin with another event, without 内.
const RELATIVE: &[&str] = &[
    "之日起",
    "收到后",
    "批复后",
    "印发后",
    "竣工后",
    "投产前",
    "验收前",
];

fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| text.contains(w))
}

/// Whether the matter stands without end.
pub(super) fn is_standing(text: &str) -> bool {
    contains_any(text, STANDING)
}
/// Whether it is to be done at once.
pub(super) fn is_immediate(text: &str) -> bool {
    contains_any(text, IMMEDIATE)
}
/// Whether it only sounds like a date.
pub(super) fn is_vague(text: &str) -> bool {
    contains_any(text, VAGUE)
}
/// Whether it depends on another date.
pub(super) fn is_relative(text: &str) -> bool {
    contains_any(text, RELATIVE)
}
