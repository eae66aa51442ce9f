//! SM-D: 筹备 → 材料锁定 → 进行 → 纪要草稿 → 已签认 → 归档; quorum, recusal, blind views, dissent, nothing edited after signing.
use taizhang::{
    model::{
        AgendaDraft, Guard, Invited, IssueBody, MaterialPiece, OfflineView, Outcome, Part,
        RejectCode, ReviewSession, Role, SessionAct, SessionPlan, SessionState as S, Stance,
    },
    review::SessionFacts,
};

use super::{
    By, Ground, TODAY, act, done, follows_the_table, needs_a_person_one_record_and_a_day, refused,
    row,
};

const KEEPER: By = ("liu", Role::台账管理员);
const CHAIR: By = ("zhou", Role::分管副组长);
const HEAD: By = ("zhao", Role::责任部门负责人);
const MEMBER: By = ("xu", Role::研判成员);
const AWAY: By = ("sun", Role::研判成员);
const RECORDER: By = ("he", Role::记录人);
const LEADER: By = ("wang", Role::组长);

pub(super) fn plan(members: &[&str], is_blind: bool, is_grave: bool) -> SessionAct {
    let one = |account: &str, part| Invited {
        account: account.to_owned(),
        name: String::new(),
        part,
    };
    let mut invited: Vec<Invited> = members.iter().map(|m| one(m, Part::出席)).collect();
    invited.push(one("he", Part::列席));
    SessionAct::Plan {
        plan: SessionPlan {
            date: TODAY,
            chair: "zhou".to_owned(),
            recorder: "he".to_owned(),
            invited,
            is_blind,
            is_grave,
            ..SessionPlan::default()
        },
    }
}

const FOUR: [&str; 4] = ["zhou", "zhao", "xu", "sun"];

pub(super) fn item() -> SessionAct {
    SessionAct::AddItem {
        item: AgendaDraft {
            title: "月亮问题".to_owned(),
            flags: vec!["f-1".to_owned()],
            reporter: "chen".to_owned(),
            ..AgendaDraft::default()
        },
    }
}

pub(super) fn lock() -> SessionAct {
    SessionAct::Lock {
        material: vec![MaterialPiece {
            kind: "flag".to_owned(),
            id: "f-1".to_owned(),
            sha256: "ab".to_owned(),
        }],
    }
}

pub(super) fn ground() -> Ground<ReviewSession> {
    Ground {
        facts: SessionFacts {
            ready: ["f-1".to_owned()].into(),
            ..SessionFacts::default()
        },
        rests_on: None,
    }
}

pub(super) fn new() -> ReviewSession {
    ReviewSession {
        no: "研判2026-001".to_owned(),
        ..ReviewSession::default()
    }
}

pub(super) fn view(item: u32, stance: Stance, text: &str) -> SessionAct {
    SessionAct::StateView {
        item,
        stance,
        text: text.to_owned(),
    }
}

pub(super) fn conclude(item: u32, outcome: Outcome) -> SessionAct {
    let body = IssueBody {
        unit: "云汀县".to_owned(),
        text: "没有写明几时。".to_owned(),
        ..IssueBody::default()
    };
    SessionAct::Conclude {
        item,
        outcome,
        code: (outcome == Outcome::不采纳).then_some(RejectCode::法定依据),
        reason: "议定".to_owned(),
        issues: (outcome == Outcome::采纳形成意见)
            .then_some(body)
            .into_iter()
            .collect(),
    }
}

pub(super) fn minutes() -> SessionAct {
    SessionAct::DraftMinutes {
        text: "会议研究了月亮问题。".to_owned(),
    }
}

pub(super) fn excuse(account: &str) -> SessionAct {
    SessionAct::Excuse {
        account: account.to_owned(),
        reason: "出差".to_owned(),
    }
}

pub(super) fn recuse(account: &str, item: Option<u32>) -> SessionAct {
    SessionAct::Recuse {
        account: account.to_owned(),
        item,
        reason: "经办过该事项".to_owned(),
    }
}

pub(super) fn merge(account: &str) -> SessionAct {
    SessionAct::MergeViews {
        file: "cd".to_owned(),
        views: vec![OfflineView {
            account: account.to_owned(),
            item: 1,
            stance: Stance::同意,
            text: String::new(),
            on: TODAY,
        }],
    }
}

