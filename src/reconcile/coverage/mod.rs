//! RC-16: whether everything received is in the ledger, everything in the ledger was received, and nothing vanished or stands twice.
mod register;
mod twice;
mod vanished;

pub(crate) use register::is_left_out;

use super::{Check, Desk, found};
use crate::model::{BookRow, Mismatch, Severity, SourceRef};

/// Compares registers with ledgers, and ledgers with their earlier versions.
#[derive(Debug)]
pub(super) struct Coverage;

impl Check for Coverage {
    fn id(&self) -> &'static str {
        "RC-16"
    }
    fn title(&self) -> &'static str {
        "总账与收文登记、前一版不一致"
    }
    fn indicator(&self) -> &'static str {
        "ledger-gap"
    }
    fn explains(&self) -> &'static str {
        "收文登记中应纳入的文件总账没有，总账所列文号登记册没有，上一版的行本版不见，一个编号用于两件事。登记为不纳入、并入、已移出的，注明改号的，刚刚收文的，登记册只是节选的，不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![
            (
                "标题相似度下限（疑为同一件）".to_owned(),
                desk.settings.title_similarity.to_string(),
            ),
            (
                "收文后入账宽限".to_owned(),
                format!("{} 个工作日", desk.settings.report_grace_workdays),
            ),
        ]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut found = register::check(desk);
        found.extend(vanished::check(desk));
        found.extend(twice::check(desk));
        found
    }
}

/// A mismatch to be filled in.
fn begin(row: BookRow<'_>, item: &str, source: SourceRef) -> Mismatch {
    found::of_row(&Coverage, Severity::重点, row, item, source)
}
