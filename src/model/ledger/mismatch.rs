//! Two records that do not agree, and the sheet on which people reconcile them.
use serde::{Deserialize, Serialize};

use super::LinkedBy;
use crate::model::{Certainty, Evidence, Severity, SourceRef};

/// Something a check found.
#[doc(alias = "对账差异")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mismatch {
    /// The check, e.g. `RC-04`.
    pub check: String,
    /// The indicator of its flag where that is not the check's own ([`crate::reconcile::Check::indicator`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// Consequence for the matter.
    pub severity: Severity,
    /// How sure it is: 确定 for arithmetic, dates and exact comparison, less where words were compared.
    pub certainty: Certainty,
    /// Ledger number of the matter, if it has one.
    pub no: Option<String>,
    /// The matter.
    pub matter: String,
    /// What is compared, e.g. 完成状态, 办理时限.
    pub item: String,
    /// The place that is flagged: the later or the doubtful of the two.
    pub source: SourceRef,
    /// The other places, each with what it says; a contradiction has at least one.
    pub evidence: Vec<Evidence>,
    /// The formula or rule with the values put in.
    pub formula: String,
    /// Why, in one or two Chinese sentences with the values.
    pub reason: String,
    /// Questions to the unit.
    pub ask: Vec<String>,
    /// Explanations that were looked for and not found.
    pub looked_for: Vec<String>,
    /// What would settle it.
    pub would_clear: String,
}

/// Whether two records agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Agreement {
    /// They say the same.
    一致,
    /// They do not.
    不一致,
    /// What the report says could not be tied to a record.
    未能对应,
}

/// One line of the reconciliation sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// Ledger number, if tied to a record that has one.
    pub no: Option<String>,
    /// The matter.
    pub matter: String,
    /// What is compared.
    pub item: String,
    /// What the ledger says.
    pub ledger: Option<SourceRef>,
    /// What the report says.
    pub report: Option<SourceRef>,
    /// Whether they agree.
    pub agreement: Agreement,
    /// The difference, with the values; why it could not be tied.
    pub difference: String,
    /// The check that compared them.
    pub check: Option<String>,
    /// How they were tied.
    pub linked_by: Option<LinkedBy>,
}

/// What came of a reconciliation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// Everything that was compared.
    pub pairs: Vec<Pair>,
    /// What does not hold.
    pub mismatches: Vec<Mismatch>,
    /// Limits and definitions that were used, as (name, value with unit).
    pub used: Vec<(String, String)>,
}
