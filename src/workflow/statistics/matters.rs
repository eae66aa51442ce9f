//! T1, T2 and T3: how the matters of the ledgers stood at the beginning and at the end of the period.
use std::collections::BTreeMap;

use super::{
    Given,
    counter::{Counter, count, share, sum, table},
};
use crate::{
    ledger::{due::Matter, is_filled},
    model::{
        BookKind, Completion, Due, Figure, Schedule, Settled, StatKind, StatLine, StatRow,
        StatTable, Timeliness,
    },
};

/// Whether a matter was listed, and how it was settled.
type Standing = (bool, Option<Settled>);

/// A matter with the number it is counted under.
pub(super) struct Held<'a> {
    pub(super) row: u32,
    pub(super) matter: Matter<'a>,
    /// Whether people's acts looked back at it.
    is_looked_back: bool,
}

/// Which of the four parts of the whole a matter is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Going,
    Over,
    Finished,
    Halted,
}

impl Held<'_> {
    fn how(&self) -> Option<Settled> {
        match self.matter.line.due {
            Due::Settled { how, .. } => Some(how),
            _ => None,
        }
    }
    fn part(&self) -> Part {
        match &self.matter.line.due {
            Due::Settled {
                how: Settled::Merged | Settled::Suspended,
                ..
            } => Part::Halted,
            Due::Settled { .. } => Part::Finished,
            Due::Over { .. } => Part::Over,
            Due::Standing | Due::NotComputable { .. } | Due::Left { .. } => Part::Going,
        }
    }
    /// 在册: neither struck off nor halted. A finished matter stays until it is struck off.
    fn is_listed(&self) -> bool {
        matches!(self.how(), None | Some(Settled::Done))
    }
    fn is_standing(&self) -> bool {
        self.matter.line.due == Due::Standing
    }
    fn is_closed(&self) -> bool {
        self.how() == Some(Settled::Closed)
    }
    /// 到期应办结: the deadline lies on or before the day, and it is neither halted nor without end.
    fn was_due(&self) -> bool {
        let line = &self.matter.line;
        self.part() != Part::Halted
            && !self.is_standing()
            && line.deadlines.by.is_some_and(|by| by <= line.on)
    }
    fn timeliness(&self) -> Option<Timeliness> {
        match self.matter.line.due {
            Due::Settled { timeliness, .. } if self.part() == Part::Finished => Some(timeliness),
            _ => None,
        }
    }
    fn schedule(&self) -> Option<Schedule> {
        self.matter.row.record.facets.schedule
    }
    fn is_on_track(&self) -> bool {
        use Schedule as S;
        self.part() == Part::Going
            && matches!(self.schedule(), Some(S::OnTrack | S::Early | S::OnTime))
    }
    fn is_behind(&self) -> bool {
        use Schedule as S;
        let is_open = matches!(self.part(), Part::Going | Part::Over);
        is_open && matches!(self.schedule(), Some(S::Behind | S::Overdue))
    }
    fn is_looked_back(&self) -> bool {
        self.is_looked_back || is_filled(self.matter.row.text("lookback"))
    }
    fn is_stage(&self) -> bool {
        self.part() == Part::Finished
            || self.matter.row.record.facets.completion == Some(Completion::Stage)
    }
    /// Whether it counts in the base of 办结率 and 销号率.
    fn is_in_base(&self) -> bool {
        self.part() != Part::Halted && !self.is_standing()
    }
}

/// The matters as they stood on a day, by book and key.
type Stood<'a> = BTreeMap<(String, String), Held<'a>>;

pub(super) fn stood<'a>(
    given: &Given<'_>,
    matters: Vec<Matter<'a>>,
    counter: &mut Counter,
) -> Stood<'a> {
    matters
        .into_iter()
        .map(|matter| {
            let line = &matter.line;
            let row = counter.row(StatRow {
                kind: StatKind::Entry,
                id: line.no.clone().unwrap_or_else(|| line.key.clone()),
                book: Some(line.book.clone()),
                title: line.title.clone(),
            });
            let key = (line.book.clone(), line.key.clone());
            let entry = given.acts.get(&key);
            let is_looked_back = entry.is_some_and(|e| e.on(line.on).looked_back.is_some());
            let held = Held {
                row,
                matter,
                is_looked_back,
            };
            (key, held)
        })
        .collect()
}

fn which<'h>(
    held: &[&'h Held<'h>],
    is_it: impl Fn(&Held<'h>) -> bool,
) -> impl Iterator<Item = u32> {
    let rows: Vec<u32> = held.iter().filter(|h| is_it(h)).map(|h| h.row).collect();
    rows.into_iter()
}

