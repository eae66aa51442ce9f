//! Text of RTF files: bytes and codes, fields, styles, what is left out.
use proptest::prelude::*;

use super::{coded, lines, read, read_body, said, texts};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("\\'{b:02x}")).collect()
}

#[test]
fn chinese_bytes_are_read_by_font_by_code_page_and_raw() {
    let text = "整改完成";
    let gbk = encoding_rs::GB18030.encode(text).0;
    let codes = hex(&gbk);
    for file in [
        format!(
            "{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f5\\fcharset134 SimSun;}}}}\\f5 {codes}\\par}}"
        ),
        format!("{{\\rtf1\\ansi\\ansicpg936 {codes}\\par}}"),
        format!(
            "{{\\rtf1\\ansi\\ansicpg936{{\\fonttbl{{\\f1\\fcharset0 Times;}}}}\\f1 {codes}\\par}}"
        ),
        format!(
            "{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f1\\fcharset0 T;}}{{\\f6\\fcharset134 S;}}}}\\dbch\\af6\\loch\\f1 {codes}\\par}}"
        ),
        format!(
            "{{\\rtf1\\ansi\\ansicpg1252\\deff4{{\\fonttbl{{\\f4\\fcharset134 SimSun;}}}}{codes}\\par}}"
        ),
    ] {
        assert_eq!(lines(&read(&file)), [text], "{file}");
    }
    let mut raw = b"{\\rtf1\\ansi\\ansicpg936 ".to_vec();
    raw.extend(gbk.iter());
    raw.extend(b"\\par}");
    let reading = taizhang::import::read_as(taizhang::model::Format::Rtf, &raw).unwrap();
    assert_eq!(lines(&reading), [text]);
}

#[test]
fn big5_and_cyrillic_fonts_are_read_in_their_own_character_sets() {
    let big5 = hex(&encoding_rs::BIG5.encode("環境").0);
    let cyrillic = hex(&encoding_rs::WINDOWS_1251.encode("вода").0);
    let reading = read(&format!(
        "{{\\rtf1\\ansi\\ansicpg936{{\\fonttbl{{\\f1\\fcharset136 M;}}{{\\f2\\fcharset204 A;}}}}\\f1 {big5}\\par\\f2 {cyrillic}\\par}}"
    ));
    assert_eq!(lines(&reading), ["環境", "вода"]);
}

#[test]
fn western_quotes_in_a_chinese_file_are_no_pairs() {
    let reading = read_body("\\f1 \\'93quote\\'94 caf\\'e9 \\'96 x\\par");
    assert_eq!(lines(&reading), ["“quote” café – x"]);
}

#[test]
fn codes_replace_as_many_characters_as_the_file_says() {
    let reading = read_body(
        "\\uc2\\u25972 ab\\u25913\\'b8\\'c4{\\uc0\\u23436 \\u25104 c}\\u-10174 ??\\u-8265 ??.\\par",
    );
    assert_eq!(lines(&reading), ["整改完成c𠮷."]);
    // As LibreOffice writes a character beyond 16 bits.
    let halves = read_body("\\uc0 \\u55362\\uc1 \\u57271\\'3f\\u37326\\'3f\\par");
    assert_eq!(lines(&halves), ["𠮷野"]);
    let named = read_body("\\u8220\\ldblquote \\u25972 ?\\u8221\\rdblquote\\par");
    assert_eq!(lines(&named), ["“整”"]);
}

#[test]
fn words_for_characters_and_signs_of_symbol_fonts_are_shown() {
    let reading = read_body(
        "\\ldblquote a\\rdblquote\\emdash\\endash\\~b\\_c\\-d\\tab e\\line f{\\f2\\'fe}{\\f3\\'b3}{\\f2\\u-3844 ?}\\par",
    );
    assert_eq!(lines(&reading), ["“a”—–\u{A0}b-cd\te\nf☑≥✓"]);
}

#[test]
fn fields_show_their_result_or_what_stands_for_it() {
    let reading = read_body(
        "{\\field{\\*\\fldinst{ HYPERLINK \"x\" }{\\field{\\*\\fldinst REF y}{\\fldrslt no}}}{\\fldrslt{yes}}}\\par\
         {\\field{\\*\\fldinst SYMBOL 254 \\\\f \"Wingdings\" \\\\s 12}{\\fldrslt\\f2}}\\par\
         {\\field{\\*\\fldinst{ FORMCHECKBOX }{\\*\\formfield{\\fftype1\\ffres1{\\*\\ffname Box}}}}{\\fldrslt }}\
         {\\field{\\*\\fldinst{ FORMCHECKBOX }{\\*\\formfield{\\fftype1\\ffres25\\ffdefres0}}}{\\fldrslt }}\\par\
         {\\field{\\*\\fldinst{ FORMDROPDOWN }{\\*\\formfield{\\fftype2\\ffres1{\\*\\ffl no}{\\*\\ffl chosen}}}}{\\fldrslt }}\\par\
         {\\field{\\*\\fldinst EQ \\\\f(1,2)}{\\fldrslt }}x\\par",
    );
    assert_eq!(lines(&reading), ["yes", "☑", "☑□", "chosen", "x"]);
    assert_eq!(
        said(&reading, "formula-objects-not-read", "count"),
        Some("1")
    );
}

#[test]
fn deleted_and_hidden_text_is_left_out_and_counted() {
    let reading = read_body(
        "a{\\deleted gone}b{\\v hid{\\v0 shown}den}\\v x\\plain y\\par \
         first{\\deleted\\par}second\\par",
    );
    assert_eq!(lines(&reading), ["abshowny", "firstsecond"]);
    assert_eq!(said(&reading, "deleted-text-left-out", "chars"), Some("4"));
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), Some("7"));
}

