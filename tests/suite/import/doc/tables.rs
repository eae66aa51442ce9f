//! Tables of Word binary documents: cells in their columns, merged ranges, tables inside cells.
use proptest::prelude::*;
use taizhang::{
    import::Reading,
    model::{RawBlock, RawTable},
};

use super::{
    lines,
    maker::{BODY, Sprm, Word, byte, row},
    read,
};

fn tables<'r>(reading: &'r Reading) -> Vec<&'r RawTable> {
    let table = |b: &'r RawBlock| match b {
        RawBlock::Table(table) => Some(table),
        RawBlock::Text(_) => None,
    };
    reading.blocks.iter().filter_map(table).collect()
}

fn cells(table: &RawTable) -> Vec<(u32, u32, &str)> {
    table
        .cells
        .iter()
        .map(|c| (c.row, c.col, c.text.as_str()))
        .collect()
}

fn merges(table: &RawTable) -> Vec<[u32; 4]> {
    let mut merges: Vec<[u32; 4]> = table
        .merges
        .iter()
        .map(|m| [m.first_row, m.first_col, m.last_row, m.last_col])
        .collect();
    merges.sort_unstable();
    merges
}

#[test]
fn cells_merged_across_and_down_make_ranges() {
    let reading = read(
        &Word::default()
            .line("前")
            .row(
                &["序号", "问题", ""],
                &row(0, &[(500, 0x60), (1_500, 0x1), (3_000, 0x2)]),
            )
            .row(
                &["", "雨污", "油烟"],
                &row(0, &[(500, 0x20), (1_500, 0), (3_000, 0)]),
            )
            .row(&["整行"], &row(0, &[(3_000, 0)]))
            .line("后"),
    );
    let found = tables(&reading);
    assert_eq!(
        cells(found[0]),
        [
            (0, 0, "序号"),
            (0, 1, "问题"),
            (1, 1, "雨污"),
            (1, 2, "油烟"),
            (2, 0, "整行")
        ]
    );
    assert_eq!(merges(found[0]), [[0, 0, 1, 0], [0, 1, 0, 2], [2, 0, 2, 2]]);
    assert_eq!(found[0].name, "表1");
    assert_eq!(lines(&reading), ["前", "后"]);
}

#[test]
fn a_row_changed_after_it_was_described_has_its_new_cells() {
    let mut inserted = row(0, &[(1_000, 0), (2_000, 0)]);
    // One cell of 500 in front, the last one deleted, the row moved by 100.
    inserted.push((0x7621, vec![0, 1, 0xF4, 0x01]));
    inserted.push((0x5622, vec![2, 3]));
    inserted.push((0x9601, vec![100, 0]));
    let merged: Vec<Sprm> = [
        row(0, &[(500, 0), (1_000, 0), (1_500, 0)]),
        vec![(0x5624, vec![1, 3])],
    ]
    .concat();
    let reading = read(
        &Word::default()
            .row(&["窄", "宽"], &inserted)
            .row(&["窄", "合", ""], &merged),
    );
    let found = tables(&reading);
    assert_eq!(
        cells(found[0]),
        [(0, 0, "窄"), (0, 1, "宽"), (1, 0, "窄"), (1, 1, "合")]
    );
    assert_eq!(merges(found[0]), [[0, 1, 0, 2], [1, 1, 1, 2]]);
}

#[test]
fn a_description_too_long_for_its_place_is_read_from_the_data_stream() {
    let shape = row(0, &[(1_000, 0x1), (2_000, 0x2)]);
    let list: Vec<u8> = shape
        .iter()
        .flat_map(|(code, operand)| [code.to_le_bytes().to_vec(), operand.clone()].concat())
        .collect();
    let data = [
        vec![0; 6],
        u16::try_from(list.len()).unwrap().to_le_bytes().to_vec(),
        list,
    ]
    .concat();
    let huge: Sprm = (0x6646, vec![6, 0, 0, 0]);
    let reading = read(&Word::default().data(&data).row(&["合", ""], &[huge]));
    assert_eq!(merges(tables(&reading)[0]), [[0, 0, 0, 1]]);
}

