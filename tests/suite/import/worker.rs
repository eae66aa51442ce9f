//! Reading apart: the same rows as in one process, and one row for a process that dies, hangs or lies.
use std::{fs, os::unix::fs::PermissionsExt, path::Path, time::Instant};

use taizhang::{
    import::{Opened, read_all, sha256_hex, worker::Pool},
    model::{Limits, OcrSettings, RawFile, Recovery},
};

fn opened(file: &str, bytes: &[u8]) -> Opened {
    Opened {
        file: file.to_owned(),
        bytes: bytes.to_vec(),
        sha256: sha256_hex(bytes),
    }
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_taizhang"))
}

fn demo() -> Vec<Opened> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    let found = taizhang::import::walk(&root);
    let limits = Limits::default();
    let open = |f: taizhang::import::FoundFile| taizhang::import::open(&f.path, &f.file, &limits);
    found.into_iter().filter_map(|f| open(f).ok()).collect()
}

#[test]
fn a_process_reads_what_this_one_reads_file_after_file() {
    let limits = Limits::default();
    let pool = Pool::new(program(), &limits, &OcrSettings::default());
    let files = demo();
    assert!(files.len() > 20);
    for file in &files {
        let here = read_all(&file.file, &file.bytes, &limits, None);
        assert!(pool.read(file) == here, "{}", file.file);
    }
}

/// Reads a text with a program that is a shell script.
fn with_script(script: &str, limits: &Limits) -> RawFile {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("reader");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let mut rows = Pool::new(&path, limits, &OcrSettings::default())
        .read(&opened("报告.txt", "白鹭河整改。".as_bytes()));
    assert_eq!(rows.len(), 1);
    let row = rows.remove(0);
    assert_eq!(row.file, "报告.txt");
    assert_eq!(row.sha256, sha256_hex("白鹭河整改。".as_bytes()));
    row
}

fn said(row: &RawFile) -> (Recovery, &str) {
    println!("{:?}", row.reasons);
    assert_eq!(row.reasons.len(), 1);
    (row.recovery, &row.reasons[0].code)
}

#[test]
fn a_process_that_ends_lies_or_talks_nonsense_is_one_row() {
    let limits = Limits::default();
    let cases = [
        ("exit 0", Recovery::Unreadable, "reader-died"),
        ("exit 3", Recovery::Unreadable, "reader-died"),
        ("kill -9 $$", Recovery::Unreadable, "reader-died"),
        ("kill -SEGV $$", Recovery::Unreadable, "reader-died"),
        // Not a message at all.
        (
            "cat >/dev/null & printf '\\004\\000\\000\\000\\000\\000\\000\\000\\377\\377\\377\\377'; sleep 5",
            Recovery::Unreadable,
            "reader-made-no-sense",
        ),
        // "Done" before anything was read, then silence.
        (
            "cat >/dev/null & printf '\\377\\377\\377\\377\\377\\377\\377\\177'; sleep 5",
            Recovery::Refused,
            "answer-too-large",
        ),
        (
            "echo 'memory allocation of 99 bytes failed' >&2; kill -ABRT $$",
            Recovery::Refused,
            "reader-out-of-memory",
        ),
        ("kill -XCPU $$", Recovery::Refused, "reader-too-much-work"),
    ];
    for (script, recovery, code) in cases {
        assert_eq!(
            said(&with_script(script, &limits)),
            (recovery, code),
            "{script}"
        );
    }
}

#[test]
fn an_answer_about_another_file_is_not_believed() {
    // Begins("x"), then Done: the file that was sent has no row.
    let begins = "\\003\\000\\000\\000\\000\\000\\000\\000\\000\\001x";
    let done = "\\002\\000\\000\\000\\000\\000\\000\\000\\002\\000";
    for talk in [format!("{begins}{done}"), done.to_owned()] {
        let script = format!("cat >/dev/null & printf '{talk}'; sleep 5");
        let row = with_script(&script, &Limits::default());
        assert_eq!(said(&row), (Recovery::Unreadable, "reader-made-no-sense"));
    }
}

#[test]
fn a_process_that_hangs_is_ended_when_its_time_is_up() {
    let limits = Limits {
        wall_seconds: 1,
        ..Limits::default()
    };
    let began = Instant::now();
    for script in [
        "sleep 100",
        "cat >/dev/null; sleep 100",
        "while :; do :; done",
    ] {
        let row = with_script(&format!("exec 3>&1; {script}"), &limits);
        assert_eq!(
            said(&row),
            (Recovery::Refused, "reader-too-slow"),
            "{script}"
        );
    }
    assert!(began.elapsed().as_secs() < 30);
}

#[test]
fn a_program_that_cannot_be_started_is_a_row() {
    let pool = Pool::new(
        Path::new("/nowhere/taizhang"),
        &Limits::default(),
        &OcrSettings::default(),
    );
    let rows = pool.read(&opened("报告.txt", b"x"));
    assert_eq!(said(&rows[0]), (Recovery::Unreadable, "reader-not-started"));
}

/// A text whose lines take far more memory read than packed.
fn long_text(lines: usize) -> Vec<u8> {
    "白鹭河整改完成。\n".repeat(lines).into_bytes()
}

#[test]
fn memory_beyond_the_limit_costs_one_row_and_the_next_file_is_read() {
    let limits = Limits {
        memory_mb: 96,
        ..Limits::default()
    };
    let pool = Pool::new(program(), &limits, &OcrSettings::default());
    let rows = pool.read(&opened("大.txt", &long_text(1_500_000)));
    assert_eq!(said(&rows[0]), (Recovery::Refused, "reader-out-of-memory"));
    let next = pool.read(&opened("小.txt", &long_text(3)));
    assert_eq!(next[0].recovery, Recovery::Complete);
    assert_eq!(next[0].blocks.len(), 3);
}

#[test]
fn processor_time_beyond_the_limit_costs_one_row() {
    let limits = Limits {
        cpu_seconds: 0,
        ..Limits::default()
    };
    let pool = Pool::new(program(), &limits, &OcrSettings::default());
    // Debug builds read about 10 MB of such text a second.
    let rows = pool.read(&opened("大.txt", &long_text(4_000_000)));
    assert_eq!(said(&rows[0]), (Recovery::Refused, "reader-too-much-work"));
}
