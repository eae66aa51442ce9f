//! A subject that is not the unit: another place given duties, or a self-name of another level.
//!
//! Needs to know whose paper it is; a document without a readable unit is not examined. Towns of a county and counties of a
//! city are its own: only places of the same rank, and commands to places above, are foreign.
use std::ops::Range;

use super::level::{Level, Place, SUFFIXES, chain, place_at};
use crate::detect::{
    desk::{Desk, Sheet},
    draft::surroundings,
    mention::Mention,
    scan::number,
};
use crate::model::{
    Certainty, DocType, Document, Explain, FlagDraft, PassageKind, Severity, char_slice,
};

/// Id of the rule in flags.
pub(super) const RULE: &str = "foreign-subject";
/// Its version.
pub(super) const VERSION: u32 = 4;

/// Types in which the writer speaks for itself.
const TYPES: &[DocType] = &[
    DocType::整改报告,
    DocType::进展报告,
    DocType::督办回复,
    DocType::情况说明,
    DocType::工作方案,
    DocType::通知,
    DocType::整改清单,
];
/// Words by which a unit speaks of its own attitude or duty.
const SELF_ACTS: &[&str] = &[
    "将进一步",
    "将继续",
    "将持续",
    "将坚",
    "将认真",
    "将严格",
    "将全力",
    "将切实",
    "将对",
    "要切实",
    "要加强",
    "要坚决",
    "坚决扛",
    "坚决贯彻",
    "坚决落实",
    "高度重视",
    "进一步压实",
    "切实扛",
    "认真贯彻",
    "认真落实",
    "始终把",
    "始终坚持",
    "扛起",
    "党委扛",
    "党委坚决",
    "委、",
    "领导小组全体",
    "全力推进",
    "矢志不渝",
    "作为责任主体",
    "全面落实",
    "深刻认识",
    "迅速行动",
    "党政主要",
];
/// Words that give another an order.
const ORDERS: &[&str] = &["要求", "责成", "督促", "责令"];
/// What an order contains within its clause.
const ORDERED: &[&str] = &[
    "前完成",
    "底前",
    "于",
    "划定",
    "落实",
    "整改",
    "上报",
    "开展",
    "推进",
    "确保",
    "加快",
];
/// Words after which a place is only spoken of.
const SPOKEN_OF: &[&str] = &[
    "与", "和", "同", "赴", "到", "向", "从", "在", "由", "经", "对比", "比", "学习", "来自", "据",
    "根据", "按", "转", "请", "是", "为", "以",
];
/// Acts by which a self-name of a higher level shows itself as the writer.
const WRITES: &[&str] = &[
    "将", "要", "应", "已", "拟", "正", "对", "各", "坚决", "积极", "高度", "全面", "切实",
];
/// What follows a self-name of a higher level that speaks of its own parts.
const COUNTS_OWN: &[&str] = &[
    "一",
    "二",
    "两",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "共",
    "所辖",
    "下辖",
    "各社区",
    "各村",
];
/// Words by which figures are taken from somewhere.
const TAKEN_FROM: &[&str] = &[
    "数据来源:",
    "数据来源于",
    "数据引自",
    "数据取自",
    "资料来源:",
];
/// Addressees of papers of higher levels, and the lowest level that may address them so.
const ADDRESSEES: &[(&str, Level)] = &[
    ("各市(州)", Level::Province),
    ("各市州", Level::Province),
    ("各设区市", Level::Province),
    ("各设区的市", Level::Province),
    ("各地级市", Level::Province),
    ("各省辖市", Level::Province),
    ("各县(市、区)", Level::City),
    ("各县(市区)", Level::City),
    ("各县市区", Level::City),
    ("各区县", Level::City),
    ("各县区", Level::City),
];
/// Bodies under a place that may be told what to do only by it.
const BELOW: &[&str] = &[
    "各县",
    "各区",
    "各市",
    "各镇",
    "各乡",
    "各街道",
    "各村",
    "各部门",
    "各单位",
    "各有关",
    "各级",
];
/// What follows an addressee that is told what to do.
const TOLD: &[&str] = &["人民政府", "政府", "要", "应", "须", "务必", "党委"];

