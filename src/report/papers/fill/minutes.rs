//! 研判会议纪要: who came, what each said of every item, what came of it, who signed.
use super::{Names, clause, day, name_of, sentence};
use crate::{
    model::{AgendaItem, Part, ReviewSession, Stance},
    report::papers::{Standing, values::Values},
};

/// Characters of the hash of the material that the minutes print; the whole of it stands in the log.
const HASH_SHOWN: usize = 16;

/// What the minutes say. They are a draft until the chair and all present have signed.
#[must_use]
pub fn minutes(session: &ReviewSession, names: &Names) -> (Values, Standing) {
    let name = |account: &str| match session.name_of(account) {
        same if same == account => name_of(names, account).to_owned(),
        shown => shown.to_owned(),
    };
    let members = session.attendees.iter().filter(|a| a.part == Part::出席);
    let present: Vec<String> = members
        .clone()
        .filter(|a| a.signed_in.is_some())
        .map(|a| name(&a.account))
        .collect();
    let guests: Vec<String> = session
        .attendees
        .iter()
        .filter(|a| a.part == Part::列席 && a.signed_in.is_some())
        .map(|a| name(&a.account))
        .collect();
    let absent: Vec<String> = session
        .absent
        .iter()
        .map(|a| format!("{}（{}）", name(&a.account), clause(&a.reason)))
        .collect();
    let hash = session.material_hash.as_deref().unwrap_or("");
    let values = Values::new()
        .with("编号", &session.no)
        .with("会议类型", session.kind.name())
        .with("日期", day(session.date))
        .with("地点", &session.place)
        .with("主持人", name(&session.chair))
        .with("记录人", name(&session.recorder))
        .with("议题数", session.agenda.len())
        .with("应到", members.count())
        .with("实到", present.len())
        .with("法定人数", session.quorum_needed)
        .with(
            "材料校验码",
            hash.chars().take(HASH_SHOWN).collect::<String>(),
        )
        .with("背靠背", if session.is_blind { "是" } else { "" })
        .with("出席", present.join("、"))
        .with("列席", guests.join("、"))
        .with("请假", absent.join("、"))
        .with(
            "纪要正文",
            session.minutes.as_ref().map_or("", |m| m.text.as_str()),
        )
        .with_list(
            "议题",
            session.agenda.iter().map(|i| item(session, i, &name)),
        )
        .with_list(
            "签认",
            session.attendees.iter().filter_map(|a| {
                let signed = a.signed?;
                Some(
                    Values::new()
                        .with("姓名", name(&a.account))
                        .with("日期", day(signed))
                        .with("不同意见", a.dissent.as_deref().unwrap_or("")),
                )
            }),
        )
        .with_list(
            "补记",
            session.notes.iter().map(|n| {
                Values::new()
                    .with("姓名", name(&n.by))
                    .with("日期", day(n.on))
                    .with("内容", &n.text)
            }),
        );
    let standing = if session.state.is_signed() {
        Standing::Issued
    } else {
        Standing::Draft
    };
    (values, standing)
}

fn item(session: &ReviewSession, item: &AgendaItem, name: &dyn Fn(&str) -> String) -> Values {
    let said = |stance| item.views.iter().filter(|v| v.stance == stance).count();
    let concluded = item.concluded.as_ref();
    let decision = session
        .decisions
        .iter()
        .rev()
        .find(|d| d.item == Some(item.seq));
    let issues = concluded
        .into_iter()
        .flat_map(|c| &c.issues)
        .chain(decision.into_iter().flat_map(|d| &d.issues));
    let reporter = if item.reporter.is_empty() {
        &session.recorder
    } else {
        &item.reporter
    };
    Values::new()
        .with("题目", clause(&item.title))
        .with("报告人", name(reporter))
        .with("疑点", item.flags.join("、"))
        .with("疑点数", item.flags.len())
        .with("台账", item.entries.join("、"))
        .with("同意", said(Stance::同意))
        .with("不同意", said(Stance::不同意))
        .with("保留", said(Stance::保留))
        .with("结果", concluded.map_or("", |c| c.outcome.name()))
        .with(
            "理由",
            concluded.map_or_else(String::new, |c| sentence(&c.reason)),
        )
        .with(
            "组领导决定",
            decision.map_or_else(String::new, |d| {
                let outcome = d.outcome.map_or("", |o| o.name());
                format!("{outcome}。{}（{}）", d.text.trim(), day(d.on))
            }),
        )
        .with_list(
            "意见",
            item.views.iter().map(|v| {
                Values::new()
                    .with("姓名", name(&v.account))
                    .with("立场", v.stance.name())
                    .with("内容", sentence(&v.text))
            }),
        )
        .with_list(
            "回避",
            session
                .recused
                .iter()
                .filter(|r| r.item.is_none_or(|i| i == item.seq))
                .map(|r| {
                    Values::new()
                        .with("姓名", name(&r.account))
                        .with("理由", clause(&r.reason))
                }),
        )
        .with_list(
            "问题",
            issues.map(|body| {
                Values::new()
                    .with("单位", &body.unit)
                    .with("事实", sentence(&body.text))
                    .with("建议", sentence(&body.suggestion.text))
            }),
        )
}
