//! 集体研判问题清单: every flag with both sides of its evidence, what was made of it before, and what the session made of it.
use std::collections::BTreeMap;

use super::{Names, day, maybe, name_of, period_name, where_it_stands, with_days};
use crate::{
    model::{Evidence, Flag, FlagCase, FlagId, FlagList, ReviewSession},
    report::{
        papers::{Standing, values::Values},
        wording::{place_text, recognized_text, title_of},
    },
};

/// What the list says; `cases` are what people did with the flags. Without a session, or before its material is locked, it is a
/// draft.
#[must_use]
pub fn flag_list(
    list: &FlagList,
    cases: &BTreeMap<FlagId, FlagCase>,
    session: Option<&ReviewSession>,
    names: &Names,
) -> (Values, Standing) {
    let locked = session.and_then(|s| s.material_hash.as_deref());
    let withheld: u32 = list.withheld.iter().map(|w| w.count).sum();
    let caps = match list.caps {
        (u32::MAX, u32::MAX) => "未设上限".to_owned(),
        (document, rule) => {
            format!("每份材料每条规则至多{document}条、每条规则至多{rule}条，未列出{withheld}条")
        }
    };
    let mut periods: Vec<&str> = list
        .flags
        .iter()
        .filter_map(|f| f.draft.period.as_deref())
        .collect();
    periods.sort_unstable();
    periods.dedup();
    let periods: Vec<String> = periods.into_iter().map(period_name).collect();
    let values = Values::new()
        .with("期间", periods.join("、"))
        .with("研判编号", session.map_or("", |s| s.no.as_str()))
        .with("研判日期", maybe(session.map(|s| s.date)))
        .with("材料校验码", locked.unwrap_or(""))
        .with("运行编号", &list.run.id)
        .with("日期", day(list.run.on))
        .with("规则数", list.run.rules.len())
        .with("疑点数", list.flags.len())
        .with("上限", caps)
        .with_list(
            "文件",
            list.run.files.iter().map(|f| {
                Values::new()
                    .with("文件", &f.file)
                    .with("校验码", &f.sha256)
                    .with("读取", f.recovery.label())
            }),
        )
        .with_list(
            "疑点",
            list.flags
                .iter()
                .map(|f| flag(list, f, cases.get(f.id()), (session, names))),
        );
    let standing = if locked.is_some() {
        Standing::Issued
    } else {
        Standing::Draft
    };
    (values, standing)
}

fn flag(
    list: &FlagList,
    flag: &Flag,
    case: Option<&FlagCase>,
    (session, names): (Option<&ReviewSession>, &Names),
) -> Values {
    let draft = &flag.draft;
    let around = &draft.surroundings;
    let mut reason = with_days(&draft.reason);
    if let Some(confidence) = draft.explain.recognized {
        reason.push_str(&format!("\n{}", recognized_text(confidence)));
    }
    for (question, n) in draft.ask.iter().zip(1..) {
        reason.push_str(&format!("\n问{n}：{question}"));
    }
    let against = |of: &dyn Fn(&Evidence) -> String| {
        let lines: Vec<String> = draft.evidence.iter().map(of).collect();
        lines.join("\n")
    };
    let mut values = Values::new()
        .with("提示编号", flag.id())
        .with("类别", title_of(list, &draft.indicator))
        .with(
            "规则",
            format!("{}（第{}版）", draft.rule, draft.rule_version),
        )
        .with("单位", draft.unit.as_deref().unwrap_or(""))
        .with("台账编号", around.ledger_no.as_deref().unwrap_or(""))
        .with("事项", around.matter.as_deref().unwrap_or(""))
        .with("文件", draft.source.file())
        .with("位置", place_text(draft.source.place()))
        .with("原文", draft.source.quote())
        .with("理由", reason)
        .with(
            "公式",
            draft
                .explain
                .formula
                .as_deref()
                .map(with_days)
                .unwrap_or_default(),
        )
        .with("重要程度", format!("{:?}", draft.severity))
        .with("把握程度", format!("{:?}", draft.certainty))
        .with("对照位置", against(&|e| where_it_stands(&e.source)))
        .with(
            "对照摘录",
            against(&|e| format!("{}：{}", with_days(&e.note), e.source.quote())),
        )
        .with("历史处置", history(flag, case))
        .with_list(
            "对照",
            draft.evidence.iter().map(|e| {
                Values::new()
                    .with("说明", with_days(&e.note))
                    .with("原文", e.source.quote())
                    .with("位置", where_it_stands(&e.source))
            }),
        );
    let Some(case) = case else {
        return values;
    };
    if let Some(first) = &case.disposition {
        let code = first
            .code
            .map_or_else(String::new, |c| format!("（{}）", c.name()));
        values.set("初核意见", format!("{}{code}", first.proposal.name()));
        values.set("初核理由", first.note.as_deref().unwrap_or(""));
    }
    if let Some(outcome) = case.outcomes.last() {
        let of_session = session.filter(|s| s.no == outcome.session);
        values.set("研判意见", outcome.outcome.name());
        values.set("研判理由", &outcome.reason);
        if let Some(session) = of_session {
            values.set("研判日", day(session.date));
            let chair = match session.name_of(&session.chair) {
                same if same == session.chair => name_of(names, same),
                shown => shown,
            };
            values.set("研判人", format!("{}（{}主持）", session.no, chair));
        } else {
            values.set("研判人", &outcome.session);
        }
    }
    let says: Vec<String> = case
        .explanations
        .iter()
        .map(|e| format!("{}（{}）：{}", e.stance.name(), day(e.on), e.text.trim()))
        .collect();
    values.set("单位说明", says.join("\n"));
    values
}

/// What was made of the flag before: of the earlier text it takes the place of, and by earlier sessions.
fn history(flag: &Flag, case: Option<&FlagCase>) -> String {
    let mut lines: Vec<String> = flag
        .replaces
        .iter()
        .map(|id| format!("接替 {id}（原文已改）"))
        .collect();
    let outcomes = case.map_or(&[][..], |c| c.outcomes.as_slice());
    let earlier = outcomes
        .split_last()
        .map_or(&[][..], |(_, earlier)| earlier);
    lines.extend(
        earlier
            .iter()
            .map(|o| format!("{}：{}", o.session, o.outcome.name())),
    );
    lines.join("；")
}
