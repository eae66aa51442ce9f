//! Parts against their total: 共21件，其中A1件、B2件.
use rust_decimal::Decimal;

use super::{
    finding::{Finding, Term},
    labels::{self, Bond, Class},
    lexicon::{WORDS, asserted, found, holds},
    quantity::{Quantity, Stretch, Writing},
};

/// A larger gap, as a share of the total, means the sentence was not understood rather than miscounted.
const WIDEST_GAP: (i64, u32) = (34, 2);
/// A list that names all but this share of its total is meant to be complete (其中 with three or more parts).
const NEARLY_ALL: (i64, u32) = (10, 2);
/// So many places in one list are an enumeration and not a selection, unless sorted from large to small.
const MANY_PLACES: usize = 5;
/// Most words between two parts of one list, in characters.
const LONGEST_GAP: usize = 26;

/// A list of parts and the number it may be the parts of.
struct List<'s> {
    heads: Vec<&'s Quantity>,
    parts: Vec<&'s Quantity>,
    /// The number just before the list, whatever it counts.
    neighbor: Option<&'s Quantity>,
    /// Words that introduce it.
    marker: String,
    /// The head stands after the list.
    head_last: bool,
}

/// Every list of the stretch whose parts do not add up.
pub(super) fn check(stretch: &Stretch, around: &str, all: &[Stretch]) -> Vec<Finding> {
    lists(stretch)
        .into_iter()
        .filter_map(|list| judge(&list, stretch, around, all))
        .collect()
}

fn lists(stretch: &Stretch) -> Vec<List<'_>> {
    let q = &stretch.quantities;
    let mut out = Vec::new();
    for k in 0..q.len() {
        let opens = opening_words(&q[k]);
        let heads: Vec<&Quantity> = q[..k]
            .iter()
            .filter(|h| h.depth <= q[k].depth && is_amount(h))
            .filter(|h| compatible(h, &q[k]) || q[k].unit.is_empty())
            .collect();
        if let Some(marker) = opens
            && !heads.is_empty()
        {
            let parts = run(&q[k..]);
            let unit = parts
                .iter()
                .map(|p| p.unit.as_str())
                .find(|u| !u.is_empty());
            let heads: Vec<&Quantity> = heads
                .into_iter()
                .filter(|h| unit.is_none_or(|u| h.unit == u))
                .collect();
            if parts.len() >= 2 && !heads.is_empty() {
                out.push(List {
                    heads,
                    parts,
                    neighbor: k.checked_sub(1).and_then(|i| q.get(i)),
                    marker,
                    head_last: false,
                });
            }
        } else if k > 0 && is_head(&q[k - 1]) && compatible(&q[k - 1], &q[k]) {
            let parts = run(&q[k..]);
            if parts.len() >= 2 {
                out.push(List {
                    heads: vec![&q[k - 1]],
                    parts,
                    neighbor: None,
                    marker: String::new(),
                    head_last: false,
                });
            }
        }
        if k >= 2
            && let Some(marker) = found(&WORDS.sum_after, &q[k].label)
            && is_amount(&q[k])
        {
            let before = run_back(&q[..k], &q[k]);
            if before.len() >= 2 {
                out.push(List {
                    heads: vec![&q[k]],
                    parts: before,
                    neighbor: None,
                    marker: marker.to_owned(),
                    head_last: true,
                });
            }
        }
    }
    out
}

fn is_amount(q: &Quantity) -> bool {
    !q.is_percent() && !q.is_points() && q.value > Decimal::ZERO
}

/// A number that announces a total without a marker after it.
fn is_head(q: &Quantity) -> bool {
    is_amount(q) && !matches!(labels::class(q), Class::Rest | Class::Stage)
}

/// The marker that introduces a list just before its first part.
fn opening_words(first: &Quantity) -> Option<String> {
    if let Some(marker) = found(&WORDS.parts_marker, &first.gap) {
        return Some(marker.to_owned());
    }
    first.gap.contains(':').then(|| ":".to_owned())
}

fn compatible(a: &Quantity, b: &Quantity) -> bool {
    a.unit == b.unit || (b.unit.is_empty() && is_amount(b))
}

