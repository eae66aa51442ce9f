//! Which document stands above which: by the number or title it cites, else by the level of who issued it.
use std::collections::{HashMap, HashSet};

use super::name::place_at_start;
use crate::{
    model::{DocType, Document, fold},
    reconcile::cells::doc_numbers as numbers,
};
use jiff::civil::Date;

/// A document in its place among the others.
#[derive(Debug)]
pub(super) struct Paper<'a> {
    pub(super) document: &'a Document,
    number: Option<String>,
    title: Option<String>,
    rank: Option<Rank>,
    dated: Option<Date>,
    /// Everything it says, in match form.
    text: String,
    /// The place of who issued it.
    place: Option<String>,
    /// Levels that it turns to as a whole (各市, 各县).
    turns_to: Vec<u8>,
    /// Numbers and titles of the documents it cites.
    cited: Vec<String>,
    cited_titles: Vec<String>,
}

/// The level of who issued it: place first, then what kind of body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    place: u8,
    body: u8,
}

/// Types of documents that give orders or set plans.
const ORDERS: &[DocType] = &[
    DocType::通知,
    DocType::批示件,
    DocType::工作方案,
    DocType::政策文件,
    DocType::会议纪要,
    DocType::整改清单,
    DocType::其他,
];

/// Passages at the beginning of a document among which its own number stands.
const HEAD_PASSAGES: usize = 12;
/// Shortest title by which a document is cited, in characters: shorter ones (《通知》) fit many.
const CITED_TITLE: usize = 8;

impl<'a> Paper<'a> {
    /// Of a document that gives orders or sets plans.
    pub(super) fn of(document: &'a Document) -> Option<Self> {
        if !ORDERS.contains(&document.doc_type.value) {
            return None;
        }
        let text: String = document
            .passages
            .iter()
            .flat_map(|p| [p.plain.as_str(), "\n"])
            .collect();
        Some(Self {
            document,
            number: own_number(document),
            title: document.title.as_deref().map(fold),
            rank: document.unit.as_ref().and_then(|u| rank(&u.value)),
            dated: document.dated.as_ref().and_then(|d| d.from.or(d.to)),
            cited: {
                let mut cited = numbers(&text);
                cited.sort_unstable();
                cited.dedup();
                cited
            },
            cited_titles: titles(&text),
            place: document
                .unit
                .as_ref()
                .and_then(|u| deepest_place(&fold(&u.value))),
            turns_to: ALL_OF
                .iter()
                .filter(|(_, words)| words.iter().any(|w| text.contains(w)))
                .map(|(level, _)| *level)
                .collect(),
            text,
        })
    }
    /// Its own number or title as people quote it.
    pub(super) fn name(&self) -> String {
        self.number
            .clone()
            .or_else(|| self.document.title.clone())
            .unwrap_or_else(|| self.document.file.clone())
    }
    /// Its own number.
    pub(super) fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }
    /// Whether one of the numbers is its own.
    fn is_named_in(&self, numbers: &[String]) -> bool {
        self.number
            .as_deref()
            .is_some_and(|own| numbers.iter().any(|n| n.ends_with(own)))
    }
    /// The year it was issued in.
    pub(super) fn year(&self) -> Option<i16> {
        self.dated.map(Date::year)
    }
    /// Whether its text names a place.
    pub(super) fn names(&self, place: &str) -> bool {
        self.text.contains(place)
    }
    /// The place of who issued it.
    pub(super) fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }
    /// Whether this document stands above another; `named` holds the places its text names.
    pub(super) fn is_above(&self, other: &Self, named: &HashSet<&str>) -> bool {
        if std::ptr::eq(self.document, other.document) || self.is_same_unit(other) {
            return false;
        }
        if let (Some(a), Some(b)) = (self.dated, other.dated)
            && a > b
        {
            return false;
        }
        let ranks = self.rank.zip(other.rank);
        if self.is_cited_by(other) {
            return ranks.is_none_or(|(a, b)| a < b);
        }
        ranks.is_some_and(|(a, b)| a.place < b.place) && self.addresses(other, named)
    }
    fn is_same_unit(&self, other: &Self) -> bool {
        let unit = |p: &Self| p.document.unit.as_ref().map(|u| fold(&u.value));
        unit(self).is_some_and(|u| unit(other) == Some(u))
    }
    fn is_cited_by(&self, other: &Self) -> bool {
        self.is_named_in(&other.cited)
            || self
                .title
                .as_deref()
                .is_some_and(|own| other.cited_titles.iter().any(|t| own.ends_with(t.as_str())))
    }
    /// Whether its text turns to the other's unit: 各市人民政府, or the unit's place by name.
    fn addresses(&self, other: &Self, named: &HashSet<&str>) -> bool {
        other.place().is_some_and(|p| named.contains(p))
            || other.rank.is_some_and(|r| self.turns_to.contains(&r.place))
    }
}

