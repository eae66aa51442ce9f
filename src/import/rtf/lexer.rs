//! Cuts the bytes of an RTF file into groups, control words and characters.

/// Longest control word, as in the specification.
const MAX_WORD: usize = 32;
/// Most digits of a control word's number; ten hold any that means something.
const MAX_DIGITS: usize = 10;

/// A piece of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` with its number.
    Word(&'b str, Option<i32>),
    /// `\~` and the like.
    Symbol(u8),
    /// A byte of text, and whether it was written as `\'hh`.
    Byte(u8, bool),
}

/// Reads token after token.
#[derive(Debug)]
pub(super) struct Lexer<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Lexer<'b> {
    /// Starts at the first byte.
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Passes over bytes that are no text.
    pub(super) fn skip(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next token; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Token<'b>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => match self.control() {
                    Some(token) => token,
                    None => continue,
                },
                b'\t' => Token::Word("tab", None),
                // Line ends only break up the file; other control characters are fill.
                0..=0x1F => continue,
                byte => Token::Byte(byte, false),
            });
        }
    }

    /// What follows a backslash; `None` when it is nothing.
    fn control(&mut self) -> Option<Token<'b>> {
        let first = self.peek()?;
        if first.is_ascii_alphabetic() {
            return self.word();
        }
        self.at += 1;
        match first {
            b'\'' => {
                let digit = |n: usize| (*self.bytes.get(self.at + n)? as char).to_digit(16);
                let (high, low) = (digit(0)?, digit(1)?);
                self.at += 2;
                Some(Token::Byte(u8::try_from(high * 16 + low).ok()?, true))
            }
            b'\\' | b'{' | b'}' => Some(Token::Byte(first, false)),
            b'\r' | b'\n' => Some(Token::Word("par", None)),
            b'\t' => Some(Token::Word("tab", None)),
            other => Some(Token::Symbol(other)),
        }
    }

    fn word(&mut self) -> Option<Token<'b>> {
        let rest = self.rest();
        let count = rest
            .iter()
            .take(MAX_WORD)
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let word = std::str::from_utf8(rest.get(..count)?).ok()?;
        self.at += count;
        let rest = self.rest();
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest
            .iter()
            .skip(sign)
            .take_while(|b| b.is_ascii_digit())
            .count();
        let number = if digits == 0 {
            None
        } else {
            self.at += sign + digits;
            let shown = rest.get(..sign + digits).filter(|_| digits <= MAX_DIGITS);
            shown.and_then(|n| std::str::from_utf8(n).ok()?.parse().ok())
        };
        // One blank ends the word and belongs to it.
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        Some(Token::Word(word, number))
    }
}

#[cfg(test)]
mod tests {
    use super::{Lexer, Token};

    #[test]
    fn words_numbers_and_bytes_are_told_apart() {
        let mut lexer = Lexer::new(b"{\\u-3 x\\'b9\\\\\\par\r\n9\\'zz\\li99999999999 ok}");
        let mut found = Vec::new();
        while let Some(token) = lexer.next() {
            found.push(token);
        }
        assert_eq!(
            found,
            [
                Token::Open,
                Token::Word("u", Some(-3)),
                Token::Byte(b'x', false),
                Token::Byte(0xB9, true),
                Token::Byte(b'\\', false),
                Token::Word("par", None),
                Token::Byte(b'9', false),
                Token::Byte(b'z', false),
                Token::Byte(b'z', false),
                Token::Word("li", None),
                Token::Byte(b'o', false),
                Token::Byte(b'k', false),
                Token::Close,
            ]
        );
    }
}