/// Flags of subjects that are not the document's unit.
pub(super) fn find(desk: &Desk<'_>, document: &Document) -> Vec<FlagDraft> {
    let Some(unit) = &document.unit else {
        return Vec::new();
    };
    let own = chain(&unit.value);
    let Some(home) = own.last() else {
        return Vec::new();
    };
    if !TYPES.contains(&document.doc_type.value) {
        return Vec::new();
    }
    let mut flags = Vec::new();
    for sheet in desk.sheets() {
        let Some(p) = document.passages.get(sheet.passage() as usize) else {
            continue;
        };
        if !matches!(p.kind, PassageKind::Paragraph | PassageKind::ListItem) {
            continue;
        }
        let text: Vec<char> = desk.ruled(sheet).text().chars().collect();
        let look = Look {
            desk,
            text: &text,
            own: &own,
            home,
            unit: &unit.value,
        };
        for sentence in &p.sentences {
            if let Some((words, why)) = look.sentence(sheet, sentence) {
                flags.extend(draft(desk, document, sheet, sentence, &words, why));
            }
        }
    }
    flags
}

struct Look<'d, 'a> {
    desk: &'d Desk<'a>,
    text: &'d [char],
    own: &'d [Place],
    home: &'d Place,
    unit: &'d str,
}

impl<'a> Look<'_, 'a> {
    /// The foreign words of a sentence and why they are foreign.
    fn sentence(&self, sheet: &Sheet<'a>, sentence: &Range<u32>) -> Option<(Range<u32>, String)> {
        for at in sentence.clone() {
            let found = self
                .self_name(at)
                .or_else(|| self.addressee(at))
                .or_else(|| self.ordered(at))
                .or_else(|| self.figures(at))
                .or_else(|| self.acting(at, sentence));
            if let Some((words, why)) = found
                && !Mention::covers(self.desk.mentions(sheet), words.start)
            {
                return Some((words, why));
            }
        }
        None
    }

    fn at(&self, at: u32, word: &str) -> bool {
        let mut rest = self.text.get(at as usize..).unwrap_or_default().iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }

    fn any_at(&self, at: u32, words: &[&str]) -> bool {
        words.iter().any(|w| self.at(at, w))
    }

    /// The rest of the clause after `at`.
    fn clause(&self, at: u32) -> Range<u32> {
        let rest = self.text.get(at as usize..).unwrap_or_default();
        let len = rest
            .iter()
            .take_while(|c| !matches!(c, ',' | '。' | ';' | ':' | '!' | '?' | '\n'))
            .count();
        at..at + number(len)
    }

    fn clause_has(&self, at: u32, words: &[&str]) -> bool {
        self.clause(at).any(|n| self.any_at(n, words))
    }

    /// 我省, 我镇, 本街道 of a level that is not the unit's.
    fn self_name(&self, at: u32) -> Option<(Range<u32>, String)> {
        let head = ["我们", "我", "本"].iter().find(|h| self.at(at, h))?;
        let after = at + number(head.chars().count());
        let (suffix, level) = SUFFIXES.iter().find(|(s, _)| self.at(after, s))?;
        // 各负责本市, 所在本县: each of several places, not the writer.
        if *head == "本" && *level > Level::Town {
            return None;
        }
        let end = after + number(suffix.chars().count());
        // 我区 of an autonomous region is the region.
        let same = self.home.suffix.ends_with(suffix);
        // A bureau of a city that is a county by rank may write either; a stem such as 我市场 is no self-name.
        let part_of_word =
            (*suffix == "市" && self.at(end, "场")) || (*suffix == "区" && self.at(end, "域"));
        // 乡镇人民政府主管本乡镇, 经费由本村负担: in papers of cities and above, each of many, unless it is what writes.
        let each = *head == "本" && self.home.level >= Level::City && !self.any_at(end, WRITES);
        let above = *level > self.home.level;
        // 我镇 of a village is the town it lies in; 本街道十四个社区 counts what is its own.
        let own_count = *head == "本" && self.any_at(end, COUNTS_OWN);
        let writes = self.any_at(end, WRITES) || self.own.iter().all(|p| p.level != *level);
        if same
            || each
            || part_of_word
            || *suffix == "州"
            || (above && !own_count && !(writes && self.any_at(end, WRITES)))
        {
            return None;
        }
        let why = format!(
            "自称“{head}{suffix}”,而本单位为“{}”({})",
            self.unit, self.home.name
        );
        Some((at..end, why))
    }

    /// 各市(州)人民政府要…: an addressee only a higher level may have.
    fn addressee(&self, at: u32) -> Option<(Range<u32>, String)> {
        let (name, lowest) = ADDRESSEES.iter().find(|(n, _)| self.at(at, n))?;
        let end = at + number(name.chars().count());
        if self.home.level >= *lowest || !self.any_at(end, TOLD) {
            return None;
        }
        let why = format!("向“{name}”提要求,超出本单位“{}”的层级", self.unit);
        Some((at..end, why))
    }

    /// 要求南屿区…: an order to a place that is not below the unit.
    fn ordered(&self, at: u32) -> Option<(Range<u32>, String)> {
        let order = ORDERS.iter().find(|o| self.at(at, o))?;
        let from = at + number(order.chars().count());
        let place = self.foreign_place(from)?;
        let end = from + number(place.name.chars().count());
        if place.level < self.home.level || !self.clause_has(end, ORDERED) {
            return None;
        }
        let why = format!("向“{}”派任务,该地不归本单位“{}”管", place.name, self.unit);
        Some((from..end, why))
    }

    /// 数据来源:南屿区统计公报: figures of another place of the same rank given as one's own.
    fn figures(&self, at: u32) -> Option<(Range<u32>, String)> {
        let lead = TAKEN_FROM.iter().find(|w| self.at(at, w))?;
        let from = at + number(lead.chars().count());
        let place = self.foreign_place(from)?;
        let end = from + number(place.name.chars().count());
        (place.level == self.home.level).then(|| {
            let why = format!("数据取自“{}”，而本单位为“{}”", place.name, self.unit);
            (at..end, why)
        })
    }

    /// Another place of the same rank speaking as the writer, at the beginning of a clause.
    fn acting(&self, at: u32, sentence: &Range<u32>) -> Option<(Range<u32>, String)> {
        let begins = at == sentence.start
            || at
                .checked_sub(1)
                .and_then(|n| self.text.get(n as usize))
                .is_some_and(|c| matches!(c, ',' | '。' | ';' | ':' | ' ' | '\n' | '、'));
        if !begins || self.any_at(at, SPOKEN_OF) {
            return None;
        }
        let place = self.foreign_place(at)?;
        let end = at + number(place.name.chars().count());
        let told = self.any_at(end, BELOW) && self.clause_has(end, TOLD);
        if told && place.level >= self.home.level {
            let why = format!(
                "向“{}”所属单位派任务,该地不归本单位“{}”管",
                place.name, self.unit
            );
            return Some((at..end, why));
        }
        if place.level != self.home.level || !self.clause_has(end, SELF_ACTS) {
            return None;
        }
        let why = format!(
            "以“{}”为主体表态或承诺,而本单位为“{}”",
            place.name, self.unit
        );
        Some((at..end, why))
    }

    /// A place that is not the unit's own, nor above it, nor one it answers for.
    fn foreign_place(&self, at: u32) -> Option<Place> {
        let place = self.text.get(at as usize..).and_then(place_at)?;
        let own = self.own.iter().any(|p| p.name == place.name) || self.unit.contains(&place.name);
        let profile = self
            .desk
            .units()
            .iter()
            .find(|u| u.name == self.unit || u.aliases.iter().any(|a| a == self.unit));
        let answers = profile.is_some_and(|u| {
            let mut names = u.places.iter().chain(&u.aliases);
            names.any(|n| n.contains(&place.name) || place.name.contains(n.as_str()))
        });
        (!own && !answers).then_some(place)
    }
}

