//! Builds the tree of a query out of its pieces.
use super::{
    Node, QueryError,
    lexer::{Lexeme, What, lex},
};

/// Deepest nesting of brackets and negations. People need three; more would let a pasted text exhaust the stack.
const DEEPEST: usize = 64;
/// Most words, phrases and filters in one query. People need ten; each costs a walk through the index.
const MOST_PIECES: usize = 1_000;

/// Understands a written query.
pub(super) fn parse(text: &str) -> Result<Node, QueryError> {
    let pieces = lex(text)?;
    let length = text.chars().count();
    if pieces.is_empty() {
        return Err(QueryError::new(0, length, "query-empty"));
    }
    if let Some(piece) = pieces.get(MOST_PIECES) {
        let error = QueryError::new(piece.at, length - piece.at, "query-too-long");
        return Err(error.with("limit", MOST_PIECES));
    }
    let mut parser = Parser {
        pieces: &pieces,
        next: 0,
        length,
        depth: 0,
    };
    let root = parser.either()?;
    match parser.peek() {
        None => Ok(root),
        Some(extra) => Err(QueryError::new(
            extra.at,
            extra.len,
            "query-unopened-bracket",
        )),
    }
}

struct Parser<'p> {
    pieces: &'p [Lexeme],
    next: usize,
    /// Length of the query in characters.
    length: usize,
    depth: usize,
}

impl<'p> Parser<'p> {
    fn peek(&self) -> Option<&'p Lexeme> {
        self.pieces.get(self.next)
    }

    fn take(&mut self, what: &What) -> Option<&'p Lexeme> {
        let piece = self.peek().filter(|p| p.what == *what)?;
        self.next += 1;
        Some(piece)
    }

    /// Parts with OR between them.
    fn either(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.together()?];
        while self.take(&What::Or).is_some() {
            parts.push(self.together()?);
        }
        Ok(one_or(parts, Node::Or))
    }

    /// Parts with AND or nothing between them.
    fn together(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.part()?];
        loop {
            if self.take(&What::And).is_some() {
                parts.push(self.part()?);
                continue;
            }
            match self.peek().map(|p| &p.what) {
                None | Some(What::Or | What::Close) => return Ok(one_or(parts, Node::And)),
                Some(_) => parts.push(self.part()?),
            }
        }
    }

    fn part(&mut self) -> Result<Node, QueryError> {
        let Some(piece) = self.peek() else {
            return Err(self.operand_missing());
        };
        self.depth += 1;
        if self.depth > DEEPEST {
            let error = QueryError::new(piece.at, piece.len, "query-too-deep");
            return Err(error.with("limit", DEEPEST));
        }
        self.next += 1;
        let node = match &piece.what {
            What::Phrase(phrase) => Node::Phrase(phrase.clone()),
            What::Filter(filter) => Node::Filter(filter.clone()),
            What::Not => match self.part()? {
                Node::Not(inner) => *inner,
                inner => Node::Not(Box::new(inner)),
            },
            What::Open => {
                let inner = self.either()?;
                if self.take(&What::Close).is_none() {
                    let error = QueryError::new(piece.at, piece.len, "query-unclosed-bracket");
                    return Err(error);
                }
                inner
            }
            What::And | What::Or | What::Close => {
                self.next -= 1;
                return Err(self.operand_missing());
            }
        };
        self.depth -= 1;
        Ok(node)
    }

    /// Something should stand where the next piece stands, or at the end: the operator or bracket that waits for it is to blame.
    fn operand_missing(&self) -> QueryError {
        let blamed = self.next.checked_sub(1).and_then(|i| self.pieces.get(i));
        match (blamed, self.peek()) {
            (Some(before), _) => QueryError::new(before.at, before.len, "query-missing-operand"),
            (None, Some(piece)) => QueryError::new(piece.at, piece.len, "query-missing-operand"),
            (None, None) => QueryError::new(0, self.length, "query-empty"),
        }
    }
}

fn one_or(mut parts: Vec<Node>, many: impl Fn(Vec<Node>) -> Node) -> Node {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            many(parts)
        }
        None => many(parts),
    }
}
