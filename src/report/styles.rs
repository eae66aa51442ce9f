//! Looks of the workbooks: one set of cell formats for every paper.
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Formats of cells.
pub(super) struct Styles {
    /// Title of a sheet.
    pub(super) title: Format,
    /// Plain text under a title.
    pub(super) note: Format,
    /// Column head.
    pub(super) head: Format,
    /// Title of a part.
    pub(super) section: Format,
    /// Text in a box.
    pub(super) text: Format,
    /// Identity, rule or hash.
    pub(super) code: Format,
    /// Centered number or word.
    pub(super) number: Format,
    /// Centered word in a box.
    pub(super) word: Format,
    /// What the program drew from other cells.
    pub(super) drawn: Format,
    /// Text that must be seen first.
    pub(super) grave: Format,
    /// To be filled in by people.
    pub(super) open: Format,
    /// A day, to be filled in by people.
    pub(super) date: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = || Format::new().set_font_name("宋体").set_font_size(10);
        let boxed = || {
            base()
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::Top)
                .set_text_wrap()
        };
        Self {
            title: base()
                .set_bold()
                .set_font_size(18)
                .set_font_name("黑体")
                .set_align(FormatAlign::Center),
            note: base().set_text_wrap().set_align(FormatAlign::Top),
            head: boxed()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00DD_E6F0)),
            section: base().set_bold().set_font_size(12).set_font_name("黑体"),
            // The quote prefix keeps a text that begins with = + - @ from ever becoming a formula, even when edited.
            text: boxed().set_quote_prefix(),
            code: boxed()
                .set_font_name("Consolas")
                .set_font_size(9)
                .set_quote_prefix(),
            number: boxed().set_align(FormatAlign::Center),
            word: boxed().set_align(FormatAlign::Center).set_quote_prefix(),
            drawn: boxed()
                .set_italic()
                .set_font_color(Color::RGB(0x0060_6060))
                .set_quote_prefix(),
            grave: boxed().set_bold().set_font_color(Color::RGB(0x00B0_2020)),
            open: boxed().set_background_color(Color::RGB(0x00FF_FBE6)),
            date: boxed()
                .set_background_color(Color::RGB(0x00FF_FBE6))
                .set_num_format("yyyy-mm-dd"),
        }
    }
}

/// A cell holds at most 32,767 characters; a longer text ends with an ellipsis and stands whole in the ndjson list.
pub(super) fn fitted(text: &str) -> String {
    const MOST: usize = 32_000;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars()
        .take(MOST)
        .chain("……（下略，全文见 ndjson）".chars())
        .collect()
}
