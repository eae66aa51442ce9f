//! Files sent from the page: taken whole or not at all, never outside their batch, imported, and reported one by one.
use std::{fs, thread, time::Duration};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::house::{Bench, Browser};

fn finished(browser: &mut Browser<'_>) -> String {
    for _ in 0..150 {
        let body = browser.get("/files/imports").body;
        if !body.contains("hx-trigger") {
            return body;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("the import did not end");
}

#[test]
fn a_folder_is_imported_and_what_could_not_be_read_is_told() {
    let bench = Bench::with(&[], "");
    let mut keeper = bench.as_who("L");
    let token = keeper.token();
    let report =
        "柏叶湖整改情况报告\n\n柏叶湖管理所\n\n已清淤3公里，完成投资120万元。\n".as_bytes();
    let files: [(&str, &[u8]); 4] = [
        ("三季度/报告.txt", report),
        ("三季度/附件/坏.xlsx", b"PK\x03\x04 broken"),
        ("三季度/附件/空.txt", b""),
        ("三季度/.隐藏.txt", b"x"),
    ];
    let seen = keeper.upload(&token, "柏叶湖", &files);
    assert_eq!(seen.header("location"), "/files/imports", "{}", seen.body);
    let report = finished(&mut keeper);
    assert!(
        report.contains("柏叶湖") && report.contains("坏.xlsx"),
        "{report}"
    );
    assert!(
        report.contains(".隐藏.txt"),
        "what is left out is told: {report}"
    );
    let list = keeper.get("/files").body;
    for name in [
        "三季度/报告.txt",
        "三季度/附件/坏.xlsx",
        "三季度/附件/空.txt",
    ] {
        assert!(list.contains(name), "{name}");
    }
    assert!(
        bench
            .folder
            .path()
            .join("corpora/柏叶湖/三季度/报告.txt")
            .is_file()
    );
    let left = fs::read_dir(bench.folder.path().join(".incoming")).unwrap();
    let left: Vec<_> = left
        .map(|e| e.unwrap().file_name())
        .filter(|n| !n.to_string_lossy().starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    let key = list
        .split("/documents/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let original = keeper.get(&format!("/documents/{key}/original"));
    assert_eq!(original.status, StatusCode::OK);
    assert!(
        original
            .header("content-disposition")
            .starts_with("attachment")
    );
}

#[test]
fn a_marked_file_leaves_no_copy() {
    let bench = Bench::with(&[], "");
    let mut keeper = bench.as_who("L");
    let token = keeper.token();
    let marked = "机密★10年\n\n关于某事项的报告\n\n内容不应留存甲乙丙丁。\n".as_bytes();
    let _ = keeper.upload(&token, "来件", &[("密件.txt", marked)]);
    let report = finished(&mut keeper);
    assert!(report.contains("密件.txt"));
    let mut folders = vec![bench.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                let needle = "内容不应留存甲乙丙丁".as_bytes();
                assert!(
                    !bytes.windows(needle.len()).any(|w| w == needle),
                    "{}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn names_do_not_lead_out_of_the_batch() {
    let bench = Bench::with(&[], "");
    let mut keeper = bench.as_who("L");
    let token = keeper.token();
    let seen = keeper.upload(
        &token,
        "来件",
        &[("../../../外面.txt", b"one"), ("/etc/外面.txt", b"two")],
    );
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
    let _ = finished(&mut keeper);
    let above = bench.folder.path().parent().unwrap();
    assert!(!above.join("外面.txt").exists());
    let batch = bench.folder.path().join("corpora/来件");
    assert!(batch.join("外面.txt").is_file() && batch.join("etc/外面.txt").is_file());
    for batch in ["../x", "a/b", ".x", "a\\b", "C:x"] {
        let seen = keeper.upload(&token, batch, &[("a.txt", b"x")]);
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{batch}");
    }
}

#[test]
fn too_much_is_refused_whole() {
    let bench = Bench::with(&[], "[limits]\nfile_mb = 1\nfiles = 3\n");
    let mut keeper = bench.as_who("L");
    let token = keeper.token();
    let large = vec![b'x'; 1_100_000];
    let seen = keeper.upload(&token, "大", &[("a.txt", b"x"), ("b.txt", &large)]);
    assert_eq!(seen.status, StatusCode::PAYLOAD_TOO_LARGE);
    let many: Vec<(String, &[u8])> = (0..4)
        .map(|n| (format!("{n}.txt"), b"x".as_slice()))
        .collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    assert_eq!(
        keeper.upload(&token, "多", &many).status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(
        keeper.upload(&token, "无", &[]).status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let twice = keeper.upload(&token, "重", &[("a.txt", b"x"), ("a.txt", b"y")]);
    assert_ne!(twice.status, StatusCode::SEE_OTHER);
    assert!(!keeper.get("/files").body.contains(".txt"));
    let parts = bench.folder.path().join(".incoming/.parts");
    assert!(
        fs::read_dir(parts).unwrap().next().is_none(),
        "something was left"
    );
}

#[test]
fn what_was_confirmed_is_imported_by_the_next_server() {
    let folder = {
        let bench = Bench::with(&[], "");
        let ready = bench.folder.path().join(".incoming/.ready/2026/来件");
        fs::create_dir_all(&ready).unwrap();
        fs::write(ready.join("甲.txt"), "柏叶湖情况说明\n\n已经完成。\n").unwrap();
        let part = bench.folder.path().join(".incoming/.parts/x/b");
        fs::create_dir_all(&part).unwrap();
        fs::write(part.join("乙.txt"), "半份").unwrap();
        bench.folder
    };
    let bench = Bench::again(folder);
    let mut keeper = bench.as_who("L");
    let mut list = String::new();
    for _ in 0..150 {
        list = keeper.get("/files").body;
        if list.contains("甲.txt") {
            break;
        }
        thread::sleep(Duration::from_millis(100));
    }
    assert!(
        list.contains("甲.txt") && !list.contains("乙.txt"),
        "{list}"
    );
    assert!(!bench.folder.path().join(".incoming/.parts/x").exists());
}

/// Sends a form as it is.
fn sent(browser: &mut Browser<'_>, body: Vec<u8>) -> StatusCode {
    let request = Request::post("/files/import")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).status
}

fn field(name: &str, value: &str) -> String {
    format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

fn file(name: &str, text: &str) -> String {
    format!(
        "--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
    )
}

/// What is left of sendings, half or to be imported; the desk itself begins with nothing.
fn left(bench: &Bench) -> Vec<String> {
    let within = |path: &str| {
        let entries = fs::read_dir(bench.folder.path().join(path));
        let names = entries.into_iter().flatten().map(|e| e.unwrap().path());
        names.map(|p| p.display().to_string()).collect::<Vec<_>>()
    };
    [".incoming/.parts", ".incoming/.ready", "corpora/来件"]
        .into_iter()
        .flat_map(within)
        .collect()
}

#[test]
fn a_sending_that_breaks_off_leaves_nothing() {
    let bench = Bench::with(&[], "");
    let mut keeper = bench.as_who("L");
    let token = keeper.token();
    let head = field("token", &token) + &field("batch", "来件");
    let whole = head.clone()
        + &file("甲.txt", "柏叶湖情况说明")
        + &file("乙.txt", "第二份")
        + "--cut--\r\n";
    // Wherever it breaks off: in a head, between two files, in a text, before the last line.
    let texts = [
        "filename=\"甲",
        "柏叶湖情况",
        "说明\r\n",
        "--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"乙",
        "第二",
        "--cut--",
    ];
    for text in texts {
        let at = whole.find(text).unwrap() + text.len() - usize::from(text == "--cut--");
        let status = sent(&mut keeper, whole.as_bytes()[..at].to_vec());
        assert!(status.is_client_error(), "{text}: {status}");
        assert_eq!(left(&bench), [""; 0], "{text}");
    }
    assert!(!keeper.get("/files").body.contains("甲.txt"));
    let status = sent(&mut keeper, whole.into_bytes());
    assert_eq!(status, StatusCode::SEE_OTHER, "the whole of it is taken");
    let _ = finished(&mut keeper);
    let list = keeper.get("/files").body;
    assert!(list.contains("甲.txt") && list.contains("乙.txt"), "{list}");
}

#[test]
fn a_sending_without_its_token_first_leaves_nothing() {
    let bench = Bench::with(&[], "");
    let mut keeper = bench.as_who("L");
    let token = keeper.token();
    let (batch, one) = (field("batch", "来件"), file("甲.txt", "柏叶湖情况说明"));
    for form in [
        batch.clone() + &one,
        field("token", "x") + &batch + &one,
        batch + &one + &field("token", &token),
    ] {
        let status = sent(&mut keeper, (form + "--cut--\r\n").into_bytes());
        assert!(status.is_client_error(), "{status}");
        assert_eq!(left(&bench), [""; 0]);
    }
}

#[test]
fn names_no_folder_can_hold_are_refused_whole() {
    let bench = Bench::with(&[], "");
    let mut keeper = bench.as_who("L");
    let token = keeper.token();
    let (long, deep) = ("长".repeat(84) + ".txt", "层/".repeat(600) + "甲.txt");
    for name in [
        "甲\u{1}.txt",
        "甲\u{7f}.txt",
        "甲\t乙.txt",
        "甲\u{85}.txt",
        "..",
        "/",
        &long,
        &deep,
    ] {
        let seen = keeper.upload(&token, "来件", &[("好.txt", b"x"), (name, b"y")]);
        let told: String = name.chars().take(12).collect();
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{told:?}");
        assert_eq!(left(&bench), [""; 0], "{told:?}");
    }
}

#[test]
fn an_archive_that_swells_is_told_and_not_unpacked() {
    use std::io::Write as _;
    let bench = Bench::with(&[], "");
    let mut keeper = bench.as_who("L");
    let token = keeper.token();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for n in 0..4 {
        archive.start_file(format!("{n}.txt"), options).unwrap();
        let zeros = vec![b'0'; 1 << 20];
        for _ in 0..64 {
            archive.write_all(&zeros).unwrap();
        }
    }
    let bomb = archive.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20, "256 MB in {} bytes", bomb.len());
    let report = "柏叶湖整改情况报告\n\n已清淤3公里。\n".as_bytes();
    let _ = keeper.upload(&token, "来件", &[("膨胀.zip", &bomb), ("报告.txt", report)]);
    let told = finished(&mut keeper);
    assert!(told.contains("膨胀.zip"), "{told}");
    let list = keeper.get("/files").body;
    assert!(
        list.contains("报告.txt") && list.contains("膨胀.zip"),
        "{list}"
    );
    let size = fs::metadata(bench.folder.path().join("taizhang.db"))
        .unwrap()
        .len();
    assert!(size < 16 << 20, "{size}");
}
