//! Promises of `workflow`.
mod carried;
mod demo;
mod evaluate;
mod feedback;
mod gate;
mod hostile;
mod kept;
pub(crate) mod ledgers;
mod real_files;
mod review;
mod statistics;
mod turns;

use std::path::Path;

use jiff::civil::{Date, date};
use taizhang::workflow::{Actor, Office, Purpose};

/// An office in a folder of its own.
pub(crate) fn office(dir: &Path) -> Office {
    office_on(dir, date(2026, 11, 23))
}

pub(crate) fn office_on(dir: &Path, on: Date) -> Office {
    let workspace = Office::init(dir).unwrap();
    let actor = Actor {
        name: "沈砚".to_owned(),
        at: "2026-11-23T08:00:00Z".to_owned(),
    };
    Office::open(workspace, Purpose::Write, actor, on).unwrap()
}
