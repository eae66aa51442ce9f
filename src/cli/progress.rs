//! A progress bar on a terminal, silence elsewhere; notices always.
use std::io::IsTerminal as _;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};

use super::{
    Language,
    message::{reason_text, text},
    output,
};
use crate::{
    model::Reason,
    workflow::{Progress, Stage},
};

/// Shows progress on stderr.
#[derive(Debug)]
pub(super) struct Bar {
    language: Language,
    quiet: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Bar {
    pub(super) fn new(language: Language, quiet: bool) -> Self {
        Self {
            language,
            quiet: quiet || !std::io::stderr().is_terminal(),
            bar: Mutex::new(None),
        }
    }

    fn with(&self, act: impl FnOnce(&mut Option<ProgressBar>)) {
        if let Ok(mut bar) = self.bar.lock() {
            act(&mut bar);
        }
    }
}

impl Progress for Bar {
    fn start(&self, stage: Stage, total: u64) {
        if self.quiet || total == 0 {
            return;
        }
        let key = match stage {
            Stage::Reading => "progress.reading",
            Stage::Indexing => "progress.indexing",
            Stage::Examining => "progress.examining",
            Stage::Comparing => "progress.comparing",
            Stage::TakingOver => "progress.taking-over",
        };
        let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::new(total)
            .with_style(style)
            .with_message(text(self.language, key));
        self.with(|b| *b = Some(bar));
    }
    fn step(&self) {
        self.with(|b| {
            if let Some(bar) = b {
                bar.inc(1);
            }
        });
    }
    fn finish(&self) {
        self.with(|b| {
            if let Some(bar) = b.take() {
                bar.finish_and_clear();
            }
        });
    }
    fn notice(&self, reason: &Reason) {
        let line = reason_text(self.language, reason);
        self.with(|b| match b {
            Some(bar) => bar.suspend(|| output::complain(&line)),
            None => output::complain(&line),
        });
    }
}
