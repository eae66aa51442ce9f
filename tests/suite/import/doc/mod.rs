//! Word binary documents: what is read, where it stands, and what is left out.

mod hostile;
mod maker;
mod tables;
mod text;

use taizhang::{
    import::{ReadError, Reading, read_as},
    model::{Format, RawBlock, RawText},
};

use self::maker::{BODY, BOX, COMMENT, FOOTNOTE, HEAD, Word, byte, row, word};
use super::seeds::Seed;

/// A paper with everything the reader knows: styles, numbers, tables, notes, comments, boxes, tracked changes, running heads.
fn paper() -> Word {
    Word::default()
        .style(1, 0xFFF, &[], &[])
        .font("Wingdings")
        .author("审核人")
        .list(&[(37, "\u{0}、"), (0, "\u{1}.")])
        .line("关于白鹭河整改情况的报告\u{8}")
        .text("总体情况")
        .end(1, &[word(0x460B, 1)])
        .text("截至2026年6月底清淤3.5公里。")
        .end(0, &[word(0x460B, 1), byte(0x260A, 1)])
        .run("每月", &[byte(0x0800, 1)])
        .text("每周通报")
        .run("藏", &[byte(0x083C, 1)])
        .end(0, &[])
        .row(&["甲", "乙"], &row(0, &[(1_000, 0x60), (2_000, 0)]))
        .row(&["", "丙"], &row(0, &[(1_000, 0x20), (2_000, 0)]))
        .line("第\u{13} PAGE \u{14}3\u{15}页")
        .text_in(FOOTNOTE, "\u{2} 注", &[])
        .mark_in(FOOTNOTE, '\r', &[], 0, &[])
        .text_in(HEAD, "页眉", &[])
        .mark_in(HEAD, '\r', &[], 0, &[])
        .text_in(COMMENT, "请核实", &[])
        .mark_in(COMMENT, '\r', &[], 0, &[])
        .text_in(BOX, "框内文字", &[])
        .mark_in(BOX, '\r', &[], 0, &[])
        .anchored(12, 0, 5)
}

pub(super) fn samples() -> Vec<Seed> {
    vec![
        Seed::new(Format::Doc, "报告.doc", paper().bytes()),
        Seed::new(Format::Doc, "旧报告.doc", text::word_6(false).0),
    ]
}

fn read(word: &Word) -> Reading {
    read_bytes(&word.bytes()).unwrap()
}

fn read_bytes(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_as(Format::Doc, bytes)
}

fn texts<'r>(reading: &'r Reading) -> Vec<&'r RawText> {
    let text = |b: &'r RawBlock| match b {
        RawBlock::Text(text) => Some(text),
        RawBlock::Table(_) => None,
    };
    reading.blocks.iter().filter_map(text).collect()
}

fn lines(reading: &Reading) -> Vec<&str> {
    texts(reading).iter().map(|t| t.text.as_str()).collect()
}

fn said<'r>(reading: &'r Reading, code: &str, arg: &str) -> Option<&'r str> {
    let reason = reading.reasons.iter().find(|r| r.code == code)?;
    reason.args.get(arg).map(String::as_str)
}

#[test]
fn a_whole_paper_is_read_in_reading_order() {
    let reading = read(&paper());
    assert_eq!(
        lines(&reading),
        [
            "关于白鹭河整改情况的报告",
            "框内文字",
            "一、总体情况",
            "1. 截至2026年6月底清淤3.5公里。",
            "每周通报",
            "第3页",
            "[脚注1] 注",
            "[批注·审核人] 请核实",
        ]
    );
    assert_eq!(reading.facts["header"], "页眉");
    assert_eq!(said(&reading, "deleted-text-left-out", "chars"), Some("2"));
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), Some("1"));
    assert!(!reading.partial);
    let texts = texts(&reading);
    assert_eq!((texts[2].heading, texts[2].label_chars), (Some(1), 2));
    assert_eq!(
        (
            texts[3].heading,
            texts[3].is_list_item,
            texts[3].label_chars
        ),
        (None, true, 3)
    );
}
