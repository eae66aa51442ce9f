//! From the outcome of an item to the signed and filed minutes.
use super::{
    Concluded, Guard, IssueBody, LeaderDecision, Minutes, Outcome, Paper, Part, RejectCode,
    ReviewSession, SessionNote, SessionState, Stance, Trial,
};

impl Trial<'_, ReviewSession> {
    pub(super) fn conclude(
        &mut self,
        item: u32,
        (outcome, code): (Outcome, Option<RejectCode>),
        reason: &str,
        issues: &[IssueBody],
    ) {
        if !self.require_item(item) {
            return;
        }
        let chair = self.next.chair.clone();
        if self.next.is_recused(&chair, item) {
            let me = self.actor().to_owned();
            let may = self.next.voters(item).iter().any(|a| a.account == me);
            self.require(
                may,
                Guard::Recusal,
                "主持人已回避本项，应由参加本项研判的出席人员主持",
            );
        } else {
            self.require_self(&chair, "主持人");
        }
        let done = self.next.item(item).is_some_and(|i| i.concluded.is_some());
        self.require(!done, Guard::Signed, format!("第{item}项已有结果"));
        let silent: Vec<String> = self
            .next
            .silent(item)
            .into_iter()
            .map(|a| self.next.name_of(a).to_owned())
            .collect();
        self.require(
            silent.is_empty(),
            Guard::Views,
            format!("{}尚未发表意见", silent.join("、")),
        );
        self.require_outcome(item, outcome, code, reason, issues);
        if matches!(outcome, Outcome::采纳形成意见 | Outcome::不采纳) {
            let (voters, needed) = (self.next.voters(item).len(), self.quorum().2);
            self.require(
                voters >= needed,
                Guard::Quorum,
                format!("参加第{item}项研判的{voters}人，不足{needed}人"),
            );
        }
        if outcome == Outcome::采纳形成意见 {
            self.require_agreement(item);
        }
        let (by, on) = (self.actor().to_owned(), self.event.on);
        if let Some(on_agenda) = self.next.agenda.iter_mut().find(|i| i.seq == item) {
            on_agenda.concluded = Some(Concluded {
                outcome,
                code,
                reason: reason.trim().to_owned(),
                issues: issues.to_vec(),
                by,
                on,
            });
        }
    }

    /// What an outcome must say, whoever reaches it.
    fn require_outcome(
        &mut self,
        item: u32,
        outcome: Outcome,
        code: Option<RejectCode>,
        reason: &str,
        issues: &[IssueBody],
    ) {
        let (has_flags, has_draft) = self.next.item(item).map_or((false, false), |i| {
            (!i.flags.is_empty(), i.opinion.is_some())
        });
        self.require_text(reason, Guard::Reason, "未写研判理由");
        if outcome == Outcome::不采纳 && has_flags {
            self.require(code.is_some(), Guard::Reason, "不采纳须选择理由");
        }
        self.require(
            code.is_none() || outcome == Outcome::不采纳,
            Guard::Reason,
            "只有不采纳才选理由",
        );
        if outcome == Outcome::采纳形成意见 {
            self.require(
                !issues.is_empty() || has_draft,
                Guard::Content,
                "采纳的议题须写明形成什么问题",
            );
            for issue in issues {
                self.require_text(&issue.text, Guard::Content, "未写问题内容");
                self.require_text(&issue.unit, Guard::Unit, "未写问题所涉单位");
                if let Some(cause) = &issue.cause {
                    let is_said = cause.values.is_empty() || !cause.text.trim().is_empty();
                    self.require(is_said, Guard::Content, "选了原因就须写明分析");
                }
            }
        } else {
            self.require(
                issues.is_empty(),
                Guard::Content,
                "没有采纳的议题不形成问题",
            );
        }
    }

    /// More than the set share agrees, and not the author of a rule alone.
    fn require_agreement(&mut self, item: u32) {
        let voters = self.next.voters(item).len();
        let for_it = self.for_it(item);
        let [over, under] = self.guards.settings.majority;
        let (agreed, of) = (for_it.len() * under as usize, voters * over as usize);
        self.require(
            agreed > of,
            Guard::Views,
            format!("{voters}人中{}人同意，未过半，不能采纳", for_it.len()),
        );
        self.require_others(item, &for_it);
    }

    /// Accounts of those who agreed to an item.
    fn for_it(&self, item: u32) -> Vec<String> {
        let views = self.next.item(item).into_iter().flat_map(|i| &i.views);
        views
            .filter(|v| v.stance == Stance::同意)
            .map(|v| v.account.clone())
            .collect()
    }

    /// For every flag of the item somebody is for it who did not write its rule.
    fn require_others(&mut self, item: u32, for_it: &[String]) {
        let flags = self.next.item(item).map(|i| i.flags.clone());
        for flag in flags.unwrap_or_default() {
            if let Some(author) = self.guards.facts.authors.get(&flag) {
                let others = for_it.iter().any(|a| a != author);
                self.require(
                    others,
                    Guard::Separation,
                    format!("提示{flag}只有规则作者{author}同意，不能采纳"),
                );
            }
        }
    }

    pub(super) fn draft_minutes(&mut self, text: &str) {
        let recorder = self.next.recorder.clone();
        self.require_self(&recorder, "记录人");
        self.require_text(text, Guard::Content, "纪要是空的");
        let open: Vec<String> = self
            .next
            .agenda
            .iter()
            .filter(|i| i.concluded.is_none())
            .map(|i| i.seq.to_string())
            .collect();
        self.require(
            open.is_empty(),
            Guard::Content,
            format!("第{}项还没有结果", open.join("、")),
        );
        let signed = self.next.attendees.iter().any(|a| a.signed.is_some());
        self.require(
            !signed,
            Guard::Signed,
            "已有人签认；要改须先退回纪要，签名作废后重签",
        );
        self.next.minutes = Some(Minutes {
            text: text.to_owned(),
            by: self.actor().to_owned(),
            on: self.event.on,
        });
    }

    pub(super) fn return_minutes(&mut self, reason: &str) {
        self.require_text(reason, Guard::Reason, "未写退回的理由");
        let me = self.actor().to_owned();
        let was_there = self
            .next
            .attendee(&me)
            .is_some_and(|a| a.signed_in.is_some());
        self.require(was_there, Guard::Person, "应由到会人员退回");
        for attendee in &mut self.next.attendees {
            attendee.signed = None;
            attendee.dissent = None;
        }
    }

    pub(super) fn sign(&mut self, dissent: Option<&str>) -> SessionState {
        let (me, on) = (self.actor().to_owned(), self.event.on);
        let mut present = self
            .next
            .attendees
            .iter_mut()
            .filter(|a| a.part == Part::出席 && a.signed_in.is_some());
        let Some(mine) = present.find(|a| a.account == me) else {
            self.miss(Guard::Person, "应由到会的出席人员签认");
            return SessionState::纪要草稿;
        };
        let again = mine.signed.is_some();
        mine.signed = Some(on);
        mine.dissent = dissent
            .map(str::trim)
            .filter(|d| !d.is_empty())
            .map(ToOwned::to_owned);
        self.require(!again, Guard::Signatures, format!("{me}已签认"));
        let all = self
            .next
            .attendees
            .iter()
            .filter(|a| a.part == Part::出席 && a.signed_in.is_some())
            .all(|a| a.signed.is_some());
        match all {
            true => SessionState::已签认,
            false => SessionState::纪要草稿,
        }
    }

    pub(super) fn note(&mut self, text: &str) {
        self.require_text(text, Guard::Content, "补记是空的");
        let me = self.actor().to_owned();
        let may = me == self.next.chair || me == self.next.recorder;
        self.require(may, Guard::Person, "补记由主持人或记录人作出");
        self.next.notes.push(SessionNote {
            text: text.trim().to_owned(),
            by: me,
            on: self.event.on,
        });
    }

    pub(super) fn leader_decides(
        &mut self,
        item: u32,
        (outcome, code): (Outcome, Option<RejectCode>),
        (text, paper): (&str, &Paper),
        issues: &[IssueBody],
    ) {
        let laid_before = self
            .next
            .item(item)
            .and_then(|i| i.concluded.as_ref())
            .is_some_and(|c| c.outcome == Outcome::上提决定);
        self.require(
            laid_before,
            Guard::Decided,
            format!("第{item}项没有上提组领导决定"),
        );
        let decided = self.next.final_outcome(item).is_some();
        self.require(!decided, Guard::Signed, format!("第{item}项已有决定"));
        self.require(
            outcome != Outcome::上提决定,
            Guard::Decided,
            "组领导须作出决定，不能再上提",
        );
        self.require_outcome(item, outcome, code, text, issues);
        if outcome == Outcome::采纳形成意见 {
            let mut for_it = self.for_it(item);
            for_it.push(self.actor().to_owned());
            self.require_others(item, &for_it);
        }
        self.next.decisions.push(LeaderDecision {
            item: Some(item),
            outcome: Some(outcome),
            agrees: outcome == Outcome::采纳形成意见,
            code,
            text: text.trim().to_owned(),
            paper: paper.clone(),
            issues: issues.to_vec(),
            by: self.actor().to_owned(),
            on: self.event.on,
        });
    }

    pub(super) fn archive(&mut self) {
        let open: Vec<String> = self
            .next
            .agenda
            .iter()
            .filter(|i| self.next.final_outcome(i.seq).is_none())
            .map(|i| i.seq.to_string())
            .collect();
        self.require(
            open.is_empty(),
            Guard::Decided,
            format!("第{}项上提后组领导尚未决定", open.join("、")),
        );
    }
}
