//! A session as it is called: who is invited, what is on the agenda, and the material that is locked.
use std::collections::BTreeSet;

use super::{
    AgendaDraft, AgendaItem, Attendee, Guard, LEAST_MEMBERS, MaterialPiece, Part, ReviewSession,
    SessionAct, SessionPlan, Trial,
};

impl Trial<'_, ReviewSession> {
    pub(super) fn plan(&mut self, plan: &SessionPlan) {
        let mut seen = BTreeSet::new();
        for one in &plan.invited {
            self.require_text(&one.account, Guard::Person, "参会人未写账号");
            let is_new = seen.insert(one.account.trim());
            self.require(
                is_new,
                Guard::Person,
                format!("{}在参会人里写了两次", one.account),
            );
        }
        let is_member = |account: &str| {
            let mut members = plan.invited.iter().filter(|i| i.part == Part::出席);
            members.any(|i| i.account == account)
        };
        self.require(is_member(&plan.chair), Guard::Person, "主持人应为出席人员");
        let has_recorder = seen.contains(plan.recorder.trim());
        self.require(has_recorder, Guard::Person, "记录人应在参会人员之内");
        self.require(
            plan.chair != plan.recorder,
            Guard::Separation,
            "主持人和记录人不能为同一人",
        );
        let members = plan.invited.iter().filter(|i| i.part == Part::出席).count();
        self.require(
            members >= LEAST_MEMBERS,
            Guard::Quorum,
            format!("出席{members}人，集体研判至少{LEAST_MEMBERS}人"),
        );
        let next = &mut self.next;
        next.kind = plan.kind;
        next.date = plan.date;
        next.place.clone_from(&plan.place);
        next.chair.clone_from(&plan.chair);
        next.recorder.clone_from(&plan.recorder);
        next.is_blind = plan.is_blind;
        next.is_grave = plan.is_grave;
        next.attendees = plan
            .invited
            .iter()
            .map(|i| Attendee {
                account: i.account.trim().to_owned(),
                name: if i.name.trim().is_empty() {
                    i.account.trim().to_owned()
                } else {
                    i.name.trim().to_owned()
                },
                part: i.part,
                ..Attendee::default()
            })
            .collect();
    }

    pub(super) fn add_item(&mut self, item: &AgendaDraft) {
        let facts = self.guards.facts;
        self.require_text(&item.title, Guard::Content, "未写议题");
        let not_ready: Vec<&str> = item
            .flags
            .iter()
            .filter(|f| !facts.ready.contains(*f))
            .map(String::as_str)
            .collect();
        self.require(
            not_ready.is_empty(),
            Guard::Material,
            format!(
                "提示{}不是“采纳待研判”，或已在别的会上",
                not_ready.join("、")
            ),
        );
        let twice: Vec<&str> = item
            .flags
            .iter()
            .filter(|f| self.next.agenda.iter().any(|i| i.flags.contains(f)))
            .map(String::as_str)
            .collect();
        self.require(
            twice.is_empty(),
            Guard::Material,
            format!("提示{}已在本次议程里", twice.join("、")),
        );
        let unknown: Vec<&str> = item
            .entries
            .iter()
            .filter(|e| !facts.entries.contains(*e))
            .chain(item.opinion.iter().filter(|o| !facts.opinions.contains(*o)))
            .map(String::as_str)
            .collect();
        self.require(
            unknown.is_empty(),
            Guard::Material,
            format!("查不到{}", unknown.join("、")),
        );
        let last = self.next.history.iter().filter_map(|p| match &p.act {
            SessionAct::AddItem { .. } => Some(()),
            _ => None,
        });
        let seq = u32::try_from(last.count())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        self.next.agenda.push(AgendaItem {
            seq,
            title: item.title.trim().to_owned(),
            flags: item.flags.clone(),
            entries: item.entries.clone(),
            opinion: item.opinion.clone(),
            reporter: item.reporter.clone(),
            ..AgendaItem::default()
        });
    }

    pub(super) fn drop_item(&mut self, item: u32, reason: &str) {
        self.require_text(reason, Guard::Reason, "未写撤下的理由");
        self.require_item(item);
        self.next.agenda.retain(|i| i.seq != item);
    }

    pub(super) fn lock(&mut self, material: &[MaterialPiece]) {
        self.require(!self.next.agenda.is_empty(), Guard::Material, "议程是空的");
        let has = |kind: &str, id: &str| material.iter().any(|m| m.kind == kind && m.id == id);
        let mut without: Vec<String> = Vec::new();
        for item in &self.next.agenda {
            without.extend(item.flags.iter().filter(|f| !has("flag", f)).cloned());
            without.extend(item.opinion.iter().filter(|o| !has("opinion", o)).cloned());
            without.extend(item.entries.iter().filter(|e| !has("entry", e)).cloned());
        }
        self.require(
            without.is_empty(),
            Guard::Material,
            format!("材料里缺{}", without.join("、")),
        );
        let unready: Vec<String> = self
            .next
            .agenda
            .iter()
            .flat_map(|i| &i.flags)
            .filter(|f| !self.guards.facts.ready.contains(*f))
            .cloned()
            .collect();
        self.require(
            unready.is_empty(),
            Guard::Material,
            format!("提示{}已不是“采纳待研判”", unready.join("、")),
        );
        let mut material = material.to_vec();
        material.sort();
        material.dedup();
        self.next.material_hash = Some(MaterialPiece::hash_of(&material));
        self.next.material = material;
    }

    pub(super) fn unlock(&mut self, reason: &str) {
        self.require_text(reason, Guard::Reason, "未写解锁的理由");
        let spoke = self.next.agenda.iter().any(|i| !i.views.is_empty());
        self.require(!spoke, Guard::Views, "已有人发表意见，材料不能再改");
        self.next.material.clear();
        self.next.material_hash = None;
        for attendee in &mut self.next.attendees {
            attendee.signed_in = None;
        }
    }
}
