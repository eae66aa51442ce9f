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
