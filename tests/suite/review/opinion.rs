//! SM-E: 草拟 → 研判通过 → [important] 组领导决定 → 签发 → 送达 → 已回复 → 整改中 → 已评估 → 结束; 撤回 before the end.
use taizhang::{
    model::{
        ContactLevel, Delivery, Guard, IssueBody, Opinion, OpinionAct, OpinionForm, OpinionItem,
        OpinionPlan, OpinionState as S, ReplyStance, Role, Suggestion, UnitKind,
    },
    review::OpinionFacts,
};

use super::{
    By, Ground, TODAY, done, follows_the_table, named, needs_a_person_one_record_and_a_day,
    refused, row,
};

const OFFICER: By = ("chen", Role::责任部门);
const KEEPER: By = ("liu", Role::台账管理员);
const HEAD: By = ("zhao", Role::责任部门负责人);
const DEPUTY: By = ("zhou", Role::分管副组长);
const LEADER: By = ("wang", Role::组长);

fn item() -> OpinionItem {
    OpinionItem {
        seq: 1,
        issue: "问题2026-001".to_owned(),
        body: IssueBody {
            unit: "云汀县".to_owned(),
            text: "没有写明几时。".to_owned(),
            basis: "第三条".to_owned(),
            suggestion: Suggestion {
                text: "写明几时。".to_owned(),
                ..Suggestion::default()
            },
            ..IssueBody::default()
        },
    }
}

fn draft_of(spoil: impl FnOnce(&mut OpinionPlan, &mut Vec<OpinionItem>)) -> OpinionAct {
    let mut plan = OpinionPlan {
        to_unit: "云汀县".to_owned(),
        unit_kind: Some(UnitKind::部属单位),
        ..OpinionPlan::default()
    };
    let mut items = vec![item()];
    spoil(&mut plan, &mut items);
    OpinionAct::Draft {
        plan: Box::new(plan),
        items,
    }
}

pub(super) fn draft(important: bool) -> OpinionAct {
    draft_of(|plan, _| plan.important = important)
}

pub(super) fn ground() -> Ground<Opinion> {
    Ground {
        facts: OpinionFacts {
            ready: vec!["问题2026-001".to_owned()],
            accepted: vec!["问题2026-001".to_owned()],
            session_is_signed: true,
            rectifications: 1,
            closed: 1,
            ..OpinionFacts::default()
        },
        rests_on: None,
    }
}

pub(super) fn pass() -> OpinionAct {
    OpinionAct::Pass {
        session: "研判2026-001".to_owned(),
    }
}

pub(super) fn decide(agrees: bool) -> OpinionAct {
    OpinionAct::LeaderDecide {
        agrees,
        text: "同意".to_owned(),
        paper: named("批示"),
    }
}

pub(super) fn issue(level: Option<ContactLevel>, reason: Option<&str>) -> OpinionAct {
    OpinionAct::Issue {
        level,
        level_reason: reason.map(ToOwned::to_owned),
        doc_no: None,
    }
}

fn deliver_of(spoil: impl FnOnce(&mut Delivery)) -> OpinionAct {
    let mut delivery = Delivery {
        on: TODAY,
        receiver_title: "办公室主任".to_owned(),
        way: "当面".to_owned(),
        place: "县政府".to_owned(),
        speaker: "分管副组长".to_owned(),
        record_signed: true,
        recorder: String::new(),
    };
    spoil(&mut delivery);
    OpinionAct::Deliver {
        delivery,
        reply_due: None,
    }
}

pub(super) fn deliver() -> OpinionAct {
    deliver_of(|_| ())
}

pub(super) fn reply(stance: ReplyStance) -> OpinionAct {
    OpinionAct::RecordReply {
        item: 1,
        stance,
        text: "夜里看见的。".to_owned(),
        on: TODAY,
        source: named("复函"),
    }
}

pub(super) fn assess() -> OpinionAct {
    OpinionAct::Assess {
        text: "已改".to_owned(),
    }
}

pub(super) fn withdraw() -> OpinionAct {
    OpinionAct::Withdraw {
        reason: "另有安排".to_owned(),
    }
}

