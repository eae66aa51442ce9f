//! Who in the group speaks with which kind of unit.
use crate::model::Role;

words! {
    /// Kind of a unit.
    UnitKind {
        /// The host itself: the ministry's party group.
        驻在单位,
        /// A department.
        司局,
        /// A division.
        处室,
        /// A subordinate unit.
        部属单位,
        /// A body below a subordinate unit.
        下属机构,
        /// A local unit.
        地方,
        /// Anything else.
        其他,
    }
}

words! {
    /// Who speaks with a unit for the group.
    ContactLevel {
        /// The head of the group.
        组长,
        /// The deputy head in charge.
        分管副组长,
        /// The department in charge.
        责任部门,
    }
}

impl UnitKind {
    /// The contact level of the rule of liaison: 部党组←组长, 机关司局←分管副组长, 处室及部属单位←责任部门. The rule says nothing of
    /// local and other units; they are not in the group's charge and are spoken to as departments are.
    #[must_use]
    pub fn contact_level(self) -> ContactLevel {
        match self {
            Self::驻在单位 => ContactLevel::组长,
            Self::司局 | Self::地方 | Self::其他 => ContactLevel::分管副组长,
            Self::处室 | Self::部属单位 | Self::下属机构 => ContactLevel::责任部门,
        }
    }
}

impl ContactLevel {
    /// Who may sign what goes out at this level: that level or a higher one.
    #[must_use]
    pub fn signers(self) -> &'static [Role] {
        match self {
            Self::组长 => &[Role::组长],
            Self::分管副组长 => &[Role::分管副组长, Role::组长],
            Self::责任部门 => &[Role::责任部门负责人, Role::分管副组长, Role::组长],
        }
    }
}
