//! What the pages of review share: records as a person may see them, histories, flags as they are laid before people.
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use super::{
    act_form::{Form, Typed},
    answer::{Answer, Problem},
    ask::Ask,
    clock,
    given::person,
    material::{self, Files, Flags, link},
};
use crate::{
    model::{
        Explanation, FlagCase, FlagId, Issue, LookBack, Opinion, RectificationCase, ReviewRecord,
        ReviewSession, Role, Severity, SourceRef,
    },
    workflow::{Office, OfficeError},
};

/// Every session as the person who asks may see it: views of others may be kept back.
pub(super) fn sessions(ask: &Ask) -> Result<Arc<Vec<ReviewSession>>, Problem> {
    let me = person(ask);
    let name = format!("sessions {}", me.account);
    let as_of = ask.mark().of(ReviewSession::KIND).to_string();
    ask.house
        .view(&name, &as_of, move |office| office.sessions(&me))
}

/// A list that is renewed when anything happened to its kind of record.
fn listed<R, L>(
    ask: &Ask,
    list: impl FnOnce(&mut Office) -> Result<L, OfficeError> + Send + 'static,
) -> Result<Arc<L>, Problem>
where
    R: ReviewRecord,
    L: Send + Sync + 'static,
{
    let as_of = ask.mark().of(R::KIND).to_string();
    ask.house.view(R::KIND, &as_of, list)
}

/// Every issue.
pub(super) fn issues(ask: &Ask) -> Result<Arc<Vec<Issue>>, Problem> {
    listed::<Issue, _>(ask, Office::issues)
}

/// Every opinion.
pub(super) fn opinions(ask: &Ask) -> Result<Arc<Vec<Opinion>>, Problem> {
    listed::<Opinion, _>(ask, Office::opinions)
}

/// Every rectification.
pub(super) fn rectifications(ask: &Ask) -> Result<Arc<Vec<RectificationCase>>, Problem> {
    listed::<RectificationCase, _>(ask, Office::rectifications)
}

/// Every look-back.
pub(super) fn look_backs(ask: &Ask) -> Result<Arc<Vec<LookBack>>, Problem> {
    listed::<LookBack, _>(ask, Office::look_backs)
}

/// What people did with flags.
pub(super) fn cases(ask: &Ask) -> Result<Arc<BTreeMap<FlagId, FlagCase>>, Problem> {
    listed::<FlagCase, _>(ask, Office::flag_cases)
}

/// The record of a number.
pub(super) fn one<R: ReviewRecord>(all: &[R], no: &str) -> Result<R, Problem> {
    let found = all.iter().find(|r| r.id() == no);
    found.cloned().ok_or(Problem::Missing)
}

/// Names of accounts as others see them.
#[derive(Debug)]
pub(super) struct Names(HashMap<String, String>);

impl Names {
    /// Of everyone who has an account.
    pub(super) fn of(ask: &Ask) -> Self {
        let known = ask.house.known();
        let names = known.iter().filter(|k| !k.account.display.is_empty());
        Self(
            names
                .map(|k| (k.account.name.clone(), k.account.display.clone()))
                .collect(),
        )
    }
    /// The name of an account; the account where there is none.
    pub(super) fn name(&self, account: &str) -> String {
        let name = self.0.get(account).map_or(account, String::as_str);
        name.to_owned()
    }
    /// The names of several, with `、` between them.
    pub(super) fn all<'a>(&self, accounts: impl IntoIterator<Item = &'a String>) -> String {
        let names: Vec<String> = accounts.into_iter().map(|a| self.name(a)).collect();
        names.join("、")
    }
}

/// Active accounts of the business in one of the roles: account and name.
pub(super) fn people(ask: &Ask, roles: &[Role]) -> Vec<(String, String)> {
    let known = ask.house.known();
    let fits = known
        .iter()
        .map(|k| &k.account)
        .filter(|a| a.is_active && a.is_one_of(roles));
    fits.map(|a| {
        let name = match a.display.is_empty() || a.display == a.name {
            true => a.name.clone(),
            false => format!("{}（{}）", a.display, a.name),
        };
        (a.name.clone(), name)
    })
    .collect()
}

