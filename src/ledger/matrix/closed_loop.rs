//! The loop matrix: which of the eight stages of the closed loop a record of some book shows.
use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::name;
use crate::{
    ledger::{
        Registers,
        due::{
            Acts, RECEIPTS, Versions, entry_on, finished_on, is_reopened, received, settled,
            settled_by,
        },
        registers::plain,
        words::{WORDS, clause_begins, is_filled},
    },
    model::{
        BookKind, BookRow, DateValue, EntryOn, LoopMatrix, LoopRow, LoopStage, Series, Settled,
        SourceRef, StageRecord, StepKind, fold,
    },
    normalize::dates,
};

/// Books whose records are matters that go round the loop; nodes of a detail ledger belong to theirs.
const LOOPED: [BookKind; 2] = [BookKind::总账, BookKind::整改清单];

/// Records by the eight stages as they stood on a day.
///
/// `acts` are what people did with entries; `reconciled` gives for a ledger number the days on which it was reconciled; they are kept with the reconciliations, not in a book.
#[must_use]
pub fn loop_matrix(
    series: &[Series],
    acts: &Acts,
    on: Date,
    reconciled: &BTreeMap<String, Vec<Date>>,
) -> LoopMatrix {
    let registers = Registers::new(series, on);
    let mut by_number: HashMap<String, Vec<Date>> = HashMap::new();
    for (no, days) in reconciled {
        by_number.entry(plain(no)).or_default().extend(days);
    }
    let mut rows = Vec::new();
    for one in series.iter().filter(|s| LOOPED.contains(&s.kind)) {
        let versions = Versions::until(one, on);
        for row in versions.current().into_iter().flat_map(|b| b.rows()) {
            let acted = entry_on(acts, &one.name, row, on);
            let entry = Entry {
                row,
                acted,
                history: versions.history(row),
                registers: &registers,
                on,
                reconciled: &by_number,
            };
            rows.push(LoopRow {
                name: name(&one.name, row),
                settled: entry.settled(),
                cells: LoopStage::ALL.iter().map(|s| entry.stage(*s)).collect(),
            });
        }
    }
    LoopMatrix { on, rows }
}

struct Entry<'e, 'a> {
    row: BookRow<'a>,
    acted: Option<EntryOn>,
    history: Vec<BookRow<'a>>,
    registers: &'e Registers<'a>,
    on: Date,
    /// By the number without blanks and marks.
    reconciled: &'e HashMap<String, Vec<Date>>,
}