/// Parts that follow each other: same unit, short gaps, one level of parentheses; shares in between are passed over.
fn run(q: &[Quantity]) -> Vec<&Quantity> {
    let mut parts: Vec<&Quantity> = Vec::new();
    let Some(first) = q.first() else { return parts };
    if !is_amount(first) {
        return parts;
    }
    let unit = q
        .iter()
        .filter(|x| x.depth == first.depth && is_amount(x))
        .find(|x| !x.unit.is_empty())
        .map_or("", |x| x.unit.as_str());
    for (k, x) in q.iter().enumerate() {
        if k > 0 && (x.depth > first.depth || x.is_percent() || x.is_points()) {
            continue;
        }
        let fits = x.unit == unit || (x.unit.is_empty() && x.value > Decimal::ZERO);
        let far = k > 0 && x.gap.chars().count() > LONGEST_GAP;
        // 其中 inside a list opens parts of the part before it.
        let nested = k > 0 && parts.len() != k + 1 && holds_marker(&x.gap);
        let summed = k > 0 && holds(&WORDS.sum_after, &x.label);
        if x.depth < first.depth || !fits || far || nested || summed || !is_amount(x) {
            break;
        }
        parts.push(x);
    }
    parts
}

fn holds_marker(gap: &str) -> bool {
    gap.contains("其中") || gap.contains("分别")
}

/// Parts that stand before their sum.
fn run_back<'s>(q: &'s [Quantity], head: &Quantity) -> Vec<&'s Quantity> {
    let mut parts: Vec<&Quantity> = Vec::new();
    let mut far = false;
    for x in q.iter().rev() {
        if x.is_percent() || x.depth > head.depth {
            continue;
        }
        if far || !is_amount(x) || !(x.unit == head.unit || x.unit.is_empty()) {
            break;
        }
        parts.push(x);
        far = x.gap.chars().count() > LONGEST_GAP || x.gap.contains(':') || holds_marker(&x.gap);
    }
    parts.reverse();
    parts
}

fn judge(list: &List<'_>, stretch: &Stretch, around: &str, all: &[Stretch]) -> Option<Finding> {
    let parts = own_parts(list);
    let numbers = list.heads.iter().chain(&parts);
    if parts.len() < 2 || numbers.clone().any(|q| !q.is_exact()) {
        return None;
    }
    // Any reading under which the numbers meet settles the matter.
    for head in &list.heads {
        if closes(head, &list.parts) || closes(head, &parts) {
            return None;
        }
    }
    let head = choose_head(list)?;
    let sum = total(&parts)?;
    let gap = sum.checked_sub(head.value)?;
    let all_numbers = parts.iter().copied().chain(std::iter::once(head));
    if gap.abs() <= slack(all_numbers) || gap.abs() > head.value.checked_mul(part(WIDEST_GAP))? {
        return None;
    }
    let rounding = holds(&WORDS.rounding, around);
    if rounding || asserted(&WORDS.multi_count, around) || asserted(&WORDS.scope, around) {
        return None;
    }
    if is_explained(gap.abs(), head, &parts, all) {
        return None;
    }
    let bond = promise(list, &parts, around);
    let flagged = if gap > Decimal::ZERO {
        bond != Bond::Loose
    } else {
        bond == Bond::Complete && !is_open(&parts, stretch)
            || bond == Bond::Exclusive
                && !is_open(&parts, stretch)
                && is_meant_whole(&parts, head, gap.abs())
    };
    flagged.then(|| finding(list, &parts, head, sum, stretch))
}

/// The parts without stages of other parts (销号 inside 完成), cut where the list changes its subject.
fn own_parts<'s>(list: &List<'s>) -> Vec<&'s Quantity> {
    let all: Vec<&Quantity> = list
        .parts
        .iter()
        .copied()
        .filter(|p| labels::class(p) != Class::Stage)
        .collect();
    // A list joined with 、 ends where the marks change: 甲1件、乙2件，办结3件.
    let joined = |q: &Quantity, mark: char| q.gap.trim_end_matches(|c| c != mark).ends_with(mark);
    if !list.head_last && all.len() > 2 && joined(all[1], '、') {
        let end = all[1..]
            .iter()
            .position(|p| !p.gap.contains('、'))
            .map_or(all.len(), |at| at + 1);
        let last_joined = all
            .get(end)
            .is_some_and(|p| p.gap.contains('和') || p.gap.contains('及') || labels::is_other(p));
        if end >= 2 && !last_joined {
            return all[..end].to_vec();
        }
    }
    all
}

