//! How pictures of text are read.
use serde::{Deserialize, Serialize};

/// Recognition of text in pictures, `[ocr]` in `taizhang.toml`. Off unless an office switches it on.
#[doc(alias = "文字识别")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OcrSettings {
    /// The engine.
    pub engine: OcrEngine,
    /// The engine's program: a name looked for in the usual folders, or a path.
    pub program: String,
    /// Languages the engine looks for, joined with `+`; their data must be installed. `chi_sim` knows Latin letters and digits, too,
    /// and reads Chinese papers better alone than with `eng`.
    pub languages: String,
    /// Longest time for one page, in seconds. A page of small print takes about 10.
    pub seconds_per_page: u64,
    /// Most pages of one file that are recognized; the rest is named as needing recognition.
    pub pages: u32,
}

/// A program that reads pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OcrEngine {
    /// Pictures are not read.
    #[default]
    None,
    /// An installed `tesseract`.
    Tesseract,
}

impl Default for OcrSettings {
    fn default() -> Self {
        Self {
            engine: OcrEngine::None,
            program: "tesseract".to_owned(),
            languages: "chi_sim".to_owned(),
            seconds_per_page: 60,
            pages: 200,
        }
    }
}
