//! Content decides the format; what is not read says what it is.
use taizhang::{
    import::{read_bytes, sniff},
    model::{Format, Recovery},
};

use super::hostile::{package, workbook};

#[test]
fn content_goes_before_the_extension() {
    let book = workbook("<worksheet><sheetData/></worksheet>", "<sst/>");
    assert_eq!(sniff("报告.docx", &book), Ok(Format::Xlsx));
    assert_eq!(sniff("报告", &book), Ok(Format::Xlsx));
    assert_eq!(
        sniff(
            "表.xls",
            b"<html><body><table><tr><td>1</td></tr></table></body></html>"
        ),
        Ok(Format::Html)
    );
    assert_eq!(sniff("x.txt", b"junk before\n%PDF-1.4\n"), Ok(Format::Pdf));
    assert_eq!(
        sniff(
            "表.xlsx",
            &package(&[("[Content_Types].xml", b""), ("xl/workbook.bin", b"")])
        ),
        Ok(Format::Xlsb)
    );
    assert_eq!(
        sniff(
            "x.doc",
            package(&[("[Content_Types].xml", b""), ("word/document.xml", b"<w/>")]).as_slice()
        ),
        Ok(Format::Docx)
    );
}

#[test]
fn the_extension_settles_what_content_leaves_open() {
    let text = "序号,内容\n1,甲\n2,乙\n".as_bytes();
    assert_eq!(sniff("a.csv", text), Ok(Format::Csv));
    assert_eq!(sniff("a.txt", text), Ok(Format::Txt));
    assert_eq!(sniff("a.md", "没有标题的一行".as_bytes()), Ok(Format::Md));
    assert_eq!(
        sniff("a.txt", "# 一、情况\n\n正文\n\n# 二、问题\n".as_bytes()),
        Ok(Format::Md)
    );
    assert_eq!(
        sniff(
            "a.txt",
            "序号,单位,内容\n1,甲厂,噪声\n2,乙厂,油烟\n".as_bytes()
        ),
        Ok(Format::Csv)
    );
    assert_eq!(
        sniff("a.txt", "序号\t内容\n1\t甲\n2\t乙\n".as_bytes()),
        Ok(Format::Csv)
    );
    assert_eq!(
        sniff(
            "a.txt",
            "第一,第二,第三。\n只有一个逗号,的行\n没有逗号的行\n".as_bytes()
        ),
        Ok(Format::Txt)
    );
}

#[test]
fn what_is_not_read_says_what_it_is() {
    let named = |bytes: &[u8]| {
        let (recovery, reason) = sniff("x.bin", bytes).unwrap_err();
        assert_eq!(recovery, Recovery::Unreadable);
        assert_eq!(reason.code, "format-not-read");
        reason.args["format"].clone()
    };
    assert_eq!(named(b"GIF89a\x01\0\x01\0"), "gif");
    assert_eq!(named(b"MZ\x90\0\x03\0\0\0\x04\0\0\0"), "exe");
    assert_eq!(
        named(&package(&[(
            "mimetype",
            b"application/vnd.oasis.opendocument.presentation"
        )])),
        "odp"
    );
    assert_eq!(named(b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"), "xml-spreadsheet");
    assert_eq!(read_bytes("x", b"").reasons[0].code, "empty-file");
    assert_eq!(
        read_bytes("x", b"\x01\x02\x03\x04\0\0\0\0\0\0\0\x05").reasons[0].code,
        "format-unknown"
    );
}

#[test]
fn archives_are_told_from_packages() {
    assert_eq!(
        sniff("a.xlsx", &package(&[("a.txt", b"x")])),
        Ok(Format::Zip)
    );
    assert_eq!(
        sniff("a.zip", b"7z\xBC\xAF\x27\x1C\0\x04"),
        Ok(Format::SevenZ)
    );
}

#[test]
fn messages_are_told_from_saved_pages_and_from_notes() {
    for (name, text, format) in [
        (
            "a.txt",
            "MIME-Version: 1.0\nContent-Type: multipart/related\n\nx",
            Format::Mht,
        ),
        ("a.mht", "From: a\nSubject: b\n\nx", Format::Mht),
        (
            "a.txt",
            "Received: from x\nFrom: a\nTo: b\n\nx",
            Format::Eml,
        ),
        ("a.eml", "From: a\nSubject: b\n\nx", Format::Eml),
        (
            "a.eml",
            "Subject: b\nReceived: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\nx",
            Format::Eml,
        ),
        (
            "a.txt",
            "From: 办公室\nTo: 各科室\n\n请于周五前报送。",
            Format::Txt,
        ),
    ] {
        assert_eq!(sniff(name, text.as_bytes()), Ok(format), "{text}");
    }
    let (_, reason) = sniff(
        "a.mbox",
        b"From a@b Thu Mar 05 10:00:00 2026\nMIME-Version: 1.0\nFrom: a\n\nx",
    )
    .unwrap_err();
    assert_eq!(
        (reason.code.as_str(), reason.args["format"].as_str()),
        ("mail-not-read", "mbox")
    );
    let (_, reason) = sniff("winmail.dat", b"\x78\x9F\x3E\x22\x01\0\x06\x90\x08\0").unwrap_err();
    assert_eq!(reason.code, "mail-not-read");
}

#[test]
fn text_that_begins_like_a_program_is_text() {
    assert_eq!(
        sniff("a.txt", "BM值说明：本表为监测数据。\n".as_bytes()),
        Ok(Format::Txt)
    );
    assert_eq!(
        sniff("a.txt", "MZ区域环境监测\n".as_bytes()),
        Ok(Format::Txt)
    );
}
