//! The stages and opposites, read once from `facets.toml`.
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

const TEXT: &str = include_str!("facets.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    settled: String,
    as_of: String,
    planned: String,
    denied: String,
    ahead: String,
    partly: String,
    universal: String,
    left: String,
    stage: Vec<StageFile>,
    opposite: Vec<OppositeFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StageFile {
    level: u8,
    name: String,
    any: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OppositeFile {
    name: String,
    no: String,
    yes: String,
}

/// A rung of the ladder.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) level: u8,
    pub(super) name: String,
    pub(super) any: Regex,
}

/// Two sides that cannot both hold.
#[derive(Debug)]
pub(super) struct Opposite {
    pub(super) name: String,
    pub(super) no: Regex,
    pub(super) yes: Regex,
}

/// The file with its expressions compiled.
pub(super) struct Lexicon {
    pub(super) settled: Regex,
    pub(super) as_of: Regex,
    pub(super) planned: Regex,
    pub(super) denied: Regex,
    pub(super) ahead: Regex,
    pub(super) partly: Regex,
    pub(super) universal: Regex,
    pub(super) left: Regex,
    pub(super) stages: Vec<Stage>,
    pub(super) opposites: Vec<Opposite>,
}

/// A unit test keeps the file readable; an unreadable one would leave the comparison silent.
pub(super) static LEXICON: LazyLock<Option<Lexicon>> = LazyLock::new(|| read().ok());

fn read() -> Result<Lexicon, String> {
    let file: File = toml::from_str(TEXT).map_err(|e| e.to_string())?;
    let regex = |source: &str| Regex::new(source).map_err(|e| e.to_string());
    let mut stages = Vec::new();
    for s in file.stage {
        stages.push(Stage {
            level: s.level,
            any: regex(&s.any)?,
            name: s.name,
        });
    }
    let mut opposites = Vec::new();
    for o in file.opposite {
        opposites.push(Opposite {
            no: regex(&o.no)?,
            yes: regex(&o.yes)?,
            name: o.name,
        });
    }
    Ok(Lexicon {
        settled: regex(&file.settled)?,
        as_of: regex(&file.as_of)?,
        planned: regex(&file.planned)?,
        denied: regex(&format!("(?:{})[^,;。:]{{0,4}}$", file.denied))?,
        ahead: regex(&file.ahead)?,
        partly: regex(&file.partly)?,
        universal: regex(&file.universal)?,
        left: regex(&file.left)?,
        stages,
        opposites,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facets_are_readable() {
        let read = read();
        assert!(read.is_ok(), "{:?}", read.err());
    }
}
