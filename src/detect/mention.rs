//! Use or mention: finds the stretches of a passage whose words are not the writer's own deed.
//!
//! Order as in the guide: titles, quotations, prohibitions, what others reported, corrections, conditions, negations.
//! Limits: scope is cut at punctuation, not parsed; a quotation mark that is never closed is read as plain text.
use std::ops::Range;

use super::scan::number;

/// Why a stretch is a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Because {
    /// Inside 《》.
    Title,
    /// Inside “” and not a term the unit applies to itself.
    Quoted,
    /// Governed by 严禁, 不得, 防止 and the like.
    Prohibited,
    /// What inspectors, audits or the public reported.
    Reported,
    /// Said to have been corrected.
    Corrected,
    /// A condition.
    Conditional,
    /// Denied.
    Negated,
}

/// What was looked for, as told to people.
pub(crate) const LOOKED_FOR: &[&str] = &[
    "书名号内",
    "引号内转述",
    "禁止性语句",
    "转述督察、通报或他人",
    "已说明纠正",
    "假设条件",
    "否定",
];

/// A stretch of a passage, in characters, and why its words do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) range: Range<u32>,
    pub(crate) because: Because,
}

impl Mention {
    /// Whether a match that begins at `start` is a mention.
    pub(crate) fn covers(mentions: &[Self], start: u32) -> bool {
        mentions.iter().any(|m| m.range.contains(&start))
    }
}

/// Words that forbid or turn against what follows.
const PROHIBIT: &[&str] = &[
    "严禁",
    "不得",
    "杜绝",
    "防止",
    "避免",
    "反对",
    "纠正",
    "取消",
    "废止",
    "禁止",
    "不准",
    "不允许",
    "不许",
    "不应",
    "不可",
    "不能",
    "切忌",
    "力戒",
    "克服",
    "不搞",
    "不再",
    "摒弃",
    "严防",
    "谨防",
    "遏制",
    "不宜",
    "制止",
    "破除",
    "整治",
    "叫停",
    "拒绝",
    "不主张",
    "不提倡",
    "不简单",
];
/// Who reports about others.
const REPORTERS: &[&str] = &[
    "督察组",
    "督察",
    "督导组",
    "巡视组",
    "巡察组",
    "巡视",
    "巡察",
    "通报",
    "核查组",
    "核查",
    "审计组",
    "审计",
    "检查组",
    "暗访组",
    "暗访",
    "专项检查",
    "上级",
    "省厅",
    "市局",
    "群众",
    "举报人",
    "信访人",
    "媒体",
    "有人",
    "代表",
    "会上",
    "反馈意见",
    "邻县",
    "外地",
];
/// How they report.
const REPORT_VERBS: &[&str] = &[
    "指出", "发现", "反馈", "认为", "提出", "反映", "点名", "通报", "披露", "曝光", "举报", "投诉",
    "喊", "建议", "说",
];
/// Words after 反映 and the like that tell a mood, not what was reported.
const MOOD: &[&str] = &["强烈", "较好", "良好", "热烈", "满意"];
/// Other bodies a paper speaks about.
const OTHERS: &[&str] = &[
    "有的镇",
    "有的县",
    "有的乡",
    "有的地方",
    "有的单位",
    "有的部门",
    "有的街道",
    "有的干部",
    "个别地方",
    "个别单位",
    "个别镇",
    "个别乡",
    "个别县",
    "个别街道",
    "个别部门",
    "一些地方",
    "一些单位",
    "一些部门",
    "少数地方",
    "少数单位",
    "部分地区",
];
/// Words that say the matter was put right.
const CORRECTED: &[&str] = &[
    "已纠正",
    "已予纠正",
    "予以纠正",
    "要求纠正",
    "已退回",
    "退回重",
    "已更正",
    "予以更正",
    "已撤回",
    "撤回了",
    "未被采纳",
    "未采纳",
    "没采纳",
    "没同意",
    "未同意",
    "不同意",
    "拦下",
    "否决",
    "已废止",
    "已取消",
    "取消了",
    "辟谣",
    "谣言",
    "已改为",
    "改成",
    "已叫停",
    "被叫停",
    "已收回",
    "收回了",
];
/// Openings of a sentence that speaks of the one before.
const BACK: &[&str] = &["该", "上述", "此", "这一", "这种", "前述", "对此", "后"];
/// Openings of a condition.
const IF: &[&str] = &[
    "如果", "假如", "倘若", "一旦", "若", "如", "凡是", "凡", "对于", "对",
];
/// Denials, each with what must not follow for it to be one.
const DENY: &[(&str, &[&str])] = &[
    ("没有", &[]),
    ("并未", &[]),
    ("从未", &[]),
    ("尚未", &[]),
    ("未", &["来", "经", "达标", "取得", "批先"]),
    ("并非", &[]),
    ("不是", &[]),
    ("无需", &[]),
    ("不必", &[]),
    ("不会", &[]),
    ("没让", &[]),
];
/// Verbs by which a unit gives its own doing a name in quotation marks.
const OWN_TERM: &[&str] = &[
    "实行",
    "推行",
    "采取",
    "采用",
    "执行",
    "落实",
    "开展",
    "实施",
    "建立",
    "按照",
    "按",
    "以",
    "设立",
    "启动",
    "打造",
    "形成",
    "坚持",
    "围绕",
    "探索",
    "创新",
    "构建",
    "推进",
    "做到",
    "用好",
    "弘扬",
    "发扬",
    "统一",
    "定为",
    "列为",
    "转入",
    "视为",
    "记作",
    "标为",
    "登记为",
    "称为",
    "称作",
];
/// Nouns that follow a term in quotation marks when it is one's own.
const OWN_NOUN: &[&str] = &[
    "精神", "工作", "行动", "机制", "制度", "模式", "理念", "要求", "原则", "措施", "方式", "办法",
    "活动", "专项", "战役", "态势", "格局", "管理", "标准", "专班", "方案", "体系",
];
/// Longest text in quotation marks that can be a term, in characters.
const TERM_CHARS: u32 = 12;
/// Farthest a report verb may stand behind its reporter, in characters.
const REPORT_REACH: usize = 12;
/// How far a denial reaches, in characters.
const DENY_REACH: u32 = 8;