fn with(state: S, important: bool, stance: ReplyStance) -> Opinion {
    let from = |state, by, what| done(&with(state, important, stance), by, what, &ground());
    match state {
        S::草拟 => {
            let new = Opinion {
                no: "意见2026-001".to_owned(),
                ..Opinion::default()
            };
            done(&new, OFFICER, draft(important), &ground())
        }
        S::研判通过 => from(S::草拟, OFFICER, pass()),
        S::组领导决定 => done(
            &with(S::研判通过, true, stance),
            LEADER,
            decide(true),
            &ground(),
        ),
        S::签发 if important => from(S::组领导决定, HEAD, issue(None, None)),
        S::签发 => from(S::研判通过, HEAD, issue(None, None)),
        S::送达 => from(S::签发, KEEPER, deliver()),
        S::已回复 => from(S::送达, KEEPER, reply(stance)),
        S::整改中 => from(S::已回复, OFFICER, OpinionAct::Rectify {}),
        S::已评估 => from(S::整改中, HEAD, assess()),
        S::结束 if important => from(S::已评估, LEADER, OpinionAct::End {}),
        S::结束 => from(S::已评估, DEPUTY, OpinionAct::End {}),
        S::撤回 => from(S::签发, LEADER, withdraw()),
    }
}

#[test]
fn every_act_in_every_state_by_every_role() {
    let recorders = &[Role::责任部门, Role::台账管理员];
    let stays = [
        (S::送达, S::已回复),
        (S::已回复, S::已回复),
        (S::整改中, S::整改中),
        (S::已评估, S::已评估),
    ];
    let withdrawn: Vec<(S, S)> = S::ALL
        .iter()
        .filter(|s| !matches!(s, S::结束 | S::撤回))
        .map(|s| (*s, S::撤回))
        .collect();
    // A plain opinion never stands at 组领导决定; the way there is an important one's.
    let plain = |state| with(state, state == S::组领导决定, ReplyStance::认可);
    let signers = &[Role::责任部门负责人, Role::分管副组长, Role::组长];
    let rows = [
        row(draft(false), "wu", &[Role::责任部门], &[(S::草拟, S::草拟)]),
        row(
            pass(),
            "wu",
            &[Role::责任部门, Role::台账管理员, Role::记录人],
            &[(S::草拟, S::研判通过)],
        ),
        row(
            issue(None, None),
            "wu",
            signers,
            &[(S::研判通过, S::签发), (S::组领导决定, S::签发)],
        ),
        row(deliver(), "wu", recorders, &[(S::签发, S::送达)]),
        row(reply(ReplyStance::认可), "wu", recorders, &stays),
        row(
            OpinionAct::Rectify {},
            "wu",
            &[Role::责任部门],
            &[(S::已回复, S::整改中)],
        ),
        row(withdraw(), "wu", &[Role::组长], &withdrawn),
    ]
    .map(|row| row.on(ground()));
    follows_the_table(S::ALL, plain, &rows, &["组领导决定", "评估", "结束"]);
    let others: Vec<S> = S::ALL
        .iter()
        .copied()
        .filter(|s| *s != S::组领导决定)
        .collect();
    let all = [
        "草拟",
        "研判通过",
        "组领导决定",
        "签发",
        "送达",
        "登记回复",
        "转入整改",
        "评估",
        "撤回",
    ];
    let end = row(
        OpinionAct::End {},
        "wu",
        &[Role::分管副组长],
        &[(S::已评估, S::结束)],
    )
    .on(ground());
    follows_the_table(&others, plain, &[end], &all);
    let rest = |mine: &'static str| {
        let all = [
            "草拟",
            "研判通过",
            "组领导决定",
            "签发",
            "送达",
            "登记回复",
            "转入整改",
            "评估",
            "结束",
            "撤回",
        ];
        all.into_iter().filter(|a| *a != mine).collect::<Vec<_>>()
    };
    // Important: the head of the group decides, and ends it; not agreed to, it is a draft again.
    let important = |state| with(state, true, ReplyStance::认可);
    for (agrees, to) in [(true, S::组领导决定), (false, S::草拟)] {
        let decides = row(decide(agrees), "wu", &[Role::组长], &[(S::研判通过, to)]).on(ground());
        follows_the_table(S::ALL, important, &[decides], &rest("组领导决定"));
    }
    let ends = row(
        OpinionAct::End {},
        "wu",
        &[Role::组长],
        &[(S::已评估, S::结束)],
    )
    .on(ground());
    follows_the_table(S::ALL, important, &[ends], &rest("结束"));
    // Explained and nothing to put right: assessed at once.
    let explained = |state| with(state, state == S::组领导决定, ReplyStance::说明情况);
    let ways = [(S::已回复, S::已评估), (S::整改中, S::已评估)];
    let assesses = row(assess(), "wu", &[Role::责任部门负责人], &ways).on(ground());
    follows_the_table(S::ALL, explained, &[assesses], &rest("评估"));
}

