//! Reads the lists of a document, from which the automatic numbers of its paragraphs are rebuilt.
use quick_xml::{Reader, events::Event};

use crate::import::{
    lists::{Design, LEVELS, Level, List, Lists},
    package::attribute,
};

use super::{is_on, properties::pass_over};

/// Reads `numbering.xml`.
pub(super) fn read(xml: &str) -> Lists {
    let mut all = Lists::default();
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
                    level_mut(&mut all, design.as_ref(), list.as_ref(), level, true);
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
                let Some(at) = level_mut(&mut all, design.as_ref(), list.as_ref(), level, false)
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
fn level_mut<'l>(
    lists: &'l mut Lists,
    design: Option<&String>,
    list: Option<&String>,
    level: usize,
    new: bool,
) -> Option<&'l mut Level> {
    if let Some(design) = design.and_then(|id| lists.designs.get_mut(id)) {
        if new && design.levels.len() <= level {
            design.levels.resize_with(level + 1, Level::default);
        }
        return design.levels.get_mut(level);
    }
    let list = list.and_then(|id| lists.lists.get_mut(id))?;
    if new {
        list.levels.insert(level, Level::default());
    }
    list.levels.get_mut(&level)
}
