//! Which record a claim is tied to, what cannot be tied, and the lines of the reconciliation sheet.
use taizhang::model::{Agreement, Book, BookKind, LinkedBy, Pair};

use super::{
    fixture::{Material, book, on},
    papers::{overview, report},
};

fn ledger(as_of: &str, status: &str) -> Book {
    book(
        BookKind::总账,
        as_of,
        &[
            "item_no",
            "title",
            "doc_no",
            "lead_unit",
            "status",
            "deadline",
            "convey_date",
        ],
        &[
            &[
                "DC2026-07",
                "青岩河流域综合治理",
                "松督办〔2026〕7号",
                "松屏县生态环境局",
                status,
                "2026-12-31",
                "2026-03-18",
            ],
            &[
                "DC2026-08",
                "石门水库库周养殖清理",
                "松督办〔2026〕8号",
                "临溪县农业农村局",
                "已完成",
                "2026-06-30",
                "",
            ],
            &[
                "DC2026-09",
                "北坡石料场生态修复工程",
                "松督办〔2026〕9号",
                "松屏县自然资源局",
                "进行中",
                "2026-11-30",
                "",
            ],
        ],
    )
}

fn pairs(material: &Material) -> Vec<Pair> {
    material.reconciled().pairs
}

fn of(sentence: &str) -> Vec<Pair> {
    pairs(
        &on("2026-10-10")
            .book(ledger("2026-09-30", "进行中"))
            .reads(overview("2026-09-30", &[sentence])),
    )
}

#[test]
fn a_number_ties_whatever_its_joints_and_letters() {
    for written in ["DC2026-07", "ＤＣ２０２６－０７", "dc2026—07"] {
        let found = of(&format!("{written}正在推进。"));
        assert_eq!(found.len(), 1, "{written}: {found:#?}");
        assert_eq!(found[0].linked_by, Some(LinkedBy::Number));
        assert_eq!(found[0].agreement, Agreement::一致);
    }
}

#[test]
fn a_document_number_ties_when_one_record_bears_it() {
    let found = of("按照松督办〔2026〕8号文件要求，库周养殖清理整治已完成。");
    let one = found.iter().find(|p| p.no.as_deref() == Some("DC2026-08"));
    assert!(one.is_some(), "{found:#?}");
    assert_eq!(one.unwrap().linked_by, Some(LinkedBy::DocumentNumber));
}

#[test]
fn a_title_ties_when_it_is_like_one_and_the_unit_agrees() {
    let found = of("北坡石料场生态修复工程正在推进。");
    assert_eq!(found[0].no.as_deref(), Some("DC2026-09"), "{found:#?}");
    let other = pairs(
        &on("2026-10-10")
            .book(ledger("2026-09-30", "进行中"))
            .reads(report("2026-09-30", &["石门水库库周养殖清理已完成整改。"])),
    );
    assert_eq!(other[0].agreement, Agreement::未能对应, "{other:#?}");
    assert!(other[0].difference.contains("其他单位"), "{other:#?}");
}

#[test]
fn what_cannot_be_tied_is_listed_with_the_reason() {
    for (sentence, reason) in [
        ("DC2026-55已完成。", "未找到"),
        ("南山垃圾场渗滤液整治已完成。", "没有名称相近"),
        ("DC2026-07下游湿地修复已完成。", "一部分"),
    ] {
        let found = of(sentence);
        assert_eq!(found.len(), 1, "{sentence}: {found:#?}");
        assert_eq!(found[0].agreement, Agreement::未能对应);
        assert!(
            found[0].difference.contains(reason),
            "{sentence}: {}",
            found[0].difference
        );
        assert!(found[0].report.is_some() && found[0].ledger.is_none());
    }
}

#[test]
fn a_number_that_two_records_bear_ties_to_neither() {
    let twice = book(
        BookKind::总账,
        "2026-09-30",
        &["item_no", "title", "status"],
        &[
            &["DC2026-07", "青岩河流域综合治理", "进行中"],
            &["DC2026-07", "旧矿复绿", "已完成"],
        ],
    );
    let found = pairs(
        &on("2026-10-10")
            .book(twice)
            .reads(overview("2026-09-30", &["DC2026-07已完成。"])),
    );
    assert_eq!(found[0].agreement, Agreement::未能对应);
}

#[test]
fn a_row_number_ties_nothing() {
    let numbered = book(
        BookKind::总账,
        "2026-09-30",
        &["item_no", "title", "status"],
        &[
            &["12", "青岩河流域综合治理", "进行中"],
            &["13", "旧矿复绿", "已完成"],
        ],
    );
    let found = on("2026-10-10")
        .book(numbered)
        .reads(overview("2026-09-30", &["编号为12的任务已完成。"]))
        .reconciled();
    assert!(found.mismatches.iter().all(|m| m.check != "RC-04"));
}

#[test]
fn the_version_of_the_claims_own_day_is_compared() {
    let material = on("2026-10-10")
        .versions(vec![
            ledger("2026-06-30", "进行中"),
            ledger("2026-09-30", "已完成"),
        ])
        .reads(overview("2026-06-30", &["DC2026-07正在推进。"]))
        .reads(overview("2026-09-30", &["DC2026-07已完成。"]));
    let found = pairs(&material);
    assert_eq!(found.len(), 2);
    assert!(
        found.iter().all(|p| p.agreement == Agreement::一致),
        "{found:#?}"
    );
}

#[test]
fn steps_deadlines_and_units_are_paired_too() {
    let material = on("2026-10-10")
        .book(ledger("2026-09-30", "进行中"))
        .reads(report(
            "2026-09-30",
            &[
                "一、青岩河流域综合治理（DC2026-07）",
                "县局党组会3月18日传达学习了文件精神。",
                "整改时限为2026年12月31日。",
                "该事项由松屏县生态环境局牵头负责。",
                "该任务正在推进。",
            ],
        ));
    let found = pairs(&material);
    let mut items: Vec<&str> = found.iter().map(|p| p.item.as_str()).collect();
    items.sort_unstable();
    assert_eq!(items, ["办理时限", "学习传达", "完成状态", "责任单位"]);
    assert!(
        found
            .iter()
            .all(|p| p.agreement == Agreement::一致 && p.ledger.is_some()),
        "{found:#?}"
    );
}

#[test]
fn a_step_on_another_day_does_not_agree() {
    let material = on("2026-10-10")
        .book(ledger("2026-09-30", "进行中"))
        .reads(report(
            "2026-09-30",
            &[
                "一、青岩河流域综合治理（DC2026-07）",
                "县局党组会3月25日传达学习了文件精神。",
            ],
        ));
    let found = pairs(&material);
    assert_eq!(found[0].agreement, Agreement::不一致);
    assert!(found[0].difference.contains("3月25日"), "{found:#?}");
}

#[test]
fn lines_stand_in_the_order_of_numbers_and_nothing_is_lost() {
    let found = of("DC2026-09正在推进，DC2026-07正在推进，DC2026-77已完成。");
    let nos: Vec<Option<&str>> = found.iter().map(|p| p.no.as_deref()).collect();
    assert_eq!(nos, [Some("DC2026-07"), Some("DC2026-09"), None]);
}

#[test]
fn limits_are_listed_with_what_they_are() {
    let used = on("2026-10-10").reconciled().used;
    assert!(used.iter().any(|(_, value)| value == "31日"), "{used:?}");
    assert!(
        used.iter()
            .any(|(name, value)| name.contains("办结率") && value.contains("阶段性办结"))
    );
}
