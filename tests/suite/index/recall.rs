//! A phrase finds every passage that contains it and no other: recall and precision are exactly 1.
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
    time::Instant,
};

use daachorse::CharwiseDoubleArrayAhoCorasick;
use proptest::prelude::*;
use taizhang::{
    index::Query,
    model::{Document, Hit, char_slice, fold, fold_char},
};

use super::documents::{Shelf, document, shelf};
use crate::shared;

/// Fewest passages of real text the property must hold over.
const PASSAGES: usize = 20_000;
/// Phrases asked for, of each length.
const PHRASES: usize = 60;
/// Longest phrase in characters.
const LONGEST: usize = 12;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }
}

/// The same phrase as somebody else would type it.
fn retyped(phrase: &str, dice: &mut Dice) -> String {
    static TRADITIONAL: OnceLock<BTreeMap<char, char>> = OnceLock::new();
    let traditional = TRADITIONAL.get_or_init(|| {
        let pairs = ('\u{4E00}'..='\u{9FFF}').map(|c| (fold_char(c), c));
        pairs.filter(|(simple, c)| simple != c).collect()
    });
    let style = dice.below(4);
    phrase
        .chars()
        .map(|c| match style {
            0 => c,
            1 if ('!'..='~').contains(&c) => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
            1 if c == ' ' => '\u{3000}',
            2 => traditional.get(&c).copied().unwrap_or(c),
            3 => c.to_ascii_uppercase(),
            _ => c,
        })
        .collect()
}

fn number_of(hit: &Hit) -> usize {
    hit.place.paragraph.unwrap() as usize
}

/// Asks for a phrase and returns the numbers of the passages found, having checked each hit against its own text.
fn ask(shelf: &Shelf, phrase: &str) -> BTreeSet<usize> {
    let page = shelf
        .index
        .search(&Query::exactly(phrase).unwrap(), usize::MAX)
        .unwrap();
    assert_eq!(page.total, page.hits.len() as u64);
    let needle = fold(phrase);
    let found: BTreeSet<usize> = page.hits.iter().map(number_of).collect();
    assert_eq!(
        found.len(),
        page.hits.len(),
        "{phrase:?}: a passage came twice"
    );
    for hit in page.hits.iter().take(20) {
        assert!(!hit.highlights.is_empty(), "{phrase:?}");
        for (from, to) in &hit.highlights {
            let marked = fold(&char_slice(&hit.text, &(*from..*to)));
            assert!(
                marked.starts_with(&needle) && marked.ends_with(&needle),
                "{phrase:?}: {marked:?}"
            );
        }
    }
    found
}

/// Passages of real text, numbered through; `None` when the shared material is absent.
fn real() -> Option<Vec<Document>> {
    let folder = shared("data/text")?;
    let mut files: Vec<_> = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|e| e.unwrap().into_path())
        .filter(|p| p.is_file())
        .collect();
    // Every seventh file first, so that the passages come from all folders.
    let turn: Vec<_> = (0..7)
        .flat_map(|n| files.iter().skip(n).step_by(7).cloned().collect::<Vec<_>>())
        .collect();
    files.clone_from(&turn);
    let mut documents = Vec::new();
    let mut count = 0;
    for file in files {
        if count >= PASSAGES {
            break;
        }
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
        let mut paper = document(&file.to_string_lossy(), &lines);
        for passage in &mut paper.passages {
            passage.place.paragraph = Some(count as u32);
            count += 1;
        }
        documents.push(paper);
    }
    assert!(count >= PASSAGES, "{count}");
    Some(documents)
}

/// Phrases taken from the passages, short and long, some on purpose from where digits, Latin letters and marks stand.
fn phrases(plain: &[&str]) -> Vec<String> {
    let mut dice = Dice(20_261_123);
    let mut phrases = BTreeSet::new();
    for length in 1..=LONGEST {
        let mut left = if length == 1 { PHRASES / 2 } else { PHRASES };
        while left > 0 {
            let chars: Vec<char> = plain[dice.below(plain.len())].chars().collect();
            if chars.len() < length {
                continue;
            }
            let at = dice.below(chars.len() - length + 1);
            let phrase = &chars[at..at + length];
            let mixed = phrase.iter().any(|c| c.is_ascii() || !c.is_alphanumeric());
            // Half of them mixed.
            if left % 2 == 0 && !mixed {
                continue;
            }
            if phrases.insert(phrase.iter().collect::<String>()) {
                left -= 1;
            }
        }
    }
    phrases.into_iter().collect()
}

