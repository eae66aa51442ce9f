//! Accounts: one row each, written only together with the event that tells of it.
use sha2::{Digest as _, Sha256};
use sqlx::{Connection, Row};

use super::{Act, Actor, Store, StoreError, event_log, seal};
use crate::model::Account;

/// An account with the hash of its password.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptAccount {
    /// The account.
    pub account: Account,
    /// Argon2 hash of the password, in PHC form.
    pub secret: String,
}

impl std::fmt::Debug for KeptAccount {
    /// Never shows the hash.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptAccount")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// Hash of what a row of `account` holds: body and secret, parted by a zero byte.
pub(super) fn row_sha256(body: &str, secret: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(body);
    hash.update([0]);
    hash.update(secret);
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

impl Store {
    /// Every account, by name.
    ///
    /// # Errors
    /// When the database fails or a record cannot be understood.
    pub fn accounts(&mut self) -> Result<Vec<KeptAccount>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query("SELECT body, secret FROM account ORDER BY name").fetch_all(connection),
        )?;
        rows.iter()
            .map(|row| {
                Ok(KeptAccount {
                    account: serde_json::from_str(row.try_get(0)?)?,
                    secret: row.try_get(1)?,
                })
            })
            .collect()
    }

    /// Writes an account and tells what was done, both or neither.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep_account(
        &mut self,
        actor: &Actor,
        kept: &KeptAccount,
        mut act: Act,
    ) -> Result<(), StoreError> {
        let body = serde_json::to_string(&kept.account)?;
        // What the row must be, for whoever verifies the log.
        act.detail["body_sha256"] = row_sha256(&body, &kept.secret).into();
        let Self {
            runtime,
            connection,
        } = self;
        runtime.block_on(async {
            let mut tx = connection.begin().await?;
            sqlx::query(
                "INSERT INTO account VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET body = ?2, secret = ?3",
            )
            .bind(&kept.account.name)
            .bind(&body)
            .bind(&kept.secret)
            .execute(&mut *tx)
            .await?;
            let wanted = "WHERE name = ?";
            let told = seal::rows(&mut tx, "account", wanted, &[&kept.account.name]).await?;
            seal::tell(&mut act.detail, told);
            event_log::append(&mut tx, actor, &[act]).await?;
            tx.commit().await?;
            Ok(())
        })
    }
}
