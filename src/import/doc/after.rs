//! What stands beside the body: text boxes, notes, comments, running heads and feet, drawings. Source: \[MS-DOC\] 2.8.
use std::collections::{BTreeMap, HashSet};

use crate::import::notes;
use crate::model::RawBlock;

use super::{
    bytes::{Plc, u16_at, u32_at, utf16},
    fib::{
        BOX_TEXTS, COMMENT_AUTHORS, COMMENT_REFERENCES, COMMENT_TEXTS, ENDNOTE_TEXTS,
        FOOTNOTE_TEXTS, Fib, Generation, HEAD_TEXTS, Part, Pointer, SHAPES,
    },
    walker::Walker,
};

/// Bytes of an item in the tables of shapes, of text boxes and of comments.
const SHAPE: usize = 26;
const BOX: usize = 22;
const COMMENT: usize = 30;
const OLD_COMMENT: usize = 20;
/// Stories before the running heads: lines that part notes from the text.
const SEPARATORS: usize = 6;

/// A text box whose anchor is known.
pub(super) struct AnchoredBox {
    /// Position of the character it hangs on.
    pub(super) anchor: u32,
    /// Its number.
    number: usize,
    /// Where its text begins and ends.
    pub(super) range: (u32, u32),
}

/// The range of story `n` in a table of stories that count from the beginning of their part.
fn range(fib: &Fib<'_>, part: Part, plc: Plc<'_>, n: usize) -> Option<(u32, u32)> {
    let (start, end) = fib.range(part);
    let from = start.saturating_add(plc.position(n)?).min(end);
    let to = start.saturating_add(plc.position(n + 1)?).min(end);
    (from < to).then_some((from, to))
}

/// Text boxes that hang on a character of the body.
pub(super) fn anchored_boxes(fib: &Fib<'_>, table: &[u8]) -> Vec<AnchoredBox> {
    let shapes = Plc::new(fib.part(SHAPES, table), SHAPE);
    let anchor = |n| Some((u32_at(shapes.item(n)?, 0)?, shapes.position(n)?));
    let anchors: BTreeMap<u32, u32> = (0..shapes.len()).filter_map(anchor).collect();
    let boxes = Plc::new(fib.part(BOX_TEXTS, table), BOX);
    let found = (0..boxes.len()).filter_map(|number| {
        let shape = u32_at(boxes.item(number)?, 14)?;
        Some(AnchoredBox {
            anchor: *anchors.get(&shape)?,
            number,
            range: range(fib, Part::Boxes, boxes, number)?,
        })
    });
    found.collect()
}

/// Adds the text boxes that the body did not come upon: those in groups of shapes.
pub(super) fn add_boxes(
    fib: &Fib<'_>,
    table: &[u8],
    anchored: &[AnchoredBox],
    walker: &mut Walker<'_>,
    blocks: &mut Vec<RawBlock>,
) {
    let left: HashSet<u32> = walker.boxes.keys().copied().collect();
    let came_upon = anchored.iter().filter(|b| !left.contains(&b.anchor));
    let read: HashSet<usize> = came_upon.map(|b| b.number).collect();
    let boxes = Plc::new(fib.part(BOX_TEXTS, table), BOX);
    // The last item stands for the end.
    for n in (0..boxes.len()).filter(|n| !read.contains(n)) {
        if let Some((from, to)) = range(fib, Part::Boxes, boxes, n) {
            blocks.extend(walker.walk(from, to));
        }
    }
}

/// Adds footnotes, endnotes and comments behind the body.
pub(super) fn add_notes(
    fib: &Fib<'_>,
    table: &[u8],
    walker: &mut Walker<'_>,
    blocks: &mut Vec<RawBlock>,
) {
    let notes: [(Pointer, Part, &str); 2] = [
        (FOOTNOTE_TEXTS, Part::Footnotes, "脚注"),
        (ENDNOTE_TEXTS, Part::Endnotes, "尾注"),
    ];
    for (texts, part, name) in notes {
        let texts = Plc::new(fib.part(texts, table), 0);
        for n in 0..texts.len() {
            if let Some((from, to)) = range(fib, part, texts, n) {
                notes::add(name, Some(n + 1), "", walker.walk(from, to), blocks);
            }
        }
    }
    let authors = authors(fib.part(COMMENT_AUTHORS, table));
    let size = match fib.generation {
        Generation::Six => OLD_COMMENT,
        Generation::Eight => COMMENT,
    };
    let references = Plc::new(fib.part(COMMENT_REFERENCES, table), size);
    let texts = Plc::new(fib.part(COMMENT_TEXTS, table), 0);
    for n in 0..texts.len() {
        if let Some((from, to)) = range(fib, Part::Comments, texts, n) {
            // Behind the initials stands the number of the author.
            let author = references.item(n).and_then(|item| u16_at(item, 20));
            let author = author.and_then(|n| authors.get(usize::from(n)));
            let author = author.map_or("", String::as_str);
            notes::add("批注", None, author, walker.walk(from, to), blocks);
        }
    }
}

/// The authors of comments: names one after another, each behind its length.
fn authors(mut list: &[u8]) -> Vec<String> {
    let mut authors = Vec::new();
    while let Some(length) = u16_at(list, 0).map(usize::from) {
        let Some(name) = utf16(list, 2, length) else {
            break;
        };
        authors.push(name);
        list = list.get(2 + length * 2..).unwrap_or_default();
    }
    authors
}

/// Adds running heads and feet to the facts, each line once; `words` are those of watermarks.
pub(super) fn add_heads(
    fib: &Fib<'_>,
    table: &[u8],
    words: &[String],
    walker: &mut Walker<'_>,
    facts: &mut BTreeMap<String, String>,
) {
    // Numbers and pictures of running heads are none of the body's.
    let title = walker.title.take();
    let stories = Plc::new(fib.part(HEAD_TEXTS, table), 0);
    let mut heads: [Vec<String>; 2] = Default::default();
    for n in SEPARATORS..stories.len() {
        if let Some((from, to)) = range(fib, Part::Heads, stories, n) {
            let lines = notes::running_lines(&walker.walk(from, to));
            // Six to a section: heads of even and odd pages, feet of even and odd pages, head and foot of the first page.
            let is_foot = matches!((n - SEPARATORS) % 6, 2 | 3 | 5);
            if let Some(list) = heads.get_mut(usize::from(is_foot)) {
                list.extend(lines);
            }
        }
    }
    let (from, to) = fib.range(Part::HeadBoxes);
    if let Some(list) = heads.first_mut().filter(|_| from < to) {
        list.extend(notes::running_lines(&walker.walk(from, to)));
    }
    if let Some(list) = heads.first_mut() {
        list.extend(words.iter().cloned());
    }
    for (name, mut lines) in ["header", "footer"].into_iter().zip(heads) {
        let mut seen = HashSet::new();
        lines.retain(|line| !line.is_empty() && seen.insert(line.clone()));
        if !lines.is_empty() {
            facts.insert(name.to_owned(), lines.join("\n"));
        }
    }
    walker.title = title;
}
