//! Puts recognized lines together into paragraphs.
use std::collections::HashMap;

use crate::import::{
    Recognized, RecognizedLine,
    lines::{CONTINUERS, ENDS, OPEN_ENDS, is_clause, is_labelled, join},
};
use crate::model::RawText;

/// Distance from the left edge of its block, in ems, from which a line is indented. Scans lie crooked, so it is more than a letter.
const INDENT: f64 = 1.2;
/// How far short of the right edge of its block a broken line may end, in ems: a letter that did not fit, a mark carried along
/// and the slack of a crooked scan.
const SHORTFALL: f64 = 2.5;
/// Gap between the lines of a paragraph, in ems, beside the letters themselves; official papers have 0.8.
const GAP: f64 = 1.5;
/// How much the letters of two lines of a paragraph may differ in size, as a share; sizes are measured on the picture.
const SAME_SIZE: f64 = 0.3;
/// Width of a Latin letter or digit, in ems.
const LATIN: f64 = 0.55;

/// Where the lines of a block begin and end, and whether some are indented.
#[derive(Clone, Copy)]
struct Block {
    left: f64,
    right: f64,
    indents: bool,
}

/// The paragraphs of what was recognized in a picture file whose first page is page `first` of the document.
///
/// What has no letter and no digit is dropped: specks and rules of a scan come out as marks.
pub(in crate::import) fn paragraphs(recognized: &Recognized, first: u32) -> Vec<RawText> {
    let lines: Vec<&RecognizedLine> = recognized
        .lines
        .iter()
        .filter(|l| l.text.chars().any(char::is_alphanumeric))
        .collect();
    let blocks = blocks(&lines);
    lines
        .chunk_by(|line, next| {
            line.page == next.page
                && line.block == next.block
                && blocks
                    .get(&line.block)
                    .is_some_and(|block| block.continues(line, next))
        })
        .filter_map(|lines| paragraph(lines, first))
        .collect()
}

fn blocks(lines: &[&RecognizedLine]) -> HashMap<u32, Block> {
    let mut blocks: HashMap<u32, Block> = HashMap::new();
    for line in lines {
        let block = blocks.entry(line.block).or_insert(Block {
            left: f64::INFINITY,
            right: 0.0,
            indents: false,
        });
        block.left = block.left.min(left(line));
        block.right = block.right.max(right(line));
    }
    for line in lines {
        if let Some(block) = blocks.get_mut(&line.block) {
            block.indents |= left(line) - block.left >= em(line) * INDENT;
        }
    }
    blocks
}

impl Block {
    /// Whether `next` goes on with what `line` says.
    fn continues(&self, line: &RecognizedLine, next: &RecognizedLine) -> bool {
        let (size, following) = (em(line), em(next));
        let is_next = top(next) > top(line) && top(next) - bottom(line) <= size * GAP;
        let is_same_size = (size - following).abs() <= size.max(following) * SAME_SIZE;
        if !is_next || !is_same_size {
            return false;
        }
        let begins = next.text.as_str();
        if begins.starts_with(CONTINUERS) {
            return true;
        }
        let is_open = !line.text.ends_with(ENDS);
        let is_full = self.right - right(line) <= size * SHORTFALL;
        let is_indented = left(next) - self.left >= following * INDENT;
        let is_label = is_labelled(begins) || is_clause(begins);
        if is_indented || (is_label && !(is_open && is_full && self.indents)) {
            return false;
        }
        line.text.ends_with(OPEN_ENDS) || (is_full && (is_open || self.indents))
    }
}

fn left(line: &RecognizedLine) -> f64 {
    f64::from(line.frame[0])
}
fn right(line: &RecognizedLine) -> f64 {
    f64::from(line.frame[0].saturating_add(line.frame[2]))
}
fn top(line: &RecognizedLine) -> f64 {
    f64::from(line.frame[1])
}
fn bottom(line: &RecognizedLine) -> f64 {
    f64::from(line.frame[1].saturating_add(line.frame[3]))
}

/// Size of the line's letters in dots, by its width: heights depend on which letters it has.
fn em(line: &RecognizedLine) -> f64 {
    let ems: f64 = line
        .text
        .chars()
        .map(|c| if c.is_ascii() { LATIN } else { 1.0 })
        .sum();
    (f64::from(line.frame[2]) / ems.max(1.0)).max(1.0)
}

fn paragraph(lines: &[&RecognizedLine], first: u32) -> Option<RawText> {
    let page = first.saturating_add(lines.first()?.page.saturating_sub(1));
    let mut text = String::new();
    let (mut sure, mut chars) = (0, 0);
    for line in lines {
        if text.is_empty() {
            text.push_str(line.text.trim());
        } else {
            join(&mut text, line.text.trim());
        }
        let length = line.text.chars().count();
        sure += usize::from(line.confidence.min(100)) * length;
        chars += length;
    }
    // 0 would say that there is no figure.
    let confidence = u8::try_from(sure / chars.max(1)).unwrap_or(100).max(1);
    Some(RawText {
        text,
        page: Some(page),
        recognized: Some(confidence),
        ..RawText::default()
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "lengths of fixtures are small")]
mod tests {
    use super::paragraphs;
    use crate::import::{Recognized, RecognizedLine};

    /// A line of letters 40 dots wide at a distance of so many letters from the left.
    fn line(at: u32, row: u32, text: &str, confidence: u8) -> RecognizedLine {
        let width = u32::try_from(text.chars().count()).unwrap() * 40;
        RecognizedLine {
            text: text.to_owned(),
            confidence,
            frame: [100 + at * 40, row * 70, width, 40],
            block: 0,
            page: 1,
        }
    }

    #[test]
    fn indented_lines_begin_paragraphs_and_full_lines_go_on() {
        let recognized = Recognized {
            lines: vec![
                line(2, 1, "岚岳省各县区应当每月报送进展", 90),
                line(0, 2, "情况。市局汇总后于每季度末上报。", 80),
                line(2, 3, "逾期未报的，由市局督办。", 70),
                line(0, 4, "————", 3),
                line(0, 6, "一、下一步安排", 60),
                line(2, 7, "继续推进管网建设。", 60),
            ],
        };
        let found = paragraphs(&recognized, 7);
        let texts: Vec<(&str, Option<u8>)> = found
            .iter()
            .map(|t| (t.text.as_str(), t.recognized))
            .collect();
        assert_eq!(
            texts,
            [
                (
                    "岚岳省各县区应当每月报送进展情况。市局汇总后于每季度末上报。",
                    Some(84)
                ),
                ("逾期未报的，由市局督办。", Some(70)),
                ("一、下一步安排", Some(60)),
                ("继续推进管网建设。", Some(60)),
            ]
        );
        assert!(found.iter().all(|t| t.page == Some(7)));
    }

    #[test]
    fn text_without_a_figure_of_its_own_is_never_taken_for_one_without_confidence() {
        let recognized = Recognized {
            lines: vec![line(0, 1, "模糊", 0)],
        };
        assert_eq!(paragraphs(&recognized, 1)[0].recognized, Some(1));
    }
}
