//! Pages that only recognition can read are painted as a reader sees them, recognized, and marked.
use std::sync::Mutex;

use taizhang::{
    import::{Recognized, RecognizedLine, Recognizer, Tesseract, read_all},
    model::{Limits, OcrSettings, RawFile, Reason, Recovery},
};

use super::{
    maker::{LEFT, Paper, SIZE, stream},
    text::{lines, texts},
};

/// Keeps the pictures it is given and answers with lines of its own.
pub(in crate::import) struct Fake {
    pub(in crate::import) answer: Result<Vec<&'static str>, Reason>,
    pub(in crate::import) most_pages: u32,
    pub(in crate::import) pictures: Mutex<Vec<Vec<u8>>>,
}

impl Fake {
    pub(in crate::import) fn saying(answer: &[&'static str]) -> Self {
        Self {
            answer: Ok(answer.to_vec()),
            most_pages: 100,
            pictures: Mutex::new(Vec::new()),
        }
    }

    fn pictures(&self) -> Vec<Picture> {
        let files = self.pictures.lock().unwrap();
        files.iter().map(|file| Picture::of(file)).collect()
    }
}

impl Recognizer for Fake {
    fn recognize(&self, picture: &[u8], _pages: u32) -> Result<Recognized, Reason> {
        self.pictures.lock().unwrap().push(picture.to_vec());
        let texts = self.answer.clone()?;
        let line = |(block, text): (u32, &str)| RecognizedLine {
            text: text.to_owned(),
            confidence: 73,
            frame: [0, block * 100, 400, 40],
            block,
            page: 1,
        };
        Ok(Recognized {
            lines: (0..).zip(texts).map(line).collect(),
        })
    }

    fn most_pages(&self) -> u32 {
        self.most_pages
    }
}

/// A portable graymap.
struct Picture {
    width: usize,
    height: usize,
    dots: Vec<u8>,
}

impl Picture {
    fn of(file: &[u8]) -> Self {
        let mut parts = file.splitn(4, |b| *b == b'\n');
        assert_eq!(parts.next(), Some(&b"P5"[..]));
        let sizes = std::str::from_utf8(parts.next().unwrap()).unwrap();
        let (width, height) = sizes.split_once(' ').unwrap();
        assert_eq!(parts.next(), Some(&b"255"[..]));
        let picture = Self {
            width: width.parse().unwrap(),
            height: height.parse().unwrap(),
            dots: parts.next().unwrap().to_vec(),
        };
        assert_eq!(picture.dots.len(), picture.width * picture.height);
        picture
    }

    /// The dot at a share of the width and height.
    fn at(&self, x: f64, y: f64) -> u8 {
        let (x, y) = (self.width as f64 * x, self.height as f64 * y);
        self.dots[y as usize * self.width + x as usize]
    }

    /// The dots in the middle of the four quarters, row by row.
    fn quarters(&self) -> [u8; 4] {
        [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)].map(|(x, y)| self.at(x, y))
    }
}

fn read(bytes: &[u8], recognizer: &dyn Recognizer) -> RawFile {
    let mut read = read_all("扫描.pdf", bytes, &Limits::default(), Some(recognizer));
    assert_eq!(read.len(), 1);
    read.remove(0)
}

fn codes(raw: &RawFile) -> Vec<(&str, &str)> {
    let of = |r: &'_ Reason| r.args.get("pages").map_or("", String::as_str).to_owned();
    raw.reasons
        .iter()
        .map(|r| (r.code.as_str(), Box::leak(of(r).into_boxed_str()) as &str))
        .collect()
}

/// A gray picture as object 7 (and later), drawn by `/Im0 Do` and so on.
fn with_pictures(paper: &mut Paper, pictures: &[(usize, usize, &[u8])]) {
    let mut names = String::new();
    for (i, (width, height, dots)) in pictures.iter().enumerate() {
        paper.more.push(stream(
            &format!("/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8"),
            dots,
        ));
        names.push_str(&format!("/Im{i} {} 0 R", 7 + i));
    }
    paper.resources = format!("/XObject<<{names}>>");
}

/// Four quarters, row by row.
const QUARTERS: (usize, usize, &[u8]) = (2, 2, &[0, 80, 160, 240]);

