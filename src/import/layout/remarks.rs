//! What of a document's pages was left out or could not be read, as reasons and facts.
use crate::import::Reading;
use crate::model::Reason;

use super::{page::PageText, recognition::Recognition, running::Running, trust::Trust};

/// Longest list of pages shown.
const MAX_SHOWN: usize = 60;

/// Pages with something to say about them.
#[derive(Debug, Default)]
pub(in crate::import) struct Remarks {
    pages: usize,
    needs_ocr: Vec<u32>,
    garbled: Vec<u32>,
    /// Pages with the layer of another program's recognition.
    recognized: Vec<u32>,
    /// Pages that were recognized here, those where nothing was found, and those that could not be, by the reason.
    recognized_here: Vec<u32>,
    found_nothing: Vec<u32>,
    not_recognized: Vec<(Reason, Vec<u32>)>,
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
        match &page.recognition {
            Recognition::NotTried => {}
            Recognition::Read(texts) if texts.is_empty() => self.found_nothing.push(page.number),
            Recognition::Read(_) => self.recognized_here.push(page.number),
            Recognition::Failed(reason) => {
                match self.not_recognized.iter_mut().find(|(r, _)| r == reason) {
                    Some((_, pages)) => pages.push(page.number),
                    None => self
                        .not_recognized
                        .push((reason.clone(), vec![page.number])),
                }
            }
        }
        let is_read = match &page.recognition {
            Recognition::NotTried | Recognition::Failed(_) => false,
            // A page drawn in letters shows some; a picture need not.
            Recognition::Read(texts) => !texts.is_empty() || page.trust == Trust::Sound,
        };
        if page.trust == Trust::Garbled {
            if !is_read {
                self.garbled.push(page.number);
            }
            return;
        }
        if is_read {
            // What its pictures show was read.
        } else if page.is_empty() {
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
        reading.reasons.extend(
            self.not_recognized
                .into_iter()
                .map(|(reason, pages)| reason.with("pages", list(&pages))),
        );
        reading.partial = !reading.reasons.is_empty();
        let notes = [
            on_pages("recognized-pages", &self.recognized_here),
            on_pages("recognition-found-nothing", &self.found_nothing),
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
