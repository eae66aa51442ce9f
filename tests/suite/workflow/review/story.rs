//! The whole way, and what is refused on it.
use taizhang::{
    model::{
        AgendaDraft, CheckItem, CheckPoint, Delivery, DiffAnswer, Extrapolation, FlagAct,
        FlagState, HostSections, Institution, IssueState, LookBackAct, LookBackFound,
        LookBackResult, LookBackState, Measure, MeasureKind, OpinionAct, OpinionPlan, OpinionState,
        Person, Proposal, Publicity, ReconAct, RectificationAct, RectificationKind,
        RectificationPlan, RectificationState, RectificationWork, RejectCode, ReplyStance, Role,
        RuleAct, RuleState, SessionAct, SessionState, Stance, UnitKind, Verdict, VerifyMethod,
    },
    workflow::{Office, OfficeError, Silent},
};

use super::{
    accept, begun, body, day, deputy, flagged, flags, go, head, keeper, leader, member, named,
    officer, open, plan, recorder, refusal, signed, view,
};

fn delivery(on: &str) -> OpinionAct {
    OpinionAct::Deliver {
        delivery: Delivery {
            on: day(on),
            receiver_title: "办公室主任".to_owned(),
            way: "机要".to_owned(),
            place: String::new(),
            speaker: String::new(),
            record_signed: false,
            recorder: String::new(),
        },
        reply_due: None,
    }
}

fn reply(stance: ReplyStance, on: &str) -> OpinionAct {
    OpinionAct::RecordReply {
        item: 1,
        stance,
        text: "夜里看见的。".to_owned(),
        on: day(on),
        source: named("云汀县回复函"),
    }
}

/// From a flag to an opinion that was answered.
fn answered(office: &mut Office) -> (String, String) {
    let found = flags(office);
    accept(office, &found[0]);
    let no = begun(office, &[&found[0]], false);
    signed(office, &no, vec![body("没有写明几时看见月亮。")]);
    let issue = office.issues().unwrap().pop().unwrap();
    let plan = OpinionPlan {
        to_unit: "云汀县".to_owned(),
        unit_kind: Some(UnitKind::部属单位),
        issues: vec![issue.no.clone()],
        ..OpinionPlan::default()
    };
    let opinion = office.draft_opinion(&officer(), plan).unwrap();
    let pass = OpinionAct::Pass { session: no };
    let issue_it = OpinionAct::Issue {
        level: None,
        level_reason: None,
        doc_no: Some("组函〔2026〕8号".to_owned()),
    };
    for (by, act) in [
        (officer(), pass),
        (head(), issue_it),
        (officer(), delivery("2026-10-20")),
        (keeper(), reply(ReplyStance::认可, "2026-10-20")),
    ] {
        let title = act.title();
        let done = office.act_on_opinion(&opinion.no, &by, None, act);
        done.unwrap_or_else(|e| panic!("{title}: {e}"));
    }
    (opinion.no, issue.no)
}

fn measure() -> Measure {
    Measure {
        seq: 1,
        text: "立一块观月牌".to_owned(),
        kind: MeasureKind::长久立,
        unit: "云汀县".to_owned(),
        owner_title: "县长".to_owned(),
        deadline: Some(day("2026-12-01")),
        progress: String::new(),
        is_done: false,
        evidence: Vec::new(),
    }
}

fn ten_points() -> Vec<CheckItem> {
    CheckPoint::ALL
        .into_iter()
        .map(|point| CheckItem {
            point,
            is_met: point != CheckPoint::Publicity,
            says: "见档案".to_owned(),
        })
        .collect()
}

