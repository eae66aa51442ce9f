//! Type: which face and size each kind of text is set in, and which faces stand in for a missing one.
use docx_rs::{Run, RunFonts, RunProperty};

use super::geometry::CLOSER;
use crate::report::papers::template::FontNames;

/// Sizes in half points.
pub(super) const SIZE_2: usize = 44;
pub(super) const SIZE_3: usize = 32;
pub(super) const SIZE_4: usize = 28;
pub(super) const SIZE_SMALL_4: usize = 24;
pub(super) const SIZE_5: usize = 21;
pub(super) const SIZE_SMALL_5: usize = 18;

/// A face by its use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// 小标宋.
    Title,
    /// 仿宋.
    Body,
    /// 楷体.
    Kai,
    /// 黑体.
    Hei,
    /// 宋体.
    Song,
}

impl Face {
    const ALL: [Self; 5] = [Self::Title, Self::Body, Self::Kai, Self::Hei, Self::Song];

    fn names(self, fonts: &FontNames) -> &[String] {
        match self {
            Self::Title => &fonts.title,
            Self::Body => &fonts.body,
            Self::Kai => &fonts.kai,
            Self::Hei => &fonts.hei,
            Self::Song => &fonts.song,
        }
    }
    /// The face a text asks for.
    pub(super) fn name(self, fonts: &FontNames) -> &str {
        self.names(fonts).first().map_or("宋体", String::as_str)
    }
    /// The face for every script of a run, so that figures in a Chinese text do not change type.
    pub(super) fn fonts(self, fonts: &FontNames) -> RunFonts {
        let name = self.name(fonts);
        RunFonts::new()
            .ascii(name)
            .hi_ansi(name)
            .east_asia(name)
            .cs(name)
            .hint("eastAsia")
    }
    /// A run of text in this face.
    pub(super) fn run(self, fonts: &FontNames, size: usize, text: &str) -> Run {
        let run = Run::new()
            .fonts(self.fonts(fonts))
            .size(size)
            .add_text(printable(text));
        // Type of the text is set 28 to a line.
        if size == SIZE_3 {
            run.character_spacing(CLOSER)
        } else {
            run
        }
    }
    /// Properties for the end of a paragraph, so that an empty line is as high as a full one.
    pub(super) fn property(self, fonts: &FontNames, size: usize) -> RunProperty {
        RunProperty::new().fonts(self.fonts(fonts)).size(size)
    }
}

/// The table of faces: every face with those to take where it is missing. Word takes the names as a list with commas.
pub(super) fn table(fonts: &FontNames) -> String {
    let mut table = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"#,
    );
    let mut seen: Vec<&str> = Vec::new();
    for face in Face::ALL {
        let name = face.name(fonts);
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let others: Vec<&str> = face
            .names(fonts)
            .iter()
            .skip(1)
            .map(String::as_str)
            .collect();
        table.push_str(&format!("<w:font w:name=\"{}\">", escaped(name)));
        if !others.is_empty() {
            table.push_str(&format!(
                "<w:altName w:val=\"{}\"/>",
                escaped(&others.join(","))
            ));
        }
        // 86 is GB2312; the family is what an office falls back on when it knows none of the names.
        let family = match face {
            Face::Hei => "swiss",
            Face::Body | Face::Kai => "script",
            Face::Title | Face::Song => "roman",
        };
        table.push_str(&format!(
            "<w:charset w:val=\"86\"/><w:family w:val=\"{family}\"/><w:pitch w:val=\"variable\"/></w:font>"
        ));
    }
    table.push_str("</w:fonts>");
    table
}

/// A text without the characters no XML file may hold; they show as what they are: nothing.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\r' => ' ',
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => ' ',
            c => c,
        })
        .collect()
}

/// A text as the value of an attribute.
pub(super) fn escaped(text: &str) -> String {
    printable(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Width of a text in whole characters of its own size; letters and figures are half as wide.
pub(super) fn width(text: &str) -> f64 {
    text.chars()
        .map(|c| if c.is_ascii() { 0.5 } else { 1.0 })
        .sum()
}
