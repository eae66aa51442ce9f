//! SM-D: a session of collective review.
mod ending;
mod preparing;

use std::collections::{BTreeMap, BTreeSet};

use super::{Machine, Trial};
use crate::model::{
    Absence, AgendaDraft, AgendaItem, Attendee, Concluded, FlagId, Guard, IssueBody,
    LeaderDecision, MaterialPiece, Minutes, OfflineView, Outcome, Paper, Part, Recusal, RejectCode,
    ReviewSession, Role, SessionAct, SessionNote, SessionPlan, SessionState, Stance, View,
};

/// What must be known of a session besides itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionFacts {
    /// Flags that an officer proposed to accept and that stand on no other open agenda.
    pub ready: BTreeSet<FlagId>,
    /// Who wrote the rule of each flag, where it is said.
    pub authors: BTreeMap<FlagId, String>,
    /// Ledger numbers that exist.
    pub entries: BTreeSet<String>,
    /// Drafts of opinions that exist.
    pub opinions: BTreeSet<String>,
}

/// Members a session needs at least: one person alone reviews nothing together.
const LEAST_MEMBERS: usize = 2;

impl Machine for ReviewSession {
    type Facts = SessionFacts;

    fn follows(act: &SessionAct, state: SessionState) -> bool {
        use SessionState as S;
        match act {
            SessionAct::Plan { .. }
            | SessionAct::AddItem { .. }
            | SessionAct::DropItem { .. }
            | SessionAct::Lock { .. } => state == S::筹备,
            SessionAct::Unlock { .. } | SessionAct::Begin {} => state == S::材料锁定,
            SessionAct::SignIn {} | SessionAct::MergeViews { .. } => {
                matches!(state, S::材料锁定 | S::进行)
            }
            SessionAct::Excuse { .. } | SessionAct::Recuse { .. } => {
                matches!(state, S::筹备 | S::材料锁定 | S::进行)
            }
            SessionAct::StateView { .. } | SessionAct::Conclude { .. } => state == S::进行,
            SessionAct::DraftMinutes { .. } => matches!(state, S::进行 | S::纪要草稿),
            SessionAct::ReturnMinutes { .. } | SessionAct::Sign { .. } => state == S::纪要草稿,
            SessionAct::LeaderDecide { .. } | SessionAct::Archive {} => state == S::已签认,
            SessionAct::Note { .. } => matches!(state, S::已签认 | S::归档),
        }
    }

    fn begins(act: &SessionAct) -> bool {
        matches!(act, SessionAct::Plan { .. })
    }

