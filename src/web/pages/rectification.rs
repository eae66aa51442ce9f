//! One rectification: plan, measures, more time, check by two, close-out with its ten points, look-back.
use askama::Template;

use crate::{
    model::{
        CheckItem, CheckPoint, Extrapolation, Institution, Measure, MeasureKind, Publicity,
        RectificationAct, RectificationCase, RectificationKind, RectificationPlan,
        RectificationState, RectificationWork, ReviewRecord as _, Verdict, VerifyMethod,
    },
    web::{
        act_form::{Control, Form, Typed},
        answer::{Answer, Problem},
        ask::Ask,
        docket::{self, Around, HostSays, Names, PaperLink},
        form::escaped,
        frame::Frame,
        given::{Given, Understood, person},
        rectification_forms::{VERDICTS, offered},
    },
};

/// Measures a form has room for at most.
const MEASURES: usize = 60;

#[derive(Template)]
#[template(path = "rectification.html", config = "src/web/askama.toml")]
struct RectificationPage {
    frame: Frame,
    c: RectificationCase,
    state: &'static str,
    level: &'static str,
    way: Vec<(&'static str, &'static str)>,
    around: Around,
    kind: &'static str,
    deadlines: Vec<(u32, String, String, String)>,
    /// Number, day and state of the look-backs at this matter, planned ones among them.
    look_backs: Vec<(String, String, &'static str)>,
    measures: Vec<MeasureShown>,
    extensions: Vec<ExtensionShown>,
    check: Option<CheckShown>,
    institution: String,
    closed: Option<ClosedShown>,
    host: Vec<HostSays>,
    forms: Vec<Form>,
    is_overdue: bool,
    papers: Vec<PaperLink>,
}

struct MeasureShown {
    seq: u32,
    text: String,
    kind: &'static str,
    unit: String,
    owner: String,
    deadline: String,
    progress: String,
    is_done: bool,
    evidence: String,
}

struct ExtensionShown {
    nth: u32,
    applied_on: String,
    old: String,
    new: String,
    reason: String,
    state: String,
    is_late: bool,
}

struct CheckShown {
    people: String,
    on: String,
    methods: String,
    verdict: String,
    findings: String,
    by: String,
    evidence: String,
}

struct ClosedShown {
    points: Vec<(&'static str, bool, String)>,
    publicity: String,
    collective: String,
    by: String,
    on: String,
}

/// Path of a rectification.
pub(super) fn path(no: &str) -> String {
    format!("/rectifications/{}", escaped(no))
}

/// Color of a state.
pub(super) fn level(state: RectificationState) -> &'static str {
    use RectificationState as S;
    match state {
        S::待报方案 | S::方案已报 => "blue",
        S::整改中 | S::申请销号 | S::核查中 | S::核查到位 => "warn",
        S::销号 | S::回头看 | S::结束 => "good",
        S::重新整改 => "bad",
    }
}

/// A rectification.
pub(super) fn rectification(ask: &Ask) -> Result<Answer, Problem> {
    shown(ask, ask.step("no"), &Typed::default())
}

fn shown(ask: &Ask, no: &str, typed: &Typed) -> Result<Answer, Problem> {
    let c = docket::one(&docket::rectifications(ask)?, no)?;
    let names = Names::of(ask);
    let forms = offered(ask, &c, &path(no), typed);
    let (opinions, look_backs) = (docket::opinions(ask)?, docket::look_backs(ask)?);
    let opinion = opinions.iter().find(|o| o.no == c.opinion);
    let item = opinion.and_then(|o| o.items.iter().find(|i| i.issue == c.issue));
    let replies = opinion.into_iter().flat_map(|o| &o.replies);
    let replies = replies.filter(|r| item.is_some_and(|i| i.seq == r.item));
    let page = RectificationPage {
        frame: ask.frame_titled(format!("{} {}", c.no, c.unit)),
        state: c.state.name(),
        level: level(c.state),
        way: way(&c),
        around: Around::of(&c, typed, &names).keeping(typed, forms.iter()),
        kind: c.plan.as_ref().map_or("", |p| p.kind.name()),
        deadlines: c
            .deadlines
            .iter()
            .map(|d| {
                (
                    d.seq,
                    d.date.to_string(),
                    d.basis.clone(),
                    names.name(&d.set_by),
                )
            })
            .collect(),
        look_backs: look_backs
            .iter()
            .filter(|l| l.rectification.as_ref() == Some(&c.no))
            .map(|l| (l.no.clone(), l.due.to_string(), l.state.name()))
            .collect(),
        measures: measures(&c),
        extensions: c
            .extensions
            .iter()
            .map(|e| ExtensionShown {
                nth: e.nth,
                applied_on: e.applied_on.to_string(),
                old: e.old_deadline.to_string(),
                new: e.new_deadline.to_string(),
                reason: e.reason.clone(),
                state: format!("{:?}", e.state),
                is_late: e.is_late,
            })
            .collect(),
        check: check(&c, &names),
        institution: match &c.institution {
            Some(Institution::Made {
                name,
                doc_no,
                on,
                solves,
            }) => {
                format!("{name} {doc_no}（{on}）：{solves}")
            }
            Some(Institution::None { reason }) => {
                format!("{}：{reason}", ask.words.t("rectification.no-institution"))
            }
            None => String::new(),
        },
        closed: closed(ask, &c, &names),
        host: replies
            .map(|r| HostSays {
                on: r.on.to_string(),
                stance: r.stance.name(),
                text: r.text.clone(),
                source: r.source.name.clone(),
                opinion: Some(c.opinion.clone()),
                recorder: names.name(&r.recorder),
            })
            .collect(),
        is_overdue: c.is_overdue(docket::today(ask)),
        papers: docket::papers(ask, RectificationCase::KIND, &c.no),
        forms,
        c,
    };
    docket::answered(&page, typed)
}

fn way(c: &RectificationCase) -> Vec<(&'static str, &'static str)> {
    use RectificationState as S;
    let is_on_way = |s: &&S| **s != S::重新整改 || c.relapses > 0;
    let class = |s: S| match s.cmp(&c.state) {
        std::cmp::Ordering::Less => "past",
        std::cmp::Ordering::Equal => "here",
        std::cmp::Ordering::Greater => "ahead",
    };
    let states = S::ALL.iter().filter(is_on_way);
    states.map(|s| (s.name(), class(*s))).collect()
}

fn joined(papers: &[crate::model::Paper]) -> String {
    let names: Vec<&str> = papers.iter().map(|p| p.name.as_str()).collect();
    names.join("；")
}

fn measures(c: &RectificationCase) -> Vec<MeasureShown> {
    // Until the plan is agreed to, its own measures are shown.
    let planned = c.plan.as_ref().map(|p| p.measures.as_slice());
    let all = match c.measures.is_empty() {
        true => planned.unwrap_or_default(),
        false => c.measures.as_slice(),
    };
    let shown = |m: &Measure| MeasureShown {
        seq: m.seq,
        text: m.text.clone(),
        kind: m.kind.name(),
        unit: m.unit.clone(),
        owner: m.owner_title.clone(),
        deadline: m.deadline.map_or_else(String::new, |d| d.to_string()),
        progress: m.progress.clone(),
        is_done: m.is_done,
        evidence: joined(&m.evidence),
    };
    all.iter().map(shown).collect()
}

fn check(c: &RectificationCase, names: &Names) -> Option<CheckShown> {
    let check = c.verification.as_ref()?;
    let run = &check.run;
    let methods: Vec<&str> = check.methods.iter().map(|m| m.name()).collect();
    Some(CheckShown {
        people: names.all(&run.checkers),
        on: run.checked_on.unwrap_or(run.on).to_string(),
        methods: methods.join("、"),
        verdict: run.verdict.map_or_else(String::new, |v| format!("{v:?}")),
        findings: check.findings.clone(),
        by: run
            .concluded_by
            .as_deref()
            .map_or_else(String::new, |b| names.name(b)),
        evidence: joined(&check.evidence),
    })
}

fn closed(ask: &Ask, c: &RectificationCase, names: &Names) -> Option<ClosedShown> {
    let closed = c.close_out.as_ref()?;
    let points = closed.checklist.iter();
    Some(ClosedShown {
        points: points
            .map(|p| (p.point.title(), p.is_met, p.says.clone()))
            .collect(),
        publicity: match &closed.publicity {
            Publicity::Held {
                from,
                to,
                open_objections,
            } => ask.words.fill(
                "rectification.publicity-held",
                &[
                    ("from", &from.to_string()),
                    ("to", &to.to_string()),
                    ("n", &open_objections.to_string()),
                ],
            ),
            Publicity::None { reason } => ask
                .words
                .fill("rectification.publicity-none", &[("a", reason)]),
        },
        collective: closed.collective.name.clone(),
        by: names.name(&closed.by),
        on: closed.on.to_string(),
    })
}

/// Does an act of a rectification.
pub(super) fn act(ask: &Ask) -> Result<Answer, Problem> {
    let no = ask.step("no").to_owned();
    if ask.form.find("more").is_some() {
        return shown(ask, &no, &Typed::again(ask));
    }
    let done = understood(ask).and_then(|act| {
        let (me, number, seen) = (person(ask), no.clone(), Given::of(ask).seen());
        ask.write(move |office| office.act_on_rectification(&number, &me, seen, act))
    });
    match done {
        Ok(_) => Ok(Answer::Look(path(&no))),
        Err(problem) => shown(ask, &no, &Typed::refused(ask, problem)?),
    }
}

/// What a check found, by its word.
fn verdict(word: &str) -> Option<Verdict> {
    VERDICTS.into_iter().find(|v| format!("{v:?}") == word)
}

fn understood(ask: &Ask) -> Understood<RectificationAct> {
    let g = Given::of(ask);
    Ok(match ask.step("act") {
        "submit_plan" => RectificationAct::SubmitPlan {
            plan: Box::new(RectificationPlan {
                source: g.paper("source"),
                goal: g.lines("goal"),
                kind: g.word("kind", "rectification-kind", RectificationKind::from_name)?,
                lead_unit: g.text("lead_unit"),
                responsible_title: g.text("responsible_title"),
                deadline: g.day("deadline", "plan-deadline")?,
                measures: said_measures(&g)?,
                no_lasting_reason: g.some("no_lasting_reason"),
            }),
        },
        "return_plan" => RectificationAct::ReturnPlan {
            reason: g.text("reason"),
        },
        "accept_plan" => RectificationAct::AcceptPlan {},
        "progress" => RectificationAct::Progress {
            work: RectificationWork {
                measure: g.number("measure")?,
                text: g.lines("text"),
                is_done: g.is("is_done"),
                source: g.paper("source"),
                evidence: g.papers("evidence"),
            },
        },
        "extrapolate" => RectificationAct::Extrapolate {
            extrapolation: Extrapolation {
                scope: g.text("scope"),
                checked: g.number("checked")?,
                found: g.number("found")?,
                fixed: g.number("fixed")?,
                evidence: g.papers("evidence"),
            },
        },
        "institute" => RectificationAct::Institute {
            institution: match g.some("name") {
                Some(name) => Institution::Made {
                    name,
                    doc_no: g.text("doc_no"),
                    on: g.day("on", "institution-date")?,
                    solves: g.lines("solves"),
                },
                None => Institution::None {
                    reason: g.lines("reason"),
                },
            },
        },
        "apply_extension" => RectificationAct::ApplyExtension {
            source: g.paper("source"),
            applied_on: g.day("applied_on", "applied-on")?,
            new_deadline: g.day("new_deadline", "new-deadline")?,
            reason: g.lines("reason"),
            progress: g.lines("progress"),
        },
        "review_extension" => RectificationAct::ReviewExtension {
            agrees: g.word("agrees", "decision", agrees)?,
            opinion: g.lines("opinion"),
        },
        "decide_extension" => RectificationAct::DecideExtension {
            grants: g.word("agrees", "decision", agrees)?,
            paper: g.paper("paper"),
        },
        "apply_close" => RectificationAct::ApplyClose {
            source: g.paper("source"),
            signed_by_principal: g.is("signed_by_principal"),
        },
        "send_back" => RectificationAct::SendBack {
            reason: g.text("reason"),
        },
        "begin_verify" => RectificationAct::BeginVerify {
            verifiers: g.all("verifier"),
        },
        "conclude_verify" => RectificationAct::ConcludeVerify {
            checked_on: g.day("checked_on", "checked-on")?,
            verdict: g.word("verdict", "verdict", verdict)?,
            methods: g.words("method", VerifyMethod::from_name)?,
            findings: g.lines("findings"),
            evidence: g.papers("evidence"),
        },
        "close_out" => RectificationAct::CloseOut {
            checklist: checklist(&g),
            publicity: publicity(&g)?,
            collective: g.paper("collective"),
        },
        _ => return Err(Problem::Missing),
    })
}

fn agrees(word: &str) -> Option<bool> {
    match word {
        "agrees" => Some(true),
        "differs" => Some(false),
        _ => None,
    }
}

fn said_measures(g: &Given<'_>) -> Understood<Vec<Measure>> {
    let mut measures = Vec::new();
    for n in 0..MEASURES {
        let name = |field: &str| format!("m{n}.{field}");
        let text = g.text(&name("text"));
        let is_blank = text.is_empty()
            && g.text(&name("unit")).is_empty()
            && g.text(&name("owner")).is_empty()
            && g.text(&name("kind")).is_empty();
        if is_blank {
            continue;
        }
        measures.push(Measure {
            seq: u32::try_from(measures.len() + 1).unwrap_or(u32::MAX),
            text,
            kind: g.word(&name("kind"), "measure-kind", MeasureKind::from_name)?,
            unit: g.text(&name("unit")),
            owner_title: g.text(&name("owner")),
            deadline: g.some_day(&name("deadline"))?,
            progress: String::new(),
            is_done: false,
            evidence: Vec::new(),
        });
    }
    Ok(measures)
}

fn checklist(g: &Given<'_>) -> Vec<CheckItem> {
    let points = CheckPoint::ALL.into_iter().enumerate();
    points
        .filter_map(|(n, point)| {
            // A point nobody answered is left out, and the machine says so.
            let met = g.some(&format!("c{n}.met"))?;
            Some(CheckItem {
                point,
                is_met: met == "met",
                says: g.text(&format!("c{n}.says")),
            })
        })
        .collect()
}

fn publicity(g: &Given<'_>) -> Understood<Publicity> {
    match g.some_day("from")? {
        Some(from) => Ok(Publicity::Held {
            from,
            to: g.day("to", "publicity-to")?,
            open_objections: g.number("objections")?,
        }),
        None => Ok(Publicity::None {
            reason: g.text("no_publicity"),
        }),
    }
}