/// Whether the total is met by all parts, by the first few, or by all without stages or nested ones.
fn closes(head: &Quantity, parts: &[&Quantity]) -> bool {
    let meets = |chosen: &[&Quantity]| {
        total(chosen).is_some_and(|sum| {
            let all = chosen.iter().copied().chain(std::iter::once(head));
            (sum - head.value).abs() <= slack(all)
        })
    };
    if meets(parts) {
        return true;
    }
    // One list joined with 、 is read whole; a looser one may go on to other matters.
    let joined = parts.iter().skip(1).all(|p| p.gap.contains('、'));
    if joined && labels::bond(parts) != Bond::Loose {
        return false;
    }
    if (2..parts.len()).any(|n| meets(&parts[..n])) {
        return true;
    }
    let plain: Vec<&Quantity> = parts
        .iter()
        .copied()
        .filter(|p| !holds(&WORDS.nested, &p.label) && labels::class(p) != Class::Stage)
        .collect();
    let settled: Vec<&Quantity> = parts
        .iter()
        .copied()
        .filter(|p| !matches!(labels::class(p), Class::Stage | Class::Mixed))
        .collect();
    (2..=plain.len()).any(|n| meets(&plain[..n]))
        || (2..=settled.len()).any(|n| meets(&settled[..n]))
        || (1..parts.len().saturating_sub(1)).any(|n| meets(&parts[n..]))
}

fn total(parts: &[&Quantity]) -> Option<Decimal> {
    parts
        .iter()
        .try_fold(Decimal::ZERO, |sum, p| sum.checked_add(p.value))
}

/// What rounding explains: half a step for every measured number, nothing for counts. The finest step counts for all,
/// because 18万元 beside 16.5万元 stands for 18.0万元.
fn slack<'q>(numbers: impl Iterator<Item = &'q Quantity> + Clone) -> Decimal {
    let measured = numbers.clone().filter(|q| !q.is_count());
    let step = measured.map(Quantity::step).min().unwrap_or_default();
    step * Decimal::from(numbers.count()) / Decimal::TWO
}

fn part((digits, scale): (i64, u32)) -> Decimal {
    Decimal::new(digits, scale)
}

/// The head that is meant: the one announced as a total, else the nearest.
fn choose_head<'s>(list: &List<'s>) -> Option<&'s Quantity> {
    let announced = list
        .heads
        .iter()
        .rev()
        .find(|h| holds(&WORDS.total, &h.label));
    announced.or(list.heads.last()).copied()
}

/// Whether the missing or surplus amount is named somewhere in the passage.
fn is_explained(gap: Decimal, head: &Quantity, parts: &[&Quantity], all: &[Stretch]) -> bool {
    all.iter().flat_map(|s| &s.quantities).any(|q| {
        q.value == gap
            && (q.unit == head.unit || q.unit.is_empty())
            && q.range != head.range
            && !parts.iter().any(|p| p.range == q.range)
    })
}

fn promise(list: &List<'_>, parts: &[&Quantity], around: &str) -> Bond {
    let bond = labels::bond(parts);
    let classes: Vec<Class> = parts.iter().map(|p| labels::class(p)).collect();
    let bare = classes.iter().skip(1).all(|c| *c == Class::Bare);
    if list.marker == "分别" {
        // 三案分别为 … names its subjects and how many they are; 分别淘汰 … belongs to subjects elsewhere.
        let told = parts.first().is_some_and(|p| {
            WORDS
                .complete_marker
                .iter()
                .any(|m| p.label.ends_with(m.as_str()))
                && (p.gap.contains("其中") || is_counted(list, p, parts.len()))
        });
        return if told && (bare || bond != Bond::Loose) {
            Bond::Complete
        } else {
            Bond::Loose
        };
    }
    if list.marker.is_empty() {
        // Without a marker only a list of states, or one that says so itself, is read as parts.
        let states = classes.iter().all(|c| {
            matches!(
                c,
                Class::Done | Class::Rest | Class::Middle | Class::Outcome
            )
        });
        return match bond {
            Bond::Complete if states => Bond::Complete,
            Bond::Exclusive if classes.iter().all(|c| *c == Class::Outcome) => bond,
            _ if announced(list) && bond != Bond::Loose => bond,
            _ => Bond::Loose,
        };
    }
    let whole = list.head_last || list.marker == ":" || holds(&WORDS.complete_word, around);
    match bond {
        Bond::Exclusive if whole => Bond::Complete,
        other => other,
    }
}

