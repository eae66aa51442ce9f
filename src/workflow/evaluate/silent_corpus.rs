//! Real text taken as reports: how often each indicator speaks, and a sample of what it says for people to read.
use std::{collections::BTreeMap, path::PathBuf};

use super::{Evaluator, corpus::CorpusSize};
use crate::{
    detect,
    import::sha256_hex,
    model::{DocType, FlagDraft, ReadingSettings},
    workflow::{OfficeError, Progress},
};

/// Flags on text that was written for another end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CorpusSilence {
    /// What was read.
    pub size: CorpusSize,
    /// Flags by indicator; indicators that stayed silent are there too.
    pub flags: BTreeMap<String, Vec<FlagDraft>>,
}

impl CorpusSilence {
    /// `count` flags of an indicator drawn at random: by the hash of their place and words with the seed, so that the same seed
    /// draws the same flags wherever they are drawn, and a rule that says less leaves the others in their order.
    #[must_use]
    pub fn sample(&self, indicator: &str, count: usize, seed: u64) -> Vec<&FlagDraft> {
        let flags = self.flags.get(indicator).map_or(&[][..], Vec::as_slice);
        let mut drawn: Vec<(String, &FlagDraft)> = flags
            .iter()
            .map(|flag| {
                let source = &flag.source;
                let place = source.place();
                let lot = format!(
                    "{seed} {} {:?} {} {}",
                    source.file(),
                    place.paragraph,
                    place.char_start,
                    source.quote()
                );
                (sha256_hex(lot.as_bytes()), flag)
            })
            .collect();
        drawn.sort_by(|a, b| a.0.cmp(&b.0));
        drawn.into_iter().take(count).map(|(_, f)| f).collect()
    }
}

impl Evaluator {
    /// Examines every document under these paths as if it were of one type and stood under every heading that rules ask for
    /// ([`detect::examine_ungated`]).
    ///
    /// # Errors
    /// When a path or the indicator does not exist.
    pub fn corpus_silence(
        &self,
        paths: &[PathBuf],
        only: Option<&str>,
        doc_type: DocType,
        progress: &dyn Progress,
    ) -> Result<CorpusSilence, OfficeError> {
        self.refuse_unknown(only)?;
        let over = ReadingSettings {
            doc_type: Some(doc_type),
            ..ReadingSettings::default()
        };
        let (size, found) = self.each(paths, &over, progress, |document| {
            detect::examine_ungated(document, &self.packs, doc_type)
        })?;
        let ids = self.indicators().into_iter();
        let mut flags: BTreeMap<String, Vec<FlagDraft>> = ids.map(|id| (id, Vec::new())).collect();
        for flag in found.into_iter().flatten() {
            flags.entry(flag.indicator.clone()).or_default().push(flag);
        }
        flags.retain(|id, _| only.is_none_or(|only| id == only));
        Ok(CorpusSilence { size, flags })
    }
}