#[test]
fn no_opinion_leaves_without_session_decision_content_and_level() {
    let plain = |state| with(state, false, ReplyStance::认可);
    let facts = |spoil: &dyn Fn(&mut OpinionFacts)| {
        let mut ground = ground();
        spoil(&mut ground.facts);
        ground
    };
    let new = Opinion {
        no: "意见2026-009".to_owned(),
        ..Opinion::default()
    };
    for (what, ground, guard) in [
        (
            draft_of(|p, i| {
                p.to_unit.clear();
                i[0].body.unit.clear()
            }),
            ground(),
            Guard::Unit,
        ),
        (draft_of(|_, i| i.clear()), ground(), Guard::Content),
        (draft(false), facts(&|f| f.ready.clear()), Guard::Decided),
        (
            draft_of(|_, i| i[0].body.unit = "星河县".to_owned()),
            ground(),
            Guard::Unit,
        ),
    ] {
        refused(&new, OFFICER, what, &ground, guard);
    }
    let drafted = plain(S::草拟);
    refused(
        &drafted,
        OFFICER,
        pass(),
        &facts(&|f| f.session_is_signed = false),
        Guard::Signatures,
    );
    refused(
        &drafted,
        OFFICER,
        pass(),
        &facts(&|f| f.accepted.clear()),
        Guard::Decided,
    );
    done(
        &drafted,
        OFFICER,
        pass(),
        &facts(&|f| {
            f.accepted.clear();
            f.session_saw_draft = true
        }),
    );
    let passed = plain(S::研判通过);
    refused(&passed, LEADER, decide(true), &ground(), Guard::Decided);
    let important = with(S::研判通过, true, ReplyStance::认可);
    refused(
        &important,
        LEADER,
        issue(None, None),
        &ground(),
        Guard::Decided,
    );
    refused(
        &important,
        ("chen", Role::组长),
        decide(true),
        &ground(),
        Guard::Separation,
    );
    let mute = OpinionAct::LeaderDecide {
        agrees: true,
        text: " ".to_owned(),
        paper: named(""),
    };
    refused(&important, LEADER, mute, &ground(), Guard::Reason);
    refused(
        &passed,
        ("chen", Role::责任部门负责人),
        issue(None, None),
        &ground(),
        Guard::Separation,
    );
    // The level of contact is the rule's, or another with a reason; unknown units need one.
    for (kind, level, signer) in [
        (UnitKind::部属单位, ContactLevel::责任部门, HEAD),
        (UnitKind::处室, ContactLevel::责任部门, HEAD),
        (UnitKind::司局, ContactLevel::分管副组长, DEPUTY),
        (UnitKind::驻在单位, ContactLevel::组长, LEADER),
    ] {
        let drafted = done(
            &new,
            OFFICER,
            draft_of(|p, _| p.unit_kind = Some(kind)),
            &ground(),
        );
        let passed = done(&drafted, OFFICER, pass(), &ground());
        let issued = done(&passed, signer, issue(None, None), &ground());
        assert_eq!(issued.issued.unwrap().level, level, "{kind:?}");
        if level != ContactLevel::责任部门 {
            refused(&passed, HEAD, issue(None, None), &ground(), Guard::Role);
        }
    }
    refused(
        &passed,
        LEADER,
        issue(Some(ContactLevel::组长), Some(" ")),
        &ground(),
        Guard::Liaison,
    );
    let other = done(
        &passed,
        LEADER,
        issue(Some(ContactLevel::组长), Some("事关全局")),
        &ground(),
    );
    assert!(
        other.warnings().iter().any(|w| w.text.contains("联系规则")),
        "and it is warned about"
    );
    let unknown = done(
        &new,
        OFFICER,
        draft_of(|p, _| p.unit_kind = None),
        &ground(),
    );
    let unknown = done(&unknown, OFFICER, pass(), &ground());
    refused(
        &unknown,
        LEADER,
        issue(None, None),
        &ground(),
        Guard::Liaison,
    );
    // Problem, basis and suggestion are all three mandatory.
    for missing in 0..3 {
        let lacks = draft_of(|_, items| {
            let body = &mut items[0].body;
            let of = [&mut body.text, &mut body.basis, &mut body.suggestion.text];
            of.into_iter().nth(missing).unwrap().clear();
        });
        let drafted = done(
            &done(&new, OFFICER, lacks, &ground()),
            OFFICER,
            pass(),
            &ground(),
        );
        refused(&drafted, HEAD, issue(None, None), &ground(), Guard::Content);
    }
    needs_a_person_one_record_and_a_day(&passed, HEAD, &issue(None, None));
}

