//! SM-B: 已申请 (late: 逾期申请) → 初审 (责任部门) → 批准 / 不批准 (分管副组长) → a new deadline in force.
use taizhang::model::{
    ExtensionState as E, Guard, RectificationAct as A, RectificationCase, RectificationState as S,
    Role,
};

use super::{By, Ground, TODAY, day, done, follows_the_table, named, rectification, refused, row};

const KEEPER: By = ("liu", Role::台账管理员);
const REVIEWER: By = ("sun", Role::责任部门);
const DEPUTY: By = ("zhou", Role::分管副组长);

fn apply_of(spoil: impl FnOnce(&mut A)) -> A {
    let mut what = A::ApplyExtension {
        source: named("延期申请"),
        applied_on: TODAY,
        new_deadline: day("2027-03-01"),
        reason: "冰封".to_owned(),
        progress: "已过半".to_owned(),
    };
    spoil(&mut what);
    what
}

pub(super) fn apply() -> A {
    apply_of(|_| ())
}

pub(super) fn review(agrees: bool) -> A {
    A::ReviewExtension {
        agrees,
        opinion: "拟同意".to_owned(),
    }
}

pub(super) fn decide(grants: bool) -> A {
    A::DecideExtension {
        grants,
        paper: named("批件"),
    }
}

/// A rectification being worked on, its extension in this state; none where none is named.
fn at(state: Option<E>) -> RectificationCase {
    let plain = Ground::default();
    let from = |state, by, what| done(&at(Some(state)), by, what, &plain);
    match state {
        None => rectification::at(S::整改中),
        Some(E::已申请) => done(&at(None), KEEPER, apply(), &plain),
        Some(E::逾期申请) => {
            let mut late = at(None);
            for deadline in &mut late.deadlines {
                deadline.date = day("2026-10-19");
            }
            done(&late, KEEPER, apply(), &plain)
        }
        Some(E::初审同意) => from(E::已申请, REVIEWER, review(true)),
        Some(E::初审不同意) => from(E::已申请, REVIEWER, review(false)),
        Some(E::批准) => from(E::初审同意, DEPUTY, decide(true)),
        Some(E::不批准) => from(E::初审同意, DEPUTY, decide(false)),
    }
}

fn stands(case: &RectificationCase) -> Option<E> {
    case.extensions.last().map(|e| e.state)
}

#[test]
fn every_act_in_every_state_of_an_extension() {
    let plain = Ground::default();
    let states = [
        None,
        Some(E::已申请),
        Some(E::逾期申请),
        Some(E::初审同意),
        Some(E::初审不同意),
        Some(E::批准),
        Some(E::不批准),
    ];
    /// An act, who may do it, and from which state to which.
    type Row<'r> = (A, By, &'r [(Option<E>, E)]);
    let table: [Row<'_>; 5] = [
        (
            apply(),
            KEEPER,
            &[(None, E::已申请), (Some(E::不批准), E::已申请)],
        ),
        (
            review(true),
            REVIEWER,
            &[
                (Some(E::已申请), E::初审同意),
                (Some(E::逾期申请), E::初审同意),
            ],
        ),
        (
            review(false),
            REVIEWER,
            &[
                (Some(E::已申请), E::初审不同意),
                (Some(E::逾期申请), E::初审不同意),
            ],
        ),
        (
            decide(true),
            DEPUTY,
            &[(Some(E::初审同意), E::批准), (Some(E::初审不同意), E::批准)],
        ),
        (
            decide(false),
            DEPUTY,
            &[
                (Some(E::初审同意), E::不批准),
                (Some(E::初审不同意), E::不批准),
            ],
        ),
    ];
    for (what, by, ways) in table {
        for state in states {
            let case = at(state);
            assert_eq!(stands(&case), state);
            let tried = super::act(&case, by, what.clone(), &plain);
            match ways.iter().find(|(from, _)| *from == state) {
                Some((_, to)) => {
                    let next = tried.unwrap_or_else(|e| panic!("{state:?}: {e}"));
                    assert_eq!(stands(&next), Some(*to), "{} at {state:?}", what.title());
                }
                // After a grant the same day is not later than the deadline any more: refused for that reason.
                None => {
                    let refusal = tried.expect_err(what.title());
                    let named = refusal.names(Guard::Extension) || refusal.names(Guard::Deadline);
                    assert!(named, "{} at {state:?}: {refusal}", what.title());
                }
            }
        }
    }
}

