//! Promises of the OFD reader.
mod carried;
mod hostile;
mod maker;
mod pages;
mod places;
mod real;
mod structure;

use taizhang::model::Format;

use super::seeds::Seed;

/// A file of two pages with everything a file may hold.
pub(super) fn samples() -> Vec<Seed> {
    let bytes = hostile::sample().bytes();
    vec![Seed::new(Format::Ofd, "来文.ofd", bytes)]
}
