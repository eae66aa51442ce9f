//! Rules and indicators as people ask about them.
use std::path::PathBuf;

use super::{Office, OfficeError, reconciling};
use crate::{
    detect::{self, RulePacks},
    model::{IndicatorCard, RuleVersion},
    normalize, reconcile, store,
};

impl Office {
    /// The card of one indicator, or all cards in display order; workspace rules included.
    ///
    /// # Errors
    /// When rules are refused or the indicator does not exist.
    pub fn cards(&self, indicator: Option<&str>) -> Result<Vec<IndicatorCard>, OfficeError> {
        pick(&*self.packs()?, indicator)
    }

    /// Every rule that takes part and its version.
    ///
    /// # Errors
    /// When rules are refused.
    pub fn rule_versions(&self) -> Result<Vec<RuleVersion>, OfficeError> {
        let mut versions = self.packs()?.versions();
        versions.extend(reconciling::versions());
        Ok(versions)
    }
}

/// As [`Office::cards`], outside any workspace.
///
/// # Errors
/// When rules are refused or the indicator does not exist.
pub fn built_in_cards(indicator: Option<&str>) -> Result<Vec<IndicatorCard>, OfficeError> {
    pick(
        &RulePacks::load(&[]).map_err(OfficeError::Rules)?,
        indicator,
    )
}

fn pick(packs: &RulePacks, indicator: Option<&str>) -> Result<Vec<IndicatorCard>, OfficeError> {
    match indicator {
        None => Ok(all_cards(packs)),
        Some(id) => all_cards(packs)
            .into_iter()
            .find(|card| card.id == id)
            .map(|card| vec![card])
            .ok_or_else(|| OfficeError::NoSuchIndicator { id: id.to_owned() }),
    }
}

/// Cards of what is found in documents, then of what only the checks of reconciliation find.
pub(super) fn all_cards(packs: &RulePacks) -> Vec<IndicatorCard> {
    let mut cards = packs.cards();
    for card in reconcile::cards() {
        if cards.iter().all(|c| c.id != card.id) {
            cards.push(card);
        }
    }
    cards
}

/// Loads rule packs from files and folders as if they lay in a workspace; their rules and versions.
///
/// # Errors
/// Every fault, or when a file cannot be read.
pub fn check_rules(paths: &[PathBuf]) -> Result<Vec<RuleVersion>, OfficeError> {
    let mut packs = Vec::new();
    for path in paths {
        let found = store::read_rule_packs(path, &path.to_string_lossy())?;
        if found.is_empty() {
            return Err(OfficeError::NoSuchPath { path: path.clone() });
        }
        packs.extend(found);
    }
    detect::check_rules(&packs).map_err(OfficeError::Rules)
}

/// Canonical fields that a column header can be mapped to.
#[must_use]
pub fn field_names() -> Vec<&'static str> {
    normalize::headers::fields()
}
