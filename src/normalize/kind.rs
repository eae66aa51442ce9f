//! Decides what type of document a file is, from weighted cues, and says which words decided.
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use serde::Deserialize;

use crate::model::{DocType, Read, ReadFrom, fold};

/// The shipped cues.
const CUES: &str = include_str!("kind.toml");
/// A cue in a file name counts this share of its weight in the title: names are shortened and reused.
const FILE_SHARE: f32 = 0.6;
/// A cue in the columns of a table counts this share where the table is only an annex of a text.
const ANNEX_SHARE: f32 = 0.25;
/// The share where the table is most of a text document: its title still says better what it is.
const MAIN_TABLE_SHARE: f32 = 0.5;
/// Numbered articles (第一条…) from which a text counts as rules, and the points for it.
const ARTICLES: usize = 3;
const ARTICLES_POINTS: f32 = 5.0;

/// What the decision looks at. All text may be as it stands; it is folded here.
#[derive(Debug, Default)]
pub(super) struct Material {
    /// Title, and for workbooks the titles and names of the sheets.
    pub(super) title: String,
    /// File name without folders and extension.
    pub(super) file: String,
    /// First part of the body.
    pub(super) opening: String,
    /// Last part of the body.
    pub(super) ending: String,
    /// Titles of the sections, one a line.
    pub(super) headings: String,
    /// For each table its canonical fields and its headers.
    pub(super) tables: Vec<Columns>,
    /// Whether the file is a workbook or delimited text.
    pub(super) is_workbook: bool,
    /// Whether most of the file stands in tables.
    pub(super) is_tabular: bool,
    /// Paragraphs that begin with 第…条.
    pub(super) articles: usize,
}

/// Columns of one table.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Canonical fields such as `deadline`.
    pub(super) fields: Vec<String>,
    /// Headers as they stand.
    pub(super) headers: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cues {
    least: f32,
    cue: Vec<Cue>,
    plan: Plan,
    law: Law,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    matters: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Law {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cue {
    #[serde(rename = "type")]
    doc_type: DocType,
    #[serde(rename = "in")]
    zone: Zone,
    any: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default = "one")]
    at_least: usize,
    #[serde(default)]
    at_end: bool,
    weight: f32,
}

