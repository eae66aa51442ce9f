//! RC-06: a deadline moved back without a decision, or a late finish called timely.
use super::{
    Check, Desk, Linked,
    extensions::{covers, reported, says_granted},
    found,
    spans::{self, Span},
};
use crate::{
    ledger::{Registers, similarity},
    model::{BookKind, BookRow, Claimed, Evidence, Mismatch, Schedule, Severity, SourceRef, fold},
};

/// Books whose deadlines bind.
const BINDING: &[BookKind] = &[BookKind::总账, BookKind::细账, BookKind::整改清单];

/// Fields that hold the deadline in force, the one that goes before first.
const IN_FORCE: [&str; 2] = ["current_deadline", "deadline"];

/// RC-06.
pub(super) struct SilentReschedule;

/// A deadline with the field it stands in.
type Deadline = (Span, &'static str);

impl Check for SilentReschedule {
    fn id(&self) -> &'static str {
        "RC-06"
    }
    fn title(&self) -> &'static str {
        "时限后移无批准或超期未标明"
    }
    fn indicator(&self) -> &'static str {
        "stalled-matter"
    }
    fn explains(&self) -> &'static str {
        "比较同一台账前后版本的时限：后移而延期登记、备注和报告中都没有批准记录的提示；完成日期晚于时限却写“按期”的提示。同一天换一种写法、时限提前、已获批准延期、上一版已完成的不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "同一事项的名称相似度".to_owned(),
            format!("≥ {}", desk.settings.title_similarity),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let registers = desk.registers();
        let told = reported(desk);
        // Without a register nothing says that more time was not granted.
        let kept = desk.latest(&[BookKind::延期登记]).next().is_some();
        let mut all = Vec::new();
        for (at, series) in desk.series.iter().enumerate() {
            if !BINDING.contains(&series.kind) {
                continue;
            }
            for row in series.latest().into_iter().flat_map(|b| b.rows()) {
                let versions: Vec<BookRow<'_>> = desk.history(at, &row.record.key).collect();
                let granted = told(row) || versions.iter().any(|v| says_granted(*v));
                let before = all.len();
                if !granted {
                    all.extend(
                        versions
                            .windows(2)
                            .filter_map(|pair| self.moved(desk, registers, pair)),
                    );
                    // A matter that was done and taken up again got its new deadline with that decision.
                    let again = versions.iter().any(|v| v.record.facets.is_done());
                    if kept && !again && all.len() == before {
                        all.extend(self.beside(registers, row));
                    }
                    all.extend(self.late_but_timely(registers, row));
                }
            }
        }
        all.extend(
            desk.linked()
                .filter(|l| BINDING.contains(&l.row.book.kind))
                .filter(|l| !told(l.row) && !says_granted(l.row))
                .filter_map(|l| self.claimed_timely(registers, l)),
        );
        all
    }
}

