//! Figures of the copy check on real prose: how many planted copies are found, how many honest sentences are flagged, how time grows.
use std::{collections::BTreeSet, fs, time::Instant};

use taizhang::{
    detect::{RulePacks, compare},
    model::{DocType, Document, FlagDraft, Period, Read, ReadFrom},
    normalize,
};

use super::sample;

/// A small generator, so that every run plants the same copies.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

fn period() -> Option<Read<Period>> {
    let day = jiff::civil::date;
    Some(Read {
        value: Period {
            from: day(2026, 1, 1),
            to: day(2026, 3, 31),
            label: "2026Q1".to_owned(),
        },
        from: ReadFrom::Override,
        because: String::new(),
    })
}

fn paper(unit: &str, lines: &[String]) -> Document {
    let parts: Vec<(Option<&str>, &str)> = lines.iter().map(|l| (None, l.as_str())).collect();
    let mut d = sample::page(DocType::进展报告, &parts);
    d.file = format!("{unit}.txt");
    d.sha256 = unit.to_owned();
    d.unit = Some(Read {
        value: unit.to_owned(),
        from: ReadFrom::Override,
        because: String::new(),
    });
    d.period = period();
    for p in &mut d.passages {
        p.numbers = normalize::numbers::find(&p.plain);
        p.dates = normalize::dates::find(&p.plain, None);
    }
    d
}

fn flags(documents: &[Document]) -> Vec<FlagDraft> {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let all: Vec<&Document> = documents.iter().collect();
    let flags = compare(&all, &packs);
    flags
        .into_iter()
        .filter(|f| f.indicator == "copied-text")
        .collect()
}

fn provinces() -> Vec<(String, Vec<String>)> {
    let Some(root) = crate::shared("data/text/txt_gwr_provincial_2026") else {
        return Vec::new();
    };
    taizhang::import::walk(&root)
        .into_iter()
        .map(|f| {
            let text = fs::read_to_string(&f.path).unwrap();
            let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
            let unit = format!("{}人民政府", f.file.trim_end_matches(".txt"));
            (unit, lines.map(str::to_owned).collect())
        })
        .collect()
}

fn sentences(lines: &[String]) -> Vec<String> {
    lines
        .iter()
        .flat_map(|l| l.split_inclusive(['。', '；']))
        .map(str::trim)
        .filter(|s| s.chars().count() >= 20)
        .map(str::to_owned)
        .collect()
}

/// A copy of a sentence, changed as the mode says.
fn changed(sentence: &str, mode: &str, dice: &mut Dice) -> String {
    match mode {
        "numbers and place swapped" => {
            let swapped: String = sentence
                .chars()
                .map(|c| {
                    if c.is_ascii_digit() {
                        char::from(b'1' + dice.below(9) as u8)
                    } else {
                        c
                    }
                })
                .collect();
            swapped
                .replace("全省", "全市")
                .replace("我省", "我市")
                .replace('省', "县")
        }
        "one character in ten dropped" => {
            sentence.chars().filter(|_| dice.below(10) != 0).collect()
        }
        "clauses reordered" => {
            let body = sentence.trim_end_matches(['。', '；']);
            let mut clauses: Vec<&str> = body.split('，').collect();
            clauses.reverse();
            format!("{}。", clauses.join("，"))
        }
        _ => sentence.to_owned(),
    }
}

const MODES: &[&str] = &[
    "verbatim",
    "numbers and place swapped",
    "one character in ten dropped",
    "clauses reordered",
];
const PLANTED: usize = 500;

