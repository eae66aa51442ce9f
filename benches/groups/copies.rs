//! Copied text among ten thousand to a million paragraphs: how processor time and memory grow.
use std::collections::BTreeSet;

use jiff::civil::date;
use taizhang::{
    detect::{RulePacks, compare},
    model::{
        DocType, Document, Format, Period, RawBlock, RawFile, RawText, Read, ReadFrom,
        ReadingSettings, Recovery,
    },
    normalize,
};

use super::contest::{Settings, peak_megabytes};

/// Paragraphs of the runs; the last one only when more than the usual megabytes are asked for (`--mb 200`).
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// Bytes asked for from which the largest run is made.
const LARGE: usize = 100_000_000;
/// Paragraphs of a document, and one copied paragraph in so many.
const PARAGRAPHS: usize = 100;
const ONE_COPY_IN: usize = 50;

const WHO: &[&str] = &[
    "执法大队",
    "水务站",
    "网格员",
    "养护队",
    "监测站",
    "村委会",
    "园区办",
    "项目部",
];
const DID: &[&str] = &[
    "巡查", "清理", "拆除", "封堵", "复测", "改造", "登记", "修复", "约谈", "采样",
];
const WHAT: &[&str] = &[
    "入河排口",
    "截污管道",
    "废渣堆场",
    "油烟净化器",
    "应急池",
    "围油栏",
    "沉淀池",
    "地磅",
    "尾水渠",
    "喷淋塔",
];
const WHERE: &[&str] = &[
    "石桥下游",
    "老码头北侧",
    "工业路沿线",
    "三号闸口",
    "砖厂旧址",
    "渡口两岸",
    "新开河段",
    "采石坑内",
];

/// A small generator, so that every run compares the same text.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

/// A paragraph of about seventy letters: phrases everyone uses with names nobody else has.
fn paragraph(dice: &mut Dice) -> String {
    let mut out = String::new();
    for clause in 0..4 {
        let name: String = (0..3)
            .map(|_| char::from_u32(0x4E00 + dice.below(6_000) as u32).unwrap())
            .collect();
        let (who, did, what, at) = (dice.of(WHO), dice.of(DID), dice.of(WHAT), dice.of(WHERE));
        let end = if clause == 3 { '。' } else { '，' };
        out.push_str(&format!(
            "{who}在{at}{did}{name}{what}{}处{end}",
            2 + dice.below(60)
        ));
    }
    out
}

fn document(nth: usize, lines: &[String]) -> Document {
    let raw = RawFile {
        file: format!("{nth}.txt"),
        sha256: format!("{nth}"),
        bytes: 1,
        format: Some(Format::Txt),
        recovery: Recovery::Complete,
        reasons: Vec::new(),
        blocks: lines
            .iter()
            .map(|text| {
                RawBlock::Text(RawText {
                    text: text.clone(),
                    ..RawText::default()
                })
            })
            .collect(),
        facts: std::collections::BTreeMap::new(),
    };
    let mut d = normalize::document(&raw, &ReadingSettings::default());
    let set = |value: String| Read {
        value,
        from: ReadFrom::Override,
        because: String::new(),
    };
    d.doc_type.value = DocType::进展报告;
    d.unit = Some(set(format!("第{}号单位", nth / 4)));
    d.period = Some(Read {
        value: Period {
            from: date(2026, 1, 1),
            to: date(2026, (1 + nth % 4 * 3) as i8, 28),
            label: format!("2026Q{}", 1 + nth % 4),
        },
        from: ReadFrom::Override,
        because: String::new(),
    });
    normalize::refresh(&mut d);
    d
}

fn batch(paragraphs: usize) -> (Vec<Document>, usize) {
    let mut dice = Dice(88_172_645_463_325_252);
    let mut earlier: Vec<String> = Vec::new();
    let (mut documents, mut copies) = (Vec::new(), 0);
    for nth in 0..paragraphs / PARAGRAPHS {
        let mut lines = Vec::new();
        for _ in 0..PARAGRAPHS {
            let line = if dice.below(ONE_COPY_IN) == 0 && nth > 8 {
                copies += 1;
                let old = dice.below(earlier.len() * 3 / 4);
                earlier[old].clone()
            } else {
                paragraph(&mut dice)
            };
            if dice.below(4) == 0 {
                earlier.push(line.clone());
            }
            lines.push(line);
        }
        documents.push(document(nth, &lines));
    }
    (documents, copies)
}

/// Seconds of processor time this program has used, all threads together.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let mut fields = after.split_whitespace().skip(11);
    let ticks: f64 = (0..2)
        .filter_map(|_| fields.next()?.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}

pub(super) fn run(settings: &Settings) {
    println!("\ncopies: text compared between all documents of a batch");
    let packs = RulePacks::load(&[]).expect("built-in rules");
    let mut last: Option<(usize, f64)> = None;
    let sizes = SIZES
        .iter()
        .filter(|s| **s < SIZES[2] || settings.bytes(1) >= LARGE);
    for &size in sizes {
        let (documents, copies) = batch(size);
        let all: Vec<&Document> = documents.iter().collect();
        let letters: usize = documents
            .iter()
            .flat_map(|d| &d.passages)
            .map(|p| p.text.len())
            .sum();
        let before = peak_megabytes().unwrap_or_default();
        let start = cpu_seconds();
        let flags = compare(&all, &packs);
        let spent = cpu_seconds() - start;
        let found: BTreeSet<&str> = flags.iter().map(|f| f.source.quote()).collect();
        let growth = last.map_or(String::new(), |(n, s)| {
            let exponent = (spent / s).ln() / (size as f64 / n as f64).ln();
            format!(", growth exponent {exponent:.2}")
        });
        println!(
            "{size} paragraphs, {:.1} MB: {spent:.1} s of CPU{growth}; peak {} MB with the documents, {before} MB without the comparison; {copies} copies planted, {} flags, {} texts",
            letters as f64 / 1e6,
            peak_megabytes().unwrap_or_default(),
            flags.len(),
            found.len(),
        );
        last = Some((size, spent.max(0.01)));
    }
}