fn draft<'a>(
    desk: &Desk<'a>,
    document: &Document,
    sheet: &Sheet<'a>,
    sentence: &Range<u32>,
    words: &Range<u32>,
    why: String,
) -> Option<FlagDraft> {
    let range = desk.ruled(sheet).trim(sentence);
    let passage = document.passages.get(sheet.passage() as usize)?;
    Some(FlagDraft {
        indicator: "template-residue".to_owned(),
        rule: RULE.to_owned(),
        rule_version: VERSION,
        severity: Severity::关注,
        certainty: Certainty::较强,
        unit: document.unit.as_ref().map(|u| u.value.clone()),
        period: document.period.as_ref().map(|p| p.value.label.clone()),
        source: document.source_ref(sheet.passage(), range.clone())?,
        surroundings: surroundings(document, sheet.passage(), &range),
        reason: format!("{why},疑为套用其他单位材料未改。"),
        evidence: Vec::new(),
        ask: vec![
            "这段话的责任主体应是谁?".to_owned(),
            "材料由谁起草、谁审核,是否套用了其他地方的文本?".to_owned(),
        ],
        explain: Explain {
            matched: vec![(
                "外单位主体".to_owned(),
                vec![char_slice(&passage.text, words)],
            )],
            exemptions_not_found: crate::detect::mention::LOOKED_FOR
                .iter()
                .map(|m| (*m).to_owned())
                .collect(),
            would_clear: Some("改为本单位为主体,或写明与该地的协作关系。".to_owned()),
            ..Explain::default()
        },
    })
}
