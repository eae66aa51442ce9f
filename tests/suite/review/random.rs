//! Whatever people try in whatever order: what is decided rests on the fitting act of a fitting person, and replays to the same record.
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use taizhang::{
    model::{
        Actor, Attendee, FlagAct, FlagCase, FlagState, LookBack, LookBackAct, LookBackKind,
        LookBackResult, LookBackState, Opinion, OpinionAct, OpinionState, Outcome, Part, Past,
        Proposal, ReconAct, ReconRun, ReconRunState, RectificationAct, RectificationCase,
        RectificationState, ReplyStance, ReviewEvent, ReviewSession, Role, RuleAct, RuleCase,
        RuleState, SessionAct, SessionState, Stance, Verdict,
    },
    review::{FlagFacts, Machine},
};

use super::{
    Ground, TODAY, event_on, extension, flag, look_back, opinion, reconciliation, rectification,
    rule_version, session,
};

/// People who try things; `shen` wrote the rule.
const PEOPLE: [&str; 7] = ["zhou", "zhao", "xu", "sun", "he", "chen", "shen"];

/// Which act, who, in which role, and whether somebody sensible chose it.
type Pick = (u16, u8, u8, u8);

fn picks(length: usize) -> impl Strategy<Value = Vec<Pick>> {
    proptest::collection::vec(
        (any::<u16>(), any::<u8>(), any::<u8>(), any::<u8>()),
        length,
    )
}

/// Share of acts, in 256, that nobody sensible chose.
const FOOLISH: u8 = 50;

type Acts<M> = Vec<(<M as taizhang::model::ReviewRecord>::Act, Ground<M>)>;

fn wander<M: Machine>(new: M, acts: &Acts<M>, picks: &[Pick]) -> M {
    wander_from(&new, new.clone(), acts, picks)
}

/// Wanders from a record that acts on a new one led to.
fn wander_from<M: Machine>(new: &M, from: M, acts: &Acts<M>, picks: &[Pick]) -> M {
    let mut record = from;
    for (which, who, role, sense) in picks {
        let fits = *sense >= FOOLISH;
        let open: Vec<&(M::Act, Ground<M>)> = acts
            .iter()
            .filter(|(act, _)| !fits || M::follows(act, record.state()))
            .collect();
        let Some((act, ground)) = open.get(usize::from(*which) % open.len().max(1)) else {
            break;
        };
        let roles = if fits { record.roles(act) } else { Role::ALL };
        // Somebody sensible leaves it to the next one who may.
        let tries = if fits { PEOPLE.len() } else { 1 };
        for turn in 0..tries {
            let event = ReviewEvent {
                record: record.id().to_owned(),
                on: TODAY,
                by: Actor {
                    account: PEOPLE[(usize::from(*who) + turn) % PEOPLE.len()].to_owned(),
                    role: roles[usize::from(*role) % roles.len()],
                },
                act: act.clone(),
            };
            if let Ok(next) = event_on(&record, &event, ground) {
                let past = &next.history()[..next.history().len() - 1];
                assert_eq!(past, record.history(), "the past is never edited");
                record = next;
                break;
            }
        }
    }
    // The acts alone make the record again, as does its text.
    let replayed = record.history().iter().fold(new.clone(), |at, past| {
        let event = ReviewEvent {
            record: record.id().to_owned(),
            on: past.on,
            by: past.by.clone(),
            act: past.act.clone(),
        };
        let (_, ground) = acts.iter().find(|(act, _)| *act == past.act).unwrap();
        event_on(&at, &event, ground).unwrap()
    });
    assert_eq!(replayed, record);
    let text = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<M>(&text).unwrap(), record);
    for past in record.history() {
        assert!(
            PEOPLE.contains(&past.by.account.as_str()),
            "somebody did it"
        );
        assert!(
            Role::BUSINESS.contains(&past.by.role),
            "and no administrator"
        );
    }
    record
}

/// The last act of a kind in a history, with what came before it.
fn last<A, S>(history: &[Past<A, S>], is: impl Fn(&A) -> bool) -> Option<&Past<A, S>> {
    history.iter().rev().find(|p| is(&p.act))
}

fn plain<M: Machine>(acts: Vec<M::Act>) -> Acts<M> {
    acts.into_iter()
        .map(|act| {
            (
                act,
                Ground {
                    facts: M::Facts::default(),
                    rests_on: None,
                },
            )
        })
        .collect()
}

