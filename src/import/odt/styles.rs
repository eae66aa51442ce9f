//! Styles of a text: what is hidden, which list a paragraph belongs to, and how lists number.
use std::collections::HashMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::{numerals, package::attribute};

/// Levels of a list.
pub(super) const LEVELS: usize = 10;
/// Longest chain of styles standing on one another.
const MAX_CHAIN: usize = 32;

/// A style of paragraphs, of runs or of sections.
#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    is_hidden: Option<bool>,
    list: Option<String>,
}

/// How one level of a list numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    format: String,
    prefix: String,
    suffix: String,
    /// Text with `%1%` for the number of level 1, which newer programs write.
    template: Option<String>,
    /// How many levels' numbers are shown.
    shown: usize,
    pub(super) start: u32,
    is_bullet: bool,
}

/// The levels of a list, from the outermost.
pub(super) type Levels = Vec<Level>;

/// All styles of a text.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<(String, String), Style>,
    lists: HashMap<String, Levels>,
    /// Numbers of headings.
    pub(super) outline: Levels,
}

impl Styles {
    /// Adds the styles of one part.
    pub(super) fn add(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        let mut style: Option<(String, String)> = None;
        let mut list: Option<Option<String>> = None;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) | Event::Empty(e) => match e.name().as_ref() {
                    "style:style" | "style:default-style" => style = self.begin(&e),
                    "style:text-properties" | "style:section-properties" => {
                        let own = style.as_ref().and_then(|key| self.styles.get_mut(key));
                        if let (Some(own), Some(display)) = (own, attribute(&e, "display")) {
                            own.is_hidden = Some(display == "none");
                        }
                    }
                    "text:list-style" => {
                        let name = attribute(&e, "name").unwrap_or_default();
                        self.lists.insert(name.clone(), Levels::new());
                        list = Some(Some(name));
                    }
                    "text:outline-style" => {
                        self.outline.clear();
                        list = Some(None);
                    }
                    name if name.starts_with("text:list-level-style-")
                        || name == "text:outline-level-style" =>
                    {
                        let levels = match &list {
                            Some(Some(name)) => self.lists.get_mut(name),
                            Some(None) => Some(&mut self.outline),
                            None => None,
                        };
                        if let Some(levels) = levels {
                            add_level(&e, levels);
                        }
                    }
                    _ => {}
                },
                Event::End(e) => match e.name().as_ref() {
                    "style:style" | "style:default-style" => style = None,
                    "text:list-style" | "text:outline-style" => list = None,
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
    }

    fn begin(&mut self, e: &BytesStart<'_>) -> Option<(String, String)> {
        let key = (attribute(e, "family")?, attribute(e, "name")?);
        let style = Style {
            parent: attribute(e, "parent-style-name"),
            is_hidden: None,
            list: attribute(e, "list-style-name"),
        };
        self.styles.insert(key.clone(), style);
        Some(key)
    }

    /// A style and those it stands on, itself first.
    fn chain<'s>(&'s self, family: &str, name: &str) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let find = |name: &str| {
            let key = (family.to_owned(), name.to_owned());
            self.styles.get_key_value(&key)
        };
        let mut chain = Vec::new();
        let mut next = find(name);
        while let Some(((_, name), style)) = next
            && chain.len() < MAX_CHAIN
        {
            chain.push((name.as_str(), style));
            next = style.parent.as_deref().and_then(find);
        }
        chain.into_iter()
    }

    /// Whether text in a style is not to be seen; `None` when the style does not say.
    pub(super) fn hides(&self, family: &str, name: &str) -> Option<bool> {
        self.chain(family, name).find_map(|(_, s)| s.is_hidden)
    }

    /// The list that a paragraph style belongs to.
    pub(super) fn list_of(&self, name: &str) -> Option<&str> {
        let found = self
            .chain("paragraph", name)
            .find_map(|(_, s)| s.list.as_deref());
        found.filter(|l| !l.is_empty())
    }

    /// Whether a paragraph style takes its paragraphs out of all lists.
    pub(super) fn is_unnumbered(&self, name: &str) -> bool {
        let own = self
            .chain("paragraph", name)
            .find_map(|(_, s)| s.list.as_deref());
        own.is_some_and(str::is_empty)
    }

    /// Whether a paragraph style is the one for titles, or stands on it.
    pub(super) fn is_title(&self, name: &str) -> bool {
        let stands_on = |s: &Style| s.parent.as_deref() == Some("Title");
        name == "Title" || self.chain("paragraph", name).any(|(_, s)| stands_on(s))
    }

    /// The levels of a list.
    pub(super) fn levels(&self, list: &str) -> Option<&Levels> {
        self.lists.get(list)
    }
}

