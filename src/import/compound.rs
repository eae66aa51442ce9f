//! Reads the streams of an OLE2 compound file, the container of xls, doc and encrypted office files. Source: \[MS-CFB\].

use super::little_endian::{u16_at, u32_at};

/// First bytes of every compound file.
pub(super) const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Sector numbers from here on are marks, not places.
const FIRST_MARK: u32 = 0xFFFF_FFFA;
/// Bytes of a directory entry.
const ENTRY: usize = 128;

/// A compound file held in memory.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    mini_sector: usize,
    mini_cutoff: u64,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    is_stream: bool,
    /// Whether it lies at the top of the tree, not inside an embedded object.
    at_top: bool,
    start: u32,
    size: u64,
}

impl<'a> Compound<'a> {
    /// Reads allocation tables and directory; `None` when they are not to be made out.
    ///
    /// A file cut short opens as long as its directory is there; [`Compound::stream`] then gives what is left.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(&MAGIC) {
            return None;
        }
        // 512-byte sectors in version 3, 4096 in version 4; mini sectors 64. Other shifts do not occur.
        let shift = u16_at(bytes, 30).filter(|s| (7..=16).contains(s))?;
        let mini_shift = u16_at(bytes, 32).filter(|s| (4..=12).contains(s))?;
        let mut file = Self {
            bytes,
            sector: 1 << shift,
            mini_sector: 1 << mini_shift,
            mini_cutoff: u64::from(u32_at(bytes, 56)?),
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        file.fat = file.allocation_table()?;
        let mini_fat = file.chain(u32_at(bytes, 60)?, usize::MAX);
        file.mini_fat = numbers(&mini_fat);
        let directory = file.chain(u32_at(bytes, 48)?, usize::MAX);
        let root = directory.get(..ENTRY)?;
        let root_size = usize::try_from(u32_at(root, 120)?).ok()?;
        file.mini_stream = file.chain(u32_at(root, 116)?, root_size);
        file.entries = directory
            .chunks_exact(ENTRY)
            .zip(at_top(&directory))
            .filter_map(|(e, at_top)| read_entry(e, file.sector, at_top))
            .collect();
        Some(file)
    }

    /// Whether there is a stream of that name at the top of the tree; case does not count.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Office files carried inside this one, each in a folder of its own.
    pub(super) fn embedded(&self) -> u32 {
        let folders = self.entries.iter().filter(|e| !e.is_stream && e.at_top);
        let count = folders.filter(|e| e.name.starts_with("MBD")).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|e| e.is_stream && e.at_top && e.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream at the top of the tree and whether they are all there.
    pub(super) fn stream(&self, name: &str) -> Option<(Vec<u8>, bool)> {
        let entry = self.find(name)?;
        let size = usize::try_from(entry.size).ok()?;
        let bytes = if entry.size < self.mini_cutoff {
            self.mini_chain(entry.start, size)
        } else {
            self.chain(entry.start, size)
        };
        let whole = bytes.len() == size;
        Some((bytes, whole))
    }

    /// The allocation table: which sector follows which.
    fn allocation_table(&self) -> Option<Vec<u32>> {
        let mut table: Vec<u32> = Vec::new();
        let enough = self.bytes.len() / self.sector + self.sector;
        let mut add = |sector: u32| {
            // A table that lists more sectors than the file has is a trap.
            if let Some(part) = self.sector_bytes(sector).filter(|_| table.len() < enough) {
                table.extend(numbers(part));
            }
        };
        for i in 0..109 {
            match u32_at(self.bytes, 76 + 4 * i)? {
                mark if mark >= FIRST_MARK => {}
                sector => add(sector),
            }
        }
        // Files over 7 MB list the rest of the table in further sectors, each ending with the number of the next.
        let mut next = u32_at(self.bytes, 68)?;
        let mut left = self.bytes.len() / self.sector + 1;
        while next < FIRST_MARK && left > 0 {
            let Some(part) = self.sector_bytes(next) else {
                break;
            };
            let mut list = numbers(part);
            next = list.pop().unwrap_or(FIRST_MARK);
            list.into_iter()
                .filter(|s| *s < FIRST_MARK)
                .take(left)
                .for_each(&mut add);
            left -= 1;
        }
        Some(table)
    }

    fn sector_bytes(&self, sector: u32) -> Option<&'a [u8]> {
        let at = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = at.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(at..end).filter(|b| !b.is_empty())
    }

    /// The bytes of a chain of sectors, at most `size`; a loop ends when more sectors were seen than the file has.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = start;
        for _ in 0..=self.bytes.len() / self.sector {
            if at >= FIRST_MARK || out.len() >= size {
                break;
            }
            let Some(part) = self.sector_bytes(at) else {
                break;
            };
            out.extend_from_slice(part);
            at = self.fat.get(at as usize).copied().unwrap_or(FIRST_MARK);
        }
        out.truncate(size);
        out
    }

    fn mini_chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = start;
        for _ in 0..=self.mini_stream.len() / self.mini_sector {
            if at >= FIRST_MARK || out.len() >= size {
                break;
            }
            let from = (at as usize).saturating_mul(self.mini_sector);
            let to = from
                .saturating_add(self.mini_sector)
                .min(self.mini_stream.len());
            let Some(part) = self.mini_stream.get(from..to) else {
                break;
            };
            out.extend_from_slice(part);
            at = self
                .mini_fat
                .get(at as usize)
                .copied()
                .unwrap_or(FIRST_MARK);
        }
        out.truncate(size);
        out
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|c| u32_at(c, 0)).collect()
}

/// For each directory entry, whether it is a child of the root: an office file may carry other office files inside it.
fn at_top(directory: &[u8]) -> Vec<bool> {
    let mut marks = vec![false; directory.len() / ENTRY];
    let link =
        |entry: usize, at: usize| u32_at(directory, entry * ENTRY + at).map(|id| id as usize);
    let mut open: Vec<usize> = link(0, 76).into_iter().collect();
    while let Some(entry) = open.pop() {
        // Entries seen before end the walk: siblings of a sound file form a tree.
        if let Some(mark) = marks.get_mut(entry).filter(|mark| !**mark) {
            *mark = true;
            open.extend(link(entry, 68));
            open.extend(link(entry, 72));
        }
    }
    marks
}

fn read_entry(entry: &[u8], sector: usize, at_top: bool) -> Option<Entry> {
    let kind = *entry.get(66)?;
    if kind == 0 {
        return None;
    }
    let name_bytes = usize::from(u16_at(entry, 64)?).saturating_sub(2).min(64);
    let name = entry
        .get(..name_bytes)?
        .chunks_exact(2)
        .filter_map(|c| u16_at(c, 0))
        .collect::<Vec<_>>();
    let low = u64::from(u32_at(entry, 120)?);
    // The upper half of the size is undefined in version 3.
    let high = if sector > 512 {
        u64::from(u32_at(entry, 124)?)
    } else {
        0
    };
    Some(Entry {
        name: String::from_utf16_lossy(&name),
        is_stream: kind == 2,
        at_top,
        start: u32_at(entry, 116)?,
        size: high << 32 | low,
    })
}
