//! RC-25: closed before the public notice or the check was over, with an open objection, or never looked back at.
use jiff::civil::Date;

use super::{
    Check, Desk, found,
    matters::as_of,
    spans::{self, Span},
};
use crate::{
    ledger::Registers,
    model::{BookKind, BookRow, Evidence, Mismatch, Severity, SourceRef},
};

/// Words that an objection was settled, or that there was none.
const SETTLED: [&str; 16] = [
    "无异议",
    "未收到",
    "没有收到",
    "未提出",
    "无反馈",
    "无意见",
    "不成立",
    "已答复",
    "已处理",
    "已解决",
    "已核实",
    "已回复",
    "已采纳",
    "已化解",
    "撤回",
    "无人",
];

/// RC-25.
pub(super) struct LookBack;

/// A close-out as its row tells it.
struct Closed<'a> {
    row: BookRow<'a>,
    on: Span,
    field: &'static str,
}

impl Check for LookBack {
    fn id(&self) -> &'static str {
        "RC-25"
    }
    fn title(&self) -> &'static str {
        "销号过早或回头看缺失"
    }
    fn indicator(&self) -> &'static str {
        "step-missing"
    }
    fn explains(&self) -> &'static str {
        "销号早于公示截止或核查日期、异议未处理就销号、销号满期限仍没有回头看的提示。公示截止当天及以后销号、尚未到回头看期限、只写到月份而最宽读法成立的不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "销号后回头看期限".to_owned(),
            format!("{}个月", desk.ledger.look_back_months),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let registers = desk.registers();
        let mut all = Vec::new();
        for book in desk.latest(&[BookKind::销号登记]) {
            for row in book.rows() {
                let Some(closed) = closed(row, &["closed_date", "done_date"]) else {
                    continue;
                };
                all.extend(self.too_early(&closed, "publicity_to", "公示截止日"));
                all.extend(self.too_early(&closed, "check_date", "核查日期"));
                all.extend(self.objection(&closed));
                all.extend(self.never(desk, registers, &closed));
            }
        }
        for book in desk.latest(&[BookKind::总账, BookKind::整改清单]) {
            let has_place = ["lookback", "lookback_date"].iter().any(|f| book.has(f));
            for row in book
                .rows()
                .filter(|r| has_place && r.record.facets.is_closed())
            {
                // What the register of close-outs tells is told there.
                if registers.rows(BookKind::销号登记, row).is_empty()
                    && let Some(closed) = closed(row, &["closed_date"])
                {
                    all.extend(self.never(desk, registers, &closed));
                }
            }
        }
        all
    }
}

