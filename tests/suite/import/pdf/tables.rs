//! Tables drawn with rules come back as tables.
use taizhang::{
    import::read_bytes,
    model::{CellValue, Merge, RawBlock, RawTable},
};

use super::maker::{Paper, SIZE};

fn tables(paper: &Paper) -> Vec<RawTable> {
    read_bytes("表.pdf", &paper.finish())
        .blocks
        .into_iter()
        .filter_map(|b| match b {
            RawBlock::Table(table) => Some(table),
            RawBlock::Text(_) => None,
        })
        .collect()
}

fn cells(table: &RawTable) -> Vec<(u32, u32, &str)> {
    table
        .cells
        .iter()
        .map(|c| (c.row, c.col, c.text.as_str()))
        .collect()
}

/// Draws a grid with its upper left corner at (80, 100).
fn grid(paper: &mut Paper, columns: &[f64], rows: &[f64]) {
    let (width, height): (f64, f64) = (columns.iter().sum(), rows.iter().sum());
    let mut x = 80.0;
    for step in [0.0].iter().chain(columns) {
        x += step;
        paper.rule(x, 100.0, x, 100.0 + height);
    }
    let mut y = 100.0;
    for step in [0.0].iter().chain(rows) {
        y += step;
        paper.rule(80.0, y, 80.0 + width, y);
    }
}

#[test]
fn cells_hold_their_own_text_and_lines_broken_in_them_are_joined() {
    let mut paper = Paper::default();
    paper.page();
    paper.text(80.0, 80.0, SIZE, "下表为任务进展。");
    grid(&mut paper, &[100.0, 140.0, 60.0], &[30.0, 60.0]);
    for (x, text) in [(85.0, "责任单位"), (185.0, "进展情况"), (325.0, "件数")] {
        paper.text(x, 120.0, SIZE, text);
    }
    paper.text(85.0, 150.0, SIZE, "澜川市水务");
    paper.text(85.0, 172.0, SIZE, "局");
    paper.text(185.0, 150.0, SIZE, "完成清淤十二公");
    paper.text(185.0, 172.0, SIZE, "里，已验收");
    paper.text(325.0, 150.0, SIZE, "42");
    paper.text(80.0, 240.0, SIZE, "表后的文字。");
    let raw = read_bytes("表.pdf", &paper.finish());
    assert!(
        matches!(
            &raw.blocks[..],
            [RawBlock::Text(a), RawBlock::Table(_), RawBlock::Text(b)] if a.text == "下表为任务进展。" && b.text == "表后的文字。"
        ),
        "{:?}",
        raw.blocks
    );
    let tables = tables(&paper);
    assert_eq!(
        cells(&tables[0]),
        [
            (0, 0, "责任单位"),
            (0, 1, "进展情况"),
            (0, 2, "件数"),
            (1, 0, "澜川市水务局"),
            (1, 1, "完成清淤十二公里，已验收"),
            (1, 2, "42"),
        ]
    );
    assert_eq!(tables[0].name, "表1");
    assert_eq!(tables[0].page, Some(1));
    assert_eq!(tables[0].cells[5].value, CellValue::Number(42.0));
}

#[test]
fn merged_cells_are_told() {
    let mut paper = Paper::default();
    paper.page();
    // Two header rows: 单位 over both, 任务数 over two columns.
    for x in [80.0, 180.0, 380.0] {
        paper.rule(x, 100.0, x, 190.0);
    }
    paper.rule(280.0, 130.0, 280.0, 190.0);
    for (y, from) in [(100.0, 80.0), (130.0, 180.0), (160.0, 80.0), (190.0, 80.0)] {
        paper.rule(from, y, 380.0, y);
    }
    for (x, y, text) in [
        (100.0, 135.0, "单位"),
        (230.0, 120.0, "任务数"),
        (200.0, 150.0, "应办"),
        (300.0, 150.0, "已办"),
        (100.0, 180.0, "芦津市"),
        (200.0, 180.0, "9"),
        (300.0, 180.0, "5"),
    ] {
        paper.text(x, y, SIZE, text);
    }
    let tables = tables(&paper);
    assert_eq!(
        cells(&tables[0]),
        [
            (0, 0, "单位"),
            (0, 1, "任务数"),
            (1, 1, "应办"),
            (1, 2, "已办"),
            (2, 0, "芦津市"),
            (2, 1, "9"),
            (2, 2, "5"),
        ]
    );
    let merge = |first_row, first_col, last_row, last_col| Merge {
        first_row,
        first_col,
        last_row,
        last_col,
    };
    assert_eq!(tables[0].merges, [merge(0, 0, 1, 0), merge(0, 1, 0, 2)]);
}

