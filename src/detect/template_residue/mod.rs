//! Left-overs of a template or of another unit's paper: placeholders, filling hints, a subject that is not the unit, and tasks
//! or powers the unit does not have.
mod foreign;
mod level;
mod unfit;

use super::{desk::Desk, indicator::Indicator};
use crate::model::{Document, FlagDraft};

/// The indicator.
#[derive(Debug)]
pub(super) struct TemplateResidue;

impl Indicator for TemplateResidue {
    fn id(&self) -> &'static str {
        "template-residue"
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn rule_files(&self) -> &'static [(&'static str, &'static str)] {
        &[(
            "detect/template_residue/rules/placeholder.toml",
            include_str!("rules/placeholder.toml"),
        )]
    }
    fn code_rules(&self) -> Vec<(&'static str, u32)> {
        vec![
            (foreign::RULE, foreign::VERSION),
            (unfit::RULE, unfit::VERSION),
        ]
    }
    fn examine(&self, desk: &Desk<'_>, document: &Document) -> Vec<FlagDraft> {
        let mut flags = desk.run_rules(self.id());
        flags.extend(foreign::find(desk, document));
        flags.extend(unfit::find(desk, document));
        flags
    }
}
