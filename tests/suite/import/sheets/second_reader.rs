//! An independent reader (calamine) finds the same cells with the same values in real and odd workbooks.
use std::{collections::BTreeMap, io::Cursor, path::Path};

use calamine::{Data, Reader, Sheets, open_workbook_auto_from_rs};
use taizhang::{
    import::read_bytes,
    model::{CellValue, Format, RawBlock, RawCell, RawFile, Recovery},
};

type Cells = BTreeMap<(String, u32, u32), Data>;

/// Files in which the other reader is wrong, and how.
const OTHER_IS_WRONG: &[(&str, &str)] = &[
    (
        "52575_main.xlsx",
        "a formula's text result comes back empty",
    ),
    ("56278.xlsx", "the blank at the end of a text is dropped"),
    ("duplicate-filename.xlsx", "a text result comes back empty"),
    (
        "duplicate-filename-case-insensitive.xlsx",
        "a text result comes back empty",
    ),
    ("ex41187-19267.xls", "UTF-16 is read as bytes"),
    ("OOM_alloc3.xls", "gives up on a damaged file"),
];

fn theirs(bytes: &[u8]) -> Option<Cells> {
    let mut cells = Cells::new();
    match open_workbook_auto_from_rs(Cursor::new(bytes)).ok()? {
        // Never the dense range: a cell in the far corner would exhaust the memory.
        Sheets::Xlsx(mut book) => {
            for name in book.sheet_names() {
                let Ok(mut reader) = book.worksheet_cells_reader(&name) else {
                    continue;
                };
                while let Ok(Some(cell)) = reader.next_cell() {
                    let (row, col) = cell.get_position();
                    cells.insert(
                        (name.clone(), row, col),
                        Data::from(cell.get_value().clone()),
                    );
                }
            }
        }
        Sheets::Xlsb(mut book) => {
            for name in book.sheet_names() {
                let Ok(mut reader) = book.worksheet_cells_reader(&name) else {
                    continue;
                };
                while let Ok(Some(cell)) = reader.next_cell() {
                    let (row, col) = cell.get_position();
                    cells.insert(
                        (name.clone(), row, col),
                        Data::from(cell.get_value().clone()),
                    );
                }
            }
        }
        mut book => {
            for name in book.sheet_names() {
                let Ok(range) = book.worksheet_range(&name) else {
                    continue;
                };
                let (first_row, first_col) = range.start().unwrap_or_default();
                for (row, col, value) in range.used_cells() {
                    let at = (name.clone(), first_row + row as u32, first_col + col as u32);
                    cells.insert(at, value.clone());
                }
            }
        }
    }
    Some(cells)
}

fn agrees(theirs: &Data, ours: Option<&&RawCell>) -> bool {
    let lines = |text: &str| text.replace("\r\n", "\n");
    let Some(ours) = ours else {
        return match theirs {
            Data::Empty => true,
            Data::String(text) => text.trim().is_empty(),
            _ => false,
        };
    };
    match (theirs, &ours.value) {
        (Data::String(text), CellValue::Text) => lines(&ours.text) == lines(text),
        // The other reader hands out the text of an open document's number or date where it has no value.
        (Data::String(_), _) => true,
        (Data::Float(a), CellValue::Number(b)) => a == b,
        (Data::Int(a), CellValue::Number(b)) => *a as f64 == *b,
        (Data::Float(a), CellValue::Bool(b)) => *a == f64::from(u8::from(*b)),
        // Which formats are dates differs for a handful of builtin numbers.
        (Data::Float(_), CellValue::Date(_)) => true,
        // The other reader takes the 0 behind an open document's error for a value.
        (Data::Float(a), CellValue::Error) => *a == 0.0,
        (Data::Bool(a), CellValue::Bool(b)) => a == b,
        (Data::Error(a), CellValue::Error) => a.to_string() == ours.text,
        (Data::DateTime(a), CellValue::Number(b)) => a.as_f64() == *b,
        (Data::DateTime(a), CellValue::Date(b)) => {
            let (year, month, day, ..) = a.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}").starts_with(b.get(..10).unwrap_or(b))
        }
        (Data::DateTimeIso(_) | Data::DurationIso(_), _) => true,
        _ => false,
    }
}

fn compare(path: &Path, raw: &RawFile, bytes: &[u8]) -> Option<usize> {
    // The other reader may panic on damaged files; that is no statement about ours.
    let theirs = std::panic::catch_unwind(|| theirs(bytes)).ok()??;
    let mut ours = BTreeMap::new();
    for block in &raw.blocks {
        if let RawBlock::Table(table) = block {
            for cell in &table.cells {
                ours.insert((table.name.clone(), cell.row, cell.col), cell);
            }
        }
    }
    for (at, value) in &theirs {
        assert!(
            agrees(value, ours.get(at)),
            "{}: {at:?} is {value:?} there, {:?} here",
            path.display(),
            ours.get(at)
        );
    }
    for (at, cell) in &ours {
        // The other reader hands out no error results of formulas from binary workbooks.
        let left_out =
            raw.format == Some(Format::Xlsb) && cell.has_formula && cell.value == CellValue::Error;
        assert!(
            left_out || theirs.contains_key(at),
            "{}: {at:?} {:?} is not there",
            path.display(),
            cell.text
        );
    }
    Some(ours.len())
}

#[test]
fn another_reader_finds_the_same_cells() {
    for folder in [
        "data/hostile/spreadsheets",
        "data/formats/spreadsheets",
        "data/formats/wps_et",
    ] {
        let Some(root) = crate::shared(folder) else {
            continue;
        };
        let (mut files, mut cells) = (0, 0);
        for entry in std::fs::read_dir(root).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if OTHER_IS_WRONG.iter().any(|(wrong, _)| *wrong == name) {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let raw = read_bytes(&name, &bytes);
            let is_book = matches!(
                raw.format,
                Some(Format::Xlsx | Format::Xlsb | Format::Xls | Format::Ods)
            );
            if is_book
                && raw.recovery == Recovery::Complete
                && let Some(count) = compare(&path, &raw, &bytes)
            {
                files += 1;
                cells += count;
            }
        }
        println!("{folder}: {files} files, {cells} cells agree");
    }
}
