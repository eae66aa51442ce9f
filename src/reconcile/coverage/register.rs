//! The receipt register against the ledger, both ways.
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::begin;
use crate::{
    ledger::Alike,
    model::{Book, BookKind, BookRow, Certainty, Evidence, Mismatch},
    reconcile::{
        Desk,
        cells::{doc_numbers, holds, listed, newest, plain, tokens, under},
        lexicon::WORDS,
    },
};

/// Fields of a ledger in which a document is named.
const NAMED_IN: [&str; 6] = [
    "doc_no",
    "source",
    "title",
    "content",
    "directive_text",
    "requirement",
];

/// Share of a ledger's documents that a register must hold, and of a register's that the ledger must, before one that is missing
/// means anything: below it the two books are about different papers, or one is an extract.
const COVERED: f64 = 0.8;
/// Fewest documents from which such a share says something.
const LEAST_COVERED: usize = 5;

/// What the ledgers hold.
struct Entered<'a> {
    numbers: HashSet<String>,
    documents: HashSet<String>,
    titles: Alike,
    rows: Vec<BookRow<'a>>,
    /// Numbers that remarks name.
    remarked: HashSet<String>,
    /// Numbers of all versions.
    ever: HashSet<String>,
    as_of: Date,
}

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    let registered = newest(desk.series.iter(), BookKind::收文登记);
    let Some(entered) = entered(desk) else {
        return Vec::new();
    };
    if registered.is_empty() {
        return Vec::new();
    }
    let mut found = not_entered(desk, &registered, &entered);
    found.extend(not_registered(&registered, &entered));
    found
}

fn entered<'a>(desk: &Desk<'a>) -> Option<Entered<'a>> {
    let rows: Vec<BookRow<'a>> = desk
        .latest(&[BookKind::总账])
        .flat_map(Book::rows)
        .collect();
    let mut as_of = None;
    for book in desk.latest(&[BookKind::总账]) {
        as_of = as_of.max(book.as_of.as_ref().map(|a| a.date));
    }
    if rows.is_empty() {
        return None;
    }
    let mut documents = HashSet::new();
    for row in &rows {
        for field in NAMED_IN {
            documents.extend(doc_numbers(row.text(field)));
        }
        let number = plain(row.text("doc_no"));
        if !number.is_empty() {
            documents.insert(number);
        }
    }
    let remarked = rows
        .iter()
        .flat_map(|row| ["remark", "progress", "merged_into"].map(|f| row.text(f)))
        .flat_map(tokens)
        .collect();
    let ever = desk
        .series_of(&[BookKind::总账])
        .flat_map(|s| &s.versions)
        .flat_map(Book::rows)
        .filter_map(|r| r.record.no.as_deref().map(plain))
        .collect();
    Some(Entered {
        numbers: rows
            .iter()
            .filter_map(|r| r.record.no.as_deref().map(plain))
            .collect(),
        documents,
        titles: Alike::new(
            rows.iter().map(|r| r.record.title.as_str()),
            desk.settings.title_similarity,
        ),
        rows,
        remarked,
        ever,
        as_of: as_of.unwrap_or(desk.on),
    })
}

/// Whether a paper goes into the ledger, as the register says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decision {
    Yes,
    No,
    Merged,
    Unsaid,
}

/// Whether the register itself says that a paper does not go into the ledger as a matter of its own.
pub(crate) fn is_left_out(row: BookRow<'_>) -> bool {
    matches!(decision(row), Decision::No | Decision::Merged)
}

fn decision(row: BookRow<'_>) -> Decision {
    let Some(cell) = under(row, &WORDS.register.decision) else {
        let words: String = ["remark", "requirement", "progress", "status"]
            .map(|f| plain(row.text(f)))
            .join("\n");
        return if holds(&words, &WORDS.register.not_entered) {
            Decision::No
        } else {
            Decision::Unsaid
        };
    };
    let text = plain(&cell.text);
    if text.contains('并') {
        Decision::Merged
    } else if text.starts_with(['否', '不', '未', '无', '×', '/', '-'])
        || holds(&text, &WORDS.register.not_entered)
    {
        Decision::No
    } else {
        Decision::Yes
    }
}

/// Ledger numbers that a register names.
fn references(row: BookRow<'_>) -> Vec<String> {
    let by_field = ["ledger_no", "merged_into"]
        .iter()
        .flat_map(|f| listed(row.text(f)));
    let own = row
        .record
        .fields
        .iter()
        .filter(|f| {
            row.book
                .columns
                .get(usize::from(f.column))
                .is_some_and(|c| c.field == "item_no" && holds(&c.header, &WORDS.register.ledger))
        })
        .flat_map(|f| listed(&f.text));
    by_field.chain(own).collect()
}

