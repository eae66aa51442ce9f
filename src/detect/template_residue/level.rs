//! Administrative places in names: 白榆市澄河县水务局 stands in 澄河县, which stands in 白榆市.

/// Rank of an administrative place; larger governs smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Village,
    Town,
    County,
    City,
    Province,
}

/// A place name with its suffix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) suffix: &'static str,
    pub(super) level: Level,
}

/// Suffixes, the longer before those they end with.
pub(super) const SUFFIXES: &[(&str, Level)] = &[
    ("自治区", Level::Province),
    ("自治州", Level::City),
    ("自治县", Level::County),
    ("街道", Level::Town),
    ("省", Level::Province),
    ("市", Level::City),
    ("州", Level::City),
    ("盟", Level::City),
    ("县", Level::County),
    ("区", Level::County),
    ("旗", Level::County),
    ("镇", Level::Town),
    ("乡", Level::Town),
    ("村", Level::Village),
];

/// Characters before a suffix that make it a common noun: 园区, 城乡, 农村, 集镇.
const NOT_BEFORE: &[(&str, &str)] = &[
    (
        "区",
        "园社厂库景辖片灾山小矿城郊新河江沿禁地发业牧林湖校住街流海港老功护能保牌管",
    ),
    ("乡", "城下回老家返"),
    ("村", "农乡行新全各我本该邻"),
    ("镇", "城集乡全各我本该邻小"),
    ("县", "全各我本该邻外两"),
    ("市", "城全各我本该邻上超都夜门菜"),
    ("省", "全各我本该外两节"),
    ("州", "各"),
    ("旗", "红锦国"),
];
/// Characters after a suffix that make it part of a word: 市场, 市政工程, 乡村, 区域.
const NOT_AFTER: &[(&str, &str)] = &[
    ("市", "场容民值"),
    ("乡", "村镇"),
    ("村", "民庄镇"),
    ("镇", "区村"),
    ("区", "域间分别"),
    ("县", "域城"),
    ("省", "内外道"),
];
/// Fewest and most characters of a place name, suffix included.
const NAME_CHARS: std::ops::RangeInclusive<usize> = 2..=5;

/// The place whose name begins the text, shortest first.
pub(super) fn place_at(text: &[char]) -> Option<Place> {
    for len in NAME_CHARS {
        let name: String = text.get(..len)?.iter().collect();
        let Some((suffix, level)) = SUFFIXES.iter().find(|(s, _)| name.ends_with(s)) else {
            continue;
        };
        let stem = name.chars().count() - suffix.chars().count();
        let all_han = name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let listed = |table: &[(&str, &str)], c: Option<&char>| {
            table
                .iter()
                .any(|(s, chars)| s == suffix && c.is_some_and(|c| chars.contains(*c)))
        };
        let before = stem.checked_sub(1).and_then(|at| text.get(at));
        let next = text.get(len);
        let municipal = *suffix == "市" && next == Some(&'政') && text.get(len + 1) != Some(&'府');
        // 岚州市 is one name, and not 岚州 with something behind it.
        if goes_on(text, len, suffix) {
            continue;
        }
        if stem == 0
            || !all_han
            || listed(NOT_BEFORE, before)
            || listed(NOT_AFTER, next)
            || municipal
        {
            return None;
        }
        return Some(Place {
            name,
            suffix,
            level: *level,
        });
    }
    None
}

/// Suffixes that names of cities and districts hold before their own (岚州市, 景德镇市, 通州区), and what begins a word instead: 岚州|市场.
const HELD: &[(&str, char, &str)] = &[
    ("州", '市', "场政容民值"),
    ("镇", '市', "场政容民值"),
    ("州", '区', "域间分别"),
];

/// Whether the suffix that ends the first `len` characters stands inside a longer name.
fn goes_on(text: &[char], len: usize, suffix: &str) -> bool {
    let (next, after) = (text.get(len), text.get(len + 1));
    HELD.iter().any(|(held, own, not)| {
        *held == suffix && next == Some(own) && after.is_none_or(|a| !not.contains(*a))
    })
}

/// The places a unit's name begins with, the widest first.
pub(super) fn chain(unit: &str) -> Vec<Place> {
    let text: Vec<char> = unit.chars().collect();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(place) = text.get(at..).and_then(place_at) {
        at += place.name.chars().count();
        places.push(place);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(unit: &str) -> Vec<String> {
        chain(unit).into_iter().map(|p| p.name).collect()
    }

    #[test]
    fn a_unit_stands_in_the_places_its_name_begins_with() {
        assert_eq!(names("白榆市澄河县水务局"), ["白榆市", "澄河县"]);
        assert_eq!(names("澄河县青槐镇人民政府"), ["澄河县", "青槐镇"]);
        assert_eq!(names("南屿区市场监管局"), ["南屿区"]);
        assert_eq!(names("滨河街道办事处"), ["滨河街道"]);
        assert_eq!(names("岚州市生态环境局"), ["岚州市"]);
        assert_eq!(names("岚州市场监管局"), ["岚州"]);
        assert_eq!(names("岚州市通州区水务局"), ["岚州市", "通州区"]);
    }

    #[test]
    fn common_nouns_are_no_places() {
        for unit in [
            "生态环境局",
            "工业园区管委会",
            "城乡建设局",
            "市场监管局",
            "农村能源站",
        ] {
            assert!(names(unit).is_empty(), "{unit}: {:?}", names(unit));
        }
    }
}
