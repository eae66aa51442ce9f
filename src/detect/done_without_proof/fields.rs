//! The proof field of a record that says it is done: empty, promised, or of a file that cannot be read.
use std::sync::LazyLock;

use regex::Regex;

use crate::{
    detect::{
        found::Found,
        record::{self, Field},
        told::Told,
    },
    model::{Certainty, Explain, Severity},
};

/// A value that names no proof one could open: promised, being looked for, unreadable.
static UNREADABLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"无法打开|打不开|损坏|0字节|0 ?kb|链接失效|已失效|空白(?:页|模板|文档)?$|",
        r"正在(?:找|补|整理|收集)|待(?:补|找|传|上传|完善|提供)|后(?:续)?补|日后补|随后补|补交|丢失|遗失|找不到|弄丢|",
        r"口头|电话(?:告知|确认)|略$|另行提供|乱码|格式错误"
    ))
    .ok()
});
/// Proof that is elsewhere, or found in another way.
static ELSEWHERE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"涉密|登记|存放|线下|另册|密柜|代替|替代|注明|说明|核实|到场|编号|文号|可查|列明|见第|第\d+页|已补|补齐|已更换|已打开|重新上传").ok()
});
/// Most characters between the finding's field and a word about where the proof is.
const ELSEWHERE_REACH: u32 = 60;

/// One finding for all proof fields of a record.
pub(super) fn check(told: &Told<'_>) -> Option<Found> {
    // Fields are cheap to find and rare in prose.
    if !told.plain.contains(':') {
        return None;
    }
    let standing = record::standing(&told.plain);
    if !standing.done || standing.undone {
        return None;
    }
    let (unreadable, elsewhere) = (UNREADABLE.as_ref()?, ELSEWHERE.as_ref()?);
    let fields = record::fields(told);
    let proofs: Vec<&Field> = fields.iter().filter(|f| f.is("proof")).collect();
    let wanting: Vec<&Field> = proofs
        .iter()
        .copied()
        .filter(|f| f.is_empty() || unreadable.is_match(&f.value))
        .collect();
    let sound = proofs.len() > wanting.len();
    let (first, last) = (wanting.first()?, wanting.last()?);
    let end = (last.range.end + ELSEWHERE_REACH).min(told.len());
    if sound || elsewhere.is_match(told.slice(&(first.range.start..end))) {
        return None;
    }
    Some(Found {
        range: first.range.start..last.range.end,
        reason: format!(
            "记录写已完成，而佐证一栏为“{}”，没有能够独立核对的材料。",
            wanting
                .iter()
                .map(|f| format!("{}：{}", f.name, shown(&f.value)))
                .collect::<Vec<_>>()
                .join("；")
        ),
        explain: Explain {
            matched: wanting
                .iter()
                .map(|f| (f.name.clone(), vec![shown(&f.value).to_owned()]))
                .collect(),
            exemptions_not_found: [
                "尚未完成",
                "涉密另存并登记",
                "共用报告已列明",
                "文件类任务",
                "当场核实",
            ]
            .map(str::to_owned)
            .to_vec(),
            formula: Some(format!(
                "可核对的佐证0件，应有≥1件（所列{}项）",
                wanting.len()
            )),
            would_clear: Some("补上有时间、地点、签名的材料，或写明存放处。".to_owned()),
            ..Explain::default()
        },
        certainty: Certainty::确定,
        severity: Severity::重点,
        terms: wanting
            .iter()
            .map(|f| (f.range.clone(), "佐证一栏".to_owned()))
            .collect(),
    })
}

fn shown(value: &str) -> &str {
    if value.trim().is_empty() {
        "空"
    } else {
        value
    }
}
