//! Every guard of the table: what is missing is named, and the entry stays as it was.
use taizhang::model::{
    CheckPoint, EntryAct, EntryEvent, EntryFacts, EntryRecord, EntryState, Guard, LookBackResult,
    Publicity, Role, Verdict,
};

use super::{
    super::shelf::day, NO, before, checklist, event, ledger_facts, look_back, named, paper, period,
    whole_way, with,
};

/// The guards that refuse the act.
fn refused(record: &EntryRecord, event: &EntryEvent, facts: &EntryFacts) -> Vec<Guard> {
    let refusal = with(record, event, facts).unwrap_err();
    assert!(!refusal.unmet.is_empty());
    assert!(refusal.unmet.iter().all(|u| !u.missing.is_empty()));
    assert!(refusal.to_string().contains(event.act.title()), "{refusal}");
    refusal.unmet.iter().map(|u| u.guard).collect()
}

/// The guards that refuse the act that would follow a state, once it was changed.
fn spoiled(state: EntryState, spoil: impl FnOnce(&mut EntryEvent)) -> Vec<Guard> {
    let (record, mut event) = before(state);
    spoil(&mut event);
    refused(&record, &event, &ledger_facts())
}

fn with_facts(state: EntryState, spoil: impl FnOnce(&mut EntryFacts)) -> Vec<Guard> {
    let (record, event) = before(state);
    let mut facts = ledger_facts();
    spoil(&mut facts);
    refused(&record, &event, &facts)
}

#[test]
fn every_act_needs_a_person_one_entry_and_a_day_in_order() {
    let state = EntryState::申请办结;
    assert_eq!(
        spoiled(state, |e| e.by.account = " ".to_owned()),
        [Guard::Person]
    );
    for entry in [
        "",
        "岚总2026-002",
        "岚总2026-001、岚总2026-002",
        "岚总2026-001至009",
        "全部",
    ] {
        assert_eq!(
            spoiled(state, |e| e.entry = entry.to_owned()),
            [Guard::OneEntry],
            "{entry}"
        );
    }
    assert_eq!(spoiled(state, |e| e.on = day("2026-08-19")), [Guard::Day]);
    assert_eq!(spoiled(state, |e| e.on = day("2028-01-01")), [Guard::Day]);
    let nameless = EntryRecord::new("");
    let (_, mut event) = before(EntryState::待入账);
    event.entry = String::new();
    assert_eq!(
        refused(&nameless, &event, &ledger_facts()),
        [Guard::OneEntry]
    );
}

#[test]
fn acts_follow_only_the_states_of_the_table() {
    let way = whole_way();
    let mut record = EntryRecord::new(NO);
    let mut tried = 0;
    for (at, now) in way.iter().enumerate() {
        for other in &way {
            let mut event = other.clone();
            event.on = now.on;
            if std::mem::discriminant(&event.act) == std::mem::discriminant(&now.act) {
                continue;
            }
            let mut after = record.clone();
            match with(&record, &event, &ledger_facts()) {
                Ok(next) => after = next,
                Err(refusal) => tried += usize::from(refusal.names(Guard::State)),
            }
            // Whatever an act out of turn does, it never skips a decision.
            let skipped = after.state.is_decided() && after.state != record.state;
            assert!(!skipped, "{at}: {}", event.act.title());
        }
        record = with(&record, now, &ledger_facts()).unwrap();
    }
    assert!(tried > 80, "{tried}");
    for state in [EntryState::归档, EntryState::中止, EntryState::并入] {
        let ended = EntryRecord {
            state,
            ..EntryRecord::new(NO)
        };
        for event in &way {
            assert!(refused(&ended, event, &ledger_facts()).contains(&Guard::State));
        }
    }
}

#[test]
fn only_the_roles_of_the_table_may_act() {
    let mut record = EntryRecord::new(NO);
    for event in whole_way() {
        let allowed: Vec<Role> = Role::ALL
            .iter()
            .copied()
            .filter(|role| {
                let mut other = event.clone();
                other.by.role = *role;
                match with(&record, &other, &ledger_facts()) {
                    Ok(_) => true,
                    Err(refusal) => !refusal.names(Guard::Role),
                }
            })
            .collect();
        assert!(allowed.contains(&event.by.role), "{}", event.act.title());
        assert!(allowed.len() <= 2, "{}: {allowed:?}", event.act.title());
        for role in [
            Role::系统管理员,
            Role::安全管理员,
            Role::审计管理员,
            Role::只读,
        ] {
            assert!(!allowed.contains(&role), "{}", event.act.title());
        }
        record = with(&record, &event, &ledger_facts()).unwrap();
    }
}

