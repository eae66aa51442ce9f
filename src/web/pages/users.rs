//! 用户: accounts, for the administrators; what each of the three may do is decided by the list of pages.
use std::collections::BTreeSet;

use askama::Template;

use crate::{
    model::{Account, Reason, Role},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        clock,
        frame::Frame,
    },
    workflow::one_time_password,
};

#[derive(Template)]
#[template(path = "users.html", config = "src/web/askama.toml")]
struct Users {
    frame: Frame,
    lines: Vec<Line>,
    may_make: bool,
    may_give_roles: bool,
    /// Name and first password of an account just made, shown once.
    first: Option<(String, String)>,
}

struct Line {
    account: Account,
    roles: Vec<RoleChoice>,
    titles: String,
    seen: String,
    is_refused: bool,
    is_own: bool,
}

struct RoleChoice {
    letters: &'static str,
    name: String,
    is_held: bool,
}

fn choices(held: &BTreeSet<Role>) -> Vec<RoleChoice> {
    Role::ALL
        .iter()
        .map(|role| RoleChoice {
            letters: role.letters(),
            name: role.name(),
            is_held: held.contains(role),
        })
        .collect()
}

/// Every account.
pub(super) fn list(ask: &Ask) -> Result<Answer, Problem> {
    shown(ask, None)
}

fn shown(ask: &Ask, first: Option<(String, String)>) -> Result<Answer, Problem> {
    let at = ask.actor().at;
    let known = ask.house.known();
    let lines = known.iter().map(|kept| {
        let account = kept.account.clone();
        let titles: Vec<String> = account.roles.iter().map(|r| r.name()).collect();
        Line {
            roles: choices(&account.roles),
            titles: titles.join("、"),
            seen: account
                .seen_at
                .as_deref()
                .map_or_else(String::new, clock::shown),
            is_refused: crate::workflow::is_refused(&account, &at),
            is_own: account.name == ask.by(),
            account,
        }
    });
    Answer::page(&Users {
        frame: ask.frame_titled(ask.words.t("page.users")),
        lines: lines.collect(),
        may_make: ask.may("users-add"),
        may_give_roles: ask.may("users-roles"),
        first,
    })
}

fn roles_of(ask: &Ask) -> BTreeSet<Role> {
    let chosen: Vec<&str> = ask.form.all("role").collect();
    Role::ALL
        .iter()
        .copied()
        .filter(|r| chosen.contains(&r.letters()))
        .collect()
}

/// Makes an account with a first password, which is shown once.
pub(super) fn add(ask: &Ask) -> Result<Answer, Problem> {
    let (name, display) = (
        ask.form.get("name").to_owned(),
        ask.form.get("display").to_owned(),
    );
    // The security administrator gives the roles of the business; until then the account only reads.
    let roles = BTreeSet::from([Role::只读]);
    let password = one_time_password();
    let first = password.clone();
    let made =
        ask.write(move |office| office.add_account((&name, &display), roles, &password, true))?;
    shown(ask, Some((made.name, first)))
}

/// Sets a first password anew, which is shown once.
pub(super) fn password(ask: &Ask) -> Result<Answer, Problem> {
    let name = ask.step("name").to_owned();
    // Whoever could set another administrator's password would hold that role, too; these are set on the command line.
    let known = ask.house.known();
    let kept = known.iter().find(|k| k.account.name == name);
    if kept.is_some_and(|k| k.account.roles.iter().any(|r| r.is_administrator())) {
        return Err(Problem::Forbidden);
    }
    let password = one_time_password();
    let first = password.clone();
    let account = ask.write(move |office| office.set_password(&name, &password, true))?;
    shown(ask, Some((account.name, first)))
}

/// Lets nobody log in with an account.
pub(super) fn lock(ask: &Ask) -> Result<Answer, Problem> {
    set_active(ask, false)
}

/// Lets an account log in again, also one that was refused after failures.
pub(super) fn unlock(ask: &Ask) -> Result<Answer, Problem> {
    set_active(ask, true)
}

fn set_active(ask: &Ask, is_active: bool) -> Result<Answer, Problem> {
    let name = ask.step("name").to_owned();
    ask.write(move |office| office.set_active(&name, is_active))?;
    Ok(Answer::Look("/users".to_owned()))
}

/// Gives roles.
pub(super) fn roles(ask: &Ask) -> Result<Answer, Problem> {
    let (name, roles) = (ask.step("name").to_owned(), roles_of(ask));
    if name == ask.by() {
        return Err(Problem::Refused(Reason::new("roles-own")));
    }
    ask.write(move |office| office.set_roles(&name, roles))?;
    Ok(Answer::Look("/users".to_owned()))
}
