//! One pattern of a rule: a plain word for the automaton, or a regular expression with the words that gate it.
use regex::Regex;
use regex_syntax::hir::{
    Hir, Look,
    literal::{ExtractKind, Extractor},
};

use crate::model::{Reason, fold_char};

/// Largest number of gate words taken from one expression; more would cost more than they save.
const MAX_GATES: usize = 64;

/// A pattern ready to run on the match form.
#[derive(Debug)]
pub(crate) enum Pattern {
    /// A plain word, folded.
    Word(String),
    /// An expression; one of `gates` stands in every match (none: the expression must always be tried).
    Regex { regex: Regex, gates: Vec<String> },
}

/// Folds the literal characters of an expression, because it runs on folded text.
///
/// Escapes (`\D`) and group flags (`(?P<n>`) keep their letters; a full-width sign that folds to an operator is escaped.
fn fold_pattern(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                out.push(c);
                out.extend(chars.next());
            }
            '(' if chars.peek() == Some(&'?') => {
                out.push(c);
                for f in chars.by_ref() {
                    out.push(f);
                    if matches!(f, ':' | '>' | ')') {
                        break;
                    }
                }
            }
            c => {
                let folded = fold_char(c);
                if folded != c && regex_syntax::is_meta_character(folded) {
                    out.push('\\');
                }
                out.push(folded);
            }
        }
    }
    out
}

/// Compiles a pattern as it is written in a rule file.
///
/// # Errors
/// A [`Reason`] when the pattern is empty, does not compile, uses a word boundary, matches the empty string or can never match.
pub(crate) fn compile(pattern: &str, one_sentence: bool) -> Result<Pattern, Reason> {
    let refuse = |code: &str| Reason::new(code).with("pattern", pattern);
    if pattern.trim().is_empty() {
        return Err(Reason::new("rule-pattern-empty"));
    }
    let folded = fold_pattern(pattern);
    let hir = regex_syntax::Parser::new()
        .parse(&folded)
        .map_err(|e| refuse("rule-pattern-broken").with("detail", first_line(&e.to_string())))?;
    let looks = hir.properties().look_set();
    if [
        Look::WordAscii,
        Look::WordAsciiNegate,
        Look::WordUnicode,
        Look::WordUnicodeNegate,
        Look::WordStartUnicode,
        Look::WordEndUnicode,
        Look::WordStartHalfUnicode,
        Look::WordEndHalfUnicode,
    ]
    .into_iter()
    .any(|l| looks.contains(l))
    {
        return Err(refuse("rule-pattern-word-boundary"));
    }
    match hir.properties().minimum_len() {
        None => return Err(refuse("rule-pattern-never-matches")),
        Some(0) => return Err(refuse("rule-pattern-matches-nothing")),
        Some(_) => {}
    }
    if one_sentence && crosses_sentence(&folded) {
        return Err(refuse("rule-pattern-crosses-sentence"));
    }
    if !folded.chars().any(regex_syntax::is_meta_character) {
        return Ok(Pattern::Word(folded));
    }
    let regex = Regex::new(&folded)
        .map_err(|e| refuse("rule-pattern-broken").with("detail", first_line(&e.to_string())))?;
    let gates = gates(&hir, ExtractKind::Prefix)
        .or_else(|| gates(&hir, ExtractKind::Suffix))
        .unwrap_or_default();
    Ok(Pattern::Regex { regex, gates })
}

/// Words of which one begins (or ends) every match; `None` when there is no short list of them.
fn gates(hir: &Hir, kind: ExtractKind) -> Option<Vec<String>> {
    let mut extractor = Extractor::new();
    extractor.kind(kind).limit_total(MAX_GATES);
    let seq = extractor.extract(hir);
    let mut words = seq
        .literals()?
        .iter()
        .map(|l| String::from_utf8(l.as_bytes().to_vec()).ok())
        .collect::<Option<Vec<_>>>()?;
    words.sort();
    words.dedup();
    (!words.is_empty() && words.iter().all(|w| !w.is_empty())).then_some(words)
}

/// Whether a literal sentence end stands before the last character: such a pattern cannot match inside one sentence.
fn crosses_sentence(folded: &str) -> bool {
    let plain = !folded.chars().any(regex_syntax::is_meta_character);
    plain
        && folded
            .char_indices()
            .any(|(at, c)| matches!(c, '。' | '\n') && at + c.len_utf8() < folded.len())
}

fn first_line(detail: &str) -> String {
    let last = detail.lines().rfind(|l| !l.trim().is_empty());
    last.unwrap_or_default().trim().to_owned()
}
