//! A font without a single outline, given for fonts a file names but does not carry, so that their text is still reported.
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use hayro_interpret::{FontResolverFn, font::FontData};

/// Tables of the stand-in: the least a font needs. Only the characters and the widths written in the PDF count here; outlines
/// do not, so no font needs to be installed or shipped.
const TABLES: &[(&[u8; 4], &[u8])] = &[
    // units per em 1000, long offsets
    (
        b"head",
        &[
            0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5F, 0x0F, 0x3C, 0xF5, 0, 0, 0x03, 0xE8, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 2, 0, 1,
            0, 0,
        ],
    ),
    // one metric
    (
        b"hhea",
        &[
            0, 1, 0, 0, 3, 0x70, 0xFF, 0x88, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
        ],
    ),
    // width 0: the widths of the PDF are taken as they are
    (b"hmtx", &[0, 0, 0, 0]),
    // one glyph
    (b"maxp", &[0, 0, 0x50, 0, 0, 1]),
];

/// The stand-in as a file.
fn font() -> Vec<u8> {
    let count = u16::try_from(TABLES.len()).unwrap_or(0);
    let mut offset = 12 + 16 * TABLES.len();
    let mut file = vec![0, 1, 0, 0];
    file.extend(count.to_be_bytes());
    file.extend([0; 6]);
    for (tag, table) in TABLES {
        file.extend_from_slice(*tag);
        file.extend([0; 4]);
        file.extend(u32::try_from(offset).unwrap_or(0).to_be_bytes());
        file.extend(u32::try_from(table.len()).unwrap_or(0).to_be_bytes());
        offset += table.len().next_multiple_of(4);
    }
    for (_, table) in TABLES {
        file.extend_from_slice(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// Gives a stand-in for every font that is asked for. Behind its tables stands a number that tells one font from another.
pub(super) fn resolver() -> FontResolverFn {
    let font = font();
    Arc::new(move |query| {
        let mut hasher = DefaultHasher::new();
        query.hash(&mut hasher);
        let mut numbered = font.clone();
        numbered.extend(hasher.finish().to_be_bytes());
        let numbered: FontData = Arc::new(numbered);
        Some((numbered, 0))
    })
}

/// The number of the stand-in a font program is; `None` when it is another program.
pub(super) fn number(program: &[u8]) -> Option<u64> {
    let (font, number) = program.split_last_chunk::<8>()?;
    (font == self::font()).then(|| u64::from_be_bytes(*number))
}
