//! What was written is read back at its place, character for character.
use proptest::prelude::*;
use taizhang::model::RawBlock;

use super::paper::{Paper, cell, plain, table};

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Table(Vec<Vec<String>>),
}

fn words() -> impl Strategy<Value = String> {
    "[\\PC]{1,30}".prop_filter("something visible", |s| !s.trim().is_empty())
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let rows = prop::collection::vec(prop::collection::vec("[\\PC]{0,8}", 1..5), 1..5);
    let piece = prop_oneof![
        3 => words().prop_map(Piece::Text),
        1 => rows.prop_map(Piece::Table),
    ];
    prop::collection::vec(piece, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_paragraph_and_cell_comes_back_as_written(pieces in pieces()) {
        let mut body = String::new();
        for piece in &pieces {
            match piece {
                Piece::Text(text) => body += &plain(text),
                Piece::Table(rows) => {
                    let row = |cells: &Vec<String>| cells.iter().map(|c| cell("", c)).collect();
                    let rows: Vec<String> = rows.iter().map(row).collect();
                    body += &table(&rows);
                }
            }
        }
        let reading = Paper::new(&body).read();
        prop_assert!(reading.reasons.is_empty());
        let mut blocks = reading.blocks.iter();
        for piece in &pieces {
            match piece {
                Piece::Text(text) => {
                    let Some(RawBlock::Text(found)) = blocks.next() else { panic!("no paragraph") };
                    prop_assert_eq!(&found.text, text);
                }
                Piece::Table(rows) => {
                    let written: Vec<(u32, u32, &str)> = rows
                        .iter()
                        .enumerate()
                        .flat_map(|(r, cells)| {
                            cells.iter().enumerate().map(move |(c, text)| (r as u32, c as u32, text.as_str()))
                        })
                        .filter(|(_, _, text)| !text.trim().is_empty())
                        .collect();
                    if written.is_empty() {
                        continue;
                    }
                    let Some(RawBlock::Table(found)) = blocks.next() else { panic!("no table") };
                    let read: Vec<(u32, u32, &str)> =
                        found.cells.iter().map(|c| (c.row, c.col, c.text.as_str())).collect();
                    prop_assert_eq!(read, written);
                }
            }
        }
        prop_assert!(blocks.next().is_none());
    }
}
