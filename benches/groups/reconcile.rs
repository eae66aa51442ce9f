//! Ledgers of ten and of a hundred thousand rows against hundreds and thousands of reports: how time and memory grow.
use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use rayon::prelude::*;
use taizhang::{
    ledger::{self, Workdays},
    model::{
        Book, CellValue, DocType, Document, Format, LedgerSettings, RawBlock, RawCell, RawFile,
        RawTable, RawText, ReadingSettings, ReconcileSettings, Recovery, Report,
    },
    normalize,
    reconcile::{self, Desk},
};

use super::contest::{Contest, Settings, peak_megabytes};

/// Rows of the smaller and of the larger ledger; one report for every fifty.
const SIZES: [u32; 2] = [10_000, 100_000];
const ROWS_OF_A_REPORT: u32 = 50;
/// Versions of the ledger: what it said in June and in September.
const VERSIONS: [&str; 2] = ["2026年6月30日", "2026年9月30日"];
const ON: Date = date(2026, 10, 10);

const PLACES: &[&str] = &[
    "云汀",
    "沙砚",
    "柳坞",
    "雁塘",
    "鹿鸣",
    "青垣",
    "白圩",
    "桑浦",
    "石渡",
    "槐溪",
    "苇荡",
    "枫桥湾",
];
const WORKS: &[&str] = &[
    "污水处理厂提标改造",
    "入河排污口整治",
    "尾矿库渗漏治理",
    "餐饮油烟治理",
    "危险废物贮存场所规范化",
    "噪声敏感点治理",
    "黑臭水体清淤",
    "自行监测数据核查",
    "饮用水源地隔离防护",
    "建筑垃圾堆场清理",
    "畜禽粪污资源化利用",
    "挥发性有机物治理",
];
const STATES: &[&str] = &[
    "已完成",
    "进行中",
    "未启动",
    "已完成，长期坚持",
    "达到序时进度",
    "已销号",
];

pub(crate) fn run(settings: &Settings) {
    let materials = SIZES.map(Material::made);
    let [small, large] = &materials;
    Contest::new(
        settings,
        "reconcile",
        format!(
            "ledgers in two versions against reports, {} threads; -> what was found",
            rayon::current_num_threads()
        ),
        None,
    )
    .entry(&small.name("all"), || small.all())
    .entry(&large.name("all"), || large.all())
    .entry(&small.name("books"), || small.books().len())
    .entry(&large.name("books"), || large.books().len())
    .entry(&small.name("claims"), || claims_in(&small.claims()))
    .entry(&large.name("claims"), || claims_in(&large.claims()))
    .run();
    println!("peak memory of this process: {:?} MB", peak_megabytes());
}

fn claims_in(reports: &[Report]) -> usize {
    reports.iter().map(|r| r.claims.len()).sum()
}

/// Ledgers and reports of one size, read.
struct Material {
    rows: u32,
    ledgers: Vec<Document>,
    reports: Vec<Document>,
}

impl Material {
    fn made(rows: u32) -> Self {
        let ledgers = VERSIONS
            .iter()
            .zip(0..)
            .map(|(as_of, version)| ledger(rows, version, as_of))
            .collect();
        let reports = (0..rows / ROWS_OF_A_REPORT)
            .into_par_iter()
            .map(report)
            .collect();
        Self {
            rows,
            ledgers,
            reports,
        }
    }
    fn name(&self, what: &str) -> String {
        format!("{what}: {} rows, {} reports", self.rows, self.reports.len())
    }
    fn books(&self) -> Vec<Book> {
        self.ledgers
            .iter()
            .flat_map(|d| ledger::books(d, &[]))
            .collect()
    }
    fn claims(&self) -> Vec<Report> {
        self.reports
            .par_iter()
            .map(|d| reconcile::claims(d, &[]))
            .collect()
    }
    fn all(&self) -> usize {
        let series = ledger::series(self.books());
        let reports = self.claims();
        let documents: Vec<&Document> = self.ledgers.iter().chain(&self.reports).collect();
        let (limits, ledgers) = (ReconcileSettings::default(), LedgerSettings::default());
        let workdays = Workdays::builtin();
        let desk = Desk::new(
            ON,
            (&limits, &ledgers, &workdays),
            &series,
            &reports,
            &documents,
        );
        let found = reconcile::reconcile(&desk);
        found.mismatches.len() + found.pairs.len()
    }
}

