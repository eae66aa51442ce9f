//! What may lie in a folder that is sent in, besides papers: each is one row with a reason, and none holds up the batch.
use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use taizhang::{
    import::walk,
    model::{FileRecord, Limits, Recovery},
    workflow::{ImportRequest, Silent},
};

use super::office;

const PAPER: &str = "青禾县排查河道排污口三十一处，已整治二十九处。";

/// The rows of a folder, in bounded time; what is read elsewhere must not be missing.
fn import(folder: &Path) -> Vec<FileRecord> {
    fs::write(folder.join("好.txt"), PAPER).unwrap();
    let start = Instant::now();
    let dir = tempfile::tempdir().unwrap();
    let request = ImportRequest {
        paths: vec![folder.to_owned()],
        ..ImportRequest::default()
    };
    let rows: Vec<FileRecord> = office(dir.path())
        .import(&request, &Silent)
        .unwrap()
        .into_iter()
        .map(|f| f.record)
        .collect();
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(row(&rows, "好.txt").recovery, Recovery::Complete);
    for row in &rows {
        assert!(
            !row.recovery.is_lossy() || !row.reasons.is_empty(),
            "{row:?}"
        );
    }
    rows
}

fn row<'a>(rows: &'a [FileRecord], file: &str) -> &'a FileRecord {
    let found = rows.iter().find(|r| r.file == file);
    found.unwrap_or_else(|| panic!("no row {file}: {rows:?}"))
}

fn codes(row: &FileRecord) -> Vec<&str> {
    row.reasons.iter().map(|r| r.code.as_str()).collect()
}

fn is(rows: &[FileRecord], file: &str, recovery: Recovery, code: &str) {
    let row = row(rows, file);
    assert_eq!((row.recovery, codes(row)), (recovery, vec![code]), "{file}");
}

#[cfg(unix)]
#[test]
fn links_are_read_inside_the_folder_and_never_out_of_it() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("外.txt"), "不在报送范围内的文字。").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    symlink(outside.path().join("外.txt"), at("链接外.txt")).unwrap();
    symlink(outside.path(), at("链接文件夹外")).unwrap();
    symlink(at("好.txt"), at("链接内.txt")).unwrap();
    symlink(folder.path(), at("链接自身")).unwrap();
    symlink(at("没有.txt"), at("断.txt")).unwrap();
    symlink(at("环2"), at("环1")).unwrap();
    symlink(at("环1"), at("环2")).unwrap();
    symlink("/dev/zero", at("零.txt")).unwrap();
    let rows = import(folder.path());
    is(&rows, "链接外.txt", Recovery::Refused, "link-leads-out");
    is(&rows, "链接文件夹外", Recovery::Refused, "link-leads-out");
    is(&rows, "零.txt", Recovery::Refused, "link-leads-out");
    is(&rows, "链接自身", Recovery::Refused, "not-a-regular-file");
    is(&rows, "断.txt", Recovery::Unreadable, "link-broken");
    is(&rows, "环1", Recovery::Unreadable, "link-broken");
    assert_eq!(row(&rows, "链接内.txt").recovery, Recovery::Complete);
    assert_eq!(rows.len(), 9);
}

#[cfg(unix)]
#[test]
fn pipes_sockets_and_devices_do_not_hold_up_a_batch() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("管道.txt");
    let made = Command::new("mkfifo").arg(&pipe).status();
    let socket = folder.path().join("套接字.txt");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let device = folder.path().join("设备.txt");
    let is_device = Command::new("mknod")
        .arg(&device)
        .args(["c", "1", "5"])
        .status();
    let rows = import(folder.path());
    if made.is_ok_and(|s| s.success()) {
        is(&rows, "管道.txt", Recovery::Refused, "not-a-regular-file");
    }
    is(&rows, "套接字.txt", Recovery::Refused, "not-a-regular-file");
    if is_device.is_ok_and(|s| s.success()) {
        is(&rows, "设备.txt", Recovery::Refused, "not-a-regular-file");
    } else {
        println!("skipped: no right to make a device");
    }
}

#[test]
fn a_file_of_ten_gigabytes_is_refused_by_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("大.xlsx")).unwrap();
    file.set_len(10 << 30).unwrap();
    let rows = import(folder.path());
    is(&rows, "大.xlsx", Recovery::Refused, "file-too-large");
    assert_eq!(row(&rows, "大.xlsx").bytes, 10 << 30);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("锁.txt");
    let inner = folder.path().join("锁文件夹");
    fs::write(&file, PAPER).unwrap();
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("里.txt"), PAPER).unwrap();
    let lock = |mode| {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        fs::set_permissions(&inner, fs::Permissions::from_mode(mode)).unwrap();
    };
    lock(0o000);
    if fs::read(&file).is_ok() {
        lock(0o755);
        println!("skipped: this user may read everything");
        return;
    }
    let rows = import(folder.path());
    lock(0o755);
    is(&rows, "锁.txt", Recovery::Unreadable, "cannot-open");
    is(&rows, "锁文件夹", Recovery::Unreadable, "folder-not-listed");
}

