//! Papers that leave the office: made of templates and of what the office keeps, written where they are asked for.
use std::{collections::BTreeMap, path::PathBuf};

use super::{EntryFilter, FlagFilter, Office, OfficeError, Paper, Progress};
use crate::{
    model::{DueLine, EntryAct, Flag, FlagId, FlagList, LookBackKind, Person, Publicity},
    report::papers::{
        PaperForm, Standing, Templates, Values,
        fill::{self, Names},
    },
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

    /// Makes a paper for somebody: what `viewer` may not see of a session is not in it. `of` is what it is about: the number of a
    /// record, a period, a unit; `all` for the list of all flags.
    ///
    /// # Errors
    /// When there is no such paper or nothing it could be about, when an issued paper lacks something, or the store fails.
    pub fn make_paper(
        &mut self,
        paper: &str,
        of: &str,
        (form, viewer): (Option<PaperForm>, &Person),
        progress: &dyn Progress,
    ) -> Result<MadePaper, OfficeError> {
        let templates = self.templates()?;
        let (id, (values, standing)) = self.filled((paper, &templates), of, viewer, progress)?;
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
    pub fn keep_paper(&mut self, made: &MadePaper) -> Result<Paper, OfficeError> {
        let extension = made.form.extension();
        let name = made.name.strip_suffix(extension).unwrap_or(&made.name);
        let name = name.trim_end_matches('.');
        self.let_out((name, extension), &made.bytes, &made.title)
    }

    /// What a paper says, under the id of the template it is written by.
    fn filled(
        &mut self,
        (paper, templates): (&str, &Templates),
        of: &str,
        viewer: &Person,
        progress: &dyn Progress,
    ) -> Result<(String, (Values, Standing)), OfficeError> {
        let names = self.names()?;
        let filled = match paper {
            "quarterly" => fill::quarterly(&self.statistics(of, progress)?),
            "urging-letter" if !self.opinions()?.iter().any(|o| o.no == of) => {
                self.urging(of, templates, progress)?
            }
            "opinion" | "oral-opinion" | "advice-letter" | "urging-letter" => {
                let opinion = self.opinion(of)?;
                let session = match &opinion.session {
                    Some(no) => Some(self.session(no, viewer)?),
                    None => None,
                };
                let of = fill::opinion(&opinion, session.as_ref(), &names);
                return Ok((fill::opinion_paper(&opinion).to_owned(), of));
            }
            "session-minutes" => fill::minutes(&self.session(of, viewer)?, &names),
            "close-out" => self.close_out(of, &names, progress)?,
            "look-back" | "self-look-back" => return self.looked_back(of, &names),
            "flag-list" => self.list_for_review(of, viewer, &names)?,
            _ => {
                return Err(OfficeError::NoSuchPaper {
                    paper: paper.to_owned(),
                });
            }
        };
        Ok((paper.to_owned(), filled))
    }

    /// Names of accounts, as papers show them.
    pub(super) fn names(&mut self) -> Result<Names, OfficeError> {
        let accounts = self.accounts()?.into_iter().map(|kept| kept.account);
        Ok(accounts.map(|a| (a.name, a.display)).collect())
    }

    /// The close-out sheet of a rectification, else of the entry of the ledger that bears the number.
    fn close_out(
        &mut self,
        of: &str,
        names: &Names,
        progress: &dyn Progress,
    ) -> Result<(Values, Standing), OfficeError> {
        let workdays = self.workdays()?;
        let held = |publicity: &Publicity| match publicity {
            Publicity::Held { from, to, .. } => Some(workdays.inclusive(*from, *to).value()),
            Publicity::None { .. } => None,
        };
        if let Some(case) = self.rectifications()?.into_iter().find(|r| r.no == of) {
            let days = case.close_out.as_ref().and_then(|c| held(&c.publicity));
            // The look-back is planned with the close-out; the case names it once it began.
            let due = self.look_backs()?.into_iter().rev();
            let due = due
                .filter(|l| l.rectification.as_deref() == Some(of))
                .map(|l| l.due)
                .next();
            return Ok(fill::close_out(&case, (due, days), names));
        }
        let (series, numbers) = self.numbered_series(progress)?;
        let acts = self.acts(&series, &numbers)?;
        let mut fit = acts.iter().filter(|(_, entry)| entry.no == of);
        let ((book, key), entry) = match (fit.next(), fit.next()) {
            (Some(only), None) => only,
            (None, _) => return Err(OfficeError::NoSuchEntry { no: of.to_owned() }),
            (Some(_), Some(_)) => {
                let books = acts
                    .iter()
                    .filter(|(_, e)| e.no == of)
                    .map(|((book, _), _)| book);
                return Err(OfficeError::SeveralEntries {
                    no: of.to_owned(),
                    titles: books.cloned().collect(),
                });
            }
        };
        let days = entry
            .history
            .iter()
            .rev()
            .find_map(|past| match &past.event.act {
                EntryAct::CloseOut { publicity, .. } => held(publicity),
                _ => None,
            });
        let named = series.iter().filter(|s| s.name == *book);
        let row = named
            .filter_map(|s| s.latest())
            .flat_map(|b| b.rows())
            .find(|row| row.record.key == *key);
        let about = row.map_or(("", ""), |row| {
            (row.record.title.as_str(), row.text("goal"))
        });
        Ok(fill::entry_close_out(entry, about, days, names))
    }

    /// The form of a look-back, at a host unit or at the group itself.
    fn looked_back(
        &mut self,
        of: &str,
        names: &Names,
    ) -> Result<(String, (Values, Standing)), OfficeError> {
        let look_back = self.look_back(of)?;
        match look_back.kind {
            LookBackKind::驻在单位 => {
                let cases = self.rectifications()?;
                let case = cases
                    .iter()
                    .find(|c| Some(&c.no) == look_back.rectification.as_ref());
                let filled = fill::look_back(&look_back, case, names);
                Ok(("look-back".to_owned(), filled))
            }
            LookBackKind::自身 => {
                // Figures of the quarter the look-back was due in.
                let quarter = (look_back.due.month() + 2) / 3;
                let period = format!("{}Q{quarter}", look_back.due.year());
                let statistics = self.statistics(&period, &super::Silent)?;
                let filled = fill::own_look_back(&look_back, Some(&statistics));
                Ok(("self-look-back".to_owned(), filled))
            }
        }
    }

    /// The list laid before a session with what it made of each flag; of all flags of the last run for `all`.
    fn list_for_review(
        &mut self,
        of: &str,
        viewer: &Person,
        names: &Names,
    ) -> Result<(Values, Standing), OfficeError> {
        let Some(run) = self.last_run()? else {
            return Err(OfficeError::NothingFor {
                paper: "flag-list".to_owned(),
                of: of.to_owned(),
            });
        };
        let cases = self.flag_cases()?;
        let mut list = self.flags(run, &FlagFilter::default())?;
        if of == "all" {
            let list = self.capped(&list);
            return Ok(fill::flag_list(&list, &cases, None, names));
        }
        let session = self.session(of, viewer)?;
        // A session keeps what was laid before it, also what a later run no longer raises; in the order of its agenda.
        let mut all: BTreeMap<FlagId, Flag> = self
            .all_flags()?
            .into_iter()
            .map(|(_, flag, _)| (flag.id().to_owned(), flag))
            .collect();
        let wanted = session.agenda.iter().flat_map(|item| &item.flags);
        list.flags = wanted.filter_map(|id| all.remove(id)).collect();
        Ok(fill::flag_list(&list, &cases, Some(&session), names))
    }

    /// An order to hurry to a unit: everything of its that is over its deadline.
    fn urging(
        &mut self,
        unit: &str,
        templates: &Templates,
        progress: &dyn Progress,
    ) -> Result<(Values, Standing), OfficeError> {
        let filter = EntryFilter {
            unit: Some(unit.to_owned()),
            ..EntryFilter::default()
        };
        let list = self.due_list(&filter, progress)?;
        let mut over: Vec<&DueLine> = list.lines.iter().filter(|l| l.due.is_over()).collect();
        // A letter goes to one unit; a part of its name does when no unit is called that.
        let is_its = |line: &&DueLine| line.units.iter().any(|u| u == unit);
        if over.iter().any(is_its) {
            over.retain(is_its);
        }
        if over.is_empty() {
            return Err(OfficeError::NothingFor {
                paper: "urging-letter".to_owned(),
                of: unit.to_owned(),
            });
        }
        let days = templates.urging_workdays();
        let reply_by = self.workdays()?.add(self.on, days).value();
        let by = (templates.urging_number(), Some(reply_by));
        Ok(fill::urging(unit, &over, by))
    }

    /// The flagged-issue list as a paper to be read and written on; a draft, because no session locked it.
    pub(super) fn list_on_paper(&mut self, list: &FlagList) -> Result<Vec<u8>, OfficeError> {
        let (names, cases) = (self.names()?, self.flag_cases()?);
        let (values, standing) = fill::flag_list(list, &cases, None, &names);
        let how = (PaperForm::Docx, standing, self.on);
        Ok(self.templates()?.write("flag-list", &values, how)?)
    }
}
