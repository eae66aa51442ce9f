//! A record of a ledger written as text: fields with their values, and what the record says of being done.
//!
//! Read are statements of the form 名称：值, cut at 。；， and line ends, and the same without a colon where a step stands before
//! a sign of emptiness (方案空着). What a table's columns hold is read by the ledger room, not here.
mod lexicon;

use std::ops::Range;

use super::told::Told;

use lexicon::LEXICON;
pub(super) use lexicon::Step;

/// Most characters of a field's name.
const LONGEST_NAME: usize = 14;

/// One field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name in match form.
    pub(super) name: String,
    /// Its value in match form.
    pub(super) value: String,
    /// Name and value.
    pub(super) range: Range<u32>,
}

impl Field {
    /// Whether nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        LEXICON
            .as_ref()
            .is_some_and(|l| l.empty.is_match(self.value.trim()))
    }
    /// Whether a reason stands in it.
    pub(super) fn is_excused(&self) -> bool {
        excused(&self.value)
    }
    /// Whether it is of a kind of `record.toml`.
    pub(super) fn is(&self, id: &str) -> bool {
        names(id, &self.name)
    }
    /// The step it is the field of.
    pub(super) fn step(&self) -> Option<&'static Step> {
        step(&self.name)
    }
}

/// Whether words are the name of a field of that kind.
pub(super) fn names(id: &str, words: &str) -> bool {
    LEXICON
        .as_ref()
        .is_some_and(|l| l.field(id).is_some_and(|f| f.is_match(words)))
}

/// Whether words give a reason for what is not there.
pub(super) fn excused(words: &str) -> bool {
    LEXICON.as_ref().is_some_and(|l| l.excused.is_match(words))
}

/// The step that a field's name or a short statement names, by itself or with 日期, 情况 and the like around it.
fn step(words: &str) -> Option<&'static Step> {
    let lexicon = LEXICON.as_ref()?;
    lexicon.steps.iter().find(|s| s.whole.is_match(words))
}

/// The fields of a text, in order.
pub(super) fn fields(told: &Told<'_>) -> Vec<Field> {
    let Some(lexicon) = LEXICON.as_ref() else {
        return Vec::new();
    };
    let mut out: Vec<Field> = Vec::new();
    for clause in statements(told) {
        let text = told.slice(&clause);
        let named = text
            .split_once(':')
            .filter(|(name, _)| (1..=LONGEST_NAME).contains(&name.trim().chars().count()));
        if let Some((name, value)) = named {
            out.push(Field {
                name: name.trim().to_owned(),
                value: value.trim().to_owned(),
                range: clause,
            });
            continue;
        }
        if let Some(last) = out.last_mut().filter(|f| f.range.end + 1 == clause.start) {
            // 承办人：贺某，原因见备注: what follows a comma still belongs to the value.
            let comma = told.slice(&(last.range.end..clause.start)) == ",";
            if comma {
                last.value.push(',');
                last.value.push_str(text);
                last.range.end = clause.end;
            }
        }
    }
    for bare in lexicon.bare_empty(&told.plain) {
        let range = told.at(bare.bytes.start)..told.at(bare.bytes.end);
        if !out
            .iter()
            .any(|f| f.range.start <= range.start && range.start < f.range.end)
        {
            out.push(Field {
                name: bare.step.to_owned(),
                // The sign itself is quoted from the range; for reading, a blank is a blank.
                value: "空".to_owned(),
                range,
            });
        }
    }
    out.sort_by_key(|f| f.range.start);
    out
}

/// The clauses, cut again at blanks where several fields stand in a row: 传达：— 部署：—.
fn statements(told: &Told<'_>) -> Vec<Range<u32>> {
    let mut out = Vec::new();
    for clause in told.clauses() {
        let text = told.slice(&clause);
        if text.matches(':').count() < 2 || !text.contains(' ') {
            out.push(clause);
            continue;
        }
        let mut from = clause.start;
        let mut colon_since = false;
        let chars: Vec<char> = text.chars().collect();
        for (at, c) in (clause.start..).zip(&chars) {
            let rest = told.slice(&(at + 1..clause.end));
            let next_is_field = rest.trim_start().split_once(':').is_some_and(|(name, _)| {
                !name.contains(' ') && name.chars().count() <= LONGEST_NAME
            });
            if *c == ':' {
                colon_since = true;
            } else if *c == ' ' && colon_since && next_is_field {
                out.push(from..at);
                from = at + 1;
                colon_since = false;
            }
        }
        out.push(from..clause.end);
    }
    out
}

/// What a record says of being done, in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// It says that it is done or closed.
    pub(super) done: bool,
    /// It says that it is closed.
    pub(super) closed: bool,
    /// It says somewhere that it is not done.
    pub(super) undone: bool,
}

/// Whether a text says that its matter is done, and whether it says the opposite.
pub(super) fn standing(plain: &str) -> Standing {
    LEXICON.as_ref().map_or(
        Standing {
            done: false,
            closed: false,
            undone: false,
        },
        |l| Standing {
            done: l.done.is_match(plain),
            closed: l.closed.is_match(plain),
            undone: l.undone.is_match(plain),
        },
    )
}
