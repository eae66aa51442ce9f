//! Accounts: made, given roles, locked and unlocked by administrators; logged in with a password. Every act is an event.
use std::collections::BTreeSet;

use jiff::{Span, Timestamp};
use serde_json::{Value, json};

use super::{Office, OfficeError};
use crate::{
    model::{Account, Reason, Role},
    store::{AccountSettings, Act, KeptAccount},
};

const ACCOUNT: &str = "account";

/// Most characters of a password: more cost time and add nothing.
const LONGEST_PASSWORD: usize = 200;
/// Kinds of characters (small letters, capitals, digits, others) a password must mix, unless it is long.
const KINDS: usize = 3;
/// Characters from which a password counts as a phrase and needs no mixture.
const PHRASE: usize = 20;
/// Seconds that an account is refused after the second failed attempt in a row; doubled with each further one.
const FIRST_WAIT_SECONDS: i64 = 1;
/// Characters of an unknown name that are kept in the log.
const NAME_KEPT: usize = 32;

/// What came of an attempt to log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The password was right.
    Right,
    /// It was not, or there is no such account.
    Wrong,
    /// The account was being refused, whatever the password.
    Refused,
}

impl Office {
    /// Every account with the hash of its password, by name.
    ///
    /// # Errors
    /// When the store fails.
    pub fn accounts(&mut self) -> Result<Vec<KeptAccount>, OfficeError> {
        Ok(self.store.accounts()?)
    }

    /// What the workspace says of passwords and idle time.
    #[must_use]
    pub fn account_settings(&self) -> &AccountSettings {
        &self.settings.accounts
    }

    /// Makes an account. `must_change` asks the person for an own password at the first log-in.
    ///
    /// # Errors
    /// When the name is taken or not allowed, the roles may not be held together, the password is weak, or the store fails.
    pub fn add_account(
        &mut self,
        (name, display): (&str, &str),
        roles: BTreeSet<Role>,
        password: &str,
        must_change: bool,
    ) -> Result<Account, OfficeError> {
        Account::check_name(name).map_err(OfficeError::AccountRefused)?;
        Account::check_roles(&roles).map_err(OfficeError::AccountRefused)?;
        check_password(password, name, self.settings.accounts.password_length)?;
        let taken = self.store.accounts()?;
        if taken
            .iter()
            .any(|k| k.account.name.to_lowercase() == name.to_lowercase())
        {
            return refuse(Reason::new("account-taken").with("name", name));
        }
        let display = match display.trim() {
            "" => name,
            display => display,
        };
        let account = Account {
            name: name.to_owned(),
            display: display.chars().take(Account::LONGEST_NAME).collect(),
            roles,
            is_active: true,
            failures: 0,
            refused_until: None,
            made_at: self.actor.at.clone(),
            password_at: self.actor.at.clone(),
            must_change,
            seen_at: None,
        };
        let detail = json!({ "display": account.display, "roles": account.roles });
        let kept = KeptAccount {
            secret: password_auth::generate_hash(password),
            account,
        };
        self.keep(kept, "account.made", detail)
    }

    /// Gives an account other roles.
    ///
    /// # Errors
    /// When there is no such account, the roles may not be held together, or the store fails.
    pub fn set_roles(&mut self, name: &str, roles: BTreeSet<Role>) -> Result<Account, OfficeError> {
        Account::check_roles(&roles).map_err(OfficeError::AccountRefused)?;
        let mut kept = self.account_named(name)?;
        let detail = json!({ "before": kept.account.roles, "after": roles });
        kept.account.roles = roles;
        self.keep(kept, "account.roles", detail)
    }

    /// Sets a password. Whoever sets another person's password makes that person choose a new one.
    ///
    /// # Errors
    /// When there is no such account, the password is weak, or the store fails.
    pub fn set_password(
        &mut self,
        name: &str,
        password: &str,
        must_change: bool,
    ) -> Result<Account, OfficeError> {
        check_password(password, name, self.settings.accounts.password_length)?;
        let mut kept = self.account_named(name)?;
        if !must_change && password_auth::verify_password(password, &kept.secret).is_ok() {
            return refuse(Reason::new("password-same"));
        }
        kept.secret = password_auth::generate_hash(password);
        kept.account.password_at.clone_from(&self.actor.at);
        kept.account.must_change = must_change;
        kept.account.failures = 0;
        kept.account.refused_until = None;
        self.keep(
            kept,
            "account.password",
            json!({ "must_change": must_change }),
        )
    }

    /// Lets an account log in or not. The last one that administers the system stays open.
    ///
    /// # Errors
    /// When there is no such account, it is the last of its kind, or the store fails.
    pub fn set_active(&mut self, name: &str, is_active: bool) -> Result<Account, OfficeError> {
        let mut kept = self.account_named(name)?;
        let administers = |a: &Account| a.is_active && a.roles.contains(&Role::系统管理员);
        if !is_active
            && administers(&kept.account)
            && !self
                .store
                .accounts()?
                .iter()
                .any(|k| k.account.name != name && administers(&k.account))
        {
            return refuse(Reason::new("account-last").with("name", name));
        }
        kept.account.is_active = is_active;
        kept.account.failures = 0;
        kept.account.refused_until = None;
        let action = match is_active {
            true => "account.unlocked",
            false => "account.locked",
        };
        self.keep(kept, action, json!({}))
    }

