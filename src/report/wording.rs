//! Words that papers share: places in Chinese, the title of an indicator, the day in a workbook's properties.
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, XlsxError};

use crate::model::{FlagList, Place};

/// Name of the list, on the paper and in its file name.
pub(super) const LIST_TITLE: &str = "集体研判问题清单";

/// A place as papers print it: `第3页第12段`, `总账!C7`.
pub(super) fn place_text(place: &Place) -> String {
    let mut text = String::new();
    if let Some(page) = place.page {
        text.push_str(&format!("第{page}页"));
    }
    if let Some(paragraph) = place.paragraph {
        text.push_str(&format!("第{paragraph}段"));
    }
    match (&place.sheet, &place.cell) {
        (Some(sheet), Some(cell)) => text.push_str(&format!("{sheet}!{cell}")),
        (Some(one), None) | (None, Some(one)) => text.push_str(one),
        (None, None) => {}
    }
    text
}

/// What a reader must know of a flag that stands on recognized text.
pub(super) fn recognized_text(confidence: u8) -> String {
    let figure = match confidence {
        0 => "把握未知".to_owned(),
        percent => format!("把握 {percent}%"),
    };
    format!("引文或证据系扫描件文字识别所得（{figure}），请先与原图核对")
}

/// The Chinese title of an indicator, its id if it has none.
pub(super) fn title_of<'a>(list: &'a FlagList, indicator: &'a str) -> &'a str {
    list.indicators
        .iter()
        .find(|t| t.id == indicator)
        .map_or(indicator, |t| t.title.as_str())
}

/// Properties that do not change from one rendering to the next.
pub(super) fn properties(title: &str, on: Date) -> Result<DocProperties, XlsxError> {
    let (year, month, day) = (
        u16::try_from(on.year()).unwrap_or(1900),
        u8::try_from(on.month()).unwrap_or(1),
        u8::try_from(on.day()).unwrap_or(1),
    );
    Ok(DocProperties::new()
        .set_title(title)
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?))
}

/// Height in points of a row whose cells wrap in columns of these widths (in characters of the default font).
///
/// Office programs do not all fit row heights when a file is opened, so the height is written. A Chinese character takes two
/// columns of width; one line of 10-point type takes 14 points; no row may be higher than 409 points.
pub(super) fn row_height<'a>(cells: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    const LINE: f64 = 14.0;
    const HIGHEST: f64 = 409.0;
    /// Room lost to the borders and padding of a cell.
    const PADDING: f64 = 1.5;
    let lines = cells.map(|(text, width)| {
        let fits = (width - PADDING).max(2.0);
        text.split('\n')
            .map(|line| {
                let columns: f64 = line
                    .chars()
                    .map(|c| if c.is_ascii() { 1.0 } else { 2.0 })
                    .sum();
                (columns / fits).ceil().max(1.0)
            })
            .sum::<f64>()
    });
    (lines.fold(1.0, f64::max) * LINE + 3.0).min(HIGHEST)
}
