//! Tables are tables, with their merged and nested cells.
use super::maker::{Paper, cell, lines, para, said, table, tables};

#[test]
fn merged_cells_cover_their_ranges() {
    let covered = "<table:covered-table-cell/>";
    let rows = [
        cell("table:number-columns-spanned=\"2\"", "责任")
            + covered
            + &cell("table:number-rows-spanned=\"2\"", "时限"),
        cell("", "牵头") + &cell("", "配合") + covered,
        cell("", "甲局")
            + "<table:table-cell table:number-columns-repeated=\"1\"/>"
            + &cell("", "九月"),
    ];
    let reading = Paper::new(&table(&rows)).read();
    let found = tables(&reading)[0];
    let cells: Vec<(u32, u32, &str)> = found
        .cells
        .iter()
        .map(|c| (c.row, c.col, c.text.as_str()))
        .collect();
    assert_eq!(
        cells,
        [
            (0, 0, "责任"),
            (0, 2, "时限"),
            (1, 0, "牵头"),
            (1, 1, "配合"),
            (2, 0, "甲局"),
            (2, 2, "九月")
        ]
    );
    let ranges: Vec<[u32; 4]> = found
        .merges
        .iter()
        .map(|m| [m.first_row, m.first_col, m.last_row, m.last_col])
        .collect();
    assert_eq!(ranges, [[0, 0, 0, 1], [0, 2, 1, 2]]);
}

#[test]
fn header_rows_and_repeated_cells_keep_their_places() {
    let body = "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>序号</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell><text:p>状态</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
    let reading = Paper::new(body).read();
    let cells: Vec<(u32, u32, &str)> = tables(&reading)[0]
        .cells
        .iter()
        .map(|c| (c.row, c.col, c.text.as_str()))
        .collect();
    assert_eq!(cells, [(0, 0, "序号"), (0, 3, "状态"), (4, 0, "1")]);
}

#[test]
fn tables_in_cells_follow_their_table() {
    let inner = table(&[cell("", "里层")]);
    let rows = [format!(
        "<table:table-cell>{}{inner}{}</table:table-cell>",
        para("外层"),
        para("续行")
    ) + &cell("", "邻格")];
    let reading = Paper::new(&(para("前。") + &table(&rows) + &para("后。"))).read();
    let shown: Vec<Vec<&str>> = tables(&reading)
        .iter()
        .map(|t| t.cells.iter().map(|c| c.text.as_str()).collect())
        .collect();
    assert_eq!(shown, [vec!["外层\n续行", "邻格"], vec!["里层"]]);
    assert_eq!(tables(&reading)[1].name, "表2");
    assert_eq!(lines(&reading), ["前。", "后。"]);
}

#[test]
fn text_in_covered_cells_is_counted_as_hidden() {
    let rows = [cell("table:number-columns-spanned=\"2\"", "看得见")
        + "<table:covered-table-cell><text:p>被盖住</text:p></table:covered-table-cell>"];
    let reading = Paper::new(&table(&rows)).read();
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), Some("3"));
}
