//! Labelled texts from files: JSON lines with indicator, label and text, letters with their replies, and tables of plain text.
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::OfficeError;

/// The indicator that a letter with its reply is labelled for when the line names none.
pub(super) const LETTERS: &str = "brush-off-reply";

/// A labelled text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldItem {
    /// The file it came from.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// The indicator it is labelled for.
    pub indicator: String,
    /// Whether it is a fault; none when the labellers could not say.
    pub label: Option<bool>,
    /// The text, with the markers of its parts.
    pub text: String,
}

/// A text on which every indicator should be silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainItem {
    /// The file it came from.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// What its column `label` says, empty without one.
    pub label: String,
    /// The text.
    pub text: String,
}

/// The labelled texts of a file, in order. Keys that are not needed are ignored, empty lines skipped.
///
/// # Errors
/// When the file cannot be read, or a line is no labelled text.
pub(in crate::workflow) fn labelled(path: &Path) -> Result<Vec<GoldItem>, OfficeError> {
    let text = read(path)?;
    let lines = (1..)
        .zip(text.lines())
        .filter(|(_, l)| !l.trim().is_empty());
    lines
        .map(|(line, words)| {
            let fault = |detail: String| OfficeError::Gold {
                path: path.to_owned(),
                line,
                detail,
            };
            let value: Value = serde_json::from_str(words).map_err(|e| fault(e.to_string()))?;
            let field = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
            let letter = field("complaint").zip(field("reply"));
            let text = field("text").or_else(|| {
                let (complaint, reply) = letter.as_ref()?;
                Some(format!("〖诉求〗{complaint}〖答复〗{reply}"))
            });
            let indicator =
                field("indicator").or_else(|| letter.as_ref().map(|_| LETTERS.to_owned()));
            let missing = |name: &str| fault(format!("no \"{name}\""));
            Ok(GoldItem {
                file: path.to_owned(),
                line,
                indicator: indicator.ok_or_else(|| missing("indicator"))?,
                label: label(value.get("label")).ok_or_else(|| missing("label"))?,
                text: text.ok_or_else(|| missing("text"))?,
            })
        })
        .collect()
}

/// 1 and true are a fault, 0 and false are none; U, null and their like are an answer too: the labellers could not say.
fn label(value: Option<&Value>) -> Option<Option<bool>> {
    match value? {
        Value::Bool(b) => Some(Some(*b)),
        Value::Number(n) => match n.as_u64() {
            Some(0) => Some(Some(false)),
            Some(1) => Some(Some(true)),
            _ => None,
        },
        Value::String(s) => match s.trim() {
            "0" => Some(Some(false)),
            "1" => Some(Some(true)),
            "U" | "u" | "" => Some(None),
            _ => None,
        },
        Value::Null => Some(None),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// The texts of a table: tab-separated with a header that names a column `text` and perhaps `label`; else one text per line.
///
/// # Errors
/// When the file cannot be read, or a row lacks the column.
pub(super) fn plain(path: &Path) -> Result<Vec<PlainItem>, OfficeError> {
    let all = read(path)?;
    let header: Vec<&str> = all.lines().next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| header.iter().position(|h| h.trim() == name);
    let (text_at, label_at) = (column("text"), column("label"));
    let mut items = Vec::new();
    for (line, row) in (1..).zip(all.lines()) {
        if row.trim().is_empty() || (text_at.is_some() && line == 1) {
            continue;
        }
        let cells: Vec<&str> = row.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied();
        let text = cell(text_at.unwrap_or(0)).ok_or_else(|| OfficeError::Gold {
            path: path.to_owned(),
            line,
            detail: "no \"text\"".to_owned(),
        })?;
        items.push(PlainItem {
            file: path.to_owned(),
            line,
            label: label_at.and_then(cell).unwrap_or_default().to_owned(),
            text: text.to_owned(),
        });
    }
    Ok(items)
}

pub(in crate::workflow) fn read(path: &Path) -> Result<String, OfficeError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "labelled files are asked for by name and belong to no workspace"
    )]
    let text = std::fs::read_to_string(path);
    text.map_err(|e| OfficeError::Gold {
        path: path.to_owned(),
        line: 0,
        detail: e.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::label;

    #[test]
    fn labels_are_yes_no_or_not_to_be_said() {
        for (written, read) in [
            (json!(1), Some(Some(true))),
            (json!(0), Some(Some(false))),
            (json!(true), Some(Some(true))),
            (json!("1"), Some(Some(true))),
            (json!("U"), Some(None)),
            (json!(null), Some(None)),
            (json!(2), None),
            (json!("maybe"), None),
            (json!([]), None),
        ] {
            assert_eq!(label(Some(&written)), read, "{written}");
        }
        assert_eq!(label(None), None);
    }
}
