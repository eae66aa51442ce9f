//! Accounts of the people of the office. The host units have none.
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Reason, Role};

/// An account.
#[doc(alias = "用户")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Name to log in with: letters, digits, `.`, `-`, `_`, or Chinese characters.
    pub name: String,
    /// Name as others see it.
    pub display: String,
    /// What the person may act as.
    pub roles: BTreeSet<Role>,
    /// Whether the person may log in; an account is never removed, because the log names it.
    pub is_active: bool,
    /// Failed attempts to log in since the last one that succeeded.
    pub failures: u32,
    /// Until when attempts are refused, RFC 3339; absent when they are not.
    pub refused_until: Option<String>,
    /// When the account was made, RFC 3339.
    pub made_at: String,
    /// When the password was set last, RFC 3339.
    pub password_at: String,
    /// Whether somebody else set the password, so that the person must choose an own one first.
    pub must_change: bool,
    /// When the person logged in last, RFC 3339.
    pub seen_at: Option<String>,
}

impl Account {
    /// Longest name, in characters: it stands in every row of the log.
    pub const LONGEST_NAME: usize = 32;

    /// Whether the account may act in one of these roles.
    #[must_use]
    pub fn is_one_of(&self, roles: &[Role]) -> bool {
        roles.iter().any(|r| self.roles.contains(r))
    }

    /// Whether a name may be given to an account.
    ///
    /// # Errors
    /// The reason when it may not.
    pub fn check_name(name: &str) -> Result<(), Reason> {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        if name.is_empty() || name.chars().count() > Self::LONGEST_NAME || !name.chars().all(fits) {
            return Err(Reason::new("account-name")
                .with("name", name.escape_debug())
                .with("most", Self::LONGEST_NAME));
        }
        Ok(())
    }

    /// Whether one account may have these roles together: system, security and audit administration are each held alone, so that
    /// the three are different people and none of them takes part in the business (GB/T 22239-2019, 8.1.4.2).
    ///
    /// # Errors
    /// The reason when it may not.
    pub fn check_roles(roles: &BTreeSet<Role>) -> Result<(), Reason> {
        if roles.is_empty() {
            return Err(Reason::new("account-no-role"));
        }
        let administers = roles.iter().find(|r| r.is_administrator());
        match administers {
            Some(role) if roles.len() > 1 => {
                let others: Vec<String> = roles
                    .iter()
                    .filter(|r| *r != role)
                    .map(|r| r.name())
                    .collect();
                Err(Reason::new("account-roles-apart")
                    .with("role", role.name())
                    .with("others", others.join("、")))
            }
            _ => Ok(()),
        }
    }
}

impl Role {
    /// Whether it is one of the three administrators, who hold no business role.
    #[must_use]
    pub fn is_administrator(self) -> bool {
        Self::ADMINISTRATORS.contains(&self)
    }

    /// The letters the office writes for it.
    #[must_use]
    pub fn letters(self) -> &'static str {
        match self {
            Self::组长 => "G",
            Self::分管副组长 => "D",
            Self::责任部门负责人 => "OL",
            Self::责任部门 => "O",
            Self::台账管理员 => "L",
            Self::研判成员 => "M",
            Self::记录人 => "R",
            Self::系统管理员 => "SA",
            Self::安全管理员 => "SE",
            Self::审计管理员 => "AU",
            Self::只读 => "RO",
        }
    }
}
