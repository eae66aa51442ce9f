//! Fonts that carry their outlines but do not say which characters they are.
use taizhang::{import::read_bytes, model::Recovery};

use super::{
    maker::{LEFT, Paper, SIZE, stream},
    text::lines,
};

/// The least a font file needs; its outlines do not matter here.
fn program() -> Vec<u8> {
    let mut head = vec![0; 54];
    head[1] = 1;
    head[12..16].copy_from_slice(&[0x5F, 0x0F, 0x3C, 0xF5]);
    head[18..20].copy_from_slice(&[3, 0xE8]);
    let mut hhea = vec![0; 36];
    hhea[1] = 1;
    hhea[35] = 1;
    let tables: [(&[u8], Vec<u8>); 4] = [
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", vec![0; 4]),
        (b"maxp", vec![0, 0, 0x50, 0, 0, 1]),
    ];
    let mut file = vec![0, 1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0];
    let mut offset = 12 + 16 * 4_u32;
    for (tag, table) in &tables {
        file.extend_from_slice(tag);
        file.extend([0; 4]);
        file.extend(offset.to_be_bytes());
        file.extend(u32::try_from(table.len()).unwrap().to_be_bytes());
        offset += u32::try_from(table.len().next_multiple_of(4)).unwrap();
    }
    for (_, table) in &tables {
        file.extend(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// A page of codes in an embedded font of this encoding and collection.
fn paper(encoding: &str, ordering: &str, codes: &str) -> Vec<u8> {
    let mut paper = Paper::default();
    paper.more.push(stream("", &program()));
    paper.font = Some([
        format!("<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+FangSong/Encoding/{encoding}/DescendantFonts[4 0 R]>>").into_bytes(),
        format!("<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+FangSong/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 2>>/DW 1000/FontDescriptor 5 0 R>>").into_bytes(),
        b"<</Type/FontDescriptor/FontName/ABCDEF+FangSong/Flags 6/FontFile2 7 0 R>>".to_vec(),
    ]);
    paper.page().draw(&format!(
        "BT /F1 {SIZE} Tf 1 0 0 1 {LEFT} 700 Tm <{codes}> Tj ET"
    ));
    paper.finish()
}

#[test]
fn a_known_collection_says_what_the_codes_mean() {
    // In GBK, and by the numbers of Adobe-GB1.
    for (encoding, codes) in [("GBK-EUC-H", "B9FAC3F1"), ("Identity-H", "07530AF6")] {
        let raw = read_bytes("a.pdf", &paper(encoding, "GB1", codes));
        assert_eq!(raw.recovery, Recovery::Complete, "{encoding}");
        assert_eq!(lines(&raw), ["国民"], "{encoding}");
    }
}

#[test]
fn numbers_of_the_fonts_own_are_not_guessed() {
    let raw = read_bytes("a.pdf", &paper("Identity-H", "Identity", "07530AF6"));
    assert_eq!(raw.recovery, Recovery::Partial);
    assert_eq!(raw.reasons[0].code, "characters-unknown");
    assert_eq!(raw.reasons[0].args["count"], "2");
    assert_eq!(lines(&raw), ["\u{FFFD}\u{FFFD}"]);
}

/// A page of codes in a font that is named, and neither carried nor described.
fn named_only(codes: &[u16]) -> Vec<u8> {
    let mut paper = Paper::default();
    paper.font = Some([
        b"<</Type/Font/Subtype/Type0/BaseFont/FangSong/Encoding/Identity-H/DescendantFonts[4 0 R]>>".to_vec(),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/FangSong/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor 5 0 R>>".to_vec(),
        b"<</Type/FontDescriptor/FontName/FangSong/Flags 6>>".to_vec(),
    ]);
    let codes: String = codes.iter().map(|code| format!("{code:04X}")).collect();
    paper.page().draw(&format!(
        "BT /F1 {SIZE} Tf 1 0 0 1 {LEFT} 700 Tm <{codes}> Tj ET"
    ));
    paper.finish()
}

#[test]
fn a_font_that_is_only_named_is_read_where_its_codes_are_plainly_utf_16() {
    let text = "截至2026年6月底，青岚县清淤3.5公里，完成率78.4%。";
    let codes: Vec<u16> = text.encode_utf16().collect();
    let raw = read_bytes("a.pdf", &named_only(&codes));
    assert_eq!(
        (raw.recovery, lines(&raw)),
        (Recovery::Complete, vec![text])
    );
    // Glyph numbers of Latin letters: 29 less than ASCII. Taken as text they would read as other letters.
    let latin: Vec<u16> = "Rectification of the estuary"
        .bytes()
        .map(|b| u16::from(b) - 29)
        .collect();
    // Glyph numbers of a Chinese font, spread over all it has.
    let chinese: Vec<u16> = (0..40).map(|n| 523 + n * 521).collect();
    for codes in [latin, chinese, codes[..5].to_vec()] {
        let raw = read_bytes("a.pdf", &named_only(&codes));
        assert_eq!(raw.recovery, Recovery::Partial);
        let told = raw.reasons[0].code.as_str();
        assert!(
            matches!(told, "characters-unknown" | "garbled-text-layer"),
            "{told}"
        );
    }
}
