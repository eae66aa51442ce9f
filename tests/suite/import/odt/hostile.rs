//! Broken and hostile texts end in a reason, never in a panic or a long wait.
use taizhang::{
    import::{ReadError, read_bytes, sniff},
    model::{Format, Recovery},
};

use super::maker::{Paper, cell, heading, lines, para, read, said, table, tables};

/// A text with a bit of everything.
pub(super) fn sample() -> Paper {
    let mut paper = Paper::styled(
        &("<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion></text:changed-region></text:tracked-changes>".to_owned()
            + &heading(1, "关于整改情况的报告")
            + "<text:list text:style-name=\"L1\"><text:list-item><text:p>总体</text:p><text:list><text:list-item><text:p>清淤3.5公里</text:p></text:list-item></text:list></text:list-item></text:list>"
            + &table(&[
                cell("table:number-columns-spanned=\"2\"", "责任") + "<table:covered-table-cell/>" + &cell("table:number-rows-spanned=\"2\"", "时限"),
                cell("", "甲局") + &cell("", "乙局"),
            ])
            + "<text:p>末段<text:s text:c=\"3\"/><text:note text:note-class=\"footnote\"><text:note-body><text:p>注</text:p></text:note-body></text:note><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame><office:annotation><dc:creator>甲</dc:creator><text:p>批</text:p></office:annotation></text:p>"),
        "<text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-suffix=\"、\" style:num-format=\"一, 二, 三, ...\"/><text:list-level-style-number text:level=\"2\" style:num-list-format=\"（%2%）\" style:num-format=\"1\"/></text:list-style>",
    );
    paper.master =
        "<style:master-page><style:header><text:p>页眉</text:p></style:header></style:master-page>"
            .to_owned();
    paper.meta = "<dc:title>通报</dc:title>".to_owned();
    paper
}

#[test]
fn texts_are_known_by_their_content() {
    let paper = sample();
    assert_eq!(sniff("a.bin", &paper.bytes()), Ok(Format::Odt));
    assert_eq!(sniff("a.xml", &paper.flat()), Ok(Format::Odt));
    let drawing = String::from_utf8(paper.flat())
        .unwrap()
        .replace("opendocument.text", "opendocument.graphics");
    assert!(sniff("a.fodg", drawing.as_bytes()).is_err());
    let first = "关于整改情况的报告";
    assert_eq!(lines(&paper.read())[0], first);
    assert_eq!(lines(&read(&paper.flat()).unwrap()), lines(&paper.read()));
}

#[test]
fn texts_with_a_password_are_named_as_such() {
    let mut paper = sample();
    paper.parts = vec![(
        "META-INF/manifest.xml".to_owned(),
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>".to_owned(),
    )];
    assert!(matches!(read(&paper.bytes()), Err(ReadError::Encrypted)));
}

#[test]
fn nesting_beyond_measure_is_refused() {
    let paper = Paper::new(&"<text:section>".repeat(5_000));
    match read(&paper.bytes()) {
        Err(ReadError::Refused(reason)) => assert_eq!(reason.code, "nested-too-deep"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn text_before_a_break_in_the_markup_is_kept_and_the_break_is_told() {
    let flat =
        String::from_utf8(Paper::new(&(para("完整的一段") + "<text:p>断在这里@")).flat()).unwrap();
    let cut = flat.split('@').next().unwrap();
    let reading = read(cut.as_bytes()).unwrap();
    assert_eq!(lines(&reading), ["完整的一段", "断在这里"]);
    assert_eq!(said(&reading, "xml-broken", "parts"), Some("content.xml"));
    assert!(reading.partial);
}

#[test]
fn repetitions_without_end_cost_nothing() {
    let body = "<table:table><table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell table:number-columns-repeated=\"4294967295\"><text:p>甲</text:p></table:table-cell></table:table-row></table:table><text:p>后<text:s text:c=\"99999999\"/>文</text:p>";
    let reading = Paper::new(body).read();
    assert_eq!(tables(&reading).len(), 1);
    assert!(lines(&reading)[0].chars().count() < 2_000);
}

#[test]
fn a_text_cut_anywhere_is_read_as_far_as_it_goes_or_refused() {
    for whole in [sample().bytes(), sample().flat()] {
        for cut in (0..whole.len()).step_by(17) {
            let raw = read_bytes("断.odt", &whole[..cut]);
            assert!(
                raw.recovery != Recovery::Complete || raw.format != Some(Format::Odt),
                "{cut}"
            );
        }
    }
}
