//! Papers that are later than the claim they prove, or earlier than the order.
use std::collections::HashMap;

use jiff::civil::Date;

use super::{begin, list, title};
use crate::{
    model::{BookKind, BookRow, Certainty, Evidence, Mismatch},
    reconcile::{
        Desk,
        cells::{holds, listed, newest, plain},
        lexicon::WORDS,
    },
};

/// What the ledgers say of a matter.
struct Known<'a> {
    row: BookRow<'a>,
    /// The day of the first version that says it is done, and that version's row.
    claimed: Option<(Date, BookRow<'a>)>,
    /// When it was ordered, and the field that says so.
    ordered: Option<(Date, &'static str)>,
}

/// Books of matters.
const MATTERS: &[BookKind] = &[BookKind::总账, BookKind::整改清单];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    let known = known(desk);
    let mut found = Vec::new();
    for row in newest(desk.series.iter(), BookKind::佐证清单) {
        let Some(date) = row.date("evidence_date").filter(|d| d.doubt.is_none()) else {
            continue;
        };
        let (Some(from), Some(to)) = (date.from, date.to) else {
            continue;
        };
        let mut numbers = listed(row.text("ledger_no"));
        numbers.extend(listed(row.text("proves")));
        let matter = numbers.iter().find_map(|n| known.get(n));
        let Some(matter) = matter else { continue };
        let words = ["evidence_kind", "remark"]
            .map(|f| plain(row.text(f)))
            .join("\n")
            + &plain(title(row));
        if let Some((claimed, at)) = matter.claimed
            && from > claimed
            && !holds(&words, &WORDS.evidence.after)
        {
            found.extend(late(row, (from, claimed), at));
        } else if let Some((ordered, field)) = matter.ordered
            && to < ordered
            && !holds(&words, &WORDS.evidence.before)
        {
            found.extend(early(row, (to, ordered), matter.row, field));
        }
    }
    found
}

fn known<'a>(desk: &Desk<'a>) -> HashMap<String, Known<'a>> {
    let mut all: HashMap<String, Known<'a>> = HashMap::new();
    for series in desk.series_of(MATTERS) {
        for book in &series.versions {
            let as_of = book.as_of.as_ref().map(|a| a.date);
            for row in book.rows() {
                let Some(number) = row.record.no.as_deref().map(plain) else {
                    continue;
                };
                let entry = all.entry(number).or_insert(Known {
                    row,
                    claimed: None,
                    ordered: None,
                });
                entry.row = row;
                entry.ordered = ordered(row).or(entry.ordered);
                if !row.record.facets.is_done() {
                    // Taken up again: the earlier claim no longer stands.
                    entry.claimed = None;
                } else if entry.claimed.is_none() {
                    entry.claimed = as_of.map(|day| (day, row));
                }
            }
        }
    }
    all
}

/// When the matter was ordered; a day of receipt is later, and counts only where nothing else is said.
fn ordered(row: BookRow<'_>) -> Option<(Date, &'static str)> {
    [
        "directive_date",
        "issued_date",
        "assigned_date",
        "received_date",
    ]
    .into_iter()
    .find_map(|f| {
        // 制定方案/印发日期 is the unit's own paper.
        let column = row.field(f)?.column;
        let header = plain(&row.book.columns.get(usize::from(column))?.header);
        if f == "issued_date" && (header.contains("方案") || header.contains("计划")) {
            return None;
        }
        Some((row.date(f)?.from?, f))
    })
}

fn late(row: BookRow<'_>, (day, claimed): (Date, Date), at: BookRow<'_>) -> Option<Mismatch> {
    let mut mismatch = begin(row, "佐证日期", row.quote("evidence_date")?);
    mismatch.certainty = Certainty::较强;
    mismatch.formula = format!("佐证 {day} ＞ 写完成的台账截至日 {claimed}");
    mismatch.reason = format!(
        "“{}”形成于 {day}，而截至 {claimed} 的台账已经写完成；写完成时还没有这份材料。",
        title(row)
    );
    let status = ["status", "completion", "closure"]
        .iter()
        .find_map(|f| at.quote(f))
        .or_else(|| at.name_quote())?;
    mismatch.evidence.push(Evidence {
        source: status,
        note: format!("截至 {claimed} 的台账写完成"),
    });
    mismatch.looked_for = list(&[
        "验收、核查、监测、回头看等事后材料",
        "只写到月份的日期",
        "重新办理的事项",
    ]);
    fill(&mut mismatch);
    Some(mismatch)
}

fn early(
    row: BookRow<'_>,
    (day, ordered): (Date, Date),
    matter: BookRow<'_>,
    field: &str,
) -> Option<Mismatch> {
    let mut mismatch = begin(row, "佐证日期", row.quote("evidence_date")?);
    mismatch.certainty = Certainty::较强;
    mismatch.formula = format!("佐证 {day} ＜ 交办、部署 {ordered}");
    mismatch.reason = format!(
        "“{}”形成于 {day}，早于这一事项的交办、部署日期 {ordered}。",
        title(row)
    );
    mismatch.evidence.push(Evidence {
        source: matter.quote(field)?,
        note: "台账记载的交办、部署日期".to_owned(),
    });
    mismatch.looked_for = list(&[
        "现状、底数、整改前后对照",
        "合同、批复、许可等事前材料",
        "只写到月份的日期",
    ]);
    fill(&mut mismatch);
    Some(mismatch)
}

fn fill(mismatch: &mut Mismatch) {
    mismatch.would_clear = "写明这份材料为何是这个日期，或者补交相应时间的材料".to_owned();
    mismatch.ask = list(&["这份材料是哪一天、在哪里形成的？", "完成、验收各是哪一天？"]);
}
