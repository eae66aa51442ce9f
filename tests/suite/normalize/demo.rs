//! What is read of the demo batch: type, unit and period of every file.
use std::{fs, path::Path};

use taizhang::{import, model::ReadingSettings, normalize};

/// Beginning of the file name, type, unit, period.
const EXPECTED: &[(&str, &str, &str, &str)] = &[
    (
        "岚岳省生态环境厅_落实岚政办发",
        "工作方案",
        "岚岳省生态环境厅",
        "",
    ),
    ("岚政办发〔2026〕11号", "通知", "岚岳省人民政府办公厅", ""),
    (
        "岚岳省生态环境厅_收文登记",
        "收文登记",
        "岚岳省生态环境厅",
        "2026-03-01/2026-09-30",
    ),
    ("岚岳省生态环境厅_监督台账", "总账", "岚岳省生态环境厅", ""),
    ("生态环境投诉台账", "投诉台账", "", "2026-04-01/2026-09-30"),
    ("细账_核安全监管工作", "细账", "", ""),
    ("细账_污染防治攻坚战", "细账", "", ""),
    (
        "岚岳省生态环境厅_督查专报",
        "督查专报",
        "岚岳省生态环境厅督察整改办公室",
        "2026Q3",
    ),
    (
        "岚岳省固体废物与化学品管理中心_三季度",
        "进展报告",
        "岚岳省固体废物与化学品管理中心",
        "2026Q3",
    ),
    (
        "岚岳省固体废物与化学品管理中心_二季度",
        "进展报告",
        "岚岳省固体废物与化学品管理中心",
        "2026Q2",
    ),
    (
        "岚岳省生态环境监测中心_2026年三季度",
        "进展报告",
        "岚岳省生态环境监测中心",
        "2026Q3",
    ),
    (
        "岚岳省辐射环境监督站_2026年第三季度",
        "进展报告",
        "岚岳省辐射环境监督站",
        "2026Q3",
    ),
    (
        "岚岳省辐射环境监督站_2026年第二季度",
        "进展报告",
        "岚岳省辐射环境监督站",
        "2026Q2",
    ),
    (
        "桐麓市生态环境局_农业农村污染整改进展（三季度）",
        "进展报告",
        "桐麓市生态环境局",
        "2026Q3",
    ),
    (
        "桐麓市生态环境局_农业农村污染整改进展（二季度）",
        "进展报告",
        "桐麓市生态环境局",
        "2026Q2",
    ),
    (
        "澜川市生态环境局_2026年第三季度",
        "进展报告",
        "澜川市生态环境局",
        "2026Q3",
    ),
    (
        "澜川市生态环境局_2026年第二季度",
        "进展报告",
        "澜川市生态环境局",
        "2026Q2",
    ),
    (
        "芦津市生态环境局_港区整治及固废清理整改进展情况（2026年第三季度）",
        "进展报告",
        "芦津市生态环境局",
        "2026Q3",
    ),
    (
        "芦津市生态环境局_港区整治及固废清理整改进展情况（2026年第二季度）",
        "进展报告",
        "芦津市生态环境局",
        "2026Q2",
    ),
];

#[test]
fn every_demo_file_is_known_by_type_unit_and_period() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    let found = import::walk(&root);
    let mut wrong = Vec::new();
    for (begins, doc_type, unit, period) in EXPECTED {
        let at = found
            .iter()
            .find(|f| f.file.rsplit('/').next().unwrap().starts_with(begins))
            .unwrap_or_else(|| panic!("no file {begins}"));
        let raw = import::read_bytes(&at.file, &fs::read(&at.path).unwrap());
        let d = normalize::document(&raw, &ReadingSettings::default());
        let read = (
            d.doc_type.value.name(),
            d.unit.map(|u| u.value).unwrap_or_default(),
            d.period.map(|p| p.value.label).unwrap_or_default(),
        );
        if (read.0.as_str(), read.1.as_str(), read.2.as_str()) != (*doc_type, *unit, *period) {
            wrong.push(format!("{}: {read:?}", at.file));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
