//! The side of the reading process: takes files from one pipe and says on another what it read.
use std::{
    alloc::{Layout, handle_alloc_error},
    cell::RefCell,
    io::{self, Read, Write},
};

use super::{Answer, Order, confine, frame};
use crate::{
    import::{Witness, read_witnessed},
    model::{Limits, RawFile, Reason},
};

/// Longest order, in bytes: a name and what to leave out; the file itself comes after it.
const MAX_ORDER: u64 = 64 << 20;

/// Reads what comes on `input` until it ends.
///
/// # Errors
/// When the other side is gone or sends what cannot be understood.
pub fn serve(mut input: impl Read, output: impl Write) -> io::Result<()> {
    // Panics become reasons in the answer; on the screen they would only be noise.
    std::panic::set_hook(Box::new(|_| {}));
    let mut limits = Limits::default();
    let output = RefCell::new(output);
    while let Some((order, _)) = frame::read::<Order>(&mut input, MAX_ORDER)? {
        match order {
            Order::Terms(given) => {
                limits = given;
                confine::confine(&limits);
            }
            Order::Read { file, bytes, skip } => {
                let mut content = Vec::new();
                let taken = (&mut input).take(bytes).read_to_end(&mut content);
                if matches!(&taken, Err(e) if e.kind() == io::ErrorKind::OutOfMemory) {
                    // Ends as every other want of memory does.
                    handle_alloc_error(Layout::new::<u8>());
                }
                taken?;
                if (content.len() as u64) < bytes {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                let teller = Teller {
                    output: &output,
                    limits: &limits,
                    skip: &skip,
                    failure: RefCell::new(None),
                };
                read_witnessed(&file, &content, &limits, None, &teller);
                if let Some(failure) = teller.failure.into_inner() {
                    return Err(failure);
                }
                let is_tired = confine::is_tired();
                frame::write(&mut *output.borrow_mut(), &Answer::Done { is_tired })?;
            }
        }
    }
    Ok(())
}

/// Tells the other side of every file.
struct Teller<'a, W> {
    output: &'a RefCell<W>,
    limits: &'a Limits,
    skip: &'a [(String, Reason)],
    failure: RefCell<Option<io::Error>>,
}

impl<W: Write> Teller<'_, W> {
    fn tell(&self, answer: &Answer) {
        if let Err(error) = frame::write(&mut *self.output.borrow_mut(), answer) {
            self.failure.borrow_mut().get_or_insert(error);
        }
    }
}

impl<W: Write> Witness for Teller<'_, W> {
    fn begins(&self, file: &str) -> Result<(), Reason> {
        self.tell(&Answer::Begins(file.to_owned()));
        confine::allow_cpu(self.limits.cpu_seconds);
        match self.skip.iter().find(|(skipped, _)| skipped == file) {
            Some((_, reason)) => Err(reason.clone()),
            None => Ok(()),
        }
    }
    fn ends(&self, raw: RawFile) {
        self.tell(&Answer::Ends(raw));
    }
}
