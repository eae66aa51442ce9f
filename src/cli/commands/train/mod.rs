//! `train`: teaches what the detector learns from labelled text, and tries it on writers it never saw.
mod reader;

use super::{CommandError, Desk, Outcome};
use crate::cli::train_args::TrainCommand;

pub(super) fn train(desk: &Desk, what: &TrainCommand) -> Result<Outcome, CommandError> {
    match what {
        TrainCommand::Reader(args) => reader::reader(desk, args),
    }
}
