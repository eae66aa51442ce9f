//! A text that says how many cases it lists, beside the list: numbered cases in a table below it, or run on in the text itself.
use std::sync::LazyLock;

use regex::Regex;

use super::{ID, ask, looked_for};
use crate::{
    model::{
        Certainty, Document, Evidence, Hedge, Mismatch, Passage, PassageKind, RowKind, Severity,
        SourceRef, Table, char_len,
    },
    reconcile::Desk,
};

/// A case in a list run on in the text: serial number, place, case number of twelve digits and more.
static CASE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|\s|。)(\d{1,3})\s+[^\s\d]{2,24}\s+([A-Za-z]{0,4}\d{12,22})\s").ok()
});
/// Headers of columns that number cases.
const CASE_HEADERS: &[&str] = &[
    "举报编号",
    "投诉编号",
    "信访件编号",
    "受理编号",
    "件号",
    "工单编号",
    "案件编号",
    "来信编号",
    "办件号",
    "信访编号",
];
/// Words by which a paragraph points at the table below it.
const POINTS: &[&str] = &["如下", "下表", "见表", "一览表", "情况表", "明细", "清单"];
/// Words that say that not all are listed.
const NOT_ALL: &[&str] = &[
    "节选", "部分", "典型", "摘录", "选登", "例如", "举例", "主要", "等",
];
/// How many paragraphs above a table may speak of it.
const ABOVE: usize = 2;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    for document in desk.documents {
        for (index, passage) in (0u32..).zip(&document.passages) {
            if passage.kind != PassageKind::Row {
                found.extend(run_on(document, index, passage));
            }
        }
        for table in &document.tables {
            found.extend(above_table(document, table));
        }
    }
    found
}

/// Cases numbered 1, 2, 3 … in one paragraph, below what it says of them.
fn run_on(document: &Document, index: u32, passage: &Passage) -> Option<Mismatch> {
    let pattern = CASE.as_ref()?;
    // The usual paragraph holds no long number at all.
    if passage.plain.bytes().filter(u8::is_ascii_digit).count() < 24 || passage.numbers.is_empty() {
        return None;
    }
    let mut serial = 0_u32;
    let mut first = None;
    let mut last = None;
    let mut at = 0;
    while let Some(c) = passage
        .plain
        .get(at..)
        .and_then(|rest| pattern.captures(rest))
    {
        let (Some(whole), Some(number), Some(case)) = (c.get(0), c.get(1), c.get(2)) else {
            break;
        };
        let place = |m: regex::Match<'_>| {
            let from = char_len(passage.plain.get(..at + m.start()).unwrap_or_default());
            from..from + char_len(m.as_str())
        };
        if number.as_str().parse() == Ok(serial + 1) {
            serial += 1;
            first = first.or_else(|| Some(place(number)));
            last = Some(place(case));
        }
        // The blank behind a case may be the one before the next.
        at += whole.end().saturating_sub(1).max(1);
    }
    let (first, last) = (first?, last?);
    if serial < 2 {
        return None;
    }
    let head: String = passage.plain.chars().take(first.start as usize).collect();
    let said: Vec<u32> = passage
        .numbers
        .iter()
        .filter(|n| n.end <= first.start && is_case_count(n))
        .filter_map(|n| n.value.normalize().to_string().parse().ok())
        .collect();
    let total = passage
        .numbers
        .iter()
        .find(|n| n.end <= first.start && is_case_count(n) && announces(&head, n.start))?;
    if fits(&said, serial) || NOT_ALL.iter().any(|w| head.contains(w)) {
        return None;
    }
    let sentence = passage
        .sentences
        .iter()
        .find(|s| s.contains(&total.start))?;
    let source = document.source_ref(index, sentence.start..sentence.end.min(first.start))?;
    let evidence = document.source_ref(index, last)?;
    Some(mismatch(source, evidence, &total.raw, serial))
}

fn is_case_count(n: &crate::model::NumValue) -> bool {
    n.hedge == Hedge::None
        && n.value.fract().is_zero()
        && matches!(n.unit.as_str(), "件" | "项" | "个" | "起" | "条")
}

