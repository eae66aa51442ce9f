//! Sound packages in which one part is replaced by the bytes of the fuzzer.
use std::{
    io::{Cursor, Read, Write},
    sync::OnceLock,
};

use taizhang::model::Format;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

type Parts = Vec<(String, Vec<u8>)>;

/// A small sound package of the format, put there by `fuzz/seed.sh`.
fn sound(format: Format) -> &'static Parts {
    static PARTS: OnceLock<Parts> = OnceLock::new();
    PARTS.get_or_init(|| {
        let place = format!("{}/corpus/bases/{}", env!("CARGO_MANIFEST_DIR"), format.name());
        let package = std::fs::read(&place).unwrap_or_else(|e| panic!("{place}: {e}; run fuzz/seed.sh first"));
        parts(&package)
    })
}

fn parts(package: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(package)).expect("a sound package");
    let mut parts: Parts = (0..archive.len())
        .map(|at| {
            let mut entry = archive.by_index(at).expect("a sound entry");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("a sound part");
            (entry.name().expect("a sound name").into_owned(), bytes)
        })
        .collect();
    parts.sort();
    parts
}

/// The package with the part of the first byte's number (parts ordered by name) replaced by the rest.
pub fn with_part(format: Format, data: &[u8]) -> Option<Vec<u8>> {
    let parts = sound(format);
    let (first, content) = data.split_first()?;
    let replaced = usize::from(*first) % parts.len();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (at, (name, bytes)) in parts.iter().enumerate() {
        zip.start_file(name.as_str(), options).ok()?;
        let bytes = if at == replaced { content } else { bytes };
        zip.write_all(bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}
