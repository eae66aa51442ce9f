//! Numbers as people write them.
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A word that makes a number inexact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hedge {
    /// Exact.
    None,
    /// 约, 左右.
    About,
    /// 近, 接近.
    Nearly,
    /// 超, 超过, 以上.
    Over,
    /// 不足, 不到, 以下.
    Under,
    /// 余, 多.
    Odd,
}

/// A number with its unit as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumValue {
    /// As written, hedge and unit included.
    pub raw: String,
    /// The value in `unit` (for 3.5万吨: 35000 with unit 吨; for 98.5%: 98.5 with unit %).
    pub value: Decimal,
    /// Decimal places as written after scaling words were applied, i.e. the last digit that is meant (10^-scale); negative for 3.5万 (-3).
    pub scale: i32,
    /// Unit or measure word, `%` for shares, `个百分点` for differences of shares; empty if none.
    pub unit: String,
    /// How exact it is said to be.
    pub hedge: Hedge,
    /// First character in the text it was found in.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}
