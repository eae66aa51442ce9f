//! Scans, wrong codes, passwords, damaged files: each gets a reason, none breaks the reader.
use taizhang::{
    import::{read_all, read_bytes},
    model::{Limits, RawFile, Recovery},
};

use super::{
    maker::{LEFT, Paper, SIZE, set, stream},
    text::lines,
};

fn codes(raw: &RawFile) -> Vec<&str> {
    raw.reasons.iter().map(|r| r.code.as_str()).collect()
}

fn pages<'r>(raw: &'r RawFile, code: &str) -> Option<&'r str> {
    let reason = raw.reasons.iter().find(|r| r.code == code)?;
    reason.args.get("pages").map(String::as_str)
}

/// A picture as wide as the page.
fn with_picture(paper: &mut Paper) {
    paper.more.push(stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
        &[200],
    ));
    paper.resources = "/XObject<</Im 7 0 R>>".to_owned();
}

#[test]
fn scanned_pages_are_named() {
    let mut paper = Paper::default();
    with_picture(&mut paper);
    paper.page().draw("q 595 0 0 842 0 0 cm /Im Do Q");
    paper.page().text(LEFT, 100.0, SIZE, "这一页有文字。");
    paper.page().draw("q 595 0 0 842 0 0 cm /Im Do Q");
    paper.page().draw("q 595 0 0 842 0 0 cm /Im Do Q");
    // A blank page shows nothing that could be missing.
    paper.page();
    let raw = read_bytes("扫描.pdf", &paper.finish());
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(pages(&raw, "needs-ocr"), Some("1, 3-4"));
    assert_eq!(lines(&raw), ["这一页有文字。"]);
}

#[test]
fn text_recognized_under_a_scan_is_read_and_marked() {
    let mut paper = Paper::default();
    with_picture(&mut paper);
    paper.page().draw("q 595 0 0 842 0 0 cm /Im Do Q 3 Tr");
    paper.text(LEFT, 100.0, SIZE, "识别出来的文字。");
    let raw = read_bytes("扫描.pdf", &paper.finish());
    assert_eq!(raw.recovery, Recovery::Complete);
    assert_eq!(pages(&raw, "recognized-text-layer"), Some("1"));
    assert_eq!(lines(&raw), ["识别出来的文字。"]);
}

#[test]
fn pages_whose_codes_say_something_else_are_not_taken_for_text() {
    let mut paper = Paper::default();
    paper.page();
    // Rare characters throughout, as a wrong table yields them.
    let wrong: String = ('\u{6B00}'..'\u{6B40}').collect();
    paper.text(20.0, 100.0, 8.0, &wrong);
    paper
        .page()
        .text(LEFT, 100.0, SIZE, "第二页的文字没有问题。");
    let raw = read_bytes("a.pdf", &paper.finish());
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(pages(&raw, "garbled-text-layer"), Some("1"));
    assert_eq!(lines(&raw), ["第二页的文字没有问题。"]);
}

#[test]
fn traditional_characters_are_not_taken_for_garbled() {
    let mut paper = Paper::default();
    paper.page();
    let text = "環境監測報告書應當說明監測點位與頻次並附監測數據原始記錄";
    paper.text(60.0, 100.0, SIZE, text);
    assert_eq!(lines(&read_bytes("a.pdf", &paper.finish())), [text]);
}

#[test]
fn a_password_is_told_apart_from_damage() {
    let mut paper = Paper::default();
    paper.page().text(LEFT, 100.0, SIZE, "保密的文字。");
    let junk = "41".repeat(32);
    paper.trailer = format!(
        "/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]/Encrypt<</Filter/Standard/V 1/R 2/O<{junk}>/U<{junk}>/P -4>>"
    );
    let raw = read_bytes("a.pdf", &paper.finish());
    assert_eq!(raw.recovery, Recovery::Encrypted, "{:?}", raw.reasons);
    let raw = read_bytes("a.pdf", b"%PDF-1.4\nnothing else\n%%EOF");
    assert_eq!(raw.recovery, Recovery::Unreadable);
    assert_eq!(codes(&raw), ["pdf-broken"]);
}

#[test]
fn pages_beyond_the_limit_are_told() {
    let mut paper = Paper::default();
    for text in ["第一页。", "第二页。", "第三页。"] {
        paper.page().text(LEFT, 100.0, SIZE, text);
    }
    let limits = Limits {
        pages: 2,
        ..Limits::default()
    };
    let raw = read_all("a.pdf", &paper.finish(), &limits, None).remove(0);
    assert_eq!(lines(&raw), ["第一页。", "第二页。"]);
    assert_eq!(raw.recovery, Recovery::Partial);
    let reason = &raw.reasons[0];
    assert_eq!(reason.code, "too-many-pages");
    assert_eq!(
        (reason.args["pages"].as_str(), reason.args["limit"].as_str()),
        ("3", "2")
    );
}

#[test]
fn attached_files_are_told() {
    let mut paper = Paper::default();
    paper.page().text(LEFT, 100.0, SIZE, "正文。");
    let bytes = String::from_utf8_lossy(&paper.finish()).replace(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.xlsx) null (b.xlsx) null]>>>>>>",
    );
    let raw = read_bytes("a.pdf", bytes.as_bytes());
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(codes(&raw), ["embedded-files-not-read"]);
    assert_eq!(raw.reasons[0].args["count"], "2");
}

