//! SM-F: 待报方案 → 方案已报 → 整改中 → 申请销号 → 核查 → 销号 → 回头看 → 结束 / 重新整改; every step's conditions.
use taizhang::model::{
    CheckItem, CheckPoint, Extrapolation, Guard, Institution, LookBackResult, Measure, MeasureKind,
    Publicity, RectificationAct as A, RectificationCase, RectificationKind, RectificationPlan,
    RectificationState as S, RectificationWork, Role, Verdict, VerifyMethod,
};

use super::{
    By, Ground, TODAY, day, done, follows_the_table, named, needs_a_person_one_record_and_a_day,
    refused, row,
};

pub(super) const OFFICER: By = ("chen", Role::责任部门);
const KEEPER: By = ("liu", Role::台账管理员);
const HEAD: By = ("zhao", Role::责任部门负责人);
const DEPUTY: By = ("zhou", Role::分管副组长);

pub(super) fn on(record: &str) -> Ground<RectificationCase> {
    Ground {
        rests_on: Some(record.to_owned()),
        ..Ground::default()
    }
}

pub(super) fn new() -> RectificationCase {
    RectificationCase {
        no: "整改2026-001".to_owned(),
        ..RectificationCase::default()
    }
}

pub(super) fn open(important: bool) -> A {
    A::Open {
        issue: "问题2026-001".to_owned(),
        opinion: "意见2026-001".to_owned(),
        unit: "云汀县".to_owned(),
        problem: "没有写明几时。".to_owned(),
        important,
    }
}

pub(super) fn plan_of(spoil: impl FnOnce(&mut RectificationPlan)) -> A {
    let mut plan = RectificationPlan {
        source: named("整改方案"),
        goal: "都有时辰".to_owned(),
        kind: RectificationKind::立行立改,
        lead_unit: "云汀县".to_owned(),
        responsible_title: "县长".to_owned(),
        deadline: day("2026-12-01"),
        measures: vec![Measure {
            seq: 1,
            text: "立观月牌".to_owned(),
            kind: MeasureKind::长久立,
            unit: "云汀县".to_owned(),
            owner_title: "县长".to_owned(),
            deadline: None,
            progress: String::new(),
            is_done: false,
            evidence: Vec::new(),
        }],
        no_lasting_reason: None,
    };
    spoil(&mut plan);
    A::SubmitPlan {
        plan: Box::new(plan),
    }
}

pub(super) fn work(is_done: bool, is_proven: bool) -> A {
    A::Progress {
        work: RectificationWork {
            measure: 1,
            text: "牌已立".to_owned(),
            is_done,
            source: named("进展报告"),
            evidence: is_proven.then(|| named("照片")).into_iter().collect(),
        },
    }
}

pub(super) fn elsewhere(checked: u32, found: u32, fixed: u32) -> A {
    A::Extrapolate {
        extrapolation: Extrapolation {
            scope: "全县".to_owned(),
            checked,
            found,
            fixed,
            evidence: Vec::new(),
        },
    }
}

pub(super) fn institute() -> A {
    A::Institute {
        institution: Institution::None {
            reason: "牌即制度".to_owned(),
        },
    }
}

pub(super) fn apply_close(source: &str, signed_by_principal: bool) -> A {
    A::ApplyClose {
        source: named(source),
        signed_by_principal,
    }
}

pub(super) fn verify(verifiers: &[&str]) -> A {
    A::BeginVerify {
        verifiers: verifiers.iter().map(|v| (*v).to_owned()).collect(),
    }
}

pub(super) fn conclude(verdict: Verdict) -> A {
    A::ConcludeVerify {
        checked_on: TODAY,
        verdict,
        methods: vec![VerifyMethod::实地],
        findings: "牌在".to_owned(),
        evidence: Vec::new(),
    }
}

