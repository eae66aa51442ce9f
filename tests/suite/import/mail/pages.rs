//! A web page saved as one file is read as a page.
use encoding_rs::GB18030;
use taizhang::model::{Format, RawBlock, Recovery};

use super::{base64, read};
use crate::import::archives::{codes, files, is_told, text};

const PAGE: &str = "<html><head><title>整改公示</title></head><body><h1>整改情况公示</h1><p>青禾县已完成整治二十九处。</p>\
<table border=1><tr><th>事项</th><th>状态</th></tr><tr><td>堆场覆盖</td><td>完成</td></tr></table></body></html>";

pub(super) fn saved() -> Vec<u8> {
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://qinghe.example/1.html\r\nSubject: =?utf-8?Q?=E6=95=B4?=\r\n\
         Date: Thu, 05 Mar 2026 10:20:00 +0800\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n\r\n--b\r\n\
         Content-Type: text/html\r\nContent-ID: <frame@x>\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://qinghe.example/1.html\r\n\r\n{}\r\n\
         --b\r\nContent-Type: text/css\r\nContent-Location: cid:css@x\r\n\r\np {{ color: red }}\r\n\
         --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://qinghe.example/a.png\r\n\r\niVBORw0KGgo=\r\n\
         --b\r\nContent-Type: text/html\r\nContent-Location: https://ad.example/x.html\r\n\r\n<p>广告</p>\r\n\
         --b--\r\n",
        base64(&GB18030.encode(&PAGE.replace("<head>", "<head><meta charset=gbk>")).0),
    )
    .into_bytes()
}

#[test]
fn the_page_is_the_text_and_its_furniture_is_left() {
    let rows = read("网页.mht", &saved());
    assert_eq!(files(&rows), ["网页.mht"]);
    assert_eq!(rows[0].format, Some(Format::Mht));
    assert_eq!(rows[0].recovery, Recovery::Complete);
    assert_eq!(text(&rows[0]), "整改情况公示\n青禾县已完成整治二十九处。");
    assert!(
        rows[0]
            .blocks
            .iter()
            .any(|b| matches!(b, RawBlock::Table(_)))
    );
    assert_eq!(rows[0].facts["title"], "整改公示");
    assert_eq!(codes(&rows[0]), ["pictures-not-read"]);
}

/// Excel saves each sheet as a page of its own, and a page of frames in front.
#[test]
fn pages_in_frames_are_carried() {
    let bytes = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\
                 Content-Type: text/html; charset=utf-8\r\nContent-Location: file:///C:/a/book.htm\r\n\r\n\
                 <html><frameset rows=\"*\"><frame src=\"book_files/sheet001.htm\"></frameset></html>\r\n--b\r\n\
                 Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\
                 Content-Location: file:///C:/a/book_files/sheet001.htm\r\n\r\n\
                 <html><body><table border=3D1><tr><td>=E4=BA=8B=E9=A1=B9</td><td>=E7=8A=B6=\r\n=E6=80=81</td></tr></table></body></html>\r\n--b--\r\n";
    let rows = read("台账.mht", bytes.as_bytes());
    assert_eq!(files(&rows), ["台账.mht", "台账.mht/sheet001.htm"]);
    let RawBlock::Table(table) = &rows[1].blocks[0] else {
        panic!("{:?}", rows[1])
    };
    let cells: Vec<&str> = table.cells.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(cells, ["事项", "状态"]);
    is_told(&rows);
}

#[test]
fn real_pages_are_read() {
    let Some(folder) = crate::shared("data/formats/html") else {
        return;
    };
    for name in ["testMHTMLFirefox.mhtml", "testUserDefinedCharset.mhtml"] {
        let rows = read(name, &std::fs::read(folder.join(name)).unwrap());
        is_told(&rows);
        assert_eq!(rows[0].format, Some(Format::Mht), "{name}");
        // The second was cut off where its page begins.
        assert_eq!(
            rows[0].blocks.is_empty(),
            name.contains("Charset"),
            "{name}"
        );
    }
}
