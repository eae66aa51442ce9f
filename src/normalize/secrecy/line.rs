//! Judges one line: whether it sets a mark, or only speaks of secrets.
use crate::model::Secrecy;

use super::{How, words::Words};

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// Where marks usually stand: the first lines of a file or of a page, running lines, titles, names.
    Usual,
    /// Anywhere else.
    Inside,
}

/// Longest line that can be a mark with what stands beside it or a title that ends with one, in characters.
const MARK_LINE_CHARS: usize = 80;
/// How far the boxes of a choice reach behind its label, in characters: six levels with box, blank and suffix.
const CHOICE_CHARS: usize = 48;
/// What may stand between the parts of a line that is nothing but a mark.
const BETWEEN: &[char] = &[
    ' ', ':', '-', '—', '·', '|', ',', ';', '/', '★', '*', '[', ']', '【', '】', '(', ')', '〔',
    '〕',
];

/// The highest mark a line sets; among equal ones the surest way of finding it is named.
pub(super) fn judge(words: &Words, line: &str, position: Position) -> Option<(Secrecy, How)> {
    let form = words.form(line);
    if form.is_empty() || words.lifted.is_match(&form) {
        return None;
    }
    [
        alone(words, &form, position).map(|level| (level, How::Alone)),
        field(words, &form).map(|level| (level, How::Field)),
        starred(words, &form).map(|level| (level, How::Star)),
    ]
    .into_iter()
    .flatten()
    .max_by_key(|(level, _)| *level)
}

/// The level of a starred mark that is spread over the cells of a row, given with a blank between them.
pub(super) fn spread(words: &Words, row: &str) -> Option<Secrecy> {
    let form = words.form(row);
    (!words.lifted.is_match(&form))
        .then(|| starred(words, &form))
        .flatten()
}

/// The level a cell names that stands beside or under a label: 机密, 机密★10年, □秘密 ☑机密.
pub(super) fn value(words: &Words, cell: &str) -> Option<Secrecy> {
    let form = words.form(cell);
    if words.lifted.is_match(&form) {
        return None;
    }
    if form.contains(['☑', '□']) {
        return chosen(words, &form);
    }
    let level = words.value.captures(&form)?;
    words.level(level.name("word")?.as_str())
}

/// Whether a cell is a label of a level.
pub(super) fn is_label(words: &Words, cell: &str) -> bool {
    words.label.is_match(&words.form(cell))
}

/// A level's word that is a whole line, with nothing but 份号, 紧急程度, 文号 beside it; or in brackets before or after a title.
fn alone(words: &Words, form: &str, position: Position) -> Option<Secrecy> {
    // More than one star is ornament, or something masked.
    if form.chars().count() > MARK_LINE_CHARS || form.contains("**") || form.contains("★★") {
        return None;
    }
    if let Some(mark) = words.misread.captures(form) {
        return words.level(mark.name("word")?.as_str());
    }
    if position == Position::Usual
        && let Some(mark) = words.bracketed.captures(form)
    {
        return words.level(mark.name("first").or(mark.name("last"))?.as_str());
    }
    let (mut rest, mut found, mut has_company) = (form, None, false);
    loop {
        rest = rest.trim_start_matches(BETWEEN);
        if rest.is_empty() {
            break;
        }
        if let Some(mark) = words.word.captures(rest) {
            let level = words.level(mark.name("word")?.as_str())?;
            if found.is_some_and(|other| other != level) {
                // 绝密 机密 秘密: choices, not a mark.
                return None;
            }
            found = Some(level);
            rest = rest.get(mark.get(0)?.end()..)?;
        } else {
            has_company = true;
            rest = rest.get(words.company.find(rest)?.end()..)?;
        }
    }
    found.filter(|_| position == Position::Usual || has_company)
}

