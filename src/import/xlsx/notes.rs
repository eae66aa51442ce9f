//! What stands beside the cells: comments and text boxes.
use quick_xml::{Reader, events::Event};

use crate::import::{
    ReadError,
    package::{Package, attribute},
    sheet::{SheetBuilder, cell_position},
};

use super::strings::{item, push_characters};

/// Adds comments and text boxes of a sheet.
pub(in crate::import) fn read(
    package: &mut Package<'_>,
    part: &str,
    sheet: &mut SheetBuilder,
) -> Result<(), ReadError> {
    let links = match package.relations(part) {
        Err(ReadError::Unreadable(_)) => Vec::new(),
        other => other?,
    };
    for link in links {
        if link.external {
            continue;
        }
        match link.kind.as_str() {
            "oleObject" | "package" => sheet.unread.embedded += 1,
            "comments" => comments(
                &super::optional(package, &link.target)?.unwrap_or_default(),
                sheet,
            ),
            "drawing" => shapes(
                &super::optional(package, &link.target)?.unwrap_or_default(),
                sheet,
            ),
            _ => {}
        }
    }
    Ok(())
}

fn comments(xml: &str, sheet: &mut SheetBuilder) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) if e.local_name().as_ref() == "comment" => {
                let at = attribute(&e, "ref").as_deref().and_then(cell_position);
                sheet
                    .comments
                    .push((at.unwrap_or_default(), item(&mut reader, "comment")));
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
}

/// One text for each shape that carries any, its paragraphs as lines.
fn shapes(xml: &str, sheet: &mut SheetBuilder) {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    let mut in_text = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) if e.local_name().as_ref() == "t" => in_text = true,
            // The copy for older programs may be a picture of what came before.
            Ok(Event::Start(e)) if e.local_name().as_ref() == "Fallback" => {
                if reader.read_to_end(e.name()).is_err() {
                    break;
                }
            }
            Ok(Event::Empty(e)) if e.local_name().as_ref() == "chart" => sheet.unread.charts += 1,
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "t" => in_text = false,
                "pic" => sheet.unread.pictures += 1,
                "p" => text.push('\n'),
                "sp" => sheet.boxes.push(std::mem::take(&mut text)),
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(event) if in_text => push_characters(&event, &mut text),
            Ok(_) => {}
        }
    }
}
