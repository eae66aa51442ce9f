//! Templates, annotations, shared drawings, several documents: all that makes a page, once.
use super::maker::{LEFT, Paper, content, line, lines, read, said, zipped};
use taizhang::{
    import::{ReadError, sniff},
    model::{Format, RawBlock},
};

fn template(paper: &mut Paper, id: u32, drawn: &str) {
    paper.common += &format!("<o:TemplatePage ID=\"{id}\" BaseLoc=\"Tpls/Tpl_{id}/Content.xml\"/>");
    paper.part(
        &format!("Doc_0/Tpls/Tpl_{id}/Content.xml"),
        &format!("<o:Page>{drawn}</o:Page>"),
    );
}

fn annotated(paper: &mut Paper, annotations: &str) {
    paper.document += "<o:Annotations>Annots/Annotations.xml</o:Annotations>";
    paper.part(
        "Doc_0/Annots/Annotations.xml",
        "<o:Annotations><o:Page PageID=\"100\"><o:FileLoc>Page_0/Annotation.xml</o:FileLoc></o:Page></o:Annotations>",
    );
    paper.part(
        "Doc_0/Annots/Page_0/Annotation.xml",
        &format!("<o:PageAnnot>{annotations}</o:PageAnnot>"),
    );
}

#[test]
fn what_templates_and_annotations_draw_stands_at_its_place() {
    let mut paper = Paper::default();
    template(&mut paper, 9, &content(&line(LEFT, 40.0, "单位名称：")));
    paper.page(
        &("<o:Template TemplateID=\"9\" ZOrder=\"Background\"/>".to_owned()
            + &content(&line(LEFT + 25.0, 40.0, "云岭市水务局"))),
    );
    // An annotation's objects lie inside its boundary.
    let stamped = format!(
        "<o:Annot ID=\"5\" Type=\"Stamp\"><o:Appearance Boundary=\"30 52 100 20\">{}</o:Appearance></o:Annot>",
        line(0.0, 8.0, "已核对。")
    );
    annotated(&mut paper, &stamped);
    let reading = paper.read();
    assert_eq!(
        lines(&reading.blocks),
        ["单位名称：云岭市水务局", "已核对。"]
    );
    assert!(reading.reasons.is_empty());
}

#[test]
fn text_in_template_and_annotation_alike_is_read_once() {
    let mut paper = Paper::default();
    let same = line(LEFT, 40.0, "价税合计：壹万圆整");
    template(&mut paper, 9, &content(&same));
    paper.page(&("<o:Template TemplateID=\"9\"/>".to_owned() + &content(&same)));
    annotated(
        &mut paper,
        &format!("<o:Annot Type=\"Stamp\"><o:Appearance>{same}</o:Appearance></o:Annot>"),
    );
    assert_eq!(lines(&paper.read().blocks), ["价税合计：壹万圆整"]);
}

#[test]
fn templates_that_stand_on_themselves_are_read_once() {
    let mut paper = Paper::default();
    let body = "<o:Template TemplateID=\"9\"/>".to_owned() + &content(&line(LEFT, 40.0, "底版。"));
    template(&mut paper, 9, &body);
    paper.page("<o:Template TemplateID=\"9\"/>");
    assert_eq!(lines(&paper.read().blocks), ["底版。"]);
}

#[test]
fn watermarks_are_facts_and_remarks_are_comments() {
    let mut paper = Paper::default();
    paper.page(&content(&line(LEFT, 40.0, "正文。")));
    let notes = format!(
        "<o:Annot Type=\"Watermark\"><o:Appearance>{}</o:Appearance></o:Annot><o:Annot Type=\"Highlight\" Creator=\"甲某\"><o:Remark>数字与台账不一致</o:Remark><o:Appearance Boundary=\"0 0 9 9\"/></o:Annot>",
        line(LEFT, 100.0, "内部资料")
    );
    annotated(&mut paper, &notes);
    let reading = paper.read();
    assert_eq!(
        lines(&reading.blocks),
        ["正文。", "[批注·甲某] 数字与台账不一致"]
    );
    assert_eq!(reading.facts["watermarks"], "内部资料");
    let RawBlock::Text(comment) = &reading.blocks[1] else {
        panic!("no comment")
    };
    assert_eq!((comment.label_chars, comment.page), (8, Some(1)));
}