pub(super) fn sign() -> SessionAct {
    SessionAct::Sign { dissent: None }
}

pub(super) fn unlock() -> SessionAct {
    SessionAct::Unlock {
        reason: "补材料".to_owned(),
    }
}

pub(super) fn give_back() -> SessionAct {
    SessionAct::ReturnMinutes {
        reason: "漏记".to_owned(),
    }
}

pub(super) fn note() -> SessionAct {
    SessionAct::Note {
        text: "更正一处笔误".to_owned(),
    }
}

pub(super) fn decide(item: u32, outcome: Outcome) -> SessionAct {
    let SessionAct::Conclude {
        code,
        reason,
        issues,
        ..
    } = conclude(item, outcome)
    else {
        unreachable!()
    };
    SessionAct::LeaderDecide {
        item,
        outcome,
        code,
        text: reason,
        paper: super::named("批示"),
        issues,
    }
}

pub(super) fn all(mut session: ReviewSession, acts: Vec<(By, SessionAct)>) -> ReviewSession {
    for (by, what) in acts {
        session = done(&session, by, what, &ground());
    }
    session
}

/// Locked, three of four there, the fourth excused.
fn gathered(is_blind: bool) -> ReviewSession {
    all(
        new(),
        vec![
            (KEEPER, plan(&FOUR, is_blind, false)),
            (KEEPER, item()),
            (KEEPER, lock()),
            (CHAIR, SessionAct::SignIn {}),
            (HEAD, SessionAct::SignIn {}),
            (MEMBER, SessionAct::SignIn {}),
            (RECORDER, SessionAct::SignIn {}),
            (RECORDER, excuse("sun")),
        ],
    )
}

fn spoken(is_blind: bool) -> ReviewSession {
    all(
        gathered(is_blind),
        vec![
            (CHAIR, SessionAct::Begin {}),
            (CHAIR, view(1, Stance::同意, "")),
            (HEAD, view(1, Stance::同意, "")),
            (MEMBER, view(1, Stance::不同意, "有据可查")),
        ],
    )
}

/// A session in a state; its item reached this outcome.
fn with(state: S, outcome: Outcome) -> ReviewSession {
    let from = |state, acts| all(with(state, outcome), acts);
    match state {
        S::筹备 => all(
            new(),
            vec![(KEEPER, plan(&FOUR, false, false)), (KEEPER, item())],
        ),
        S::材料锁定 => gathered(false),
        S::进行 => spoken(false),
        S::纪要草稿 => from(
            S::进行,
            vec![(CHAIR, conclude(1, outcome)), (RECORDER, minutes())],
        ),
        S::已签认 => from(
            S::纪要草稿,
            vec![(CHAIR, sign()), (HEAD, sign()), (MEMBER, sign())],
        ),
        S::归档 if outcome == Outcome::上提决定 => from(
            S::已签认,
            vec![
                (LEADER, decide(1, Outcome::不采纳)),
                (KEEPER, SessionAct::Archive {}),
            ],
        ),
        S::归档 => from(S::已签认, vec![(KEEPER, SessionAct::Archive {})]),
    }
}

fn at(state: S) -> ReviewSession {
    with(state, Outcome::采纳形成意见)
}

