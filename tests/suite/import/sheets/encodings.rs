//! Every encoding office papers come in is read; damage is counted, never passed over.
use encoding_rs::{BIG5, GB18030};
use taizhang::{import::read_bytes, model::Recovery};

use super::texts;

const PAPER: &str = "关于贯彻落实生态环境保护督察整改情况的报告\n一、总体情况\n2026年，云溪县已完成整改任务12项，完成率85.7%。\n";

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|u| {
            if little {
                u.to_le_bytes()
            } else {
                u.to_be_bytes()
            }
        })
        .collect()
}

fn check(bytes: &[u8], encoding: &str) {
    let raw = read_bytes("报告.txt", bytes);
    assert_eq!(
        raw.recovery,
        Recovery::Complete,
        "{encoding} {:?}",
        raw.reasons
    );
    assert_eq!(raw.facts["encoding"], encoding);
    assert_eq!(texts(&raw), PAPER.lines().collect::<Vec<_>>(), "{encoding}");
}

#[test]
fn the_ladder_reads_every_encoding() {
    check(PAPER.as_bytes(), "UTF-8");
    check(&[b"\xEF\xBB\xBF", PAPER.as_bytes()].concat(), "UTF-8");
    check(&GB18030.encode(PAPER).0, "GB18030");
    check(
        &[b"\x84\x31\x95\x33", &GB18030.encode(PAPER).0[..]].concat(),
        "GB18030",
    );
    check(&utf16(PAPER, true), "UTF-16LE");
    check(&utf16(PAPER, false), "UTF-16BE");
    check(
        &[b"\xFF\xFE".to_vec(), utf16(PAPER, true)].concat(),
        "UTF-16LE",
    );
    check(
        &[b"\xFE\xFF".to_vec(), utf16(PAPER, false)].concat(),
        "UTF-16BE",
    );
    let utf32: Vec<u8> = PAPER
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    check(&[b"\xFF\xFE\0\0".to_vec(), utf32].concat(), "UTF-32LE");
}

#[test]
fn traditional_big5_is_not_taken_for_gbk() {
    let text = "關於環境保護工作的報告，各單位應於三月底前完成整改，並將辦理情形函復本局。經查，該廠廢水處理設施已恢復正常運轉。";
    let raw = read_bytes("報告.txt", &BIG5.encode(text).0);
    assert_eq!(raw.facts["encoding"], "Big5");
    assert_eq!(texts(&raw), [text]);
}

#[test]
fn the_shortest_gbk_is_read() {
    for text in [
        "编号",
        "完成",
        "序号",
        "是",
        "责任单位",
        "备注：无",
        "环境",
        "已办结",
        "A类",
    ] {
        let raw = read_bytes("表.txt", &GB18030.encode(text).0);
        assert_eq!(texts(&raw), [text], "{:?}", raw.facts);
    }
}

#[test]
fn four_byte_characters_of_gb18030_are_read() {
    let text = "㐀𠮷䶮，龑，责任人：张㛃";
    let raw = read_bytes("名单.txt", &GB18030.encode(text).0);
    assert_eq!(texts(&raw), [text]);
}

#[test]
fn bad_bytes_are_counted_and_the_rest_is_read() {
    let mut bytes = PAPER.repeat(4).into_bytes();
    bytes[9] = 0xFF;
    let raw = read_bytes("报告.txt", &bytes);
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(raw.facts["encoding"], "UTF-8");
    assert_eq!(raw.reasons[0].code, "bytes-replaced");
    assert_eq!(
        texts(&raw)[1..3],
        ["一、总体情况", PAPER.lines().last().unwrap()]
    );

    let mut bytes = GB18030.encode(&PAPER.repeat(4)).0.into_owned();
    let last = bytes.len() - 1;
    bytes[last] = 0x81;
    let raw = read_bytes("报告.txt", &bytes);
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(raw.facts["encoding"], "GB18030");
    assert_eq!(raw.reasons[0].args["count"], "1");
}

#[test]
fn a_file_put_together_from_two_encodings_is_read_line_by_line() {
    let bytes = [&GB18030.encode(PAPER).0[..], PAPER.as_bytes()].concat();
    let raw = read_bytes("汇总.txt", &bytes);
    assert_eq!(raw.recovery, Recovery::Complete);
    let wanted: Vec<&str> = PAPER.lines().chain(PAPER.lines()).collect();
    assert_eq!(texts(&raw), wanted);
}

#[test]
fn a_stray_nul_does_not_turn_text_into_utf16() {
    let raw = read_bytes(
        "report.txt",
        b"The plant was inspected on 5 March.\0 No fault was found.\n",
    );
    assert_eq!(raw.facts["encoding"], "UTF-8");
    assert!(texts(&raw)[0].starts_with("The plant was inspected"));
}

#[test]
fn a_mark_in_front_of_another_encoding_is_not_believed() {
    let bytes = [b"\xEF\xBB\xBF", &GB18030.encode(PAPER).0[..]].concat();
    let raw = read_bytes("报告.txt", &bytes);
    assert_eq!(texts(&raw), PAPER.lines().collect::<Vec<_>>());
}
