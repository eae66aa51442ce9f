//! Counts the items of lists and the headings of a text, and writes the numbers they show.
use std::collections::HashMap;

use super::styles::{LEVELS, Levels, Styles, label};

/// Numbers of the levels of one list.
type Counts = [Option<u32>; LEVELS];

/// A list that is open while the text is walked through.
#[derive(Debug)]
struct Open {
    /// The list it counts with.
    id: usize,
    style: Option<String>,
    /// Whether an item has begun whose first paragraph is still to come; the number it asks for.
    item: Option<Option<u32>>,
    level: usize,
}

/// All lists of a text.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<Open>,
    counts: Vec<Counts>,
    /// The list last counted in each style, and lists by their own names.
    by_style: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    headings: Counts,
}

/// What a paragraph of a list shows in front.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// A number, or nothing but a bullet.
    Item(Option<String>),
    /// The paragraph goes on with an item.
    Further,
}

/// What an element `text:list` says.
#[derive(Debug, Default)]
pub(super) struct Begun {
    pub(super) style: Option<String>,
    pub(super) name: Option<String>,
    pub(super) continues: Option<String>,
    pub(super) continues_last: bool,
}

impl Lists {
    /// How many lists are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Begins a list.
    pub(super) fn begin(&mut self, begun: Begun) {
        let outer = self.open.last();
        let style = begun.style.or_else(|| outer.and_then(|o| o.style.clone()));
        let level = outer.map_or(0, |o| (o.level + 1).min(LEVELS - 1));
        let known = begun
            .continues
            .and_then(|name| self.by_name.get(&name).copied())
            .or_else(|| {
                let last = style.as_ref().and_then(|s| self.by_style.get(s).copied());
                last.filter(|_| begun.continues_last)
            });
        let id = match (outer, known) {
            (Some(outer), None) => {
                let (id, has_begun) = (outer.id, outer.item.is_none());
                // An item that holds nothing but a list stands only for its depth: the list goes on with the one before.
                if has_begun {
                    self.reset(id, level);
                }
                id
            }
            (_, Some(known)) => known,
            (None, None) => {
                self.counts.push(Counts::default());
                self.counts.len() - 1
            }
        };
        if let Some(style) = &style {
            self.by_style.insert(style.clone(), id);
        }
        if let Some(name) = begun.name {
            self.by_name.insert(name, id);
        }
        self.open.push(Open {
            id,
            style,
            item: None,
            level,
        });
    }

    /// Ends the innermost list.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Begins an item; `start` is the number it asks for.
    pub(super) fn item(&mut self, start: Option<u32>) {
        if let Some(open) = self.open.last_mut() {
            open.item = Some(start);
        }
    }

    /// Ends an item, or begins the heading of a list, which has no number.
    pub(super) fn no_item(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.item = None;
        }
    }

    /// Forgets the numbers of a level and of those below it.
    fn reset(&mut self, id: usize, level: usize) {
        if let Some(counts) = self.counts.get_mut(id) {
            counts.iter_mut().skip(level).for_each(|c| *c = None);
        }
    }

    /// What a paragraph in the style `style` shows; `None` when it stands in no list.
    pub(super) fn paragraph(&mut self, style: &str, styles: &Styles) -> Option<Shown> {
        let open = self.open.last_mut()?;
        let Some(start) = open.item.take() else {
            return Some(Shown::Further);
        };
        let list = open.style.as_deref().or_else(|| styles.list_of(style));
        let (id, level) = (open.id, open.level);
        let Some(levels) = list.and_then(|l| styles.levels(l)) else {
            return Some(Shown::Item(None));
        };
        let counts = self.counts.get_mut(id)?;
        Some(Shown::Item(count(counts, level, start, levels)))
    }

    /// The number of a heading of this level, from 1, that stands in no list.
    pub(super) fn heading(
        &mut self,
        level: usize,
        start: Option<u32>,
        styles: &Styles,
    ) -> Option<String> {
        let level = level.checked_sub(1)?.min(LEVELS - 1);
        count(&mut self.headings, level, start, &styles.outline)
    }
}

/// Counts one paragraph and writes its number.
fn count(counts: &mut Counts, level: usize, start: Option<u32>, levels: &Levels) -> Option<String> {
    let first = |i: usize| levels.get(i).map_or(1, |l| l.start);
    let own = counts.get_mut(level)?;
    *own = Some(match (start, *own) {
        (Some(start), _) => start,
        (None, Some(n)) => n.saturating_add(1),
        (None, None) => first(level),
    });
    counts.iter_mut().skip(level + 1).for_each(|c| *c = None);
    let numbers: Vec<u32> = counts
        .iter()
        .take(level + 1)
        .enumerate()
        .map(|(i, n)| n.unwrap_or_else(|| first(i)))
        .collect();
    label(levels, &numbers)
}
