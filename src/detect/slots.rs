//! Slots of concreteness: what a reader could go and check.
use serde::Deserialize;

use super::{pack::pattern::compile, scan::ScannerBuilder};

/// One kind of checkable fact. Digits alone are none: “1+3+N” says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A number with a unit that measures or counts things.
    Quantity,
    /// A date or a period with an end.
    Date,
    /// A named place, river, road, enterprise or facility.
    Place,
    /// Who answers for it.
    Owner,
    /// A physical or legal act.
    Action,
    /// An act with its completed result.
    Outcome,
    /// A paper, sample or record that could be asked for.
    Material,
}

impl Slot {
    /// All slots, in the order of their groups.
    pub(crate) const ALL: &[Self] = &[
        Self::Quantity,
        Self::Date,
        Self::Place,
        Self::Owner,
        Self::Action,
        Self::Outcome,
        Self::Material,
    ];
    /// The name in rule files and messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Quantity => "数量",
            Self::Date => "时间",
            Self::Place => "地点",
            Self::Owner => "主体",
            Self::Action => "动作",
            Self::Outcome => "结果",
            Self::Material => "材料",
        }
    }
    /// The group of the scanner that finds it: slots are its first groups.
    pub(crate) fn group(self) -> u32 {
        self as u32
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotFile {
    slot: Vec<SlotWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotWords {
    name: String,
    any: Vec<String>,
}

/// Registers the slots as the first groups of a scanner.
///
/// # Errors
/// What is wrong with the built-in word list; a test keeps it right.
pub(crate) fn register(builder: &mut ScannerBuilder) -> Result<(), String> {
    let file: SlotFile = toml::from_str(include_str!("slots.toml")).map_err(|e| e.to_string())?;
    for slot in Slot::ALL {
        let words = file
            .slot
            .iter()
            .find(|s| s.name == slot.name())
            .ok_or_else(|| format!("no slot {}", slot.name()))?;
        let patterns = words
            .any
            .iter()
            .map(|p| compile(p, false, true).map_err(|r| format!("{p}: {}", r.code)))
            .collect::<Result<_, _>>()?;
        builder.group(patterns);
    }
    Ok(())
}
