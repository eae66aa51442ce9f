//! Word documents: what is read, where it stands, and what is left out.

mod body;
mod containers;
mod hostile;
mod numbering;
mod paper;
mod places;
mod tables;

use taizhang::model::Format;

use self::paper::{Paper, cell, para, plain, table};
use super::seeds::Seed;

/// A paper with everything the reader knows: styles, numbers, tables, notes, comments, tracked changes, running heads.
pub(super) fn samples() -> Vec<Seed> {
    let rows = [
        cell("<w:vMerge w:val=\"restart\"/>", "甲") + &cell("", "乙"),
        cell("<w:vMerge/>", "") + &cell("<w:gridSpan w:val=\"2\"/>", "丙"),
    ];
    let body = plain("关于白鹭河整改情况的报告")
        + &para(
            r#"<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#,
            "总体情况",
        )
        + &para(
            r#"<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>"#,
            "截至2026年6月底清淤3.5公里。",
        )
        + &table(&rows)
        + "<w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t>通报</w:t></w:r><w:del w:id=\"2\"><w:r><w:delText>每月</w:delText></w:r></w:del><w:ins w:id=\"3\"><w:r><w:t>每周</w:t></w:r></w:ins><w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"
        + "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
        + "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>eq \\o\\ac(○,11)</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><m:oMath><m:d><m:dPr><m:begChr m:val=\"[\"/></m:dPr><m:e><m:r><m:t>合计</m:t></m:r></m:e></m:d></m:oMath></w:p>"
        + "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    let levels = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let styles = r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="0"/></w:style><w:style w:type="paragraph" w:styleId="0"><w:name w:val="Normal"/></w:style>"#;
    let note = |tag: &str| format!("<w:{tag} w:id=\"1\">{}</w:{tag}>", plain("注"));
    let paper = Paper::new(&body)
        .part("styles", "styles.xml", styles)
        .part("numbering", "numbering.xml", levels)
        .part("footnotes", "footnotes.xml", &note("footnote"))
        .part("comments", "comments.xml", &note("comment"))
        .part("header", "header1.xml", &plain("页眉"));
    vec![Seed::new(Format::Docx, "报告.docx", paper.bytes())]
}
