//! Growth, decline and what remains: 由A降至B，降幅P%; opening + in - out = closing.
use rust_decimal::Decimal;

use super::{
    finding::{Finding, Term},
    lexicon::{WORDS, asserted, found, holds},
    quantity::{Quantity, Stretch, Writing, show},
    share::{agrees, half_step, spans},
};

/// Every change of the stretch that does not follow from its first and last value.
pub(super) fn check(stretch: &Stretch, around: &str, all: &[Stretch]) -> Vec<Finding> {
    if holds(&WORDS.rounding, around) || holds(&["剔除".into(), "可比".into()], around) {
        return Vec::new();
    }
    let q = &stretch.quantities;
    let mut out = Vec::new();
    for k in 1..q.len() {
        if let Some(step) = step(&q[k - 1], &q[k]) {
            out.extend(wrong_way(stretch, &step));
            out.extend(wrong_share(stretch, &step, k, all));
            out.extend(wrong_difference(stretch, &step, k, all));
        }
        out.extend(against_last_year(stretch, k, all));
        out.extend(between_periods(stretch, k, all));
    }
    let unbalanced = balance(stretch);
    if unbalanced.is_some() && !asserted(&WORDS.scope, around) {
        out.extend(unbalanced);
    }
    out
}

/// Whether a label says nothing but that something changed, so that the percentage can only belong to the numbers beside it:
/// 降幅达 and 同比下降, but not 加工效率提升 and not 下降到.
fn is_pure_change(label: &str) -> bool {
    if label.ends_with(['到', '至', '在']) || !holds(&WORDS.change, label) {
        return false;
    }
    let mut rest = label.to_owned();
    let fillers = [
        "达到", "达", "了", "约", "为", "近", "幅度", "率", "分别", "已", "共", "总体", "整体",
        "相比", "的",
    ];
    let lists = [&WORDS.base_year, &WORDS.change, &WORDS.against];
    for word in lists
        .into_iter()
        .flatten()
        .map(String::as_str)
        .chain(fillers)
    {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}

/// From one value to another.
struct Step<'s> {
    from: &'s Quantity,
    to: &'s Quantity,
    /// Whether the words say it goes up.
    up: bool,
}

fn step<'s>(from: &'s Quantity, to: &'s Quantity) -> Option<Step<'s>> {
    let gap = to.gap.as_str();
    let down = WORDS.down_to.iter().any(|w| gap.contains(w.as_str()));
    let up = WORDS.up_to.iter().any(|w| gap.contains(w.as_str()));
    let named = holds(&WORDS.from_word, &from.label);
    let close = gap.chars().count() <= 14 && !gap.contains([',', ';']);
    let units = from.unit == to.unit || from.unit.is_empty();
    let sound = from.is_exact() && to.is_exact() && from.value > Decimal::ZERO;
    (named && close && units && sound && down != up).then_some(Step { from, to, up })
}

/// 由37降至41.
fn wrong_way(stretch: &Stretch, step: &Step<'_>) -> Option<Finding> {
    let rank = |q: &Quantity| {
        WORDS.rank_unit.contains(&q.unit) || q.label.ends_with('第') || q.gap.ends_with('第')
    };
    let risen = step.to.value > step.from.value;
    if risen == step.up || step.to.value == step.from.value || rank(step.from) || rank(step.to) {
        return None;
    }
    let word = if step.up { "上升" } else { "下降" };
    let sign = if risen { ">" } else { "<" };
    let formula = format!(
        "{} {sign} {}，文中称{word}",
        step.to.shown(),
        step.from.shown()
    );
    Some(Finding {
        check: "升降方向",
        passage: stretch.passage,
        range: step.from.range.start..step.to.range.end,
        reason: format!(
            "文中称{word}，但由{}到{}方向相反。",
            step.from.shown(),
            step.to.shown()
        ),
        formula,
        terms: vec![
            Term::of(stretch.passage, step.from, "起始值".to_owned()),
            Term::of(stretch.passage, step.to, "现值".to_owned()),
        ],
        looked_for: vec!["名次、等级（数小为好）".to_owned()],
    })
}

