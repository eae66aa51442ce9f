//! What the spreadsheet readers share: cells under limits, and remarks about what a reader of the sheet would not see.

mod number_format;
mod serial_date;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    CellValue, Limits, Merge, RawBlock, RawCell, RawTable, RawText, Reason, cell_name,
};

use super::{ReadError, Reading};

pub(super) use number_format::{NumberFormat, plain_number};

/// Most bytes of cell text from one file; one long text shared by a million cells would pass any other limit.
pub(super) const MAX_TEXT: usize = 256 << 20;
/// Most merged ranges, hidden rows or hidden columns kept for one sheet; beyond, only formatting is lost, no text.
const MAX_MARKS: usize = 100_000;
/// Most digits of a number before the decimal point; longer runs are telephone, case and identity numbers.
const MAX_WHOLE_DIGITS: usize = 10;

/// Cells named in one reason; the count tells of the others.
const NAMED_CELLS: usize = 10;

/// Collects the sheets of a workbook.
pub(super) struct Sheets {
    reading: Reading,
    unread: Unread,
    cells: u64,
    most_cells: u64,
    text: usize,
    /// Names of sheets, and how many bear each.
    names: BTreeMap<String, u32>,
}

/// Objects of a sheet whose words are not read, by kind.
#[derive(Clone, Copy, Default)]
pub(super) struct Unread {
    pub(super) pictures: u32,
    pub(super) charts: u32,
    pub(super) embedded: u32,
}

/// Where on the page a line is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Running {
    Header,
    Footer,
}

/// One sheet being collected.
pub(super) struct SheetBuilder {
    /// The sheet so far.
    pub(super) table: RawTable,
    /// Cells with a formula but no value: the program that wrote the file did not calculate.
    pub(super) uncalculated: Vec<(u32, u32)>,
    /// Cells whose number has more digits than a spreadsheet keeps (case numbers, identity numbers).
    pub(super) shortened: Vec<(u32, u32)>,
    /// Cells whose text is named but not in the file.
    pub(super) lost: Vec<(u32, u32)>,
    /// Comments, by cell.
    pub(super) comments: Vec<((u32, u32), String)>,
    /// Text boxes and shapes.
    pub(super) boxes: Vec<String>,
    /// What holds words this program does not read.
    pub(super) unread: Unread,
    /// Lines printed at the top and the bottom of each page.
    pub(super) running: Vec<(Running, String)>,
    /// The place where the sheet stopped being readable, if it did.
    pub(super) cut_after: Option<Option<(u32, u32)>>,
}

impl SheetBuilder {
    /// An empty sheet.
    pub(super) fn new(name: &str) -> Self {
        Self {
            table: RawTable {
                name: name.to_owned(),
                ..RawTable::default()
            },
            uncalculated: Vec::new(),
            shortened: Vec::new(),
            lost: Vec::new(),
            comments: Vec::new(),
            boxes: Vec::new(),
            unread: Unread::default(),
            running: Vec::new(),
            cut_after: None,
        }
    }

    /// Notes a merged range unless it is a single cell.
    pub(super) fn merge(&mut self, merge: Merge) {
        let Merge {
            first_row,
            first_col,
            last_row,
            last_col,
        } = merge;
        let is_range = last_row >= first_row
            && last_col >= first_col
            && (last_row > first_row || last_col > first_col);
        if is_range && self.table.merges.len() < MAX_MARKS {
            self.table.merges.push(merge);
        }
    }

    /// Notes a hidden row.
    pub(super) fn hide_row(&mut self, row: u32) {
        if self.table.hidden_rows.len() < MAX_MARKS {
            self.table.hidden_rows.push(row);
        }
    }

    /// Notes hidden columns, inclusive.
    pub(super) fn hide_cols(&mut self, first: u32, last: u32) {
        // 16,384 columns are the most a sheet has; the last one of a range usually stands for "all the rest".
        for col in first..=last.min(16_383) {
            if self.table.hidden_cols.len() >= MAX_MARKS {
                return;
            }
            self.table.hidden_cols.push(col);
        }
    }
}

