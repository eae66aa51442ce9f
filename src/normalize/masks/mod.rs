//! Masks telephone and identity numbers in a file as read, one character for one, so that every place stays true.
//!
//! What is indexed, shown and checked is made from the masked file; the numbers stand only in the original. Which numbers count
//! and which only look so (amounts, receipts, codes of firms) is decided by their shape, their check digits and the words of
//! `masks.toml` around them; a column or cell that is named 联系电话 or 身份证号 is masked whatever its numbers look like.
mod identity;
mod table;
mod text;
mod words;

use std::borrow::Cow;

use crate::model::{RawBlock, RawFile, Reason};

/// Facts that hold no words of people.
const PROGRAM_FACTS: &[&str] = &[
    "created", "modified", "printed", "encoding", "pages", "producer",
];

/// The file with its telephone and identity numbers masked and a remark that says how many; the same file when it has none.
#[must_use]
pub fn masked(raw: &RawFile) -> Cow<'_, RawFile> {
    let mut file = Cow::Borrowed(raw);
    let mut count = 0_u32;
    for (at, block) in raw.blocks.iter().enumerate() {
        let (block, found) = match block {
            RawBlock::Text(paragraph) => match text::masked(&paragraph.text, None) {
                Some((masked, found)) => {
                    let mut paragraph = paragraph.clone();
                    paragraph.text = masked;
                    (RawBlock::Text(paragraph), found)
                }
                None => continue,
            },
            RawBlock::Table(table) => match table::masked(table) {
                Some((table, found)) => (RawBlock::Table(table), found),
                None => continue,
            },
        };
        if let Some(place) = file.to_mut().blocks.get_mut(at) {
            *place = block;
        }
        count = count.saturating_add(found);
    }
    for (name, value) in &raw.facts {
        if PROGRAM_FACTS.contains(&name.as_str()) {
            continue;
        }
        if let Some((masked, found)) = text::masked(value, None) {
            file.to_mut().facts.insert(name.clone(), masked);
            count = count.saturating_add(found);
        }
    }
    for (at, reason) in raw.reasons.iter().enumerate() {
        for (name, value) in &reason.args {
            // Names of sheets and parts can hold numbers too; they were counted where they stand.
            if let Some((masked, _)) = text::masked(value, None)
                && let Some(reason) = file.to_mut().reasons.get_mut(at)
            {
                reason.args.insert(name.clone(), masked);
            }
        }
    }
    if count > 0 {
        let remark = Reason::new("numbers-masked").with("count", count);
        file.to_mut().reasons.push(remark);
    }
    file
}

/// Whether the shipped words and the patterns can be used.
#[must_use]
pub fn is_sound() -> bool {
    words::is_sound() && text::is_sound()
}
