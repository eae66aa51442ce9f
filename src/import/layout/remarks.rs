//! What of a document's pages was left out or could not be read, as reasons and facts.
use crate::import::Reading;
use crate::model::Reason;

use super::{page::PageText, running::Running, trust::Trust};

/// Longest list of pages shown.
const MAX_SHOWN: usize = 60;

/// Pages with something to say about them.
#[derive(Debug, Default)]
pub(in crate::import) struct Remarks {
    pages: usize,
    needs_ocr: Vec<u32>,
    garbled: Vec<u32>,
    recognized: Vec<u32>,
    failed: Vec<u32>,
    too_large: Vec<u32>,
    unknown_pages: Vec<u32>,
    unknown: u64,
    outside: u64,
    pictures: u64,
    slanted: Vec<String>,
}

impl Remarks {
    pub(in crate::import) fn new(pages: usize) -> Self {
        Self {
            pages,
            ..Self::default()
        }
    }

    /// The page could not be read at all.
    pub(in crate::import) fn failed(&mut self, page: u32) {
        self.failed.push(page);
    }

    /// The page draws more than the limits allow.
    pub(in crate::import) fn too_large(&mut self, page: u32) {
        self.too_large.push(page);
    }

    /// Looks at a page after running lines were taken out.
    pub(in crate::import) fn see(&mut self, page: &PageText) {
        self.outside += u64::from(page.outside);
        if page.trust == Trust::Garbled {
            self.garbled.push(page.number);
            return;
        }
        if page.is_empty() {
            if page.is_picture_of_text {
                self.needs_ocr.push(page.number);
            }
        } else if page.is_recognized {
            self.recognized.push(page.number);
        } else {
            self.pictures += u64::from(page.pictures);
        }
        if page.unknown > 0 {
            self.unknown += u64::from(page.unknown);
            self.unknown_pages.push(page.number);
        }
        for text in &page.slanted {
            if !self.slanted.contains(text) {
                self.slanted.push(text.clone());
            }
        }
    }

    /// Puts reasons and facts into the reading.
    pub(in crate::import) fn finish(
        self,
        running: &Running,
        attachments: usize,
        max_pages: usize,
        reading: &mut Reading,
    ) {
        let on_pages = |code: &str, pages: &[u32]| {
            (!pages.is_empty()).then(|| Reason::new(code).with("pages", list(pages)))
        };
        let missing = [
            on_pages("needs-ocr", &self.needs_ocr),
            on_pages("garbled-text-layer", &self.garbled),
            on_pages("pages-failed", &self.failed),
            on_pages("pages-too-large", &self.too_large),
            on_pages("characters-unknown", &self.unknown_pages)
                .map(|r| r.with("count", self.unknown)),
            (self.pages > max_pages).then(|| {
                Reason::new("too-many-pages")
                    .with("pages", self.pages)
                    .with("limit", max_pages)
            }),
            (attachments > 0)
                .then(|| Reason::new("embedded-files-not-read").with("count", attachments)),
        ];
        reading.reasons.extend(missing.into_iter().flatten());
        reading.partial = !reading.reasons.is_empty();
        let notes = [
            on_pages("recognized-text-layer", &self.recognized),
            (self.pictures > 0)
                .then(|| Reason::new("pictures-not-read").with("count", self.pictures)),
            (self.outside > 0)
                .then(|| Reason::new("text-outside-page").with("count", self.outside)),
        ];
        reading.reasons.extend(notes.into_iter().flatten());
        let kept = [
            ("header", running.headers.join("\n")),
            ("footer", running.footers.join("\n")),
            ("watermarks", self.slanted.join(" | ")),
            (
                "page_lines_left_out",
                match running.lines {
                    0 => String::new(),
                    n => n.to_string(),
                },
            ),
        ];
        for (name, text) in kept {
            if !text.is_empty() {
                reading.facts.insert(name.to_owned(), text);
            }
        }
    }
}

/// Pages as `1-3, 7`.
fn list(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => runs.push((page, page)),
        }
    }
    let mut shown: Vec<String> = runs
        .iter()
        .take(MAX_SHOWN)
        .map(|(from, to)| {
            if from == to {
                from.to_string()
            } else {
                format!("{from}-{to}")
            }
        })
        .collect();
    if runs.len() > MAX_SHOWN {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}
