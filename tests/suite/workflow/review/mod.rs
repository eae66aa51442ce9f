//! A quarter of collective review, from a flag to the look-back, through the office's own verbs.
mod demo;
mod offline;
mod papers;
mod story;
mod tamper;

use std::{fs, path::Path};

use jiff::civil::Date;
use taizhang::{
    model::{
        AgendaDraft, Flag, FlagAct, Invited, IssueBody, Outcome, Paper, Part, Person, Proposal,
        ReviewSession, Role, SessionAct, SessionPlan, Stance, Suggestion,
    },
    workflow::{Actor, FlagFilter, ImportRequest, Office, OfficeError, Purpose, Silent},
};

/// A rule of the workspace whose author is a member of the office.
pub(super) const RULE: &str = r#"
id = "moon"
version = 3
author = "shen"
name = "样例"
family = "样例"
kind = "pattern"
scope = "sentence"
severity = "提示"
doc_types = ["整改报告"]
[message]
reason = "见“{词}”。"
ask = ["何时?"]
[[basis]]
title = "样例文件"
point = "样例"
[[when]]
name = "词"
any = ['月亮']
[[test]]
expect = true
text = "月亮升起。"
[[test]]
expect = false
why = "没有"
text = "日头升起。"
[[test]]
expect = false
why = "没有"
text = "起风。"
"#;

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn open(root: &Path, on: &str) -> Office {
    let workspace = Office::init(root).unwrap();
    let actor = Actor {
        name: "审计用".to_owned(),
        at: format!("{on}T08:00:00Z"),
    };
    Office::open(workspace, Purpose::Write, actor, day(on)).unwrap()
}

/// An office with a report in which the rule flags six sentences.
pub(super) fn flagged(on: &str) -> (tempfile::TempDir, Office) {
    let dir = tempfile::tempdir().unwrap();
    let material = dir.path().join("三季度");
    fs::create_dir_all(&material).unwrap();
    let lines: Vec<String> = (1..=6).map(|n| format!("第{n}夜看见月亮。")).collect();
    let report = format!("云汀县整改报告\n\n一、整改情况\n\n{}\n", lines.join("\n\n"));
    fs::write(material.join("云汀县整改报告.txt"), report).unwrap();
    fs::create_dir_all(dir.path().join("w/rules")).unwrap();
    fs::write(dir.path().join("w/rules/moon.toml"), RULE).unwrap();
    let mut office = open(&dir.path().join("w"), on);
    let request = ImportRequest {
        paths: vec![material],
        ..ImportRequest::default()
    };
    office.import(&request, &Silent).unwrap();
    (dir, office)
}

pub(super) fn flags(office: &mut Office) -> Vec<Flag> {
    let run = office.raise_flags(&Silent).unwrap();
    let filter = FlagFilter {
        indicator: Some("moon".to_owned()),
        ..FlagFilter::default()
    };
    office.flags(run, &filter).unwrap().flags
}

pub(super) fn keeper() -> Person {
    Person::new("liu", &[Role::台账管理员])
}
pub(super) fn officer() -> Person {
    Person::new("chen", &[Role::责任部门])
}
pub(super) fn head() -> Person {
    Person::new("zhao", &[Role::责任部门负责人])
}
pub(super) fn deputy() -> Person {
    Person::new("zhou", &[Role::分管副组长])
}
pub(super) fn leader() -> Person {
    Person::new("wang", &[Role::组长])
}
pub(super) fn member() -> Person {
    Person::new("xu", &[Role::研判成员])
}
pub(super) fn recorder() -> Person {
    Person::new("he", &[Role::记录人])
}

pub(super) fn named(name: &str) -> Paper {
    Paper {
        name: name.to_owned(),
        place: None,
    }
}

pub(super) fn body(text: &str) -> IssueBody {
    IssueBody {
        unit: "云汀县".to_owned(),
        text: text.to_owned(),
        basis: "样例文件第三条".to_owned(),
        suggestion: Suggestion {
            text: "写明夜里几时看见。".to_owned(),
            ..Suggestion::default()
        },
        ..IssueBody::default()
    }
}

