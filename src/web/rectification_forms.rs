//! Which acts a rectification offers a person now, and what each asks.
use std::collections::BTreeSet;

use crate::{
    model::{
        CheckPoint, ExtensionState, MeasureKind, RectificationCase, RectificationKind,
        RectificationState, ReviewRecord as _, Role, Verdict, VerifyMethod,
    },
    web::{
        act_form::{Form, Maker, Typed, choices_of},
        ask::Ask,
        docket,
        given::person,
    },
    workflow::Office,
};

/// What a check may find.
pub(super) const VERDICTS: [Verdict; 3] = [Verdict::到位, Verdict::部分到位, Verdict::未到位];
/// Rows for measures on a fresh form; more can be asked for.
const ROWS: usize = 4;

struct Table<'a> {
    ask: &'a Ask,
    c: &'a RectificationCase,
    may: BTreeSet<String>,
    make: Maker<'a>,
    typed: &'a Typed,
}

/// The forms for whoever asks, in the order of the work.
pub(super) fn offered(ask: &Ask, c: &RectificationCase, path: &str, typed: &Typed) -> Vec<Form> {
    let table = Table {
        may: docket::open_acts(Office::may(c, &person(ask))),
        make: Maker {
            words: ask.words,
            typed,
            kind: "rectification",
            path,
            seen: (c.rev(), c.history.len()),
        },
        ask,
        c,
        typed,
    };
    let mut forms = Vec::new();
    table.planning(&mut forms);
    table.working(&mut forms);
    table.extending(&mut forms);
    table.closing(&mut forms);
    forms
}

