//! One act of each sort that people do by hand.
use jiff::civil::Date;

use crate::model::{
    Extrapolation, Institution, Paper, Publicity, RectificationAct, RectificationKind,
    RectificationPlan, RectificationWork, Verdict,
};

/// One of each, with nothing in it.
pub(super) fn all() -> Vec<RectificationAct> {
    let text = String::new;
    let paper = Paper::default;
    vec![
        RectificationAct::SubmitPlan {
            plan: Box::new(RectificationPlan {
                source: paper(),
                goal: text(),
                kind: RectificationKind::立行立改,
                lead_unit: text(),
                responsible_title: text(),
                deadline: Date::ZERO,
                measures: Vec::new(),
                no_lasting_reason: None,
            }),
        },
        RectificationAct::ReturnPlan { reason: text() },
        RectificationAct::AcceptPlan {},
        RectificationAct::Progress {
            work: RectificationWork {
                measure: 0,
                text: text(),
                is_done: false,
                source: paper(),
                evidence: Vec::new(),
            },
        },
        RectificationAct::Extrapolate {
            extrapolation: Extrapolation::default(),
        },
        RectificationAct::Institute {
            institution: Institution::None { reason: text() },
        },
        RectificationAct::ApplyExtension {
            source: paper(),
            applied_on: Date::ZERO,
            new_deadline: Date::ZERO,
            reason: text(),
            progress: text(),
        },
        RectificationAct::ReviewExtension {
            agrees: false,
            opinion: text(),
        },
        RectificationAct::DecideExtension {
            grants: false,
            paper: paper(),
        },
        RectificationAct::ApplyClose {
            source: paper(),
            signed_by_principal: false,
        },
        RectificationAct::SendBack { reason: text() },
        RectificationAct::BeginVerify {
            verifiers: Vec::new(),
        },
        RectificationAct::ConcludeVerify {
            checked_on: Date::ZERO,
            verdict: Verdict::未到位,
            methods: Vec::new(),
            findings: text(),
            evidence: Vec::new(),
        },
        RectificationAct::CloseOut {
            checklist: Vec::new(),
            publicity: Publicity::None { reason: text() },
            collective: paper(),
        },
    ]
}
