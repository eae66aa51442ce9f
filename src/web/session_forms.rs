//! Which acts a session offers a person now, and what each asks.
use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        AgendaItem, FlagState, IssueBody, OpinionState, Outcome, Part, Person, RejectCode,
        ReviewRecord as _, ReviewSession, Role, SessionKind, SessionPlan, Stance,
    },
    web::{
        act_form::{Draft, Form, Maker, Typed, choices_of},
        answer::Problem,
        ask::Ask,
        docket::{self, Names},
        given::person,
        issue_form, material, minutes,
    },
    workflow::Office,
};

/// Issues one item becomes at most on a form.
pub(super) const ISSUES: usize = 12;

/// Forms of a session, by where they stand.
#[derive(Debug, Default)]
pub(super) struct Offered {
    pub(super) first: Vec<Form>,
    pub(super) people: Vec<Form>,
    pub(super) agenda: Vec<Form>,
    pub(super) material: Vec<Form>,
    pub(super) minutes: Vec<Form>,
    pub(super) after: Vec<Form>,
    of_items: BTreeMap<u32, Vec<Form>>,
}

impl Offered {
    /// The forms of an item, once.
    pub(super) fn take(&mut self, item: u32) -> Vec<Form> {
        self.of_items.remove(&item).unwrap_or_default()
    }
    /// Those of no item.
    pub(super) fn all(&self) -> impl Iterator<Item = &Form> {
        let all = [
            &self.first,
            &self.people,
            &self.agenda,
            &self.material,
            &self.minutes,
            &self.after,
        ];
        all.into_iter().flatten()
    }
}

/// What a person may do now with a session.
struct Table<'a> {
    ask: &'a Ask,
    s: &'a ReviewSession,
    me: Person,
    may: BTreeSet<String>,
    make: Maker<'a>,
    typed: &'a Typed,
}

/// The forms for whoever asks.
pub(super) fn offered(
    ask: &Ask,
    s: &ReviewSession,
    path: &str,
    typed: &Typed,
) -> Result<Offered, Problem> {
    let me = person(ask);
    let table = Table {
        may: docket::open_acts(Office::may(s, &me)),
        me,
        ask,
        s,
        make: Maker {
            words: ask.words,
            typed,
            kind: "session",
            path,
            seen: (s.rev(), s.history.len()),
        },
        typed,
    };
    let mut offered = Offered::default();
    table.around(&mut offered);
    table.of_people(&mut offered);
    table.of_agenda(&mut offered)?;
    table.of_minutes(&mut offered);
    for item in &s.agenda {
        offered.of_items.insert(item.seq, table.of_item(item));
    }
    Ok(offered)
}

