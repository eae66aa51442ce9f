//! What no sequence of acts can do, over random sequences.
use proptest::prelude::*;
use taizhang::model::{
    EntryAct, EntryEvent, EntryFacts, EntryRecord, EntryState, HistoryEntry, LookBackResult, Role,
    StepKind, Verdict,
};

use super::{super::shelf::day, NO, event, ledger_facts, look_back, named, paper, whole_way, with};

/// Acts beside those of the whole way.
fn all_acts() -> Vec<EntryEvent> {
    let mut acts = whole_way();
    let deputy = Role::分管副组长;
    acts.extend([
        event(
            "2026-01-01",
            "sun",
            Role::责任部门,
            EntryAct::SendBack {
                reason: "缺数据".to_owned(),
            },
        ),
        event(
            "2026-01-01",
            "zhou",
            deputy,
            EntryAct::MakeStanding {
                reason: "管护".to_owned(),
                cycle_months: 3,
            },
        ),
        event(
            "2026-01-01",
            "zhou",
            deputy,
            EntryAct::EndStanding {
                reason: "新部署".to_owned(),
            },
        ),
        event(
            "2026-01-01",
            "wang",
            Role::组长,
            EntryAct::Suspend {
                reason: "取消".to_owned(),
                paper: named("函"),
            },
        ),
        event(
            "2026-01-01",
            "wang",
            Role::组长,
            EntryAct::Merge {
                into: "岚总2026-009".to_owned(),
                paper: paper(),
            },
        ),
        event(
            "2026-01-01",
            "zhou",
            deputy,
            look_back(LookBackResult::反弹),
        ),
        event(
            "2026-01-01",
            "zhao",
            Role::责任部门负责人,
            EntryAct::ConcludeCheck {
                checked_on: day("2026-01-01"),
                verdict: Verdict::部分到位,
                findings: "未完".to_owned(),
            },
        ),
    ]);
    acts
}

/// A random act: mostly as it should be, sometimes by another person, in another role, or for another entry.
fn any_act() -> impl Strategy<Value = (usize, u8, u8)> {
    (0..all_acts().len(), 0_u8..40, 0_u8..12)
}

fn make((act, flaw, other): (usize, u8, u8), on: i64) -> EntryEvent {
    let mut event = all_acts().swap_remove(act);
    event.on = day("2026-01-01")
        .checked_add(jiff::Span::new().days(on))
        .unwrap();
    let accounts = [
        "li", "zhao", "qian", "sun", "wu", "zheng", "zhou", "wang", "",
    ];
    match flaw {
        0 | 1 => event.by.role = Role::ALL[usize::from(other) % Role::ALL.len()],
        2 | 3 => event.by.account = accounts[usize::from(other) % accounts.len()].to_owned(),
        4 => event.entry = "岚总2026-001、岚总2026-002".to_owned(),
        5 => event.on = day("2025-01-01"),
        _ => {}
    }
    // Days inside the acts must not stand in the way of the sequence.
    match &mut event.act {
        EntryAct::ConcludeCheck { checked_on, .. } => *checked_on = event.on,
        EntryAct::ApplyExtension {
            applied_on,
            new_deadline,
            ..
        } => {
            *applied_on = event.on;
            *new_deadline = day("2027-06-30");
        }
        EntryAct::CloseOut { publicity, .. } if flaw != 6 => {
            *publicity = taizhang::model::Publicity::Held {
                from: day("2025-12-01"),
                to: day("2025-12-10"),
                open_objections: 0,
            };
        }
        EntryAct::ConcludeLookBack { new_issue, .. } if flaw != 7 => {
            *new_issue = Some("岚问1".to_owned());
        }
        _ => {}
    }
    event
}

/// The last act of a sort before a place in the history.
fn last(history: &[HistoryEntry], is: impl Fn(&EntryAct) -> bool) -> Option<&HistoryEntry> {
    history.iter().rev().find(|h| is(&h.event.act))
}

