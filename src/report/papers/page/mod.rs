//! A composed paper as a docx file with the page of GB/T 9704-2012.
mod edition;
mod geometry;
mod head;
mod package;
mod prose;
mod tables;
mod type_faces;

use docx_rs::{
    AlignmentType, Document, Docx, FieldCharType, Footer, Header, InstrPAGE, InstrText, Paragraph,
};

use super::{
    block::{Block, Composed},
    template::{FontNames, Page, PartKind},
};
use crate::report::RenderError;
use edition::edition;
use geometry::CHARACTER;
use package::About;
use prose::{blank, enclosures, exact, names, prose, signature};
use type_faces::{Face, SIZE_3, SIZE_4};

/// What every block of a page is set with.
pub(super) struct Setting<'a> {
    fonts: &'a FontNames,
    page: Page,
}

/// Writes the file. Drafts bear a watermark.
pub(super) fn docx(
    paper: &Composed,
    (title, creator): (&str, &str),
    is_draft: bool,
    fonts: &FontNames,
) -> Result<Vec<u8>, RenderError> {
    let setting = Setting {
        fonts,
        page: paper.page,
    };
    let document = Document::new().default_section_property(geometry::section(paper.page));
    let mut docx = Docx::new()
        .document(document)
        .default_fonts(Face::Body.fonts(fonts))
        .default_size(SIZE_3)
        .header(Header::new().add_paragraph(Paragraph::new()))
        .even_header(Header::new().add_paragraph(Paragraph::new()))
        .footer(Footer::new().add_paragraph(page_number(&setting, AlignmentType::Right)))
        .even_footer(Footer::new().add_paragraph(page_number(&setting, AlignmentType::Left)));
    if let Some(head) = &paper.head {
        docx = head::head(&setting, head)
            .into_iter()
            .fold(docx, Docx::add_paragraph);
    }
    docx = blocks(docx, &setting, &paper.blocks);
    let about = About {
        title,
        creator,
        is_draft,
    };
    package::pack(docx.build(), &about, fonts)
}

fn blocks(mut docx: Docx, setting: &Setting<'_>, blocks: &[Block]) -> Docx {
    let mut at = 0;
    let mut after_title = false;
    let mut breaks = false;
    while let Some(block) = blocks.get(at) {
        at += 1;
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        match block {
            Block::Prose(first) if first.kind == PartKind::Attachments => {
                let rest = blocks.iter().skip(at).map_while(|b| match b {
                    Block::Prose(p) if p.kind == PartKind::Attachments => Some(p.text.as_str()),
                    _ => None,
                });
                let all: Vec<&str> = std::iter::once(first.text.as_str()).chain(rest).collect();
                at += all.len() - 1;
                paragraphs = enclosures(setting, &all);
            }
            Block::Prose(p) if p.kind == PartKind::Title => {
                after_title = true;
                for line in prose::title_lines(&p.text) {
                    paragraphs.push(prose(setting, p.kind, &line));
                }
            }
            Block::Prose(p) => {
                let is_title = p.kind == PartKind::Subtitle;
                if after_title && !is_title {
                    paragraphs.push(blank(setting));
                }
                after_title = is_title;
                paragraphs.push(prose(setting, p.kind, &p.text));
            }
            Block::Names { head, text } => paragraphs.push(names(setting, head, text)),
            Block::Signature { unit, date } => paragraphs = signature(setting, unit, date),
            Block::Edition { .. } => {}
            Block::Blank => paragraphs.push(blank(setting)),
            Block::PageBreak => {
                breaks = true;
                continue;
            }
            Block::Table(table) => {
                if let Some(head) = &table.head {
                    paragraphs.push(prose(setting, PartKind::Subtitle, head));
                }
            }
            Block::Form(_) => {
                // A table cannot begin a page by itself.
                if std::mem::take(&mut breaks) {
                    docx = docx.add_paragraph(thin().page_break_before(true));
                }
            }
        }
        if !matches!(block, Block::Prose(_)) {
            after_title = false;
        }
        // A signature never stands alone on a page: the last words before it go with it.
        let goes_on = matches!(blocks.get(at), Some(Block::Signature { .. }))
            || matches!(blocks.get(at), Some(Block::Prose(p)) if p.kind == PartKind::Attachments);
        for mut paragraph in paragraphs {
            if goes_on && !matches!(block, Block::Table(_) | Block::Form(_)) {
                paragraph = paragraph.keep_next(true);
            }
            if std::mem::take(&mut breaks) {
                paragraph = paragraph.page_break_before(true);
            }
            docx = docx.add_paragraph(paragraph);
        }
        docx = match block {
            Block::Table(table) => {
                let docx = docx.add_table(tables::table(setting, table));
                let notes = table.notes.iter();
                notes.fold(docx.add_paragraph(thin()), |docx, note| {
                    docx.add_paragraph(prose(setting, PartKind::Note, note))
                })
            }
            // Before it stands a paragraph, so that it never joins a table above.
            Block::Edition {
                copies,
                printer,
                date,
            } => docx
                .add_paragraph(thin())
                .add_table(edition(setting, copies, (printer, date)))
                .add_paragraph(thin()),
            Block::Form(form) => docx
                .add_table(tables::form(setting, form))
                .add_paragraph(thin()),
            _ => docx,
        };
    }
    docx
}

/// The paragraph every table needs after it, as low as can be.
fn thin() -> Paragraph {
    /// 1 pt: a form may fill its page to the last line.
    const LOW: i32 = 20;
    Paragraph::new()
        .line_spacing(exact(LOW))
        .snap_to_grid(false)
        .size(2)
}

/// 页码: 4号半角宋体 between dashes, one character from the outer edge.
fn page_number(setting: &Setting<'_>, align: AlignmentType) -> Paragraph {
    let (left, right) = match align {
        AlignmentType::Right => (None, Some(CHARACTER)),
        _ => (Some(CHARACTER), None),
    };
    let words = |text: &str| Face::Song.run(setting.fonts, SIZE_4, text);
    let number = words("— ")
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false)
        .add_text(" —");
    Paragraph::new()
        .align(align)
        .indent(left, None, right, None)
        .add_run(number)
}