impl Table<'_> {
    fn may(&self, act: &str) -> bool {
        self.may.contains(act)
    }
    fn is_me(&self, account: &str) -> bool {
        self.me.account == account
    }
    /// Whether the person came as a member or listener.
    fn is_here(&self) -> bool {
        let me = self.s.attendee(&self.me.account);
        me.is_some_and(|a| a.signed_in.is_some())
    }

    fn around(&self, to: &mut Offered) {
        let (s, make) = (self.s, &self.make);
        let me = s.attendee(&self.me.account);
        if self.may("sign_in") && me.is_some_and(|a| a.signed_in.is_none()) {
            to.first.push(make.form("sign_in").done());
        }
        if self.may("begin") && self.is_me(&s.chair) {
            to.first.push(make.form("begin").done());
        }
        if self.may("lock") && !s.agenda.is_empty() {
            to.material.push(make.form("lock").done());
        }
        if self.may("unlock") {
            to.material.push(
                make.form("unlock")
                    .line("reason", "reason", "")
                    .needed()
                    .done(),
            );
        }
        if self.may("merge_views") && (me.is_some() || self.me.is_any(&[Role::台账管理员])) {
            to.material.push(make.form("merge").with_file().done());
        }
        if self.may("archive") {
            to.after.push(make.form("archive").done());
        }
        if self.may("note") && (self.is_me(&s.chair) || self.is_me(&s.recorder)) {
            to.after.push(
                make.form("note")
                    .text("text", "note-text", "")
                    .needed()
                    .done(),
            );
        }
    }

    fn of_people(&self, to: &mut Offered) {
        let (s, make) = (self.s, &self.make);
        if self.may("plan") {
            let plan = SessionPlan {
                kind: s.kind,
                date: s.date,
                place: s.place.clone(),
                chair: s.chair.clone(),
                recorder: s.recorder.clone(),
                is_blind: s.is_blind,
                is_grave: s.is_grave,
                invited: Vec::new(),
            };
            let part = |account: &str| s.attendee(account).map(|a| a.part);
            to.people
                .push(planned(self.ask, make.form("plan"), &plan, &part).done());
        }
        let names = Names::of(self.ask);
        let options = |keep: &dyn Fn(&str) -> bool| -> Vec<(String, String)> {
            let all = s.attendees.iter().filter(|a| keep(&a.account));
            all.map(|a| (a.account.clone(), names.name(&a.account)))
                .collect()
        };
        let came = |account: &str| s.attendee(account).is_some_and(|a| a.signed_in.is_some());
        let away = options(&|account| !came(account));
        if self.may("excuse") && !away.is_empty() {
            let form = make.form("excuse");
            let form = form.choice("account", "person", away, "").needed();
            to.people
                .push(form.line("reason", "reason", "").needed().done());
        }
        let decides = self.is_me(&s.chair) || self.me.is_any(&[Role::台账管理员]);
        let who = options(&|account| decides || self.is_me(account));
        if self.may("recuse") && !who.is_empty() {
            let standing = match decides {
                true => "",
                false => self.me.account.as_str(),
            };
            let open = s.agenda.iter().filter(|i| i.concluded.is_none());
            let items = open
                .map(|i| (i.seq.to_string(), format!("{}. {}", i.seq, i.title)))
                .collect();
            let form = make
                .form("recuse")
                .choice("account", "person", who, standing)
                .needed();
            let form = form.choice("of", "recused-item", items, "");
            to.people
                .push(form.line("reason", "reason", "").needed().done());
        }
    }

    fn of_agenda(&self, to: &mut Offered) -> Result<(), Problem> {
        if !self.may("add_item") {
            return Ok(());
        }
        let (ask, s) = (self.ask, self.s);
        let (flags, cases) = (material::flags(ask)?, docket::cases(ask)?);
        let sessions = docket::sessions(ask)?;
        let taken: BTreeSet<&str> = sessions
            .iter()
            .filter(|x| !x.state.is_signed())
            .flat_map(|x| &x.agenda)
            .flat_map(|i| i.flags.iter().map(String::as_str))
            .collect();
        let ready = cases
            .values()
            .filter(|c| c.state == FlagState::采纳待研判 && !taken.contains(c.flag.as_str()));
        let ready: Vec<(String, String)> = ready
            .map(|c| {
                let label = flags.flag(&c.flag).map_or_else(
                    || c.flag.clone(),
                    |raised| {
                        let draft = &raised.flag.draft;
                        let unit = draft.unit.as_deref().unwrap_or_default();
                        let title = flags.title(ask, &draft.indicator);
                        let quote: String = draft.source.quote().chars().take(QUOTE).collect();
                        format!("{title}｜{unit}｜{quote}")
                    },
                );
                (c.flag.clone(), label)
            })
            .collect();
        let drafts = docket::opinions(ask)?
            .iter()
            .filter(|o| o.state == OpinionState::草拟)
            .map(|o| (o.no.clone(), format!("{} {}", o.no, o.title)))
            .collect();
        let reporters = s
            .attendees
            .iter()
            .map(|a| (a.account.clone(), a.name.clone()))
            .collect();
        let mut form = self.make.form("add_item").line("title", "item-title", "");
        if ready.is_empty() {
            form = form.note(ask.words.t("session.no-flags-ready"));
        } else {
            form = form.note(ask.words.t("session.one-item-per-flag"));
            form = form.several("flag", "item-flags", ready, &[]);
        }
        let form = form
            .line("entries", "item-entries", "")
            .choice("opinion", "item-opinion", drafts, "")
            .choice("reporter", "reporter", reporters, "");
        to.agenda.push(form.done());
        Ok(())
    }

    fn of_item(&self, item: &AgendaItem) -> Vec<Form> {
        let (s, make, me) = (self.s, &self.make, self.me.account.as_str());
        let mut forms = Vec::new();
        if self.may("drop_item") {
            let form = make.form_of("drop_item", item.seq);
            forms.push(form.line("reason", "reason", "").needed().done());
        }
        let is_voter = s.voters(item.seq).iter().any(|a| a.account == me);
        let has_view = item.views.iter().any(|v| v.account == me);
        if self.may("state_view")
            && is_voter
            && item.concluded.is_none()
            && !(s.is_blind && has_view)
        {
            let mine = item.views.iter().find(|v| v.account == me);
            let form = make
                .form_of("state_view", item.seq)
                .hidden("material", s.material_hash.as_deref().unwrap_or_default())
                .choice(
                    "stance",
                    "stance",
                    choices_of!(Stance),
                    mine.map_or("", |v| v.stance.name()),
                )
                .needed()
                .text("text", "view-text", mine.map_or("", |v| v.text.as_str()));
            let form = match s.is_blind {
                true => form.note(self.ask.words.t("session.blind-once")),
                false => form,
            };
            forms.push(match has_view {
                true => form.done(),
                false => form.open().done(),
            });
        }
        let presides = match s.is_recused(&s.chair, item.seq) {
            true => is_voter,
            false => self.is_me(&s.chair),
        };
        if self.may("conclude") && presides && item.concluded.is_none() && self.is_here() {
            forms.push(
                self.outcome(make.form_of("conclude", item.seq), item, Outcome::ALL)
                    .done(),
            );
        }
        let laid_before = item
            .concluded
            .as_ref()
            .is_some_and(|c| c.outcome == Outcome::上提决定);
        if self.may("leader_decide") && laid_before && s.final_outcome(item.seq).is_none() {
            let outcomes: Vec<Outcome> = Outcome::ALL
                .iter()
                .copied()
                .filter(|o| *o != Outcome::上提决定)
                .collect();
            let form = make.form_of("leader_decide", item.seq);
            let form = self.outcome(form, item, &outcomes);
            forms.push(form.line("paper", "decision-paper", "").done());
        }
        forms
    }

    /// Asks what is made of an item, and what becomes of it where it is accepted.
    fn outcome<'f>(&self, form: Draft<'f>, item: &AgendaItem, outcomes: &[Outcome]) -> Draft<'f> {
        let outcomes = outcomes
            .iter()
            .map(|o| (o.name().to_owned(), o.name().to_owned()))
            .collect();
        let codes = RejectCode::ALL
            .iter()
            .map(|c| (c.name(), c.name()))
            .collect();
        let id = format!("conclude-{}", item.seq);
        let rows = match self.typed.form.ends_with(&format!("-{}", item.seq)) {
            true => self.typed.rows(&self.typed.form, 1),
            false => self.typed.rows(&id, 1),
        };
        let mut form = form
            .choice("outcome", "outcome", outcomes, "")
            .needed()
            .choice("code", "code", codes, "")
            .text("reason", "outcome-reason", "")
            .needed()
            .note(self.ask.words.t("session.issue-hint"));
        for n in 0..rows.min(ISSUES) {
            form = form.part("becomes-issue");
            form = issue_form::asked(form, &format!("i{n}."), &IssueBody::default());
        }
        form.hidden("rows", &rows.to_string())
    }

    fn of_minutes(&self, to: &mut Offered) {
        let (s, make) = (self.s, &self.make);
        let no_signature = s.attendees.iter().all(|a| a.signed.is_none());
        if self.may("draft_minutes") && self.is_me(&s.recorder) && no_signature {
            let standing = match &s.minutes {
                Some(minutes) => minutes.text.clone(),
                None => minutes::drafted(s, &Names::of(self.ask)),
            };
            let is_whole = s.agenda.iter().all(|i| i.concluded.is_some());
            if is_whole {
                let form = make.form("draft_minutes");
                to.minutes
                    .push(form.text("text", "minutes-text", &standing).needed().done());
            }
        }
        let me = s.attendee(&self.me.account);
        let signs =
            me.is_some_and(|a| a.part == Part::出席 && a.signed_in.is_some() && a.signed.is_none());
        if self.may("sign") && signs {
            let text = s
                .minutes
                .as_ref()
                .map(|m| m.text.as_str())
                .unwrap_or_default();
            let form = make
                .form("sign")
                .hidden("minutes", &minutes::print_of(text));
            to.minutes
                .push(form.text("dissent", "dissent", "").open().done());
        }
        if self.may("return_minutes") && self.is_here() {
            let form = make.form("return_minutes");
            to.minutes
                .push(form.line("reason", "reason", "").needed().done());
        }
    }
}

