//! Raw files into documents.
mod dates;
mod demo;
mod genres;
mod headers;
mod masks;
mod numbers;
mod places;
mod period;
mod secrecy;
mod sections;
mod sentences;
mod status;
mod tables;
mod types;
mod unit;

use std::collections::BTreeMap;

use taizhang::{
    model::{Document, Format, PassageKind, RawBlock, RawFile, RawText, ReadingSettings, Recovery},
    normalize,
};

/// A file as an importer of plain text would hand it over: one paragraph a line; `#` marks heading levels.
fn file(name: &str, text: &str) -> RawFile {
    let blocks = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let level = line.chars().take_while(|c| *c == '#').count();
            let marked = level > 0 && line.chars().nth(level) == Some(' ');
            RawBlock::Text(RawText {
                text: if marked {
                    line[level + 1..].to_owned()
                } else {
                    line.to_owned()
                },
                heading: marked.then(|| u8::try_from(level).unwrap()),
                ..RawText::default()
            })
        })
        .collect();
    raw(name, blocks)
}

fn paragraph(text: &str) -> RawBlock {
    RawBlock::Text(RawText {
        text: text.to_owned(),
        ..RawText::default()
    })
}

fn raw(name: &str, blocks: Vec<RawBlock>) -> RawFile {
    RawFile {
        file: name.to_owned(),
        sha256: "0".repeat(64),
        bytes: 0,
        format: Some(Format::Txt),
        recovery: Recovery::Complete,
        reasons: Vec::new(),
        blocks,
        facts: BTreeMap::new(),
    }
}

fn read(name: &str, text: &str) -> Document {
    normalize::document(&file(name, text), &ReadingSettings::default())
}

/// The passage whose text contains `words`, with the headings over it.
fn over(document: &Document, words: &str) -> (PassageKind, Vec<String>) {
    let at = document
        .passages
        .iter()
        .position(|p| p.text.contains(words))
        .unwrap_or_else(|| panic!("no passage with {words}"));
    let headings = document.headings_over(u32::try_from(at).unwrap());
    (
        document.passages[at].kind,
        headings.into_iter().map(ToOwned::to_owned).collect(),
    )
}

/// A report as host units write them; everything in it is invented.
const REPORT: &str = "澜川市生态环境局文件
澜环〔2026〕47号
关于2026年第三季度生态环境保护督察
反馈问题整改进展情况的报告
澜川省生态环境厅：
按照《澜川省生态环境保护督察整改方案》要求，现将2026年第三季度整改进展情况报告如下。
一、整改工作进展
（一）城区黑臭水体整治。截至9月25日，已完成清淤2.4公里，敷设管网860米。剩余0.6公里计划11月底前完工。
（二）砂石料场扬尘治理
青石坝料场密闭大棚主体完工，配套喷淋设备正在调试。
1.料场进出口安装洗车台2座。
2.运输道路硬化1.2公里。
二、存在问题
部分乡镇污水处理站运行经费未落实。
三、下一步工作安排
1.10月底前完成喷淋设备联调。
2.11月15日前组织验收。
附件：1.整改任务完成情况表
2.现场照片
澜川市生态环境局
2026年10月8日
（联系人：周某，电话：0000-1234567）";