#[test]
fn delivery_reply_and_end_have_their_conditions() {
    let plain = |state| with(state, false, ReplyStance::认可);
    let issued = plain(S::签发);
    let yesterday = TODAY.yesterday().unwrap();
    let tomorrow = TODAY.tomorrow().unwrap();
    for (what, guard) in [
        (deliver_of(|d| d.receiver_title.clear()), Guard::Delivery),
        (deliver_of(|d| d.way = " ".to_owned()), Guard::Delivery),
        (deliver_of(|d| d.on = yesterday), Guard::Day),
        (deliver_of(|d| d.on = tomorrow), Guard::Day),
    ] {
        refused(&issued, KEEPER, what, &ground(), guard);
    }
    // By word of mouth: place, speaker and a signed record too.
    let oral = Opinion {
        form: OpinionForm::口头,
        ..issued
    };
    for spoil in [
        (|d: &mut Delivery| d.place.clear()) as fn(&mut Delivery),
        |d| d.speaker.clear(),
        |d| d.record_signed = false,
    ] {
        refused(&oral, KEEPER, deliver_of(spoil), &ground(), Guard::Delivery);
    }
    done(&oral, KEEPER, deliver(), &ground());
    let delivered = plain(S::送达);
    let said = |item, text: &str, on, source: &str| OpinionAct::RecordReply {
        item,
        stance: ReplyStance::认可,
        text: text.to_owned(),
        on,
        source: named(source),
    };
    for (what, guard) in [
        (said(2, "是", TODAY, "函"), Guard::Content),
        (said(1, " ", TODAY, "函"), Guard::Content),
        (said(1, "是", TODAY, ""), Guard::Source),
        (said(1, "是", yesterday, "函"), Guard::Day),
        (said(1, "是", tomorrow, "函"), Guard::Day),
    ] {
        refused(&delivered, KEEPER, what, &ground(), guard);
    }
    // A second reply stands beside the first.
    let twice = done(
        &plain(S::已评估),
        KEEPER,
        reply(ReplyStance::说明情况),
        &ground(),
    );
    assert_eq!(twice.replies.len(), 2);
    let mut open = ground();
    open.facts.closed = 0;
    refused(&plain(S::整改中), HEAD, assess(), &open, Guard::Items);
    refused(&plain(S::已回复), HEAD, assess(), &ground(), Guard::Items);
    let mute = OpinionAct::Assess {
        text: " ".to_owned(),
    };
    refused(&plain(S::整改中), HEAD, mute, &ground(), Guard::Content);
    refused(
        &plain(S::已评估),
        ("zhao", Role::分管副组长),
        OpinionAct::End {},
        &ground(),
        Guard::Separation,
    );
    let bare = OpinionAct::Withdraw {
        reason: " ".to_owned(),
    };
    refused(&plain(S::签发), LEADER, bare, &ground(), Guard::Reason);
}
