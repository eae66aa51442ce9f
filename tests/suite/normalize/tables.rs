//! Tables: where the header is, what each row is, which cell each character stands in, and that none is lost.
use std::collections::BTreeMap;

use proptest::prelude::*;
use taizhang::{
    model::{
        CellValue, MappedBy, Merge, Passage, PassageKind, RawCell, RawTable, ReadingSettings,
        RowKind, Table, cell_name, char_slice,
    },
    normalize::tables::understand,
};

/// A sheet from lines; cells are parted by `|`, blank ones are absent, an empty line is an empty row.
fn sheet(lines: &str) -> RawTable {
    let mut cells = Vec::new();
    for (row, line) in (0u32..).zip(lines.trim_matches('\n').lines()) {
        for (col, text) in (0u32..).zip(line.split('|')) {
            let text = text.trim().replace("\\n", "\n");
            if text.is_empty() {
                continue;
            }
            let value = text.parse().map_or(CellValue::Text, CellValue::Number);
            cells.push(RawCell {
                row,
                col,
                text,
                value,
                has_formula: false,
            });
        }
    }
    RawTable {
        name: "台账".into(),
        cells,
        ..RawTable::default()
    }
}

fn merge(first_row: u32, first_col: u32, last_row: u32, last_col: u32) -> Merge {
    Merge {
        first_row,
        first_col,
        last_row,
        last_col,
    }
}

fn read(raw: &RawTable) -> (Vec<Table>, Vec<Passage>) {
    let answer = understand(raw, &ReadingSettings::default(), 0);
    holds_together(raw, &answer.0, &answer.1, 0);
    answer
}

/// What must be true of every answer, whatever the sheet.
fn holds_together(raw: &RawTable, tables: &[Table], passages: &[Passage], first: u32) {
    let mut own: BTreeMap<String, usize> = BTreeMap::new();
    let mut next = first;
    for (t, table) in (0u32..).zip(tables) {
        for (r, row) in (0u32..).zip(&table.rows) {
            assert_eq!(row.passage, next, "passages are counted on");
            let passage = &passages[(row.passage - first) as usize];
            next += 1;
            assert_eq!(passage.row, Some((t, r)));
            assert_eq!(passage.kind, PassageKind::Row);
            assert_eq!(passage.cells.len(), row.cells.len());
            for (span, cell) in passage.cells.iter().zip(&row.cells) {
                assert_eq!(span.cell, cell.cell);
                assert_eq!(span.start, cell.start);
                assert_eq!(
                    char_slice(&passage.text, &(span.start..span.end)),
                    cell.text
                );
                if !cell.inherited {
                    assert_eq!(cell.cell, cell_name(row.row, cell.col));
                    *own.entry(cell.cell.clone()).or_default() += 1;
                }
            }
            let mut covered = 0;
            for s in &passage.sentences {
                assert!(s.start >= covered && s.start < s.end);
                covered = s.end;
                assert!(
                    passage
                        .cells
                        .iter()
                        .any(|c| c.start <= s.start && s.end <= c.end),
                    "a sentence crosses cells"
                );
            }
            let inside: String = passage
                .cells
                .iter()
                .flat_map(|c| {
                    char_slice(&passage.text, &(c.start..c.end))
                        .chars()
                        .collect::<Vec<_>>()
                })
                .filter(|c| !c.is_whitespace())
                .collect();
            let said: String = passage
                .sentences
                .iter()
                .flat_map(|s| char_slice(&passage.text, s).chars().collect::<Vec<_>>())
                .filter(|c| !c.is_whitespace())
                .collect();
            assert_eq!(inside, said, "every character is in a sentence");
        }
    }
    assert_eq!(passages.len(), (next - first) as usize);
    let mut expected: BTreeMap<String, usize> = BTreeMap::new();
    for cell in raw.cells.iter().filter(|c| !c.text.trim().is_empty()) {
        *expected.entry(cell_name(cell.row, cell.col)).or_default() += 1;
    }
    assert_eq!(own, expected, "every cell stands once at its own address");
}