/// Every act from the plan to the check, by who does it.
fn to_the_check() -> Vec<(Person, RectificationAct)> {
    let plan = RectificationPlan {
        source: named("整改方案"),
        goal: "看见的都有时辰".to_owned(),
        kind: RectificationKind::立行立改,
        lead_unit: "云汀县".to_owned(),
        responsible_title: "县长".to_owned(),
        deadline: day("2026-12-01"),
        measures: vec![measure()],
        no_lasting_reason: None,
    };
    let work = RectificationWork {
        measure: 1,
        text: "牌已立".to_owned(),
        is_done: true,
        source: named("进展报告"),
        evidence: vec![named("照片")],
    };
    vec![
        (
            officer(),
            RectificationAct::SubmitPlan {
                plan: Box::new(plan),
            },
        ),
        (head(), RectificationAct::AcceptPlan {}),
        (keeper(), RectificationAct::Progress { work }),
        (
            keeper(),
            RectificationAct::Extrapolate {
                extrapolation: Extrapolation {
                    scope: "全县".to_owned(),
                    checked: 12,
                    found: 2,
                    fixed: 2,
                    evidence: Vec::new(),
                },
            },
        ),
        (
            keeper(),
            RectificationAct::Institute {
                institution: Institution::None {
                    reason: "牌即制度".to_owned(),
                },
            },
        ),
        (
            officer(),
            RectificationAct::ApplyClose {
                source: named("销号申请"),
                signed_by_principal: true,
            },
        ),
        (
            officer(),
            RectificationAct::BeginVerify {
                verifiers: vec!["ma".to_owned(), "niu".to_owned()],
            },
        ),
        (
            head(),
            RectificationAct::ConcludeVerify {
                checked_on: day("2026-10-20"),
                verdict: Verdict::到位,
                methods: vec![VerifyMethod::实地],
                findings: "牌在".to_owned(),
                evidence: Vec::new(),
            },
        ),
    ]
}

fn close_out() -> RectificationAct {
    RectificationAct::CloseOut {
        checklist: ten_points(),
        publicity: Publicity::None {
            reason: "涉及内部事项".to_owned(),
        },
        collective: named("研判2026-001"),
    }
}

/// From the answered opinion to the close-out.
pub(super) fn closed(office: &mut Office) -> (String, String, String) {
    let (opinion, issue) = answered(office);
    office
        .act_on_opinion(&opinion, &officer(), None, OpinionAct::Rectify {})
        .unwrap();
    let rectification = office.rectifications().unwrap().pop().unwrap().no;
    for (by, act) in to_the_check() {
        let title = act.title();
        let done = office.act_on_rectification(&rectification, &by, None, act);
        done.unwrap_or_else(|e| panic!("{title}: {e}"));
    }
    office
        .act_on_rectification(&rectification, &deputy(), None, close_out())
        .unwrap();
    (opinion, issue, rectification)
}

fn conclude(result: LookBackResult) -> LookBackAct {
    let came_back = result != LookBackResult::稳固;
    LookBackAct::Conclude {
        found: LookBackFound::Host {
            result,
            sections: HostSections {
                extrapolation: "又查了三处".to_owned(),
                institution: "牌还在".to_owned(),
                effect: "看得清".to_owned(),
            },
            relapse: came_back.then(|| "牌倒了".to_owned()),
            new_deadline: came_back.then(|| day("2027-08-01")),
        },
        evidence: vec![named("回头看记录")],
    }
}

#[test]
fn a_flag_goes_the_whole_way_to_the_look_back_and_every_step_is_somebodys() {
    let (dir, mut office) = flagged("2026-10-20");
    let (opinion, issue, rectification) = closed(&mut office);
    let case = office.flag_cases().unwrap().into_values().next().unwrap();
    assert_eq!(case.state, FlagState::已形成意见);
    assert_eq!(case.opinion.as_deref(), Some(opinion.as_str()));
    let said: Vec<&str> = case.explanations.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(
        said,
        ["夜里看见的。"],
        "the host's words stand beside the flag"
    );
    assert_eq!(office.issue(&issue).unwrap().state, IssueState::已销号);
    let look_back = office.look_backs().unwrap().pop().unwrap();
    assert_eq!(look_back.due, day("2027-04-20"), "six months after");
    assert_eq!(look_back.state, LookBackState::计划);
    let no = look_back.no;
    // What came back opens the matter again and becomes a new issue.
    drop(office);
    let mut office = open(&dir.path().join("w"), "2027-04-21");
    let start = LookBackAct::Start {
        people: vec!["ma".to_owned(), "niu".to_owned()],
        methods: vec![VerifyMethod::实地],
    };
    office
        .act_on_look_back(&no, &officer(), None, start)
        .unwrap();
    let back = conclude(LookBackResult::反弹);
    office.act_on_look_back(&no, &deputy(), None, back).unwrap();
    let case = office.rectification(&rectification).unwrap();
    assert_eq!(case.state, RectificationState::重新整改);
    assert_eq!(
        (case.relapses, case.deadline()),
        (1, Some(day("2027-08-01")))
    );
    assert_eq!(office.issue(&issue).unwrap().state, IssueState::重新整改);
    let end = office.act_on_look_back(&no, &deputy(), None, LookBackAct::End {});
    assert!(refusal(end).contains("还没有转为新问题"));
    let transfer = LookBackAct::Transfer {
        issue: String::new(),
    };
    let done = office
        .act_on_look_back(&no, &officer(), None, transfer)
        .unwrap();
    let new = office.issue(done.new_issue.as_deref().unwrap()).unwrap();
    assert_eq!(new.body.text, "牌倒了");
    assert_eq!(new.session, no, "it rests on the look-back");
    office
        .act_on_look_back(&no, &deputy(), None, LookBackAct::End {})
        .unwrap();
    // Nothing has no name behind it.
    for event in office.history_of("rectification", &rectification).unwrap() {
        let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap();
        let by = detail["act"]["by"]["account"].as_str().unwrap();
        assert!(!by.is_empty());
    }
    assert!(office.verify_log(None).unwrap().is_whole());
}

