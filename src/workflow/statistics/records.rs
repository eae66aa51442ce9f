//! T6 to T9: reconciliations, flags, opinions, look-backs.
use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};

use super::{
    Given,
    counter::{Counter, count, share, single, table},
};
use crate::model::{
    DiffAnswer, FlagState, LookBackFound, LookBackKind, LookBackResult, Opinion, OpinionForm,
    StatKind, StatLine, StatRow, StatTable,
};

/// Months after a close-out from which a relapse could have shown: the usual term of a look-back.
const SETTLED_MONTHS: i64 = 6;

/// Rows, each with what people said of it, if they did.
type Rows<T> = Vec<(u32, Option<T>)>;

/// T6: of every check, the differences it found and what people made of them.
pub(super) fn reconciliations(given: &Given<'_>, counter: &mut Counter) -> StatTable {
    // Of the runs over one scope the last of the period counts: it looked at everything the earlier ones did.
    let mut last = BTreeMap::new();
    for sheet in given.sheets.iter().filter(|s| given.holds(s.on)) {
        last.insert(sheet.of.as_str(), sheet);
    }
    let mut checks: BTreeMap<(&str, &str), Rows<DiffAnswer>> = BTreeMap::new();
    for sheet in last.values() {
        for check in &sheet.checks {
            checks.entry((&check.id, &check.title)).or_default();
        }
        let run = given.recon_runs.iter().find(|r| r.run == sheet.run);
        for (mismatch, number) in sheet.mismatches.iter().zip(1_u32..) {
            let row = counter.row(StatRow {
                kind: StatKind::Difference,
                id: format!("{}#{number}", sheet.run),
                book: None,
                title: format!("{} {}", mismatch.item, mismatch.matter),
            });
            let answer = run.and_then(|r| Some(r.answers.get(&number)?.answer));
            let title = sheet.title_of(&mismatch.check);
            let of = checks.entry((&mismatch.check, title)).or_default();
            of.push((row, answer));
        }
    }
    let lines = checks.into_iter().map(|((id, title), found)| {
        let of = |wanted: Option<DiffAnswer>| {
            let rows = found.iter().filter(move |(_, answer)| *answer == wanted);
            rows.map(|(row, _)| *row)
        };
        StatLine {
            name: vec![id.to_owned(), title.to_owned()],
            figures: vec![
                count(
                    (
                        "差异",
                        "本期最后一次对账提出的差异；不同范围的对账分别取最后一次",
                    ),
                    found.iter().map(|(row, _)| *row),
                ),
                count(("属实", "逐条核对后认定属实的"), of(Some(DiffAnswer::属实))),
                count(
                    ("不属实", "核对后认定口径、时点不同等不属实的"),
                    of(Some(DiffAnswer::不属实)),
                ),
                count(("待核实", "待驻在单位核实的"), of(Some(DiffAnswer::待核实))),
                count(("未核对", "尚无人核对的"), of(None)),
            ],
        }
    });
    let lines = lines.collect();
    let runs = last.len();
    let notes = match runs {
        0 => vec!["本期没有对账。".to_owned()],
        _ => vec![format!(
            "共{runs}个范围的对账。差异是两处记载不一致，不是结论。"
        )],
    };
    table(("T6", "对账情况"), &["规则", "名称"], lines, notes)
}

/// T7: of every rule, the flags it first raised in the period and what became of them.
pub(super) fn flags(given: &Given<'_>, counter: &mut Counter) -> StatTable {
    let mut rules: BTreeMap<(&str, &str), Rows<bool>> = BTreeMap::new();
    for raised in given.flags.iter().filter(|f| given.holds(f.on)) {
        let row = counter.record(StatKind::Flag, &raised.id, &raised.title);
        rules
            .entry((&raised.indicator, &raised.rule))
            .or_default()
            .push((row, given.accepted(&raised.id)));
    }
    let lines = rules.into_iter().map(|((indicator, rule), flags)| {
        let of = |wanted: Option<bool>| {
            let rows = flags
                .iter()
                .filter(move |(_, accepted)| *accepted == wanted);
            rows.map(|(row, _)| *row)
        };
        let decided = flags.iter().filter_map(|(row, a)| Some((*row, (*a)?)));
        StatLine {
            name: vec![indicator.to_owned(), rule.to_owned()],
            figures: vec![
                count(
                    ("提出", "本期首次提出的疑点"),
                    flags.iter().map(|(row, _)| *row),
                ),
                count(
                    ("采纳", "其中研判采纳或由复核人采纳的，以最后一次处理为准"),
                    of(Some(true)),
                ),
                count(
                    ("不采纳", "其中研判不采纳或由复核人不采纳的"),
                    of(Some(false)),
                ),
                count(("未定", "其中尚未处理的"), of(None)),
                share(("采纳率", "采纳÷（采纳＋不采纳）"), decided),
            ],
        }
    });
    let notes = vec!["采纳率用来改进规则，不用来评价单位或个人。".to_owned()];
    table(
        ("T7", "疑点情况"),
        &["指标", "规则"],
        lines.collect(),
        notes,
    )
}

