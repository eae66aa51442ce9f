//! A ledger that is exported and imported again is the same ledger, field by field.
use taizhang::{
    model::{Book, BookKind},
    workflow::{Silent, differences_of},
};

use super::{HEAD, SEPTEMBER, import, two_versions, write_ledger};
use crate::workflow::office;

/// Imports what was sent, exports a kind, imports that into another workspace.
fn there_and_back(sent: &std::path::Path, kind: BookKind) -> (Vec<Book>, Vec<Book>) {
    there_and_back_with(sent, kind, "")
}

/// The same with settings for the first workspace.
fn there_and_back_with(
    sent: &std::path::Path,
    kind: BookKind,
    settings: &str,
) -> (Vec<Book>, Vec<Book>) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("taizhang.toml"), settings).unwrap();
    let mut first = office(dir.path());
    import(&mut first, sent);
    let latest = |office: &mut taizhang::workflow::Office| -> Vec<Book> {
        let series = office.series(&Silent).unwrap();
        let of_kind = series.into_iter().filter(|s| s.kind == kind);
        of_kind.filter_map(|s| s.versions.last().cloned()).collect()
    };
    let before = latest(&mut first);
    let exported = first.export_ledgers(kind, &Silent).unwrap();
    assert_eq!(exported.differences, Vec::<String>::new());
    let other = tempfile::tempdir().unwrap();
    let mut second = office(other.path());
    import(&mut second, &exported.paper.path);
    (before, latest(&mut second))
}

fn assert_same(before: &[Book], after: &[Book]) {
    assert!(!before.is_empty());
    assert_eq!(before.len(), after.len());
    for (a, b) in before.iter().zip(after) {
        assert!(!a.records.is_empty());
        assert_eq!(differences_of(a, b), Vec::<String>::new());
    }
}

#[test]
fn a_general_ledger_comes_back_whole() {
    let sent = tempfile::tempdir().unwrap();
    two_versions(sent.path());
    let (before, after) = there_and_back(sent.path(), BookKind::总账);
    assert_same(&before, &after);
    assert_eq!(after[0].records.len(), 3);
}

#[test]
fn cells_that_try_everything_come_back_as_they_were() {
    let sent = tempfile::tempdir().unwrap();
    let mut rows: Vec<Vec<&str>> = SEPTEMBER.iter().map(|r| r.to_vec()).collect();
    let mut head = HEAD.to_vec();
    head[5] = "整改措施";
    rows[0][5] =
        "1.完成12个排污口封堵；\n2.完成监测点布设，2026年11月底前验收；\n3.印发《长效管护办法》。";
    rows[0][8] = "=HYPERLINK(\"x\")";
    rows[1][8] = "+1-2@岚湾 \"引号\" <b>，半角,逗号\t制表";
    rows[2][3] = "水务司、固废司";
    rows[2][4] = "2026年10月15日前，并长期坚持";
    rows[2][6] = "未完成但达到序时进度";
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    write_ledger(
        &sent.path().join("总账.xlsx"),
        "总账",
        "岚州市生态环境局总账（截至2026年9月30日）",
        &head,
        &rows,
    );
    let (before, after) = there_and_back(sent.path(), BookKind::总账);
    assert_same(&before, &after);
    assert!(
        !before[0].records[0].items.is_empty(),
        "the list in the cell is a list"
    );
}

