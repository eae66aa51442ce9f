//! The lines of the reconciliation sheet: what each claim says beside what its record says, and what could not be tied.
use super::{
    Desk,
    compare::{compare, word},
    desk::Linked,
    totals::{self, Line},
};
use crate::model::{Agreement, Claim, Claimed, Mismatch, Pair};

/// Every comparison that was made and every claim that could not be tied, by ledger number, then by place.
pub(super) fn pairs(desk: &Desk<'_>) -> Vec<Pair> {
    let mut all: Vec<(Pair, usize)> = Vec::new();
    for (at, (report, claim, tie)) in desk.ties().enumerate() {
        let pair = match tie {
            Ok((place, by)) => desk.row(place).and_then(|row| {
                let linked = Linked {
                    report,
                    claim,
                    row,
                    at: place,
                    by,
                };
                let found = compare(&linked, desk.settings)?;
                Some(Pair {
                    no: row.record.no.clone(),
                    matter: matter(&row.record.title, claim),
                    item: found.item.to_owned(),
                    ledger: found.ledger,
                    report: Some(claim.source.clone()),
                    agreement: found.agreement,
                    difference: found.difference,
                    check: Some(found.check.to_owned()),
                    linked_by: Some(by),
                })
            }),
            Err(why) => names_a_matter(claim).then(|| Pair {
                no: None,
                matter: matter("", claim),
                item: item(claim).to_owned(),
                ledger: None,
                report: Some(claim.source.clone()),
                agreement: Agreement::未能对应,
                difference: format!("{}（报告所述：{}）", why.says(), says(claim)),
                check: None,
                linked_by: None,
            }),
        };
        all.extend(pair.map(|p| (p, at)));
    }
    let counted = totals::lines(desk).into_iter().map(|line| match line {
        Line::Agrees(pair) => *pair,
        Line::Differs(mismatch) => of_mismatch(*mismatch),
    });
    all.extend(counted.map(|p| (p, usize::MAX)));
    // Claims are in the order of files and places already; what has no number comes last.
    all.sort_by(|(a, i), (b, j)| (a.no.is_none(), &a.no, i).cmp(&(b.no.is_none(), &b.no, j)));
    all.dedup_by(|(a, _), (b, _)| a == b);
    all.into_iter().map(|(p, _)| p).collect()
}

/// A count that the ledger does not give, as a line of the sheet.
fn of_mismatch(mismatch: Mismatch) -> Pair {
    Pair {
        no: mismatch.no,
        matter: mismatch.matter,
        item: mismatch.item,
        ledger: mismatch.evidence.into_iter().next().map(|e| e.source),
        report: Some(mismatch.source),
        agreement: Agreement::不一致,
        difference: mismatch.reason,
        check: Some(mismatch.check),
        linked_by: None,
    }
}

fn matter(title: &str, claim: &Claim) -> String {
    if title.is_empty() {
        let subject = &claim.subject;
        match (&subject.no, subject.title.as_str()) {
            (Some(no), "") => no.clone(),
            (_, title) => title.to_owned(),
        }
    } else {
        title.to_owned()
    }
}

/// Whether a claim that could not be tied says of what it is; numbers without a matter are not listed.
fn names_a_matter(claim: &Claim) -> bool {
    let stands = matches!(
        claim.claimed,
        Claimed::Status { .. } | Claimed::Step { .. } | Claimed::Deadline { .. }
    );
    stands
        && (claim.subject.no.is_some()
            || !claim.subject.title.is_empty()
            || claim.subject.doc_no.is_some())
}

fn item(claim: &Claim) -> &'static str {
    match &claim.claimed {
        Claimed::Status { .. } => "完成状态",
        Claimed::Count { .. } => "数量",
        Claimed::Rate { .. } => "比率",
        Claimed::Amount { .. } => "完成量",
        Claimed::Step { step, .. } => step.title(),
        Claimed::Deadline { .. } => "办理时限",
        Claimed::Unit { .. } => "责任单位",
    }
}

fn says(claim: &Claim) -> String {
    match &claim.claimed {
        Claimed::Status { facets, .. } => word(*facets).to_owned(),
        Claimed::Count { value, .. }
        | Claimed::Rate { value, .. }
        | Claimed::Amount { value, .. } => value.raw.clone(),
        Claimed::Step { step, date } => format!("{}，{}", step.title(), date.raw),
        Claimed::Deadline { date } => date.raw.clone(),
        Claimed::Unit { name } => name.clone(),
    }
}
