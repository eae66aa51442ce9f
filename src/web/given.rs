//! What a form of an act says, read into the words of the office; what cannot be read is told by the name of its field.
use std::fmt::Display;

use jiff::civil::Date;

use super::{answer::Problem, ask::Ask, form::Fields};
use crate::model::{Paper, Person, Reason, RejectCode};

/// The fields of a form, read by name.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    ask: &'a Ask,
    fields: &'a Fields,
}

/// An act that cannot be understood is refused with the reason.
pub(super) type Understood<T> = Result<T, Problem>;

impl<'a> Given<'a> {
    /// What was sent.
    pub(super) fn of(ask: &'a Ask) -> Self {
        Self {
            ask,
            fields: &ask.form,
        }
    }
    /// A text; empty when there is none.
    pub(super) fn text(&self, name: &str) -> String {
        self.fields.get(name).to_owned()
    }
    /// A text as it was typed, with the ends of lines of this system.
    pub(super) fn lines(&self, name: &str) -> String {
        self.text(name).replace("\r\n", "\n")
    }
    /// A text, unless it is empty.
    pub(super) fn some(&self, name: &str) -> Option<String> {
        self.fields.some(name).map(str::to_owned)
    }
    /// Every value of a name that is not empty.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let values = self.fields.all(name).map(str::trim);
        values
            .filter(|v| !v.is_empty())
            .map(str::to_owned)
            .collect()
    }
    /// Whether something was ticked.
    pub(super) fn is(&self, name: &str) -> bool {
        self.fields.find(name).is_some()
    }
    /// A day, if one was given.
    pub(super) fn some_day(&self, name: &str) -> Understood<Option<Date>> {
        match self.fields.some(name) {
            None => Ok(None),
            Some(day) => match day.parse() {
                Ok(day) => Ok(Some(day)),
                Err(_) => Err(unclear("form-day", day)),
            },
        }
    }
    /// A day.
    pub(super) fn day(&self, name: &str, label: &str) -> Understood<Date> {
        self.some_day(name)?.ok_or_else(|| self.missing(label))
    }
    /// A whole number; nothing counts as 0.
    pub(super) fn number(&self, name: &str) -> Understood<u32> {
        match self.fields.some(name) {
            None => Ok(0),
            Some(n) => n.parse().map_err(|_| unclear("form-number", n)),
        }
    }
    /// A word of a closed list, if one was chosen.
    pub(super) fn some_word<T>(
        &self,
        name: &str,
        of: impl Fn(&str) -> Option<T>,
    ) -> Understood<Option<T>> {
        match self.fields.some(name) {
            None => Ok(None),
            Some(word) => match of(word) {
                Some(word) => Ok(Some(word)),
                None => Err(unclear("form-word", word)),
            },
        }
    }
    /// A word of a closed list.
    pub(super) fn word<T>(
        &self,
        name: &str,
        label: &str,
        of: impl Fn(&str) -> Option<T>,
    ) -> Understood<T> {
        self.some_word(name, of)?.ok_or_else(|| self.missing(label))
    }
    /// Words of a closed list.
    pub(super) fn words<T>(
        &self,
        name: &str,
        of: impl Fn(&str) -> Option<T>,
    ) -> Understood<Vec<T>> {
        let words = self.all(name);
        let read = |word: &String| of(word).ok_or_else(|| unclear("form-word", word));
        words.iter().map(read).collect()
    }
    /// A paper by its title or number.
    pub(super) fn paper(&self, name: &str) -> Paper {
        Paper {
            name: self.text(name),
            place: None,
        }
    }
    /// Papers, one a line.
    pub(super) fn papers(&self, name: &str) -> Vec<Paper> {
        papers(&self.lines(name))
    }
    /// Why something is not accepted, if a reason was chosen.
    pub(super) fn code(&self) -> Understood<Option<RejectCode>> {
        self.some_word("code", RejectCode::from_name)
    }
    /// The item it is about.
    pub(super) fn item(&self) -> Understood<u32> {
        match self.fields.get("item").parse() {
            Ok(item) => Ok(item),
            Err(_) => Err(Problem::Missing),
        }
    }
    /// The state of the record the form was made of.
    pub(super) fn seen(&self) -> Option<u32> {
        self.fields.get("seen").parse().ok()
    }
    /// What was not given, by the label of its field.
    pub(super) fn missing(&self, label: &str) -> Problem {
        let label = self.ask.words.t(&format!("field.{label}"));
        unclear("form-missing", label)
    }
}

fn unclear(code: &str, value: impl Display) -> Problem {
    let reason = match code {
        "form-day" => Reason::new("form-day"),
        "form-number" => Reason::new("form-number"),
        "form-word" => Reason::new("form-word"),
        _ => Reason::new("form-missing"),
    };
    Problem::Refused(reason.with("value", value))
}

/// Papers, one a line.
pub(super) fn papers(text: &str) -> Vec<Paper> {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    lines
        .map(|name| Paper {
            name: name.to_owned(),
            place: None,
        })
        .collect()
}

/// Whoever asks, with the roles of the account.
pub(super) fn person(ask: &Ask) -> Person {
    match &ask.account {
        Some(account) => Person {
            account: account.name.clone(),
            name: account.display.clone(),
            roles: account.roles.iter().copied().collect(),
        },
        None => Person::default(),
    }
}
