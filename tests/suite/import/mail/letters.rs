//! Who wrote what to whom is read; what is attached is read as if it had been sent by itself.
use encoding_rs::{BIG5, GB18030};
use taizhang::model::{Format, RawBlock, Recovery};

use super::{base64, read};
use crate::import::archives::{codes, files, is_told, pack, row, stored, text};

const TEXT: &str = "各科室：\r\n请于本周五前报送整改进展。\r\n";

fn head(rest: &str) -> String {
    format!(
        "Received: from mail.qinghe.example\r\nFrom: =?utf-8?B?{}?= <banjian@qinghe.example>\r\n\
         To: zonghe@qinghe.example\r\nDate: Thu, 05 Mar 2026 10:20:00 +0800\r\n\
         Subject: =?utf-8?B?{}?=\r\nMIME-Version: 1.0\r\n{rest}",
        base64("办件组".as_bytes()),
        base64("关于报送整改进展的通知".as_bytes()),
    )
}

pub(super) fn with_attachments() -> Vec<u8> {
    let ledger = "序号,事项,状态\n1,堆场覆盖,完成\n2,雨污分流,进行中\n";
    let archive = pack(&[stored("内/说明.txt", "压缩包里的说明。")]);
    head(&format!(
        "Content-Type: multipart/mixed; boundary=\"outer\"\r\n\r\nnot shown\r\n--outer\r\n\
         Content-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--inner\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n<p>各科室：</p><p>请于本周五前报送整改进展。</p>\r\n--inner--\r\n\
         --outer\r\nContent-Type: text/csv; name=\"=?utf-8?B?{}?=\"\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment\r\n\r\n{}\r\n\
         --outer\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment;\r\n filename*=utf-8''%E9%99%84%E4%BB%B6.zip\r\n\r\n{}\r\n\
         --outer\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
         --outer\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@qinghe.example\r\nSubject: =?gb2312?B?16q3og==?=\r\n\r\n被转发的来信。\r\n\
         --outer--\r\n",
        base64(TEXT.as_bytes()),
        base64("台账.csv".as_bytes()),
        base64(ledger.as_bytes()),
        base64(&archive),
    ))
    .into_bytes()
}

/// Nothing is declared and nothing encoded, as old programs send it.
pub(super) fn in_gbk() -> Vec<u8> {
    let text = "From: 办件组 <banjian@qinghe.example>\r\nTo: 综合科\r\nSubject: 通知\r\nMessage-ID: <1@x>\r\n\r\n\
                各科室请于本周五前报送整改进展，逾期通报。\r\n";
    GB18030.encode(text).0.into_owned()
}

#[test]
fn headers_are_lines_and_facts_and_the_plain_text_is_read_once() {
    let rows = read("来信.eml", &with_attachments());
    let letter = &rows[0];
    assert_eq!(letter.format, Some(Format::Eml));
    assert_eq!(letter.recovery, Recovery::Complete);
    assert_eq!(
        text(letter).lines().collect::<Vec<_>>(),
        [
            "关于报送整改进展的通知",
            "发件人：办件组 <banjian@qinghe.example>",
            "收件人：zonghe@qinghe.example",
            "日期：Thu, 05 Mar 2026 10:20:00 +0800",
            "各科室：",
            "请于本周五前报送整改进展。",
        ]
    );
    let RawBlock::Text(sender) = &letter.blocks[1] else {
        panic!("{:?}", letter.blocks)
    };
    assert_eq!(sender.label_chars, 4);
    assert_eq!(letter.facts["title"], "关于报送整改进展的通知");
    assert_eq!(letter.facts["created"], "2026-03-05T10:20:00+08:00");
    assert_eq!(codes(letter), ["carries-files", "pictures-not-read"]);
}

#[test]
fn attachments_messages_and_archives_inside_are_read() {
    let rows = read("来信.eml", &with_attachments());
    assert_eq!(
        files(&rows),
        [
            "来信.eml",
            "来信.eml/台账.csv",
            "来信.eml/附件.zip",
            "来信.eml/附件.zip/内/说明.txt",
            "来信.eml/转发.eml"
        ]
    );
    assert_eq!(rows[1].format, Some(Format::Csv));
    assert_eq!(text(&rows[3]), "压缩包里的说明。");
    assert!(text(&rows[4]).contains("被转发的来信。"));
    is_told(&rows);
    let packed = read("箱.zip", &pack(&[stored("来信.eml", with_attachments())]));
    assert_eq!(packed.len(), rows.len() + 1);
    assert_eq!(
        text(row(&packed, "箱.zip/来信.eml/附件.zip/内/说明.txt")),
        "压缩包里的说明。"
    );
}