#[test]
fn every_act_in_every_state_by_every_role() {
    let keeper = &[Role::台账管理员];
    let clerks = &[Role::台账管理员, Role::记录人];
    let stay = |states: &[S]| states.iter().map(|s| (*s, *s)).collect::<Vec<_>>();
    let before = [S::筹备, S::材料锁定, S::进行];
    let drop = SessionAct::DropItem {
        item: 1,
        reason: "另议".to_owned(),
    };
    let any = Role::BUSINESS;
    let rows = [
        row(plan(&FOUR, false, false), "wu", keeper, &stay(&[S::筹备])),
        row(
            SessionAct::AddItem {
                item: AgendaDraft {
                    title: "又一项".to_owned(),
                    ..AgendaDraft::default()
                },
            },
            "wu",
            keeper,
            &stay(&[S::筹备]),
        ),
        row(drop, "wu", keeper, &stay(&[S::筹备])),
        row(lock(), "wu", keeper, &[(S::筹备, S::材料锁定)]),
        row(unlock(), "wu", keeper, &[(S::材料锁定, S::筹备)]),
        row(
            SessionAct::SignIn {},
            "sun",
            any,
            &stay(&[S::材料锁定, S::进行]),
        ),
        row(excuse("sun"), "wu", clerks, &stay(&before)),
        row(recuse("sun", None), "sun", any, &stay(&before)),
        row(SessionAct::Begin {}, "zhou", any, &[(S::材料锁定, S::进行)]),
        row(view(1, Stance::保留, "再看"), "xu", any, &stay(&[S::进行])),
        row(merge("xu"), "xu", any, &stay(&[S::材料锁定, S::进行])),
        row(
            conclude(1, Outcome::采纳形成意见),
            "zhou",
            any,
            &stay(&[S::进行]),
        ),
        row(give_back(), "xu", any, &stay(&[S::纪要草稿])),
        row(sign(), "xu", any, &stay(&[S::纪要草稿])),
        row(note(), "he", any, &stay(&[S::已签认, S::归档])),
        row(
            SessionAct::Archive {},
            "wu",
            clerks,
            &[(S::已签认, S::归档)],
        ),
    ]
    .map(|row| row.on(ground()));
    follows_the_table(S::ALL, at, &rows, &["起草纪要", "组领导决定"]);
    let others: Vec<&str> = rows.iter().map(|r| r.what.title()).collect();
    // What needs a session of its own: all items concluded, and one laid before the head of the group.
    let concluded = |state| match state {
        S::进行 => done(
            &at(S::进行),
            CHAIR,
            conclude(1, Outcome::补充核实),
            &ground(),
        ),
        state => at(state),
    };
    let drafts = row(
        minutes(),
        "he",
        any,
        &[(S::进行, S::纪要草稿), (S::纪要草稿, S::纪要草稿)],
    );
    let rest = [others.as_slice(), &["组领导决定"]].concat();
    follows_the_table(S::ALL, concluded, &[drafts], &rest);
    let raised = |state| with(state, Outcome::上提决定);
    let decides = row(
        decide(1, Outcome::采纳形成意见),
        "wang",
        &[Role::组长],
        &stay(&[S::已签认]),
    );
    let rest = [others.as_slice(), &["起草纪要"]].concat();
    follows_the_table(S::ALL, raised, &[decides], &rest);
    // The last signature signs the session.
    let two = all(at(S::纪要草稿), vec![(CHAIR, sign()), (HEAD, sign())]);
    assert_eq!(two.state, S::纪要草稿);
    assert_eq!(done(&two, MEMBER, sign(), &ground()).state, S::已签认);
    needs_a_person_one_record_and_a_day(&spoken(false), CHAIR, &conclude(1, Outcome::补充核实));
}

