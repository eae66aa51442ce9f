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