fn kinds(table: &Table) -> String {
    table
        .rows
        .iter()
        .map(|r| match r.kind {
            RowKind::Title => 'T',
            RowKind::Header => 'H',
            RowKind::Record => 'r',
            RowKind::Total => 'S',
            RowKind::Note => 'n',
        })
        .collect()
}

fn names(table: &Table) -> Vec<String> {
    table
        .columns
        .iter()
        .map(|c| {
            let extra = if c.mapped_by == MappedBy::Extra {
                "+"
            } else {
                ""
            };
            format!("{}={extra}{}", c.header, c.field.as_deref().unwrap_or("-"))
        })
        .collect()
}

#[test]
fn titles_stand_above_the_header_and_notes_below_the_records() {
    let mut raw = sheet(
        "附件1
河湾市突出环境问题整改台账
填报单位：河湾市生态环境局 | | | 填报日期：2026年3月5日
序号|问题内容|责任单位|整改时限|进展情况
1|石桥村排口直排|石桥镇政府|2026年6月底前|管网已铺设300米
2|砂场未覆盖|城管局|立行立改|已覆盖
合计|2| | |
注：数据截至2026年3月1日。
填表：综合科　审核：督察办",
    );
    raw.merges = vec![merge(1, 0, 1, 4), merge(7, 0, 7, 4)];
    let (tables, passages) = read(&raw);
    assert_eq!(tables.len(), 1);
    let table = &tables[0];
    assert_eq!(kinds(table), "TTTHrrSnn");
    assert_eq!(table.title.as_deref(), Some("河湾市突出环境问题整改台账"));
    assert_eq!(table.header_rows, Some((3, 3)));
    assert_eq!(
        names(table),
        [
            "序号=seq",
            "问题内容=content",
            "责任单位=lead_unit",
            "整改时限=deadline",
            "进展情况=progress"
        ]
    );
    let place = &passages[4].place;
    assert_eq!(
        (place.sheet.as_deref(), place.cell.as_deref()),
        (Some("台账"), Some("A5"))
    );
    assert_eq!(
        passages[4].text,
        "1 | 石桥村排口直排 | 石桥镇政府 | 2026年6月底前 | 管网已铺设300米"
    );
}

#[test]
fn two_row_headers_join_parent_and_child() {
    let mut raw = sheet(
        "序号|批示名称|传达学习||研究部署||备注
||时间|会议|时间|会议|
1|关于黑水河的批示|2026-01-05|党组会|2026-01-09|专题会|",
    );
    raw.merges = vec![
        merge(0, 0, 1, 0),
        merge(0, 1, 1, 1),
        merge(0, 2, 0, 3),
        merge(0, 4, 0, 5),
        merge(0, 6, 1, 6),
    ];
    let (tables, _) = read(&raw);
    assert_eq!(kinds(&tables[0]), "HHr");
    assert_eq!(tables[0].header_rows, Some((0, 1)));
    assert_eq!(
        names(&tables[0]),
        [
            "序号=seq",
            "批示名称=title",
            "传达学习/时间=convey_date",
            "传达学习/会议=convey",
            "研究部署/时间=deploy_date",
            "研究部署/会议=deploy",
            "备注=remark"
        ]
    );
}

#[test]
fn two_row_headers_without_merges_are_joined_too() {
    let (tables, _) = read(&sheet(
        "序号|任务名称|传达学习||研究部署||备注
||时间|会议|时间|会议|
1|黑水河治理|2026-01-05|党组会|2026-01-09|专题会|无",
    ));
    assert_eq!(kinds(&tables[0]), "HHr");
    assert_eq!(
        names(&tables[0])[2..6],
        [
            "传达学习/时间=convey_date",
            "传达学习/会议=convey",
            "研究部署/时间=deploy_date",
            "研究部署/会议=deploy"
        ]
    );
}