#[test]
fn a_scanned_page_is_painted_upright_and_its_text_is_marked() {
    let mut paper = Paper::default();
    with_pictures(&mut paper, &[QUARTERS]);
    paper.page().draw("q 595 0 0 842 0 0 cm /Im0 Do Q");
    let fake = Fake::saying(&["岚岳省生态环境厅", "整改进展报告"]);
    let raw = read(&paper.finish(), &fake);
    assert_eq!(lines(&raw), ["岚岳省生态环境厅", "整改进展报告"]);
    for text in texts(&raw) {
        assert_eq!((text.page, text.recognized), (Some(1), Some(73)));
    }
    assert_eq!(raw.recovery, Recovery::Complete);
    assert_eq!(codes(&raw), [("recognized-pages", "1")]);
    let [picture] = &fake.pictures()[..] else {
        panic!("one page, one picture");
    };
    assert_eq!(picture.quarters(), [0, 80, 160, 240]);
    assert!(picture.height >= 2200 && picture.width < picture.height);
}

#[test]
fn pages_lying_on_their_side_and_mirrored_pictures_are_turned() {
    let mut paper = Paper::default();
    with_pictures(&mut paper, &[QUARTERS]);
    // The picture stands on its head in the file; the page is shown turned by a quarter to the right.
    paper.page().draw("q -595 0 0 -842 595 842 cm /Im0 Do Q");
    paper.page_entries = "/Rotate 90".to_owned();
    let fake = Fake::saying(&["一"]);
    read(&paper.finish(), &fake);
    let picture = &fake.pictures()[0];
    assert!(picture.width > picture.height);
    // On its head: 240 160 / 80 0. Turned to the right: 80 240 / 0 160.
    assert_eq!(picture.quarters(), [80, 240, 0, 160]);
}

#[test]
fn strips_of_a_page_are_put_together() {
    let mut paper = Paper::default();
    with_pictures(&mut paper, &[(2, 1, &[0, 80]), (2, 1, &[160, 240])]);
    // The lower strip comes first.
    paper
        .page()
        .draw("q 595 0 0 421 0 0 cm /Im1 Do Q q 595 0 0 421 0 421 cm /Im0 Do Q");
    let fake = Fake::saying(&["一"]);
    read(&paper.finish(), &fake);
    assert_eq!(fake.pictures()[0].quarters(), [0, 80, 160, 240]);
}

#[test]
fn a_stencil_is_painted_in_its_color_and_a_masked_picture_lets_the_page_through() {
    let mut paper = Paper::default();
    // Bits 0 are painted.
    paper.more.push(stream(
        "/Type/XObject/Subtype/Image/Width 2/Height 2/ImageMask true/BitsPerComponent 1",
        &[0b0100_0000, 0b1000_0000],
    ));
    paper.resources = "/XObject<</Im0 7 0 R>>".to_owned();
    paper.page().draw("q 0.2 g 595 0 0 842 0 0 cm /Im0 Do Q");
    let fake = Fake::saying(&["一"]);
    read(&paper.finish(), &fake);
    assert_eq!(fake.pictures()[0].quarters(), [51, 255, 255, 51]);
}

#[test]
fn letters_turned_into_outlines_are_painted() {
    let mut paper = Paper::default();
    paper.page();
    // Twenty round shapes; the last one fills the lower left quarter.
    for _ in 0..20 {
        paper.draw("500 800 m 510 800 510 810 500 810 c f");
    }
    paper.draw("0 0 m 400 0 400 421 0 421 c f");
    let fake = Fake::saying(&["描成曲线的字"]);
    let raw = read(&paper.finish(), &fake);
    assert_eq!(lines(&raw), ["描成曲线的字"]);
    assert_eq!(fake.pictures()[0].quarters(), [255, 255, 0, 255]);
}

#[test]
fn what_a_wrong_text_layer_says_is_replaced_by_what_the_page_shows() {
    let mut paper = Paper::default();
    paper.page();
    let wrong: String = ('\u{6B00}'..'\u{6B40}').collect();
    paper.text(20.0, 100.0, 8.0, &wrong);
    paper
        .page()
        .text(LEFT, 100.0, SIZE, "第二页的文字没有问题。");
    let raw = read(&paper.finish(), &Fake::saying(&["第一页其实写着这个。"]));
    assert_eq!(
        lines(&raw),
        ["第一页其实写着这个。", "第二页的文字没有问题。"]
    );
    assert_eq!(texts(&raw)[1].recognized, None);
    assert_eq!(codes(&raw), [("recognized-pages", "1")]);
    // Where nothing is found, the page is still one that cannot be read.
    let raw = read(&paper.finish(), &Fake::saying(&[]));
    assert_eq!(raw.recovery, Recovery::Partial);
    let found = codes(&raw);
    assert!(found.contains(&("garbled-text-layer", "1")), "{found:?}");
}

