//! Turns characters, lines and pictures at places of a page into paragraphs and tables in reading order.
//!
//! Formats that fix a page's look (PDF, OFD) hold characters at places, not text; each brings its [`Drawing`]s, and everything
//! from there on is the same. Characters become lines by their baselines, lines paragraphs by indents, full lines and
//! punctuation; cells come from ruling lines. Headers, footers and page numbers are known by their coming back.
mod columns;
mod drawing;
mod glyph;
mod lines;
mod page;
mod paragraphs;
mod radicals;
mod remarks;
mod rules;
mod running;
mod tables;
mod trust;

use crate::model::RawBlock;

use columns::Piece;
use paragraphs::{Layout, Placed, paragraphs};

pub(super) use drawing::Drawing;
pub(super) use glyph::{Glyph, Heading};
pub(super) use page::{PageText, read as read_page};
pub(super) use radicals::read_char;
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
    }
    close(&mut open, &mut blocks);
    blocks
}
