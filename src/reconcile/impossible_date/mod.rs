//! RC-11: dates that cannot be, and steps that two sources date differently.
mod conflict;
mod future;
mod invalid;
mod too_early;

use super::{Check, Desk, found};
use crate::model::{Mismatch, Severity, SourceRef};

/// RC-11.
pub(super) struct ImpossibleDate;

impl Check for ImpossibleDate {
    fn id(&self) -> &'static str {
        "RC-11"
    }
    fn title(&self) -> &'static str {
        "日期不可能或相互矛盾"
    }
    fn indicator(&self) -> &'static str {
        "date-anomaly"
    }
    fn explains(&self) -> &'static str {
        "提示不存在的日期、早于批示或印发日期的传达部署、台账截至日之后的“已发生”日期，以及台账与报告对同一步骤写的不同日期。计划日期、日期范围有重叠、不同会议或不同文件、沿用原有方案的不提示。"
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let matters = desk.matters();
        let mut all = invalid::find(self, desk);
        all.extend(matters.iter().filter_map(|m| too_early::find(self, m)));
        all.extend(future::find(self, desk));
        all.extend(matters.iter().flat_map(|m| conflict::find(self, m)));
        all
    }
}

/// A mismatch of dates, begun.
fn begin(
    check: &dyn Check,
    severity: Severity,
    row: crate::model::BookRow<'_>,
    item: &str,
    source: SourceRef,
) -> Mismatch {
    let mut one = found::of_row(check, severity, row, item, source);
    one.ask = found::words(&["以哪份原件为准？原件的形成日期如何证明？"]);
    one.looked_for = found::words(&[
        "计划、预计的日期",
        "只写到月份、季度的日期按范围比较",
        "截至日当天和次日",
        "不同会议、不同文件、再次传达",
        "沿用原有方案",
    ]);
    one.would_clear = "更正日期并附会议纪要或文件原件。".to_owned();
    one
}