/// T1: of each book, what was there, came, went and is there.
pub(super) fn overview(given: &Given<'_>, before: &Stood<'_>, now: &Stood<'_>) -> StatTable {
    let mut lines = Vec::new();
    let mut notes = vec![
        "期初在册＋本期新增＋重新挂账－本期销号－中止、并入－不再列出＝期末在册。同一事项可能同时列在几本台账中，各台账不相加。"
            .to_owned(),
    ];
    for book in given.books() {
        let of = |stood: &'_ Stood<'_>| -> Vec<(String, u32, bool, Option<Settled>, bool)> {
            stood
                .iter()
                .filter(|((name, _), _)| name == book)
                .map(|((_, key), h)| (key.clone(), h.row, h.is_listed(), h.how(), h.is_standing()))
                .collect()
        };
        let (then, now) = (of(before), of(now));
        if then.is_empty() && now.is_empty() {
            continue;
        }
        if then.is_empty() {
            notes.push(format!(
                "“{book}”在期初尚无版本，期初在册记为0，全部事项列入本期新增。"
            ));
        }
        let was: BTreeMap<&str, Standing> = then
            .iter()
            .map(|(key, _, listed, how, _)| (key.as_str(), (*listed, *how)))
            .collect();
        let is_now: BTreeMap<&str, ()> = now.iter().map(|(key, ..)| (key.as_str(), ())).collect();
        let rows = |is_it: &dyn Fn(Option<Standing>, bool, Option<Settled>) -> bool| {
            now.iter()
                .filter(|(key, _, listed, how, _)| {
                    is_it(was.get(key.as_str()).copied(), *listed, *how)
                })
                .map(|(_, row, ..)| *row)
                .collect::<Vec<u32>>()
        };
        let came_or_was = |was: Option<Standing>| was.is_none_or(|(listed, _)| listed);
        let finished = |how: Option<Settled>| matches!(how, Some(Settled::Done | Settled::Closed));
        let halted =
            |how: Option<Settled>| matches!(how, Some(Settled::Merged | Settled::Suspended));
        lines.push(StatLine {
            name: vec![book.clone()],
            figures: vec![
                count(
                    ("期初在册", "统计区间开始前一日未销号、未中止、未并入的事项"),
                    then.iter().filter(|t| t.2).map(|t| t.1),
                ),
                count(
                    ("本期新增", "期初台账没有、期末台账有的事项"),
                    rows(&|was, _, _| was.is_none()),
                ),
                count(
                    ("重新挂账", "期初已销号、中止或并入，期末重又在册的事项"),
                    rows(&|was, listed, _| listed && was.is_some_and(|(l, _)| !l)),
                ),
                count(
                    (
                        "本期办结",
                        "期末已办结或已销号、期初尚未办结的事项；办结日按台账所载或办理登记",
                    ),
                    rows(&|was, _, how| finished(how) && !was.is_some_and(|(_, h)| finished(h))),
                ),
                count(
                    ("本期销号", "期末已销号，期初在册或本期新增的事项"),
                    rows(&|was, _, how| how == Some(Settled::Closed) && came_or_was(was)),
                ),
                count(
                    ("中止并入", "期末已中止或并入，期初在册或本期新增的事项"),
                    rows(&|was, _, how| halted(how) && came_or_was(was)),
                ),
                count(
                    ("不再列出", "期初在册、期末台账不再列出的事项；须查明去向"),
                    then.iter()
                        .filter(|t| t.2 && !is_now.contains_key(t.0.as_str()))
                        .map(|t| t.1),
                ),
                count(
                    ("期末在册", "统计截至日未销号、未中止、未并入的事项"),
                    rows(&|_, listed, _| listed),
                ),
                count(
                    ("长期坚持", "期末在册中没有硬性时限、长期坚持的事项"),
                    now.iter().filter(|n| n.4).map(|n| n.1),
                ),
            ],
        });
    }
    table(("T1", "概况"), &["台账"], lines, notes)
}

/// Matters by kind of book and unit. A matter of several units stands under each.
fn by_unit<'h>(now: &'h Stood<'h>) -> BTreeMap<(BookKind, String), Vec<&'h Held<'h>>> {
    let mut groups: BTreeMap<(BookKind, String), Vec<&Held<'_>>> = BTreeMap::new();
    for held in now.values() {
        let line = &held.matter.line;
        let units: &[String] = &line.units;
        if units.is_empty() {
            let unknown = (line.kind, "（未写明单位）".to_owned());
            groups.entry(unknown).or_default().push(held);
        }
        for unit in units {
            groups
                .entry((line.kind, unit.clone()))
                .or_default()
                .push(held);
        }
    }
    groups
}

/// T2: by unit, counts.
pub(super) fn units(now: &Stood<'_>) -> StatTable {
    let lines = by_unit(now)
        .into_iter()
        .map(|((kind, unit), held)| StatLine {
            name: vec![kind.name(), unit],
            figures: unit_counts(&held),
        });
    let notes = vec![
        "推进中＋超期未办结＋完结＋中止、并入＝总数。到期当日不算超期；逾期后完结的只计入完结。一个事项有几个责任单位的，分别计入各单位，各行不相加。"
            .to_owned(),
    ];
    table(("T2", "分单位"), &["类别", "单位"], lines.collect(), notes)
}

