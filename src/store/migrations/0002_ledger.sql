-- Ledgers taken over: books in their versions, the entries as they stand, and how far the taking over has come.
-- What happened to an entry, by a new version or by a person, stands in `event` (entity `entry`, id `<series>:<key>`).

CREATE INDEX event_entity ON event (entity, entity_id);

-- Up to which revision of the documents, and with which way of reading books, everything was taken over.
CREATE TABLE ledger_mark (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL,
    reading  TEXT NOT NULL
) STRICT;

-- The versions of one book. Series that turned out to be one point to the one that goes on.
CREATE TABLE series (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    unit        TEXT,
    name        TEXT NOT NULL,
    joined_into INTEGER REFERENCES series (id)
) STRICT;

-- One version: a table of a document. `body` is the book as JSON under zstd, `place` its number in the series, oldest first.
CREATE TABLE book (
    key       INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES document (key),
    tab       INTEGER NOT NULL,
    digest    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    series    INTEGER NOT NULL REFERENCES series (id),
    place     INTEGER NOT NULL,
    as_of     TEXT,
    because   TEXT,
    records   INTEGER NOT NULL,
    body      BLOB NOT NULL,
    withdrawn INTEGER NOT NULL
) STRICT;

CREATE INDEX book_series ON book (series, place);
CREATE INDEX book_document ON book (document);

-- Pairs of versions whose differences stand in the event log; `before` is 0 for the first version.
CREATE TABLE book_step (
    after  INTEGER NOT NULL REFERENCES book (key),
    before INTEGER NOT NULL,
    PRIMARY KEY (after, before)
) STRICT, WITHOUT ROWID;

-- Every entry any version ever held. `vanished_in` is the version that no longer held it; `record` is what people did with it.
CREATE TABLE entry (
    series      INTEGER NOT NULL REFERENCES series (id),
    key         TEXT NOT NULL,
    no          TEXT,
    title       TEXT NOT NULL,
    fields      TEXT NOT NULL,
    first_book  INTEGER NOT NULL REFERENCES book (key),
    last_book   INTEGER NOT NULL REFERENCES book (key),
    vanished_in INTEGER REFERENCES book (key),
    state       TEXT,
    record      TEXT,
    PRIMARY KEY (series, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_no ON entry (no);

CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;

CREATE TRIGGER book_is_never_removed BEFORE DELETE ON book
BEGIN SELECT RAISE(ABORT, 'a version of a ledger is never removed'); END;