/// Whether the words before 分别为 count as many subjects as there are parts.
fn is_counted(list: &List<'_>, first: &Quantity, parts: usize) -> bool {
    const DIGITS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let clause = first.gap.rsplit([',', ';', ':']).next().unwrap_or_default();
    let written = DIGITS
        .get(parts.wrapping_sub(1))
        .is_some_and(|d| clause.contains(*d))
        || (parts == 2 && clause.contains('两'))
        || clause.contains(&parts.to_string());
    written
        || list.neighbor.is_some_and(|n| {
            n.value == Decimal::from(parts) && !clause.is_empty() && !first.gap.contains(',')
        })
}

fn announced(list: &List<'_>) -> bool {
    list.heads
        .iter()
        .any(|h| ["共", "合计", "总"].iter().any(|w| h.label.contains(w)))
}

/// 等 after the list, or 主要 before it.
fn is_open(parts: &[&Quantity], stretch: &Stretch) -> bool {
    let after = parts.last().is_some_and(|p| p.noun.contains('等'));
    let tail: String = parts
        .last()
        .map(|p| {
            let from = (p.range.end - stretch.range.start) as usize;
            stretch.text.chars().skip(from).take(6).collect()
        })
        .unwrap_or_default();
    after
        || tail.contains('等')
        || parts
            .first()
            .is_some_and(|p| holds(&WORDS.open_end, &p.gap))
}

/// Whether a list that does not reach its total was still meant to be whole.
fn is_meant_whole(parts: &[&Quantity], head: &Quantity, gap: Decimal) -> bool {
    if parts.len() < 3 {
        return false;
    }
    let nearly = head
        .value
        .checked_mul(part(NEARLY_ALL))
        .is_some_and(|most| gap <= most);
    let places = parts
        .iter()
        .filter(|p| labels::class(p) == Class::Place)
        .count();
    let sorted = parts.windows(2).all(|w| w[0].value >= w[1].value);
    nearly || (places >= MANY_PLACES && !sorted)
}

fn finding(
    list: &List<'_>,
    parts: &[&Quantity],
    head: &Quantity,
    sum: Decimal,
    stretch: &Stretch,
) -> Finding {
    let writing = Writing::of(parts.iter().copied().chain(std::iter::once(head)));
    let sums: Vec<String> = parts.iter().map(|p| writing.show(p.value)).collect();
    let formula = format!(
        "{} = {} ≠ {}",
        sums.join("+"),
        writing.show(sum),
        writing.show(head.value)
    );
    let mut terms = vec![Term::of(stretch.passage, head, "总数".to_owned())];
    terms.extend(parts.iter().map(|p| {
        let name = labels::name(p);
        let note = if name.is_empty() {
            "分项".to_owned()
        } else {
            format!("分项：{name}")
        };
        Term::of(stretch.passage, p, note)
    }));
    let ends = || std::iter::once(&head.range).chain(parts.iter().map(|p| &p.range));
    let start = ends().map(|r| r.start).min().unwrap_or(stretch.range.start);
    let end = ends().map(|r| r.end).max().unwrap_or(stretch.range.end);
    let by = sum - head.value;
    let how = if by > Decimal::ZERO { "多" } else { "少" };
    let unit = format!("{}{}", writing.word(), head.unit);
    let marker = match list.marker.as_str() {
        "" | ":" => String::new(),
        m => format!("（“{m}”所列）"),
    };
    Finding {
        check: "分项与总数",
        passage: stretch.passage,
        range: start..end,
        reason: format!(
            "{}个分项{marker}相加得{}{unit}，比所称总数{}{unit}{how}{}{unit}。",
            parts.len(),
            writing.show(sum),
            writing.show(head.value),
            writing.show(by.abs()),
        ),
        formula,
        terms,
        looked_for: [
            "分类交叉或分别统计的说明",
            "口径或含不含的说明",
            "四舍五入的说明",
            "“等”字或未列完的说明",
            "差额在本段另有列出",
        ]
        .map(str::to_owned)
        .to_vec(),
    }
}
