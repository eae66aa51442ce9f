//! Flags that stand on text recognized from pictures: they say so, and are never certain.
use std::collections::BTreeMap;

use crate::{
    detect::{self, RulePacks},
    model::{Certainty, Document, FlagDraft, SourceRef},
};

/// What the rules find in one document.
pub(super) fn examine(document: &Document, packs: &RulePacks) -> Vec<FlagDraft> {
    let mut drafts = detect::examine(document, packs);
    temper(&mut drafts, &[document]);
    drafts
}

/// What shows only between documents.
pub(super) fn compare(documents: &[&Document], packs: &RulePacks) -> Vec<FlagDraft> {
    let mut drafts = detect::compare(documents, packs);
    temper(&mut drafts, documents);
    drafts
}

/// A character read wrongly can make a contradiction where there is none, so a draft whose quotation or evidence was recognized
/// is at most 较强, and carries the confidence of its least certain quotation.
pub(super) fn temper(drafts: &mut [FlagDraft], documents: &[&Document]) {
    let with_recognized: BTreeMap<(&str, &str), &Document> = documents
        .iter()
        .filter(|d| d.passages.iter().any(|p| p.recognized.is_some()))
        .map(|d| ((d.file.as_str(), d.sha256.as_str()), *d))
        .collect();
    if with_recognized.is_empty() {
        return;
    }
    let confidence = |source: &SourceRef| {
        with_recognized
            .get(&(source.file(), source.sha256()))?
            .recognized_at(source.place())
    };
    for draft in drafts {
        let quoted = std::iter::once(&draft.source).chain(draft.evidence.iter().map(|e| &e.source));
        let Some(least) = quoted.filter_map(confidence).min() else {
            continue;
        };
        draft.certainty = draft.certainty.min(Certainty::较强);
        draft.explain.recognized = Some(least);
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        detect::RulePacks,
        model::{
            Certainty, Document, Evidence, Format, RawBlock, RawFile, RawText, ReadingSettings,
            Recovery,
        },
        workflow::{Analysis, analyze},
    };

    /// The title and a slip: 9+6+4 is not 21.
    const TEXTS: [&str; 2] = [
        "汀州湖生态环境局2026年第三季度整改进展报告",
        "本季度共受理群众举报21件，其中东岸区9件、西岸区6件、南岸区4件。以上举报均已转交属地核查。",
    ];

    fn read(file: &str, recognized: Option<u8>) -> Analysis {
        let raw = RawFile {
            file: file.to_owned(),
            sha256: file.to_owned(),
            bytes: 1,
            format: Some(Format::Pdf),
            recovery: Recovery::Complete,
            reasons: Vec::new(),
            blocks: TEXTS
                .map(|text| {
                    RawBlock::Text(RawText {
                        text: text.to_owned(),
                        recognized,
                        ..RawText::default()
                    })
                })
                .into(),
            facts: std::collections::BTreeMap::new(),
        };
        let packs = RulePacks::load(&[]).unwrap_or_else(|e| unreachable!("{e:?}"));
        analyze(&raw, &ReadingSettings::default(), &packs)
    }

    #[test]
    fn nothing_recognized_is_ever_certain() {
        let [typed, scanned] = [None, Some(64)].map(|recognized| {
            let found = read("report.pdf", recognized).drafts;
            let slip = found.into_iter().find(|d| d.indicator == "number-conflict");
            slip.map(|d| (d.certainty, d.explain.recognized))
        });
        assert_eq!(typed, Some((Certainty::确定, None)));
        assert_eq!(scanned, Some((Certainty::较强, Some(64))));
    }

    #[test]
    fn evidence_in_another_document_that_was_recognized_counts_too() {
        let (typed, scanned) = (read("typed.pdf", None), read("scan.pdf", Some(31)));
        let of = |analysis: &Analysis| analysis.document.clone();
        let documents: Vec<Document> = [of(&typed), of(&scanned)].into_iter().flatten().collect();
        let shelf: Vec<&Document> = documents.iter().collect();
        let mut drafts = typed.drafts;
        super::temper(&mut drafts, &shelf);
        assert!(drafts.iter().any(|d| d.certainty == Certainty::确定));
        for draft in &mut drafts {
            draft
                .evidence
                .extend(scanned.drafts.iter().map(|d| Evidence {
                    source: d.source.clone(),
                    note: String::new(),
                }));
        }
        super::temper(&mut drafts, &shelf);
        assert!(!drafts.is_empty());
        for draft in drafts {
            assert!(draft.certainty < Certainty::确定);
            assert_eq!(draft.explain.recognized, Some(31));
        }
    }
}
