//! Names of members are shown as the sender wrote them, and lead nowhere.
use encoding_rs::{BIG5, GB18030};

use super::{codes, crc32, files, is_told, pack, read, stored};

#[test]
fn names_come_from_the_unicode_field_if_it_belongs_to_them() {
    let field = |of: &[u8], name: &str| {
        let mut extra = 0x7075_u16.to_le_bytes().to_vec();
        extra.extend_from_slice(&u16::try_from(5 + name.len()).unwrap().to_le_bytes());
        extra.push(1);
        extra.extend_from_slice(&crc32(of).to_le_bytes());
        extra.extend_from_slice(name.as_bytes());
        extra
    };
    let mut good = stored("?.txt", "说明。");
    good.extra = field(b"?.txt", "说明.txt");
    let mut stale = stored("新名.txt", "说明。");
    stale.extra = field("旧名.txt".as_bytes(), "旧名.txt");
    let rows = read("a.zip", &pack(&[good, stale]));
    assert_eq!(files(&rows), ["a.zip", "a.zip/说明.txt", "a.zip/新名.txt"]);
}

#[test]
fn utf8_gbk_and_big5_names_are_told_apart() {
    let names = [
        "附件一整改清单.txt",
        "附件二责任分工.txt",
        "附件三完成时限.txt",
    ];
    let traditional = [
        "關於環境保護工作的報告.txt",
        "廢水處理設施檢查紀錄.txt",
        "各單位整改辦理情形.txt",
    ];
    for (encoded, shown) in [
        (names.map(|n| n.as_bytes().to_vec()), names),
        (names.map(|n| GB18030.encode(n).0.into_owned()), names),
        (
            traditional.map(|n| BIG5.encode(n).0.into_owned()),
            traditional,
        ),
    ] {
        let members: Vec<_> = encoded.iter().map(|n| stored(n, "说明。")).collect();
        let rows = read("a.zip", &pack(&members));
        let wanted: Vec<String> = shown.iter().map(|n| format!("a.zip/{n}")).collect();
        assert_eq!(files(&rows)[1..], wanted);
    }
}

#[test]
fn backslashes_part_folders() {
    let name = GB18030.encode("报告\\附件\\清单.txt").0;
    let folder = GB18030.encode("报告\\").0;
    let rows = read(
        "a.zip",
        &pack(&[stored(&folder[..], ""), stored(&name[..], "说明。")]),
    );
    assert_eq!(files(&rows), ["a.zip", "a.zip/报告/附件/清单.txt"]);
}

#[test]
fn names_that_lead_out_are_read_under_safe_names_with_a_remark() {
    let bytes = pack(&[
        stored("../../../etc/cron.d/甲", "说明一。"),
        stored("/etc/passwd", "说明二。"),
        stored("C:\\Windows\\乙.txt", "说明三。"),
        stored("..\\..\\丙.txt", "说明四。"),
        stored("甲\u{202E}txt.exe", "说明五。"),
        stored("行\n断.txt", "说明六。"),
        stored("长".repeat(20_000), "说明七。"),
        stored("..", "说明八。"),
        stored("内/../丁.txt", "说明九。"),
    ]);
    let rows = read("a.zip", &bytes);
    assert_eq!(rows.len(), 10);
    for raw in &rows[1..] {
        assert_eq!(codes(raw), ["member-name-unsafe"], "{}", raw.file);
        assert_eq!(raw.blocks.len(), 1, "{}", raw.file);
        let hidden = |c: char| c.is_control() || c == '\u{202E}';
        assert!(
            !raw.file.contains(hidden) && !raw.file.contains(".."),
            "{}",
            raw.file
        );
        assert!(raw.file.chars().count() < 600);
    }
    assert_eq!(
        files(&rows)[1..5],
        [
            "a.zip/etc/cron.d/甲",
            "a.zip/etc/passwd",
            "a.zip/Windows/乙.txt",
            "a.zip/丙.txt"
        ]
    );
    is_told(&rows);
}