/// Every decided state of the history rests on the acts it needs.
fn rests_on_acts(record: &EntryRecord) {
    for (at, step) in record.history.iter().enumerate() {
        let before = &record.history[..at];
        let by = &step.event.by;
        assert!(!by.account.trim().is_empty());
        assert_eq!(step.event.entry, NO);
        match step.to {
            EntryState::已办结 => {
                assert!(matches!(
                    step.event.act,
                    EntryAct::ConcludeCheck {
                        verdict: Verdict::到位,
                        ..
                    }
                ));
                assert_eq!(by.role, Role::责任部门负责人);
                let began = last(before, |a| matches!(a, EntryAct::BeginCheck { .. })).unwrap();
                let EntryAct::BeginCheck { checkers } = &began.event.act else {
                    unreachable!()
                };
                assert!(checkers.len() >= 2 && !checkers.contains(&by.account));
                let applied = last(before, |a| matches!(a, EntryAct::ApplyClose { .. })).unwrap();
                assert!(!checkers.contains(&applied.event.by.account));
                assert_ne!(applied.event.by.account, by.account);
            }
            EntryState::已销号 => {
                assert!(matches!(step.event.act, EntryAct::CloseOut { .. }));
                assert_eq!(step.from, EntryState::已办结);
                assert_eq!(by.role, Role::分管副组长);
                let found = last(before, |a| matches!(a, EntryAct::ConcludeCheck { .. })).unwrap();
                assert_eq!(found.to, EntryState::已办结);
                assert_ne!(found.event.by.account, by.account);
            }
            EntryState::归档 => {
                assert!(matches!(
                    step.event.act,
                    EntryAct::ConcludeLookBack {
                        result: LookBackResult::稳固,
                        ..
                    }
                ));
                assert_eq!(step.from, EntryState::回头看);
                assert!(before.iter().any(|h| h.to == EntryState::已销号));
            }
            EntryState::中止 | EntryState::并入 => assert_eq!(by.role, Role::组长),
            EntryState::长期坚持 => assert_eq!(
                by.role,
                match step.event.act {
                    EntryAct::MakeStanding { .. } => Role::分管副组长,
                    _ => by.role,
                }
            ),
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn nothing_is_decided_without_the_acts_of_people(
        acts in prop::collection::vec(any_act(), 1..60),
        guided in any::<bool>(),
        steps in prop::sample::subsequence(StepKind::ALL.to_vec(), 5..=7),
        is_done in any::<bool>(),
    ) {
        let facts = EntryFacts {
            steps: if guided { StepKind::ALL.to_vec() } else { steps },
            is_done,
            merge_target: is_done.then_some(EntryState::在办),
            ..ledger_facts()
        };
        let mut record = EntryRecord::new(NO);
        for (on, (mut act, flaw, other)) in (0_i64..).zip(acts) {
            // Half of the sequences mostly go the whole way, so that the later states are reached.
            if guided && flaw > 7 {
                act = record.history.iter().filter(|h| h.from != h.to).count().min(11);
                act = match record.state {
                    EntryState::待入账 => 0,
                    EntryState::待确认 => 1,
                    EntryState::在办 => 6,
                    EntryState::申请办结 => 7,
                    EntryState::核查中 => 8,
                    EntryState::已办结 => 9,
                    EntryState::已销号 => 10,
                    EntryState::回头看 => if flaw % 3 == 0 { 17 } else { 11 },
                    _ => act,
                };
            }
            let event = make((act, flaw, other), on);
            let result = with(&record, &event, &facts);
            prop_assert_eq!(&result, &with(&record, &event, &facts), "the same act has the same outcome");
            match result {
                Ok(next) => {
                    prop_assert_eq!(next.history.len(), record.history.len() + 1);
                    prop_assert_eq!(&next.history[..record.history.len()], &record.history[..]);
                    prop_assert_eq!(next.history.last().unwrap().from, record.state);
                    prop_assert_eq!(next.history.last().unwrap().to, next.state);
                    prop_assert!(next.deadlines.len() >= record.deadlines.len());
                    prop_assert!(next.extensions.len() >= record.extensions.len());
                    prop_assert!(next.recurrences.len() >= record.recurrences.len());
                    record = next;
                }
                Err(refusal) => prop_assert!(!refusal.unmet.is_empty()),
            }
        }
        rests_on_acts(&record);
    }
}

#[test]
fn the_sequences_do_reach_the_last_states() {
    // The guided half of the property above is worth something only if it gets there.
    let mut record = EntryRecord::new(NO);
    let mut reached = Vec::new();
    for (on, act) in (0_i64..).zip([0, 1, 6, 7, 8, 9, 10, 17, 6, 7, 8, 9, 10, 11]) {
        record = with(&record, &make((act, 30, 0), on), &ledger_facts())
            .unwrap_or_else(|refusal| panic!("{refusal}"));
        reached.push(record.state);
    }
    assert_eq!(record.state, EntryState::归档);
    assert_eq!(record.recurrences.len(), 1);
    assert!(reached.contains(&EntryState::已销号));
    rests_on_acts(&record);
}
