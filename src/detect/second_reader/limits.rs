//! From which score on the second reader speaks, for each indicator.
use super::features::LEARNED;

/// The precision each judge should reach on writers it did not see, before the gate takes away more of the wrong than of the right:
/// with .90 the whole detector stood at .94.
const PRECISION: f32 = 0.88;
/// Imagined answers at [`PRECISION`] added to those of an indicator, because it has only about a hundred of its own.
const IMAGINED: f32 = 12.0;
/// Log odds between which the limits of the judges lie, and their step.
const LEAST_FAULT: f32 = -0.4;
const MOST_FAULT: f32 = 1.6;
const FAULT_STEP: f32 = 0.1;
/// Flags per thousand sentences of public papers that a gate may let through; a third of what is asked, so that other papers fit too.
pub(super) const PAPERS_PER_THOUSAND: f32 = 0.35;
/// The same for sentences of reports and ledgers, where a few of those taken for honest may not be.
pub(super) const OURS_PER_THOUSAND: f32 = 0.8;
/// The same for both together. Without it, and with 1.5 above, two indicators stood at 1.1 and 1.3 on sentences that were left out.
pub(super) const ALL_PER_THOUSAND: f32 = 0.4;
/// Flags of rules of wording per thousand sentences of public papers that the gate lets pass.
pub(super) const RULES_PER_THOUSAND: f32 = 0.25;
/// No gate opens below this, however silent the real text is: log odds of being about the phenomenon at all.
pub(super) const LEAST_GATE: f32 = -3.5;
/// What is added to the highest score that is to stay outside.
const ABOVE: f32 = 0.01;

/// Log odds from which an indicator's gate opens and its judge speaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limit {
    pub(super) gate: f32,
    pub(super) fault: f32,
    /// Where the gate must stand for a rule of wording to be believed in running text.
    pub(super) rules: f32,
}

/// One limit per learned indicator.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Limits(pub(super) Vec<Limit>);

impl Limits {
    pub(super) fn get(&self, nth: u8) -> Option<Limit> {
        self.0.get(usize::from(nth)).copied()
    }
    /// A line per indicator: id, gate, fault, gate for rules.
    pub(super) fn write(&self) -> String {
        let lines = LEARNED.iter().zip(&self.0);
        lines
            .map(|(id, l)| format!("{id}\t{:.2}\t{:.2}\t{:.2}\n", l.gate, l.fault, l.rules))
            .collect()
    }
    /// Reads what [`Limits::write`] wrote.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut limits = Vec::new();
        let lines = text.lines().filter(|l| !l.starts_with('#'));
        for (line, id) in lines.zip(LEARNED) {
            let mut cells = line.split('\t');
            if cells.next() != Some(id) {
                return None;
            }
            let gate = cells.next()?.parse().ok()?;
            let fault = cells.next()?.parse().ok()?;
            let rules = cells.next()?.parse().ok()?;
            limits.push(Limit { gate, fault, rules });
        }
        (limits.len() == LEARNED.len()).then_some(Self(limits))
    }
}

/// The lowest score from which on faults are [`PRECISION`] of what is flagged; `scored` are answers on unseen writers.
pub(super) fn judge_limit(scored: &[(f32, bool)]) -> f32 {
    let mut limit = LEAST_FAULT;
    while limit < MOST_FAULT {
        let (mut all, mut right) = (IMAGINED, IMAGINED * PRECISION);
        for (_, holds) in scored.iter().filter(|(score, _)| *score >= limit) {
            all += 1.0;
            right += f32::from(u8::from(*holds));
        }
        if right / all >= PRECISION {
            break;
        }
        limit += FAULT_STEP;
    }
    limit
}

/// The lowest score at which a gate lets no more than `per_thousand` of the sentences through to somebody who would speak;
/// `sentences` are numbers and gate scores.
pub(super) fn gate_limit(
    sentences: &[(usize, f32)],
    per_thousand: f32,
    speaks: &dyn Fn(usize) -> bool,
) -> f32 {
    let mut scored: Vec<(usize, f32)> = sentences
        .iter()
        .copied()
        .filter(|(_, score)| *score >= LEAST_GATE)
        .collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1));
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of sentences, far below 2^24"
    )]
    let allowed = (sentences.len() as f32 * per_thousand / 1000.0) as usize;
    let outside = scored
        .into_iter()
        .filter(|(n, _)| speaks(*n))
        .nth(allowed)
        .map(|(_, score)| score + ABOVE);
    outside.unwrap_or(LEAST_GATE).max(LEAST_GATE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_judge_that_is_right_speaks_early_and_one_that_errs_late() {
        let right: Vec<(f32, bool)> = (0..40_u8).map(|n| (f32::from(n) / 10.0, true)).collect();
        assert!(judge_limit(&right) <= LEAST_FAULT);
        let errs: Vec<(f32, bool)> = (0..40_u8)
            .map(|n| (f32::from(n) / 20.0, n > 20 || n % 2 == 0))
            .collect();
        let limit = judge_limit(&errs);
        assert!(limit > 0.3, "{limit}");
    }

    #[test]
    fn a_gate_lets_through_what_is_allowed_and_no_more() {
        // Of ten thousand real sentences the judge would speak on every second; three may pass.
        let real: Vec<(usize, f32)> = (0..10_000_u16)
            .map(|n| (usize::from(n), if n < 40 { f32::from(n) } else { -9.0 }))
            .collect();
        let limit = gate_limit(&real, PAPERS_PER_THOUSAND, &|n| n % 2 == 0);
        let through = (0..40_u16)
            .filter(|n| n % 2 == 0 && f32::from(*n) >= limit)
            .count();
        assert_eq!(through, 3);
    }

    #[test]
    fn limits_read_as_they_were_written() {
        let limits = Limits(vec![
            Limit {
                gate: -1.25,
                fault: 0.5,
                rules: -3.5
            };
            LEARNED.len()
        ]);
        assert_eq!(Limits::read(&limits.write()), Some(limits));
        assert_eq!(Limits::read("other\t1\t2\n"), None);
    }
}
