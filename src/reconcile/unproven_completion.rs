//! RC-08: called done, with nothing that proves it.
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::{Check, Desk, found, matters::as_of, spans};
use crate::model::{
    Book, BookKind, BookRow, Certainty, Evidence, Mismatch, Severity, SourceRef, fold,
};

/// Books whose rows are called done.
const CALLED_DONE: &[BookKind] = &[BookKind::总账, BookKind::整改清单, BookKind::细账];

/// Fields that tell what came of the work.
const OUTCOME: [&str; 4] = ["progress", "execute", "host_action", "assess"];
/// Fields that say that somebody went and checked.
const CHECKED: [&str; 8] = [
    "result_verdict",
    "check_date",
    "checkers",
    "group_action",
    "group_date",
    "group_finding",
    "finding",
    "look_back_result",
];

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    papers: Vec<String>,
    conclusions: Vec<String>,
    outcomes: Vec<String>,
    paper_tasks: Vec<String>,
    proofs: Vec<String>,
}

const LISTS: &str = include_str!("unproven_completion.toml");

/// The shipped lists, checked by a test; were they broken, no outcome would count as a paper and nothing would be flagged for it.
static WORDS: LazyLock<Words> = LazyLock::new(|| toml::from_str(LISTS).unwrap_or_default());

/// Titles, document numbers, dates and numbers of meetings and papers: they name papers, not work.
static NAMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"《[^》]*》|[\p{Han}]{0,6}〔[0-9]{4}〕[0-9]+号|[0-9]{4}年|[0-9]{1,2}月|[0-9]{1,2}日|[0-9]+(次|份|场|期|件|个文件|项制度)",
    )
    .ok()
});

/// A number with a unit that measures or counts things in the field.
static QUANTITY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[0-9][0-9.,]*\s*[\p{Han}%a-z]").ok());

/// RC-08.
pub(super) struct UnprovenCompletion;

impl Check for UnprovenCompletion {
    fn id(&self) -> &'static str {
        "RC-08"
    }
    fn title(&self) -> &'static str {
        "完成缺少佐证"
    }
    fn indicator(&self) -> &'static str {
        "done-without-proof"
    }
    fn explains(&self) -> &'static str {
        "状态为已完成或已销号，而佐证栏、佐证清单、核查验收记录均为空，或佐证全部没有日期，或成效只有开会发文的提示。任务本身就是制定或印发文件的、佐证栏整栏未启用的不提示。"
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let registers = desk.registers();
        let papers_listed = desk.latest(&[BookKind::佐证清单]).next().is_some();
        let mut all = Vec::new();
        for book in desk.latest(CALLED_DONE) {
            let column_in_use = book
                .rows()
                .any(|r| r.record.facets.is_done() && has_evidence(r));
            let list_in_use = papers_listed
                && book
                    .rows()
                    .any(|r| !registers.rows(BookKind::佐证清单, r).is_empty());
            for row in book.rows().filter(|r| r.record.facets.is_done()) {
                let papers = registers.rows(BookKind::佐证清单, row);
                let kept = Kept {
                    papers: &papers,
                    closed: registers.rows(BookKind::销号登记, row),
                    in_use: column_in_use || list_in_use,
                };
                all.extend(
                    self.papers_only(row, &kept)
                        .or_else(|| self.nothing(row, &kept, book))
                        .or_else(|| self.undated(row, &kept)),
                );
            }
        }
        all
    }
}

/// What is kept of a matter besides its row.
struct Kept<'a> {
    /// Papers listed for it.
    papers: &'a [BookRow<'a>],
    /// Its close-outs.
    closed: Vec<BookRow<'a>>,
    /// Whether the office keeps evidence where it would be looked for.
    in_use: bool,
}

impl Kept<'_> {
    /// Whether somebody is on record as having checked.
    fn is_checked(&self, row: BookRow<'_>) -> bool {
        let checked = |r: BookRow<'_>| CHECKED.iter().any(|f| found::is_filled(r.text(f)));
        checked(row) || self.closed.iter().any(|r| checked(*r))
    }
}

