//! Text in containers and formulas: controls, links, guides, tracked rows, other flavors of the format.
use taizhang::{
    import::{read_bytes, sniff},
    model::{Format, Recovery},
};

use super::paper::{Paper, cell, cells, lines, para, plain, run, said, table, tables, texts};

#[test]
fn content_controls_of_every_level_are_read_where_they_stand() {
    let control = |inner: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"名称\"/><w:dropDownList><w:listItem w:displayText=\"不选\"/></w:dropDownList></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        )
    };
    let body = format!(
        "{}<w:p>{}{}{}</w:p><w:tbl><w:tr><w:tc>{}</w:tc>{}</w:tr>{}</w:tbl>",
        control(&plain("整段在控件里")),
        run("责任单位："),
        control(&run("芦荡管护所")),
        run("。"),
        plain("甲"),
        control(&format!("<w:tc>{}</w:tc>", plain("乙"))),
        control(&format!(
            "<w:tr>{}{}</w:tr>",
            cell("", "丙"),
            cell("", "丁")
        )),
    );
    let reading = Paper::new(&body).read();
    assert_eq!(lines(&reading), ["整段在控件里", "责任单位：芦荡管护所。"]);
    assert_eq!(
        cells(tables(&reading)[0]),
        ["A1=甲", "B1=乙", "A2=丙", "B2=丁"]
    );
}

#[test]
fn links_tags_and_directions_hold_text_like_any_other() {
    let body = format!(
        "<w:p><w:hyperlink r:id=\"rId9\">{}</w:hyperlink><w:smartTag>{}</w:smartTag><w:customXml>{}</w:customXml><w:fldSimple w:instr=\"DATE\">{}</w:fldSimple><w:bdo w:val=\"ltr\">{}</w:bdo><w:r><w:softHyphen/><w:t>，</w:t></w:r><w:r><w:rPr><w:webHidden/></w:rPr><w:t>6页</w:t></w:r></w:p>",
        run("见通报"),
        run("青岚县"),
        run("水务局"),
        run("7月1日"),
        run("第三期"),
    );
    let reading = Paper::new(&body).read();
    assert_eq!(lines(&reading), ["见通报青岚县水务局7月1日第三期，6页"]);
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), None);
}

#[test]
fn a_phonetic_guide_is_left_out_and_its_word_is_read() {
    let body = "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>lú</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>芦</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>荡</w:t></w:r></w:p>";
    assert_eq!(lines(&Paper::new(body).read()), ["芦荡"]);
}

#[test]
fn fields_that_store_no_result_show_what_they_draw() {
    let field = |code: &[&str]| {
        let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        let codes: String = code
            .iter()
            .map(|c| format!("<w:r><w:instrText xml:space=\"preserve\">{c}</w:instrText></w:r>"))
            .collect();
        format!("{}{codes}{}", mark("begin"), mark("end"))
    };
    let body = format!(
        "<w:p>{}{}{}{}{}</w:p>",
        field(&[" eq \\o\\ac(", "○,", "21)"]),
        run("清淤"),
        field(&["EQ \\* jc2 \\o\\ad(\\s\\up 9(lu),芦)"]),
        run("荡，第"),
        field(&["PAGE"]),
    );
    assert_eq!(lines(&Paper::new(&body).read()), ["21清淤芦荡，第"]);
}

#[test]
fn formulas_keep_their_brackets_roots_and_sums() {
    let run = |t: &str| format!("<m:r><m:t>{t}</m:t></m:r>");
    let body = format!(
        "<w:p><w:r><w:t>达标率</w:t></w:r><m:oMath>{}<m:f><m:num><m:d><m:e>{}</m:e></m:d></m:num><m:den><m:rad><m:e>{}</m:e></m:rad></m:den></m:f><m:d><m:dPr><m:begChr m:val=\"[\"/><m:endChr m:val=\"]\"/></m:dPr><m:e><m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:e>{}</m:e></m:nary></m:e></m:d></m:oMath></w:p>",
        run("="),
        run("合格+优良"),
        run("总数"),
        run("次"),
    );
    assert_eq!(
        lines(&Paper::new(&body).read()),
        ["达标率=(合格+优良)/√总数[∑次]"]
    );
}

