//! The books of the demo batch and of real tables, as they are read.
use std::{fs, path::Path};

use taizhang::{
    import, ledger,
    model::{Book, Document, MappedBy, ReadingSettings},
    normalize,
};

pub(crate) fn documents(root: &Path) -> Vec<Document> {
    import::walk(root)
        .iter()
        .map(|at| {
            let raw = import::read_bytes(&at.file, &fs::read(&at.path).unwrap());
            normalize::document(&raw, &ReadingSettings::default())
        })
        .collect()
}

fn printed(document: &Document, book: &Book) {
    println!(
        "\n== {} | {} | {} | unit {:?} | as of {:?} | title {:?} | {} records",
        document.file,
        book.sheet,
        book.kind.name(),
        book.unit,
        book.as_of,
        book.title,
        book.records.len()
    );
    for c in &book.columns {
        print!(
            "{}={} ",
            c.header.replace('\n', ""),
            if c.field.is_empty() { "-" } else { &c.field }
        );
    }
    println!();
    for r in &book.records {
        println!(
            "  {} | {:?} | {} | {:?} {:?} {:?} {} | {:?} + {:?} | {} steps {} items | {}",
            r.key,
            r.no,
            r.title.chars().take(24).collect::<String>(),
            r.facets.completion,
            r.facets.schedule,
            r.facets.closure,
            r.facets.standing,
            r.lead,
            r.co,
            r.steps
                .iter()
                .map(|s| format!(
                    "{:?}:{}{}{}",
                    s.kind,
                    s.date
                        .as_ref()
                        .and_then(|d| d.from)
                        .map_or("-".to_owned(), |d| d.to_string()),
                    if s.waived.is_some() { "W" } else { "" },
                    match s.is_first_item {
                        Some(true) => "1",
                        Some(false) => "0",
                        None => "",
                    }
                ))
                .collect::<Vec<_>>()
                .join(" "),
            r.items.len(),
            r.fields
                .iter()
                .filter_map(|f| Some(format!(
                    "{}={}..{}",
                    book.columns[usize::from(f.column)].field,
                    f.date
                        .as_ref()?
                        .from
                        .map_or(String::new(), |d| d.to_string()),
                    f.date.as_ref()?.to.map_or(String::new(), |d| d.to_string())
                )))
                .collect::<Vec<_>>()
                .join(" "),
        );
    }
}

/// Beginning of the file name, sheet, kind, records, keeper, the day it speaks of.
const DEMO: &[(&str, &str, &str, usize, &str, &str)] = &[
    (
        "岚岳省生态环境厅_佐证清单",
        "佐证清单",
        "佐证清单",
        24,
        "岚岳省生态环境厅",
        "2026-09-30",
    ),
    (
        "岚岳省生态环境厅_延期登记",
        "延期登记",
        "延期登记",
        10,
        "岚岳省生态环境厅",
        "2026-10-10",
    ),
    (
        "岚岳省生态环境厅_收文登记_2026年3月至9月",
        "收文登记",
        "收文登记",
        15,
        "岚岳省生态环境厅",
        "2026-09-30",
    ),
    (
        "岚岳省生态环境厅_收文登记_督察交办",
        "收文登记",
        "收文登记",
        11,
        "岚岳省生态环境厅",
        "2026-08-24",
    ),
    (
        "岚岳省生态环境厅_监督台账（总账）_截至2026年3月31日",
        "总账",
        "总账",
        14,
        "岚岳省生态环境厅",
        "2026-03-31",
    ),
    (
        "岚岳省生态环境厅_监督台账（总账）_截至2026年9月30日",
        "总账",
        "总账",
        14,
        "岚岳省生态环境厅",
        "2026-09-30",
    ),
    (
        "岚岳省生态环境厅_监督台账（总账）_截至2026年9月30日",
        "督察交办和专项部署",
        "总账",
        59,
        "岚岳省生态环境厅",
        "2026-09-30",
    ),
    (
        "岚岳省生态环境厅_调度登记",
        "调度登记",
        "调度登记",
        10,
        "岚岳省生态环境厅",
        "2026-10-10",
    ),
    (
        "岚岳省生态环境厅_销号登记",
        "销号登记",
        "销号登记",
        9,
        "岚岳省生态环境厅",
        "2026-10-10",
    ),
    (
        "枳洲市_督察反馈问题整改清单",
        "整改清单",
        "整改清单",
        8,
        "枳洲市督察整改办公室",
        "2026-09-30",
    ),
    ("生态环境投诉台账", "表1", "投诉台账", 24, "", "2026-09-30"),
    (
        "省级督察交办投诉举报件台账",
        "交办件",
        "投诉台账",
        13,
        "",
        "2026-09-30",
    ),
    ("细账_核安全监管工作", "细账", "细账", 7, "", "2026-09-30"),
    ("细账_污染防治攻坚战", "细账", "细账", 10, "", "2026-09-30"),
    ("细账_督察交办", "细账", "细账", 7, "", "2026-09-30"),
];

#[test]
fn the_books_of_the_demo_are_read_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo/01_台账");
    let mut found = Vec::new();
    for document in documents(&root) {
        for book in ledger::books(&document, &[]) {
            super::read::quotes_are_in_place(&document, &book);
            assert!(book.records.iter().all(|r| !r.title.is_empty()));
            found.push(book);
        }
    }
    for (file, sheet, kind, records, unit, day) in DEMO {
        let book = found
            .iter()
            .find(|b| b.file.starts_with(file) && b.sheet == *sheet)
            .unwrap_or_else(|| panic!("{file} {sheet}"));
        let got = (
            book.kind.name(),
            book.records.len(),
            book.unit.clone().unwrap_or_default(),
            book.as_of
                .as_ref()
                .map(|a| a.date.to_string())
                .unwrap_or_default(),
        );
        let told = (
            (*kind).to_owned(),
            *records,
            (*unit).to_owned(),
            (*day).to_owned(),
        );
        assert_eq!(got, told, "{file} {sheet}");
    }
    let series = ledger::series(found);
    let general: Vec<usize> = series
        .iter()
        .filter(|s| s.kind == taizhang::model::BookKind::总账)
        .map(|s| s.versions.len())
        .collect();
    assert_eq!(
        general,
        [3, 3],
        "two general ledgers of three versions each"
    );
    let details = series
        .iter()
        .filter(|s| s.kind == taizhang::model::BookKind::细账)
        .count();
    assert_eq!(details, 3);
}

#[test]
#[ignore = "prints what is read; run with --ignored --nocapture"]
fn books_are_printed() {
    let root = std::env::var("TAIZHANG_BOOKS").unwrap_or_else(|_| "corpora/demo".into());
    for document in documents(Path::new(&root)) {
        let books = ledger::books(&document, &[]);
        for book in &books {
            printed(&document, book);
            super::read::quotes_are_in_place(&document, book);
        }
        for (at, table) in (0u32..).zip(&document.tables) {
            if !books.iter().any(|b| b.table == at) && table.header_rows.is_some() {
                println!(
                    "-- no book: {} | {} | {}",
                    document.file,
                    table.sheet,
                    table
                        .columns
                        .iter()
                        .map(|c| format!(
                            "{}={}{}",
                            c.header,
                            if c.mapped_by == MappedBy::Extra {
                                "+"
                            } else {
                                ""
                            },
                            c.field.as_deref().unwrap_or("-")
                        ))
                        .collect::<Vec<_>>()
                        .join(" ")
                );
            }
        }
    }
}