#[test]
fn what_holds_at_the_look_back_ends_rectification_and_issue_and_the_opinion_can_be_assessed() {
    let (dir, mut office) = flagged("2026-10-20");
    let (opinion, issue, rectification) = closed(&mut office);
    let assess = OpinionAct::Assess {
        text: "整改到位".to_owned(),
    };
    office
        .act_on_opinion(&opinion, &head(), None, assess)
        .unwrap();
    let ended = office.act_on_opinion(&opinion, &deputy(), None, OpinionAct::End {});
    assert_eq!(ended.unwrap().state, OpinionState::结束);
    drop(office);
    let mut office = open(&dir.path().join("w"), "2027-04-21");
    let start = LookBackAct::Start {
        people: vec!["ma".to_owned(), "niu".to_owned()],
        methods: Vec::new(),
    };
    let no = office.look_backs().unwrap().pop().unwrap().no;
    office
        .act_on_look_back(&no, &officer(), None, start)
        .unwrap();
    let holds = conclude(LookBackResult::稳固);
    office
        .act_on_look_back(&no, &deputy(), None, holds)
        .unwrap();
    let case = office.rectification(&rectification).unwrap();
    assert_eq!(case.state, RectificationState::结束);
    assert_eq!(office.issue(&issue).unwrap().state, IssueState::结束);
}

#[test]
fn closing_needs_others_than_those_who_entered_checked_and_concluded() {
    let (_dir, mut office) = flagged("2026-10-20");
    let (opinion, _) = answered(&mut office);
    office
        .act_on_opinion(&opinion, &officer(), None, OpinionAct::Rectify {})
        .unwrap();
    let no = office.rectifications().unwrap().pop().unwrap().no;
    let acts = to_the_check();
    let before_proof = [0, 1, 5];
    for at in before_proof {
        let (by, act) = acts[at].clone();
        let done = office.act_on_rectification(&no, &by, None, act);
        if at == 5 {
            let said = refusal(done);
            assert!(
                said.contains("第1项措施未完成") && said.contains("没有佐证"),
                "{said}"
            );
        } else {
            done.unwrap();
        }
    }
    for (by, act) in acts.into_iter().skip(2).take(4) {
        office.act_on_rectification(&no, &by, None, act).unwrap();
    }
    let verify = |people: &[&str]| RectificationAct::BeginVerify {
        verifiers: people.iter().map(|p| (*p).to_owned()).collect(),
    };
    let alone = office.act_on_rectification(&no, &officer(), None, verify(&["ma"]));
    assert!(refusal(alone).contains("两人核查"));
    let own = office.act_on_rectification(&no, &officer(), None, verify(&["ma", "chen"]));
    assert!(refusal(own).contains("销号申请的登记人"));
    let two = verify(&["zhou", "ma"]);
    office
        .act_on_rectification(&no, &officer(), None, two)
        .unwrap();
    let (by, conclude) = to_the_check().pop().unwrap();
    office
        .act_on_rectification(&no, &by, None, conclude)
        .unwrap();
    let said = refusal(office.act_on_rectification(&no, &deputy(), None, close_out()));
    assert!(said.contains("销号人不能是核查人"), "{said}");
    let other = Person::new("zhu", &[Role::分管副组长]);
    office
        .act_on_rectification(&no, &other, None, close_out())
        .unwrap();
}

