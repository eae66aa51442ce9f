//! Which stretch of the file has which properties, as the pages of formatted runs and paragraphs tell. Source: \[MS-DOC\] 2.4.6.
use super::{
    bytes::{Plc, u16_at, u32_at},
    fib::{Fib, Generation, PARAGRAPH_PAGES, RUN_PAGES},
};

/// Bytes of a page; its last one counts the stretches on it.
const PAGE: usize = 512;

/// A stretch of the stream `WordDocument`, half open, and its properties.
#[derive(Debug)]
pub(super) struct Run<'w> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The style, for paragraphs.
    pub(super) style: u16,
    /// The list of properties.
    pub(super) list: &'w [u8],
}

/// Stretches from the first to the last.
#[derive(Debug, Default)]
pub(super) struct Runs<'w>(Vec<Run<'w>>);

impl<'w> Runs<'w> {
    /// The runs of characters.
    pub(super) fn of_characters(fib: &Fib<'_>, word: &'w [u8], table: &[u8]) -> Self {
        Self::read(fib, word, table, false)
    }

    /// The paragraphs.
    pub(super) fn of_paragraphs(fib: &Fib<'_>, word: &'w [u8], table: &[u8]) -> Self {
        Self::read(fib, word, table, true)
    }

    fn read(fib: &Fib<'_>, word: &'w [u8], table: &[u8], paragraphs: bool) -> Self {
        let pointer = if paragraphs {
            PARAGRAPH_PAGES
        } else {
            RUN_PAGES
        };
        let bytes = fib.part(pointer, table);
        let mut pages: Vec<usize> = match fib.generation {
            Generation::Eight => {
                let plc = Plc::new(bytes, 4);
                let page = |n| Some((u32_at(plc.item(n)?, 0)? & 0x003F_FFFF) as usize);
                (0..plc.len()).filter_map(page).collect()
            }
            Generation::Six => {
                let plc = Plc::new(bytes, 2);
                let page = |n| Some(usize::from(u16_at(plc.item(n)?, 0)?));
                (0..plc.len()).filter_map(page).collect()
            }
        };
        if let (Generation::Six, Some((first, count))) =
            (fib.generation, fib.old_pages(!paragraphs))
        {
            // The pages that are not listed follow the first.
            let listed = pages.len();
            let more = usize::from(count).saturating_sub(listed);
            pages.extend((1..=more).map(|n| usize::from(first) + listed.max(1) - 1 + n));
        }
        // A page named twice would double what it holds.
        pages.sort_unstable();
        pages.dedup();
        // Behind each place on the page stand its properties' place and, for paragraphs, their height.
        let entry = match (paragraphs, fib.generation) {
            (false, _) => 1,
            (true, Generation::Six) => 7,
            (true, Generation::Eight) => 13,
        };
        let mut runs = Vec::new();
        for page in pages {
            let Some(page) = page
                .checked_mul(PAGE)
                .and_then(|at| word.get(at..at + PAGE))
            else {
                continue;
            };
            let count = page.last().copied().map_or(0, usize::from);
            let run = |n: usize| {
                let place = usize::from(*page.get((count + 1) * 4 + n * entry)?) * 2;
                let (style, list) = match place {
                    0 => (0, Default::default()),
                    _ if paragraphs => paragraph(page, place)?,
                    _ => (0, character(page, place)?),
                };
                Some(Run {
                    start: u32_at(page, n * 4)? as usize,
                    end: u32_at(page, n * 4 + 4)? as usize,
                    style,
                    list,
                })
            };
            runs.extend((0..count).filter_map(run).filter(|r| r.start < r.end));
        }
        runs.sort_by_key(|r| r.start);
        Self(runs)
    }

    /// The stretch in which a place lies.
    pub(super) fn find(&self, at: usize) -> Option<&Run<'w>> {
        let n = self.0.partition_point(|r| r.start <= at).checked_sub(1)?;
        self.0.get(n).filter(|r| at < r.end)
    }
}

/// The properties of a run of characters: a length in bytes, then the list.
fn character(page: &[u8], place: usize) -> Option<&[u8]> {
    let length = usize::from(*page.get(place)?);
    let list = page.get(place + 1..)?;
    Some(list.get(..length).unwrap_or(list))
}

/// The properties of a paragraph: a length in pairs of bytes that counts itself, or a zero and the length; then the style and the list.
fn paragraph(page: &[u8], place: usize) -> Option<(u16, &[u8])> {
    let (at, length) = match *page.get(place)? {
        0 => (place + 2, usize::from(*page.get(place + 1)?) * 2),
        pairs => (place + 1, usize::from(pairs) * 2 - 1),
    };
    let all = page.get(at..)?;
    let all = all.get(..length).unwrap_or(all);
    Some((u16_at(all, 0)?, all.get(2..)?))
}
