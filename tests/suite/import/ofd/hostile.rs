//! Broken and hostile files end in a reason, never in a panic or a long wait.
use std::time::{Duration, Instant};

use taizhang::{import::ReadError, model::Recovery};

use super::maker::{LEFT, Paper, content, line, lines, read, said, stroke, zipped};

/// A file with a bit of everything.
pub(super) fn sample() -> Paper {
    let mut paper = Paper::default();
    paper.about += "<o:Title>通报</o:Title>";
    paper.common +=
        "<o:PublicRes>PublicRes.xml</o:PublicRes><o:TemplatePage ID=\"9\" BaseLoc=\"T.xml\"/>";
    paper.document += "<o:Annotations>A.xml</o:Annotations><o:Attachments>F.xml</o:Attachments>";
    paper.body += "<o:Signatures>S.xml</o:Signatures>";
    let mut drawn = line(LEFT, 40.0, "云岭市整改情况，共3项。");
    for y in [50.0, 60.0, 70.0] {
        drawn += &stroke(30.0, y, 130.0, y);
    }
    for x in [30.0, 80.0, 130.0] {
        drawn += &stroke(x, 50.0, x, 70.0);
    }
    drawn += &(line(35.0, 57.0, "任务") + &line(85.0, 57.0, "状态"));
    drawn += "<o:CompositeObject ResourceID=\"50\" Boundary=\"30 100 50 50\" CTM=\"1 0 0 1 0 0\"/>";
    paper.page(&("<o:Template TemplateID=\"9\"/>".to_owned() + &content(&drawn)));
    paper.page(&content(
        "<o:ImageObject Boundary=\"0 0 210 297\" ResourceID=\"3\"/>",
    ));
    paper.part(
        "Doc_0/T.xml",
        &format!("<o:Page>{}</o:Page>", content(&line(LEFT, 20.0, "底版"))),
    );
    paper.part(
        "Doc_0/PublicRes.xml",
        &format!(
            "<o:Res><o:CompositeGraphicUnit ID=\"50\">{}</o:CompositeGraphicUnit></o:Res>",
            line(0.0, 8.0, "图元")
        ),
    );
    paper.part("Doc_0/A.xml", "<o:Annotations><o:Page PageID=\"100\"><o:FileLoc>AA.xml</o:FileLoc></o:Page></o:Annotations>");
    paper.part(
        "Doc_0/AA.xml",
        "<o:PageAnnot><o:Annot Creator=\"甲\"><o:Remark>批</o:Remark></o:Annot></o:PageAnnot>",
    );
    paper.part("Doc_0/F.xml", "<o:Attachments><o:Attachment Name=\"a\"><o:FileLoc>a.txt</o:FileLoc></o:Attachment></o:Attachments>");
    paper.part("Doc_0/a.txt", "附件");
    paper.part(
        "S.xml",
        "<o:Signatures><o:Signature BaseLoc=\"S1.xml\"/></o:Signatures>",
    );
    paper.part(
        "S1.xml",
        "<o:Signature><o:SignedValue>V.dat</o:SignedValue></o:Signature>",
    );
    paper.part("V.dat", "0\u{5}0\u{3}\u{16}\u{1}E");
    paper
}

