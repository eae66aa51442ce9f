//! SM-C: 新 → 已分派 → {采纳待研判, 不采纳, 合并, 暂存, 退回补充} → 研判采纳 / 研判不采纳 → 已形成意见 / 结束.
use taizhang::{
    model::{
        CollectiveOutcome, FlagAct, FlagCase, FlagState as S, Guard, Outcome, Proposal, RejectCode,
        ReplyStance, Role,
    },
    review::FlagFacts,
};

use super::{
    By, Ground, TODAY, done, follows_the_table, named, needs_a_person_one_record_and_a_day,
    refused, row,
};

const KEEPER: By = ("liu", Role::台账管理员);
const OFFICER: By = ("chen", Role::责任部门);
const HEAD: By = ("zhao", Role::责任部门负责人);
const OFFICERS: &[Role] = &[Role::责任部门, Role::责任部门负责人];

pub(super) fn propose(proposal: Proposal) -> FlagAct {
    FlagAct::Propose {
        proposal,
        code: (proposal == Proposal::不采纳).then_some(RejectCode::法定依据),
        note: Some("见附件".to_owned()),
        into: (proposal == Proposal::合并).then(|| "f-2".to_owned()),
    }
}

fn made_of(outcome: Outcome) -> CollectiveOutcome {
    CollectiveOutcome {
        session: "研判2026-001".to_owned(),
        item: 1,
        outcome,
        code: None,
        reason: "属实".to_owned(),
    }
}

pub(super) fn ground() -> Ground<FlagCase> {
    Ground {
        facts: FlagFacts {
            target_is_there: true,
            ..FlagFacts::default()
        },
        rests_on: None,
    }
}

pub(super) fn collective(outcome: Outcome) -> Ground<FlagCase> {
    Ground {
        facts: FlagFacts {
            collective: Some(made_of(outcome)),
            ..FlagFacts::default()
        },
        rests_on: Some("研判2026-001".to_owned()),
    }
}

pub(super) fn decided(outcome: Outcome) -> FlagAct {
    FlagAct::Outcome {
        outcome: made_of(outcome),
    }
}

pub(super) fn in_opinion() -> Ground<FlagCase> {
    Ground {
        facts: FlagFacts::default(),
        rests_on: Some("意见2026-001".to_owned()),
    }
}

pub(super) fn include() -> FlagAct {
    FlagAct::Include {
        opinion: "意见2026-001".to_owned(),
    }
}

pub(super) fn exclude() -> FlagAct {
    FlagAct::Exclude {
        opinion: "意见2026-001".to_owned(),
        reason: "意见撤回".to_owned(),
    }
}

fn explain() -> FlagAct {
    FlagAct::Explain {
        stance: ReplyStance::说明情况,
        text: "口径不同。".to_owned(),
        on: TODAY,
        source: named("说明函"),
        opinion: None,
    }
}

pub(super) fn end() -> FlagAct {
    FlagAct::End {
        reason: "办结".to_owned(),
    }
}

pub(super) fn assign() -> FlagAct {
    FlagAct::Assign {
        to: "chen".to_owned(),
    }
}

/// A flag in a state, brought there by people.
fn at(state: S) -> FlagCase {
    let from =
        |state, by, act: FlagAct, ground: &Ground<FlagCase>| done(&at(state), by, act, ground);
    let said = |proposal| from(S::已分派, OFFICER, propose(proposal), &ground());
    let settled = |outcome| {
        let acts = collective(outcome);
        from(S::采纳待研判, HEAD, decided(outcome), &acts)
    };
    match state {
        S::新 => FlagCase {
            flag: "f-1".to_owned(),
            ..FlagCase::default()
        },
        S::已分派 => from(S::新, KEEPER, assign(), &ground()),
        S::采纳待研判 => said(Proposal::采纳),
        S::不采纳 => said(Proposal::不采纳),
        S::合并 => said(Proposal::合并),
        S::暂存 => said(Proposal::暂存),
        S::退回补充 => said(Proposal::退回补充),
        S::研判采纳 => settled(Outcome::采纳形成意见),
        S::研判不采纳 => settled(Outcome::不采纳),
        S::已形成意见 => from(S::研判采纳, OFFICER, include(), &in_opinion()),
        S::结束 => from(S::不采纳, HEAD, end(), &ground()),
    }
}

