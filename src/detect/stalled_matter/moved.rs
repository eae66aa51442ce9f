//! A term that was moved on at least twice, without approval and without a reason.
use std::sync::LazyLock;

use regex::Regex;

use crate::{
    detect::{
        found::Found,
        told::{Told, quote},
    },
    model::{Certainty, Explain, FoundDate, Severity},
};

/// So many later dates make a term that moves; once may be a correction.
const TIMES: usize = 2;

/// Words that speak of a term.
static TERM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"时限|期限|完成时间|完工|竣工|原定|原计划|工期|节点|完成|交付|投运|建成|开工").ok()
});
/// Words that say that it was moved: each a reason to count the date after it.
static MOVED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:再|又|拟再?|二次|三次|第[二三四五]次|再次|一再|多次)?(?:顺延|延(?:期|后|至|到|长)?|推迟|推|改|改为|改到|改成|调整|调(?:到|至|为)|后移|往后|挪|移|变更|时?[又再]?(?:称|说|报|变成|写成|成了))(?:至|到|为|成|是)?|→|-+>|—+>?").ok()
});
/// Words that say why, or who allowed it.
static EXCUSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:经|由|报)[^,。;]{0,14}(?:批准|批复|同意|核准|审定)|批复|批准(?:文|延)|批文|提前|已(?:完工|完成|竣工|复工|开工|建成)|因[^,。;为此]{2,}|原因(?:为|是|:)[^,。;]{2,}|理由(?:为|是|:)[^,。;空无]{2,}|诉讼|查封|汛|地质|文物|分期|分批|不再申请|验收通过").ok()
});
/// Words that say that there was neither reason nor approval; they outweigh those above.
static UNEXCUSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:未|没有?|无|均无|皆无|不见|未见|查无)(?:说明|写明|见|附|有|报|经|申请|办理|任何|提供|书面)*[^,。;]{0,6}(?:理由|原因|批准|批复|批文|审批|申请|手续|延期|说法|解释|文件)|(?:理由|原因|批准文号|批文)[^,。;]{0,6}(?:空|无|缺|未填)").ok()
});

/// The first sentence or two in which a term moves on.
pub(super) fn check(told: &Told<'_>) -> Option<Found> {
    let (term, moved) = (TERM.as_ref()?, MOVED.as_ref()?);
    let (excused, unexcused) = (EXCUSED.as_ref()?, UNEXCUSED.as_ref()?);
    let whole = 0..told.len();
    let dates: Vec<&FoundDate> = told
        .dates
        .iter()
        .filter(|d| last_day(d).is_some() && !d.value.raw.ends_with("以来"))
        .collect();
    let words = told.find(moved, &whole);
    let mut chain: Vec<&FoundDate> = Vec::new();
    let mut moves = 0;
    for date in &dates {
        // 再顺延至2025年: the word stands right before the date.
        let is_moved = words
            .iter()
            .any(|w| w.end <= date.start && date.start - w.end <= 2)
            || renamed(told, date);
        let later = chain
            .last()
            .is_none_or(|last| last_day(last) < last_day(date));
        if chain.is_empty() {
            chain.push(date);
        } else if later && is_moved {
            chain.push(date);
            moves += 1;
        }
    }
    let (first, last) = (chain.first()?, chain.last()?);
    let range = first.start..last.end;
    let says_so = unexcused.is_match(&told.plain);
    if moves < TIMES || !term.is_match(&told.plain) || (!says_so && excused.is_match(&told.plain)) {
        return None;
    }
    let shown: Vec<String> = chain.iter().map(|d| d.value.raw.clone()).collect();
    Some(Found {
        reason: format!(
            "时限先后改了{moves}次（{}），文中没有批准文件或理由。",
            shown.join("→")
        ),
        explain: Explain {
            matched: vec![("时限".to_owned(), vec![quote(&told.plain, &range)])],
            exemptions_not_found: ["批准延期的文件", "写明的原因", "分期分批", "提前完成"]
                .map(str::to_owned)
                .to_vec(),
            formula: Some(shown.join(" < ")),
            would_clear: Some("写明每次改期的理由和批准文件。".to_owned()),
            ..Explain::default()
        },
        certainty: Certainty::确定,
        severity: Severity::关注,
        terms: chain
            .iter()
            .map(|d| (d.start..d.end, "写明的时限".to_owned()))
            .collect(),
        range,
    })
}

/// 调整时限：2024年6月；再调整：2024年12月: the field's name says that it is moved.
fn renamed(told: &Told<'_>, date: &FoundDate) -> bool {
    let from = date.start.saturating_sub(FIELD_REACH);
    let before = told.slice(&(from..date.start));
    let clause = before.rsplit([',', ';', '。']).next().unwrap_or(before);
    ["调整", "顺延", "延期", "变更", "改期", "推迟"]
        .iter()
        .any(|w| clause.contains(w))
}

/// Characters before a date in which the name of its field may stand.
const FIELD_REACH: u32 = 12;

/// The last day of a date; a deadline has only that.
fn last_day(date: &FoundDate) -> Option<(i16, i8, i8)> {
    use crate::detect::timeline;
    let day = date
        .value
        .to
        .or_else(|| timeline::days(date).map(|(_, to, _)| to))?;
    Some((day.year(), day.month(), day.day()))
}
