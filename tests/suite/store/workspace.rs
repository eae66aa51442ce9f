//! A workspace is found from inside, set up without overwriting, and written by one process at a time.
use std::fs;

use taizhang::store::{StoreError, Workspace, keep_original};

fn digest(bytes: &[u8]) -> String {
    taizhang::import::sha256_hex(bytes)
}

#[test]
fn the_nearest_parent_that_is_a_workspace_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    Workspace::init(&root).unwrap();
    let deep = root.join("corpora/二季度/某局");
    fs::create_dir_all(&deep).unwrap();
    assert_eq!(Workspace::find(&deep).unwrap().root(), root);
    let outside = tempfile::tempdir().unwrap();
    assert!(matches!(
        Workspace::find(outside.path()),
        Err(StoreError::NoWorkspace { .. })
    ));
}

#[test]
fn a_second_writer_is_turned_away_until_the_first_is_done() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(dir.path()).unwrap();
    let lock = workspace.lock().unwrap();
    assert!(matches!(workspace.lock(), Err(StoreError::Locked { .. })));
    drop(lock);
    workspace.lock().unwrap();
}

#[test]
fn settings_with_an_unknown_key_are_refused_with_the_line() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(dir.path()).unwrap();
    workspace.settings().unwrap();
    fs::write(
        dir.path().join("taizhang.toml"),
        "[flags]\nper_document = 3\nper_documnet = 4\n",
    )
    .unwrap();
    let error = workspace.settings().unwrap_err().to_string();
    assert!(
        error.contains("line 3") && error.contains("per_documnet"),
        "{error}"
    );
}

#[test]
fn a_paper_a_reviewer_wrote_in_is_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(dir.path()).unwrap();
    let first = workspace.write_report("清单", "xlsx", b"one").unwrap();
    assert_eq!(
        workspace.write_report("清单", "xlsx", b"one").unwrap(),
        first
    );
    fs::write(&first, b"one, with remarks").unwrap();
    let second = workspace.write_report("清单", "xlsx", b"one").unwrap();
    assert_ne!(first, second);
    assert_eq!(fs::read(&first).unwrap(), b"one, with remarks");
    assert_eq!(
        workspace.write_report("清单", "xlsx", b"one").unwrap(),
        second
    );
}

#[test]
fn originals_stay_in_every_version_and_inside_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    keep_original(dir.path(), "批次", "某局/报告.txt", "一".as_bytes(), digest).unwrap();
    keep_original(dir.path(), "批次", "某局/报告.txt", "二".as_bytes(), digest).unwrap();
    keep_original(dir.path(), "批次", "../../外面.txt", b"x", digest).unwrap();
    let read = |p: &str| fs::read_to_string(dir.path().join(p)).unwrap();
    assert_eq!(read("批次/某局/报告.txt"), "二");
    let old = &digest("一".as_bytes())[..12];
    assert_eq!(read(&format!("批次/.versions/{old}/某局/报告.txt")), "一");
    assert_eq!(read("批次/外面.txt"), "x");
    assert!(!dir.path().parent().unwrap().join("外面.txt").exists());
}
