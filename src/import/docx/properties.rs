//! Reads the property lists of paragraphs, runs, rows, cells and form fields.
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::package::attribute;

use super::{
    flow::{CellShape, Facets, OpenTable, Run},
    is_on,
};

/// Most columns one cell may span; Word's tables have at most 63.
const MAX_SPAN: u32 = 1_000;

/// Reads up to the end of the element just opened. `visit` sees every element inside and says whether to look into it.
pub(super) fn inside(reader: &mut Reader<&[u8]>, visit: &mut dyn FnMut(&BytesStart<'_>) -> bool) {
    let mut depth = 0_usize;
    let mut skipped_from = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => {
                depth += 1;
                if skipped_from.is_none() && !visit(&e) {
                    skipped_from = Some(depth);
                }
            }
            Ok(Event::Empty(e)) if skipped_from.is_none() => {
                visit(&e);
            }
            Ok(Event::End(_)) => {
                if depth == 0 {
                    return;
                }
                if skipped_from == Some(depth) {
                    skipped_from = None;
                }
                depth -= 1;
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// Passes over the element just opened; the characters of text inside are counted.
pub(super) fn pass_over(reader: &mut Reader<&[u8]>) -> u64 {
    let mut depth = 0_usize;
    let mut in_text = false;
    let mut chars = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => {
                depth += 1;
                in_text = matches!(e.local_name().as_ref(), "t" | "delText");
            }
            Ok(Event::End(_)) => {
                if depth == 0 {
                    return chars;
                }
                depth -= 1;
                in_text = false;
            }
            Ok(Event::Text(t)) if in_text => chars += t.chars().count() as u64,
            Ok(Event::GeneralRef(_)) if in_text => chars += 1,
            Ok(Event::Eof) | Err(_) => return chars,
            Ok(_) => {}
        }
    }
}

fn value(e: &BytesStart<'_>) -> Option<String> {
    attribute(e, "val")
}

fn switch(e: &BytesStart<'_>) -> bool {
    is_on(value(e).as_deref())
}

/// Reads `pPr`.
pub(super) fn of_paragraph(reader: &mut Reader<&[u8]>, facets: &mut Facets) {
    let mut separates_styles = false;
    inside(reader, &mut |e| {
        match e.local_name().as_ref() {
            "pStyle" => facets.style = value(e),
            "numId" => facets.list = value(e),
            "ilvl" => facets.level = value(e).and_then(|v| v.parse().ok()),
            "outlineLvl" => facets.outline = value(e).and_then(|v| v.parse().ok()),
            // These stand in the properties of the paragraph's mark: its end is gone, not its text.
            "del" | "moveFrom" => facets.runs_on = true,
            "vanish" => facets.runs_on |= switch(e),
            "specVanish" => separates_styles |= switch(e),
            // How it was before a tracked change, and a section's properties.
            "pPrChange" | "rPrChange" | "sectPr" => return false,
            _ => {}
        }
        true
    });
    // A style separator shows two paragraphs in one line; each keeps its own style and number.
    facets.runs_on &= !separates_styles;
}

/// Reads `rPr`.
pub(super) fn of_run(reader: &mut Reader<&[u8]>, run: &mut Run) {
    inside(reader, &mut |e| {
        match e.local_name().as_ref() {
            "rStyle" => run.style = value(e),
            "vanish" => run.hidden = Some(switch(e)),
            "rFonts" => run.font = attribute(e, "ascii").or_else(|| attribute(e, "hAnsi")),
            "vertAlign" => {
                run.raised = match value(e).as_deref() {
                    Some("superscript") => Some(true),
                    Some("subscript") => Some(false),
                    _ => None,
                };
            }
            "rPrChange" => return false,
            _ => {}
        }
        true
    });
}

/// Reads `trPr`.
pub(super) fn of_row(reader: &mut Reader<&[u8]>, table: &mut OpenTable) {
    inside(reader, &mut |e| {
        match e.local_name().as_ref() {
            "gridBefore" => table.indent = span(e),
            "hidden" => table.row_hidden = switch(e),
            "del" => table.row_deleted = true,
            "trPrChange" => return false,
            _ => {}
        }
        true
    });
}

/// Reads `tcPr`.
pub(super) fn of_cell(reader: &mut Reader<&[u8]>, cell: &mut CellShape) {
    inside(reader, &mut |e| {
        let continues = || value(e).is_none_or(|v| v == "continue");
        match e.local_name().as_ref() {
            "gridSpan" => cell.cols = span(e),
            "vMerge" => cell.continues_above = continues(),
            "hMerge" => cell.continues_left = continues(),
            "cellDel" => cell.deleted = true,
            "tcPrChange" => return false,
            _ => {}
        }
        true
    });
}

fn span(e: &BytesStart<'_>) -> u32 {
    value(e)
        .and_then(|v| v.trim().parse().ok())
        .unwrap_or(1)
        .min(MAX_SPAN)
}

/// Reads what a form field shows: a box, or the entry chosen from a list. Text fields carry their text as runs.
pub(super) fn of_field(reader: &mut Reader<&[u8]>) -> Option<String> {
    let mut is_box = false;
    let mut checked = None;
    let mut by_default = None;
    let mut chosen = 0_usize;
    let mut entries = Vec::new();
    inside(reader, &mut |e| {
        match e.local_name().as_ref() {
            "checkBox" => is_box = true,
            "checked" => checked = Some(switch(e)),
            "default" => by_default = value(e),
            "result" => chosen = value(e).and_then(|v| v.parse().ok()).unwrap_or(0),
            "listEntry" => entries.extend(value(e)),
            _ => {}
        }
        true
    });
    if is_box {
        let on = checked.unwrap_or_else(|| by_default.is_some_and(|v| is_on(Some(&v))));
        return Some(if on { "☑" } else { "□" }.to_owned());
    }
    entries.into_iter().nth(chosen)
}