impl Sheets {
    /// No sheet yet; so many cells are taken as the limits allow.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            reading: Reading::default(),
            unread: Unread::default(),
            cells: 0,
            most_cells: limits.cells,
            text: 0,
            names: BTreeMap::new(),
        }
    }

    /// The reading so far, for facts and reasons that concern the whole file.
    pub(super) fn reading(&mut self) -> &mut Reading {
        &mut self.reading
    }

    /// Adds a cell unless it is blank.
    ///
    /// # Errors
    /// `Refused` when the file passes [`Limits::cells`] or [`MAX_TEXT`].
    pub(super) fn add(&mut self, sheet: &mut SheetBuilder, cell: RawCell) -> Result<(), ReadError> {
        if cell.text.trim().is_empty() {
            return Ok(());
        }
        self.cells += 1;
        self.text += cell.text.len();
        if self.cells > self.most_cells {
            let reason = Reason::new("too-many-cells").with("limit", self.most_cells);
            return Err(ReadError::Refused(reason));
        }
        if self.text > MAX_TEXT {
            let reason = Reason::new("too-much-text").with("limit", MAX_TEXT >> 20);
            return Err(ReadError::Refused(reason));
        }
        if let CellValue::Number(_) = cell.value
            && cell.text.bytes().filter(u8::is_ascii_digit).count() > 15
        {
            sheet.shortened.push((cell.row, cell.col));
        }
        sheet.table.cells.push(cell);
        Ok(())
    }

    /// Takes a finished sheet; a sheet without cells leaves no table, its remarks stay.
    pub(super) fn finish(&mut self, mut sheet: SheetBuilder) {
        let table = &mut sheet.table;
        table.cells.sort_by_key(|c| (c.row, c.col));
        // Two cells of one address do not occur in sound files; the later one is what spreadsheet programs show.
        table.cells.reverse();
        table.cells.dedup_by_key(|c| (c.row, c.col));
        table.cells.reverse();
        table.hidden_rows.sort_unstable();
        table.hidden_rows.dedup();
        table.hidden_cols.sort_unstable();
        table.hidden_cols.dedup();
        table.merges.sort_by_key(|m| (m.first_row, m.first_col));
        let name = self.own_name(&table.name);
        if name != sheet.table.name {
            self.remark(
                Reason::new("sheets-share-name")
                    .with("sheet", &sheet.table.name)
                    .with("shown", &name),
            );
            sheet.table.name.clone_from(&name);
        }
        if let Some(last) = sheet.cut_after {
            let cell = last.map_or_else(|| "-".to_owned(), |(r, c)| cell_name(r, c));
            self.incomplete(
                Reason::new("sheet-cut-short")
                    .with("sheet", &name)
                    .with("cell", cell),
            );
        }
        if !sheet.uncalculated.is_empty() {
            self.incomplete(named("formula-without-value", &name, &sheet.uncalculated));
        }
        if !sheet.lost.is_empty() {
            self.incomplete(named("cell-text-missing", &name, &sheet.lost));
        }
        if !sheet.shortened.is_empty() {
            self.remark(named("number-too-long", &name, &sheet.shortened));
        }
        self.remark_hidden(&sheet.table);
        self.unread(sheet.unread);
        self.running(sheet.running);
        if !sheet.table.cells.is_empty() {
            self.reading.blocks.push(RawBlock::Table(sheet.table));
        }
        for ((row, col), text) in sheet.comments {
            self.labelled(&format!("{name}!{} 批注：", cell_name(row, col)), &text);
        }
        for text in sheet.boxes {
            self.labelled(&format!("{name} 文本框："), &text);
        }
    }

    /// A name no sheet before it has, so that a place names one cell. Only damaged workbooks have two sheets of one name.
    fn own_name(&mut self, name: &str) -> String {
        let mut own = name.to_owned();
        while self.names.contains_key(&own) {
            let count = self.names.entry(name.to_owned()).or_insert(1);
            *count += 1;
            own = format!("{name} ({count})");
        }
        self.names.insert(own.clone(), 1);
        own
    }

    /// All sheets.
    pub(super) fn into_reading(mut self) -> Reading {
        let Unread {
            pictures,
            charts,
            embedded,
        } = self.unread;
        // A sheet that is one picture is a scan: nothing of it was read.
        let only_pictures = self.reading.blocks.is_empty() && pictures > 0;
        let picture_code = if only_pictures {
            "only-pictures"
        } else {
            "pictures-not-read"
        };
        for (code, count) in [
            (picture_code, pictures),
            ("charts-not-read", charts),
            ("embedded-files-not-read", embedded),
        ] {
            if count > 0 {
                self.remark(Reason::new(code).with("count", count));
            }
        }
        self.reading.partial |= only_pictures || embedded > 0;
        self.reading
    }

    /// Adds objects that are not read.
    pub(super) fn unread(&mut self, unread: Unread) {
        self.unread.pictures = self.unread.pictures.saturating_add(unread.pictures);
        self.unread.charts = self.unread.charts.saturating_add(unread.charts);
        self.unread.embedded = self.unread.embedded.saturating_add(unread.embedded);
    }

    /// Lines at the top and the bottom of pages are facts of the file, each named once.
    fn running(&mut self, lines: Vec<(Running, String)>) {
        for (place, line) in lines {
            let fact = match place {
                Running::Header => "header",
                Running::Footer => "footer",
            };
            let known = self.reading.facts.entry(fact.to_owned()).or_default();
            if known.lines().any(|l| l == line) {
                continue;
            }
            if !known.is_empty() {
                known.push('\n');
            }
            known.push_str(&line);
        }
    }

    /// Notes that something is missing.
    pub(super) fn incomplete(&mut self, reason: Reason) {
        self.reading.partial = true;
        self.reading.reasons.push(reason);
    }

    /// Notes something worth knowing though nothing is missing.
    pub(super) fn remark(&mut self, reason: Reason) {
        self.reading.reasons.push(reason);
    }

    /// What stands beside the cells is kept as a paragraph; its label says where it stood and is not part of the source.
    fn labelled(&mut self, label: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.text += text.len();
        if self.text > MAX_TEXT {
            self.reading.partial = true;
            return;
        }
        self.reading.blocks.push(RawBlock::Text(RawText {
            text: format!("{label}{text}"),
            label_chars: u32::try_from(label.chars().count()).unwrap_or(0),
            ..RawText::default()
        }));
    }

    /// Hidden rows, columns and sheets are read like the others; people who open the file do not see them, so they are told.
    fn remark_hidden(&mut self, table: &RawTable) {
        if table.cells.is_empty() {
            return;
        }
        if table.hidden {
            self.remark(Reason::new("hidden-sheet").with("sheet", &table.name));
        }
        let hidden_rows: BTreeSet<u32> = table.hidden_rows.iter().copied().collect();
        let hidden_cols: BTreeSet<u32> = table.hidden_cols.iter().copied().collect();
        let rows: BTreeSet<u32> = table
            .cells
            .iter()
            .map(|c| c.row)
            .filter(|r| hidden_rows.contains(r))
            .collect();
        let cols: BTreeSet<u32> = table
            .cells
            .iter()
            .map(|c| c.col)
            .filter(|c| hidden_cols.contains(c))
            .collect();
        if !rows.is_empty() {
            let first: Vec<String> = rows
                .iter()
                .take(NAMED_CELLS)
                .map(|r| (u64::from(*r) + 1).to_string())
                .collect();
            self.remark(
                Reason::new("hidden-rows")
                    .with("sheet", &table.name)
                    .with("count", rows.len())
                    .with("rows", listed(&first, rows.len())),
            );
        }
        if !cols.is_empty() {
            let first: Vec<String> = cols
                .iter()
                .take(NAMED_CELLS)
                .map(|c| crate::model::column_name(*c))
                .collect();
            self.remark(
                Reason::new("hidden-columns")
                    .with("sheet", &table.name)
                    .with("count", cols.len())
                    .with("columns", listed(&first, cols.len())),
            );
        }
    }
}

