//! Broken and hostile documents end in a reason, never in a panic or a long wait.
use std::time::{Duration, Instant};

use taizhang::import::ReadError;

use super::paper::{Paper, cell, lines, para, plain, read, said, table};

fn refused(bytes: &[u8]) -> String {
    match read(bytes) {
        Err(ReadError::Refused(reason)) => reason.code,
        other => panic!("{other:?}"),
    }
}

fn unreadable(bytes: &[u8]) -> String {
    match read(bytes) {
        Err(ReadError::Unreadable(reason)) => reason.code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_document_that_expands_without_end_is_refused() {
    let blanks = " ".repeat(40 << 20);
    let bytes = Paper::new(&blanks).bytes();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(refused(&bytes), "package-too-large");
}

#[test]
fn nesting_beyond_measure_is_refused() {
    let body = "<w:tbl><w:tr><w:tc>".repeat(3_000);
    assert_eq!(refused(&Paper::new(&body).bytes()), "nested-too-deep");
}

#[test]
fn declared_entities_are_never_expanded() {
    let body = "<w:p><w:r><w:t>甲&bomb;乙&#x4E19;</w:t></w:r></w:p>";
    assert_eq!(lines(&Paper::new(body).read()), ["甲乙丙"]);
}

#[test]
fn a_package_without_a_document_says_so() {
    assert_eq!(unreadable(b"no zip at all"), "package-broken");
    let empty = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let bytes = empty.finish().unwrap().into_inner();
    assert_eq!(unreadable(&bytes), "package-without-document");
}

#[test]
fn text_before_a_break_in_the_markup_is_kept_and_the_break_is_told() {
    let body = plain("完整的一段") + "<w:p><w:r><w:t>断在这里";
    let reading = Paper::new(&body).read();
    assert_eq!(lines(&reading)[0], "完整的一段");
    assert_eq!(
        said(&reading, "xml-broken", "parts"),
        Some("word/document.xml")
    );
    assert!(reading.partial);
}

#[test]
fn a_document_cut_off_in_transit_is_read_as_far_as_it_goes() {
    let body: String = (0..5_000)
        .map(|n| {
            plain(&format!(
                "第{n}号排口已完成溯源，编号{}。",
                n * 7919 % 10_007
            ))
        })
        .collect();
    let whole = Paper::new(&body).bytes();
    let cut = &whole[..whole.len() * 6 / 10];
    let raw = taizhang::import::read_bytes("月报.docx", cut);
    assert_eq!(raw.format, Some(taizhang::model::Format::Docx));
    assert_eq!(raw.recovery, taizhang::model::Recovery::Partial);
    let codes: Vec<&str> = raw.reasons.iter().map(|r| r.code.as_str()).collect();
    assert_eq!(codes, ["xml-broken", "package-cut"]);
    assert!(raw.blocks.len() > 1_000, "{}", raw.blocks.len());
    for (n, block) in raw.blocks.iter().take(1_000).enumerate() {
        let expected = format!("第{n}号排口已完成溯源，编号{}。", n * 7919 % 10_007);
        assert!(matches!(block, taizhang::model::RawBlock::Text(t) if t.text == expected));
    }
}

#[test]
fn a_row_of_endless_spans_stays_small() {
    let row = cell(r#"<w:gridSpan w:val="4294967295"/>"#, "宽").repeat(200);
    let reading = Paper::new(&table(&[row])).read();
    let text: usize = super::paper::tables(&reading)[0]
        .cells
        .iter()
        .map(|c| c.text.matches('宽').count())
        .sum();
    assert_eq!(text, 200);
}

#[test]
fn pictures_alone_are_told_to_need_another_way_of_reading() {
    let reading =
        Paper::new("<w:p><w:r><w:drawing><a:blip r:embed=\"rId9\"/></w:drawing></w:r></w:p>")
            .read();
    assert!(reading.blocks.is_empty() && reading.partial);
    assert_eq!(said(&reading, "only-pictures", "count"), Some("1"));
}

/// A small generator of numbers, so that the same mutants are made on every run.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

#[test]
fn cut_and_flipped_documents_come_back_in_time() {
    let rows = [
        cell("<w:vMerge w:val=\"restart\"/>", "甲") + &cell("", "乙"),
        cell("<w:vMerge/>", "") + &cell("", "丙"),
    ];
    let body = plain("正文一段")
        + &table(&rows)
        + &para(r#"<w:outlineLvl w:val="0"/>"#, "标题")
        + &plain("末段");
    let paper = Paper::new(&body)
        .part(
            "footnotes",
            "footnotes.xml",
            &format!("<w:footnote w:id=\"1\">{}</w:footnote>", plain("注")),
        )
        .part("header", "header1.xml", &plain("页眉"));
    let whole = paper.bytes();
    let xml = format!("<w:document><w:body>{body}</w:body></w:document>").into_bytes();
    let mut random = Seeded(20_261_123);
    let start = Instant::now();
    for n in 0..300 {
        // Half of the mutants hurt the package, half the markup inside a sound package.
        let mut bytes = if n % 2 == 0 {
            whole.clone()
        } else {
            xml.clone()
        };
        for _ in 0..=random.below(8) {
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
        }
        if random.below(3) == 0 {
            bytes.truncate(random.below(bytes.len()));
        }
        if n % 2 == 1 {
            bytes = Paper::new(&String::from_utf8_lossy(&bytes)).bytes();
        }
        let _ = read(&bytes);
    }
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn real_documents_are_read_or_given_a_reason() {
    let Some(folder) = crate::shared("data/formats/docx") else {
        return;
    };
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let reading = read(&std::fs::read(&path).unwrap()).unwrap();
        let told = !reading.blocks.is_empty() || !reading.reasons.is_empty();
        assert!(told, "{}", path.display());
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn fields_and_notes_without_end_come_back_in_time() {
    let start = Instant::now();
    let begin = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>".repeat(20_000);
    let refer = |n| format!("<w:r><w:footnoteReference w:id=\"{n}\"/></w:r>");
    let refers: String = (0..10_000).map(refer).collect();
    let notes: String = (0..10_000)
        .rev()
        .map(|n| format!("<w:footnote w:id=\"{n}\">{}</w:footnote>", plain("注")))
        .collect();
    let body = begin + &format!("<w:p>{refers}</w:p>") + &plain("末段");
    let reading = Paper::new(&body)
        .part("footnotes", "footnotes.xml", &notes)
        .read();
    assert_eq!(lines(&reading)[..3], ["末段", "[脚注1] 注", "[脚注2] 注"]);
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}
