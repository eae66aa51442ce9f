//! 版头: the mark of the office in red, the number under it, the red line.
use docx_rs::{
    AlignmentType, BorderType, Paragraph, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, Run, Tab, TabValueType,
};

use super::{
    Setting,
    geometry::{CHARACTER, LINE, text_width},
    prose::{blank, exact},
    type_faces::{Face, SIZE_3, width},
};
use crate::report::papers::{block::Head, template::HeadForm};

/// 发文机关标志 is printed red.
const RED: &str = "FF0000";
/// The largest mark: 22 mm high in the standard; 小标宋 of 48 pt is the usual one. Longer names are set smaller.
const LARGEST_MARK: f64 = 96.0;
const SMALLEST_MARK: f64 = 44.0;

/// The paragraphs of a head, the red line included.
pub(super) fn head(setting: &Setting<'_>, head: &Head) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let number = head.number.as_deref().filter(|n| !n.is_empty());
    let signer = head.signer.as_deref().filter(|s| !s.is_empty());
    let body = |text: &str| Face::Body.run(setting.fonts, SIZE_3, text);
    match head.form {
        HeadForm::Letter => {
            paragraphs.push(lined(
                mark(setting, &head.mark),
                BorderType::ThickThinSmallGap,
            ));
            if let Some(number) = number {
                paragraphs.push(
                    Paragraph::new()
                        .align(AlignmentType::Right)
                        .line_spacing(exact(LINE))
                        .add_run(body(number)),
                );
            }
        }
        HeadForm::Document | HeadForm::Minutes => {
            if head.form == HeadForm::Minutes {
                // 35 mm below the top of the text, less the room over the type in its own line.
                paragraphs.extend([blank(setting), blank(setting)]);
            }
            paragraphs.push(mark(setting, &head.mark));
            paragraphs.push(blank(setting));
            let line = match (number, signer) {
                (number, Some(signer)) => Paragraph::new()
                    .tabs(&[Tab::new().val(TabValueType::Right).pos(
                        usize::try_from(text_width(setting.page) - CHARACTER).unwrap_or_default(),
                    )])
                    .indent(Some(CHARACTER), None, Some(CHARACTER), None)
                    .add_run(body(number.unwrap_or_default()))
                    .add_run(Run::new().add_tab())
                    .add_run(body("签发人："))
                    .add_run(Face::Kai.run(setting.fonts, SIZE_3, signer)),
                (number, None) => Paragraph::new()
                    .align(AlignmentType::Center)
                    .add_run(body(number.unwrap_or_default())),
            };
            paragraphs.push(lined(line.line_spacing(exact(LINE)), BorderType::Single));
        }
    }
    // 标题在红线下空二行.
    paragraphs.extend([blank(setting), blank(setting)]);
    paragraphs
}

/// The mark, as large as fits on one line.
fn mark(setting: &Setting<'_>, text: &str) -> Paragraph {
    let points = f64::from(text_width(setting.page)) / 20.0;
    let size = (points / width(text).max(1.0) * 2.0)
        .floor()
        .clamp(SMALLEST_MARK, LARGEST_MARK);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "held between two small limits"
    )]
    let size = size as usize;
    // A line a quarter higher than the type, in twentieths of a point.
    let line = i32::try_from(size * 10 * 5 / 4).unwrap_or(LINE);
    Paragraph::new()
        .align(AlignmentType::Center)
        .line_spacing(exact(line))
        .snap_to_grid(false)
        .add_run(Face::Title.run(setting.fonts, size, text).color(RED))
}

/// With a red line under it.
fn lined(mut paragraph: Paragraph, line: BorderType) -> Paragraph {
    /// Eighths of a point.
    const THICKNESS: usize = 16;
    /// Points from the text: 4 mm are 11 pt.
    const APART: usize = 11;
    let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(line)
        .size(THICKNESS)
        .space(APART)
        .color(RED);
    paragraph.property = paragraph
        .property
        .set_borders(ParagraphBorders::with_empty().set(border));
    paragraph
}