impl SilentReschedule {
    /// A later deadline in the next version.
    fn moved(
        &self,
        desk: &Desk<'_>,
        registers: &Registers<'_>,
        pair: &[BookRow<'_>],
    ) -> Option<Mismatch> {
        let [older, newer] = *pair else { return None };
        let ((was, was_in), (is, is_in)) = (in_force(older)?, in_force(newer)?);
        // Numbers are used again for the next year's task, and for another matter.
        if is.to <= was.to
            || older.record.facets.is_done()
            || !alike(older, newer, desk.settings.title_similarity)
            || covers(registers, newer, is)
        {
            return None;
        }
        let mut one = self.begin(newer, "办理时限", newer.quote(is_in)?);
        one.formula = format!("{} > {}，批准的延期 = 无", is.to, was.to);
        one.reason = format!(
            "{}：上一版台账{}时限为{}，本版{}改为{}，后移{}天，没有见到延期批准。",
            found::name(newer),
            edition(older),
            was.to,
            edition(newer),
            is.to,
            spans::days_between(was.to, is.to),
        );
        one.evidence = found::cell(older, was_in, format!("上一版时限：{}", was.to))
            .into_iter()
            .collect();
        Some(one)
    }
    /// A deadline in force that lies after the one first set, while the register of extensions knows nothing of it.
    fn beside(&self, registers: &Registers<'_>, row: BookRow<'_>) -> Option<Mismatch> {
        let (first, is) = (
            deadline_in(row, "deadline")?,
            deadline_in(row, "current_deadline")?,
        );
        if is.to <= first.to || row.record.facets.is_done() || covers(registers, row, is) {
            return None;
        }
        let mut one = self.begin(row, "现行时限", row.quote("current_deadline")?);
        one.formula = format!("{} > {}，批准的延期 = 无", is.to, first.to);
        one.reason = format!(
            "{}：原定时限{}，现行时限{}，延期登记中没有该事项的批准记录。",
            found::name(row),
            first.to,
            is.to
        );
        one.evidence = found::cell(row, "deadline", format!("原定时限：{}", first.to))
            .into_iter()
            .collect();
        Some(one)
    }
    /// Finished after the deadline and called timely in the same row.
    fn late_but_timely(&self, registers: &Registers<'_>, row: BookRow<'_>) -> Option<Mismatch> {
        let called = called_timely(row)?;
        let (due, field) = in_force(row)?;
        let (done, done_in) = finished(row)?;
        if !due.is_before(done) || covers(registers, row, done) {
            return None;
        }
        let mut one = self.begin(row, "完成日期与时限", row.quote(called)?);
        one.formula = format!("{} > {}，而状态为按期", done.from, due.to);
        one.reason = format!(
            "{}：时限{}，完成日期{}，晚{}天，却写按期完成。",
            found::name(row),
            due.to,
            done.show(),
            spans::days_between(due.to, done.from),
        );
        one.evidence = [
            found::cell(row, done_in, format!("完成日期：{}", done.show())),
            found::cell(row, field, format!("时限：{}", due.to)),
        ]
        .into_iter()
        .flatten()
        .collect();
        Some(one)
    }
    /// A report that calls a finish timely although it names a day after the ledger's deadline.
    fn claimed_timely(&self, registers: &Registers<'_>, linked: Linked<'_>) -> Option<Mismatch> {
        let Claimed::Status {
            facets,
            done_on: Some(done_on),
        } = &linked.claim.claimed
        else {
            return None;
        };
        if !is_timely(facets.schedule) {
            return None;
        }
        let (due, field) = in_force(linked.row)?;
        let done = Span::of(done_on)?;
        if !due.is_before(done) || covers(registers, linked.row, done) {
            return None;
        }
        let mut one = self.begin(linked.row, "完成日期与时限", linked.claim.source.clone());
        one.formula = format!("{} > {}，而报告称按期", done.from, due.to);
        one.reason = format!(
            "{}：台账时限{}，报告称{}按期完成，晚{}天。",
            found::name(linked.row),
            due.to,
            done.show(),
            spans::days_between(due.to, done.from),
        );
        one.evidence = linked
            .row
            .quote(field)
            .map(|source| Evidence {
                source,
                note: format!("台账时限：{}", due.to),
            })
            .into_iter()
            .collect();
        Some(one)
    }
    fn begin(&self, row: BookRow<'_>, item: &str, source: SourceRef) -> Mismatch {
        let mut one = found::of_row(self, Severity::重点, row, item, source);
        one.ask = found::words(&[
            "时限后移由谁、在何日、以什么文件批准？",
            "申请延期的理由和当时的进展是什么？",
        ]);
        one.looked_for = found::words(&[
            "延期登记中的批准",
            "备注、进展和报告中的批准文号",
            "同一天的不同写法",
            "同一编号换了事项",
            "上一版已完成",
        ]);
        one.would_clear = "补充早于原时限的延期批准文件，或把状态改为逾期完成。".to_owned();
        one
    }
}

/// The deadline a record is under.
fn in_force(row: BookRow<'_>) -> Option<Deadline> {
    IN_FORCE
        .iter()
        .find_map(|field| Some((deadline_in(row, field)?, *field)))
}

fn deadline_in(row: BookRow<'_>, field: &str) -> Option<Span> {
    spans::of_field(row, field)
}

/// Words in a header of dates that speak of closing, not of finishing: the work may have been done in time all the same.
const OF_CLOSING: [&str; 6] = ["销号", "验收", "归档", "公示", "核查", "审核"];

/// When the work was finished, if the ledger has a column for it.
fn finished(row: BookRow<'_>) -> Option<(Span, &'static str)> {
    ["done_date", "actual_date"].iter().find_map(|name| {
        let field = row.field(name)?;
        let header = &row.book.columns.get(usize::from(field.column))?.header;
        if OF_CLOSING.iter().any(|w| header.contains(w)) {
            return None;
        }
        Some((spans::of_field(row, name)?, *name))
    })
}

/// Fields in whose words a finish may be called timely.
const TOLD: [&str; 3] = ["progress", "execute", "remark"];

/// The field that calls the finish timely: a status, else words told of it.
fn called_timely(row: BookRow<'_>) -> Option<&'static str> {
    if is_timely(row.record.facets.schedule) {
        return ["schedule", "status", "completion"]
            .into_iter()
            .find(|f| {
                ["按", "如期", "提前", "准时"]
                    .iter()
                    .any(|w| row.text(f).contains(w))
            })
            .or_else(|| found::status(row).map(|(field, _)| field));
    }
    if row.record.facets.schedule.is_some() || !row.record.facets.is_done() {
        return None;
    }
    TOLD.into_iter().find(|f| tells_timely(row.text(f)))
}

/// Words for a finish in time.
const TIMELY: [&str; 5] = ["按期完成", "按时完成", "如期完成", "按期办结", "提前完成"];
/// What stands before them when the finish is wanted or denied.
const NOT_TOLD: [&str; 14] = [
    "未", "不", "没", "没有", "未能", "应", "须", "确保", "力争", "争取", "要求", "难以", "拟",
    "可",
];

/// Whether running words call a finish timely.
fn tells_timely(text: &str) -> bool {
    TIMELY.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            !NOT_TOLD.iter().any(|w| before.ends_with(w))
        })
    })
}

fn is_timely(schedule: Option<Schedule>) -> bool {
    matches!(schedule, Some(Schedule::OnTime | Schedule::Early))
}

/// Whether two versions of a row are still the same matter.
fn alike(older: BookRow<'_>, newer: BookRow<'_>, at_least: f64) -> bool {
    let (a, b) = (&older.record.title, &newer.record.title);
    a.is_empty() || b.is_empty() || fold(a) == fold(b) || similarity(a, b) >= at_least
}

fn edition(row: BookRow<'_>) -> String {
    row.book
        .as_of
        .as_ref()
        .map_or_else(String::new, |a| format!("（截至{}）", a.date))
}
