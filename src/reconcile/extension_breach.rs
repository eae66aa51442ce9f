//! RC-07: an extension was asked for too late, too often, backwards, without a decision, or granted by the one who asked.
use std::collections::HashMap;

use super::{
    Check, Desk, found,
    matters::{as_of, numbers},
    spans::{self, Span},
};
use crate::{
    ledger::due,
    model::{BookKind, BookRow, Decision, Evidence, Extension, Mismatch, Severity, SourceRef},
};

const REGISTER: &[BookKind] = &[BookKind::延期登记];

/// What stands behind a unit's name when the unit itself decides.
const OWN_BODIES: [&str; 12] = [
    "党组",
    "党组会",
    "党委",
    "党委会",
    "局务会",
    "局长办公会",
    "办公会",
    "主要负责人",
    "负责人",
    "主要领导",
    "领导",
    "自行",
];

/// RC-07.
pub(super) struct ExtensionBreach;

/// A row of the register as it was read.
struct Asked<'a> {
    row: BookRow<'a>,
    what: Extension,
    applied: Option<Span>,
    old: Option<Span>,
    new: Option<Span>,
}

impl Check for ExtensionBreach {
    fn id(&self) -> &'static str {
        "RC-07"
    }
    fn title(&self) -> &'static str {
        "延期手续不合规"
    }
    fn indicator(&self) -> &'static str {
        "stalled-matter"
    }
    fn explains(&self) -> &'static str {
        "逐行核对延期登记：申请晚于原时限、次数超限、新时限不晚于原时限、原时限已过仍无决定、由申请单位自己决定。原时限当天申请、未到原时限而待审的不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "延期次数上限".to_owned(),
            format!("{}次", desk.ledger.extensions),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut all = Vec::new();
        for book in desk.latest(REGISTER) {
            let rows: Vec<Asked<'_>> = book.rows().map(Asked::of).collect();
            let nth = count(&rows);
            for (asked, nth) in rows.iter().zip(nth) {
                all.extend(self.late(asked));
                all.extend(self.too_often(asked, nth, desk.ledger.extensions));
                all.extend(self.backwards(asked));
                all.extend(self.undecided(asked, desk));
                all.extend(self.by_itself(asked));
            }
        }
        all
    }
}

impl<'a> Asked<'a> {
    fn of(row: BookRow<'a>) -> Self {
        Self {
            row,
            what: due::extension(row),
            applied: spans::of_field(row, "applied_date"),
            old: spans::of_field(row, "old_deadline"),
            new: spans::of_field(row, "new_deadline"),
        }
    }
}

/// Which application of its matter each row is: the register's own count, else its place among the matter's rows.
fn count(rows: &[Asked<'_>]) -> Vec<u32> {
    let mut seen: HashMap<String, Vec<(Option<Span>, usize)>> = HashMap::new();
    for (at, asked) in rows.iter().enumerate() {
        // A refused application gave no time.
        if asked.what.decision == Decision::Refused {
            continue;
        }
        if let Some(matter) = numbers(asked.row).next() {
            seen.entry(matter).or_default().push((asked.applied, at));
        }
    }
    let mut nth: Vec<u32> = rows.iter().map(|a| stated(a).unwrap_or(1)).collect();
    #[expect(
        clippy::iter_over_hash_type,
        reason = "each matter numbers its own rows"
    )]
    for rows_of_one in seen.values_mut() {
        rows_of_one.sort_unstable();
        for (n, (_, at)) in (1u32..).zip(rows_of_one.iter()) {
            let told = rows.get(*at).and_then(stated);
            if let (Some(slot), None) = (nth.get_mut(*at), told) {
                *slot = n;
            }
        }
    }
    nth
}

/// The register's own count, in digits or words (第三次).
fn stated(asked: &Asked<'_>) -> Option<u32> {
    asked.what.nth.or_else(|| {
        let text = asked.row.text("nth");
        (1u32..)
            .zip(['一', '二', '三', '四', '五', '六', '七', '八', '九'])
            .find(|(_, c)| text.contains(*c))
            .map(|(n, _)| n)
    })
}

