//! Statistics of a period: figures that can be opened down to the rows they were counted from.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Period, Share};

/// What a counted row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatKind {
    /// A record of a ledger.
    Entry,
    /// A row of a register.
    Register,
    /// A difference of a reconciliation: `<run>#<number>`.
    Difference,
    /// A flag.
    Flag,
    /// A session.
    Session,
    /// An opinion.
    Opinion,
    /// A rectification.
    Rectification,
    /// A look-back.
    LookBack,
}

/// A row that figures are counted from. Never a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StatRow {
    /// What it is.
    pub kind: StatKind,
    /// Its identity: number of a matter (its key where it has none), identity of a flag, number of a record.
    pub id: String,
    /// The book it stands in, for records of ledgers.
    pub book: Option<String>,
    /// How people know it.
    pub title: String,
}

/// The value of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatValue {
    /// How many rows.
    Count(u32),
    /// How many times or days in all, over the rows.
    Sum(i64),
    /// How many of them.
    Share(Share),
    /// Middle of the values of the rows, in half units, so that it stays exact.
    MedianHalves(i64),
    /// Greatest of the values of the rows.
    Most(i64),
    /// Nothing to be computed from.
    Nothing,
}

impl std::fmt::Display for StatValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(n) => write!(f, "{n}"),
            Self::Sum(n) | Self::Most(n) => write!(f, "{n}"),
            Self::Share(share) => write!(f, "{share}"),
            Self::MedianHalves(n) if n % 2 == 0 => write!(f, "{}", n / 2),
            Self::MedianHalves(n) => {
                let sign = if *n < 0 { "-" } else { "" };
                write!(f, "{sign}{}.5", (n / 2).abs())
            }
            Self::Nothing => f.write_str("—"),
        }
    }
}

/// A figure with what it was counted from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What it is, e.g. 按期办结率; the head of its column.
    pub label: String,
    /// How it is counted; of a share with numerator and denominator.
    pub definition: String,
    /// The value.
    pub value: StatValue,
    /// The rows it was counted from, of a share those of the denominator; indexes into [`Statistics::rows`].
    pub rows: Vec<u32>,
    /// Of a share the rows of the numerator.
    pub part: Vec<u32>,
}

/// A line of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatLine {
    /// What it is about, under the heads of [`StatTable::keys`].
    pub name: Vec<String>,
    /// Its figures, in the order of the columns.
    pub figures: Vec<Figure>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatTable {
    /// `T1` … `T10`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Heads of what its lines are about.
    pub keys: Vec<String>,
    /// Lines.
    pub lines: Vec<StatLine>,
    /// What a reader must know of it, in Chinese.
    pub notes: Vec<String>,
}

impl StatTable {
    /// Every figure's label and definition, once, in the order of the columns. Where lines define a figure each their own way,
    /// each stands under the line's name.
    #[must_use]
    pub fn definitions(&self) -> Vec<(String, String)> {
        let mut definitions: Vec<(String, String)> = Vec::new();
        for line in &self.lines {
            for figure in &line.figures {
                let same = definitions
                    .iter()
                    .any(|(l, d)| *l == figure.label && *d == figure.definition);
                let other = definitions.iter().any(|(l, _)| *l == figure.label);
                let label = match (same, other) {
                    (true, _) => continue,
                    (false, true) => format!("{}（{}）", figure.label, line.name.join("、")),
                    (false, false) => figure.label.clone(),
                };
                definitions.push((label, figure.definition.clone()));
            }
        }
        definitions
    }
}

/// The statistics pack of a period (季度专题研究).
#[doc(alias = "统计包")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// The period.
    pub period: Period,
    /// The day they were made.
    pub made_on: Date,
    /// The day matters are counted as they stood on: the end of the period, or the day they were made if that is earlier.
    pub as_of: Date,
    /// Every row a figure was counted from.
    pub rows: Vec<StatRow>,
    /// T1 to T10.
    pub tables: Vec<StatTable>,
}

impl Statistics {
    /// A table.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&StatTable> {
        self.tables.iter().find(|t| t.id == id)
    }
    /// The figure of a table in the line of that name (its parts joined by `/`) under that label.
    #[must_use]
    pub fn figure(&self, table: &str, line: &str, label: &str) -> Option<&Figure> {
        self.table(table)?
            .lines
            .iter()
            .find(|l| l.name.join("/") == line)?
            .figures
            .iter()
            .find(|f| f.label == label)
    }
    /// The rows of a figure, those of a share's numerator marked.
    #[must_use]
    pub fn rows_of(&self, figure: &Figure) -> Vec<(&StatRow, bool)> {
        figure
            .rows
            .iter()
            .filter_map(|at| {
                let row = self.rows.get(usize::try_from(*at).ok()?)?;
                Some((row, figure.part.contains(at)))
            })
            .collect()
    }
}
