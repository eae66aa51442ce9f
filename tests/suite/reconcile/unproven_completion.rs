//! RC-08: called done, with nothing that proves it.
use taizhang::model::{BookKind, Certainty, Severity};

use super::fixture::{Material, book, on};

fn ledger(rows: &[&[&str]]) -> Material {
    on("2026-10-10").book(book(
        BookKind::总账,
        "2026-09-30",
        &[
            "item_no",
            "title",
            "goal",
            "progress",
            "evidence",
            "result_verdict",
            "status",
        ],
        rows,
    ))
}

/// A neighbor whose evidence cell is filled: the column is in use.
const PROVEN: [&str; 7] = [
    "ML-2026-01",
    "木岭屠宰场污水改造",
    "",
    "6月改造完工，日处理120吨",
    "验收意见、监测报告",
    "",
    "已完成",
];

#[test]
fn meetings_and_papers_alone_are_no_outcome() {
    for told in [
        "已印发通知，已完成整改。",
        "召开专题会3次，转发省厅文件，明确责任分工，整改到位",
        "局党组高度重视，制定《整治工作方案》，签订责任书，任务完成",
    ] {
        let one = ledger(&[&[
            "ML-2026-02",
            "沿河小作坊整治",
            "",
            told,
            "工作方案",
            "",
            "已完成",
        ]])
        .finds_one("RC-08");
        assert_eq!(one.source.quote(), told);
        assert_eq!(one.severity, Severity::重点);
        assert_eq!(one.certainty, Certainty::较强);
    }
}

#[test]
fn an_empty_evidence_cell_in_a_column_in_use_is_flagged() {
    let one = ledger(&[
        &PROVEN,
        &[
            "ML-2026-03",
            "渔塘尾水治理",
            "",
            "已建成三级净化池",
            "",
            "",
            "已完成",
        ],
    ])
    .finds_one("RC-08");
    assert_eq!(one.no.as_deref(), Some("ML-2026-03"));
    assert_eq!(one.source.quote(), "已完成");
    assert_eq!(one.certainty, Certainty::确定);
}

fn with_list(papers: &[&[&str]]) -> Material {
    on("2026-10-10")
        .book(book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "progress", "status"],
            &[
                &["ML-2026-04", "油烟扰民整治", "加装净化器11台", "已销号"],
                &["ML-2026-05", "黑臭沟渠治理", "清淤2.4公里", "已销号"],
            ],
        ))
        .book(book(
            BookKind::佐证清单,
            "2026-09-30",
            &["ledger_no", "evidence_title", "evidence_date"],
            papers,
        ))
}

#[test]
fn a_matter_missing_from_the_list_of_papers_is_flagged() {
    let one = with_list(&[&["ML-2026-04", "净化器验收单", "2026-06-03"]]).finds_one("RC-08");
    assert_eq!(one.no.as_deref(), Some("ML-2026-05"));
}

#[test]
fn papers_without_any_date_are_flagged() {
    let one = with_list(&[
        &["ML-2026-04", "净化器验收单", "2026-06-03"],
        &["ML-2026-05", "清淤前后照片", ""],
        &["ML-2026-05", "施工合同", ""],
    ])
    .finds_one("RC-08");
    assert_eq!(one.formula, "佐证 = 2件，有日期 = 0件");
}

#[test]
fn a_paper_that_bears_its_date_in_its_title_is_dated() {
    with_list(&[
        &["ML-2026-04", "净化器验收单", "2026-06-03"],
        &["ML-2026-05", "清淤验收意见（2026年5月20日）", ""],
    ])
    .silent("RC-08");
}

#[test]
fn a_task_that_asks_for_a_paper_is_done_with_it() {
    ledger(&[&[
        "ML-2026-06",
        "印发餐饮油烟管理办法",
        "",
        "5月已印发文件，任务完成",
        "办法文本",
        "",
        "已完成",
    ]])
    .silent("RC-08");
    ledger(&[&[
        "ML-2026-07",
        "值班值守",
        "建立值班制度",
        "已制定并印发值班文件",
        "",
        "",
        "已完成",
    ]])
    .silent("RC-08");
}

#[test]
fn a_result_beside_the_papers_counts() {
    for told in [
        "印发通知，拆除违建2处，已完成",
        "召开会议后完成12家企业雨污分流",
        "下发方案，8月复测氨氮0.7毫克/升",
        "转发文件，现场核实后已完成整改",
    ] {
        ledger(&[&["ML-2026-08", "小作坊整治", "", told, "照片", "", "已完成"]]).silent("RC-08");
    }
}

#[test]
fn an_evidence_column_nobody_uses_says_nothing() {
    ledger(&[
        &[
            "ML-2026-09",
            "渔塘尾水治理",
            "",
            "已建成净化池",
            "",
            "",
            "已完成",
        ],
        &["ML-2026-10", "裸地治理", "", "绿化3亩", "/", "", "已完成"],
    ])
    .silent("RC-08");
}

#[test]
fn a_check_on_record_is_proof() {
    ledger(&[
        &PROVEN,
        &[
            "ML-2026-11",
            "渔塘尾水治理",
            "",
            "已建成净化池",
            "",
            "整改到位",
            "已完成",
        ],
    ])
    .silent("RC-08");
    ledger(&[
        &PROVEN,
        &[
            "ML-2026-12",
            "裸地治理",
            "",
            "绿化3亩，验收意见存档备查",
            "",
            "",
            "已完成",
        ],
    ])
    .silent("RC-08");
}

#[test]
fn what_is_not_done_owes_no_proof() {
    ledger(&[
        &PROVEN,
        &[
            "ML-2026-13",
            "裸地治理",
            "",
            "已印发通知，召开会议部署",
            "",
            "",
            "进行中",
        ],
        &["ML-2026-14", "裸地治理二期", "", "", "", "", "基本完成"],
    ])
    .silent("RC-08");
}

#[test]
fn a_number_of_evidence_is_evidence() {
    let row = |no: &str| {
        on("2026-10-10").book(book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "progress", "evidence_no", "status"],
            &[
                &[
                    "ML-2026-20",
                    "油烟整治",
                    "加装净化器11台",
                    "PZ-20-1",
                    "已完成",
                ],
                &["ML-2026-21", "沟渠治理", "清淤2.4公里", no, "已完成"],
            ],
        ))
    };
    row("PZ-21-1").silent("RC-08");
    row("").finds_one("RC-08");
}