#[test]
fn a_scan_with_a_stamp_of_receipt_is_recognized_beside_it() {
    let mut paper = Paper::default();
    with_pictures(&mut paper, &[QUARTERS]);
    paper.page().draw("q 595 0 0 842 0 0 cm /Im0 Do Q");
    paper.text(LEFT, 800.0, SIZE, "收文〔2026〕17号");
    let fake = Fake::saying(&["扫描的正文"]);
    let raw = read(&paper.finish(), &fake);
    assert_eq!(lines(&raw), ["收文〔2026〕17号", "扫描的正文"]);
    let marks: Vec<Option<u8>> = texts(&raw).iter().map(|t| t.recognized).collect();
    assert_eq!(marks, [None, Some(73)]);
    // The layer of another program's recognition is not recognized again.
    let mut paper = Paper::default();
    with_pictures(&mut paper, &[QUARTERS]);
    paper.page().draw("q 595 0 0 842 0 0 cm /Im0 Do Q 3 Tr");
    paper.text(LEFT, 100.0, SIZE, "识别出来的文字。");
    let fake = Fake::saying(&["不该出现"]);
    let raw = read(&paper.finish(), &fake);
    assert_eq!(lines(&raw), ["识别出来的文字。"]);
    assert_eq!(texts(&raw)[0].recognized, Some(0));
}

#[test]
fn pages_over_the_limit_and_failures_are_told_with_their_pages() {
    let mut paper = Paper::default();
    with_pictures(&mut paper, &[QUARTERS]);
    for _ in 0..3 {
        paper.page().draw("q 595 0 0 842 0 0 cm /Im0 Do Q");
    }
    let mut fake = Fake::saying(&["一"]);
    fake.most_pages = 2;
    let raw = read(&paper.finish(), &fake);
    assert_eq!(lines(&raw), ["一", "一"]);
    assert_eq!(raw.recovery, Recovery::Partial);
    let expected = [
        ("needs-ocr", "3"),
        ("recognition-limit", "3"),
        ("recognized-pages", "1-2"),
    ];
    assert_eq!(codes(&raw), expected);
    fake.answer = Err(Reason::new("recognition-failed").with("detail", "x"));
    fake.most_pages = 9;
    let raw = read(&paper.finish(), &fake);
    assert_eq!(
        codes(&raw),
        [("needs-ocr", "1-3"), ("recognition-failed", "1-3")]
    );
}

#[test]
fn a_picture_that_claims_to_be_vast_is_not_unpacked() {
    let mut paper = Paper::default();
    paper.more.push(stream(
        "/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8",
        &[0],
    ));
    paper.resources = "/XObject<</Im0 7 0 R>>".to_owned();
    paper.page().draw("q 595 0 0 842 0 0 cm /Im0 Do Q");
    let raw = read(&paper.finish(), &Fake::saying(&["一"]));
    assert_eq!(
        codes(&raw),
        [("needs-ocr", "1"), ("picture-too-large", "1")]
    );
}

/// The picture of the fixture (one bit to a dot) as the scan of a page.
pub(super) fn scan() -> Vec<u8> {
    let png = include_bytes!("../../../cases/import/image/report.png");
    let chunk = |name: &[u8]| {
        let at = png.windows(4).position(|w| w == name).unwrap();
        let length = u32::from_be_bytes(png[at - 4..at].try_into().unwrap()) as usize;
        &png[at + 4..at + 4 + length]
    };
    let side = |at: usize| u32::from_be_bytes(chunk(b"IHDR")[at..at + 4].try_into().unwrap());
    let (width, height) = (side(0), side(4));
    let mut paper = Paper::default();
    // The lines of a PNG are those of a PDF with the same predictor.
    paper.more.push(stream(
        &format!("/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 1/Columns {width}>>"),
        chunk(b"IDAT"),
    ));
    paper.resources = "/XObject<</Im0 7 0 R>>".to_owned();
    paper.page().draw("q 555 0 0 300 20 500 cm /Im0 Do Q");
    paper.finish()
}

#[test]
fn tesseract_reads_a_scanned_page() {
    let settings = OcrSettings::default();
    let tesseract = match Tesseract::find(&settings) {
        Ok(tesseract) => tesseract,
        Err(reason) => {
            println!("skipped: tesseract with chi_sim is not installed ({reason:?})");
            return;
        }
    };
    let raw = read(&scan(), &tesseract);
    assert_eq!(raw.recovery, Recovery::Complete, "{:?}", raw.reasons);
    let found = lines(&raw);
    println!("{found:?}");
    let whole =
        "本季度共受理群众举报21件，其中东岸区9件、西岸区6件、南岸区4件。以上举报均已转交属地核查。";
    assert!(found.contains(&whole), "{found:?}");
    for text in texts(&raw) {
        let sure = text.recognized.unwrap();
        assert!((20..=99).contains(&sure), "{text:?}");
    }
}
