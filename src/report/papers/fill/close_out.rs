//! 销号审批表: one matter at a time, for a rectification or for an entry of the ledger.
use super::{Names, clause, day, maybe, name_of, paper, papers};
use crate::{
    model::{
        CheckItem, EntryAct, EntryRecord, EntryState, ExtensionState, Institution, Publicity,
        RectificationCase, RectificationState, Verdict,
    },
    report::papers::{Standing, values::Values},
};

/// What the sheet of a rectification says; `workdays` are those of the public notice. It is a draft until the matter is struck off.
#[must_use]
pub fn close_out(
    case: &RectificationCase,
    (look_back_due, workdays): (Option<jiff::civil::Date>, Option<i64>),
    names: &Names,
) -> (Values, Standing) {
    let plan = case.plan.as_ref();
    let check = case.verification.as_ref();
    let closed = case.close_out.as_ref();
    let application = case.application.as_ref().map_or_else(String::new, |a| {
        let signed = if case.signed_by_principal {
            "已"
        } else {
            "未"
        };
        format!("{}申请销号，主要负责人{signed}签字。", day(a.on))
    });
    let methods: Vec<&str> = check
        .into_iter()
        .flat_map(|c| &c.methods)
        .map(|m| m.name())
        .collect();
    let extrapolation = case.extrapolation.as_ref().map_or_else(String::new, |e| {
        format!(
            "范围：{}；排查{}处，发现{}个，已改{}个。佐证：{}",
            clause(&e.scope),
            e.checked,
            e.found,
            e.fixed,
            papers(&e.evidence)
        )
    });
    let institution = match &case.institution {
        Some(Institution::Made {
            name,
            doc_no,
            on,
            solves,
        }) => {
            let number = if doc_no.trim().is_empty() {
                String::new()
            } else {
                format!("（{}）", doc_no.trim())
            };
            format!(
                "《{}》{number}，{}；解决：{}",
                name.trim_matches(['《', '》']),
                day(*on),
                clause(solves)
            )
        }
        Some(Institution::None { reason }) => format!("未新建制度，理由：{}", clause(reason)),
        None => String::new(),
    };
    let values = Values::new()
        .with("编号", &case.no)
        .with("来源", format!("{}（{}）", case.opinion, case.issue))
        .with("问题", &case.problem)
        .with("责任单位", &case.unit)
        .with("整改时限", maybe(case.deadline()))
        .with("整改目标", plan.map_or("", |p| p.goal.as_str()))
        .with("举一反三", extrapolation)
        .with("建章立制", institution)
        .with("申请材料", application)
        .with("核查方式", methods.join("、"))
        .with("核查日期", maybe(check.and_then(|c| c.run.checked_on)))
        .with(
            "核查人",
            people(check.map(|c| c.run.checkers.as_slice()), names),
        )
        .with("核查结论", verdict(check.and_then(|c| c.run.verdict)))
        .with("核查发现", check.map_or("", |c| c.findings.as_str()))
        .with(
            "公示",
            closed.map_or_else(String::new, |c| publicity(&c.publicity, workdays)),
        )
        .with(
            "集体研究",
            closed.map_or_else(String::new, |c| paper(&c.collective)),
        )
        .with("重要", if case.important { "是" } else { "" })
        .with("销号日期", maybe(closed.map(|c| c.on)))
        .with("回头看日期", maybe(look_back_due))
        .with_list(
            "措施",
            case.measures.iter().map(|m| {
                Values::new()
                    .with("编号", m.seq)
                    .with("内容", &m.text)
                    .with("完成情况", &m.progress)
                    .with("佐证", papers(&m.evidence))
                    .with("是否到位", if m.is_done { "到位" } else { "未到位" })
            }),
        )
        .with_list(
            "清单",
            closed.into_iter().flat_map(|c| &c.checklist).map(point),
        );
    let is_closed = matches!(
        case.state,
        RectificationState::销号 | RectificationState::回头看 | RectificationState::结束
    );
    (values, standing(is_closed))
}