pub(super) fn close_of(spoil: impl FnOnce(&mut Vec<CheckItem>, &mut Publicity, &mut String)) -> A {
    let mut checklist = CheckPoint::ALL
        .into_iter()
        .map(|point| CheckItem {
            point,
            is_met: true,
            says: "见卷宗".to_owned(),
        })
        .collect();
    let mut publicity = Publicity::Held {
        from: day("2026-10-10"),
        to: day("2026-10-17"),
        open_objections: 0,
    };
    let mut collective = "研判2026-001".to_owned();
    spoil(&mut checklist, &mut publicity, &mut collective);
    A::CloseOut {
        checklist,
        publicity,
        collective: named(&collective),
    }
}

pub(super) fn close() -> A {
    close_of(|_, _, _| ())
}

pub(super) fn start_look() -> A {
    A::StartLookBack {
        look_back: "回头看2026-001".to_owned(),
    }
}

pub(super) fn looked(result: LookBackResult, new_deadline: Option<&str>) -> A {
    A::LookedBack {
        look_back: "回头看2026-001".to_owned(),
        result,
        new_deadline: new_deadline.map(day),
    }
}

pub(super) fn send_back() -> A {
    A::SendBack {
        reason: "牌不稳".to_owned(),
    }
}

fn with(state: S, important: bool) -> RectificationCase {
    let plain = Ground::default();
    let from = |state, by, what, ground: &Ground<RectificationCase>| {
        done(&with(state, important), by, what, ground)
    };
    let closer = if important {
        ("wang", Role::组长)
    } else {
        DEPUTY
    };
    match state {
        S::待报方案 => done(&new(), OFFICER, open(important), &on("意见2026-001")),
        S::方案已报 => from(S::待报方案, KEEPER, plan_of(|_| ()), &plain),
        S::整改中 => {
            let accepted = from(S::方案已报, HEAD, A::AcceptPlan {}, &plain);
            [work(true, true), elsewhere(12, 2, 2), institute()]
                .into_iter()
                .fold(accepted, |case, what| done(&case, KEEPER, what, &plain))
        }
        S::申请销号 => from(S::整改中, OFFICER, apply_close("申请", true), &plain),
        S::核查中 => from(S::申请销号, OFFICER, verify(&["ma", "niu"]), &plain),
        S::核查到位 => from(S::核查中, HEAD, conclude(Verdict::到位), &plain),
        S::销号 => from(S::核查到位, closer, close(), &plain),
        S::回头看 => from(S::销号, OFFICER, start_look(), &on("回头看2026-001")),
        S::结束 => {
            let holds = looked(LookBackResult::稳固, None);
            from(S::回头看, DEPUTY, holds, &on("回头看2026-001"))
        }
        S::重新整改 => {
            let back = looked(LookBackResult::反弹, Some("2027-08-01"));
            from(S::回头看, DEPUTY, back, &on("回头看2026-001"))
        }
    }
}

pub(super) fn at(state: S) -> RectificationCase {
    with(state, false)
}

