//! Runs a rule's own examples; a rule whose examples are not true is refused.
use toml::Spanned;

use super::{
    RuleError, RulePacks,
    error::Faults,
    file::{Expect, Test},
    rule::Scope,
};
use crate::{
    detect::{
        desk::Desk,
        laid_out::{Layout, page},
        pairing::{Part, Role},
    },
    model::Reason,
};

/// Runs the examples of rule number `nth`.
pub(super) fn run(
    packs: &RulePacks,
    nth: usize,
    path: &str,
    text: &str,
    tests: &[Spanned<Test>],
) -> Vec<RuleError> {
    let mut faults = Faults::of(path, text);
    let Some(rule) = packs.rules().get(nth) else {
        return Vec::new();
    };
    let Some(doc_type) = rule.doc_types.first() else {
        return Vec::new();
    };
    for spanned in tests {
        let test = spanned.get_ref();
        let column = test.column.clone().or_else(|| {
            (rule.scope == Scope::LedgerRow)
                .then(|| rule.columns.first().cloned())
                .flatten()
        });
        let section = test
            .section
            .clone()
            .or_else(|| rule.sections.first().cloned());
        let layout = Layout {
            doc_type: *doc_type,
            heading: section,
            column,
        };
        let document = page(&layout, None, &[&Part::new(Role::正文, "", &test.text)]);
        let found = !Desk::new(packs, &document).run_rule(rule).is_empty();
        let about = |code: &str| {
            Reason::new(code)
                .with("text", &test.text)
                .with("why", &test.why)
        };
        match &test.expect {
            Expect::Flag(want) if *want != found => {
                let code = if found {
                    "rule-example-flagged"
                } else {
                    "rule-example-silent"
                };
                faults.at(&spanned.span(), about(code));
            }
            Expect::Known(_) if found => {
                faults.at(&spanned.span(), about("rule-known-miss-found"));
            }
            Expect::Flag(_) | Expect::Known(_) => {}
        }
    }
    faults.into_inner()
}
