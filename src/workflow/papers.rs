//! Papers that leave the office: made of templates and of what the office keeps, written where they are asked for.
use std::path::PathBuf;

use super::{EntryFilter, Office, OfficeError, Paper, Progress};
use crate::{
    model::{DueLine, Person},
    report::papers::{PaperForm, Standing, Templates, Values, fill},
};

/// A paper as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadePaper {
    /// Id of its template.
    pub paper: String,
    /// Title.
    pub title: String,
    /// File name with its extension.
    pub name: String,
    /// Form.
    pub form: PaperForm,
    /// Whether it is still a draft.
    pub is_draft: bool,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Office {
    /// The templates of papers: those built in, and in their place those in the workspace's `templates/`.
    ///
    /// # Errors
    /// When a file cannot be read, or with every fault of every template.
    pub fn templates(&self) -> Result<Templates, OfficeError> {
        let own = self.workspace.templates()?;
        Templates::load(&own).map_err(OfficeError::Templates)
    }

    /// Copies built-in templates into the workspace's `templates/`, to be changed there; all of them where none is named. A file
    /// that is there is left alone.
    ///
    /// # Errors
    /// When there is no such template, or a file cannot be written.
    pub fn copy_templates(&self, papers: &[String]) -> Result<Vec<PathBuf>, OfficeError> {
        let all = Templates::built_in();
        for paper in papers {
            if !all.iter().any(|(id, _)| id == paper) {
                return Err(OfficeError::NoSuchPaper {
                    paper: paper.clone(),
                });
            }
        }
        let mut copied = Vec::new();
        for (id, text) in all {
            if papers.is_empty() || papers.iter().any(|p| p == id) {
                copied.extend(self.workspace.add_template(id, text)?);
            }
        }
        Ok(copied)
    }

    /// Makes a paper. `of` is what it is about: the number of a record, a period, a unit.
    ///
    /// # Errors
    /// When there is no such paper or nothing it could be about, when an issued paper lacks something, or the store fails.
    pub fn make_paper(
        &mut self,
        paper: &str,
        of: &str,
        (form, _viewer): (Option<PaperForm>, &Person),
        progress: &dyn Progress,
    ) -> Result<MadePaper, OfficeError> {
        let templates = self.templates()?;
        let (id, (values, standing)) = self.filled(paper, of, progress)?;
        let papers = templates.papers();
        let found = papers.iter().find(|(known, ..)| *known == id);
        let (_, title, forms) = found.ok_or_else(|| OfficeError::NoSuchPaper {
            paper: paper.to_owned(),
        })?;
        let form = match form.or_else(|| forms.first().copied()) {
            Some(form) if forms.contains(&form) => form,
            other => {
                let extension = other.map_or("", PaperForm::extension);
                return Err(OfficeError::NoSuchPaper {
                    paper: format!("{paper}.{extension}"),
                });
            }
        };
        let bytes = templates.write(&id, &values, (form, standing, self.on))?;
        let of = of.replace(['/', '\\', ':'], "-");
        Ok(MadePaper {
            title: (*title).to_owned(),
            name: format!("{title}_{of}_{}.{}", self.on, form.extension()),
            paper: id,
            form,
            is_draft: standing == Standing::Draft,
            bytes,
        })
    }

    /// Writes a paper into `reports/`. One that is there with other content is never overwritten.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_paper(&self, made: &MadePaper) -> Result<Paper, OfficeError> {
        let extension = made.form.extension();
        let name = made.name.strip_suffix(extension).unwrap_or(&made.name);
        let name = name.trim_end_matches('.');
        let path = self.workspace.write_report(name, extension, &made.bytes)?;
        Ok(Paper {
            kind: extension.to_owned(),
            path,
        })
    }

    /// What a paper says, under the id of the template it is written by.
    fn filled(
        &mut self,
        paper: &str,
        of: &str,
        progress: &dyn Progress,
    ) -> Result<(String, (Values, Standing)), OfficeError> {
        let filled = match paper {
            "quarterly" => fill::quarterly(&self.statistics(of, progress)?),
            "urging-letter" => self.urging(of, progress)?,
            _ => {
                return Err(OfficeError::NoSuchPaper {
                    paper: paper.to_owned(),
                });
            }
        };
        Ok((paper.to_owned(), filled))
    }

    /// An order to hurry to a unit: everything of its that is over its deadline.
    fn urging(
        &mut self,
        unit: &str,
        progress: &dyn Progress,
    ) -> Result<(Values, Standing), OfficeError> {
        let filter = EntryFilter {
            unit: Some(unit.to_owned()),
            ..EntryFilter::default()
        };
        let list = self.due_list(&filter, progress)?;
        let over: Vec<&DueLine> = list.lines.iter().filter(|l| l.due.is_over()).collect();
        if over.is_empty() {
            return Err(OfficeError::NothingFor {
                paper: "urging-letter".to_owned(),
                of: unit.to_owned(),
            });
        }
        let reply_by = self.workdays()?.add(self.on, URGING_WORKDAYS).value();
        let background = format!(
            "经核对台账，截至{}，下列{}项事项已超过时限尚未办结。",
            self.on,
            over.len()
        );
        Ok(fill::urging(unit, &over, ("", &background, Some(reply_by))))
    }
}

/// Workdays a unit has to answer an order to hurry; printed on it, and changed by hand where the office wants another term.
const URGING_WORKDAYS: u32 = 5;
