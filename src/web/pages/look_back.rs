//! One look-back: at what a unit put right, in three sections, or at the group's own work, in four.
use askama::Template;

use crate::{
    model::{
        HostSections, LookBack, LookBackAct, LookBackFound, LookBackKind, LookBackResult,
        ReviewRecord as _, Role, SelfSections, VerifyMethod,
    },
    web::{
        act_form::{Control, Form, Maker, Typed, choices_of},
        answer::{Answer, Problem},
        ask::Ask,
        docket::{self, Around, Names, PaperLink},
        form::escaped,
        frame::Frame,
        given::{Given, Understood, person},
    },
    workflow::Office,
};

#[derive(Template)]
#[template(path = "look-back.html", config = "src/web/askama.toml")]
struct LookBackPage {
    frame: Frame,
    l: LookBack,
    state: &'static str,
    kind: &'static str,
    around: Around,
    people: String,
    methods: String,
    result: String,
    came_back: bool,
    /// Title and text of each section.
    sections: Vec<(String, String)>,
    relapse: String,
    evidence: String,
    concluded_by: String,
    is_overdue: bool,
    forms: Vec<Form>,
    papers: Vec<PaperLink>,
}

/// What a look-back at a unit may find.
const RESULTS: [LookBackResult; 3] = [
    LookBackResult::稳固,
    LookBackResult::反弹,
    LookBackResult::不到位,
];

/// Path of a look-back.
pub(super) fn path(no: &str) -> String {
    format!("/look-backs/{}", escaped(no))
}

/// A look-back.
pub(super) fn look_back(ask: &Ask) -> Result<Answer, Problem> {
    shown(ask, ask.step("no"), &Typed::default())
}

fn shown(ask: &Ask, no: &str, typed: &Typed) -> Result<Answer, Problem> {
    let l = docket::one(&docket::look_backs(ask)?, no)?;
    let names = Names::of(ask);
    let forms = offered(ask, &l, typed);
    let methods: Vec<&str> = l.methods.iter().map(|m| m.name()).collect();
    let evidence: Vec<&str> = l.evidence.iter().map(|p| p.name.as_str()).collect();
    let section = |key: &str, text: &str| (ask.words.t(&format!("field.{key}")), text.to_owned());
    let mut sections = Vec::new();
    let (mut result, mut relapse) = (String::new(), String::new());
    match &l.found {
        Some(LookBackFound::Host {
            result: found,
            sections: s,
            relapse: again,
            new_deadline,
        }) => {
            result = format!("{found:?}");
            relapse = again.clone().unwrap_or_default();
            if let Some(day) = new_deadline {
                relapse = format!("{relapse}（{day}）");
            }
            sections.push(section("look-extrapolation", &s.extrapolation));
            sections.push(section("look-institution", &s.institution));
            sections.push(section("look-effect", &s.effect));
        }
        Some(LookBackFound::Own { sections: s }) => {
            sections.push(section("look-practice", &s.practice));
            sections.push(section("look-weakness", &s.weakness));
            sections.push(section("look-cause", &s.cause));
            sections.push(section("look-remedy", &s.remedy));
            let day = s.deadline.map_or_else(String::new, |d| d.to_string());
            sections.push(section("look-owner", &format!("{} {day}", s.owner_title)));
        }
        None => {}
    }
    let page = LookBackPage {
        frame: ask.frame_titled(format!("{} {}", l.no, l.title)),
        state: l.state.name(),
        kind: l.kind.name(),
        around: Around::of(&l, typed, &names).keeping(typed, forms.iter()),
        people: names.all(&l.people),
        methods: methods.join("、"),
        came_back: l.came_back(),
        result,
        sections,
        relapse,
        evidence: evidence.join("；"),
        concluded_by: l
            .concluded_by
            .as_deref()
            .map_or_else(String::new, |b| names.name(b)),
        is_overdue: l.is_overdue(docket::today(ask)),
        papers: docket::papers(
            ask,
            match l.kind {
                LookBackKind::驻在单位 => LookBack::KIND,
                LookBackKind::自身 => "own-look-back",
            },
            &l.no,
        ),
        forms,
        l,
    };
    docket::answered(&page, typed)
}

