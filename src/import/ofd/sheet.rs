//! One page: its own content, the templates it stands on, its annotations and the drawings it shares with other pages.
use std::collections::HashSet;

use crate::import::layout::{PageText, read_page};
use crate::model::{RawBlock, RawText, char_len};

use super::{
    content::Content,
    document::{Document, Resources},
    matrix::{Matrix, POINTS},
    pale,
    parts::Parts,
};

/// Most parts one page is put together from, and most drawings put into it.
const MAX_PARTS: usize = 1_000;
const MAX_SHARED: usize = 20_000;
/// How deep drawings may lie inside drawings.
const MAX_DEPTH: usize = 16;
/// Size of a page that does not say, in millimetres: A4.
const USUAL_SIZE: (f64, f64) = (210.0, 297.0);

/// A page as it is drawn.
#[derive(Debug)]
pub(super) struct Sheet {
    content: Content,
    /// The part that holds its largest picture.
    pub(super) picture: Option<String>,
    pub(super) is_too_large: bool,
    pub(super) hidden_chars: u64,
}

impl Sheet {
    /// Reads a page; `None` when the part that holds it is not there or cannot be opened.
    pub(super) fn read(
        parts: &mut Parts<'_>,
        document: &Document,
        id: &str,
        part: Option<&str>,
    ) -> Option<Self> {
        let xml = parts.text(part?).ok().flatten()?;
        let mut content = Content::new();
        content.add(&xml, Matrix::PAGE);
        if content.is_broken {
            parts.is_broken(part?);
        }
        let mut own = Resources::default();
        let base = part?;
        for at in std::mem::take(&mut content.resources) {
            match parts.find(base, &at) {
                Some(at) => own.add(parts, &at),
                None => parts.is_broken(at.trim()),
            }
        }
        let own_size = content.size;
        let mut seen: HashSet<String> = HashSet::new();
        let mut waiting = std::mem::take(&mut content.templates);
        while let Some(id) = waiting.pop() {
            // A template may stand on templates in turn, also on itself.
            if seen.len() >= MAX_PARTS || !seen.insert(id.clone()) {
                continue;
            }
            match document.template(&id) {
                Some(at) => add(parts, at, &mut content),
                None => parts.is_broken(&format!("{} Template {id}", document.part)),
            }
            waiting.append(&mut content.templates);
        }
        for at in document.annotations_of(id).iter().take(MAX_PARTS) {
            add(parts, at, &mut content);
        }
        content.size = own_size.or(document.size);
        shared(&mut content, &own, &document.shared);
        let white = std::mem::take(&mut content.pale);
        content.hidden_chars += pale::add(white, &mut content.drawing.glyphs);
        let largest = content.pictures.iter().max_by(|a, b| a.0.total_cmp(&b.0));
        let picture = largest.and_then(|(_, id)| {
            let known = own.pictures.get(id);
            known.or_else(|| document.shared.pictures.get(id)).cloned()
        });
        Some(Self {
            picture,
            is_too_large: content.is_too_large,
            hidden_chars: content.hidden_chars,
            content,
        })
    }

    /// What people remarked on the page.
    pub(super) fn said(&self, number: u32) -> Vec<RawBlock> {
        let remarks = self.content.remarks.iter();
        remarks
            .map(|(creator, said)| {
                let creator = creator.trim();
                let dot = if creator.is_empty() { "" } else { "·" };
                let label = format!("[批注{dot}{creator}] ");
                RawBlock::Text(RawText {
                    text: format!("{label}{said}"),
                    page: Some(number),
                    label_chars: char_len(&label),
                    ..RawText::default()
                })
            })
            .collect()
    }

    /// Lines and tables of the page in reading order.
    pub(super) fn page(self, number: u32) -> PageText {
        let mut drawing = self.content.drawing;
        let (width, height) = match self.content.size {
            Some((width, height)) => (width * POINTS, height * POINTS),
            None => (USUAL_SIZE.0 * POINTS, USUAL_SIZE.1 * POINTS),
        };
        (drawing.width, drawing.height) = (width, height);
        for (area, _) in self.content.pictures {
            drawing.picture(area);
        }
        let all = drawing.glyphs.len();
        drawing.glyphs.retain(|g| {
            // Back from the direction of the text to the page.
            let (x, y) = g.heading.back(g.x, g.y);
            x >= -g.size && y >= 0.0 && x <= width && y <= height + g.size
        });
        drawing.outside = u32::try_from(all - drawing.glyphs.len()).unwrap_or(u32::MAX);
        drawing.unknown = drawing
            .glyphs
            .iter()
            .filter(|g| g.first == '\u{FFFD}')
            .count() as u32;
        read_page(number, drawing)
    }
}

/// Adds a template or annotations.
fn add(parts: &mut Parts<'_>, part: &str, content: &mut Content) {
    let was_broken = std::mem::take(&mut content.is_broken);
    match parts.text(part) {
        Ok(Some(xml)) => {
            content.add(&xml, Matrix::PAGE);
            if content.is_broken {
                parts.is_broken(part);
            }
        }
        Ok(None) | Err(_) => parts.is_broken(part),
    }
    content.is_broken |= was_broken;
}

/// Puts in the drawings that the page shares with others, and those inside them.
fn shared(content: &mut Content, own: &Resources, common: &Resources) {
    let mut count = 0;
    let mut waiting = std::mem::take(&mut content.shared);
    for _ in 0..MAX_DEPTH {
        for (id, matrix) in std::mem::take(&mut waiting) {
            count += 1;
            if count > MAX_SHARED || content.is_too_large {
                content.is_too_large = true;
                return;
            }
            if let Some(xml) = own.units.get(&id).or_else(|| common.units.get(&id)) {
                content.add(xml, matrix);
            }
            waiting.append(&mut content.shared);
        }
        if waiting.is_empty() {
            return;
        }
    }
}