/// States in which an officer may still think again: nobody decided together yet.
const OPEN: [S; 5] = [S::采纳待研判, S::不采纳, S::合并, S::暂存, S::退回补充];

#[test]
fn every_act_in_every_state_by_every_role() {
    let to = |states: &[S], to| states.iter().map(|s| (*s, to)).collect::<Vec<_>>();
    let mut before = vec![S::已分派];
    before.extend(OPEN);
    let mut taken = vec![S::新];
    taken.extend(OPEN);
    let given = [S::新, S::已分派, S::暂存, S::退回补充];
    let stays: Vec<(S, S)> = S::ALL.iter().map(|s| (*s, *s)).collect();
    let mut rows = vec![
        row(assign(), "liu", &[Role::台账管理员], &to(&given, S::已分派)),
        row(FlagAct::Claim {}, "chen", OFFICERS, &to(&taken, S::已分派)),
        row(
            include(),
            "wu",
            Role::BUSINESS,
            &[(S::研判采纳, S::已形成意见)],
        )
        .on(in_opinion()),
        row(
            exclude(),
            "wu",
            Role::BUSINESS,
            &[(S::已形成意见, S::研判采纳)],
        )
        .on(in_opinion()),
        row(explain(), "wu", &[Role::台账管理员, Role::责任部门], &stays),
        row(
            end(),
            "wu",
            &[Role::责任部门负责人, Role::台账管理员],
            &to(&[S::不采纳, S::合并, S::研判不采纳, S::已形成意见], S::结束),
        ),
    ];
    for (proposal, leads) in [
        (Proposal::采纳, S::采纳待研判),
        (Proposal::不采纳, S::不采纳),
        (Proposal::合并, S::合并),
        (Proposal::暂存, S::暂存),
        (Proposal::退回补充, S::退回补充),
    ] {
        let ways = to(&before, leads);
        rows.push(row(propose(proposal), "chen", OFFICERS, &ways).on(ground()));
    }
    for (outcome, leads) in [
        (Outcome::采纳形成意见, S::研判采纳),
        (Outcome::不采纳, S::研判不采纳),
        (Outcome::补充核实, S::退回补充),
        (Outcome::转跟踪, S::暂存),
        (Outcome::上提决定, S::采纳待研判),
    ] {
        let ways = [(S::采纳待研判, leads)];
        rows.push(row(decided(outcome), "wu", Role::BUSINESS, &ways).on(collective(outcome)));
    }
    follows_the_table(S::ALL, at, &rows, &[]);
}

