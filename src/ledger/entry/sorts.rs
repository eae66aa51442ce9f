//! One act of each sort, with nothing in it: for asking which sorts a state and a role leave open.
use jiff::civil::Date;

use crate::model::{EntryAct, LookBackResult, Paper, Period, Publicity, Verdict};

/// One of each.
#[must_use]
pub fn one_of_each() -> Vec<EntryAct> {
    let text = String::new;
    let paper = Paper::default;
    vec![
        EntryAct::Register {
            secrecy_passed: false,
        },
        EntryAct::Confirm {
            lead: Vec::new(),
            deadline: None,
            standing: false,
            relevance: None,
            important: false,
        },
        EntryAct::Progress {
            source: paper(),
            period: Period {
                from: Date::ZERO,
                to: Date::ZERO,
                label: text(),
            },
            text: text(),
        },
        EntryAct::ApplyExtension {
            source: paper(),
            applied_on: Date::ZERO,
            new_deadline: Date::ZERO,
            reason: text(),
            progress: text(),
        },
        EntryAct::ReviewExtension {
            agrees: false,
            opinion: text(),
        },
        EntryAct::DecideExtension {
            grants: false,
            paper: paper(),
        },
        EntryAct::ApplyClose {
            source: paper(),
            waivers: Vec::new(),
            items: Vec::new(),
        },
        EntryAct::SendBack { reason: text() },
        EntryAct::BeginCheck {
            checkers: Vec::new(),
        },
        EntryAct::ConcludeCheck {
            checked_on: Date::ZERO,
            verdict: Verdict::未到位,
            findings: text(),
        },
        EntryAct::CloseOut {
            checklist: Vec::new(),
            publicity: Publicity::None { reason: text() },
            collective: paper(),
        },
        EntryAct::StartLookBack { people: Vec::new() },
        EntryAct::ConcludeLookBack {
            result: LookBackResult::稳固,
            extrapolation: text(),
            institution: text(),
            effect: text(),
            waivers: Vec::new(),
            new_issue: None,
            new_deadline: None,
        },
        EntryAct::MakeStanding {
            reason: text(),
            cycle_months: 0,
        },
        EntryAct::EndStanding { reason: text() },
        EntryAct::Suspend {
            reason: text(),
            paper: paper(),
        },
        EntryAct::Merge {
            into: text(),
            paper: paper(),
        },
    ]
}
