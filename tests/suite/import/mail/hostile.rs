//! Messages made to harm end in rows with reasons, in bounded time.
use std::time::{Duration, Instant};

use taizhang::model::RawFile;

use super::{letters, pages, read};
use crate::import::{
    archives::{codes, is_told},
    damage::{Dice, damaged},
};

fn in_time(bytes: &[u8]) -> Vec<RawFile> {
    let start = Instant::now();
    let rows = read("信.eml", bytes);
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
    is_told(&rows);
    rows
}

const HEAD: &str = "MIME-Version: 1.0\r\nFrom: a\r\nSubject: b\r\n";

#[test]
fn parts_nested_without_end_are_not_followed() {
    let mut bytes = HEAD.to_owned();
    for depth in 0..20_000 {
        bytes.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n"
        ));
    }
    let rows = in_time(bytes.as_bytes());
    assert!(codes(&rows[0]).contains(&"message-parts-not-read"));
}

#[test]
fn messages_nested_without_end_stop_at_the_depth_of_files() {
    let bytes = format!("{HEAD}Content-Type: message/rfc822\r\n\r\n").repeat(5_000);
    let rows = in_time(bytes.as_bytes());
    assert_eq!(rows.len(), 7);
    assert_eq!(codes(&rows[6]), ["carried-too-deep"]);
}

#[test]
fn very_many_parts_are_read_up_to_a_limit() {
    let bytes = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
        "--b\r\n\r\nx\r\n".repeat(50_000)
    );
    let rows = in_time(bytes.as_bytes());
    assert!(codes(&rows[0]).contains(&"message-parts-not-read"));
}

#[test]
fn long_headers_and_words_without_end_come_back_in_time() {
    for value in [
        "=?".repeat(400_000),
        "=?utf-8?B?".repeat(90_000),
        "=?a?B?x ".repeat(120_000),
        (0..90_000)
            .map(|n| format!("; name*{n}=a"))
            .collect::<String>(),
        " a;".repeat(300_000),
        "\r\n x".repeat(200_000),
    ] {
        in_time(
            format!("{HEAD}To: {value}\r\nContent-Type: text/plain; {value}\r\n\r\n正文。")
                .as_bytes(),
        );
    }
}

#[test]
fn damaged_messages_never_panic() {
    for sample in [
        letters::with_attachments(),
        letters::in_gbk(),
        pages::saved(),
    ] {
        for seed in 0..300 {
            is_told(&read("信.eml", &damaged(&sample, &mut Dice::new(seed))));
        }
    }
}
