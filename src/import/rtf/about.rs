//! What an RTF file says about itself: title, author, dates.
use std::collections::BTreeMap;

/// Groups of the information group, and the facts they become.
const FACTS: &[(&str, &str)] = &[
    ("title", "title"),
    ("subject", "subject"),
    ("author", "author"),
    ("operator", "last_modified_by"),
    ("keywords", "keywords"),
    ("category", "category"),
    ("doccomm", "description"),
    ("company", "company"),
    ("generator", "producer"),
    ("creatim", "created"),
    ("revtim", "modified"),
    // Not facts, but collected alike.
    ("atnauthor", "comment author"),
    ("objclass", "object"),
    ("sn", "property"),
    ("sv", "value"),
    ("ffl", "choice"),
];

/// The fact that a group holds.
pub(super) fn fact(word: &str) -> Option<&'static str> {
    FACTS
        .iter()
        .find(|(w, _)| *w == word)
        .map(|(_, fact)| *fact)
}

/// A date and time in the making, from `\yr2026\mo3\dy5\hr9\min30`.
#[derive(Debug, Default)]
pub(super) struct Moment([Option<i32>; 5]);

impl Moment {
    /// One part of the date.
    pub(super) fn set(&mut self, word: &str, number: i32) {
        let at = ["yr", "mo", "dy", "hr", "min"]
            .iter()
            .position(|w| *w == word);
        if let Some(part) = at.and_then(|n| self.0.get_mut(n)) {
            *part = Some(number);
        }
    }

    /// The date in ISO 8601, without a zone, as the file names none.
    pub(super) fn take(&mut self) -> Option<String> {
        let [year, month, day, hour, minute] = std::mem::take(&mut self.0);
        let (year, month, day) = (year?, month?, day?);
        let (hour, minute) = (hour.unwrap_or(0), minute.unwrap_or(0));
        let is_date =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        is_date.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00"))
    }
}

/// Adds a fact, unless it is empty.
pub(super) fn add(facts: &mut BTreeMap<String, String>, name: &str, text: &str) {
    let text = text.trim().trim_end_matches(';').trim();
    if !text.is_empty() {
        facts.insert(name.to_owned(), text.to_owned());
    }
}