#[test]
fn important_matters_are_closed_by_the_head_of_the_group() {
    let (mut record, mut event) = before(EntryState::已办结);
    record.important = true;
    assert_eq!(refused(&record, &event, &ledger_facts()), [Guard::Role]);
    event.by.role = Role::组长;
    assert!(with(&record, &event, &ledger_facts()).is_ok());
    record.important = false;
    assert_eq!(refused(&record, &event, &ledger_facts()), [Guard::Role]);
}

#[test]
fn a_row_is_entered_only_after_the_secrecy_check_and_under_a_free_number() {
    let state = EntryState::待入账;
    assert_eq!(
        spoiled(state, |e| e.act = EntryAct::Register {
            secrecy_passed: false
        }),
        [Guard::Secrecy]
    );
    assert_eq!(
        with_facts(state, |f| f.is_duplicate = true),
        [Guard::Duplicate]
    );
}

#[test]
fn an_entry_is_confirmed_with_unit_deadline_and_relevance_by_someone_else() {
    let change = |spoil: fn(&mut EntryAct)| spoiled(EntryState::待确认, |e| spoil(&mut e.act));
    assert_eq!(
        change(|act| {
            if let EntryAct::Confirm { lead, .. } = act {
                *lead = vec![" ".to_owned()];
            }
        }),
        [Guard::Unit]
    );
    assert_eq!(
        change(|act| {
            if let EntryAct::Confirm { deadline, .. } = act {
                *deadline = None;
            }
        }),
        [Guard::Deadline]
    );
    assert_eq!(
        change(|act| {
            if let EntryAct::Confirm { relevance, .. } = act {
                *relevance = None;
            }
        }),
        [Guard::Relevance]
    );
    assert_eq!(
        with_facts(EntryState::待确认, |f| f.unknown_units =
            vec!["岚川县局".to_owned()]),
        [Guard::Unit]
    );
    assert_eq!(
        spoiled(EntryState::待确认, |e| e.by.account = "li".to_owned()),
        [Guard::Separation]
    );
    // A standing matter needs no deadline.
    let (record, mut event) = before(EntryState::待确认);
    if let EntryAct::Confirm {
        deadline, standing, ..
    } = &mut event.act
    {
        (*deadline, *standing) = (None, true);
    }
    let confirmed = with(&record, &event, &ledger_facts()).unwrap();
    assert!(confirmed.is_standing && confirmed.deadline().is_none());
}

#[test]
fn progress_has_a_place_and_never_goes_back_in_time() {
    let (record, _) = before(EntryState::在办);
    let act = |source, period, text: &str| {
        event(
            "2026-08-01",
            "qian",
            Role::责任部门,
            EntryAct::Progress {
                source,
                period,
                text: text.to_owned(),
            },
        )
    };
    let refuse = |event: &EntryEvent| refused(&record, event, &ledger_facts());
    assert_eq!(
        refuse(&act(named("口头"), period(7), "完成")),
        [Guard::Source]
    );
    assert_eq!(refuse(&act(paper(), period(7), " ")), [Guard::Reason]);
    let mut backwards = period(7);
    std::mem::swap(&mut backwards.from, &mut backwards.to);
    assert!(refuse(&act(paper(), backwards, "完成")).contains(&Guard::Period));
    let mut later = record.clone();
    later.last_period = Some(period(6));
    assert_eq!(
        refused(&later, &act(paper(), period(5), "完成"), &ledger_facts()),
        [Guard::Period]
    );
    // The same period may be told again.
    assert!(
        with(
            &later,
            &act(paper(), period(6), "更正：完成"),
            &ledger_facts()
        )
        .is_ok()
    );
}

/// An application for more time on the entry before its first one, changed.
fn application(
    spoil: impl FnOnce(&mut EntryRecord, &mut EntryEvent),
) -> Result<EntryRecord, Vec<Guard>> {
    let way = whole_way();
    let mut record = EntryRecord::new(NO);
    for event in &way[..3] {
        record = with(&record, event, &ledger_facts()).unwrap();
    }
    let mut event = way[3].clone();
    spoil(&mut record, &mut event);
    with(&record, &event, &ledger_facts()).map_err(|r| r.unmet.iter().map(|u| u.guard).collect())
}