/// Finds the mentions of a passage; `plain` is its match form, `sentences` its sentences.
pub(crate) fn find(plain: &str, sentences: &[Range<u32>]) -> Vec<Mention> {
    let text: Vec<char> = plain.chars().collect();
    let mut found = Vec::new();
    enclosed(&text, &mut found);
    let whole = 0..number(text.len());
    let sentences = if sentences.is_empty() {
        std::slice::from_ref(&whole)
    } else {
        sentences
    };
    for (nth, sentence) in sentences.iter().enumerate() {
        let line = Line {
            text: &text,
            sentence: sentence.clone(),
        };
        line.prohibited(&mut found);
        line.reported(&mut found);
        line.conditional(&mut found);
        line.denied(&mut found);
        if let Some(end) = line.corrected() {
            found.push(Mention {
                range: sentence.start..end,
                because: Because::Corrected,
            });
            let speaks_back = BACK.iter().any(|b| line.at(sentence.start, b));
            let before = nth.checked_sub(1).and_then(|n| sentences.get(n));
            if let (true, Some(before)) = (speaks_back, before) {
                found.push(Mention {
                    range: before.clone(),
                    because: Because::Corrected,
                });
            }
        }
    }
    found
}

/// Titles and quotations, brackets included.
fn enclosed(text: &[char], found: &mut Vec<Mention>) {
    let mut open: Vec<(u32, char)> = Vec::new();
    for (at, c) in (0_u32..).zip(text) {
        let closes = match c {
            '《' | '“' | '‘' | '「' | '『' => {
                open.push((at, *c));
                continue;
            }
            '》' => '《',
            '”' => '“',
            '’' => '‘',
            '」' => '「',
            '』' => '『',
            _ => continue,
        };
        let Some(depth) = open.iter().rposition(|(_, o)| *o == closes) else {
            continue;
        };
        let from = open.get(depth).map_or(at, |(from, _)| *from);
        open.truncate(depth);
        let because = if closes == '《' {
            Because::Title
        } else {
            Because::Quoted
        };
        if because == Because::Title || !own_term(text, from, at) {
            found.push(Mention {
                range: from..at + 1,
                because,
            });
        }
    }
}

