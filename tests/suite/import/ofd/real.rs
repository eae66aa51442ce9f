//! Files of many producers: all their text is read, and none breaks the reader.
use std::{collections::BTreeMap, fs, path::Path};

use taizhang::{
    import::read_bytes,
    model::{RawBlock, RawFile},
};

use crate::shared;

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| is_han(*c)) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// Everything that was read: body, and what became facts.
fn everything(raw: &RawFile) -> String {
    let mut all = String::new();
    for block in &raw.blocks {
        match block {
            RawBlock::Text(text) => all += &text.text,
            RawBlock::Table(table) => table.cells.iter().for_each(|c| all += &c.text),
        }
    }
    for name in ["header", "footer", "watermarks"] {
        all += raw.facts.get(name).map_or("", String::as_str);
    }
    all
}

/// All text a package stores, wherever: content of pages, of templates, of annotations.
fn stored(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for n in 0..zip.len() {
        let mut entry = zip.by_index(n).unwrap();
        let mut bytes = Vec::new();
        if !entry.name().unwrap().to_lowercase().ends_with(".xml")
            || std::io::Read::read_to_end(&mut entry, &mut bytes).is_err()
        {
            continue;
        }
        let xml = String::from_utf8_lossy(&bytes).into_owned();
        for piece in xml.split("TextCode").skip(1) {
            // Every second piece begins inside an element that opens.
            if let Some((head, text)) = piece.split_once('>')
                && !head.ends_with('/')
            {
                all += text.split('<').next().unwrap_or_default();
            }
        }
    }
    all
}

#[test]
fn the_text_of_real_files_is_read() {
    let mut files = Vec::new();
    for folder in ["data/formats/ofd", "data/fixtures/ofd"] {
        let Some(folder) = shared(folder) else { return };
        files.extend(fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()));
    }
    files.sort();
    let (mut all, mut found) = (0, 0);
    for path in &files {
        let bytes = fs::read(path).unwrap();
        let name = Path::new(path.file_name().unwrap()).display().to_string();
        let raw = read_bytes(&name, &bytes);
        let codes: Vec<&str> = raw.reasons.iter().map(|r| r.code.as_str()).collect();
        assert!(!codes.contains(&"reader-panicked"), "{name}");
        // Pages whose codes mean nothing, and what a page draws outside its paper, are named instead.
        if codes.contains(&"garbled-text-layer") {
            continue;
        }
        let stored = counted(&stored(&bytes));
        let read = counted(&everything(&raw));
        let total: usize = stored.values().sum();
        let hit: usize = stored
            .iter()
            .map(|(c, n)| *n.min(read.get(c).unwrap_or(&0)))
            .sum();
        if hit < total {
            println!("{name}: {hit} of {total}");
        }
        all += total;
        found += hit;
    }
    println!("{} files, {found} of {all} Han", files.len());
    assert!(found as f64 >= all as f64 * 0.9, "{found} of {all}");
}
