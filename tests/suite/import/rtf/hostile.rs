//! Broken and hostile RTF ends in a reason, never in a panic, and text that is there is kept.
use std::time::{Duration, Instant};

use taizhang::import::{ReadError, read_as, read_bytes, sniff};
use taizhang::model::Format;

use super::{coded, lines, read, read_body, said};

#[test]
fn groups_nested_beyond_measure_are_left_out_and_the_rest_is_read() {
    let deep = format!(
        "before\\par{}deep{}after\\par",
        "{".repeat(200_000),
        "}".repeat(200_000)
    );
    let start = Instant::now();
    let reading = read_body(&deep);
    assert_eq!(lines(&reading), ["before", "after"]);
    assert_eq!(said(&reading, "nested-too-deep", "limit"), Some("2000"));
    assert!(reading.partial);
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_file_that_breaks_off_is_read_as_far_as_it_goes() {
    let reading = read("{\\rtf1\\ansi first\\par{\\b second");
    assert_eq!(lines(&reading), ["first", "second"]);
    assert_eq!(said(&reading, "rtf-cut-off", "count"), Some("2"));
    assert!(reading.partial);
}

#[test]
fn a_group_closed_once_too_often_loses_nothing() {
    let reading = read("{\\rtf1\\ansi a\\par}b\\par}\\pard c\\par}\0\0\r\n");
    assert_eq!(lines(&reading), ["a", "b", "c"]);
    assert!(!reading.partial);
}

#[test]
fn endless_binary_data_and_numbers_are_nothing() {
    for body in [
        "a\\par\\bin2147483647 b",
        "a\\par\\u99999999999 \\li-99999999999\\ucx\\'",
        "a\\par\\itap2000000000\\cellx-5\\row\\nestcell\\nestrow",
    ] {
        assert_eq!(lines(&read(&format!("{{\\rtf1 {body}}}")))[0], "a");
    }
}

#[test]
fn tables_deeper_than_any_are_put_into_the_innermost() {
    let reading = read_body("\\pard\\intbl\\itap100000 deep\\nestcell\\par\\pard end\\par");
    assert!(lines(&reading).contains(&"end"));
    let cells: Vec<&str> = super::tables(&reading)
        .iter()
        .flat_map(|t| &t.cells)
        .map(|c| c.text.as_str())
        .collect();
    assert_eq!(cells, ["deep"]);
}

#[test]
fn what_is_no_rtf_is_told() {
    match read_as(Format::Rtf, b"no rtf") {
        Err(ReadError::Unreadable(reason)) => assert_eq!(reason.code, "package-broken"),
        other => panic!("{other:?}"),
    }
    assert_eq!(sniff("a.txt", b"  {\\rtf1 x}").ok(), Some(Format::Rtf));
    assert_eq!(sniff("a.txt", b"{\\rt is no rtf}").ok(), Some(Format::Txt));
}

#[test]
fn a_long_paper_is_read_in_time() {
    let body: String = (0..20_000)
        .map(|n| format!("\\pard\\plain {}{n}\\par", coded("第号排口已完成")))
        .collect();
    let start = Instant::now();
    let reading = read_body(&body);
    assert_eq!(lines(&reading).len(), 20_000);
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn real_files_are_read_or_given_a_reason() {
    let mut count = 0;
    for folder in ["data/formats/rtf", "data/fixtures"] {
        let Some(folder) = crate::shared(folder) else {
            return;
        };
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|e| e != "rtf") {
                continue;
            }
            let raw = read_bytes("a.rtf", &std::fs::read(&path).unwrap());
            assert_eq!(raw.format, Some(Format::Rtf), "{}", path.display());
            let told = !raw.blocks.is_empty() || !raw.reasons.is_empty();
            assert!(told, "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 15, "{count}");
}
