//! What a single cell looks like: a label, a number, a total, a note.
use crate::model::{CellValue, RawCell, char_len};

use super::super::headers::clean;

/// Longest text that may be a header, in characters; 牵头单位和配合单位及责任人（含联系方式） is near the end.
const LONGEST_LABEL: u32 = 24;
/// Longest text of a total's label, in characters.
const LONGEST_TOTAL: usize = 8;

/// Whether the cell could be a header: short words, no sentence, no bare number or date.
pub(super) fn is_label(cell: &RawCell) -> bool {
    let text = cell.text.trim();
    if matches!(
        cell.value,
        CellValue::Number(_) | CellValue::Date(_) | CellValue::Bool(_)
    ) || char_len(text) > LONGEST_LABEL
    {
        return false;
    }
    let mut letters = 0;
    let mut digits = 0;
    for c in text.chars() {
        if matches!(c, '。' | '；' | ';' | '，' | '！' | '？') {
            return false;
        }
        if c.is_ascii_digit() {
            digits += 1;
        } else if c.is_alphabetic() {
            letters += 1;
        }
    }
    // 2025年1-6月 may head a column, 12 and 2025-03-05 may not.
    letters > 0 && digits <= 8 && letters * 2 >= digits && !has_value_after_colon(text)
}

/// 填报单位：某局 carries its own value.
fn has_value_after_colon(text: &str) -> bool {
    text.split_once(['：', ':'])
        .is_some_and(|(_, value)| !value.trim().is_empty())
}

/// Whether the cell labels a row of totals.
pub(super) fn is_total_label(cell: &RawCell) -> bool {
    let label = clean(&cell.text);
    let short = label.chars().count() <= LONGEST_TOTAL;
    short
        && (["合计", "总计", "小计", "共计", "累计"]
            .iter()
            .any(|w| label.ends_with(w))
            || ["合计", "总计", "小计", "总数"]
                .iter()
                .any(|w| label.starts_with(w) && label.chars().count() <= 4))
}

/// Whether the text opens a note under a table: 注：…, 填表人：…, 审核人：….
pub(super) fn opens_note(text: &str) -> bool {
    let label: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(12)
        .map(crate::model::fold_char)
        .collect();
    const SIGNERS: &[&str] = &[
        "填表",
        "填报",
        "填表人",
        "填报人",
        "制表人",
        "制表",
        "审核人",
        "审核",
        "复核人",
        "负责人",
        "单位负责人",
        "主要负责人",
        "分管领导",
        "联系人",
        "联系电话",
        "填表日期",
        "填报日期",
        "填报时间",
        "填表时间",
        "填报单位",
        "报送单位",
        "报送时间",
        "制表日期",
        "经办人",
        "盖章",
        "单位(盖章)",
        "统计时间",
        "统计日期",
        "数据来源",
    ];
    const NOTES: &[&str] = &["注", "备注", "说明", "填表说明", "填报说明", "备注说明"];
    let Some((head, _)) = label.split_once(':') else {
        return NOTES.iter().any(|n| {
            label
                .strip_prefix(n)
                .is_some_and(|rest| rest.starts_with(['1', '.', '一', '(']))
        }) || label.starts_with("(盖章)");
    };
    let head = head
        .trim_start_matches('(')
        .trim_end_matches(|c: char| c.is_ascii_digit());
    SIGNERS.contains(&head) || NOTES.contains(&head)
}

/// Whether the text opens a part of a table: 一、大气污染防治, （二）水环境.
pub(super) fn opens_part(text: &str) -> bool {
    let mut chars = text.trim().chars().map(crate::model::fold_char).peekable();
    let bracket = chars.next_if_eq(&'(').is_some();
    let mut numerals = 0;
    while chars
        .next_if(|c| {
            matches!(
                c,
                '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
            )
        })
        .is_some()
    {
        numerals += 1;
    }
    let closes = if bracket { ')' } else { '、' };
    numerals > 0 && chars.next() == Some(closes)
}
