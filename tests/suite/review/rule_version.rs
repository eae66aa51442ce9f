//! SM-J: 草案 → 试运行 → 批准 (not by the author) → 启用 → 停用.
use taizhang::model::{Guard, Role, RuleAct, RuleCase, RuleState as S};

use super::{
    By, Ground, done, follows_the_table, needs_a_person_one_record_and_a_day, refused, row,
};

const AUTHOR: By = ("shen", Role::责任部门负责人);
const KEEPER: By = ("liu", Role::台账管理员);
const HEAD: By = ("zhao", Role::责任部门负责人);

pub(super) fn draft() -> RuleAct {
    RuleAct::Draft {
        rule: "moon".to_owned(),
        version: 3,
        hash: "ab".to_owned(),
        author: "shen".to_owned(),
    }
}

pub(super) fn approve() -> RuleAct {
    RuleAct::Approve {
        reason: "试运行十条全对".to_owned(),
    }
}

pub(super) fn disable() -> RuleAct {
    RuleAct::Disable {
        reason: "误报多".to_owned(),
    }
}

fn at(state: S) -> RuleCase {
    let ground = Ground::default();
    match state {
        S::草案 => done(&new(), ("wu", Role::研判成员), draft(), &ground),
        S::试运行 => done(&at(S::草案), KEEPER, RuleAct::Try {}, &ground),
        S::批准 => done(&at(S::试运行), HEAD, approve(), &ground),
        S::启用 => done(&at(S::批准), KEEPER, RuleAct::Enable {}, &ground),
        S::停用 => done(&at(S::启用), HEAD, disable(), &ground),
    }
}

pub(super) fn new() -> RuleCase {
    RuleCase {
        id: "moon@3".to_owned(),
        ..RuleCase::default()
    }
}

#[test]
fn every_act_in_every_state_by_every_role() {
    let keepers = &[Role::台账管理员, Role::责任部门负责人];
    let heads = &[Role::责任部门负责人, Role::分管副组长, Role::组长];
    follows_the_table(
        S::ALL,
        at,
        &[
            row(
                RuleAct::Try {},
                "sun",
                keepers,
                &[(S::草案, S::试运行), (S::停用, S::试运行)],
            ),
            row(approve(), "sun", heads, &[(S::试运行, S::批准)]),
            row(RuleAct::Enable {}, "sun", keepers, &[(S::批准, S::启用)]),
            row(
                disable(),
                "sun",
                heads,
                &[(S::试运行, S::停用), (S::批准, S::停用), (S::启用, S::停用)],
            ),
        ],
        &["提出"],
    );
}

#[test]
fn a_version_is_proposed_once_and_approved_by_another() {
    let ground = Ground::default();
    refused(
        &at(S::草案),
        ("wu", Role::研判成员),
        draft(),
        &ground,
        Guard::State,
    );
    let trial = at(S::试运行);
    refused(&trial, AUTHOR, approve(), &ground, Guard::Separation);
    let proposer = ("wu", Role::分管副组长);
    refused(&trial, proposer, approve(), &ground, Guard::Separation);
    let bare = RuleAct::Approve {
        reason: " ".to_owned(),
    };
    refused(&trial, HEAD, bare, &ground, Guard::Reason);
    let bare = RuleAct::Disable {
        reason: String::new(),
    };
    refused(&trial, HEAD, bare, &ground, Guard::Reason);
    for (rule, author, guard) in [("", "shen", Guard::Content), ("moon", " ", Guard::Person)] {
        let what = RuleAct::Draft {
            rule: rule.to_owned(),
            version: 1,
            hash: String::new(),
            author: author.to_owned(),
        };
        refused(&new(), KEEPER, what, &ground, guard);
    }
    // Back from disuse the approval is gone: it must be tried and approved anew.
    let again = done(&at(S::停用), KEEPER, RuleAct::Try {}, &ground);
    assert_eq!(again.approver, None);
    refused(&again, KEEPER, RuleAct::Enable {}, &ground, Guard::State);
    needs_a_person_one_record_and_a_day(&trial, HEAD, &approve());
}