fn documents(row: BookRow<'_>) -> Vec<String> {
    let mut all = doc_numbers(row.text("doc_no"));
    if all.is_empty() {
        let number = plain(row.text("doc_no"));
        if number.chars().any(|c| c.is_ascii_digit()) {
            all.push(number);
        }
    }
    all
}

/// Whether the ledger holds the paper under its number or title.
fn is_entered(row: BookRow<'_>, entered: &Entered<'_>) -> bool {
    documents(row).iter().any(|d| entered.documents.contains(d))
        || !entered.titles.near(&row.record.title).is_empty()
}

fn not_entered(
    desk: &Desk<'_>,
    registered: &[BookRow<'_>],
    entered: &Entered<'_>,
) -> Vec<Mismatch> {
    let mut found = Vec::new();
    let mostly = mostly_entered(registered, entered);
    for row in registered {
        let decision = decision(*row);
        if decision == Decision::No || is_fresh(desk, *row, entered.as_of) {
            continue;
        }
        let named = references(*row);
        let missing: Vec<&String> = named
            .iter()
            .filter(|n| !entered.numbers.contains(*n) && !entered.remarked.contains(*n))
            // A number that an earlier version held vanished, which is told there.
            .filter(|n| !entered.ever.contains(*n))
            .collect();
        if let Some(first) = missing.first() {
            found.extend(number_missing(*row, first, missing.len(), entered));
            continue;
        }
        let expected = match decision {
            Decision::Yes => Some(Certainty::确定),
            Decision::Unsaid if mostly => Some(Certainty::较强),
            _ => None,
        };
        if let Some(certainty) = expected
            && named.is_empty()
            && !is_entered(*row, entered)
        {
            found.extend(paper_missing(*row, certainty, entered));
        }
    }
    found
}

/// Whether nearly every paper of the registers that is not said to stay out is in the ledger.
fn mostly_entered(registered: &[BookRow<'_>], entered: &Entered<'_>) -> bool {
    let open: Vec<_> = registered
        .iter()
        .filter(|r| decision(**r) != Decision::No && !documents(**r).is_empty())
        .collect();
    let there = open.iter().filter(|r| is_entered(***r, entered)).count();
    there >= LEAST_COVERED && share(there, open.len()) >= COVERED
}

fn share(part: usize, whole: usize) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 {
        0.0
    } else {
        count(part) / count(whole)
    }
}

/// Whether the paper came too late to be in the ledger as it stood.
fn is_fresh(desk: &Desk<'_>, row: BookRow<'_>, as_of: Date) -> bool {
    row.date("received_date")
        .and_then(|d| d.to.or(d.from))
        .is_some_and(|received| {
            desk.workdays
                .add(received, desk.settings.report_grace_workdays)
                .value()
                > as_of
        })
}

fn number_missing(
    row: BookRow<'_>,
    number: &str,
    count: usize,
    entered: &Entered<'_>,
) -> Option<Mismatch> {
    let cell = row
        .record
        .fields
        .iter()
        .find(|f| listed(&f.text).iter().any(|n| n == number))?;
    let shown = number.to_uppercase();
    let mut mismatch = begin(row, "总账收录", row.quote_column(cell.column)?);
    mismatch.no = Some(shown.clone());
    mismatch.formula = format!(
        "登记册所列编号 {shown} ∉ 总账编号（{} 个，截至 {}）",
        entered.numbers.len(),
        entered.as_of
    );
    mismatch.reason = format!(
        "收文登记写明“{}”列入总账 {shown}，截至 {} 的总账没有这个编号{}。",
        row.record.title,
        entered.as_of,
        if count > 1 {
            format!("（共 {count} 个编号没有）")
        } else {
            String::new()
        },
    );
    fill(&mut mismatch, entered);
    Some(mismatch)
}

fn paper_missing(
    row: BookRow<'_>,
    certainty: Certainty,
    entered: &Entered<'_>,
) -> Option<Mismatch> {
    let source = row.quote("doc_no").or_else(|| row.name_quote())?;
    let mut mismatch = begin(row, "总账收录", source);
    mismatch.no = None;
    mismatch.certainty = certainty;
    let number = row.text("doc_no");
    mismatch.formula = format!(
        "登记册 {number} ∉ 总账来源文号（{} 个，截至 {}）",
        entered.documents.len(),
        entered.as_of
    );
    mismatch.reason = format!(
        "收文登记中的“{}”（{}）应当纳入总账，截至 {} 的总账没有这个文号，也没有相近的标题。",
        row.record.title,
        if number.is_empty() {
            "无文号"
        } else {
            number
        },
        entered.as_of,
    );
    if let Some(cell) =
        under(row, &WORDS.register.decision).and_then(|f| row.quote_column(f.column))
    {
        mismatch.evidence.push(Evidence {
            source: cell,
            note: "登记册写明是否纳入".to_owned(),
        });
    }
    fill(&mut mismatch, entered);
    Some(mismatch)
}

fn fill(mismatch: &mut Mismatch, entered: &Entered<'_>) {
    if let Some(source) = entered.rows.last().and_then(|r| r.name_quote()) {
        mismatch.evidence.push(Evidence {
            source,
            note: format!("总账共 {} 行，末行在此", entered.rows.len()),
        });
    }
    mismatch.looked_for = [
        "登记为不纳入、转办、传阅、并入",
        "总账中编号、文号、相近标题",
        "以前各版总账",
        "收文在宽限期内",
    ]
    .map(ToOwned::to_owned)
    .into();
    mismatch.would_clear = "总账补记这一件，或者登记册写明不纳入、并入哪一号".to_owned();
    mismatch.ask = [
        "这件是否应当纳入总账，何时补记？",
        "由谁决定不纳入，有无记录？",
    ]
    .map(ToOwned::to_owned)
    .into();
}

/// Documents of the ledger that no register holds, in the time the registers cover.
fn not_registered(registered: &[BookRow<'_>], entered: &Entered<'_>) -> Vec<Mismatch> {
    let known: HashSet<String> = registered.iter().flat_map(|r| documents(*r)).collect();
    let named: HashSet<String> = registered.iter().flat_map(|r| references(*r)).collect();
    let days: Vec<Date> = registered
        .iter()
        .filter_map(|r| r.date("received_date")?.from)
        .collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Vec::new();
    };
    let covered = |row: &BookRow<'_>| {
        row.date("received_date")
            .and_then(|d| d.from)
            .is_none_or(|d| *first <= d && d <= *last)
    };
    // One flag for a document, at the first row that names it.
    let mut by_document: HashMap<String, Vec<BookRow<'_>>> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    for row in entered.rows.iter().filter(|r| covered(r)) {
        for document in doc_numbers(row.text("doc_no")) {
            let rows = by_document.entry(document.clone()).or_default();
            if rows.is_empty() {
                order.push(document);
            }
            rows.push(*row);
        }
    }
    let missing: Vec<&String> = order.iter().filter(|d| !known.contains(*d)).collect();
    let there = order.len() - missing.len();
    if there < LEAST_COVERED || share(there, order.len()) < COVERED {
        return Vec::new();
    }
    missing
        .into_iter()
        .filter_map(|document| {
            let rows = by_document.get(document)?;
            let is_named = |r: &BookRow<'_>| {
                r.record
                    .no
                    .as_deref()
                    .is_some_and(|n| named.contains(&plain(n)))
            };
            if rows.iter().any(is_named) {
                return None;
            }
            let row = *rows.first()?;
            let mut mismatch = begin(row, "收文登记", row.quote("doc_no")?);
            mismatch.formula = format!(
                "总账文号 {document} ∉ 登记册文号（{} 个，收文 {first} 至 {last}）",
                known.len()
            );
            mismatch.reason = format!(
                "总账“{}”的来源文号 {document}{} 在收文登记中查不到。",
                row.record.title,
                if rows.len() > 1 {
                    format!("（{} 行）", rows.len())
                } else {
                    String::new()
                },
            );
            mismatch.evidence = nearest(registered, row).into_iter().collect();
            mismatch.looked_for = [
                "登记册中的文号（括号、空格不同的写法）",
                "登记册所列台账编号",
                "收文日期在登记册覆盖的时段之外",
                "登记册只是另一处室的或者节选",
            ]
            .map(ToOwned::to_owned)
            .into();
            mismatch.would_clear = "登记册补登这份文件，或者更正总账的来源文号".to_owned();
            mismatch.ask = ["这份文件何时收到，登记在哪里？", "来源文号有没有写错？"]
                .map(ToOwned::to_owned)
                .into();
            Some(mismatch)
        })
        .collect()
}

/// The row of the registers received last before a ledger row was: where it should stand.
fn nearest(registered: &[BookRow<'_>], row: BookRow<'_>) -> Option<Evidence> {
    let received = row.date("received_date").and_then(|d| d.from);
    let before = registered
        .iter()
        .filter(|r| {
            let day = r.date("received_date").and_then(|d| d.from);
            day.is_some() && (received.is_none() || day <= received)
        })
        .max_by_key(|r| r.date("received_date").and_then(|d| d.from))
        .or_else(|| registered.first())?;
    Some(Evidence {
        source: before.quote("doc_no").or_else(|| before.name_quote())?,
        note: "登记册中收文日期最近的一件".to_owned(),
    })
}
