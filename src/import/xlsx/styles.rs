//! Number formats of the cell styles.
use std::collections::HashMap;

use quick_xml::{Reader, events::Event};

use crate::import::{
    ReadError,
    package::{Package, attribute},
    sheet::NumberFormat,
};

/// Most cell styles that are kept; spreadsheet programs allow 65,490.
const MAX_STYLES: usize = 70_000;

/// The number format of each cell style, in order.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Vec<NumberFormat>, ReadError> {
    let xml = super::optional(package, part)?.unwrap_or_default();
    let mut reader = Reader::from_str(&xml);
    let mut own: HashMap<u32, NumberFormat> = HashMap::new();
    let mut styles = Vec::new();
    let mut in_cell_styles = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) => match e.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&e, "numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&e, "formatCode"))
                        && own.len() < MAX_STYLES
                    {
                        own.insert(id, NumberFormat::parse(&code));
                    }
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles && styles.len() < MAX_STYLES => {
                    let id = attribute(&e, "numFmtId")
                        .and_then(|id| id.parse().ok())
                        .unwrap_or(0);
                    let format = own.get(&id).cloned();
                    styles.push(format.unwrap_or_else(|| NumberFormat::builtin(id)));
                }
                _ => {}
            },
            Ok(Event::End(e)) if e.local_name().as_ref() == "cellXfs" => in_cell_styles = false,
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    Ok(styles)
}