#[test]
fn every_phrase_of_twenty_thousand_real_passages_is_found_wherever_it_stands() {
    let Some(documents) = real() else { return };
    let begun = Instant::now();
    let shelf = shelf(&documents);
    let indexed = begun.elapsed();
    let plain: Vec<&str> = documents
        .iter()
        .flat_map(|d| &d.passages)
        .map(|p| p.plain.as_str())
        .collect();
    let phrases = phrases(&plain);

    // What plain substring search finds: all phrases in one pass, some of them once more one by one.
    let mut truth = vec![BTreeSet::new(); phrases.len()];
    let matcher = CharwiseDoubleArrayAhoCorasick::<u32>::new(&phrases).unwrap();
    for (number, text) in plain.iter().enumerate() {
        for found in matcher.find_overlapping_iter(text) {
            truth[found.value() as usize].insert(number);
        }
    }
    for at in (0..phrases.len()).step_by(40) {
        let contains = (0..plain.len()).filter(|n| plain[*n].contains(&phrases[at]));
        assert_eq!(contains.collect::<BTreeSet<_>>(), truth[at]);
    }

    let mut dice = Dice(7);
    let (mut hits, mut loose) = (0, 0);
    for (phrase, expected) in phrases.iter().zip(&truth) {
        let typed = retyped(phrase, &mut dice);
        let found = ask(&shelf, &typed);
        assert_eq!(&found, expected, "{typed:?}");
        hits += found.len();
        if phrase.chars().count() >= 2 && phrase.chars().all(char::is_alphanumeric) && loose < 150 {
            loose += 1;
            let bare = shelf
                .ask(&typed)
                .hits
                .iter()
                .map(number_of)
                .collect::<BTreeSet<_>>();
            assert_eq!(bare, without_layout(phrase, &plain), "{typed}");
        }
    }
    println!(
        "recall 1.0, precision 1.0: {} phrases of 1 to {LONGEST} characters over {} passages, {hits} hits, {loose} bare words; indexed in {:.1} s, all in {:.1} s",
        phrases.len(),
        plain.len(),
        indexed.as_secs_f64(),
        begun.elapsed().as_secs_f64(),
    );
    assert!(loose > 50);
}

/// Passages that contain the characters one after the other, blanks between Chinese letters apart; told by a regex, not by our code.
fn without_layout(word: &str, plain: &[&str]) -> BTreeSet<usize> {
    let chars: Vec<char> = word.chars().collect();
    let mut pattern = regex::escape(&chars[0].to_string());
    for pair in chars.windows(2) {
        if pair.iter().any(|c| ('\u{3400}'..='\u{9FFF}').contains(c)) {
            pattern.push_str(r"[\s\u{200B}-\u{200D}\u{2060}\u{FEFF}\u{AD}]*");
        }
        pattern.push_str(&regex::escape(&pair[1].to_string()));
    }
    let pattern = regex::Regex::new(&pattern).unwrap();
    (0..plain.len())
        .filter(|n| pattern.is_match(plain[*n]))
        .collect()
}

/// Few characters, so that phrases meet, overlap and repeat; among them everything that has broken an index before.
const ALPHABET: &[char] = &[
    '整',
    '改',
    '改',
    '污',
    '水',
    '處',
    '处',
    'a',
    'A',
    'ａ',
    '1',
    '１',
    '.',
    '．',
    '，',
    ',',
    ' ',
    '\u{3000}',
    '\t',
    '\n',
    '"',
    '“',
    '(',
    '（',
    '|',
    ':',
    '-',
    '%',
    '\\',
    '𠀀',
    'é',
    '\u{1}',
    '\u{2}',
    '\u{3}',
    '\u{10FFFF}',
    '\u{D7FF}',
];

fn generated() -> &'static (Shelf, Vec<String>) {
    static GENERATED: OnceLock<(Shelf, Vec<String>)> = OnceLock::new();
    GENERATED.get_or_init(|| {
        let mut dice = Dice(1);
        let texts: Vec<String> = (0..1_500)
            .map(|_| {
                let length = dice.below(24);
                (0..length)
                    .map(|_| ALPHABET[dice.below(ALPHABET.len())])
                    .collect()
            })
            .collect();
        let lines: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut paper = document("made.txt", &lines);
        for (number, passage) in (0..).zip(&mut paper.passages) {
            passage.place.paragraph = Some(number);
        }
        (shelf(&[paper]), texts)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn every_phrase_of_generated_text_is_found_wherever_it_stands(
        phrase in prop_oneof![
            proptest::collection::vec(proptest::sample::select(ALPHABET), 1..5)
                .prop_map(|chars| chars.into_iter().collect::<String>()),
            (0usize..1_500, 0usize..24, 1usize..13).prop_map(|(text, at, length)| {
                let text = &generated().1[text];
                text.chars().skip(at).take(length).collect::<String>()
            }),
        ]
    ) {
        prop_assume!(!phrase.is_empty());
        let (shelf, texts) = generated();
        let needle = fold(&phrase);
        let expected: BTreeSet<usize> = (0..texts.len()).filter(|n| fold(&texts[*n]).contains(&needle)).collect();
        prop_assert_eq!(ask(shelf, &phrase), expected);
    }
}