#[test]
fn more_time_needs_reason_progress_place_and_a_later_day() {
    type Spoil = fn(&mut EntryAct);
    let cases: [(Spoil, Guard); 6] = [
        (
            |a| {
                if let EntryAct::ApplyExtension { reason, .. } = a {
                    reason.clear()
                }
            },
            Guard::Reason,
        ),
        (
            |a| {
                if let EntryAct::ApplyExtension { progress, .. } = a {
                    progress.clear()
                }
            },
            Guard::Reason,
        ),
        (
            |a| {
                if let EntryAct::ApplyExtension { source, .. } = a {
                    source.place = None
                }
            },
            Guard::Source,
        ),
        (
            |a| {
                if let EntryAct::ApplyExtension { new_deadline, .. } = a {
                    *new_deadline = day("2026-06-30")
                }
            },
            Guard::Extension,
        ),
        (
            |a| {
                if let EntryAct::ApplyExtension { new_deadline, .. } = a {
                    *new_deadline = day("2026-05-31")
                }
            },
            Guard::Extension,
        ),
        (
            |a| {
                if let EntryAct::ApplyExtension { applied_on, .. } = a {
                    *applied_on = day("2026-06-09")
                }
            },
            Guard::Day,
        ),
    ];
    for (at, (spoil, guard)) in cases.into_iter().enumerate() {
        assert_eq!(
            application(|_, e| spoil(&mut e.act)).unwrap_err(),
            [guard],
            "{at}"
        );
    }
    assert!(application(|_, _| {}).is_ok());
    assert_eq!(
        application(|r, _| r.deadlines.clear()).unwrap_err(),
        [Guard::Deadline]
    );
}

#[test]
fn extensions_are_limited_decided_one_by_one_and_by_someone_else() {
    let once = application(|_, _| {}).unwrap();
    let way = whole_way();
    let run = |record: &EntryRecord, event: &EntryEvent| with(record, event, &ledger_facts());
    let guards = |record: &EntryRecord, event: &EntryEvent| refused(record, event, &ledger_facts());
    // A second one while the first is open.
    assert_eq!(guards(&once, &way[3]), [Guard::Extension]);
    // The matter cannot be closed over it either.
    assert_eq!(guards(&once, &way[6]), [Guard::Extension]);
    // A decision before the review, a review without words, a review after the review.
    assert_eq!(guards(&once, &way[5]), [Guard::Extension]);
    let mut wordless = way[4].clone();
    wordless.act = EntryAct::ReviewExtension {
        agrees: true,
        opinion: String::new(),
    };
    assert_eq!(guards(&once, &wordless), [Guard::Reason]);
    let reviewed = run(&once, &way[4]).unwrap();
    assert_eq!(guards(&reviewed, &way[4]), [Guard::Extension]);
    // Whoever entered or reviewed it does not decide; a decision has a paper.
    for account in ["qian", "sun"] {
        let mut own = way[5].clone();
        own.by.account = account.to_owned();
        assert_eq!(guards(&reviewed, &own), [Guard::Separation], "{account}");
    }
    let mut paperless = way[5].clone();
    paperless.act = EntryAct::DecideExtension {
        grants: true,
        paper: named(" "),
    };
    assert_eq!(guards(&reviewed, &paperless), [Guard::Paper]);
    // Two are allowed, a third is not; refused ones do not count.
    let mut record = run(&reviewed, &way[5]).unwrap();
    for (nth, new) in [(2, "2026-10-31"), (3, "2026-12-31")] {
        let mut apply = way[3].clone();
        apply.on = day("2026-08-15");
        if let EntryAct::ApplyExtension { new_deadline, .. } = &mut apply.act {
            *new_deadline = day(new);
        }
        if nth == 3 {
            assert_eq!(guards(&record, &apply), [Guard::Extension]);
            break;
        }
        record = run(&record, &apply).unwrap();
        for next in &way[4..6] {
            let mut next = next.clone();
            next.on = day("2026-08-15");
            record = run(&record, &next).unwrap();
        }
    }
    assert_eq!(record.granted(), 2);
}

#[test]
fn a_decision_without_an_application_is_refused() {
    let (mut record, _) = before(EntryState::在办);
    record.extensions.clear();
    let way = whole_way();
    for at in [4, 5] {
        let mut event = way[at].clone();
        event.on = day("2026-08-01");
        assert_eq!(
            refused(&record, &event, &ledger_facts()),
            [Guard::Extension]
        );
    }
}