/// Whether a flag was accepted in the end, as its case says; `None` while nothing is decided.
pub(super) fn accepted(state: FlagState) -> Option<bool> {
    use FlagState as S;
    match state {
        S::研判采纳 | S::已形成意见 => Some(true),
        S::不采纳 | S::研判不采纳 => Some(false),
        _ => None,
    }
}

/// The day the unit had replied to every item; `None` while it has not.
fn replied_on(opinion: &Opinion) -> Option<Date> {
    let has_replied = !opinion.items.is_empty() && opinion.unanswered().is_empty();
    let first = |seq: u32| {
        let replies = opinion.replies.iter().filter(move |r| r.item == seq);
        replies.map(|r| r.on).min()
    };
    let days = opinion.items.iter().filter_map(|i| first(i.seq));
    has_replied.then(|| days.max()).flatten()
}

/// T8: opinions issued in the period, by form.
pub(super) fn opinions(given: &Given<'_>, counter: &mut Counter) -> StatTable {
    let mut lines = Vec::new();
    for form in OpinionForm::ALL {
        let issued: Vec<(u32, &Opinion)> = given
            .opinions
            .iter()
            .filter(|o| o.form == *form)
            .filter(|o| o.issued.as_ref().is_some_and(|i| given.holds(i.on)))
            .map(|o| (counter.record(StatKind::Opinion, &o.no, &o.title), o))
            .collect();
        let of = |is_it: &dyn Fn(&Opinion) -> bool| {
            let rows = issued.iter().filter(|(_, o)| is_it(o));
            rows.map(|(row, _)| *row).collect::<Vec<u32>>()
        };
        let was_due = |o: &Opinion| o.reply_due.is_some_and(|due| due < given.as_of);
        let in_time = |o: &Opinion| {
            let replied = replied_on(o);
            replied.is_some_and(|on| o.reply_due.is_some_and(|due| on <= due))
        };
        let due = issued.iter().filter(|(_, o)| was_due(o));
        lines.push(StatLine {
            name: vec![form.name().to_owned()],
            figures: vec![
                count(("签发", "签发日在统计区间内的反馈意见"), of(&|_| true)),
                count(("重要", "其中经组领导决定的重要意见"), of(&|o| o.important)),
                count(("送达", "其中已送达的"), of(&|o| o.delivered.is_some())),
                count(("到期应回复", "其中回复期限在截至日之前的"), of(&was_due)),
                count(
                    ("按期回复", "到期应回复中，全部条目的首次回复均不晚于期限的"),
                    of(&|o| was_due(o) && in_time(o)),
                ),
                count(
                    ("逾期回复", "到期应回复中，已全部回复但晚于期限的"),
                    of(&|o| was_due(o) && replied_on(o).is_some() && !in_time(o)),
                ),
                count(
                    ("逾期未回复", "到期应回复中，尚未全部回复的"),
                    of(&|o| was_due(o) && replied_on(o).is_none()),
                ),
                share(
                    ("按期回复率", "按期回复÷到期应回复"),
                    due.map(|(row, o)| (*row, in_time(o))),
                ),
            ],
        });
    }
    table(("T8", "反馈意见情况"), &["形式"], lines, Vec::new())
}

/// A matter that was struck off, as T9 counts it.
struct Closed {
    row: u32,
    on: Date,
    came_back: bool,
}

