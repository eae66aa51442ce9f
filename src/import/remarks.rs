//! What of a document was left out or could not be read, as reasons.
use crate::model::Reason;

/// Counts of what is not in the text that was read.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// Characters deleted with changes tracked.
    pub(super) deleted_chars: u64,
    /// Characters formatted as hidden.
    pub(super) hidden_chars: u64,
    pub(super) pictures: u32,
    pub(super) charts: u32,
    /// Formulas stored as objects of a formula editor.
    pub(super) formula_objects: u32,
    /// Files embedded in the document.
    pub(super) embedded_files: u32,
    /// Parts whose XML breaks off or is damaged, or that could not be opened.
    pub(super) broken_parts: Vec<String>,
}

impl Remarks {
    /// The reasons, and whether they mean that something a reader would see is missing.
    ///
    /// Pictures and charts alone do not: nearly every paper carries a seal or a photograph.
    pub(super) fn reasons(&self, has_text: bool) -> (Vec<Reason>, bool) {
        let only_pictures = !has_text && self.pictures > 0;
        let counts: [(&str, &str, u64); 6] = [
            ("deleted-text-left-out", "chars", self.deleted_chars),
            ("hidden-text-left-out", "chars", self.hidden_chars),
            (
                if only_pictures {
                    "only-pictures"
                } else {
                    "pictures-not-read"
                },
                "count",
                self.pictures.into(),
            ),
            ("charts-not-read", "count", self.charts.into()),
            (
                "formula-objects-not-read",
                "count",
                self.formula_objects.into(),
            ),
            (
                "embedded-files-not-read",
                "count",
                self.embedded_files.into(),
            ),
        ];
        let mut reasons: Vec<Reason> = counts
            .iter()
            .filter(|(_, _, n)| *n > 0)
            .map(|(code, arg, n)| Reason::new(code).with(arg, n))
            .collect();
        if !self.broken_parts.is_empty() {
            reasons.push(Reason::new("xml-broken").with("parts", self.broken_parts.join(", ")));
        }
        let partial = only_pictures
            || self.formula_objects > 0
            || self.embedded_files > 0
            || !self.broken_parts.is_empty();
        (reasons, partial)
    }
}