#[test]
fn every_act_in_every_state_by_every_role() {
    let officer = &[Role::责任部门];
    let recorders = &[Role::责任部门, Role::台账管理员];
    let department = &[Role::责任部门, Role::责任部门负责人];
    let head = &[Role::责任部门负责人];
    let deputy = &[Role::分管副组长];
    let stay = |states: &[S]| states.iter().map(|s| (*s, *s)).collect::<Vec<_>>();
    let until = [S::整改中, S::重新整改, S::申请销号, S::核查中, S::核查到位];
    let bare = A::ReturnPlan {
        reason: "不具体".to_owned(),
    };
    let rows = [
        row(
            plan_of(|_| ()),
            "wu",
            recorders,
            &[(S::待报方案, S::方案已报), (S::重新整改, S::方案已报)],
        ),
        row(bare, "wu", department, &[(S::方案已报, S::待报方案)]),
        row(A::AcceptPlan {}, "wu", head, &[(S::方案已报, S::整改中)]),
        row(
            work(true, true),
            "wu",
            recorders,
            &stay(&[S::整改中, S::重新整改]),
        ),
        row(elsewhere(12, 2, 2), "wu", recorders, &stay(&until)),
        row(institute(), "wu", recorders, &stay(&until)),
        row(
            verify(&["ma", "niu"]),
            "wu",
            officer,
            &[(S::申请销号, S::核查中)],
        ),
        row(
            conclude(Verdict::到位),
            "wu",
            head,
            &[(S::核查中, S::核查到位)],
        ),
        row(
            conclude(Verdict::部分到位),
            "wu",
            head,
            &[(S::核查中, S::整改中)],
        ),
        row(
            conclude(Verdict::未到位),
            "wu",
            head,
            &[(S::核查中, S::整改中)],
        ),
        row(close(), "wu", deputy, &[(S::核查到位, S::销号)]),
        row(start_look(), "wu", Role::BUSINESS, &[(S::销号, S::回头看)]).on(on("回头看2026-001")),
        row(
            looked(LookBackResult::稳固, None),
            "wu",
            Role::BUSINESS,
            &[(S::回头看, S::结束)],
        )
        .on(on("回头看2026-001")),
        row(
            looked(LookBackResult::不到位, Some("2027-08-01")),
            "wu",
            Role::BUSINESS,
            &[(S::回头看, S::重新整改)],
        )
        .on(on("回头看2026-001")),
    ];
    let special = ["申请延期", "延期初审", "延期审批", "申请销号", "退回"];
    follows_the_table(S::ALL, at, &rows, &special);
    let rest: Vec<&str> = rows.iter().map(|r| r.what.title()).chain(special).collect();
    // After a relapse the measures are undone until somebody reports them done again.
    let again = |state| match state {
        S::重新整改 => done(&at(state), KEEPER, work(true, true), &Ground::default()),
        state => at(state),
    };
    let ways = [(S::整改中, S::申请销号), (S::重新整改, S::申请销号)];
    follows_the_table(
        S::ALL,
        again,
        &[row(apply_close("申请", true), "wu", officer, &ways)],
        &rest,
    );
    // An application is sent back by the department, what was found in place by those who would have closed it.
    for (state, who) in [
        (S::申请销号, department.as_slice()),
        (S::核查到位, &[Role::分管副组长, Role::组长]),
    ] {
        let who: &'static [Role] = who.to_vec().leak();
        follows_the_table(
            &[state],
            at,
            &[row(send_back(), "wu", who, &[(state, S::整改中)])],
            &rest,
        );
    }
    let others: Vec<S> = S::ALL
        .iter()
        .copied()
        .filter(|s| !matches!(s, S::申请销号 | S::核查到位))
        .collect();
    follows_the_table(
        &others,
        at,
        &[row(send_back(), "wu", department, &[])],
        &rest,
    );
    let important = [row(close(), "wu", &[Role::组长], &[(S::核查到位, S::销号)])];
    follows_the_table(S::ALL, |s| with(s, true), &important, &rest);
    needs_a_person_one_record_and_a_day(&at(S::核查到位), DEPUTY, &close());
}

