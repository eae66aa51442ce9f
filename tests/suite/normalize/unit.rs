//! The host unit: invented names must be found by how names are built.
use taizhang::{
    model::{ReadFrom, ReadingSettings, UnitProfile},
    normalize,
};

use super::{REPORT, file, read};

const BODY: &str = "坝体加固完成，排洪沟贯通1.8公里。";

#[test]
fn titles_signatures_and_fields_name_the_unit() {
    let cases = [
        (
            "赤浦县水务集团有限公司关于污水厂提标改造进展情况的报告",
            "",
            "赤浦县水务集团有限公司",
        ),
        (
            "澜川市生态环境局2026年上半年工作总结",
            "",
            "澜川市生态环境局",
        ),
        (
            "云岭省固体废物与化学品管理技术中心整改情况报告",
            "",
            "云岭省固体废物与化学品管理技术中心",
        ),
        (
            "澜川市整改工作领导小组办公室关于落实情况的报告",
            "",
            "澜川市整改工作领导小组办公室",
        ),
        (
            "中共云溪县水务局党组关于巡察整改情况的报告",
            "",
            "中共云溪县水务局",
        ),
        (
            "关于报送赤浦县生态环境保护综合执法大队整改情况的报告",
            "",
            "赤浦县生态环境保护综合执法大队",
        ),
        (
            "关于尾矿库整改情况的报告",
            "石桥镇人民政府\n2026年10月8日",
            "石桥镇人民政府",
        ),
        (
            "关于尾矿库整改情况的报告",
            "北岭国有林场    2026年10月8日",
            "北岭国有林场",
        ),
        (
            "关于尾矿库整改情况的报告",
            "澜川省水文水资源监测总站（盖章）\n二〇二六年十月八日",
            "澜川省水文水资源监测总站",
        ),
        (
            "关于中央督察组反馈问题整改情况的报告",
            "云溪县自然资源局\n2026年10月8日",
            "云溪县自然资源局",
        ),
    ];
    for (title, end, unit) in cases {
        let d = read("a.txt", &format!("{title}\n{BODY}\n{end}"));
        let found = d.unit.unwrap_or_else(|| panic!("{title} / {end}"));
        assert_eq!(
            (found.value.as_str(), found.from),
            (unit, ReadFrom::Text),
            "{title} / {end}"
        );
    }
    let d = read(
        "a.txt",
        &format!("填报单位：云溪县住房和城乡建设局\n整改进展情况\n{BODY}"),
    );
    assert_eq!(d.unit.unwrap().value, "云溪县住房和城乡建设局");
}

#[test]
fn file_then_folder_names_the_unit_when_the_text_does_not() {
    let text = format!("关于尾矿库整改情况的报告\n{BODY}");
    for (name, unit, from) in [
        (
            "2026年三季度/澜川市生态环境局_整改进展报告.docx",
            "澜川市生态环境局",
            ReadFrom::FileName,
        ),
        (
            "02-赤浦县水务集团有限公司（三季度）.docx",
            "赤浦县水务集团有限公司",
            ReadFrom::FileName,
        ),
        (
            "云溪县水务局关于清淤的报告.docx",
            "云溪县水务局",
            ReadFrom::FileName,
        ),
        (
            "云溪县水务局/2026Q3/报告.docx",
            "云溪县水务局",
            ReadFrom::Folder,
        ),
        ("云溪县/报告.docx", "云溪县", ReadFrom::Folder),
    ] {
        let found = read(name, &text).unit.unwrap_or_else(|| panic!("{name}"));
        assert_eq!((found.value.as_str(), found.from), (unit, from), "{name}");
    }
    for name in [
        "细账_青筠河和鹤汀园区.xls",
        "智慧商店建设指南（试行）.docx",
        "报告.docx",
        "问题处理情况.docx",
        "各地办理结果.docx",
        "整改工作办法.docx",
        "下一步工作部署.docx",
    ] {
        assert_eq!(read(name, &text).unit, None, "{name}");
    }
}

#[test]
fn known_units_are_found_by_their_short_names() {
    let settings = ReadingSettings {
        units: vec![UnitProfile {
            former: Vec::new(),
            kind: None,
            name: "澜川市生态环境局".to_owned(),
            aliases: vec!["澜川局".to_owned(), "市环保局".to_owned()],
            places: Vec::new(),
        }],
        ..ReadingSettings::default()
    };
    let d = normalize::document(&file("三季度/澜川局报送.txt", BODY), &settings);
    let unit = d.unit.unwrap();
    assert_eq!(
        (unit.value.as_str(), unit.from),
        ("澜川市生态环境局", ReadFrom::FileName)
    );
    let d = normalize::document(
        &file("a.txt", &format!("市环保局整改情况\n{BODY}")),
        &settings,
    );
    assert_eq!(d.unit.unwrap().value, "澜川市生态环境局");
    let said = ReadingSettings {
        unit: Some("澜川局".to_owned()),
        ..settings
    };
    let d = normalize::document(&file("a.txt", REPORT), &said);
    let unit = d.unit.unwrap();
    assert_eq!(
        (unit.value.as_str(), unit.from),
        ("澜川市生态环境局", ReadFrom::Override)
    );
}

#[test]
fn a_name_that_leaves_out_whose_office_it_is_gives_way_to_the_path() {
    let text = format!("填报单位：厅督察整改办公室\n任务进展情况\n{BODY}");
    let unit = |name: &str| read(name, &text).unit.unwrap();
    let found = unit("云岭省生态环境厅_监督台账.txt");
    assert_eq!(
        (found.value.as_str(), found.from),
        ("云岭省生态环境厅", ReadFrom::FileName)
    );
    let title = format!("云岭省生态环境厅监督台账\n填报单位：厅督察整改办公室\n{BODY}");
    let found = read("监督台账.txt", &title).unit.unwrap();
    assert_eq!(
        (found.value.as_str(), found.from),
        ("云岭省生态环境厅", ReadFrom::Text)
    );
    let found = unit("监督台账.txt");
    assert_eq!(
        (found.value.as_str(), found.from),
        ("厅督察整改办公室", ReadFrom::Text)
    );
}