#[test]
fn the_plan_and_the_material_have_their_conditions() {
    let called = at(S::筹备);
    let none = Ground::default();
    let with = |spoil: &dyn Fn(&mut SessionPlan)| {
        let SessionAct::Plan { mut plan } = plan(&FOUR, false, false) else {
            unreachable!()
        };
        spoil(&mut plan);
        SessionAct::Plan { plan }
    };
    let again = Invited {
        account: "xu".to_owned(),
        ..Invited::default()
    };
    let draft = |flags: &[&str], entries: &[&str], opinion: Option<&str>| SessionAct::AddItem {
        item: AgendaDraft {
            title: "议题".to_owned(),
            flags: flags.iter().map(|f| (*f).to_owned()).collect(),
            entries: entries.iter().map(|e| (*e).to_owned()).collect(),
            opinion: opinion.map(ToOwned::to_owned),
            reporter: String::new(),
        },
    };
    let nameless = SessionAct::AddItem {
        item: AgendaDraft::default(),
    };
    let empty = SessionAct::Lock {
        material: Vec::new(),
    };
    for (what, ground, guard) in [
        (
            with(&|p| p.chair = "wu".to_owned()),
            ground(),
            Guard::Person,
        ),
        (
            with(&|p| p.recorder = "wu".to_owned()),
            ground(),
            Guard::Person,
        ),
        (
            with(&|p| p.recorder = "zhou".to_owned()),
            ground(),
            Guard::Separation,
        ),
        (
            with(&|p| p.invited.push(again.clone())),
            ground(),
            Guard::Person,
        ),
        (
            with(&|p| p.invited.retain(|i| ["zhou", "he"].contains(&&*i.account))),
            ground(),
            Guard::Quorum,
        ),
        (nameless, ground(), Guard::Content),
        (draft(&["f-9"], &[], None), ground(), Guard::Material),
        (draft(&["f-1"], &[], None), ground(), Guard::Material),
        (draft(&[], &["总001"], None), ground(), Guard::Material),
        (
            draft(&[], &[], Some("意见2026-009")),
            ground(),
            Guard::Material,
        ),
        (empty, ground(), Guard::Material),
        (lock(), none, Guard::Material),
    ] {
        refused(&called, KEEPER, what, &ground, guard);
    }
    let bare = SessionAct::DropItem {
        item: 1,
        reason: String::new(),
    };
    refused(&called, KEEPER, bare, &ground(), Guard::Reason);
    let bare = SessionAct::Unlock {
        reason: " ".to_owned(),
    };
    refused(&gathered(false), KEEPER, bare, &ground(), Guard::Reason);
    // Once somebody spoke, even from away, the material stays.
    let spoke = done(&gathered(false), MEMBER, merge("xu"), &ground());
    refused(&spoke, KEEPER, unlock(), &ground(), Guard::Views);
    assert!(gathered(false).material_hash.is_some());
    let opened = done(&gathered(false), KEEPER, unlock(), &ground());
    assert!(
        opened.material_hash.is_none() && opened.attendees.iter().all(|a| a.signed_in.is_none())
    );
    refused(
        &called,
        KEEPER,
        SessionAct::DropItem {
            item: 7,
            reason: "x".to_owned(),
        },
        &ground(),
        Guard::Content,
    );
}

#[test]
fn quorum_is_counted_over_members_who_signed_in() {
    let names = ["zhou", "zhao", "xu", "sun", "ma", "niu"];
    for (members, grave, needed) in [
        (2, false, 1),
        (3, false, 2),
        (4, false, 2),
        (5, false, 3),
        (6, false, 3),
        (3, true, 2),
        (4, true, 3),
        (6, true, 4),
    ] {
        for present in 1..=members {
            let called = all(
                new(),
                vec![
                    (KEEPER, plan(&names[..members], false, grave)),
                    (KEEPER, item()),
                    (KEEPER, lock()),
                    (RECORDER, SessionAct::SignIn {}),
                ],
            );
            let session =
                names
                    .iter()
                    .take(members)
                    .enumerate()
                    .fold(called, |session, (at, name)| {
                        let (by, what) = match at < present {
                            true => ((*name, Role::研判成员), SessionAct::SignIn {}),
                            false => (KEEPER, excuse(name)),
                        };
                        done(&session, by, what, &ground())
                    });
            let place = format!("{present} of {members}, grave: {grave}");
            match present >= needed {
                true => {
                    let begun = done(&session, CHAIR, SessionAct::Begin {}, &ground());
                    assert_eq!(begun.quorum_needed as usize, needed, "{place}");
                }
                false => refused(
                    &session,
                    CHAIR,
                    SessionAct::Begin {},
                    &ground(),
                    Guard::Quorum,
                ),
            }
        }
    }
    let locked = gathered(false);
    refused(
        &locked,
        HEAD,
        SessionAct::Begin {},
        &ground(),
        Guard::Person,
    );
    refused(
        &locked,
        ("wu", Role::组长),
        SessionAct::SignIn {},
        &ground(),
        Guard::Person,
    );
    refused(&locked, RECORDER, excuse("xu"), &ground(), Guard::Person);
    refused(&locked, RECORDER, excuse("wu"), &ground(), Guard::Person);
    let bare = SessionAct::Excuse {
        account: "sun".to_owned(),
        reason: String::new(),
    };
    refused(&locked, RECORDER, bare, &ground(), Guard::Reason);
    // Who is away must be accounted for, and the chair must be there.
    let unsaid = all(
        new(),
        vec![
            (KEEPER, plan(&FOUR, false, false)),
            (KEEPER, item()),
            (KEEPER, lock()),
            (HEAD, SessionAct::SignIn {}),
            (MEMBER, SessionAct::SignIn {}),
            (AWAY, SessionAct::SignIn {}),
        ],
    );
    refused(
        &unsaid,
        CHAIR,
        SessionAct::Begin {},
        &ground(),
        Guard::Quorum,
    );
    let excused = done(&unsaid, KEEPER, excuse("zhou"), &ground());
    refused(
        &excused,
        CHAIR,
        SessionAct::Begin {},
        &ground(),
        Guard::Quorum,
    );
}

