//! What the styles of an RTF file say about headings and titles.
use std::collections::HashMap;

use crate::import::paragraph::{heading_by_name, heading_level};

/// Longest chain of styles based on one another that is followed; also ends circular chains.
const MAX_CHAIN: usize = 32;

#[derive(Debug, Default)]
struct Style {
    name: String,
    outline: Option<u8>,
    base: Option<i32>,
}

/// The paragraph styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<i32, Style>,
    /// The style being described; `None` for one of characters.
    current: Option<i32>,
}

impl Styles {
    /// The description of a style begins; without a number it is the default one, 0.
    pub(super) fn begin(&mut self, number: Option<i32>) {
        self.current = number;
    }

    /// One property of the style being described.
    pub(super) fn set(&mut self, word: &str, number: i32) {
        let Some(style) = self.current.map(|n| self.styles.entry(n).or_default()) else {
            return;
        };
        match word {
            "outlinelevel" => style.outline = u8::try_from(number).ok(),
            "sbasedon" => style.base = Some(number),
            _ => {}
        }
    }

    /// A character of the name of the style being described.
    pub(super) fn name(&mut self, c: char) {
        if let Some(style) = self.current.map(|n| self.styles.entry(n).or_default())
            && c != ';'
        {
            style.name.push(c);
        }
    }

    /// The heading level of a style.
    pub(super) fn heading(&self, number: i32) -> Option<u8> {
        let mut next = Some(number);
        let mut named = None;
        for _ in 0..MAX_CHAIN {
            let Some(style) = next.and_then(|n| self.styles.get(&n)) else {
                break;
            };
            if let Some(outline) = style.outline {
                return heading_level(outline);
            }
            named = named.or_else(|| heading_by_name(style.name.trim()));
            next = style.base;
        }
        named
    }

    /// Whether a style is the one for titles.
    pub(super) fn is_title(&self, number: i32) -> bool {
        let name = self.styles.get(&number).map(|s| s.name.trim());
        name.is_some_and(|n| n.eq_ignore_ascii_case("title") || n == "标题")
    }
}
