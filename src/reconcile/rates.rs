//! RC-15: a reported rate against the ledger's numbers, a running total that falls, one indicator with two values on one day.
use super::{Check, Desk};
use crate::model::Mismatch;

mod definition;
mod falling;
mod reported;
mod two_values;

pub(super) use definition::Definitions;

/// The check.
#[derive(Debug)]
pub(super) struct Rates;

const ID: &str = "RC-15";

impl Check for Rates {
    fn id(&self) -> &'static str {
        ID
    }
    fn title(&self) -> &'static str {
        "比率或累计数前后不符"
    }
    fn indicator(&self) -> &'static str {
        "number-conflict"
    }
    fn explains(&self) -> &'static str {
        "用台账同一天的数按本单位全部口径计算报告所写比率；查累计数后期小于前期；查同一指标同一天在两份文件中数值不同。任一口径能得出、约数、四舍五入能解释，或写明核减、调整口径的，不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        Definitions::of(desk.settings).shown()
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut found = reported::check(desk);
        found.extend(falling::check(desk));
        found.extend(two_values::check(desk));
        found
    }
}

fn looked_for() -> Vec<String> {
    [
        "各种口径（含阶段性办结、按销号、按已完成）",
        "约、近、超、不足",
        "四舍五入和截位",
        "核减、剔除、口径调整的说明",
        "截至日是否同一天",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn ask() -> Vec<String> {
    [
        "分子、分母各是多少，各包括哪些？",
        "统计口径和截止日是什么？",
        "以哪个数为准？",
    ]
    .map(str::to_owned)
    .to_vec()
}
