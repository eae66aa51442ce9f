//! The answers to a list of queries as one workbook: an overview, then every hit with its place.
use jiff::civil::Date;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook};

use super::{
    RenderError,
    wording::{place_text, properties, row_height},
};
use crate::model::HitPage;

/// Writes the workbook; `None` marks a line that was no query.
///
/// # Errors
/// When the workbook cannot be written.
pub fn hits_workbook(
    found: &[(String, Option<HitPage>)],
    on: Date,
) -> Result<Vec<u8>, RenderError> {
    let head = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00D9_E2F3))
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center);
    let cell = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin);
    let mut book = Workbook::new();
    book.set_properties(&properties("检索结果", on)?);

    let overview = book.add_worksheet().set_name("检索式")?;
    write_header(
        overview,
        &[
            ("检索式", 40.0),
            ("命中段落数", 12.0),
            ("列出", 8.0),
            ("说明", 30.0),
        ],
        &head,
    )?;
    for ((query, page), row) in found.iter().zip(1..) {
        overview.write_string_with_format(row, 0, query, &cell)?;
        match page {
            Some(page) => {
                overview.write_number_with_format(row, 1, page.total as f64, &cell)?;
                overview.write_number_with_format(row, 2, page.hits.len() as f64, &cell)?;
                overview.write_string_with_format(row, 3, "", &cell)?;
            }
            None => {
                overview.write_string_with_format(row, 1, "", &cell)?;
                overview.write_string_with_format(row, 2, "", &cell)?;
                overview.write_string_with_format(row, 3, "检索式有误，未检索", &cell)?;
            }
        }
    }

    let sheet = book.add_worksheet().set_name("命中")?;
    let columns = [
        ("检索式", 20.0),
        ("文件", 36.0),
        ("位置", 16.0),
        ("单位", 20.0),
        ("期次", 10.0),
        ("文种", 12.0),
        ("原文", 80.0),
    ];
    write_header(sheet, &columns, &head)?;
    let hits = found.iter().flat_map(|(query, page)| {
        page.iter()
            .flat_map(move |p| p.hits.iter().map(move |h| (query, h)))
    });
    let mut row = 0;
    for (query, hit) in hits {
        row += 1;
        let place = place_text(&hit.place);
        let cells = [
            query.as_str(),
            &hit.file,
            &place,
            hit.unit.as_deref().unwrap_or(""),
            hit.period.as_deref().unwrap_or(""),
            &hit.doc_type,
            &hit.text,
        ];
        let widths = columns.iter().map(|(_, width)| *width);
        sheet.set_row_height(row, row_height(cells.into_iter().zip(widths)))?;
        for (text, col) in cells.into_iter().zip(0..) {
            sheet.write_string_with_format(row, col, text, &cell)?;
        }
    }
    sheet.autofilter(0, 0, row, 6)?;
    Ok(book.save_to_buffer()?)
}

fn write_header(
    sheet: &mut rust_xlsxwriter::Worksheet,
    columns: &[(&str, f64)],
    head: &Format,
) -> Result<(), RenderError> {
    for (&(title, width), col) in columns.iter().zip(0..) {
        sheet.write_string_with_format(0, col, title, head)?;
        sheet.set_column_width(col, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}