#[test]
fn an_application_to_close_needs_steps_tasks_and_proof() {
    let state = EntryState::在办;
    assert_eq!(with_facts(state, |f| f.steps.clear()), [Guard::Steps]);
    assert_eq!(
        with_facts(state, |f| f.items.push(3)),
        [Guard::Items, Guard::Evidence]
    );
    let change = |spoil: fn(&mut EntryAct)| spoiled(state, |e| spoil(&mut e.act));
    assert_eq!(
        change(|act| if let EntryAct::ApplyClose { items, .. } = act {
            items[1].is_done = false
        }),
        [Guard::Items]
    );
    assert_eq!(
        change(|act| if let EntryAct::ApplyClose { items, .. } = act {
            items[0].evidence.clear()
        }),
        [Guard::Evidence]
    );
    assert_eq!(
        change(|act| if let EntryAct::ApplyClose { source, .. } = act {
            source.place = None
        }),
        [Guard::Source]
    );
    // Without listed tasks the matter itself must be proven.
    let (record, mut event) = before(state);
    if let EntryAct::ApplyClose { items, .. } = &mut event.act {
        items.clear();
    }
    let mut facts = EntryFacts {
        items: Vec::new(),
        ..ledger_facts()
    };
    assert_eq!(refused(&record, &event, &facts), [Guard::Evidence]);
    facts.evidence = 1;
    assert!(with(&record, &event, &facts).is_ok());
    // A waiver without a reason is none.
    if let EntryAct::ApplyClose { waivers, .. } = &mut event.act {
        waivers.push(taizhang::model::Waiver {
            step: taizhang::model::StepKind::Plan,
            reason: " ".to_owned(),
        });
    }
    facts
        .steps
        .retain(|s| *s != taizhang::model::StepKind::Plan);
    assert_eq!(refused(&record, &event, &facts), [Guard::Steps]);
}

#[test]
fn those_who_enter_check_and_close_are_different_people() {
    let begin = |people: &[&str]| {
        spoiled(EntryState::申请办结, |e| {
            e.act = EntryAct::BeginCheck {
                checkers: people.iter().map(|p| (*p).to_owned()).collect(),
            };
        })
    };
    assert_eq!(
        begin(&["qian", "wu"]),
        [Guard::Separation],
        "qian entered the application"
    );
    assert_eq!(begin(&[]), [Guard::TwoCheckers]);
    for (account, what) in [("wu", "checks"), ("qian", "entered")] {
        assert_eq!(
            spoiled(EntryState::核查中, |e| e.by.account = account.to_owned()),
            [Guard::Separation],
            "{what}"
        );
    }
    for (account, what) in [
        ("wu", "checked"),
        ("zheng", "checked"),
        ("qian", "entered"),
        ("zhao", "concluded"),
    ] {
        assert_eq!(
            spoiled(EntryState::已办结, |e| e.by.account = account.to_owned()),
            [Guard::Separation],
            "{what}"
        );
    }
    for account in ["qian", "sun"] {
        assert_eq!(
            spoiled(EntryState::回头看, |e| e.by.account = account.to_owned()),
            [Guard::Separation]
        );
    }
}

#[test]
fn found_done_takes_two_people_who_checked_and_words() {
    let (record, event) = before(EntryState::申请办结);
    for people in [&["wu"][..], &["wu", "wu "]] {
        let mut alone = event.clone();
        alone.act = EntryAct::BeginCheck {
            checkers: people.iter().map(|p| (*p).to_owned()).collect(),
        };
        let checking = with(&record, &alone, &ledger_facts()).unwrap();
        let (_, conclude) = before(EntryState::核查中);
        assert_eq!(
            refused(&checking, &conclude, &ledger_facts()),
            [Guard::TwoCheckers]
        );
        // One is enough to find that it is not done.
        let mut negative = conclude;
        if let EntryAct::ConcludeCheck { verdict, .. } = &mut negative.act {
            *verdict = Verdict::未到位;
        }
        assert!(with(&checking, &negative, &ledger_facts()).is_ok());
    }
    assert_eq!(
        spoiled(EntryState::核查中, |e| {
            if let EntryAct::ConcludeCheck { findings, .. } = &mut e.act {
                findings.clear()
            }
        }),
        [Guard::Verdict]
    );
    assert_eq!(
        spoiled(EntryState::核查中, |e| {
            if let EntryAct::ConcludeCheck { checked_on, .. } = &mut e.act {
                *checked_on = day("2026-08-29")
            }
        }),
        [Guard::Day]
    );
}