    /// Records an attempt to log in; after several failures in a row the account is refused for a while.
    ///
    /// # Errors
    /// When the store fails.
    pub fn record_attempt(
        &mut self,
        name: &str,
        attempt: Attempt,
        from: &str,
    ) -> Result<Option<Account>, OfficeError> {
        let detail = json!({ "from": from });
        let known = self.store.accounts()?;
        let Some(mut kept) = known.into_iter().find(|k| k.account.name == name) else {
            let shown: String = name
                .chars()
                .filter(|c| !c.is_control())
                .take(NAME_KEPT)
                .collect();
            let act = act(
                "login.failed",
                &shown,
                json!({ "from": from, "unknown": true }),
            );
            self.store.tell(&self.actor, &[act])?;
            return Ok(None);
        };
        let account = &mut kept.account;
        let action = match attempt {
            Attempt::Right => {
                account.failures = 0;
                account.refused_until = None;
                account.seen_at = Some(self.actor.at.clone());
                "login.succeeded"
            }
            Attempt::Wrong => {
                account.failures = account.failures.saturating_add(1);
                let wait = wait_seconds(account.failures, &self.settings.accounts);
                account.refused_until = later(&self.actor.at, wait);
                "login.failed"
            }
            Attempt::Refused => "login.refused",
        };
        self.keep(kept, action, detail).map(Some)
    }

    /// Records that a person logged out.
    ///
    /// # Errors
    /// When the store fails.
    pub fn record_leaving(&mut self, name: &str) -> Result<(), OfficeError> {
        let act = act("logout", name, json!({}));
        Ok(self.store.tell(&self.actor, &[act])?)
    }

    fn account_named(&mut self, name: &str) -> Result<KeptAccount, OfficeError> {
        self.store
            .accounts()?
            .into_iter()
            .find(|k| k.account.name == name)
            .ok_or_else(|| {
                OfficeError::AccountRefused(Reason::new("no-such-account").with("name", name))
            })
    }

    fn keep(
        &mut self,
        kept: KeptAccount,
        action: &'static str,
        detail: Value,
    ) -> Result<Account, OfficeError> {
        let act = act(action, &kept.account.name, detail);
        self.store.keep_account(&self.actor, &kept, act)?;
        Ok(kept.account)
    }
}

/// Whether a password is that of an account. Takes about as long when there is no such account.
#[must_use]
pub fn is_password_of(kept: Option<&KeptAccount>, password: &str) -> bool {
    if password.chars().count() > LONGEST_PASSWORD {
        return false;
    }
    match kept {
        Some(kept) => password_auth::verify_password(password, &kept.secret).is_ok(),
        None => {
            let _ = password_auth::generate_hash(password);
            false
        }
    }
}

/// Whether attempts on an account are refused at a time, RFC 3339.
#[must_use]
pub fn is_refused(account: &Account, at: &str) -> bool {
    let time = |text: &str| text.parse::<Timestamp>().ok();
    match (account.refused_until.as_deref().and_then(time), time(at)) {
        (Some(until), Some(at)) => at < until,
        _ => false,
    }
}

/// A password nobody chose: 128 random bits, to be replaced at the first log-in.
#[must_use]
pub fn one_time_password() -> String {
    tower_sessions::session::Id::default().to_string()
}

/// How long an account is refused after so many failures in a row: nothing after the first, then seconds that double, then the
/// minutes of the settings.
fn wait_seconds(failures: u32, settings: &AccountSettings) -> i64 {
    match failures {
        0 | 1 => 0,
        n if n >= settings.failures => i64::from(settings.refused_minutes) * 60,
        n => FIRST_WAIT_SECONDS << (n - 2).min(10),
    }
}

fn later(at: &str, seconds: i64) -> Option<String> {
    let at: Timestamp = at.parse().ok()?;
    let until = at
        .checked_add(Span::new().try_seconds(seconds).ok()?)
        .ok()?;
    (seconds > 0).then(|| until.to_string())
}

/// The rules of passwords: long enough, mixed unless very long, and without the name.
fn check_password(password: &str, name: &str, least: usize) -> Result<(), OfficeError> {
    let length = password.chars().count();
    if length < least {
        return refuse(Reason::new("password-short").with("least", least));
    }
    if length > LONGEST_PASSWORD {
        return refuse(Reason::new("password-long").with("most", LONGEST_PASSWORD));
    }
    // One letter stands in nearly every password, and a phrase may well hold two.
    let is_telling = name.chars().count() > 1 && length < PHRASE;
    if is_telling && password.to_lowercase().contains(&name.to_lowercase()) {
        return refuse(Reason::new("password-name"));
    }
    let kinds: BTreeSet<u8> = password
        .chars()
        .map(|c| match c {
            c if c.is_lowercase() => 0,
            c if c.is_uppercase() => 1,
            c if c.is_numeric() => 2,
            _ => 3,
        })
        .collect();
    let different: BTreeSet<char> = password.chars().collect();
    if different.len() < least / 2 || (kinds.len() < KINDS && length < PHRASE) {
        return refuse(Reason::new("password-simple").with("phrase", PHRASE));
    }
    Ok(())
}

fn act(action: &'static str, name: &str, detail: Value) -> Act {
    Act {
        action,
        entity: ACCOUNT,
        entity_id: name.to_owned(),
        detail,
    }
}

fn refuse<T>(reason: Reason) -> Result<T, OfficeError> {
    Err(OfficeError::AccountRefused(reason))
}
