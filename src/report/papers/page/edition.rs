//! 版记: who gets copies, who printed the paper and when, between lines at the foot of the last page.
use docx_rs::{
    BorderType, Paragraph, Run, Tab, TabValueType, Table, TableCell, TableCellBorder,
    TableCellBorderPosition, TableCellBorders, TableCellMargins, TableLayoutType,
    TablePositionProperty, TableRow, WidthType,
};

use super::{
    Setting,
    geometry::{LINE, text_width},
    prose::{exact, indent_of},
    type_faces::{Face, SIZE_4},
};

/// Lines in eighths of a point: the first and the last are 0.35 mm, those between 0.25 mm.
const THICK: usize = 8;
const THIN: usize = 6;

/// The edition as a table that stands at the foot of the text. A letter bears copies alone, without lines (GB/T 9704-2012, 10.1).
pub(super) fn edition(setting: &Setting<'_>, copies: &str, (printer, date): (&str, &str)) -> Table {
    let whole = text_width(setting.page);
    let run = |text: &str| Face::Body.run(setting.fonts, SIZE_4, text);
    let has_printer = !printer.is_empty() || !date.is_empty();
    let mut lines: Vec<Vec<Run>> = Vec::new();
    if !copies.is_empty() {
        lines.push(vec![run(copies)]);
    }
    if has_printer {
        lines.push(vec![run(printer), Run::new().add_tab(), run(date)]);
    }
    let count = lines.len();
    let rows = lines.into_iter().zip(1..).map(|(runs, number)| {
        let inner = indent_of(1.0);
        let paragraph = Paragraph::new()
            .line_spacing(exact(LINE))
            .snap_to_grid(false)
            .indent(Some(inner), None, Some(inner), None)
            .tabs(&[Tab::new()
                .val(TabValueType::Right)
                .pos(usize::try_from(whole - inner).unwrap_or_default())]);
        let paragraph = runs.into_iter().fold(paragraph, Paragraph::add_run);
        let thickness = |is_outer| if is_outer { THICK } else { THIN };
        let borders = if has_printer {
            TableCellBorders::with_empty()
                .set(line(TableCellBorderPosition::Top, thickness(number == 1)))
                .set(line(
                    TableCellBorderPosition::Bottom,
                    thickness(number == count),
                ))
        } else {
            TableCellBorders::with_empty()
        };
        let cell = TableCell::new()
            .width(usize::try_from(whole).unwrap_or_default(), WidthType::Dxa)
            .set_borders(borders)
            .add_paragraph(paragraph);
        TableRow::new(vec![cell])
    });
    let at_the_foot = TablePositionProperty::new()
        .left_from_text(0)
        .right_from_text(0)
        .vertical_anchor("margin")
        .horizontal_anchor("margin")
        .position_x_alignment("left")
        .position_y_alignment("bottom");
    Table::new(rows.collect())
        .clear_all_border()
        .set_grid(vec![usize::try_from(whole).unwrap_or_default()])
        .layout(TableLayoutType::Fixed)
        .width(usize::try_from(whole).unwrap_or_default(), WidthType::Dxa)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
        .position(at_the_foot)
}

fn line(at: TableCellBorderPosition, size: usize) -> TableCellBorder {
    TableCellBorder::new(at)
        .border_type(BorderType::Single)
        .size(size)
        .color("000000")
}
