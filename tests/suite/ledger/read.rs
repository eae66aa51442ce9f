//! Tables into books: kind, day, keeper, records, dates, units, items, steps.
use taizhang::{
    ledger,
    model::{
        Book, BookKind, Closure, Completion, Document, FormerName, Schedule, StepKind, UnitProfile,
        char_slice,
    },
};

use super::fixture::{book, book_of, document};

fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

/// Every quotation of every field stands in the document, cell for cell and character for character.
pub(crate) fn quotes_are_in_place(document: &Document, book: &Book) {
    if book.sheet.is_empty() {
        for row in book.rows() {
            for field in &row.record.fields {
                let quote = row.quote_column(field.column).unwrap();
                let place = quote.place();
                let at = document
                    .passages
                    .iter()
                    .position(|p| p.place.paragraph == place.paragraph)
                    .unwrap();
                let range = place.char_start..place.char_end;
                let told = document.source_ref(u32::try_from(at).unwrap(), range);
                assert_eq!(told.as_ref(), Some(&quote), "{}", field.text);
            }
        }
        return;
    }
    for row in book.rows() {
        for field in &row.record.fields {
            let column = &book.columns[usize::from(field.column)];
            let cell = taizhang::model::cell_name(field.row, field.col);
            let table = document
                .tables
                .iter()
                .filter(|t| t.sheet == book.sheet)
                .flat_map(|t| &t.rows)
                .flat_map(|r| r.cells.iter().map(move |c| (r, c)))
                .find(|(_, c)| c.cell == cell);
            let (at_row, at) = table.unwrap_or_else(|| panic!("{cell} is not in the document"));
            let passage = &document.passages[at_row.passage as usize];
            let start = at.start + field.start;
            let end = start + taizhang::model::char_len(&field.text);
            assert_eq!(char_slice(&passage.text, &(start..end)), field.text);
            if column.field.is_empty() || row.field(&column.field) != Some(field) {
                continue;
            }
            let quote = row.quote(&column.field).unwrap();
            let told = document.source_ref(at_row.passage, start..end).unwrap();
            assert_eq!(quote.quote(), told.quote());
            assert_eq!(quote.place().cell, told.place().cell);
            assert_eq!(quote.place().sheet, told.place().sheet);
            assert_eq!(quote.place().char_start, told.place().char_start);
            assert_eq!(quote.place().char_end, told.place().char_end);
        }
        for item in &row.record.items {
            let quote = row.quote_part(&item.field, item.range.clone()).unwrap();
            assert_eq!(quote.quote(), item.text);
        }
    }
}

const LEDGER: &[&str] = &[
    "序号",
    "台账编号",
    "批示/部署名称",
    "文号",
    "批示/印发日期",
    "驻在单位收文日期",
    "主要要求",
    "牵头司局",
    "配合单位",
    "传达学习日期",
    "传达学习",
    "研究部署日期",
    "制定方案",
    "推动落实进展",
    "办理时限",
    "现行时限",
    "完成度",
    "进度",
    "销号状态",
    "长期事项",
    "细账编号",
    "备注",
];

fn ledger_rows() -> Vec<Vec<&'static str>> {
    vec![
        vec![
            "1",
            "LZ-001",
            "关于澄溪流域治理的批示",
            "云办发〔2026〕3号",
            "2026.3.2",
            "2026-03-05",
            "1.6月底前完成排口整治；2.10月底前建成截污管网。",
            "水司",
            "海洋司、固体司",
            "3月9日",
            "厅党组会第一议题学习",
            "3.16",
            "已印发方案（2026年3月30日）",
            "截污管网完成1.2公里",
            "2026年10月底前",
            "2026年12月31日",
            "进行中",
            "达到序时进度",
            "",
            "否",
            "XZ-01",
            "",
        ],
        vec![
            "2",
            "LZ-002",
            "关于核技术利用单位检查的部署",
            "",
            "2026年4月",
            "4月10日",
            "开展全面检查",
            "核司",
            "",
            "不适用（阅件）",
            "",
            "",
            "无需制定",
            "检查全部结束",
            "2026年6月底前",
            "",
            "已完成",
            "",
            "已销号",
            "是",
            "",
            "",
        ],
    ]
}

