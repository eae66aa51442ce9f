//! What the styles say about headings, lists and hidden text. Source: \[MS-DOC\] 2.9.271.
use crate::import::paragraph::heading_level;

use super::{
    bytes::u16_at,
    fib::{Fib, Generation, STYLES},
    properties::{ParagraphFacets, RunFacets},
};

/// Longest chain of styles based on one another that is followed; Word allows 11. Also ends circular chains.
const MAX_CHAIN: usize = 32;
/// Number of the built-in style for titles; those for headings are 1 to 9.
const TITLE: u16 = 62;
/// Base of a style that stands on none.
const NONE: u16 = 0xFFF;

/// The styles of a document.
#[derive(Debug)]
pub(super) struct Styles<'t> {
    generation: Generation,
    styles: Vec<Option<Style<'t>>>,
}

#[derive(Debug)]
struct Style<'t> {
    /// Number of a built-in style.
    built_in: u16,
    base: u16,
    /// Properties of paragraphs and of characters.
    paragraph: &'t [u8],
    characters: &'t [u8],
}

impl<'t> Styles<'t> {
    /// Reads the sheet of styles.
    pub(super) fn read(fib: &Fib<'_>, table: &'t [u8]) -> Self {
        let sheet = fib.part(STYLES, table);
        Self {
            generation: fib.generation,
            styles: entries(fib.generation, sheet).unwrap_or_default(),
        }
    }

    fn get(&self, style: u16) -> Option<&Style<'t>> {
        self.styles.get(usize::from(style))?.as_ref()
    }

    /// A style and those it stands on, itself first.
    fn chain(&self, style: u16) -> Vec<(u16, &Style<'t>)> {
        let mut chain = Vec::new();
        let mut next = style;
        while let Some(style) = self.get(next).filter(|_| chain.len() < MAX_CHAIN) {
            chain.push((next, style));
            next = style.base;
        }
        chain
    }

    /// What a style says about its paragraphs.
    pub(super) fn paragraph(&self, style: u16) -> ParagraphFacets {
        let mut facets = ParagraphFacets::default();
        for (_, base) in self.chain(style).into_iter().rev() {
            facets.apply(self.generation, base.paragraph, &[]);
        }
        facets.style = style;
        facets
    }

    /// The heading level of a style that has no outline level of its own.
    pub(super) fn heading(&self, style: u16) -> Option<u8> {
        let chain = self.chain(style);
        let heading = chain.iter().find(|(_, s)| (1..=9).contains(&s.built_in));
        heading.and_then(|(_, s)| heading_level(u8::try_from(s.built_in - 1).ok()?))
    }

    /// Whether a style is the one for titles.
    pub(super) fn is_title(&self, style: u16) -> bool {
        self.get(style).is_some_and(|s| s.built_in == TITLE)
    }

    /// The style, of this one and those it stands on, that brings the list.
    pub(super) fn list_style(&self, style: u16) -> Option<u16> {
        let brings = |style: &Style<'_>| {
            let mut facets = ParagraphFacets::default();
            facets.apply(self.generation, style.paragraph, &[]);
            facets.list.is_some()
        };
        let chain = self.chain(style);
        chain.iter().find(|(_, s)| brings(s)).map(|(n, _)| *n)
    }

    /// Whether text in a paragraph style and a character style is hidden.
    pub(super) fn hides(&self, paragraph: u16, characters: Option<u16>) -> bool {
        let mut hidden = false;
        for style in [Some(paragraph), characters].into_iter().flatten() {
            let by_paragraph = hidden;
            for (_, base) in self.chain(style).into_iter().rev() {
                let mut facets = RunFacets::default();
                facets.apply(self.generation, base.characters);
                hidden = switch(facets.hidden, hidden, by_paragraph);
            }
        }
        hidden
    }
}

/// The state of a switch: off, on, as in the style, or the opposite of it.
pub(super) fn switch(operand: Option<u8>, unset: bool, by_style: bool) -> bool {
    match operand {
        None => unset,
        Some(0x80) => by_style,
        Some(0x81) => !by_style,
        Some(n) => n != 0,
    }
}

fn entries(generation: Generation, sheet: &[u8]) -> Option<Vec<Option<Style<'_>>>> {
    let head = usize::from(u16_at(sheet, 0)?);
    let count = usize::from(u16_at(sheet, 2)?);
    let base_size = usize::from(u16_at(sheet, 4)?);
    let mut rest = sheet.get(2 + head..)?;
    let mut styles = Vec::new();
    for _ in 0..count {
        let Some(length) = u16_at(rest, 0).map(usize::from) else {
            break;
        };
        let entry = rest.get(2..2 + length).unwrap_or_default();
        styles.push(entry_of(generation, entry, base_size));
        rest = rest.get(2 + length..).unwrap_or_default();
    }
    Some(styles)
}

fn entry_of(generation: Generation, entry: &[u8], base_size: usize) -> Option<Style<'_>> {
    let built_in = u16_at(entry, 0)? & 0xFFF;
    let kind_and_base = u16_at(entry, 2)?;
    // The name: its length, its characters, a zero.
    let mut at = match generation {
        Generation::Eight => base_size + 2 + usize::from(u16_at(entry, base_size)?) * 2 + 2,
        Generation::Six => base_size + 1 + usize::from(*entry.get(base_size)?) + 1,
    };
    let mut next = || {
        // Each list begins at an even place.
        at += at % 2;
        let length = usize::from(u16_at(entry, at)?);
        let list = entry.get(at + 2..at + 2 + length)?;
        at += 2 + length;
        Some(list)
    };
    let (paragraph, characters) = match kind_and_base & 0xF {
        // Of paragraphs: the list begins with the style's own number.
        1 => {
            let paragraph = next().and_then(|list| list.get(2..)).unwrap_or_default();
            (paragraph, next().unwrap_or_default())
        }
        2 => (Default::default(), next().unwrap_or_default()),
        _ => Default::default(),
    };
    let base = kind_and_base >> 4;
    Some(Style {
        built_in,
        base: if base == NONE { u16::MAX } else { base },
        paragraph,
        characters,
    })
}
