//! SM-G: 计划 → 实施 → 结论 (分管副组长) → 问题转新 → 结束; three sections at a host unit, four at the group itself.
use taizhang::model::{
    Guard, HostSections, LookBack, LookBackAct, LookBackFound, LookBackKind, LookBackResult,
    LookBackState as S, Role, SelfSections, VerifyMethod,
};

use super::{
    By, Ground, day, done, follows_the_table, needs_a_person_one_record_and_a_day, refused, row,
};

const OFFICER: By = ("chen", Role::责任部门);
const DEPUTY: By = ("zhou", Role::分管副组长);

pub(super) fn plan(kind: LookBackKind) -> LookBackAct {
    LookBackAct::Plan {
        kind,
        rectification: Some("整改2026-001".to_owned()),
        unit: "云汀县".to_owned(),
        title: "观月牌".to_owned(),
        due: day("2026-10-20"),
    }
}

pub(super) fn new() -> LookBack {
    LookBack {
        no: "回头看2026-001".to_owned(),
        ..LookBack::default()
    }
}

pub(super) fn start(people: &[&str]) -> LookBackAct {
    LookBackAct::Start {
        people: people.iter().map(|p| (*p).to_owned()).collect(),
        methods: vec![VerifyMethod::实地],
    }
}

pub(super) fn found(result: LookBackResult, spoil: impl FnOnce(&mut LookBackFound)) -> LookBackAct {
    let came_back = result != LookBackResult::稳固;
    let mut found = LookBackFound::Host {
        result,
        sections: HostSections {
            extrapolation: "又查三处".to_owned(),
            institution: "牌还在".to_owned(),
            effect: "看得清".to_owned(),
        },
        relapse: came_back.then(|| "牌倒了".to_owned()),
        new_deadline: came_back.then(|| day("2027-08-01")),
    };
    spoil(&mut found);
    LookBackAct::Conclude {
        found,
        evidence: Vec::new(),
    }
}

fn own() -> LookBackAct {
    LookBackAct::Conclude {
        found: LookBackFound::Own {
            sections: SelfSections {
                practice: "一".to_owned(),
                weakness: "二".to_owned(),
                cause: "三".to_owned(),
                remedy: "四".to_owned(),
                ..SelfSections::default()
            },
        },
        evidence: Vec::new(),
    }
}

pub(super) fn transfer() -> LookBackAct {
    LookBackAct::Transfer {
        issue: "问题2026-002".to_owned(),
    }
}

pub(super) fn new_issue() -> Ground<LookBack> {
    Ground {
        rests_on: Some("问题2026-002".to_owned()),
        ..Ground::default()
    }
}

fn with(state: S, result: LookBackResult) -> LookBack {
    let ground = Ground::default();
    match state {
        S::计划 => done(&new(), OFFICER, plan(LookBackKind::驻在单位), &ground),
        S::实施 => done(
            &with(S::计划, result),
            OFFICER,
            start(&["ma", "niu"]),
            &ground,
        ),
        S::结论 => done(
            &with(S::实施, result),
            DEPUTY,
            found(result, |_| ()),
            &ground,
        ),
        S::问题转新 => {
            let back = with(S::结论, LookBackResult::反弹);
            done(&back, OFFICER, transfer(), &new_issue())
        }
        S::结束 => done(
            &with(S::问题转新, result),
            DEPUTY,
            LookBackAct::End {},
            &ground,
        ),
    }
}