#[test]
fn a_ledger_under_strange_heads_comes_back_whole() {
    let sent = tempfile::tempdir().unwrap();
    write_ledger(
        &sent.path().join("总账.xlsx"),
        "总账",
        "白鹭洲管委会总账（截至2026年9月30日）",
        &[
            "项次",
            "督办编号",
            "批示件名称",
            "责任单位",
            "要求完成日期",
            "计划完成日期",
            "实际完成时间",
            "落实情况",
            "完成情况",
            "督导状态",
            "传达学习情况",
            "研究部署情况",
            "备注",
            "备注",
        ],
        &[
            &[
                "1",
                "白督-01",
                "关于渡口油污的批示",
                "港务处",
                "2026年8月31日",
                "2026年9月10日",
                "2026年9月8日",
                "已清理油污，更换输油软管。",
                "已完成",
                "已核查",
                "8月5日党组会作为第一议题传达",
                "8月6日专题会研究部署",
                "甲",
                "乙",
            ],
            &[
                "2",
                "白督-02",
                "关于裸土覆盖的批示",
                "建设处",
                "2026年10月31日",
                "2026年10月20日",
                "",
                "覆盖裸土3万平方米。",
                "进行中",
                "未核查",
                "",
                "不适用",
                "",
                "丙",
            ],
            &[
                "3",
                "白督-03",
                "关于餐饮油烟的批示",
                "城管处",
                "长期坚持",
                "",
                "",
                "常态巡查。",
                "长期坚持",
                "",
                "",
                "",
                "",
                "",
            ],
        ],
    );
    let (before, after) = there_and_back(sent.path(), BookKind::总账);
    assert_same(&before, &after);
}

#[test]
fn detail_ledgers_of_several_units_come_back_each_on_its_own_sheet() {
    let sent = tempfile::tempdir().unwrap();
    for (unit, tail) in [("岚州市生态环境局", "甲"), ("白鹭洲管委会", "乙")] {
        let no = format!("细-{tail}-01");
        let rows: &[&[&str]] = &[
            &[
                &no,
                "岚总-2026-01",
                "污染防治攻坚战落实情况",
                "1",
                "完成排污口封堵",
                "关键节点",
                "2026年8月31日",
                "2026年8月28日",
                "封堵12个排污口。",
                "验收单3份",
                "9月2日现场检查，2人，未发现反弹",
                "监督二室",
            ],
            &[
                &no,
                "岚总-2026-01",
                "污染防治攻坚战落实情况",
                "2",
                "建立管护制度",
                "重要环节",
                "2026年10月31日",
                "",
                "正在起草。",
                "",
                "",
                "监督二室",
            ],
        ];
        write_ledger(
            &sent.path().join(format!("{unit}细账.xlsx")),
            "细账",
            &format!("{unit}细账（截至2026年9月30日）"),
            &[
                "细账编号",
                "总账编号",
                "类别",
                "节点序号",
                "节点名称",
                "重要环节/关键节点",
                "计划日期",
                "实际日期",
                "驻在单位落实情况",
                "佐证",
                "纪检监察组监督情况",
                "责任部门",
            ],
            rows,
        );
    }
    let (before, after) = there_and_back(sent.path(), BookKind::细账);
    assert_eq!(before.len(), 2);
    assert_same(&before, &after);
}

#[test]
fn a_column_parted_by_a_profile_comes_back_as_its_parts() {
    let sent = tempfile::tempdir().unwrap();
    write_ledger(
        &sent.path().join("总账.xlsx"),
        "总账",
        "白鹭洲管委会总账（截至2026年9月30日）",
        &[
            "台账编号",
            "事项名称",
            "责任单位",
            "办理时限",
            "整改措施及完成情况",
            "办理状态",
        ],
        &[
            &[
                "白督-01",
                "关于渡口油污的批示",
                "港务处",
                "2026年12月31日",
                "更换软管20米。完成情况：已更换12米。",
                "进行中",
            ],
            &[
                "白督-02",
                "关于裸土覆盖的批示",
                "建设处",
                "2026年10月31日",
                "覆盖裸土3万平方米。完成情况：已覆盖。",
                "已完成",
            ],
        ],
    );
    let settings = "[[import.profile]]\nfile = \"总账.xlsx\"\n[import.profile.split]\n\
        \"整改措施及完成情况\" = { first = \"measure\", then = [{ from = \"完成情况：\", field = \"progress\" }] }\n";
    let (before, after) = there_and_back_with(sent.path(), BookKind::总账, settings);
    assert_same(&before, &after);
    assert!(before[0].has("measure") && before[0].has("progress"));
    let first: Vec<&str> = before[0].records[0]
        .fields
        .iter()
        .map(|f| f.text.as_str())
        .collect();
    assert!(first.contains(&"已更换12米。"), "{first:?}");
}