/// The day a row was closed.
fn closed<'a>(row: BookRow<'a>, fields: &[&'static str]) -> Option<Closed<'a>> {
    fields.iter().find_map(|field| {
        let on = spans::of_field(row, field)?;
        Some(Closed { row, on, field })
    })
}

impl LookBack {
    /// Closed before a day that must come first.
    fn too_early(&self, closed: &Closed<'_>, field: &str, called: &str) -> Option<Mismatch> {
        let (field, must) = spans::of_field(closed.row, field)
            .map(|must| (field, must))
            .or_else(|| {
                // First and last day of the notice may stand in one cell.
                let both = spans::of_field(closed.row, "publicity")?;
                let last = Span {
                    from: both.to,
                    to: both.to,
                };
                (field == "publicity_to").then_some(("publicity", last))
            })?;
        // A check that is held after the closing by its nature is a look-back.
        let header = closed
            .row
            .field(field)
            .and_then(|f| closed.row.book.columns.get(usize::from(f.column)))
            .map_or("", |c| c.header.as_str());
        let afterwards = ["抽查", "复查", "回头看", "复核", "回访"]
            .iter()
            .any(|w| header.contains(w));
        if afterwards || !closed.on.is_before(must) {
            return None;
        }
        let mut one = self.begin(closed, "销号日期", closed.row.quote(closed.field)?);
        one.formula = format!("{} < {}", closed.on.to, must.from);
        one.reason = format!(
            "{}：{}销号，早于{called}{}。",
            found::name(closed.row),
            closed.on.show(),
            must.show()
        );
        one.evidence = found::cell(closed.row, field, format!("{called}：{}", must.show()))
            .into_iter()
            .collect();
        Some(one)
    }
    /// Closed while an objection was open.
    fn objection(&self, closed: &Closed<'_>) -> Option<Mismatch> {
        let text = closed.row.text("objection");
        let begins_none = text.starts_with('无') || text.starts_with("没有") || text == "0";
        if !found::is_filled(text)
            || begins_none
            || SETTLED.iter().any(|w| text.contains(w))
            || ["不公示", "未公示", "免于公示", "免公示"]
                .iter()
                .any(|w| text.contains(w))
            || ![
                "异议", "反映", "意见", "投诉", "举报", "来电", "来信", "质疑", "反对",
            ]
            .iter()
            .any(|w| text.contains(w))
        {
            return None;
        }
        let mut one = self.begin(closed, "公示异议", closed.row.quote("objection")?);
        one.formula = format!("异议未处理，销号 = {}", closed.on.show());
        one.reason = format!(
            "{}：公示期间有异议，登记中没有处理结果，仍于{}销号。",
            found::name(closed.row),
            closed.on.show()
        );
        one.evidence = found::cell(closed.row, closed.field, "销号日期")
            .into_iter()
            .collect();
        Some(one)
    }
    /// No look-back when its time was over.
    fn never(
        &self,
        desk: &Desk<'_>,
        registers: &Registers<'_>,
        closed: &Closed<'_>,
    ) -> Option<Mismatch> {
        let row = closed.row;
        let months = desk.ledger.look_back_months;
        let by = spans::months_after(closed.on.to, months);
        let on = as_of(row).unwrap_or(desk.on);
        // The month's last day stands for the 31st.
        if on <= by {
            return None;
        }
        let ledgers = [BookKind::总账, BookKind::细账, BookKind::整改清单]
            .into_iter()
            .flat_map(|kind| registers.rows(kind, row));
        let rows: Vec<BookRow<'_>> = std::iter::once(row).chain(ledgers).collect();
        let days: Vec<Span> = rows.iter().flat_map(|r| looked_back(*r)).collect();
        if days.iter().any(|d| d.from <= by) {
            return None;
        }
        let late = days.iter().min().filter(|d| d.from <= on);
        // Words without a date may tell of one in time.
        if late.is_none() && rows.iter().any(|r| is_told(*r)) {
            return None;
        }
        let mut one = self.begin(closed, "回头看", row.quote(closed.field)?);
        one.formula = match late {
            Some(d) => format!("{} + {months}个月 = {by} < 回头看 {}", closed.on.to, d.from),
            None => format!("{} + {months}个月 = {by} < {on}，回头看 = 空", closed.on.to),
        };
        one.reason = match late {
            Some(d) => format!(
                "{}：{}销号，应于{by}前回头看，实际为{}。",
                found::name(row),
                closed.on.show(),
                d.show()
            ),
            None => format!(
                "{}：{}销号，应于{by}前回头看，到{on}没有回头看记录。",
                found::name(row),
                closed.on.show()
            ),
        };
        one.evidence = late
            .and_then(|_| found::cell(row, "lookback_date", "回头看日期"))
            .or_else(|| {
                row.name_quote().map(|source| Evidence {
                    source,
                    note: "已销号的事项".to_owned(),
                })
            })
            .into_iter()
            .collect();
        Some(one)
    }
    fn begin(&self, closed: &Closed<'_>, item: &str, source: SourceRef) -> Mismatch {
        let mut one = found::of_row(self, Severity::关注, closed.row, item, source);
        one.ask = found::words(&[
            "销号由谁、依据什么材料决定？公示和核查何时结束？",
            "何时安排回头看，结果如何？",
        ]);
        one.looked_for = found::words(&[
            "公示截止当天及以后销号",
            "异议已答复、已处理",
            "总账和细账中的回头看记录",
            "尚未到回头看期限",
            "只写到月份的日期按最宽读法",
        ]);
        one.would_clear = "补充公示、核查、异议处理或回头看的记录（载明日期）。".to_owned();
        one
    }
}

/// Days on which a row says that somebody looked back. A planned day is none.
fn looked_back(row: BookRow<'_>) -> Vec<Span> {
    ["lookback_date", "lookback", "look_back_result"]
        .iter()
        .filter_map(|name| {
            let field = row.field(name)?;
            let header = &row.book.columns.get(usize::from(field.column))?.header;
            let planned = ["计划", "拟", "预计", "应"]
                .iter()
                .any(|w| header.contains(w) || field.text.contains(w));
            (!planned).then(|| spans::in_field(field, reference(row)))
        })
        .flatten()
        .collect()
}

/// Whether a row tells of a look-back without a date that could be read.
fn is_told(row: BookRow<'_>) -> bool {
    ["lookback", "look_back_result", "lookback_date"]
        .iter()
        .any(|name| {
            let text = row.text(name);
            let header = row
                .field(name)
                .and_then(|f| row.book.columns.get(usize::from(f.column)))
                .map_or("", |c| c.header.as_str());
            found::is_filled(text)
                && spans::in_text(text, reference(row)).is_empty()
                && !["计划", "拟", "预计", "应"]
                    .iter()
                    .any(|w| header.contains(w))
                && !["未", "待", "拟", "计划", "安排", "尚"]
                    .iter()
                    .any(|w| text.contains(w))
        })
}

fn reference(row: BookRow<'_>) -> Option<Date> {
    as_of(row)
}
