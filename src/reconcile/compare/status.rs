//! A status claim against the status of its record, on the days both speak of.
use jiff::civil::Date;

use super::{Comparison, apart, book_day, claim_day, word};
use crate::{
    model::{
        Book, BookRow, Closure, Completion, DateValue, Facets, ReconcileSettings, Schedule, fold,
    },
    normalize::dates,
    reconcile::Linked,
};

/// Words in a record or claim that say it was taken up again, put together with another, or stopped.
const TURNS: &[&str] = &[
    "重新挂账",
    "重新整改",
    "重新启动",
    "反弹",
    "退回",
    "撤销销号",
    "取消销号",
    "恢复办理",
    "重新办理",
    "返工",
    "复发",
    "并入",
    "合并",
    "中止",
    "终止",
    "暂停",
    "重启",
    "反复",
    "重新立项",
    "重新纳入",
];

/// The status of a claim beside that of its record; `None` when the record says nothing of a status.
pub(in crate::reconcile) fn status(
    linked: &Linked<'_>,
    said: Facets,
    done_on: Option<&DateValue>,
    settings: &ReconcileSettings,
) -> Option<Comparison> {
    let row = linked.row;
    let kept = row.record.facets;
    if kept.is_empty() {
        return None;
    }
    let closing = said.closure.is_some()
        && said.completion.is_none_or(|c| c == Completion::Done)
        && speaks_of_closing(row.book);
    let out = Comparison::of(
        if closing {
            "销号状态"
        } else {
            "完成状态"
        },
        "RC-04",
        cell(row, closing),
    );
    let (Some(report_day), Some(ledger_day)) =
        (claim_day(linked.claim, linked.report), book_day(row))
    else {
        return Some(out.apart("报告或台账没有写明截至日，不能确定是同一天的情况"));
    };
    if apart(report_day, ledger_day) > i64::from(settings.same_day_slack) {
        let why = format!(
            "报告说的是{report_day}的情况，台账截至{ledger_day}，相差超过{}日，未作比较",
            settings.same_day_slack
        );
        return Some(out.apart(&why));
    }
    let Some(clash) = clash(said, kept, speaks_of_closing(row.book)) else {
        return Some(out);
    };
    if turned(row)
        || TURNS
            .iter()
            .any(|w| linked.claim.source.quote().contains(w))
    {
        return Some(out.apart("台账或报告写有重新挂账、退回、并入、中止等情况，未作比较"));
    }
    if clash.is_ahead && speaks_of_later(linked.claim.source.quote(), ledger_day) {
        return Some(out.apart("报告的话里有台账截至日之后的日期，未作比较"));
    }
    if kept.standing && clash.is_ahead {
        return Some(out.apart("台账列为长期坚持，未作比较"));
    }
    let days = Days {
        report: report_day,
        ledger: ledger_day,
        done: done_on,
        kept_done: finished(row),
    };
    if let Some(why) = days.explain(clash.is_ahead) {
        return Some(out.apart(&why));
    }
    let difference = format!(
        "报告为{}（{report_day}），台账为{}（{ledger_day}）",
        clash.said, clash.kept
    );
    let formula = format!(
        "{report_day}：{}；{ledger_day}：{}；相差{}日 ≤ {}日",
        clash.said,
        clash.kept,
        apart(report_day, ledger_day),
        settings.same_day_slack
    );
    Some(out.differs(difference, formula))
}

/// Whether a claim names a day after the one the ledger speaks of: what it says may have come to pass by then.
fn speaks_of_later(quote: &str, ledger: Date) -> bool {
    dates::find(&fold(quote), Some(ledger))
        .iter()
        .filter_map(|d| d.value.from)
        .any(|day| day > ledger)
}

/// Two statuses that cannot both hold on one day.
struct Clash {
    /// The report is further than the ledger.
    is_ahead: bool,
    said: &'static str,
    kept: &'static str,
}

