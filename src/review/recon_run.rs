//! SM-I: going through the differences of a reconciliation, and signing it.
use super::{Machine, Trial};
use crate::model::{
    DiffAnswer, DiffAnswered, Guard, Paper, ReconAct, ReconRun, ReconRunState, ReconSigned, Role,
};

impl Machine for ReconRun {
    type Facts = ();

    fn follows(act: &ReconAct, state: ReconRunState) -> bool {
        use ReconRunState as S;
        match act {
            ReconAct::Begin { .. } => state == S::生成,
            ReconAct::Answer { .. } => matches!(state, S::逐条核对 | S::与驻在单位核实),
            ReconAct::AskHost { .. } | ReconAct::Sign {} => state == S::逐条核对,
            ReconAct::HostAnswered { .. } => state == S::与驻在单位核实,
            ReconAct::Archive {} => state == S::签认,
        }
    }

    fn begins(act: &ReconAct) -> bool {
        matches!(act, ReconAct::Begin { .. })
    }

    fn roles(&self, act: &ReconAct) -> &'static [Role] {
        match act {
            ReconAct::Begin { .. } | ReconAct::Answer { .. } | ReconAct::AskHost { .. } => {
                &[Role::责任部门]
            }
            ReconAct::HostAnswered { .. } => &[Role::责任部门, Role::台账管理员],
            ReconAct::Sign {} => &[Role::责任部门负责人],
            ReconAct::Archive {} => &[Role::台账管理员],
        }
    }

    fn one_of_each() -> Vec<ReconAct> {
        let text = String::new;
        vec![
            ReconAct::Begin {
                differences: Vec::new(),
                sheet: text(),
            },
            ReconAct::Answer {
                difference: 0,
                answer: DiffAnswer::属实,
                note: text(),
            },
            ReconAct::AskHost {
                letter: Paper::default(),
            },
            ReconAct::HostAnswered {
                source: Paper::default(),
                text: text(),
            },
            ReconAct::Sign {},
            ReconAct::Archive {},
        ]
    }

    fn step(trial: &mut Trial<'_, Self>) -> ReconRunState {
        use ReconRunState as S;
        match &trial.event.act {
            ReconAct::Begin { differences, sheet } => {
                trial.require_rests_on(sheet);
                trial.next.differences.clone_from(differences);
                trial.next.sheet.clone_from(sheet);
                S::逐条核对
            }
            ReconAct::Answer {
                difference,
                answer,
                note,
            } => {
                trial.answer(*difference, *answer, note);
                trial.next.state
            }
            ReconAct::AskHost { letter } => {
                trial.require(letter.is_named(), Guard::Paper, "未注明核实函");
                trial.next.letters.push(letter.clone());
                S::与驻在单位核实
            }
            ReconAct::HostAnswered { source, text } => {
                trial.require(source.is_named(), Guard::Source, "未注明驻在单位的答复材料");
                trial.require_text(text, Guard::Content, "未写核实结果");
                trial.next.letters.push(source.clone());
                S::逐条核对
            }
            ReconAct::Sign {} => {
                trial.sign();
                S::签认
            }
            ReconAct::Archive {} => S::归档,
        }
    }
}

impl Trial<'_, ReconRun> {
    fn answer(&mut self, difference: u32, answer: DiffAnswer, note: &str) {
        let is_there = self.next.differences.contains(&difference);
        self.require(
            is_there,
            Guard::Content,
            format!("对账单上没有第{difference}条差异"),
        );
        self.require(
            answer == DiffAnswer::属实 || !note.trim().is_empty(),
            Guard::Reason,
            format!("“{}”须写明理由", answer.name()),
        );
        let answered = DiffAnswered {
            answer,
            note: note.trim().to_owned(),
            by: self.actor().to_owned(),
            on: self.event.on,
        };
        self.next.answers.insert(difference, answered);
    }

    fn sign(&mut self) {
        let open: Vec<String> = self
            .next
            .unanswered()
            .iter()
            .map(ToString::to_string)
            .collect();
        self.require(
            open.is_empty(),
            Guard::Items,
            format!("第{}条差异还没有核对结果", open.join("、")),
        );
        let me = self.actor().to_owned();
        // Whose answer another one took the place of went through it all the same.
        let mut history = self.next.history.iter();
        let answered =
            history.any(|p| matches!(p.act, ReconAct::Answer { .. }) && p.by.account.trim() == me);
        self.require(!answered, Guard::Separation, "签认人不能是核对人");
        self.next.signed = Some(ReconSigned {
            by: me,
            on: self.event.on,
        });
    }
}