#[test]
#[ignore = "a measurement over the provincial reports; run with --release"]
fn planted_copies_are_found_and_honest_sentences_are_not() {
    let provinces = provinces();
    if provinces.is_empty() {
        return;
    }
    let honest: Vec<Document> = provinces.iter().map(|(u, l)| paper(u, l)).collect();
    let all: usize = provinces.iter().map(|(_, l)| sentences(l).len()).sum();
    let flagged = flags(&honest);
    // Both sides count: the sentence that is flagged and the one it is compared with.
    let touched: usize = flagged
        .iter()
        .flat_map(|f| std::iter::once(&f.source).chain(f.evidence.iter().map(|e| &e.source)))
        .flat_map(|source| {
            let place = source.place();
            source
                .quote()
                .split_inclusive(['。', '；'])
                .filter(|s| s.chars().count() >= 20)
                .map(move |s| (source.file(), place.paragraph, s))
        })
        .collect::<BTreeSet<_>>()
        .len();
    println!(
        "honest: {} flags, {touched} of {all} sentences ({:.2} %)",
        flagged.len(),
        touched as f64 * 100.0 / all as f64
    );
    let telling = std::env::var_os("TAIZHANG_TELL").is_some();
    for f in flagged.iter().filter(|_| telling) {
        println!("  {} {}", f.reason, f.source.quote());
        println!("      {}", f.evidence[0].source.quote());
    }
    for mode in MODES {
        let mut dice = Dice(88_172_645_463_325_252);
        let mut lines: Vec<Vec<String>> = provinces.iter().map(|(_, l)| l.clone()).collect();
        let mut planted = BTreeSet::new();
        while planted.len() < PLANTED {
            let from = dice.below(provinces.len());
            let to = dice.below(provinces.len());
            let pool = sentences(&provinces[from].1);
            let text = changed(&pool[dice.below(pool.len())], mode, &mut dice);
            if from != to && planted.insert(text.clone()) {
                lines[to].push(text);
            }
        }
        let documents: Vec<Document> = provinces
            .iter()
            .zip(&lines)
            .map(|((u, _), l)| paper(u, l))
            .collect();
        let mut found = BTreeSet::new();
        for f in flags(&documents) {
            for source in std::iter::once(&f.source).chain(f.evidence.iter().map(|e| &e.source)) {
                for text in &planted {
                    if text.contains(source.quote()) || source.quote().contains(text.as_str()) {
                        found.insert(text.clone());
                    }
                }
            }
        }
        println!(
            "{mode}: {} of {PLANTED} planted copies flagged ({:.3})",
            found.len(),
            found.len() as f64 / PLANTED as f64
        );
        let long = |t: &&String| t.chars().count() >= 30;
        let (of, hit) = (planted.iter().filter(long), found.iter().filter(long));
        let (of, hit) = (of.count(), hit.count());
        println!(
            "  of 30 characters or more: {hit} of {of} ({:.3})",
            hit as f64 / of as f64
        );
        let missed: Vec<&String> = planted
            .difference(&found)
            .take(if telling { 60 } else { 0 })
            .collect();
        for m in missed {
            println!("  missed: {m}");
        }
    }
}

#[test]
#[ignore = "measures time and growth; run with --release"]
fn time_grows_little_more_than_the_text() {
    let provinces = provinces();
    if provinces.is_empty() {
        return;
    }
    let pool: Vec<String> = provinces.iter().flat_map(|(_, l)| sentences(l)).collect();
    let mut last: Option<(usize, f64)> = None;
    let sizes: &[usize] = if std::env::var_os("TAIZHANG_MILLION").is_some() {
        &[10_000, 100_000, 1_000_000]
    } else {
        &[10_000, 100_000]
    };
    for &size in sizes {
        let mut dice = Dice(4_101_842_887_655_102_017);
        // Documents of a hundred paragraphs; paragraphs are spliced from halves of real sentences with every ninth
        // character replaced, so that they are new text with real phrases; one in fifty is a copy.
        let mut documents = Vec::new();
        let mut earlier: Vec<String> = Vec::new();
        for n in 0..size / 100 {
            let mut lines = Vec::new();
            for _ in 0..100 {
                if dice.below(50) == 0 && !earlier.is_empty() {
                    lines.push(earlier[dice.below(earlier.len())].clone());
                    continue;
                }
                let (a, b) = (&pool[dice.below(pool.len())], &pool[dice.below(pool.len())]);
                let mut text: Vec<char> = a.chars().take(a.chars().count() / 2).collect();
                text.extend(b.chars().skip(b.chars().count() / 2));
                for at in (0..text.len()).step_by(9) {
                    text[at] = char::from_u32(0x4E00 + dice.below(3000) as u32).unwrap();
                }
                let line: String = text.into_iter().collect();
                if dice.below(20) == 0 && earlier.len() < 20_000 {
                    earlier.push(line.clone());
                }
                lines.push(line);
            }
            documents.push(paper(&format!("第{n}号单位"), &lines));
        }
        let chars: usize = documents
            .iter()
            .flat_map(|d| &d.passages)
            .map(|p| p.text.chars().count())
            .sum();
        let start = Instant::now();
        let found = flags(&documents).len();
        let seconds = start.elapsed().as_secs_f64();
        let growth = last.map(|(n, s)| (seconds / s).ln() / (size as f64 / n as f64).ln());
        println!(
            "{size} paragraphs, {:.1} MB: {seconds:.2} s, {found} flags, growth exponent {growth:?}",
            chars as f64 * 3.0 / 1e6
        );
        last = Some((size, seconds));
    }
}