#[test]
fn text_in_every_charset_of_the_office_is_read() {
    let said = "各单位须于三月底前完成整改。";
    let traditional = "各單位應於三月底前完成整改，並將辦理情形函復本局。";
    let hz = b"~{8w5%N;Pk~}".to_vec();
    for (charset, bytes, wanted) in [
        ("gb2312", GB18030.encode(said).0.into_owned(), said),
        ("gbk", GB18030.encode(said).0.into_owned(), said),
        ("\"GB18030\"", GB18030.encode(said).0.into_owned(), said),
        ("us-ascii", GB18030.encode(said).0.into_owned(), said),
        ("utf-8", said.as_bytes().to_vec(), said),
        ("gb2312", said.as_bytes().to_vec(), said),
        ("big5", BIG5.encode(traditional).0.into_owned(), traditional),
        ("hz-gb-2312", hz, "各单位须"),
    ] {
        for way in ["8bit", "base64"] {
            let body = if way == "base64" {
                base64(&bytes).into_bytes()
            } else {
                bytes.clone()
            };
            let head = head(&format!(
                "Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {way}\r\n\r\n"
            ));
            let rows = read("信.eml", &[head.as_bytes(), &body].concat());
            assert_eq!(
                text(&rows[0]).lines().last(),
                Some(wanted),
                "{charset} {way}"
            );
            assert_eq!(rows[0].recovery, Recovery::Complete);
        }
    }
    let letter = read("旧信.eml", &in_gbk());
    assert_eq!(
        text(&letter[0]).lines().collect::<Vec<_>>(),
        [
            "通知",
            "发件人：办件组 <banjian@qinghe.example>",
            "收件人：综合科",
            "各科室请于本周五前报送整改进展，逾期通报。"
        ]
    );
}

/// Some programs write into the plain version only that they do not show the other.
#[test]
fn a_plain_version_that_says_nothing_gives_way_to_the_formatted_one() {
    let html = "<p>各单位：</p><p>请于本周五前报送整改进展，材料一式两份，加盖公章。</p><table border=1><tr><td>事项</td><td>时限</td></tr></table>";
    let alternative = |html_part: &str| {
        head(&format!(
            "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n请用网页查看\r\n--b\r\n{html_part}\r\n--b--\r\n"
        ))
    };
    let plain = format!("Content-Type: text/html; charset=utf-8\r\n\r\n{html}");
    let related = format!(
        "Content-Type: multipart/related; boundary=r\r\n\r\n--r\r\n{plain}\r\n--r\r\nContent-Type: image/gif\r\nContent-ID: <x>\r\n\r\nGIF89a\r\n--r--\r\n"
    );
    for part in [plain, related] {
        let rows = read("信.eml", alternative(&part).as_bytes());
        let said = text(&rows[0]);
        assert!(
            said.contains("材料一式两份") && !said.contains("请用网页查看"),
            "{said}"
        );
        assert!(
            rows[0]
                .blocks
                .iter()
                .any(|b| matches!(b, RawBlock::Table(_)))
        );
    }
}

#[test]
fn what_cannot_be_read_of_a_message_is_told() {
    let encrypted =
        head("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMIIB");
    let cut = head(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n正文还在。\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n半",
    );
    for (bytes, code) in [(encrypted, "mail-encrypted"), (cut, "message-cut")] {
        let rows = read("信.eml", bytes.as_bytes());
        assert_eq!(rows[0].recovery, Recovery::Partial);
        assert!(codes(&rows[0]).contains(&code), "{:?}", codes(&rows[0]));
        is_told(&rows);
    }
}

#[test]
fn names_of_attachments_lead_nowhere() {
    let bytes = head(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: attachment; filename=\"../../甲.txt\"\r\n\r\n说明。\r\n--b\r\nContent-Type: application/octet-stream; name=\"甲.txt\"\r\n\r\n说明。\r\n--b--\r\n",
    );
    let rows = read("信.eml", bytes.as_bytes());
    assert_eq!(
        files(&rows),
        ["信.eml", "信.eml/甲.txt", "信.eml/甲.txt (2)"]
    );
    assert_eq!(codes(&rows[1]), ["member-name-unsafe"]);
    is_told(&rows);
}
