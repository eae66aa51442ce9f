//! One paper for several matters.
use std::collections::BTreeMap;

use super::{begin, list, title};
use crate::{
    model::{Book, BookKind, BookRow, Certainty, Evidence, Mismatch, Precision},
    normalize::dates,
    reconcile::{
        Desk,
        cells::{holds, listed, newest, plain},
        lexicon::WORDS,
    },
};

/// Shortest fingerprint, in characters: shorter ones are page counts and the like.
const LEAST_HASH: usize = 8;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    let rows = newest(desk.series.iter(), BookKind::佐证清单);
    let mut by_hash: BTreeMap<String, Vec<BookRow<'_>>> = BTreeMap::new();
    let mut by_name: BTreeMap<(String, String), Vec<BookRow<'_>>> = BTreeMap::new();
    for row in rows {
        let hash = plain(row.text("evidence_hash"));
        if hash.len() >= LEAST_HASH && hash.chars().all(|c| c.is_ascii_alphanumeric()) {
            by_hash.entry(hash).or_default().push(row);
            continue;
        }
        let day = row
            .date("evidence_date")
            .filter(|d| d.from.is_some() && d.from == d.to)
            .and_then(|d| d.from);
        let name = plain(title(row));
        if let Some(day) = day
            && !name.is_empty()
        {
            by_name
                .entry((name, day.to_string()))
                .or_default()
                .push(row);
        }
    }
    let hashed = by_hash
        .iter()
        .filter_map(|(hash, rows)| tell(rows, &format!("指纹 {hash}"), true));
    let named = by_name
        .iter()
        .filter_map(|((name, day), rows)| tell(rows, &format!("名称“{name}”、日期 {day}"), false));
    let mut found: Vec<Mismatch> = hashed.chain(named).collect();
    found.extend(in_cells(desk));
    found
}

/// Shortest evidence cell that names one paper, in characters.
const LEAST_CELL: usize = 6;

/// The same words in the evidence cells of two matters, where they name one paper: by its day, number or file.
fn in_cells(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut by_words: BTreeMap<String, Vec<BookRow<'_>>> = BTreeMap::new();
    for row in desk
        .latest(&[BookKind::总账, BookKind::整改清单])
        .flat_map(Book::rows)
    {
        let words = plain(row.text("evidence"));
        let dated = dates::find(&words, None)
            .iter()
            .any(|d| d.value.precision == Precision::Day);
        let names_file = FILES.iter().any(|end| words.ends_with(end));
        if words.chars().count() >= LEAST_CELL && (dated || names_file) {
            by_words.entry(words).or_default().push(row);
        }
    }
    by_words
        .iter()
        .filter_map(|(words, rows)| cell(words, rows))
        .collect()
}

/// Ends of the names of files with pictures and scans.
const FILES: [&str; 6] = [".jpg", ".jpeg", ".png", ".pdf", ".ofd", ".mp4"];

fn cell(words: &str, rows: &[BookRow<'_>]) -> Option<Mismatch> {
    let (first, second) = (*rows.first()?, *rows.get(1)?);
    let field = |r: BookRow<'_>| r.field("evidence").map(|f| (f.row, f.col));
    let named: Vec<String> = rows.iter().filter_map(|r| r.record.no.clone()).collect();
    let two_matters = named.len() == rows.len()
        && first.record.no != second.record.no
        && plain(&first.record.title) != plain(&second.record.title)
        && field(first) != field(second);
    let shared = holds(words, &WORDS.evidence.shared_kinds) && !words.contains("照片");
    let told = rows
        .iter()
        .any(|r| holds(&plain(r.text("remark")), &WORDS.evidence.shared));
    if !two_matters || shared || told || holds(words, &WORDS.evidence.shared) {
        return None;
    }
    let mut mismatch = begin(second, "佐证", second.quote("evidence")?);
    let names = named.join("、");
    mismatch.formula = format!("佐证栏相同：证明 {} 件不同事项（{names}）", rows.len());
    mismatch.reason = format!(
        "{} 件不同事项（{names}）的佐证栏写的是同一份材料“{}”。",
        rows.len(),
        second.text("evidence")
    );
    mismatch.evidence = rows
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != 1)
        .filter_map(|(_, r)| {
            Some(Evidence {
                source: r.quote("evidence")?,
                note: format!("“{}”的佐证", r.record.title),
            })
        })
        .collect();
    fill(&mut mismatch);
    Some(mismatch)
}

