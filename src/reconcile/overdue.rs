//! RC-05: the deadline has passed and the matter is not done.
use std::collections::HashSet;

use super::{
    Check, Desk,
    extensions::is_granted,
    found,
    matters::{as_of, names_a_matter, number},
    spans::Span,
    standing_misuse::is_endless,
};
use crate::{
    ledger::{Registers, due},
    model::{
        BookKind, BookRow, Certainty, Claimed, Completion, DateRole, Due, Evidence, Mismatch,
        Precision, Schedule, Severity,
    },
    normalize::{dates, status},
};

/// Books whose records fall due, in the order in which one matter is told once.
const LISTED: [BookKind; 3] = [BookKind::总账, BookKind::整改清单, BookKind::细账];

/// RC-05.
pub(super) struct Overdue;

impl Check for Overdue {
    fn id(&self) -> &'static str {
        "RC-05"
    }
    fn title(&self) -> &'static str {
        "超过时限未完成"
    }
    fn indicator(&self) -> &'static str {
        "stalled-matter"
    }
    fn explains(&self) -> &'static str {
        "台账截至日晚于现行时限而事项未完成的提示。时限当天不算超期；获批延期按新时限算；已完成、销号、并入、中止和没有硬时限的长期事项不提示；只写到月份的时限按月末算。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![
            (
                "超期列为重点".to_owned(),
                format!("超过{}天", desk.settings.long_overdue_days),
            ),
            (
                "立行立改的期限".to_owned(),
                format!("{}天", desk.ledger.immediate_days),
            ),
        ]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let registers = desk.registers();
        let done = reported_done(desk);
        let mut told: HashSet<String> = HashSet::new();
        let mut all = Vec::new();
        for kind in LISTED {
            for (at, series) in desk.series.iter().enumerate() {
                if series.kind != kind {
                    continue;
                }
                for row in series.latest().into_iter().flat_map(|b| b.rows()) {
                    let no = row.record.no.as_deref().map(number).unwrap_or_default();
                    // One matter is told once; the nodes of a detail ledger bear its number and are told each.
                    let again = kind != BookKind::细账 && names_a_matter(&no) && told.contains(&no);
                    if again || done.contains(row.record.key.as_str()) {
                        continue;
                    }
                    let history: Vec<BookRow<'_>> = desk.history(at, &row.record.key).collect();
                    if let Some(one) = self.over(desk, registers, &history, row) {
                        told.insert(no);
                        all.push(one);
                    }
                }
            }
        }
        all
    }
}

/// Matters that a report, tied to them, calls done on a day it names.
fn reported_done<'a>(desk: &Desk<'a>) -> HashSet<&'a str> {
    desk.linked()
        .filter(|l| {
            let Claimed::Status { facets, done_on } = &l.claim.claimed else {
                return false;
            };
            // Which of the two is right is RC-04's question.
            let day = done_on.as_ref().and_then(Span::of);
            facets.is_done()
                && day.is_some_and(|d| as_of(l.row).is_none_or(|written| d.from <= written))
        })
        .map(|l| l.row.record.key.as_str())
        .collect()
}

/// Whether a record says that it is not done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unfinished {
    /// Its status does.
    Yes,
    /// It has no status; its cell for the day of finishing is empty and its words tell of what is left.
    AsTold,
    /// It does not.
    No,
}

/// Words by which a node tells that something is left to do.
const LEFT: [&str; 14] = [
    "未完成",
    "尚未",
    "还有",
    "剩余",
    "仍有",
    "其余",
    "还剩",
    "正在",
    "未改",
    "未建",
    "未验收",
    "在建",
    "推进中",
    "限期",
];