    fn roles(&self, act: &SessionAct) -> &'static [Role] {
        match act {
            SessionAct::Plan { .. }
            | SessionAct::AddItem { .. }
            | SessionAct::DropItem { .. }
            | SessionAct::Lock { .. }
            | SessionAct::Unlock { .. } => &[Role::台账管理员],
            SessionAct::Excuse { .. } | SessionAct::Archive {} => &[Role::台账管理员, Role::记录人],
            SessionAct::LeaderDecide { .. } => &[Role::组长],
            // Who exactly is a matter of the session, not of the role.
            SessionAct::SignIn {}
            | SessionAct::Recuse { .. }
            | SessionAct::Begin {}
            | SessionAct::StateView { .. }
            | SessionAct::MergeViews { .. }
            | SessionAct::Conclude { .. }
            | SessionAct::DraftMinutes { .. }
            | SessionAct::ReturnMinutes { .. }
            | SessionAct::Sign { .. }
            | SessionAct::Note { .. } => Role::BUSINESS,
        }
    }

    fn one_of_each() -> Vec<SessionAct> {
        let text = String::new;
        vec![
            SessionAct::Plan {
                plan: SessionPlan::default(),
            },
            SessionAct::AddItem {
                item: AgendaDraft::default(),
            },
            SessionAct::DropItem {
                item: 0,
                reason: text(),
            },
            SessionAct::Lock {
                material: Vec::new(),
            },
            SessionAct::Unlock { reason: text() },
            SessionAct::SignIn {},
            SessionAct::Excuse {
                account: text(),
                reason: text(),
            },
            SessionAct::Recuse {
                account: text(),
                item: None,
                reason: text(),
            },
            SessionAct::Begin {},
            SessionAct::StateView {
                item: 0,
                stance: Stance::同意,
                text: text(),
            },
            SessionAct::Conclude {
                item: 0,
                outcome: Outcome::采纳形成意见,
                code: None,
                reason: text(),
                issues: Vec::new(),
            },
            SessionAct::DraftMinutes { text: text() },
            SessionAct::ReturnMinutes { reason: text() },
            SessionAct::Sign { dissent: None },
            SessionAct::Note { text: text() },
            SessionAct::LeaderDecide {
                item: 0,
                outcome: Outcome::采纳形成意见,
                code: None,
                text: text(),
                paper: Paper::default(),
                issues: Vec::new(),
            },
            SessionAct::Archive {},
        ]
    }

    fn step(trial: &mut Trial<'_, Self>) -> SessionState {
        use SessionState as S;
        let stays = trial.next.state;
        match &trial.event.act {
            SessionAct::Plan { plan } => trial.plan(plan),
            SessionAct::AddItem { item } => trial.add_item(item),
            SessionAct::DropItem { item, reason } => trial.drop_item(*item, reason),
            SessionAct::Lock { material } => {
                trial.lock(material);
                return S::材料锁定;
            }
            SessionAct::Unlock { reason } => {
                trial.unlock(reason);
                return S::筹备;
            }
            SessionAct::SignIn {} => trial.sign_in(),
            SessionAct::Excuse { account, reason } => trial.excuse(account, reason),
            SessionAct::Recuse {
                account,
                item,
                reason,
            } => trial.recuse(account, *item, reason),
            SessionAct::Begin {} => {
                trial.begin();
                return S::进行;
            }
            SessionAct::StateView { item, stance, text } => {
                let account = trial.actor().to_owned();
                let on = trial.event.on;
                trial.take_view(
                    View {
                        account,
                        stance: *stance,
                        text: text.trim().to_owned(),
                        on,
                        is_offline: false,
                    },
                    *item,
                );
            }
            SessionAct::MergeViews { file, views } => trial.merge_views(file, views),
            SessionAct::Conclude {
                item,
                outcome,
                code,
                reason,
                issues,
            } => trial.conclude(*item, (*outcome, *code), reason, issues),
            SessionAct::DraftMinutes { text } => {
                trial.draft_minutes(text);
                return S::纪要草稿;
            }
            SessionAct::ReturnMinutes { reason } => trial.return_minutes(reason),
            SessionAct::Sign { dissent } => return trial.sign(dissent.as_deref()),
            SessionAct::Note { text } => trial.note(text),
            SessionAct::LeaderDecide {
                item,
                outcome,
                code,
                text,
                paper,
                issues,
            } => trial.leader_decides(*item, (*outcome, *code), (text, paper), issues),
            SessionAct::Archive {} => {
                trial.archive();
                return S::归档;
            }
        }
        stays
    }
}