#[test]
fn every_act_in_every_state_by_every_role() {
    let deputy = &[Role::分管副组长];
    let enders = &[Role::分管副组长, Role::台账管理员];
    let rows = [
        row(
            start(&["ma", "niu"]),
            "wu",
            &[Role::责任部门],
            &[(S::计划, S::实施)],
        ),
        row(
            found(LookBackResult::反弹, |_| ()),
            "wu",
            deputy,
            &[(S::实施, S::结论)],
        ),
        row(
            transfer(),
            "wu",
            &[Role::责任部门],
            &[(S::结论, S::问题转新)],
        )
        .on(new_issue()),
    ];
    let back = |state| with(state, LookBackResult::反弹);
    follows_the_table(S::ALL, back, &rows, &["计划", "结束"]);
    // What holds is ended at once; what came back only when it is a new issue.
    let end = row(
        LookBackAct::End {},
        "wu",
        enders,
        &[(S::结论, S::结束), (S::问题转新, S::结束)],
    );
    let rest = ["计划", "实施", "作结论", "问题转新"];
    follows_the_table(S::ALL, |s| with(s, LookBackResult::稳固), &[end], &rest);
    let planners = &[
        Role::责任部门,
        Role::责任部门负责人,
        Role::台账管理员,
        Role::分管副组长,
        Role::组长,
    ];
    for role in Role::ALL {
        let tried = super::act(
            &new(),
            ("wu", *role),
            plan(LookBackKind::自身),
            &Ground::default(),
        );
        assert_eq!(tried.is_ok(), planners.contains(role), "{role:?}");
    }
    needs_a_person_one_record_and_a_day(
        &back(S::实施),
        DEPUTY,
        &found(LookBackResult::稳固, |_| ()),
    );
}

#[test]
fn every_condition_of_a_look_back() {
    let ground = Ground::default();
    let planned = with(S::计划, LookBackResult::稳固);
    refused(
        &planned,
        OFFICER,
        plan(LookBackKind::自身),
        &ground,
        Guard::State,
    );
    refused(
        &planned,
        OFFICER,
        start(&["ma", " ma "]),
        &ground,
        Guard::TwoCheckers,
    );
    let begun = with(S::实施, LookBackResult::稳固);
    for person in ["ma", "niu"] {
        let one = (person, Role::分管副组长);
        refused(
            &begun,
            one,
            found(LookBackResult::稳固, |_| ()),
            &ground,
            Guard::Separation,
        );
    }
    refused(&begun, DEPUTY, own(), &ground, Guard::LookBack);
    for missing in 0..3 {
        let what = found(LookBackResult::稳固, |found| {
            if let LookBackFound::Host { sections, .. } = found {
                let of = [
                    &mut sections.extrapolation,
                    &mut sections.institution,
                    &mut sections.effect,
                ];
                of.into_iter().nth(missing).unwrap().clear();
            }
        });
        refused(&begun, DEPUTY, what, &ground, Guard::LookBack);
    }
    for result in [LookBackResult::反弹, LookBackResult::不到位] {
        let untold = found(result, |f| {
            if let LookBackFound::Host { relapse, .. } = f {
                *relapse = None;
            }
        });
        refused(&begun, DEPUTY, untold, &ground, Guard::LookBack);
        let endless = found(result, |f| {
            if let LookBackFound::Host { new_deadline, .. } = f {
                *new_deadline = None;
            }
        });
        refused(&begun, DEPUTY, endless, &ground, Guard::Deadline);
    }
    let back = with(S::结论, LookBackResult::不到位);
    refused(&back, DEPUTY, LookBackAct::End {}, &ground, Guard::LookBack);
    refused(&back, OFFICER, transfer(), &ground, Guard::Decided);
    let holds = with(S::结论, LookBackResult::稳固);
    refused(&holds, OFFICER, transfer(), &new_issue(), Guard::LookBack);
}

#[test]
fn the_look_back_at_the_group_itself_has_four_sections() {
    let ground = Ground::default();
    let planned = done(&new(), OFFICER, plan(LookBackKind::自身), &ground);
    refused(&planned, OFFICER, start(&[]), &ground, Guard::TwoCheckers);
    let begun = done(&planned, ("liu", Role::台账管理员), start(&["ma"]), &ground);
    refused(
        &begun,
        DEPUTY,
        found(LookBackResult::稳固, |_| ()),
        &ground,
        Guard::LookBack,
    );
    for missing in 0..4 {
        let LookBackAct::Conclude {
            mut found,
            evidence,
        } = own()
        else {
            unreachable!()
        };
        if let LookBackFound::Own { sections } = &mut found {
            let s = sections;
            let of = [
                &mut s.practice,
                &mut s.weakness,
                &mut s.cause,
                &mut s.remedy,
            ];
            of.into_iter().nth(missing).unwrap().clear();
        }
        let what = LookBackAct::Conclude { found, evidence };
        refused(&begun, DEPUTY, what, &ground, Guard::LookBack);
    }
    let concluded = done(&begun, DEPUTY, own(), &ground);
    done(&concluded, DEPUTY, LookBackAct::End {}, &ground);
}
