//! 集体研判问题清单 as one self-contained page: by unit and matter, each passage with its neighbours, printable.
use askama::Template;

use super::{
    RenderError, Renderer,
    wording::{LIST_TITLE, place_text, recognized_text, title_of},
};
use crate::model::{Explain, Flag, FlagList, Severity};

/// Renders the page.
#[derive(Debug)]
pub(super) struct ListHtml;

impl Renderer for ListHtml {
    fn id(&self) -> &'static str {
        "html"
    }
    fn title(&self) -> &'static str {
        LIST_TITLE
    }
    fn is_for_people(&self) -> bool {
        true
    }
    fn render(&self, list: &FlagList) -> Result<Vec<u8>, RenderError> {
        Ok(Page::of(list).render()?.into_bytes())
    }
}

/// Characters of a neighbouring passage that are shown.
const NEIGHBOUR_SHOWN: usize = 90;
/// Characters of the passage shown before and after the quotation.
const PASSAGE_SHOWN: usize = 260;

#[derive(Template)]
#[template(path = "list.html", config = "src/report/askama.toml")]
struct Page<'a> {
    title: &'static str,
    list: &'a FlagList,
    counts: Vec<CountRow<'a>>,
    units: Vec<UnitPart<'a>>,
    withheld: u32,
    unread: usize,
}

struct CountRow<'a> {
    title: &'a str,
    english: &'a str,
    counts: [u32; 3],
    total: u32,
}

struct UnitPart<'a> {
    name: &'a str,
    count: usize,
    matters: Vec<MatterPart<'a>>,
}

struct MatterPart<'a> {
    name: &'a str,
    ledger_no: &'a str,
    flags: Vec<Card<'a>>,
}

struct Card<'a> {
    number: usize,
    flag: &'a Flag,
    title: &'a str,
    place: String,
    headings: String,
    before: String,
    lead: String,
    quote: String,
    tail: String,
    after: String,
    evidence: Vec<Side<'a>>,
    trace: Vec<String>,
}

struct Side<'a> {
    file: &'a str,
    place: String,
    quote: &'a str,
    note: &'a str,
}

impl<'a> Page<'a> {
    fn of(list: &'a FlagList) -> Self {
        let mut units: Vec<UnitPart<'a>> = Vec::new();
        for (flag, number) in list.flags.iter().zip(1..) {
            let name = flag.draft.unit.as_deref().unwrap_or("单位未读出");
            let around = &flag.draft.surroundings;
            let matter = around.matter.as_deref().unwrap_or("其他");
            let at = units
                .iter()
                .position(|u| u.name == name)
                .unwrap_or_else(|| {
                    units.push(UnitPart {
                        name,
                        count: 0,
                        matters: Vec::new(),
                    });
                    units.len() - 1
                });
            let Some(unit) = units.get_mut(at) else {
                continue;
            };
            unit.count += 1;
            let card = Card::of(list, flag, number);
            match unit.matters.iter_mut().find(|m| m.name == matter) {
                Some(part) => part.flags.push(card),
                None => unit.matters.push(MatterPart {
                    name: matter,
                    ledger_no: around.ledger_no.as_deref().unwrap_or(""),
                    flags: vec![card],
                }),
            }
        }
        Self {
            title: LIST_TITLE,
            list,
            counts: counts(list),
            units,
            withheld: list.withheld.iter().map(|w| w.count).sum(),
            unread: list
                .run
                .files
                .iter()
                .filter(|f| f.recovery.is_lossy())
                .count(),
        }
    }
}

/// Flags by indicator and severity, indicators without flags left out.
fn counts(list: &FlagList) -> Vec<CountRow<'_>> {
    list.indicators
        .iter()
        .map(|t| {
            let of = |s| {
                let n = list
                    .flags
                    .iter()
                    .filter(|f| f.draft.indicator == t.id && f.draft.severity == s)
                    .count();
                u32::try_from(n).unwrap_or(u32::MAX)
            };
            let counts = [of(Severity::重点), of(Severity::关注), of(Severity::提示)];
            CountRow {
                title: &t.title,
                english: &t.english,
                counts,
                total: counts.iter().sum(),
            }
        })
        .filter(|row| row.total > 0)
        .collect()
}

impl<'a> Card<'a> {
    fn of(list: &'a FlagList, flag: &'a Flag, number: usize) -> Self {
        let draft = &flag.draft;
        let around = &draft.surroundings;
        let chars: Vec<char> = around.text.chars().collect();
        let (start, end) = (
            around.start as usize,
            (around.end as usize).min(chars.len()),
        );
        let from = start.saturating_sub(PASSAGE_SHOWN);
        let to = (end + PASSAGE_SHOWN).min(chars.len());
        let part = |a: usize, b: usize| {
            chars
                .get(a..b)
                .unwrap_or_default()
                .iter()
                .collect::<String>()
        };
        let dots = |cut: bool| if cut { "……" } else { "" };
        let evidence = draft
            .evidence
            .iter()
            .map(|e| Side {
                file: e.source.file(),
                place: place_text(e.source.place()),
                quote: e.source.quote(),
                note: &e.note,
            })
            .collect();
        Self {
            number,
            flag,
            title: title_of(list, &draft.indicator),
            place: place_text(draft.source.place()),
            headings: around.headings.join(" › "),
            before: end_of(&around.before),
            lead: format!("{}{}", dots(from > 0), part(from, start)),
            quote: part(start, end),
            tail: format!("{}{}", part(end, to), dots(to < chars.len())),
            after: start_of(&around.after),
            evidence,
            trace: trace(&draft.explain),
        }
    }

    fn severity(&self) -> String {
        format!("{:?}", self.flag.draft.severity)
    }
    fn certainty(&self) -> String {
        format!("{:?}", self.flag.draft.certainty)
    }
}

/// How the flag came about, line by line.
fn trace(explain: &Explain) -> Vec<String> {
    let mut lines: Vec<String> = explain
        .matched
        .iter()
        .map(|(group, words)| format!("{group}：{}", words.join("、")))
        .collect();
    if let Some((score, threshold)) = explain.score {
        let parts: Vec<String> = explain
            .contributions
            .iter()
            .map(|(n, v)| format!("{n} {v:+.1}"))
            .collect();
        lines.push(format!(
            "得分 {score:.1}（阈值 {threshold:.1}）：{}",
            parts.join("；")
        ));
    }
    if !explain.exemptions_not_found.is_empty() {
        lines.push(format!(
            "已找而未见的豁免情形：{}",
            explain.exemptions_not_found.join("、")
        ));
    }
    if let Some(would) = &explain.would_clear {
        lines.push(format!("补上即可消除：{would}"));
    }
    lines.extend(explain.recognized.map(recognized_text));
    lines
}

fn start_of(text: &str) -> String {
    let mut out: String = text.chars().take(NEIGHBOUR_SHOWN).collect();
    if text.chars().count() > NEIGHBOUR_SHOWN {
        out.push_str("……");
    }
    out
}

fn end_of(text: &str) -> String {
    let length = text.chars().count();
    if length <= NEIGHBOUR_SHOWN {
        return text.to_owned();
    }
    let tail: String = text.chars().skip(length - NEIGHBOUR_SHOWN).collect();
    format!("……{tail}")
}
