//! The words of the office that a general dictionary does not know.
use std::collections::BTreeMap;

use crate::model::{Reason, fold};

/// The list written by us: environment, supervision and office terms.
const BUILTIN: &str = include_str!("lexicon.txt");

/// Words that are to be cut as one, over the general dictionary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// Match form of each word, with what the list says of it.
    words: BTreeMap<String, LexiconWord>,
}

/// What a list says of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LexiconWord {
    /// Frequency in the scale of jieba's dictionary; without it, just enough for the word to be cut as one.
    pub freq: Option<usize>,
    /// Part of speech in jieba's letters, e.g. `n`.
    pub tag: Option<String>,
}

/// A line of a word list that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the word list: {text}")]
pub struct LexiconError {
    /// Line, from 1.
    pub line: usize,
    /// The line.
    pub text: String,
}

impl LexiconError {
    /// The error as a message to people.
    #[must_use]
    pub fn reason(&self) -> Reason {
        Reason::new("lexicon-line")
            .with("line", self.line)
            .with("text", &self.text)
    }
}

impl Lexicon {
    /// The list compiled in.
    #[must_use]
    pub fn builtin() -> Self {
        // A line that cannot be read is left out here; a test holds that there is none.
        let mut lexicon = Self::default();
        for line in BUILTIN.lines() {
            let _ = lexicon.add_line(line);
        }
        lexicon
    }

    /// Reads a list: one word a line, then a frequency and a part of speech if wanted, parted by blanks.
    ///
    /// Empty lines and lines that begin with `#` are comments. The same word again replaces the earlier entry.
    ///
    /// # Errors
    /// When a line holds more than that, or a frequency that is no whole number above 0.
    pub fn parse(text: &str) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        for (at, line) in text.lines().enumerate() {
            lexicon.add_line(line).map_err(|()| LexiconError {
                line: at + 1,
                text: line.trim().to_owned(),
            })?;
        }
        Ok(lexicon)
    }

    /// Takes over the words of another list; where both have a word, the other list decides.
    pub fn extend(&mut self, other: Self) {
        self.words.extend(other.words);
    }

    /// Words in match form, in order.
    pub fn words(&self) -> impl Iterator<Item = (&str, &LexiconWord)> {
        self.words
            .iter()
            .map(|(word, about)| (word.as_str(), about))
    }

    /// Number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// A short mark of the content: the same words give the same mark on every machine.
    ///
    /// An index cut with another lexicon ranks differently, so the index keeps this mark.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        for (word, about) in &self.words {
            hash.update(format!("{word}\t{:?}\t{:?}\n", about.freq, about.tag));
        }
        hash.finalize()
            .iter()
            .take(8)
            .map(|b| format!("{b:02x}"))
            .collect()
    }

    fn add_line(&mut self, line: &str) -> Result<(), ()> {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let mut parts = line.split_whitespace();
        let word = parts.next().map(fold).ok_or(())?;
        let mut about = LexiconWord::default();
        for part in parts {
            if about.tag.is_some() {
                return Err(());
            }
            if part.starts_with(|c: char| c.is_ascii_digit()) {
                let freq: usize = part.parse().map_err(|_| ())?;
                if freq == 0 || about.freq.is_some() {
                    return Err(());
                }
                about.freq = Some(freq);
            } else if part.chars().all(|c| c.is_ascii_alphabetic()) {
                about.tag = Some(part.to_owned());
            } else {
                return Err(());
            }
        }
        self.words.insert(word, about);
        Ok(())
    }
}
