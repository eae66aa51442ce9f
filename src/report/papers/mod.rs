//! Papers that leave the office: letters, minutes, forms and the quarterly pack, made of templates that an office can change.
//!
//! A template (`templates/<paper>.toml`) holds wording, head and the order of parts; the vocabulary says which names it may use.
//! What is filled in comes from the nouns of the office. A paper is a draft, with a watermark, until it is issued.

mod block;
mod compose;
pub mod fill;
mod numerals;
mod page;
mod sheets;
mod template;
mod values;
mod vocabulary;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::RenderError;
use template::{OfficeWords, Template};

pub(in crate::report) use numerals::day;
pub use template::TemplateFault;
pub use values::Values;

/// Name of the file in which an office says what it is called.
pub const OFFICE_TEMPLATE: &str = "office";

/// Built-in templates: id and text.
const BUILT_IN: &[(&str, &str)] = &[
    (OFFICE_TEMPLATE, include_str!("templates/office.toml")),
    (
        "session-minutes",
        include_str!("templates/session-minutes.toml"),
    ),
    ("opinion", include_str!("templates/opinion.toml")),
    ("oral-opinion", include_str!("templates/oral-opinion.toml")),
    (
        "advice-letter",
        include_str!("templates/advice-letter.toml"),
    ),
    (
        "urging-letter",
        include_str!("templates/urging-letter.toml"),
    ),
    ("close-out", include_str!("templates/close-out.toml")),
    ("look-back", include_str!("templates/look-back.toml")),
    (
        "self-look-back",
        include_str!("templates/self-look-back.toml"),
    ),
    ("flag-list", include_str!("templates/flag-list.toml")),
    ("quarterly", include_str!("templates/quarterly.toml")),
];

/// In which form a paper is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperForm {
    /// For word processors.
    Docx,
    /// For spreadsheets.
    Xlsx,
}

impl PaperForm {
    /// The extension of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }
}

impl From<template::Format> for PaperForm {
    fn from(format: template::Format) -> Self {
        match format {
            template::Format::Docx => Self::Docx,
            template::Format::Xlsx => Self::Xlsx,
        }
    }
}

/// Whether a paper may leave the office as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not yet: it bears a watermark, and what is missing is marked.
    Draft,
    /// Issued, signed or closed by the person who may: nothing may be missing.
    Issued,
}

/// The templates of papers: those built in, and in their place those of the workspace.
#[derive(Debug)]
pub struct Templates {
    office: OfficeWords,
    papers: BTreeMap<String, Template>,
}

impl Templates {
    /// Loads the templates; `own` are the workspace's files: (path as people know it, text).
    ///
    /// # Errors
    /// Every fault of every file: keys, names and lists that are not known, papers that do not exist.
    pub fn load(own: &[(String, String)]) -> Result<Self, Vec<TemplateFault>> {
        let mut faults = Vec::new();
        let mut office = OfficeWords::default();
        let mut papers = BTreeMap::new();
        let built_in = BUILT_IN
            .iter()
            .map(|(id, text)| (*id, format!("{id}.toml"), *text));
        let own = own.iter().map(|(path, text)| {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            (
                name.strip_suffix(".toml").unwrap_or(name),
                path.clone(),
                text.as_str(),
            )
        });
        for (id, file, text) in built_in.chain(own) {
            if id == OFFICE_TEMPLATE {
                match template::office(&file, text) {
                    Ok(read) => office.take(read),
                    Err(wrong) => faults.extend(wrong),
                }
                continue;
            }
            match template::template(id, &file, text) {
                Ok(read) => {
                    papers.insert(id.to_owned(), read);
                }
                Err(wrong) => faults.extend(wrong),
            }
        }
        if faults.is_empty() {
            Ok(Self { office, papers })
        } else {
            Err(faults)
        }
    }

    /// The built-in templates as files: id and text, to be copied out and changed.
    #[must_use]
    pub fn built_in() -> &'static [(&'static str, &'static str)] {
        BUILT_IN
    }

    /// Every paper: id, title, and in which forms it is written.
    #[must_use]
    pub fn papers(&self) -> Vec<(&str, &str, Vec<PaperForm>)> {
        self.papers
            .iter()
            .map(|(id, t)| {
                let forms = t.formats.iter().map(|f| PaperForm::from(*f)).collect();
                (id.as_str(), t.title.as_str(), forms)
            })
            .collect()
    }

    /// The names a template of a paper may use, those in lists as `list.name`, with what they stand for. Names of the office
    /// itself are those of [`OFFICE_TEMPLATE`].
    #[must_use]
    pub fn names(paper: &str) -> Vec<(String, String)> {
        vocabulary::Vocabulary::of(paper).map_or_else(Vec::new, vocabulary::Vocabulary::words)
    }

    /// What the office says of itself under a name, e.g. 机关.
    #[must_use]
    pub fn office(&self, name: &str) -> &str {
        self.office.values.text(name).unwrap_or_default()
    }

    /// The number of an order to hurry as the office writes it; `{年}` stands for the year.
    #[must_use]
    pub fn urging_number(&self) -> &str {
        self.office("督办单编号")
    }

    /// Workdays a unit has to answer an order to hurry.
    #[must_use]
    pub fn urging_workdays(&self) -> u32 {
        self.office(template::URGING_WORKDAYS).parse().unwrap_or(0)
    }

    /// Writes a paper.
    ///
    /// # Errors
    /// When there is no such paper or it is not written in this form, when something is missing in an issued paper, or when it
    /// cannot be made.
    pub fn write(
        &self,
        paper: &str,
        values: &Values,
        (form, standing, on): (PaperForm, Standing, Date),
    ) -> Result<Vec<u8>, RenderError> {
        let (template, format) = self
            .papers
            .get(paper)
            .and_then(|t| {
                let mut formats = t.formats.iter();
                Some((t, *formats.find(|f| PaperForm::from(**f) == form)?))
            })
            .ok_or_else(|| RenderError::NoSuchPaper {
                paper: format!("{paper}.{}", form.extension()),
            })?;
        let composed = compose::compose(template, &self.office, values, format);
        if standing == Standing::Issued && !composed.gaps.is_empty() {
            return Err(RenderError::Unfilled {
                paper: template.title.clone(),
                names: composed.gaps,
            });
        }
        let is_draft = standing == Standing::Draft;
        match form {
            PaperForm::Docx => page::docx(
                &composed,
                (&template.title, self.office("机关")),
                is_draft,
                &self.office.fonts,
            ),
            PaperForm::Xlsx => {
                let note = is_draft.then_some("草稿，未经签发。");
                sheets::workbook(&composed, (&template.title, on), note)
            }
        }
    }
}

impl OfficeWords {
    /// Takes over what a later file says.
    fn take(&mut self, later: Self) {
        for name in later.values.names() {
            if let Some(text) = later.values.text(&name) {
                self.values.set(&name, text);
            }
        }
        let (fonts, new) = (&mut self.fonts, later.fonts);
        for (now, new) in [
            (&mut fonts.title, new.title),
            (&mut fonts.body, new.body),
            (&mut fonts.kai, new.kai),
            (&mut fonts.hei, new.hei),
            (&mut fonts.song, new.song),
        ] {
            if !new.is_empty() {
                *now = new;
            }
        }
    }
}