fn add_level(e: &BytesStart<'_>, levels: &mut Levels) {
    let count = |name: &str| attribute(e, name).and_then(|v| v.parse::<usize>().ok());
    let Some(at) = count("level").filter(|l| (1..=LEVELS).contains(l)) else {
        return;
    };
    if levels.len() < at {
        levels.resize_with(at, Level::default);
    }
    let start = count("start-value").and_then(|n| u32::try_from(n).ok());
    if let Some(level) = levels.get_mut(at - 1) {
        *level = Level {
            format: attribute(e, "num-format").unwrap_or_default(),
            prefix: attribute(e, "num-prefix").unwrap_or_default(),
            suffix: attribute(e, "num-suffix").unwrap_or_default(),
            template: attribute(e, "num-list-format"),
            shown: count("display-levels").unwrap_or(1).clamp(1, LEVELS),
            start: start.unwrap_or(1),
            is_bullet: e.local_name().as_ref() == "list-level-style-bullet"
                || e.local_name().as_ref() == "list-level-style-image",
        };
    }
}

/// The number a paragraph shows: `None` for a bullet or a level that numbers nothing.
///
/// `counts` are the numbers of the levels, the paragraph's own last.
pub(super) fn label(levels: &Levels, counts: &[u32]) -> Option<String> {
    let at = counts.len().checked_sub(1)?;
    let own = levels.get(at)?;
    if own.is_bullet || own.format.is_empty() {
        return None;
    }
    let number = |i: usize| {
        let level = levels.get(i)?;
        let n = counts.get(i)?;
        (!level.is_bullet && !level.format.is_empty())
            .then(|| numerals::write(format(&level.format), "", *n))
    };
    if let Some(template) = &own.template {
        let mut shown = String::new();
        let mut rest = template.as_str();
        while let Some((before, after)) = rest.split_once('%') {
            shown.push_str(before);
            let Some((digits, behind)) = after.split_once('%') else {
                shown.push('%');
                rest = after;
                continue;
            };
            match digits.parse::<usize>().ok().and_then(|n| n.checked_sub(1)) {
                Some(i) => shown.extend(number(i)),
                None => {
                    shown.push('%');
                    rest = after;
                    continue;
                }
            }
            rest = behind;
        }
        shown.push_str(rest);
        return Some(shown);
    }
    let from = (at + 1).saturating_sub(own.shown);
    let numbers: Vec<String> = (from..=at).filter_map(number).collect();
    Some(format!("{}{}{}", own.prefix, numbers.join("."), own.suffix))
}

/// The format of a number by its sample, as [`numerals::write`] names it. Beside the few of the standard, programs write
/// the first numbers of a row: `一, 二, 三, ...`.
fn format(sample: &str) -> &'static str {
    let is_traditional = sample.contains('貳');
    match sample.chars().next() {
        Some('a') => "lowerLetter",
        Some('A') => "upperLetter",
        Some('i') => "lowerRoman",
        Some('I') => "upperRoman",
        Some('0') => "decimalZero",
        Some('一') => "chineseCountingThousand",
        Some('〇') => "ideographDigital",
        Some('壹') if is_traditional => "ideographLegalTraditional",
        Some('壹') => "chineseLegalSimplified",
        Some('甲') => "ideographTraditional",
        Some('子') => "ideographZodiac",
        Some('①') => "decimalEnclosedCircle",
        Some('⑴') => "decimalEnclosedParen",
        Some('⒈') => "decimalEnclosedFullstop",
        Some('㊀') => "ideographEnclosedCircle",
        Some('１') => "decimalFullWidth",
        _ => "decimal",
    }
}
