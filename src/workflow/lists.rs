//! The flagged-issue list: which flags, in which order, how many.
use std::{
    cmp::Ordering,
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{Office, OfficeError, rules::all_cards};
use crate::{
    import::Root,
    model::{Flag, FlagList, IndicatorTitle, RunRecord, Withheld},
    report::RENDERERS,
};

/// Which flags are wanted; an empty filter wants all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlagFilter {
    /// Only of files that are or lie under one of these.
    pub under: Vec<PathBuf>,
    /// Only of units whose name contains this.
    pub unit: Option<String>,
    /// Only of this period label.
    pub period: Option<String>,
    /// Only of this indicator.
    pub indicator: Option<String>,
    /// Only of files whose path contains this.
    pub file: Option<String>,
}

impl FlagFilter {
    /// `path` is where the flag's file lies.
    fn wants(&self, path: &Path, flag: &Flag) -> bool {
        let contains = |has: Option<&str>, want: &Option<String>| {
            want.as_ref()
                .is_none_or(|w| has.is_some_and(|h| h.contains(w.as_str())))
        };
        let draft = &flag.draft;
        (self.under.is_empty() || self.under.iter().any(|u| path.starts_with(u)))
            && contains(draft.unit.as_deref(), &self.unit)
            && contains(Some(draft.source.file()), &self.file)
            && self
                .period
                .as_ref()
                .is_none_or(|p| draft.period.as_ref() == Some(p))
            && self
                .indicator
                .as_ref()
                .is_none_or(|i| &draft.indicator == i)
    }
}

/// A paper that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Renderer, e.g. `xlsx`.
    pub kind: String,
    /// Where it is.
    pub path: PathBuf,
}

impl Office {
    /// The flags of a run in reading order: by certainty and severity, most first, then by file and place. Nothing is capped.
    ///
    /// # Errors
    /// When the store fails or the indicator does not exist.
    pub fn flags(&mut self, run: RunRecord, filter: &FlagFilter) -> Result<FlagList, OfficeError> {
        let indicators: Vec<IndicatorTitle> = all_cards(&*self.packs()?)
            .into_iter()
            .map(IndicatorTitle::from)
            .collect();
        if let Some(id) = filter
            .indicator
            .as_ref()
            .filter(|id| !indicators.iter().any(|t| &t.id == *id))
        {
            return Err(OfficeError::NoSuchIndicator { id: id.clone() });
        }
        let mut filter = filter.clone();
        for path in &mut filter.under {
            *path = Root::of(path)
                .map_err(|_| OfficeError::NoSuchPath { path: path.clone() })?
                .path;
        }
        let roots = self.store.roots()?;
        let mut flags: Vec<Flag> = self
            .store
            .flags()?
            .into_iter()
            .filter(|k| {
                let root = roots.get(&k.batch).map_or("", String::as_str);
                k.current
                    && filter.wants(&Path::new(root).join(k.flag.draft.source.file()), &k.flag)
            })
            .map(|k| k.flag)
            .collect();
        flags.sort_by(in_reading_order);
        let caps = (u32::MAX, u32::MAX);
        Ok(FlagList {
            run,
            indicators,
            flags,
            withheld: Vec::new(),
            caps,
        })
    }

    /// The list as it is laid before people: capped per document and per rule, what is left out counted.
    #[must_use]
    pub fn capped(&self, list: &FlagList) -> FlagList {
        let caps = (
            self.settings.flags.per_document,
            self.settings.flags.per_rule,
        );
        let mut per_document: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        let mut per_rule: BTreeMap<&str, u32> = BTreeMap::new();
        let mut withheld: BTreeMap<(String, Option<String>), u32> = BTreeMap::new();
        let mut shown = Vec::new();
        for flag in &list.flags {
            let (rule, file) = (flag.draft.rule.as_str(), flag.draft.source.file());
            let in_document = per_document.entry((rule, file)).or_default();
            let of_rule = per_rule.entry(rule).or_default();
            let left_out = if *in_document >= caps.0 {
                Some(Some(file.to_owned()))
            } else if *of_rule >= caps.1 {
                Some(None)
            } else {
                None
            };
            match left_out {
                Some(file) => {
                    *withheld
                        .entry((flag.draft.indicator.clone(), file))
                        .or_default() += 1
                }
                None => {
                    *in_document += 1;
                    *of_rule += 1;
                    shown.push(flag.clone());
                }
            }
        }
        FlagList {
            run: list.run.clone(),
            indicators: list.indicators.clone(),
            flags: shown,
            withheld: withheld
                .into_iter()
                .map(|((indicator, file), count)| Withheld {
                    indicator,
                    file,
                    count,
                })
                .collect(),
            caps,
        }
    }

    /// Writes every paper of the list into `reports/`: capped for people, whole for machines.
    ///
    /// A paper that is there with other content, perhaps filled in by a reviewer, is never overwritten.
    ///
    /// # Errors
    /// When a paper cannot be made or written.
    pub fn write_lists(&mut self, list: &FlagList) -> Result<Vec<Paper>, OfficeError> {
        let capped = self.capped(list);
        let mut papers: Vec<Paper> = RENDERERS
            .iter()
            .map(|renderer| {
                let bytes = renderer.render(if renderer.is_for_people() {
                    &capped
                } else {
                    list
                })?;
                let name = format!("{}_{}_{}", renderer.title(), list.run.on, list.run.id);
                self.let_out((&name, renderer.id()), &bytes, "疑点清单")
            })
            .collect::<Result<_, OfficeError>>()?;
        if let Some(renderer) = RENDERERS.first() {
            let name = format!("{}_{}_{}", renderer.title(), list.run.on, list.run.id);
            let bytes = self.list_on_paper(&capped)?;
            papers.push(self.let_out((&name, "docx"), &bytes, "疑点清单")?);
        }
        Ok(papers)
    }
}

/// By certainty and severity, most first, then by file and place.
pub(super) fn in_reading_order(a: &Flag, b: &Flag) -> Ordering {
    let (a_, b_) = (&a.draft, &b.draft);
    (b_.certainty, b_.severity)
        .cmp(&(a_.certainty, a_.severity))
        .then_with(|| a_.source.file().cmp(b_.source.file()))
        .then_with(|| a_.source.place().cmp(b_.source.place()))
        .then_with(|| a.id().cmp(b.id()))
}
