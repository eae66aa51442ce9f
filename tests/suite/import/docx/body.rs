//! Running text: what a reader of the finished paper sees, and nothing else.
use taizhang::{import::read_all, model::Limits};

use super::{
    super::sheets::compound,
    paper::{Paper, cells, lines, para, plain, run, said, table, tables, texts},
};

#[test]
fn headings_are_known_by_outline_by_style_and_by_the_name_of_the_style() {
    let styles = r#"
        <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
        <w:style w:type="paragraph" w:styleId="X"><w:name w:val="小节"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>"#;
    let body = [
        para(r#"<w:pStyle w:val="T"/>"#, "关于芦荡湿地整改的报告"),
        para(r#"<w:pStyle w:val="1"/>"#, "总体情况"),
        para(r#"<w:pStyle w:val="X"/>"#, "巡查"),
        para(r#"<w:outlineLvl w:val="1"/>"#, "宣传"),
        para(
            r#"<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>"#,
            "不是标题",
        ),
    ];
    let reading = Paper::new(&body.concat())
        .part("styles", "styles.xml", styles)
        .read();
    let levels: Vec<Option<u8>> = texts(&reading).iter().map(|t| t.heading).collect();
    assert_eq!(levels, [None, Some(1), Some(3), Some(2), None]);
    assert_eq!(reading.facts["title_line"], "关于芦荡湿地整改的报告");
}

#[test]
fn deleted_and_moved_text_is_left_out_and_counted_and_inserted_text_is_read() {
    let body = format!(
        "<w:p>{}<w:del w:id=\"1\"><w:r><w:delText>每月</w:delText></w:r></w:del><w:ins w:id=\"2\">{}</w:ins>{}</w:p><w:moveFrom w:id=\"3\">{}</w:moveFrom><w:p><w:moveTo w:id=\"3\">{}</w:moveTo></w:p>",
        run("通报"),
        run("每周"),
        run("一次。"),
        run("移走的话"),
        run("移走的话"),
    );
    let reading = Paper::new(&body).read();
    assert_eq!(lines(&reading), ["通报每周一次。", "移走的话"]);
    assert_eq!(said(&reading, "deleted-text-left-out", "chars"), Some("6"));
    assert!(!reading.partial);
}

#[test]
fn a_paragraph_whose_end_is_deleted_runs_on_into_the_next() {
    let body = para("<w:rPr><w:del w:id=\"1\"/></w:rPr>", "已完成清淤")
        + &para(r#"<w:outlineLvl w:val="0"/>"#, "三公里")
        + &para("<w:rPr><w:vanish/></w:rPr>", "甲")
        + &plain("乙")
        + &para("<w:rPr><w:del w:id=\"2\"/></w:rPr>", "末段");
    let reading = Paper::new(&body).read();
    assert_eq!(lines(&reading), ["已完成清淤三公里", "甲乙", "末段"]);
    assert_eq!(texts(&reading)[0].heading, Some(1));
}

#[test]
fn hidden_text_is_left_out_and_counted_whoever_hides_it() {
    let styles = r#"
        <w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="C"><w:name w:val="C"/><w:rPr><w:vanish/></w:rPr></w:style>"#;
    let hidden = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let body = format!(
        "<w:p>{}{}{}</w:p><w:p><w:pPr><w:pStyle w:val=\"P\"/></w:pPr>{}{}{}</w:p>",
        run("看得见"),
        hidden("<w:vanish/>", "甲"),
        hidden("<w:rStyle w:val=\"C\"/>", "乙"),
        hidden("", "丙"),
        hidden("<w:rStyle w:val=\"C\"/>", "两次相消"),
        hidden("<w:vanish w:val=\"0\"/>", "明示"),
    );
    let reading = Paper::new(&body)
        .part("styles", "styles.xml", styles)
        .read();
    assert_eq!(lines(&reading), ["看得见", "两次相消明示"]);
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), Some("3"));
}

#[test]
fn a_text_box_is_read_once_after_the_paragraph_it_hangs_on() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", plain(text));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>{}",
        run("锚点前"),
        boxed("框中文字"),
        boxed("框中文字"),
        run("锚点后"),
        plain("下一段"),
    );
    let reading = Paper::new(&body).read();
    assert_eq!(lines(&reading), ["锚点前锚点后", "框中文字", "下一段"]);
}

#[test]
fn notes_and_comments_follow_the_body_behind_labels() {
    let body = format!(
        "<w:p>{}<w:r><w:footnoteReference w:id=\"5\"/></w:r>{}<w:r><w:footnoteReference w:id=\"3\"/></w:r></w:p>",
        run("完成率78%"),
        run("，较上季提高。")
    );
    let note =
        |id: u32, text: &str| format!(r#"<w:footnote w:id="{id}">{}</w:footnote>"#, plain(text));
    let comments = format!(
        r#"<w:comment w:id="0" w:author="林某">{}{}</w:comment>"#,
        plain("请核对口径"),
        plain("见附件")
    );
    let reading = Paper::new(&body)
        .part(
            "footnotes",
            "footnotes.xml",
            &(format!(
                r#"<w:footnote w:id="0" w:type="separator">{}</w:footnote>"#,
                plain("——")
            ) + &note(3, "按月统计")
                + &note(5, " 按项统计")),
        )
        .part("comments", "comments.xml", &comments)
        .read();
    assert_eq!(
        lines(&reading),
        [
            "完成率78%，较上季提高。",
            "[脚注1] 按项统计",
            "[脚注2] 按月统计",
            "[批注·林某] 请核对口径\n见附件",
        ]
    );
    let labels: Vec<u32> = texts(&reading).iter().map(|t| t.label_chars).collect();
    assert_eq!(labels, [0, 6, 6, 8]);
}

#[test]
fn running_heads_and_feet_are_facts_and_page_numbers_are_nothing() {
    let reading = Paper::new(&plain("正文"))
        .part("header", "header1.xml", &plain("内部资料"))
        .part("header", "header2.xml", &plain("内部资料"))
        .part(
            "footer",
            "footer1.xml",
            &(plain("— 3 —") + &plain("白鹭河管护中心")),
        )
        .read();
    assert_eq!(lines(&reading), ["正文"]);
    assert_eq!(reading.facts["header"], "内部资料");
    assert_eq!(reading.facts["footer"], "白鹭河管护中心");
    assert_eq!(reading.facts["title"], "白鹭河整改情况");
    assert_eq!(reading.facts["author"], "示例单位");
    assert_eq!(reading.facts["modified"], "2026-07-02T08:00:00Z");
}

#[test]
fn fields_show_their_result_and_never_their_code() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let body = format!(
        "<w:p>{}{}<w:r><w:instrText>PAGEREF a</w:instrText></w:r>{}{}{}{}{}</w:p><w:p>{}</w:p><w:p>{}</w:p>",
        run("见第"),
        field("begin"),
        run("代码里的文字"),
        field("separate"),
        run("7"),
        field("end"),
        run("页"),
        field("begin"),
        run("域没有结束，后文照读"),
    );
    let reading = Paper::new(&body).read();
    assert_eq!(lines(&reading), ["见第7页", "域没有结束，后文照读"]);
}

#[test]
fn boxes_and_choices_of_forms_show_what_was_chosen() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>是</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"0\"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>否</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"未启动\"/><w:listEntry w:val=\"进行中\"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    assert_eq!(lines(&Paper::new(body).read()), ["☑是□否进行中"]);
}

