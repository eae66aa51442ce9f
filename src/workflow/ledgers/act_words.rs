//! Reads an act and its particulars from words, as a person types them: `确认 lead=水务司 deadline=2026-12-31`.
use serde_json::{Map, Value, json};

use crate::{
    model::{CheckPoint, EntryAct, StepKind},
    normalize::parse_period,
};

/// An act: its name in machine output, the office's word, and its particulars; those in brackets may be left out.
pub type ActForm = (&'static str, &'static str, &'static [&'static str]);

/// Every act.
pub const ACTS: &[ActForm] = &[
    ("register", "入账", &["secrecy_passed"]),
    (
        "confirm",
        "确认",
        &[
            "lead",
            "[deadline]",
            "[standing]",
            "relevance",
            "[important]",
        ],
    ),
    ("progress", "登记进展", &["source", "period", "text"]),
    (
        "apply_extension",
        "申请延期",
        &["source", "applied_on", "new_deadline", "reason", "progress"],
    ),
    ("review_extension", "延期初审", &["agrees", "opinion"]),
    ("decide_extension", "延期审批", &["grants", "paper"]),
    (
        "apply_close",
        "申请办结",
        &["source", "[waivers.步骤]", "[items.序号]"],
    ),
    ("send_back", "退回", &["reason"]),
    ("begin_check", "开始核查", &["checkers"]),
    (
        "conclude_check",
        "核查结论",
        &["checked_on", "verdict", "findings"],
    ),
    (
        "close_out",
        "销号",
        &["checklist.要点", "publicity", "collective"],
    ),
    ("start_look_back", "开展回头看", &["people"]),
    (
        "conclude_look_back",
        "回头看结论",
        &[
            "result",
            "extrapolation",
            "institution",
            "effect",
            "[waivers.步骤]",
            "[new_issue]",
            "[new_deadline]",
        ],
    ),
    ("make_standing", "转为长期坚持", &["reason", "cycle_months"]),
    ("end_standing", "转回在办", &["reason"]),
    ("suspend", "中止", &["reason", "paper"]),
    ("merge", "并入", &["into", "[paper]"]),
];

/// Particulars that are papers: a name, or a file among the imported ones with a place, `文件@总账!C5`, `文件@第12段`.
const PAPERS: [&str; 3] = ["source", "paper", "collective"];
/// Particulars that list names.
const LISTS: [&str; 3] = ["lead", "checkers", "people"];
/// Particulars that are yes or no; absent ones are no.
const CHOICES: [&str; 5] = [
    "secrecy_passed",
    "standing",
    "important",
    "agrees",
    "grants",
];
/// What says that a point or notice does not apply; the reason follows after a colon.
const NOT_APPLYING: [&str; 3] = ["不适用", "无", "none"];

/// The act a name and particulars stand for. `paper` finds a paper among the imported files.
///
/// # Errors
/// What cannot be understood, in Chinese, with what would be.
pub(super) fn read(
    name: &str,
    particulars: &[(String, String)],
    paper: &mut dyn FnMut(&str) -> Result<Value, String>,
) -> Result<EntryAct, String> {
    let Some((tag, title, fields)) = ACTS
        .iter()
        .find(|(tag, title, _)| *tag == name || *title == name)
    else {
        let all: Vec<String> = ACTS
            .iter()
            .map(|(tag, title, _)| format!("{title}（{tag}）"))
            .collect();
        return Err(format!(
            "没有“{name}”这个办理动作；可用：{}",
            all.join("、")
        ));
    };
    let mut object = Map::new();
    object.insert("act".to_owned(), json!(tag));
    for choice in CHOICES {
        if has(fields, choice) {
            object.insert(choice.to_owned(), json!(false));
        }
    }
    for optional in ["deadline", "relevance"] {
        if has(fields, optional) {
            object.insert(optional.to_owned(), Value::Null);
        }
    }
    for list in ["checklist", "waivers", "items"] {
        if has(fields, list) {
            object.insert(list.to_owned(), json!([]));
        }
    }
    for (key, value) in particulars {
        let (group, rest) = key.split_once('.').unwrap_or((key.as_str(), ""));
        if !has(fields, group) {
            return Err(format!(
                "“{title}”没有“{key}”这一项；可填：{}",
                fields.join("、")
            ));
        }
        let value = value.trim();
        match group {
            "checklist" | "waivers" | "items" => {
                let one = match group {
                    "checklist" => check_item(rest, value)?,
                    "waivers" => json!({ "step": step(rest)?, "reason": value }),
                    _ => item(rest, value)?,
                };
                if let Some(Value::Array(list)) = object.get_mut(group) {
                    list.push(one);
                }
            }
            _ => {
                object.insert(group.to_owned(), plain(group, value, paper)?);
            }
        }
    }
    serde_json::from_value(Value::Object(object)).map_err(|e| {
        format!(
            "“{title}”填写不全或有误（{e}）；须填：{}",
            fields.join("、")
        )
    })
}

