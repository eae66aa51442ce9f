//! Words of the workbench, from the same catalogues as those of the command line.
use axum::http::{HeaderMap, header};

use crate::model::{Language, Place, Reason};

/// The words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Words(pub(super) Language);

impl Words {
    /// The language the person chose, else the first one the browser asks for, else Chinese.
    pub(super) fn of(chosen: Option<&str>, headers: &HeaderMap) -> Self {
        let asked = || {
            let list = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            list.split(',')
                .find_map(|tag| Language::from_tag(tag.trim()))
        };
        let chosen = chosen.and_then(Language::from_tag);
        Self(chosen.or_else(asked).unwrap_or(Language::Chinese))
    }

    /// The text of `web.<key>`; the key itself if the catalogue lacks it (a test proves that it lacks none).
    pub(super) fn t(self, key: &str) -> String {
        self.text(&format!("web.{key}"))
    }

    /// As [`Words::t`], with values put in for `%{name}`.
    pub(super) fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        put_in(self.t(key), values)
    }

    /// The text of any key of the catalogues.
    pub(super) fn text(self, key: &str) -> String {
        rust_i18n::t!(key, locale = self.0.tag()).into_owned()
    }

    /// A word of the office as people of this language read it; a word that has no other is left as it stands.
    pub(super) fn term(self, word: &str) -> String {
        if self.0 == Language::Chinese || word.is_empty() {
            return word.to_owned();
        }
        let key = format!("web.term.{word}");
        let text = self.text(&key);
        match text.ends_with(&key) {
            true => word.to_owned(),
            false => text,
        }
    }

    /// The text of a reason.
    pub(super) fn reason(self, reason: &Reason) -> String {
        let values: Vec<(&str, &str)> = reason
            .args
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        put_in(self.text(&format!("reason.{}", reason.code)), &values)
    }

    /// A place in a file, as people name it.
    pub(super) fn place(self, place: &Place) -> String {
        let mut parts = Vec::new();
        if let Some(page) = place.page {
            parts.push(put_in(self.text("place.page"), &[("n", &page.to_string())]));
        }
        if let Some(n) = place.paragraph {
            parts.push(put_in(
                self.text("place.paragraph"),
                &[("n", &n.to_string())],
            ));
        }
        let cell: Vec<&str> = [place.sheet.as_deref(), place.cell.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        if !cell.is_empty() {
            parts.push(cell.join("!"));
        }
        parts.join(" ")
    }
}

fn put_in(mut text: String, values: &[(&str, &str)]) -> String {
    for (name, value) in values {
        text = text.replace(&format!("%{{{name}}}"), value);
    }
    text
}