/// An act as a history shows it.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) on: String,
    pub(super) by: String,
    pub(super) role: String,
    pub(super) act: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
}

/// The history of a record, oldest first.
pub(super) fn history<R: ReviewRecord>(record: &R, names: &Names) -> Vec<Told> {
    let past = record.history().iter();
    past.map(|p| Told {
        on: p.on.to_string(),
        by: names.name(&p.by.account),
        role: p.by.role.name(),
        act: R::act_title(&p.act),
        from: R::state_name(p.from),
        to: R::state_name(p.to),
    })
    .collect()
}

/// What stands around the content of a record: what was refused, what happened meanwhile, what happened ever.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    pub(super) refused: Option<String>,
    /// What was typed into a form that the record no longer has.
    pub(super) typed: Vec<String>,
    /// What happened since the form was made.
    pub(super) moved: Vec<Told>,
    pub(super) history: Vec<Told>,
}

impl Around {
    /// Of a record and what was typed into one of its forms.
    pub(super) fn of<R: ReviewRecord>(record: &R, typed: &Typed, names: &Names) -> Self {
        let history = history(record, names);
        let number = |name: &str| typed.fields.get(name).parse::<usize>().ok();
        let mut moved = Vec::new();
        if typed.refused.is_some()
            && let (Some(seen), Some(known)) = (number("seen"), number("known"))
        {
            // Views that were kept back and now lie open stand in the history, too; no more is told than was done since.
            let since = usize::try_from(record.rev()).unwrap_or(usize::MAX);
            let new = history
                .len()
                .saturating_sub(known)
                .min(since.saturating_sub(seen));
            moved = history.iter().rev().take(new).rev().cloned().collect();
        }
        Self {
            refused: typed.refused.clone(),
            typed: Vec::new(),
            moved,
            history,
        }
    }
    /// Keeps what was typed in view when none of the forms it was typed into is left.
    pub(super) fn keeping<'a>(
        mut self,
        typed: &Typed,
        forms: impl Iterator<Item = &'a Form>,
    ) -> Self {
        let mut forms = forms;
        if typed.refused.is_some() && !forms.any(|f| f.id == typed.form) {
            let own = [
                "token", "form", "seen", "known", "item", "rows", "material", "minutes",
            ];
            let typed = typed.fields.0.iter();
            self.typed = typed
                .filter(|(name, value)| !own.contains(&name.as_str()) && !value.trim().is_empty())
                .map(|(_, value)| value.clone())
                .collect();
        }
        self
    }
}

/// The page, or the page again with what was refused.
pub(super) fn answered(template: &impl askama::Template, typed: &Typed) -> Result<Answer, Problem> {
    match (Answer::page(template)?, typed.refused.is_some()) {
        (Answer::Html(html), true) => Ok(Answer::Again(html)),
        (answer, _) => Ok(answer),
    }
}

/// A quotation with the way to its place.
#[derive(Clone, Debug)]
pub(super) struct Quoted {
    pub(super) note: String,
    pub(super) file: String,
    pub(super) place: String,
    pub(super) link: Option<String>,
    pub(super) text: String,
}

/// A quotation.
pub(super) fn quoted(
    ask: &Ask,
    files: &Files,
    source: &SourceRef,
    note: &str,
    batch: i64,
) -> Quoted {
    Quoted {
        note: note.to_owned(),
        file: source.file().to_owned(),
        place: ask.words.place(source.place()),
        link: files
            .key_of(source, batch)
            .map(|key| link(key, source.place())),
        text: source.quote().to_owned(),
    }
}

/// What the host unit says of a flag or an item.
#[derive(Clone, Debug)]
pub(super) struct HostSays {
    pub(super) on: String,
    pub(super) stance: &'static str,
    pub(super) text: String,
    pub(super) source: String,
    pub(super) opinion: Option<String>,
    pub(super) recorder: String,
}

/// What the host unit says.
pub(super) fn host_says(said: &Explanation, names: &Names) -> HostSays {
    HostSays {
        on: said.on.to_string(),
        stance: said.stance.name(),
        text: said.text.clone(),
        source: said.source.name.clone(),
        opinion: said.opinion.clone(),
        recorder: names.name(&said.recorder),
    }
}

