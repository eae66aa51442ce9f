//! Words by which a record says that more time was granted, and whether the register says so.
use super::{Desk, spans::Span};
use crate::{
    ledger::{Registers, due},
    model::{BookRow, Decision},
};

/// Words that grant.
const GRANTS: [&str; 10] = [
    "批准",
    "批复",
    "同意",
    "核准",
    "准予",
    "审批通过",
    "审定",
    "获批",
    "函复",
    "决定",
];
/// Words that refuse or put off.
const NOT_GRANTED: [&str; 16] = [
    "不同意",
    "不批准",
    "未批准",
    "不予",
    "退回",
    "驳回",
    "未获",
    "未同意",
    "待审",
    "审批中",
    "审核中",
    "拟",
    "未批复",
    "待批",
    "尚未",
    "正在",
];
/// Words for more time.
const MORE_TIME: [&str; 13] = [
    "延期",
    "展期",
    "顺延",
    "延长",
    "调整",
    "变更",
    "推迟",
    "重新挂账",
    "重新限期",
    "重新交办",
    "延至",
    "延到",
    "展至",
];

/// Fields in which a record may say that more time was granted.
const REMARKS: [&str; 9] = [
    "remark",
    "problem",
    "progress",
    "execute",
    "status",
    "schedule",
    "deadline",
    "current_deadline",
    "next_step",
];

/// Whether words say that more time was granted: a grant, or the number of a paper, beside more time.
pub(super) fn is_granted(text: &str) -> bool {
    text.split(['。', '；', ';', '\n']).any(|sentence| {
        let has = |list: &[&str]| list.iter().any(|w| sentence.contains(w));
        let studied = sentence.contains('经') && sentence.contains("研究");
        has(&MORE_TIME)
            && !has(&NOT_GRANTED)
            && (has(&GRANTS) || sentence.contains('〔') || studied)
    })
}

/// Whether a record itself says that more time was granted.
pub(super) fn says_granted(row: BookRow<'_>) -> bool {
    REMARKS.iter().any(|f| is_granted(row.text(f)))
        || ["decision", "approval_no"]
            .iter()
            .any(|f| row.text(f).contains(char::is_alphanumeric))
}

/// Whether the register grants a matter more time until `due` at least.
pub(super) fn covers(registers: &Registers<'_>, matter: BookRow<'_>, due: Span) -> bool {
    due::extensions(matter, registers).iter().any(|e| {
        e.decision == Decision::Granted
            && e.new
                .as_ref()
                .and_then(|new| new.to)
                .is_none_or(|new| due.from <= new)
    })
}

/// Whether a report tied to the matter says that more time was granted.
pub(super) fn reported<'a>(desk: &Desk<'a>) -> impl Fn(BookRow<'_>) -> bool + use<'a> {
    let granted: std::collections::HashSet<&'a str> = desk
        .linked()
        .filter(|l| is_granted(l.claim.source.quote()))
        .map(|l| l.row.record.key.as_str())
        .collect();
    move |row| granted.contains(row.record.key.as_str())
}
