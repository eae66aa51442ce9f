//! The step matrix and the loop matrix: empty places stay visible.
use std::collections::BTreeMap;

use taizhang::{
    ledger::{Workdays, due::Acts, loop_matrix, step_matrix},
    model::{BookKind, LoopStage, Series, StepCell, StepKind},
};

use super::shelf::{Columns, book, day, series};

const LEDGER: Columns<'_> = &[
    ("item_no", "台账编号"),
    ("title", "事项"),
    ("doc_no", "文号"),
    ("lead_unit", "责任单位"),
    ("received_date", "收文日期"),
    ("convey_date", "传达日期"),
    ("deploy", "研究部署情况"),
    ("deploy_date", "部署日期"),
    ("plan_date", "方案日期"),
    ("execute", "贯彻执行"),
    ("lookback_date", "回头看日期"),
    ("status", "完成情况"),
    ("done_date", "办结时间"),
    ("progress", "进展"),
];

fn ledger(as_of: &str, rows: &[&[&str]]) -> Series {
    series(
        "总账",
        vec![book(BookKind::总账, Some(as_of), LEDGER, rows)],
    )
}

fn labels(series: &[Series], on: &str) -> Vec<Vec<String>> {
    step_matrix(series, day(on), &Workdays::default())
        .rows
        .iter()
        .map(|r| r.cells.iter().map(StepCell::label).collect())
        .collect()
}

#[test]
fn steps_show_their_dates_and_how_soon_they_followed_receipt() {
    let all = [ledger(
        "2026-06-30",
        &[&[
            "岚总001",
            "甲",
            "",
            "岚川县局",
            "2024-09-29",
            "2024-10-15",
            "专题会研究",
            "",
            "2024年11月",
            "已开展排查",
        ]],
    )];
    assert_eq!(
        labels(&all, "2026-06-30")[0],
        [
            "2024-10-15（8个工作日）",
            "有",
            "2024年11月（21–41个工作日）",
            "有",
            "—",
            "",
            "—"
        ]
    );
}

#[test]
fn waived_planned_and_missing_steps_are_told_apart() {
    let all = [ledger(
        "2026-06-30",
        &[
            &[
                "岚总001",
                "甲",
                "",
                "岚川县局",
                "2026-03-02",
                "不适用（业务文件）",
                "",
                "",
                "",
                "",
                "2026-12-01",
            ],
            &["岚总002", "乙", "", "岚川县局", "", "2026-03-05"],
        ],
    )];
    let matrix = step_matrix(&all, day("2026-06-30"), &Workdays::default());
    let first = &matrix.rows[0];
    assert!(
        matches!(first.cell(StepKind::Convey), Some(StepCell::Waived { words }) if words.contains("不适用"))
    );
    assert!(first.cell(StepKind::Convey).unwrap().is_there());
    assert_eq!(
        first.cell(StepKind::LookBack).unwrap().label(),
        "计划2026-12-01"
    );
    assert!(!first.cell(StepKind::LookBack).unwrap().is_there());
    assert_eq!(first.cell(StepKind::Plan), Some(&StepCell::Empty));
    assert_eq!(first.cell(StepKind::Institute), Some(&StepCell::NoColumn));
    // Without a day of receipt there is no lag.
    assert_eq!(labels(&all, "2026-06-30")[1][0], "2026-03-05");
    assert_eq!(labels(&all, "2026-12-31")[0][5], "2026-12-01");
}

#[test]
fn a_step_before_receipt_and_one_in_an_unknown_year_are_marked() {
    let all = [ledger(
        "2027-06-30",
        &[
            &["岚总001", "甲", "", "岚川县局", "2026-03-10", "2026-03-05"],
            &["岚总002", "乙", "", "岚川县局", "2027-03-01", "2027-03-03"],
        ],
    )];
    let rows = labels(&all, "2027-06-30");
    assert_eq!(rows[0][0], "2026-03-05（早于收文3个工作日）");
    assert_eq!(rows[1][0], "2027-03-03（2个工作日，暂估）");
}

#[test]
fn what_the_detail_ledger_says_stands_beside_the_general_ledger() {
    let detail: Columns<'_> = &[
        ("item_no", "细账编号"),
        ("ledger_no", "总账编号"),
        ("title", "节点"),
        ("convey_date", "传达日期"),
        ("assess", "结果评估"),
    ];
    let all = [
        ledger(
            "2026-06-30",
            &[&["岚总001", "甲", "", "岚川县局", "2026-03-02", "2026-03-06"]],
        ),
        series(
            "细账",
            vec![book(
                BookKind::细账,
                Some("2026-06-30"),
                detail,
                &[
                    &["岚细01", "岚总001", "传达", "2026-03-04"],
                    &["岚细01", "岚总001", "评估", "", "已开展第三方评估"],
                    &["岚细02", "岚总009", "传达", "2026-03-03"],
                ],
            )],
        ),
    ];
    let rows = labels(&all, "2026-06-30");
    assert_eq!(rows.len(), 4, "the detail ledger has lines of its own");
    assert_eq!(rows[0][0], "2026-03-04、2026-03-06（2个工作日）");
    assert_eq!(rows[0][4], "有");
}