fn clash(said: Facets, kept: Facets, closing: bool) -> Option<Clash> {
    let unfinished =
        |c: Option<Completion>| matches!(c, Some(Completion::NotStarted | Completion::Started));
    let finished =
        |f: Facets| f.completion == Some(Completion::Done) || f.closure == Some(Closure::Closed);
    let found = |is_ahead| {
        Some(Clash {
            is_ahead,
            said: word(said),
            kept: word(kept),
        })
    };
    if finished(said) && unfinished(kept.completion) && !finished(kept) {
        return found(true);
    }
    if unfinished(said.completion) && finished(kept) && !finished(said) {
        return found(false);
    }
    if closing
        && said.closure == Some(Closure::Closed)
        && kept.closure.is_some_and(|c| c != Closure::Closed)
    {
        return Some(Clash {
            is_ahead: true,
            said: "已销号",
            kept: if kept.closure == Some(Closure::Applied) {
                "申请销号、未销号"
            } else {
                "未销号"
            },
        });
    }
    if said.completion.is_none()
        && said.closure == Some(Closure::Open)
        && kept.closure == Some(Closure::Closed)
    {
        return Some(Clash {
            is_ahead: false,
            said: "未销号",
            kept: "已销号",
        });
    }
    // Progress against time changes from day to day, so it is compared where neither says that the work is done.
    let behind = |s: Option<Schedule>| matches!(s, Some(Schedule::Behind | Schedule::Overdue));
    let on_track = |s: Option<Schedule>| matches!(s, Some(Schedule::OnTrack));
    if finished(said) || finished(kept) {
        return None;
    }
    if on_track(said.schedule) && behind(kept.schedule) {
        return Some(Clash {
            is_ahead: true,
            said: "达到序时进度",
            kept: if kept.schedule == Some(Schedule::Overdue) {
                "逾期未完成"
            } else {
                "未达到序时进度"
            },
        });
    }
    if behind(said.schedule) && on_track(kept.schedule) {
        return Some(Clash {
            is_ahead: false,
            said: "未达到序时进度",
            kept: "达到序时进度",
        });
    }
    None
}

/// The days that may explain why two statuses differ.
struct Days<'a> {
    report: Date,
    ledger: Date,
    /// When the report says it was finished.
    done: Option<&'a DateValue>,
    /// When the ledger says it was.
    kept_done: Option<&'a DateValue>,
}

impl Days<'_> {
    /// Why the two do not contradict each other, if what lies between them may explain it.
    fn explain(&self, is_ahead: bool) -> Option<String> {
        if is_ahead {
            // What was finished after the ledger's day could not stand in it.
            let last = self.done.and_then(|d| d.to.or(d.from));
            return match last {
                Some(done) if done <= self.ledger => None,
                Some(done) => Some(format!(
                    "报告所说完成日期{done}在台账截至日{}之后",
                    self.ledger
                )),
                None if self.report <= self.ledger => None,
                None => Some(format!(
                    "报告说的是{}的情况，晚于台账截至日{}，其间可能已完成",
                    self.report, self.ledger
                )),
            };
        }
        let done = self.kept_done.and_then(|d| d.from.or(d.to));
        match done {
            Some(done) if done <= self.report => None,
            Some(done) => Some(format!(
                "台账所记完成日期{done}在报告所说日期{}之后",
                self.report
            )),
            None if self.ledger <= self.report => None,
            None => Some(format!(
                "台账截至{}，晚于报告所说的{}，其间可能已完成",
                self.ledger, self.report
            )),
        }
    }
}

fn finished(row: BookRow<'_>) -> Option<&DateValue> {
    row.date("done_date").or_else(|| row.date("closed_date"))
}

/// Whether a book says of any record whether it is closed; else it cannot say that one is not.
fn speaks_of_closing(book: &Book) -> bool {
    book.has("closure")
        || book
            .columns
            .iter()
            .any(|c| c.header.contains("销号") && !c.header.contains("其中"))
        || book
            .records
            .iter()
            .any(|r| matches!(r.facets.closure, Some(Closure::Closed | Closure::Applied)))
}

/// Whether the record says that the matter was taken up again, merged or stopped.
pub(in crate::reconcile) fn turned(row: BookRow<'_>) -> bool {
    row.record
        .fields
        .iter()
        .any(|f| TURNS.iter().any(|w| f.text.contains(w)))
}

/// The cell that holds the status.
pub(in crate::reconcile) fn cell(
    row: BookRow<'_>,
    closing: bool,
) -> Option<crate::model::SourceRef> {
    let first: &[&str] = if closing {
        &["closure", "status", "completion"]
    } else {
        &["status", "completion", "closure", "schedule"]
    };
    first
        .iter()
        .chain(&["progress", "execute"])
        .find_map(|f| row.quote(f))
        .or_else(|| row.name_quote())
}