#[test]
fn breaks_tabs_symbols_and_raised_figures_are_characters() {
    let body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t> 丙 </w:t><w:noBreakHyphen/><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:sym w:font=\"Symbol\" w:char=\"F0A3\"/></w:r>\
        <w:r><w:rPr><w:rFonts w:ascii=\"Wingdings 2\"/></w:rPr><w:t>\u{F052}</w:t></w:r></w:p>\
        <w:p><w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>4</w:t></w:r><w:r><w:t>吨，40μg/m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>3</w:t></w:r></w:p>\
        <w:p><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>";
    assert_eq!(
        lines(&Paper::new(body).read()),
        ["甲\t乙\n丙-☑≤☑", "10⁴吨，40μg/m3", "1/2"]
    );
}

#[test]
fn breaks_at_the_ends_of_a_paragraph_only_move_it() {
    let body = "<w:p><w:r><w:br w:type=\"page\"/><w:t>新的一页</w:t><w:br/></w:r></w:p><w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    assert_eq!(lines(&Paper::new(body).read()), ["新的一页"]);
}

#[test]
fn pages_are_those_of_the_last_layout() {
    let turn = "<w:r><w:lastRenderedPageBreak/></w:r>";
    let body = format!(
        "{}<w:p>{}{turn}{}</w:p>{}<w:p>{turn}{}</w:p>{}",
        plain("首页"),
        run("跨页前"),
        run("跨页后"),
        table(&[
            format!("<w:tc>{}</w:tc><w:tc>{}</w:tc>", plain("左"), plain("右")),
            format!(
                "<w:tc><w:p>{turn}{}</w:p></w:tc><w:tc><w:p>{turn}{}</w:p></w:tc>",
                run("左下"),
                run("右下")
            ),
        ]),
        run("第四页"),
        plain("仍是第四页"),
    );
    let reading = Paper::new(&body).read();
    let pages: Vec<_> = texts(&reading).iter().map(|t| t.page).collect();
    assert_eq!(pages, [Some(1), Some(1), Some(4), Some(4)]);
    assert_eq!(texts(&reading)[1].page_starts, [(3, 2)]);
    assert_eq!(tables(&reading)[0].page, Some(2));
    let without = Paper::new(&plain("首页")).read();
    assert_eq!(texts(&without)[0].page, None);
}

