//! One pass over a passage that finds every word of every rule.
use std::{collections::BTreeMap, ops::Range};

use super::{
    pack::pattern::{Expression, Pattern},
    ruled::Ruled,
};
use daachorse::CharwiseDoubleArrayAhoCorasick;
use regex::Regex;

/// A set of patterns: a trigger, an exemption, a feature or a slot. Its words are in the automaton.
#[derive(Debug)]
struct Group {
    regexes: Vec<Gated>,
    /// Expressions without gate words, which may match anywhere.
    open: Vec<u32>,
    /// Numbers of its gates.
    gates: Range<u32>,
}

#[derive(Debug)]
struct Gated {
    regex: Expression,
    /// Numbers of its gates, one for each list of gate words; it can only match where a word of each stands.
    gates: Range<u32>,
}

/// What a found word leads to.
#[derive(Clone, Copy, Debug)]
enum Leads {
    Word(u32),
    Gate(u32),
}

/// A gate word found in a passage: number of the gate in the upper half, the character it begins at in the lower. One number, because
/// sorting them is a good part of a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Gating(u64);

impl Gating {
    fn new(gate: u32, at: u32) -> Self {
        Self((u64::from(gate) << u32::BITS) | u64::from(at))
    }
    fn gate(self) -> u32 {
        u32::try_from(self.0 >> u32::BITS).unwrap_or(u32::MAX)
    }
    fn at(self) -> u32 {
        u32::try_from(self.0 & u64::from(u32::MAX)).unwrap_or(u32::MAX)
    }
}

/// All groups and the automaton over their words.
#[derive(Default)]
pub(crate) struct Scanner {
    groups: Vec<Group>,
    /// By number of a gate, which expression of its group it is of.
    gates: Vec<u32>,
    leads: Vec<Vec<Leads>>,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

/// The words found in one passage, by group.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hits {
    /// Group and characters, sorted.
    words: Vec<(u32, u32, u32)>,
    /// Gate words found, sorted.
    gates: Vec<Gating>,
}

/// Collects groups before the automaton is built.
#[derive(Debug, Default)]
pub(crate) struct ScannerBuilder {
    groups: Vec<Group>,
    gates: Vec<u32>,
    words: BTreeMap<String, Vec<Leads>>,
}

impl ScannerBuilder {
    /// Adds a group and gives its number.
    pub(crate) fn group(&mut self, patterns: Vec<Pattern>) -> u32 {
        let id = number(self.groups.len());
        let first = number(self.gates.len());
        let mut regexes = Vec::new();
        for pattern in patterns {
            match pattern {
                Pattern::Word(word) => self.words.entry(word).or_default().push(Leads::Word(id)),
                Pattern::Regex { regex, gates } => {
                    let nth = number(regexes.len());
                    let from = number(self.gates.len());
                    for words in gates {
                        let gate = number(self.gates.len());
                        self.gates.push(nth);
                        for word in words {
                            let leads = self.words.entry(word).or_default();
                            leads.push(Leads::Gate(gate));
                        }
                    }
                    let gates = from..number(self.gates.len());
                    regexes.push(Gated { regex, gates });
                }
            }
        }
        let open = (0..).zip(&regexes).filter(|(_, r)| r.gates.is_empty());
        let open = open.map(|(nth, _)| nth).collect();
        self.groups.push(Group {
            regexes,
            open,
            gates: first..number(self.gates.len()),
        });
        id
    }
    /// Builds the automaton.
    pub(crate) fn build(self) -> Scanner {
        let automaton = CharwiseDoubleArrayAhoCorasick::with_values(
            self.words.keys().zip(0u32..).map(|(w, n)| (w.as_str(), n)),
        );
        Scanner {
            groups: self.groups,
            gates: self.gates,
            leads: self.words.into_values().collect(),
            // Only an empty set of words (or more than u32 can count) fails to build: then nothing is found by word.
            automaton: automaton.ok(),
        }
    }
}

impl std::fmt::Debug for Scanner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scanner")
            .field("groups", &self.groups.len())
            .field("words", &self.leads.len())
            .finish_non_exhaustive()
    }
}

