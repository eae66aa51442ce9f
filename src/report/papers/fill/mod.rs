//! What each paper is filled with, drawn from the nouns of the office.
mod close_out;
mod flag_list;
mod look_back;
mod minutes;
mod opinion;
mod quarterly;
mod urging;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::numerals::day;
use crate::{
    model::{Paper, SourceRef},
    report::wording::place_text,
};

pub use close_out::{close_out, entry_close_out};
pub use flag_list::flag_list;
pub use look_back::{look_back, own_look_back};
pub use minutes::minutes;
pub use opinion::{opinion, opinion_paper};
pub use quarterly::quarterly;
pub use urging::urging;

/// Names of accounts, as papers show them.
pub type Names = BTreeMap<String, String>;

/// The name of an account; the account where it has none.
fn name_of<'a>(names: &'a Names, account: &'a str) -> &'a str {
    names
        .get(account)
        .map(String::as_str)
        .filter(|n| !n.is_empty())
        .unwrap_or(account)
}

/// A day, or nothing.
fn maybe(date: Option<Date>) -> String {
    date.map(day).unwrap_or_default()
}

/// File and place of a quotation.
fn where_it_stands(source: &SourceRef) -> String {
    let file = source.file().rsplit('/').next().unwrap_or_default();
    format!("{file} {}", place_text(source.place()))
        .trim()
        .to_owned()
}

/// A paper by its name, else by where it lies.
fn paper(paper: &Paper) -> String {
    match (&paper.place, paper.name.trim()) {
        (Some(place), "") => where_it_stands(place),
        (_, name) => name.to_owned(),
    }
}

/// Papers one after the other.
fn papers(all: &[Paper]) -> String {
    let names: Vec<String> = all.iter().map(paper).filter(|n| !n.is_empty()).collect();
    names.join("、")
}

/// A sentence without its own full stop, so that a template can go on after it.
fn clause(text: &str) -> String {
    text.trim()
        .trim_end_matches(['。', '.', '；', ';'])
        .to_owned()
}