fn flag_after(picks: &[Pick]) -> FlagCase {
    let authored = || Ground {
        facts: FlagFacts {
            rule_author: Some("shen".to_owned()),
            target_is_there: true,
            ..FlagFacts::default()
        },
        rests_on: None,
    };
    let mut acts: Acts<FlagCase> = vec![
        (flag::assign(), flag::ground()),
        (FlagAct::Claim {}, flag::ground()),
        (flag::include(), flag::in_opinion()),
        (flag::exclude(), flag::in_opinion()),
        (flag::end(), flag::ground()),
    ];
    acts.extend(
        Proposal::ALL
            .iter()
            .map(|p| (flag::propose(*p), authored())),
    );
    acts.extend(
        Outcome::ALL
            .iter()
            .map(|o| (flag::decided(*o), flag::collective(*o))),
    );
    let new = FlagCase {
        flag: "f-1".to_owned(),
        ..FlagCase::default()
    };
    let case = wander(new, &acts, picks);
    if matches!(case.state, FlagState::研判采纳 | FlagState::已形成意见) {
        let proposed = last(&case.history, |a| matches!(a, FlagAct::Propose { .. })).unwrap();
        assert_ne!(proposed.by.account, "shen", "not by the author of the rule");
        assert!(matches!(
            proposed.by.role,
            Role::责任部门 | Role::责任部门负责人
        ));
        assert!(last(&case.history, |a| matches!(a, FlagAct::Outcome { .. })).is_some());
    }
    if case.state == FlagState::不采纳 {
        assert!(case.disposition.as_ref().unwrap().code.is_some());
    }
    case
}

fn session_after(is_blind: bool, picks: &[Pick]) -> ReviewSession {
    let members = ["zhou", "zhao", "xu", "sun"];
    let mut authored = session::ground();
    authored
        .facts
        .authors
        .insert("f-1".to_owned(), "zhao".to_owned());
    let mut acts: Acts<ReviewSession> =
        vec![(session::conclude(1, Outcome::采纳形成意见), authored)];
    let mut rest = vec![
        SessionAct::SignIn {},
        session::excuse("sun"),
        session::recuse("xu", Some(1)),
        session::merge("xu"),
        SessionAct::Begin {},
        session::view(1, Stance::同意, ""),
        session::view(1, Stance::不同意, "有据可查"),
        session::conclude(1, Outcome::不采纳),
        session::conclude(1, Outcome::上提决定),
        session::minutes(),
        session::give_back(),
        session::sign(),
        session::note(),
        session::decide(1, Outcome::不采纳),
        SessionAct::Archive {},
        session::unlock(),
        session::lock(),
    ];
    let called = [
        session::plan(&members, is_blind, false),
        session::item(),
        session::lock(),
    ];
    let new = session::all(
        session::new(),
        called
            .iter()
            .map(|act| (("chen", Role::台账管理员), act.clone()))
            .collect(),
    );
    rest.extend([session::plan(&members, is_blind, false), session::item()]);
    acts.extend(rest.into_iter().map(|act| (act, session::ground())));
    let session = wander_from(&session::new(), new, &acts, picks);
    let present = |a: &&Attendee| a.part == Part::出席 && a.signed_in.is_some();
    for item in &session.agenda {
        let Some(concluded) = &item.concluded else {
            continue;
        };
        let voters: Vec<&str> = session
            .voters(item.seq)
            .iter()
            .map(|a| a.account.as_str())
            .collect();
        let views = |name: &&str| item.views.iter().filter(|v| v.account == **name).count();
        assert!(
            item.views
                .iter()
                .all(|v| !session.is_recused(&v.account, item.seq))
        );
        if concluded.outcome == Outcome::采纳形成意见 {
            let agree: Vec<&str> = item
                .views
                .iter()
                .filter(|v| v.stance == Stance::同意)
                .map(|v| v.account.as_str())
                .collect();
            let spoke = item.views.len();
            assert!(
                agree.len() * 2 > spoke && spoke >= 2,
                "{agree:?} of {spoke}"
            );
            assert!(agree.iter().any(|a| *a != "zhao"), "not the author alone");
        }
        assert!(voters.iter().all(|v| views(v) <= 1), "one view each");
    }
    if session.is_blind {
        for item in session
            .agenda
            .iter()
            .filter(|i| !session.views_are_open(i.seq))
        {
            for who in PEOPLE.iter().chain(&["liu"]) {
                let seen = session.seen_by(who);
                let others = seen
                    .item(item.seq)
                    .unwrap()
                    .views
                    .iter()
                    .any(|v| v.account != *who);
                assert!(!others, "{who} sees what is kept back");
            }
        }
    }
    if session.state.is_signed() {
        let drafted = session
            .history
            .iter()
            .rposition(|p| matches!(p.act, SessionAct::DraftMinutes { .. }))
            .unwrap();
        let since = &session.history[drafted..];
        let there: Vec<_> = session.attendees.iter().filter(present).collect();
        assert!(there.len() as u32 >= session.quorum_needed && session.quorum_needed == 2);
        assert!(
            there.iter().any(|a| a.account == session.chair),
            "the chair was there"
        );
        for member in there {
            let signed = since.iter().any(|p| {
                matches!(p.act, SessionAct::Sign { .. }) && p.by.account == member.account
            });
            assert!(signed, "{} did not sign what was minuted", member.account);
        }
        let at = session
            .history
            .iter()
            .position(|p| p.to == SessionState::已签认)
            .unwrap();
        let after = &session.history[at + 1..];
        let only = after.iter().all(|p| {
            matches!(
                p.act,
                SessionAct::Note { .. } | SessionAct::Archive {} | SessionAct::LeaderDecide { .. }
            )
        });
        assert!(
            only,
            "after signing only notes, the leader's decision and the filing"
        );
    }
    session
}

