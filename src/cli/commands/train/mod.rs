//! `train`: teaches what the detector learns from labelled text, and tries it on writers it never saw.
mod concreteness;
mod reader;
mod replies;

use super::{CommandError, Desk, Outcome};
use crate::cli::train_args::TrainCommand;

pub(super) fn train(desk: &Desk, what: &TrainCommand) -> Result<Outcome, CommandError> {
    match what {
        TrainCommand::Concreteness(args) => concreteness::concreteness(desk, args),
        TrainCommand::Replies(args) => replies::replies(desk, args),
        TrainCommand::Reader(args) => reader::reader(desk, args),
    }
}
