//! The desk a document lies on while the indicators read it: what is found once is found for all.
use std::cell::OnceCell;

use super::{
    RulePacks,
    concreteness::{self, Judged},
    gate::Headings,
    mention::{self, Mention},
    normative,
    pack::{OUT_OF_SCOPE, rule::Rule},
    ruled::{Ruled, plain_of},
    run,
    scan::Hits,
};
use crate::model::{Document, FlagDraft, UnitProfile};

/// One document, the rules, and what the word scan found.
#[derive(Debug)]
pub struct Desk<'a> {
    packs: &'a RulePacks,
    document: &'a Document,
    sheets: OnceCell<Vec<Sheet<'a>>>,
    headings: OnceCell<Headings>,
    is_statute: OnceCell<bool>,
}

/// One passage as the rules see it.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub(crate) hits: Hits,
    ruled: OnceCell<Ruled<'a>>,
    mentions: OnceCell<Vec<Mention>>,
    judged: OnceCell<Vec<Judged>>,
    passage: u32,
}

impl<'a> Desk<'a> {
    /// Lays a document on the desk.
    #[must_use]
    pub fn new(packs: &'a RulePacks, document: &'a Document) -> Self {
        Self {
            packs,
            document,
            sheets: OnceCell::new(),
            headings: OnceCell::new(),
            is_statute: OnceCell::new(),
        }
    }
    /// The document.
    #[must_use]
    pub fn document(&self) -> &'a Document {
        self.document
    }
    /// The units the office knows.
    #[must_use]
    pub fn units(&self) -> &'a [UnitProfile] {
        self.packs.units()
    }
    /// Whether the document is of a genre that is never examined: statutes, government work reports, policy and experience papers.
    /// A statute is known by its articles, too, for annexes are imported with the type of the batch.
    #[must_use]
    pub fn is_out_of_scope(&self) -> bool {
        OUT_OF_SCOPE.contains(&self.document.doc_type.value) || self.is_statute()
    }
    /// Whether the document is laid out in articles.
    pub(crate) fn is_statute(&self) -> bool {
        *self
            .is_statute
            .get_or_init(|| normative::is_statute(self.document))
    }
    /// Flags of all rules of an indicator, in reading order.
    #[must_use]
    pub fn run_rules(&self, indicator: &str) -> Vec<FlagDraft> {
        let rules = self.packs.rules().iter();
        rules
            .filter(|r| r.indicator == indicator)
            .flat_map(|r| self.run_rule(r))
            .collect()
    }
    /// Flags of one rule.
    pub(crate) fn run_rule(&self, rule: &Rule) -> Vec<FlagDraft> {
        if self.reads(rule) {
            run::rule(self, rule)
        } else {
            Vec::new()
        }
    }
    /// Whether a rule reads documents of this type.
    pub(crate) fn reads(&self, rule: &Rule) -> bool {
        !self.is_out_of_scope() && rule.doc_types.contains(&self.document.doc_type.value)
    }
    pub(crate) fn packs(&self) -> &'a RulePacks {
        self.packs
    }
    /// What stands over the passages.
    pub(crate) fn headings(&self) -> &Headings {
        self.headings.get_or_init(|| Headings::of(self.document))
    }
    /// The scanned passages, in order; scanned when first asked for.
    pub(crate) fn sheets(&self) -> &[Sheet<'a>] {
        self.sheets.get_or_init(|| {
            let scanner = self.packs.scanner();
            (0..)
                .zip(&self.document.passages)
                .map(|(passage, p)| Sheet {
                    hits: scanner.scan(&plain_of(p)),
                    ruled: OnceCell::new(),
                    mentions: OnceCell::new(),
                    judged: OnceCell::new(),
                    passage,
                })
                .collect()
        })
    }
    /// The passage's text for cutting and searching.
    pub(crate) fn ruled<'s>(&'s self, sheet: &'s Sheet<'a>) -> &'s Ruled<'a> {
        sheet.ruled.get_or_init(|| {
            let passage = self.document.passages.get(sheet.passage as usize);
            Ruled::new(passage.map_or_else(|| "".into(), plain_of))
        })
    }
    /// The sentences of the passage, judged for what they give a reader.
    pub(crate) fn judged<'s>(&'s self, sheet: &'s Sheet<'a>) -> &'s [Judged] {
        sheet
            .judged
            .get_or_init(|| concreteness::judge_passage(self.document, sheet.passage))
    }
    /// Stretches of the passage that mention rather than use.
    pub(crate) fn mentions<'s>(&'s self, sheet: &'s Sheet<'a>) -> &'s [Mention] {
        sheet.mentions.get_or_init(|| {
            let passage = self.document.passages.get(sheet.passage as usize);
            passage.map_or_else(Vec::new, |p| {
                mention::find(self.ruled(sheet).text(), &p.sentences)
            })
        })
    }
}

impl Sheet<'_> {
    /// Number of the passage in the document.
    pub(crate) fn passage(&self) -> u32 {
        self.passage
    }
}
