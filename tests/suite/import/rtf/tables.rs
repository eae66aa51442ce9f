//! Tables of RTF files: cells in their columns, merged ranges, tables inside cells.
use super::{lines, read_body, tables};
use taizhang::model::RawTable;

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
    let reading = read_body(
        "\\pard before\\par\
         \\trowd\\clvmgf\\cellx500\\clmgf\\cellx1500\\clmrg\\cellx3000\\pard\\intbl No\\cell Task\\cell\\cell\\row\
         \\trowd\\clvmrg\\cellx500\\cellx1500\\cellx3000\\pard\\intbl\\cell a\\par b\\cell c\\cell\\row\
         \\trowd\\cellx3000\\pard\\intbl all\\cell\\row\\pard after\\par",
    );
    let found = tables(&reading);
    assert_eq!(
        cells(found[0]),
        [
            (0, 0, "No"),
            (0, 1, "Task"),
            (1, 1, "a\nb"),
            (1, 2, "c"),
            (2, 0, "all")
        ]
    );
    assert_eq!(merges(found[0]), [[0, 0, 1, 0], [0, 1, 0, 2], [2, 0, 2, 2]]);
    assert_eq!(lines(&reading), ["before", "after"]);
}

#[test]
fn a_row_described_behind_its_cells_is_the_same_row() {
    let reading = read_body(
        "\\trowd\\cellx1000\\cellx2000\\pard\\intbl{a\\cell b\\cell}{\\trowd\\cellx1000\\cellx2000\\row}\
         \\trowd\\cellx2000\\pard\\intbl{c\\cell}{\\trowd\\cellx2000\\row}\\pard\\par",
    );
    let found = tables(&reading);
    assert_eq!(cells(found[0]), [(0, 0, "a"), (0, 1, "b"), (1, 0, "c")]);
    assert_eq!(merges(found[0]), [[1, 0, 1, 1]]);
}

#[test]
fn a_table_inside_a_cell_follows_the_outer_one() {
    let reading = read_body(
        "\\trowd\\cellx4000\\cellx5000\\pard\\intbl outer\\par\
         \\pard\\intbl\\itap2 x\\nestcell{\\nonesttables\\par}y\\nestcell{\\*\\nesttableprops\\trowd\\cellx900\\cellx1800\\nestrow}{\\nonesttables\\par}\
         \\pard\\intbl more\\cell right\\cell\\row\\pard\\par",
    );
    let found = tables(&reading);
    assert_eq!(cells(found[0]), [(0, 0, "outer\nmore"), (0, 1, "right")]);
    assert_eq!(cells(found[1]), [(0, 0, "x"), (0, 1, "y")]);
}

#[test]
fn cells_without_a_description_stand_side_by_side() {
    let reading = read_body(
        "\\pard\\intbl a\\cell b\\cell\\row\\pard\\intbl c\\cell d\\cell\\row\\pard after\\par",
    );
    assert_eq!(
        cells(tables(&reading)[0]),
        [(0, 0, "a"), (0, 1, "b"), (1, 0, "c"), (1, 1, "d")]
    );
}
