//! Reads PDF files with a text layer: lines in reading order, paragraphs over pages, ruled tables.
//!
//! A PDF holds characters at places, not text; [`layout`](super::layout) makes lines, paragraphs and tables of them.
//! Pages that only recognition can read, and pages whose codes do not say what they show, are painted and given to it where it is
//! switched on; otherwise they are named and not guessed.
mod attachments;
mod canvas;
mod codes;
mod comments;
mod device;
mod facts;
mod guesses;
mod painter;
mod standin;

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{self, SyncSender},
};

use hayro_interpret::{
    Context, Device, InterpreterCache, InterpreterSettings, TransformExt,
    hayro_syntax::{DecryptionError, LoadPdfError, Pdf as File, page::Page},
    interpret_page,
    kurbo::{Affine, Rect},
};

use crate::model::{Format, Limits, RawBlock, Reason};

use super::{
    Attached, Importer, ReadError, Reading, Recognizer, Terms, grid,
    image::MOST_MEGAPIXELS,
    layout::{Remarks, Wanted, blocks, read_page, recognize, take_out_running},
    members::Members,
};
use codes::Rescue;
use device::{Overrun, Recorder};
use painter::Painter;

/// Stack of the thread that reads, in bytes: forms nest up to fifty deep, which takes more than the 2 MB of a worker.
const STACK: usize = 32 << 20;

/// Reads this format.
#[derive(Debug)]
pub(super) struct Pdf;

impl Importer for Pdf {
    fn format(&self) -> Format {
        Format::Pdf
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let (limits, recognizer) = (terms.limits, terms.recognizer);
        // Without a store between the two ends, one embedded file at a time is in memory.
        let (to, embedded) = mpsc::sync_channel(0);
        std::thread::scope(|scope| {
            let reader = std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, move || read(bytes, limits, recognizer, &to))
                .map_err(|e| ReadError::Unreadable(Reason::new("cannot-open").with("detail", e)))?;
            let mut members = Members::new(terms);
            for file in embedded {
                members.give(file.name, file.bytes);
                if members.is_full() {
                    break;
                }
            }
            match reader.join() {
                Ok(outcome) => outcome.map(|mut reading| {
                    members.tell(&mut reading);
                    reading
                }),
                // `import` turns it into a reason.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }
}

fn read(
    bytes: &[u8],
    limits: &Limits,
    recognizer: Option<&dyn Recognizer>,
    embedded: &SyncSender<Attached>,
) -> Result<Reading, ReadError> {
    let pdf = File::new(bytes.to_vec()).map_err(|e| match e {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) => ReadError::Unreadable(Reason::new("encryption-unknown")),
        // Where the password is not the empty one, the pages may not be found at all.
        LoadPdfError::Invalid if is_encrypted(bytes) => ReadError::Encrypted,
        LoadPdfError::Invalid => ReadError::Unreadable(Reason::new("pdf-broken")),
    })?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(ReadError::Unreadable(Reason::new("pdf-broken")));
    }
    let most = limits.pages as usize;
    let mut remarks = Remarks::new(count);
    let rescue = Rescue::new(&pdf);
    let artist = Artist {
        pdf: &pdf,
        cache: InterpreterCache::new(),
        settings: InterpreterSettings {
            font_resolver: standin::resolver(),
            ..InterpreterSettings::default()
        },
    };
    let mut pages = Vec::new();
    let mut said = Vec::new();
    let mut dots: HashMap<u32, f64> = HashMap::new();
    for (number, page) in (1..).zip(pdf.pages().iter().take(most)) {
        said.extend(
            comments::read(page, &pdf, number)
                .into_iter()
                .map(RawBlock::Text),
        );
        let drawn = catch_unwind(AssertUnwindSafe(|| artist.record(page, &rescue)));
        match drawn {
            // It has content, and nothing of it could be unpacked.
            Ok(_) if page.raw().contains_key("Contents") && page.page_stream().is_none() => {
                remarks.failed(number);
            }
            Ok(recorder) => {
                dots.extend(recorder.dots.map(|(dots, _)| (number, dots)));
                pages.push(read_page(number, recorder.finish()));
            }
            Err(cause) if cause.is::<Overrun>() => remarks.too_large(number),
            Err(_) => remarks.failed(number),
        }
    }
    let running = take_out_running(&mut pages);
    if let Some(recognizer) = recognizer {
        recognize(&mut pages, recognizer, &mut |number, wanted| {
            let page = pdf.pages().get((number as usize).saturating_sub(1));
            let dots = dots.get(&number).copied();
            let failed = || Reason::new("recognition-failed").with("detail", "page");
            catch_unwind(AssertUnwindSafe(|| artist.paint(page?, dots, wanted)))
                .ok()
                .flatten()
                .ok_or_else(failed)?
        });
    }
    for page in &pages {
        remarks.see(page);
    }
    let mut reading = Reading {
        blocks: blocks(&pages),
        ..Reading::default()
    };
    grid::name_tables(&mut reading.blocks);
    reading.blocks.extend(said);
    facts::read(&pdf, &mut reading.facts);
    reading.facts.insert("pages".to_owned(), count.to_string());
    let not_unpacked = attachments::hand_over(&pdf, most, embedded);
    remarks.finish(&running, not_unpacked, most, &mut reading);
    Ok(reading)
}

/// Whether the trailer of a file that could not be opened names an encryption.
fn is_encrypted(bytes: &[u8]) -> bool {
    let key = b"/Encrypt";
    bytes.windows(key.len()).any(|w| w == key) && bytes.windows(9).any(|w| w == b"/Standard")
}

/// Lets pages draw themselves.
struct Artist<'p> {
    pdf: &'p File,
    cache: InterpreterCache<'p>,
    settings: InterpreterSettings,
}

impl<'p> Artist<'p> {
    /// Takes down what a page draws.
    fn record<'r>(&self, page: &Page<'p>, rescue: &'r Rescue<'r>) -> Recorder<'r> {
        let (width, height) = page.render_dimensions();
        let mut recorder = Recorder::new(width.into(), height.into(), rescue);
        let area = Rect::new(0.0, 0.0, width.into(), height.into());
        self.draw(page, Affine::IDENTITY, area, &mut recorder);
        recorder
    }

    /// Paints a page for recognition; `dots` is the resolution of its largest picture.
    ///
    /// `None` for a page without extent.
    fn paint(
        &self,
        page: &Page<'p>,
        dots: Option<f64>,
        wanted: Wanted,
    ) -> Option<Result<Vec<u8>, Reason>> {
        let (width, height) = page.render_dimensions();
        let scale = painter::resolution(width.into(), height.into(), dots);
        let [width, height] = [width, height].map(|side| (f64::from(side) * scale).round());
        if !(width >= 1.0 && height >= 1.0) {
            return None;
        }
        let mut painter = Painter::new(width as usize, height as usize, wanted);
        let area = Rect::new(0.0, 0.0, width, height);
        self.draw(page, Affine::scale(scale), area, &mut painter);
        Some(if painter.left_out {
            Err(Reason::new("picture-too-large").with("limit", MOST_MEGAPIXELS))
        } else {
            Ok(painter.canvas.into_pnm())
        })
    }

    fn draw(&self, page: &Page<'p>, turn: Affine, area: Rect, on: &mut impl Device<'p>) {
        let mut context = Context::new(
            turn * page.initial_transform(true).to_kurbo(),
            area,
            &self.cache,
            self.pdf.xref(),
            self.settings.clone(),
        );
        interpret_page(page, &mut context, on);
    }
}
