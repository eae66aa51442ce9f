//! The look-back after a close-out: planned with it, carried out, concluded by someone else.
use super::{Trial, closing};
use crate::model::{
    DeadlineSet, EntryAct, EntryState, Guard, LookBackResult, Recurrence, StepKind,
};

impl Trial<'_> {
    pub(super) fn start_look_back(&mut self, people: &[String]) -> EntryState {
        let people: Vec<String> = people
            .iter()
            .map(|p| p.trim().to_owned())
            .filter(|p| !p.is_empty())
            .collect();
        self.require(!people.is_empty(), Guard::LookBack, "未写明回头看人员");
        let on = self.event.on;
        match &mut self.next.look_back {
            Some(plan) => {
                plan.started_on = Some(on);
                plan.people = people;
            }
            None => self.miss(Guard::LookBack, "没有随销号排定的回头看计划"),
        }
        EntryState::回头看
    }

    pub(super) fn conclude_look_back(&mut self) -> EntryState {
        let EntryAct::ConcludeLookBack {
            result,
            extrapolation,
            institution,
            effect,
            waivers,
            new_issue,
            new_deadline,
        } = &self.event.act
        else {
            return self.next.state;
        };
        for (text, section) in [
            (extrapolation, "举一反三情况"),
            (institution, "制度机制建设情况"),
            (effect, "抓落实提质效情况"),
        ] {
            self.require_text(text, Guard::LookBack, &format!("未写{section}"));
        }
        let actor = self.actor().to_owned();
        let people = self
            .next
            .look_back
            .as_ref()
            .map_or_else(Vec::new, |plan| plan.people.clone());
        self.require(
            !people.contains(&actor),
            Guard::Separation,
            "作结论的人不能是回头看人员",
        );
        if let Some(plan) = &mut self.next.look_back {
            plan.result = Some(*result);
            plan.concluded_by = Some(actor.clone());
        }
        if *result == LookBackResult::稳固 {
            // The look-back itself is the sixth step.
            self.require_steps(&[StepKind::Institute], waivers);
            return EntryState::归档;
        }
        let issue = new_issue.as_deref().map(str::trim).unwrap_or_default();
        self.require_text(issue, Guard::LookBack, "反弹或不到位须登记新问题编号");
        let on = self.event.on;
        if let Some(date) = *new_deadline {
            self.require(
                date > on,
                Guard::Deadline,
                format!("新时限{date}不晚于{on}"),
            );
            let seq = self.next.deadlines.last().map_or(0, |d| d.seq) + 1;
            self.next.deadlines.push(DeadlineSet {
                seq,
                date,
                basis: format!("回头看{result:?}，重新挂账"),
                set_by: actor,
            });
        }
        self.next.recurrences.push(Recurrence {
            on,
            result: *result,
            new_issue: issue.to_owned(),
        });
        closing::reopen(&mut self.next);
        EntryState::在办
    }
}
