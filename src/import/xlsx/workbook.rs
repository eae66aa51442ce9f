//! The workbook part: which sheets there are, in which order, and where shared strings and styles lie.
use quick_xml::{Reader, events::Event};

use crate::import::{
    ReadError,
    package::{Package, attribute},
};
use crate::model::Reason;

/// What the workbook part says.
#[derive(Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
    pub(super) date1904: bool,
    /// Whether formulas are to be calculated when the file is opened.
    pub(super) calculates_on_open: bool,
}

/// A sheet of the workbook.
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) hidden: bool,
}

/// Reads the workbook part.
pub(super) fn read(package: &mut Package<'_>) -> Result<Workbook, ReadError> {
    let part = main_part(package)?;
    let links = package.relations(&part)?;
    let of_kind = |kind: &str| {
        let found = links.iter().find(|l| !l.external && l.kind == kind);
        found.map(|l| l.target.clone())
    };
    let mut book = Workbook {
        strings: of_kind("sharedStrings"),
        styles: of_kind("styles"),
        ..Workbook::default()
    };
    let xml = package.xml(&part)?.unwrap_or_default();
    let mut reader = Reader::from_str(&xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) => match e.local_name().as_ref() {
                "sheet" => {
                    let id = attribute(&e, "id").unwrap_or_default();
                    let Some(link) = links.iter().find(|l| l.id == id) else {
                        continue;
                    };
                    // Chart and dialog sheets hold no cells.
                    if link.external
                        || !matches!(
                            link.kind.as_str(),
                            "worksheet" | "xlMacrosheet" | "xlIntlMacrosheet"
                        )
                    {
                        continue;
                    }
                    let state = attribute(&e, "state").unwrap_or_default();
                    book.sheets.push(SheetEntry {
                        name: attribute(&e, "name").unwrap_or_default(),
                        part: link.target.clone(),
                        hidden: state.eq_ignore_ascii_case("hidden")
                            || state.eq_ignore_ascii_case("veryHidden"),
                    });
                }
                "workbookPr" => book.date1904 |= is_true(attribute(&e, "date1904")),
                "calcPr" => book.calculates_on_open |= is_true(attribute(&e, "fullCalcOnLoad")),
                _ => {}
            },
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(e) if book.sheets.is_empty() => {
                return Err(ReadError::Unreadable(
                    Reason::new("package-broken").with("detail", e),
                ));
            }
            Err(_) => break,
        }
    }
    Ok(book)
}

/// The workbook's part name, through the package's links, else where every program puts it.
fn main_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let links = package.relations("")?;
    let linked = links
        .into_iter()
        .find(|l| l.kind == "officeDocument" && !l.external);
    let part = linked.map(|l| l.target).filter(|p| package.has(p));
    let part = part.or_else(|| Some("xl/workbook.xml".to_owned()).filter(|p| package.has(p)));
    part.ok_or_else(|| {
        ReadError::Unreadable(Reason::new("package-broken").with("detail", "xl/workbook.xml"))
    })
}

/// How XML schemas write true.
pub(super) fn is_true(value: Option<String>) -> bool {
    matches!(value.as_deref(), Some("1" | "true" | "on"))
}