#[test]
fn tables_open_at_their_sides_and_rules_made_of_thin_boxes_are_read() {
    let mut paper = Paper::default();
    paper.page();
    // Three level rules and one upright, all filled boxes; the sides are open.
    for y in [100.0, 130.0, 160.0] {
        paper.draw(&format!("80 {} 300 0.6 re f", 842.0 - y));
    }
    paper.draw(&format!("200 {} 0.6 60 re f", 842.0 - 160.0));
    for (x, y, text) in [
        (90.0, 120.0, "断面"),
        (210.0, 120.0, "均值"),
        (90.0, 150.0, "石瓮"),
        (210.0, 150.0, "0.0047"),
    ] {
        paper.text(x, y, SIZE, text);
    }
    let tables = tables(&paper);
    assert_eq!(
        cells(&tables[0]),
        [
            (0, 0, "断面"),
            (0, 1, "均值"),
            (1, 0, "石瓮"),
            (1, 1, "0.0047")
        ]
    );
}

#[test]
fn frames_underlines_and_level_rules_alone_leave_text_as_text() {
    let mut paper = Paper::default();
    paper.page();
    paper.draw("70 600 400 200 re S");
    paper.text(90.0, 100.0, SIZE, "框里的文字还是文字。");
    paper.rule(90.0, 104.0, 250.0, 104.0);
    for y in [300.0, 330.0, 360.0] {
        paper.rule(80.0, y, 400.0, y);
    }
    paper.text(90.0, 320.0, SIZE, "名称      数量");
    paper.text(90.0, 350.0, SIZE, "闸门      12");
    assert!(tables(&paper).is_empty());
    let raw = read_bytes("表.pdf", &paper.finish());
    let text = super::text::lines(&raw).concat();
    assert!(
        text.contains("框里的文字还是文字。") && text.contains("12"),
        "{text}"
    );
}

/// Two pages of one table, the header printed on both; `second` is the first row of the second page.
fn over_two_pages(second: &[&str; 2]) -> Paper {
    let mut paper = Paper::default();
    let pages = [
        [["断面", "均值"], ["石瓮", "0.0047"]],
        [*second, ["荻湾", "0.0051"]],
    ];
    for rows in pages {
        paper.page();
        grid(&mut paper, &[120.0, 120.0], &[30.0, 30.0]);
        for (i, row) in rows.iter().enumerate() {
            for (j, text) in row.iter().enumerate() {
                let (x, y) = (90.0 + 120.0 * j as f64, 120.0 + 30.0 * i as f64);
                paper.text(x, y, SIZE, text);
            }
        }
    }
    paper
}

#[test]
fn a_table_goes_on_over_pages() {
    let again = tables(&over_two_pages(&["断面", "均值"]));
    assert_eq!(again.len(), 1);
    assert_eq!(
        cells(&again[0])[2..],
        [
            (1, 0, "石瓮"),
            (1, 1, "0.0047"),
            (2, 0, "荻湾"),
            (2, 1, "0.0051")
        ]
    );
    assert_eq!(again[0].page_starts, [(2, 2)]);
    assert_eq!(
        (again[0].page_of(1), again[0].page_of(2)),
        (Some(1), Some(2))
    );

    let on = tables(&over_two_pages(&["磐口", "0.0062"]));
    assert_eq!(cells(&on[0]).len(), 8);
    assert_eq!(on[0].page_starts, [(2, 2)]);
}

#[test]
fn dates_below_each_other_are_not_run_together() {
    let mut paper = Paper::default();
    paper.page();
    grid(&mut paper, &[85.0, 100.0], &[60.0, 30.0]);
    // Ten letters of half width fill the cell.
    paper.text(82.0, 125.0, SIZE, "2026-07-15");
    paper.text(82.0, 147.0, SIZE, "2026-08-15");
    paper.text(185.0, 125.0, SIZE, "两次采样");
    paper.text(82.0, 180.0, SIZE, "合计");
    assert_eq!(
        cells(&tables(&paper)[0])[0],
        (0, 0, "2026-07-15\n2026-08-15")
    );
}

