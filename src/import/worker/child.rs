//! The side of the reading process: takes files from one pipe and says on another what it read.
use std::{
    alloc::{Layout, handle_alloc_error},
    io::{self, Read, Write},
    sync::{Mutex, PoisonError},
};

use super::{Answer, Order, confine, frame};
use crate::{
    import::{Recognized, Recognizer, Tesseract, Witness, read_witnessed},
    model::{Limits, RawFile, Reason},
};

/// Longest order, in bytes: a name and what to leave out; the file itself comes after it.
const MAX_ORDER: u64 = 64 << 20;

/// Reads what comes on `input` until it ends.
///
/// # Errors
/// When the other side is gone or sends what cannot be understood.
pub fn serve(mut input: impl Read, output: impl Write + Send) -> io::Result<()> {
    // Panics become reasons in the answer; on the screen they would only be noise.
    std::panic::set_hook(Box::new(|_| {}));
    let mut limits = Limits::default();
    let mut tesseract = None;
    let output = Mutex::new(output);
    while let Some((order, _)) = frame::read::<Order>(&mut input, MAX_ORDER)? {
        match order {
            Order::Terms { limits: given, ocr } => {
                limits = given;
                confine::confine(&limits);
                // The import has asked before and said what is missing.
                tesseract = Tesseract::wanted(&ocr).and_then(Result::ok);
            }
            Order::Read { file, bytes, skip } => {
                let content = content(&mut input, bytes)?;
                let teller = Teller {
                    output: &output,
                    limits: &limits,
                    skip: &skip,
                    outermost: &file,
                    failure: Mutex::new(None),
                };
                let patient = tesseract.as_ref().map(|engine| Patient {
                    engine,
                    teller: &teller,
                });
                let recognizer = patient.as_ref().map(|p| p as &dyn Recognizer);
                read_witnessed(&file, &content, &limits, recognizer, &teller);
                let is_tired = confine::is_tired();
                teller.tell(&Answer::Done { is_tired }, true);
                let failure = teller.failure.into_inner();
                if let Some(failure) = failure.unwrap_or_else(PoisonError::into_inner) {
                    return Err(failure);
                }
            }
        }
    }
    Ok(())
}

/// The file that follows an order.
fn content(input: &mut impl Read, bytes: u64) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    let taken = input.take(bytes).read_to_end(&mut content);
    if matches!(&taken, Err(e) if e.kind() == io::ErrorKind::OutOfMemory) {
        // Ends as every other want of memory does.
        handle_alloc_error(Layout::new::<u8>());
    }
    taken?;
    if (content.len() as u64) < bytes {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(content)
}

/// Tells the other side of every file.
struct Teller<'a, W> {
    output: &'a Mutex<W>,
    limits: &'a Limits,
    skip: &'a [(String, Reason)],
    /// The file that was sent. What is said of it goes out with the next message: should the process die before, it is to blame anyway,
    /// and a file that carries no other costs the import one wake-up instead of three.
    outermost: &'a str,
    failure: Mutex<Option<io::Error>>,
}

impl<W: Write> Teller<'_, W> {
    fn tell(&self, answer: &Answer, at_once: bool) {
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        let mut told = frame::write(&mut *output, answer);
        if at_once {
            told = told.and_then(|()| output.flush());
        }
        if let Err(error) = told {
            let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
            failure.get_or_insert(error);
        }
    }
}

impl<W: Write> Witness for Teller<'_, W> {
    fn begins(&self, file: &str) -> Result<(), Reason> {
        self.tell(&Answer::Begins(file.to_owned()), file != self.outermost);
        confine::allow_cpu(self.limits.cpu_seconds);
        match self.skip.iter().find(|(skipped, _)| skipped == file) {
            Some((_, reason)) => Err(reason.clone()),
            None => Ok(()),
        }
    }
    fn ends(&self, raw: RawFile) {
        let at_once = raw.file != self.outermost;
        self.tell(&Answer::Ends(raw), at_once);
    }
}

/// Lets the other side know that recognition takes its time, so that the clock is not held against the file.
struct Patient<'a, W> {
    engine: &'a Tesseract,
    teller: &'a Teller<'a, W>,
}

impl<W: Write + Send> Recognizer for Patient<'_, W> {
    fn recognize(&self, picture: &[u8], pages: u32) -> Result<Recognized, Reason> {
        let seconds = self.engine.most_seconds(pages);
        self.teller.tell(&Answer::Recognizes(seconds), true);
        confine::allow_cpu(self.teller.limits.cpu_seconds.saturating_add(seconds));
        self.engine.recognize(picture, pages)
    }
    fn most_pages(&self) -> u32 {
        self.engine.most_pages()
    }
}