/// 由41降至37，降幅12.5%.
fn wrong_share(stretch: &Stretch, step: &Step<'_>, k: usize, all: &[Stretch]) -> Option<Finding> {
    let q = &stretch.quantities;
    let after = q.get(k + 1).filter(|p| {
        is_pure_change(&p.label) && !p.gap.contains(';') && p.gap.chars().count() <= 12
    });
    // 同比下降两成，由1250吨降到1130吨: nothing may name another subject in between.
    let before = || {
        let p = k.checked_sub(2).and_then(|i| q.get(i))?;
        let joined = WORDS
            .from_word
            .iter()
            .any(|w| step.from.label.starts_with(w.as_str()))
            && !step.from.gap.contains(';');
        (holds(&WORDS.change, &p.label) && !p.label.ends_with(['到', '至']) && joined).then_some(p)
    };
    let claim = after.or_else(before)?;
    if !(claim.is_percent() || claim.is_points()) || holds(&WORDS.other_base, &claim.label) {
        return None;
    }
    share_finding(stretch, step.from, step.to, claim, all)
}

/// 126亿元，同比增长15%，去年同期为112亿元; 较上年的44.8下降7.1%.
fn against_last_year(stretch: &Stretch, k: usize, all: &[Stretch]) -> Option<Finding> {
    let q = &stretch.quantities;
    let claim = &q[k];
    if !claim.is_percent() || !is_pure_change(&claim.label) {
        return None;
    }
    let amount = |x: &&Quantity| !x.is_percent() && !x.is_points() && x.is_exact();
    let yearly = |x: &Quantity| holds(&WORDS.base_year, &x.label);
    let previous = q.get(k - 1).filter(amount)?;
    if yearly(previous) && holds(&WORDS.against, &previous.label) {
        let now = k.checked_sub(2).and_then(|i| q.get(i)).filter(amount)?;
        if now.unit != previous.unit || !previous.gap.contains([',', ';']) {
            return None;
        }
        // 比上年增加225亿元 names the difference, 较上年的225亿元 the base.
        return if holds(&WORDS.change, &previous.label) {
            from_difference(stretch, now, previous, claim, all)
        } else {
            share_finding(stretch, previous, now, claim, all)
        };
    }
    if !claim.label.contains("同比") || holds(&WORDS.other_base, &claim.label) {
        return None;
    }
    let base = q.get(k + 1).filter(amount)?;
    let fits = yearly(base) && base.unit == previous.unit && !base.gap.contains(';');
    fits.then(|| share_finding(stretch, base, previous, claim, all))
        .flatten()
}

/// 一季度均值0.0061，二季度均值0.0047，环比下降23%: the larger is the base of a decline, the smaller of a rise.
fn between_periods(stretch: &Stretch, k: usize, all: &[Stretch]) -> Option<Finding> {
    let q = &stretch.quantities;
    let (one, two, claim) = (q.get(k.checked_sub(2)?)?, q.get(k - 1)?, &q[k]);
    if !claim.is_percent() || !is_pure_change(&claim.label) || claim.gap.chars().count() > 8 {
        return None;
    }
    let down = ["降", "减", "回落"].iter().any(|w| claim.label.contains(w));
    let up = ["增", "升", "提高"].iter().any(|w| claim.label.contains(w));
    let value = |x: &Quantity| {
        let marked = WORDS.period.iter().any(|w| x.label.contains(w.as_str()));
        marked && x.is_exact() && !x.is_percent() && x.value > Decimal::ZERO
    };
    let joined = two.gap.contains(',') && !two.gap.contains(';') && !claim.gap.contains(';');
    // A difference (减少多少) is no second value.
    let amount = |x: &Quantity| !holds(&WORDS.change, &x.label);
    if down == up || !joined || one.unit != two.unit || !value(one) || !value(two) {
        return None;
    }
    if !amount(one) || !amount(two) || one.value == two.value {
        return None;
    }
    let (low, high) = if one.value < two.value {
        (one, two)
    } else {
        (two, one)
    };
    let (from, to) = if down { (high, low) } else { (low, high) };
    share_finding(stretch, from, to, claim, all)
}

