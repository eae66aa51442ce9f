//! SM-I: 生成 → 逐条核对 (责任部门) → 与驻在单位核实 → 签认 (责任部门负责人) → 归档.
use taizhang::model::{DiffAnswer, Guard, ReconAct, ReconRun, ReconRunState as S, Role};

use super::{
    By, Ground, done, follows_the_table, named, needs_a_person_one_record_and_a_day, refused, row,
};

const OFFICER: By = ("chen", Role::责任部门);
const HEAD: By = ("zhao", Role::责任部门负责人);

pub(super) fn begin() -> ReconAct {
    ReconAct::Begin {
        differences: vec![1, 2],
        sheet: "ef".to_owned(),
    }
}

pub(super) fn sheet() -> Ground<ReconRun> {
    Ground {
        rests_on: Some("ef".to_owned()),
        ..Ground::default()
    }
}

pub(super) fn answer(difference: u32, answer: DiffAnswer, note: &str) -> ReconAct {
    ReconAct::Answer {
        difference,
        answer,
        note: note.to_owned(),
    }
}

pub(super) fn ask() -> ReconAct {
    ReconAct::AskHost {
        letter: named("核实函"),
    }
}

pub(super) fn answered() -> ReconAct {
    ReconAct::HostAnswered {
        source: named("复函"),
        text: "口径不同".to_owned(),
    }
}

fn at(state: S) -> ReconRun {
    let ground = Ground::default();
    match state {
        S::生成 => ReconRun {
            run: "run-1".to_owned(),
            ..ReconRun::default()
        },
        S::逐条核对 => [
            answer(1, DiffAnswer::属实, ""),
            answer(2, DiffAnswer::不属实, "口径不同"),
        ]
        .into_iter()
        .fold(
            done(&at(S::生成), OFFICER, begin(), &sheet()),
            |run, what| done(&run, OFFICER, what, &ground),
        ),
        S::与驻在单位核实 => done(&at(S::逐条核对), OFFICER, ask(), &ground),
        S::签认 => done(&at(S::逐条核对), HEAD, ReconAct::Sign {}, &ground),
        S::归档 => done(
            &at(S::签认),
            ("liu", Role::台账管理员),
            ReconAct::Archive {},
            &ground,
        ),
    }
}

#[test]
fn every_act_in_every_state_by_every_role() {
    let officer = &[Role::责任部门];
    let open = [
        (S::逐条核对, S::逐条核对),
        (S::与驻在单位核实, S::与驻在单位核实),
    ];
    let asked = [(S::与驻在单位核实, S::逐条核对)];
    follows_the_table(
        S::ALL,
        at,
        &[
            row(begin(), "wu", officer, &[(S::生成, S::逐条核对)]).on(sheet()),
            row(
                answer(1, DiffAnswer::待核实, "问县里"),
                "wu",
                officer,
                &open,
            ),
            row(ask(), "wu", officer, &[(S::逐条核对, S::与驻在单位核实)]),
            row(
                answered(),
                "wu",
                &[Role::责任部门, Role::台账管理员],
                &asked,
            ),
            row(
                ReconAct::Sign {},
                "wu",
                &[Role::责任部门负责人],
                &[(S::逐条核对, S::签认)],
            ),
            row(
                ReconAct::Archive {},
                "wu",
                &[Role::台账管理员],
                &[(S::签认, S::归档)],
            ),
        ],
        &[],
    );
}

#[test]
fn every_condition_of_a_reconciliation() {
    let ground = Ground::default();
    refused(&at(S::生成), OFFICER, begin(), &ground, Guard::Decided);
    let open = at(S::逐条核对);
    for (what, guard) in [
        (answer(9, DiffAnswer::属实, ""), Guard::Content),
        (answer(1, DiffAnswer::不属实, " "), Guard::Reason),
        (answer(1, DiffAnswer::待核实, ""), Guard::Reason),
        (ReconAct::AskHost { letter: named(" ") }, Guard::Paper),
    ] {
        refused(&open, OFFICER, what, &ground, guard);
    }
    let asked = at(S::与驻在单位核实);
    let bare = |source: &str, text: &str| ReconAct::HostAnswered {
        source: named(source),
        text: text.to_owned(),
    };
    refused(&asked, OFFICER, bare("", "是"), &ground, Guard::Source);
    refused(&asked, OFFICER, bare("函", " "), &ground, Guard::Content);
    // Open differences, and whoever went through them, do not sign.
    let waits = done(
        &open,
        OFFICER,
        answer(2, DiffAnswer::待核实, "问县里"),
        &ground,
    );
    refused(&waits, HEAD, ReconAct::Sign {}, &ground, Guard::Items);
    let same = ("chen", Role::责任部门负责人);
    refused(&open, same, ReconAct::Sign {}, &ground, Guard::Separation);
    let untouched = done(&at(S::生成), OFFICER, begin(), &sheet());
    refused(&untouched, HEAD, ReconAct::Sign {}, &ground, Guard::Items);
    // Who was corrected took part all the same.
    let corrected = done(
        &open,
        ("sun", Role::责任部门),
        answer(1, DiffAnswer::属实, ""),
        &ground,
    );
    let corrected = done(
        &corrected,
        ("sun", Role::责任部门),
        answer(2, DiffAnswer::属实, ""),
        &ground,
    );
    refused(
        &corrected,
        same,
        ReconAct::Sign {},
        &ground,
        Guard::Separation,
    );
    needs_a_person_one_record_and_a_day(&open, HEAD, &ReconAct::Sign {});
}