impl<'a> Entry<'_, 'a> {
    fn stage(&self, stage: LoopStage) -> Option<StageRecord> {
        match stage {
            LoopStage::Notice => self.notice(),
            LoopStage::Update => self.update(),
            LoopStage::Dispatch => self.dispatch(),
            LoopStage::Reconcile => self.reconcile(),
            LoopStage::Track => self.track(),
            LoopStage::Finish => self.finish(),
            LoopStage::Close => self.close(),
            LoopStage::LookBack => self.look_back(),
        }
    }
    /// Rows of a register that had happened by the day, by the first of the fields that holds a date; rows without one count.
    fn happened(
        &self,
        rows: Vec<BookRow<'a>>,
        fields: &[&str],
    ) -> Vec<(BookRow<'a>, Option<Date>)> {
        rows.into_iter()
            .map(|row| (row, fields.iter().find_map(|f| first_day(row.date(f)))))
            .filter(|(_, day)| day.is_none_or(|day| day <= self.on))
            .collect()
    }
    fn first_quote(&self, fields: &[&str]) -> Option<SourceRef> {
        fields.iter().find_map(|field| self.row.quote(field))
    }
    /// A receipt in the host's register, else a day of receipt in the ledger itself.
    fn notice(&self) -> Option<StageRecord> {
        let rows = self.registers.rows(BookKind::收文登记, self.row);
        let rows = self.happened(rows, &["received_date", "issued_date", "report_date"]);
        if let Some(found) = gathered(&rows, "收文登记") {
            return Some(found);
        }
        let day = received(self.row).filter(|day| *day <= self.on)?;
        Some(StageRecord {
            on: Some(day),
            times: 1,
            says: "台账载收文日期".to_owned(),
            source: self.first_quote(&RECEIPTS),
        })
    }
    /// The versions that brought the entry in or changed it.
    fn update(&self) -> Option<StageRecord> {
        let mut changes = 0_u32;
        let mut last = None;
        let mut before: Option<Vec<(&str, &str)>> = None;
        for version in &self.history {
            let cells = cells(*version);
            if before.as_ref() != Some(&cells) {
                changes += 1;
                last = version.book.as_of.as_ref().map(|a| a.date).or(last);
            }
            before = Some(cells);
        }
        Some(StageRecord {
            on: last,
            times: changes,
            says: format!("{}个版本，{changes}次入账或变动", self.history.len()),
            source: self.row.name_quote(),
        })
    }
    /// Dispatches of the entry, else of its units as a whole.
    fn dispatch(&self) -> Option<StageRecord> {
        let fields = ["replied_date", "due_date", "report_date", "issued_date"];
        let rows = self.registers.rows(BookKind::调度登记, self.row);
        if let Some(found) = gathered(&self.happened(rows, &fields), "调度登记") {
            return Some(found);
        }
        let of_units: Vec<BookRow<'a>> = self
            .row
            .record
            .lead
            .iter()
            .flat_map(|unit| self.registers.of_unit(BookKind::调度登记, unit))
            .collect();
        gathered(&self.happened(of_units, &fields), "按单位调度")
    }
    /// Reconciliations that are kept, else the day the ledger names.
    fn reconcile(&self) -> Option<StageRecord> {
        let number = self
            .row
            .record
            .no
            .as_deref()
            .unwrap_or(&self.row.record.key);
        let days: Vec<Date> = self
            .reconciled
            .get(&plain(number))
            .into_iter()
            .flatten()
            .copied()
            .filter(|day| *day <= self.on)
            .collect();
        if let Some(last) = days.iter().max() {
            return Some(StageRecord {
                on: Some(*last),
                times: times(days.len()),
                says: "对账".to_owned(),
                source: None,
            });
        }
        let text = self.row.text("last_reconciled");
        is_filled(text).then(|| StageRecord {
            on: first_day(self.row.date("last_reconciled")),
            times: 1,
            says: "台账载对账情况".to_owned(),
            source: self.row.quote("last_reconciled"),
        })
    }
    /// What the office itself did: its column of the entry or of the detail ledger; else progress that moved between versions.
    fn track(&self) -> Option<StageRecord> {
        const ACTIONS: [&str; 4] = ["group_action", "group_finding", "group_way", "group_date"];
        let rows: Vec<BookRow<'a>> = std::iter::once(self.row)
            .chain(self.registers.rows(BookKind::细账, self.row))
            .filter(|row| ACTIONS.iter().any(|field| is_filled(row.text(field))))
            .collect();
        let rows: Vec<(BookRow<'a>, Option<Date>)> = rows
            .into_iter()
            .map(|row| {
                (
                    row,
                    first_day(row.date("group_date")).or_else(|| self.told(row, &ACTIONS)),
                )
            })
            .filter(|(_, day)| day.is_none_or(|day| day <= self.on))
            .collect();
        if let Some(mut found) = gathered(&rows, "监督记录") {
            found.source = rows.last().and_then(|(row, _)| {
                ACTIONS
                    .iter()
                    .filter(|field| is_filled(row.text(field)))
                    .find_map(|field| row.quote(field))
            });
            return Some(found);
        }
        let mut seen: Vec<(&str, Option<Date>)> = Vec::new();
        for version in &self.history {
            let text = version.text("progress");
            if is_filled(text) && seen.last().is_none_or(|(last, _)| *last != text) {
                seen.push((text, version.book.as_of.as_ref().map(|a| a.date)));
            }
        }
        // A single text says how things stood when the entry came in; that it was followed shows in the next.
        let (_, on) = *seen.last().filter(|_| seen.len() > 1)?;
        Some(StageRecord {
            on,
            times: times(seen.len()),
            says: "进展逐期更新".to_owned(),
            source: self.row.quote("progress"),
        })
    }
    /// The last day by then that the text of some fields names.
    fn told(&self, row: BookRow<'_>, fields: &[&str]) -> Option<Date> {
        let reference = row.book.as_of.as_ref().map_or(self.on, |a| a.date);
        fields
            .iter()
            .flat_map(|field| dates::find(&fold(row.text(field)), Some(reference)))
            .filter_map(|found| found.value.from)
            .filter(|day| *day <= self.on)
            .max()
    }
    /// How the entry is settled: by acts of people, else as its book says, unless it was opened again since.
    fn settled(&self) -> Option<Settled> {
        let by_acts = self.acted.as_ref().and_then(settled_by);
        by_acts.or_else(|| {
            let reopened = self
                .acted
                .as_ref()
                .is_some_and(|e| is_reopened(self.row, e));
            settled(self.row, self.on).filter(|_| !reopened)
        })
    }
    /// What an act of people shows of a stage.
    fn by_act(&self, day: fn(&EntryOn) -> Option<Date>, says: &str) -> Option<StageRecord> {
        let on = self.acted.as_ref().and_then(day)?;
        Some(StageRecord {
            on: Some(on),
            times: 1,
            says: says.to_owned(),
            source: None,
        })
    }
    fn finish(&self) -> Option<StageRecord> {
        if let Some(found) = self.by_act(|e| e.found_done, "核查认定办结") {
            return Some(found);
        }
        let how = self.settled()?;
        matches!(how, Settled::Done | Settled::Closed).then(|| {
            let on = first_day(finished_on(self.row));
            StageRecord {
                on,
                times: 1,
                says: if on.is_some() {
                    "办结"
                } else {
                    "办结，未填日期"
                }
                .to_owned(),
                source: self.first_quote(&["status", "completion", "closure", "done_date"]),
            }
        })
    }
    /// A day of close-out in the register, else the closing word of the ledger.
    fn close(&self) -> Option<StageRecord> {
        let rows: Vec<BookRow<'a>> = self
            .registers
            .rows(BookKind::销号登记, self.row)
            .into_iter()
            .filter(|row| {
                first_day(row.date("closed_date")).is_some() || row.record.facets.is_closed()
            })
            .collect();
        if let Some(found) = gathered(&self.happened(rows, &["closed_date"]), "销号登记") {
            return Some(found);
        }
        if let Some(found) = self.by_act(|e| e.closed, "审批销号") {
            return Some(found);
        }
        let closed = self.settled() == Some(Settled::Closed);
        closed.then(|| StageRecord {
            on: first_day(self.row.date("closed_date")),
            times: 1,
            says: "台账载已销号".to_owned(),
            source: self.first_quote(&["closure", "status", "completion"]),
        })
    }
    /// A look-back in the register or among the entry's steps; a plan of one is none.
    fn look_back(&self) -> Option<StageRecord> {
        let rows: Vec<BookRow<'a>> = self
            .registers
            .rows(BookKind::销号登记, self.row)
            .into_iter()
            .filter(|row| {
                first_day(row.date("lookback_date")).is_some()
                    || is_result(row.text("look_back_result"))
            })
            .collect();
        if let Some(found) = gathered(&self.happened(rows, &["lookback_date"]), "回头看记录") {
            return Some(found);
        }
        if let Some(found) = self.by_act(|e| e.looked_back, "回头看结论") {
            return Some(found);
        }
        let step = self
            .row
            .record
            .steps
            .iter()
            .find(|s| s.kind == StepKind::LookBack && s.waived.is_none())?;
        let on = first_day(step.date.as_ref());
        on.is_none_or(|day| day <= self.on).then(|| StageRecord {
            on,
            times: 1,
            says: "台账载回头看情况".to_owned(),
            source: self.row.quote(&step.field),
        })
    }
}