impl ExtensionBreach {
    fn late(&self, asked: &Asked<'_>) -> Option<Mismatch> {
        let (applied, old) = (asked.applied?, asked.old?);
        if !old.is_before(applied) {
            return None;
        }
        let mut one = self.begin(asked, "延期申请日期", asked.row.quote("applied_date")?);
        one.formula = format!("{} > {}", applied.from, old.to);
        one.reason = format!(
            "{}：原时限{}，{}才申请延期，晚了{}天。",
            found::name(asked.row),
            old.to,
            applied.show(),
            spans::days_between(old.to, applied.from),
        );
        one.evidence.extend(found::cell(
            asked.row,
            "old_deadline",
            format!("原时限：{}", old.to),
        ));
        Some(one)
    }
    fn too_often(&self, asked: &Asked<'_>, nth: u32, limit: u32) -> Option<Mismatch> {
        if nth <= limit || asked.what.decision == Decision::Refused {
            return None;
        }
        let (source, from) = match stated(asked) {
            Some(_) => (asked.row.quote("nth")?, "登记为"),
            None => (name_of(asked)?, "按登记先后数为"),
        };
        let mut one = self.begin(asked, "延期次数", source);
        one.formula = format!("{nth} > {limit}");
        one.reason = format!(
            "{}：{from}第{nth}次延期，超过{limit}次的上限。",
            found::name(asked.row)
        );
        one.evidence
            .extend(found::cell(asked.row, "new_deadline", "本次申请的新时限"));
        Some(one)
    }
    fn backwards(&self, asked: &Asked<'_>) -> Option<Mismatch> {
        let (old, new) = (asked.old?, asked.new?);
        if new.to > old.to {
            return None;
        }
        let mut one = self.begin(asked, "延期后时限", asked.row.quote("new_deadline")?);
        one.formula = format!("{} ≤ {}", new.to, old.to);
        one.reason = format!(
            "{}：延期后时限{}不晚于原时限{}。",
            found::name(asked.row),
            new.to,
            old.to
        );
        one.evidence.extend(found::cell(
            asked.row,
            "old_deadline",
            format!("原时限：{}", old.to),
        ));
        Some(one)
    }
    fn undecided(&self, asked: &Asked<'_>, desk: &Desk<'_>) -> Option<Mismatch> {
        let book = asked.row.book;
        let recorded = ["decision", "decided_date", "approval_no"];
        // A register without a place for decisions leaves none out.
        if asked.what.decision != Decision::Open
            || !recorded.iter().any(|f| book.has(f))
            || ["decided_date", "approval_no"]
                .iter()
                .any(|f| asked.row.text(f).contains(char::is_alphanumeric))
        {
            return None;
        }
        let (on, old) = (as_of(asked.row).unwrap_or(desk.on), asked.old?);
        if on <= old.to {
            return None;
        }
        let source = asked.row.quote("decision").or_else(|| name_of(asked))?;
        let mut one = self.begin(asked, "延期决定", source);
        one.formula = format!("{on} > {}，决定 = 无", old.to);
        one.reason = format!(
            "{}：原时限{}已过，到{on}延期申请仍没有决定。",
            found::name(asked.row),
            old.to
        );
        one.evidence.extend(found::cell(
            asked.row,
            "old_deadline",
            format!("原时限：{}", old.to),
        ));
        one.evidence
            .extend(found::cell(asked.row, "applied_date", "申请日期"));
        Some(one)
    }
    fn by_itself(&self, asked: &Asked<'_>) -> Option<Mismatch> {
        let by = bare(asked.row.text("decided_by"));
        let applicants = asked
            .row
            .record
            .lead
            .iter()
            .map(String::as_str)
            .chain([asked.row.text("applicant"), asked.row.text("lead_unit")])
            .map(bare)
            .filter(|name| !name.is_empty());
        let itself = applicants.into_iter().find(|name| {
            by.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || OWN_BODIES.contains(&rest))
        })?;
        let mut one = self.begin(asked, "延期决定人", asked.row.quote("decided_by")?);
        one.formula = format!("决定 = {by}，申请 = {itself}");
        one.reason = format!(
            "{}：延期由申请单位“{itself}”自己决定。",
            found::name(asked.row)
        );
        one.evidence
            .extend(found::cell(asked.row, "lead_unit", "申请单位"));
        Some(one)
    }
    fn begin(&self, asked: &Asked<'_>, item: &str, source: SourceRef) -> Mismatch {
        let mut one = found::of_row(self, Severity::关注, asked.row, item, source);
        one.evidence = asked
            .row
            .name_quote()
            .map(|source| Evidence {
                source,
                note: "延期登记所记事项".to_owned(),
            })
            .into_iter()
            .collect();
        one.ask = found::words(&[
            "延期何时申请、由谁批准、依据什么文件？",
            "未按期申请或决定的原因是什么？",
        ]);
        one.looked_for = found::words(&[
            "原时限当天或之前申请",
            "只写到月份的时限按月末计",
            "未获批准的申请不计次数",
            "原时限未到的待审申请",
            "批准文号或决定日期",
        ]);
        one.would_clear = "补充按期申请的材料或有权单位的批准文件。".to_owned();
        one
    }
}

fn name_of(asked: &Asked<'_>) -> Option<SourceRef> {
    asked
        .row
        .quote("ledger_no")
        .or_else(|| asked.row.name_quote())
}

/// A unit's name without blanks.
fn bare(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}
