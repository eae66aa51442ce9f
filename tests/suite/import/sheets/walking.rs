//! A folder tree is listed whole and in a fixed order.
use std::fs;

use taizhang::import::walk;

#[test]
fn everything_but_leftovers_is_listed_in_order() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "乙/2.txt",
        "甲/1.xlsx",
        "a.csv",
        "空.docx",
        "~$a.csv",
        ".hidden",
        "甲/.~lock.1.xlsx#",
        "Thumbs.db",
        "truth.ndjson",
        "乙/truth.ndjson",
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
    let found: Vec<String> = walk(folder.path()).into_iter().map(|f| f.file).collect();
    assert_eq!(
        found,
        [
            "a.csv",
            "乙/2.txt",
            "乙/truth.ndjson",
            "甲/1.xlsx",
            "空.docx"
        ]
    );
    let one = walk(&folder.path().join("甲/1.xlsx"));
    assert_eq!(
        (one.len(), one[0].file.as_str(), one[0].bytes),
        (1, "1.xlsx", 1)
    );
}

#[cfg(unix)]
#[test]
fn names_in_gbk_are_shown_as_people_read_them() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let folder = tempfile::tempdir().unwrap();
    let name = encoding_rs::GB18030.encode("整改台账.txt").0;
    fs::write(folder.path().join(OsStr::from_bytes(&name)), "x").unwrap();
    let found = walk(folder.path());
    assert_eq!(found[0].file, "整改台账.txt");
    assert!(found[0].path.exists());
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_listed_and_not_entered() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("里")).unwrap();
    fs::write(folder.path().join("里/1.txt"), "x").unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("里/环")).unwrap();
    let found: Vec<String> = walk(folder.path()).into_iter().map(|f| f.file).collect();
    assert_eq!(found, ["里/1.txt", "里/环"]);
}
