//! The arithmetic of measuring: counts of right and wrong, and the figures made of them.

/// The quantile of the normal distribution that leaves 2.5 % on either side: all intervals here are 95 % intervals.
const QUANTILE: f64 = 1.959_963_984_540_054;

/// Right and wrong answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Faults that were flagged.
    pub tp: u32,
    /// Honest texts that were flagged.
    pub fp: u32,
    /// Faults that were not flagged.
    pub missed: u32,
    /// Honest texts left alone.
    pub tn: u32,
}

impl Tally {
    /// Counts one answer.
    pub fn count(&mut self, is_fault: bool, is_flagged: bool) {
        let cell = match (is_fault, is_flagged) {
            (true, true) => &mut self.tp,
            (false, true) => &mut self.fp,
            (true, false) => &mut self.missed,
            (false, false) => &mut self.tn,
        };
        *cell += 1;
    }
    /// Adds the counts of another.
    pub fn add(&mut self, other: Self) {
        self.tp += other.tp;
        self.fp += other.fp;
        self.missed += other.missed;
        self.tn += other.tn;
    }
    /// How many were judged.
    #[must_use]
    pub fn all(self) -> u32 {
        self.tp + self.fp + self.missed + self.tn
    }
    /// Share of the flags that are right; none when nothing was flagged.
    #[must_use]
    pub fn precision(self) -> Option<f64> {
        share(self.tp, self.tp + self.fp)
    }
    /// Share of the faults that were flagged; none when there was no fault.
    #[must_use]
    pub fn recall(self) -> Option<f64> {
        share(self.tp, self.tp + self.missed)
    }
    /// Share of all that was judged rightly.
    #[must_use]
    pub fn accuracy(self) -> Option<f64> {
        share(self.tp + self.tn, self.all())
    }
    /// Share of the honest texts that were flagged.
    #[must_use]
    pub fn false_alarms(self) -> Option<f64> {
        share(self.fp, self.fp + self.tn)
    }
    /// Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN); none when there is neither a fault nor a flag.
    #[must_use]
    pub fn f1(self) -> Option<f64> {
        share(2 * self.tp, 2 * self.tp + self.fp + self.missed)
    }
    /// Matthews correlation of label and answer, from -1 to 1; 0 where a row or column of the four counts is empty.
    #[must_use]
    pub fn mcc(self) -> f64 {
        let [tp, fp, missed, tn] = [self.tp, self.fp, self.missed, self.tn].map(f64::from);
        let below = (tp + fp) * (tp + missed) * (tn + fp) * (tn + missed);
        if below > 0.0 {
            (tp * tn - fp * missed) / below.sqrt()
        } else {
            0.0
        }
    }
    /// 95 % interval of the precision.
    #[must_use]
    pub fn precision_interval(self) -> Option<(f64, f64)> {
        wilson(self.tp, self.tp + self.fp)
    }
    /// 95 % interval of the recall.
    #[must_use]
    pub fn recall_interval(self) -> Option<(f64, f64)> {
        wilson(self.tp, self.tp + self.missed)
    }
    /// What the precision would be if `base` of all texts were faults, and what it would be at worst (recall at the low end of its
    /// interval, false alarms at the high end of theirs). None without faults or without honest texts, and at `base` 0 without flags.
    #[must_use]
    pub fn precision_at(self, base: f64) -> Option<(f64, f64)> {
        let at = |recall: f64, alarms: f64| {
            let (right, wrong) = (base * recall, (1.0 - base) * alarms);
            (right + wrong > 0.0).then(|| right / (right + wrong))
        };
        let (low, _) = self.recall_interval()?;
        let (_, high) = wilson(self.fp, self.fp + self.tn)?;
        Some((at(self.recall()?, self.false_alarms()?)?, at(low, high)?))
    }
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

/// Wilson's 95 % interval of a share. Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
/// JASA 22 (1927); unlike the normal approximation it stays inside 0 and 1 and is no point at 0 of n.
#[must_use]
pub fn wilson(part: u32, whole: u32) -> Option<(f64, f64)> {
    let p = share(part, whole)?;
    let n = f64::from(whole);
    let square = QUANTILE * QUANTILE;
    let middle = (p + square / (2.0 * n)) / (1.0 + square / n);
    let half = QUANTILE / (1.0 + square / n) * (p * (1.0 - p) / n + square / (4.0 * n * n)).sqrt();
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::{Tally, wilson};

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 5e-5
    }

    #[test]
    fn figures_agree_with_those_worked_out_by_hand() {
        // 6 of 8 flags are right, 6 of 10 faults found: F1 = 12/18; MCC = (6*18 - 2*4)/sqrt(8*10*20*22) = 100/sqrt(35200).
        let t = Tally {
            tp: 6,
            fp: 2,
            missed: 4,
            tn: 18,
        };
        assert_eq!(t.precision(), Some(0.75));
        assert_eq!(t.recall(), Some(0.6));
        assert_eq!(t.accuracy(), Some(0.8));
        assert_eq!(t.false_alarms(), Some(0.1));
        assert!(t.f1().is_some_and(|f| near(f, 0.666_67)));
        assert!(near(t.mcc(), 0.533_00));
    }

    #[test]
    fn intervals_agree_with_published_ones() {
        // Newcombe 1998, table I (Wilson without continuity correction): 81/263, 15/148, 0/20, 1/29.
        for (part, whole, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let (l, h) = wilson(part, whole).unwrap_or_default();
            assert!(near(l, low) && near(h, high), "{part}/{whole}: {l} {h}");
        }
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn precision_at_another_base_rate_is_bayes() {
        // Recall 0.4, false alarms 0.04, base 0.05: 0.02 / (0.02 + 0.038).
        let t = Tally {
            tp: 40,
            fp: 4,
            missed: 60,
            tn: 96,
        };
        let (at, worst) = t.precision_at(0.05).unwrap_or_default();
        assert!(near(at, 0.344_83), "{at}");
        assert!(worst < at);
    }

    #[test]
    fn what_cannot_be_said_is_not_said() {
        let silent = Tally {
            missed: 3,
            tn: 3,
            ..Tally::default()
        };
        assert_eq!(silent.precision(), None);
        assert_eq!(silent.f1(), Some(0.0));
        assert!(near(silent.mcc(), 0.0));
        assert_eq!(Tally::default().f1(), None);
        assert_eq!(Tally::default().precision_at(0.05), None);
    }
}
