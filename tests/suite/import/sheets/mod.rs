//! Promises of the spreadsheet and text readers.

mod binary_workbooks;
mod delimited;
mod encodings;
mod hostile;
mod mutants;
mod opendocument;
mod plain_text;
mod second_reader;
mod sniffing;
mod walking;
mod workbooks;

use std::collections::BTreeMap;

use taizhang::model::{Format, RawBlock, RawFile, RawTable, RawText};

pub(in crate::import) use opendocument::compound;

use super::seeds::Seed;

/// Workbooks of the four kinds.
pub(super) fn samples() -> Vec<Seed> {
    let old = opendocument::compound("Book", &opendocument::excel95());
    vec![
        Seed::new(Format::Xlsx, "账.xlsx", mutants::xlsx()),
        Seed::new(Format::Xlsb, "账.xlsb", binary_workbooks::ledger()),
        Seed::new(Format::Xls, "账.xls", mutants::fixture("ledger.xls")),
        Seed::new(Format::Xls, "旧账.xls", old),
        Seed::new(Format::Ods, "账.ods", mutants::fixture("ledger.ods")),
    ]
}

/// The same numbers in every run.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
    pub(super) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

/// Cell texts of a fictional ledger, awkward ones among them.
pub(super) const TEXTS: &[&str] = &[
    "某市生态环境局",
    "云溪县水务局",
    "已完成",
    "0012",
    "13800000000",
    "3月底前",
    "50%",
    "第一行\n第二行",
    "含,逗号",
    "含\"引号\"",
    "分号;与\t制表",
    "＜全角＞＆半角<&>",
    "𠮷野家后厨油烟",
    "  首尾空格  ",
    "=SUM(A1:A2)",
    "_x000D_ 不是换行",
    "a",
    "——",
    "1,234.5",
    "按照《方案》要求，责任单位应于2026年6月底前完成整改。",
];

pub(super) fn tables(raw: &RawFile) -> Vec<&RawTable> {
    raw.blocks
        .iter()
        .filter_map(|b| match b {
            RawBlock::Table(t) => Some(t),
            RawBlock::Text(_) => None,
        })
        .collect()
}

pub(super) fn paragraphs(raw: &RawFile) -> Vec<&RawText> {
    raw.blocks
        .iter()
        .filter_map(|b| match b {
            RawBlock::Text(t) => Some(t),
            RawBlock::Table(_) => None,
        })
        .collect()
}

pub(super) fn texts(raw: &RawFile) -> Vec<&str> {
    paragraphs(raw).iter().map(|p| p.text.as_str()).collect()
}

/// Text of each cell by row and column.
pub(super) fn cells(table: &RawTable) -> BTreeMap<(u32, u32), String> {
    table
        .cells
        .iter()
        .map(|c| ((c.row, c.col), c.text.clone()))
        .collect()
}

pub(super) fn codes(raw: &RawFile) -> Vec<&str> {
    raw.reasons.iter().map(|r| r.code.as_str()).collect()
}
