//! Cuts a written query into marks, words, phrases and filters, each with its place.
use super::{CellTest, Days, Filter, Phrase, QueryError};
use crate::model::{DocType, fold, fold_char};

/// One piece of a query with its place in characters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lexeme {
    pub(super) at: usize,
    pub(super) len: usize,
    pub(super) what: What,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Open,
    Close,
    And,
    Or,
    Not,
    Phrase(Phrase),
    Filter(Filter),
}

/// Names of filters, in Latin and Chinese.
const FILTERS: &[(&str, &[&str])] = &[
    ("unit", &["unit", "单位"]),
    ("period", &["period", "期间", "报告期"]),
    ("type", &["type", "类型"]),
    ("file", &["file", "文件"]),
    ("date", &["date", "日期"]),
    ("field", &["field", "字段"]),
];

/// Cuts a query into pieces.
pub(super) fn lex(text: &str) -> Result<Vec<Lexeme>, QueryError> {
    let mut lexer = Lexer {
        written: text.chars().collect(),
        folded: text.chars().map(fold_char).collect(),
        at: 0,
    };
    let mut pieces = Vec::new();
    while let Some(piece) = lexer.next()? {
        pieces.push(piece);
    }
    Ok(pieces)
}

struct Lexer {
    written: Vec<char>,
    folded: Vec<char>,
    at: usize,
}

impl Lexer {
    fn peek(&self) -> Option<char> {
        self.folded.get(self.at).copied()
    }

    fn next(&mut self) -> Result<Option<Lexeme>, QueryError> {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        let start = self.at;
        let Some(c) = self.peek() else {
            return Ok(None);
        };
        let what = if let Some(close) = closing(c) {
            let chars = self.quoted(close)?;
            if chars.is_empty() {
                let error = QueryError::new(start, self.at - start, "query-empty-phrase");
                return Err(error);
            }
            What::Phrase(Phrase { chars, exact: true })
        } else {
            match c {
                '(' => self.mark(What::Open),
                ')' => self.mark(What::Close),
                '-' if self.negates() => self.mark(What::Not),
                _ => self.word()?,
            }
        };
        Ok(Some(Lexeme {
            at: start,
            len: self.at - start,
            what,
        }))
    }

    fn mark(&mut self, what: What) -> What {
        self.at += 1;
        what
    }

    /// A hyphen negates what follows it at once; one that stands alone, or a line of them, is text.
    fn negates(&self) -> bool {
        let next = self.folded.get(self.at + 1);
        next.is_some_and(|c| !c.is_whitespace() && !matches!(c, '-' | ')'))
    }

    /// The characters up to the closing quotation mark, in match form.
    fn quoted(&mut self, close: char) -> Result<Vec<char>, QueryError> {
        let start = self.at;
        let mut chars = Vec::new();
        self.at += 1;
        while let Some(c) = self.peek() {
            self.at += 1;
            if c == close {
                return Ok(chars);
            }
            let next = self.peek();
            if close == '"' && c == '\\' && matches!(next, Some('"' | '\\')) {
                chars.extend(next);
                self.at += 1;
            } else {
                chars.push(c);
            }
        }
        Err(QueryError::new(
            start,
            self.at - start,
            "query-unclosed-quote",
        ))
    }

    /// A bare word, an operator, or a filter.
    fn word(&mut self) -> Result<What, QueryError> {
        let start = self.at;
        while let Some(c) = self.peek() {
            if ends_word(c) {
                break;
            }
            if c == ':' {
                let name: String = self
                    .folded
                    .get(start..self.at)
                    .unwrap_or_default()
                    .iter()
                    .collect();
                if let Some((filter, _)) = FILTERS.iter().find(|(_, names)| names.contains(&&*name))
                {
                    self.at += 1;
                    return self.filter(filter, start).map(What::Filter);
                }
                let latin = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
                let address = self.folded.get(self.at + 1) == Some(&'/');
                if latin && !address {
                    let error = QueryError::new(start, self.at - start, "query-unknown-filter");
                    return Err(error.with("name", name));
                }
            }
            self.at += 1;
        }
        let written: String = self
            .written
            .get(start..self.at)
            .unwrap_or_default()
            .iter()
            .collect();
        Ok(match written.as_str() {
            "AND" | "与" => What::And,
            "OR" | "或" => What::Or,
            "NOT" | "非" => What::Not,
            _ => What::Phrase(Phrase {
                chars: self.folded.get(start..self.at).unwrap_or_default().to_vec(),
                exact: false,
            }),
        })
    }

    fn filter(&mut self, name: &str, start: usize) -> Result<Filter, QueryError> {
        if name == "field" {
            return self.cell(start);
        }
        let at = self.at;
        let value: String = self.value(start, ends_word)?.into_iter().collect();
        let wrong = |code: &str| QueryError::new(at, self.at - at, code).with("value", &value);
        Ok(match name {
            "unit" => Filter::Unit(value),
            "file" => Filter::File(value),
            "type" => {
                let known = |t: &DocType| fold(&t.name()).contains(&value);
                if !DocType::ALL.iter().any(known) {
                    let all: Vec<String> = DocType::ALL.iter().map(|t| t.name()).collect();
                    return Err(wrong("query-unknown-type").with("known", all.join("、")));
                }
                Filter::Type(value)
            }
            "period" => {
                Filter::Period(Days::parse(&value).ok_or_else(|| wrong("query-bad-period"))?)
            }
            _ => Filter::Dated(Days::parse(&value).ok_or_else(|| wrong("query-bad-date"))?),
        })
    }

    /// `field:NAME`, `field:NAME:VALUE` or `field:NAME=VALUE`.
    fn cell(&mut self, start: usize) -> Result<Filter, QueryError> {
        let column: String = self
            .value(start, |c| ends_word(c) || matches!(c, ':' | '='))?
            .into_iter()
            .filter(|c| !c.is_whitespace())
            .collect();
        if column.is_empty() {
            return Err(QueryError::new(
                start,
                self.at - start,
                "query-missing-value",
            ));
        }
        let test = match self.peek() {
            Some(':') => {
                self.at += 1;
                let text = self.value(start, ends_word)?;
                if text.is_empty() {
                    CellTest::Empty
                } else {
                    CellTest::Contains(text)
                }
            }
            Some('=') => {
                self.at += 1;
                let text = self.value(start, ends_word)?;
                if text.is_empty() {
                    CellTest::Empty
                } else {
                    CellTest::Is(text)
                }
            }
            _ => CellTest::Filled,
        };
        Ok(Filter::Cell { column, test })
    }

    /// A value: in quotation marks (which may be empty), or bare up to where `ends` says.
    fn value(
        &mut self,
        start: usize,
        ends: impl Fn(char) -> bool,
    ) -> Result<Vec<char>, QueryError> {
        if let Some(close) = self.peek().and_then(closing) {
            return self.quoted(close);
        }
        let at = self.at;
        while self.peek().is_some_and(|c| !ends(c)) {
            self.at += 1;
        }
        if at == self.at {
            return Err(QueryError::new(
                start,
                self.at - start,
                "query-missing-value",
            ));
        }
        Ok(self.folded.get(at..self.at).unwrap_or_default().to_vec())
    }
}

/// The quotation mark that closes the one given, if it is one that opens.
fn closing(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '“' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')') || closing(c).is_some()
}
