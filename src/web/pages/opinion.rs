//! One opinion: its items with what the unit says of each, and every act from the draft to the end.
use askama::Template;

use super::{opinions, rectification};
use crate::{
    model::{
        ContactLevel, Delivery, Issue, IssueState, Opinion, OpinionAct, OpinionForm, OpinionState,
        ReplyStance, ReviewRecord as _,
    },
    web::{
        act_form::{Control, Form, Maker, Typed, choices_of},
        answer::{Answer, Problem},
        ask::Ask,
        docket::{self, Around, HostSays, Names, PaperLink},
        form::escaped,
        frame::Frame,
        given::{Given, Understood, person},
        issue_form::IssueShown,
    },
    workflow::Office,
};

#[derive(Template)]
#[template(path = "opinion.html", config = "src/web/askama.toml")]
struct OpinionPage {
    frame: Frame,
    o: Opinion,
    state: &'static str,
    form_of: &'static str,
    carrier: &'static str,
    unit_kind: &'static str,
    level: &'static str,
    way: Vec<(&'static str, &'static str)>,
    around: Around,
    warnings: Vec<String>,
    drafter: String,
    issued_by: String,
    decided_by: String,
    items: Vec<Item>,
    forms: Vec<Form>,
    is_overdue: bool,
    papers: Vec<PaperLink>,
}

struct Item {
    seq: u32,
    issue_no: String,
    issue: IssueShown,
    replies: Vec<HostSays>,
    rectification: Option<(String, String, &'static str, &'static str)>,
    forms: Vec<Form>,
}

/// Path of an opinion.
pub(super) fn path(no: &str) -> String {
    format!("/opinions/{}", escaped(no))
}

/// An opinion.
pub(super) fn opinion(ask: &Ask) -> Result<Answer, Problem> {
    shown(ask, ask.step("no"), &Typed::default())
}

fn shown(ask: &Ask, no: &str, typed: &Typed) -> Result<Answer, Problem> {
    let o = docket::one(&docket::opinions(ask)?, no)?;
    let (names, path) = (Names::of(ask), path(no));
    let make = Maker {
        words: ask.words,
        typed,
        kind: "opinion",
        path: &path,
        seen: (o.rev(), o.history.len()),
    };
    let may = docket::open_acts(Office::may(&o, &person(ask)));
    let may = |act: &str| may.contains(act);
    let cases = docket::rectifications(ask)?;
    let items: Vec<Item> = o
        .items
        .iter()
        .map(|item| {
            let replies = o.replies.iter().filter(|r| r.item == item.seq);
            let case = cases
                .iter()
                .find(|c| c.opinion == o.no && c.issue == item.issue);
            let mut forms = Vec::new();
            if may("record_reply") {
                let form = make.form_of("record_reply", item.seq);
                let form = form
                    .choice("stance", "reply-stance", choices_of!(ReplyStance), "")
                    .needed()
                    .day("on", "reply-date", None)
                    .needed()
                    .text("text", "reply-text", "")
                    .needed()
                    .line("source", "source", "")
                    .needed();
                forms.push(form.done());
            }
            Item {
                seq: item.seq,
                issue_no: item.issue.clone(),
                issue: IssueShown::of(&item.body),
                replies: replies
                    .map(|r| HostSays {
                        on: r.on.to_string(),
                        stance: r.stance.name(),
                        text: r.text.clone(),
                        source: r.source.name.clone(),
                        opinion: None,
                        recorder: names.name(&r.recorder),
                    })
                    .collect(),
                rectification: case.map(|c| {
                    let path = rectification::path(&c.no);
                    (
                        c.no.clone(),
                        path,
                        c.state.name(),
                        rectification::level(c.state),
                    )
                }),
                forms,
            }
        })
        .collect();
    let forms = offered(ask, &o, &make, &may)?;
    let all = items.iter().flat_map(|i| &i.forms).chain(&forms);
    let around = Around::of(&o, typed, &names).keeping(typed, all);
    let name = |account: Option<&String>| account.map_or_else(String::new, |a| names.name(a));
    let page = OpinionPage {
        frame: ask.frame_titled(format!("{} {}", o.no, o.title)),
        state: o.state.name(),
        form_of: o.form.name(),
        carrier: o.carrier.name(),
        unit_kind: o.unit_kind.map_or("", |k| k.name()),
        level: match (&o.issued, o.rule_level()) {
            (Some(issued), _) => issued.level.name(),
            (None, Some(level)) => level.name(),
            (None, None) => "",
        },
        way: way(&o),
        warnings: o.warnings().into_iter().map(|w| w.text).collect(),
        drafter: names.name(&o.drafter),
        issued_by: name(o.issued.as_ref().map(|i| &i.by)),
        decided_by: name(o.decision.as_ref().map(|d| &d.by)),
        is_overdue: o.is_reply_overdue(docket::today(ask)),
        papers: docket::papers(ask, crate::model::Opinion::KIND, &o.no),
        items,
        forms,
        around,
        o,
    };
    docket::answered(&page, typed)
}

fn way(o: &Opinion) -> Vec<(&'static str, &'static str)> {
    let is_on_way = |s: &&OpinionState| match s {
        OpinionState::撤回 => o.state == OpinionState::撤回,
        OpinionState::组领导决定 => o.important,
        _ => true,
    };
    let class = |s: OpinionState| match s.cmp(&o.state) {
        std::cmp::Ordering::Less => "past",
        std::cmp::Ordering::Equal => "here",
        std::cmp::Ordering::Greater => "ahead",
    };
    let states = OpinionState::ALL.iter().filter(is_on_way);
    states.map(|s| (s.name(), class(*s))).collect()
}