/// Whether 共 or 合计 stands before a number in its clause.
fn announces(text: &str, start: u32) -> bool {
    let before: Vec<char> = text.chars().take(start as usize).collect();
    let clause: String = before
        .iter()
        .rev()
        .take_while(|c| !matches!(c, ',' | '。' | ';' | '，' | '；'))
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    ["共", "合计", "总计", "累计"]
        .iter()
        .any(|w| clause.contains(w))
}

/// Whether one of the numbers, or the sum of two, is the length of the list.
fn fits(said: &[u32], listed: u32) -> bool {
    said.contains(&listed)
        || said.iter().enumerate().any(|(i, a)| {
            said.iter()
                .skip(i + 1)
                .any(|b| a.checked_add(*b) == Some(listed))
        })
}

/// A table of numbered cases below the paragraphs that speak of it.
fn above_table(document: &Document, table: &Table) -> Option<Mismatch> {
    let is_of_cases = table
        .columns
        .iter()
        .any(|c| CASE_HEADERS.iter().any(|h| c.header.contains(h)));
    let rows: Vec<_> = table
        .rows
        .iter()
        .filter(|r| r.kind == RowKind::Record)
        .collect();
    if !is_of_cases || rows.len() < 2 {
        return None;
    }
    let start = table.rows.first()?.passage;
    let listed = u32::try_from(rows.len()).ok()?;
    let above: Vec<(u32, &Passage)> = (0u32..)
        .zip(&document.passages)
        .take(start as usize)
        .filter(|(_, p)| matches!(p.kind, PassageKind::Paragraph | PassageKind::ListItem))
        .collect();
    let near: Vec<(u32, &Passage)> = above.into_iter().rev().take(ABOVE).collect();
    let said: Vec<u32> = near
        .iter()
        .flat_map(|(_, p)| &p.numbers)
        .filter(|n| is_case_count(n))
        .filter_map(|n| n.value.normalize().to_string().parse().ok())
        .collect();
    let titled = table.title.as_deref().unwrap_or_default();
    if fits(&said, listed) || NOT_ALL.iter().any(|w| titled.contains(w)) {
        return None;
    }
    let (index, passage, total) = near.iter().find_map(|(index, p)| {
        let total = p
            .numbers
            .iter()
            .find(|n| is_case_count(n) && announces(&p.plain, n.start))?;
        let points = POINTS
            .iter()
            .any(|w| p.plain.contains(w) || titled.contains(w));
        let partial = NOT_ALL.iter().any(|w| p.plain.contains(w));
        (points && !partial).then_some((*index, *p, total))
    })?;
    let sentence = passage
        .sentences
        .iter()
        .find(|s| s.contains(&total.start))?;
    let source = document.source_ref(index, sentence.clone())?;
    let last = rows.last()?;
    let cell = last
        .cells
        .iter()
        .find(|c| !c.inherited && !c.text.trim().is_empty())?;
    let evidence =
        document.source_ref(last.passage, cell.start..cell.start + char_len(&cell.text))?;
    Some(mismatch(source, evidence, &total.raw, listed))
}

fn mismatch(source: SourceRef, list_end: SourceRef, total: &str, listed: u32) -> Mismatch {
    Mismatch {
        check: ID.to_owned(),
        indicator: None,
        severity: Severity::重点,
        certainty: Certainty::确定,
        no: None,
        matter: "文字所称件数与所列清单".to_owned(),
        item: "件数".to_owned(),
        source,
        evidence: vec![Evidence {
            source: list_end,
            note: format!("所列清单的最后一条，共{listed}条"),
        }],
        formula: format!("{total} ≠ 清单{listed}条"),
        reason: format!("文字写{total}，所列清单有{listed}条，文中也没有其他数与清单条数相符。"),
        ask: ask(),
        looked_for: looked_for(),
        would_clear: "更正件数，或写明清单只列出一部分".to_owned(),
    }
}