#[test]
fn tables_inside_cells_and_several_paragraphs_in_a_cell_are_kept() {
    let depth = |n: u32| (0x6649, n.to_le_bytes().to_vec());
    let inner = [byte(0x2416, 1), depth(2)];
    let inner_cell = [inner.to_vec(), vec![byte(0x244B, 1)]].concat();
    let mut inner_row = row(0, &[(400, 0), (800, 0)]);
    inner_row.retain(|(code, _)| *code != 0x2417);
    inner_row.extend([depth(2), byte(0x244C, 1)]);
    let reading = read(
        &Word::default()
            .text("一段")
            .end(0, &[byte(0x2416, 1)])
            .text("内甲")
            .end(0, &inner_cell)
            .text("内乙")
            .end(0, &inner_cell)
            .mark_in(BODY, '\r', &[], 0, &inner_row)
            .text("二段")
            .mark_in(BODY, '\u{7}', &[], 0, &[byte(0x2416, 1)])
            .text("右")
            .mark_in(BODY, '\u{7}', &[], 0, &[byte(0x2416, 1)])
            .mark_in(BODY, '\u{7}', &[], 0, &row(0, &[(1_000, 0), (2_000, 0)])),
    );
    let found = tables(&reading);
    assert_eq!(cells(found[0]), [(0, 0, "一段\n二段"), (0, 1, "右")]);
    assert_eq!(cells(found[1]), [(0, 0, "内甲"), (0, 1, "内乙")]);
}

#[test]
fn a_row_deleted_with_changes_tracked_is_gone() {
    let deleted = [byte(0x0800, 1)];
    let reading = read(
        &Word::default()
            .row(&["留"], &row(0, &[(1_000, 0)]))
            .run("删", &deleted)
            .mark_in(BODY, '\u{7}', &deleted, 0, &[byte(0x2416, 1)])
            .mark_in(BODY, '\u{7}', &deleted, 0, &row(0, &[(1_000, 0)]))
            .row(&["也留"], &row(0, &[(1_000, 0)])),
    );
    assert_eq!(cells(tables(&reading)[0]), [(0, 0, "留"), (1, 0, "也留")]);
}

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Table(Vec<Vec<String>>),
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let words =
        "[一-龥a-z0-9，。（）𠮷 ]{1,30}".prop_filter("something visible", |s| !s.trim().is_empty());
    let rows = (1_usize..5).prop_flat_map(|n| {
        let cell = "[一-龥a-z0-9，。（）𠮷 ]{0,8}";
        prop::collection::vec(prop::collection::vec(cell, n), 1..5)
    });
    let piece = prop_oneof![3 => words.prop_map(Piece::Text), 1 => rows.prop_map(Piece::Table)];
    prop::collection::vec(piece, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_paragraph_and_cell_comes_back_as_written(pieces in pieces(), shuffled: bool) {
        let mut paper = Word::default();
        paper.is_shuffled = shuffled;
        for piece in &pieces {
            match piece {
                Piece::Text(text) => paper = paper.line(text),
                Piece::Table(rows) => {
                    for cells in rows {
                        let edges: Vec<(i16, u16)> = (1_i16..).map(|n| (n * 500, 0)).take(cells.len()).collect();
                        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                        paper = paper.row(&cells, &row(0, &edges));
                    }
                    // Tables that follow one another would be one.
                    paper = paper.line("隔");
                }
            }
        }
        let reading = read(&paper);
        prop_assert!(reading.reasons.is_empty());
        let mut blocks = reading.blocks.iter();
        for piece in &pieces {
            match piece {
                Piece::Text(text) => {
                    let Some(RawBlock::Text(found)) = blocks.next() else { panic!("no paragraph") };
                    prop_assert_eq!(&found.text, text);
                }
                Piece::Table(rows) => {
                    let written: Vec<(u32, u32, &str)> = (0_u32..)
                        .zip(rows)
                        .flat_map(|(r, cells)| (0_u32..).zip(cells).map(move |(c, text)| (r, c, text.as_str())))
                        .filter(|(_, _, text)| !text.trim().is_empty())
                        .collect();
                    if !written.is_empty() {
                        let Some(RawBlock::Table(found)) = blocks.next() else { panic!("no table") };
                        prop_assert_eq!(cells(found), written);
                    }
                    prop_assert!(matches!(blocks.next(), Some(RawBlock::Text(t)) if t.text == "隔"));
                }
            }
        }
        prop_assert!(blocks.next().is_none());
    }
}
