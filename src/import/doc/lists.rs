//! Reads the lists of a document, from which the automatic numbers of its paragraphs are rebuilt. Source: \[MS-DOC\] 2.9.131 to 2.9.150.
use crate::import::lists::{Design, LEVELS, Level, List, Lists};

use super::{
    bytes::{u16_at, u32_at},
    fib::{Fib, LIST_DESIGNS, LISTS},
};

/// Bytes of a list's design, of a level's head, of a list's head.
const DESIGN: usize = 28;
const LEVEL: usize = 28;
const LIST: usize = 16;
/// Number of a style that a level is not bound to.
const NO_STYLE: u16 = 0xFFF;

/// The names by which [`crate::import::numerals::write`] knows the number formats of Word; RTF uses the same numbers.
const FORMATS: [&str; 42] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
    "taiwaneseDigital",
    "koreanDigital",
];

/// The name of a number format; `none` where nothing is shown.
fn format(number: u8) -> &'static str {
    match number {
        255 => "none",
        _ => FORMATS
            .get(usize::from(number))
            .copied()
            .unwrap_or("decimal"),
    }
}

/// Reads designs and lists. What is cut off is left out.
pub(super) fn read(fib: &Fib<'_>, table: &[u8]) -> Lists {
    let mut lists = Lists::default();
    let ids = designs(fib, table, &mut lists).unwrap_or_default();
    let _ = used(fib.part(LISTS, table), &ids, &mut lists);
    lists
}

/// The designs; their levels lie behind the table that lists them. Returns the ids.
fn designs(fib: &Fib<'_>, table: &[u8], lists: &mut Lists) -> Option<Vec<u32>> {
    let (at, length) = fib.place(LIST_DESIGNS)?;
    let heads = table.get(at..at.checked_add(length)?)?;
    let mut rest = table.get(at + length..)?;
    let mut ids = Vec::new();
    for n in 0..usize::from(u16_at(heads, 0)?) {
        let head = heads.get(2 + n * DESIGN..2 + (n + 1) * DESIGN)?;
        let id = u32_at(head, 0)?;
        let is_simple = head.get(26)? & 1 == 1;
        let mut design = Design::default();
        for n in 0..if is_simple { 1 } else { LEVELS } {
            let Some((mut level, after)) = level(rest) else {
                break;
            };
            let style = u16_at(head, 8 + n * 2).filter(|s| *s != NO_STYLE);
            level.style = style.map(|s| s.to_string());
            design.levels.push(level);
            rest = after;
        }
        lists.designs.insert(id.to_string(), design);
        ids.push(id);
    }
    Some(ids)
}

/// One level, and what follows it.
fn level(bytes: &[u8]) -> Option<(Level, &[u8])> {
    let head = bytes.get(..LEVEL)?;
    let number = *head.get(4)?;
    let flags = *head.get(5)?;
    let characters = usize::from(*head.get(24)?);
    let paragraph = usize::from(*head.get(25)?);
    let limit = usize::from(*head.get(26)?);
    let text = bytes.get(LEVEL + characters + paragraph..)?;
    let count = usize::from(u16_at(text, 0)?);
    let units = text.get(2..2 + count * 2)?;
    let places = head.get(6..15)?;
    let mut shown = String::new();
    let chars = char::decode_utf16(units.chunks_exact(2).filter_map(|c| u16_at(c, 0)));
    for (n, c) in chars.enumerate() {
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        // Where a level's number belongs stands the level, from 0; its place is listed, counted from 1.
        let is_number = places.iter().any(|p| usize::from(*p) == n + 1);
        if is_number && (c as usize) < LEVELS {
            shown.push('%');
            shown.push_str(&(c as usize + 1).to_string());
        } else {
            shown.push(c);
        }
    }
    let level = Level {
        start: u32_at(head, 0)?,
        format: format(number).to_owned(),
        text: shown,
        is_legal: flags & 4 != 0,
        // Without the flag a level begins anew under each higher one.
        restart: (flags & 8 != 0).then_some(limit),
        ..Level::default()
    };
    Some((level, text.get(2 + count * 2..)?))
}

/// The lists that use the designs, with their changes.
fn used(bytes: &[u8], designs: &[u32], lists: &mut Lists) -> Option<()> {
    let count = u32_at(bytes, 0)? as usize;
    // Each takes its bytes, so a claim beyond them is not believed.
    let count = count.min(bytes.len() / LIST);
    let mut rest = bytes.get(4 + count * LIST..)?;
    for n in 0..count {
        let head = bytes.get(4 + n * LIST..4 + (n + 1) * LIST)?;
        let id = u32_at(head, 0)?;
        if designs.contains(&id) {
            let list = List {
                design: id.to_string(),
                ..List::default()
            };
            lists.lists.insert((n + 1).to_string(), list);
        }
    }
    for n in 0..count {
        let changes = *bytes.get(4 + n * LIST + 12)?;
        rest = rest.get(4..)?;
        for _ in 0..changes {
            let start = u32_at(rest, 0)?;
            let flags = u32_at(rest, 4)?;
            let at = (flags & 0xF) as usize;
            rest = rest.get(8..)?;
            let own = if flags & 0x20 != 0 {
                let (level, after) = level(rest)?;
                rest = after;
                Some(level)
            } else {
                None
            };
            let Some(list) = lists.lists.get_mut(&(n + 1).to_string()) else {
                continue;
            };
            if flags & 0x10 != 0 {
                let start = own.as_ref().map_or(start, |level| level.start);
                list.starts.insert(at.min(LEVELS - 1), start);
            }
            if let Some(level) = own {
                list.levels.insert(at.min(LEVELS - 1), level);
            }
        }
    }
    Some(())
}