/// Whether a result is one: 待开展 is not.
fn is_result(text: &str) -> bool {
    is_filled(text) && !clause_begins(text, &WORDS.undecided)
}

fn gathered(rows: &[(BookRow<'_>, Option<Date>)], says: &str) -> Option<StageRecord> {
    let (last, _) = rows.iter().max_by_key(|(_, day)| *day)?;
    let source: Option<SourceRef> = last.name_quote();
    Some(StageRecord {
        on: rows.iter().filter_map(|(_, day)| *day).max(),
        times: times(rows.len()),
        says: says.to_owned(),
        source,
    })
}

/// The cells of a record by what its columns are called.
fn cells(row: BookRow<'_>) -> Vec<(&str, &str)> {
    let mut cells: Vec<(&str, &str)> = row
        .record
        .fields
        .iter()
        .filter_map(|f| {
            let column = row.book.columns.get(usize::from(f.column))?;
            let name = if column.field.is_empty() {
                &column.header
            } else {
                &column.field
            };
            Some((name.as_str(), f.text.trim()))
        })
        .filter(|(name, _)| *name != "seq")
        .collect();
    cells.sort_unstable();
    cells
}

fn first_day(date: Option<&DateValue>) -> Option<Date> {
    date.and_then(|d| d.from.or(d.to))
}

fn times(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
