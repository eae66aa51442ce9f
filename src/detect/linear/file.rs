//! The weights file: a head of `key: value`, then a line per feature: `feature<TAB>output=weight output=weight`.
use std::fmt::Write as _;

use super::{Key, Linear, Settings, Tally, table::Table};

/// Weights are written in steps of this: a hundredth changed no answer in ten thousand.
const STEPS_PER_UNIT: f64 = 100.0;
/// The line between head and features.
const RULE: &str = "---";

/// What is wrong with a weights file, and where.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct FileError {
    /// Line, from 1; 0 when the file ended too early.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// A weight as it is written.
pub(super) fn rounded(weight: f64) -> f32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "weights are small and rounded to hundredths"
    )]
    let rounded = ((weight * STEPS_PER_UNIT).round() / STEPS_PER_UNIT) as f32;
    rounded
}

impl Linear {
    /// The model as a text that people can read. `facts` (data, date, figures) come first, and are not read back.
    #[must_use]
    pub fn write(&self, facts: &[(&str, String)]) -> String {
        let mut out = String::new();
        for (key, value) in facts {
            let _ = writeln!(out, "# {key}: {value}");
        }
        let s = &self.settings;
        let tally = TALLIES.iter().find(|t| t.1 == s.tally).map_or("", |t| t.0);
        let _ = writeln!(out, "orders: {}-{}", s.orders.start(), s.orders.end());
        let _ = writeln!(out, "tally: {tally}");
        let _ = writeln!(out, "digits-alike: {}", s.digits_alike);
        let _ = writeln!(out, "bounds: {}", s.bounds);
        let _ = writeln!(out, "named-scale: {}", s.named_scale);
        let _ = writeln!(out, "features: {}", self.features.len());
        let bias: Vec<_> = self.outputs.iter().zip(&self.bias).collect();
        let bias: Vec<_> = bias.iter().map(|(o, b)| format!("{o}={b}")).collect();
        let _ = writeln!(out, "outputs: {}", bias.join(" "));
        let _ = writeln!(out, "{RULE}");
        for (row, feature) in self.features.iter().enumerate() {
            let _ = write!(out, "{feature}");
            for ((output, weight), at) in self.row(row).iter().zip(0..) {
                let name = self.outputs.get(usize::from(*output));
                let gap = if at == 0 { '\t' } else { ' ' };
                let _ = write!(out, "{gap}{}={weight}", name.map_or("", |n| n));
            }
            out.push('\n');
        }
        out
    }
    /// Reads what [`Linear::write`] wrote.
    ///
    /// # Errors
    /// The first line that is not as it must be.
    pub fn read(text: &str) -> Result<Self, FileError> {
        let mut lines = text.lines().zip(1..);
        let mut model = Self {
            settings: Settings::default(),
            outputs: Vec::new(),
            bias: Vec::new(),
            features: Vec::new(),
            table: Table::default(),
            starts: vec![0],
            weights: Vec::new(),
        };
        let mut ruled = false;
        for (line, at) in lines.by_ref() {
            if line == RULE {
                ruled = true;
                break;
            }
            if !line.starts_with('#') {
                model.head(line).ok_or_else(|| wrong(at, line))?;
            }
        }
        if !ruled || model.outputs.is_empty() {
            return Err(wrong(0, "no features or no outputs"));
        }
        let mut keys = Vec::new();
        for (line, at) in lines {
            keys.push(model.feature(line).ok_or_else(|| wrong(at, line))?);
        }
        model.table = Table::new(keys.into_iter());
        Ok(model)
    }
    fn head(&mut self, line: &str) -> Option<()> {
        let (key, value) = line.split_once(": ")?;
        let s = &mut self.settings;
        match key {
            "orders" => {
                let (from, to) = value.split_once('-')?;
                s.orders = from.parse().ok()?..=to.parse().ok()?;
            }
            "tally" => s.tally = TALLIES.iter().find(|t| t.0 == value)?.1,
            "digits-alike" => s.digits_alike = value.parse().ok()?,
            "bounds" => s.bounds = value.parse().ok()?,
            "named-scale" => s.named_scale = value.parse().ok()?,
            "features" => {}
            "outputs" => {
                for output in value.split(' ') {
                    let (name, bias) = output.split_once('=')?;
                    self.outputs.push(name.to_owned());
                    self.bias.push(bias.parse().ok()?);
                }
            }
            _ => return None,
        }
        Some(())
    }
    fn feature(&mut self, line: &str) -> Option<Key> {
        let (feature, weights) = line.split_once('\t')?;
        for weight in weights.split(' ') {
            let (name, weight) = weight.split_once('=')?;
            let output = self.outputs.iter().position(|o| o == name)?;
            self.weights
                .push((u16::try_from(output).ok()?, weight.parse().ok()?));
        }
        self.features.push(feature.to_owned());
        self.close_row();
        Key::read(feature)
    }
    /// Ends the row whose weights were pushed last.
    pub(super) fn close_row(&mut self) {
        self.starts
            .push(u32::try_from(self.weights.len()).unwrap_or(u32::MAX));
    }
}

fn wrong(line: usize, what: &str) -> FileError {
    FileError {
        line,
        what: what.to_owned(),
    }
}

const TALLIES: &[(&str, Tally)] = &[
    ("presence", Tally::Presence),
    ("logarithm", Tally::Logarithm),
    ("count", Tally::Count),
];
