//! What holds of every reading, whatever the bytes; also used by the fuzz targets.
use std::{collections::BTreeMap, ops::Range};

use taizhang::{
    model::{
        Document, Place, RawBlock, RawFile, RawTable, RawText, ReadingSettings, Recovery, cell_name,
    },
    normalize,
};

/// About how many characters are counted for one passage: a quotation is cut out by counting from the beginning, and a damaged
/// sheet may have a row of thousands of cells.
const MOST_OF_A_PASSAGE: usize = 2_000_000;

/// What is wrong with the blocks of a reading, if anything.
fn blocks(blocks: &[RawBlock]) -> Result<(), String> {
    for (at, block) in blocks.iter().enumerate() {
        let wrong = match block {
            RawBlock::Text(text) => text_is_wrong(text),
            RawBlock::Table(table) => table_is_wrong(table),
        };
        if let Some(wrong) = wrong {
            return Err(format!("block {at}: {wrong}"));
        }
    }
    Ok(())
}

/// What is wrong with a file as read, if anything: nothing is lost without a reason.
pub(crate) fn file(raw: &RawFile) -> Result<(), String> {
    if raw.recovery != Recovery::Complete && raw.reasons.is_empty() {
        return Err(format!("{} without a reason", raw.recovery.name()));
    }
    if raw.blocks.is_empty() && raw.reasons.is_empty() {
        return Err("nothing read and nothing said".to_owned());
    }
    blocks(&raw.blocks)
}

fn text_is_wrong(text: &RawText) -> Option<String> {
    let chars = u32::try_from(text.text.chars().count()).ok()?;
    if text.text.trim().is_empty() {
        return Some("blank paragraph".to_owned());
    }
    if text.label_chars > chars {
        return Some(format!("label of {} in {chars}", text.label_chars));
    }
    if text.heading.is_some_and(|level| !(1..=9).contains(&level)) {
        return Some(format!("heading level {:?}", text.heading));
    }
    if text.recognized.is_some_and(|percent| percent > 100) {
        return Some(format!("recognized {:?}", text.recognized));
    }
    let mut before = (0, text.page.unwrap_or(0));
    for &(from, page) in &text.page_starts {
        if from <= before.0 || from >= chars || page <= before.1 {
            return Some(format!(
                "pages {:?} from {:?} in {chars}",
                text.page_starts, text.page
            ));
        }
        before = (from, page);
    }
    None
}

fn table_is_wrong(table: &RawTable) -> Option<String> {
    let unordered = table
        .cells
        .windows(2)
        .find(|two| (two[0].row, two[0].col) >= (two[1].row, two[1].col));
    if let Some(two) = unordered {
        return Some(format!(
            "cell {} before {}",
            cell_name(two[0].row, two[0].col),
            cell_name(two[1].row, two[1].col)
        ));
    }
    let inverted = table
        .merges
        .iter()
        .find(|m| m.first_row > m.last_row || m.first_col > m.last_col);
    if let Some(merge) = inverted {
        return Some(format!("{merge:?}"));
    }
    let ascends = table
        .page_starts
        .windows(2)
        .all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1);
    (!ascends).then(|| format!("pages {:?}", table.page_starts))
}

