//! Counts the paragraphs of automatic lists and writes the numbers they show (一、 （一） 1. 1.1).
//!
//! Word's three formats store lists alike: a design with up to nine levels, and lists that use a design with changes.
use std::collections::{BTreeMap, HashMap, HashSet};

use super::numerals;

/// Levels of a list.
pub(super) const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub(super) start: u32,
    pub(super) format: String,
    pub(super) custom: String,
    /// Text with `%1`…`%9` for the numbers of the levels.
    pub(super) text: String,
    /// All numbers in figures, whatever their own format.
    pub(super) is_legal: bool,
    /// Restarts only after a level up to this one (from 1); 0 never restarts.
    pub(super) restart: Option<usize>,
    /// The paragraph style bound to this level.
    pub(super) style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            custom: String::new(),
            text: String::new(),
            is_legal: false,
            restart: None,
            style: None,
        }
    }
}

/// A list as designed.
#[derive(Debug, Default)]
pub(super) struct Design {
    pub(super) levels: Vec<Level>,
    /// The style whose numbering is meant instead.
    pub(super) link: Option<String>,
}

/// A list as used: a design with changes.
#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) design: String,
    pub(super) starts: BTreeMap<usize, u32>,
    pub(super) levels: HashMap<usize, Level>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) designs: HashMap<String, Design>,
    pub(super) lists: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashSet<String>,
}

/// The number in front of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A bullet: a list item without a number.
    Bullet,
    /// The number as shown, e.g. `（一）`.
    Number(String),
}

impl Lists {
    /// The design a list stands on, links through styles followed.
    fn design_of(&self, list: &List, linked: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        let mut id = list.design.clone();
        for _ in 0..LEVELS {
            let Some(link) = self.designs.get(&id)?.link.as_ref() else {
                return Some(id);
            };
            let list = linked(link).and_then(|list| self.lists.get(&list))?;
            id.clone_from(&list.design);
        }
        None
    }

    /// The level of a list that a paragraph style is bound to.
    pub(super) fn level_of_style(
        &self,
        list: &str,
        style: &str,
        linked: &dyn Fn(&str) -> Option<String>,
    ) -> Option<usize> {
        let list = self.lists.get(list)?;
        let design = self.designs.get(&self.design_of(list, linked)?)?;
        design
            .levels
            .iter()
            .position(|l| l.style.as_deref() == Some(style))
    }

    /// Counts one paragraph of a list and gives the number it shows; `None` when there is no such list or level.
    ///
    /// Lists of one design count on together; a list with a start of its own begins anew when it is first used.
    pub(super) fn next(
        &mut self,
        list_id: &str,
        level: usize,
        linked: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Label> {
        let list = self.lists.get(list_id)?;
        let design_id = self.design_of(list, linked)?;
        let design = self.designs.get(&design_id)?;
        let at = |i: usize| list.levels.get(&i).or_else(|| design.levels.get(i));
        let this = at(level)?;
        let start = |i: usize| {
            let own = list.starts.get(&i).copied();
            own.or_else(|| at(i).map(|l| l.start)).unwrap_or(1)
        };
        let counts = self.counts.entry(design_id.clone()).or_default();
        if self.begun.insert(list_id.to_owned()) {
            for &i in list.starts.keys() {
                if let Some(count) = counts.get_mut(i) {
                    *count = None;
                }
            }
        }
        let count = counts.get_mut(level)?;
        *count = Some(count.map_or_else(|| start(level), |n| n.saturating_add(1)));
        for (i, below) in counts.iter_mut().enumerate().skip(level + 1) {
            // `restart` names, from 1, the deepest level that starts this one anew.
            if at(i)
                .and_then(|l| l.restart)
                .is_none_or(|deepest| level < deepest)
            {
                *below = None;
            }
        }
        if this.format == "bullet" {
            return Some(Label::Bullet);
        }
        let mut shown = String::new();
        let mut rest = this.text.chars().peekable();
        while let Some(c) = rest.next() {
            let number = rest
                .peek()
                .and_then(|d| d.to_digit(10))
                .filter(|d| c == '%' && *d > 0);
            let Some(number) = number else {
                shown.push(c);
                continue;
            };
            rest.next();
            let i = number as usize - 1;
            let n = counts.get(i).copied().flatten().unwrap_or_else(|| start(i));
            match at(i) {
                Some(level) if !this.is_legal => {
                    shown.push_str(&numerals::write(&level.format, &level.custom, n));
                }
                _ => shown.push_str(&n.to_string()),
            }
        }
        Some(Label::Number(shown))
    }
}
