//! The ways an entry can take.
use taizhang::{
    ledger::{
        Registers,
        entry::{Guards, apply, facts},
    },
    model::{
        BookKind, EntryAct, EntryEvent, EntryFacts, EntryRecord, EntryState, ExtensionState, Guard,
        LedgerSettings, LookBackResult, Role, StepKind, Verdict,
    },
};

use super::{
    super::shelf::{book, day, row, series},
    NO, before, event, ledger_facts, look_back, named, paper, whole_way, with,
};

fn run(events: &[EntryEvent]) -> EntryRecord {
    events.iter().fold(EntryRecord::new(NO), |record, event| {
        with(&record, event, &ledger_facts()).unwrap_or_else(|refusal| panic!("{refusal}"))
    })
}

#[test]
fn a_matter_goes_from_the_ledger_to_the_archive_by_acts_of_people() {
    let record = run(&whole_way());
    assert_eq!(record.state, EntryState::归档);
    let states: Vec<String> = record.history.iter().map(|h| h.to.name()).collect();
    assert_eq!(
        states,
        [
            "待确认",
            "在办",
            "在办",
            "在办",
            "在办",
            "在办",
            "申请办结",
            "核查中",
            "已办结",
            "已销号",
            "回头看",
            "归档"
        ]
    );
    let deadlines: Vec<(u32, String)> = record
        .deadlines
        .iter()
        .map(|d| (d.seq, d.date.to_string()))
        .collect();
    assert_eq!(
        deadlines,
        [(1, "2026-06-30".to_owned()), (2, "2026-08-31".to_owned())]
    );
    assert_eq!(record.granted(), 1);
    assert_eq!(record.extensions[0].state, ExtensionState::批准);
    assert!(!record.extensions[0].is_late);
}

#[test]
fn the_look_back_is_planned_with_the_close_out() {
    let record = run(&whole_way()[..10]);
    assert_eq!(record.state, EntryState::已销号);
    let plan = record.look_back.unwrap();
    assert_eq!(plan.due, day("2027-03-20"), "six months after 2026-09-20");
    assert_eq!(plan.started_on, None);
    // The office may set another time; a month that has no 31st ends earlier.
    let (record, mut event) = before(EntryState::已办结);
    event.on = day("2026-10-31");
    let settings = LedgerSettings {
        look_back_months: 4,
        ..LedgerSettings::default()
    };
    let guards = Guards {
        today: super::TODAY,
        settings: &settings,
        facts: &ledger_facts(),
    };
    let closed = apply(&record, &event, &guards).unwrap();
    assert_eq!(closed.look_back.unwrap().due, day("2027-02-28"));
}

#[test]
fn what_came_back_is_opened_again_and_counted() {
    let record = run(&whole_way()[..11]);
    let mut act = look_back(LookBackResult::反弹);
    if let EntryAct::ConcludeLookBack {
        new_issue,
        new_deadline,
        ..
    } = &mut act
    {
        *new_issue = Some("岚问2027-004".to_owned());
        *new_deadline = Some(day("2027-06-30"));
    }
    let found = event("2027-03-25", "zhou", Role::分管副组长, act);
    let again = with(&record, &found, &ledger_facts()).unwrap();
    assert_eq!(again.state, EntryState::在办);
    assert_eq!(again.recurrences.len(), 1);
    assert_eq!(again.recurrences[0].new_issue, "岚问2027-004");
    assert_eq!(again.deadline(), Some(day("2027-06-30")));
    assert!(again.close_out.is_none() && again.application.is_none());
    assert_eq!(again.history.len(), record.history.len() + 1);
}

#[test]
fn a_check_that_finds_too_little_opens_the_matter_again() {
    for verdict in [Verdict::未到位, Verdict::部分到位] {
        let (record, mut event) = before(EntryState::核查中);
        if let EntryAct::ConcludeCheck { verdict: v, .. } = &mut event.act {
            *v = verdict;
        }
        let again = with(&record, &event, &ledger_facts()).unwrap();
        assert_eq!(again.state, EntryState::在办);
        assert!(again.application.is_none());
    }
}