impl Table<'_> {
    fn may(&self, act: &str) -> bool {
        self.may.contains(act)
    }

    fn agreeing(&self) -> Vec<(String, String)> {
        let word = |v: &str| (v.to_owned(), self.ask.words.t(&format!("opinion.{v}")));
        ["agrees", "differs"].map(word).to_vec()
    }

    fn planning(&self, forms: &mut Vec<Form>) {
        let (c, make) = (self.c, &self.make);
        if self.may("accept_plan") {
            forms.push(make.form("accept_plan").done());
        }
        if self.may("return_plan") {
            let form = make.form("return_plan").line("reason", "reason", "");
            forms.push(form.needed().done());
        }
        // A rectification that came back is worked on under its plan; a new one may be handed in all the same.
        if self.may("submit_plan") {
            let there = c.plan.as_ref();
            let measures = there.map(|p| p.measures.as_slice()).unwrap_or_default();
            let rows = self.typed.rows("submit_plan", measures.len().max(ROWS));
            let text = |text: Option<&String>| text.cloned().unwrap_or_default();
            let mut form = make
                .form("submit_plan")
                .line("source", "source", "")
                .needed()
                .choice(
                    "kind",
                    "rectification-kind",
                    choices_of!(RectificationKind),
                    there.map_or("", |p| p.kind.name()),
                )
                .needed()
                .line(
                    "lead_unit",
                    "lead-unit",
                    &there.map_or_else(|| c.unit.clone(), |p| p.lead_unit.clone()),
                )
                .needed()
                .line(
                    "responsible_title",
                    "responsible-title",
                    &text(there.map(|p| &p.responsible_title)),
                )
                .day("deadline", "plan-deadline", there.map(|p| p.deadline))
                .needed()
                .text("goal", "goal", &text(there.map(|p| &p.goal)))
                .needed()
                .part("measures");
            for n in 0..rows {
                let m = measures.get(n);
                let name = |field: &str| format!("m{n}.{field}");
                form = form
                    .line(&name("text"), "measure-text", &text(m.map(|m| &m.text)))
                    .choice(
                        &name("kind"),
                        "measure-kind",
                        choices_of!(MeasureKind),
                        m.map_or("", |m| m.kind.name()),
                    )
                    .line(&name("unit"), "measure-unit", &text(m.map(|m| &m.unit)))
                    .line(
                        &name("owner"),
                        "measure-owner",
                        &text(m.map(|m| &m.owner_title)),
                    )
                    .day(
                        &name("deadline"),
                        "measure-deadline",
                        m.and_then(|m| m.deadline),
                    );
            }
            let labels = (1..=rows).map(|n| n.to_string()).collect();
            let form = form.grid(5, labels, true).part("lasting");
            forms.push(
                form.line("no_lasting_reason", "no-lasting-reason", "")
                    .done(),
            );
        }
    }

    fn working(&self, forms: &mut Vec<Form>) {
        let (c, make) = (self.c, &self.make);
        if self.may("progress") && !c.measures.is_empty() {
            let measures = c.measures.iter();
            let options = measures.map(|m| (m.seq.to_string(), format!("{}. {}", m.seq, m.text)));
            let form = make
                .form("progress")
                .choice("measure", "measure", options.collect(), "")
                .needed()
                .line("source", "source", "")
                .needed()
                .tick("is_done", "is-done", false)
                .text("text", "progress-text", "")
                .needed();
            forms.push(form.text("evidence", "evidence-papers", "").done());
        }
        if self.may("extrapolate") {
            let there = c.extrapolation.clone().unwrap_or_default();
            let number = |n: u32| match n {
                0 => String::new(),
                n => n.to_string(),
            };
            let form = make
                .form("extrapolate")
                .line("scope", "scope", &there.scope)
                .needed()
                .number("checked", "checked", &number(there.checked))
                .needed()
                .number("found", "found", &number(there.found))
                .number("fixed", "fixed", &number(there.fixed));
            forms.push(form.text("evidence", "evidence-papers", "").done());
        }
        if self.may("institute") {
            let form = make
                .form("institute")
                .note(self.ask.words.t("rectification.institute-hint"))
                .line("name", "institution-name", "")
                .line("doc_no", "doc-no", "")
                .day("on", "institution-date", None)
                .text("solves", "solves", "")
                .text("reason", "no-institution-reason", "");
            forms.push(form.done());
        }
    }

    fn extending(&self, forms: &mut Vec<Form>) {
        let (c, make) = (self.c, &self.make);
        use ExtensionState as E;
        let last = c.extensions.last().map(|e| e.state);
        let is_settled = last.is_none_or(E::is_settled);
        if self.may("apply_extension") && is_settled {
            let form = make
                .form("apply_extension")
                .line("source", "source", "")
                .needed()
                .day("applied_on", "applied-on", None)
                .needed()
                .day("new_deadline", "new-deadline", None)
                .needed()
                .text("reason", "reason", "")
                .needed()
                .text("progress", "progress-so-far", "")
                .needed();
            forms.push(form.done());
        }
        if self.may("review_extension") && matches!(last, Some(E::已申请 | E::逾期申请)) {
            let form = make.form("review_extension");
            let form = form
                .choice("agrees", "decision", self.agreeing(), "")
                .needed();
            forms.push(form.text("opinion", "review-opinion", "").needed().done());
        }
        if self.may("decide_extension") && matches!(last, Some(E::初审同意 | E::初审不同意))
        {
            let form = make.form("decide_extension");
            let form = form
                .choice("agrees", "decision", self.agreeing(), "")
                .needed();
            forms.push(form.line("paper", "decision-paper", "").needed().done());
        }
    }

    fn closing(&self, forms: &mut Vec<Form>) {
        let (c, make, ask) = (self.c, &self.make, self.ask);
        if self.may("apply_close") && c.extensions.last().is_none_or(|e| e.state.is_settled()) {
            let form = make
                .form("apply_close")
                .line("source", "source", "")
                .needed();
            forms.push(
                form.tick("signed_by_principal", "signed-by-principal", false)
                    .done(),
            );
        }
        if self.may("begin_verify") {
            let people = docket::people(ask, Role::BUSINESS);
            let recorder = c.application.as_ref().map(|a| a.recorder.as_str());
            let people = people
                .into_iter()
                .filter(|(account, _)| Some(account.as_str()) != recorder)
                .collect();
            let form = make
                .form("begin_verify")
                .note(ask.words.t("rectification.two"));
            forms.push(form.several("verifier", "verifiers", people, &[]).done());
        }
        if self.may("conclude_verify") {
            let verdicts = VERDICTS.map(|v| (format!("{v:?}"), format!("{v:?}")));
            let form = make
                .form("conclude_verify")
                .day("checked_on", "checked-on", None)
                .needed()
                .choice("verdict", "verdict", verdicts.to_vec(), "")
                .needed()
                .several("method", "verify-methods", choices_of!(VerifyMethod), &[])
                .text("findings", "findings", "")
                .needed();
            forms.push(form.text("evidence", "evidence-papers", "").done());
        }
        if self.may("send_back") {
            let form = make.form("send_back").line("reason", "reason", "");
            forms.push(form.needed().done());
        }
        if self.may("close_out") && c.state == RectificationState::核查到位 {
            forms.push(self.close_out());
        }
    }

    /// The ten points, each by itself: nothing is ticked beforehand.
    fn close_out(&self) -> Form {
        let words = self.ask.words;
        let mut form = self
            .make
            .form("close_out")
            .note(words.t("rectification.one-matter"));
        for (n, point) in CheckPoint::ALL.into_iter().enumerate() {
            let mut answers = vec![("met".to_owned(), words.t("rectification.met"))];
            if point.may_not_apply() {
                answers.push(("none".to_owned(), words.t("rectification.does-not-apply")));
            }
            form = form
                .choice(&format!("c{n}.met"), "point-met", answers, "")
                .line(&format!("c{n}.says"), "point-says", "");
        }
        let titles = CheckPoint::ALL.into_iter().zip(1..);
        let labels = titles.map(|(p, n)| format!("{n}. {}", p.title())).collect();
        form.grid(2, labels, false)
            .part("publicity")
            .day("from", "publicity-from", None)
            .day("to", "publicity-to", None)
            .number("objections", "objections", "")
            .line("no_publicity", "no-publicity", "")
            .part("collective")
            .line("collective", "collective-paper", "")
            .needed()
            .done()
    }
}
