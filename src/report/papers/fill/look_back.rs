//! 回头看 forms: at a host unit in three sections, at the group itself in four.
use super::{Names, day, maybe, name_of, papers, period_name};
use crate::{
    model::{
        LookBack, LookBackFound, LookBackResult, LookBackState, RectificationCase, Statistics,
    },
    report::papers::{Standing, values::Values},
};

/// What the form of a look-back at a host unit says. It is a draft until it is concluded.
#[must_use]
pub fn look_back(
    look_back: &LookBack,
    case: Option<&RectificationCase>,
    names: &Names,
) -> (Values, Standing) {
    let people: Vec<&str> = look_back.people.iter().map(|a| name_of(names, a)).collect();
    let methods: Vec<&str> = look_back.methods.iter().map(|m| m.name()).collect();
    let mut values = begun(look_back)
        .with("台账编号", look_back.rectification.as_deref().unwrap_or(""))
        .with("单位", &look_back.unit)
        .with(
            "销号日期",
            maybe(case.and_then(|c| c.close_out.as_ref()).map(|c| c.on)),
        )
        .with("方式", methods.join("、"))
        .with("人员", people.join("、"))
        .with("新问题编号", look_back.new_issue.as_deref().unwrap_or(""))
        .with("佐证", papers(&look_back.evidence));
    if let Some(LookBackFound::Host {
        result,
        sections,
        relapse,
        new_deadline,
    }) = &look_back.found
    {
        values.set("举一反三", &sections.extrapolation);
        values.set("制度机制", &sections.institution);
        values.set("提质效", &sections.effect);
        values.set(
            "是否反弹",
            match result {
                LookBackResult::稳固 => "否",
                LookBackResult::反弹 => "是",
                LookBackResult::不到位 => "整改不到位",
            },
        );
        let mut conclusion = format!("{result:?}");
        if let Some(relapse) = relapse {
            conclusion.push_str(&format!("。{}", relapse.trim()));
        }
        if let Some(by) = new_deadline {
            conclusion.push_str(&format!("（新的时限：{}）", day(*by)));
        }
        values.set("结论", conclusion);
    }
    (values, standing(look_back))
}

/// What the form of a look-back at the group itself says: figures of its own work where they are given, and what people wrote.
#[must_use]
pub fn own_look_back(look_back: &LookBack, statistics: Option<&Statistics>) -> (Values, Standing) {
    let mut values = begun(look_back);
    if let Some(LookBackFound::Own { sections }) = &look_back.found {
        values.set("经验做法", &sections.practice);
        values.set("不足", &sections.weakness);
        values.set("原因", &sections.cause);
        values.set("对策", &sections.remedy);
        values.set("责任人", &sections.owner_title);
        values.set("时限", maybe(sections.deadline));
    }
    values.set(
        "期间",
        statistics.map_or_else(String::new, |s| period_name(&s.period.label)),
    );
    let own = statistics.and_then(|s| s.table("T10"));
    values.set_list(
        "本组工作",
        own.into_iter().flat_map(|t| &t.lines).map(|line| {
            let figure = line.figures.first();
            Values::new()
                .with("项目", line.name.join("、"))
                .with(
                    "数据",
                    figure.map_or_else(String::new, |f| f.value.to_string()),
                )
                .with("口径", figure.map_or("", |f| f.definition.as_str()))
        }),
    );
    (values, standing(look_back))
}

fn begun(look_back: &LookBack) -> Values {
    let on = match look_back.started_on {
        Some(on) => day(on),
        None => format!("计划{}", day(look_back.due)),
    };
    Values::new()
        .with("编号", &look_back.no)
        .with("事项", &look_back.title)
        .with("回头看日期", on)
}

fn standing(look_back: &LookBack) -> Standing {
    match look_back.state {
        LookBackState::计划 | LookBackState::实施 => Standing::Draft,
        LookBackState::结论 | LookBackState::问题转新 | LookBackState::结束 => {
            Standing::Issued
        }
    }
}