fn offered(ask: &Ask, l: &LookBack, typed: &Typed) -> Vec<Form> {
    let path = path(&l.no);
    let make = Maker {
        words: ask.words,
        typed,
        kind: "look-back",
        path: &path,
        seen: (l.rev(), l.history.len()),
    };
    let may = docket::open_acts(Office::may(l, &person(ask)));
    let may = |act: &str| may.contains(act);
    let mut forms = Vec::new();
    if may("start") {
        let people = docket::people(ask, Role::BUSINESS);
        let form = make
            .form("start")
            .several("person", "look-people", people, &[]);
        forms.push(
            form.several("method", "verify-methods", choices_of!(VerifyMethod), &[])
                .done(),
        );
    }
    if may("conclude") {
        let form = make.form("conclude");
        let form = match l.kind {
            LookBackKind::驻在单位 => {
                let results = RESULTS.map(|r| (format!("{r:?}"), format!("{r:?}")));
                form.choice("result", "look-result", results.to_vec(), "")
                    .needed()
                    .day("new_deadline", "look-new-deadline", None)
                    .text("extrapolation", "look-extrapolation", "")
                    .needed()
                    .text("institution", "look-institution", "")
                    .needed()
                    .text("effect", "look-effect", "")
                    .needed()
                    .text("relapse", "look-relapse", "")
            }
            LookBackKind::自身 => form
                .text("practice", "look-practice", "")
                .needed()
                .text("weakness", "look-weakness", "")
                .needed()
                .text("cause", "look-cause", "")
                .needed()
                .text("remedy", "look-remedy", "")
                .needed()
                .line("owner", "responsible-title", "")
                .day("deadline", "due", None),
        };
        forms.push(form.text("evidence", "evidence-papers", "").done());
    }
    if may("transfer") && l.came_back() && l.new_issue.is_none() {
        forms.push(make.form("transfer").done());
    }
    if may("end") && (!l.came_back() || l.new_issue.is_some()) {
        forms.push(make.form("end").done());
    }
    forms
}

/// Does an act of a look-back.
pub(super) fn act(ask: &Ask) -> Result<Answer, Problem> {
    let no = ask.step("no").to_owned();
    let done = understood(ask, &no).and_then(|act| {
        let (me, number, seen) = (person(ask), no.clone(), Given::of(ask).seen());
        ask.write(move |office| office.act_on_look_back(&number, &me, seen, act))
    });
    match done {
        Ok(_) => Ok(Answer::Look(path(&no))),
        Err(problem) => shown(ask, &no, &Typed::refused(ask, problem)?),
    }
}

fn understood(ask: &Ask, no: &str) -> Understood<LookBackAct> {
    let g = Given::of(ask);
    Ok(match ask.step("act") {
        "start" => LookBackAct::Start {
            people: g.all("person"),
            methods: g.words("method", VerifyMethod::from_name)?,
        },
        "conclude" => LookBackAct::Conclude {
            found: match docket::one(&docket::look_backs(ask)?, no)?.kind {
                LookBackKind::驻在单位 => LookBackFound::Host {
                    result: g.word("result", "look-result", |word| {
                        RESULTS.into_iter().find(|r| format!("{r:?}") == word)
                    })?,
                    sections: HostSections {
                        extrapolation: g.lines("extrapolation"),
                        institution: g.lines("institution"),
                        effect: g.lines("effect"),
                    },
                    relapse: g.some("relapse"),
                    new_deadline: g.some_day("new_deadline")?,
                },
                LookBackKind::自身 => LookBackFound::Own {
                    sections: SelfSections {
                        practice: g.lines("practice"),
                        weakness: g.lines("weakness"),
                        cause: g.lines("cause"),
                        remedy: g.lines("remedy"),
                        owner_title: g.text("owner"),
                        deadline: g.some_day("deadline")?,
                    },
                },
            },
            evidence: g.papers("evidence"),
        },
        "transfer" => LookBackAct::Transfer {
            issue: String::new(),
        },
        "end" => LookBackAct::End {},
        _ => return Err(Problem::Missing),
    })
}
