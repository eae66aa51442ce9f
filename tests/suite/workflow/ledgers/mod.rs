//! Promises of the ledgers a workspace keeps.
mod acts;
mod export;
mod taking_over;

use std::path::Path;

use rust_xlsxwriter::Workbook;
use taizhang::workflow::{ImportRequest, Office, Silent};

/// Writes a workbook of one sheet: a title over the table, a head, rows.
pub(crate) fn write_ledger(path: &Path, sheet: &str, title: &str, head: &[&str], rows: &[&[&str]]) {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name(sheet).unwrap();
    page.write_string(0, 0, title).unwrap();
    for (text, col) in head.iter().zip(0..) {
        page.write_string(1, col, *text).unwrap();
    }
    for (cells, row) in rows.iter().zip(2..) {
        for (text, col) in cells.iter().zip(0..) {
            if !text.is_empty() {
                page.write_string(row, col, *text).unwrap();
            }
        }
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    book.save(path).unwrap();
}

pub(crate) fn import(office: &mut Office, path: &Path) {
    let request = ImportRequest {
        paths: vec![path.to_owned()],
        ..ImportRequest::default()
    };
    office.import(&request, &Silent).unwrap();
}

pub(crate) const HEAD: &[&str] = &[
    "序号",
    "台账编号",
    "事项名称",
    "牵头司局",
    "办理时限",
    "工作进展",
    "办理状态",
    "经费（万元）",
    "备注",
];

pub(crate) const JUNE: &[&[&str]] = &[
    &[
        "1",
        "岚总-2026-01",
        "关于岚湾河入河排污口整治的批示",
        "水务司",
        "2026年9月30日",
        "已完成方案编制。",
        "进行中",
        "120",
        "",
    ],
    &[
        "2",
        "岚总-2026-02",
        "关于白鹭洲垃圾堆存问题的批示",
        "固废司",
        "2026年6月底前",
        "清运垃圾300吨。",
        "进行中",
        "80",
        "重点",
    ],
    &[
        "3",
        "岚总-2026-03",
        "关于青石岭矿山复绿的批示",
        "生态司",
        "2026年12月底前",
        "完成复绿40亩。",
        "进行中",
        "210",
        "",
    ],
];

pub(crate) const SEPTEMBER: &[&[&str]] = &[
    &[
        "1",
        "岚总-2026-01",
        "关于岚湾河入河排污口整治的批示",
        "水务司",
        "2026年12月31日",
        "完成12个排污口封堵。",
        "进行中",
        "120",
        "",
    ],
    &[
        "2",
        "岚总-2026-02",
        "关于白鹭洲垃圾堆存问题的批示",
        "固废司",
        "2026年6月底前",
        "清运垃圾300吨。",
        "已完成",
        "80",
        "重点",
    ],
    &[
        "3",
        "岚总-2026-04",
        "关于云汐湖蓝藻防控的批示",
        "水务司",
        "2026年10月15日",
        "正在布设围隔。",
        "进行中",
        "60",
        "",
    ],
];

/// The ledger of 30 June and that of 30 September in two files.
pub(crate) fn two_versions(folder: &Path) {
    write_ledger(
        &folder.join("岚州市生态环境局总账0630.xlsx"),
        "总账",
        "岚州市生态环境局总账（截至2026年6月30日）",
        HEAD,
        JUNE,
    );
    write_ledger(
        &folder.join("岚州市生态环境局总账0930.xlsx"),
        "总账",
        "岚州市生态环境局总账（截至2026年9月30日）",
        HEAD,
        SEPTEMBER,
    );
}