fn has(fields: &[&str], name: &str) -> bool {
    fields.iter().any(|f| {
        let bare = f.trim_matches(['[', ']']);
        bare == name || bare.split_once('.').is_some_and(|(group, _)| group == name)
    })
}

fn plain(
    key: &str,
    value: &str,
    paper: &mut dyn FnMut(&str) -> Result<Value, String>,
) -> Result<Value, String> {
    Ok(match key {
        _ if PAPERS.contains(&key) => paper(value)?,
        _ if LISTS.contains(&key) => json!(names(value)),
        _ if CHOICES.contains(&key) => json!(choice(value)?),
        "period" => json!(parse_period(value).ok_or_else(|| format!(
            "看不懂期次“{value}”；请写成 2026Q3、2026年三季度、2026-07 之类"
        ))?),
        "cycle_months" => json!(
            value
                .parse::<u32>()
                .map_err(|_| format!("“{value}”不是月数"))?
        ),
        "publicity" => publicity(value)?,
        _ => json!(value),
    })
}

fn names(value: &str) -> Vec<&str> {
    value
        .split(['、', '，', ',', '；', ';'])
        .map(str::trim)
        .filter(|n| !n.is_empty())
        .collect()
}

fn choice(value: &str) -> Result<bool, String> {
    match value {
        "是" | "yes" | "true" | "同意" | "批准" | "通过" => Ok(true),
        "否" | "no" | "false" | "不同意" | "不批准" | "未通过" => Ok(false),
        _ => Err(format!("“{value}”既不是“是”也不是“否”")),
    }
}

/// The reason after `不适用：`; `None` when the words say something else.
fn not_applying(value: &str) -> Option<&str> {
    NOT_APPLYING.iter().find_map(|word| {
        let rest = value.strip_prefix(word)?;
        rest.strip_prefix(['：', ':']).map(str::trim)
    })
}

/// `2026-10-01..2026-10-14`, with ` 未处理异议2` behind it if objections are open; `无：理由`.
fn publicity(value: &str) -> Result<Value, String> {
    if let Some(reason) = not_applying(value) {
        return Ok(json!({ "none": { "reason": reason } }));
    }
    let unclear = || {
        format!(
            "看不懂公示“{value}”；请写成 2026-10-01..2026-10-14（有未处理的异议时后加“ 未处理异议2”），或 无：理由"
        )
    };
    let (days, open) = value.split_once("未处理异议").unwrap_or((value, "0"));
    let (from, to) = days.trim().split_once("..").ok_or_else(unclear)?;
    let open: u32 = open.trim().parse().map_err(|_| unclear())?;
    Ok(json!({ "held": { "from": from.trim(), "to": to.trim(), "open_objections": open } }))
}

fn check_item(point: &str, value: &str) -> Result<Value, String> {
    let found = CheckPoint::ALL
        .iter()
        .find(|p| p.title() == point || json!(p).as_str() == Some(point))
        .ok_or_else(|| {
            let all: Vec<String> = CheckPoint::ALL
                .iter()
                .map(|p| format!("{}（{}）", json!(p).as_str().unwrap_or_default(), p.title()))
                .collect();
            format!("销号清单没有“{point}”这一点；可用：{}", all.join("、"))
        })?;
    let (is_met, says) = match not_applying(value) {
        Some(reason) => (false, reason),
        None => (true, value),
    };
    Ok(json!({ "point": found, "is_met": is_met, "says": says }))
}

fn step(name: &str) -> Result<StepKind, String> {
    StepKind::ALL
        .into_iter()
        .find(|s| s.title() == name || json!(s).as_str() == Some(name))
        .ok_or_else(|| {
            let all: Vec<&str> = StepKind::ALL.into_iter().map(StepKind::title).collect();
            format!("没有“{name}”这个步骤；可用：{}", all.join("、"))
        })
}

fn item(seq: &str, value: &str) -> Result<Value, String> {
    let seq: u32 = seq
        .parse()
        .map_err(|_| format!("“items.{seq}”的序号不是数字"))?;
    let evidence: Vec<Value> = names(value)
        .into_iter()
        .map(|n| json!({ "name": n }))
        .collect();
    Ok(json!({ "seq": seq, "is_done": true, "evidence": evidence }))
}