/// 1753亿元，比上年增加225亿元，增长14.7%: the base is what is left without the difference.
fn from_difference(
    stretch: &Stretch,
    now: &Quantity,
    difference: &Quantity,
    claim: &Quantity,
    all: &[Stretch],
) -> Option<Finding> {
    let words = &difference.label;
    let down = ["减", "降", "少", "回落"].iter().any(|w| words.contains(w));
    let up = ["增", "升", "多", "提高"].iter().any(|w| words.contains(w));
    if down == up || now.is_percent() {
        return None;
    }
    let base = Quantity {
        value: if up {
            now.value.checked_sub(difference.value)?
        } else {
            now.value.checked_add(difference.value)?
        },
        scale: now.scale.min(difference.scale),
        ..now.clone()
    };
    if base.value <= Decimal::ZERO {
        return None;
    }
    let mut found = share_finding(stretch, &base, now, claim, all)?;
    found.terms = vec![
        Term::of(stretch.passage, now, "现值".to_owned()),
        Term::of(stretch.passage, difference, "所称差额".to_owned()),
        Term::of(stretch.passage, claim, "所称幅度".to_owned()),
    ];
    Some(found)
}

fn share_finding(
    stretch: &Stretch,
    from: &Quantity,
    to: &Quantity,
    claim: &Quantity,
    all: &[Stretch],
) -> Option<Finding> {
    if from.value.is_zero() {
        return None;
    }
    let gap = (to.value - from.value).abs();
    let relative = |a: Decimal, b: Decimal| {
        (b - a)
            .abs()
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(a)
    };
    let share = relative(from.value, to.value)?;
    let shares = from.is_percent() || to.is_percent();
    let (value, sign) = if claim.is_points() {
        if !shares {
            return None;
        }
        (gap, "个百分点")
    } else {
        (share, "%")
    };
    if agrees(claim, value) || (shares && agrees(claim, gap)) {
        return None;
    }
    // Rounded ends may hide the difference: the widest and the narrowest change they allow.
    let (a, b) = (half_step(from), half_step(to));
    let toward = if to.value >= from.value {
        Decimal::ONE
    } else {
        Decimal::NEGATIVE_ONE
    };
    let wide = change_of(from.value - toward * a, to.value + toward * b, claim)?;
    let narrow = change_of(from.value + toward * a, to.value - toward * b, claim)?;
    if spans(claim, narrow.min(wide), narrow.max(wide)) {
        return None;
    }
    // The percentage may belong to two other numbers of the passage.
    let elsewhere = all.iter().any(|s| {
        let amounts: Vec<&Quantity> = s
            .quantities
            .iter()
            .filter(|x| !x.is_percent() && x.value > Decimal::ZERO)
            .collect();
        amounts.iter().any(|a| {
            amounts.iter().any(|b| {
                let these = [&a.range, &b.range];
                let own = these.contains(&&from.range) && these.contains(&&to.range);
                a.range != b.range
                    && !own
                    && a.unit == b.unit
                    && relative(a.value, b.value).is_some_and(|v| agrees(claim, v))
            })
        })
    });
    if elsewhere {
        return None;
    }
    let exact = show(value.round_dp(2));
    let writing = Writing::of([from, to]);
    let (first, last) = (writing.show(from.value), writing.show(to.value));
    let formula = if claim.is_points() {
        format!("|{last}-{first}| = {exact}{sign} ≠ {}{sign}", claim.shown())
    } else {
        format!("|{last}-{first}|/{first} = {exact}% ≠ {}%", claim.shown())
    };
    let ranges = [&from.range, &to.range, &claim.range];
    Some(Finding {
        check: "升降幅度",
        passage: stretch.passage,
        range: ranges.iter().map(|r| r.start).min()?..ranges.iter().map(|r| r.end).max()?,
        reason: format!(
            "由{first}到{last}{}，按文中的数计算变化{exact}{sign}，文中称{}{sign}。",
            writing.word(),
            claim.shown()
        ),
        formula,
        terms: vec![
            Term::of(stretch.passage, from, "起始值".to_owned()),
            Term::of(stretch.passage, to, "现值".to_owned()),
            Term::of(stretch.passage, claim, "所称幅度".to_owned()),
        ],
        looked_for: [
            "可比口径、剔除或折算的说明",
            "另一基期（年均、累计、较某年）",
            "本段其他两数能否得出该幅度",
            "进位或约数",
        ]
        .map(str::to_owned)
        .to_vec(),
    })
}

/// The change between two values in the unit of the claim: points, or percent of the first.
fn change_of(from: Decimal, to: Decimal, claim: &Quantity) -> Option<Decimal> {
    let gap = (to - from).abs();
    if claim.is_points() {
        return Some(gap);
    }
    gap.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from)
}

