//! The language of the surface: `--lang`, then `TAIZHANG_LANG`, then the locale of the system.
use std::ffi::OsString;

/// A language of the surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Both, in the order help texts show them.
    pub const ALL: &[Self] = &[Self::Chinese, Self::English];

    /// Name of its catalogue.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language a tag such as `zh_CN.UTF-8` or `en-US` stands for.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        match tag.get(..2)? {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

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