/// 机密★10年, standing free.
fn starred(words: &Words, form: &str) -> Option<Secrecy> {
    let mut found = None;
    for mark in words.starred.captures_iter(form) {
        let whole = mark.get(0)?;
        let level = words.level(mark.name("word")?.as_str())?;
        if found.is_some_and(|other| other != level) {
            // 绝密★、机密★、秘密★: the kinds of marks are listed.
            return None;
        }
        let has_term = mark.name("term").or(mark.name("sure")).is_some();
        let (before, after) = (form.get(..whole.start())?, form.get(whole.end()..)?);
        if !is_spoken_of(words, before, after) && stands_free(words, before, after, has_term) {
            found = Some(level);
        }
    }
    found
}

/// Whether the words around show that a mark is spoken of: 标注为机密★10年, “机密★10年”字样.
fn is_spoken_of(words: &Words, before: &str, after: &str) -> bool {
    let lead = before.trim_end_matches([' ', ':']);
    let tail = after.trim_start();
    before.ends_with('"')
        || after.starts_with('"')
        || words.before.iter().any(|w| lead.ends_with(w.as_str()))
        || words.after.iter().any(|w| tail.starts_with(w.as_str()))
}

/// Whether a starred mark is not a part of the words around it.
fn stands_free(words: &Words, before: &str, after: &str, has_term: bool) -> bool {
    let left = match before.chars().next_back() {
        None | Some(' ' | ':' | '(' | '[' | '【' | '〔' | '|' | '/' | ')' | ']' | '】') => true,
        Some(c) => c.is_ascii_digit() || words.ends_with_company(before),
    };
    let right = match after.chars().next() {
        None | Some(' ' | ')' | ']' | '】' | '〕' | '|' | '/') => true,
        // More stars: ornament, or something masked. A comma goes on with a sentence.
        Some('★' | '*' | ',' | '。' | ';' | '.') => false,
        Some(_) => has_term || words.company.is_match(after),
    };
    left && right
}

/// 密级：机密, with nothing behind it that makes it one choice of several.
fn field(words: &Words, form: &str) -> Option<Secrecy> {
    words
        .field
        .find_iter(form)
        .filter_map(|label| {
            let rest = form.get(label.end()..)?.trim_start();
            let near: String = rest.chars().take(CHOICE_CHARS).collect();
            if near.starts_with(['☑', '□']) || words.word.is_match(&near) && is_choice(words, &near)
            {
                return chosen(words, &near);
            }
            let mark = words.word.captures(rest)?;
            let level = words.level(mark.name("word")?.as_str())?;
            let after = rest.get(mark.get(0)?.end()..)?;
            let after = words
                .term
                .find(after)
                .map_or(Some(after), |term| after.get(term.end()..))?;
            let after = after.trim_start_matches(['★', '*']);
            let ends = match after.chars().next() {
                None | Some(' ' | ',' | '。' | ';' | '(' | ')' | '】' | ']' | '|') => true,
                Some(_) => words.company.is_match(after),
            };
            (ends && !words.word.is_match(after.trim_start_matches(BETWEEN))).then_some(level)
        })
        .max()
}

/// Whether a box stands directly behind the first level's word: 绝密□ 机密☑.
fn is_choice(words: &Words, near: &str) -> bool {
    words
        .word
        .find(near)
        .and_then(|word| near.get(word.end()..))
        .is_some_and(|after| after.trim_start_matches([' ', '(']).starts_with(['☑', '□']))
}

/// The highest level whose box is checked; boxes stand all before or all behind their words.
fn chosen(words: &Words, form: &str) -> Option<Secrecy> {
    let mut parts: Vec<Result<bool, Secrecy>> = Vec::new();
    let mut rest = form;
    while let Some(c) = rest.chars().next() {
        if let Some(mark) = words.word.captures(rest) {
            parts.push(Err(words.level(mark.name("word")?.as_str())?));
            rest = rest.get(mark.get(0)?.end()..)?;
            continue;
        }
        if matches!(c, '☑' | '□') {
            parts.push(Ok(c == '☑'));
        }
        rest = rest.get(c.len_utf8()..)?;
    }
    let boxes_first = matches!(parts.first(), Some(Ok(_)));
    parts
        .windows(2)
        .filter_map(|pair| match (boxes_first, pair) {
            (true, [Ok(true), Err(level)]) | (false, [Err(level), Ok(true)]) => Some(*level),
            _ => None,
        })
        .max()
}
