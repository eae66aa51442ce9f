//! What docx-rs does not write: the watermark, repeated heads, the table of faces, the document's own title.
use std::io::Cursor;

use docx_rs::XMLDocx;

use super::{
    tables::HEAD_HEIGHT,
    type_faces::{Face, escaped, table},
};
use crate::report::{RenderError, papers::template::FontNames};

/// Word of the watermark.
const DRAFT: &str = "草稿";

/// What the package says of itself.
pub(super) struct About<'a> {
    pub(super) title: &'a str,
    pub(super) creator: &'a str,
    pub(super) is_draft: bool,
}

/// Writes the parts into one file, with what is missing put in.
pub(super) fn pack(
    mut parts: XMLDocx,
    about: &About<'_>,
    fonts: &FontNames,
) -> Result<Vec<u8>, RenderError> {
    parts.font_table = table(fonts).into_bytes();
    let plain = format!(
        "<w:trPr><w:cantSplit /><w:trHeight w:val=\"{HEAD_HEIGHT}\" w:hRule=\"atLeast\" /></w:trPr>"
    );
    let repeated = plain.replace("</w:trPr>", "<w:tblHeader /></w:trPr>");
    parts.document = replaced(parts.document, &[(&plain, &repeated)]);
    parts.doc_props.core = replaced(
        parts.doc_props.core,
        &[
            (
                "<dc:creator>unknown</dc:creator>",
                &format!(
                    "<dc:title>{}</dc:title><dc:creator>{}</dc:creator>",
                    escaped(about.title),
                    escaped(about.creator)
                ),
            ),
            (
                "<cp:lastModifiedBy>unknown</cp:lastModifiedBy>",
                &format!(
                    "<cp:lastModifiedBy>{}</cp:lastModifiedBy>",
                    escaped(about.creator)
                ),
            ),
        ],
    );
    parts.styles = replaced(
        parts.styles,
        &[(
            "</w:rPr></w:rPrDefault>",
            "<w:lang w:val=\"zh-CN\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\" /></w:rPr></w:rPrDefault>",
        )],
    );
    // The same paper is the same file, whatever else this process wrote before.
    parts.document = without_ids(parts.document);
    for part in parts.headers.iter_mut().chain(&mut parts.footers) {
        *part = without_ids(std::mem::take(part));
    }
    if about.is_draft {
        for (header, number) in parts.headers.iter_mut().zip(1..) {
            *header = watermarked(std::mem::take(header), number, fonts);
        }
    }
    let mut file = Cursor::new(Vec::new());
    parts
        .pack(&mut file)
        .map_err(|e| RenderError::Package(e.to_string()))?;
    Ok(file.into_inner())
}

fn replaced(part: Vec<u8>, pairs: &[(&str, &str)]) -> Vec<u8> {
    match String::from_utf8(part) {
        Ok(text) => pairs
            .iter()
            .fold(text, |text, (from, to)| text.replace(from, to))
            .into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

/// Without the numbers docx-rs counts paragraphs by.
fn without_ids(part: Vec<u8>) -> Vec<u8> {
    const ID: &str = " w14:paraId=\"";
    match String::from_utf8(part) {
        Ok(text) => {
            let mut pieces = text.split(ID);
            let mut plain = pieces.next().unwrap_or_default().to_owned();
            for piece in pieces {
                plain.push_str(piece.split_once('"').map_or(piece, |(_, rest)| rest));
            }
            plain.into_bytes()
        }
        Err(error) => error.into_bytes(),
    }
}

/// A header with the word slanted over the page behind the text, as office programs make it.
fn watermarked(header: Vec<u8>, number: usize, fonts: &FontNames) -> Vec<u8> {
    let face = escaped(Face::Hei.name(fonts));
    let run = format!(
        "<w:r><w:rPr><w:noProof /></w:rPr><w:pict>\
         <v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" path=\"m@7,l@8,m@5,21600l@6,21600e\">\
         <v:formulas><v:f eqn=\"sum #0 0 10800\" /><v:f eqn=\"prod #0 2 1\" /><v:f eqn=\"sum 21600 0 @1\" />\
         <v:f eqn=\"sum 0 0 @2\" /><v:f eqn=\"sum 21600 0 @3\" /><v:f eqn=\"if @0 @3 0\" /><v:f eqn=\"if @0 21600 @1\" />\
         <v:f eqn=\"if @0 0 @2\" /><v:f eqn=\"if @0 @4 21600\" /><v:f eqn=\"mid @5 @6\" /><v:f eqn=\"mid @8 @5\" />\
         <v:f eqn=\"mid @7 @8\" /><v:f eqn=\"mid @6 @7\" /><v:f eqn=\"sum @6 0 @5\" /></v:formulas>\
         <v:path textpathok=\"t\" o:connecttype=\"custom\" o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" o:connectangles=\"270,180,90,0\" />\
         <v:textpath on=\"t\" fitshape=\"t\" /><o:lock v:ext=\"edit\" text=\"t\" shapetype=\"t\" /></v:shapetype>\
         <v:shape id=\"PowerPlusWaterMarkObject{number}\" o:spid=\"_x0000_s{spid}\" type=\"#_x0000_t136\" \
         style=\"position:absolute;margin-left:0;margin-top:0;width:340pt;height:170pt;rotation:315;z-index:-251658752;\
         mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
         mso-position-vertical:center;mso-position-vertical-relative:margin\" \
         o:allowincell=\"f\" fillcolor=\"#d0d0d0\" stroked=\"f\"><v:fill opacity=\".5\" />\
         <v:textpath style=\"font-family:&quot;{face}&quot;;font-size:1pt\" string=\"{DRAFT}\" /></v:shape></w:pict></w:r>",
        spid = 2048 + number,
    );
    // The header holds one empty paragraph.
    replaced(header, &[("</w:p>", &format!("{run}</w:p>"))])
}