#[test]
fn drawings_shared_by_pages_are_put_in_and_may_not_hold_themselves() {
    let mut paper = Paper::default();
    paper.common += "<o:PublicRes>PublicRes.xml</o:PublicRes>";
    let inner = "<o:CompositeObject ResourceID=\"50\" Boundary=\"0 0 9 9\"/>";
    paper.part(
        "Doc_0/PublicRes.xml",
        &format!(
            "<o:Res BaseLoc=\"Res\"><o:CompositeGraphicUnits><o:CompositeGraphicUnit ID=\"50\" Width=\"100\" Height=\"50\"><o:Content><o:PageBlock>{}{inner}</o:PageBlock></o:Content></o:CompositeGraphicUnit></o:CompositeGraphicUnits></o:Res>",
            line(0.0, 8.0, "共用图元中的字")
        ),
    );
    paper.page(&content(
        "<o:PageBlock><o:PageBlock><o:CompositeObject ResourceID=\"50\" Boundary=\"30 60 100 50\" CTM=\"1 0 0 1 0 0\"/></o:PageBlock></o:PageBlock>",
    ));
    let reading = paper.read();
    assert_eq!(lines(&reading.blocks), ["共用图元中的字"]);
}

#[test]
fn names_without_namespace_and_with_odd_prefixes_read_the_same() {
    let mut texts = Vec::new();
    for prefix in ["ofd:", "", "x1:"] {
        let mut paper = Paper {
            prefix,
            ..Paper::default()
        };
        paper.about += "<o:Title>进展通报</o:Title>";
        paper.page(&content(&line(LEFT, 40.0, "正文。")));
        let reading = paper.read();
        assert_eq!(reading.facts["title"], "进展通报");
        texts.push(lines(&reading.blocks).join("|"));
    }
    assert_eq!(texts, ["正文。", "正文。", "正文。"]);
}

#[test]
fn odd_paths_lead_to_their_parts() {
    for (root, page) in [
        ("/Doc_0/Document.xml", "/Doc_0/Pages/P.xml"),
        ("Doc_0\\Document.xml", "Pages\\P.xml"),
        ("./doc_0/document.XML", "Doc_0/Pages/P.xml"),
        ("Doc_0/Document.xml", "../Doc_0/Pages/%50.xml"),
    ] {
        let entry = format!("<OFD><DocBody><DocRoot>{root}</DocRoot></DocBody></OFD>");
        let document =
            format!("<Document><Pages><Page ID=\"1\" BaseLoc=\"{page}\"/></Pages></Document>");
        let drawn = format!(
            "<Page>{}</Page>",
            content(&line(LEFT, 40.0, "找到了。")).replace("o:", "")
        );
        let bytes = zipped(&[
            ("OFD.xml".to_owned(), entry.into_bytes()),
            ("Doc_0/Document.xml".to_owned(), document.into_bytes()),
            ("Doc_0/Pages/P.xml".to_owned(), drawn.into_bytes()),
        ]);
        let reading = read(&bytes).unwrap();
        assert_eq!(lines(&reading.blocks), ["找到了。"], "{root} {page}");
    }
}

#[test]
fn documents_of_one_file_follow_each_other_and_pages_count_on() {
    let mut paper = Paper::default();
    paper.body += "</o:DocBody><o:DocBody><o:DocRoot>Doc_1/Document.xml</o:DocRoot>";
    paper.page(&content(&line(LEFT, 40.0, "主件。")));
    paper.part(
        "Doc_1/Document.xml",
        "<o:Document><o:Pages><o:Page ID=\"1\" BaseLoc=\"P.xml\"/></o:Pages></o:Document>",
    );
    paper.part(
        "Doc_1/P.xml",
        &format!("<o:Page>{}</o:Page>", content(&line(LEFT, 40.0, "附件。"))),
    );
    let reading = paper.read();
    let pages: Vec<(&str, Option<u32>)> = reading
        .blocks
        .iter()
        .filter_map(|b| match b {
            RawBlock::Text(t) => Some((t.text.as_str(), t.page)),
            RawBlock::Table(_) => None,
        })
        .collect();
    assert_eq!(pages, [("主件。", Some(1)), ("附件。", Some(2))]);
}

