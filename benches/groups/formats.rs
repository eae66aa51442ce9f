//! A batch of small real files in mixed formats: how many a second, read in this process and in processes of their own.
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use taizhang::{
    import::{self, Opened},
    model::Limits,
};
use tempfile::TempDir;

use super::{
    contest::{Contest, Settings, peak_megabytes},
    end_to_end::{office, request},
};

/// Files in the batch.
const FILES: usize = 5_000;
/// Larger files are left out: what is measured is the cost of a file, and small ones are what arrives by the thousand.
const LARGEST: u64 = 300 << 10;
/// Where real files lie, under `../shared/data`.
const FOLDERS: &[&str] = &["formats", "fixtures", "env_ledgers", "hostile/docs"];

pub(crate) fn run(settings: &Settings) {
    let files = small_files();
    if files.is_empty() {
        println!("\nformats — skipped: ../shared/data is not there");
        return;
    }
    let made = TempDir::new().unwrap();
    let batch = batch(&files, made.path());
    let bytes: usize = batch.iter().map(|o| o.bytes.len()).sum();
    let program = Path::new(env!("CARGO_BIN_EXE_taizhang"));
    let limits = Limits::default();
    let threads = rayon::current_num_threads();
    println!(
        "\n{} different files of {} kinds",
        files.len(),
        kinds(&files)
    );
    Contest::new(
        settings,
        "formats",
        format!(
            "{FILES} files, {:.1} MB, {threads} threads; -> files read, archives' members included",
            bytes as f64 / 1e6
        ),
        Some(bytes),
    )
    .entry("reading, in this process", || {
        let read = |o: &Opened| import::read_all(&o.file, &o.bytes, &limits, None).len();
        batch.par_iter().map(read).sum()
    })
    .entry("reading, in processes of its own", || {
        let pool =
            import::worker::Pool::new(program, &limits, &taizhang::model::OcrSettings::default());
        batch.par_iter().map(|o| pool.read(o).len()).sum()
    })
    .entry(
        "import: read, examine, store, index, in this process",
        || {
            let workspace = TempDir::new().unwrap();
            let mut office = office(workspace.path());
            imported(&mut office, made.path())
        },
    )
    .entry("import, reading in processes of its own", || {
        let workspace = TempDir::new().unwrap();
        let mut office = office(workspace.path()).reading_apart(program);
        imported(&mut office, made.path())
    })
    .run();
    println!("peak memory of this process: {:?} MB", peak_megabytes());
}

fn imported(office: &mut taizhang::workflow::Office, folder: &Path) -> usize {
    let files = office
        .import(&request(folder), &taizhang::workflow::Silent)
        .unwrap();
    files.len()
}

/// Small files of every kind, in the order of their names.
fn small_files() -> Vec<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut files: Vec<PathBuf> = FOLDERS
        .iter()
        .map(|folder| shared.join(folder))
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| import::walk(&folder))
        .map(|found| found.path)
        .filter(|path| std::fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() <= LARGEST))
        .collect();
    files.sort();
    files
}

fn kinds(files: &[PathBuf]) -> usize {
    let kinds = files.iter().filter_map(|path| path.extension());
    kinds.collect::<std::collections::BTreeSet<_>>().len()
}

/// Copies the files in turn under names of their own until the batch is full.
fn batch(files: &[PathBuf], folder: &Path) -> Vec<Opened> {
    let limits = Limits::default();
    files
        .iter()
        .cycle()
        .take(FILES)
        .enumerate()
        .map(|(number, path)| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = format!("{number:05}_{name}");
            let copy = folder.join(&name);
            std::fs::copy(path, &copy).unwrap();
            import::open(&copy, &name, &limits).unwrap()
        })
        .collect()
}
