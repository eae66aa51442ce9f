//! A directive handed back as an answer (照抄上级): its words, and nothing of the unit's own.
//!
//! The letters of the answer are marked in the directive; then what is left is looked at. A number or a date of the unit's own,
//! a reason, a note that a task does not apply: any of them is an answer, and the text stays silent.

mod in_documents;
mod lexicon;
mod verdict;

use super::{Desk, Finding, Indicator, Pairing, Part, Role, RulePacks, Spot};
use crate::model::{Document, FlagDraft, char_len};

/// Id of the indicator.
const ID: &str = "copied-directive";
/// Version of the code behind it.
const VERSION: u32 = 1;

/// The indicator.
#[derive(Debug)]
pub(super) struct CopiedDirective;

impl Indicator for CopiedDirective {
    fn id(&self) -> &'static str {
        ID
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn version(&self) -> u32 {
        VERSION
    }
    fn examine(&self, _desk: &Desk<'_>, _document: &Document) -> Vec<FlagDraft> {
        // An answer alone does not show what it repeats; see `compare` and `confront`.
        Vec::new()
    }
    fn compare(&self, packs: &RulePacks, documents: &[&Document]) -> Vec<FlagDraft> {
        in_documents::compare(documents, packs.units())
    }
    fn confront(&self, _packs: &RulePacks, pairing: &Pairing) -> Option<Finding> {
        let at = |roles: &[Role]| {
            let mut parts = pairing.parts.iter();
            parts.position(|p| roles.contains(&p.role) && !p.text.is_empty())
        };
        let (above, sent) = (
            at(&[Role::上级, Role::要求])?,
            at(&[Role::报送, Role::落实, Role::本级])?,
        );
        let (directive, own) = (pairing.parts.get(above)?, pairing.parts.get(sent)?);
        let chars = |p: &Part| -> Vec<char> { p.plain.chars().collect() };
        let (directive_chars, own_chars) = (chars(directive), chars(own));
        let found = verdict::verdict(said(directive, &directive_chars), said(own, &own_chars))?;
        let whole = |part: usize, p: &Part| Spot {
            part,
            range: 0..char_len(&p.text),
        };
        Some(Finding {
            reason: verdict::reason(&found, "上级要求"),
            explain: verdict::explain(&found),
            certainty: verdict::certainty(&found),
            at: whole(sent, own),
            against: vec![whole(above, directive)],
        })
    }
}

fn said<'t>(part: &'t Part, plain: &'t [char]) -> verdict::Said<'t> {
    verdict::Said {
        plain,
        numbers: &part.numbers,
        dates: &part.dates,
    }
}