#[test]
fn a_package_without_a_document_says_so() {
    for entry in [
        "<OFD/>",
        "",
        "<OFD><DocBody><DocRoot>gone.xml</DocRoot></DocBody></OFD>",
    ] {
        let bytes = zipped(&[("OFD.xml".to_owned(), entry.as_bytes().to_vec())]);
        match read(&bytes) {
            Err(ReadError::Unreadable(reason)) => assert_eq!(reason.code, "ofd-without-document"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn pages_that_are_not_there_are_named_and_the_rest_is_read() {
    let mut paper = Paper::default();
    paper.page(&content(&line(LEFT, 40.0, "在。")));
    paper.document += "<o:Pages><o:Page ID=\"7\" BaseLoc=\"gone.xml\"/></o:Pages>";
    let reading = paper.read();
    assert_eq!(lines(&reading.blocks), ["在。"]);
    assert_eq!(said(&reading, "pages-failed", "pages"), Some("2"));
    assert!(reading.partial);
}

#[test]
fn text_before_a_break_in_the_markup_is_kept_and_the_break_is_told() {
    let mut paper = Paper::default();
    let broken = content(&line(LEFT, 40.0, "断前的话。")).replace("</o:Layer>", "<o:PageBlock><");
    paper.page(&broken);
    let reading = paper.read();
    assert_eq!(lines(&reading.blocks), ["断前的话。"]);
    assert_eq!(
        said(&reading, "xml-broken", "parts"),
        Some("Doc_0/Pages/Page_0/Content.xml")
    );
}

#[test]
fn places_and_sizes_beyond_measure_do_no_harm() {
    let odd = |attributes: &str, code: &str| {
        format!("<o:TextObject {attributes}><o:TextCode {code}>字字字</o:TextCode></o:TextObject>")
    };
    let drawn = [
        odd("Boundary=\"1e300 1e300 1 1\" Size=\"5\"", "X=\"0\" Y=\"0\""),
        odd("Boundary=\"-1e9 5 1 1\" Size=\"1e300\"", "X=\"0\" Y=\"0\" DeltaX=\"g 3 1e300\""),
        odd("Boundary=\"x y\" Size=\"-5\"", "X=\"nan\" Y=\"inf\" DeltaX=\"g -5 g g\""),
        odd("Boundary=\"30 60 9 9\" Size=\"0\"", "X=\"0\" Y=\"0\""),
        odd("Boundary=\"30 60 9 9\" Size=\"5\" CTM=\"0 0 0 0 0 0\"", "X=\"0\" Y=\"0\""),
        odd("Boundary=\"30 60 9 9\" Size=\"5\" CTM=\"1 2 3\" HScale=\"-2\" CharDirection=\"1e30\"", "X=\"0\" Y=\"0\""),
        "<o:PathObject Boundary=\"0 0 9 9\"><o:AbbreviatedData>M L C 1 B 1e308 1e308 A Q S z L nan 5 C C</o:AbbreviatedData></o:PathObject>".to_owned(),
        "<o:ImageObject Boundary=\"0 0 1e300 1e300\"/>".to_owned(),
        line(LEFT, 200.0, "正常的一行。"),
    ];
    let mut paper = Paper::default();
    paper.page(
        &("<o:Area><o:PhysicalBox>0 0 -1 nan</o:PhysicalBox></o:Area>".to_owned()
            + &content(&drawn.concat())),
    );
    let reading = paper.read();
    assert!(lines(&reading.blocks).contains(&"正常的一行。"));
}

#[test]
fn a_page_of_a_million_characters_is_left_out_and_named() {
    let row = format!(
        "<o:TextObject Boundary=\"0 0 9 9\" Size=\"5\"><o:TextCode X=\"1\" Y=\"9\" DeltaX=\"g 999 0.1\">{}</o:TextCode></o:TextObject>",
        "字".repeat(1_000)
    );
    let mut paper = Paper::default();
    paper.page(&content(&row.repeat(1_000)));
    paper.page(&content(&line(LEFT, 40.0, "下一页照读。")));
    let bytes = paper.bytes();
    let begun = Instant::now();
    let reading = read(&bytes).unwrap();
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
    assert_eq!(said(&reading, "pages-too-large", "pages"), Some("1"));
    assert_eq!(lines(&reading.blocks), ["下一页照读。"]);
}

#[test]
fn drawings_that_multiply_are_stopped() {
    // Each of ten drawings holds the next one ten times.
    let mut paper = Paper::default();
    paper.common += "<o:PublicRes>R.xml</o:PublicRes>";
    let units: String = (0..10)
        .map(|n| {
            let next = format!("<o:CompositeObject ResourceID=\"{}\"/>", n + 1).repeat(10);
            format!("<o:CompositeGraphicUnit ID=\"{n}\">{next}</o:CompositeGraphicUnit>")
        })
        .collect();
    paper.part("Doc_0/R.xml", &format!("<o:Res>{units}</o:Res>"));
    paper.page(&content("<o:CompositeObject ResourceID=\"0\"/>"));
    let reading = paper.read();
    assert_eq!(said(&reading, "pages-too-large", "pages"), Some("1"));
}

#[test]
fn nesting_beyond_measure_breaks_the_page_off() {
    let mut paper = Paper::default();
    let deep = "<o:PageBlock>".repeat(5_000);
    paper.page(&content(&(line(LEFT, 40.0, "浅处的话。") + &deep)));
    let reading = paper.read();
    assert_eq!(lines(&reading.blocks), ["浅处的话。"]);
    assert!(said(&reading, "xml-broken", "parts").is_some());
}

#[test]
fn more_pages_than_the_limit_are_told() {
    let mut paper = Paper::default();
    for n in 0..4 {
        paper.page(&content(&line(LEFT, 40.0, &format!("第{n}页内容。"))));
    }
    let limits = taizhang::model::Limits {
        pages: 2,
        ..taizhang::model::Limits::default()
    };
    let files = taizhang::import::read_all("长.ofd", &paper.bytes(), &limits, None);
    assert_eq!(files[0].recovery, Recovery::Partial);
    assert_eq!(lines(&files[0].blocks), ["第0页内容。", "第1页内容。"]);
    let reason = files[0]
        .reasons
        .iter()
        .find(|r| r.code == "too-many-pages")
        .unwrap();
    assert_eq!(reason.args["pages"], "4");
}

#[test]
fn a_file_cut_anywhere_is_read_as_far_as_it_goes_or_refused() {
    let bytes = sample().bytes();
    for cut in (0..bytes.len()).step_by(23) {
        let raw = taizhang::import::read_bytes("断.ofd", &bytes[..cut]);
        assert_ne!(raw.recovery, Recovery::Complete, "{cut}");
        assert!(!raw.reasons.is_empty());
    }
}
