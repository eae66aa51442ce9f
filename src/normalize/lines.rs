//! Looks at every paragraph once and notes what later steps ask about it.
use std::ops::Range;

use crate::model::{RawBlock, RawFile, RawText};

use super::{
    labels::{self, Label},
    sentences,
};

/// One paragraph with its outward features.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The paragraph as imported.
    pub(super) raw: &'a RawText,
    /// Index of its block in the file.
    pub(super) block: usize,
    /// Text without the white space around it.
    pub(super) text: &'a str,
    /// Characters of [`Line::text`].
    pub(super) chars: usize,
    /// Numbering in front.
    pub(super) label: Option<Label>,
    /// Sentences of the whole paragraph.
    pub(super) sentences: Vec<Range<u32>>,
    /// Last character.
    pub(super) last: char,
    /// Characters of the whole paragraph.
    pub(super) all_chars: u32,
}

impl Line<'_> {
    /// Whether it ends the way sentences end.
    pub(super) fn ends_sentence(&self) -> bool {
        matches!(
            self.last,
            '。' | '！' | '？' | '；' | '，' | '、' | ';' | '!' | '?' | ',' | '…'
        )
    }
    /// Whether it ends with a colon.
    pub(super) fn ends_with_colon(&self) -> bool {
        matches!(self.last, '：' | ':')
    }
    /// Its text without the label.
    pub(super) fn unlabelled(&self) -> String {
        let from = self.label.map_or(0, |l| l.end);
        self.raw
            .text
            .chars()
            .skip(from)
            .collect::<String>()
            .trim()
            .to_owned()
    }
    /// Style of the label, if it has one.
    pub(super) fn style(&self) -> Option<labels::Style> {
        self.label.map(|l| l.style)
    }
}

/// The paragraphs of a file, in order.
pub(super) fn of(raw: &RawFile) -> Vec<Line<'_>> {
    let mut chars: Vec<char> = Vec::new();
    let mut lines = Vec::new();
    for (block, raw) in raw.blocks.iter().enumerate() {
        let RawBlock::Text(raw) = raw else { continue };
        chars.clear();
        chars.extend(raw.text.chars());
        let text = raw.text.trim_matches(labels::is_blank);
        let lead = chars.iter().take_while(|c| labels::is_blank(**c)).count();
        let trail = chars
            .iter()
            .rev()
            .take_while(|c| labels::is_blank(**c))
            .count();
        lines.push(Line {
            raw,
            block,
            text,
            chars: chars.len().saturating_sub(lead + trail),
            label: labels::read(&chars),
            sentences: sentences::split_chars(&chars),
            last: text.chars().next_back().unwrap_or(' '),
            all_chars: u32::try_from(chars.len()).unwrap_or(u32::MAX),
        });
    }
    lines
}