fn closing(
    spoil: impl FnOnce(
        &mut Vec<taizhang::model::CheckItem>,
        &mut Publicity,
        &mut taizhang::model::Paper,
    ),
) -> Vec<Guard> {
    spoiled(EntryState::已办结, |e| {
        if let EntryAct::CloseOut {
            checklist,
            publicity,
            collective,
        } = &mut e.act
        {
            spoil(checklist, publicity, collective);
        }
    })
}

#[test]
fn the_ten_points_of_a_close_out_are_all_filled_in() {
    assert_eq!(
        closing(|list, _, _| {
            list.pop();
        }),
        [Guard::Checklist]
    );
    assert_eq!(
        closing(|list, _, _| {
            let first = list[0].clone();
            list.push(first);
        }),
        [Guard::Checklist]
    );
    assert_eq!(
        closing(|list, _, _| list[5].says.clear()),
        [Guard::Checklist]
    );
    assert_eq!(closing(|list, _, _| list.clear()).len(), 10);
    for point in CheckPoint::ALL {
        let (record, mut event) = before(EntryState::已办结);
        if let EntryAct::CloseOut {
            checklist,
            publicity,
            ..
        } = &mut event.act
        {
            for item in checklist.iter_mut().filter(|i| i.point == point) {
                item.is_met = false;
                "无此情形".clone_into(&mut item.says);
            }
            if point == CheckPoint::Publicity {
                *publicity = Publicity::None {
                    reason: "涉及工作秘密".to_owned(),
                };
            }
        }
        let result = with(&record, &event, &ledger_facts());
        assert_eq!(result.is_ok(), point.may_not_apply(), "{}", point.title());
    }
    assert_eq!(checklist().len(), 10);
}

#[test]
fn publicity_must_have_ended_without_open_objections() {
    let held = |from: &str, to: &str, open| Publicity::Held {
        from: day(from),
        to: day(to),
        open_objections: open,
    };
    // The act is of 2026-09-20.
    for (publicity, guards) in [
        (held("2026-09-10", "2026-09-20", 0), vec![Guard::Publicity]),
        (held("2026-09-10", "2026-09-25", 0), vec![Guard::Publicity]),
        (held("2026-09-01", "2026-09-14", 1), vec![Guard::Publicity]),
        (held("2026-09-14", "2026-09-01", 0), vec![Guard::Publicity]),
        (
            Publicity::None {
                reason: String::new(),
            },
            vec![Guard::Publicity, Guard::Publicity],
        ),
        (
            Publicity::None {
                reason: "涉及工作秘密".to_owned(),
            },
            vec![Guard::Publicity],
        ),
    ] {
        let shown = format!("{publicity:?}");
        assert_eq!(closing(|_, p, _| *p = publicity), guards, "{shown}");
    }
    assert_eq!(
        closing(|_, _, collective| *collective = named("")),
        [Guard::Collective]
    );
}

#[test]
fn a_close_out_rests_on_a_check_that_found_it_in_place() {
    let (mut record, event) = before(EntryState::已办结);
    if let Some(check) = &mut record.check {
        check.verdict = Some(Verdict::部分到位);
    }
    assert_eq!(refused(&record, &event, &ledger_facts()), [Guard::Verdict]);
    record.check = None;
    assert_eq!(refused(&record, &event, &ledger_facts()), [Guard::Verdict]);
}

#[test]
fn a_look_back_has_people_three_sections_and_a_new_number_where_it_came_back() {
    assert_eq!(
        spoiled(EntryState::已销号, |e| e.act = EntryAct::StartLookBack {
            people: vec![String::new()]
        }),
        [Guard::LookBack]
    );
    let state = EntryState::回头看;
    for at in 0..3 {
        let guards = spoiled(state, |e| {
            if let EntryAct::ConcludeLookBack {
                extrapolation,
                institution,
                effect,
                ..
            } = &mut e.act
            {
                [extrapolation, institution, effect][at].clear();
            }
        });
        assert_eq!(guards, [Guard::LookBack]);
    }
    for result in [LookBackResult::反弹, LookBackResult::不到位] {
        assert_eq!(
            spoiled(state, |e| e.act = look_back(result)),
            [Guard::LookBack]
        );
    }
    let past = spoiled(state, |e| {
        e.act = look_back(LookBackResult::反弹);
        if let EntryAct::ConcludeLookBack {
            new_issue,
            new_deadline,
            ..
        } = &mut e.act
        {
            *new_issue = Some("岚问1".to_owned());
            *new_deadline = Some(day("2027-03-01"));
        }
    });
    assert_eq!(past, [Guard::Deadline]);
    // What holds is filed away only with its seventh step.
    assert_eq!(
        with_facts(state, |f| {
            f.steps.pop();
        }),
        [Guard::Steps]
    );
}

