//! Rebuilds the automatic numbers of paragraphs (一、 （一） 1. 1.1), which a document stores only as counters.
use std::collections::{BTreeMap, HashMap, HashSet};

use quick_xml::{Reader, events::Event};

use crate::import::{numerals, package::attribute};

use super::{is_on, properties::pass_over, styles::Styles};

/// Levels of a list.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    custom: String,
    /// Text with `%1`…`%9` for the numbers of the levels.
    text: String,
    /// All numbers in figures, whatever their own format.
    is_legal: bool,
    /// Restarts only after a level up to this one (from 1); 0 never restarts.
    restart: Option<usize>,
    /// The paragraph style bound to this level.
    style: Option<String>,
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
struct Design {
    levels: Vec<Level>,
    /// The style whose numbering is meant instead.
    link: Option<String>,
}

/// A list as used: a design with changes.
#[derive(Debug, Default)]
struct List {
    design: String,
    starts: BTreeMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    designs: HashMap<String, Design>,
    lists: HashMap<String, List>,
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

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(xml: &str) -> Self {
        let mut all = Self::default();
        let (mut design, mut list) = (None::<String>, None::<String>);
        let mut level = 0;
        let mut reader = Reader::from_str(xml);
        while let Ok(event) = reader.read_event() {
            let e = match event {
                // A plainer format for programs that do not know the first choice.
                Event::Start(e) if e.local_name().as_ref() == "Fallback" => {
                    pass_over(&mut reader);
                    continue;
                }
                Event::Start(e) | Event::Empty(e) => e,
                Event::End(e) => {
                    match e.local_name().as_ref() {
                        "abstractNum" => design = None,
                        "num" => list = None,
                        _ => {}
                    }
                    continue;
                }
                Event::Eof => break,
                _ => continue,
            };
            let value = attribute(&e, "val");
            let name = e.local_name();
            match name.as_ref() {
                "abstractNum" => {
                    let id = attribute(&e, "abstractNumId").unwrap_or_default();
                    all.designs.insert(id.clone(), Design::default());
                    design = Some(id);
                }
                "num" => {
                    let id = attribute(&e, "numId").unwrap_or_default();
                    all.lists.insert(id.clone(), List::default());
                    list = Some(id);
                }
                "lvl" | "lvlOverride" => {
                    level = attribute(&e, "ilvl")
                        .and_then(|v| v.parse().ok())
                        .unwrap_or(0)
                        .min(LEVELS - 1);
                    if name.as_ref() == "lvl" {
                        all.level_mut(design.as_ref(), list.as_ref(), level, true);
                    }
                }
                "abstractNumId" => {
                    if let Some(list) = list.as_ref().and_then(|id| all.lists.get_mut(id)) {
                        list.design = value.unwrap_or_default();
                    }
                }
                "startOverride" => {
                    if let (Some(list), Some(start)) = (
                        list.as_ref().and_then(|id| all.lists.get_mut(id)),
                        value.and_then(|v| v.parse().ok()),
                    ) {
                        list.starts.insert(level, start);
                    }
                }
                "numStyleLink" => {
                    if let Some(design) = design.as_ref().and_then(|id| all.designs.get_mut(id)) {
                        design.link = value;
                    }
                }
                part => {
                    let custom = attribute(&e, "format");
                    let Some(at) = all.level_mut(design.as_ref(), list.as_ref(), level, false)
                    else {
                        continue;
                    };
                    match part {
                        "start" => at.start = value.and_then(|v| v.parse().ok()).unwrap_or(0),
                        "numFmt" => {
                            at.format = value.unwrap_or_default();
                            at.custom = custom.unwrap_or_default();
                        }
                        "lvlText" => at.text = value.unwrap_or_default(),
                        "isLgl" => at.is_legal = is_on(value.as_deref()),
                        "lvlRestart" => at.restart = value.and_then(|v| v.parse().ok()),
                        "pStyle" => at.style = value,
                        _ => {}
                    }
                }
            }
        }
        all
    }

    /// The level being described, inside a design or inside a list's change; made when `new`.
    fn level_mut(
        &mut self,
        design: Option<&String>,
        list: Option<&String>,
        level: usize,
        new: bool,
    ) -> Option<&mut Level> {
        if let Some(design) = design.and_then(|id| self.designs.get_mut(id)) {
            if new && design.levels.len() <= level {
                design.levels.resize_with(level + 1, Level::default);
            }
            return design.levels.get_mut(level);
        }
        let list = list.and_then(|id| self.lists.get_mut(id))?;
        if new {
            list.levels.insert(level, Level::default());
        }
        list.levels.get_mut(&level)
    }

    /// The design a list stands on, links through styles followed.
    fn design_of(&self, list: &List, styles: &Styles) -> Option<String> {
        let mut id = list.design.clone();
        for _ in 0..LEVELS {
            let Some(link) = self.designs.get(&id)?.link.as_ref() else {
                return Some(id);
            };
            let linked = styles.list_of(link).and_then(|list| self.lists.get(list))?;
            id.clone_from(&linked.design);
        }
        None
    }

    /// The level of a list that a paragraph style is bound to.
    pub(super) fn level_of_style(&self, list: &str, style: &str, styles: &Styles) -> Option<usize> {
        let list = self.lists.get(list)?;
        let design = self.designs.get(&self.design_of(list, styles)?)?;
        design
            .levels
            .iter()
            .position(|l| l.style.as_deref() == Some(style))
    }

    /// Counts one paragraph of a list and gives the number it shows; `None` when there is no such list or level.
    ///
    /// Lists of one design count on together; a list with a start of its own begins anew when it is first used.
    pub(super) fn next(&mut self, list_id: &str, level: usize, styles: &Styles) -> Option<Label> {
        let list = self.lists.get(list_id)?;
        let design_id = self.design_of(list, styles)?;
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
