//! Cuts folded text into words.
use std::sync::{Arc, OnceLock};

use jieba_rs::Jieba;

use super::Lexicon;

/// A word as a half-open range of characters of the text it was cut from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

/// Cuts text; cheap to clone and to share between threads.
///
/// The dictionary (32 MB, some 150 ms) is loaded at the first cut, so that a query, which needs none, starts at once.
#[derive(Clone)]
pub struct Cutter {
    inner: Arc<Inner>,
}

struct Inner {
    lexicon: Lexicon,
    jieba: OnceLock<Jieba>,
}

impl std::fmt::Debug for Cutter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cutter")
            .field("lexicon", &self.inner.lexicon.len())
            .field("loaded", &self.inner.jieba.get().is_some())
            .finish()
    }
}

impl Default for Cutter {
    fn default() -> Self {
        Self::builtin()
    }
}

impl Cutter {
    /// A cutter over the general dictionary and this lexicon.
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Self {
        Self {
            inner: Arc::new(Inner {
                lexicon,
                jieba: OnceLock::new(),
            }),
        }
    }

    /// A cutter over the general dictionary and [`Lexicon::builtin`], the same one at every call.
    #[must_use]
    pub fn builtin() -> Self {
        static BUILTIN: OnceLock<Cutter> = OnceLock::new();
        BUILTIN
            .get_or_init(|| Self::new(Lexicon::builtin()))
            .clone()
    }

    /// The lexicon in use.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.inner.lexicon
    }

    /// Cuts folded text ([`crate::model::fold`]) into words that follow one another without gap or overlap.
    ///
    /// Blanks and punctuation marks come out as words of their own.
    #[must_use]
    pub fn cut(&self, folded: &str) -> Vec<Word> {
        let tokens = self.jieba().cut(folded, true);
        tokens.iter().map(Word::of).collect()
    }

    /// Cuts folded text in search mode: every word, and before it the shorter words inside it.
    #[must_use]
    pub fn cut_for_search(&self, folded: &str) -> Vec<Word> {
        let tokens = self.jieba().cut_for_search(folded, true);
        tokens.iter().map(Word::of).collect()
    }

    /// The words of [`Self::cut_for_search`] as parts of the text, without blanks and punctuation marks.
    #[must_use]
    pub fn words_for_search<'t>(&self, folded: &'t str) -> Vec<&'t str> {
        let tokens = self.jieba().cut_for_search(folded, true);
        tokens
            .iter()
            .map(|t| t.word)
            .filter(|w| w.chars().any(char::is_alphanumeric))
            .collect()
    }

    fn jieba(&self) -> &Jieba {
        self.inner.jieba.get_or_init(|| {
            let mut jieba = Jieba::new();
            for (word, about) in self.inner.lexicon.words() {
                jieba.add_word(word, about.freq, about.tag.as_deref());
            }
            jieba
        })
    }
}

impl Word {
    fn of(token: &jieba_rs::Token<'_>) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            start: count(token.start),
            end: count(token.end),
        }
    }
}