/// What is wrong with the places of a file as normalized, if anything. Every quotation equals the characters of the file at
/// its place: passages and their parts, sentences, cells; and no paragraph or cell is left out.
/// Returns how many quotations were compared.
pub(crate) fn places(raw: &RawFile) -> Result<usize, String> {
    let document = normalize::document(raw, &ReadingSettings::default());
    let source = Source::of(raw);
    let mut quotations = 0;
    for (passage, at) in document.passages.iter().zip(0..) {
        let chars = u32::try_from(passage.text.chars().count()).unwrap_or(0);
        let middle = chars / 2;
        let cells = passage.cells.iter().map(|c| c.start..c.end);
        let whole = [0..chars, 0..middle, middle..chars, middle..middle + 1];
        let ranges: Vec<Range<u32>> = passage
            .sentences
            .iter()
            .cloned()
            .chain(cells)
            .chain(whole)
            .collect();
        let counted = ranges.len() * chars as usize;
        for range in ranges.iter().step_by(counted / MOST_OF_A_PASSAGE + 1) {
            let range = range.clone();
            let Some(quoted) = document.source_ref(at, range.clone()) else {
                if range.is_empty() || !passage.cells.is_empty() || range.end > chars {
                    continue;
                }
                return Err(format!("no place for {range:?} of {:?}", passage.text));
            };
            quotations += 1;
            let there = source.at(quoted.place());
            if there.as_deref() != Some(quoted.quote()) {
                return Err(format!(
                    "{:?} is not {there:?} at {:?}",
                    quoted.quote(),
                    quoted.place()
                ));
            }
            if quoted.place().page != source.page(quoted.place()) {
                return Err(format!(
                    "page {:?} of {:?}",
                    source.page(quoted.place()),
                    quoted.place()
                ));
            }
        }
    }
    source.is_whole(&document)?;
    Ok(quotations)
}

/// The characters of a file by paragraph and by cell.
struct Source<'a> {
    paragraphs: Vec<(&'a RawText, Vec<char>)>,
    tables: Vec<&'a RawTable>,
    cells: BTreeMap<(&'a str, String), (&'a str, Option<u32>)>,
}

impl<'a> Source<'a> {
    fn of(raw: &'a RawFile) -> Self {
        let mut source = Self {
            paragraphs: Vec::new(),
            tables: Vec::new(),
            cells: BTreeMap::new(),
        };
        for block in &raw.blocks {
            match block {
                RawBlock::Text(text) => source.paragraphs.push((text, text.text.chars().collect())),
                RawBlock::Table(table) => {
                    source.tables.push(table);
                    for cell in &table.cells {
                        source.cells.insert(
                            (&table.name, cell_name(cell.row, cell.col)),
                            (&cell.text, table.page_of(cell.row)),
                        );
                    }
                }
            }
        }
        source
    }

    fn at(&self, place: &Place) -> Option<String> {
        let from = place.char_start as usize;
        let to = place.char_end as usize;
        match (place.paragraph, &place.sheet, &place.cell) {
            (Some(number), None, None) => {
                let (_, chars) = self.paragraphs.get((number as usize).checked_sub(1)?)?;
                Some(chars.get(from..to)?.iter().collect())
            }
            (None, Some(sheet), Some(cell)) => {
                let (text, _) = self.cells.get(&(sheet.as_str(), cell.clone()))?;
                Some(text.chars().skip(from).take(to - from).collect())
            }
            _ => None,
        }
    }

    fn page(&self, place: &Place) -> Option<u32> {
        if let (Some(sheet), Some(cell)) = (&place.sheet, &place.cell) {
            return self.cells.get(&(sheet.as_str(), cell.clone()))?.1;
        }
        let (text, _) = self
            .paragraphs
            .get((place.paragraph? as usize).checked_sub(1)?)?;
        let later = text
            .page_starts
            .iter()
            .rev()
            .find(|(from, _)| *from <= place.char_start);
        later.map(|(_, page)| *page).or(text.page)
    }

    fn is_whole(&self, document: &Document) -> Result<(), String> {
        let passages = document
            .passages
            .iter()
            .filter(|p| p.place.paragraph.is_some())
            .count();
        if passages != self.paragraphs.len() {
            return Err(format!(
                "{passages} passages of {} paragraphs",
                self.paragraphs.len()
            ));
        }
        for table in &self.tables {
            let shown = document
                .passages
                .iter()
                .filter(|p| p.place.sheet.as_ref() == Some(&table.name))
                .map(|p| p.cells.len())
                .sum::<usize>();
            let filled = table
                .cells
                .iter()
                .filter(|c| !c.text.trim().is_empty())
                .count();
            if shown < filled {
                return Err(format!("{shown} of {filled} cells of {}", table.name));
            }
        }
        Ok(())
    }
}
