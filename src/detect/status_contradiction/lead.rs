//! Who leads a matter, in ledger and report.
use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::Clash;
use crate::{detect::told::Told, model::Certainty};

/// 责任单位：住建局, 牵头：农业农村局.
static FIELD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:责任单位|牵头单位|牵头部门|责任部门|主责单位|主办单位|承办单位|牵头)[:为是]+(?P<unit>[一-龥]{1,10}?(?:局|委|办|厅|部|院|队|站|所|镇|乡|街道|县|区|集团|公司|中心|管委会))").ok()
});
/// 由水利局牵头, 在水务局牵头下.
static PROSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[,。;由在经系是])(?P<unit>[一-龥]{1,10}?(?:局|委|办|厅|部|院|队|站|所|镇|乡|街道|县|区|集团|公司|中心|管委会))(?:(?:全程|具体|统一)?(?:牵头|主抓|主责|主办|负责(?:实施|组织|整改)|扛(?:旗|起)))").ok()
});

/// Units that lead, where the two texts name different ones.
pub(super) fn lead(ledger: &Told<'_>, report: &Told<'_>) -> Option<Clash> {
    let (kept, kept_at) = leader(ledger)?;
    let (said, said_at) = leader(report)?;
    // 县水利局 and 水利局 are one.
    if kept.ends_with(&said) || said.ends_with(&kept) {
        return None;
    }
    Some(Clash {
        facet: "牵头单位".to_owned(),
        kept,
        kept_at,
        said,
        said_at,
        certainty: Certainty::确定,
    })
}

fn leader(told: &Told<'_>) -> Option<(String, Range<u32>)> {
    [FIELD.as_ref()?, PROSE.as_ref()?]
        .into_iter()
        .find_map(|p| {
            let unit = p.captures(&told.plain)?.name("unit")?;
            Some((
                unit.as_str().to_owned(),
                told.at(unit.start())..told.at(unit.end()),
            ))
        })
}