pub(super) fn accept(office: &mut Office, flag: &Flag) {
    let act = FlagAct::Propose {
        proposal: Proposal::采纳,
        code: None,
        note: None,
        into: None,
    };
    office
        .act_on_flag(flag.id(), &officer(), None, act)
        .unwrap();
}

pub(super) fn plan(is_blind: bool) -> SessionPlan {
    let one = |person: &Person, part| Invited {
        account: person.account.clone(),
        name: format!("{}同志", person.account),
        part,
    };
    SessionPlan {
        date: day("2026-10-20"),
        place: "三楼会议室".to_owned(),
        chair: deputy().account,
        recorder: recorder().account,
        invited: vec![
            one(&deputy(), Part::出席),
            one(&head(), Part::出席),
            one(&member(), Part::出席),
            one(&recorder(), Part::列席),
        ],
        is_blind,
        ..SessionPlan::default()
    }
}

/// Does acts one after the other; every one must be taken.
pub(super) fn go(office: &mut Office, no: &str, acts: Vec<(Person, SessionAct)>) -> ReviewSession {
    let mut last = None;
    for (by, act) in acts {
        let title = act.title();
        let done = office.act_on_session(no, &by, None, act);
        last = Some(done.unwrap_or_else(|e| panic!("{title}: {e}")));
    }
    last.unwrap()
}

/// A session in session, with an agenda of one item about these flags.
pub(super) fn begun(office: &mut Office, flags: &[&Flag], is_blind: bool) -> String {
    let no = office.plan_session(&keeper(), plan(is_blind)).unwrap().no;
    let item = AgendaDraft {
        title: "月亮问题".to_owned(),
        flags: flags.iter().map(|f| f.id().to_owned()).collect(),
        reporter: officer().account,
        ..AgendaDraft::default()
    };
    let lock = SessionAct::Lock {
        material: Vec::new(),
    };
    go(
        office,
        &no,
        vec![
            (keeper(), SessionAct::AddItem { item }),
            (keeper(), lock),
            (deputy(), SessionAct::SignIn {}),
            (head(), SessionAct::SignIn {}),
            (member(), SessionAct::SignIn {}),
            (recorder(), SessionAct::SignIn {}),
            (deputy(), SessionAct::Begin {}),
        ],
    );
    no
}

pub(super) fn view(stance: Stance, text: &str) -> SessionAct {
    SessionAct::StateView {
        item: 1,
        stance,
        text: text.to_owned(),
    }
}

/// Two for it, one against; accepted, minuted and signed by all three.
pub(super) fn signed(office: &mut Office, no: &str, issues: Vec<IssueBody>) -> ReviewSession {
    let conclude = SessionAct::Conclude {
        item: 1,
        outcome: Outcome::采纳形成意见,
        code: None,
        reason: "情况属实".to_owned(),
        issues,
    };
    let minutes = SessionAct::DraftMinutes {
        text: "会议研究了月亮问题。".to_owned(),
    };
    go(
        office,
        no,
        vec![
            (deputy(), view(Stance::同意, "")),
            (head(), view(Stance::同意, "")),
            (member(), view(Stance::不同意, "月亮有据可查")),
            (deputy(), conclude),
            (recorder(), minutes),
            (deputy(), SessionAct::Sign { dissent: None }),
            (head(), SessionAct::Sign { dissent: None }),
            (
                member(),
                SessionAct::Sign {
                    dissent: Some("保留不同意见".to_owned()),
                },
            ),
        ],
    )
}

pub(super) fn refusal<T: std::fmt::Debug>(result: Result<T, OfficeError>) -> String {
    match result {
        Err(OfficeError::ReviewRefused(refusal)) => refusal.to_string(),
        other => panic!("{other:?}"),
    }
}
