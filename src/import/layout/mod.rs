//! Turns characters, lines and pictures at places of a page into paragraphs and tables in reading order.
//!
//! Formats that fix a page's look (PDF, OFD) hold characters at places, not text; each brings its [`Drawing`]s, and everything
//! from there on is the same. Characters become lines by their baselines, lines paragraphs by indents, full lines and
//! punctuation; cells come from ruling lines. Headers, footers and page numbers are known by their coming back.
mod broken_rows;
mod columns;
mod drawing;
mod extent;
mod glyph;
mod lines;
mod page;
mod paragraphs;
mod radicals;
mod recognition;
mod remarks;
mod rules;
mod running;
mod tables;
mod trust;

use std::collections::HashSet;

use crate::model::RawBlock;

use columns::Piece;
use paragraphs::{Layout, Placed, paragraphs};
use recognition::Recognition;

pub(super) use drawing::Drawing;
pub(super) use glyph::{Glyph, Heading};
pub(super) use page::{PageText, read as read_page};
pub(super) use radicals::read_char;
pub(super) use recognition::{Wanted, recognize};
pub(super) use remarks::Remarks;
pub(super) use rules::THICKEST_RULE;
pub(super) use running::take_out as take_out_running;

/// Paragraphs and tables in reading order.
pub(super) fn blocks(pages: &[PageText]) -> Vec<RawBlock> {
    let mut all: Vec<Placed<'_>> = Vec::new();
    for page in pages {
        all.extend(page.pieces.iter().filter_map(|piece| match piece {
            Piece::Line(line) => Some(Placed {
                page: page.number,
                line,
            }),
            Piece::Table(_) => None,
        }));
    }
    let paper = pages.first().map_or((0.0, 0.0), |p| (p.left, p.right));
    let layout = Layout::of(&all, paper);
    let mut blocks = Vec::new();
    let mut open: Vec<Placed<'_>> = Vec::new();
    let close = |open: &mut Vec<Placed<'_>>, blocks: &mut Vec<RawBlock>| {
        blocks.extend(paragraphs(open, &layout).into_iter().map(RawBlock::Text));
        open.clear();
    };
    let mut table = None;
    for page in pages {
        for (at, piece) in page.pieces.iter().enumerate() {
            match piece {
                Piece::Line(line) => {
                    table = None;
                    open.push(Placed {
                        page: page.number,
                        line,
                    });
                }
                Piece::Table(number) => {
                    close(&mut open, &mut blocks);
                    let before = if at == 0 { table.take() } else { None };
                    table = tables::add(&mut blocks, page, *number, before);
                }
            }
        }
        if let Recognition::Read(texts) = &page.recognition
            && !texts.is_empty()
        {
            close(&mut open, &mut blocks);
            table = None;
            blocks.extend(texts.iter().cloned().map(RawBlock::Text));
        }
    }
    close(&mut open, &mut blocks);
    mark_recognized(&mut blocks, pages);
    blocks
}

/// Paragraphs from the layer another program's recognition left are recognized text too; how sure it was is not known.
fn mark_recognized(blocks: &mut [RawBlock], pages: &[PageText]) {
    let layers: HashSet<u32> = pages
        .iter()
        .filter(|p| p.is_recognized)
        .map(|p| p.number)
        .collect();
    for block in blocks {
        if let RawBlock::Text(text) = block {
            let mut on = text
                .page
                .iter()
                .chain(text.page_starts.iter().map(|(_, p)| p));
            if text.recognized.is_none() && on.any(|page| layers.contains(page)) {
                text.recognized = Some(0);
            }
        }
    }
}
