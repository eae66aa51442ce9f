//! RC-20: a matter with a hard deadline kept as one without end, or a standing one closed or left without figures.
use super::{
    Check, Desk, found,
    matters::{as_of, given},
    spans,
};
use crate::{
    model::{
        BookKind, BookRow, Evidence, Mismatch, Precision, Severity, SourceRef, char_len, fold,
    },
    normalize::{dates, numbers},
};

/// Books that keep standing matters.
const KEEPS: &[BookKind] = &[BookKind::总账, BookKind::整改清单, BookKind::细账];

/// Words that make a matter standing. 持续推进 alone is none: every matter under way is pushed on.
const ENDLESS: [&str; 12] = [
    "长期坚持",
    "长期推进",
    "长期开展",
    "长期落实",
    "常态化",
    "常态落实",
    "常抓不懈",
    "永久",
    "持续坚持",
    "转常态",
    "转入常态",
    "转为常态",
];
/// Characters up to which a cell with 长期 is nothing but that word: 长期停产 in a sentence is none.
const BARE_WORD: u32 = 4;
/// Words that a matter was finished before it became standing.
const FINISHED: [&str; 6] = ["完成", "办结", "整改到位", "已整改", "已落实", "验收"];
/// Fields that say by when a directive wants it done.
const REQUIREMENTS: [&str; 4] = ["requirement", "directive_text", "goal", "content"];

/// Cycles of review without a figure from which a standing matter is no longer told.
const SILENT_CYCLES: u32 = 2;

/// RC-20.
pub(super) struct StandingMisuse;

impl Check for StandingMisuse {
    fn id(&self) -> &'static str {
        "RC-20"
    }
    fn title(&self) -> &'static str {
        "长期坚持使用不当"
    }
    fn indicator(&self) -> &'static str {
        "status-contradiction"
    }
    fn explains(&self) -> &'static str {
        "有硬时限而未完成的事项列为长期坚持、长期事项被销号、长期事项连续两个复核周期没有数字的提示。“完成并长期坚持”、时限本身写明并长期坚持且未到期、仅写“持续推进”的不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "长期事项复核周期".to_owned(),
            format!(
                "{}个月，连续{SILENT_CYCLES}个周期",
                desk.ledger.standing_review_months
            ),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut all = Vec::new();
        for (at, series) in desk.series.iter().enumerate() {
            if !KEEPS.contains(&series.kind) {
                continue;
            }
            for row in series.latest().into_iter().flat_map(|b| b.rows()) {
                let history: Vec<BookRow<'_>> = desk.history(at, &row.record.key).collect();
                let Some(standing) = standing(row) else {
                    continue;
                };
                all.extend(
                    self.closed(row, &standing)
                        .or_else(|| self.hard(desk, row, &history, &standing))
                        .or_else(|| self.silent(desk, row, &history)),
                );
            }
        }
        all
    }
}

/// Where a row says that its matter has no end.
struct Standing {
    field: &'static str,
    source: SourceRef,
}

/// Whether a record is kept as a matter without end, in words that say so.
pub(super) fn is_endless(row: BookRow<'_>) -> bool {
    standing(row).is_some()
}

fn standing(row: BookRow<'_>) -> Option<Standing> {
    let endless = |f: &&'static str| {
        let text = row.text(f);
        let denied = text.starts_with(['否', '不', '非', '无']);
        let short = char_len(text) <= BARE_WORD && text.contains("长期");
        !denied && (short || ENDLESS.iter().any(|w| text.contains(w)))
            || *f == "standing" && is_yes(text)
    };
    let field = [
        "standing",
        "status",
        "completion",
        "closure",
        "current_deadline",
        "deadline",
    ]
    .into_iter()
    .find(|f| endless(f))?;
    Some(Standing {
        field,
        source: row.quote(field)?,
    })
}

fn is_yes(text: &str) -> bool {
    matches!(text, "是" | "√" | "Y" | "y" | "有")
}

/// A day by which something must be done, with the place that says so.
struct Hard<'a> {
    by: jiff::civil::Date,
    row: BookRow<'a>,
    field: &'static str,
    /// Whether the same words also say that it goes on.
    goes_on: bool,
}

