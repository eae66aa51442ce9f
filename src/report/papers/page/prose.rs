//! Paragraphs: title, addressee, text and its four levels of headings, enclosures, signature.
use docx_rs::{AlignmentType, LineSpacing, LineSpacingType, Paragraph, SpecialIndentType};

use super::{
    Setting,
    geometry::{CHARACTER, LINE},
    type_faces::{Face, SIZE_2, SIZE_3, SIZE_5, width},
};
use crate::report::papers::template::PartKind;

/// A line of a title is higher than one of the text: 36 pt for type of 22 pt.
const TITLE_LINE: i32 = 720;
/// A line of a note under a table: 18 pt for type of 10.5 pt.
const NOTE_LINE: i32 = 360;

pub(super) fn exact(line: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(line)
}

/// An empty line.
pub(super) fn blank(setting: &Setting<'_>) -> Paragraph {
    Paragraph::new()
        .line_spacing(exact(LINE))
        .run_property(Face::Body.property(setting.fonts, SIZE_3))
}

/// A paragraph of running text.
pub(super) fn prose(setting: &Setting<'_>, kind: PartKind, text: &str) -> Paragraph {
    let (face, size) = match kind {
        PartKind::Title => (Face::Title, SIZE_2),
        PartKind::Subtitle | PartKind::H2 => (Face::Kai, SIZE_3),
        PartKind::H1 => (Face::Hei, SIZE_3),
        PartKind::Note => (Face::Body, SIZE_5),
        _ => (Face::Body, SIZE_3),
    };
    let line = match kind {
        PartKind::Title => TITLE_LINE,
        PartKind::Note => NOTE_LINE,
        _ => LINE,
    };
    let paragraph = Paragraph::new()
        .line_spacing(exact(line))
        .run_property(face.property(setting.fonts, size))
        .add_run(face.run(setting.fonts, size, text));
    match kind {
        PartKind::Title | PartKind::Subtitle => {
            paragraph.align(AlignmentType::Center).keep_next(true)
        }
        PartKind::Note => paragraph.align(AlignmentType::Both).snap_to_grid(false),
        PartKind::To | PartKind::Flush => paragraph.align(AlignmentType::Both),
        PartKind::H1 | PartKind::H2 => first_line(paragraph).keep_next(true),
        _ => first_line(paragraph).align(AlignmentType::Both),
    }
}

/// Characters of a title that fit on one line: 156 mm of type of 22 pt.
const TITLE_CHARACTERS: f64 = 20.0;
/// Least characters of a line of a title that was broken.
const TITLE_LEAST: f64 = 4.0;

/// The lines of a title: broken where a word ends as far as that can be told from its marks, never inside 《》.
pub(super) fn title_lines(title: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest: Vec<char> = title.chars().collect();
    loop {
        let whole: String = rest.iter().collect();
        if width(&whole) <= TITLE_CHARACTERS {
            lines.push(whole);
            return lines;
        }
        let (mut open, mut so_far, mut best, mut last) = (0_u32, 0.0, None, None);
        for (c, at) in rest.iter().zip(1_usize..) {
            so_far += width(&c.to_string());
            match c {
                '《' | '“' | '（' => open += 1,
                '》' | '”' | '）' => open = open.saturating_sub(1),
                _ => {}
            }
            if so_far > TITLE_CHARACTERS {
                break;
            }
            last = Some(at);
            let ends_word = matches!(c, '的' | '、' | '，' | '》' | '”' | '）' | '和');
            let remains = width(&whole) - so_far;
            if open == 0 && ends_word && so_far >= TITLE_LEAST && remains >= TITLE_LEAST {
                best = Some(at);
            }
        }
        let Some(at) = best.or(last) else {
            lines.push(whole);
            return lines;
        };
        let after = rest.split_off(at.min(rest.len()));
        lines.push(rest.into_iter().collect());
        rest = after;
    }
}

/// 首行缩进二字.
fn first_line(paragraph: Paragraph) -> Paragraph {
    paragraph.indent(
        None,
        Some(SpecialIndentType::FirstLine(2 * CHARACTER)),
        None,
        None,
    )
}

/// 出席： and names, further lines under the names.
pub(super) fn names(setting: &Setting<'_>, head: &str, text: &str) -> Paragraph {
    let hang = indent_of(width(head));
    Paragraph::new()
        .line_spacing(exact(LINE))
        .indent(
            Some(2 * CHARACTER + hang),
            Some(SpecialIndentType::Hanging(hang)),
            None,
            None,
        )
        .add_run(Face::Hei.run(setting.fonts, SIZE_3, head))
        .add_run(Face::Body.run(setting.fonts, SIZE_3, text))
}

/// 附件说明: `附件：` before the first; numbered when there are several.
pub(super) fn enclosures(setting: &Setting<'_>, names: &[&str]) -> Vec<Paragraph> {
    let several = names.len() > 1;
    let rows = names.iter().zip(1..).map(|(name, number)| {
        let number = if several {
            format!("{number}. ")
        } else {
            String::new()
        };
        let hang = indent_of(3.0 + width(&number));
        let head = if number.is_empty() || number == "1. " {
            "附件："
        } else {
            ""
        };
        let left = 2 * CHARACTER + hang;
        let first = if head.is_empty() {
            indent_of(width(&number))
        } else {
            hang
        };
        Paragraph::new()
            .line_spacing(exact(LINE))
            .indent(
                Some(left),
                Some(SpecialIndentType::Hanging(first)),
                None,
                None,
            )
            .add_run(Face::Body.run(setting.fonts, SIZE_3, &format!("{head}{number}{name}")))
    });
    let all = std::iter::once(blank(setting)).chain(rows);
    all.map(|p| p.keep_next(true)).collect()
}

/// 署名 over 成文日期: the date four characters from the right, the unit centered over it. What is wider decides.
pub(super) fn signature(setting: &Setting<'_>, unit: &str, date: &str) -> Vec<Paragraph> {
    /// 右空四字.
    const RIGHT: f64 = 4.0;
    let apart = (width(date) - width(unit)) / 2.0;
    let (unit_right, date_right) = if RIGHT + apart >= 0.0 {
        (RIGHT + apart, RIGHT)
    } else {
        (0.0, -apart)
    };
    let line = |text: &str, right: f64| {
        Paragraph::new()
            .align(AlignmentType::Right)
            .line_spacing(exact(LINE))
            .keep_lines(true)
            .indent(None, None, Some(indent_of(right)), None)
            .add_run(Face::Body.run(setting.fonts, SIZE_3, text))
    };
    vec![
        blank(setting).keep_next(true),
        blank(setting).keep_next(true),
        line(unit, unit_right).keep_next(true),
        line(date, date_right),
    ]
}

/// So many characters of the text, as an indent.
pub(super) fn indent_of(characters: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a line holds 28 characters, so the product is small"
    )]
    let twips = (characters * f64::from(CHARACTER)).round() as i32;
    twips
}
