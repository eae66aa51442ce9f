//! Acts on an entry: the whole way, every guard, and what can never happen.
mod due;
mod guards;
mod never;
mod way;

use jiff::civil::Date;
use taizhang::{
    ledger::entry::{Guards, apply},
    model::{
        Actor, BookKind, CheckItem, CheckPoint, EntryAct, EntryEvent, EntryFacts, EntryRecord,
        EntryState, ItemProof, LedgerSettings, LookBackResult, Paper, Period, Publicity, Refusal,
        Relevance, Role, StepKind, Verdict,
    },
};

use super::shelf::{book, day, row};

pub(super) const NO: &str = "岚总2026-001";

/// A paper with its place: a cell of an imported file.
pub(super) fn paper() -> Paper {
    let register = book(
        BookKind::收文登记,
        None,
        &[("title", "标题")],
        &[&["关于办结的请示"]],
    );
    Paper {
        name: "岚环〔2026〕31号".to_owned(),
        place: row(&register, 0).quote("title"),
    }
}

pub(super) fn named(name: &str) -> Paper {
    Paper {
        name: name.to_owned(),
        place: None,
    }
}

pub(super) fn ledger_facts() -> EntryFacts {
    EntryFacts {
        steps: StepKind::ALL.to_vec(),
        items: vec![1, 2],
        ..EntryFacts::default()
    }
}

pub(super) fn proofs() -> Vec<ItemProof> {
    [1, 2]
        .into_iter()
        .map(|seq| ItemProof {
            seq,
            is_done: true,
            evidence: vec![named("验收单")],
        })
        .collect()
}

pub(super) fn checklist() -> Vec<CheckItem> {
    CheckPoint::ALL
        .into_iter()
        .map(|point| CheckItem {
            point,
            is_met: true,
            says: "见卷宗".to_owned(),
        })
        .collect()
}

pub(super) fn period(month: i8) -> Period {
    let from = jiff::civil::date(2026, month, 1);
    Period {
        from,
        to: from.last_of_month(),
        label: format!("2026-{month:02}"),
    }
}

pub(super) fn event(on: &str, account: &str, role: Role, act: EntryAct) -> EntryEvent {
    EntryEvent {
        entry: NO.to_owned(),
        on: day(on),
        by: Actor {
            account: account.to_owned(),
            role,
        },
        act,
    }
}

pub(super) const TODAY: Date = jiff::civil::date(2027, 12, 31);

pub(super) fn with(
    record: &EntryRecord,
    event: &EntryEvent,
    facts: &EntryFacts,
) -> Result<EntryRecord, Refusal> {
    let settings = LedgerSettings::default();
    apply(
        record,
        event,
        &Guards {
            today: TODAY,
            settings: &settings,
            facts,
        },
    )
}

/// The acts of a matter that goes all the way, each in its order.
pub(super) fn whole_way() -> Vec<EntryEvent> {
    vec![
        event(
            "2026-01-05",
            "li",
            Role::台账管理员,
            EntryAct::Register {
                secrecy_passed: true,
            },
        ),
        event(
            "2026-01-06",
            "zhao",
            Role::责任部门负责人,
            EntryAct::Confirm {
                lead: vec!["岚川县局".to_owned()],
                deadline: Some(day("2026-06-30")),
                standing: false,
                relevance: Some(Relevance::密切),
                important: false,
            },
        ),
        event(
            "2026-02-05",
            "qian",
            Role::责任部门,
            EntryAct::Progress {
                source: paper(),
                period: period(1),
                text: "完成清淤1公里".to_owned(),
            },
        ),
        event(
            "2026-06-02",
            "qian",
            Role::责任部门,
            EntryAct::ApplyExtension {
                source: paper(),
                applied_on: day("2026-06-01"),
                new_deadline: day("2026-08-31"),
                reason: "汛期停工".to_owned(),
                progress: "完成八成".to_owned(),
            },
        ),
        event(
            "2026-06-03",
            "sun",
            Role::责任部门,
            EntryAct::ReviewExtension {
                agrees: true,
                opinion: "情况属实".to_owned(),
            },
        ),
        event(
            "2026-06-05",
            "zhou",
            Role::分管副组长,
            EntryAct::DecideExtension {
                grants: true,
                paper: named("延期批复2号"),
            },
        ),
        event(
            "2026-08-20",
            "qian",
            Role::责任部门,
            EntryAct::ApplyClose {
                source: paper(),
                waivers: Vec::new(),
                items: proofs(),
            },
        ),
        event(
            "2026-08-21",
            "sun",
            Role::责任部门,
            EntryAct::BeginCheck {
                checkers: vec!["wu".to_owned(), "zheng".to_owned()],
            },
        ),
        event(
            "2026-08-28",
            "zhao",
            Role::责任部门负责人,
            EntryAct::ConcludeCheck {
                checked_on: day("2026-08-26"),
                verdict: Verdict::到位,
                findings: "现场已恢复".to_owned(),
            },
        ),
        event(
            "2026-09-20",
            "zhou",
            Role::分管副组长,
            EntryAct::CloseOut {
                checklist: checklist(),
                publicity: Publicity::Held {
                    from: day("2026-09-01"),
                    to: day("2026-09-14"),
                    open_objections: 0,
                },
                collective: named("研判纪要第7期"),
            },
        ),
        event(
            "2027-03-18",
            "qian",
            Role::责任部门,
            EntryAct::StartLookBack {
                people: vec!["qian".to_owned(), "sun".to_owned()],
            },
        ),
        event(
            "2027-03-25",
            "zhou",
            Role::分管副组长,
            look_back(LookBackResult::稳固),
        ),
    ]
}

pub(super) fn look_back(result: LookBackResult) -> EntryAct {
    EntryAct::ConcludeLookBack {
        result,
        extrapolation: "排查同类河段6处".to_owned(),
        institution: "出台管护办法".to_owned(),
        effect: "水质稳定".to_owned(),
        waivers: Vec::new(),
        new_issue: None,
        new_deadline: None,
    }
}

/// The entry after the first acts of the whole way, and the act that would follow.
pub(super) fn before(state: EntryState) -> (EntryRecord, EntryEvent) {
    let mut record = EntryRecord::new(NO);
    for event in whole_way() {
        // Of the acts that follow 在办 the application to close is meant.
        let is_meant =
            state != EntryState::在办 || matches!(event.act, EntryAct::ApplyClose { .. });
        if record.state == state && is_meant {
            return (record, event);
        }
        record = with(&record, &event, &ledger_facts()).unwrap();
    }
    panic!("{state:?} is not on the way")
}
