//! What a sentence is about: ledger numbers, document numbers, and the words that name the matter.
use std::{borrow::Cow, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    clause::Sentence,
    lexicon::{WORDS, consists_of, holds},
};
use crate::model::{Document, PassageKind, char_len, char_slice, fold};

/// Most numbers that a range (ZZ2026-001至014) may stand for; a longer one is taken for its two ends.
const LONGEST_RANGE: u32 = 300;
/// Longest run-in heading, in characters (整改进展情况：).
const LONGEST_RUN_IN: u32 = 48;
/// Share of a name's character pairs that must be found in another for the one to name the other, in percent.
const NAMES_SHARE: usize = 60;

/// Letters and digits as numbers of ledgers are built: ZZ2026-001, D3SX202505280018, XZ2026-01.
static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z]{1,8}[-_—]?\d{1,18}(?:[-_—][A-Za-z]{0,3}\d{1,6}){0,3}").ok()
});
/// A number that begins with an office's short name and a year, set off from the words before it: 督办2026-03.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[（(【\[、，,；;：:。\s“《对将把按就])([一-鿿]{1,4}(?:19|20)\d{2}[-_—]\d{1,5})(?:[^0-9年月日-]|$)").ok()
});
/// A number that stands after a word which says that it is one.
static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:编号|件号|台账号|案号|受理号|工单号)(?:为|是|:|：|\s)*([0-9A-Za-z一-鿿〔〕\[\]]{0,12}\d{1,18}(?:[-_—]\d{1,6}){0,3}号?)").ok()
});
/// What follows a number in a list that leaves out what does not change: 001、002, 001至014.
static SHORT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:号)?\s*(、|和|及|与|至|到|-|—|~|～)\s*(\d{1,6})(号)?").ok());
/// 岚政办发〔2026〕11号.
static DOC_NO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"([一-鿿]{1,16})[〔\[(（【](\d{4})[〕\])）】]\s*第?\s*(\d{1,5})\s*号").ok()
});
/// Letters before a number that name standards, chemicals, roads or devices.
const NO_CODES: &[&str] = &[
    "gb", "gbt", "hj", "db", "dbt", "iso", "pm", "cod", "nh", "so", "no", "co", "am", "pm", "ph",
    "kv", "mw", "km", "hw", "dn", "p", "g", "s", "x", "k", "v", "a", "b", "c", "h", "t", "f", "q",
    "covid", "https", "http", "www", "id", "ip", "ipv", "wifi", "led", "pvc", "pe", "bod", "tvoc",
    "vocs", "tsp", "aqi", "usb", "gps", "gprs", "m", "mm", "cm", "kg", "mg", "ug", "bq", "sv",
    "msv", "usv", "ha", "hm",
];

/// A ledger number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    /// Characters of the text.
    pub(super) range: Range<u32>,
    /// The number, or those a range stands for.
    pub(super) nos: Vec<String>,
}

/// The ledger numbers in a text as it stands, from left to right.
pub(super) fn numbers(text: &str) -> Vec<Numbered> {
    let mut found: Vec<Numbered> = Vec::new();
    if !text.bytes().any(|b| b.is_ascii_digit())
        && !text.chars().any(|c| ('０'..='９').contains(&c))
    {
        return found;
    }
    let text = half_width(text);
    let text = text.as_ref();
    let place = |from: usize, to: usize| {
        let start = char_len(text.get(..from).unwrap_or_default());
        start..start + char_len(text.get(from..to).unwrap_or_default())
    };
    if let Some(code) = CODE.as_ref() {
        let mut at = 0;
        while let Some(m) = text.get(at..).and_then(|rest| code.find(rest)) {
            let (from, to) = (at + m.start(), at + m.end());
            at = to;
            if !is_number(text, from, to) {
                continue;
            }
            let first = text.get(from..to).unwrap_or_default();
            let (more, end) = listed(text, first, to);
            at = end;
            let mut nos = vec![first.to_owned()];
            nos.extend(more);
            found.push(Numbered {
                range: place(from, end),
                nos,
            });
        }
    }
    for written in [&NAMED, &NUMBERED].into_iter().filter_map(|w| w.as_ref()) {
        for m in written.captures_iter(text).filter_map(|c| c.get(1)) {
            let range = place(m.start(), m.end());
            let taken = found
                .iter()
                .any(|f| f.range.start < range.end && range.start < f.range.end);
            if !taken {
                found.push(Numbered {
                    range,
                    nos: vec![m.as_str().to_owned()],
                });
            }
        }
    }
    found.sort_by_key(|f| f.range.start);
    found
}

/// Letters, digits and marks in half width, one character for one, capitals kept.
fn half_width(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| ('\u{FF01}'..='\u{FF5E}').contains(&c)) {
        return Cow::Borrowed(text);
    }
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    Cow::Owned(text.chars().map(half).collect())
}

