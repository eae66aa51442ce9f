//! A header stripped of what varies: widths, blanks, stars, colons, numbers in front, notes in brackets.
use crate::model::fold;

/// The form in which headers are compared; empty when nothing is left.
///
/// Notes in brackets (万元), (必填) go, unless the header is nothing but its brackets.
pub(in crate::normalize) fn clean(header: &str) -> String {
    let folded = fold(header);
    let whole = folded.trim();
    let mut kept = String::new();
    let mut depth = 0u32;
    for c in whole.chars() {
        match c {
            '(' | '[' | '【' | '〔' | '（' => depth += 1,
            ')' | ']' | '】' | '〕' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ => push(&mut kept, c),
        }
    }
    if kept.is_empty() || depth > 0 {
        kept.clear();
        for c in whole
            .chars()
            .filter(|c| !matches!(c, '(' | ')' | '[' | ']' | '【' | '】'))
        {
            push(&mut kept, c);
        }
    }
    let number = kept.trim_start_matches(|c: char| c.is_ascii_digit());
    let kept = match number.strip_prefix(['.', '、']) {
        Some(rest) if !rest.is_empty() && number.len() < kept.len() => rest.to_owned(),
        _ => kept,
    };
    in_one_wording(kept)
}

/// Words that offices write in several ways, and the one the dictionary knows.
const WORDINGS: &[(&str, &str)] = &[
    ("销账", "销号"),
    ("销帐", "销号"),
    ("消号", "销号"),
    ("台帐", "台账"),
    ("到文", "收文"),
];
/// Endings that are no day: a number of days stands under them.
const NO_DAYS: &[&str] = &["工作日", "自然日", "休息日", "节假日"];

/// 销账日 is 销号日期.
fn in_one_wording(mut header: String) -> String {
    for (written, known) in WORDINGS {
        if header.contains(written) {
            header = header.replace(written, known);
        }
    }
    if let Some(of) = header.strip_suffix("题名").filter(|of| !of.ends_with('问')) {
        return format!("{of}名称");
    }
    if header.ends_with('日')
        && header.chars().count() > 2
        && NO_DAYS.iter().all(|no| !header.ends_with(no))
    {
        header.push('期');
    }
    header
}

/// Whether a note in brackets says that things are counted or measured: 排查单位（家）, 面积（亩）.
pub(super) fn counts(header: &str) -> bool {
    let folded = fold(header);
    let note = folded
        .trim_end()
        .strip_suffix(')')
        .and_then(|h| h.rsplit_once('('))
        .map(|(_, note)| note.trim());
    matches!(
        note,
        Some(
            "个" | "家"
                | "件"
                | "项"
                | "起"
                | "处"
                | "人"
                | "人次"
                | "次"
                | "份"
                | "台"
                | "套"
                | "吨"
                | "万吨"
                | "户"
                | "条"
                | "元"
                | "万元"
                | "亿元"
                | "公里"
                | "亩"
                | "%"
                | "天"
        )
    )
}

fn push(kept: &mut String, c: char) {
    let noise = c.is_whitespace()
        || matches!(
            c,
            '*' | ':' | '※' | '★' | '☆' | '"' | '“' | '”' | '\'' | '\u{200B}' | '\u{FEFF}' | '_'
        )
        || (c == '.' && !kept.ends_with(|k: char| k.is_ascii_digit()));
    if !noise {
        kept.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_varies_is_stripped() {
        for (header, cleaned) in [
            ("完成\n时限", "完成时限"),
            ("  责 任 单 位 ＊", "责任单位"),
            ("金额（万元）", "金额"),
            ("（备注）", "备注"),
            ("填报时间：", "填报时间"),
            ("Ｎｏ．", "no"),
            ("牽頭單位", "牵头单位"),
            ("销账日", "销号日期"),
            ("公示工作日", "公示工作日"),
            ("3.整改措施", "整改措施"),
            ("进展情况(截至6月底", "进展情况截至6月底"),
        ] {
            assert_eq!(clean(header), cleaned, "{header}");
        }
    }
}
