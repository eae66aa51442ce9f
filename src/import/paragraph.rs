//! A paragraph in the making, for formats whose characters come one after another with font and position.
use crate::model::{RawBlock, RawText, char_len};

use super::{lists::Label, numerals, symbols};

/// A paragraph in the making.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    text: String,
    /// Whether the last character is a raised or lowered figure.
    shifted: bool,
    /// What hangs on it and follows it: text boxes.
    pub(super) after: Vec<RawBlock>,
}

impl Paragraph {
    /// Adds a character; signs of symbol fonts and raised (`true`) or lowered figures behind a figure are made plain.
    pub(super) fn push(&mut self, c: char, font: Option<&str>, raised: Option<bool>) {
        let mut shown = symbols::sign(font, c);
        let is_behind = || self.shifted || self.text.ends_with(|c: char| c.is_ascii_digit());
        match raised {
            Some(raised) if shown.is_ascii_digit() && is_behind() => {
                shown = numerals::shifted_digit(shown, raised);
                self.shifted = true;
            }
            _ => self.shifted = false,
        }
        self.text.push(shown);
    }

    /// Adds characters as they are.
    pub(super) fn push_str(&mut self, text: &str) {
        self.shifted = false;
        self.text.push_str(text);
    }

    /// Ends the line inside the paragraph. At its very beginning a break only moves it to another page or down.
    pub(super) fn line_end(&mut self) {
        if !self.text.is_empty() {
            self.push_str("\n");
        }
    }

    /// Whether nothing can be seen of it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Its characters.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The finished paragraph with the number rebuilt in front of it, and what follows it. Nothing comes of a blank one, but in
    /// a table's column of numbers a number alone says something.
    pub(super) fn finish(
        self,
        number: Option<Label>,
        heading: Option<u8>,
        in_cell: bool,
    ) -> (Option<RawText>, Vec<RawBlock>) {
        let is_list_item = number.is_some() && heading.is_none();
        let mut label = match number {
            Some(Label::Number(label)) => label,
            Some(Label::Bullet) | None => String::new(),
        };
        let is_blank = self.is_blank();
        if is_blank && (!in_cell || label.trim().is_empty()) {
            return (None, self.after);
        }
        // 「1.」 before 「5日前」 must not read as 1.5.
        if !is_blank && label.ends_with(|c: char| c.is_ascii() && !c.is_ascii_whitespace()) {
            label.push(' ');
        }
        let text = RawText {
            text: format!("{label}{}", self.text.trim_end_matches('\n')),
            heading,
            is_list_item,
            label_chars: char_len(&label),
            ..RawText::default()
        };
        (Some(text), self.after)
    }
}

/// The heading level of an outline level: 0-8 are headings, 9 is body text.
pub(super) fn heading_level(outline: u8) -> Option<u8> {
    (outline < 9).then_some(outline + 1)
}

/// Built-in heading styles are known by name in every language's Word, as some writers leave their outline level out.
pub(super) fn heading_by_name(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let level = name
        .strip_prefix("heading")
        .or_else(|| name.strip_prefix("标题"))?;
    level.trim().parse().ok().filter(|l| (1..=9).contains(l))
}

#[cfg(test)]
mod tests {
    use super::Paragraph;
    use crate::import::lists::Label;

    #[test]
    fn figures_raised_behind_figures_stay_apart_from_them() {
        let mut paragraph = Paragraph::default();
        "10".chars().for_each(|c| paragraph.push(c, None, None));
        "12".chars()
            .for_each(|c| paragraph.push(c, None, Some(true)));
        paragraph.push('、', None, None);
        paragraph.push('3', None, Some(true));
        assert_eq!(paragraph.text(), "10¹²、3");
    }

    #[test]
    fn a_label_in_figures_never_runs_into_figures() {
        let mut paragraph = Paragraph::default();
        paragraph.push_str("5日前");
        let label = Some(Label::Number("1.".to_owned()));
        let (text, _) = paragraph.finish(label, None, false);
        let text = text.map(|t| (t.text, t.label_chars, t.is_list_item));
        assert_eq!(text, Some(("1. 5日前".to_owned(), 3, true)));
    }
}
