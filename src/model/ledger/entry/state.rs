//! The states of an entry, and the roles of the people who act on it.
use serde::{Deserialize, Serialize};

/// Where an entry stands. Overdue, near due and stale are computed, never states.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum EntryState {
    /// Not yet in the ledger.
    #[default]
    待入账,
    /// Entered, not yet confirmed.
    待确认,
    /// Being worked on.
    在办,
    /// The host has applied for it to be found done.
    申请办结,
    /// Being checked.
    核查中,
    /// Found done.
    已办结,
    /// Struck off.
    已销号,
    /// Being looked back at.
    回头看,
    /// Filed away.
    归档,
    /// Kept up without end, reviewed in a cycle.
    长期坚持,
    /// Given up.
    中止,
    /// Gone into another entry.
    并入,
}

impl EntryState {
    /// Every state.
    pub const ALL: &[Self] = &[
        Self::待入账,
        Self::待确认,
        Self::在办,
        Self::申请办结,
        Self::核查中,
        Self::已办结,
        Self::已销号,
        Self::回头看,
        Self::归档,
        Self::长期坚持,
        Self::中止,
        Self::并入,
    ];
    /// The Chinese name.
    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}")
    }
    /// The state of that Chinese name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.name() == name.trim())
    }
    /// Whether someone must have decided for it to be reached.
    #[must_use]
    pub fn is_decided(self) -> bool {
        matches!(
            self,
            Self::已办结 | Self::已销号 | Self::归档 | Self::中止 | Self::并入 | Self::长期坚持
        )
    }
}

/// What a person acts as. The host unit has no account: its acts arrive as papers and are entered by the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Head of the group.
    组长,
    /// Deputy head in charge.
    分管副组长,
    /// Head of the department in charge.
    责任部门负责人,
    /// Department in charge.
    责任部门,
    /// Keeper of the ledger.
    台账管理员,
    /// Member of the review.
    研判成员,
    /// Recorder.
    记录人,
    /// System administrator; no business role.
    系统管理员,
    /// Security administrator; no business role.
    安全管理员,
    /// Audit administrator; no business role.
    审计管理员,
    /// Reads only.
    只读,
}

impl Role {
    /// Every role.
    pub const ALL: &[Self] = &[
        Self::组长,
        Self::分管副组长,
        Self::责任部门负责人,
        Self::责任部门,
        Self::台账管理员,
        Self::研判成员,
        Self::记录人,
        Self::系统管理员,
        Self::安全管理员,
        Self::审计管理员,
        Self::只读,
    ];
    /// The Chinese name.
    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}")
    }
    /// Roles that work on matters.
    pub const BUSINESS: &[Self] = &[
        Self::组长,
        Self::分管副组长,
        Self::责任部门负责人,
        Self::责任部门,
        Self::台账管理员,
        Self::研判成员,
        Self::记录人,
    ];
    /// The three administrators: they keep the system and touch no matter, and are three different people.
    pub const ADMINISTRATORS: &[Self] = &[Self::系统管理员, Self::安全管理员, Self::审计管理员];
    /// The role of that Chinese name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|r| r.name() == name.trim())
    }
}