#[test]
fn a_session_hides_views_until_all_have_spoken_and_keeps_dissent() {
    let (_dir, mut office) = flagged("2026-10-20");
    let found = flags(&mut office);
    accept(&mut office, &found[0]);
    let no = begun(&mut office, &[&found[0]], true);
    go(
        &mut office,
        &no,
        vec![(member(), view(Stance::不同意, "我看不清"))],
    );
    let seen = office.session(&no, &head()).unwrap();
    let item = seen.item(1).unwrap();
    assert!(item.views.is_empty());
    assert_eq!(item.hidden_views, 1);
    let told = serde_json::to_string(&seen).unwrap();
    assert!(!told.contains("我看不清"), "not in the history either");
    let own = office.session(&no, &member()).unwrap();
    assert_eq!(own.item(1).unwrap().views.len(), 1);
    let again = office.act_on_session(&no, &member(), None, view(Stance::同意, ""));
    assert!(refusal(again).contains("背靠背"));
    let conclude = SessionAct::Conclude {
        item: 1,
        outcome: taizhang::model::Outcome::采纳形成意见,
        code: None,
        reason: "属实".to_owned(),
        issues: vec![body("问题")],
    };
    let early = office.act_on_session(&no, &deputy(), None, conclude.clone());
    assert!(refusal(early).contains("尚未发表意见"));
    go(
        &mut office,
        &no,
        vec![
            (head(), view(Stance::同意, "")),
            (deputy(), view(Stance::同意, "")),
        ],
    );
    let seen = office.session(&no, &head()).unwrap();
    assert_eq!(seen.item(1).unwrap().views.len(), 3, "now all lie open");
    let done = go(&mut office, &no, vec![(deputy(), conclude)]);
    let against: Vec<&str> = done
        .item(1)
        .unwrap()
        .views
        .iter()
        .filter(|v| v.stance == Stance::不同意)
        .map(|v| v.text.as_str())
        .collect();
    assert_eq!(against, ["我看不清"]);
}

#[test]
fn nothing_is_edited_after_all_have_signed() {
    let (_dir, mut office) = flagged("2026-10-20");
    let found = flags(&mut office);
    accept(&mut office, &found[0]);
    let no = begun(&mut office, &[&found[0]], false);
    // While the session has the flag, no officer changes it.
    let act = FlagAct::Propose {
        proposal: Proposal::不采纳,
        code: Some(RejectCode::法定依据),
        note: None,
        into: None,
    };
    let late = office.act_on_flag(found[0].id(), &officer(), None, act);
    assert!(refusal(late).contains("研判材料"));
    let done = signed(&mut office, &no, vec![body("问题")]);
    assert_eq!(done.state, SessionState::已签认);
    let dissent: Vec<&str> = done
        .attendees
        .iter()
        .filter_map(|a| a.dissent.as_deref())
        .collect();
    assert_eq!(dissent, ["保留不同意见"]);
    for (by, act) in [
        (
            recorder(),
            SessionAct::DraftMinutes {
                text: "改".to_owned(),
            },
        ),
        (head(), view(Stance::保留, "改")),
        (
            deputy(),
            SessionAct::ReturnMinutes {
                reason: "改".to_owned(),
            },
        ),
        (
            keeper(),
            SessionAct::AddItem {
                item: AgendaDraft::default(),
            },
        ),
    ] {
        refusal(office.act_on_session(&no, &by, None, act));
    }
    let issue = office.issues().unwrap().pop().unwrap();
    let mut changed = issue.body.clone();
    changed.text = "换个说法".to_owned();
    let act = taizhang::model::IssueAct::Complete {
        body: Box::new(changed),
    };
    assert!(refusal(office.act_on_issue(&issue.no, &officer(), None, act)).contains("不能改"));
    let mut completed = issue.body.clone();
    completed.suggestion.object = "县政府".to_owned();
    let act = taizhang::model::IssueAct::Complete {
        body: Box::new(completed),
    };
    let issue = office
        .act_on_issue(&issue.no, &officer(), None, act)
        .unwrap();
    assert!(!issue.body.missing().contains(&"建议对象"));
    assert!(
        issue.body.missing().contains(&"原因分析"),
        "told, and never filled in"
    );
    let note = SessionAct::Note {
        text: "第一项时间应为夜里。".to_owned(),
    };
    let noted = go(&mut office, &no, vec![(recorder(), note)]);
    assert_eq!(noted.minutes, done.minutes);
    assert_eq!(noted.notes.len(), 1);
}