#[test]
fn a_parent_row_above_known_headers_belongs_to_the_header() {
    let mut raw = sheet(
        "基本信息|||办理过程||
序号|标题|来源|责任单位|完成时限|进展
1|清淤|省督察|水务局|2026-08-31|在建",
    );
    raw.merges = vec![merge(0, 0, 0, 2), merge(0, 3, 0, 5)];
    let (tables, _) = read(&raw);
    assert_eq!(kinds(&tables[0]), "HHr");
    assert_eq!(names(&tables[0])[0], "基本信息/序号=seq");
    assert_eq!(names(&tables[0])[4], "办理过程/完成时限=deadline");
}

#[test]
fn cells_merged_downwards_reach_their_records_and_keep_their_address() {
    let mut raw = sheet(
        "类别|问题|措施|责任单位
水|排口溢流|封堵|水务局
|河岸垃圾|清运|城管局
气|扬尘|覆盖|住建局",
    );
    raw.merges = vec![merge(1, 0, 2, 0)];
    let (tables, passages) = read(&raw);
    let row = &tables[0].rows[2];
    let filled = row.cell(0).unwrap();
    assert!(filled.inherited);
    assert_eq!((filled.cell.as_str(), filled.text.as_str()), ("A2", "水"));
    assert_eq!(passages[2].text, "水 | 河岸垃圾 | 清运 | 城管局");
    assert_eq!(passages[2].cells[0].cell, "A2");
    assert_eq!(passages[2].cells[1].cell, "B3");
    assert!(!tables[0].rows[3].cells.iter().any(|c| c.inherited));
}

#[test]
fn blanks_are_never_taken_to_mean_as_above() {
    let (tables, _) = read(&sheet(
        "类别|问题|措施|责任单位
水|排口溢流|封堵|水务局
|河岸垃圾|清运|城管局",
    ));
    assert!(tables[0].rows[2].cell(0).is_none());
}

#[test]
fn a_header_repeated_on_the_next_page_is_a_header() {
    let (tables, _) = read(&sheet(
        "序号|问题|责任单位|时限
1|甲|水务局|2026-05-01
序号|问题|责任单位|时限
2|乙|水务局|2026-06-01",
    ));
    assert_eq!(tables.len(), 1);
    assert_eq!(kinds(&tables[0]), "HrHr");
}

#[test]
fn several_tables_on_one_sheet_are_parted() {
    let (tables, _) = read(&sheet(
        "一、整改任务表
序号|整改任务|责任单位|完成时限
1|封堵排口|水务局|2026-05-01
合计|1||

二、信访办理表
受理编号|投诉内容|是否属实|办结情况
A01|夜间噪声|属实|已办结
A02|餐饮油烟|不属实|已办结",
    ));
    assert_eq!(tables.len(), 2);
    assert_eq!(
        (kinds(&tables[0]).as_str(), kinds(&tables[1]).as_str()),
        ("THrS", "THrr")
    );
    assert_eq!(tables[0].title.as_deref(), Some("一、整改任务表"));
    assert_eq!(tables[1].title.as_deref(), Some("二、信访办理表"));
    assert_eq!(tables[1].column("result_verdict").map(|c| c.col), Some(2));
}

#[test]
fn tables_stacked_without_a_gap_are_parted_at_the_new_header() {
    let (tables, _) = read(&sheet(
        "序号|整改任务|责任单位|完成时限
1|封堵排口|水务局|2026-05-01
信访办理情况表
序号|投诉内容|是否属实|办结情况
1|夜间噪声|属实|已办结",
    ));
    assert_eq!(tables.len(), 2);
    assert_eq!(kinds(&tables[1]), "THr");
}

#[test]
fn totals_of_every_kind_are_told_from_records() {
    let (tables, _) = read(&sheet(
        "序号|区县|受理件数|办结件数
1|滨河区|12|10
2|临湖区|9|9
小 计||21|19
3|石桥县|4|4
|合计|25|23
总计||25|23
本页小计||25|23",
    ));
    assert_eq!(kinds(&tables[0]), "HrrSrSSS");
}

