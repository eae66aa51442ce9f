//! A labelled text with its sentences, numbers and dates.
use jiff::civil::{Date, date};

use crate::{
    detect::{Pairing, Reader},
    model::{FoundDate, fold},
    normalize,
};

/// The day from which a year left out is taken when no date of the text names one: any day serves, as long as all dates of a text
/// get the same year.
const SOME_DAY: Date = date(2025, 12, 31);

/// Cuts a text at its markers and finds the sentences, numbers and dates of every part.
///
/// A year that a date leaves out is that of the first date of the text that names one.
#[must_use]
pub fn read_pairing(text: &str) -> Pairing {
    let named = |d: &FoundDate| {
        let has_year = d.value.raw.contains('年') || d.value.raw.contains(['-', '/', '.']);
        has_year.then_some(d.value.from.or(d.value.to)).flatten()
    };
    let first = normalize::dates::find(&fold(text), None)
        .iter()
        .find_map(named);
    let mut pairing = Pairing::read_with(
        text,
        &Reader {
            sentences: normalize::split_sentences,
            numbers: normalize::numbers::find,
            dates: |plain| normalize::dates::find(plain, Some(SOME_DAY)),
        },
    );
    if let Some(day) = first {
        for part in &mut pairing.parts {
            part.dates = normalize::dates::find(&part.plain, Some(day));
        }
    }
    pairing
}
