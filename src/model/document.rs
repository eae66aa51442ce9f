//! A file made uniform and cut up, every character still at its place.
use std::{collections::BTreeMap, ops::Range};

use serde::{Deserialize, Serialize};

use super::{DateValue, Format, NumValue, Period, Place, SourceRef, Table, char_slice, fold};

/// What kind of document a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum DocType {
    /// 督查专报.
    督查专报,
    /// 整改报告.
    整改报告,
    /// 进展报告.
    进展报告,
    /// 督办回复.
    督办回复,
    /// 情况说明.
    情况说明,
    /// 工作方案.
    工作方案,
    /// 通知.
    通知,
    /// 批示件: an instruction from above.
    批示件,
    /// 会议纪要.
    会议纪要,
    /// 总账: the general ledger.
    总账,
    /// 细账: a detail ledger.
    细账,
    /// 整改清单: a rectification list.
    整改清单,
    /// 投诉台账.
    投诉台账,
    /// 收文登记.
    收文登记,
    /// 政府工作报告.
    政府工作报告,
    /// 法律: statutes, regulations and judicial interpretations.
    法律,
    /// 政策文件: policy papers and plans of general scope.
    政策文件,
    /// 经验交流: study and experience papers.
    经验交流,
    /// 其他.
    其他,
}

impl DocType {
    /// Every type, in the order help texts show them.
    pub const ALL: &[Self] = &[
        Self::督查专报,
        Self::整改报告,
        Self::进展报告,
        Self::督办回复,
        Self::情况说明,
        Self::工作方案,
        Self::通知,
        Self::批示件,
        Self::会议纪要,
        Self::总账,
        Self::细账,
        Self::整改清单,
        Self::投诉台账,
        Self::收文登记,
        Self::政府工作报告,
        Self::法律,
        Self::政策文件,
        Self::经验交流,
        Self::其他,
    ];
    /// The Chinese name, e.g. `整改报告`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}")
    }
    /// The type of that Chinese name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|t| t.name() == name.trim())
    }
}

/// Where a fact about a document was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadFrom {
    /// The person who imported it said so.
    Override,
    /// The text.
    Text,
    /// The file name.
    FileName,
    /// The folder.
    Folder,
    /// The columns of its tables.
    Columns,
    /// Nothing spoke for another value.
    Default,
}

/// A fact about a document, with where and why it was read so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read<T> {
    /// The fact.
    pub value: T,
    /// Where it was read.
    pub from: ReadFrom,
    /// The words that decided, or the rule that applied.
    pub because: String,
}

/// A heading and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading as it stands.
    pub title: String,
    /// Level from 1.
    pub level: u8,
    /// The section above, as an index into [`Document::sections`].
    pub parent: Option<u32>,
    /// The heading's passage.
    pub passage: u32,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PassageKind {
    /// The document's title.
    Title,
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A list item.
    ListItem,
    /// A table row (of any [`super::RowKind`]).
    Row,
    /// Addressee, signature, date, document number, contents line: form, not content.
    Form,
}

/// A cell's share of a row passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellSpan {
    /// First character in the passage.
    pub start: u32,
    /// One past the last character in the passage.
    pub end: u32,
    /// Cell in A1 notation.
    pub cell: String,
}

/// A date found in running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundDate {
    /// First character in the passage.
    pub start: u32,
    /// One past the last character in the passage.
    pub end: u32,
    /// The date.
    pub value: DateValue,
}

/// One paragraph or table row: the unit of search and of context.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// The text as it stands in the source; cells of a row are joined with ` | `.
    pub text: String,
    /// The match form of `text` ([`fold`]), same length in characters. Not stored; filled in by [`Document::refold`].
    #[serde(skip)]
    pub plain: String,
    /// Numbers in the text, in order. Not stored; filled in by `normalize::refresh`.
    #[serde(skip)]
    pub numbers: Vec<NumValue>,
    /// Dates in the text, in order. Not stored; filled in by `normalize::refresh`.
    #[serde(skip)]
    pub dates: Vec<FoundDate>,
    /// The section it stands in.
    pub section: Option<u32>,
    /// The place of the whole passage.
    pub place: Place,
    /// Where later pages begin: (character, page).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub page_starts: Vec<(u32, u32)>,
    /// Cells of a row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<CellSpan>,
    /// Sentences as character ranges; a row's sentences never cross cells.
    pub sentences: Vec<Range<u32>>,
    /// The table and row it is, as indices into [`Document::tables`] and its rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<(u32, u32)>,
    /// Confidence in percent when the text was recognized from a picture, as [`super::RawText::recognized`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognized: Option<u8>,
}

/// A file made uniform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Path relative to the imported root, with `/`.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Format.
    pub format: Format,
    /// Title, if one was found.
    pub title: Option<String>,
    /// Type, with the reason.
    pub doc_type: Read<DocType>,
    /// Host unit, if it can be read.
    pub unit: Option<Read<String>>,
    /// Reporting period, if it can be read.
    pub period: Option<Read<Period>>,
    /// The date the document bears, if it bears one.
    pub dated: Option<DateValue>,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// Passages in reading order.
    pub passages: Vec<Passage>,
    /// Tables in reading order.
    pub tables: Vec<Table>,
    /// Facts the file carries about itself.
    pub facts: BTreeMap<String, String>,
}

impl Document {
    /// Fills in the match forms after the document was loaded from the store.
    pub fn refold(&mut self) {
        for p in &mut self.passages {
            p.plain = fold(&p.text);
        }
    }

    /// Headings over a passage, outermost first.
    #[must_use]
    pub fn headings_over(&self, passage: u32) -> Vec<&str> {
        let mut over = Vec::new();
        let mut at = self.passages.get(passage as usize).and_then(|p| p.section);
        while let Some(section) = at.and_then(|s| self.sections.get(s as usize)) {
            over.push(section.title.as_str());
            at = section.parent;
        }
        over.reverse();
        over
    }

    /// Confidence in percent of the passage a place lies in, when it was recognized from a picture.
    #[must_use]
    pub fn recognized_at(&self, place: &Place) -> Option<u8> {
        let number = place.paragraph?;
        // Passages stand in the order of their numbers; rows of tables have none.
        self.passages
            .iter()
            .find(|p| p.place.paragraph == Some(number))?
            .recognized
    }

    /// The quotation of characters `range` of a passage with its exact place.
    ///
    /// `None` when the range is empty, lies outside the passage, or is not inside one cell of a row.
    #[must_use]
    pub fn source_ref(&self, passage: u32, range: Range<u32>) -> Option<SourceRef> {
        let p = self.passages.get(passage as usize)?;
        let quote = char_slice(&p.text, &range);
        if range.is_empty() || super::char_len(&quote) != range.end - range.start {
            return None;
        }
        let mut place = p.place.clone();
        place.char_start = range.start;
        place.char_end = range.end;
        if let Some(&(_, page)) = p
            .page_starts
            .iter()
            .rev()
            .find(|(at, _)| *at <= range.start)
        {
            place.page = Some(page);
            // The box is that of the page before.
            place.frame = None;
        }
        if !p.cells.is_empty() {
            let cell = p
                .cells
                .iter()
                .find(|c| c.start <= range.start && range.end <= c.end)?;
            place.cell = Some(cell.cell.clone());
            place.char_start = range.start - cell.start;
            place.char_end = range.end - cell.start;
        }
        Some(SourceRef::new(
            self.file.clone(),
            self.sha256.clone(),
            place,
            quote,
        ))
    }
}
