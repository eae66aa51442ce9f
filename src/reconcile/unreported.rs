//! RC-13: no report in the cycle.
use jiff::{Span as Time, ToSpan, civil::Date};

use super::{Check, Desk, found, matters::as_of, spans};
use crate::{
    ledger::Registers,
    model::{BookKind, BookRow, Certainty, Evidence, Mismatch, Severity},
};

/// Fields that show that a reply came.
const REPLIES: [&str; 6] = [
    "replied_date",
    "report_date",
    "dispatch_reply",
    "doc_no",
    "evidence",
    "progress",
];

/// Words that a reply came, or was not owed.
const REPLIED: [&str; 16] = [
    "已报",
    "已反馈",
    "已回复",
    "已报送",
    "已提交",
    "按时报送",
    "无需",
    "免报",
    "不需",
    "不涉及",
    "已销号",
    "已办结",
    "已完成",
    "并入",
    "中止",
    "口头",
];

/// Words of a header of dates on which a record was brought up to date.
const UPDATED: [&str; 6] = ["填报", "更新", "报送", "反馈", "截至", "统计"];

/// How a report that was asked for in a register stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// It came on this day.
    On(Date),
    /// It came on a day nobody wrote down, or was not owed.
    Excused,
    /// Nothing says that it came.
    Missing,
}

/// How the report stands that a row of a register asks for by a day.
pub(crate) fn reply(registers: &Registers<'_>, row: BookRow<'_>, due: Date) -> Reply {
    match reply_cell(row) {
        Some((_, on)) => Reply::On(on.from),
        None if is_excused(registers, row, due) => Reply::Excused,
        None => Reply::Missing,
    }
}

/// The field that says when a reply came, and when; 反馈时间 in a register of dispatches is the day of the reply.
fn reply_cell(row: BookRow<'_>) -> Option<(&'static str, spans::Span)> {
    let field = ["replied_date", "report_date"]
        .into_iter()
        .find(|f| row.field(f).is_some())?;
    Some((field, spans::of_field(row, field)?))
}

/// Whether something other than a day shows that a reply came, or that none was owed.
fn is_excused(registers: &Registers<'_>, row: BookRow<'_>, due: Date) -> bool {
    let words = [
        "replied_date",
        "dispatch_reply",
        "status",
        "remark",
        "progress",
    ];
    let says = |field: &&str| REPLIED.iter().any(|w| row.text(field).contains(w));
    words.iter().any(says)
        || REPLIES.iter().any(|f| is_reply(row.text(f)))
        || was_settled(registers, row, due)
}

/// RC-13.
pub(super) struct Unreported;

impl Check for Unreported {
    fn id(&self) -> &'static str {
        "RC-13"
    }
    fn title(&self) -> &'static str {
        "未按周期报送进展"
    }
    fn indicator(&self) -> &'static str {
        "stalled-matter"
    }
    fn explains(&self) -> &'static str {
        "调度登记中报送时限过后超过宽限期仍无回复、或回复迟于宽限期的提示；台账写明填报周期的，最近一次填报距截至日超过一个周期加宽限期的提示。已办结、销号、并入、中止和免报的不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "报送宽限期".to_owned(),
            format!("{}个工作日", desk.settings.report_grace_workdays),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let registers = desk.registers();
        let mut all = Vec::new();
        for book in desk.latest(&[BookKind::调度登记]) {
            all.extend(
                book.rows()
                    .filter_map(|row| self.unanswered(desk, registers, row)),
            );
        }
        for book in desk.latest(&[BookKind::总账, BookKind::细账, BookKind::整改清单]) {
            all.extend(book.rows().filter_map(|row| self.out_of_cycle(desk, row)));
        }
        all
    }
}