#[test]
fn what_is_meant_for_programs_is_no_text() {
    let reading = read_body(
        "{\\*\\unknown{\\b junk}}{\\upr{old\\'b9\\'ab}{\\*\\ud{new}}}{\\*\\bkmkstart mark}{\\xe entry}\
         {\\pict\\bin4 {}{}}\\'zz{\\*\\shppict{\\pict 00}}{\\nonshppict{\\pict 00}} end\\par",
    );
    let text = lines(&reading)[0];
    assert_eq!(text, "newzz end");
    assert_eq!(said(&reading, "pictures-not-read", "count"), Some("2"));
}

#[test]
fn objects_are_counted_by_kind_and_their_pictures_are_not() {
    let reading = read_body(
        "{\\object\\objemb{\\*\\objclass Excel.Sheet.8}{\\*\\objdata 0105}{\\result{\\pict 00}}}\
         {\\object\\objemb{\\*\\objclass Equation.3}{\\result{\\pict 00}}}x\\par",
    );
    assert_eq!(
        said(&reading, "embedded-files-not-read", "count"),
        Some("1")
    );
    assert_eq!(
        said(&reading, "formula-objects-not-read", "count"),
        Some("1")
    );
    assert_eq!(said(&reading, "pictures-not-read", "count"), None);
    assert!(reading.partial);
}

#[test]
fn numbers_are_those_last_shown_and_bullets_are_none() {
    let reading = read_body(&format!(
        "\\pard\\ls1{{\\listtext {}\\tab}}{}\\par{{\\listtext\\f3\\'b7\\tab}}b\\par\\pard{{\\pntext 1.\\tab}}5 days\\par\\pard\\ls2 c\\par\\pard\\ls0 d\\par",
        coded("（一）"),
        coded("落实责任")
    ));
    assert_eq!(
        lines(&reading),
        ["（一）落实责任", "b", "1. 5 days", "c", "d"]
    );
    let labels: Vec<_> = texts(&reading)
        .iter()
        .map(|t| (t.label_chars, t.is_list_item))
        .collect();
    assert_eq!(
        labels,
        [(3, true), (0, true), (3, true), (0, true), (0, false)]
    );
}

#[test]
fn headings_come_from_styles_and_outline_levels() {
    let reading = read(
        "{\\rtf1{\\stylesheet{\\s2\\outlinelevel1 x;}{\\s3\\sbasedon2 y;}{\\s4 heading 3;}{\\s5 Title;}{\\*\\cs7\\outlinelevel4 z;}}\
         \\pard\\s2 a\\par\\pard\\s3 b\\par\\pard\\s4 c\\par\\pard\\outlinelevel0 d\\par\\pard\\s2\\outlinelevel9 e\\par\\pard\\s5 f\\par\\pard\\s7 g\\par}",
    );
    let levels: Vec<_> = texts(&reading).iter().map(|t| t.heading).collect();
    assert_eq!(
        levels,
        [Some(2), Some(2), Some(3), Some(1), None, None, None]
    );
    assert_eq!(reading.facts["title_line"], "f");
}

#[test]
fn notes_are_numbered_by_kind_and_word_art_stands_beside_its_paragraph() {
    let reading = read_body(
        "a{\\footnote one\\par}b{\\footnote\\ftnalt end\\par}{\\footnote two}\
         {\\shp{\\*\\shpinst{\\sp{\\sn gtextUNICODE}{\\sv DRAFT}}{\\sp{\\sn other}{\\sv no}}}{\\shprslt{\\*\\do no}}}\\par",
    );
    assert_eq!(
        lines(&reading),
        ["ab", "DRAFT", "[脚注1] one", "[脚注2] two", "[尾注1] end"]
    );
}

#[test]
fn web_mail_wrapped_in_rtf_shows_its_text_once() {
    let reading = read_body("\\fromhtml1{\\*\\htmltag64 <p>}text\\par{\\*\\htmltag72 </p>}");
    assert_eq!(lines(&reading), ["text"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_paragraph_comes_back_as_written(written in prop::collection::vec("[一-龥a-z0-9，。𠮷{}\\\\]{1,20}", 1..8)) {
        let body: String = written.iter().map(|t| format!("\\pard {}\\par", coded(t))).collect();
        let reading = read_body(&body);
        prop_assert_eq!(lines(&reading), written.iter().map(String::as_str).collect::<Vec<_>>());
        let escaped = |t: &str| t.replace('\\', "\\\\").replace('{', "\\{").replace('}', "\\}");
        let raw: String = written.iter().map(|t| format!("\\f0 {}\\par", escaped(t))).collect();
        let file = format!("{{\\rtf1\\ansi\\ansicpg936{{\\fonttbl{{\\f0\\fcharset134 S;}}}}{raw}}}");
        let bytes = encoding_rs::GB18030.encode(&file).0;
        // Four-byte characters and those whose second byte looks like markup are what \u is for.
        if written.iter().all(|t| !t.contains('𠮷') && is_plain(t)) {
            let reading = taizhang::import::read_as(taizhang::model::Format::Rtf, &bytes).unwrap();
            prop_assert_eq!(lines(&reading), written.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}

fn is_plain(text: &str) -> bool {
    text.chars().filter(|c| !c.is_ascii()).all(|c| {
        let bytes = encoding_rs::GB18030
            .encode(c.encode_utf8(&mut [0; 4]))
            .0
            .into_owned();
        !bytes.iter().any(|b| matches!(b, b'\\' | b'{' | b'}'))
    })
}