/// Whether the quotation marks at `from` and `to` only mark a term the unit applies to itself.
fn own_term(text: &[char], from: u32, to: u32) -> bool {
    let line = Line {
        text,
        sentence: 0..number(text.len()),
    };
    let inner = from + 1..to;
    let short = inner.end - inner.start <= TERM_CHARS
        && !line
            .slice(&inner)
            .iter()
            .any(|c| matches!(c, ',' | '。' | ';' | '!'));
    let before = OWN_TERM.iter().any(|v| {
        from.checked_sub(number(v.chars().count()))
            .is_some_and(|at| line.at(at, v))
    });
    let after = OWN_NOUN.iter().any(|n| line.at(to + 1, n));
    short && (before || after)
}

struct Line<'a> {
    text: &'a [char],
    sentence: Range<u32>,
}

impl Line<'_> {
    fn slice(&self, range: &Range<u32>) -> &[char] {
        self.text
            .get(range.start as usize..range.end as usize)
            .unwrap_or_default()
    }
    fn at(&self, at: u32, word: &str) -> bool {
        let rest = self.text.get(at as usize..).unwrap_or_default();
        let mut rest = rest.iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }
    /// Places of a word in the sentence.
    fn places(&self, word: &str) -> impl Iterator<Item = Range<u32>> {
        let len = number(word.chars().count());
        self.sentence
            .clone()
            .filter(move |at| at + len <= self.sentence.end)
            .filter(|at| self.at(*at, word))
            .map(move |at| at..at + len)
    }
    /// The end of the clause that begins at `from`: the next comma, colon or stop outside quotation marks.
    fn clause_end(&self, from: u32) -> u32 {
        let mut depth = 0_u32;
        for at in from..self.sentence.end {
            match self.text.get(at as usize) {
                Some('“' | '《' | '‘') => depth += 1,
                Some('”' | '》' | '’') => depth = depth.saturating_sub(1),
                Some(',' | '。' | ';' | '!' | '?') if depth == 0 => return at,
                _ => {}
            }
        }
        self.sentence.end
    }
    fn prohibited(&self, found: &mut Vec<Mention>) {
        for cue in PROHIBIT {
            for place in self.places(cue) {
                let end = self.clause_end(place.end);
                if place.end < end {
                    found.push(Mention {
                        range: place.end..end,
                        because: Because::Prohibited,
                    });
                }
            }
        }
    }
    fn reported(&self, found: &mut Vec<Mention>) {
        for who in REPORTERS {
            for place in self.places(who) {
                let reach = place.end..(place.end + number(REPORT_REACH)).min(self.sentence.end);
                let verb = REPORT_VERBS.iter().flat_map(|v| self.places(v)).find(|v| {
                    v.start >= reach.start
                        && v.end <= reach.end
                        && !MOOD.iter().any(|m| self.at(v.end, m))
                });
                if let Some(verb) = verb {
                    found.push(Mention {
                        range: verb.end..self.sentence.end,
                        because: Because::Reported,
                    });
                }
            }
        }
        for who in OTHERS {
            for place in self.places(who) {
                found.push(Mention {
                    range: place.start..self.sentence.end,
                    because: Because::Reported,
                });
            }
        }
    }
    /// The end of a cue that says the matter was put right.
    fn corrected(&self) -> Option<u32> {
        CORRECTED
            .iter()
            .flat_map(|c| self.places(c))
            .map(|r| r.end)
            .max()
    }
    fn conditional(&self, found: &mut Vec<Mention>) {
        let mut from = self.sentence.start;
        while from < self.sentence.end {
            let end = self.clause_end(from);
            let blank = self
                .slice(&(from..end))
                .iter()
                .take_while(|c| c.is_whitespace());
            let start = from + number(blank.count());
            let ends_so = end.checked_sub(1).is_some_and(|last| self.at(last, "的"));
            let opens = IF
                .iter()
                .find(|w| self.at(start, w) && !self.at(start, "若干"));
            let firm = |w: &&str| !matches!(*w, "对" | "对于" | "凡" | "凡是" | "如");
            if opens.is_some_and(|w| firm(w) || ends_so) {
                found.push(Mention {
                    range: start + 1..end,
                    because: Because::Conditional,
                });
            }
            from = end + 1;
        }
    }
    fn denied(&self, found: &mut Vec<Mention>) {
        for (cue, not_before) in DENY {
            for place in self.places(cue) {
                if not_before.iter().any(|w| self.at(place.end, w)) {
                    continue;
                }
                let end = self.clause_end(place.end).min(place.end + DENY_REACH);
                if place.end < end {
                    found.push(Mention {
                        range: place.end..end,
                        because: Because::Negated,
                    });
                }
            }
        }
    }
}
