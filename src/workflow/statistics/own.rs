//! T10: the group's own work, from which its own look-back starts.
use super::{
    Given,
    counter::{Counter, count, share, single, table},
};
use crate::{
    ledger::{Registers, names_a_matter},
    model::{
        Book, BookKind, BookRow, EntryAct, RectificationAct, SessionKind, StatKind, StatRow,
        StatTable,
    },
    reconcile::{Reply, is_left_out, reply},
};

pub(super) fn own_work(given: &Given<'_>, counter: &mut Counter) -> StatTable {
    let held: Vec<_> = given
        .sessions
        .iter()
        .filter(|s| given.holds(s.date))
        .collect();
    let mut sessions = |kind: Option<SessionKind>| -> Vec<(u32, bool)> {
        held.iter()
            .filter(|s| kind.is_none_or(|k| s.kind == k))
            .map(|s| {
                let row = counter.record(StatKind::Session, &s.no, s.kind.name());
                (row, s.state.is_signed())
            })
            .collect()
    };
    let all = sessions(None);
    let quarterly = sessions(Some(SessionKind::季度专题));
    let flags: Vec<(u32, Option<bool>)> = given
        .flags
        .iter()
        .filter(|f| given.holds(f.on))
        .map(|f| {
            (
                counter.record(StatKind::Flag, &f.id, &f.title),
                given.accepted(&f.id),
            )
        })
        .collect();
    let (reports, unknown) = dispatches(given, counter);
    let lines = vec![
        single(
            "研判会议",
            count(
                ("", "会期在统计区间内的各类研判会议"),
                all.iter().map(|s| s.0),
            ),
        ),
        single(
            "其中季度专题",
            count(("", "其中类型为季度专题的"), quarterly.iter().map(|s| s.0)),
        ),
        single(
            "纪要签认率",
            share(("", "纪要已由主持人和到会人员全部签认的会议÷研判会议"), all),
        ),
        single(
            "疑点采纳率",
            share(
                ("", "采纳÷（采纳＋不采纳），限本期首次提出的疑点"),
                flags.iter().filter_map(|(row, a)| Some((*row, (*a)?))),
            ),
        ),
        single(
            "未处理疑点",
            count(
                ("", "本期首次提出、尚未处理的疑点"),
                flags
                    .iter()
                    .filter(|(_, a)| a.is_none())
                    .map(|(row, _)| *row),
            ),
        ),
        single(
            "覆盖率",
            share(
                (
                    "",
                    "总账中有对应事项的收文（按编号、文号、名称对应）÷收文登记应纳入总账的收文",
                ),
                coverage(given, counter),
            ),
        ),
        single(
            "更新及时率",
            share(
                (
                    "",
                    "按期填报次数÷应填报次数；按调度登记，应报日在统计区间内；免报、已销号或者未写明回复日期的不计",
                ),
                reports,
            ),
        ),
        single(
            "退回率",
            share(
                ("", "被退回的办结、销号申请÷统计区间内的申请"),
                returned(given, counter),
            ),
        ),
    ];
    let notes = unknown
        .into_iter()
        .map(|book| format!("{book}没有回复日期、报送日期列，看不出是否按期，不计入更新及时率。"));
    table(("T10", "本组工作"), &["项目"], lines, notes.collect())
}

/// File and sheet.
fn register(book: &Book) -> String {
    format!("{} {}", book.file, book.sheet).trim().to_owned()
}

fn register_row(row: BookRow<'_>, counter: &mut Counter) -> u32 {
    let key = row.record.key.as_str();
    counter.row(StatRow {
        kind: StatKind::Register,
        id: row
            .record
            .no
            .as_deref()
            .filter(|no| names_a_matter(no))
            .unwrap_or(key)
            .to_owned(),
        book: Some(register(row.book)),
        title: row.record.title.clone(),
    })
}

/// What was received and belongs into the general ledger, and whether it stands there.
fn coverage(given: &Given<'_>, counter: &mut Counter) -> Vec<(u32, bool)> {
    let registers = Registers::new(given.series, given.as_of);
    let received = given.series.iter().filter(|s| s.kind == BookKind::收文登记);
    received
        .filter_map(|s| s.at(given.as_of))
        .flat_map(|book| book.rows())
        .filter(|row| !is_left_out(*row))
        .map(|row| {
            let is_there = !registers.rows(BookKind::总账, row).is_empty();
            (register_row(row, counter), is_there)
        })
        .collect()
}

/// Reports that fell due in the period, and whether they came in time; the registers that do not say when reports came. A report of
/// which no day is told though it came, or that was not owed, is not counted.
fn dispatches(given: &Given<'_>, counter: &mut Counter) -> (Vec<(u32, bool)>, Vec<String>) {
    let registers = Registers::new(given.series, given.as_of);
    let dispatched = given.series.iter().filter(|s| s.kind == BookKind::调度登记);
    let (mut reports, mut unknown) = (Vec::new(), Vec::new());
    for book in dispatched.filter_map(|s| s.at(given.as_of)) {
        let due = book.rows().filter_map(|row| {
            let due = ["due_date", "deadline"]
                .iter()
                .find_map(|field| row.date(field)?.to)
                .filter(|due| given.holds(*due))?;
            Some((row, due))
        });
        let due: Vec<_> = due.collect();
        let says_when = ["replied_date", "report_date"]
            .iter()
            .any(|field| book.columns.iter().any(|c| c.field == *field));
        if !says_when && !due.is_empty() {
            unknown.push(format!("“{}”", register(book)));
            continue;
        }
        for (row, due) in due {
            let in_time = match reply(&registers, row, due) {
                Reply::On(day) => day <= due,
                Reply::Missing => false,
                Reply::Excused => continue,
            };
            reports.push((register_row(row, counter), in_time));
        }
    }
    (reports, unknown)
}

/// Applications of the period, and whether they were sent back.
fn returned(given: &Given<'_>, counter: &mut Counter) -> Vec<(u32, bool)> {
    let mut all = Vec::new();
    for ((book, _), entry) in given.entries() {
        let mut open: Option<(u32, bool)> = None;
        for past in &entry.history {
            match &past.event.act {
                EntryAct::ApplyClose { .. } if given.holds(past.event.on) => {
                    all.extend(open.take());
                    let row = counter.row(StatRow {
                        kind: StatKind::Entry,
                        id: entry.no.clone(),
                        book: Some(book.clone()),
                        title: past.event.on.to_string(),
                    });
                    open = Some((row, false));
                }
                EntryAct::SendBack { .. } => open = open.map(|(row, _)| (row, true)),
                _ => {}
            }
        }
        all.extend(open);
    }
    for case in given.rectifications {
        let mut open: Option<(u32, bool)> = None;
        for past in &case.history {
            match &past.act {
                RectificationAct::ApplyClose { .. } if given.holds(past.on) => {
                    all.extend(open.take());
                    let title = past.on.to_string();
                    let row = counter.record(StatKind::Rectification, &case.no, &title);
                    open = Some((row, false));
                }
                RectificationAct::SendBack { .. } => open = open.map(|(row, _)| (row, true)),
                _ => {}
            }
        }
        all.extend(open);
    }
    all
}
