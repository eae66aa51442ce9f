//! Promises of `store`.
mod event_log;
mod ledger;
mod versions;
mod workspace;

use taizhang::{
    model::{FileRecord, Recovery},
    store::{Actor, NewDocument, Store},
};

/// A store in a folder of its own.
pub(super) fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("taizhang.db")).unwrap();
    (dir, store)
}

pub(super) fn actor() -> Actor {
    Actor {
        name: "沈砚".to_owned(),
        at: "2026-11-23T08:00:00Z".to_owned(),
    }
}

/// A file of which nothing was read.
pub(super) fn file(name: &str, sha256: &str) -> NewDocument {
    NewDocument {
        record: FileRecord {
            file: name.to_owned(),
            sha256: sha256.to_owned(),
            bytes: 1,
            format: None,
            recovery: Recovery::Unreadable,
            reasons: Vec::new(),
            doc_type: None,
            unit: None,
            period: None,
            paragraphs: 0,
            tables: 0,
            rows: 0,
            chars: 0,
        },
        reading: "r1".to_owned(),
        body: None,
        drafts: None,
    }
}