/// What the sheet of an entry of the ledger says; title and goal stand in the ledger.
#[must_use]
pub fn entry_close_out(
    entry: &EntryRecord,
    (title, goal): (&str, &str),
    workdays: Option<i64>,
    names: &Names,
) -> (Values, Standing) {
    let mut values = Values::new()
        .with("编号", &entry.no)
        .with("来源", "台账")
        .with("问题", title)
        .with("责任单位", entry.lead.join("、"))
        .with("整改时限", deadline(entry))
        .with("整改目标", goal)
        .with("重要", if entry.important { "是" } else { "" })
        .with(
            "核查日期",
            maybe(entry.check.as_ref().and_then(|c| c.checked_on)),
        )
        .with(
            "核查人",
            people(entry.check.as_ref().map(|c| c.checkers.as_slice()), names),
        )
        .with(
            "核查结论",
            verdict(entry.check.as_ref().and_then(|c| c.verdict)),
        )
        .with("销号日期", maybe(entry.close_out.as_ref().map(|c| c.on)))
        .with("回头看日期", maybe(entry.look_back.as_ref().map(|l| l.due)));
    for past in &entry.history {
        match &past.event.act {
            EntryAct::ApplyClose { source, items, .. } => {
                values.set(
                    "申请材料",
                    format!("{}：{}", day(past.event.on), paper(source)),
                );
                values.set_list(
                    "措施",
                    items.iter().map(|item| {
                        Values::new()
                            .with("编号", item.seq)
                            .with("内容", format!("台账所列第{}项任务", item.seq))
                            .with(
                                "完成情况",
                                if item.is_done {
                                    "已完成"
                                } else {
                                    "未完成"
                                },
                            )
                            .with("佐证", papers(&item.evidence))
                            .with("是否到位", if item.is_done { "到位" } else { "未到位" })
                    }),
                );
            }
            EntryAct::ConcludeCheck { findings, .. } => values.set("核查发现", findings),
            EntryAct::CloseOut {
                checklist,
                publicity: held,
                collective,
            } => {
                values.set("公示", publicity(held, workdays));
                values.set("集体研究", paper(collective));
                let says = |wanted: crate::model::CheckPoint| {
                    let item = checklist.iter().find(|c| c.point == wanted);
                    item.map_or("", |c| c.says.as_str())
                };
                values.set("举一反三", says(crate::model::CheckPoint::Extrapolation));
                values.set("建章立制", says(crate::model::CheckPoint::Institution));
                values.set("核查方式", says(crate::model::CheckPoint::SiteCheck));
                values.set_list("清单", checklist.iter().map(point));
            }
            _ => {}
        }
    }
    let is_closed = matches!(
        entry.state,
        EntryState::已销号 | EntryState::回头看 | EntryState::归档
    );
    (values, standing(is_closed))
}

fn standing(is_closed: bool) -> Standing {
    if is_closed {
        Standing::Issued
    } else {
        Standing::Draft
    }
}

/// The deadline in force, and how often it was put off.
fn deadline(entry: &EntryRecord) -> String {
    let granted = entry.extensions.iter();
    let granted = granted.filter(|e| e.state == ExtensionState::批准).count();
    match (maybe(entry.deadline()), granted) {
        (date, 0) => date,
        (date, times) => format!("{date}（延期{times}次）"),
    }
}

fn people(accounts: Option<&[String]>, names: &Names) -> String {
    let shown: Vec<&str> = accounts
        .unwrap_or_default()
        .iter()
        .map(|a| name_of(names, a))
        .collect();
    shown.join("、")
}

fn verdict(verdict: Option<Verdict>) -> String {
    verdict.map_or_else(String::new, |v| format!("{v:?}"))
}

fn publicity(publicity: &Publicity, workdays: Option<i64>) -> String {
    match publicity {
        Publicity::Held {
            from,
            to,
            open_objections,
        } => {
            let days = workdays.map_or_else(String::new, |n| format!("，共{n}个工作日"));
            format!(
                "{}至{}{days}；未处理的异议{open_objections}件",
                day(*from),
                day(*to)
            )
        }
        Publicity::None { reason } => format!("未公示，理由：{}", clause(reason)),
    }
}

fn point(item: &CheckItem) -> Values {
    Values::new()
        .with("项目", item.point.title())
        .with("是否符合", if item.is_met { "符合" } else { "不适用" })
        .with("说明", &item.says)
}
