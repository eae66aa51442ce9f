-- What people decided: flags, sessions, issues, opinions, rectifications, look-backs, reconciliations, versions of rules.
-- One row per record as it stands, `body` as JSON; what led to it stands in `event` (entity is the kind, id the record).

CREATE TABLE review (
    kind  TEXT NOT NULL,
    id    TEXT NOT NULL,
    state TEXT NOT NULL,
    rev   INTEGER NOT NULL,
    body  TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX review_state ON review (kind, state);

CREATE TRIGGER review_is_never_removed BEFORE DELETE ON review
BEGIN SELECT RAISE(ABORT, 'a record of review is never removed'); END;

CREATE TRIGGER review_goes_forward BEFORE UPDATE ON review
WHEN NEW.kind <> OLD.kind OR NEW.id <> OLD.id OR NEW.rev <> OLD.rev + 1
BEGIN SELECT RAISE(ABORT, 'a record of review only goes forward'); END;

CREATE TRIGGER flag_is_never_removed BEFORE DELETE ON flag
BEGIN SELECT RAISE(ABORT, 'a flag is never removed'); END;
