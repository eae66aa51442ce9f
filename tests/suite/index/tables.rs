//! Cells are found under their headers.
use super::documents::{Shelf, ledger, shelf};

fn two_ledgers() -> Shelf {
    shelf(&[
        ledger(
            "总账.xlsx",
            &[
                "牵头单位=lead_unit",
                "配合单位",
                "整改\n状态=status",
                "完成时限=deadline",
            ],
            &[
                &["水务局", "环保局", "已完成", "2026年6月底"],
                &["环保局", "水务局", "未已完成", ""],
                &["水务局 住建局", "", "完 成", "长期坚持"],
            ],
        ),
        ledger(
            "细账.xlsx",
            &["责任部门=lead_unit", "说明"],
            &[&["水务局", "状态：已完成"]],
        ),
    ])
}

fn found(shelf: &Shelf, query: &str) -> Vec<String> {
    let mut found: Vec<_> = shelf
        .ask(query)
        .hits
        .into_iter()
        .map(|h| format!("{} {}", h.file, h.place.cell.unwrap_or_default()))
        .collect();
    found.sort();
    found
}

#[test]
fn a_field_is_asked_for_by_part_of_its_header_or_by_its_meaning() {
    let shelf = two_ledgers();
    let first = ["总账.xlsx A2", "总账.xlsx A4"];
    assert_eq!(found(&shelf, "field:牵头单位:水务局"), first);
    assert_eq!(
        found(&shelf, "field:lead_unit:水务局"),
        ["总账.xlsx A2", "总账.xlsx A4", "细账.xlsx A2"]
    );
    assert_eq!(
        found(&shelf, "字段：单位：水务"),
        ["总账.xlsx A2", "总账.xlsx A3", "总账.xlsx A4"]
    );
    assert_eq!(found(&shelf, "field:\"牵头 单位\":\"水务局\""), first);
    assert_eq!(found(&shelf, "field:牵头單位:水務局"), first);
    assert!(found(&shelf, "field:牵头单位:住建局环").is_empty());
    assert!(found(&shelf, "field:没有这一栏:水务局").is_empty());
}

#[test]
fn a_whole_cell_is_told_from_a_part_of_one() {
    let shelf = two_ledgers();
    assert_eq!(found(&shelf, "field:整改状态=已完成"), ["总账.xlsx A2"]);
    assert_eq!(
        found(&shelf, "field:状态:已完成"),
        ["总账.xlsx A2", "总账.xlsx A3"]
    );
    assert_eq!(found(&shelf, "field:status=完成"), ["总账.xlsx A4"]);
    assert!(found(&shelf, "field:status=完").is_empty());
    assert_eq!(
        found(&shelf, "field:status:完"),
        ["总账.xlsx A2", "总账.xlsx A3", "总账.xlsx A4"]
    );
    assert_eq!(
        found(&shelf, "field:status:成"),
        found(&shelf, "field:status:完")
    );
}

#[test]
fn empty_and_filled_cells_are_found() {
    let shelf = two_ledgers();
    assert_eq!(found(&shelf, "field:完成时限=\"\""), ["总账.xlsx A3"]);
    assert_eq!(
        found(&shelf, "field:完成时限"),
        ["总账.xlsx A2", "总账.xlsx A4"]
    );
    assert_eq!(
        found(&shelf, "field:deadline=\"\" AND field:配合单位:水务"),
        ["总账.xlsx A3"]
    );
    assert_eq!(
        found(&shelf, "水务局 NOT field:配合单位"),
        ["总账.xlsx A4", "细账.xlsx A2"]
    );
}

#[test]
fn highlights_of_a_field_stay_in_its_cell_and_the_cell_is_named() {
    let shelf = two_ledgers();
    let page = shelf.ask("field:配合单位:水务局");
    let hit = &page.hits[0];
    assert_eq!(hit.text, "环保局 | 水务局 | 未已完成");
    assert_eq!(hit.highlights, [(6, 9)]);
    assert_eq!(hit.cells, ["B3"]);
    let hit = &shelf.ask("水务局 住建局").hits[0];
    assert_eq!(hit.cells, ["A4"]);
    let hit = &shelf.ask("field:status=完成").hits[0];
    assert_eq!(hit.cells, ["C4"]);
    let paragraph = shelf.ask("细账 OR 说明");
    assert!(paragraph.hits.iter().all(|h| h.cells.len() <= 1));
}

#[test]
fn a_header_is_no_value_of_its_field() {
    let shelf = two_ledgers();
    assert!(found(&shelf, "field:牵头单位:单位").is_empty());
    assert!(found(&shelf, "field:配合单位=配合单位").is_empty());
    assert_eq!(found(&shelf, "配合单位"), ["总账.xlsx A1"]);
}

#[test]
fn a_phrase_does_not_run_from_one_cell_into_the_next() {
    let shelf = shelf(&[ledger("a.xlsx", &["单位", "单位"], &[&["水务", "局长"]])]);
    assert!(found(&shelf, "field:单位:水务局").is_empty());
    assert_eq!(found(&shelf, "field:单位:局长"), ["a.xlsx A2"]);
}