#[test]
fn of_several_versions_the_current_one_is_read() {
    let mut paper = Paper::default();
    paper.body += "<o:Versions><o:Version ID=\"1\" Index=\"1\" Current=\"true\" BaseLoc=\"Doc_0/Versions/V1.xml\"/></o:Versions>";
    paper.page(&content(&line(LEFT, 40.0, "旧稿。")));
    paper.part(
        "Doc_0/Versions/V1.xml",
        "<o:DocVersion ID=\"1\"><o:DocRoot>/Doc_0/Document_1.xml</o:DocRoot></o:DocVersion>",
    );
    paper.part(
        "Doc_0/Document_1.xml",
        "<o:Document><o:Pages><o:Page ID=\"1\" BaseLoc=\"New.xml\"/></o:Pages></o:Document>",
    );
    paper.part(
        "Doc_0/New.xml",
        &format!("<o:Page>{}</o:Page>", content(&line(LEFT, 40.0, "定稿。"))),
    );
    assert_eq!(lines(&paper.read().blocks), ["定稿。"]);
}

#[test]
fn paragraphs_named_in_the_outline_are_headings() {
    let mut paper = Paper::default();
    paper.document += "<o:Outlines><o:OutlineElem Title=\"一、总体 情况\n\"><o:Actions><o:Action Event=\"CLICK\"><o:Goto><o:Dest Type=\"XYZ\" PageID=\"100\"/></o:Goto></o:Action></o:Actions></o:OutlineElem></o:Outlines>";
    paper.page(&content(
        &(line(LEFT, 40.0, "一、总体情况") + &line(LEFT, 60.0, "总体平稳。")),
    ));
    let headings: Vec<Option<u8>> = paper
        .read()
        .blocks
        .iter()
        .map(|b| match b {
            RawBlock::Text(t) => t.heading,
            RawBlock::Table(_) => None,
        })
        .collect();
    assert_eq!(headings, [Some(1), None]);
}

#[test]
fn what_a_file_says_about_itself_becomes_facts() {
    let mut paper = Paper::default();
    paper.about += "<o:Title>通报</o:Title><o:Author>示例单位</o:Author><o:CreationDate>2026-07-01</o:CreationDate><o:ModDate>2026-07-02</o:ModDate><o:Creator>制版程序</o:Creator><o:CreatorVersion>2.1</o:CreatorVersion><o:Keywords><o:Keyword>整改</o:Keyword><o:Keyword>台账</o:Keyword></o:Keywords><o:CustomDatas><o:CustomData Name=\"文号\">澜环函〔2026〕7号</o:CustomData></o:CustomDatas>";
    paper.page(&content(&line(LEFT, 40.0, "正文。")));
    let facts = paper.read().facts;
    for (name, value) in [
        ("title", "通报"),
        ("author", "示例单位"),
        ("created", "2026-07-01"),
        ("modified", "2026-07-02"),
        ("creator", "制版程序"),
        ("producer", "制版程序 2.1"),
        ("keywords", "整改, 台账"),
        ("custom", "文号: 澜环函〔2026〕7号"),
    ] {
        assert_eq!(facts.get(name).map(String::as_str), Some(value));
    }
}

#[test]
fn encrypted_files_are_named_as_such() {
    let bytes = zipped(&[("Encryptions.xml".to_owned(), b"<Encryptions/>".to_vec())]);
    assert_eq!(sniff("密件.ofd", &bytes), Ok(Format::Ofd));
    assert!(matches!(read(&bytes), Err(ReadError::Encrypted)));

    let mut paper = Paper::default();
    paper.page(&content(&line(LEFT, 40.0, "未加密的一页。")));
    paper.part("Encryptions.xml", "<o:Encryptions/>");
    paper.common += "<o:TemplatePage ID=\"1\" BaseLoc=\"secret.dat\"/>";
    let reading = paper.read();
    assert_eq!(lines(&reading.blocks), ["未加密的一页。"]);
    assert!(reading.partial && said(&reading, "encrypted-in-part", "").is_none());
    assert!(
        reading
            .reasons
            .iter()
            .any(|r| r.code == "encrypted-in-part")
    );
}
