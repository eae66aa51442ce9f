//! Headers whose field the other columns of the table decide.
use crate::model::MappedBy;

use super::{Claim, Forms, Heading, dictionary::Dictionary};

/// Reads headers such as 台账编号 and 销号日期 as what they are in the book that the other columns show.
pub(super) fn by_other_columns(
    headings: &[Heading<'_>],
    claims: &mut [Claim],
    dictionary: &Dictionary,
) {
    for rule in dictionary.refinements() {
        for (at, heading) in headings.iter().enumerate() {
            let forms = Forms::of(&heading.header);
            let named = |form: &str| rule.headers.iter().any(|h| h == form);
            if !named(&forms.joined) && !forms.child.as_deref().is_some_and(named) {
                continue;
            }
            let carried = |fields: &[String]| {
                claims.iter().enumerate().any(|(other, c)| {
                    other != at
                        && c.field
                            .as_deref()
                            .is_some_and(|f| fields.iter().any(|w| w == f))
                })
            };
            let beside = headings.iter().enumerate().any(|(other, h)| {
                let forms = Forms::of(&h.header);
                other != at && rule.beside.contains(&forms.joined)
            });
            let shown = (carried(&rule.with) || beside) && !carried(&rule.lacks);
            // A column that carries the field in so many words keeps it.
            let taken = claims
                .iter()
                .enumerate()
                .any(|(other, c)| other != at && c.field.as_deref() == Some(rule.field.as_str()));
            if let Some(claim) = claims.get_mut(at)
                && shown
                && !taken
                && claim.by != MappedBy::Profile
            {
                *claim = Claim {
                    field: Some(rule.field.clone()),
                    by: MappedBy::Synonym,
                    rank: usize::MAX / 2,
                };
            }
        }
    }
}

/// Where several columns speak of the status, each that names a facet carries that facet.
pub(super) fn facets(headings: &[Heading<'_>], claims: &mut [Claim], dictionary: &Dictionary) {
    let facet_of = |heading: &Heading<'_>| {
        let forms = Forms::of(&heading.header);
        dictionary
            .facet(&forms.joined)
            .or_else(|| dictionary.facet(forms.child.as_deref()?))
            .map(str::to_owned)
    };
    let is_status = |c: &Claim| c.field.as_deref() == Some("status");
    let of_status: Vec<usize> = (0..claims.len())
        .filter(|at| claims.get(*at).is_some_and(is_status))
        .collect();
    let named: Vec<(usize, String)> = headings
        .iter()
        .enumerate()
        .filter_map(|(at, h)| Some((at, facet_of(h)?)))
        .collect();
    let of = |field: &str| named.iter().any(|(_, f)| f == field);
    // 完成度, 进度 and 销号状态 side by side, whatever their cells hold.
    let side_by_side = of("completion") && of("closure");
    if of_status.len() < 2 && !side_by_side {
        return;
    }
    let others = of_status
        .iter()
        .any(|at| !named.iter().any(|(n, _)| n == at));
    let mut used: Vec<String> = Vec::new();
    for (at, field) in named {
        let Some(claim) = claims.get_mut(at) else {
            continue;
        };
        let speaks = is_status(claim)
            || (side_by_side && field == "schedule" && claim.field.as_deref() == Some("progress"));
        // 完成情况 stays the status where nothing else is; the other facets are theirs.
        let keeps = field == "completion" && !others && !side_by_side;
        if !speaks || keeps || claim.by == MappedBy::Profile || used.contains(&field) {
            continue;
        }
        claim.field = Some(field.clone());
        used.push(field);
    }
}
