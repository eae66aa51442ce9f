//! Damaged copies of every format end in a reading or a reason, never in a panic.
use rust_xlsxwriter::{Format, Note, Workbook};
use taizhang::import::read_bytes;

use super::{Dice, TEXTS, codes};

/// Damaged copies of each sample.
const COPIES: u64 = 300;

pub(super) fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut dice = Dice::new(7);
    for row in 0..30 {
        for col in 0..6 {
            sheet.write_string(row, col, dice.pick(TEXTS)).unwrap();
        }
        sheet
            .write_with_format(
                row,
                6,
                46_000 + row,
                &Format::new().set_num_format("yyyy-mm-dd"),
            )
            .unwrap();
    }
    sheet
        .merge_range(40, 0, 42, 3, "合并", &Format::new())
        .unwrap();
    sheet.insert_note(0, 0, &Note::new("批注")).unwrap();
    book.save_to_buffer().unwrap()
}

pub(super) fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/suite/import/sheets/fixtures")
        .join(name);
    std::fs::read(path).unwrap()
}

/// Cut off, bits turned, or a stretch overwritten.
fn damage(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    match dice.roll(4) {
        0 => out.truncate(dice.roll(bytes.len())),
        1 => {
            for _ in 0..1 + dice.roll(12) {
                let at = dice.roll(out.len());
                out[at] ^= 1 << dice.roll(8);
            }
        }
        2 => {
            let at = dice.roll(out.len());
            let end = (at + 1 + dice.roll(16)).min(out.len());
            let fill = [0, 0xFF, 0x7F][dice.roll(3)];
            out[at..end].fill(fill);
        }
        _ => {
            let at = dice.roll(out.len());
            let end = (at + 1 + dice.roll(400)).min(out.len());
            out.drain(at..end);
        }
    }
    out
}

fn survive(name: &str, sample: &[u8]) {
    for seed in 0..COPIES {
        let copy = damage(sample, &mut Dice::new(seed));
        let raw = read_bytes(name, &copy);
        assert!(
            !codes(&raw).contains(&"reader-panicked"),
            "{name} seed {seed}"
        );
        assert!(
            !raw.recovery.is_lossy() || !raw.reasons.is_empty(),
            "{name} seed {seed}"
        );
    }
}

#[test]
fn damaged_xlsx_never_panics() {
    survive("账.xlsx", &xlsx());
}

/// Damage inside the parts, which the checksums of the package would otherwise catch first.
#[test]
fn damaged_parts_of_an_xlsx_never_panic() {
    let sound = xlsx();
    for part in [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/comments1.xml",
    ] {
        for seed in 0..60 {
            let copy = super::hostile::with_part(&sound, part, |xml| {
                String::from_utf8_lossy(&damage(xml.as_bytes(), &mut Dice::new(seed))).into_owned()
            });
            let raw = read_bytes("账.xlsx", &copy);
            assert!(
                !codes(&raw).contains(&"reader-panicked"),
                "{part} seed {seed}"
            );
        }
    }
}

#[test]
fn damaged_ods_never_panics() {
    let sound = fixture("ledger.ods");
    survive("账.ods", &sound);
    for seed in 0..COPIES / 2 {
        let copy = super::hostile::with_part(&sound, "content.xml", |xml| {
            String::from_utf8_lossy(&damage(xml.as_bytes(), &mut Dice::new(seed))).into_owned()
        });
        let raw = read_bytes("账.ods", &copy);
        assert!(!codes(&raw).contains(&"reader-panicked"), "seed {seed}");
    }
}

#[test]
fn damaged_xls_never_panics() {
    survive("账.xls", &fixture("ledger.xls"));
    survive(
        "旧账.xls",
        &super::opendocument::compound("Book", &super::opendocument::excel95()),
    );
}

#[test]
fn damaged_xlsb_never_panics() {
    survive("账.xlsb", &super::binary_workbooks::ledger());
}

/// Damage inside the parts, which the checksums of the package would otherwise catch first.
#[test]
fn damaged_parts_of_an_xlsb_never_panic() {
    let sound = super::binary_workbooks::ledger();
    for part in [
        "xl/worksheets/sheet0.bin",
        "xl/sharedStrings.bin",
        "xl/styles.bin",
        "xl/workbook.bin",
        "xl/comments1.bin",
    ] {
        for seed in 0..COPIES / 2 {
            let copy = super::hostile::with_bytes(&sound, part, |bytes| {
                damage(&bytes, &mut Dice::new(seed))
            });
            let raw = read_bytes("账.xlsb", &copy);
            assert!(
                !codes(&raw).contains(&"reader-panicked"),
                "{part} seed {seed}"
            );
        }
    }
}

#[test]
fn damaged_text_never_panics() {
    let text = format!(
        "# 标题\n\n{}\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",
        TEXTS.join("\n")
    );
    for name in ["a.txt", "a.md", "a.csv"] {
        survive(name, text.as_bytes());
        survive(name, &encoding_rs::GB18030.encode(&text).0);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        survive(name, &utf16);
    }
}
