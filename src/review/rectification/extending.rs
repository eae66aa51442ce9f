//! SM-B: more time for a rectification, as for an entry of the ledger.
use super::{Guard, RectificationAct, RectificationCase, Trial};
use crate::model::{ExtensionCase, ExtensionState, Paper};

impl Trial<'_, RectificationCase> {
    pub(super) fn apply_extension(&mut self) {
        let RectificationAct::ApplyExtension {
            source,
            applied_on,
            new_deadline,
            reason,
            progress,
        } = &self.event.act
        else {
            return;
        };
        self.require(source.is_named(), Guard::Source, "未注明延期申请所在的材料");
        self.require_text(reason, Guard::Reason, "未写延期理由");
        self.require_text(progress, Guard::Reason, "未写目前进展");
        self.require_day(*applied_on, None, "申请");
        let open = self.next.extensions.iter().any(|e| !e.state.is_settled());
        self.require(!open, Guard::Extension, "上一次延期申请尚未审批");
        let granted = self
            .next
            .extensions
            .iter()
            .filter(|e| e.state == ExtensionState::批准)
            .count();
        let most = self.guards.settings.extensions;
        self.require(
            granted < most as usize,
            Guard::Extension,
            format!("已延期{granted}次，最多{most}次"),
        );
        let Some(old) = self.next.deadline() else {
            self.miss(Guard::Deadline, "没有时限，不能延期");
            return;
        };
        self.require(
            *new_deadline > old,
            Guard::Deadline,
            format!("新时限{new_deadline}不晚于现行时限{old}"),
        );
        let is_late = *applied_on > old;
        let nth = u32::try_from(self.next.extensions.len()).unwrap_or(u32::MAX);
        let recorder = self.actor().to_owned();
        self.next.extensions.push(ExtensionCase {
            nth: nth.saturating_add(1),
            applied_on: *applied_on,
            old_deadline: old,
            new_deadline: *new_deadline,
            reason: reason.clone(),
            is_late,
            recorder,
            reviewer: None,
            decider: None,
            state: match is_late {
                true => ExtensionState::逾期申请,
                false => ExtensionState::已申请,
            },
        });
    }

    pub(super) fn review_extension(&mut self, agrees: bool, opinion: &str) {
        self.require_text(opinion, Guard::Reason, "未写初审意见");
        let actor = self.actor().to_owned();
        let Some(case) = self.next.extensions.last_mut() else {
            self.miss(Guard::Extension, "没有延期申请");
            return;
        };
        let waits = matches!(
            case.state,
            ExtensionState::已申请 | ExtensionState::逾期申请
        );
        let recorder = case.recorder.clone();
        case.reviewer = Some(actor);
        case.state = match agrees {
            true => ExtensionState::初审同意,
            false => ExtensionState::初审不同意,
        };
        self.require(waits, Guard::Extension, "没有待初审的延期申请");
        self.require_other(Some(&recorder), "延期申请的登记人");
    }

    pub(super) fn decide_extension(&mut self, grants: bool, paper: &Paper) {
        self.require(paper.is_named(), Guard::Paper, "未注明审批依据");
        let actor = self.actor().to_owned();
        let Some(case) = self.next.extensions.last_mut() else {
            self.miss(Guard::Extension, "没有延期申请");
            return;
        };
        let waits = matches!(
            case.state,
            ExtensionState::初审同意 | ExtensionState::初审不同意
        );
        let (recorder, reviewer) = (case.recorder.clone(), case.reviewer.clone());
        let new = case.new_deadline;
        case.decider = Some(actor);
        case.state = match grants {
            true => ExtensionState::批准,
            false => ExtensionState::不批准,
        };
        self.require(waits, Guard::Extension, "延期申请未经初审，或已审批");
        self.require_other(Some(&recorder), "延期申请的登记人");
        self.require_other(reviewer.as_deref(), "初审人");
        if grants {
            self.set_deadline(new, &paper.name);
        }
    }
}