fn is_unfinished(row: BookRow<'_>) -> Unfinished {
    let facets = &row.record.facets;
    if facets.completion.is_some_and(|c| c < Completion::Done)
        || matches!(facets.schedule, Some(Schedule::Behind | Schedule::Overdue))
    {
        return Unfinished::Yes;
    }
    let told = ["host_action", "progress"].map(|f| row.text(f));
    let left = told.iter().any(|t| LEFT.iter().any(|w| t.contains(w)));
    let node = row.book.kind == BookKind::细账
        && row.book.has("actual_date")
        && row.text("actual_date").is_empty()
        && facets.completion.is_none()
        && facets.closure.is_none();
    if node && left && !told.iter().any(|t| status::facets(t).is_done()) {
        Unfinished::AsTold
    } else {
        Unfinished::No
    }
}

/// Whether the row says that more time was granted than its cell of deadlines shows.
fn more_time(row: BookRow<'_>) -> bool {
    let on = as_of(row);
    ["remark", "problem", "status", "schedule", "next_step"]
        .iter()
        .map(|f| row.text(f))
        .filter(|text| is_granted(text))
        .any(|text| {
            // A grant that has run out itself is no excuse; one without a day that can be read is.
            let until = text.rsplit_once(['至', '到']).and_then(|(_, until)| {
                let date = dates::parse(until, DateRole::Deadline, on, None);
                date.to.filter(|_| date.precision != Precision::None)
            });
            until.is_none_or(|until| on.is_none_or(|on| until >= on))
        })
}

impl Overdue {
    fn over(
        &self,
        desk: &Desk<'_>,
        registers: &Registers<'_>,
        history: &[BookRow<'_>],
        row: BookRow<'_>,
    ) -> Option<Mismatch> {
        // A hard deadline under a matter without end is RC-20's.
        let unfinished = is_unfinished(row);
        if unfinished == Unfinished::No || is_endless(row) || more_time(row) {
            return None;
        }
        let on = as_of(row).unwrap_or(desk.on);
        let by = (on, desk.workdays, desk.ledger);
        let deadlines = due::deadlines(history, &due::extensions(row, registers), by);
        let Due::Over {
            by,
            days,
            workdays,
            estimated,
            ..
        } = due::due(row, &deadlines, (on, desk.workdays, desk.ledger))
        else {
            return None;
        };
        let field = ["current_deadline", "deadline", "planned_date"]
            .into_iter()
            .find(|f| row.date(f).is_some())?;
        let severity = if days > desk.settings.long_overdue_days {
            Severity::重点
        } else {
            Severity::关注
        };
        let mut one = found::of_row(self, severity, row, "办理时限", row.quote(field)?);
        one.formula = format!("{on} − {by} = {days}天 > 0，状态未完成");
        let about = if estimated { "（暂估）" } else { "" };
        one.reason = format!(
            "{}：现行时限{by}，截至{on}仍未完成，超期{days}天（{workdays}个工作日{about}）。",
            found::name(row)
        );
        // The doubt whether a deadline moved by right is RC-06's.
        let doubt = deadlines.current.as_ref().and_then(|d| d.doubt.clone());
        if let Some(doubt) = doubt {
            one.certainty = Certainty::较强;
            one.reason.push_str(&format!("时限的读法有疑问：{doubt}。"));
        }
        if unfinished == Unfinished::AsTold {
            one.certainty = Certainty::较强;
            one.reason
                .push_str("该节点没有状态栏，实际日期为空，落实情况也没有说完成。");
        }
        if as_of(row).is_none() {
            one.certainty = Certainty::较强;
            one.reason.push_str("台账没有写明截至日，按对账当日计算。");
        }
        one.evidence = found::status(row)
            .map(|(_, source)| Evidence {
                source,
                note: "台账所记状态".to_owned(),
            })
            .into_iter()
            .collect();
        one.ask = found::words(&[
            "未能按期完成的原因是什么，还差哪些工作？",
            "是否在时限前申请延期？批准文件在哪里？",
        ]);
        one.looked_for = found::words(&[
            "获批延期",
            "时限当天",
            "已完成、已销号、并入、中止",
            "没有硬时限的长期事项",
            "报告中写明日期的完成",
            "只写到月份、季度的时限按期末计",
        ]);
        one.would_clear = "补充延期批准文件，或载明完成日期的完成材料。".to_owned();
        Some(one)
    }
}