impl StandingMisuse {
    /// A standing matter that was closed all the same.
    fn closed(&self, row: BookRow<'_>, standing: &Standing) -> Option<Mismatch> {
        let text = row.text(standing.field);
        let own_column = standing.field == "standing";
        // In one cell, 完成销号并长期坚持 tells of the work and of its upkeep.
        if !row.record.facets.is_closed()
            || !own_column && FINISHED.iter().any(|w| text.contains(w))
        {
            return None;
        }
        let mut one = self.begin(row, standing.source.clone());
        one.formula = "长期事项 = 是，销号 = 是".to_owned();
        one.reason = format!(
            "{}：列为长期坚持的事项没有终点，却已销号。",
            found::name(row)
        );
        one.evidence = ["closure", "status", "closed_date"]
            .iter()
            .filter(|f| **f != standing.field)
            .find_map(|f| found::cell(row, f, "销号状态"))
            .into_iter()
            .collect();
        Some(one)
    }
    /// A matter with a hard deadline, not done, kept as standing.
    fn hard(
        &self,
        desk: &Desk<'_>,
        row: BookRow<'_>,
        history: &[BookRow<'_>],
        standing: &Standing,
    ) -> Option<Mismatch> {
        let facets = &row.record.facets;
        let text = row.text(standing.field);
        let finished = FINISHED.iter().any(|w| text.contains(w))
            && !["未完成", "未办结", "基本完成", "阶段性", "部分"]
                .iter()
                .any(|w| text.contains(w));
        if facets.is_done() || finished {
            return None;
        }
        let hard = hard_deadline(row).or_else(|| {
            history
                .iter()
                .rev()
                .skip(1)
                .find(|older| !older.record.facets.is_done())
                .and_then(|older| hard_deadline(*older))
        })?;
        let on = as_of(row).unwrap_or(desk.on);
        if hard.goes_on && on <= hard.by {
            return None;
        }
        let mut one = self.begin(row, standing.source.clone());
        one.formula = format!("硬时限 = {}，完成 = 否，长期坚持 = 是", hard.by);
        one.reason = format!(
            "{}：要求{}前完成，尚未完成就列为长期坚持，等于没有时限。",
            found::name(row),
            hard.by
        );
        one.evidence = hard
            .row
            .quote(hard.field)
            .map(|source| Evidence {
                source,
                note: format!(
                    "{}时限：{}",
                    as_of(hard.row).map_or_else(String::new, |d| format!("截至{d}的台账所载")),
                    hard.by
                ),
            })
            .into_iter()
            .collect();
        Some(one)
    }
    /// A standing matter that has told no figure for two cycles of review.
    fn silent(
        &self,
        desk: &Desk<'_>,
        row: BookRow<'_>,
        history: &[BookRow<'_>],
    ) -> Option<Mismatch> {
        let on = as_of(row)?;
        if row.record.facets.is_done() {
            return None;
        }
        let months = desk.ledger.standing_review_months * SILENT_CYCLES;
        let told = |r: &BookRow<'_>| -> Option<&'static str> {
            ["progress", "execute", "assess"]
                .into_iter()
                .find(|f| !r.text(f).is_empty())
        };
        let plain = |r: &BookRow<'_>| {
            standing(*r).is_some()
                && told(r).is_some_and(|f| {
                    char_len(r.text(f)) > 1 && numbers::find(&fold(r.text(f))).is_empty()
                })
        };
        let silent: Vec<&BookRow<'_>> = history.iter().rev().take_while(|r| plain(r)).collect();
        let oldest = silent.last()?;
        let since = as_of(**oldest)?;
        // Each cycle must have had its chance: one version at least in the midst of the two.
        if silent.len() <= usize::try_from(SILENT_CYCLES).unwrap_or(usize::MAX)
            || spans::months_after(since, months) > on
        {
            return None;
        }
        let mut one = self.begin(row, row.quote(told(&row)?)?);
        one.formula = format!("{since}至{on}：{}期进展，数字 = 0个", silent.len());
        one.reason = format!(
            "{}：长期事项自{since}至{on}的{}期进展都没有一个数字，超过{SILENT_CYCLES}个复核周期（每个{}个月）。",
            found::name(row),
            silent.len(),
            desk.ledger.standing_review_months
        );
        one.evidence = silent
            .iter()
            .skip(1)
            .filter_map(|r| {
                found::cell(
                    **r,
                    told(r)?,
                    as_of(**r).map_or_else(String::new, |d| format!("截至{d}的进展")),
                )
            })
            .collect();
        Some(one)
    }
    fn begin(&self, row: BookRow<'_>, source: SourceRef) -> Mismatch {
        let mut one = found::of_row(self, Severity::重点, row, "长期事项", source);
        one.ask = found::words(&[
            "原要求的完成时限由谁、以什么文件取消或调整？",
            "当前完成到什么程度，数量是多少？",
        ]);
        one.looked_for = found::words(&[
            "“完成并长期坚持”",
            "时限本身写明并长期坚持且未到期",
            "仅写持续推进、持续整改",
            "上一版已完成",
        ]);
        one.would_clear = "补充完成证明，或同意转为长期事项的决定文件。".to_owned();
        one
    }
}

/// The deadline a row or its directive sets, if it sets a day.
fn hard_deadline(row: BookRow<'_>) -> Option<Hard<'_>> {
    let cell = ["deadline", "current_deadline"]
        .into_iter()
        .find_map(|field| {
            let date = row.date(field)?;
            // A year-less deadline in the past may mean the next year.
            let by = date.to.filter(|_| date.doubt.is_none())?;
            Some(Hard {
                by,
                row,
                field,
                goes_on: date.standing || date.precision == Precision::Standing,
            })
        });
    cell.or_else(|| {
        REQUIREMENTS.into_iter().find_map(|field| {
            let text = fold(row.text(field));
            let sentence = text
                .split(['。', ';', '\n'])
                .find(|s| s.contains('前') && s.contains("完成"))?;
            let by = dates::find(sentence, given(row))
                .into_iter()
                .find(|d| d.value.from.is_none() && d.value.doubt.is_none())?
                .value
                .to?;
            Some(Hard {
                by,
                row,
                field,
                goes_on: ENDLESS.iter().any(|w| sentence.contains(w)),
            })
        })
    })
}
