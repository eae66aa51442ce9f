//! The fields and steps of a record, read once from `record.toml`.
use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

use regex::Regex;
use serde::Deserialize;

const TEXT: &str = include_str!("record.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    empty: String,
    excused: String,
    done: String,
    undone: String,
    closed: String,
    field: Vec<Named>,
    step: Vec<NamedStep>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    id: String,
    any: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedStep {
    id: String,
    name: String,
    any: String,
    #[serde(default)]
    after: bool,
}

/// A step of handling.
#[derive(Debug)]
pub(in crate::detect) struct Step {
    pub(in crate::detect) id: String,
    pub(in crate::detect) name: String,
    /// The step as the whole of a field's name.
    pub(super) whole: Regex,
    /// The step in a statement, with a sign of emptiness after it.
    bare: Regex,
    /// It comes after closing.
    pub(in crate::detect) after: bool,
}

/// The lists with their expressions compiled.
pub(super) struct Lexicon {
    pub(super) empty: Regex,
    pub(super) excused: Regex,
    pub(super) done: Regex,
    pub(super) undone: Regex,
    pub(super) closed: Regex,
    fields: BTreeMap<String, Regex>,
    pub(super) steps: Vec<Step>,
}

impl Lexicon {
    pub(super) fn field(&self, id: &str) -> Option<&Regex> {
        self.fields.get(id)
    }

    /// 方案空着, 回头检视一栏至今无字: the step, the sign, and where they stand in bytes.
    pub(super) fn bare_empty<'t>(&self, text: &'t str) -> Vec<Bare<'t>> {
        let mut out: Vec<Bare<'t>> = Vec::new();
        for s in &self.steps {
            for found in s.bare.captures_iter(text) {
                if let (Some(step), Some(sign)) = (found.name("step"), found.name("sign")) {
                    out.push(Bare {
                        step: step.as_str(),
                        bytes: step.start()..sign.end(),
                    });
                }
            }
        }
        out.sort_by_key(|b| b.bytes.start);
        out
    }
}

/// A step said to be empty without a colon.
pub(super) struct Bare<'t> {
    pub(super) step: &'t str,
    pub(super) bytes: Range<usize>,
}

/// Words around a step's name in a field.
const AROUND: &str = "(?:日期|时间|情况|记录|一栏|栏|环节|结果|材料|人)?";
/// A step's column, and what an empty one is said to be.
const SIGN: &str = "(?:一栏|这?一?[栏格项]|环节|记录)?(?:,?至今|仍|还|也|均|都|是|为|一直)*(?P<sign>空(?:白|着|缺)?|未(?:填|安排|开展|做|进行|组织|见|排)(?:写|报)?|没(?:有?填|做|排|安排|搞|写)|无(?:记录|字)?|素笺无字|付阙|缺(?:失|项)?|免|[—-]+)(?:[,;。!?(]|$)";

pub(super) static LEXICON: LazyLock<Option<Lexicon>> = LazyLock::new(|| read().ok());

fn read() -> Result<Lexicon, String> {
    let file: File = toml::from_str(TEXT).map_err(|e| e.to_string())?;
    let regex = |source: &str| Regex::new(source).map_err(|e| e.to_string());
    let mut fields = BTreeMap::new();
    for f in &file.field {
        fields.insert(f.id.clone(), regex(&f.any)?);
    }
    let mut steps = Vec::new();
    for s in file.step {
        steps.push(Step {
            whole: regex(&format!("^(?:{}){AROUND}$", s.any))?,
            bare: regex(&format!(
                "(?:^|[,;。!?、])[^,;。:!?、]{{0,6}}?(?P<step>{}){SIGN}",
                s.any
            ))?,
            id: s.id,
            name: s.name,
            after: s.after,
        });
    }
    Ok(Lexicon {
        empty: regex(&file.empty)?,
        excused: regex(&file.excused)?,
        done: regex(&file.done)?,
        undone: regex(&file.undone)?,
        closed: regex(&file.closed)?,
        fields,
        steps,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_file_is_readable() {
        let read = read();
        assert!(read.is_ok(), "{:?}", read.err());
    }
}