#[test]
fn who_keeps_out_says_why_before_speaking_and_is_not_counted() {
    let open = all(gathered(false), vec![(CHAIR, SessionAct::Begin {})]);
    let bare = SessionAct::Recuse {
        account: "xu".to_owned(),
        item: None,
        reason: " ".to_owned(),
    };
    refused(&open, MEMBER, bare, &ground(), Guard::Recusal);
    refused(&open, HEAD, recuse("xu", None), &ground(), Guard::Person);
    refused(&open, KEEPER, recuse("wu", None), &ground(), Guard::Person);
    refused(
        &open,
        MEMBER,
        recuse("xu", Some(9)),
        &ground(),
        Guard::Content,
    );
    refused(
        &spoken(false),
        MEMBER,
        recuse("xu", Some(1)),
        &ground(),
        Guard::Recusal,
    );
    let out = done(&open, CHAIR, recuse("xu", Some(1)), &ground());
    refused(
        &out,
        MEMBER,
        view(1, Stance::同意, ""),
        &ground(),
        Guard::Recusal,
    );
    let voters: Vec<&str> = out.voters(1).iter().map(|a| a.account.as_str()).collect();
    assert_eq!(voters, ["zhou", "zhao"]);
    // Two of four members are left on the item: just enough. With one more out, too few.
    let both = all(
        out.clone(),
        vec![
            (CHAIR, view(1, Stance::同意, "")),
            (HEAD, view(1, Stance::同意, "")),
        ],
    );
    done(&both, CHAIR, conclude(1, Outcome::采纳形成意见), &ground());
    let few = all(
        out,
        vec![
            (HEAD, recuse("zhao", Some(1))),
            (CHAIR, view(1, Stance::同意, "")),
        ],
    );
    refused(
        &few,
        CHAIR,
        conclude(1, Outcome::采纳形成意见),
        &ground(),
        Guard::Quorum,
    );
    refused(
        &few,
        CHAIR,
        conclude(1, Outcome::不采纳),
        &ground(),
        Guard::Quorum,
    );
    // The chair keeps out: somebody who took part leads the item.
    let chair_out = all(
        open,
        vec![
            (CHAIR, recuse("zhou", Some(1))),
            (HEAD, view(1, Stance::同意, "")),
            (MEMBER, view(1, Stance::同意, "")),
        ],
    );
    refused(
        &chair_out,
        CHAIR,
        conclude(1, Outcome::不采纳),
        &ground(),
        Guard::Recusal,
    );
    done(&chair_out, HEAD, conclude(1, Outcome::不采纳), &ground());
}

#[test]
fn blind_views_stay_hidden_until_all_have_spoken_and_are_given_once() {
    let first = all(
        gathered(true),
        vec![
            (CHAIR, SessionAct::Begin {}),
            (MEMBER, view(1, Stance::不同意, "有据可查")),
        ],
    );
    for (who, sees) in [("xu", 1), ("zhou", 0), ("zhao", 0), ("he", 0), ("liu", 0)] {
        let seen = first.seen_by(who);
        assert_eq!(seen.item(1).unwrap().views.len(), sees, "{who}");
        let leaks = serde_json::to_string(&seen).unwrap().contains("有据可查");
        assert_eq!(leaks, sees == 1, "{who}: not by the history either");
    }
    refused(
        &first,
        MEMBER,
        view(1, Stance::同意, ""),
        &ground(),
        Guard::Views,
    );
    refused(&first, MEMBER, merge("xu"), &ground(), Guard::Views);
    let second = done(&first, CHAIR, view(1, Stance::同意, ""), &ground());
    assert_eq!(second.seen_by("zhao").item(1).unwrap().hidden_views, 2);
    refused(
        &second,
        CHAIR,
        conclude(1, Outcome::采纳形成意见),
        &ground(),
        Guard::Views,
    );
    let third = done(&second, HEAD, view(1, Stance::同意, ""), &ground());
    assert_eq!(third.seen_by("he").item(1).unwrap().views.len(), 3);
}