impl Trial<'_, ReviewSession> {
    fn require_item(&mut self, item: u32) -> bool {
        let is_there = self.next.item(item).is_some();
        self.require(is_there, Guard::Content, format!("议程里没有第{item}项"));
        is_there
    }

    fn sign_in(&mut self) {
        let (account, on) = (self.actor().to_owned(), self.event.on);
        let Some(me) = self
            .next
            .attendees
            .iter_mut()
            .find(|a| a.account == account)
        else {
            self.miss(Guard::Person, format!("{account}不在参会人员之内"));
            return;
        };
        me.signed_in.get_or_insert(on);
        self.next.absent.retain(|a| a.account != account);
    }

    fn excuse(&mut self, account: &str, reason: &str) {
        self.require_text(reason, Guard::Reason, "未写缺席的理由");
        let there = self.next.attendee(account).map(|a| a.signed_in.is_some());
        self.require(
            there.is_some(),
            Guard::Person,
            format!("{account}不在参会人员之内"),
        );
        self.require(
            there != Some(true),
            Guard::Person,
            format!("{account}已签到，不是缺席"),
        );
        self.next.absent.retain(|a| a.account != account);
        self.next.absent.push(Absence {
            account: account.to_owned(),
            reason: reason.trim().to_owned(),
        });
    }

    fn recuse(&mut self, account: &str, item: Option<u32>, reason: &str) {
        self.require_text(reason, Guard::Recusal, "未写回避的理由");
        let is_invited = self.next.attendee(account).is_some();
        self.require(
            is_invited,
            Guard::Person,
            format!("{account}不在参会人员之内"),
        );
        let me = self.actor().to_owned();
        let may =
            me == account || me == self.next.chair || self.event.by.role == Role::台账管理员;
        self.require(may, Guard::Person, "回避由本人提出，或由主持人决定");
        let is_past = |i: &AgendaItem| {
            item.is_none_or(|n| n == i.seq)
                && (i.concluded.is_some() || i.views.iter().any(|v| v.account == account))
        };
        let too_late = self.next.agenda.iter().any(is_past);
        self.require(
            !too_late,
            Guard::Recusal,
            format!("{account}已发表意见或该项已有结果，不能再回避"),
        );
        if let Some(item) = item {
            self.require_item(item);
        }
        self.next.recused.push(Recusal {
            account: account.to_owned(),
            item,
            reason: reason.trim().to_owned(),
        });
    }

    /// Members, those of them who are present, and how many must be.
    fn quorum(&self) -> (usize, usize, usize) {
        let members = self.next.attendees.iter().filter(|a| a.part == Part::出席);
        let present = members.clone().filter(|a| a.signed_in.is_some()).count();
        let settings = self.guards.settings;
        let [over, under] = match self.next.is_grave {
            true => settings.grave_quorum,
            false => settings.quorum,
        };
        let (over, under) = (over as usize, (under as usize).max(1));
        let all = members.count();
        // Rounded up: half of five is three.
        (all, present, (all * over).div_ceil(under).max(1))
    }

    fn begin(&mut self) {
        let chair = self.next.chair.clone();
        self.require_self(&chair, "主持人");
        let (all, present, needed) = self.quorum();
        self.require(
            present >= needed,
            Guard::Quorum,
            format!("应到{all}人，签到{present}人，须到{needed}人"),
        );
        let chair_is_there = self
            .next
            .attendee(&chair)
            .is_some_and(|a| a.signed_in.is_some());
        self.require(chair_is_there, Guard::Quorum, "主持人未签到");
        let unexplained: Vec<String> = self
            .next
            .attendees
            .iter()
            .filter(|a| a.part == Part::出席 && a.signed_in.is_none())
            .filter(|a| !self.next.absent.iter().any(|x| x.account == a.account))
            .map(|a| a.name.clone())
            .collect();
        self.require(
            unexplained.is_empty(),
            Guard::Quorum,
            format!("{}未签到，也未登记缺席理由", unexplained.join("、")),
        );
        self.next.quorum_needed = u32::try_from(needed).unwrap_or(u32::MAX);
    }

    /// Takes a view over on an item, if its giver may state one.
    fn take_view(&mut self, view: View, item: u32) {
        if !self.require_item(item) {
            return;
        }
        let account = view.account.clone();
        let is_voter = self.next.voters(item).iter().any(|a| a.account == account);
        if !is_voter {
            let (guard, why) = if self.next.is_recused(&account, item) {
                (
                    Guard::Recusal,
                    format!("{account}已回避第{item}项，不发表意见"),
                )
            } else {
                (Guard::Person, format!("{account}不是已签到的出席人员"))
            };
            self.miss(guard, why);
        }
        self.require(
            view.stance == Stance::同意 || !view.text.trim().is_empty(),
            Guard::Views,
            format!("“{}”须写明理由", view.stance.name()),
        );
        let is_blind = self.next.is_blind;
        let Some(on_agenda) = self.next.agenda.iter_mut().find(|i| i.seq == item) else {
            return;
        };
        let (is_concluded, has_spoken) = (
            on_agenda.concluded.is_some(),
            on_agenda.views.iter().any(|v| v.account == account),
        );
        on_agenda.views.retain(|v| v.account != account);
        on_agenda.views.push(view);
        self.require(
            !is_concluded,
            Guard::Signed,
            format!("第{item}项已有结果，意见不能再改"),
        );
        // Otherwise one could speak blindly, look, and speak again.
        self.require(
            !(is_blind && has_spoken),
            Guard::Views,
            format!("背靠背研判，{account}对第{item}项的意见已提交，不能再改"),
        );
    }

    fn merge_views(&mut self, file: &str, views: &[OfflineView]) {
        self.require_text(file, Guard::Source, "未写明离线文件的校验值");
        self.require(!views.is_empty(), Guard::Views, "文件里没有意见");
        for given in views {
            // One's own, or brought in by the recorder or the keeper for somebody who was away.
            let me = self.actor().to_owned();
            let may = me == given.account
                || me == self.next.recorder
                || self.event.by.role == Role::台账管理员;
            self.require(
                may,
                Guard::Person,
                format!("{}的意见应由其本人、记录人或台账管理员并入", given.account),
            );
            // Who took part away from the table was present by the file.
            let mut attendees = self.next.attendees.iter_mut();
            if let Some(who) = attendees.find(|a| a.account == given.account) {
                who.signed_in.get_or_insert(given.on);
                self.next.absent.retain(|a| a.account != given.account);
            }
            self.require_day(given.on, None, "离线意见");
            self.take_view(
                View {
                    account: given.account.clone(),
                    stance: given.stance,
                    text: given.text.trim().to_owned(),
                    on: given.on,
                    is_offline: true,
                },
                given.item,
            );
        }
    }
}
