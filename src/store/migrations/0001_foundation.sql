-- Documents as read, flags, runs, and the event log that is only ever added to.

CREATE TABLE event (
    seq       INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,
    actor     TEXT NOT NULL,
    action    TEXT NOT NULL,
    entity    TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    detail    TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the event log is only ever added to'); END;

CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the event log is only ever added to'); END;

-- A folder that was imported; `file` of a document is relative to its root.
CREATE TABLE batch (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    root TEXT NOT NULL UNIQUE
) STRICT;

-- One row per version of a file. `body` is the document as JSON under zstd, absent when nothing could be read.
CREATE TABLE document (
    key       INTEGER PRIMARY KEY,
    batch     INTEGER NOT NULL REFERENCES batch (id),
    file      TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    reading   TEXT NOT NULL,
    record    TEXT NOT NULL,
    body      BLOB,
    doc_type  TEXT,
    revision  INTEGER NOT NULL,
    current   INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX document_current ON document (batch, file) WHERE current = 1;
CREATE INDEX document_revision ON document (revision);

-- What the rules found in one version of a file, so that unchanged files are not examined again.
CREATE TABLE examined (
    document INTEGER PRIMARY KEY REFERENCES document (key),
    rules    TEXT NOT NULL,
    drafts   BLOB NOT NULL
) STRICT;

CREATE TABLE flag (
    id       TEXT PRIMARY KEY,
    batch    INTEGER NOT NULL REFERENCES batch (id),
    file     TEXT NOT NULL,
    rule     TEXT NOT NULL,
    body     TEXT NOT NULL,
    current  INTEGER NOT NULL,
    first_run TEXT NOT NULL,
    last_run  TEXT NOT NULL
) STRICT;

CREATE INDEX flag_file ON flag (batch, file);

CREATE TABLE run (
    seq    INTEGER PRIMARY KEY,
    id     TEXT NOT NULL,
    inputs TEXT NOT NULL,
    body   TEXT NOT NULL
) STRICT;
