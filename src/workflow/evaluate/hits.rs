//! Hits that were kept, and what changed since: which appeared and which vanished between two versions of the rules.
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Evaluator, Material, gold, material};
use crate::{
    model::Place,
    store,
    workflow::{OfficeError, Progress},
};

/// One hit as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The indicator.
    pub indicator: String,
    /// The rules that spoke.
    pub rules: Vec<String>,
    /// The file, by its name in the corpus.
    pub file: String,
    /// Its line, of a labelled text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Its place, in a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The words.
    pub quote: String,
    /// Whether it is right, where a label or a key says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_right: Option<bool>,
    /// Why it was raised.
    pub reason: String,
}

/// What changed between two sets of hits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Hits only of now.
    pub appeared: Vec<Hit>,
    /// Hits only of then.
    pub vanished: Vec<Hit>,
    /// Hits of both.
    pub kept: u32,
}

/// Compares hits of then with hits of now. Two hits are the same when the same indicator flags the same words of the same file;
/// by which rule does not matter.
#[must_use]
pub fn compare_hits(then: Vec<Hit>, now: Vec<Hit>) -> Comparison {
    type Same = (String, String, String);
    let same = |h: &Hit| (h.indicator.clone(), h.file.clone(), h.quote.clone());
    let mut old: BTreeMap<Same, Vec<Hit>> = BTreeMap::new();
    for hit in then.into_iter().rev() {
        old.entry(same(&hit)).or_default().push(hit);
    }
    let mut change = Comparison::default();
    for hit in now {
        match old.get_mut(&same(&hit)).and_then(Vec::pop) {
            Some(_) => change.kept += 1,
            None => change.appeared.push(hit),
        }
    }
    change.vanished = old.into_values().flatten().collect();
    change
}

/// Writes hits, one JSON object a line.
///
/// # Errors
/// When the file cannot be written.
pub fn save_hits(path: &Path, hits: &[Hit]) -> Result<(), OfficeError> {
    let mut text = String::new();
    for hit in hits {
        text.push_str(&serde_json::to_string(hit).map_err(store::StoreError::Record)?);
        text.push('\n');
    }
    Ok(store::write_whole(path, text.as_bytes())?)
}

/// Hits that were written by [`save_hits`].
///
/// # Errors
/// When the file cannot be read or understood.
pub fn saved_hits(path: &Path) -> Result<Vec<Hit>, OfficeError> {
    let text = gold::read(path)?;
    let lines = (1..).zip(text.lines()).filter(|(_, l)| !l.is_empty());
    lines
        .map(|(line, words)| {
            serde_json::from_str(words).map_err(|e| OfficeError::Gold {
                path: path.to_owned(),
                line,
                detail: e.to_string(),
            })
        })
        .collect()
}

impl Evaluator {
    /// The hits of then: kept in a file, or made now by the built-in rules with those of a folder.
    ///
    /// # Errors
    /// When the file cannot be understood, or the rules of the folder are refused.
    pub fn hits_of_then(
        &self,
        old: &Path,
        paths: &[PathBuf],
        on: Date,
        progress: &dyn Progress,
    ) -> Result<Vec<Hit>, OfficeError> {
        if !old.is_dir() {
            return saved_hits(old);
        }
        let rules = store::read_rule_packs(old, &old.to_string_lossy())?;
        let mut then = Self::with(&rules, self.settings.clone())?;
        then.program.clone_from(&self.program);
        then.hits(paths, on, progress)
    }

    /// Every hit on labelled texts, on tables of text, or on a corpus as a run would flag it.
    ///
    /// # Errors
    /// When the material cannot be read, or rules fail.
    pub fn hits(
        &self,
        paths: &[PathBuf],
        on: Date,
        progress: &dyn Progress,
    ) -> Result<Vec<Hit>, OfficeError> {
        match material(paths)? {
            Material::Labelled => Ok(self
                .gold(paths, None)?
                .into_iter()
                .filter(super::Answer::is_flagged)
                .map(|a| {
                    of_text(
                        (a.item.indicator, a.item.file, a.item.line),
                        a.item.text,
                        a.item.label,
                        &a.said,
                    )
                })
                .collect()),
            Material::Plain => {
                let silence = self.silence(paths, None)?;
                let mut hits = Vec::new();
                for (indicator, flagged) in silence.flagged {
                    for (item, said) in flagged {
                        hits.push(of_text(
                            (indicator.clone(), item.file, item.line),
                            item.text,
                            None,
                            &said,
                        ));
                    }
                }
                Ok(hits)
            }
            Material::Batches | Material::Corpus => {
                let mut hits = Vec::new();
                for path in paths {
                    for (flag, is_right) in self.flags_on(path, on, progress)? {
                        let draft = flag.draft;
                        hits.push(Hit {
                            indicator: draft.indicator,
                            rules: vec![format!("{}@{}", draft.rule, draft.rule_version)],
                            file: draft.source.file().to_owned(),
                            line: None,
                            place: Some(draft.source.place().clone()),
                            quote: draft.source.quote().to_owned(),
                            is_right,
                            reason: draft.reason,
                        });
                    }
                }
                Ok(hits)
            }
        }
    }
}

fn of_text(
    (indicator, file, line): (String, PathBuf, usize),
    text: String,
    label: Option<bool>,
    said: &[crate::detect::Judged],
) -> Hit {
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned());
    let reasons: Vec<&str> = said.iter().map(|s| s.reason.as_str()).collect();
    Hit {
        indicator,
        rules: said
            .iter()
            .map(|s| format!("{}@{}", s.rule, s.rule_version))
            .collect(),
        file: name.unwrap_or_default(),
        line: Some(line),
        place: None,
        quote: text,
        is_right: label,
        reason: reasons.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::{Hit, compare_hits};

    fn hit(indicator: &str, quote: &str, rule: &str) -> Hit {
        Hit {
            indicator: indicator.to_owned(),
            rules: vec![rule.to_owned()],
            file: "a.txt".to_owned(),
            line: None,
            place: None,
            quote: quote.to_owned(),
            is_right: None,
            reason: String::new(),
        }
    }

    #[test]
    fn hits_are_the_same_by_indicator_file_and_words_not_by_rule() {
        let then = vec![
            hit("x", "甲", "r@1"),
            hit("x", "乙", "r@1"),
            hit("x", "乙", "r@1"),
        ];
        let now = vec![
            hit("x", "甲", "s@2"),
            hit("x", "乙", "r@2"),
            hit("y", "甲", "r@2"),
        ];
        let change = compare_hits(then, now);
        assert_eq!(change.kept, 2);
        assert_eq!(change.appeared, [hit("y", "甲", "r@2")]);
        assert_eq!(
            change.vanished,
            [hit("x", "乙", "r@1")],
            "flagged twice then, once now"
        );
    }
}