#[test]
fn rows_and_cells_deleted_or_inserted_with_changes_tracked_are_told_apart() {
    let tracked = |kind: &str, inner: &str| {
        format!("<w:tr><w:trPr><w:{kind} w:id=\"7\"/></w:trPr>{inner}</w:tr>")
    };
    let rows = format!(
        "<w:tbl><w:tr>{}{}</w:tr>{}{}<w:tr>{}{}</w:tr></w:tbl>",
        cell("", "事项"),
        cell("", "进展"),
        tracked("del", &(cell("", "旧事项") + &cell("", "旧"))),
        tracked("ins", &(cell("", "新事项") + &cell("", "新"))),
        cell("", "末"),
        cell("<w:cellDel w:id=\"8\"/>", "删"),
    );
    let reading = Paper::new(&rows).read();
    assert_eq!(
        cells(tables(&reading)[0]),
        ["A1=事项", "B1=进展", "A2=新事项", "B2=新", "A3=末"]
    );
    assert_eq!(said(&reading, "deleted-text-left-out", "chars"), Some("5"));
}

#[test]
fn moved_paragraphs_stand_at_their_new_place_alone() {
    let body = format!(
        "<w:p><w:pPr><w:rPr><w:moveFrom w:id=\"1\"/></w:rPr></w:pPr><w:moveFromRangeStart w:id=\"2\"/><w:moveFrom w:id=\"1\">{}</w:moveFrom><w:moveFromRangeEnd w:id=\"2\"/></w:p>{}<w:moveToRangeStart w:id=\"3\"/><w:p><w:pPr><w:rPr><w:moveTo w:id=\"4\"/></w:rPr></w:pPr><w:moveTo w:id=\"4\">{}</w:moveTo></w:p><w:moveToRangeEnd w:id=\"3\"/>",
        run("巡查每周一次。"),
        plain("清淤已完成。"),
        run("巡查每周一次。"),
    );
    let reading = Paper::new(&body).read();
    assert_eq!(lines(&reading), ["清淤已完成。", "巡查每周一次。"]);
    assert_eq!(said(&reading, "deleted-text-left-out", "chars"), Some("7"));
}

#[test]
fn a_mark_behind_the_text_of_a_page_is_a_fact() {
    let mark =
        "<w:p><w:r><w:pict><v:shape><v:textpath string=\"内部\"/></v:shape></w:pict></w:r></w:p>";
    let boxed = format!(
        "<w:p><w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
        plain("青岚县水务局")
    );
    let reading = Paper::new(&plain("正文"))
        .part("header", "header1.xml", mark)
        .part("footer", "footer1.xml", &boxed)
        .read();
    assert_eq!(lines(&reading), ["正文"]);
    assert_eq!(reading.facts["header"], "内部");
    assert_eq!(reading.facts["footer"], "青岚县水务局");
}

#[test]
fn headings_keep_their_level_in_boxes_and_chunks_and_none_in_cells_is_lost() {
    let inner = Paper::new(&para(r#"<w:outlineLvl w:val="1"/>"#, "巡查")).bytes();
    let body = para(r#"<w:outlineLvl w:val="0"/>"#, "总体")
        + "<w:altChunk r:id=\"rId0\"/>"
        + &table(&[cell("", "甲")
            + &format!(
                "<w:tc>{}</w:tc>",
                para(r#"<w:outlineLvl w:val="2"/>"#, "表内标题")
            )]);
    let reading = Paper::new(&body)
        .file("aFChunk", "chunk.docx", &inner)
        .read();
    let levels: Vec<Option<u8>> = texts(&reading).iter().map(|t| t.heading).collect();
    assert_eq!(levels, [Some(1), Some(2)]);
    assert_eq!(cells(tables(&reading)[0]), ["A1=甲", "B1=表内标题"]);
}

#[test]
fn other_flavors_are_known_by_their_content_types() {
    for kind in [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ] {
        let bytes = Paper::new(&plain("湿地巡查")).with_types(kind).bytes();
        // The name says something else each time; content decides.
        for name in ["甲.docm", "乙.dotx", "丙.xls"] {
            assert!(
                matches!(sniff(name, &bytes), Ok(Format::Docx)),
                "{kind} {name}"
            );
            let raw = read_bytes(name, &bytes);
            assert_eq!(
                (raw.format, raw.recovery),
                (Some(Format::Docx), Recovery::Complete)
            );
        }
    }
}

#[test]
fn the_strict_flavor_is_read_alike() {
    let styles =
        r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>"#;
    let body = para(r#"<w:pStyle w:val="1"/>"#, "总体情况")
        + "<w:p><w:r><w:rPr><w:vanish w:val=\"true\"/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"false\"/></w:rPr><w:t>显</w:t></w:r></w:p>";
    let reading = Paper::new(&body)
        .part("styles", "styles.xml", styles)
        .strict()
        .read();
    assert_eq!(lines(&reading), ["总体情况", "显"]);
    assert_eq!(texts(&reading)[0].heading, Some(1));
    assert_eq!(reading.facts["title"], "白鹭河整改情况");
}