#[test]
fn lists_without_steps_are_not_in_the_step_matrix() {
    let plain: Columns<'_> = &[("item_no", "编号"), ("title", "问题")];
    let list = book(BookKind::整改清单, None, plain, &[&["A-01", "甲"]]);
    let bare = book(BookKind::总账, None, plain, &[&["岚总001", "甲"]]);
    let all = [series("清单", vec![list]), series("总账", vec![bare])];
    let matrix = step_matrix(&all, day("2026-06-30"), &Workdays::default());
    assert_eq!(matrix.rows.len(), 1);
    assert!(
        matrix.rows[0]
            .cells
            .iter()
            .all(|c| *c == StepCell::NoColumn)
    );
}

fn none() -> BTreeMap<String, Vec<jiff::civil::Date>> {
    BTreeMap::new()
}

#[test]
fn a_matter_that_went_all_the_way_has_a_record_of_every_stage() {
    let rows = |status: &'static str, done: &'static str, progress: &'static str| {
        vec![
            "岚总001",
            "甲",
            "岚政办发〔2026〕11号",
            "岚川县局",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            status,
            done,
            progress,
        ]
    };
    let first = rows("进行中", "", "完成清淤1公里");
    let last = rows("已完成，已销号", "2026-06-10", "完成清淤3公里");
    let versions = vec![
        book(BookKind::总账, Some("2026-03-31"), LEDGER, &[&first]),
        book(BookKind::总账, Some("2026-06-30"), LEDGER, &[&last]),
    ];
    let receipts: Columns<'_> = &[
        ("item_no", "登记号"),
        ("title", "标题"),
        ("doc_no", "文号"),
        ("received_date", "收文日期"),
    ];
    let dispatch: Columns<'_> = &[
        ("lead_unit", "单位"),
        ("due_date", "应报日期"),
        ("replied_date", "报送日期"),
    ];
    let closing: Columns<'_> = &[
        ("ledger_no", "台账编号"),
        ("closed_date", "销号日期"),
        ("lookback_date", "回头看日期"),
        ("look_back_result", "结论"),
    ];
    let all = [
        series("总账", versions),
        series(
            "收文",
            vec![book(
                BookKind::收文登记,
                None,
                receipts,
                &[&[
                    "收2026-31",
                    "关于甲的通知",
                    "岚政办发〔2026〕11号",
                    "2026-02-03",
                ]],
            )],
        ),
        series(
            "调度",
            vec![book(
                BookKind::调度登记,
                None,
                dispatch,
                &[
                    &["岚川县局", "2026-04-28", "2026-04-27"],
                    &["岚川县局", "2026-05-28", "2026-05-28"],
                    &["云溪区局", "2026-05-28", ""],
                ],
            )],
        ),
        series(
            "销号",
            vec![book(
                BookKind::销号登记,
                None,
                closing,
                &[&["岚总001", "2026-06-20", "2026-12-22", "稳固"]],
            )],
        ),
    ];
    let reconciled = BTreeMap::from([(
        "岚总001".to_owned(),
        vec![day("2026-04-10"), day("2026-07-10")],
    )]);
    let matrix = loop_matrix(&all, &Acts::new(), day("2026-12-31"), &reconciled);
    let entry = &matrix.rows[0];
    assert_eq!(entry.gaps(), []);
    assert_eq!(entry.reached(), 8);
    let on = |stage| {
        entry
            .cell(stage)
            .unwrap()
            .on
            .map(|d| d.to_string())
            .unwrap_or_default()
    };
    assert_eq!(on(LoopStage::Notice), "2026-02-03");
    assert_eq!(on(LoopStage::Update), "2026-06-30");
    assert_eq!(on(LoopStage::Dispatch), "2026-05-28");
    assert_eq!(entry.cell(LoopStage::Dispatch).unwrap().times, 2);
    assert_eq!(on(LoopStage::Reconcile), "2026-07-10");
    assert_eq!(on(LoopStage::Track), "2026-06-30");
    assert_eq!(on(LoopStage::Finish), "2026-06-10");
    assert_eq!(on(LoopStage::Close), "2026-06-20");
    assert_eq!(on(LoopStage::LookBack), "2026-12-22");
    // Before the look-back took place it is no record.
    let earlier = loop_matrix(&all, &Acts::new(), day("2026-07-31"), &reconciled);
    assert_eq!(earlier.rows[0].reached(), 7);
    assert!(earlier.rows[0].cell(LoopStage::LookBack).is_none());
}