/// A flag as it is laid before people: both sides of its evidence, what the officer proposes, what the host unit says.
#[derive(Clone, Debug)]
pub(super) struct FlagShown {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) severity: String,
    pub(super) level: &'static str,
    pub(super) certainty: String,
    pub(super) unit: String,
    pub(super) reason: String,
    pub(super) own: Quoted,
    pub(super) sides: Vec<Quoted>,
    pub(super) state: &'static str,
    pub(super) proposed: String,
    pub(super) host: Vec<HostSays>,
}

/// A flag by its identity; `None` when none of that identity was ever raised.
pub(super) fn flag_shown(
    ask: &Ask,
    (flags, files): (&Flags, &Files),
    case: Option<&FlagCase>,
    (id, names): (&str, &Names),
) -> Option<FlagShown> {
    let raised = flags.flag(id)?;
    let draft = &raised.flag.draft;
    let state = case.map_or("新", |c| c.state.name());
    let proposed = case.and_then(|c| c.disposition.as_ref()).map(|d| {
        let note = d.note.as_deref().unwrap_or_default();
        let by = names.name(&d.by);
        format!("{} {} {note}", by, d.proposal.name())
    });
    let said = case.map(|c| c.explanations.as_slice()).unwrap_or_default();
    Some(FlagShown {
        id: id.to_owned(),
        title: flags.title(ask, &draft.indicator),
        severity: format!("{:?}", draft.severity),
        level: match draft.severity {
            Severity::重点 => "bad",
            Severity::关注 => "warn",
            Severity::提示 => "blue",
        },
        certainty: format!("{:?}", draft.certainty),
        unit: draft.unit.clone().unwrap_or_default(),
        reason: draft.reason.clone(),
        own: quoted(ask, files, &draft.source, "", raised.batch),
        sides: draft
            .evidence
            .iter()
            .map(|e| quoted(ask, files, &e.source, &e.note, raised.batch))
            .collect(),
        state,
        proposed: proposed.unwrap_or_default(),
        host: said.iter().map(|s| host_says(s, names)).collect(),
    })
}

/// The flags of these identities, in their order.
pub(super) fn flags_shown(
    ask: &Ask,
    ids: &[FlagId],
    names: &Names,
) -> Result<Vec<FlagShown>, Problem> {
    let (flags, files, cases) = (material::flags(ask)?, material::files(ask)?, cases(ask)?);
    Ok(ids
        .iter()
        .filter_map(|id| flag_shown(ask, (&flags, &files), cases.get(id), (id, names)))
        .collect())
}

/// The acts that state and roles leave open.
pub(super) fn open_acts(names: Vec<String>) -> BTreeSet<String> {
    names.into_iter().collect()
}

/// Today, as the pages take it.
pub(super) fn today(ask: &Ask) -> jiff::civil::Date {
    let clock: clock::Clock = ask.house.opening.clock;
    clock.on()
}

/// A paper that can be had of a record.
#[derive(Clone, Debug)]
pub(super) struct PaperLink {
    /// Name and form, e.g. `opinion.docx`.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) of: String,
}

/// Papers by the kind of record they are made of.
const PAPERS: [(&str, &[&str]); 7] = [
    (
        "session",
        &["session-minutes.docx", "flag-list.docx", "flag-list.xlsx"],
    ),
    ("opinion", &["opinion.docx"]),
    ("rectification", &["close-out.docx"]),
    ("look-back", &["look-back.docx"]),
    ("own-look-back", &["self-look-back.docx"]),
    ("overdue-unit", &["urging-letter.docx"]),
    ("statistics", &["quarterly.docx", "quarterly.xlsx"]),
];

/// The papers that can be had of a record.
pub(super) fn papers(ask: &Ask, kind: &str, of: &str) -> Vec<PaperLink> {
    let found = PAPERS.iter().find(|(k, _)| *k == kind);
    let names = found.map(|(_, names)| *names).unwrap_or_default();
    names
        .iter()
        .filter_map(|name| {
            let (paper, form) = name.split_once('.')?;
            let title = ask.words.t(&format!("paper.{paper}"));
            Some(PaperLink {
                name: (*name).to_owned(),
                title: format!("{title}（{form}）"),
                of: of.to_owned(),
            })
        })
        .collect()
}