#[test]
fn a_general_ledger_is_read_field_by_field() {
    let rows = ledger_rows();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let doc = document(
        "云岭省生态环境厅监督总账",
        "截至2026年9月30日",
        LEDGER,
        &rows,
    );
    let book = book_of(&doc, &[]);
    quotes_are_in_place(&doc, &book);
    assert_eq!(book.kind, BookKind::总账);
    assert_eq!(book.unit.as_deref(), Some("云岭省生态环境厅"));
    let as_of = book.as_of.as_ref().unwrap();
    assert_eq!(
        (as_of.date, as_of.because.as_str()),
        (day("2026-09-30"), "title")
    );
    assert_eq!(book.records.len(), 2);
    for field in [
        "item_no",
        "title",
        "doc_no",
        "directive_date",
        "received_date",
        "deadline",
        "current_deadline",
        "completion",
        "schedule",
        "closure",
        "standing",
        "detail_no",
    ] {
        assert!(book.has(field), "{field}");
    }
    let first = &book.records[0];
    assert_eq!(
        (first.no.as_deref(), first.key.as_str()),
        (Some("LZ-001"), "LZ-001")
    );
    assert_eq!(first.title, "关于澄溪流域治理的批示");
    assert_eq!(first.lead, ["水司"]);
    assert_eq!(first.co, ["海洋司", "固体司"]);
    assert_eq!(first.facets.completion, Some(Completion::Started));
    assert_eq!(first.facets.schedule, Some(Schedule::OnTrack));
    assert!(!first.facets.standing);
    let row = book.rows().next().unwrap();
    assert_eq!(row.date("deadline").unwrap().to, Some(day("2026-10-31")));
    assert_eq!(
        row.date("current_deadline").unwrap().to,
        Some(day("2026-12-31"))
    );
    assert_eq!(
        row.date("convey_date").unwrap().from,
        Some(day("2026-03-09"))
    );
    assert_eq!(first.items.len(), 2);
    assert_eq!(first.items[0].text, "6月底前完成排口整治");
    assert_eq!(
        first.items[0].deadline.as_ref().unwrap().to,
        Some(day("2026-06-30"))
    );
    let steps: Vec<_> = first
        .steps
        .iter()
        .map(|s| (s.kind, s.date.as_ref().and_then(|d| d.from)))
        .collect();
    assert_eq!(
        steps,
        [
            (StepKind::Convey, Some(day("2026-03-09"))),
            (StepKind::Deploy, Some(day("2026-03-16"))),
            (StepKind::Plan, Some(day("2026-03-30"))),
            (StepKind::Execute, None),
        ]
    );
    assert_eq!(first.steps[0].is_first_item, Some(true));
    let second = &book.records[1];
    assert!(second.facets.is_closed() && second.facets.is_done() && second.facets.standing);
    assert_eq!(second.steps[0].waived.as_deref(), Some("不适用（阅件）"));
    assert_eq!(second.steps[1].waived.as_deref(), Some("无需制定"));
}

#[test]
fn merged_cells_totals_and_notes_make_no_records_of_their_own() {
    let mut raw = super::fixture::sheet(
        "清单",
        "整改清单",
        &[
            "序号",
            "问题",
            "整改措施",
            "责任单位",
            "整改时限",
            "完成情况",
        ],
        &[
            &[
                "1",
                "溪口镇污水直排",
                "新建泵站",
                "溪口镇人民政府",
                "2026年8月底前",
                "已完成",
            ],
            &["", "", "清理河道", "", "2026年9月底前", "未完成"],
            &["合计", "", "2项", "", "", ""],
            &["填表人：陈某", "", "", "", "", ""],
        ],
    );
    raw.merges.push(taizhang::model::Merge {
        first_row: 2,
        first_col: 1,
        last_row: 3,
        last_col: 1,
    });
    raw.merges.push(taizhang::model::Merge {
        first_row: 2,
        first_col: 3,
        last_row: 3,
        last_col: 3,
    });
    let doc = taizhang::normalize::document(
        &super::fixture::workbook("2026年三季度/溪口镇整改清单.xlsx", vec![raw]),
        &taizhang::model::ReadingSettings::default(),
    );
    let book = book_of(&doc, &[]);
    quotes_are_in_place(&doc, &book);
    assert_eq!(book.kind, BookKind::整改清单);
    assert_eq!(book.records.len(), 2);
    assert_eq!(book.records[1].lead, ["溪口镇人民政府"]);
    assert_eq!(book.records[1].title, "溪口镇污水直排");
    assert_eq!(book.records[1].facets.completion, Some(Completion::Started));
    let second = book.rows().nth(1).unwrap();
    assert_eq!(
        second.quote("content").unwrap().place().cell.as_deref(),
        Some("B3")
    );
    assert_eq!(book.as_of.as_ref().unwrap().because, "period");
}