#[test]
fn an_application_can_be_sent_back() {
    let (record, _) = before(EntryState::申请办结);
    for role in [Role::责任部门, Role::责任部门负责人] {
        let back = event(
            "2026-08-22",
            "sun",
            role,
            EntryAct::SendBack {
                reason: "缺监测数据".to_owned(),
            },
        );
        assert_eq!(
            with(&record, &back, &ledger_facts()).unwrap().state,
            EntryState::在办
        );
    }
}

#[test]
fn a_late_application_for_more_time_is_marked_and_still_decided() {
    let mut events = whole_way();
    events.truncate(6);
    events[3].on = day("2026-07-03");
    if let EntryAct::ApplyExtension { applied_on, .. } = &mut events[3].act {
        *applied_on = day("2026-07-01");
    }
    events[4].on = day("2026-07-06");
    events[5].on = day("2026-07-08");
    let applied = run(&events[..4]);
    assert_eq!(applied.extensions[0].state, ExtensionState::逾期申请);
    let granted = run(&events);
    assert!(granted.extensions[0].is_late, "the mark stays");
    assert_eq!(granted.deadline(), Some(day("2026-08-31")));
    // On the due day itself it is in time.
    if let EntryAct::ApplyExtension { applied_on, .. } = &mut events[3].act {
        *applied_on = day("2026-06-30");
    }
    assert!(!run(&events[..4]).extensions[0].is_late);
}

#[test]
fn a_refused_extension_leaves_the_deadline() {
    let mut events = whole_way();
    events.truncate(6);
    if let EntryAct::DecideExtension { grants, .. } = &mut events[5].act {
        *grants = false;
    }
    let record = run(&events);
    assert_eq!(record.deadline(), Some(day("2026-06-30")));
    assert_eq!(record.granted(), 0);
    assert_eq!(record.extensions[0].state, ExtensionState::不批准);
}

#[test]
fn a_matter_can_be_kept_up_without_end_and_taken_back() {
    let record = run(&whole_way()[..2]);
    let done = EntryFacts {
        is_done: true,
        ..ledger_facts()
    };
    let stand = event(
        "2026-07-01",
        "zhou",
        Role::分管副组长,
        EntryAct::MakeStanding {
            reason: "日常管护".to_owned(),
            cycle_months: 6,
        },
    );
    let standing = with(&record, &stand, &done).unwrap();
    assert_eq!(standing.state, EntryState::长期坚持);
    assert_eq!(standing.standing.as_ref().unwrap().next, day("2027-01-01"));
    // Its progress is its review.
    let progress = event(
        "2026-12-20",
        "qian",
        Role::责任部门,
        EntryAct::Progress {
            source: paper(),
            period: super::period(12),
            text: "巡护24次".to_owned(),
        },
    );
    let reviewed = with(&standing, &progress, &done).unwrap();
    assert_eq!(reviewed.state, EntryState::长期坚持);
    assert_eq!(reviewed.standing.as_ref().unwrap().next, day("2027-06-20"));
    let back = event(
        "2027-01-04",
        "zhou",
        Role::分管副组长,
        EntryAct::EndStanding {
            reason: "新部署".to_owned(),
        },
    );
    assert_eq!(
        with(&reviewed, &back, &done).unwrap().state,
        EntryState::在办
    );
}

