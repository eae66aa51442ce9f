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

use super::numerals::{day, with_days};
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

/// A period as people write it: `2026Q3` is 2026年第三季度, `2026-09` 2026年9月, two days with a slash a span.
fn period_name(label: &str) -> String {
    const QUARTERS: [&str; 4] = ["一", "二", "三", "四"];
    if let Some((from, to)) = label.split_once('/')
        && let (Ok(from), Ok(to)) = (from.parse(), to.parse())
    {
        return format!("{}至{}", day(from), day(to));
    }
    let Some((year, rest)) = label.split_at_checked(4) else {
        return label.to_owned();
    };
    let quarter = rest
        .strip_prefix('Q')
        .and_then(|n| n.parse::<usize>().ok())
        .and_then(|n| QUARTERS.get(n.checked_sub(1)?));
    let month = rest.strip_prefix('-').and_then(|m| m.parse::<u8>().ok());
    match (quarter, month, rest) {
        (Some(quarter), ..) => format!("{year}年第{quarter}季度"),
        (_, Some(month), _) => format!("{year}年{month}月"),
        (.., "") => format!("{year}年"),
        (.., "H1") => format!("{year}年上半年"),
        (.., "H2") => format!("{year}年下半年"),
        _ => label.to_owned(),
    }
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

/// A text that ends as a sentence does; nothing stays nothing.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['。', '！', '？', '；', '…', '”', '）']) {
        text.to_owned()
    } else {
        format!("{text}。")
    }
}

/// A sentence without its own full stop, so that a template can go on after it.
fn clause(text: &str) -> String {
    text.trim()
        .trim_end_matches(['。', '.', '；', ';'])
        .to_owned()
}
