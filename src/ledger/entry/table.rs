//! The table of states: which act follows which state, and who may do it.
use crate::model::{EntryAct, EntryState, Role};

/// Whether the act may follow the state.
#[must_use]
pub fn follows(act: &EntryAct, state: EntryState) -> bool {
    use EntryState as S;
    match act {
        EntryAct::Register { .. } => state == S::待入账,
        EntryAct::Confirm { .. } => state == S::待确认,
        // A standing matter is reviewed by its progress.
        EntryAct::Progress { .. } => matches!(state, S::在办 | S::长期坚持),
        EntryAct::ApplyExtension { .. }
        | EntryAct::ReviewExtension { .. }
        | EntryAct::DecideExtension { .. }
        | EntryAct::ApplyClose { .. }
        | EntryAct::MakeStanding { .. }
        | EntryAct::Suspend { .. }
        | EntryAct::Merge { .. } => state == S::在办,
        EntryAct::SendBack { .. } | EntryAct::BeginCheck { .. } => state == S::申请办结,
        EntryAct::ConcludeCheck { .. } => state == S::核查中,
        EntryAct::CloseOut { .. } => state == S::已办结,
        EntryAct::StartLookBack { .. } => state == S::已销号,
        EntryAct::ConcludeLookBack { .. } => state == S::回头看,
        EntryAct::EndStanding { .. } => state == S::长期坚持,
    }
}

/// Who may do it. Important matters are closed by the head of the group alone.
#[must_use]
pub fn roles(act: &EntryAct, important: bool) -> &'static [Role] {
    match act {
        EntryAct::Register { .. } => &[Role::台账管理员],
        EntryAct::Confirm { .. } | EntryAct::ConcludeCheck { .. } => &[Role::责任部门负责人],
        EntryAct::Progress { .. } | EntryAct::ApplyExtension { .. } => {
            &[Role::台账管理员, Role::责任部门]
        }
        EntryAct::ReviewExtension { .. }
        | EntryAct::ApplyClose { .. }
        | EntryAct::BeginCheck { .. }
        | EntryAct::StartLookBack { .. } => &[Role::责任部门],
        EntryAct::SendBack { .. } => &[Role::责任部门, Role::责任部门负责人],
        EntryAct::CloseOut { .. } if important => &[Role::组长],
        EntryAct::CloseOut { .. }
        | EntryAct::DecideExtension { .. }
        | EntryAct::ConcludeLookBack { .. }
        | EntryAct::MakeStanding { .. }
        | EntryAct::EndStanding { .. } => &[Role::分管副组长],
        EntryAct::Suspend { .. } | EntryAct::Merge { .. } => &[Role::组长],
    }
}