#[test]
fn a_matter_can_be_given_up_or_go_into_another() {
    let record = run(&whole_way()[..2]);
    let stop = event(
        "2026-03-01",
        "wang",
        Role::组长,
        EntryAct::Suspend {
            reason: "项目取消".to_owned(),
            paper: named("岚政函〔2026〕8号"),
        },
    );
    assert_eq!(
        with(&record, &stop, &ledger_facts()).unwrap().state,
        EntryState::中止
    );
    let target = EntryFacts {
        merge_target: Some(EntryState::在办),
        ..ledger_facts()
    };
    let merge = event(
        "2026-03-01",
        "wang",
        Role::组长,
        EntryAct::Merge {
            into: "岚总2026-009".to_owned(),
            paper: named(""),
        },
    );
    let merged = with(&record, &merge, &target).unwrap();
    assert_eq!(merged.state, EntryState::并入);
    assert_eq!(merged.no, NO, "its own number stays");
    assert_eq!(merged.merged_into.as_deref(), Some("岚总2026-009"));
}

#[test]
fn steps_waived_with_a_reason_count() {
    let (record, mut event) = before(EntryState::在办);
    let facts = EntryFacts {
        steps: vec![StepKind::Convey, StepKind::Deploy, StepKind::Execute],
        waived: vec![StepKind::Plan],
        ..ledger_facts()
    };
    let refusal = with(&record, &event, &facts).unwrap_err();
    assert!(refusal.names(Guard::Steps));
    assert!(refusal.to_string().contains("结果评估"), "{refusal}");
    if let EntryAct::ApplyClose { waivers, .. } = &mut event.act {
        waivers.push(taizhang::model::Waiver {
            step: StepKind::Assess,
            reason: "事务性工作，无需评估".to_owned(),
        });
    }
    assert!(with(&record, &event, &facts).is_ok());
}

#[test]
fn the_facts_of_an_entry_are_read_from_its_ledger_and_registers() {
    let columns: &[(&str, &str)] = &[
        ("item_no", "台账编号"),
        ("title", "事项"),
        ("lead_unit", "责任单位"),
        ("convey_date", "传达日期"),
        ("plan", "制定方案"),
        ("evidence", "佐证材料"),
        ("status", "状态"),
    ];
    let ledger = book(
        BookKind::总账,
        None,
        columns,
        &[
            &[
                NO,
                "甲",
                "岚川县局",
                "2026-01-20",
                "无需制定",
                "验收单",
                "已完成",
            ],
            &["岚总2026-002", "乙", "云溪区局"],
        ],
    );
    let detail = book(
        BookKind::细账,
        None,
        &[
            ("ledger_no", "总账编号"),
            ("title", "节点"),
            ("assess", "结果评估"),
        ],
        &[&[NO, "评估", "已评估"]],
    );
    let proof = book(
        BookKind::佐证清单,
        None,
        &[("ledger_no", "台账编号"), ("title", "材料")],
        &[&[NO, "监测报告"], &["岚总2026-002", "照片"]],
    );
    let all = [
        series("总账", vec![ledger]),
        series("细账", vec![detail]),
        series("佐证", vec![proof]),
    ];
    let registers = Registers::new(&all, day("2026-06-30"));
    let units = [taizhang::model::UnitProfile {
        name: "岚川县局".to_owned(),
        ..Default::default()
    }];
    let first = facts(row(&all[0].versions[0], 0), &registers, &units);
    assert_eq!(first.steps, [StepKind::Convey, StepKind::Assess]);
    assert_eq!(first.waived, [StepKind::Plan]);
    assert_eq!(first.evidence, 2);
    assert!(first.is_done && first.unknown_units.is_empty());
    let second = facts(row(&all[0].versions[0], 1), &registers, &units);
    assert_eq!(second.unknown_units, ["云溪区局"]);
    assert_eq!(second.evidence, 1);
    assert!(!second.is_done && second.steps.is_empty());
}

#[test]
fn entries_and_acts_are_kept_and_read_back() {
    let record = run(&whole_way());
    let text = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<EntryRecord>(&text).unwrap(), record);
    let unknown = r#"{"act":"send_back","reason":"缺数据","bulk":true}"#;
    assert!(serde_json::from_str::<EntryAct>(unknown).is_err());
}
