//! Promises of the OpenDocument text reader.
mod body;
mod hostile;
mod maker;
mod numbering;
mod places;
mod tables;

use taizhang::model::Format;

use super::seeds::Seed;

/// A text with everything a text may hold, packed and flat.
pub(super) fn samples() -> Vec<Seed> {
    let paper = hostile::sample();
    vec![
        Seed::new(Format::Odt, "报告.odt", paper.bytes()),
        Seed::new(Format::Odt, "报告.fodt", paper.flat()),
    ]
}