#[test]
fn an_outcome_needs_its_words_its_majority_and_more_than_the_author() {
    let open = spoken(false);
    let said = |outcome, code, reason: &str, issues: Vec<IssueBody>| SessionAct::Conclude {
        item: 1,
        outcome,
        code,
        reason: reason.to_owned(),
        issues,
    };
    let issue = |unit: &str, text: &str| IssueBody {
        unit: unit.to_owned(),
        text: text.to_owned(),
        ..IssueBody::default()
    };
    let code = Some(RejectCode::法定依据);
    let whole = || vec![issue("县", "文")];
    for (what, guard) in [
        (
            said(Outcome::采纳形成意见, None, " ", whole()),
            Guard::Reason,
        ),
        (
            said(Outcome::采纳形成意见, code, "是", whole()),
            Guard::Reason,
        ),
        (
            said(Outcome::采纳形成意见, None, "是", Vec::new()),
            Guard::Content,
        ),
        (
            said(Outcome::采纳形成意见, None, "是", vec![issue("县", "")]),
            Guard::Content,
        ),
        (
            said(Outcome::采纳形成意见, None, "是", vec![issue("", "文")]),
            Guard::Unit,
        ),
        (said(Outcome::不采纳, None, "否", Vec::new()), Guard::Reason),
        (said(Outcome::不采纳, code, "否", whole()), Guard::Content),
        (said(Outcome::转跟踪, None, "跟", whole()), Guard::Content),
        (conclude(5, Outcome::转跟踪), Guard::Content),
    ] {
        refused(&open, CHAIR, what, &ground(), guard);
    }
    refused(
        &open,
        HEAD,
        conclude(1, Outcome::转跟踪),
        &ground(),
        Guard::Person,
    );
    let against = done(&open, HEAD, view(1, Stance::保留, "再看"), &ground());
    refused(
        &against,
        CHAIR,
        conclude(1, Outcome::采纳形成意见),
        &ground(),
        Guard::Views,
    );
    refused(
        &open,
        MEMBER,
        view(1, Stance::不同意, ""),
        &ground(),
        Guard::Views,
    );
    let settled = done(&open, CHAIR, conclude(1, Outcome::补充核实), &ground());
    refused(
        &settled,
        CHAIR,
        conclude(1, Outcome::转跟踪),
        &ground(),
        Guard::Signed,
    );
    refused(
        &settled,
        MEMBER,
        view(1, Stance::同意, ""),
        &ground(),
        Guard::Signed,
    );
    // Of the two who are for it one wrote the rule; were he alone for it, it could not be accepted.
    let mut authored = ground();
    authored
        .facts
        .authors
        .insert("f-1".to_owned(), "zhao".to_owned());
    done(&open, CHAIR, conclude(1, Outcome::采纳形成意见), &authored);
    let out = all(
        gathered(false),
        vec![
            (CHAIR, SessionAct::Begin {}),
            (CHAIR, view(1, Stance::保留, "未看清")),
            (HEAD, view(1, Stance::同意, "")),
            (MEMBER, recuse("xu", None)),
        ],
    );
    let refusal = act(&out, CHAIR, conclude(1, Outcome::采纳形成意见), &authored).unwrap_err();
    assert!(refusal.names(Guard::Separation), "{refusal}");
}

