//! The words and signs of marks, read once from the shipped list.
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::model::{Secrecy, fold, fold_char};

const WORDS: &str = include_str!("../secrecy.toml");

/// Brackets around a mark, in match form.
const OPEN: &str = r"[\[【(〔]";
const CLOSE: &str = r"[\]】)〕]";

/// The list as it stands; `secrecy.toml` says what each part is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    levels: Vec<Level>,
    signs: Signs,
    company: Company,
    fields: Fields,
    mentions: Mentions,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Level {
    level: Secrecy,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signs {
    suffixes: Vec<String>,
    stars: String,
    asterisks: String,
    terms: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Company {
    urgency: Vec<String>,
    keeping: Vec<String>,
    copy_number: String,
    document_number: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    labels: Vec<String>,
    checked: String,
    unchecked: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mentions {
    before: Vec<String>,
    after: Vec<String>,
    quotes: String,
    lifted: Vec<String>,
}

/// The list made ready for matching.
#[derive(Debug)]
pub(super) struct Words {
    /// Words without blanks, longest first.
    levels: Vec<(String, Secrecy)>,
    stars: String,
    asterisks: String,
    checked: String,
    unchecked: String,
    quotes: String,
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
    /// A level's word, a star and perhaps a term: groups `word` and `term`.
    pub(super) starred: Regex,
    /// A whole line of word, any one character, term: a star that was misread. Group `word`.
    pub(super) misread: Regex,
    /// A level's word with its suffix, at the start of a text. Group `word`.
    pub(super) word: Regex,
    /// A level's word in brackets, at the start of a text (group `first`) or at its end (group `last`).
    pub(super) bracketed: Regex,
    /// The term after a word and perhaps a star, at the start of a text.
    pub(super) term: Regex,
    /// What may stand beside a mark, at the start of a text.
    pub(super) company: Regex,
    company_last: Regex,
    /// A label with its colon. The value follows the match.
    pub(super) field: Regex,
    /// A cell that is a label.
    pub(super) label: Regex,
    /// A cell that is a level, perhaps with a term. Group `word`.
    pub(super) value: Regex,
    /// The secret has been lifted.
    pub(super) lifted: Regex,
}

/// The shipped list, made ready. It is part of the program and a test proves it sound.
pub(super) static SHIPPED: LazyLock<Option<Words>> = LazyLock::new(|| ready().ok());

/// Whether the shipped list can be read.
pub(super) fn is_sound() -> bool {
    ready().is_ok()
}

fn ready() -> Result<Words, String> {
    let file: File = toml::from_str(WORDS).map_err(|e| e.to_string())?;
    let mut levels: Vec<(String, Secrecy)> = file
        .levels
        .into_iter()
        .flat_map(|l| l.words.into_iter().map(move |w| (fold(&w), l.level)))
        .collect();
    levels.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
    let word = any_of(levels.iter().map(|(w, _)| w.as_str()));
    let suffix = any_of(file.signs.suffixes.iter().map(String::as_str));
    let term = format!("(?:{})", file.signs.terms.join("|"));
    let label = any_of(longest_first(&file.fields.labels));
    let beside = any_of(
        file.company
            .urgency
            .iter()
            .chain(&file.company.keeping)
            .map(String::as_str),
    );
    let (copy, number) = (file.company.copy_number, file.company.document_number);
    let regex = |pattern: String| Regex::new(&pattern).map_err(|e| e.to_string());
    Ok(Words {
        starred: regex(format!(
            "(?P<word>{word})(?: ?{suffix})? ?(?:★ ?(?P<term>{term})?|\\* ?(?P<sure>{term}))"
        ))?,
        misread: regex(format!("^(?P<word>{word}) ?[^ ]? ?{term}$"))?,
        word: regex(format!("^(?P<word>{word})(?: ?{suffix})?"))?,
        bracketed: regex(format!(
            "^{OPEN} ?(?P<first>{word})(?: ?{suffix})? ?{CLOSE}|{OPEN} ?(?P<last>{word})(?: ?{suffix})? ?{CLOSE}$"
        ))?,
        term: regex(format!("^ ?[★*]? ?{term}"))?,
        company: regex(format!("^(?:{beside}|{copy}|{number})"))?,
        company_last: regex(format!("(?:{beside}|{copy}|{number})$"))?,
        field: regex(format!("(?:^|[ ;|/,。.(【\\])】]){label} ?:"))?,
        label: regex(format!("^{label} ?:?(?:[(/、和及与].*)?$"))?,
        value: regex(format!(
            "^(?P<word>{word})(?: ?{suffix})? ?[★*(]? ?(?:{term})?[)]?$"
        ))?,
        lifted: regex(format!("(?:{})", file.mentions.lifted.join("|")))?,
        levels,
        stars: file.signs.stars,
        asterisks: file.signs.asterisks,
        checked: file.fields.checked,
        unchecked: file.fields.unchecked,
        quotes: file.mentions.quotes,
        before: file.mentions.before,
        after: file.mentions.after,
    })
}

fn longest_first(words: &[String]) -> impl Iterator<Item = &str> {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    words.into_iter()
}

/// A pattern of any of the words, a blank allowed between any two characters.
fn any_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::from("(?:");
    for (n, word) in words.enumerate() {
        if n > 0 {
            out.push('|');
        }
        for (at, c) in fold(word).chars().enumerate() {
            if at > 0 {
                out.push_str(" ?");
            }
            out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
        }
    }
    out.push(')');
    out
}

impl Words {
    /// The level a matched word names.
    pub(super) fn level(&self, word: &str) -> Option<Secrecy> {
        let bare: String = word.chars().filter(|c| *c != ' ').collect();
        self.levels
            .iter()
            .find(|(w, _)| *w == bare)
            .map(|(_, level)| *level)
    }

    /// Whether a text ends with what may stand beside a mark.
    pub(super) fn ends_with_company(&self, text: &str) -> bool {
        self.company_last.is_match(text)
    }

    /// The form in which a line is compared: folded, one kind of star, box and quotation mark, single blanks, none at the ends.
    pub(super) fn form(&self, line: &str) -> String {
        let mut out = String::with_capacity(line.len());
        for c in line.chars() {
            if matches!(
                c,
                '\u{200B}'
                    ..='\u{200F}' | '\u{2060}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}' | '\u{AD}'
            ) {
                continue;
            }
            let same = if self.stars.contains(c) {
                '★'
            } else if self.asterisks.contains(c) {
                '*'
            } else if self.checked.contains(c) {
                '☑'
            } else if self.unchecked.contains(c) {
                '□'
            } else if self.quotes.contains(c) {
                '"'
            } else if c.is_whitespace() || c.is_control() {
                ' '
            } else {
                fold_char(c)
            };
            if same != ' ' || !(out.is_empty() || out.ends_with(' ')) {
                out.push(same);
            }
        }
        out.truncate(out.trim_end().len());
        out
    }
}
