//! Files inside files, from the first import to the next one.
use std::{fs, io::Write as _, path::Path};

use taizhang::{
    model::Recovery,
    workflow::{ImportRequest, ImportedFile, Office, Silent, WhatHappened},
};

use super::office;

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn import(office: &mut Office, path: &Path) -> Vec<ImportedFile> {
    let request = ImportRequest {
        paths: vec![path.to_owned()],
        ..ImportRequest::default()
    };
    office.import(&request, &Silent).unwrap()
}

fn said(imported: &[ImportedFile]) -> Vec<(&str, WhatHappened, Recovery)> {
    let row = |f: &ImportedFile| (f.what, f.record.recovery);
    imported
        .iter()
        .map(|f| (f.record.file.as_str(), row(f).0, row(f).1))
        .collect()
}

#[test]
fn members_are_files_of_the_batch_and_known_the_next_time() {
    let (dir, sent) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let inner = archive(&[("月报.txt", "九月白鹭河断面水质达到三类。".as_bytes())]);
    let put = |report: &str| {
        let members: [(&str, &[u8]); 2] =
            [("汀州/报告.txt", report.as_bytes()), ("内.zip", &inner)];
        fs::write(sent.path().join("三季度.zip"), archive(&members)).unwrap();
    };
    let mut office = office(dir.path());
    put("汀州湖养殖尾水整治完成清退。");
    use Recovery::Complete;
    use WhatHappened::{Changed, New, Unchanged};
    let rows = |what| {
        [
            ("三季度.zip", what, Complete),
            ("三季度.zip/汀州/报告.txt", what, Complete),
            ("三季度.zip/内.zip", what, Complete),
            ("三季度.zip/内.zip/月报.txt", what, Complete),
        ]
    };
    assert_eq!(said(&import(&mut office, sent.path())), rows(New));
    let hits = office.search("\"白鹭河断面\"", 5, &Silent).unwrap();
    assert_eq!(hits.hits.len(), 1);
    assert_eq!(hits.hits[0].file, "三季度.zip/内.zip/月报.txt");

    let mut again = import(&mut office, sent.path());
    again.sort_by_key(|f| rows(New).iter().position(|r| r.0 == f.record.file));
    assert_eq!(said(&again), rows(Unchanged));

    put("汀州湖养殖尾水整治尚有两处未清退。");
    assert_eq!(said(&import(&mut office, sent.path())), rows(Changed));
    assert_eq!(
        office
            .search("\"尚有两处\"", 5, &Silent)
            .unwrap()
            .hits
            .len(),
        1
    );
    assert_eq!(
        office
            .search("\"完成清退\"", 5, &Silent)
            .unwrap()
            .hits
            .len(),
        0
    );
    let original = dir
        .path()
        .join("corpora")
        .join(sent.path().file_name().unwrap());
    assert!(original.join("三季度.zip").is_file());
    assert!(original.join(".versions").is_dir());
}

#[test]
fn read_apart_the_rows_are_the_same() {
    let sent = tempfile::tempdir().unwrap();
    let members: [(&str, &[u8]); 3] = [
        ("报告.txt", "白鹭河整改完成。".as_bytes()),
        ("坏.docx", b"PK\x03\x04 cut"),
        ("再/表.csv", "序号,问题\n1,直排\n2,超标\n".as_bytes()),
    ];
    fs::write(sent.path().join("三季度.zip"), archive(&members)).unwrap();
    let rows = [None, Some(Path::new(env!("CARGO_BIN_EXE_taizhang")))].map(|program| {
        let dir = tempfile::tempdir().unwrap();
        let mut office = office(dir.path());
        if let Some(program) = program {
            office = office.reading_apart(program);
        }
        import(&mut office, sent.path())
    });
    assert_eq!(rows[0].len(), 4);
    assert_eq!(rows[0], rows[1]);
}