fn unit_counts(held: &[&Held<'_>]) -> Vec<Figure> {
    let extensions = held
        .iter()
        .map(|h| (h.row, h.matter.line.deadlines.extensions));
    let urged = held
        .iter()
        .map(|h| (h.row, h.matter.line.urged.unwrap_or(0)));
    vec![
        count(("总数", "台账在截至日所列事项"), which(held, |_| true)),
        going(held),
        over(held),
        finished(held),
        halted(held),
        count(
            (
                "到期应办结",
                "时限在截至日或之前，未中止、未并入、非长期坚持的事项",
            ),
            which(held, Held::was_due),
        ),
        count(
            (
                "按期办结",
                "到期应办结中，办结日不晚于时限的；按办结日判断，与记录何时修改无关",
            ),
            which(held, |h| {
                h.was_due() && h.timeliness() == Some(Timeliness::OnTime)
            }),
        ),
        count(
            ("超期办结", "已办结，办结日晚于时限的"),
            which(held, |h| h.timeliness() == Some(Timeliness::Late)),
        ),
        count(
            ("达序时", "推进中且台账标明达到序时进度的"),
            which(held, Held::is_on_track),
        ),
        count(
            ("未达序时", "未办结且台账标明滞后或逾期的"),
            which(held, Held::is_behind),
        ),
        count(("销号", "截至日已销号的"), which(held, Held::is_closed)),
        count(
            ("回头看", "台账或办理登记载明已开展回头看的"),
            which(held, Held::is_looked_back),
        ),
        sum(("延期次数", "获准延期的次数合计"), extensions),
        sum(("催办次数", "台账或调度登记所载催办次数合计"), urged),
    ]
}

fn going(held: &[&Held<'_>]) -> Figure {
    count(
        ("推进中", "未办结且未超期的，含长期坚持和时限不能计算的"),
        which(held, |h| h.part() == Part::Going),
    )
}

fn over(held: &[&Held<'_>]) -> Figure {
    count(
        ("超期未办结", "时限在截至日之前而未办结的"),
        which(held, |h| h.part() == Part::Over),
    )
}

fn finished(held: &[&Held<'_>]) -> Figure {
    count(
        ("完结", "已办结和已销号的，不论是否超期"),
        which(held, |h| h.part() == Part::Finished),
    )
}

fn halted(held: &[&Held<'_>]) -> Figure {
    count(
        ("中止并入", "已中止或并入其他事项的"),
        which(held, |h| h.part() == Part::Halted),
    )
}

fn finished_rate(held: &[&Held<'_>]) -> Figure {
    let base = held.iter().filter(|h| h.is_in_base());
    share(
        ("办结率", "已办结÷（总数－中止－并入－长期坚持）"),
        base.map(|h| (h.row, h.part() == Part::Finished)),
    )
}

/// T2R: by unit, rates with numerator and denominator.
pub(super) fn unit_rates(now: &Stood<'_>) -> StatTable {
    let mut lines = Vec::new();
    for ((kind, unit), held) in by_unit(now) {
        let base = || held.iter().filter(|h| h.is_in_base());
        let due = || held.iter().filter(|h| h.was_due());
        let going = held.iter().filter(|h| h.part() == Part::Going);
        lines.push(StatLine {
            name: vec![kind.name(), unit],
            figures: vec![
                finished_rate(&held),
                share(
                    (
                        "办结率含阶段性",
                        "（已办结＋阶段性办结）÷（总数－中止－并入－长期坚持）",
                    ),
                    base().map(|h| (h.row, h.is_stage())),
                ),
                share(
                    ("按期办结率", "按期办结÷到期应办结"),
                    due().map(|h| (h.row, h.timeliness() == Some(Timeliness::OnTime))),
                ),
                share(
                    ("销号率", "已销号÷（总数－中止－并入－长期坚持）"),
                    base().map(|h| (h.row, h.is_closed())),
                ),
                share(
                    ("超期率", "超期未办结÷到期应办结"),
                    due().map(|h| (h.row, h.part() == Part::Over)),
                ),
                share(
                    ("达序时率", "推进中且标明达到序时进度÷推进中"),
                    going.map(|h| (h.row, h.is_on_track())),
                ),
            ],
        });
    }
    let notes = vec!["每个比率均印出分子、分母；分母为0的记作“—”。".to_owned()];
    table(("T2R", "分单位比率"), &["类别", "单位"], lines, notes)
}

/// T3: the detail ledgers by category.
pub(super) fn categories(now: &Stood<'_>) -> StatTable {
    let mut groups: BTreeMap<String, Vec<&Held<'_>>> = BTreeMap::new();
    for held in now
        .values()
        .filter(|h| h.matter.line.kind == BookKind::细账)
    {
        let category = held.matter.row.text("category");
        let name = if category.is_empty() {
            "（未写明类别）"
        } else {
            category
        };
        groups.entry(name.to_owned()).or_default().push(held);
    }
    let lines = groups.into_iter().map(|(name, held)| StatLine {
        name: vec![name],
        figures: vec![
            count(("总数", "细账在截至日所列节点"), which(&held, |_| true)),
            going(&held),
            over(&held),
            finished(&held),
            count(
                ("按期办结", "已办结，办结日不晚于时限的"),
                which(&held, |h| h.timeliness() == Some(Timeliness::OnTime)),
            ),
            halted(&held),
            finished_rate(&held),
        ],
    });
    table(("T3", "细账分类"), &["类别"], lines.collect(), Vec::new())
}
