//! Use or mention: finds the stretches of a passage whose words are not the writer's own deed.
//!
//! Order as in the guide: titles, quotations, prohibitions, what others reported, corrections, conditions, negations.
//! Limits: scope is cut at punctuation, not parsed; a quotation mark that is never closed is read as plain text.
use std::{ops::Range, sync::LazyLock};

use super::scan::number;

mod cues;

use cues::{
    BACK, CORRECTED, DENY, IF, MOOD, OTHERS, OWN_NOUN, OWN_TERM, PROHIBIT, REPORT_VERBS, REPORTERS,
};

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
        let line = Line::new(&text, sentence.clone());
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
        starts: Vec::new(),
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
    /// Where a cue could begin.
    starts: Vec<u32>,
}

/// Characters with which a cue begins, as bits over the ideographs from U+4E00: most characters begin none.
static BEGINS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; (IDEOGRAPHS.end - IDEOGRAPHS.start).div_ceil(64) as usize];
    let lists = [PROHIBIT, REPORTERS, REPORT_VERBS, OTHERS, CORRECTED];
    let denials = DENY.iter().map(|(cue, _)| *cue);
    let cues = lists.into_iter().flatten().copied().chain(denials);
    for c in cues.filter_map(|cue| cue.chars().next()) {
        let at = u32::from(c).wrapping_sub(IDEOGRAPHS.start);
        if let Some(word) = bits.get_mut((at / 64) as usize) {
            *word |= 1 << (at % 64);
        }
    }
    bits
});
/// The block in which every cue begins.
const IDEOGRAPHS: Range<u32> = 0x4E00..0xA000;

fn begins_cue(c: char) -> bool {
    let at = u32::from(c).wrapping_sub(IDEOGRAPHS.start);
    let word = BEGINS.get((at / 64) as usize);
    word.is_some_and(|w| w & (1 << (at % 64)) != 0)
}

impl<'a> Line<'a> {
    fn new(text: &'a [char], sentence: Range<u32>) -> Self {
        let begins = |at: &u32| text.get(*at as usize).is_some_and(|c| begins_cue(*c));
        let starts = sentence.clone().filter(begins).collect();
        Self {
            text,
            sentence,
            starts,
        }
    }
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
        self.starts
            .iter()
            .copied()
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