/// A ledger whose second record is broken by the end of the first page; `second` are the cells of the row on the second page.
fn broken_row(second: [&str; 3]) -> Vec<(u32, u32, String)> {
    let mut paper = Paper::default();
    paper.page();
    grid(&mut paper, &[40.0, 140.0, 100.0], &[30.0, 30.0]);
    for (x, text) in [(85.0, "号"), (125.0, "进展"), (265.0, "单位")] {
        paper.text(x, 120.0, SIZE, text);
    }
    paper.text(85.0, 150.0, SIZE, "1");
    paper.text(125.0, 150.0, SIZE, "截至六月底完成清");
    paper.text(265.0, 150.0, SIZE, "水务局。");
    paper.page();
    grid(&mut paper, &[40.0, 140.0, 100.0], &[30.0, 30.0]);
    for (x, text) in [85.0, 125.0, 265.0].into_iter().zip(second) {
        paper.text(x, 120.0, SIZE, text);
    }
    paper.text(85.0, 150.0, SIZE, "2");
    paper.text(125.0, 150.0, SIZE, "尚未开工");
    let tables = tables(&paper);
    assert_eq!(tables.len(), 1);
    let on_second = tables[0]
        .cells
        .iter()
        .find(|c| c.text == "尚未开工")
        .unwrap();
    assert_eq!(tables[0].page_of(on_second.row), Some(2));
    tables[0]
        .cells
        .iter()
        .map(|c| (c.row, c.col, c.text.clone()))
        .collect()
}

#[test]
fn a_row_broken_by_the_end_of_a_page_is_one_row_where_a_sentence_runs_on() {
    let one = broken_row(["", "淤十二公里。", ""]);
    assert!(
        one.contains(&(1, 1, "截至六月底完成清淤十二公里。".to_owned())),
        "{one:?}"
    );
    assert!(one.contains(&(2, 1, "尚未开工".to_owned())), "{one:?}");
    // Another cell of the row goes on with a line of its own.
    let one = broken_row(["", "淤十二公里。", "住建局"]);
    assert!(
        one.contains(&(1, 2, "水务局。\n住建局".to_owned())),
        "{one:?}"
    );
    // Records of their own stay apart: a number of their own, a new sentence, nothing that runs on.
    for second in [
        ["9", "淤十二公里。", ""],
        ["", "一、重新开工", ""],
        ["", "", "住建局"],
    ] {
        let two = broken_row(second);
        assert!(
            two.contains(&(1, 1, "截至六月底完成清".to_owned())),
            "{two:?}"
        );
        assert!(two.contains(&(3, 1, "尚未开工".to_owned())), "{two:?}");
    }
}

#[test]
fn a_table_inside_a_cell_keeps_its_own_cells() {
    let mut paper = Paper::default();
    paper.page();
    grid(&mut paper, &[100.0, 300.0], &[30.0, 100.0]);
    paper.text(85.0, 120.0, SIZE, "任务");
    paper.text(185.0, 120.0, SIZE, "明细");
    paper.text(85.0, 150.0, SIZE, "清淤");
    for x in [200.0, 280.0, 360.0] {
        paper.rule(x, 145.0, x, 205.0);
    }
    for y in [145.0, 175.0, 205.0] {
        paper.rule(200.0, y, 360.0, y);
    }
    for (x, y, text) in [
        (210.0, 165.0, "河段"),
        (290.0, 165.0, "里程"),
        (210.0, 195.0, "青筠河"),
        (290.0, 195.0, "12公里"),
    ] {
        paper.text(x, y, SIZE, text);
    }
    let tables = tables(&paper);
    assert_eq!(
        cells(&tables[0]),
        [(0, 0, "任务"), (0, 1, "明细"), (1, 0, "清淤")]
    );
    assert_eq!(
        cells(&tables[1]),
        [
            (0, 0, "河段"),
            (0, 1, "里程"),
            (1, 0, "青筠河"),
            (1, 1, "12公里")
        ]
    );
}
