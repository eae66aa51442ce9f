//! Words that make a number inexact: 约, 近, 超过, 不足 before it; 余, 多 inside; 以上, 左右 after it.
use crate::model::Hedge;

/// Before the number, longest first; words of more than one character are safe in any company.
const BEFORE: &[(&str, Hedge)] = &[
    ("不得超过", Hedge::Under),
    ("不得超出", Hedge::Under),
    ("不得高于", Hedge::Under),
    ("不得大于", Hedge::Under),
    ("不得多于", Hedge::Under),
    ("不得少于", Hedge::Over),
    ("不得低于", Hedge::Over),
    ("不得小于", Hedge::Over),
    ("不能超过", Hedge::Under),
    ("不能超出", Hedge::Under),
    ("不能高于", Hedge::Under),
    ("不能大于", Hedge::Under),
    ("不能多于", Hedge::Under),
    ("不能少于", Hedge::Over),
    ("不能低于", Hedge::Over),
    ("不能小于", Hedge::Over),
    ("不应超过", Hedge::Under),
    ("不应超出", Hedge::Under),
    ("不应高于", Hedge::Under),
    ("不应大于", Hedge::Under),
    ("不应多于", Hedge::Under),
    ("不应少于", Hedge::Over),
    ("不应低于", Hedge::Over),
    ("不应小于", Hedge::Over),
    ("不宜超过", Hedge::Under),
    ("不宜超出", Hedge::Under),
    ("不宜高于", Hedge::Under),
    ("不宜大于", Hedge::Under),
    ("不宜多于", Hedge::Under),
    ("不宜少于", Hedge::Over),
    ("不宜低于", Hedge::Over),
    ("不宜小于", Hedge::Over),
    ("没有超过", Hedge::Under),
    ("未超过", Hedge::Under),
    ("不下", Hedge::Over),
    ("不少于", Hedge::Over),
    ("不低于", Hedge::Over),
    ("不小于", Hedge::Over),
    ("不超过", Hedge::Under),
    ("不高于", Hedge::Under),
    ("不大于", Hedge::Under),
    ("不多于", Hedge::Under),
    ("大约", Hedge::About),
    ("大概", Hedge::About),
    ("约为", Hedge::About),
    ("约占", Hedge::About),
    ("约有", Hedge::About),
    ("左右", Hedge::About),
    ("将近", Hedge::Nearly),
    ("接近", Hedge::Nearly),
    ("几近", Hedge::Nearly),
    ("几乎", Hedge::Nearly),
    ("超过", Hedge::Over),
    ("超出", Hedge::Over),
    ("高于", Hedge::Over),
    ("大于", Hedge::Over),
    ("多于", Hedge::Over),
    ("至少", Hedge::Over),
    ("最少", Hedge::Over),
    ("突破", Hedge::Over),
    ("不足", Hedge::Under),
    ("不到", Hedge::Under),
    ("不满", Hedge::Under),
    ("低于", Hedge::Under),
    ("小于", Hedge::Under),
    ("少于", Hedge::Under),
    ("至多", Hedge::Under),
    ("最多", Hedge::Under),
    ("未满", Hedge::Under),
    ("约", Hedge::About),
    ("近", Hedge::Nearly),
    ("超", Hedge::Over),
    ("逾", Hedge::Over),
    ("过", Hedge::Over),
    ("上", Hedge::Over),
    ("≥", Hedge::Over),
    (">", Hedge::Over),
    ("≤", Hedge::Under),
    ("<", Hedge::Under),
    ("≈", Hedge::About),
];

/// After the number and its unit.
const AFTER: &[(&str, Hedge)] = &[
    ("及以上", Hedge::Over),
    ("(含)以上", Hedge::Over),
    ("以上", Hedge::Over),
    ("之上", Hedge::Over),
    ("有余", Hedge::Odd),
    ("开外", Hedge::Over),
    ("及以下", Hedge::Under),
    ("以下", Hedge::Under),
    ("以内", Hedge::Under),
    ("之内", Hedge::Under),
    ("左右", Hedge::About),
    ("上下", Hedge::About),
    ("不等", Hedge::About),
    ("多", Hedge::Odd),
    ("余", Hedge::Odd),
];

/// Characters before a one-character hedge that make another word of it: 节约, 附近, 通过, 反超, 网上.
fn is_other_word(hedge: &str, previous: Option<char>) -> bool {
    let Some(p) = previous else { return false };
    match hedge {
        "约" => matches!(
            p,
            '节' | '违'
                | '签'
                | '预'
                | '合'
                | '公'
                | '条'
                | '特'
                | '履'
                | '集'
                | '制'
                | '毁'
                | '婉'
                | '邀'
        ),
        "近" => matches!(
            p,
            '附' | '最' | '临' | '邻' | '就' | '靠' | '亲' | '新' | '远' | '相'
        ),
        "超" => matches!(p, '反' | '高' | '赶'),
        _ => false,
    }
}

/// The hedge that ends just before `i`: its first character and what it says.
///
/// 过 and 上 are hedges only before 百, 千, 万, 亿 and 半 (上百件, 过万).
pub(super) fn before(c: &[char], i: usize) -> Option<(usize, Hedge)> {
    let stop = if i > 0 && c.get(i - 1) == Some(&' ') {
        i - 1
    } else {
        i
    };
    for (word, hedge) in BEFORE {
        let length = word.chars().count();
        let Some(start) = stop.checked_sub(length) else {
            continue;
        };
        if !word.chars().eq(c.get(start..stop)?.iter().copied()) {
            continue;
        }
        let previous = start.checked_sub(1).and_then(|p| c.get(p)).copied();
        if is_other_word(word, previous) {
            return None;
        }
        if matches!(*word, "过" | "上") && !matches!(c.get(i), Some('百' | '千' | '万' | '亿'))
        {
            return None;
        }
        return Some((start, *hedge));
    }
    None
}

/// The hedge at `i`, after a number and its unit: one past it and what it says.
pub(super) fn after(c: &[char], i: usize) -> Option<(usize, Hedge)> {
    AFTER.iter().find_map(|(word, hedge)| {
        let length = word.chars().count();
        let there = word.chars().eq(c.get(i..i + length)?.iter().copied());
        // 3年多; but 5个多 is handled inside the unit, and 多 before another word (多次, 多家) is its own.
        let alone = *word != "多"
            || c.get(i + 1).is_none_or(|n| {
                !matches!(
                    n,
                    '次' | '家'
                        | '个'
                        | '项'
                        | '种'
                        | '方'
                        | '部'
                        | '地'
                        | '处'
                        | '年'
                        | '为'
                        | '数'
                        | '是'
                        | '元'
                        | '措'
                        | '污'
                        | '渠'
                        | '点'
                )
            });
        let whole = *word != "余"
            || c.get(i + 1)
                .is_none_or(|n| !matches!(n, '下' | '热' | '量' | '额' | '氯' | '杭' | '姚'));
        (there && alone && whole).then_some((i + length, *hedge))
    })
}

/// 余, 多, 几, 来 between a numeral and its unit: one past it.
pub(super) fn odd(c: &[char], i: usize) -> Option<usize> {
    matches!(c.get(i), Some('余' | '多' | '几' | '来')).then_some(i + 1)
}