#[test]
fn only_the_author_of_the_rule_for_it_is_nobody_for_it() {
    let (_dir, mut office) = flagged("2026-10-20");
    let found = flags(&mut office);
    let author = Person::new("shen", &[Role::责任部门]);
    let act = FlagAct::Propose {
        proposal: Proposal::采纳,
        code: None,
        note: None,
        into: None,
    };
    let own = office.act_on_flag(found[0].id(), &author, None, act);
    assert!(refusal(own).contains("规则的作者"));
    accept(&mut office, &found[0]);
    let mut plan = plan(false);
    plan.invited.truncate(2);
    plan.invited[1].account = "shen".to_owned();
    plan.recorder = "shen".to_owned();
    let no = office.plan_session(&keeper(), plan).unwrap().no;
    let item = AgendaDraft {
        title: "月亮".to_owned(),
        flags: vec![found[0].id().to_owned()],
        ..AgendaDraft::default()
    };
    let refuse = SessionAct::Conclude {
        item: 1,
        outcome: taizhang::model::Outcome::采纳形成意见,
        code: None,
        reason: "属实".to_owned(),
        issues: vec![body("问题")],
    };
    go(
        &mut office,
        &no,
        vec![
            (keeper(), SessionAct::AddItem { item }),
            (
                keeper(),
                SessionAct::Lock {
                    material: Vec::new(),
                },
            ),
            (author.clone(), SessionAct::SignIn {}),
            (deputy(), SessionAct::SignIn {}),
            (deputy(), SessionAct::Begin {}),
            (author, view(Stance::同意, "")),
            (deputy(), view(Stance::保留, "再看看")),
        ],
    );
    let said = refusal(office.act_on_session(&no, &deputy(), None, refuse));
    assert!(
        said.contains("规则作者") && said.contains("未过半"),
        "{said}"
    );
}

#[test]
fn the_wrong_contact_level_needs_a_reason_and_is_warned_about() {
    let (_dir, mut office) = flagged("2026-10-20");
    let found = flags(&mut office);
    accept(&mut office, &found[0]);
    let no = begun(&mut office, &[&found[0]], false);
    signed(&mut office, &no, vec![body("问题")]);
    let issue = office.issues().unwrap().pop().unwrap().no;
    let plan = OpinionPlan {
        to_unit: "云汀县".to_owned(),
        unit_kind: Some(UnitKind::驻在单位),
        issues: vec![issue],
        important: true,
        ..OpinionPlan::default()
    };
    let opinion = office.draft_opinion(&officer(), plan).unwrap().no;
    let pass = OpinionAct::Pass { session: no };
    office
        .act_on_opinion(&opinion, &officer(), None, pass)
        .unwrap();
    let issue_at = |level, reason: Option<&str>| OpinionAct::Issue {
        level,
        level_reason: reason.map(ToOwned::to_owned),
        doc_no: None,
    };
    let early = office.act_on_opinion(&opinion, &leader(), None, issue_at(None, None));
    assert!(refusal(early).contains("组领导研究决定"));
    let decide = OpinionAct::LeaderDecide {
        agrees: true,
        text: "同意".to_owned(),
        paper: named("签批件"),
    };
    office
        .act_on_opinion(&opinion, &leader(), None, decide)
        .unwrap();
    let low = office.act_on_opinion(&opinion, &deputy(), None, issue_at(None, None));
    assert!(refusal(low).contains("应由组长办理"));
    let level = Some(taizhang::model::ContactLevel::分管副组长);
    let unsaid = office.act_on_opinion(&opinion, &deputy(), None, issue_at(level, None));
    assert!(refusal(unsaid).contains("联系规则"));
    let said = issue_at(level, Some("组长出差，委托副组长联系"));
    let issued = office
        .act_on_opinion(&opinion, &deputy(), None, said)
        .unwrap();
    assert!(
        issued
            .warnings()
            .iter()
            .any(|w| w.text.contains("按联系规则应由组长联系"))
    );
    assert!(
        issued
            .warnings()
            .iter()
            .any(|w| w.text.contains("检验标准"))
    );
    // Withdrawn: the issue is free again, the record of the opinion stays.
    let withdraw = OpinionAct::Withdraw {
        reason: "另行研究".to_owned(),
    };
    office
        .act_on_opinion(&opinion, &leader(), None, withdraw)
        .unwrap();
    assert_eq!(office.issues().unwrap()[0].state, IssueState::待形成意见);
    assert_eq!(office.opinion(&opinion).unwrap().state, OpinionState::撤回);
}

