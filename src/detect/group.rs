//! A group of expressions of which any may match, and others whose matches do not count.
use std::ops::Range;

use regex::Regex;
use serde::Deserialize;

use super::scan::number;

/// A group as it stands in a lexicon: a list of expressions; those that begin with `!` take matches away.
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub(crate) struct Group {
    any: Option<Regex>,
    not: Option<Regex>,
}

impl TryFrom<Vec<String>> for Group {
    type Error = regex::Error;

    fn try_from(list: Vec<String>) -> Result<Self, Self::Error> {
        let (not, any): (Vec<_>, Vec<_>) = list.iter().partition(|e| e.starts_with('!'));
        let joined = |parts: Vec<&str>| {
            let parts: Vec<String> = parts.iter().map(|p| format!("(?:{p})")).collect();
            (!parts.is_empty())
                .then(|| Regex::new(&parts.join("|")))
                .transpose()
        };
        Ok(Self {
            any: joined(any.into_iter().map(String::as_str).collect())?,
            not: joined(not.iter().filter_map(|e| e.strip_prefix('!')).collect())?,
        })
    }
}

impl Group {
    /// Matches in a text, in bytes.
    pub(crate) fn find_iter<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut found = (self.any.iter())
            .flat_map(|any| any.find_iter(text))
            .map(|m| m.range())
            .peekable();
        // Most texts hold nothing of a group; then there is nothing to take away.
        let taken: Vec<Range<usize>> = match found.peek() {
            Some(_) => (self.not.iter())
                .flat_map(|not| not.find_iter(text))
                .map(|m| m.range())
                .collect(),
            None => Vec::new(),
        };
        found.filter(move |m| !taken.iter().any(|t| t.start < m.end && m.start < t.end))
    }
    /// Whether anything matches.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.find_iter(text).next().is_some()
    }
    /// The first match, in characters.
    pub(crate) fn place(&self, text: &str) -> Option<Range<u32>> {
        self.find_iter(text).next().map(|m| characters(text, &m))
    }
    /// The last match, with its words.
    pub(crate) fn last<'a>(&'a self, text: &'a str) -> Option<&'a str> {
        self.find_iter(text).last().and_then(|m| text.get(m))
    }
}

/// A range of bytes as one of characters.
pub(crate) fn characters(text: &str, bytes: &Range<usize>) -> Range<u32> {
    let count = |to: usize| number(text.get(..to).map_or(0, |t| t.chars().count()));
    count(bytes.start)..count(bytes.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_leaves_out_what_its_exceptions_cover() {
        let group = Group::try_from(vec!["[县市]长".to_owned(), "!副[县市]长".to_owned()]);
        let group = group.unwrap_or_default();
        assert_eq!(group.last("由副县长和市长研究"), Some("市长"));
        assert!(!group.is_in("由副县长研究"));
        assert_eq!(group.place("请县长"), Some(1..3));
    }
}
