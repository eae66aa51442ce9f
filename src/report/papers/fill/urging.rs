//! 督办单 for matters of the ledger that are over their deadlines.
use super::{clause, day, maybe};
use crate::{
    model::{Due, DueLine},
    report::papers::{Standing, values::Values},
};

/// What an order to hurry says to one unit; `number` and `reply_by` are given by people. It stays a draft: who signs it does so on
/// paper, and the urging is entered then.
#[must_use]
pub fn urging(
    unit: &str,
    lines: &[&DueLine],
    (number, reply_by): (&str, Option<jiff::civil::Date>),
) -> (Values, Standing) {
    let on = lines.first().map(|l| l.on);
    let year = on.map_or_else(String::new, |on| on.year().to_string());
    let background = format!(
        "经核对台账，截至{}，下列{}项事项已超过时限尚未办结。",
        maybe(on),
        lines.len()
    );
    let values = Values::new()
        .with("编号", number.replace("{年}", &year))
        .with("标题", "督办单")
        .with("主送机关", unit)
        .with("缘起", background)
        .with("成文日期", maybe(on))
        .with("回复期限", maybe(reply_by))
        .with_list("问题", [])
        .with_list("事项", lines.iter().map(|line| matter(line)));
    (values, Standing::Draft)
}

fn matter(line: &DueLine) -> Values {
    let over = match &line.due {
        Due::Over {
            days,
            workdays,
            estimated,
            ..
        } => {
            let mark = if *estimated {
                "，工作日数为暂估"
            } else {
                ""
            };
            format!("{days}天（{workdays}个工作日{mark}）")
        }
        _ => String::new(),
    };
    let original = line.deadlines.original.as_ref();
    Values::new()
        .with("台账编号", line.no.as_deref().unwrap_or(""))
        .with("事项", clause(&line.title))
        .with("责任单位", line.units.join("、"))
        .with(
            "原定时限",
            original.map_or_else(String::new, |d| match d.to {
                Some(last) => day(last),
                None => d.raw.trim().to_owned(),
            }),
        )
        .with("现行时限", maybe(line.deadlines.by))
        .with("截至日", day(line.on))
        .with("超期天数", over)
        .with("最近进展", clause(&line.progress))
}
