//! Reads pictures of text with an installed `tesseract`: off unless an office switches it on.
//!
//! The program gets a picture on its standard input and answers with words, places and confidences; nothing is written to disk.
mod child;
mod recognized;
mod tsv;

use std::process::Command;

use crate::model::{OcrEngine, OcrSettings, Reason};

use super::{Recognized, Recognizer};
use child::Failure;

pub(super) use recognized::paragraphs;

/// Longest answer for one page, in bytes: a densely printed page has about 200 KB.
const MAX_ANSWER: u64 = 16 << 20;
/// Longest time the program may take to say which languages it has, in seconds.
const SECONDS_TO_START: u64 = 20;

/// An installed `tesseract`.
#[derive(Clone, Debug)]
pub struct Tesseract {
    settings: OcrSettings,
}

impl Tesseract {
    /// The engine if the settings ask for it, or the reason why it cannot be had.
    #[must_use]
    pub fn wanted(settings: &OcrSettings) -> Option<Result<Self, Reason>> {
        match settings.engine {
            OcrEngine::None => None,
            OcrEngine::Tesseract => Some(Self::find(settings)),
        }
    }

    /// Longest time a picture of so many pages may take, in seconds.
    #[must_use]
    pub fn most_seconds(&self, pages: u32) -> u64 {
        let pages = u64::from(pages.max(1));
        self.settings.seconds_per_page.saturating_mul(pages)
    }

    /// Looks for the program and the data of its languages.
    ///
    /// # Errors
    /// With the reason when the program cannot be started or data is missing.
    pub fn find(settings: &OcrSettings) -> Result<Self, Reason> {
        let missing = |detail: String| {
            Reason::new("recognizer-missing")
                .with("program", &settings.program)
                .with("detail", detail)
        };
        let mut command = Command::new(&settings.program);
        command.arg("--list-langs");
        let answer = child::answer(&mut command, &[], SECONDS_TO_START, MAX_ANSWER)
            .map_err(|failure| missing(failure.to_string()))?;
        let text = String::from_utf8_lossy(&answer);
        // The first line is a heading.
        let known: Vec<&str> = text.lines().skip(1).map(str::trim).collect();
        let lacking: Vec<&str> = settings
            .languages
            .split('+')
            .filter(|l| !known.contains(l))
            .collect();
        if lacking.is_empty() {
            Ok(Self {
                settings: settings.clone(),
            })
        } else {
            Err(Reason::new("recognizer-languages-missing")
                .with("languages", lacking.join(", "))
                .with("program", &settings.program))
        }
    }
}

impl Recognizer for Tesseract {
    fn recognize(&self, picture: &[u8], pages: u32) -> Result<Recognized, Reason> {
        let mut command = Command::new(&self.settings.program);
        command
            .args(["stdin", "stdout", "-l", &self.settings.languages])
            // 3: find columns and paragraphs, take the page as upright.
            .args(["--psm", "3", "tsv"])
            // Files are read in parallel already.
            .env("OMP_THREAD_LIMIT", "1");
        let seconds = self.most_seconds(pages);
        let most = MAX_ANSWER.saturating_mul(u64::from(pages.max(1)));
        match child::answer(&mut command, picture, seconds, most) {
            Ok(answer) => Ok(tsv::read(&String::from_utf8_lossy(&answer))),
            Err(Failure::TooSlow) => {
                Err(Reason::new("recognition-too-slow").with("seconds", seconds))
            }
            Err(failure) => Err(Reason::new("recognition-failed").with("detail", failure)),
        }
    }

    fn most_pages(&self) -> u32 {
        self.settings.pages
    }
}