#[test]
fn part_titles_between_records_are_no_records() {
    let mut raw = sheet(
        "序号|问题|责任单位|时限
一、大气污染防治
1|扬尘|住建局|2026-05-01
（二）水污染防治
2|排口|水务局|2026-06-01",
    );
    raw.merges = vec![merge(1, 0, 1, 3)];
    let (tables, _) = read(&raw);
    assert_eq!(kinds(&tables[0]), "HTrTr");
}

#[test]
fn cells_decide_what_a_vague_header_holds() {
    let status = read(&sheet(
        "序号|任务|责任单位|完成情况
1|甲|水务局|已完成
2|乙|水务局|推进中
3|丙|水务局|达到序时进度",
    ));
    assert_eq!(names(&status.0[0])[3], "完成情况=status");
    assert_eq!(status.0[0].columns[3].mapped_by, MappedBy::Content);
    let progress = read(&sheet(
        "序号|任务|责任单位|完成情况
1|甲|水务局|已铺设管网1.2公里，完成泵站主体施工
2|乙|水务局|完成招标，5月进场
3|丙|水务局|已完成",
    ));
    assert_eq!(names(&progress.0[0])[3], "完成情况=progress");
    let deadline = read(&sheet(
        "序号|任务|责任单位|完成时间
1|甲|水务局|2026年6月底前
2|乙|水务局|立行立改，长期坚持",
    ));
    assert_eq!(names(&deadline.0[0])[3], "完成时间=deadline");
    let done = read(&sheet(
        "序号|任务|完成时限|完成时间
1|甲|2026年6月底前|2026年6月12日
2|乙|2026年5月底前|2026年5月9日",
    ));
    assert_eq!(names(&done.0[0])[3], "完成时间=done_date");
    let content = read(&sheet(
        "序号|存在问题|整改措施|责任单位
1|河岸垃圾|清运|城管局",
    ));
    assert_eq!(names(&content.0[0])[1], "存在问题=content");
}

#[test]
fn the_workspace_may_name_its_own_headers() {
    let mut settings = ReadingSettings::default();
    settings
        .headers
        .insert("盯办处".into(), "super_unit".into());
    settings.headers.insert("啥事".into(), "content".into());
    let raw = sheet(
        "号|啥事|盯办处|时限
1|清运垃圾|督办处|2026-05-01",
    );
    let (tables, passages) = understand(&raw, &settings, 40);
    holds_together(&raw, &tables, &passages, 40);
    assert_eq!(
        tables[0].column("super_unit").map(|c| c.mapped_by),
        Some(MappedBy::Profile)
    );
    assert_eq!(tables[0].column("content").map(|c| c.col), Some(1));
    assert_eq!(tables[0].rows[0].passage, 40);
}

#[test]
fn a_table_of_unknown_words_still_has_its_header() {
    let (tables, _) = read(&sheet(
        "断面|高锰酸盐|氨氮|总磷
石桥|3.2|0.4|0.08
河口|4.1|0.6|0.11",
    ));
    assert_eq!(kinds(&tables[0]), "Hrr");
    assert_eq!(tables[0].columns[2].header, "氨氮");
    assert_eq!(tables[0].columns[2].field, None);
}

#[test]
fn text_laid_out_in_cells_has_no_header() {
    let (tables, passages) = read(&sheet(
        "今天开会研究了河道整治，大家都发了言。
会后各单位按分工落实，下周报送进展。",
    ));
    assert_eq!(kinds(&tables[0]), "rr");
    assert_eq!(tables[0].header_rows, None);
    assert_eq!(passages[0].sentences.len(), 1);
}

#[test]
fn columns_without_a_header_are_kept() {
    let (tables, _) = read(&sheet(
        "序号|问题|责任单位|
1|扬尘|住建局|群众多次反映",
    ));
    let last = tables[0].columns.last().unwrap();
    assert_eq!(
        (last.col, last.header.as_str(), last.mapped_by),
        (3, "", MappedBy::None)
    );
}