#[test]
fn each_book_of_the_office_is_known_by_its_columns() {
    let cases: &[(BookKind, &str, &[&str], &[&str])] = &[
        (
            BookKind::细账,
            "表",
            &[
                "细账编号",
                "总账编号",
                "类别",
                "节点序号",
                "节点名称",
                "关键节点",
                "计划日期",
                "实际日期",
                "驻在单位落实情况",
                "纪检监察组监督情况",
            ],
            &[
                "XZ-01",
                "LZ-001",
                "污染防治",
                "1",
                "排口溯源",
                "关键节点",
                "2026-05-31",
                "2026-05-28",
                "完成溯源",
                "现场检查",
            ],
        ),
        (
            BookKind::延期登记,
            "表",
            &[
                "台账编号",
                "申请日期",
                "延期原因",
                "原定时限",
                "申请延期至",
                "审批意见",
                "批准日期",
            ],
            &[
                "LZ-001",
                "2026-09-20",
                "汛期停工",
                "2026-10-31",
                "2026-12-31",
                "同意",
                "2026-09-28",
            ],
        ),
        (
            BookKind::销号登记,
            "表",
            &[
                "台账编号",
                "核查日期",
                "核查人员",
                "公示起始日期",
                "公示截止日期",
                "公示天数",
                "异议情况",
                "销号日期",
            ],
            &[
                "LZ-002",
                "2026-07-01",
                "甲、乙",
                "2026-07-02",
                "2026-07-15",
                "10",
                "无",
                "2026-07-16",
            ],
        ),
        (
            BookKind::佐证清单,
            "表",
            &[
                "佐证编号",
                "台账编号",
                "佐证名称",
                "形成日期",
                "证明事项",
                "校验值",
            ],
            &[
                "ZC-1",
                "LZ-001",
                "验收报告",
                "2026-07-01",
                "泵站建成",
                "ab12",
            ],
        ),
        (
            BookKind::调度登记,
            "表",
            &["期次", "单位", "应报日期", "实际报送日期"],
            &["2026年9月", "甲市生态环境局", "2026-09-28", "2026-09-27"],
        ),
        (
            BookKind::收文登记,
            "收文登记表",
            &[
                "序号",
                "收文编号",
                "文件标题",
                "文号",
                "来文单位",
                "收文日期",
            ],
            &[
                "1",
                "SW-1",
                "关于澄溪的通知",
                "云办〔2026〕1号",
                "云岭省人民政府",
                "2026-03-05",
            ],
        ),
        (
            BookKind::投诉台账,
            "表",
            &[
                "受理编号",
                "投诉时间",
                "投诉内容",
                "行政区域",
                "污染类型",
                "是否属实",
                "处理情况",
                "是否办结",
            ],
            &[
                "T-1",
                "2026-05-01",
                "夜间异味",
                "甲县",
                "大气",
                "属实",
                "已处罚",
                "是",
            ],
        ),
        (
            BookKind::整改清单,
            "表",
            &[
                "编号",
                "存在问题",
                "整改目标",
                "整改措施",
                "责任单位",
                "整改时限",
                "整改状态",
            ],
            &[
                "W-1",
                "污水直排",
                "消除直排",
                "建泵站",
                "甲县人民政府",
                "2026年底前",
                "正在整改",
            ],
        ),
    ];
    for (kind, title, header, row) in cases {
        let book = book(title, "截至2026年9月30日", header, &[row]);
        assert_eq!(book.kind, *kind, "{header:?}");
        assert_eq!(book.records.len(), 1);
    }
    let extension = book("延期登记", "", cases[1].2, &[cases[1].3]);
    for field in [
        "ledger_no",
        "applied_date",
        "reason",
        "old_deadline",
        "new_deadline",
        "decision",
        "decided_date",
    ] {
        assert!(extension.has(field), "{field}: {:?}", extension.columns);
    }
    assert_eq!(extension.records[0].no.as_deref(), Some("LZ-001"));
    let closing = book("销号登记", "", cases[2].2, &[cases[2].3]);
    for field in [
        "ledger_no",
        "check_date",
        "checkers",
        "publicity_from",
        "publicity_to",
        "publicity_days",
        "objection",
        "closed_date",
    ] {
        assert!(closing.has(field), "{field}: {:?}", closing.columns);
    }
    assert_eq!(closing.records[0].facets.closure, Some(Closure::Closed));
}

#[test]
fn tables_of_figures_are_no_books() {
    for (header, row) in [
        (
            vec!["指标", "单位", "2025年", "2026年"],
            vec!["优良天数", "天", "300", "310"],
        ),
        (
            vec!["单位", "任务总数", "完成数", "完成率"],
            vec!["甲市", "12", "9", "75%"],
        ),
        (vec!["姓名", "职务", "电话"], vec!["陈某", "科长", "0000"]),
    ] {
        let doc = document("情况表", "", &header, &[&row]);
        assert!(ledger::books(&doc, &[]).is_empty(), "{header:?}");
    }
}

