//! One pass over a passage that finds every word of every rule.
use std::{collections::BTreeMap, ops::Range};

use super::{
    pack::pattern::{Expression, Pattern},
    ruled::Ruled,
};
use daachorse::CharwiseDoubleArrayAhoCorasick;

/// A set of patterns: a trigger, an exemption, a feature or a slot. Its words are in the automaton.
#[derive(Debug)]
struct Group {
    regexes: Vec<Gated>,
}

#[derive(Debug)]
struct Gated {
    regex: Expression,
    open: bool,
}

/// What a found word leads to.
#[derive(Clone, Copy, Debug)]
enum Leads {
    Word(u32),
    Gate(u32, u32),
}

/// All groups and the automaton over their words.
#[derive(Default)]
pub(crate) struct Scanner {
    groups: Vec<Group>,
    leads: Vec<Vec<Leads>>,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

/// The words found in one passage, by group.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hits {
    /// Group and characters, sorted.
    words: Vec<(u32, u32, u32)>,
    /// Group and expression whose gate word was found, sorted.
    gates: Vec<(u32, u32)>,
}

/// Collects groups before the automaton is built.
#[derive(Debug, Default)]
pub(crate) struct ScannerBuilder {
    groups: Vec<Group>,
    words: BTreeMap<String, Vec<Leads>>,
}

impl ScannerBuilder {
    /// Adds a group and gives its number.
    pub(crate) fn group(&mut self, patterns: Vec<Pattern>) -> u32 {
        let id = number(self.groups.len());
        let mut regexes = Vec::new();
        for pattern in patterns {
            match pattern {
                Pattern::Word(word) => self.words.entry(word).or_default().push(Leads::Word(id)),
                Pattern::Regex { regex, gates } => {
                    let nth = number(regexes.len());
                    regexes.push(Gated {
                        regex,
                        open: gates.is_empty(),
                    });
                    for gate in gates {
                        self.words
                            .entry(gate)
                            .or_default()
                            .push(Leads::Gate(id, nth));
                    }
                }
            }
        }
        self.groups.push(Group { regexes });
        id
    }
    /// Builds the automaton.
    pub(crate) fn build(self) -> Scanner {
        let automaton = CharwiseDoubleArrayAhoCorasick::with_values(
            self.words.keys().zip(0u32..).map(|(w, n)| (w.as_str(), n)),
        );
        Scanner {
            groups: self.groups,
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
        let mut found: Vec<(usize, usize, u32)> = automaton
            .find_overlapping_iter(plain)
            .map(|m| (m.start(), m.end(), m.value()))
            .collect();
        if found.is_empty() {
            return hits;
        }
        found.sort_unstable();
        let mut chars = 0;
        let mut byte = 0;
        for (start, end, word) in found {
            chars += number(plain.get(byte..start).map_or(0, |t| t.chars().count()));
            byte = start;
            for lead in self.leads.get(word as usize).into_iter().flatten() {
                match *lead {
                    Leads::Word(group) => {
                        let len = number(plain.get(start..end).map_or(0, |t| t.chars().count()));
                        hits.words.push((group, chars, chars + len));
                    }
                    Leads::Gate(group, nth) => hits.gates.push((group, nth)),
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
        hits.of(group).next().is_some()
            || hits.gated(group).next().is_some()
            || self
                .group(group)
                .is_some_and(|g| g.regexes.iter().any(|r| r.open))
    }
    /// Matches of a group inside `within`, in reading order, without those that lie inside a longer one.
    pub(crate) fn matches(
        &self,
        group: u32,
        hits: &Hits,
        passage: &Ruled<'_>,
        within: &Range<u32>,
    ) -> Vec<Range<u32>> {
        let mut found: Vec<Range<u32>> = hits
            .of(group)
            .filter(|r| within.start <= r.start && r.end <= within.end)
            .collect();
        if let Some(group_of) = self.group(group) {
            for (nth, gated) in group_of.regexes.iter().enumerate() {
                if gated.open || hits.gated(group).any(|n| n as usize == nth) {
                    found.extend(
                        gated
                            .regex
                            .get()
                            .into_iter()
                            .flat_map(|r| passage.find(r, within)),
                    );
                }
            }
        }
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
    fn gated(&self, group: u32) -> impl Iterator<Item = u32> {
        let from = self.gates.partition_point(|g| g.0 < group);
        self.gates
            .iter()
            .skip(from)
            .take_while(move |g| g.0 == group)
            .map(|g| g.1)
    }
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