#[test]
fn long_cells_are_cut_into_sentences_at_their_stops() {
    let (_, passages) = read(&sheet(
        "序号|问题|责任单位|进展情况
1|扬尘|住建局|已覆盖防尘网。下一步加装喷淋；\\n6月底验收",
    ));
    let quotes: Vec<String> = passages[1]
        .sentences
        .iter()
        .map(|s| char_slice(&passages[1].text, s))
        .collect();
    assert_eq!(
        quotes,
        [
            "1",
            "扬尘",
            "住建局",
            "已覆盖防尘网。",
            "下一步加装喷淋；",
            "6月底验收"
        ]
    );
}

#[test]
fn hidden_rows_and_pages_are_told() {
    let mut raw = sheet(
        "序号|问题|责任单位
1|扬尘|住建局
2|排口|水务局",
    );
    raw.hidden_rows = vec![2];
    raw.page = Some(7);
    let (tables, passages) = read(&raw);
    assert_eq!(
        tables[0].rows.iter().map(|r| r.hidden).collect::<Vec<_>>(),
        [false, false, true]
    );
    assert_eq!((tables[0].page, passages[0].place.page), (Some(7), Some(7)));
}

#[test]
fn a_sheet_with_nothing_in_it_gives_nothing() {
    assert_eq!(read(&RawTable::default()), (Vec::new(), Vec::new()));
    let mut raw = sheet("序号");
    raw.cells[0].text = "  ".into();
    assert_eq!(read(&raw), (Vec::new(), Vec::new()));
}

#[test]
fn cells_far_apart_cost_nothing() {
    let cell = |row, col, text: &str| RawCell {
        row,
        col,
        text: text.into(),
        value: CellValue::Text,
        has_formula: false,
    };
    let mut raw = RawTable {
        name: "角".into(),
        cells: vec![
            cell(0, 0, "序号"),
            cell(0, 1, "问题"),
            cell(0, 2, "责任单位"),
            cell(1, 0, "一"),
            cell(1_048_575, 16_383, "远"),
        ],
        ..RawTable::default()
    };
    raw.merges = vec![merge(1, 0, 1_048_575, 0), merge(0, 2, 0, 16_383)];
    let started = std::time::Instant::now();
    let (tables, _) = read(&raw);
    assert_eq!(tables[0].rows.len(), 3);
    assert!(started.elapsed().as_secs() < 2);
}

proptest! {
    #[test]
    fn no_cell_is_lost_and_every_address_is_true(
        words in proptest::collection::vec((0u32..14, 0u32..7, "(序号|问题内容|责任单位|整改时限|进展情况|合计|小计|注：说明|填表人：张|一、大气|已完成|2026-05-01|[0-9]{1,4}|[甲乙丙丁。；\n ]{1,12}| )"), 0..60),
        merges in proptest::collection::vec((0u32..12, 0u32..6, 0u32..4, 0u32..4), 0..6),
        hidden in proptest::collection::vec(0u32..14, 0..3),
        first in 0u32..1000,
    ) {
        let mut by_place = BTreeMap::new();
        for (row, col, text) in words {
            by_place.insert((row, col), text);
        }
        let raw = RawTable {
            name: "表1".into(),
            cells: by_place.into_iter().map(|((row, col), text)| {
                let value = text.trim().parse().map_or(CellValue::Text, CellValue::Number);
                RawCell { row, col, text, value, has_formula: false }
            }).collect(),
            merges: merges.into_iter().map(|(r, c, h, w)| merge(r, c, r + h, c + w)).collect(),
            hidden_rows: hidden,
            ..RawTable::default()
        };
        let (tables, passages) = understand(&raw, &ReadingSettings::default(), first);
        holds_together(&raw, &tables, &passages, first);
    }
}
