//! Entering, confirming and keeping up an entry.
use jiff::civil::Date;

use super::{Trial, months_after};
use crate::model::{DeadlineSet, EntryState, Guard, Paper, Period, Relevance};

impl Trial<'_> {
    pub(super) fn register(&mut self, secrecy_passed: bool) -> EntryState {
        let is_duplicate = self.guards.facts.is_duplicate;
        self.require(secrecy_passed, Guard::Secrecy, "未通过保密检查，不得入账");
        self.require(
            !is_duplicate,
            Guard::Duplicate,
            format!("编号{}已有台账事项使用", self.next.no),
        );
        EntryState::待确认
    }

    pub(super) fn confirm(
        &mut self,
        lead: &[String],
        deadline: Option<Date>,
        (standing, important): (bool, bool),
        relevance: Option<Relevance>,
    ) -> EntryState {
        let registered_by = self.next.registered_by().map(ToOwned::to_owned);
        self.require_other(registered_by.as_deref(), "入账人");
        let named: Vec<String> = lead
            .iter()
            .map(|unit| unit.trim().to_owned())
            .filter(|unit| !unit.is_empty())
            .collect();
        self.require(!named.is_empty(), Guard::Unit, "未明确牵头责任单位");
        let unknown: Vec<String> = named
            .iter()
            .filter(|unit| self.guards.facts.unknown_units.contains(unit))
            .cloned()
            .collect();
        self.require(
            unknown.is_empty(),
            Guard::Unit,
            format!("责任单位不在单位名录中：{}", unknown.join("、")),
        );
        self.require(
            deadline.is_some() || standing,
            Guard::Deadline,
            "时限不是可计算的日期，也未列为长期事项",
        );
        self.require(relevance.is_some(), Guard::Relevance, "未认定与职责相关度");
        let set_by = self.actor().to_owned();
        self.next.lead = named;
        self.next.relevance = relevance;
        self.next.important = important;
        self.next.is_standing = standing;
        self.next.deadlines = deadline
            .into_iter()
            .map(|date| DeadlineSet {
                seq: 1,
                date,
                basis: "确认入账".to_owned(),
                set_by: set_by.clone(),
            })
            .collect();
        EntryState::在办
    }

    pub(super) fn progress(&mut self, source: &Paper, period: &Period, text: &str) -> EntryState {
        self.require(
            source.place.is_some(),
            Guard::Source,
            "进展须注明所在材料的位置",
        );
        self.require_text(text, Guard::Reason, "未写进展内容");
        self.require(
            period.from <= period.to,
            Guard::Period,
            format!("期次{}起止颠倒", period.label),
        );
        if let Some(last) = &self.next.last_period {
            let (holds, label) = (period.from >= last.from, last.label.clone());
            self.require(
                holds,
                Guard::Period,
                format!("期次{}早于已登记的{label}", period.label),
            );
        }
        self.next.last_period = Some(period.clone());
        let on = self.event.on;
        if let Some(standing) = &mut self.next.standing {
            standing.next = months_after(on, standing.cycle_months);
        }
        self.next.state
    }
}
