//! 反馈意见, 工作提示函, 督办单 of an opinion, and the record of an oral one.
use super::{Names, clause, day, maybe, name_of, where_it_stands, with_days};
use crate::{
    model::{Carrier, IssueBody, Opinion, OpinionForm, OpinionItem, ReviewSession},
    report::papers::{Standing, values::Values},
};

/// Which paper an opinion is written as.
#[must_use]
pub fn opinion_paper(opinion: &Opinion) -> &'static str {
    match (opinion.form, opinion.carrier) {
        (OpinionForm::口头, _) => "oral-opinion",
        (OpinionForm::书面, Carrier::反馈意见) => "opinion",
        (OpinionForm::书面, Carrier::工作提示函) => "advice-letter",
        (OpinionForm::书面, Carrier::督办单) => "urging-letter",
    }
}

/// What the paper of an opinion says; `session` is the one that passed it. It is a draft until it is signed and issued.
#[must_use]
pub fn opinion(
    opinion: &Opinion,
    session: Option<&ReviewSession>,
    names: &Names,
) -> (Values, Standing) {
    let issued = opinion.issued.as_ref();
    let delivered = opinion.delivered.as_ref();
    let mut values = Values::new()
        .with("编号", &opinion.no)
        .with("标题", &opinion.title)
        .with("主送机关", &opinion.to_unit)
        .with("抄送", copies(&opinion.copies_to))
        .with("缘起", &opinion.background)
        .with("重要", if opinion.important { "是" } else { "" })
        .with("回复期限", maybe(opinion.reply_due))
        .with(
            "发文字号",
            issued.and_then(|i| i.doc_no.as_deref()).unwrap_or(""),
        )
        .with("签发人", issued.map_or("", |i| name_of(names, &i.by)))
        .with("成文日期", maybe(issued.map(|i| i.on)))
        .with("印发日期", maybe(issued.map(|i| i.on)))
        .with("研判编号", opinion.session.as_deref().unwrap_or(""))
        .with("研判日期", maybe(session.map(|s| s.date)))
        .with("送达日期", maybe(delivered.map(|d| d.on)))
        .with("送达方式", delivered.map_or("", |d| d.way.as_str()))
        .with(
            "送达对象职务",
            delivered.map_or("", |d| d.receiver_title.as_str()),
        )
        .with("地点", delivered.map_or("", |d| d.place.as_str()))
        .with(
            "反馈人",
            delivered.map_or("", |d| name_of(names, &d.speaker)),
        )
        .with(
            "记录人",
            delivered.map_or("", |d| name_of(names, &d.recorder)),
        );
    let level = issued.map(|i| i.level).or_else(|| opinion.rule_level());
    values.set("联系层级", level.map_or("", |l| l.name()));
    values.set(
        "回复工作日数",
        match opinion.reply_workdays {
            0 => String::new(),
            days => days.to_string(),
        },
    );
    values.set(
        "记录签认",
        match delivered {
            Some(d) if d.record_signed => "已签认",
            Some(_) => "未签认",
            None => "",
        },
    );
    let decided = opinion.decision.as_ref().map(|d| {
        let agrees = if d.agrees { "同意" } else { "不同意" };
        let text = clause(&d.text);
        let text = if text.is_empty() {
            agrees.to_owned()
        } else {
            format!("{agrees}：{text}")
        };
        format!("{text}（{}，{}）", name_of(names, &d.by), day(d.on))
    });
    let decided = match decided {
        None if !opinion.important => "非重要意见，无须组领导决定".to_owned(),
        other => other.unwrap_or_default(),
    };
    values.set("组领导决定", decided);
    values.set_list("问题", opinion.items.iter().map(item));
    values.set_list("事项", []);
    let enclosed = opinion_paper(opinion) == "opinion";
    values.set_list(
        "附件",
        enclosed.then(|| Values::new().with("名称", "问题清单")),
    );
    let causes = opinion.items.iter().filter_map(|item| {
        let text = cause(&item.body);
        (!text.is_empty()).then(|| Values::new().with("序", item.seq).with("内容", text))
    });
    values.set_list("原因", causes);
    values.set_list(
        "回复",
        opinion.replies.iter().map(|reply| {
            Values::new()
                .with("项", reply.item)
                .with("立场", reply.stance.name())
                .with("内容", &reply.text)
                .with("日期", day(reply.on))
        }),
    );
    let standing = if opinion.state.is_issued() {
        Standing::Issued
    } else {
        Standing::Draft
    };
    (values, standing)
}

fn item(item: &OpinionItem) -> Values {
    let body = &item.body;
    let category = body.category.trim();
    Values::new()
        .with("编号", &item.issue)
        .with(
            "类别",
            if category.is_empty() {
                format!("问题{}", item.seq)
            } else {
                category.to_owned()
            },
        )
        .with("单位", &body.unit)
        .with("事实", &body.text)
        .with("依据", clause(&body.basis))
        .with("差距", gap(body))
        .with("原因", cause(body))
        .with("建议", &body.suggestion.text)
        .with("对象", clause(&body.suggestion.object))
        .with("动作", clause(&body.suggestion.action))
        .with("时限", maybe(body.suggestion.deadline))
        .with("检验标准", clause(&body.suggestion.check_standard))
        .with_list(
            "证据",
            body.evidence.iter().map(|e| {
                Values::new()
                    .with("说明", with_days(&clause(&e.note)))
                    .with("原文", e.source.quote())
                    .with("位置", where_it_stands(&e.source))
            }),
        )
}

/// 抄送机关 are told apart by commas (GB/T 9704-2012, 7.4.2).
fn copies(units: &str) -> String {
    let names: Vec<&str> = units
        .split(['、', '，', ',', '；', ';', '\n', '。'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    names.join("，")
}

/// What people chose of gap, blocker and deviation.
fn gap(body: &IssueBody) -> String {
    let chosen: Vec<&str> = [
        body.gap.map(|g| g.name()),
        body.blocker.map(|b| b.name()),
        body.deviation.map(|d| d.name()),
    ]
    .into_iter()
    .flatten()
    .collect();
    chosen.join("、")
}

/// The cause as people see it; nothing where none was chosen.
fn cause(body: &IssueBody) -> String {
    let Some(cause) = &body.cause else {
        return String::new();
    };
    let names: Vec<&str> = cause
        .values
        .iter()
        .map(|v| v.name())
        .chain(cause.depth.iter().map(|d| d.name()))
        .collect();
    match (names.is_empty(), cause.text.trim()) {
        (true, text) => text.to_owned(),
        (false, "") => format!("{}。", names.join("、")),
        (false, text) => format!("{}。{text}", names.join("、")),
    }
}
