//! Pictures sent in as scans: named as needing recognition, or read by it; the engine is asked within limits.
use std::time::{Duration, Instant};

use taizhang::{
    import::{Recognizer, Tesseract, read_all, read_bytes, sniff},
    model::{Format, Limits, OcrSettings, RawBlock, RawFile, Reason, Recovery},
};

use super::{pdf::Fake, seeds::Seed};

const PNG: &[u8] = include_bytes!("../../cases/import/image/report.png");

fn codes(raw: &RawFile) -> Vec<&str> {
    raw.reasons.iter().map(|r| r.code.as_str()).collect()
}

fn with(bytes: &[u8], recognizer: &dyn Recognizer) -> RawFile {
    read_all("扫描件.png", bytes, &Limits::default(), Some(recognizer)).remove(0)
}

/// A TIFF file of so many one-dot pages.
fn tiff(pages: u32) -> Vec<u8> {
    let mut file = b"II*\0\x08\0\0\0".to_vec();
    for page in 0..pages {
        file.extend(b"\x02\0\0\x01\x03\0\x01\0\0\0\x01\0\0\0\x01\x01\x03\0\x01\0\0\0\x01\0\0\0");
        let next = match page + 1 < pages {
            true => u32::try_from(file.len()).unwrap() + 4,
            false => 0,
        };
        file.extend(next.to_le_bytes());
    }
    file
}

/// Pictures of one page and of several.
pub(super) fn samples() -> Vec<Seed> {
    vec![
        Seed::new(Format::Image, "扫描件.png", PNG.to_vec()),
        Seed::new(Format::Image, "扫描件.tif", tiff(3)),
    ]
}

#[test]
fn pictures_are_known_by_their_content() {
    let heads: [&[u8]; 5] = [
        PNG,
        b"\xFF\xD8\xFF\xE0\0\x10JFIF\0",
        b"II*\0\x08\0\0\0",
        b"MM\0*\0\0\0\x08",
        b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0",
    ];
    for head in heads {
        assert_eq!(sniff("扫描件.pdf", head), Ok(Format::Image));
    }
    // Two letters alone are no picture.
    assert_eq!(sniff("a.txt", "BMP格式说明".as_bytes()), Ok(Format::Txt));
}

#[test]
fn without_recognition_a_picture_is_named_as_needing_it() {
    let raw = read_bytes("扫描件.png", PNG);
    assert_eq!(
        (raw.recovery, codes(&raw)),
        (Recovery::Partial, vec!["needs-ocr"])
    );
    assert_eq!(raw.reasons[0].args["pages"], "1");
    let raw = read_bytes("扫描件.tif", &tiff(3));
    assert_eq!(raw.reasons[0].args["pages"], "1-3");
    let raw = read_bytes("坏图.png", &PNG[..20]);
    assert_eq!(
        (raw.recovery, codes(&raw)),
        (Recovery::Unreadable, vec!["picture-broken"])
    );
}

#[test]
fn with_recognition_a_picture_is_text_with_its_confidence() {
    let raw = with(PNG, &Fake::saying(&["整改情况报告"]));
    let [RawBlock::Text(text)] = &raw.blocks[..] else {
        panic!("{:?}", raw.blocks);
    };
    assert_eq!(
        (text.text.as_str(), text.recognized),
        ("整改情况报告", Some(73))
    );
    assert_eq!(codes(&raw), ["recognized-pages"]);
    assert_eq!(
        codes(&with(PNG, &Fake::saying(&[]))),
        ["recognition-found-nothing"]
    );
    let mut fake = Fake::saying(&[]);
    fake.answer = Err(Reason::new("recognition-failed").with("detail", "x"));
    let raw = with(PNG, &fake);
    assert_eq!(
        (raw.recovery, codes(&raw)),
        (Recovery::Partial, vec!["recognition-failed"])
    );
    assert_eq!(raw.reasons[0].args["pages"], "1");
}

#[test]
fn pictures_beyond_the_limits_are_not_given_to_the_engine() {
    let fake = Fake {
        most_pages: 2,
        ..Fake::saying(&["一"])
    };
    assert_eq!(codes(&with(&tiff(3), &fake)), ["recognition-limit"]);
    let mut vast = PNG.to_vec();
    vast[16..24].copy_from_slice(b"\0\0\x75\x30\0\0\x75\x30");
    assert_eq!(codes(&with(&vast, &fake)), ["picture-too-large"]);
    assert!(fake.pictures.lock().unwrap().is_empty());
}

#[test]
fn a_missing_program_and_missing_languages_are_told() {
    let settings = OcrSettings {
        program: "no-such-program-anywhere".to_owned(),
        ..OcrSettings::default()
    };
    let reason = Tesseract::find(&settings).unwrap_err();
    assert_eq!(reason.code, "recognizer-missing");
    assert_eq!(reason.args["program"], "no-such-program-anywhere");
}

/// A program that knows the languages and does `work` when it is given a picture.
#[cfg(unix)]
fn program(dir: &std::path::Path, work: &str) -> OcrSettings {
    use std::os::unix::fs::PermissionsExt;
    let path = dir.join("recognize");
    let listing =
        "if [ \"$1\" = --list-langs ]; then echo 'List of languages'; echo chi_sim; exit; fi";
    std::fs::write(&path, format!("#!/bin/sh\n{listing}\n{work}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    OcrSettings {
        program: path.to_str().unwrap().to_owned(),
        languages: "chi_sim".to_owned(),
        seconds_per_page: 1,
        ..OcrSettings::default()
    }
}

#[cfg(unix)]
#[test]
fn an_engine_that_hangs_fails_or_lies_costs_a_reason_and_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let lacking = OcrSettings {
        languages: "chi_sim+eng".to_owned(),
        ..program(dir.path(), "exit 0")
    };
    let reason = Tesseract::find(&lacking).unwrap_err();
    assert_eq!(reason.code, "recognizer-languages-missing");
    assert_eq!(reason.args["languages"], "eng");
    // What it starts is stopped with it.
    let cases = [
        ("cat > /dev/null; sleep 60", "recognition-too-slow"),
        ("sleep 60", "recognition-too-slow"),
        ("cat > /dev/null; exit 3", "recognition-failed"),
        ("cat > /dev/null; cat /dev/zero", "recognition-failed"),
        (
            "cat > /dev/null; echo nonsense",
            "recognition-found-nothing",
        ),
        // It need not read its picture to the end.
        ("exit 0", "recognition-found-nothing"),
    ];
    for (work, code) in cases {
        let tesseract = Tesseract::find(&program(dir.path(), work)).unwrap();
        let started = Instant::now();
        assert_eq!(codes(&with(PNG, &tesseract)), [code], "{work}");
        assert!(started.elapsed() < Duration::from_secs(20), "{work}");
    }
}
