//! Sheets into tables with named columns, and every row into a passage.
mod cells;
mod grid;
mod header;
mod kinds;
mod regions;
mod rows;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use crate::model::{
    Column, ImportProfile, MappedBy, Passage, RawTable, ReadingSettings, RowKind, Split, Table,
};

use super::{
    headers::{self, Heading},
    profiles,
};
use grid::{FillDown, Grid};
use regions::Region;

/// Understands one sheet, or one table of a text document.
///
/// Returns its tables (a sheet may hold several) and one passage for each row that holds something, in reading order,
/// titles, headers and notes included. `first_passage` is the index the first passage will have in the document, and
/// [`crate::model::TableRow::passage`] counts on from it. `row` of a passage counts tables from 0 within this answer: add
/// the number of tables already in the document.
///
/// Cells merged downwards are filled into the records they cover, marked as inherited and still at the address they
/// stand in; cells merged sideways, and blanks that may mean "as above", are not filled.
#[must_use]
pub fn understand(
    raw: &RawTable,
    settings: &ReadingSettings,
    first_passage: u32,
) -> (Vec<Table>, Vec<Passage>) {
    let grid = Grid::of(raw);
    let profile = profiles::for_sheet(settings, &raw.name);
    let own = own_headers(settings, profile);
    let forced = profile.and_then(|p| p.header_row?.checked_sub(1));
    let hidden: BTreeSet<u32> = raw.hidden_rows.iter().copied().collect();
    let mut tables = Vec::new();
    let mut passages = Vec::new();
    let mut fill = FillDown::new(raw.cells.len());
    for region in regions::split(&grid, &own, forced) {
        let table_at = u32::try_from(tables.len()).unwrap_or(u32::MAX);
        let mut table = Table {
            sheet: raw.name.clone(),
            page: raw.page,
            header_rows: header_rows(&grid, &region),
            date1904: profile.and_then(|p| p.date1904).unwrap_or(raw.date1904),
            as_of: profile.and_then(|p| p.as_of),
            ..Table::default()
        };
        for at in region.rows.clone() {
            let Some(row) = grid.rows.get(at) else { break };
            let kind = kinds::of(&grid, &region, at);
            let inherits = matches!(kind, RowKind::Record | RowKind::Total);
            let held = fill.row(&grid, row, inherits);
            let row_at = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
            let passage_at =
                first_passage.saturating_add(u32::try_from(passages.len()).unwrap_or(u32::MAX));
            let (mut row, passage) =
                rows::build(raw, row.row, kind, &held, (table_at, row_at), passage_at);
            row.hidden = raw.hidden || hidden.contains(&row.row);
            table.rows.push(row);
            passages.push(passage);
        }
        table.title = title(&table);
        table.columns = columns(&region, &table, &own);
        table.splits = splits(&table.columns, profile);
        tables.push(table);
    }
    (tables, passages)
}

/// The headers of the workspace with those of the profile over them; a composite column is at first what stands first in it.
fn own_headers<'a>(
    settings: &'a ReadingSettings,
    profile: Option<&ImportProfile>,
) -> Cow<'a, BTreeMap<String, String>> {
    let Some(profile) = profile else {
        return Cow::Borrowed(&settings.headers);
    };
    let mut own = settings.headers.clone();
    own.extend(profile.headers.clone());
    own.extend(
        profile
            .split
            .iter()
            .map(|(header, split)| (header.clone(), split.first.clone())),
    );
    Cow::Owned(own)
}

/// The composite columns of a table, as the profile parts them.
fn splits(columns: &[Column], profile: Option<&ImportProfile>) -> BTreeMap<u32, Split> {
    let Some(profile) = profile else {
        return BTreeMap::new();
    };
    let named: Vec<(String, &Split)> = profile
        .split
        .iter()
        .map(|(header, split)| (headers::clean(header), split))
        .collect();
    columns
        .iter()
        .filter_map(|c| {
            let header = headers::clean(&c.header);
            let (_, split) = named.iter().find(|(name, _)| *name == header)?;
            Some((c.col, (*split).clone()))
        })
        .collect()
}

fn header_rows(grid: &Grid<'_>, region: &Region) -> Option<(u32, u32)> {
    let header = region.header.as_ref()?;
    let first = grid.rows.get(header.rows.start)?.row;
    let last = grid.rows.get(header.rows.end.checked_sub(1)?)?.row;
    Some((first, last))
}

/// The longest title above the header that stands alone and gives no value of its own (填报单位：…) and no 附件 number.
fn title(table: &Table) -> Option<String> {
    let above = table.header_rows?.0;
    table
        .rows
        .iter()
        .take_while(|r| r.row < above)
        .filter(|r| r.kind == RowKind::Title && r.cells.len() == 1)
        .filter_map(|r| r.cells.first().map(|c| c.text.trim()))
        .filter(|t| names_table(t))
        .max_by_key(|t| t.chars().count())
        .map(str::to_owned)
}

/// Whether a title row names the table: no 填报单位：…, no （单位：万元）, no 附件1.
fn names_table(text: &str) -> bool {
    let attachment = text.starts_with("附件") && text.chars().count() <= 5;
    let valued = text.contains(['：', ':']) || text.starts_with(['（', '(']);
    !attachment && !valued
}

/// The columns of a table: those with a header, and those that hold something without one.
fn columns(region: &Region, table: &Table, profile: &BTreeMap<String, String>) -> Vec<Column> {
    let mut by_col: BTreeMap<u32, Heading<'_>> = BTreeMap::new();
    if let Some(header) = &region.header {
        for (col, name) in &header.names {
            by_col.insert(
                *col,
                Heading {
                    col: *col,
                    header: name.clone(),
                    cells: Vec::new(),
                },
            );
        }
    }
    for row in table.rows.iter().filter(|r| r.kind == RowKind::Record) {
        for cell in &row.cells {
            let heading = by_col.entry(cell.col).or_insert_with(|| Heading {
                col: cell.col,
                header: String::new(),
                cells: Vec::new(),
            });
            heading.cells.push(&cell.text);
        }
    }
    let headings: Vec<Heading<'_>> = by_col.into_values().collect();
    if region.header.is_none() {
        return headings
            .into_iter()
            .map(|h| Column {
                col: h.col,
                header: h.header,
                field: None,
                mapped_by: MappedBy::None,
            })
            .collect();
    }
    headers::decide(&headings, profile)
}