#[test]
fn every_condition_of_an_officers_word() {
    let given = at(S::已分派);
    let with = |spoil: &dyn Fn(&mut FlagFacts)| {
        let mut ground = ground();
        spoil(&mut ground.facts);
        ground
    };
    let said = |proposal, code, note: Option<&str>, into: Option<&str>| FlagAct::Propose {
        proposal,
        code,
        note: note.map(ToOwned::to_owned),
        into: into.map(ToOwned::to_owned),
    };
    let other = Some(RejectCode::其他);
    for (what, by, ground, guard) in [
        (
            said(Proposal::不采纳, None, Some("不是"), None),
            OFFICER,
            ground(),
            Guard::Reason,
        ),
        (
            said(Proposal::不采纳, other, Some(" "), None),
            OFFICER,
            ground(),
            Guard::Reason,
        ),
        (
            said(Proposal::采纳, other, None, None),
            OFFICER,
            ground(),
            Guard::Reason,
        ),
        (
            said(Proposal::暂存, None, None, None),
            OFFICER,
            ground(),
            Guard::Reason,
        ),
        (
            said(Proposal::退回补充, None, Some(""), None),
            OFFICER,
            ground(),
            Guard::Reason,
        ),
        (
            said(Proposal::合并, None, None, None),
            OFFICER,
            ground(),
            Guard::Target,
        ),
        (
            said(Proposal::合并, None, None, Some("f-1")),
            OFFICER,
            ground(),
            Guard::Target,
        ),
        (
            propose(Proposal::合并),
            OFFICER,
            with(&|f| f.target_is_there = false),
            Guard::Target,
        ),
        (
            propose(Proposal::采纳),
            ("sun", Role::责任部门),
            ground(),
            Guard::Person,
        ),
        (
            propose(Proposal::采纳),
            OFFICER,
            with(&|f| f.rule_author = Some("chen".to_owned())),
            Guard::Separation,
        ),
        (
            propose(Proposal::不采纳),
            OFFICER,
            with(&|f| f.before = Some("研判2026-001".to_owned())),
            Guard::Material,
        ),
    ] {
        refused(&given, by, what, &ground, guard);
    }
    // The author may doubt the rule; the head may speak on what another was given.
    let author = with(&|f| f.rule_author = Some("chen".to_owned()));
    done(&given, OFFICER, propose(Proposal::不采纳), &author);
    done(&given, HEAD, propose(Proposal::采纳), &ground());
    let locked = with(&|f| f.before = Some("研判2026-001".to_owned()));
    refused(
        &at(S::采纳待研判),
        OFFICER,
        FlagAct::Claim {},
        &locked,
        Guard::Material,
    );
    let nobody = FlagAct::Assign { to: " ".to_owned() };
    refused(&at(S::新), KEEPER, nobody, &ground(), Guard::Person);
    needs_a_person_one_record_and_a_day(&given, OFFICER, &propose(Proposal::采纳));
}

#[test]
fn what_a_session_or_an_opinion_decides_is_nobodys_alone() {
    let waits = at(S::采纳待研判);
    let accepted = decided(Outcome::采纳形成意见);
    let bare = Ground {
        rests_on: Some("研判2026-001".to_owned()),
        ..ground()
    };
    refused(&waits, HEAD, accepted.clone(), &bare, Guard::Decided);
    let other = collective(Outcome::不采纳);
    refused(&waits, HEAD, accepted.clone(), &other, Guard::Decided);
    let mut alone = collective(Outcome::采纳形成意见);
    alone.rests_on = None;
    refused(&waits, HEAD, accepted, &alone, Guard::Decided);
    refused(
        &at(S::研判采纳),
        OFFICER,
        include(),
        &ground(),
        Guard::Decided,
    );
    refused(
        &at(S::已形成意见),
        OFFICER,
        exclude(),
        &ground(),
        Guard::Decided,
    );
}

#[test]
fn the_host_may_always_explain_and_whoever_proposed_does_not_end_it() {
    let new = at(S::新);
    let said = |text: &str, on, source| FlagAct::Explain {
        stance: ReplyStance::认可,
        text: text.to_owned(),
        on,
        source,
        opinion: None,
    };
    let tomorrow = TODAY.tomorrow().unwrap();
    for (what, guard) in [
        (said(" ", TODAY, named("函")), Guard::Content),
        (said("是", TODAY, named("")), Guard::Source),
        (said("是", tomorrow, named("函")), Guard::Day),
    ] {
        refused(&new, KEEPER, what, &ground(), guard);
    }
    let ended = done(&at(S::结束), KEEPER, explain(), &ground());
    assert_eq!((ended.state, ended.explanations.len()), (S::结束, 1));
    let turned_down = at(S::不采纳);
    let same = ("chen", Role::责任部门负责人);
    refused(&turned_down, same, end(), &ground(), Guard::Separation);
    let bare = FlagAct::End {
        reason: String::new(),
    };
    refused(&turned_down, HEAD, bare, &ground(), Guard::Reason);
}
