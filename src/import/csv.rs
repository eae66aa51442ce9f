//! Reads delimited text. Cells keep their characters as written: `0012` and telephone numbers never become numbers.
//!
//! The reader is our own because three things must hold that general readers do not give: rows are numbered as spreadsheet
//! programs number them (blank lines count), a lone quotation mark never swallows the rest of the file, and both are told.
use crate::model::{Format, RawCell, Reason};

use super::{
    Importer, ReadError, Reading, Terms, encoding,
    sheet::{SheetBuilder, Sheets, typed},
};

/// Delimiters looked for; earlier ones win when equally consistent.
const DELIMITERS: [char; 4] = ['\t', ',', ';', '|'];
/// Records looked at to find the delimiter.
const SAMPLE_RECORDS: usize = 200;
/// Reads csv and tsv.
#[derive(Debug)]
pub(super) struct Csv;

impl Importer for Csv {
    fn format(&self) -> Format {
        Format::Csv
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let decoded = encoding::decode(bytes);
        let mut sheets = Sheets::new(terms.limits);
        let reason = decoded.note(&mut sheets.reading().facts);
        if let Some(reason) = reason {
            sheets.incomplete(reason);
        }
        let (delimiter, text) = match declared(&decoded.text) {
            Some((delimiter, rest)) => (delimiter, rest),
            None => (find_delimiter(&decoded.text), decoded.text.as_str()),
        };
        let mut sheet = SheetBuilder::new("表1");
        let mut records = Records::new(text, delimiter);
        for (row, record) in (0_u32..).zip(&mut records) {
            for (col, text) in (0_u32..).zip(record) {
                let value = typed(&text);
                let cell = RawCell {
                    row,
                    col,
                    text,
                    value,
                    has_formula: false,
                };
                sheets.add(&mut sheet, cell)?;
            }
        }
        if records.lone_quotes > 0 {
            sheets.remark(Reason::new("lone-quotes").with("count", records.lone_quotes));
        }
        sheets.finish(sheet);
        Ok(sheets.into_reading())
    }
}

/// The delimiter a first line `sep=;` names, and the text after that line, which spreadsheet programs do not show.
fn declared(text: &str) -> Option<(char, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let named = first.trim_end_matches('\r').strip_prefix("sep=")?;
    let mut chars = named.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Some((c, rest)),
        _ => None,
    }
}

/// The delimiter under which most records have the same number of fields, more than one. A comma when none does.
pub(super) fn find_delimiter(text: &str) -> char {
    let mut best = (0, ',');
    for delimiter in DELIMITERS {
        let (share, columns) = consistency(text, delimiter);
        // A delimiter that also cuts more columns is the likelier one at equal share.
        let score = share * 100 + columns.min(50);
        if columns >= 2 && score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// Percent of the records that have the most frequent number of fields above one, and that number.
pub(super) fn consistency(text: &str, delimiter: char) -> (usize, usize) {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    let mut all = 0;
    for record in Records::new(text, delimiter).take(SAMPLE_RECORDS) {
        if record.iter().all(|f| f.trim().is_empty()) {
            continue;
        }
        all += 1;
        *counts.entry(record.len()).or_default() += 1;
    }
    let most = counts
        .iter()
        .filter(|(n, _)| **n > 1)
        .max_by_key(|(n, c)| (**c, **n));
    most.map_or((0, 1), |(n, c)| (c * 100 / all.max(1), *n))
}

/// Records of delimited text, quotes resolved as RFC 4180 asks.
pub(super) struct Records<'t> {
    rest: &'t str,
    delimiter: char,
    /// Quotation marks that open a field and never close; they are read as characters.
    pub(super) lone_quotes: usize,
}

impl<'t> Records<'t> {
    /// Records of `text`.
    pub(super) fn new(text: &'t str, delimiter: char) -> Self {
        Self {
            rest: text,
            delimiter,
            lone_quotes: 0,
        }
    }

    /// A quoted field at the start of `rest`: its text and what comes after its closing mark.
    ///
    /// `None` when it never closes, or closes before something else than a delimiter or line end.
    fn quoted(&self) -> Option<(String, &'t str)> {
        let mut text = String::new();
        let mut rest = self.rest.strip_prefix('"')?;
        loop {
            let (before, after) = rest.split_once('"')?;
            text.push_str(before);
            if let Some(more) = after.strip_prefix('"') {
                text.push('"');
                rest = more;
            } else if after.is_empty() || after.starts_with([self.delimiter, '\n', '\r']) {
                return Some((text, after));
            } else {
                return None;
            }
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut record = Vec::new();
        loop {
            let field = match self.quoted() {
                Some((text, after)) => {
                    self.rest = after;
                    text
                }
                None => {
                    self.lone_quotes += usize::from(self.rest.starts_with('"'));
                    let end = self
                        .rest
                        .find([self.delimiter, '\n', '\r'])
                        .unwrap_or(self.rest.len());
                    let (text, after) = self.rest.split_at(end);
                    self.rest = after;
                    text.to_owned()
                }
            };
            record.push(field);
            if let Some(rest) = self.rest.strip_prefix(self.delimiter) {
                self.rest = rest;
                continue;
            }
            let rest = self
                .rest
                .strip_prefix("\r\n")
                .or_else(|| self.rest.strip_prefix(['\n', '\r']));
            self.rest = rest.unwrap_or(self.rest);
            return Some(record);
        }
    }
}
