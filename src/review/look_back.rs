//! SM-G: a look-back, at a host unit or at the group itself.
use std::collections::BTreeSet;

use super::{Machine, Trial};
use crate::model::{
    Guard, LookBack, LookBackAct, LookBackFound, LookBackKind, LookBackResult, LookBackState,
    Paper, Role, SelfSections,
};

/// People a look-back at a host unit needs.
const PEOPLE: usize = 2;

impl Machine for LookBack {
    type Facts = ();

    fn follows(act: &LookBackAct, state: LookBackState) -> bool {
        use LookBackState as S;
        match act {
            LookBackAct::Plan { .. } | LookBackAct::Start { .. } => state == S::计划,
            LookBackAct::Conclude { .. } => state == S::实施,
            LookBackAct::Transfer { .. } => state == S::结论,
            LookBackAct::End {} => matches!(state, S::结论 | S::问题转新),
        }
    }

    fn begins(act: &LookBackAct) -> bool {
        matches!(act, LookBackAct::Plan { .. })
    }

    fn roles(&self, act: &LookBackAct) -> &'static [Role] {
        match act {
            // The close-out plans it; by hand the department or the keeper does.
            LookBackAct::Plan { .. } => &[
                Role::责任部门,
                Role::责任部门负责人,
                Role::台账管理员,
                Role::分管副组长,
                Role::组长,
            ],
            LookBackAct::Start { .. } if self.kind == LookBackKind::自身 => {
                &[Role::台账管理员, Role::责任部门]
            }
            LookBackAct::Start { .. } | LookBackAct::Transfer { .. } => &[Role::责任部门],
            LookBackAct::Conclude { .. } => &[Role::分管副组长],
            LookBackAct::End {} => &[Role::分管副组长, Role::台账管理员],
        }
    }

    fn one_of_each() -> Vec<LookBackAct> {
        let text = String::new;
        vec![
            LookBackAct::Plan {
                kind: LookBackKind::自身,
                rectification: None,
                unit: text(),
                title: text(),
                due: jiff::civil::Date::ZERO,
            },
            LookBackAct::Start {
                people: Vec::new(),
                methods: Vec::new(),
            },
            LookBackAct::Conclude {
                found: LookBackFound::Own {
                    sections: SelfSections::default(),
                },
                evidence: Vec::new(),
            },
            LookBackAct::Transfer { issue: text() },
            LookBackAct::End {},
        ]
    }

    fn step(trial: &mut Trial<'_, Self>) -> LookBackState {
        use LookBackState as S;
        match &trial.event.act {
            LookBackAct::Plan {
                kind,
                rectification,
                unit,
                title,
                due,
            } => {
                trial.require(trial.next.rev == 0, Guard::State, "已经计划");
                trial.require_text(title, Guard::Content, "未写回头看什么");
                let next = &mut trial.next;
                next.kind = *kind;
                next.rectification.clone_from(rectification);
                next.unit.clone_from(unit);
                next.title.clone_from(title);
                next.due = *due;
                S::计划
            }
            LookBackAct::Start { people, methods } => {
                trial.start(people);
                trial.next.methods.clone_from(methods);
                S::实施
            }
            LookBackAct::Conclude { found, evidence } => {
                trial.conclude(found, evidence);
                S::结论
            }
            LookBackAct::Transfer { issue } => {
                trial.require(
                    trial.next.came_back(),
                    Guard::LookBack,
                    "结论是稳固，没有问题可转",
                );
                trial.require_rests_on(issue);
                trial.next.new_issue = Some(issue.clone());
                S::问题转新
            }
            LookBackAct::End {} => {
                let untold = trial.next.came_back() && trial.next.new_issue.is_none();
                trial.require(
                    !untold,
                    Guard::LookBack,
                    "反弹或不到位的问题还没有转为新问题",
                );
                S::结束
            }
        }
    }
}

impl Trial<'_, LookBack> {
    fn start(&mut self, people: &[String]) {
        let people: BTreeSet<String> = people
            .iter()
            .map(|p| p.trim().to_owned())
            .filter(|p| !p.is_empty())
            .collect();
        let needed = match self.next.kind {
            LookBackKind::驻在单位 => PEOPLE,
            LookBackKind::自身 => 1,
        };
        self.require(
            people.len() >= needed,
            Guard::TwoCheckers,
            format!("回头看人员{}人，应为{needed}人以上", people.len()),
        );
        self.next.people = people.into_iter().collect();
        self.next.started_on = Some(self.event.on);
    }

    fn conclude(&mut self, found: &LookBackFound, evidence: &[Paper]) {
        let goes = self.next.people.iter().any(|p| p == self.actor());
        self.require(!goes, Guard::Separation, "作结论的人不能是回头看人员");
        let fits = matches!(
            (found, self.next.kind),
            (LookBackFound::Host { .. }, LookBackKind::驻在单位)
                | (LookBackFound::Own { .. }, LookBackKind::自身)
        );
        self.require(fits, Guard::LookBack, "结论的表式与回头看的对象不符");
        match found {
            LookBackFound::Host {
                result,
                sections,
                relapse,
                new_deadline,
            } => {
                self.require_sections(&[
                    (&sections.extrapolation, "举一反三情况"),
                    (&sections.institution, "制度机制建设情况"),
                    (&sections.effect, "抓落实提质效情况"),
                ]);
                if *result != LookBackResult::稳固 {
                    let said = relapse.as_deref().unwrap_or_default();
                    self.require_text(said, Guard::LookBack, "未写明反弹或不到位的问题");
                    self.require(
                        new_deadline.is_some(),
                        Guard::Deadline,
                        "重新整改须写明新的时限",
                    );
                }
            }
            LookBackFound::Own { sections } => self.require_sections(&[
                (&sections.practice, "经验做法"),
                (&sections.weakness, "不足和薄弱环节"),
                (&sections.cause, "原因分析"),
                (&sections.remedy, "对策举措"),
            ]),
        }
        self.next.found = Some(found.clone());
        self.next.evidence = evidence.to_vec();
        self.next.concluded_by = Some(self.actor().to_owned());
    }

    fn require_sections(&mut self, sections: &[(&String, &str)]) {
        let missing: Vec<&str> = sections
            .iter()
            .filter(|(text, _)| text.trim().is_empty())
            .map(|(_, name)| *name)
            .collect();
        self.require(
            missing.is_empty(),
            Guard::LookBack,
            format!("未写{}", missing.join("、")),
        );
    }
}
