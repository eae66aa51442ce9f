-- Accounts of the people of the office. `body` is the account as JSON, `secret` the argon2 hash of its password.
-- What happened to an account, and every attempt to log in, stands in `event` (entity `account`).

CREATE TABLE account (
    name   TEXT PRIMARY KEY,
    body   TEXT NOT NULL,
    secret TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER account_is_never_removed BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'an account is never removed: the log names it'); END;