impl UnprovenCompletion {
    /// Nothing but meetings and papers is told as the outcome.
    fn papers_only(&self, row: BookRow<'_>, kept: &Kept<'_>) -> Option<Mismatch> {
        if asks_for_papers(row) || kept.is_checked(row) {
            return None;
        }
        let told: Vec<&str> = OUTCOME
            .iter()
            .copied()
            .filter(|f| found::is_filled(row.text(f)))
            .collect();
        let (first, _) = told.split_first()?;
        if !told.iter().all(|f| is_papers(row.text(f))) {
            return None;
        }
        let mut one = self.begin(row, row.quote(first)?);
        one.certainty = Certainty::较强;
        one.formula = "状态 = 已完成，成效中的实物、监测、核查 = 无".to_owned();
        one.reason = format!(
            "{}：状态为已完成，所列成效只有会议、文件和结论，没有可以核对的整改结果。",
            found::name(row)
        );
        one.evidence = status(row);
        Some(one)
    }
    /// Nowhere anything that proves it, while others of the book have proof.
    fn nothing(&self, row: BookRow<'_>, kept: &Kept<'_>, book: &Book) -> Option<Mismatch> {
        let words = OUTCOME.iter().any(|f| {
            let text = row.text(f);
            WORDS.proofs.iter().any(|w| text.contains(w.as_str()))
        });
        if !kept.in_use
            || words
            || has_evidence(row)
            || !kept.papers.is_empty()
            || kept.is_checked(row)
        {
            return None;
        }
        let (_, source) = found::status(row)?;
        let mut one = self.begin(row, source);
        let place = if book.has("evidence") || book.has("evidence_no") {
            "佐证栏为空，佐证清单中也没有该事项"
        } else {
            "佐证清单中没有该事项"
        };
        one.formula = "状态 = 已完成，佐证 = 0件，核查记录 = 0".to_owned();
        one.reason = format!(
            "{}：状态为已完成，{place}，也没有核查或验收记录；同一台账的其他完成事项列有佐证。",
            found::name(row)
        );
        one.evidence = OUTCOME
            .iter()
            .find_map(|f| found::cell(row, f, "台账所记成效"))
            .or_else(|| {
                Some(Evidence {
                    source: row.name_quote()?,
                    note: "台账所记事项".to_owned(),
                })
            })
            .into_iter()
            .collect();
        Some(one)
    }
    /// Papers are listed, and not one of them bears a date.
    fn undated(&self, row: BookRow<'_>, kept: &Kept<'_>) -> Option<Mismatch> {
        let papers = kept.papers;
        let dated = |p: &BookRow<'_>| {
            found::is_filled(p.text("evidence_date"))
                || p.record.fields.iter().any(|f| {
                    !spans::in_text(&f.text, as_of(*p)).is_empty() || f.text.contains('〔')
                })
        };
        let first = papers.first()?;
        let dates_kept = first.book.has("evidence_date")
            && first
                .book
                .rows()
                .any(|p| found::is_filled(p.text("evidence_date")));
        if !dates_kept || kept.is_checked(row) || papers.iter().any(dated) {
            return None;
        }
        let mut one = self.begin(row, first.name_quote()?);
        one.formula = format!("佐证 = {}件，有日期 = 0件", papers.len());
        one.reason = format!(
            "{}：状态为已完成，所列{}件佐证都没有日期，无法核对形成时间。",
            found::name(row),
            papers.len()
        );
        one.evidence = status(row);
        Some(one)
    }
    fn begin(&self, row: BookRow<'_>, source: SourceRef) -> Mismatch {
        let mut one = found::of_row(self, Severity::重点, row, "完成与佐证", source);
        one.ask = found::words(&[
            "现场发生了什么变化，数量是多少？由谁在何时核查？",
            "验收、监测、影像等佐证在哪里，形成于何时？",
        ]);
        one.looked_for = found::words(&[
            "佐证栏和佐证清单",
            "核查、验收、回头看记录",
            "成效中的工程量、监测值、处罚、验收",
            "任务本身就是制定或印发文件",
            "佐证栏整栏未启用",
        ]);
        one.would_clear = "补充载明日期的验收意见、监测数据或现场影像。".to_owned();
        one
    }
}

fn status(row: BookRow<'_>) -> Vec<Evidence> {
    found::status(row)
        .map(|(_, source)| Evidence {
            source,
            note: "台账所记状态".to_owned(),
        })
        .into_iter()
        .collect()
}

/// Whether the row names its evidence, by title or number.
fn has_evidence(row: BookRow<'_>) -> bool {
    ["evidence", "evidence_no"]
        .iter()
        .any(|f| found::is_filled(row.text(f)))
}

/// Whether the matter itself is a paper, a rule, a meeting or training: its title says so, or its goal says that and nothing else.
fn asks_for_papers(row: BookRow<'_>) -> bool {
    let has = |text: &str, list: &[String]| list.iter().any(|w| text.contains(w.as_str()));
    let goal = row.text("goal");
    [row.record.title.as_str(), row.text("node")]
        .iter()
        .any(|title| has(title, &WORDS.paper_tasks))
        || has(goal, &WORDS.paper_tasks) && !has(goal, &WORDS.outcomes)
}

/// Whether every clause is one of papers and meetings or a bare conclusion, and at least one is of papers.
fn is_papers(text: &str) -> bool {
    let (Some(names), Some(quantity)) = (NAMES.as_ref(), QUANTITY.as_ref()) else {
        return false;
    };
    let has = |clause: &str, list: &[String]| list.iter().any(|w| clause.contains(w.as_str()));
    let plain = fold(text);
    // Quoted titles may name anything; what was done stands outside them.
    let bare = names.replace_all(&plain, "文件");
    if has(&bare, &WORDS.outcomes) || has(&bare, &WORDS.proofs) || quantity.is_match(&bare) {
        return false;
    }
    let mut papers = false;
    for clause in bare
        .split([',', ';', '。', '、', '\n', ':', ' '])
        .map(str::trim)
        .filter(|c| !c.is_empty())
    {
        let paper = has(clause, &WORDS.papers);
        papers |= paper;
        if !paper && !has(clause, &WORDS.conclusions) {
            return false;
        }
    }
    papers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lists_can_be_read() {
        assert!(toml::from_str::<Words>(LISTS).is_ok());
        assert!(NAMES.is_some() && QUANTITY.is_some());
    }

    #[test]
    fn papers_are_told_from_work() {
        for text in [
            "已印发通知，已完成整改。",
            "召开专题会议3次，下发《关于加强管理的通知》，整改到位",
            "2026年5月12日转发岚环发〔2026〕8号文件，高度重视，按期完成",
        ] {
            assert!(is_papers(text), "{text}");
        }
        for text in [
            "已完成整改",
            "印发通知，拆除围挡，已完成",
            "召开会议后更换滤袋120条",
            "下发通知；出水氨氮0.8毫克/升",
            "某某公司另行说明",
        ] {
            assert!(!is_papers(text), "{text}");
        }
    }
}
