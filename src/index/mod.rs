//! Writes passages into `./index` and answers queries with places.
//!
//! # What is found
//! Every passage (paragraph, heading, table row) is one record. Text is compared in its match form ([`crate::model::fold`]): full
//! and half width, traditional and simplified characters, capitals and small letters are the same. The index keeps all pairs of
//! neighboring characters with their true positions, so a phrase of any length is found exactly where it stands, wherever a
//! dictionary would have cut; words (jieba and our lexicon) only decide the order of the hits.
//!
//! # Query language
//! | written | means |
//! |---|---|
//! | `水务局 整改` | both words, anywhere in the passage; the nearer to real words and the more often, the higher |
//! | `整改措施` | the characters in this order; blanks and line breaks set between them for layout do not matter |
//! | `"整改 措施"` `“…”` `「…」` | exactly these characters, blanks too; `\"` inside `"…"` is a quotation mark |
//! | `A AND B`, `A OR B`, `NOT A`, `-A` | both, one of them, not; `与`, `或`, `非` standing alone mean the same; `AND` binds closer than `OR` |
//! | `(A OR B) C` `（…）` | groups |
//! | `unit:水务局` `单位:` | the host unit's name contains this; `unit:""` where it is not known |
//! | `type:报告` `类型:` | the document type's name contains this |
//! | `file:一季度` `文件:` | the path contains this |
//! | `period:2026Q1` `期间:` | the reporting period lies within this; also `2026`, `2026H1`, `2026-07`, `2026年第三季度` |
//! | `period:2026Q1..2026Q3`, `period:2026..` | … within this range; an end may be left open |
//! | `date:2026-01..2026-03` `日期:` | the date the document bears falls into this range |
//! | `field:责任单位:水务局` `字段:` | a table cell under a header that contains 责任单位 (or of the field `lead_unit`) contains this |
//! | `field:状态=已完成` | … is exactly this; `field:完成时限=""` finds records where it is empty |
//! | `field:完成时限` | … is not empty |
//!
//! Values with blanks or brackets stand in quotation marks: `unit:"市 水务局"`. A colon after any other Latin word is an error, so that a
//! mistyped filter is never taken for text; put it in quotation marks to look for it.

mod collect;
mod compile;
mod error;
mod grams;
mod highlight;
mod layout;
mod open;
mod passages;
mod query;
mod schema;
mod snippet;
mod writer;

pub use error::IndexError;
pub use open::{Opened, SearchIndex};
pub use query::{Query, QueryError};
pub use snippet::{Snippet, snippet};
pub use writer::{ARENA_BYTES, IndexWriter};