#[cfg(unix)]
#[test]
fn names_of_any_bytes_are_shown_apart_and_read() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let folder = tempfile::tempdir().unwrap();
    let gbk = encoding_rs::GB18030.encode("台账.txt").0.into_owned();
    let long = "长".repeat(85);
    for name in [
        "台账.txt".as_bytes(),
        &gbk,
        b"a\nb.txt",
        b"a\tb.txt",
        "a\u{202E}b.txt".as_bytes(),
        b"\xFF\xFE\xFD.txt",
        long.as_bytes(),
    ] {
        fs::write(folder.path().join(OsStr::from_bytes(name)), PAPER).unwrap();
    }
    let rows = import(folder.path());
    assert_eq!(rows.len(), 8);
    let mut names: Vec<&str> = rows.iter().map(|r| r.file.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 8, "{names:?}");
    assert!(names.contains(&"台账.txt") && names.contains(&"台账.txt (2)"));
    for row in &rows {
        assert_eq!(row.recovery, Recovery::Complete, "{row:?}");
        assert!(
            !row.file
                .contains(|c: char| c.is_control() || c == '\u{202E}')
        );
    }
}

#[test]
fn a_file_that_is_gone_when_its_turn_comes_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["甲.txt", "乙.txt"] {
        fs::write(folder.path().join(name), PAPER).unwrap();
    }
    let found = walk(folder.path());
    fs::remove_file(folder.path().join("甲.txt")).unwrap();
    let outcomes: Vec<_> = found.iter().map(|f| f.open(&Limits::default())).collect();
    assert!(outcomes[0].is_ok());
    let gone = outcomes[1].as_ref().unwrap_err();
    assert_eq!(gone.recovery, Recovery::Unreadable);
    assert_eq!(gone.reasons[0].code, "file-vanished");
}

/// A file that grows while it is read: what is taken is one of its states on disk, or the reason is told.
#[test]
fn a_file_that_grows_is_taken_as_it_stood_or_not_at_all() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("长.txt");
    fs::write(&path, PAPER).unwrap();
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let target = path.clone();
    let writer = std::thread::spawn(move || {
        let mut file = fs::OpenOptions::new().append(true).open(target).unwrap();
        while stopped.try_recv().is_err() && file.metadata().unwrap().len() < 8 << 20 {
            file.write_all(PAPER.as_bytes()).unwrap();
        }
    });
    let mut reported = 0;
    for _ in 0..200 {
        match taizhang::import::open(&path, "长.txt", &Limits::default()) {
            // A line under way may be there in part, as it is on disk; nothing before it may be torn.
            Ok(opened) => {
                let mut lines = opened.bytes.chunks(PAPER.len());
                assert!(lines.all(|line| PAPER.as_bytes().starts_with(line)));
            }
            Err(row) => {
                assert_eq!(row.reasons[0].code, "changed-while-read");
                reported += 1;
            }
        }
    }
    stop.send(()).ok();
    writer.join().unwrap();
    println!("{reported} of 200 tries met a change");
}

#[test]
fn folders_in_folders_without_end_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let mut deep = folder.path().to_owned();
    // As deep as the system lets a path be; the copy in the workspace would lie deeper still.
    for _ in 0..300 {
        deep.push("很深的文件夹");
        if fs::create_dir(&deep).is_err() {
            break;
        }
    }
    while fs::write(deep.join("底.txt"), PAPER).is_err() {
        deep.pop();
    }
    let rows = import(folder.path());
    assert!(rows.iter().any(|r| r.file.ends_with("底.txt")));
}

#[test]
fn other_contents_than_the_name_says_are_read_by_their_content() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    let mut count = 0;
    for found in walk(&demo) {
        let (_, extension) = found.file.rsplit_once('.').unwrap();
        let wrong = match extension {
            "docx" => "xls",
            "xlsx" => "doc",
            "pdf" => "txt",
            _ => continue,
        };
        fs::copy(
            &found.path,
            folder.path().join(format!("{extension}-{count}.{wrong}")),
        )
        .unwrap();
        count += 1;
    }
    assert!(count > 3);
    let rows = import(folder.path());
    for row in rows.iter().filter(|r| r.file != "好.txt") {
        let (format, _) = row.file.split_once('-').unwrap();
        assert_eq!(row.format.unwrap().name(), format, "{}", row.file);
        assert!(row.chars > 0, "{}", row.file);
    }
}