fn number(row: u32) -> String {
    format!("ZZ2026-{row:06}")
}

/// A matter's title: no two of a ledger are alike.
fn title(row: u32) -> String {
    let pick = |from: &[&'static str], by: u32| from[(row / by) as usize % from.len()];
    format!(
        "{}市{}县{}（第{}批第{}项）",
        pick(PLACES, 1),
        pick(PLACES, 12),
        pick(WORKS, 144),
        row / 1728 + 1,
        row % 1728 + 1
    )
}

/// One row in fifty moves from one version to the next in a way an honest ledger moves.
fn ledger(rows: u32, version: u32, as_of: &str) -> Document {
    let heads = [
        "序号",
        "台账编号",
        "事项名称",
        "牵头单位",
        "收文日期",
        "传达学习日期",
        "研究部署日期",
        "办理时限",
        "完成情况",
        "进展情况",
    ];
    let mut cells: Vec<RawCell> = Vec::new();
    let mut put = |row: u32, texts: &[String]| {
        cells.extend(texts.iter().zip(0..).map(|(text, col)| RawCell {
            row,
            col,
            text: text.clone(),
            value: CellValue::Text,
            has_formula: false,
        }));
    };
    put(0, &[format!("督办事项总台账（截至{as_of}）")]);
    put(1, &heads.map(str::to_owned));
    for row in 0..rows {
        let state =
            STATES[(row + u32::from(version == 1 && row % 50 == 0)) as usize % STATES.len()];
        put(
            row + 2,
            &[
                (row + 1).to_string(),
                number(row),
                title(row),
                format!("{}市生态环境局", PLACES[row as usize % PLACES.len()]),
                format!("2026年{}月{}日", row % 3 + 1, row % 28 + 1),
                format!("2026年{}月{}日", row % 3 + 2, row % 28 + 1),
                format!("2026年{}月{}日", row % 3 + 2, row % 28 + 1),
                format!("2026年{}月底前", row % 4 + 9),
                state.to_owned(),
                format!(
                    "已完成{}处，剩余{}处，{}",
                    row % 37 + version,
                    row % 11,
                    title(row)
                ),
            ],
        );
    }
    let table = RawTable {
        name: "总账".to_owned(),
        cells,
        ..RawTable::default()
    };
    document(
        &format!("总账_截至{as_of}.xlsx"),
        Format::Xlsx,
        vec![RawBlock::Table(table)],
        Some(DocType::总账),
    )
}

fn report(nth: u32) -> Document {
    let unit = format!("{}市生态环境局", PLACES[nth as usize % PLACES.len()]);
    let mut lines = vec![
        format!("{unit}2026年第三季度整改进展报告"),
        "一、进展情况".to_owned(),
    ];
    for row in nth * ROWS_OF_A_REPORT..(nth + 1) * ROWS_OF_A_REPORT {
        let state = match row % 5 {
            0 => "已于2026年8月底完成整改",
            1 => "正在推进，计划年底前完成",
            2 => "已完成主体工程，累计完成12处",
            3 => "按期完成并申请销号",
            _ => "达到序时进度",
        };
        lines.push(format!("{}{}，{state}。", number(row), title(row)));
    }
    let blocks = lines
        .into_iter()
        .map(|text| {
            RawBlock::Text(RawText {
                text,
                ..RawText::default()
            })
        })
        .collect();
    document(
        &format!("{unit}_{nth}.docx"),
        Format::Docx,
        blocks,
        Some(DocType::整改报告),
    )
}

fn document(
    file: &str,
    format: Format,
    blocks: Vec<RawBlock>,
    doc_type: Option<DocType>,
) -> Document {
    let raw = RawFile {
        file: file.to_owned(),
        sha256: file.to_owned(),
        bytes: 1,
        format: Some(format),
        recovery: Recovery::Complete,
        reasons: Vec::new(),
        blocks,
        facts: BTreeMap::new(),
    };
    let reading = ReadingSettings {
        doc_type,
        ..ReadingSettings::default()
    };
    let mut document = normalize::document(&raw, &reading);
    normalize::refresh(&mut document);
    document
}