#[test]
fn every_condition_of_plan_and_work() {
    let plain = Ground::default();
    refused(&new(), OFFICER, open(false), &plain, Guard::Decided);
    refused(
        &at(S::待报方案),
        OFFICER,
        open(false),
        &on("意见2026-001"),
        Guard::State,
    );
    let waits = at(S::待报方案);
    for (what, guard) in [
        (plan_of(|p| p.source = named(" ")), Guard::Source),
        (plan_of(|p| p.goal.clear()), Guard::Content),
        (plan_of(|p| p.lead_unit.clear()), Guard::Unit),
        (
            plan_of(|p| {
                p.measures.clear();
                p.no_lasting_reason = Some("无".to_owned())
            }),
            Guard::Items,
        ),
        (
            plan_of(|p| p.measures.push(p.measures[0].clone())),
            Guard::Items,
        ),
        (plan_of(|p| p.measures[0].text.clear()), Guard::Items),
        (
            plan_of(|p| p.measures[0].kind = MeasureKind::当下改),
            Guard::Items,
        ),
    ] {
        refused(&waits, KEEPER, what, &plain, guard);
    }
    done(
        &waits,
        KEEPER,
        plan_of(|p| {
            p.measures[0].kind = MeasureKind::当下改;
            p.no_lasting_reason = Some("一次性事项".to_owned());
        }),
        &plain,
    );
    let came = at(S::方案已报);
    refused(
        &came,
        ("liu", Role::责任部门负责人),
        A::AcceptPlan {},
        &plain,
        Guard::Separation,
    );
    refused(
        &came,
        HEAD,
        A::ReturnPlan {
            reason: " ".to_owned(),
        },
        &plain,
        Guard::Reason,
    );
    let worked = at(S::整改中);
    let of = |spoil: &dyn Fn(&mut RectificationWork)| {
        let A::Progress { mut work } = work(true, true) else {
            unreachable!()
        };
        spoil(&mut work);
        A::Progress { work }
    };
    for (what, guard) in [
        (of(&|w| w.text.clear()), Guard::Content),
        (of(&|w| w.source = named("")), Guard::Source),
        (of(&|w| w.measure = 9), Guard::Items),
        (elsewhere(0, 0, 0), Guard::Content),
        (elsewhere(9, 1, 2), Guard::Content),
        (
            A::Institute {
                institution: Institution::None {
                    reason: " ".to_owned(),
                },
            },
            Guard::Reason,
        ),
        (
            A::Institute {
                institution: Institution::Made {
                    name: String::new(),
                    doc_no: String::new(),
                    on: TODAY,
                    solves: "几时".to_owned(),
                },
            },
            Guard::Content,
        ),
    ] {
        refused(&worked, KEEPER, what, &plain, guard);
    }
}

