//! Measures of the page after GB/T 9704-2012, in twentieths of a point.
use docx_rs::{DocGrid, DocGridType, PageMargin, PageOrientationType, PageSize, SectionProperty};

use crate::report::papers::template::Page;

/// A4, 210 by 297 mm.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
/// 天头 37 mm.
const TOP: i32 = 2_098;
/// 订口 28 mm.
const LEFT: i32 = 1_587;
/// 切口 26 mm: what is left of 210 mm beside a text 156 mm wide.
const RIGHT: i32 = 1_474;
/// What is left below a text 225 mm high, 35 mm, less the twentieths by which 22 whole lines are higher.
const BOTTOM: i32 = 1_978;
/// Line pitch: 225 mm for 22 lines are 28.99 pt.
pub(super) const LINE: i32 = 580;
/// Width of one of 28 characters over 156 mm: 15.79 pt.
pub(super) const CHARACTER: i32 = 316;
/// What is taken off every character of 16 pt so that 28 fit: 15.79 − 16 pt, rounded down to whole twentieths. A grid of
/// characters would do it too, but office programs set it differently.
pub(super) const CLOSER: i32 = -5;
/// 页码 7 mm below the text: 35 − 7 − 5 mm from the lower edge, in a line of 14 pt.
const FOOTER: i32 = 1_300;
const HEADER: i32 = 850;

/// Width of the text: 156 mm on an upright page, 225 mm across.
pub(super) fn text_width(page: Page) -> i32 {
    match page {
        Page::Portrait => i32::try_from(SHORT).unwrap_or(0) - LEFT - RIGHT,
        Page::Landscape => i32::try_from(LONG).unwrap_or(0) - TOP - BOTTOM,
    }
}

/// The page with its margins and grid. Lying pages are upright ones turned: the head is at the binding edge.
pub(super) fn section(page: Page) -> SectionProperty {
    let margin = PageMargin::new().header(HEADER).gutter(0);
    let section = SectionProperty::new();
    match page {
        Page::Portrait => section
            .page_size(PageSize::new().size(SHORT, LONG))
            .page_margin(
                margin
                    .top(TOP)
                    .bottom(BOTTOM)
                    .left(LEFT)
                    .right(RIGHT)
                    .footer(FOOTER),
            )
            .doc_grid(
                DocGrid::new()
                    .grid_type(DocGridType::Lines)
                    .line_pitch(usize::try_from(LINE).unwrap_or_default()),
            ),
        Page::Landscape => section
            .page_size(PageSize::new().size(LONG, SHORT))
            .page_orient(PageOrientationType::Landscape)
            .page_margin(
                margin
                    .top(LEFT)
                    .bottom(RIGHT)
                    .left(TOP)
                    .right(BOTTOM)
                    .footer(FOOTER / 2),
            )
            .doc_grid(DocGrid::with_empty()),
    }
}