#[test]
fn documents_put_into_a_document_are_read_where_they_stand() {
    let inner = Paper::new(&plain("内嵌文档")).bytes();
    let body =
        plain("前") + "<w:altChunk r:id=\"rId0\"/><w:altChunk r:id=\"rId1\"/>" + &plain("后");
    let reading = Paper::new(&body)
        .file("aFChunk", "chunk.docx", &inner)
        .file("aFChunk", "page.html", "<p>内嵌网页</p><table><tr><td>一</td><td>二</td></tr><tr><td>三</td><td>四</td></tr></table>".as_bytes())
        .read();
    assert_eq!(lines(&reading), ["前", "内嵌文档", "内嵌网页", "后"]);
    assert_eq!(
        cells(tables(&reading)[0]),
        ["A1=一", "B1=二", "A2=三", "B2=四"]
    );
    assert!(!reading.partial);
}

#[test]
fn diagrams_and_word_art_are_text_and_embedded_files_are_told() {
    let body = format!(
        "<w:p>{}<w:r><w:drawing><a:relIds r:dm=\"rId0\"/></w:drawing></w:r></w:p><w:p><w:r><w:pict><v:shape><v:textpath string=\"征求意见稿\"/></v:shape></w:pict></w:r></w:p><w:p><w:r><w:object><o:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object></w:r></w:p>",
        run("流程如图")
    );
    let diagram = "<a:pt><a:t><a:p><a:r><a:t>受理</a:t></a:r></a:p></a:t></a:pt>";
    let diagram = diagram
        .replace("<a:pt><a:t>", "<a:pt>")
        .replace("</a:t></a:pt>", "</a:pt>");
    let reading = Paper::new(&body)
        .part("diagramData", "data1.xml", &diagram)
        .read();
    assert_eq!(lines(&reading), ["流程如图", "受理", "征求意见稿"]);
    assert_eq!(
        said(&reading, "embedded-files-not-read", "count"),
        Some("1")
    );
    assert!(reading.partial);
}

#[test]
fn files_embedded_as_objects_are_read_as_files_of_their_own() {
    let object =
        |n: u32| format!("<w:object><o:OLEObject ProgID=\"X\" r:id=\"rId{n}\"/></w:object>");
    let body = format!(
        "<w:p>{}<w:r>{}{}{}{}{}</w:r></w:p>",
        run("附件如下"),
        object(0),
        object(1),
        // Shown a second time; kept in a form of its own; a link that leads nowhere.
        object(0),
        object(2),
        object(9)
    );
    let mut packed = b"\0\0\0\0\x02\0".to_vec();
    packed.extend(encoding_rs::GBK.encode("台账.csv").0.iter());
    packed.extend(b"\0x\0\0\0\x03\0\x02\0\0\0x\0");
    let ledger = "序号,问题\n1,雨污混接\n2,油烟扰民\n".as_bytes();
    packed.extend(u32::try_from(ledger.len()).unwrap().to_le_bytes());
    packed.extend(ledger);
    let inner = Paper::new(&format!("<w:p>{}</w:p>", run("里面的文件"))).bytes();
    let bytes = Paper::new(&body)
        .file("package", "embeddings/inner.docx", &inner)
        .file(
            "oleObject",
            "embeddings/o1.bin",
            &compound("\u{1}Ole10Native", &packed),
        )
        .file(
            "oleObject",
            "embeddings/o2.bin",
            &compound("DrawingData", b"x"),
        )
        .bytes();
    let read = read_all("a.docx", &bytes, &Limits::default(), None);
    let names: Vec<&str> = read.iter().map(|r| r.file.as_str()).collect();
    assert_eq!(names, ["a.docx", "a.docx/inner.docx", "a.docx/台账.csv"]);
    let told: Vec<(&str, Option<&str>)> = read[0]
        .reasons
        .iter()
        .map(|r| (r.code.as_str(), r.args.get("count").map(String::as_str)))
        .collect();
    assert_eq!(
        told,
        [
            ("embedded-files-not-read", Some("2")),
            ("carries-files", Some("2"))
        ]
    );
    assert!(read.iter().all(|r| !r.blocks.is_empty()));
}