/// 由245户减至214户，清退41户.
fn wrong_difference(
    stretch: &Stretch,
    step: &Step<'_>,
    k: usize,
    all: &[Stretch],
) -> Option<Finding> {
    let q = &stretch.quantities;
    let claim = q.get(k + 1)?;
    let gap = (step.to.value - step.from.value).abs();
    let same = claim.unit == step.to.unit && !claim.is_percent() && claim.is_exact();
    if !same || claim.gap.contains("其中") || claim.gap.chars().count() > 10 || claim.value == gap
    {
        return None;
    }
    let said = found(&WORDS.difference, &claim.label).is_some_and(|w| claim.label.ends_with(w));
    let removed = holds(&WORDS.removal, &claim.label) && !step.up && claim.value > gap;
    // More numbers of the unit may carry the rest of the difference.
    let more = all
        .iter()
        .flat_map(|s| &s.quantities)
        .filter(|x| x.unit == step.to.unit && !x.is_percent())
        .count()
        > 3;
    if !(said || removed) || more || claim.value > step.from.value.max(step.to.value) {
        return None;
    }
    let formula = format!(
        "|{}-{}| = {} ≠ {}",
        step.to.shown(),
        step.from.shown(),
        show(gap),
        claim.shown()
    );
    Some(Finding {
        check: "首尾与差额",
        passage: stretch.passage,
        range: step.from.range.start..claim.range.end,
        reason: format!(
            "由{}到{}相差{}，文中称{}。",
            step.from.shown(),
            step.to.shown(),
            show(gap),
            claim.shown()
        ),
        formula,
        terms: vec![
            Term::of(stretch.passage, step.from, "起始值".to_owned()),
            Term::of(stretch.passage, step.to, "现值".to_owned()),
            Term::of(stretch.passage, claim, "所称差额".to_owned()),
        ],
        looked_for: vec!["同时有新增的说明".to_owned(), "本段另有同类数字".to_owned()],
    })
}

/// 年初库存218，产生640，处置690，年末188.
fn balance(stretch: &Stretch) -> Option<Finding> {
    let amounts: Vec<&Quantity> = stretch
        .quantities
        .iter()
        .filter(|q| !q.is_percent() && !q.is_points())
        .collect();
    let first = amounts
        .iter()
        .position(|q| holds(&WORDS.opening, &q.label))?;
    let last = amounts
        .iter()
        .rposition(|q| holds(&WORDS.closing, &q.label))?;
    let (opening, closing) = (amounts.get(first)?, amounts.get(last)?);
    let between = amounts.get(first + 1..last)?;
    let unit = |q: &Quantity| q.unit == closing.unit && q.is_exact();
    if !unit(opening) || !unit(closing) || between.len() < 2 || !between.iter().all(|q| unit(q)) {
        return None;
    }
    let is_in = |q: &Quantity| holds(&WORDS.inflow, &q.label);
    let is_out = |q: &Quantity| holds(&WORDS.outflow, &q.label);
    // Every number in between must be understood, once.
    if !between.iter().all(|q| is_in(q) != is_out(q))
        || !between.iter().any(|q| is_in(q))
        || !between.iter().any(|q| is_out(q))
    {
        return None;
    }
    let mut value = opening.value;
    let mut terms = opening.shown();
    for q in between {
        if is_in(q) {
            value = value.checked_add(q.value)?;
            terms += &format!("+{}", q.shown());
        } else {
            value = value.checked_sub(q.value)?;
            terms += &format!("-{}", q.shown());
        }
    }
    let slack = closing.step() / Decimal::TWO * Decimal::from(between.len() + 2);
    let gap = (value - closing.value).abs();
    if gap.is_zero() || (gap <= slack && !closing.is_count()) {
        return None;
    }
    let formula = format!("{terms} = {} ≠ {}", show(value), closing.shown());
    let mut places = vec![Term::of(stretch.passage, opening, "期初".to_owned())];
    places.extend(between.iter().map(|q| {
        let note = if is_in(q) { "增加" } else { "减少" };
        Term::of(stretch.passage, q, note.to_owned())
    }));
    places.push(Term::of(stretch.passage, closing, "期末".to_owned()));
    Some(Finding {
        check: "期初期末",
        passage: stretch.passage,
        range: opening.range.start..closing.range.end,
        reason: format!(
            "期初加增加减减少得{}，文中期末为{}。",
            show(value),
            closing.shown()
        ),
        formula,
        terms: places,
        looked_for: vec!["盘点差或口径的说明".to_owned()],
    })
}