fn opinion_after(important: bool, picks: &[Pick]) -> Opinion {
    let mut acts: Acts<Opinion> = [
        opinion::draft(important),
        opinion::pass(),
        opinion::decide(true),
        opinion::decide(false),
        opinion::issue(None, None),
        opinion::deliver(),
        opinion::reply(ReplyStance::认可),
        OpinionAct::Rectify {},
        opinion::assess(),
        OpinionAct::End {},
    ]
    .map(|act| (act, opinion::ground()))
    .into();
    // Otherwise every other sequence would end by being withdrawn.
    if picks.first().is_some_and(|(_, who, ..)| who % 4 == 0) {
        acts.push((opinion::withdraw(), opinion::ground()));
    }
    let new = Opinion {
        no: "意见2026-001".to_owned(),
        ..Opinion::default()
    };
    let opinion = wander(new, &acts, picks);
    if opinion.state.is_issued() {
        let history = &opinion.history;
        let drafted = history
            .iter()
            .rposition(|p| matches!(p.act, OpinionAct::Draft { .. }))
            .unwrap();
        let since = &history[drafted..];
        assert!(
            last(since, |a| matches!(a, OpinionAct::Pass { .. })).is_some(),
            "a session passed this draft"
        );
        let issued = last(since, |a| matches!(a, OpinionAct::Issue { .. })).unwrap();
        assert_ne!(
            issued.by.account, history[drafted].by.account,
            "entering is not approving"
        );
        if important {
            let decided = last(since, |a| {
                matches!(a, OpinionAct::LeaderDecide { agrees: true, .. })
            })
            .unwrap();
            assert_eq!(decided.by.role, Role::组长);
            assert_ne!(decided.by.account, history[drafted].by.account);
        }
    }
    if opinion.state == OpinionState::结束 {
        let ended = last(&opinion.history, |a| matches!(a, OpinionAct::End {})).unwrap();
        let assessed = last(&opinion.history, |a| matches!(a, OpinionAct::Assess { .. })).unwrap();
        assert_ne!(ended.by.account, assessed.by.account);
        assert_eq!(
            ended.by.role,
            if important {
                Role::组长
            } else {
                Role::分管副组长
            }
        );
    }
    opinion
}