fn closed(given: &Given<'_>, counter: &mut Counter) -> Vec<Closed> {
    let mut all = Vec::new();
    for ((book, key), entry) in given.entries() {
        // Every close-out counts, that of a matter that came back as well.
        let on = entry.history.iter().rev().find_map(|past| {
            matches!(past.event.act, crate::model::EntryAct::CloseOut { .. })
                .then_some(past.event.on)
        });
        let Some(on) = on else { continue };
        let row = counter.row(StatRow {
            kind: StatKind::Entry,
            id: entry.no.clone(),
            book: Some(book.clone()),
            title: key.clone(),
        });
        let came_back = entry.recurrences.iter().any(|r| r.on <= given.as_of);
        all.push(Closed { row, on, came_back });
    }
    for case in given.rectifications {
        let closes = case.history.iter().rev().find_map(|past| {
            matches!(past.act, crate::model::RectificationAct::CloseOut { .. }).then_some(past.on)
        });
        let Some(on) = closes.or(case.close_out.as_ref().map(|c| c.on)) else {
            continue;
        };
        all.push(Closed {
            row: counter.record(StatKind::Rectification, &case.no, &case.problem),
            on,
            came_back: case.relapses > 0,
        });
    }
    all
}

/// T9: relapses and look-backs.
pub(super) fn returns(given: &Given<'_>, counter: &mut Counter) -> StatTable {
    let closed = closed(given, counter);
    let long_enough = |on: Date| {
        on.checked_add(SETTLED_MONTHS.months())
            .is_ok_and(|after| after <= given.as_of)
    };
    let settled: Vec<&Closed> = closed.iter().filter(|c| long_enough(c.on)).collect();
    // Row, due, whether begun, and what was found.
    let mut looked: Vec<(u32, Date, bool, Option<LookBackResult>)> = Vec::new();
    for ((book, key), entry) in given.entries() {
        let Some(plan) = &entry.look_back else {
            continue;
        };
        let row = counter.row(StatRow {
            kind: StatKind::Entry,
            id: entry.no.clone(),
            book: Some(book.clone()),
            title: key.clone(),
        });
        let begun = plan.started_on.is_some_and(|on| on <= given.as_of);
        looked.push((row, plan.due, begun, plan.result));
    }
    let hosts = given.look_backs.iter();
    for look_back in hosts.filter(|l| l.kind == LookBackKind::驻在单位) {
        let row = counter.record(StatKind::LookBack, &look_back.no, &look_back.title);
        let begun = look_back.started_on.is_some_and(|on| on <= given.as_of);
        let result = match &look_back.found {
            Some(LookBackFound::Host { result, .. }) => Some(*result),
            _ => None,
        };
        looked.push((row, look_back.due, begun, result));
    }
    let due = |l: &&(u32, Date, bool, Option<LookBackResult>)| l.1 <= given.as_of;
    let found = |wanted: LookBackResult| {
        let rows = looked.iter().filter(move |l| l.3 == Some(wanted));
        rows.map(|l| l.0)
    };
    let lines = vec![
        single(
            "已销号满6个月",
            count(
                ("", "截至日前满6个月以上销号的台账事项和整改事项"),
                settled.iter().map(|c| c.row),
            ),
        ),
        single(
            "复发率",
            share(
                (
                    "",
                    "回头看确认反弹或不到位÷已销号满6个月；由人认定，程序不推断",
                ),
                settled.iter().map(|c| (c.row, c.came_back)),
            ),
        ),
        single(
            "到期应回头看",
            count(
                ("", "回头看计划日期在截至日或之前的"),
                looked.iter().filter(due).map(|l| l.0),
            ),
        ),
        single(
            "回头看开展率",
            share(
                ("", "到期应回头看中已开展的÷到期应回头看"),
                looked.iter().filter(due).map(|l| (l.0, l.2)),
            ),
        ),
        single(
            "回头看结论为稳固",
            count(
                ("", "已作结论的回头看中，结论为稳固的"),
                found(LookBackResult::稳固),
            ),
        ),
        single(
            "回头看结论为反弹",
            count(
                ("", "已作结论的回头看中，结论为反弹的"),
                found(LookBackResult::反弹),
            ),
        ),
        single(
            "回头看结论为不到位",
            count(
                ("", "已作结论的回头看中，结论为不到位的"),
                found(LookBackResult::不到位),
            ),
        ),
    ];
    table(("T9", "复发与回头看"), &["项目"], lines, Vec::new())
}
