//! One thing counted in two places: 摘要称立案15起，正文逐案列示13起; 六项工作，附件列了五条.
use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    finding::{Finding, Term},
    lexicon::is_told_apart,
    quantity::{Quantity, Stretch, show},
};

/// A place in papers where a number may stand.
static SOURCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"摘要|正文|引言|导语|开头|结尾|文末|末尾|末段|首段|前文|后文|前面|后面|上文|下文|标题|小标题|目录|",
        r"附件[一二三四五六七八九十\d]*|附表[一二三四五六七八九十\d]*|附图[一二三四五六七八九十\d]*|附录|表[一二三四五六七八九十\d]+|图[一二三四五六七八九十\d]+|",
        r"第[一二三四五六七八九十\d]+[段页章节部条]|首页|末页|清单|名单|明细|台账|总账|细账|报表|系统|平台|封面|汇报(?:稿|材料)?|通报|简报|总结|决算|凭证|发票|合同|脚注|注释|逐[案项件家条][^,;。]{0,2}(?:列|数)|照片"
    ))
    .ok()
});
/// Words by which a place lists what it counts, so that 条 and 项 may stand for the thing counted.
static LISTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"列(?:了|出|示|有|明|举)|逐[案项件家条]|数(?:下来|出|了|一数)|只有|实(?:列|有)|可数|标注|所附").ok()
});
/// Measure words for entries of a list.
const ENTRIES: &[&str] = &[
    "条", "项", "行", "个", "件", "款", "点", "处", "起", "家", "户", "份", "张",
];
/// Most characters between a place and the number in it.
const REACH: u32 = 16;

/// A number and the place the text gives for it.
struct Stated<'q> {
    place: String,
    at: Range<u32>,
    number: &'q Quantity,
    lists: bool,
}

/// Numbers of one thing that two places give differently.
pub(super) fn check(stretch: &Stretch, around: &str) -> Vec<Finding> {
    let (Some(source), Some(lists)) = (SOURCE.as_ref(), LISTS.as_ref()) else {
        return Vec::new();
    };
    let chars: Vec<char> = stretch.text.chars().collect();
    let text_at = |byte: usize| {
        let before = stretch.text.get(..byte).unwrap_or_default();
        stretch.range.start + u32::try_from(before.chars().count()).unwrap_or(0)
    };
    let places: Vec<(String, Range<u32>)> = source
        .find_iter(&stretch.text)
        .map(|m| (m.as_str().to_owned(), text_at(m.start())..text_at(m.end())))
        .collect();
    let slice = |from: u32, to: u32| -> String {
        let (from, to) = (
            from.saturating_sub(stretch.range.start) as usize,
            to.saturating_sub(stretch.range.start) as usize,
        );
        chars
            .get(from..to.max(from))
            .unwrap_or_default()
            .iter()
            .collect()
    };
    let mut stated: Vec<Stated<'_>> = Vec::new();
    for (nth, (place, at)) in places.iter().enumerate() {
        let next = places.get(nth + 1).map_or(stretch.range.end, |p| p.1.start);
        let mut inside = stretch.quantities.iter().filter(|q| {
            at.end <= q.range.start
                && q.range.end <= next
                && q.range.start - at.end <= REACH
                && q.is_count()
                && q.is_exact()
        });
        // One number to a place: of several it is not known which is meant.
        let Some(number) = inside.next() else {
            continue;
        };
        if inside.next().is_some() && !stretch.text.contains('“') {
            continue;
        }
        let between = slice(at.start, number.range.start);
        stated.push(Stated {
            place: place.clone(),
            at: at.clone(),
            lists: lists.is_match(&between),
            number,
        });
    }
    let mut out = Vec::new();
    for (k, b) in stated.iter().enumerate() {
        // The number of another place, or the one number that stands before the first place.
        let first = stated
            .iter()
            .take(k)
            .rev()
            .find(|a| a.place != b.place && speaks_of_one(a.number, b.number, b.lists))
            .map(|a| (a.number, a.place.as_str()));
        let unplaced = || {
            let mut before = stretch
                .quantities
                .iter()
                .filter(|q| q.range.end <= b.at.start && q.is_count() && q.is_exact());
            let one = before.next()?;
            (before.next().is_none() && b.lists && k == 0 && speaks_of_one(one, b.number, true))
                .then_some((one, "文中"))
        };
        let Some((a, place)) = first.or_else(unplaced) else {
            continue;
        };
        if a.value != b.number.value {
            if is_told_apart(around) {
                return Vec::new();
            }
            out.push(finding(stretch, a, place, b));
        }
    }
    out
}

/// Whether two numbers count one thing: same unit and a word in common, or entries of a list of it.
fn speaks_of_one(a: &Quantity, b: &Quantity, lists: bool) -> bool {
    let entry = |q: &Quantity| q.unit.is_empty() || ENTRIES.contains(&q.unit.as_str());
    let (x, y) = (a.words(), b.words());
    let same_words = {
        let chars: Vec<char> = x.chars().filter(|c| c.is_alphabetic()).collect();
        chars
            .windows(2)
            .any(|pair| y.contains(&pair.iter().collect::<String>()))
    };
    // 七项工作, 列了六条: a list is counted by its lines, whatever it lists.
    let line = ["条", "项", "行", "款", "点", ""].contains(&b.unit.as_str());
    (a.unit == b.unit && (same_words || lists)) || (lists && line && entry(a))
}

fn finding(stretch: &Stretch, a: &Quantity, place: &str, b: &Stated<'_>) -> Finding {
    Finding {
        check: "两处所写",
        passage: stretch.passage,
        range: a.range.start.min(b.at.start)..b.number.range.end,
        reason: format!(
            "同一数字两处不同：{place}为{}，{}为{}，没有口径说明。",
            show(a.value),
            b.place,
            show(b.number.value)
        ),
        formula: format!("{} ≠ {}", show(a.value), show(b.number.value)),
        terms: vec![
            Term::of(stretch.passage, a, format!("{place}所写")),
            Term::of(stretch.passage, b.number, format!("{}所写", b.place)),
        ],
        looked_for: ["口径、交叉、不含的说明", "截至日不同", "约数"]
            .map(str::to_owned)
            .to_vec(),
    }
}