#[test]
fn what_was_signed_stays_and_what_is_added_is_a_note() {
    let signed = at(S::已签认);
    let before = serde_json::to_value(&signed).unwrap();
    let noted = done(&signed, RECORDER, note(), &ground());
    let after = serde_json::to_value(&noted).unwrap();
    for (name, was) in before.as_object().unwrap() {
        let may = ["notes", "history", "rev"].contains(&name.as_str());
        assert!(may || after[name] == *was, "{name} was edited");
    }
    refused(&signed, HEAD, note(), &ground(), Guard::Person);
    refused(
        &signed,
        RECORDER,
        SessionAct::Note {
            text: " ".to_owned(),
        },
        &ground(),
        Guard::Content,
    );
    let draft = at(S::纪要草稿);
    let one = done(
        &draft,
        MEMBER,
        SessionAct::Sign {
            dissent: Some("不同意".to_owned()),
        },
        &ground(),
    );
    refused(&one, MEMBER, sign(), &ground(), Guard::Signatures);
    refused(&one, RECORDER, minutes(), &ground(), Guard::Signed);
    refused(&one, RECORDER, sign(), &ground(), Guard::Person);
    refused(&one, AWAY, sign(), &ground(), Guard::Person);
    refused(&one, AWAY, give_back(), &ground(), Guard::Person);
    let bare = SessionAct::ReturnMinutes {
        reason: String::new(),
    };
    refused(&one, HEAD, bare, &ground(), Guard::Reason);
    let back = done(&one, HEAD, give_back(), &ground());
    assert!(
        back.attendees
            .iter()
            .all(|a| a.signed.is_none() && a.dissent.is_none())
    );
    let kept = back.history.iter().any(|p| {
        p.act
            == SessionAct::Sign {
                dissent: Some("不同意".to_owned()),
            }
    });
    assert!(kept, "the history keeps the signature that was void");
    refused(&draft, HEAD, minutes(), &ground(), Guard::Person);
    let empty = SessionAct::DraftMinutes {
        text: String::new(),
    };
    refused(&draft, RECORDER, empty, &ground(), Guard::Content);
    refused(
        &spoken(false),
        RECORDER,
        minutes(),
        &ground(),
        Guard::Content,
    );
}

#[test]
fn the_head_of_the_group_decides_what_was_laid_before_him_once() {
    let raised = with(S::已签认, Outcome::上提决定);
    refused(
        &raised,
        KEEPER,
        SessionAct::Archive {},
        &ground(),
        Guard::Decided,
    );
    refused(
        &raised,
        LEADER,
        decide(1, Outcome::上提决定),
        &ground(),
        Guard::Decided,
    );
    let not_asked = act(
        &at(S::已签认),
        LEADER,
        decide(1, Outcome::不采纳),
        &ground(),
    );
    assert!(not_asked.unwrap_err().names(Guard::Decided));
    let decided = done(&raised, LEADER, decide(1, Outcome::不采纳), &ground());
    assert_eq!(decided.final_outcome(1), Some(Outcome::不采纳));
    refused(
        &decided,
        LEADER,
        decide(1, Outcome::采纳形成意见),
        &ground(),
        Guard::Signed,
    );
    // He wrote the rule, and nobody else was for it: then it is not his to accept.
    let mut authored = ground();
    authored
        .facts
        .authors
        .insert("f-1".to_owned(), "wang".to_owned());
    done(&raised, LEADER, decide(1, Outcome::采纳形成意见), &authored);
    let lonely = all(
        gathered(false),
        vec![
            (CHAIR, SessionAct::Begin {}),
            (CHAIR, view(1, Stance::保留, "请组长定")),
            (HEAD, view(1, Stance::保留, "请组长定")),
            (MEMBER, view(1, Stance::不同意, "有据可查")),
            (CHAIR, conclude(1, Outcome::上提决定)),
            (RECORDER, minutes()),
            (CHAIR, sign()),
            (HEAD, sign()),
            (MEMBER, sign()),
        ],
    );
    refused(
        &lonely,
        LEADER,
        decide(1, Outcome::采纳形成意见),
        &authored,
        Guard::Separation,
    );
    done(&lonely, LEADER, decide(1, Outcome::采纳形成意见), &ground());
}

#[test]
fn views_from_away_come_by_their_giver_or_the_clerks_and_with_their_file() {
    let locked = gathered(false);
    refused(&locked, HEAD, merge("xu"), &ground(), Guard::Person);
    let SessionAct::MergeViews { views, .. } = merge("xu") else {
        unreachable!()
    };
    let bare = SessionAct::MergeViews {
        file: " ".to_owned(),
        views,
    };
    refused(&locked, MEMBER, bare, &ground(), Guard::Source);
    let none = SessionAct::MergeViews {
        file: "cd".to_owned(),
        views: Vec::new(),
    };
    refused(&locked, MEMBER, none, &ground(), Guard::Views);
    refused(&locked, RECORDER, merge("wu"), &ground(), Guard::Person);
    // Who took part by a file was there.
    let by_file = done(&locked, RECORDER, merge("sun"), &ground());
    assert!(by_file.attendee("sun").unwrap().signed_in.is_some() && by_file.absent.is_empty());
}