#[test]
fn a_run_again_keeps_what_people_did_and_a_changed_text_names_the_old_flag() {
    let (dir, mut office) = flagged("2026-10-20");
    let found = flags(&mut office);
    accept(&mut office, &found[0]);
    accept(&mut office, &found[1]);
    let path = dir.path().join("三季度/云汀县整改报告.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let quote = found[1].draft.surroundings.text.clone();
    let changed = quote.replace("看见月亮", "又看见月亮");
    std::fs::write(&path, text.replace(&quote, &changed)).unwrap();
    let request = taizhang::workflow::ImportRequest {
        paths: vec![dir.path().join("三季度")],
        ..taizhang::workflow::ImportRequest::default()
    };
    office.import(&request, &Silent).unwrap();
    let after = flags(&mut office);
    let kept = office.flag_case(found[0].id()).unwrap();
    assert_eq!(kept.state, FlagState::采纳待研判);
    let new = after
        .iter()
        .find(|f| f.draft.surroundings.text == changed)
        .unwrap();
    let case = office.flag_case(new.id()).unwrap();
    assert_eq!(case.state, FlagState::新, "decided anew");
    assert_eq!(case.replaces.as_deref(), Some(found[1].id()));
    let old = office.flag_case(found[1].id()).unwrap();
    assert_eq!(
        old.state,
        FlagState::采纳待研判,
        "what was decided stays where it was"
    );
}

#[test]
fn a_page_that_looked_too_early_is_told_and_nothing_is_kept() {
    let (_dir, mut office) = flagged("2026-10-20");
    let found = flags(&mut office);
    let assign = |to: &str| FlagAct::Assign { to: to.to_owned() };
    let seen = office.flag_case(found[0].id()).unwrap().rev;
    office
        .act_on_flag(found[0].id(), &keeper(), Some(seen), assign("chen"))
        .unwrap();
    let late = office.act_on_flag(found[0].id(), &keeper(), Some(seen), assign("zhao"));
    assert!(
        matches!(late, Err(OfficeError::RecordMoved { .. })),
        "{late:?}"
    );
    let case = office.flag_case(found[0].id()).unwrap();
    assert_eq!((case.rev, case.assignee.as_deref()), (1, Some("chen")));
}

#[test]
fn a_rule_is_approved_by_somebody_else_and_out_of_use_raises_nothing() {
    let (_dir, mut office) = flagged("2026-10-20");
    assert_eq!(flags(&mut office).len(), 6);
    let author = Person::new(
        "shen",
        &[Role::责任部门, Role::责任部门负责人, Role::台账管理员],
    );
    let case = office.propose_rule(&author, "moon").unwrap();
    assert_eq!((case.id.as_str(), case.author.as_str()), ("moon@3", "shen"));
    assert!(flags(&mut office).is_empty(), "a draft raises nothing");
    office
        .act_on_rule("moon@3", &author, None, RuleAct::Try {})
        .unwrap();
    let tried = flags(&mut office);
    assert_eq!(tried.len(), 6);
    assert!(tried.iter().all(|f| f.draft.reason.contains("试运行")));
    let approve = || RuleAct::Approve {
        reason: "试运行三周，六条都对".to_owned(),
    };
    let own = office.act_on_rule("moon@3", &author, None, approve());
    assert!(refusal(own).contains("规则作者"));
    office
        .act_on_rule("moon@3", &head(), None, approve())
        .unwrap();
    let used = office.act_on_rule("moon@3", &keeper(), None, RuleAct::Enable {});
    assert_eq!(used.unwrap().state, RuleState::启用);
    let now = flags(&mut office);
    assert!(now.iter().all(|f| !f.draft.reason.contains("试运行")));
    let out = RuleAct::Disable {
        reason: "不再需要".to_owned(),
    };
    office.act_on_rule("moon@3", &head(), None, out).unwrap();
    assert!(flags(&mut office).is_empty());
}

#[test]
fn a_reconciliation_is_gone_through_by_one_and_signed_by_another() {
    let (_dir, mut office) = flagged("2026-10-20");
    let run = office.raise_flags(&Silent).unwrap().id;
    let begin = ReconAct::Begin {
        differences: vec![7],
        sheet: String::new(),
    };
    let begun = office
        .act_on_recon_run(&run, &officer(), None, begin)
        .unwrap();
    assert!(
        begun.differences.is_empty(),
        "the program knows how many there are"
    );
    let answer = ReconAct::Answer {
        difference: 1,
        answer: DiffAnswer::属实,
        note: String::new(),
    };
    assert!(refusal(office.act_on_recon_run(&run, &officer(), None, answer)).contains("没有第1条"));
    office
        .act_on_recon_run(&run, &head(), None, ReconAct::Sign {})
        .unwrap();
    let archived = office.act_on_recon_run(&run, &keeper(), None, ReconAct::Archive {});
    assert_eq!(archived.unwrap().signed.unwrap().by, "zhao");
}
