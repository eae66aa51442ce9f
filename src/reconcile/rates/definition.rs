//! What a rate is made of: definitions by name, over the words 总数, 已完成, 已办结, 阶段性办结, 已销号, 达到序时进度.
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::ReconcileSettings;

/// Definitions in use where the office has set none. 办结率 has no fixed meaning, so every one that is in use is tried.
const KNOWN: &[(&[&str], &[&str])] = &[
    (
        &[
            "办结率",
            "完成率",
            "整改完成率",
            "任务完成率",
            "总体完成率",
            "整改率",
            "完成整改率",
            "整改办结率",
            "办理率",
        ],
        &[
            "已完成/总数",
            "已办结/总数",
            "(已完成+阶段性办结)/总数",
            "(已办结+阶段性办结)/总数",
            "(已完成+基本完成)/总数",
            "(已完成+基本完成+阶段性办结)/总数",
            "已销号/总数",
            "(已完成+达到序时进度)/总数",
        ],
    ),
    (
        &["销号率", "验收销号率", "整改销号率"],
        &["已销号/总数", "已销号/已完成", "已销号/(已完成+基本完成)"],
    ),
    (
        &["达序时率"],
        &["达到序时进度/总数", "(已完成+达到序时进度)/总数"],
    ),
];

/// Formulas by name of rate.
#[derive(Clone, Debug)]
pub(in crate::reconcile) struct Definitions(BTreeMap<String, Vec<String>>);

impl Definitions {
    /// The built-in definitions, those of the office in their place.
    pub(in crate::reconcile) fn of(settings: &ReconcileSettings) -> Self {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (names, formulas) in KNOWN {
            for name in *names {
                all.insert(
                    (*name).to_owned(),
                    formulas.iter().map(|f| (*f).to_owned()).collect(),
                );
            }
        }
        all.extend(settings.rates.clone());
        Self(all)
    }
    /// The formulas of a rate.
    pub(super) fn formulas(&self, name: &str) -> &[String] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }
    /// Each rate with its formulas, for print.
    pub(in crate::reconcile) fn shown(&self) -> Vec<(String, String)> {
        self.0
            .iter()
            .map(|(name, formulas)| (format!("{name}的口径"), formulas.join("；")))
            .collect()
    }
}

/// The value of a formula; `None` when a word has no value, a divisor is zero, or the formula cannot be read.
pub(super) fn value(formula: &str, of: &dyn Fn(&str) -> Option<Decimal>) -> Option<Decimal> {
    let formula = crate::model::fold(formula);
    let tokens: Vec<char> = formula.chars().filter(|c| !c.is_whitespace()).collect();
    let mut reader = Reader {
        tokens: &tokens,
        at: 0,
        of,
    };
    let value = reader.sum()?;
    (reader.at == tokens.len()).then_some(value)
}

struct Reader<'a> {
    tokens: &'a [char],
    at: usize,
    of: &'a dyn Fn(&str) -> Option<Decimal>,
}

impl Reader<'_> {
    fn next(&self) -> Option<char> {
        self.tokens.get(self.at).copied()
    }
    fn sum(&mut self) -> Option<Decimal> {
        let mut total = self.product()?;
        while let Some(sign @ ('+' | '-')) = self.next() {
            self.at += 1;
            let term = self.product()?;
            total = if sign == '+' {
                total.checked_add(term)?
            } else {
                total.checked_sub(term)?
            };
        }
        Some(total)
    }
    fn product(&mut self) -> Option<Decimal> {
        let mut total = self.term()?;
        while let Some(sign @ ('*' | '/' | '×' | '÷')) = self.next() {
            self.at += 1;
            let term = self.term()?;
            total = if matches!(sign, '*' | '×') {
                total.checked_mul(term)?
            } else {
                total.checked_div(term)?
            };
        }
        Some(total)
    }
    fn term(&mut self) -> Option<Decimal> {
        if self.next() == Some('(') {
            self.at += 1;
            let inner = self.sum()?;
            return (self.next() == Some(')')).then(|| {
                self.at += 1;
                inner
            });
        }
        let word: String = self
            .tokens
            .iter()
            .skip(self.at)
            .take_while(|c| !"+-*/×÷()".contains(**c))
            .collect();
        self.at += word.chars().count();
        if let Ok(number) = word.parse::<Decimal>() {
            return Some(number);
        }
        (!word.is_empty()).then(|| (self.of)(&word)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_reckoned() {
        let of = |word: &str| match word {
            "总数" => Some(Decimal::from(1427)),
            "已办结" => Some(Decimal::from(492)),
            "阶段性办结" => Some(Decimal::from(291)),
            _ => None,
        };
        let rounded =
            |f: &str| value(f, &of).map(|v| (v * Decimal::ONE_HUNDRED).round_dp(1).to_string());
        assert_eq!(
            rounded("（已办结+阶段性办结）/总数"),
            Some("54.9".to_owned())
        );
        assert_eq!(rounded("已办结 / 总数"), Some("34.5".to_owned()));
        assert_eq!(value("已办结/无", &of), None);
        assert_eq!(value("已办结/(总数", &of), None);
        assert_eq!(value("已办结/(总数-总数)", &of), None);
    }

    #[test]
    fn every_known_formula_can_be_read() {
        for (names, formulas) in KNOWN {
            assert!(!names.is_empty());
            for formula in *formulas {
                assert!(
                    value(formula, &|_| Some(Decimal::ONE)).is_some(),
                    "{formula}"
                );
            }
        }
    }
}