impl Scanner {
    fn group(&self, group: u32) -> Option<&Group> {
        self.groups.get(group as usize)
    }
    /// Finds every word in the match form of a passage.
    pub(crate) fn scan(&self, plain: &str) -> Hits {
        let mut hits = Hits::default();
        let Some(automaton) = &self.automaton else {
            return hits;
        };
        // Characters before every byte, so that words need not come in order.
        let mut before = vec![0_u32; plain.len() + 1];
        let mut chars = 0;
        for (byte, count) in plain.bytes().zip(&mut before) {
            // Bytes that go on with a character are 10xxxxxx.
            chars += u32::from(byte & 0xC0 != 0x80);
            *count = chars - 1;
        }
        if let Some(count) = before.last_mut() {
            *count = chars;
        }
        let at = |byte: usize| before.get(byte).copied().unwrap_or(chars);
        for found in automaton.find_overlapping_iter(plain) {
            let (start, end) = (at(found.start()), at(found.end()));
            for lead in self.leads.get(found.value() as usize).into_iter().flatten() {
                match *lead {
                    Leads::Word(group) => hits.words.push((group, start, end)),
                    Leads::Gate(gate) => hits.gates.push(Gating::new(gate, start)),
                }
            }
        }
        hits.words.sort_unstable();
        hits.gates.sort_unstable();
        hits.gates.dedup();
        hits
    }
    /// Whether a group could match in a passage with these hits.
    pub(crate) fn possible(&self, group: u32, hits: &Hits) -> bool {
        self.possible_in(group, hits, &(0..u32::MAX))
    }
    /// Whether a group could match inside `within`: a look at what the scan found, without running any expression.
    pub(crate) fn possible_in(&self, group: u32, hits: &Hits, within: &Range<u32>) -> bool {
        hits.of(group)
            .any(|r| within.start <= r.start && r.end <= within.end)
            || self.tried(group, hits, within).next().is_some()
    }
    /// Expressions of a group that could match inside `within`.
    fn tried<'h>(
        &'h self,
        group: u32,
        hits: &'h Hits,
        within: &'h Range<u32>,
    ) -> impl Iterator<Item = &'h Expression> {
        let of = self.group(group);
        let open = of.into_iter().flat_map(|g| &g.open).map(|o| (*o, &[][..]));
        let nth = |hit: &Gating| self.gates.get(hit.gate() as usize).copied();
        let gates = of.map_or(0..0, |g| g.gates.clone());
        let gated = hits.gated(&gates).chunk_by(move |a, b| nth(a) == nth(b));
        let gated = gated.filter_map(move |g| Some((nth(g.first()?)?, g)));
        open.chain(gated).filter_map(move |(nth, gates)| {
            let gated = of?.regexes.get(nth as usize)?;
            gated.may_match(gates, within).then_some(&gated.regex)
        })
    }
    /// Matches of a group inside `within`, in reading order, without those that lie inside a longer one.
    pub(crate) fn matches(
        &self,
        group: u32,
        hits: &Hits,
        passage: &Ruled<'_>,
        within: &Range<u32>,
    ) -> Vec<Range<u32>> {
        self.sought(group, hits, passage, within, Ruled::find, |_| true)
    }
    /// As [`Self::matches`], without what is only a piece of a longer word: for what speaks for a flag.
    pub(crate) fn whole_matches(
        &self,
        group: u32,
        hits: &Hits,
        passage: &Ruled<'_>,
        within: &Range<u32>,
    ) -> Vec<Range<u32>> {
        let is_whole = |word: &Range<u32>| !passage.is_piece(word);
        self.sought(group, hits, passage, within, Ruled::find_whole, is_whole)
    }
    fn sought<'a>(
        &self,
        group: u32,
        hits: &Hits,
        passage: &Ruled<'a>,
        within: &Range<u32>,
        find: impl Fn(&Ruled<'a>, &Regex, &Range<u32>) -> Vec<Range<u32>>,
        counts: impl Fn(&Range<u32>) -> bool,
    ) -> Vec<Range<u32>> {
        let mut found: Vec<Range<u32>> = hits
            .of(group)
            .filter(|r| within.start <= r.start && r.end <= within.end)
            .filter(counts)
            .collect();
        let tried = self.tried(group, hits, within).filter_map(Expression::get);
        found.extend(tried.flat_map(|regex| find(passage, regex, within)));
        found.sort_unstable_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
        let mut upto = 0;
        found.retain(|r| {
            let outside = r.end > upto;
            upto = upto.max(r.end);
            outside
        });
        found
    }
}

impl Hits {
    fn of(&self, group: u32) -> impl Iterator<Item = Range<u32>> {
        let from = self.words.partition_point(|w| w.0 < group);
        self.words
            .iter()
            .skip(from)
            .take_while(move |w| w.0 == group)
            .map(|w| w.1..w.2)
    }
    /// Those of these gates whose word was found.
    fn gated(&self, gates: &Range<u32>) -> &[Gating] {
        let from = self.gates.partition_point(|g| g.gate() < gates.start);
        let upto = self.gates.partition_point(|g| g.gate() < gates.end);
        self.gates.get(from..upto).unwrap_or_default()
    }
}

impl Gated {
    /// Whether a word of every list stands inside `within`; `gates` are its own.
    fn may_match(&self, hits: &[Gating], within: &Range<u32>) -> bool {
        self.gates.clone().all(|gate| {
            let mut of_list = hits.iter().filter(|hit| hit.gate() == gate);
            of_list.any(|hit| within.contains(&hit.at()))
        })
    }
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