/// Words by which a paper turns to all places of a level.
const ALL_OF: [(u8, &[&str]); 3] = [
    (CITY, &["各市", "各设区市", "各地级", "各州", "各地"]),
    (COUNTY, &["各县", "各区", "各市、县", "各地"]),
    (TOWN, &["各镇", "各乡", "各街道"]),
];

/// Titles that a text names in 《》, as they stand: with or without who issued the paper.
fn titles(text: &str) -> Vec<String> {
    let mut all: Vec<String> = text
        .split('《')
        .skip(1)
        .filter_map(|rest| rest.split('》').next())
        .filter(|named| named.chars().count() >= CITED_TITLE)
        .map(ToOwned::to_owned)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The number a document bears itself: it stands alone on a line near the top, or begins the file's name.
fn own_number(document: &Document) -> Option<String> {
    let alone = |text: &str| {
        let text = fold(text);
        let text = text.trim().trim_matches(['(', ')']).to_owned();
        let found = numbers(&text).into_iter().next()?;
        let first: String = found.chars().take(2).collect();
        text.starts_with(&first).then_some(found)
    };
    let short = |text: &&str| text.chars().count() <= LONGEST_NUMBER_LINE;
    document
        .passages
        .iter()
        .take(HEAD_PASSAGES)
        .map(|p| p.text.as_str())
        .filter(short)
        .find_map(alone)
        .or_else(|| alone(document.file.rsplit('/').next()?))
        .filter(|n| {
            !["落实", "关于", "根据", "按照", "贯彻"]
                .iter()
                .any(|w| n.starts_with(w))
        })
}

/// Longest line that bears a number and, it may be, who signed it, in characters.
const LONGEST_NUMBER_LINE: usize = 36;

const STATE: u8 = 0;
const PROVINCE: u8 = 1;
const CITY: u8 = 2;
const COUNTY: u8 = 3;
const TOWN: u8 = 4;

/// Provinces that are named like cities.
const MUNICIPALITIES: [&str; 4] = ["北京市", "上海市", "天津市", "重庆市"];

fn rank(unit: &str) -> Option<Rank> {
    let unit = fold(unit);
    let place = place_level(&unit)?;
    let body = if ["人民政府", "党委", "国务院"]
        .iter()
        .any(|w| unit.contains(w))
        || ["省委", "市委", "县委", "区委", "省委办公厅", "市委办公室"]
            .iter()
            .any(|w| unit.ends_with(w))
    {
        0
    } else if unit.ends_with(['厅', '局', '委', '部', '办']) || unit.ends_with("委员会") {
        1
    } else {
        2
    };
    Some(Rank { place, body })
}

fn place_level(unit: &str) -> Option<u8> {
    if ["国务院", "中央", "中华人民共和国", "国家"]
        .iter()
        .any(|w| unit.starts_with(w))
        || (unit.ends_with('部') && place_at_start(unit).0.is_none())
    {
        return Some(STATE);
    }
    let levels: HashMap<char, u8> = [
        ('省', PROVINCE),
        ('市', CITY),
        ('州', CITY),
        ('盟', CITY),
        ('县', COUNTY),
        ('旗', COUNTY),
        ('区', COUNTY),
        ('镇', TOWN),
        ('乡', TOWN),
    ]
    .into();
    if unit.contains("自治区") && deepest_place(unit).is_some_and(|p| p.ends_with("自治区")) {
        return Some(PROVINCE);
    }
    match deepest_place(unit) {
        Some(place) if MUNICIPALITIES.contains(&place.as_str()) => Some(PROVINCE),
        Some(place) => levels.get(&place.chars().next_back()?).copied(),
        // 省固体废物中心 leaves out which province.
        None => match unit.chars().next()? {
            '省' => Some(PROVINCE),
            '市' => Some(CITY),
            '县' | '区' => Some(COUNTY),
            _ => None,
        },
    }
}

/// The last place with a government in a unit's name (岚岳省澜川市生态环境局: 澜川市).
fn deepest_place(unit: &str) -> Option<String> {
    let mut rest = unit;
    let mut deepest = None;
    while let (Some(place), after) = place_at_start(rest) {
        deepest = Some(place);
        rest = after;
    }
    deepest
}

/// Documents by their numbers, so that the sources of many records are looked up at once.
#[derive(Debug)]
pub(super) struct ByNumber<'p>(HashMap<&'p str, usize>);

impl<'p> ByNumber<'p> {
    pub(super) fn of(papers: &'p [Paper<'_>]) -> Self {
        Self(
            papers
                .iter()
                .enumerate()
                .filter_map(|(at, p)| Some((p.number()?, at)))
                .collect(),
        )
    }
    /// The document whose number a text ends with.
    pub(super) fn find(&self, number: &str) -> Option<usize> {
        number
            .char_indices()
            .filter_map(|(at, _)| number.get(at..))
            .find_map(|tail| self.0.get(tail).copied())
    }
}
