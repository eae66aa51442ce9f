//! What a check is.
use super::Desk;
use crate::model::Mismatch;

/// One comparison of records.
pub trait Check: Sync {
    /// Number, e.g. `RC-04`.
    fn id(&self) -> &'static str;
    /// Chinese title that reads well after 疑似.
    fn title(&self) -> &'static str;
    /// The indicator its flags carry.
    fn indicator(&self) -> &'static str;
    /// Version of the code, raised when what it finds changes.
    fn version(&self) -> u32 {
        1
    }
    /// What it compares and when it stays silent, in one or two Chinese sentences.
    fn explains(&self) -> &'static str;
    /// The limits it uses, as they are set: (name, value with unit). Printed with every result.
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        let _ = desk;
        Vec::new()
    }
    /// What does not hold.
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch>;
}
