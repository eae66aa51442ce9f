//! Words of the surface, from the catalogues in `locales/`.
use super::Language;
use crate::model::Reason;

/// The text of a key; the key itself if the catalogue lacks it (a test proves that it lacks none).
#[must_use]
pub fn text(language: Language, key: &str) -> String {
    rust_i18n::t!(key, locale = language.tag()).into_owned()
}

/// The text of a key with values put in for `%{name}`.
pub(super) fn fill(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    let mut out = text(language, key);
    for (name, value) in values {
        out = out.replace(&format!("%{{{name}}}"), value);
    }
    out
}

/// The text of a reason.
#[must_use]
pub fn reason_text(language: Language, reason: &Reason) -> String {
    let values: Vec<(&str, &str)> = reason
        .args
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    fill(language, &format!("reason.{}", reason.code), &values)
}
