//! Two demands on one task beside each other: amounts, days, cycles, scope, duty, steps, who acts and by which means.
//!
//! The texts are known to belong together (a row's requirement and measure, a directive and the plan that carries it out, a
//! labelled pair), so an amount needs no full name to be compared; two that are named differently are not.
mod down;
mod excuse;
mod lexicon;
mod reading;
mod spans;
mod up;
mod values;

use std::ops::Range;

use super::pairing::{Finding, Pairing, Part, Role, Spot};
use crate::model::{Certainty, Explain};
use reading::Reading;

/// One difference between what was asked for and what was set or done.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    /// What is compared (完成时限, 数值, 频次 …).
    item: &'static str,
    /// The comparison with its values.
    formula: String,
    certainty: Certainty,
    /// Words of the upper and of the lower text.
    upper: Range<u32>,
    lower: Range<u32>,
}

/// How far the lower text goes beyond the upper one, without ground; `None` when it does not or the difference cannot be told.
pub(crate) fn beyond(pairing: &Pairing) -> Option<Finding> {
    let (upper, lower) = sides(pairing)?;
    let (u, l) = (Reading::of(upper.1), Reading::of(lower.1));
    let found = up::difference(&u, &l)?;
    let reason = format!(
        "本级比上级要求更严、更早或更宽：{}；未见理由、资源或批准。",
        found.formula
    );
    Some(finding(
        &found,
        (upper.0, lower.0),
        (&u, &l),
        reason,
        excuse::LOOKED_FOR_UP,
    ))
}

/// How far what was done or set falls short of what was asked for, without leave.
pub(crate) fn short_of(pairing: &Pairing) -> Option<Finding> {
    let (upper, lower) = sides(pairing)?;
    let (u, l) = (Reading::of(upper.1), Reading::of(lower.1));
    let found = down::difference(&u, &l)?;
    let reason = format!("落实与要求不一致：{}；未见批准调整的依据。", found.formula);
    Some(finding(
        &found,
        (upper.0, lower.0),
        (&u, &l),
        reason,
        excuse::LOOKED_FOR_DOWN,
    ))
}

/// A part with its number in the pairing.
type Numbered<'a> = (usize, &'a Part);

/// The text that asks and the text that answers.
fn sides(pairing: &Pairing) -> Option<(Numbered<'_>, Numbered<'_>)> {
    let asks = [Role::上级, Role::要求, Role::督办];
    let sets = [Role::本级, Role::落实, Role::报送, Role::本单位];
    let of = |roles: &[Role]| {
        let mut parts = pairing.parts.iter().enumerate();
        parts.find(|(_, p)| roles.contains(&p.role) && !p.plain.is_empty())
    };
    of(&asks).zip(of(&sets))
}

fn finding(
    found: &Difference,
    (upper, lower): (usize, usize),
    (u, l): (&Reading<'_>, &Reading<'_>),
    reason: String,
    looked_for: &[&str],
) -> Finding {
    Finding {
        reason,
        explain: Explain {
            matched: vec![
                ("要求".to_owned(), vec![u.slice(&found.upper).to_owned()]),
                (
                    found.item.to_owned(),
                    vec![l.slice(&found.lower).to_owned()],
                ),
            ],
            exemptions_not_found: looked_for.iter().map(|w| (*w).to_owned()).collect(),
            formula: Some(found.formula.clone()),
            would_clear: Some("写明调整的依据、批准文号或协商情况，或者与要求一致。".to_owned()),
            ..Explain::default()
        },
        certainty: found.certainty,
        at: Spot {
            part: lower,
            range: found.lower.clone(),
        },
        against: vec![Spot {
            part: upper,
            range: found.upper.clone(),
        }],
    }
}
