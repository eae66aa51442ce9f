//! Reads PDF files with a text layer: lines in reading order, paragraphs over pages, ruled tables.
//!
//! A PDF holds characters at places, not text; [`layout`](super::layout) makes lines, paragraphs and tables of them.
//! Pages that only recognition could read, and pages whose codes do not say what they show, are named and not guessed.
mod codes;
mod comments;
mod device;
mod facts;
mod standin;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt,
    hayro_syntax::{DecryptionError, LoadPdfError, Pdf as File, page::Page},
    interpret_page,
    kurbo::Rect,
};

use crate::model::{Format, RawBlock, Reason};

use super::{
    Importer, ReadError, Reading, Terms, grid,
    layout::{Drawing, Remarks, blocks, read_page, take_out_running},
};
use codes::Rescue;
use device::{Overrun, Recorder};

/// Most pages of one file that are read; the longest yearbooks have about 2,000.
const MAX_PAGES: usize = 5_000;
/// Stack of the thread that reads, in bytes: forms nest up to fifty deep, which takes more than the 2 MB of a worker.
const STACK: usize = 32 << 20;

/// Reads this format.
#[derive(Debug)]
pub(super) struct Pdf;

impl Importer for Pdf {
    fn format(&self) -> Format {
        Format::Pdf
    }

    fn read(&self, bytes: &[u8], _terms: &Terms<'_>) -> Result<Reading, ReadError> {
        std::thread::scope(|scope| {
            let reader = std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, || read(bytes))
                .map_err(|e| ReadError::Unreadable(Reason::new("cannot-open").with("detail", e)))?;
            match reader.join() {
                Ok(outcome) => outcome,
                // `import` turns it into a reason.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }
}

fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
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
    let mut remarks = Remarks::new(count);
    let rescue = Rescue::new(&pdf);
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings {
        font_resolver: standin::resolver(),
        ..InterpreterSettings::default()
    };
    let mut pages = Vec::new();
    let mut said = Vec::new();
    let mut attached = facts::attachments(&pdf);
    for (number, page) in (1..).zip(pdf.pages().iter().take(MAX_PAGES)) {
        let (comments, files) = comments::read(page, number);
        said.extend(comments.into_iter().map(RawBlock::Text));
        attached += files;
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            draw(page, &cache, &pdf, &settings, &rescue)
        }));
        match drawn {
            // It has content, and nothing of it could be unpacked.
            Ok(_) if page.raw().contains_key("Contents") && page.page_stream().is_none() => {
                remarks.failed(number);
            }
            Ok(drawing) => pages.push(read_page(number, drawing)),
            Err(cause) if cause.is::<Overrun>() => remarks.too_large(number),
            Err(_) => remarks.failed(number),
        }
    }
    let running = take_out_running(&mut pages);
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
    remarks.finish(&running, attached, MAX_PAGES, &mut reading);
    Ok(reading)
}

/// Whether the trailer of a file that could not be opened names an encryption.
fn is_encrypted(bytes: &[u8]) -> bool {
    let key = b"/Encrypt";
    bytes.windows(key.len()).any(|w| w == key) && bytes.windows(9).any(|w| w == b"/Standard")
}

/// Lets a page draw itself.
fn draw<'p>(
    page: &Page<'p>,
    cache: &InterpreterCache<'p>,
    pdf: &'p File,
    settings: &InterpreterSettings,
    rescue: &Rescue<'_>,
) -> Drawing {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, width, height),
        cache,
        pdf.xref(),
        settings.clone(),
    );
    let mut recorder = Recorder::new(width, height, rescue);
    interpret_page(page, &mut context, &mut recorder);
    recorder.drawing
}