fn rectification_after(important: bool, picks: &[Pick]) -> RectificationCase {
    use rectification as r;
    let mut acts = plain::<RectificationCase>(vec![
        r::plan_of(|_| ()),
        RectificationAct::AcceptPlan {},
        r::work(true, true),
        r::elsewhere(12, 2, 2),
        r::institute(),
        extension::apply(),
        extension::review(true),
        extension::decide(true),
        r::apply_close("申请", true),
        r::send_back(),
        r::verify(&["xu", "sun"]),
        r::verify(&["zhou", "zhao"]),
        r::conclude(Verdict::到位),
        r::conclude(Verdict::未到位),
        r::close(),
    ]);
    let of = |act, record| (act, r::on(record));
    acts.push(of(r::open(important), "意见2026-001"));
    acts.push(of(r::start_look(), "回头看2026-001"));
    acts.push(of(r::looked(LookBackResult::稳固, None), "回头看2026-001"));
    acts.push(of(
        r::looked(LookBackResult::反弹, Some("2027-08-01")),
        "回头看2026-001",
    ));
    let case = wander(r::new(), &acts, picks);
    for (at, past) in case.history.iter().enumerate() {
        let before = &case.history[..at];
        let by = past.by.account.as_str();
        match &past.act {
            RectificationAct::CloseOut { .. } => {
                let begun = last(before, |a| {
                    matches!(a, RectificationAct::BeginVerify { .. })
                })
                .unwrap();
                let RectificationAct::BeginVerify { verifiers } = &begun.act else {
                    unreachable!()
                };
                let concluded = last(before, |a| {
                    matches!(a, RectificationAct::ConcludeVerify { .. })
                })
                .unwrap();
                let applied =
                    last(before, |a| matches!(a, RectificationAct::ApplyClose { .. })).unwrap();
                assert_eq!(concluded.to, RectificationState::核查到位);
                assert!(
                    verifiers.len() >= 2 && !verifiers.iter().any(|v| v == by),
                    "verifier is not closer"
                );
                assert!(
                    !verifiers.contains(&concluded.by.account)
                        && !verifiers.contains(&applied.by.account)
                );
                assert!(
                    by != concluded.by.account && by != applied.by.account,
                    "entering is not approving"
                );
                assert_eq!(
                    past.by.role,
                    if important {
                        Role::组长
                    } else {
                        Role::分管副组长
                    }
                );
                let done = |is: fn(&RectificationAct) -> bool| last(before, is).is_some();
                assert!(done(|a| matches!(a, RectificationAct::Extrapolate { .. })));
                assert!(done(|a| matches!(a, RectificationAct::Institute { .. })));
            }
            RectificationAct::AcceptPlan {} => {
                let sent =
                    last(before, |a| matches!(a, RectificationAct::SubmitPlan { .. })).unwrap();
                assert!(by != sent.by.account && past.by.role == Role::责任部门负责人);
            }
            RectificationAct::DecideExtension { .. } => {
                let applied = last(before, |a| {
                    matches!(a, RectificationAct::ApplyExtension { .. })
                })
                .unwrap();
                let reviewed = last(before, |a| {
                    matches!(a, RectificationAct::ReviewExtension { .. })
                })
                .unwrap();
                assert!(by != applied.by.account && by != reviewed.by.account);
                assert_ne!(applied.by.account, reviewed.by.account);
            }
            _ => {}
        }
    }
    case
}

fn look_back_after(picks: &[Pick]) -> LookBack {
    let mut acts = plain::<LookBack>(vec![
        look_back::plan(LookBackKind::驻在单位),
        look_back::start(&["xu", "sun"]),
        look_back::start(&["zhou", "zhao"]),
        look_back::found(LookBackResult::稳固, |_| ()),
        look_back::found(LookBackResult::反弹, |_| ()),
        LookBackAct::End {},
    ]);
    acts.push((look_back::transfer(), look_back::new_issue()));
    let look = wander(look_back::new(), &acts, picks);
    if let Some(concluded) = last(&look.history, |a| matches!(a, LookBackAct::Conclude { .. })) {
        assert_eq!(concluded.by.role, Role::分管副组长);
        assert!(look.people.len() >= 2 && !look.people.contains(&concluded.by.account));
    }
    if look.state == LookBackState::结束 && look.came_back() {
        assert!(look.new_issue.is_some(), "what came back is a new issue");
    }
    look
}