/// Whether a code is the number of a record: no standard, no road, no part of a longer word.
fn is_number(text: &str, from: usize, to: usize) -> bool {
    let left = text.get(..from).unwrap_or_default();
    let right = text.get(to..).unwrap_or_default();
    let code = text.get(from..to).unwrap_or_default();
    let letters: String = code
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase();
    let digits = code.chars().filter(char::is_ascii_digit).count();
    !NO_CODES.contains(&letters.as_str())
        && digits >= 2
        && !left
            .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '@' | '_'))
        && !right.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '%'))
        && !right.starts_with(".")
}

/// Numbers that follow the first without its unchanging part, and where the list ends.
fn listed(text: &str, first: &str, to: usize) -> (Vec<String>, usize) {
    let mut more = Vec::new();
    let mut end = to;
    let digits = first.len() - first.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (stem, tail) = first.split_at(first.len() - digits);
    let mut last: Option<u32> = tail.parse().ok();
    let Some(short) = SHORT.as_ref() else {
        return (more, end);
    };
    while let Some(c) = text.get(end..).and_then(|rest| short.captures(rest)) {
        let (Some(whole), Some(sign), Some(number)) = (c.get(0), c.get(1), c.get(2)) else {
            break;
        };
        // 001、3项: a count, not a number of the list.
        let same_width = number.as_str().len() == digits && digits >= 2;
        let Ok(value) = number.as_str().parse::<u32>() else {
            break;
        };
        if !same_width {
            break;
        }
        let name = |n: u32| format!("{stem}{n:0digits$}");
        match (sign.as_str(), last) {
            ("至" | "到" | "-" | "—" | "~" | "～", Some(from))
                if value > from && value - from <= LONGEST_RANGE =>
            {
                more.extend((from + 1..=value).map(name));
            }
            _ => more.push(name(value)),
        }
        last = Some(value);
        end += whole.end();
    }
    (more, end)
}

/// The document numbers in a text as it stands, each as characters and cleaned of the words before it.
pub(super) fn doc_numbers(text: &str) -> Vec<(Range<u32>, String)> {
    let Some(pattern) = DOC_NO.as_ref() else {
        return Vec::new();
    };
    pattern
        .captures_iter(text)
        .filter_map(|c| {
            let (whole, office, year, number) = (c.get(0)?, c.get(1)?, c.get(2)?, c.get(3)?);
            let issuer = issuer(office.as_str());
            let skipped = char_len(office.as_str()) - char_len(issuer);
            let start = char_len(text.get(..whole.start())?) + skipped;
            let end = char_len(text.get(..whole.end())?);
            (!issuer.is_empty()).then(|| {
                (
                    start..end,
                    format!("{issuer}〔{}〕{}号", year.as_str(), number.as_str()),
                )
            })
        })
        .collect()
}

/// The abbreviation of the issuing office without the verbs that stand before it.
fn issuer(office: &str) -> &str {
    const BEFORE: &[&str] = &[
        "按照", "根据", "依据", "落实", "贯彻", "收到", "印发", "下发", "转发", "传达", "学习",
        "以", "对照", "执行", "发布", "文号", "批复", "报送", "报", "通过", "关于", "即", "和",
        "与", "及", "在", "由", "经", "对", "了", "的", "日", "号", "为", "是",
    ];
    let cut = BEFORE
        .iter()
        .filter_map(|w| office.rfind(w).map(|at| at + w.len()))
        .filter(|at| *at < office.len())
        .max()
        .unwrap_or(0);
    office.get(cut..).unwrap_or(office)
}

/// What the headings over a passage, its first words and the whole document say the matter is.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The number that holds for the passage as a whole.
    pub(super) no: Option<String>,
    /// The words that name the matter: the innermost heading that names one.
    pub(super) title: String,
    /// Whether the headings announce what is still to come.
    pub(super) is_plan: bool,
}

/// The number of the only matter a document is about, if its title or all of its text names just one.
pub(super) fn only_number(document: &Document) -> Option<String> {
    let of_title = document.title.as_deref().map(numbers).unwrap_or_default();
    if let Some(no) = single(&of_title) {
        return Some(no);
    }
    let mut all: Vec<String> = Vec::new();
    for passage in document
        .passages
        .iter()
        .filter(|p| p.kind != PassageKind::Row)
    {
        for no in numbers(&passage.text).into_iter().flat_map(|n| n.nos) {
            if !all.contains(&no) {
                all.push(no);
            }
        }
        if all.len() > 1 {
            return None;
        }
    }
    all.pop()
}

/// The number, when a text names exactly one.
fn single(found: &[Numbered]) -> Option<String> {
    let mut nos: Vec<&String> = found.iter().flat_map(|n| &n.nos).collect();
    nos.sort();
    nos.dedup();
    match nos.as_slice() {
        [no] => Some((*no).clone()),
        _ => None,
    }
}

