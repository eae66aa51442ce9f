//! Broken, locked and foreign files end in a reason, never in a panic, and text that is there is kept.
use std::time::{Duration, Instant};

use taizhang::{
    import::{ReadError, read_bytes, sniff},
    model::{Format, Recovery},
};

use super::{
    lines,
    maker::{Word, compound},
    paper, read, said,
};

#[test]
fn a_password_is_told() {
    let mut locked = paper();
    locked.flags = 0x100;
    let raw = read_bytes("密.doc", &locked.bytes());
    assert_eq!(raw.recovery, Recovery::Encrypted);
}

#[test]
fn what_is_missing_of_a_cut_file_is_told() {
    let mut paper = Word::default();
    for n in 0..2_000 {
        paper = paper.line(&format!("第{n}号排口已完成溯源。"));
    }
    let (word, table) = paper.streams();
    // Text is stored before the properties; half of it goes with them.
    let cut = word[..0x800 + 20_000].to_vec();
    let whole = super::read_bytes(&compound(&[("WordDocument", cut), ("1Table", table)])).unwrap();
    assert!(whole.partial);
    assert_eq!(
        said(&whole, "package-part-damaged", "parts"),
        Some("WordDocument")
    );
    assert_eq!(
        lines(&whole)[..2],
        ["第0号排口已完成溯源。", "第1号排口已完成溯源。"]
    );
    assert!(lines(&whole).len() > 500);
}

#[test]
fn a_document_without_its_table_of_pieces_says_so() {
    let (word, _) = paper().streams();
    for streams in [
        vec![("WordDocument", word.clone())],
        vec![("WordDocument", word.clone()), ("1Table", vec![0; 64])],
        vec![("WordDocument", vec![0; 64]), ("1Table", vec![0; 64])],
    ] {
        match super::read_bytes(&compound(&streams)) {
            Err(ReadError::Unreadable(reason)) => assert_eq!(reason.code, "package-broken"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn pieces_that_repeat_one_text_without_end_stop_at_what_the_file_holds() {
    let (mut word, mut table) = Word::default().line("甲乙丙丁").streams();
    // A hundred thousand pieces, each of a million characters, all the same.
    let start = Instant::now();
    let mut clx = Vec::new();
    let count = 100_000_u32;
    (0..=count).for_each(|n| clx.extend((n * 10_000).to_le_bytes()));
    (0..count).for_each(|_| clx.extend([0, 0, 0, 8, 0, 0, 0, 0]));
    let mut pieces = vec![2];
    pieces.extend(u32::try_from(clx.len()).unwrap().to_le_bytes());
    pieces.extend(clx);
    let mut put = |at: usize, n: u32| word[at..at + 4].copy_from_slice(&n.to_le_bytes());
    put(0x4C, count * 10_000);
    put(0x1A2, u32::try_from(table.len()).unwrap());
    put(0x1A6, u32::try_from(pieces.len()).unwrap());
    table.extend(pieces);
    let reading =
        super::read_bytes(&compound(&[("WordDocument", word), ("1Table", table)])).unwrap();
    assert!(reading.partial);
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn styles_based_on_themselves_end() {
    let paper = Word::default()
        .style(0xFFE, 2, &[], &[])
        .style(0xFFE, 1, &[], &[])
        .text("圈")
        .end(1, &[]);
    assert_eq!(lines(&read(&paper)), ["圈"]);
}

#[test]
fn content_decides_and_foreign_word_processors_are_named() {
    let doc = paper().bytes();
    assert_eq!(sniff("报告.wps", &doc).ok(), Some(Format::Doc));
    assert_eq!(sniff("报告.xls", &doc).ok(), Some(Format::Doc));
    assert_eq!(
        sniff("报告.doc", b"\xEF\xBB\xBF \r\n{\\rtf1 x}").ok(),
        Some(Format::Rtf)
    );
    assert_eq!(
        sniff("报告.doc", b"<html><body><p>x</p></body></html>").ok(),
        Some(Format::Html)
    );
    for (bytes, format) in [
        (compound(&[("CONTENTS", vec![0; 64])]), "Microsoft Works"),
        (
            compound(&[("MatOST", vec![0; 64]), ("MM", vec![0; 64])]),
            "Microsoft Works",
        ),
        ([&b"\xDB\xA5\x2D\0"[..], &[0; 60]].concat(), "Word 2"),
    ] {
        let (_, reason) = sniff("信.wps", &bytes).unwrap_err();
        assert_eq!(
            (reason.code.as_str(), reason.args["format"].as_str()),
            ("format-not-read", format)
        );
    }
}

#[test]
fn real_documents_are_read_or_given_a_reason() {
    let Some(folder) = crate::shared("data/hostile/docs") else {
        return;
    };
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if sniff(&name, &bytes).ok() != Some(Format::Doc) {
            continue;
        }
        let raw = read_bytes(&name, &bytes);
        assert!(!raw.blocks.is_empty() || !raw.reasons.is_empty(), "{name}");
        assert!(
            raw.reasons.iter().all(|r| r.code != "reader-panicked"),
            "{name}"
        );
        count += 1;
    }
    assert!(count > 60, "{count}");
}
