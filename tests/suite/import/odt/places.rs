//! What was written is read back at its place, character for character.
use proptest::prelude::*;
use taizhang::model::RawBlock;

use super::maker::{Paper, cell, para, read, table};

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Table(Vec<Vec<String>>),
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let words = "[\\PC]{1,30}".prop_map(|s| s.trim().to_owned());
    let words = words.prop_filter("something visible", |s: &String| !s.is_empty());
    let rows = prop::collection::vec(prop::collection::vec("[甲乙丙丁0-9&<]{0,8}", 1..5), 1..5);
    let piece = prop_oneof![
        3 => words.prop_map(Piece::Text),
        1 => rows.prop_map(Piece::Table),
    ];
    prop::collection::vec(piece, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_paragraph_and_cell_comes_back_as_written(pieces in pieces(), is_flat in any::<bool>()) {
        let mut body = String::new();
        for piece in &pieces {
            match piece {
                Piece::Text(text) => body += &para(text),
                Piece::Table(rows) => {
                    let row = |cells: &Vec<String>| cells.iter().map(|c| cell("", c)).collect();
                    let rows: Vec<String> = rows.iter().map(row).collect();
                    body += &table(&rows);
                }
            }
        }
        let paper = Paper::new(&body);
        let reading = read(&if is_flat { paper.flat() } else { paper.bytes() }).unwrap();
        prop_assert!(reading.reasons.is_empty());
        let mut blocks = reading.blocks.iter();
        for piece in &pieces {
            match piece {
                Piece::Text(text) => {
                    let Some(RawBlock::Text(found)) = blocks.next() else { panic!("no paragraph") };
                    prop_assert_eq!(&found.text, text);
                }
                Piece::Table(rows) => {
                    let written: Vec<(u32, u32, &str)> = (0..)
                        .zip(rows)
                        .flat_map(|(r, cells)| (0..).zip(cells).map(move |(c, text)| (r, c, text.as_str())))
                        .filter(|(_, _, text)| !text.is_empty())
                        .collect();
                    if written.is_empty() {
                        continue;
                    }
                    let Some(RawBlock::Table(found)) = blocks.next() else { panic!("no table") };
                    let found: Vec<(u32, u32, &str)> =
                        found.cells.iter().map(|c| (c.row, c.col, c.text.as_str())).collect();
                    prop_assert_eq!(found, written);
                }
            }
        }
    }
}
