//! RC-17: matters that need a detail ledger and have none, and serial numbers that break off or repeat.
mod gaps;

use super::{
    Check, Desk,
    cells::{holds, number_quote, plain},
    found,
    lexicon::WORDS,
};
use crate::model::{Book, BookKind, BookRow, Evidence, Mismatch, Severity, SourceRef};

/// Looks for detail ledgers and at serial numbers.
#[derive(Debug)]
pub(super) struct Numbering;

impl Check for Numbering {
    fn id(&self) -> &'static str {
        "RC-17"
    }
    fn title(&self) -> &'static str {
        "细账缺失或者编号断开"
    }
    fn indicator(&self) -> &'static str {
        "ledger-gap"
    }
    fn explains(&self) -> &'static str {
        "与职责相关度为“密切”而没有细账；序号、编号断开或者一号两行。重新起号的表、每件细账各自的节点、合并单元格、节选的表、注明并入撤销的编号、上一版已有的行，不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "收文后建细账宽限".to_owned(),
            format!("{} 个工作日", desk.settings.report_grace_workdays),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut found = without_detail(desk);
        found.extend(gaps::check(desk));
        found
    }
}

/// A mismatch to be filled in.
fn begin(row: BookRow<'_>, item: &str, source: SourceRef) -> Mismatch {
    found::of_row(&Numbering, Severity::关注, row, item, source)
}

/// Matters of close relevance without a detail ledger.
fn without_detail(desk: &Desk<'_>) -> Vec<Mismatch> {
    let details: Vec<BookRow<'_>> = desk
        .latest(&[BookKind::细账])
        .flat_map(Book::rows)
        .collect();
    let mut named: std::collections::HashSet<String> = std::collections::HashSet::new();
    for row in &details {
        for field in ["ledger_no", "item_no"] {
            named.extend(super::cells::listed(row.text(field)));
        }
        named.extend(row.record.no.as_deref().map(plain));
    }
    let titles: Vec<String> = desk
        .latest(&[BookKind::细账])
        .filter_map(|b| b.title.as_deref().map(plain))
        .collect();
    desk.latest(&[BookKind::总账])
        .filter(|book| book.has("relevance") && (book.has("detail_no") || !details.is_empty()))
        .flat_map(Book::rows)
        .filter(|row| plain(row.text("relevance")).starts_with("密切"))
        .filter(|row| {
            !row.text("detail_no").contains(char::is_alphanumeric)
                || is_nothing(row.text("detail_no"))
        })
        .filter(|row| {
            let no = row.record.no.as_deref().map(plain);
            let title = plain(&row.record.title);
            let told = holds(&plain(row.text("remark")), &WORDS.numbering.elsewhere);
            let has = no.is_some_and(|n| named.contains(&n));
            let in_title = !title.is_empty() && titles.iter().any(|t| t.contains(&title));
            !told && !has && !in_title && !is_fresh(desk, *row)
        })
        .filter_map(tell)
        .collect()
}

fn is_nothing(text: &str) -> bool {
    WORDS.numbering.none.iter().any(|w| w == text.trim())
}

/// Whether the matter came too late to have a detail ledger.
fn is_fresh(desk: &Desk<'_>, row: BookRow<'_>) -> bool {
    let as_of = row.book.as_of.as_ref().map_or(desk.on, |a| a.date);
    row.date("received_date")
        .and_then(|d| d.to.or(d.from))
        .is_some_and(|received| {
            desk.workdays
                .add(received, desk.settings.report_grace_workdays)
                .value()
                > as_of
        })
}

fn tell(row: BookRow<'_>) -> Option<Mismatch> {
    let mut mismatch = begin(row, "细账", number_quote(row).or_else(|| row.name_quote())?);
    mismatch.formula = format!("相关度 = “{}” ∧ 细账编号 = 空", row.text("relevance"));
    mismatch.reason = format!(
        "“{}”与职责相关度为“{}”，总账没有写细账编号，细账里也没有这一件。",
        row.record.title,
        row.text("relevance"),
    );
    mismatch.evidence.push(Evidence {
        source: row.quote("relevance")?,
        note: "相关度".to_owned(),
    });
    mismatch.looked_for = [
        "各册细账中的总账编号和标题",
        "备注中的合并建账、并入、中止",
        "收文在宽限期内",
    ]
    .map(ToOwned::to_owned)
    .into();
    mismatch.would_clear = "补建细账并写上编号，或者写明与哪一件合并建账".to_owned();
    mismatch.ask = ["这一件的细账由哪个部门建，何时建？"]
        .map(ToOwned::to_owned)
        .into();
    Some(mismatch)
}
