//! Cells that only their header makes a status: 是, √ and shares.
use rust_decimal::Decimal;

use crate::model::{Closure, Completion, Facets, Schedule, fold};

use super::facets;
use crate::normalize::headers::clean;

/// What the header asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    /// 是否完成, 完成度.
    Completion,
    /// 是否销号, 销号状态.
    Closure,
    /// 是否按期, 进度.
    Schedule,
    /// 是否逾期.
    Overdue,
    /// 是否长期坚持, 长期事项.
    Standing,
}

fn topic(header: &str) -> Option<Topic> {
    let has = |words: &[&str]| words.iter().any(|w| header.contains(w));
    if has(&["长期", "常态"]) {
        Some(Topic::Standing)
    } else if has(&["逾期", "超期", "滞后"]) {
        Some(Topic::Overdue)
    } else if has(&["按期", "按时", "序时", "时序", "进度状态", "进度类型"]) || header == "进度"
    {
        Some(Topic::Schedule)
    } else if has(&["销号", "归档"]) {
        Some(Topic::Closure)
    } else if has(&[
        "完成", "办结", "整改", "到位", "落实", "解决", "状态", "进度", "进展", "完结",
    ]) {
        Some(Topic::Completion)
    } else {
        None
    }
}

pub(super) fn facets_under(header: &str, text: &str) -> Facets {
    let header = clean(header);
    let topic = topic(&header);
    let bare: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    let asks = header.contains("是否")
        || header.contains("完成")
        || header.contains("办结")
        || topic == Some(Topic::Standing);
    if let Some(topic) = topic
        && asks
        && let Some(yes) = yes_or_no(&bare)
    {
        return answered(topic, yes);
    }
    let mut said = facets(text);
    match topic {
        Some(Topic::Completion | Topic::Schedule) if said.completion.is_none() => {
            if let Some(share) = said.percent.or_else(|| fraction(&header, &bare)) {
                said.percent = Some(share);
                said.completion = Some(by_share(share));
                said.closure = said.closure.or(Some(Closure::Open));
            }
        }
        // 已申请, 未申请 under 销号状态 name no act of their own.
        Some(Topic::Closure) if said.is_empty() => {
            said.closure = match bare.as_str() {
                "已申请" | "申请中" | "审核中" | "待审核" | "待审批" | "公示" => {
                    Some(Closure::Applied)
                }
                "已批准" | "同意" | "批准" | "通过" => Some(Closure::Closed),
                "未申请" | "不同意" | "-" | "/" | "无" | "暂无" | "未" => {
                    Some(Closure::Open)
                }
                _ => None,
            };
        }
        Some(Topic::Schedule) if said.is_empty() => {
            said.schedule = match bare.as_str() {
                "正常" | "按期" | "按时" | "达标" => Some(Schedule::OnTrack),
                "慢" | "较慢" | "缓慢" => Some(Schedule::Behind),
                _ => None,
            };
        }
        _ => {}
    }
    said
}

fn by_share(share: Decimal) -> Completion {
    if share >= Decimal::ONE_HUNDRED {
        Completion::Done
    } else if share.is_zero() {
        Completion::NotStarted
    } else {
        Completion::Stage
    }
}

/// 0.8 and 1 under a header that speaks of a share (完成率, 完成比例): how spreadsheets hold percent.
fn fraction(header: &str, bare: &str) -> Option<Decimal> {
    let shares = ["率", "比例", "占比", "完成度"]
        .iter()
        .any(|w| header.ends_with(w));
    let value: Decimal = bare.parse().ok().filter(|_| shares)?;
    if value > Decimal::ONE {
        return (value <= Decimal::ONE_HUNDRED).then_some(value);
    }
    (!value.is_sign_negative()).then(|| (value * Decimal::ONE_HUNDRED).normalize())
}

fn yes_or_no(bare: &str) -> Option<bool> {
    match bare {
        "是" | "√" | "✓" | "✔" | "☑" | "y" | "yes" | "v" | "对" | "有" | "已" => {
            Some(true)
        }
        "否" | "×" | "✗" | "✘" | "x" | "n" | "no" | "不是" | "未" | "没有" => {
            Some(false)
        }
        _ => None,
    }
}

fn answered(topic: Topic, yes: bool) -> Facets {
    let done = |closure| Facets {
        completion: Some(Completion::Done),
        closure: Some(closure),
        ..Facets::default()
    };
    let open = Facets {
        closure: Some(Closure::Open),
        ..Facets::default()
    };
    let started = Facets {
        completion: Some(Completion::Started),
        ..open
    };
    match (topic, yes) {
        (Topic::Completion, true) => done(Closure::Open),
        (Topic::Completion, false) => started,
        (Topic::Closure, true) => done(Closure::Closed),
        (Topic::Closure, false) => open,
        (Topic::Schedule, true) => Facets {
            schedule: Some(Schedule::OnTrack),
            ..Facets::default()
        },
        (Topic::Schedule, false) => Facets {
            schedule: Some(Schedule::Behind),
            ..Facets::default()
        },
        (Topic::Overdue, true) => Facets {
            schedule: Some(Schedule::Overdue),
            ..Facets::default()
        },
        (Topic::Overdue, false) => Facets::default(),
        (Topic::Standing, yes) => Facets {
            standing: yes,
            ..Facets::default()
        },
    }
}