fn offered(
    ask: &Ask,
    o: &Opinion,
    make: &Maker<'_>,
    may: &dyn Fn(&str) -> bool,
) -> Result<Vec<Form>, Problem> {
    let mut forms = Vec::new();
    if may("pass") {
        let sessions = docket::sessions(ask)?;
        let signed = sessions.iter().filter(|s| s.state.is_signed()).rev();
        let options = signed.map(|s| (s.no.clone(), format!("{}　{}", s.no, s.date)));
        let form = make
            .form("pass")
            .choice("session", "session", options.collect(), "");
        forms.push(form.needed().done());
    }
    if may("leader_decide") && o.important {
        let form = make.form("leader_decide");
        let options =
            ["agrees", "differs"].map(|v| (v.to_owned(), ask.words.t(&format!("opinion.{v}"))));
        let form = form
            .choice("agrees", "decision", options.to_vec(), "")
            .needed()
            .text("text", "decision-text", "")
            .needed();
        forms.push(form.line("paper", "decision-paper", "").done());
    }
    let is_undecided = o.important && o.state == OpinionState::研判通过;
    if may("issue") && !is_undecided {
        let mut form = make.form("issue");
        if let Some(level) = o.rule_level() {
            form = form.note(ask.words.fill("opinion.rule-level", &[("a", level.name())]));
        }
        let form = form
            .line("doc_no", "doc-no", "")
            .choice("level", "contact-level", choices_of!(ContactLevel), "")
            .line("level_reason", "level-reason", "");
        forms.push(form.done());
    }
    if may("deliver") {
        let mut form = make
            .form("deliver")
            .day("on", "delivered-on", Some(docket::today(ask)))
            .needed()
            .line("receiver_title", "receiver-title", "")
            .needed()
            .line("way", "delivery-way", "")
            .needed();
        if o.form == OpinionForm::口头 {
            form = form
                .line("place", "place", "")
                .needed()
                .line("speaker", "speaker", "")
                .needed()
                .tick("record_signed", "record-signed", false);
        }
        forms.push(form.done());
    }
    if may("rectify") {
        forms.push(make.form("rectify").done());
    }
    if may("assess") {
        forms.push(
            make.form("assess")
                .text("text", "assessment", "")
                .needed()
                .done(),
        );
    }
    if may("end") {
        forms.push(make.form("end").done());
    }
    if may("draft") {
        let all = docket::issues(ask)?;
        let fits = |i: &&Issue| {
            i.state == IssueState::待形成意见 && i.body.unit.trim() == o.to_unit
                || o.items.iter().any(|item| item.issue == i.no)
        };
        let issues: Vec<&Issue> = all.iter().filter(fits).collect();
        let form = make.form("draft").note(ask.words.t("opinion.redraft-hint"));
        forms.push(opinions::drafted(form, o, &issues).done());
    }
    if may("withdraw") {
        let form = make.form("withdraw").line("reason", "reason", "");
        forms.push(form.needed().done());
    }
    Ok(forms)
}

/// Does an act of an opinion.
pub(super) fn act(ask: &Ask) -> Result<Answer, Problem> {
    let no = ask.step("no").to_owned();
    let done = understood(ask).and_then(|act| {
        let (me, number, seen) = (person(ask), no.clone(), Given::of(ask).seen());
        ask.write(move |office| office.act_on_opinion(&number, &me, seen, act))
    });
    match done {
        Ok(_) => Ok(Answer::Look(match ask.form.some("item") {
            Some(item) => format!(
                "{}#item-{}",
                path(&no),
                item.parse::<u32>().unwrap_or_default()
            ),
            None => path(&no),
        })),
        Err(problem) => shown(ask, &no, &Typed::refused(ask, problem)?),
    }
}

fn understood(ask: &Ask) -> Understood<OpinionAct> {
    let g = Given::of(ask);
    Ok(match ask.step("act") {
        "draft" => OpinionAct::Draft {
            plan: Box::new(opinions::plan(ask)?),
            items: Vec::new(),
        },
        "pass" => OpinionAct::Pass {
            session: g.text("session"),
        },
        "leader_decide" => OpinionAct::LeaderDecide {
            agrees: g.word("agrees", "decision", |v| match v {
                "agrees" => Some(true),
                "differs" => Some(false),
                _ => None,
            })?,
            text: g.lines("text"),
            paper: g.paper("paper"),
        },
        "issue" => OpinionAct::Issue {
            level: g.some_word("level", ContactLevel::from_name)?,
            level_reason: g.some("level_reason"),
            doc_no: g.some("doc_no"),
        },
        "deliver" => OpinionAct::Deliver {
            delivery: Delivery {
                on: g.day("on", "delivered-on")?,
                receiver_title: g.text("receiver_title"),
                way: g.text("way"),
                place: g.text("place"),
                speaker: g.text("speaker"),
                record_signed: g.is("record_signed"),
                recorder: String::new(),
            },
            reply_due: None,
        },
        "record_reply" => OpinionAct::RecordReply {
            item: g.item()?,
            stance: g.word("stance", "reply-stance", ReplyStance::from_name)?,
            text: g.lines("text"),
            on: g.day("on", "reply-date")?,
            source: g.paper("source"),
        },
        "rectify" => OpinionAct::Rectify {},
        "assess" => OpinionAct::Assess {
            text: g.lines("text"),
        },
        "end" => OpinionAct::End {},
        "withdraw" => OpinionAct::Withdraw {
            reason: g.text("reason"),
        },
        _ => return Err(Problem::Missing),
    })
}
