//! Papers of the ledger: exports that import again, and the lists and matrices drawn from it.
mod changes;
mod export;
mod matrices;
mod office_columns;
mod overdue;

pub use changes::{CHANGES_TITLE, changes_workbook};
pub use export::{ExportColumn, Heads, LedgerSheet, export_columns, ledger_workbook};
pub use matrices::{LOOP_TITLE, STEPS_TITLE, loop_workbook, steps_workbook};
pub use overdue::{OVERDUE_TITLE, overdue_workbook};