#[test]
fn attached_files_are_read_as_files_of_their_own() {
    let mut paper = Paper::default();
    paper.page().text(LEFT, 100.0, SIZE, "正文。");
    paper
        .more
        .push(stream("/Type/EmbeddedFile", "附件的文字。".as_bytes()));
    paper.more.push(
        b"<</Type/Filespec/F(x.txt)/UF<FEFF96444EF6002E007400780074>/EF<</F 7 0 R>>>>".to_vec(),
    );
    paper
        .more
        .push(stream("/Filter/FlateDecode", b"no deflate"));
    paper
        .more
        .push(stream("", "序号,内容\n1,甲\n2,乙\n".as_bytes()));
    // Behind a reference that leads nowhere; the same file again; a file that cannot be unpacked.
    paper.page_entries = "/Annots[99 0 R <</Subtype/FileAttachment/FS<</F(../表.csv)/EF<</F 10 0 R>>>>>> <</Subtype/FileAttachment/FS 8 0 R>>]".to_owned();
    let bytes = String::from_utf8_lossy(&paper.finish()).replace(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Kids[<</Names[(a) 8 0 R (b) <</F(b)/EF<</F 9 0 R>>>>]>>]>>>>>>",
    );
    let read = read_all("a.pdf", bytes.as_bytes(), &Limits::default(), None);
    let names: Vec<&str> = read.iter().map(|r| r.file.as_str()).collect();
    assert_eq!(names, ["a.pdf", "a.pdf/附件.txt", "a.pdf/表.csv"]);
    let told: Vec<(&str, &str)> = read[0]
        .reasons
        .iter()
        .map(|r| (r.code.as_str(), r.args["count"].as_str()))
        .collect();
    assert_eq!(
        told,
        [("embedded-files-not-read", "1"), ("carries-files", "2")]
    );
    assert_eq!(lines(&read[1]), ["附件的文字。"]);
    // The limit of files is the carrier's to tell.
    let few = Limits {
        files: 1,
        ..Limits::default()
    };
    let read = read_all("a.pdf", bytes.as_bytes(), &few, None);
    assert_eq!(read.len(), 2);
    assert!(
        codes(&read[0]).contains(&"too-many-files"),
        "{:?}",
        codes(&read[0])
    );
}

/// Numbers that look random and are the same in every run.
fn next(seed: &mut u64) -> usize {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    usize::try_from(*seed >> 11).unwrap()
}

#[test]
fn damaged_files_end_in_a_reason() {
    let mut paper = Paper::default();
    with_picture(&mut paper);
    paper.page().draw("q 595 0 0 842 0 0 cm /Im Do Q");
    paper.text(LEFT, 100.0, SIZE, "表格前的文字。");
    for i in 0..4 {
        let at = 100.0 * f64::from(i);
        paper.rule(80.0 + at, 200.0, 80.0 + at, 500.0);
        paper.rule(80.0, 200.0 + at, 380.0, 200.0 + at);
        paper.text(90.0 + at, 250.0, SIZE, "单元");
    }
    let written = [
        set(&["各县（区）每月报送一次进展情况，由市局汇总。"; 40]).0,
        paper.finish(),
    ];
    let mut seed = 20_260_930;
    let mut read = 0;
    for whole in &written {
        for turn in 0..200 {
            let mut bytes = whole.clone();
            if turn % 4 == 0 {
                bytes.truncate(next(&mut seed) % whole.len());
            } else {
                for _ in 0..1 + turn % 9 {
                    let at = next(&mut seed) % bytes.len();
                    bytes[at] = match turn % 3 {
                        0 => b"0123456789<>[]()/ "[next(&mut seed) % 18],
                        _ => u8::try_from(next(&mut seed) % 256).unwrap(),
                    };
                }
            }
            let raw = read_bytes("damaged.pdf", &bytes);
            assert!(!codes(&raw).contains(&"reader-panicked"), "turn {turn}");
            assert!(!raw.blocks.is_empty() || !raw.reasons.is_empty());
            read += usize::from(!raw.blocks.is_empty());
        }
    }
    println!("{read} of 400 damaged files still gave text");
}

#[test]
fn forms_that_call_each_other_without_end_are_given_up() {
    // Twelve forms, each drawing the next one ten times: ten to the twelfth strokes.
    let mut paper = Paper::default();
    let last = 12;
    for i in 0..last {
        let inner = if i + 1 < last {
            format!("/Resources<</XObject<</N {} 0 R>>>>", 8 + i)
        } else {
            String::new()
        };
        let content = if i + 1 < last {
            "/N Do ".repeat(10)
        } else {
            "0 0 m 9 9 l S ".to_owned()
        };
        paper.more.push(stream(
            &format!("/Type/XObject/Subtype/Form/BBox[0 0 99 99]{inner}"),
            content.as_bytes(),
        ));
    }
    paper.resources = "/XObject<</Fm 7 0 R>>".to_owned();
    paper.page().text(LEFT, 100.0, SIZE, "炸弹前的文字。");
    paper.draw("/Fm Do");
    let started = std::time::Instant::now();
    let raw = read_bytes("bomb.pdf", &paper.finish());
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(pages(&raw, "pages-too-large"), Some("1"));
    println!("given up after {:.1} s", started.elapsed().as_secs_f64());
}
