//! What an indicator is, and the one that runs rule files.
use super::{
    RulePacks,
    desk::Desk,
    pairing::{Finding, Pairing},
};
use crate::model::{Document, FlagDraft, IndicatorCard};

/// Something worth a second look that can be found in documents.
pub trait Indicator: Sync {
    /// Id in kebab-case; its folder is the same in snake_case.
    fn id(&self) -> &'static str;
    /// The text of its `card.toml`.
    fn card_toml(&self) -> &'static str;
    /// Rule files: path for messages, and text.
    fn rule_files(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }
    /// Version of the code, for indicators that are not rule files.
    fn version(&self) -> u32 {
        1
    }
    /// Rules that are code, with their versions; of an indicator without rule files its own id.
    fn code_rules(&self) -> Vec<(&'static str, u32)> {
        if self.rule_files().is_empty() {
            vec![(self.id(), self.version())]
        } else {
            Vec::new()
        }
    }
    /// Flags of one document.
    fn examine(&self, desk: &Desk<'_>, document: &Document) -> Vec<FlagDraft>;
    /// Flags that need several documents.
    fn compare(&self, packs: &RulePacks, documents: &[&Document]) -> Vec<FlagDraft> {
        let _ = (packs, documents);
        Vec::new()
    }
    /// What the texts of a pairing say against each other: a pure comparison, for pairs from table rows, from two documents, and
    /// for labelled specimens alike.
    fn confront(&self, packs: &RulePacks, pairing: &Pairing) -> Option<Finding> {
        let _ = (packs, pairing);
        None
    }
    /// The card.
    ///
    /// # Errors
    /// The parser's words, when the card does not hold what a card must hold; a test keeps every built-in card right.
    fn card(&self) -> Result<IndicatorCard, String> {
        toml::from_str(self.card_toml()).map_err(|e| e.to_string())
    }
}

/// An indicator that is wholly made of rule files.
#[derive(Debug)]
pub(super) struct RuleIndicator {
    pub(super) id: &'static str,
    pub(super) card: &'static str,
    pub(super) rules: &'static [(&'static str, &'static str)],
}

impl Indicator for RuleIndicator {
    fn id(&self) -> &'static str {
        self.id
    }
    fn card_toml(&self) -> &'static str {
        self.card
    }
    fn rule_files(&self) -> &'static [(&'static str, &'static str)] {
        self.rules
    }
    fn examine(&self, desk: &Desk<'_>, _document: &Document) -> Vec<FlagDraft> {
        desk.run_rules(self.id)
    }
}