#[test]
fn a_new_entry_has_only_what_is_recorded() {
    let all = [ledger(
        "2026-06-30",
        &[&[
            "岚总001",
            "甲",
            "",
            "岚川县局",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "进行中",
            "",
            "完成清淤1公里",
        ]],
    )];
    let matrix = loop_matrix(&all, &Acts::new(), day("2026-06-30"), &none());
    let there: Vec<bool> = matrix.rows[0].cells.iter().map(Option::is_some).collect();
    assert_eq!(
        there,
        [false, true, false, false, false, false, false, false]
    );
    assert_eq!(matrix.rows[0].gaps(), [LoopStage::Notice]);
}

#[test]
fn a_matter_closed_without_finishing_the_loop_shows_its_gaps() {
    let all = [ledger(
        "2026-06-30",
        &[&[
            "岚总001",
            "甲",
            "",
            "岚川县局",
            "2026-02-03",
            "",
            "",
            "",
            "",
            "",
            "",
            "已完成，已销号",
            "2026-06-10",
        ]],
    )];
    let matrix = loop_matrix(&all, &Acts::new(), day("2026-06-30"), &none());
    assert_eq!(
        matrix.rows[0].gaps(),
        [LoopStage::Dispatch, LoopStage::Reconcile, LoopStage::Track]
    );
    assert_eq!(matrix.rows[0].reached(), 7);
}

#[test]
fn registers_of_other_matters_and_plans_fill_no_stage() {
    let closing: Columns<'_> = &[
        ("ledger_no", "台账编号"),
        ("title", "事项"),
        ("closed_date", "销号日期"),
        ("lookback_date", "回头看日期"),
        ("look_back_result", "结论"),
    ];
    let all = [
        ledger(
            "2026-06-30",
            &[&[
                "岚总001",
                "甲",
                "",
                "岚川县局",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "进行中",
            ]],
        ),
        series(
            "销号",
            vec![book(
                BookKind::销号登记,
                None,
                closing,
                &[
                    &["岚总002", "甲", "2026-06-20", "2026-06-25", "稳固"],
                    &["岚总001", "甲", "", "", "待开展"],
                ],
            )],
        ),
    ];
    let matrix = loop_matrix(&all, &Acts::new(), day("2026-06-30"), &none());
    assert!(matrix.rows[0].cell(LoopStage::Close).is_none());
    assert!(matrix.rows[0].cell(LoopStage::LookBack).is_none());
}

#[test]
fn what_the_office_did_is_dated_by_its_column_or_its_words() {
    let detail = |columns: Columns<'_>, cells: &[&str]| {
        let all = [
            ledger("2026-06-30", &[&["岚总001", "甲", "", "岚川县局"]]),
            series(
                "细账",
                vec![book(BookKind::细账, Some("2026-06-30"), columns, &[cells])],
            ),
        ];
        loop_matrix(&all, &Acts::new(), day("2026-06-30"), &none()).rows[0]
            .cell(LoopStage::Track)
            .map(|c| c.on.map_or_else(String::new, |d| d.to_string()))
    };
    let words: Columns<'_> = &[("ledger_no", "总账编号"), ("group_action", "监督情况")];
    let dated: Columns<'_> = &[
        ("ledger_no", "总账编号"),
        ("group_action", "监督情况"),
        ("group_date", "监督日期"),
    ];
    let told = |text: &str| detail(words, &["岚总001", text]);
    assert_eq!(
        told("5月12日实地检查，5月20日复核"),
        Some("2026-05-20".to_owned())
    );
    assert_eq!(told("电话询问"), Some(String::new()));
    assert_eq!(told("无"), None);
    assert_eq!(
        detail(dated, &["岚总001", "5月12日实地检查", "2026-05-13"]),
        Some("2026-05-13".to_owned())
    );
    assert_eq!(detail(words, &["岚总002", "5月12日实地检查"]), None);
}

#[test]
fn row_numbers_of_two_books_are_not_one_matter() {
    let closing: Columns<'_> = &[
        ("item_no", "编号"),
        ("title", "事项"),
        ("closed_date", "销号日期"),
    ];
    let with = |title: &str| {
        let rows: &[&[&str]] = &[&["3", title, "2026-06-20"]];
        let all = [
            ledger(
                "2026-06-30",
                &[&[
                    "3",
                    "甲",
                    "",
                    "岚川县局",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "进行中",
                ]],
            ),
            series("销号", vec![book(BookKind::销号登记, None, closing, rows)]),
        ];
        loop_matrix(&all, &Acts::new(), day("2026-06-30"), &none()).rows[0]
            .cell(LoopStage::Close)
            .is_some()
    };
    assert!(!with("乙"));
    assert!(with("甲"), "the title says it");
}