impl Unreported {
    /// A dispatch without an answer, or with one after the grace.
    fn unanswered(
        &self,
        desk: &Desk<'_>,
        registers: &Registers<'_>,
        row: BookRow<'_>,
    ) -> Option<Mismatch> {
        let due = spans::of_field(row, "due_date")?;
        let reply = reply_cell(row);
        if reply.is_none() && is_excused(registers, row, due.to) {
            return None;
        }
        let on = as_of(row).unwrap_or(desk.on);
        let last = reply.map_or(on, |(_, r)| r.from);
        let grace = desk.settings.report_grace_workdays;
        let late = desk.workdays.between(due.to, last);
        if late.value() <= i64::from(grace) {
            return None;
        }
        let (source, what) = match reply {
            Some((field, r)) => (row.quote(field)?, format!("{}才报送", r.show())),
            None => (row.quote("due_date")?, format!("到{on}仍未报送")),
        };
        let mut one = self.begin(row, source);
        one.formula = format!("工作日数({}, {last}) = {late} > {grace}", due.to);
        one.reason = format!(
            "{}：应于{}前报送，{what}，已过{}个工作日，超过{grace}个工作日的宽限期。",
            who(row),
            due.to,
            late.value(),
        );
        if late.is_estimated() {
            one.certainty = Certainty::较强;
            one.reason
                .push_str("所涉年份的放假安排尚未收录，工作日数为暂估。");
        }
        one.evidence = match reply {
            Some(_) => found::cell(row, "due_date", format!("报送时限：{}", due.to)),
            None => row.name_quote().map(|source| Evidence {
                source,
                note: "调度登记所记事项，回复日期为空".to_owned(),
            }),
        }
        .into_iter()
        .collect();
        Some(one)
    }
    /// A record whose last entry lies more than a cycle back.
    fn out_of_cycle(&self, desk: &Desk<'_>, row: BookRow<'_>) -> Option<Mismatch> {
        let (cycle, called) = cycle(row.text("cycle"))?;
        let field = row.field("report_date")?;
        let header = &row.book.columns.get(usize::from(field.column))?.header;
        let facets = &row.record.facets;
        let status = found::status_text(row);
        if !UPDATED.iter().any(|w| header.contains(w))
            || facets.is_done()
            || ["并入", "中止", "终止", "暂停"]
                .iter()
                .any(|w| status.contains(w))
        {
            return None;
        }
        let last = spans::of_field(row, "report_date")?;
        let on = as_of(row)?;
        let next = after(last.to, cycle)?;
        let grace = desk.settings.report_grace_workdays;
        let late = desk.workdays.between(next, on);
        if late.value() <= i64::from(grace) {
            return None;
        }
        let mut one = self.begin(row, row.quote("report_date")?);
        one.formula = format!("工作日数({} + {called}, {on}) = {late} > {grace}", last.to);
        one.reason = format!(
            "{}：填报周期为{called}，最近一次填报为{}，应于{next}前再次填报，到{on}已过{}个工作日。",
            found::name(row),
            last.show(),
            late.value(),
        );
        if late.is_estimated() {
            one.certainty = Certainty::较强;
        }
        one.evidence = found::cell(row, "cycle", "填报周期").into_iter().collect();
        Some(one)
    }
    fn begin(&self, row: BookRow<'_>, source: crate::model::SourceRef) -> Mismatch {
        let mut one = found::of_row(self, Severity::关注, row, "报送进展", source);
        one.ask = found::words(&[
            "本期进展何时报送、报送给谁？未报的原因是什么？",
            "期间工作是否继续推进？",
        ]);
        one.looked_for = found::words(&[
            "宽限期内的报送",
            "备注中的已报、免报",
            "回复文号或附件",
            "时限前已办结、销号、并入、中止",
            "调休上班日计为工作日",
        ]);
        one.would_clear = "补充本期报送的文件（载明日期），或免于报送的通知。".to_owned();
        one
    }
}

/// Whether a cell shows that a reply came: 未报送 and 否 show that none did.
fn is_reply(text: &str) -> bool {
    found::is_filled(text) && !text.starts_with(['未', '否', '没', '无', '逾'])
}

/// Who owed the report, for a sentence.
fn who(row: BookRow<'_>) -> String {
    match row.record.lead.first() {
        Some(unit) if !row.record.title.is_empty() => {
            format!("{unit}（{}）", found::name(row))
        }
        Some(unit) => unit.clone(),
        None => found::name(row),
    }
}

/// Whether the matter was done or closed by the day the report was due.
fn was_settled(registers: &Registers<'_>, row: BookRow<'_>, due: Date) -> bool {
    [
        BookKind::总账,
        BookKind::细账,
        BookKind::整改清单,
        BookKind::销号登记,
    ]
    .into_iter()
    .flat_map(|kind| registers.rows(kind, row))
    .any(|matter| {
        let day = ["closed_date", "done_date", "actual_date"]
            .iter()
            .find_map(|f| spans::of_field(matter, f));
        let done = matter.record.facets.is_done() || matter.book.kind == BookKind::销号登记;
        done && day.is_none_or(|d| d.from <= due)
    })
}

/// A cycle in words, with its length.
fn cycle(text: &str) -> Option<(Time, &'static str)> {
    let has = |w: &str| text.contains(w);
    if has("半月") {
        Some((15.days(), "每半月"))
    } else if has("半年") {
        Some((6.months(), "每半年"))
    } else if has("双周") || has("两周") {
        Some((14.days(), "每两周"))
    } else if has("周") || has("旬") && !has("月") {
        Some((
            if has("旬") { 10.days() } else { 7.days() },
            if has("旬") { "每旬" } else { "每周" },
        ))
    } else if has("季") {
        Some((3.months(), "每季度"))
    } else if has("月") {
        Some((1.month(), "每月"))
    } else if has("年") {
        Some((1.year(), "每年"))
    } else {
        None
    }
}

fn after(day: Date, time: Time) -> Option<Date> {
    day.checked_add(time).ok()
}
