//! One cell of an OpenDocument sheet: its text for people, its typed value, its comment.
use quick_xml::events::BytesStart;

use crate::import::package::attribute;
use crate::model::CellValue;

/// A cell under way.
#[derive(Default)]
pub(super) struct OpenCell {
    pub(super) col: u32,
    pub(super) repeated: u32,
    pub(super) rows: u32,
    pub(super) cols: u32,
    pub(super) has_formula: bool,
    pub(super) comment: String,
    text: String,
    kind: String,
    value: Option<String>,
    in_paragraph: bool,
    in_comment: bool,
}

/// Whether a text is what a failed formula shows: `#REF!`, `#NAME?`, `#N/A`, `Err:502`.
fn is_error(text: &str) -> bool {
    let named = text.starts_with('#') && (text.ends_with(['!', '?']) || text == "#N/A");
    named
        || text
            .strip_prefix("Err:")
            .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

impl OpenCell {
    pub(super) fn new(e: &BytesStart<'_>, col: u32) -> Self {
        let mut cell = Self {
            col,
            repeated: 1,
            rows: 1,
            cols: 1,
            ..Self::default()
        };
        for a in e.attributes().with_checks(false).flatten() {
            let count = || a.value.parse::<u32>().unwrap_or(1).max(1);
            match a.key.local_name().as_ref() {
                "number-columns-repeated" => cell.repeated = count(),
                "number-columns-spanned" => cell.cols = count(),
                "number-rows-spanned" => cell.rows = count(),
                "formula" => cell.has_formula = true,
                // calcext:value-type repeats office:value-type, except that it knows errors.
                "value-type" if cell.kind != "error" => cell.kind = a.value.to_string(),
                "value" | "date-value" | "boolean-value" | "time-value" => {
                    cell.value = attribute(e, a.key.local_name().as_ref());
                }
                _ => {}
            }
        }
        cell
    }

    pub(super) fn start(&mut self, name: &str, e: &BytesStart<'_>) {
        match name {
            "annotation" => self.in_comment = true,
            "p" | "h" => {
                let out = self.out();
                if !out.is_empty() {
                    out.push('\n');
                }
                self.in_paragraph = true;
            }
            "s" if self.in_paragraph => {
                // A cell holds at most 32,767 characters in any program.
                let count = attribute(e, "c")
                    .and_then(|c| c.parse().ok())
                    .unwrap_or(1_usize);
                let blanks = " ".repeat(count.min(32_767));
                self.out().push_str(&blanks);
            }
            "tab" if self.in_paragraph => self.out().push('\t'),
            "line-break" if self.in_paragraph => self.out().push('\n'),
            _ => {}
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        match name {
            "annotation" => self.in_comment = false,
            "p" | "h" => self.in_paragraph = false,
            _ => {}
        }
    }

    pub(super) fn characters(&mut self, text: &str) {
        if self.in_paragraph {
            self.out().push_str(text);
        }
    }

    fn out(&mut self) -> &mut String {
        if self.in_comment {
            &mut self.comment
        } else {
            &mut self.text
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        let empty =
            self.text.trim().is_empty() && self.comment.trim().is_empty() && self.value.is_none();
        empty && !self.has_formula && self.rows == 1 && self.cols == 1
    }

    /// Whether there is a formula and nobody stored what it yields.
    pub(super) fn is_uncalculated(&self) -> bool {
        self.has_formula && self.kind.is_empty() && self.text.is_empty()
    }

    /// The text for people and the typed value.
    pub(super) fn shown(&self) -> (String, CellValue) {
        let text = || self.text.clone();
        let Some(value) = &self.value else {
            return match self.kind.as_str() {
                "error" => (text(), CellValue::Error),
                _ => (text(), CellValue::Text),
            };
        };
        match self.kind.as_str() {
            "error" => (text(), CellValue::Error),
            // Older programs store 0 behind an error.
            "float" if self.has_formula && is_error(&self.text) => (text(), CellValue::Error),
            "date" => {
                let iso = self.meant_date(value);
                let shown = iso.strip_suffix("T00:00:00").unwrap_or(&iso);
                let shown = if shown.contains('T') {
                    shown.strip_suffix(":00").unwrap_or(shown).replace('T', " ")
                } else {
                    shown.to_owned()
                };
                (
                    shown.clone(),
                    CellValue::Date(if shown.len() == iso.len() { iso } else { shown }),
                )
            }
            "boolean" => {
                let truth = value == "true";
                let shown = if truth { "TRUE" } else { "FALSE" };
                (shown.to_owned(), CellValue::Bool(truth))
            }
            "float" | "percentage" | "currency" => match value.parse::<f64>() {
                Ok(number) => {
                    // A long number without a format is shown with an exponent; its digits are the truer text.
                    let shown = if self.text.is_empty() || self.text.contains("E+") {
                        crate::import::sheet::plain_number(number)
                    } else {
                        text()
                    };
                    (shown, CellValue::Number(number))
                }
                Err(_) => (text(), CellValue::Text),
            },
            _ => (
                if self.text.is_empty() {
                    value.clone()
                } else {
                    text()
                },
                CellValue::Text,
            ),
        }
    }

    /// The date, without the day when the cell shows only year and month: that day was never meant.
    fn meant_date(&self, value: &str) -> String {
        let shown: Vec<&str> = self
            .text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|group| !group.is_empty())
            .collect();
        let is_month = |m: &str| {
            let month = value.get(5..7).and_then(|m| m.parse::<u8>().ok());
            month.is_some() && m.parse::<u8>().ok() == month
        };
        match shown.as_slice() {
            [year, month] if value.starts_with(year) && year.len() == 4 && is_month(month) => {
                value.get(..7).unwrap_or(value).to_owned()
            }
            _ => value.to_owned(),
        }
    }
}
