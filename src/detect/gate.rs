//! Which stretches of a document a rule looks at.
use std::ops::Range;

use super::{Desk, pack::rule::Scope, ruled::plain_of};
use crate::model::{CellSpan, Document, Passage, PassageKind, RowKind, fold};

/// Headings under which nothing is ever flagged: principles, study, law, and what others wrote.
const SKIPPED_SECTIONS: &[&str] = &[
    "指导思想",
    "总体要求",
    "总体思路",
    "基本原则",
    "工作原则",
    "重要意义",
    "学习体会",
    "心得体会",
    "经验交流",
    "经验启示",
    "法律依据",
    "编制依据",
    "名词解释",
    "反馈原文",
    "问题原文",
    "填报说明",
    "填表说明",
    "目录",
    "附件清单",
];

/// What a reader of documents looks at: how much at a time, under which headings, in which columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terrain<'r> {
    pub(crate) scope: Scope,
    /// Only under headings with one of these words, folded; everywhere when empty.
    pub(crate) sections: &'r [String],
    /// Not under headings with one of these words, folded.
    pub(crate) skip_sections: &'r [String],
    pub(crate) columns: &'r [String],
}

/// What stands over the passages of a document, folded once for all rules.
#[derive(Debug, Default)]
pub(crate) struct Headings {
    /// For every section, the titles over it, outermost first, its own last.
    over: Vec<Over>,
}

#[derive(Debug, Default)]
struct Over {
    titles: Vec<String>,
    skipped: bool,
}

impl Headings {
    /// Reads them out of a document.
    pub(crate) fn of(document: &Document) -> Self {
        let own: Vec<String> = document.sections.iter().map(|s| fold(&s.title)).collect();
        let over = document.sections.iter().zip(&own).map(|(section, title)| {
            let mut titles = vec![title.clone()];
            let mut at = section.parent;
            while let Some((section, title)) = at
                .map(|s| s as usize)
                .and_then(|s| document.sections.get(s).zip(own.get(s)))
            {
                titles.push(title.clone());
                at = section.parent;
            }
            titles.reverse();
            let skipped = (titles.iter()).any(|t| SKIPPED_SECTIONS.iter().any(|w| t.contains(w)));
            Over { titles, skipped }
        });
        Self {
            over: over.collect(),
        }
    }
    fn over(&self, passage: &Passage) -> Option<&Over> {
        self.over.get(passage.section? as usize)
    }
    /// Whether a passage stands under a heading under which nothing is ever flagged.
    pub(crate) fn are_skipped(&self, passage: &Passage) -> bool {
        self.over(passage).is_some_and(|over| over.skipped)
    }
}

/// Stretches of one passage a rule looks at, one at a time; a cell's stretches never leave the cell.
pub(crate) fn units(rule: &Terrain<'_>, desk: &Desk<'_>, passage: u32) -> Vec<Range<u32>> {
    let document = desk.document();
    let Some(p) = document.passages.get(passage as usize) else {
        return Vec::new();
    };
    let whole: Vec<Range<u32>> = match p.kind {
        PassageKind::Title | PassageKind::Heading | PassageKind::Form => return Vec::new(),
        PassageKind::Paragraph | PassageKind::ListItem => {
            if rule.scope == Scope::LedgerRow {
                return Vec::new();
            }
            std::iter::once(0..crate::model::char_len(&plain_of(p))).collect()
        }
        PassageKind::Row => cells(rule, document, passage),
    };
    if whole.is_empty() || !section_allows(rule, desk.headings(), p) {
        return Vec::new();
    }
    if rule.scope != Scope::Sentence {
        return whole;
    }
    p.sentences
        .iter()
        .filter(|s| whole.iter().any(|w| w.start <= s.start && s.end <= w.end))
        .cloned()
        .collect()
}

/// Cells of a record row that stand in the rule's columns and are not filled down from elsewhere.
fn cells(rule: &Terrain<'_>, document: &Document, passage: u32) -> Vec<Range<u32>> {
    let Some(p) = document.passages.get(passage as usize) else {
        return Vec::new();
    };
    let Some((table, row)) = p.row else {
        return Vec::new();
    };
    let Some(table) = document.tables.get(table as usize) else {
        return Vec::new();
    };
    let Some(row) = table.rows.get(row as usize) else {
        return Vec::new();
    };
    if row.kind != RowKind::Record {
        return Vec::new();
    }
    let named = |col: u32| {
        let field = table
            .columns
            .iter()
            .find(|c| c.col == col)?
            .field
            .as_ref()?;
        rule.columns.contains(field).then_some(())
    };
    row.cells
        .iter()
        .filter(|c| !c.inherited && named(c.col).is_some())
        .filter_map(|c| p.cells.iter().find(|span| span.start == c.start))
        .map(|span| span.start..span.end)
        .collect()
}

fn section_allows(rule: &Terrain<'_>, headings: &Headings, passage: &Passage) -> bool {
    let over = headings.over(passage);
    let under = |word: &String| over.is_some_and(|o| o.titles.iter().any(|t| t.contains(word)));
    let skipped = headings.are_skipped(passage) || rule.skip_sections.iter().any(under);
    // A cell is let in by its column, not by the heading over the table.
    let by_column = passage.kind == PassageKind::Row;
    let wanted = by_column || rule.sections.is_empty() || rule.sections.iter().any(under);
    wanted && !skipped
}

/// Whether a cell holds one of a column's fixed values (it stands there in another row too) while the amounts stand in `columns`
/// of the same row: 推进中 beside the numbers is a status, not a report.
pub(crate) fn is_fixed_value(
    document: &Document,
    passage: &Passage,
    unit: &Range<u32>,
    columns: &[String],
) -> bool {
    let Some((table, nth)) = passage.row else {
        return false;
    };
    let Some(table) = document.tables.get(table as usize) else {
        return false;
    };
    let Some(row) = table.rows.get(nth as usize) else {
        return false;
    };
    let beside = table
        .columns
        .iter()
        .filter(|c| c.field.as_ref().is_some_and(|f| columns.contains(f)))
        .filter_map(|c| row.cell(c.col))
        .any(|c| !c.text.trim().is_empty());
    let within = |span: &&CellSpan| span.start <= unit.start && unit.end <= span.end;
    let span = passage.cells.iter().find(within);
    let cell = span.and_then(|s| row.cells.iter().find(|c| c.start == s.start));
    beside
        && cell.is_some_and(|cell| {
            let others = table.rows.iter().zip(0_u32..).filter(|(_, n)| *n != nth);
            others
                .filter_map(|(r, _)| r.cell(cell.col))
                .any(|c| c.text.trim() == cell.text.trim())
        })
}