fn reconciliation_after(picks: &[Pick]) -> ReconRun {
    use reconciliation as r;
    use taizhang::model::DiffAnswer as D;
    let mut acts = plain::<ReconRun>(vec![
        r::answer(1, D::属实, ""),
        r::answer(1, D::待核实, "问县里"),
        r::answer(2, D::不属实, "口径不同"),
        r::ask(),
        r::answered(),
        ReconAct::Sign {},
        ReconAct::Archive {},
    ]);
    acts.push((r::begin(), r::sheet()));
    let new = ReconRun {
        run: "run-1".to_owned(),
        ..ReconRun::default()
    };
    let run = wander(new, &acts, picks);
    if let Some(signed) = last(&run.history, |a| matches!(a, ReconAct::Sign {})) {
        assert_eq!(signed.by.role, Role::责任部门负责人);
        assert!(run.unanswered().is_empty());
        let mut answers = run
            .history
            .iter()
            .filter(|p| matches!(p.act, ReconAct::Answer { .. }));
        assert!(
            answers.all(|p| p.by.account != signed.by.account),
            "going through is not signing"
        );
    }
    run
}

fn rule_after(picks: &[Pick]) -> RuleCase {
    let acts = plain::<RuleCase>(vec![
        rule_version::draft(),
        RuleAct::Try {},
        rule_version::approve(),
        RuleAct::Enable {},
        rule_version::disable(),
    ]);
    let case = wander(rule_version::new(), &acts, picks);
    if matches!(case.state, RuleState::批准 | RuleState::启用) {
        let tried = case
            .history
            .iter()
            .rposition(|p| matches!(p.act, RuleAct::Try {}))
            .unwrap();
        let approved = last(&case.history[tried..], |a| {
            matches!(a, RuleAct::Approve { .. })
        })
        .unwrap();
        assert_ne!(approved.by.account, "shen", "author is not approver");
        assert_ne!(approved.by.account, case.history[0].by.account);
    }
    case
}

/// Acts tried in one sequence; long enough that sessions come to their end (see the test below).
const ACTS: usize = 90;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn no_sequence_reaches_a_decided_state_without_the_acts_of_fitting_people(picks in picks(ACTS), way: bool) {
        flag_after(&picks);
        session_after(way, &picks);
        opinion_after(way, &picks);
        rectification_after(way, &picks);
        look_back_after(&picks);
        reconciliation_after(&picks);
        rule_after(&picks);
    }
}

#[test]
fn the_sequences_do_reach_the_decided_states() {
    let mut runner = TestRunner::deterministic();
    let mut reached = std::collections::BTreeSet::new();
    for round in 0..150 {
        let picks = picks(ACTS).new_tree(&mut runner).unwrap().current();
        let way = round % 2 == 0;
        let names = |history: Vec<&'static str>, kind: &'static str| {
            history.into_iter().map(move |state| (kind, state))
        };
        reached.extend(names(
            flag_after(&picks)
                .history
                .iter()
                .map(|p| p.to.name())
                .collect(),
            "flag",
        ));
        reached.extend(names(
            session_after(way, &picks)
                .history
                .iter()
                .map(|p| p.to.name())
                .collect(),
            "session",
        ));
        reached.extend(names(
            opinion_after(way, &picks)
                .history
                .iter()
                .map(|p| p.to.name())
                .collect(),
            "opinion",
        ));
        reached.extend(names(
            rectification_after(way, &picks)
                .history
                .iter()
                .map(|p| p.to.name())
                .collect(),
            "rectification",
        ));
        reached.extend(names(
            look_back_after(&picks)
                .history
                .iter()
                .map(|p| p.to.name())
                .collect(),
            "look-back",
        ));
        reached.extend(names(
            reconciliation_after(&picks)
                .history
                .iter()
                .map(|p| p.to.name())
                .collect(),
            "reconciliation",
        ));
        reached.extend(names(
            rule_after(&picks)
                .history
                .iter()
                .map(|p| p.to.name())
                .collect(),
            "rule",
        ));
    }
    for wanted in [
        ("flag", FlagState::已形成意见.name()),
        ("flag", FlagState::研判不采纳.name()),
        ("session", SessionState::已签认.name()),
        ("session", SessionState::归档.name()),
        ("opinion", OpinionState::组领导决定.name()),
        ("opinion", OpinionState::结束.name()),
        ("rectification", RectificationState::销号.name()),
        ("rectification", RectificationState::重新整改.name()),
        ("look-back", LookBackState::结束.name()),
        ("reconciliation", ReconRunState::签认.name()),
        ("rule", RuleState::启用.name()),
    ] {
        assert!(reached.contains(&wanted), "{wanted:?} is never reached");
    }
}