#[test]
fn units_take_the_name_the_office_knows_them_by() {
    let units = vec![UnitProfile {
        name: "云岭省生态环境厅".into(),
        aliases: vec!["省厅".into()],
        former: vec![FormerName {
            name: "云岭省环境保护厅".into(),
            until: Some(day("2018-10-31")),
        }],
        ..UnitProfile::default()
    }];
    let doc = document(
        "整改清单",
        "截至2026年9月30日",
        &["编号", "问题", "整改措施", "责任单位", "整改时限"],
        &[
            &["1", "甲", "乙", "省厅，澜溪市水务局", "2026年底前"],
            &["2", "甲二", "乙", "市水务局等部门", "2026年底前"],
            &[
                "3",
                "甲三",
                "乙",
                "牵头单位：云岭省环境保护厅；配合单位：澜溪市水务局、丹江县人民政府（水利股）",
                "2026年底前",
            ],
            &["4", "甲四", "乙", "有关单位", "2026年底前"],
        ],
    );
    let book = book_of(&doc, &units);
    assert_eq!(book.records[0].lead, ["云岭省生态环境厅", "澜溪市水务局"]);
    assert_eq!(book.records[1].lead, ["澜溪市水务局"]);
    assert_eq!(book.records[2].lead, ["云岭省生态环境厅"]);
    assert_eq!(book.records[2].co, ["澜溪市水务局", "丹江县人民政府"]);
    assert_eq!(book.records[3].lead, ["有关单位"]);
}

#[test]
fn a_list_in_a_cell_is_one_only_when_it_counts_from_one() {
    let items = |text: &str| -> Vec<String> {
        let doc = document(
            "整改清单",
            "截至2026年9月30日",
            &["编号", "问题", "整改措施", "责任单位", "整改时限"],
            &[&["1", "某问题", text, "甲局", "2026年底前"]],
        );
        let book = book_of(&doc, &[]);
        quotes_are_in_place(&doc, &book);
        book.records[0]
            .items
            .iter()
            .map(|i| i.text.clone())
            .collect()
    };
    assert_eq!(items("1.建泵站；2.清河道。"), ["建泵站", "清河道。"]);
    assert_eq!(items("（1）建泵站\n（2）清河道"), ["建泵站", "清河道"]);
    assert_eq!(items("①建泵站②清河道③巡查"), ["建泵站", "清河道", "巡查"]);
    assert_eq!(
        items("一是建泵站；二是清河道；三是巡查"),
        ["建泵站", "清河道", "巡查"]
    );
    assert_eq!(
        items("总体安排：1、建泵站，含（1）土建（2）设备；2、清河道1.5公里"),
        ["建泵站，含（1）土建（2）设备", "清河道1.5公里"]
    );
    assert!(items("投资1.5亿元，2.4公里管网").is_empty());
    assert!(items("1.建泵站").is_empty());
    assert!(items("落实“一岗双责”，二级响应").is_empty());
}

#[test]
fn a_short_table_repeated_on_the_sheet_is_one_book() {
    let mut raw = super::fixture::sheet(
        "清单",
        "",
        &["编号", "问题", "整改措施", "责任单位", "整改时限"],
        &[&["1", "甲", "乙", "甲局", "2026年底前"]],
    );
    let more = super::fixture::sheet(
        "清单",
        "",
        &["编号", "问题", "整改措施", "责任单位", "整改时限"],
        &[&["2", "丙", "丁", "乙局", "2026年底前"]],
    );
    raw.cells.extend(more.cells.into_iter().map(|mut c| {
        c.row += 4;
        c
    }));
    let doc = taizhang::normalize::document(
        &super::fixture::workbook("整改清单.xlsx", vec![raw]),
        &taizhang::model::ReadingSettings::default(),
    );
    let book = book_of(&doc, &[]);
    assert_eq!(book.records.len(), 2);
}

#[test]
fn versions_of_one_book_are_a_series_in_the_order_of_their_days() {
    let rows = ledger_rows();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let ledger = |as_of: &str| book("云岭省生态环境厅监督总账", as_of, LEDGER, &rows);
    let detail = |title: &str, no: &'static str| {
        book(
            title,
            "截至2026年9月30日",
            &[
                "细账编号",
                "节点序号",
                "节点名称",
                "计划日期",
                "驻在单位落实情况",
                "纪检监察组监督情况",
            ],
            &[
                &[no, "1", "节点甲", "2026-05-31", "完成", "检查"],
                &[no, "2", "节点乙", "2026-08-31", "未完成", "检查"],
            ],
        )
    };
    let found = ledger::series(vec![
        ledger("截至2026年9月30日"),
        detail("澄溪治理细账", "XZ-01"),
        ledger("截至2026年6月30日"),
        detail("核技术利用细账", "XZ-02"),
    ]);
    assert_eq!(found.len(), 3);
    let general = found.iter().find(|s| s.kind == BookKind::总账).unwrap();
    let days: Vec<_> = general
        .versions
        .iter()
        .map(|b| b.as_of.as_ref().unwrap().date)
        .collect();
    assert_eq!(days, [day("2026-06-30"), day("2026-09-30")]);
    assert_eq!(
        general.latest().unwrap().as_of.as_ref().unwrap().date,
        day("2026-09-30")
    );
}