fn fill(mismatch: &mut Mismatch) {
    mismatch.looked_for = list(&[
        "纪要、方案、制度、清单等本来涉及几件的材料",
        "备注、名称写明共用、分别对应、汇总",
        "同一事项的几行",
    ]);
    mismatch.would_clear = "写明这份材料怎样分别证明各项，或者各补自己的材料".to_owned();
    mismatch.ask = list(&[
        "这份材料拍摄、形成于何处，分别证明什么？",
        "各项有没有自己的材料？",
    ]);
}

/// The matters a row proves.
fn matters(row: BookRow<'_>) -> Vec<String> {
    let mut all: Vec<String> = ["ledger_no", "proves"]
        .iter()
        .flat_map(|f| listed(row.text(f)))
        .collect();
    if all.is_empty() {
        all.extend(
            row.text("proves")
                .split(['、', '；', ';', '\n'])
                .map(plain)
                .filter(|t| !t.is_empty()),
        );
    }
    all
}

/// Whether the paper by its kind, or by what the book says, covers several matters.
fn is_shared(row: BookRow<'_>) -> bool {
    let kind = format!("{}{}", plain(row.text("evidence_kind")), plain(title(row)));
    let said = format!("{}{}", plain(row.text("remark")), plain(title(row)));
    // A photograph of a meeting is a photograph.
    let is_picture = kind.contains("照片") || kind.contains("图片") || kind.contains("影像");
    (!is_picture && holds(&kind, &WORDS.evidence.shared_kinds))
        || holds(&said, &WORDS.evidence.shared)
}

fn tell(rows: &[BookRow<'_>], identity: &str, by_hash: bool) -> Option<Mismatch> {
    let mut proved: Vec<(String, BookRow<'_>)> = Vec::new();
    for row in rows {
        for matter in matters(*row) {
            if proved.iter().all(|(m, _)| *m != matter) {
                proved.push((matter, *row));
            }
        }
    }
    if proved.len() < 2 || rows.iter().any(|r| is_shared(*r)) {
        return None;
    }
    let (first, second) = (proved.first()?.1, proved.get(1)?.1);
    let field = if by_hash {
        "evidence_hash"
    } else {
        "evidence_title"
    };
    let source = second.quote(field).or_else(|| second.name_quote())?;
    let mut mismatch = begin(second, "佐证", source);
    if by_hash {
        mismatch.certainty = Certainty::较强;
    }
    let names: Vec<String> = proved.iter().map(|(m, _)| m.to_uppercase()).collect();
    let names = names.join("、");
    mismatch.formula = format!("{identity}：证明 {} 件不同事项（{names}）", proved.len());
    mismatch.reason = format!(
        "同一份材料（{identity}）用来证明 {} 件不同的事项：{names}。",
        proved.len()
    );
    let mut others: Vec<BookRow<'_>> = vec![first];
    for (_, row) in proved.iter().skip(2) {
        if !others
            .iter()
            .chain([&second])
            .any(|o| std::ptr::eq(o.record, row.record))
        {
            others.push(*row);
        }
    }
    mismatch.evidence = others
        .into_iter()
        .filter_map(|row| {
            let place = row
                .quote("ledger_no")
                .or_else(|| row.quote("proves"))
                .or_else(|| row.name_quote())?;
            Some(Evidence {
                source: place,
                note: format!("“{}”，同一份材料", title(row)),
            })
        })
        .collect();
    fill(&mut mismatch);
    Some(mismatch)
}
