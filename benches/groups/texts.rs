//! Text to work on: the shared material when it is there, else text made of our own words.
use std::path::Path;

use taizhang::{model::fold, tokenize::Lexicon};

/// Passages of text, one a line, and where they come from.
pub(crate) struct Texts {
    /// Passages as they stand, grouped by file.
    pub(crate) files: Vec<Vec<String>>,
    /// Their match forms, all files together.
    pub(crate) plain: Vec<String>,
    /// Bytes of the match forms.
    pub(crate) bytes: usize,
    pub(crate) source: String,
}

/// Up to `bytes` of text.
pub(crate) fn texts(bytes: usize) -> Texts {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/text");
    let mut left = bytes;
    let mut files = Vec::new();
    let mut take = |lines: Vec<String>| {
        let size: usize = lines.iter().map(String::len).sum();
        left = left.saturating_sub(size);
        files.push(lines);
        left > 0
    };
    let source = if shared.exists() {
        let mut paths: Vec<_> = walkdir::WalkDir::new(&shared)
            .into_iter()
            .filter_map(Result::ok)
            .map(walkdir::DirEntry::into_path)
            .filter(|p| p.is_file())
            .collect();
        // By the end of the name rather than the folder, so that a small share is a mixture.
        paths.sort_by_key(|p| p.file_name().map(|n| n.len()));
        for path in paths {
            let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
            let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
            if !take(lines.map(str::to_owned).collect()) {
                break;
            }
        }
        "../shared/data/text"
    } else {
        let mut number = 0;
        while take(made(&mut number)) {}
        "made of the lexicon"
    };
    let plain: Vec<String> = files.iter().flatten().map(|l| fold(l)).collect();
    Texts {
        bytes: plain.iter().map(String::len).sum(),
        files,
        plain,
        source: source.to_owned(),
    }
}

/// A hundred lines of words that follow one another at random.
fn made(number: &mut u64) -> Vec<String> {
    let lexicon = Lexicon::builtin();
    let words: Vec<&str> = lexicon.words().map(|(w, _)| w).collect();
    let mut dice = |n: usize| {
        *number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((*number >> 33) % n as u64) as usize
    };
    let mut lines = Vec::new();
    for _ in 0..100 {
        let mut line = String::new();
        for _ in 0..5 + dice(20) {
            // The square makes some words frequent and most of them rare.
            let at = dice(words.len()) * dice(words.len()) / words.len();
            line.push_str(words[at]);
            match dice(8) {
                0 => line.push('，'),
                1 => line.push('的'),
                2 => line.push_str(&dice(2027).to_string()),
                _ => {}
            }
        }
        line.push('。');
        lines.push(line);
    }
    lines
}

/// Phrases of 2 to 6 characters that stand in the text.
pub(crate) fn phrases(texts: &Texts, count: usize) -> Vec<String> {
    let mut phrases = std::collections::BTreeSet::new();
    let step = (texts.plain.len() / (count * 2)).max(1);
    for (at, line) in texts
        .plain
        .iter()
        .step_by(step)
        .cycle()
        .enumerate()
        .take(count * 50)
    {
        let chars: Vec<char> = line.chars().filter(|c| c.is_alphanumeric()).collect();
        let length = 2 + at % 5;
        if chars.len() > length {
            let from = at * 31 % (chars.len() - length);
            phrases.insert(chars[from..from + length].iter().collect::<String>());
        }
        if phrases.len() == count {
            break;
        }
    }
    phrases.into_iter().collect()
}
