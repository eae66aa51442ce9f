//! Groups of roles, as the list of pages names them.
use super::page::Who;
use crate::model::Role;

/// Everyone who takes part in the business, and those who only read.
pub(super) const READERS: Who = Who::Holding(&[
    Role::组长,
    Role::分管副组长,
    Role::责任部门负责人,
    Role::责任部门,
    Role::台账管理员,
    Role::研判成员,
    Role::记录人,
    Role::只读,
]);

/// Those who bring material in.
pub(super) const KEEPERS: Who =
    Who::Holding(&[Role::台账管理员, Role::责任部门, Role::责任部门负责人]);

/// Those who say what they make of a flag; the table of states of a flag asks for the same.
pub(super) const REVIEWERS: Who = Who::Holding(&[Role::责任部门负责人, Role::责任部门]);

/// Those who read the log.
pub(super) const AUDITORS: Who = Who::Holding(&[Role::审计管理员]);

/// Those who see the accounts.
pub(super) const ADMINISTRATORS: Who =
    Who::Holding(&[Role::系统管理员, Role::安全管理员, Role::审计管理员]);

/// Those who make, lock and unlock accounts and set first passwords.
pub(super) const SYSTEM: Who = Who::Holding(&[Role::系统管理员]);

/// Those who give roles.
pub(super) const SECURITY: Who = Who::Holding(&[Role::安全管理员]);

/// Those who take part in review. What exactly each may do in which state is decided by the machine of the record, once.
pub(super) const BUSINESS: Who = Who::Holding(Role::BUSINESS);
