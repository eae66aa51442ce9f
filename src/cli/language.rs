//! The language of the surface: `--lang`, then `TAIZHANG_LANG`, then the locale of the system.
use std::ffi::OsString;

pub use crate::model::Language;

impl Language {
    /// Looks for `--lang` among the arguments before they are parsed, so that even errors speak it.
    pub(super) fn choose(given: &[OsString]) -> Self {
        let mut words = given.iter().map(|w| w.to_string_lossy());
        let mut asked = None;
        while let Some(word) = words.next() {
            if word == "--lang" {
                asked = words.next().map(std::borrow::Cow::into_owned);
            } else if let Some(tag) = word.strip_prefix("--lang=") {
                asked = Some(tag.to_owned());
            }
        }
        asked
            .as_deref()
            .and_then(Self::from_tag)
            .or_else(|| Self::from_tag(&std::env::var("TAIZHANG_LANG").ok()?))
            .or_else(|| Self::from_tag(&sys_locale::get_locale()?))
            .unwrap_or(Self::English)
    }
}