#[test]
fn a_matter_with_an_unmet_hard_deadline_cannot_be_made_standing() {
    let (record, _) = before(EntryState::在办);
    let act = |reason: &str, months| {
        event(
            "2026-08-01",
            "zhou",
            Role::分管副组长,
            EntryAct::MakeStanding {
                reason: reason.to_owned(),
                cycle_months: months,
            },
        )
    };
    let done = EntryFacts {
        is_done: true,
        ..ledger_facts()
    };
    assert_eq!(
        refused(&record, &act("管护", 6), &ledger_facts()),
        [Guard::HardDeadline]
    );
    assert_eq!(refused(&record, &act("", 6), &done), [Guard::Reason]);
    for months in [0, 7, 12, u32::MAX] {
        assert_eq!(
            refused(&record, &act("管护", months), &done),
            [Guard::Cycle],
            "{months}"
        );
    }
    let mut endless = record;
    endless.deadlines.clear();
    assert!(with(&endless, &act("管护", 3), &ledger_facts()).is_ok());
}

#[test]
fn giving_up_needs_reason_and_paper_and_merging_a_living_target() {
    let (record, _) = before(EntryState::在办);
    let stop = |reason: &str, name: &str| {
        event(
            "2026-08-01",
            "wang",
            Role::组长,
            EntryAct::Suspend {
                reason: reason.to_owned(),
                paper: named(name),
            },
        )
    };
    assert_eq!(
        refused(&record, &stop("", "岚政函8号"), &ledger_facts()),
        [Guard::Reason]
    );
    assert_eq!(
        refused(&record, &stop("取消", ""), &ledger_facts()),
        [Guard::Paper]
    );
    let merge = |into: &str| {
        event(
            "2026-08-01",
            "wang",
            Role::组长,
            EntryAct::Merge {
                into: into.to_owned(),
                paper: named(""),
            },
        )
    };
    let target = |state| EntryFacts {
        merge_target: state,
        ..ledger_facts()
    };
    assert_eq!(
        refused(&record, &merge("岚总2026-009"), &target(None)),
        [Guard::Target]
    );
    assert_eq!(
        refused(&record, &merge(" "), &target(Some(EntryState::在办))),
        [Guard::Target]
    );
    assert_eq!(
        refused(
            &record,
            &merge("岚总２０２６—００１"),
            &target(Some(EntryState::在办))
        ),
        [Guard::Target]
    );
    for state in [EntryState::并入, EntryState::中止, EntryState::归档] {
        assert_eq!(
            refused(&record, &merge("岚总2026-009"), &target(Some(state))),
            [Guard::Target]
        );
    }
}

#[test]
fn sending_back_needs_a_reason() {
    let (record, _) = before(EntryState::申请办结);
    let back = event(
        "2026-08-22",
        "sun",
        Role::责任部门,
        EntryAct::SendBack {
            reason: " ".to_owned(),
        },
    );
    assert_eq!(refused(&record, &back, &ledger_facts()), [Guard::Reason]);
}

#[test]
fn a_refusal_says_everything_that_is_missing_at_once() {
    let (record, mut event) = before(EntryState::已办结);
    event.by.role = Role::台账管理员;
    event.by.account = "wu".to_owned();
    if let EntryAct::CloseOut {
        checklist,
        publicity,
        collective,
    } = &mut event.act
    {
        checklist.truncate(8);
        *publicity = Publicity::None {
            reason: String::new(),
        };
        *collective = named("");
    }
    let refusal = with(&record, &event, &ledger_facts()).unwrap_err();
    for guard in [
        Guard::Role,
        Guard::Separation,
        Guard::Checklist,
        Guard::Publicity,
        Guard::Collective,
    ] {
        assert!(refusal.names(guard), "{guard:?}");
    }
    let text = refusal.to_string();
    assert!(
        text.starts_with("岚总2026-001（已办结）不能销号："),
        "{text}"
    );
    assert!(
        text.contains("【销号十项清单】") && text.contains("一事一档"),
        "{text}"
    );
}