/// Characters of a quotation shown where flags are chosen.
const QUOTE: usize = 60;

/// Asks how a session is called.
pub(super) fn planned<'a>(
    ask: &Ask,
    form: Draft<'a>,
    plan: &SessionPlan,
    part: &dyn Fn(&str) -> Option<Part>,
) -> Draft<'a> {
    let people = docket::people(ask, Role::BUSINESS);
    let on = match plan.date == SessionPlan::default().date {
        true => docket::today(ask),
        false => plan.date,
    };
    let mut form = form
        .choice(
            "kind",
            "session-kind",
            choices_of!(SessionKind),
            plan.kind.name(),
        )
        .needed()
        .day("date", "date", Some(on))
        .needed()
        .line("place", "place", &plan.place)
        .choice("chair", "chair", people.clone(), &plan.chair)
        .needed()
        .choice("recorder", "recorder", people.clone(), &plan.recorder)
        .needed()
        .tick("blind", "blind", plan.is_blind)
        .tick("grave", "grave", plan.is_grave)
        .part("invited");
    for (account, _) in &people {
        let standing = part(account).map_or("", Part::name);
        form = form.choice(
            &format!("part.{account}"),
            "part",
            choices_of!(Part),
            standing,
        );
    }
    form.grid(1, people.into_iter().map(|(_, name)| name).collect(), false)
}
