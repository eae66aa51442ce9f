//! RC-03: the plan for a directive came late.
use jiff::civil::Date;

use super::{
    Check, Desk, found,
    lag::{self, Limit},
    matters::{Matter, given},
};
use crate::{
    model::{Evidence, Mismatch, Severity, StepKind, fold},
    normalize::dates,
};

/// Fields that may say by when the plan is wanted.
const REQUIREMENTS: [&str; 5] = [
    "requirement",
    "directive_text",
    "content",
    "measure",
    "remark",
];

/// RC-03.
pub(super) struct PlanDelay;

/// The directive's own word on when the plan is due.
enum Own {
    /// By that day.
    By(Date, &'static str),
    /// So many workdays after receipt.
    Workdays(u32),
    /// In a way that cannot be computed.
    Unclear,
}

impl Check for PlanDelay {
    fn id(&self) -> &'static str {
        "RC-03"
    }
    fn title(&self) -> &'static str {
        "制定方案滞后"
    }
    fn indicator(&self) -> &'static str {
        "date-anomaly"
    }
    fn explains(&self) -> &'static str {
        "比较收文日期与最早一份方案的日期，按工作日计；交办要求自己写明方案时限的，以其为准。日期只写到月份时按最早一日计，注明不适用的不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "制定方案时限".to_owned(),
            format!("{}个工作日", desk.settings.plan_workdays),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let registers = desk.registers();
        desk.matters()
            .iter()
            .filter(|m| !lag::is_waived(m, StepKind::Plan))
            .filter_map(|matter| {
                let step = lag::first(matter, StepKind::Plan, None)?;
                let workdays = match own_deadline(matter) {
                    Some(Own::By(due, field)) => return self.after(matter, &step, due, field),
                    Some(Own::Unclear) => return None,
                    Some(Own::Workdays(n)) => n,
                    None => desk.settings.plan_workdays,
                };
                let limit = Limit {
                    step: StepKind::Plan,
                    workdays,
                    also: None,
                    called: "制定方案",
                };
                let received = matter.received(registers)?;
                lag::over(self, desk, matter, &limit, received, &step)
            })
            .collect()
    }
}

impl PlanDelay {
    /// A plan dated after the day the directive names for it.
    fn after(
        &self,
        matter: &Matter<'_>,
        step: &lag::First<'_>,
        due: Date,
        field: &str,
    ) -> Option<Mismatch> {
        if step.days.from <= due {
            return None;
        }
        let mut one = found::of_row(
            self,
            Severity::关注,
            matter.row,
            "制定方案时限",
            step.at.quote()?,
        );
        one.formula = format!("{} > {due}", step.days.from);
        one.reason = format!(
            "{}：要求{due}前制定方案，方案日期为{}。",
            found::name(matter.row),
            step.days.show()
        );
        one.evidence = matter
            .row
            .quote(field)
            .map(|source| Evidence {
                source,
                note: format!("交办要求中的方案时限：{due}"),
            })
            .into_iter()
            .collect();
        one.ask = found::words(&["方案为何晚于要求的日期？是否报经同意？"]);
        one.looked_for = found::words(&[
            "总账、细账和报告中更早的方案日期",
            "只写到月份的日期按最早一日计",
            "注明不适用",
        ]);
        one.would_clear = "补充更早的方案印发文件，或同意延后的批复。".to_owned();
        Some(one)
    }
}

/// By when the directive wants the plan, if its words say so.
fn own_deadline(matter: &Matter<'_>) -> Option<Own> {
    REQUIREMENTS.iter().find_map(|field| {
        let plain = fold(matter.row.text(field));
        let clause = plain
            .split(['。', ';', ',', '\n'])
            .find(|c| c.contains("方案") && !c.contains("按照方案") && !c.contains("方案要求"))?;
        if let Some(n) = workdays_in(clause) {
            return Some(Own::Workdays(n));
        }
        let date = dates::find(clause, given(matter.row)).into_iter().next()?;
        Some(
            match (date.value.precision, date.value.from, date.value.to) {
                (_, None, Some(due)) if date.value.doubt.is_none() => Own::By(due, field),
                _ => Own::Unclear,
            },
        )
    })
}

/// The number of workdays in a term such as 收到后20个工作日内.
fn workdays_in(term: &str) -> Option<u32> {
    let (before, after) = term.split_once("工作日")?;
    if !after.starts_with(['内', '以', '之']) {
        return None;
    }
    let before = before.trim_end_matches('个');
    let digits: String = before
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.chars().rev().collect::<String>().parse().ok()
}
