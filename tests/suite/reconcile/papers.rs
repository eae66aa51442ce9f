//! Reports in a few words, read as they are read in earnest: title, as-of day, headings, sentences.
use taizhang::model::{DocType, Document};

use super::fixture::document;

/// A report of a unit as of a day.
pub(crate) fn report_of(unit: &str, as_of: &str, kind: DocType, lines: &[&str]) -> Document {
    let title = format!("{unit}关于督察反馈问题整改进展情况的报告");
    let opening = format!("现将截至{}的情况报告如下。", spoken(as_of));
    let mut all = vec![title.as_str(), "省生态环境厅：", opening.as_str()];
    all.extend(lines);
    let closing = spoken(as_of);
    all.extend([unit, closing.as_str()]);
    let mut document = document(&format!("{unit}_{as_of}_{}.txt", lines.len()), as_of, &all);
    document.doc_type.value = kind;
    document
}

/// A report of a county bureau.
pub(crate) fn report(as_of: &str, lines: &[&str]) -> Document {
    report_of("松屏县生态环境局", as_of, DocType::整改报告, lines)
}

/// A report of the supervising office on all units.
pub(crate) fn overview(as_of: &str, lines: &[&str]) -> Document {
    report_of("松屏市督察整改办公室", as_of, DocType::督查专报, lines)
}

fn spoken(day: &str) -> String {
    let mut parts = day.split('-').map(|p| p.trim_start_matches('0'));
    let (year, month, date) = (
        parts.next().unwrap(),
        parts.next().unwrap(),
        parts.next().unwrap(),
    );
    format!("{year}年{month}月{date}日")
}
