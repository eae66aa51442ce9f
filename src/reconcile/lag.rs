//! Workdays from receipt to a step, counted so that every doubt speaks for the unit.
use super::{
    Check, Desk, found,
    matters::{At, Matter},
    spans::Span,
};
use crate::model::{Certainty, Evidence, Mismatch, Severity, StepKind};

/// The first time a step was taken, as far as any source says.
pub(super) struct First<'a> {
    /// The days it may have been.
    pub(super) days: Span,
    /// Where it stands.
    pub(super) at: At<'a>,
}

/// The earliest day any source gives for a step; a meeting that served `also` counts when its words say so.
pub(super) fn first<'a>(
    matter: &Matter<'a>,
    kind: StepKind,
    also: Option<(StepKind, &[&str])>,
) -> Option<First<'a>> {
    matter
        .seen
        .iter()
        .filter(|s| {
            s.kind == kind
                || also.is_some_and(|(other, words)| {
                    s.kind == other && words.iter().any(|w| s.text.contains(w))
                })
        })
        .flat_map(|s| {
            s.days.iter().map(move |days| First {
                days: *days,
                at: s.at,
            })
        })
        .min_by_key(|f| f.days)
}

/// Whether a step was declared not to apply.
pub(super) fn is_waived(matter: &Matter<'_>, kind: StepKind) -> bool {
    matter.steps(kind).any(|s| s.waived)
}

/// A limit from receipt to a step.
pub(super) struct Limit<'a> {
    /// The step.
    pub(super) step: StepKind,
    /// Workdays it may take.
    pub(super) workdays: u32,
    /// A step whose meeting may have served this one too, and the words that say so.
    pub(super) also: Option<(StepKind, &'a [&'a str])>,
    /// What the unit calls the step.
    pub(super) called: &'a str,
}

/// Every matter whose step came later than the limit allows, even on its earliest possible day.
pub(super) fn late(check: &dyn Check, desk: &Desk<'_>, limit: &Limit<'_>) -> Vec<Mismatch> {
    let registers = desk.registers();
    desk.matters()
        .iter()
        .filter(|m| !is_waived(m, limit.step))
        .filter_map(|matter| {
            let (received, receipt) = matter.received(registers)?;
            let step = first(matter, limit.step, limit.also)?;
            over(check, desk, matter, limit, (received, receipt), &step)
        })
        .collect()
}

/// The mismatch of a step that came after its limit.
pub(super) fn over(
    check: &dyn Check,
    desk: &Desk<'_>,
    matter: &Matter<'_>,
    limit: &Limit<'_>,
    (received, receipt): (Span, At<'_>),
    step: &First<'_>,
) -> Option<Mismatch> {
    let (called, allowed) = (limit.called, limit.workdays);
    let came = match receipt {
        At::Cell(_, "assigned_date") => "交办",
        _ => "收文",
    };
    let took = desk.workdays.between(received.to, step.days.from);
    if took.value() <= i64::from(allowed) {
        return None;
    }
    let mut one = found::of_row(
        check,
        Severity::关注,
        matter.row,
        &format!("{called}时限"),
        step.at.quote()?,
    );
    one.formula = format!(
        "工作日数({}, {}) = {took} > {allowed}",
        received.to, step.days.from
    );
    one.reason = format!(
        "{}：{}{came}，{}{called}，最少也隔了{}个工作日，超过{allowed}个工作日的限度。",
        found::name(matter.row),
        received.show(),
        step.days.show(),
        took.value(),
    );
    if took.is_estimated() {
        one.certainty = Certainty::较强;
        one.reason
            .push_str("所涉年份的放假安排尚未收录，工作日数为暂估。");
    }
    one.evidence = receipt
        .quote()
        .map(|source| Evidence {
            source,
            note: format!("{}所记{came}日期：{}", receipt.source(), received.show()),
        })
        .into_iter()
        .collect();
    one.ask = vec![
        format!("收文后至{called}前做了哪些工作，为何超过{allowed}个工作日？"),
        "是否另有更早的会议或文件未记入台账？".to_owned(),
    ];
    one.looked_for = found::words(&[
        "总账、细账和报告中更早的日期",
        "一次会议同时完成两个步骤",
        "只写到月份的日期按最早一日计",
        "注明不适用",
        "收文日期有疑问时不作比较",
    ]);
    one.would_clear =
        format!("补充更早一次{called}的会议纪要或文件（载明日期），或更正收文日期并附依据。");
    Some(one)
}