#[test]
fn every_condition_of_check_and_close_out() {
    let plain = Ground::default();
    let accepted = done(&at(S::方案已报), HEAD, A::AcceptPlan {}, &plain);
    for (is_done, is_proven, guard) in [(false, true, Guard::Items), (true, false, Guard::Evidence)]
    {
        let case = done(&accepted, KEEPER, work(is_done, is_proven), &plain);
        refused(&case, OFFICER, apply_close("申请", true), &plain, guard);
    }
    refused(
        &at(S::整改中),
        OFFICER,
        apply_close("", true),
        &plain,
        Guard::Source,
    );
    refused(
        &at(S::整改中),
        OFFICER,
        apply_close("申请", false),
        &plain,
        Guard::Signatures,
    );
    let applied = at(S::申请销号);
    refused(
        &applied,
        OFFICER,
        verify(&["ma", " ma", ""]),
        &plain,
        Guard::TwoCheckers,
    );
    refused(
        &applied,
        OFFICER,
        verify(&["ma", "chen"]),
        &plain,
        Guard::Separation,
    );
    refused(
        &applied,
        OFFICER,
        A::SendBack {
            reason: String::new(),
        },
        &plain,
        Guard::Reason,
    );
    let checked = at(S::核查中);
    let of = |checked_on, methods, findings: &str| A::ConcludeVerify {
        checked_on,
        verdict: Verdict::到位,
        methods,
        findings: findings.to_owned(),
        evidence: Vec::new(),
    };
    let on_site = || vec![VerifyMethod::实地];
    for (by, what, guard) in [
        (
            HEAD,
            of(TODAY.yesterday().unwrap(), on_site(), "在"),
            Guard::Day,
        ),
        (
            HEAD,
            of(TODAY.tomorrow().unwrap(), on_site(), "在"),
            Guard::Day,
        ),
        (HEAD, of(TODAY, Vec::new(), "在"), Guard::Verdict),
        (HEAD, of(TODAY, on_site(), " "), Guard::Verdict),
        (
            ("ma", Role::责任部门负责人),
            conclude(Verdict::到位),
            Guard::Separation,
        ),
        (
            ("chen", Role::责任部门负责人),
            conclude(Verdict::到位),
            Guard::Separation,
        ),
    ] {
        refused(&checked, by, what, &plain, guard);
    }
    // Closer is neither verifier, nor who concluded the check, nor who entered the application.
    let ready = at(S::核查到位);
    for account in ["ma", "niu", "zhao", "chen"] {
        refused(
            &ready,
            (account, Role::分管副组长),
            close(),
            &plain,
            Guard::Separation,
        );
    }
    for point in 0..CheckPoint::ALL.len() {
        refused(
            &ready,
            DEPUTY,
            close_of(|c, _, _| {
                c.remove(point);
            }),
            &plain,
            Guard::Checklist,
        );
        refused(
            &ready,
            DEPUTY,
            close_of(|c, _, _| c.push(c[point].clone())),
            &plain,
            Guard::Checklist,
        );
        refused(
            &ready,
            DEPUTY,
            close_of(|c, _, _| c[point].says.clear()),
            &plain,
            Guard::Checklist,
        );
    }
    let held = |from: &str, to: &str, open_objections| {
        close_of(|_, p, _| {
            *p = Publicity::Held {
                from: day(from),
                to: day(to),
                open_objections,
            }
        })
    };
    for what in [
        held("2026-10-17", "2026-10-10", 0),
        held("2026-10-10", "2026-10-20", 0),
        held("2026-10-10", "2026-10-17", 1),
        close_of(|_, p, _| {
            *p = Publicity::None {
                reason: "涉密".to_owned(),
            }
        }),
    ] {
        refused(&ready, DEPUTY, what, &plain, Guard::Publicity);
    }
    refused(
        &ready,
        DEPUTY,
        close_of(|_, _, c| c.clear()),
        &plain,
        Guard::Collective,
    );
    // Without what was found elsewhere, or laid down for good, nothing is struck off.
    for lacks in [
        (|c: &mut RectificationCase| c.extrapolation = None) as fn(&mut RectificationCase),
        |c| c.institution = None,
    ] {
        let mut case = ready.clone();
        lacks(&mut case);
        refused(&case, DEPUTY, close(), &plain, Guard::Content);
    }
}

#[test]
fn what_came_back_needs_a_new_deadline_and_everything_anew() {
    let looks = at(S::回头看);
    let ground = on("回头看2026-001");
    refused(
        &at(S::销号),
        OFFICER,
        start_look(),
        &Ground::default(),
        Guard::Decided,
    );
    refused(
        &looks,
        DEPUTY,
        looked(LookBackResult::稳固, None),
        &Ground::default(),
        Guard::Decided,
    );
    refused(
        &looks,
        DEPUTY,
        looked(LookBackResult::反弹, None),
        &ground,
        Guard::Deadline,
    );
    refused(
        &looks,
        DEPUTY,
        looked(LookBackResult::反弹, Some("2026-10-20")),
        &ground,
        Guard::Deadline,
    );
    let back = at(S::重新整改);
    assert_eq!(
        (back.relapses, back.deadline()),
        (1, Some(day("2027-08-01")))
    );
    assert!(back.close_out.is_none() && back.verification.is_none() && !back.measures[0].is_done);
    refused(
        &back,
        OFFICER,
        apply_close("申请", true),
        &Ground::default(),
        Guard::Items,
    );
    let closed = |p: &&taizhang::model::Past<A, S>| matches!(p.act, A::CloseOut { .. });
    assert_eq!(
        back.history.iter().filter(closed).count(),
        1,
        "the history keeps the first close-out"
    );
}