/// The scope of a passage. `whole` is the number of the only matter of the document.
pub(super) fn scope(document: &Document, passage: u32, whole: Option<&str>) -> Scope {
    let mut scope = Scope::default();
    let headings = document.headings_over(passage);
    scope.is_plan = headings
        .iter()
        .any(|h| holds(&WORDS.plan_heading, &fold(h)) && !h.contains("已完成"));
    let own = document
        .passages
        .get(passage as usize)
        .and_then(|p| run_in(p.kind, &p.text));
    for heading in own
        .as_deref()
        .into_iter()
        .chain(headings.iter().rev().copied())
    {
        let found = numbers(heading);
        if !found.is_empty() {
            scope.no = single(&found);
            scope.title = name_in(heading);
            return scope;
        }
        if !is_generic_heading(heading) {
            scope.title = name_in(heading);
            return scope;
        }
    }
    scope.no = whole.map(str::to_owned);
    if scope.no.is_some() {
        scope.title = document.title.as_deref().map(name_in).unwrap_or_default();
    }
    scope
}

impl Scope {
    /// What holds for the sentences after one that names a number of its own: that number, when it names just one.
    pub(super) fn after(&self, sentence: &Sentence<'_>) -> Option<Self> {
        let found = numbers_in(sentence, &sentence.range);
        if found.is_empty() {
            return None;
        }
        let no = single(&found);
        if no.is_some() && no == self.no {
            return None;
        }
        let head = sentence.clauses.first().filter(|c| c.mark == ':');
        Some(Self {
            title: head
                .filter(|_| no.is_some())
                .map(|c| name_in(&char_slice(&sentence.passage.text, &c.range)))
                .unwrap_or_default(),
            no,
            is_plan: self.is_plan,
        })
    }
    /// Whether a sentence opens a new matter by itself: 地下油罐防渗改造(ZZ2026-044):…
    pub(super) fn opens(sentence: &Sentence<'_>) -> bool {
        sentence
            .clauses
            .first()
            .is_some_and(|c| c.mark == ':' && single(&numbers_in(sentence, &c.range)).is_some())
    }
}

/// The words before the first colon of a paragraph, when they may be a heading of its own.
fn run_in(kind: PassageKind, text: &str) -> Option<String> {
    if !matches!(kind, PassageKind::Paragraph | PassageKind::ListItem) {
        return None;
    }
    let at = text.find(['：', ':', '。'])?;
    let head = text.get(..at)?;
    let is_full_stop = text.get(at..).is_some_and(|r| r.starts_with('。'));
    let is_short = char_len(head) <= LONGEST_RUN_IN && !head.contains(['，', ',', '；']);
    // （一）禾麓县养殖尾水治理。: a label at the beginning makes the first sentence a heading.
    let labeled = is_labeled(head);
    let says = ["已", "完成", "办结", "正在", "未"]
        .iter()
        .any(|w| head.contains(w));
    (is_short && (!is_full_stop || (labeled && !says))).then(|| head.to_owned())
}

/// （一）, 1、, 三、: a label that numbers headings. 4月10日 is none.
fn is_labeled(head: &str) -> bool {
    let rest = head.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '（' | '(') || "一二三四五六七八九十".contains(c)
    });
    rest.len() < head.len() && rest.starts_with(['、', '.', '．', ')', '）'])
}

fn is_generic_heading(heading: &str) -> bool {
    let plain: String = fold(heading)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    consists_of(&WORDS.generic_heading, &plain)
}

/// A heading without labels, numbers and brackets.
fn name_in(heading: &str) -> String {
    let without = without_brackets(heading);
    let plain = without.trim_start_matches(|c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(
                c,
                '.' | '、'
                    | '．'
                    | '一'
                    | '二'
                    | '三'
                    | '四'
                    | '五'
                    | '六'
                    | '七'
                    | '八'
                    | '九'
                    | '十'
            )
    });
    let mut text = plain.to_owned();
    for found in numbers(plain).iter().rev() {
        let before = char_slice(&text, &(0..found.range.start));
        let after = char_slice(&text, &(found.range.end..char_len(&text)));
        text = format!("{before}{after}");
    }
    text.trim_matches(|c: char| c.is_whitespace() || "：:，,、。号".contains(c))
        .to_owned()
}

/// A text without its brackets and what they hold.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| match c {
            '(' | '（' => {
                depth += 1;
                false
            }
            ')' | '）' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

/// Whether `name` names what `of` names: most of its character pairs stand there.
pub(super) fn names(name: &str, of: &str) -> bool {
    let pairs = |t: &str| -> Vec<(char, char)> {
        let c: Vec<char> = t.chars().collect();
        c.iter().copied().zip(c.iter().copied().skip(1)).collect()
    };
    let (own, other) = (pairs(name), pairs(of));
    if own.is_empty() {
        return false;
    }
    let shared = own.iter().filter(|p| other.contains(p)).count();
    shared * 100 >= own.len() * NAMES_SHARE
}

/// The last ledger numbers named in a stretch of a sentence.
pub(super) fn numbers_in(sentence: &Sentence<'_>, range: &Range<u32>) -> Vec<Numbered> {
    let text = char_slice(&sentence.passage.text, range);
    numbers(&text)
        .into_iter()
        .map(|n| Numbered {
            range: n.range.start + range.start..n.range.end + range.start,
            nos: n.nos,
        })
        .collect()
}
