//! Numbers as people write them: 1,234.5吨, 约3.2万件, 近六成, 三分之二, 百分之九十, 3个百分点.
mod hedges;
mod not_counts;
pub(in crate::normalize) mod numerals;
mod scan;
mod units;

use std::ops::Range;

use crate::model::NumValue;

/// Finds the numbers in running text (the match form of a passage), from left to right.
///
/// Left out, because they count nothing: calendar dates and years, list labels (`1.`, （一）, ①), 文号, ordinals (第十二条, 3号,
/// 二级), phone numbers and codes, numbers inside 《》, names and idioms (八项规定, 三令五申, “四个意识”), 一个 and its kind as
/// articles, and numbers without a value (几十, 若干, 三五个).
///
/// Units are given in one spelling: `t` as 吨, `km` as 公里, `mg/l` as 毫克/升, `μg/m3` as 微克/立方米, `m2` and ㎡ as 平方米,
/// 百分点 as 个百分点. Shares (六成, 三分之二, 百分之三) are in `%`, 千分之三 in `‰`. Chinese numerals without 万 or 亿 are taken as exact
/// (`scale` 0); 六成 means tens of percent (`scale` -1); 三分之二 is 66.67 with `scale` 0.
/// Both ends of `3-5万件` are found, each with unit 件 and hedged as [`crate::model::Hedge::About`].
#[must_use]
pub fn find(plain: &str) -> Vec<NumValue> {
    let chars: Vec<char> = plain.chars().collect();
    if !chars
        .iter()
        .any(|c| c.is_ascii_digit() || numerals::begins_han(*c))
    {
        return Vec::new();
    }
    let taken: Vec<Range<usize>> = super::dates::taken(&chars);
    scan::numbers(&chars, &taken)
}
