//! What the workbook part, the styles and the shared strings say.
use std::collections::HashMap;

use crate::import::{
    ReadError,
    little_endian::{u16_at, u32_at},
    package::Package,
    sheet::{MAX_TEXT, NumberFormat, Unread},
};
use crate::model::Reason;

use super::{
    id, optional,
    records::{Records, counted, push, text},
};

/// What the workbook says about itself.
#[derive(Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    /// Chart sheets: their words are not read.
    pub(super) unread: Unread,
    /// Number format of each cell style.
    pub(super) styles: Vec<NumberFormat>,
    /// The shared strings as a part of sound records.
    pub(super) strings: Vec<u8>,
    /// Whether each shared string is whole.
    pub(super) is_whole: Vec<bool>,
    pub(super) date1904: bool,
    /// Whether formulas are to be calculated when the file is opened.
    pub(super) calculates_on_open: bool,
}

/// A sheet with cells.
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) hidden: bool,
}

/// Reads everything but the sheets.
pub(super) fn read(package: &mut Package<'_>) -> Result<Workbook, ReadError> {
    let broken =
        |what: &str| ReadError::Unreadable(Reason::new("workbook-broken").with("detail", what));
    let linked = package.relations("")?;
    let linked = linked
        .into_iter()
        .find(|l| l.kind == "officeDocument" && !l.external)
        .map(|l| l.target)
        .filter(|part| package.has(part));
    let part = linked.unwrap_or_else(|| "xl/workbook.bin".to_owned());
    let bytes = package.part(&part)?.ok_or_else(|| broken(&part))?;
    let links = package.relations(&part)?;
    let mut book = Workbook::default();
    for (id, body) in Records(&bytes) {
        match id {
            id::WORKBOOK_PROPERTIES => book.date1904 |= body.first().is_some_and(|b| b & 1 != 0),
            id::CALCULATION => book.calculates_on_open |= body.get(24).is_some_and(|b| b & 1 != 0),
            id::SHEET => {
                let (Some(state), Some(link)) = (u32_at(body, 0), counted(body, 8)) else {
                    continue;
                };
                let name = counted(body, 8 + link.len()).map(text).unwrap_or_default();
                let link = text(link);
                let Some(link) = links.iter().find(|l| l.id == link && !l.external) else {
                    continue;
                };
                match link.kind.as_str() {
                    "worksheet" | "xlMacrosheet" | "xlIntlMacrosheet" => {
                        book.sheets.push(SheetEntry {
                            name,
                            part: link.target.clone(),
                            hidden: state != 0,
                        });
                    }
                    "chartsheet" => book.unread.charts += 1,
                    _ => {}
                }
            }
            _ => {}
        }
    }
    if book.sheets.is_empty() && book.unread.charts == 0 {
        return Err(broken("no sheets"));
    }
    for link in links.iter().filter(|l| !l.external) {
        match link.kind.as_str() {
            "styles" => book.styles = styles(&optional(package, &link.target)?),
            "sharedStrings" => book.strings(&optional(package, &link.target)?)?,
            _ => {}
        }
    }
    Ok(book)
}

impl Workbook {
    /// Takes the shared strings over, each cut to its characters; one that breaks off leaves an empty one, so the others keep
    /// their numbers.
    fn strings(&mut self, part: &[u8]) -> Result<(), ReadError> {
        let mut items = Vec::new();
        for (id, body) in Records(part) {
            if id != id::STRING_ITEM {
                continue;
            }
            let text = counted(body, 1);
            self.is_whole.push(text.is_some());
            let mut item = vec![0];
            item.extend(text.unwrap_or(&[0; 4]));
            push(&mut items, id::STRING_ITEM, &item);
            if items.len() > MAX_TEXT {
                let reason = Reason::new("too-much-text").with("limit", MAX_TEXT >> 20);
                return Err(ReadError::Refused(reason));
            }
        }
        let count = u32::try_from(self.is_whole.len()).unwrap_or(u32::MAX);
        let count = count.to_le_bytes();
        push(&mut self.strings, id::STRINGS, &[count, count].concat());
        self.strings.append(&mut items);
        Ok(())
    }
}

fn styles(part: &[u8]) -> Vec<NumberFormat> {
    let mut own: HashMap<u16, NumberFormat> = HashMap::new();
    let mut styles = Vec::new();
    let mut in_cell_styles = false;
    for (id, body) in Records(part) {
        match id {
            id::NUMBER_FORMAT => {
                if let (Some(number), Some(code)) = (u16_at(body, 0), counted(body, 2)) {
                    own.insert(number, NumberFormat::parse(&text(code)));
                }
            }
            id::CELL_STYLES => in_cell_styles = true,
            id::CELL_STYLES_END => in_cell_styles = false,
            id::STYLE if in_cell_styles => {
                let number = u16_at(body, 2).unwrap_or(0);
                let format = own.get(&number).cloned();
                styles.push(format.unwrap_or_else(|| NumberFormat::builtin(u32::from(number))));
            }
            _ => {}
        }
    }
    styles
}
