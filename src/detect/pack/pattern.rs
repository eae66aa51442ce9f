//! One pattern of a rule: a plain word for the automaton, or a regular expression with the words that gate it.
use std::sync::OnceLock;

use regex::Regex;
use regex_syntax::hir::{
    Hir, HirKind, Look,
    literal::{ExtractKind, Extractor},
};

use crate::model::{Reason, fold_char};

/// Largest number of gate words taken from one expression; more would cost more than they save.
const MAX_GATES: usize = 64;
/// Largest number of lists of gate words kept for one expression.
const MAX_LISTS: usize = 3;
/// Largest number of gate words of one character in a list that is not the only one.
const MAX_SINGLE: usize = 8;

/// A pattern ready to run on the match form.
#[derive(Debug)]
pub(crate) enum Pattern {
    /// A plain word, folded.
    Word(String),
    /// An expression; of each of `gates` one word stands in every match (none: the expression must always be tried).
    Regex {
        regex: Expression,
        gates: Vec<Vec<String>>,
    },
}

/// An expression that is compiled when it is first needed: most of them never are in one run.
#[derive(Debug)]
pub(crate) struct Expression {
    source: String,
    compiled: OnceLock<Result<Regex, String>>,
}

impl Expression {
    fn new(source: String) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }
    fn compiled(&self) -> &Result<Regex, String> {
        self.compiled
            .get_or_init(|| Regex::new(&self.source).map_err(|e| first_line(&e.to_string())))
    }
    /// The compiled expression. Its syntax was checked on loading; only one that is too large has none, and
    /// [`Expression::check`] refuses that where rules are checked.
    pub(crate) fn get(&self) -> Option<&Regex> {
        self.compiled().as_ref().ok()
    }
    /// Compiles now.
    ///
    /// # Errors
    /// The compiler's words.
    fn check(&self) -> Result<(), &str> {
        self.compiled().as_ref().map(|_| ()).map_err(String::as_str)
    }
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

/// Compiles a pattern as it is written in a rule file; a `trusted` one is only checked for its syntax now.
///
/// # Errors
/// A [`Reason`] when the pattern is empty, does not compile, uses a word boundary, matches the empty string or can never match.
pub(crate) fn compile(pattern: &str, one_sentence: bool, trusted: bool) -> Result<Pattern, Reason> {
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
    let regex = Expression::new(folded);
    if !trusted {
        regex
            .check()
            .map_err(|e| refuse("rule-pattern-broken").with("detail", e))?;
    }
    Ok(Pattern::Regex {
        regex,
        gates: gates(&hir),
    })
}

/// Lists of words; of each, one word stands in every match. The longest words, then the shortest lists, come first, for these
/// are the rarest to be expected.
fn gates(hir: &Hir) -> Vec<Vec<String>> {
    let mut lists: Vec<Vec<String>> = Vec::new();
    gather(hir, &mut lists);
    let shortest = |words: &Vec<String>| words.iter().map(|w| w.chars().count()).min();
    let rarity = |words: &Vec<String>| (std::cmp::Reverse(shortest(words)), words.len());
    lists.sort_by(|a, b| rarity(a).cmp(&rarity(b)).then_with(|| a.cmp(b)));
    lists.dedup();
    // Single characters are found everywhere: looking for many of them costs more than it saves.
    let telling = lists.iter().filter(|l| shortest(l) > Some(1)).count();
    if telling > 0 {
        lists.truncate(telling.min(MAX_LISTS));
    } else {
        let few = lists.iter().position(|l| l.len() > MAX_SINGLE);
        lists.truncate(few.unwrap_or(lists.len()).clamp(1, MAX_LISTS));
    }
    lists
}

/// Lists of an expression; every part of a sequence stands in every match, so each part has lists of its own.
fn gather(hir: &Hir, lists: &mut Vec<Vec<String>>) {
    match hir.kind() {
        HirKind::Concat(parts) => {
            for (from, part) in parts.iter().enumerate() {
                let rest = parts.get(from..).unwrap_or_default();
                lists.extend(words_at(&Hir::concat(rest.to_vec()), ExtractKind::Prefix));
                if matches!(part.kind(), HirKind::Capture(_)) {
                    gather(part, lists);
                }
            }
        }
        HirKind::Capture(group) => return gather(&group.sub, lists),
        _ => lists.extend(words_at(hir, ExtractKind::Prefix)),
    }
    lists.extend(words_at(hir, ExtractKind::Suffix));
}

/// Words of which one begins (or ends) every match.
fn words_at(hir: &Hir, kind: ExtractKind) -> Option<Vec<String>> {
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
