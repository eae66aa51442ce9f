//! What a reader of the finished paper sees is read; the rest is counted or becomes facts.
use taizhang::model::RawBlock;

use super::maker::{Paper, heading, lines, para, read, said};

#[test]
fn blanks_tabs_and_breaks_stand_where_people_see_them() {
    let body = "<text:p>  甲\n   乙<text:s text:c=\"2\"/>丙<text:tab/>丁<text:line-break/>戊<text:soft-page-break/>  </text:p>";
    assert_eq!(lines(&Paper::new(body).read()), ["甲 乙  丙\t丁\n戊"]);
}

#[test]
fn headings_have_their_levels() {
    let body = heading(1, "总体情况") + &para("正文。") + &heading(2, "存在问题");
    let levels: Vec<Option<u8>> = Paper::new(&body)
        .read()
        .blocks
        .iter()
        .map(|b| match b {
            RawBlock::Text(t) => t.heading,
            RawBlock::Table(_) => None,
        })
        .collect();
    assert_eq!(levels, [Some(1), None, Some(2)]);
}

#[test]
fn notes_follow_the_body_and_say_what_they_are() {
    let body = "<text:p>指标<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>按月考核</text:p></text:note-body></text:note>达标<office:annotation><dc:creator>甲某</dc:creator><dc:date>2026-07-01</dc:date><text:p>请核对</text:p></office:annotation>。<text:note text:note-class=\"endnote\"><text:note-citation>i</text:note-citation><text:note-body><text:p>来源：台账</text:p></text:note-body></text:note></text:p>";
    let reading = Paper::new(body).read();
    let read = [
        "指标达标。",
        "[脚注1] 按月考核",
        "[尾注1] 来源：台账",
        "[批注·甲某] 请核对",
    ];
    assert_eq!(lines(&reading), read);
    let RawBlock::Text(note) = &reading.blocks[1] else {
        panic!("no note")
    };
    assert_eq!(note.label_chars, 6);
}

#[test]
fn deleted_and_hidden_text_is_left_out_and_counted() {
    let styles = "<style:style style:name=\"Base\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style><style:style style:name=\"T1\" style:family=\"text\" style:parent-style-name=\"Base\"/><style:style style:name=\"T2\" style:family=\"text\" style:parent-style-name=\"Base\"><style:text-properties text:display=\"true\"/></style:style><style:style style:name=\"P9\" style:family=\"paragraph\"><style:text-properties text:display=\"none\"/></style:style>";
    let body = "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:deletion><office:change-info><dc:creator>乙某</dc:creator><dc:date>2026</dc:date></office:change-info><text:p>删掉的字</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>留<text:change text:change-id=\"c1\"/>下<text:span text:style-name=\"T1\">藏<text:span text:style-name=\"T2\">起</text:span></text:span><text:span text:style-name=\"T2\">显示</text:span></text:p><text:p text:style-name=\"P9\">整段不见</text:p><text:section text:display=\"none\"><text:p>一节不见</text:p></text:section><text:p>有<text:hidden-paragraph text:is-hidden=\"true\"/>条件</text:p>";
    let reading = Paper::styled(body, styles).read();
    assert_eq!(lines(&reading), ["留下显示"]);
    assert_eq!(said(&reading, "deleted-text-left-out", "chars"), Some("4"));
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), Some("13"));
    assert!(!reading.partial);
}

#[test]
fn boxes_follow_the_paragraph_they_hang_on() {
    let body = "<text:p>前<draw:frame draw:name=\"f\"><draw:text-box><text:p>框中第一行</text:p><text:p>第二行</text:p></draw:text-box><svg:title>名</svg:title></draw:frame>后</text:p><text:p><draw:custom-shape><text:p>图形中的字</text:p></draw:custom-shape>末段</text:p>";
    let read = ["前后", "框中第一行", "第二行", "末段", "图形中的字"];
    assert_eq!(lines(&Paper::new(body).read()), read);
}

#[test]
fn pictures_charts_and_objects_are_counted_once_each() {
    let mut paper = Paper::new(
        "<text:p>图<draw:frame><draw:image xlink:href=\"Pictures/1.svg\"/><draw:image xlink:href=\"Pictures/1.png\"/></draw:frame><draw:frame><draw:object xlink:href=\"./Object 1\"/><draw:image xlink:href=\"./ObjectReplacements/Object 1\"/></draw:frame><draw:frame><draw:object xlink:href=\"./Object 2\"/></draw:frame></text:p>",
    );
    paper.parts = vec![
        (
            "Object 1/content.xml".to_owned(),
            "<office:document-content><office:chart/></office:document-content>".to_owned(),
        ),
        (
            "Object 2/content.xml".to_owned(),
            "<math xmlns=\"m\"/>".to_owned(),
        ),
    ];
    let reading = paper.read();
    for (code, count) in [
        ("pictures-not-read", "1"),
        ("charts-not-read", "1"),
        ("formula-objects-not-read", "1"),
    ] {
        assert_eq!(said(&reading, code, "count"), Some(count), "{code}");
    }
}

#[test]
fn running_heads_and_what_the_file_says_about_itself_are_facts() {
    let mut paper = Paper::styled(
        "<text:p text:style-name=\"P1\">白鹭河整改情况</text:p><text:p>正文。</text:p>",
        "<style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Title\"/>",
    );
    paper.master = "<style:master-page style:name=\"Standard\"><style:header><text:p>澜川市生态环境局</text:p></style:header><style:header-left><text:p>澜川市生态环境局</text:p></style:header-left><style:footer><text:p>- <text:page-number>3</text:page-number> -</text:p><text:p>内部资料</text:p></style:footer></style:master-page>".to_owned();
    paper.meta = "<dc:title>进展通报</dc:title><meta:initial-creator>示例单位</meta:initial-creator><dc:creator>甲某</dc:creator><meta:creation-date>2026-07-01T08:00:00</meta:creation-date><dc:date>2026-07-02T08:00:00</dc:date><meta:generator>文字处理/1.0</meta:generator><meta:keyword>整改</meta:keyword>".to_owned();
    for reading in [paper.read(), read(&paper.flat()).unwrap()] {
        assert_eq!(lines(&reading), ["白鹭河整改情况", "正文。"]);
        for (name, value) in [
            ("header", "澜川市生态环境局"),
            ("footer", "内部资料"),
            ("title_line", "白鹭河整改情况"),
            ("title", "进展通报"),
            ("author", "示例单位"),
            ("last_modified_by", "甲某"),
            ("created", "2026-07-01T08:00:00"),
            ("modified", "2026-07-02T08:00:00"),
            ("producer", "文字处理/1.0"),
            ("keywords", "整改"),
        ] {
            assert_eq!(
                reading.facts.get(name).map(String::as_str),
                Some(value),
                "{name}"
            );
        }
        assert!(reading.reasons.is_empty());
    }
}

#[test]
fn readings_above_characters_and_settings_are_no_text() {
    let body = "<text:sequence-decls><text:sequence-decl text:name=\"图\"/></text:sequence-decls><office:forms><form:form>表单</form:form></office:forms><text:p><text:ruby><text:ruby-base>澜川</text:ruby-base><text:ruby-text>lán chuān</text:ruby-text></text:ruby>市</text:p>";
    assert_eq!(lines(&Paper::new(body).read()), ["澜川市"]);
}