fn named(code: &str, sheet: &str, cells: &[(u32, u32)]) -> Reason {
    let first: Vec<String> = cells
        .iter()
        .take(NAMED_CELLS)
        .map(|(r, c)| cell_name(*r, *c))
        .collect();
    Reason::new(code)
        .with("sheet", sheet)
        .with("count", cells.len())
        .with("cells", listed(&first, cells.len()))
}

fn listed(first: &[String], all: usize) -> String {
    let dots = if all > first.len() { ", …" } else { "" };
    format!("{}{dots}", first.join(", "))
}

/// The value of a cell that came as text: a number only where nothing but a number can be meant.
pub(super) fn typed(text: &str) -> CellValue {
    let digits = text.trim();
    let digits = digits.strip_prefix('-').unwrap_or(digits);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let plain = all_digits(whole)
        && all_digits(decimals)
        && whole.len() <= MAX_WHOLE_DIGITS
        && (whole == "0" || !whole.starts_with('0'));
    match text.trim().parse() {
        Ok(number) if plain => CellValue::Number(number),
        _ => CellValue::Text,
    }
}

/// Row and column, from 0, of a cell named in A1 notation; `$` is passed over.
pub(super) fn cell_position(name: &str) -> Option<(u32, u32)> {
    let (mut row, mut col) = (0_u32, 0_u32);
    for b in name.bytes() {
        match b {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let digit = u32::from(b.to_ascii_uppercase() - b'A') + 1;
                col = col.checked_mul(26)?.checked_add(digit)?;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(b - b'0'))?,
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}

/// The range named in A1 notation (`B2:D5`).
pub(super) fn range_position(name: &str) -> Option<Merge> {
    let (first, last) = name.split_once(':').unwrap_or((name, name));
    let (first_row, first_col) = cell_position(first)?;
    let (last_row, last_col) = cell_position(last)?;
    Some(Merge {
        first_row,
        first_col,
        last_row,
        last_col,
    })
}
