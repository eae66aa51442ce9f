//! Texts that belong together, cut at their markers: a complaint and its reply, a directive and a report.
use std::ops::Range;

use super::laid_out;
use crate::model::{Certainty, Explain, FoundDate, NumValue, fold};

/// Longest marker in characters, brackets left out; what is longer is text in unusual brackets.
const LONGEST_MARKER: usize = 30;

/// What a part of a pairing is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// What a citizen asks or complains of.
    诉求,
    /// What the unit answered.
    答复,
    /// What the level above wrote.
    上级,
    /// What this level wrote.
    本级,
    /// What was sent in.
    报送,
    /// What was asked for.
    要求,
    /// What was carried out.
    落实,
    /// The report of the period before.
    上期,
    /// The report of this period.
    本期,
    /// What another unit wrote.
    他单位,
    /// What the unit itself wrote; `〖本单位：某县〗` names it.
    本单位,
    /// A row of a ledger.
    台账,
    /// A passage of a report.
    报告,
    /// A reminder or an order of the office.
    督办,
    /// Under a marker of another kind, whose words are kept.
    其他,
    /// Text under no marker.
    正文,
}

impl Role {
    const MARKED: &[(&'static str, Self)] = &[
        ("诉求", Self::诉求),
        ("答复", Self::答复),
        ("上级", Self::上级),
        ("本级", Self::本级),
        ("报送", Self::报送),
        ("要求", Self::要求),
        ("落实", Self::落实),
        ("上期", Self::上期),
        ("本期", Self::本期),
        ("他单位", Self::他单位),
        ("本单位", Self::本单位),
        ("台账", Self::台账),
        ("报告", Self::报告),
        ("督办", Self::督办),
    ];

    /// The role of a marker's words; a register of any name (信访台账) is a 台账.
    fn of(marker: &str) -> Self {
        let head = marker.split(['：', ':']).next().unwrap_or(marker).trim();
        let named = Self::MARKED.iter().find(|(words, _)| *words == head);
        match named {
            Some((_, role)) => *role,
            None if head.ends_with("台账") => Self::台账,
            None => Self::其他,
        }
    }

    /// Whether the unit itself wrote it, so that it can be flagged. What others wrote is only compared with.
    #[must_use]
    pub fn is_own(self) -> bool {
        !matches!(
            self,
            Self::诉求 | Self::上级 | Self::要求 | Self::上期 | Self::他单位 | Self::督办
        )
    }
}

/// One of the texts, with what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is to the others.
    pub role: Role,
    /// The marker's words, e.g. `一季度` or `本单位：某县`; empty when there was none.
    pub marker: String,
    /// The text, without white space at its ends.
    pub text: String,
    /// The match form of `text`, same length in characters.
    pub plain: String,
    /// Sentences as character ranges.
    pub sentences: Vec<Range<u32>>,
    /// Numbers, in order; empty unless a [`Reader`] looked for them.
    pub numbers: Vec<NumValue>,
    /// Dates, in order; empty unless a [`Reader`] looked for them.
    pub dates: Vec<FoundDate>,
}

impl Part {
    /// A part in which nothing was looked for but its sentences.
    #[must_use]
    pub fn new(role: Role, marker: &str, text: &str) -> Self {
        let text = text.trim();
        Self {
            role,
            marker: marker.to_owned(),
            text: text.to_owned(),
            plain: fold(text),
            sentences: laid_out::sentences(text),
            numbers: Vec::new(),
            dates: Vec::new(),
        }
    }

    /// The name after the colon of the marker: 某县 of `本单位：某县`.
    #[must_use]
    pub fn named(&self) -> Option<&str> {
        let (_, name) = self.marker.split_once(['：', ':'])?;
        Some(name.trim()).filter(|n| !n.is_empty())
    }
}

/// Finds in the match form of a text what this room does not know how to find by itself.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Cuts sentences (of the text as it stands).
    pub sentences: fn(&str) -> Vec<Range<u32>>,
    /// Finds numbers.
    pub numbers: fn(&str) -> Vec<NumValue>,
    /// Finds dates; a year left out is settled by whoever brings the reader.
    pub dates: fn(&str) -> Vec<FoundDate>,
}

/// Texts that belong together, in the order they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairing {
    /// The parts; unmarked text is one part.
    pub parts: Vec<Part>,
}

impl Pairing {
    /// Cuts a text at its markers (`〖诉求〗…〖答复〗…`). A marker without text stays, with an empty text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut parts = Vec::new();
        let (mut role, mut marker, mut from) = (Role::正文, "", 0);
        let mut close = |role: Role, marker: &str, text: &str| {
            if role != Role::正文 || !text.trim().is_empty() {
                parts.push(Part::new(role, marker, text));
            }
        };
        for (at, _) in text.match_indices('〖') {
            let Some((words, _)) = text
                .get(at + '〖'.len_utf8()..)
                .and_then(|rest| rest.split_once('〗'))
            else {
                continue;
            };
            if at < from || words.contains('〖') || words.chars().count() > LONGEST_MARKER {
                continue;
            }
            close(role, marker, text.get(from..at).unwrap_or_default());
            (role, marker) = (Role::of(words), words);
            from = at + '〖'.len_utf8() + words.len() + '〗'.len_utf8();
        }
        close(role, marker, text.get(from..).unwrap_or_default());
        Self { parts }
    }

    /// As [`Pairing::read`], with sentences, numbers and dates looked for in every part.
    #[must_use]
    pub fn read_with(text: &str, reader: &Reader) -> Self {
        let mut pairing = Self::read(text);
        for part in &mut pairing.parts {
            part.sentences = (reader.sentences)(&part.text);
            part.numbers = (reader.numbers)(&part.plain);
            part.dates = (reader.dates)(&part.plain);
        }
        pairing
    }

    /// The first part of a role, with its number.
    #[must_use]
    pub fn part(&self, role: Role) -> Option<(usize, &Part)> {
        self.parts.iter().enumerate().find(|(_, p)| p.role == role)
    }

    /// The unit that a marker `本单位：…` names.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        let (_, part) = self.part(Role::本单位)?;
        part.named()
    }
}

/// Characters of one part of a pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Number of the part.
    pub part: usize,
    /// Its characters, half open.
    pub range: Range<u32>,
}

/// What a comparison of the parts found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Why, in Chinese, with the values put in.
    pub reason: String,
    /// How it came about.
    pub explain: Explain,
    /// How sure the comparison is.
    pub certainty: Certainty,
    /// The words it is about.
    pub at: Spot,
    /// The words it was compared with.
    pub against: Vec<Spot>,
}