#[test]
fn only_while_work_goes_on_and_by_the_roles_of_the_table() {
    let recorders = &[Role::责任部门, Role::台账管理员];
    let later = apply_of(|a| {
        if let A::ApplyExtension { new_deadline, .. } = a {
            *new_deadline = day("2028-01-01");
        }
    });
    let rest: Vec<&str> = <RectificationCase as taizhang::review::Machine>::one_of_each()
        .iter()
        .map(A::title)
        .collect();
    let works = [(S::整改中, S::整改中), (S::重新整改, S::重新整改)];
    let rows = [row(later.clone(), "wu", recorders, &works)];
    follows_the_table(S::ALL, rectification::at, &rows, &rest);
    let with = |acts: Vec<(By, A)>| {
        move |state: S| match state {
            S::整改中 | S::重新整改 => acts
                .iter()
                .fold(rectification::at(state), |case, (by, what)| {
                    done(&case, *by, what.clone(), &Ground::default())
                }),
            state => rectification::at(state),
        }
    };
    let applied = with(vec![(KEEPER, later.clone())]);
    let rows = [row(review(true), "wu", &[Role::责任部门], &works)];
    follows_the_table(S::ALL, applied, &rows, &rest);
    let reviewed = with(vec![(KEEPER, later), (REVIEWER, review(true))]);
    let rows = [row(decide(true), "wu", &[Role::分管副组长], &works)];
    follows_the_table(S::ALL, reviewed, &rows, &rest);
}

#[test]
fn every_condition_of_an_extension() {
    let plain = Ground::default();
    let open = at(None);
    let spoil = |at: usize| {
        apply_of(|what| {
            if let A::ApplyExtension {
                source,
                applied_on,
                new_deadline,
                reason,
                progress,
            } = what
            {
                match at {
                    0 => *source = named(""),
                    1 => reason.clear(),
                    2 => *progress = " ".to_owned(),
                    3 => *applied_on = TODAY.tomorrow().unwrap(),
                    _ => *new_deadline = day("2026-12-01"),
                }
            }
        })
    };
    for (at, guard) in [
        Guard::Source,
        Guard::Reason,
        Guard::Reason,
        Guard::Day,
        Guard::Deadline,
    ]
    .into_iter()
    .enumerate()
    {
        refused(&open, KEEPER, spoil(at), &plain, guard);
    }
    let applied = at(Some(E::已申请));
    let mute = A::ReviewExtension {
        agrees: true,
        opinion: " ".to_owned(),
    };
    refused(&applied, REVIEWER, mute, &plain, Guard::Reason);
    refused(
        &applied,
        ("liu", Role::责任部门),
        review(true),
        &plain,
        Guard::Separation,
    );
    refused(
        &applied,
        rectification::OFFICER,
        rectification::apply_close("申请", true),
        &plain,
        Guard::Extension,
    );
    let reviewed = at(Some(E::初审同意));
    for account in ["liu", "sun"] {
        refused(
            &reviewed,
            (account, Role::分管副组长),
            decide(true),
            &plain,
            Guard::Separation,
        );
    }
    let bare = A::DecideExtension {
        grants: true,
        paper: named(" "),
    };
    refused(&reviewed, DEPUTY, bare, &plain, Guard::Paper);
    let granted = at(Some(E::批准));
    assert_eq!(granted.deadline(), Some(day("2027-03-01")));
    assert_eq!(
        granted.deadlines.len(),
        2,
        "the old deadline stays to be read"
    );
    assert_eq!(at(Some(E::不批准)).deadline(), Some(day("2026-12-01")));
    // Late is late for ever, whatever is decided.
    let late = done(&at(Some(E::逾期申请)), REVIEWER, review(true), &plain);
    assert!(done(&late, DEPUTY, decide(true), &plain).extensions[0].is_late);
    // Two are the most.
    let twice = (0..2).fold(at(None), |case, n| {
        let until = day(["2027-03-01", "2027-06-01"][n]);
        let what = apply_of(|a| {
            if let A::ApplyExtension { new_deadline, .. } = a {
                *new_deadline = until;
            }
        });
        let case = done(&case, KEEPER, what, &plain);
        done(
            &done(&case, REVIEWER, review(true), &plain),
            DEPUTY,
            decide(true),
            &plain,
        )
    });
    let third = apply_of(|a| {
        if let A::ApplyExtension { new_deadline, .. } = a {
            *new_deadline = day("2027-12-01");
        }
    });
    refused(&twice, KEEPER, third, &plain, Guard::Extension);
}
