//! Whether a handled complaint was judged, and a verdict of 不属实 rests on facts.
use super::{begin, cell, is_done, is_not_judged, list};
use crate::{
    model::{Book, BookRow, Mismatch},
    reconcile::{
        cells::{holds, number_quote, plain},
        lexicon::WORDS,
    },
};

/// Whether the book judges complaints at all: a column nobody fills in judges nothing.
pub(super) fn judges(book: &Book) -> bool {
    let filled = book
        .rows()
        .filter(|r| r.text("result_verdict").chars().any(char::is_alphabetic))
        .count();
    filled > 0 && filled * 2 >= book.records.len()
}

/// Characters that must be left when all words that only repeat the verdict are taken out, for a text to tell a fact.
const LEAST_FACT: usize = 8;

/// Handled, and nothing says whether the complaint was true.
pub(super) fn missing(row: BookRow<'_>) -> Option<Mismatch> {
    if !row.book.has("result_verdict") || !is_done(row) || is_not_judged(row) {
        return None;
    }
    let verdict = plain(row.text("result_verdict"));
    let said = facts(row);
    if verdict.chars().any(char::is_alphabetic) || holds(&said, &WORDS.complaint.founded) {
        return None;
    }
    let source = number_quote(row).or_else(|| row.quote("status"))?;
    let mut mismatch = begin(row, "是否属实", source);
    mismatch.formula = format!("办理状态 = “{}” ∧ 是否属实 = 空", row.text("status"));
    mismatch.reason = format!("写“{}”，而是否属实没有结论。", row.text("status"));
    mismatch.evidence.extend(cell(row, "status", "办理状态"));
    mismatch.looked_for = list(&[
        "其他栏中的“属实”“不属实”",
        "咨询、建议、重复件、并案、转办",
        "本册不填这一栏",
    ]);
    mismatch.would_clear = "补上是否属实的结论和依据".to_owned();
    mismatch.ask = list(&["核查了什么，是否属实？"]);
    Some(mismatch)
}

/// Judged 不属实 by words alone.
pub(super) fn without_facts(row: BookRow<'_>) -> Option<Mismatch> {
    let verdict = plain(row.text("result_verdict"));
    let is_unfounded = verdict == "否" || holds(&verdict, &WORDS.complaint.unfounded);
    // 部分不属实, 基本属实 are other verdicts.
    if !is_unfounded || verdict.contains("部分") || is_not_judged_but_for_verdict(row) {
        return None;
    }
    let columns: Vec<_> = fact_columns(row).collect();
    let said = facts(row);
    let has_column = row
        .book
        .columns
        .iter()
        .any(|c| is_fact(&c.field, &c.header));
    if !has_column || tells_fact(&said) {
        return None;
    }
    let source = columns
        .iter()
        .find_map(|c| row.quote_column(*c))
        .or_else(|| row.quote("result_verdict"))?;
    let mut mismatch = begin(row, "核查事实", source);
    let shown = said.trim().replace('\n', "；");
    mismatch.formula = format!(
        "是否属实 = “{}” ∧ 核查情况“{shown}”中没有时间、数值、查看的对象",
        row.text("result_verdict")
    );
    mismatch.reason = if shown.is_empty() {
        "判为不属实，没有写查了什么。".to_owned()
    } else {
        format!("判为不属实，只写“{shown}”，没有查的时间、方法、对象和结果。")
    };
    mismatch
        .evidence
        .extend(cell(row, "result_verdict", "结论"));
    mismatch.looked_for = list(&[
        "核查、处理、答复各栏中的日期、数值、监测、查看的对象",
        "部分属实",
        "重复件、并案、转办",
    ]);
    mismatch.would_clear = "补上核查的时间、人员、方法和看到、测到的结果".to_owned();
    mismatch.ask = list(&["何时到现场，查了什么，凭什么认定不属实？"]);
    Some(mismatch)
}

fn is_not_judged_but_for_verdict(row: BookRow<'_>) -> bool {
    ["category", "status", "remark", "progress"]
        .iter()
        .any(|f| holds(&plain(row.text(f)), &WORDS.complaint.not_judged))
}

/// Whether something is told besides the verdict: a number, or enough words of substance.
fn tells_fact(said: &str) -> bool {
    if said.chars().any(|c| c.is_ascii_digit()) {
        return true;
    }
    let mut words: Vec<&String> = WORDS.complaint.formula.iter().collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    let left = words
        .into_iter()
        .fold(said.to_owned(), |t, w| t.replace(w.as_str(), " "));
    left.chars().filter(|c| c.is_alphanumeric()).count() >= LEAST_FACT
}

/// What the columns of findings and handling say.
fn facts(row: BookRow<'_>) -> String {
    row.record
        .fields
        .iter()
        .filter(|f| is_fact_column(row, f.column))
        .map(|f| plain(&f.text))
        .filter(|text| !WORDS.numbering.none.contains(text))
        .flat_map(|text| [text, "\n".to_owned()])
        .collect()
}

fn fact_columns(row: BookRow<'_>) -> impl Iterator<Item = u16> {
    row.record
        .fields
        .iter()
        .map(|f| f.column)
        .filter(move |c| is_fact_column(row, *c))
}

fn is_fact_column(row: BookRow<'_>, column: u16) -> bool {
    row.book
        .columns
        .get(usize::from(column))
        .is_some_and(|c| is_fact(&c.field, &c.header))
}

fn is_fact(field: &str, header: &str) -> bool {
    match field {
        "progress" | "measure" | "execute" | "remark" | "next_step" | "problem" => true,
        // 是否属实 and 办结日期 are named like findings and tell none.
        "result_verdict" | "status" | "completion" | "closure" | "done_date" | "deadline"
        | "lead_unit" | "co_unit" | "received_date" | "assigned_date" | "published_date"
        | "check_date" | "content" | "title" | "category" | "item_no" | "seq" | "region"
        | "channel" | "source" | "satisfaction" | "accountability" => false,
        _ => holds(&plain(header), &WORDS.complaint.facts),
    }
}