fn one() -> usize {
    1
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Zone {
    Title,
    Opening,
    Heading,
    Ending,
    Column,
}

/// Cues with all their words in one automaton; a word is known by its number.
struct Lexicon {
    least: f32,
    cues: Vec<NumberedCue>,
    matters: Vec<usize>,
    of_law: Vec<usize>,
    words: Vec<String>,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

struct NumberedCue {
    cue: Cue,
    any: Vec<usize>,
    with: Vec<usize>,
    unless: Vec<usize>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    // The file is part of the program and checked by a test; should it be broken all the same, every type reads 其他.
    let cues: Cues = toml::from_str(CUES).unwrap_or(Cues {
        least: 0.0,
        cue: Vec::new(),
        plan: Plan::default(),
        law: Law::default(),
    });
    let mut words: Vec<String> = Vec::new();
    let mut number = |list: &[String]| -> Vec<usize> {
        list.iter()
            .map(|word| {
                let word = fold(word);
                words.iter().position(|w| *w == word).unwrap_or_else(|| {
                    words.push(word);
                    words.len() - 1
                })
            })
            .collect()
    };
    let matters = number(&cues.plan.matters);
    let of_law = number(&cues.law.words);
    let numbered: Vec<NumberedCue> = cues
        .cue
        .into_iter()
        .map(|cue| NumberedCue {
            any: number(&cue.any),
            with: number(&cue.with),
            unless: number(&cue.unless),
            cue,
        })
        .collect();
    Lexicon {
        least: cues.least,
        cues: numbered,
        matters,
        of_law,
        automaton: CharwiseDoubleArrayAhoCorasick::new(&words).ok(),
        words,
    }
});

/// Whether the shipped cues can be read; for the suite.
#[doc(hidden)]
#[must_use]
pub fn cues_are_sound() -> bool {
    toml::from_str::<Cues>(CUES).is_ok_and(|c| {
        c.cue.iter().all(|cue| {
            cue.weight > 0.0
                && cue.at_least >= 1
                && cue.at_least <= cue.any.len()
                && cue.any.iter().all(|w| !w.is_empty())
        })
    }) && LEXICON.automaton.is_some()
        && super::lexicon::is_sound()
}

/// Words of the lexicon found in one zone.
struct Found {
    text: String,
    words: Vec<bool>,
}

impl Found {
    fn new(lexicon: &Lexicon, text: &str) -> Self {
        let text = fold(text);
        let mut words = vec![false; lexicon.words.len()];
        if let Some(automaton) = &lexicon.automaton {
            for hit in automaton.find_overlapping_iter(&text) {
                if let Some(word) = words.get_mut(hit.value() as usize) {
                    *word = true;
                }
            }
        }
        Self { text, words }
    }
    fn has(&self, word: usize) -> bool {
        self.words.get(word).copied().unwrap_or(false)
    }
    fn has_any(&self, words: &[usize]) -> bool {
        words.iter().any(|w| self.has(*w))
    }
    /// The words of a cue that were found, if the cue holds.
    fn holds(&self, lexicon: &Lexicon, n: &NumberedCue) -> Option<Vec<String>> {
        let mut hits: Vec<usize> = n.any.iter().copied().filter(|w| self.has(*w)).collect();
        if n.cue.at_end {
            hits.retain(|w| {
                lexicon.words.get(*w).is_some_and(|word| {
                    self.text
                        .lines()
                        .any(|line| without_remark(line).ends_with(word.as_str()))
                })
            });
        }
        let holds = hits.len() >= n.cue.at_least
            && (n.with.is_empty() || self.has_any(&n.with))
            && !self.has_any(&n.unless);
        holds.then(|| {
            hits.iter()
                .take(3)
                .filter_map(|w| lexicon.words.get(*w).cloned())
                .collect()
        })
    }
}

/// A title without the remark in brackets after it.
fn without_remark(title: &str) -> &str {
    let title = title.trim();
    match title.rfind('(') {
        Some(at) if at > 0 && title.ends_with(')') => title[..at].trim_end(),
        _ => title,
    }
}

/// One type's points and the words that gave them.
struct Tally {
    points: f32,
    because: Vec<(f32, ReadFrom, String)>,
}

/// Decides the type.
pub(super) fn decide(material: &Material) -> Read<DocType> {
    let lexicon = &*LEXICON;
    let zones = [
        (Zone::Title, Found::new(lexicon, &material.title), "标题"),
        (
            Zone::Opening,
            Found::new(lexicon, &material.opening),
            "正文",
        ),
        (
            Zone::Heading,
            Found::new(lexicon, &material.headings),
            "小标题",
        ),
        (Zone::Ending, Found::new(lexicon, &material.ending), "结尾"),
    ];
    let file = Found::new(lexicon, &material.file);
    let mut tallies: Vec<Tally> = DocType::ALL
        .iter()
        .map(|_| Tally {
            points: 0.0,
            because: Vec::new(),
        })
        .collect();
    let mut add = |doc_type: DocType, points: f32, from: ReadFrom, because: String| {
        if let Some(tally) = DocType::ALL
            .iter()
            .position(|t| *t == doc_type)
            .and_then(|i| tallies.get_mut(i))
        {
            tally.points += points;
            tally.because.push((points, from, because));
        }
    };
    for n in &lexicon.cues {
        let cue = &n.cue;
        if cue.zone == Zone::Column {
            let share = match (material.is_workbook, material.is_tabular) {
                (true, _) => 1.0,
                (false, true) => MAIN_TABLE_SHARE,
                (false, false) => ANNEX_SHARE,
            };
            if let Some(words) = material.tables.iter().find_map(|t| in_columns(t, cue)) {
                add(
                    cue.doc_type,
                    cue.weight * share,
                    ReadFrom::Columns,
                    format!("表头：{}", words.join("、")),
                );
            }
            continue;
        }
        let Some((zone, found, name)) = zones.iter().find(|z| z.0 == cue.zone) else {
            continue;
        };
        if let Some(words) = found.holds(lexicon, n) {
            add(
                cue.doc_type,
                cue.weight,
                ReadFrom::Text,
                format!("{name}：{}", words.join("、")),
            );
        } else if *zone == Zone::Title
            && let Some(words) = file.holds(lexicon, n)
        {
            add(
                cue.doc_type,
                cue.weight * FILE_SHARE,
                ReadFrom::FileName,
                format!("文件名：{}", words.join("、")),
            );
        }
    }
    if material.articles >= ARTICLES {
        // Articles without the words of a law are the rules of an office or a programme.
        let of_law = zones.iter().take(2).any(|z| z.1.has_any(&lexicon.of_law));
        let doc_type = if of_law {
            DocType::法律
        } else {
            DocType::政策文件
        };
        add(
            doc_type,
            ARTICLES_POINTS,
            ReadFrom::Text,
            format!("正文：{}条“第…条”", material.articles),
        );
    }
    let best =
        tallies
            .iter_mut()
            .enumerate()
            .fold(None::<(usize, f32)>, |best, (i, t)| match best {
                Some((_, points)) if points >= t.points => best,
                _ => Some((i, t.points)),
            });
    let Some((index, _)) = best.filter(|(_, points)| *points >= lexicon.least) else {
        return Read {
            value: DocType::其他,
            from: ReadFrom::Default,
            because: "没有足以判断文种的词语".to_owned(),
        };
    };
    let mut because = std::mem::take(&mut tallies[index].because);
    because.sort_by(|a, b| b.0.total_cmp(&a.0));
    let from = because.first().map_or(ReadFrom::Default, |b| b.1);
    let mut words: Vec<String> = because.into_iter().take(3).map(|b| b.2).collect();
    let mut value = DocType::ALL.get(index).copied().unwrap_or(DocType::其他);
    let of_an_office = || {
        zones.iter().take(2).any(|z| z.1.has_any(&lexicon.matters))
            || file.has_any(&lexicon.matters)
    };
    if value == DocType::工作方案 && !of_an_office() {
        value = DocType::政策文件;
        words.push("未见整改、整治等具体事项用语".to_owned());
    }
    Read {
        value,
        from,
        because: words.join("；"),
    }
}

/// The words of a cue found in a table's columns, if the cue holds there.
fn in_columns(table: &Columns, cue: &Cue) -> Option<Vec<String>> {
    let has = |word: &String| {
        if word.is_ascii() {
            table.fields.contains(word)
        } else {
            table.headers.iter().any(|h| h.contains(word.as_str()))
        }
    };
    let hits: Vec<String> = cue.any.iter().filter(|w| has(w)).cloned().collect();
    let holds = hits.len() >= cue.at_least
        && (cue.with.is_empty() || cue.with.iter().any(has))
        && !cue.unless.iter().any(has);
    holds.then(|| {
        hits.into_iter()
            .map(|word| {
                // Show the header as it stands rather than the field's internal name.
                let at = table.fields.iter().position(|f| *f == word);
                at.and_then(|i| table.headers.get(i).cloned())
                    .unwrap_or(word)
            })
            .take(4)
            .collect()
    })
}
