//! An accepted problem: carried by session, opinion, rectification and look-back; what was signed is never edited.
use taizhang::model::{
    Blocker, Cause, Deviation, Gap, Guard, Issue, IssueAct as A, IssueBody, IssueState as S, Role,
    RootCause, Suggestion,
};

use super::{
    By, Ground, TODAY, done, follows_the_table, named, needs_a_person_one_record_and_a_day,
    refused, row,
};

const OFFICER: By = ("chen", Role::责任部门);

fn body() -> IssueBody {
    IssueBody {
        unit: "云汀县".to_owned(),
        text: "没有写明几时。".to_owned(),
        ..IssueBody::default()
    }
}

fn whole() -> IssueBody {
    IssueBody {
        category: "空泛".to_owned(),
        basis: "第三条".to_owned(),
        papers: vec![named("报告")],
        gap: Some(Gap::落差),
        blocker: Some(Blocker::难点),
        deviation: Some(Deviation::变通),
        cause: Some(RootCause {
            values: vec![Cause::制度机制不健全],
            depth: Vec::new(),
            text: "没有规定".to_owned(),
        }),
        suggestion: Suggestion {
            text: "写明".to_owned(),
            object: "报告".to_owned(),
            action: "补写".to_owned(),
            deadline: Some(TODAY),
            check_standard: "有时辰".to_owned(),
        },
        ..body()
    }
}

fn complete(body: IssueBody) -> A {
    A::Complete {
        body: Box::new(body),
    }
}

fn on(record: &str) -> Ground<Issue> {
    Ground {
        rests_on: Some(record.to_owned()),
        ..Ground::default()
    }
}

/// Every act another record carries here, with that record.
fn carried(name: &str) -> (A, &'static str) {
    let (session, opinion) = ("研判2026-001", "意见2026-001");
    let (work, look) = ("整改2026-001", "回头看2026-001");
    let reason = || "撤回".to_owned();
    match name {
        "accept" => (
            A::Accept {
                session: session.to_owned(),
                item: 1,
                flags: vec!["f-1".to_owned()],
                body: Box::new(body()),
            },
            session,
        ),
        "include" => (
            A::Include {
                opinion: opinion.to_owned(),
            },
            opinion,
        ),
        "exclude" => (
            A::Exclude {
                opinion: opinion.to_owned(),
                reason: reason(),
            },
            opinion,
        ),
        "tell" => (
            A::Tell {
                opinion: opinion.to_owned(),
            },
            opinion,
        ),
        "rectify" => (
            A::Rectify {
                rectification: work.to_owned(),
            },
            work,
        ),
        "close" => (
            A::CloseOut {
                rectification: work.to_owned(),
            },
            work,
        ),
        "reopen" => (
            A::Reopen {
                look_back: look.to_owned(),
            },
            look,
        ),
        "end" => (A::End { reason: reason() }, opinion),
        other => panic!("{other}"),
    }
}

fn at(state: S) -> Issue {
    let by = |state, name: &str| {
        let (what, record) = carried(name);
        done(&at(state), OFFICER, what, &on(record))
    };
    match state {
        S::待形成意见 => {
            let (what, record) = carried("accept");
            let new = Issue {
                no: "问题2026-001".to_owned(),
                ..Issue::default()
            };
            done(&new, OFFICER, what, &on(record))
        }
        S::已列入意见 => by(S::待形成意见, "include"),
        S::已反馈 => by(S::已列入意见, "tell"),
        S::整改中 => by(S::已反馈, "rectify"),
        S::已销号 => by(S::整改中, "close"),
        S::重新整改 => by(S::已销号, "reopen"),
        S::结束 => by(S::已反馈, "end"),
    }
}

#[test]
fn every_act_in_every_state_by_every_role() {
    let fillers = &[
        Role::责任部门,
        Role::责任部门负责人,
        Role::台账管理员,
        Role::记录人,
    ];
    let line = |name: &str, ways: &[(S, S)]| {
        let (what, record) = carried(name);
        row(what, "wu", Role::BUSINESS, ways).on(on(record))
    };
    let stays = [
        (S::待形成意见, S::待形成意见),
        (S::已列入意见, S::已列入意见),
    ];
    follows_the_table(
        S::ALL,
        at,
        &[
            row(complete(whole()), "wu", fillers, &stays),
            line("include", &[(S::待形成意见, S::已列入意见)]),
            line(
                "exclude",
                &[(S::已列入意见, S::待形成意见), (S::已反馈, S::待形成意见)],
            ),
            line("tell", &[(S::已列入意见, S::已反馈)]),
            line("rectify", &[(S::已反馈, S::整改中)]),
            line("close", &[(S::整改中, S::已销号), (S::重新整改, S::已销号)]),
            line("reopen", &[(S::已销号, S::重新整改)]),
            line("end", &[(S::已反馈, S::结束), (S::已销号, S::结束)]),
        ],
        &["研判认定"],
    );
    let alone = Ground::default();
    for (state, name) in [
        (S::待形成意见, "include"),
        (S::已列入意见, "tell"),
        (S::已列入意见, "exclude"),
        (S::已反馈, "rectify"),
        (S::整改中, "close"),
        (S::已销号, "reopen"),
        (S::已反馈, "end"),
        (S::已销号, "end"),
    ] {
        refused(&at(state), OFFICER, carried(name).0, &alone, Guard::Decided);
    }
    needs_a_person_one_record_and_a_day(&at(S::待形成意见), OFFICER, &complete(whole()));
}

#[test]
fn only_what_was_left_open_is_filled_in() {
    let ground = Ground::default();
    let full = done(&at(S::待形成意见), OFFICER, complete(whole()), &ground);
    let edits: [fn(&mut IssueBody); 14] = [
        |b| b.text.push('改'),
        |b| b.unit.push('改'),
        |b| b.category.push('改'),
        |b| b.basis.clear(),
        |b| b.papers.clear(),
        |b| b.gap = Some(Gap::温差),
        |b| b.blocker = None,
        |b| b.deviation = Some(Deviation::偏向),
        |b| b.cause = None,
        |b| b.suggestion.text.push('改'),
        |b| b.suggestion.object.clear(),
        |b| b.suggestion.action.push('改'),
        |b| b.suggestion.deadline = None,
        |b| b.suggestion.check_standard.clear(),
    ];
    for edit in edits {
        let mut body = whole();
        edit(&mut body);
        refused(&full, OFFICER, complete(body), &ground, Guard::Signed);
    }
    let mut mute = whole();
    mute.cause = Some(RootCause {
        values: vec![Cause::个别干部],
        ..RootCause::default()
    });
    refused(
        &at(S::待形成意见),
        OFFICER,
        complete(mute),
        &ground,
        Guard::Content,
    );
    let (again, session) = carried("accept");
    refused(&full, OFFICER, again, &on(session), Guard::State);
}
