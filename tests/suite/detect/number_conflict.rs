//! Numbers that do not add up are flagged with the formula; numbers that rightly differ are not.
use std::{fs, path::Path};

use taizhang::{
    detect::{INDICATORS, RulePacks, examine},
    model::{
        CellSpan, CellValue, Column, DocType, Document, FlagDraft, MappedBy, PassageKind, Place,
        RowKind, Table, TableCell, TableRow, cell_name, char_len, char_slice,
    },
    normalize,
};

use super::sample;

const ID: &str = "number-conflict";

fn flags_of(document: &mut Document) -> Vec<FlagDraft> {
    refresh(document);
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    examine(document, &packs)
        .into_iter()
        .filter(|f| f.indicator == ID)
        .collect()
}

/// What the reader of documents fills in.
fn refresh(document: &mut Document) {
    for p in &mut document.passages {
        p.numbers = normalize::numbers::find(&p.plain);
        p.dates = normalize::dates::find(&p.plain, None);
    }
}

fn formulas(text: &str) -> Vec<String> {
    let mut page = sample::page(DocType::整改报告, &[(None, text)]);
    flags_of(&mut page)
        .into_iter()
        .map(|f| f.explain.formula.unwrap_or_default())
        .collect()
}

/// Title, text and expected formula (`无` for none) of every case.
fn cases() -> Vec<(String, String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/detect/number_conflict/cases.md");
    let all = fs::read_to_string(path).unwrap();
    all.split("\n## ")
        .skip(1)
        .map(|block| {
            let (title, rest) = block.split_once('\n').unwrap();
            let mut fenced = rest.split("```");
            let text = fenced.nth(1).unwrap().trim().to_owned();
            let (_, expected) = fenced.next().unwrap().split_once("期望：").unwrap();
            let expected = expected.lines().next().unwrap().trim().to_owned();
            (title.to_owned(), text, expected)
        })
        .collect()
}

#[test]
fn every_case_comes_out_as_written() {
    let cases = cases();
    let silent = cases.iter().filter(|(.., e)| e == "无").count();
    assert!(
        cases.len() >= 40 && silent >= 20,
        "{} cases, {silent} silent",
        cases.len()
    );
    let mut wrong = Vec::new();
    for (title, text, expected) in &cases {
        let got = formulas(text);
        let right = match expected.as_str() {
            "无" => got.is_empty(),
            formula => got == [formula],
        };
        if !right {
            wrong.push(format!(
                "{title}\n  {text}\n  expected {expected}\n  got {got:?}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn evidence_quotes_every_number_of_the_formula_at_its_place() {
    let text = "督察反馈问题36个，已完成整改21个，正在推进12个。";
    let mut page = sample::page(DocType::整改报告, &[(None, text)]);
    let flags = flags_of(&mut page);
    let [flag] = &flags[..] else {
        panic!("{flags:?}")
    };
    assert_eq!(flag.source.quote(), "36个，已完成整改21个，正在推进12个");
    let quotes: Vec<&str> = flag.evidence.iter().map(|e| e.source.quote()).collect();
    assert_eq!(quotes, ["36个", "21个", "12个"]);
    for e in &flag.evidence {
        let place = e.source.place();
        let there = char_slice(text, &(place.char_start..place.char_end));
        assert_eq!(there, e.source.quote());
    }
    assert_eq!(flag.certainty, taizhang::model::Certainty::确定);
    assert_eq!(flag.severity, taizhang::model::Severity::关注);
}

/// Running text for each published total; the figures are the published ones, the words are ours.
const PUBLISHED: &[(&str, &str)] = &[
    (
        "S01",
        "8月23日共受理群众举报21件，其中滨城区1件、阳信县2件、邹平县6件、博兴县4件、高新区1件、惠民县1件、无棣县3件。",
    ),
    (
        "S02",
        "当日受理举报21件，按污染类型分：大气9件、水5件、固废2件、建设项目2件、其他3件。",
    ),
    (
        "S03",
        "8月22日受理13件，其中滨城区6件、经开区3件、邹平县2件、博兴县2件。",
    ),
    (
        "S04",
        "督察组反馈问题41项，已完成整改25项，销号13项，未完成但达到序时进度16项。",
    ),
    (
        "S05",
        "89项任务中，完成整改45项，达到序时进度37项，未按期完成或未达到序时进度7项。",
    ),
    (
        "S06",
        "交办的1427件举报中，属实440件、部分属实779件、基本属实108件、不属实100件。",
    ),
    (
        "S07",
        "交办举报1427件，已办结492件，阶段性办结291件，正在办理644件。",
    ),
    (
        "S08",
        "交办举报1427件，已办结492件，阶段性办结291件，正在办理644件，办结率54.9%。",
    ),
    ("S09", "交办举报1427件，其中不属实100件，不属实率7.01%。"),
    ("S10", "督察组交办2358件，已办结2180件，办结率92.45%。"),
    ("S11", "2164项整改任务完成1275项，完成率近60%。"),
    ("S12", "531项整改任务完成313项，完成近六成。"),
    ("S13", "交办97件，已办结75件，阶段性办结19件，正在办理3件。"),
    (
        "S14",
        "交办126件，涉及问题268个：大气72个、噪声62个、水59个、土壤23个、生态21个、海洋17个、其他14个。",
    ),
    (
        "S15",
        "共有187个问题，同一事项包含两项以上污染类型的分别统计：水61个、大气47个、土壤1个、生态31个、垃圾60个、噪声51个、油烟27个、扬尘12个、其他4个。",
    ),
    (
        "S16",
        "187个问题按行业类别分：工业12个、农业25个、餐饮23个、建筑94个、养殖20个、矿山2个、其他11个。",
    ),
    (
        "S17",
        "本批11件，其中滕州市4件、薛城区3件、市中区1件、山亭区2件、台儿庄区1件。",
    ),
    (
        "S18",
        "涉及问题27个，其中大气8个、噪声7个、水2个、土壤1个、生态1个、辐射1个、海洋1个、其他6个。",
    ),
    ("S19", "50项问题中，已整改40项，正在整改10项。"),
    (
        "S20",
        "涉及问题资金251023.54万元，其中整改到位215587.84万元，未整改35435.70万元。",
    ),
    ("S21", "四平新闻联播共反映问题49件，未办结1件，办结率99%。"),
    (
        "S26",
        "全年受理1175件，其中来电976件、来访94件、来信7件、邮件2件、网络96件。",
    ),
    ("S27", "办结1164件，其中满意1119件、基本满意45件。"),
    ("S28", "全年受理1175件，其中来信7件，约占0.5%。"),
];
/// Checks of workdays and states across sentences, not of sums: other indicators' work.
const NOT_SUMS: &[&str] = &["S22", "S23", "S24", "S25"];

#[test]
fn published_totals_are_decided_as_their_sums_say() {
    let Some(path) = crate::shared("domain/total_cases.tsv") else {
        return;
    };
    let table = fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    let mut decided = 0;
    for line in table.lines().filter(|l| l.starts_with('S')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (id, expected) = (cells[0], cells[6]);
        if NOT_SUMS.contains(&id) {
            continue;
        }
        let (_, text) = PUBLISHED
            .iter()
            .find(|(known, _)| *known == id)
            .unwrap_or_else(|| panic!("{id} has no running text"));
        let got = formulas(text);
        decided += 1;
        if got.is_empty() == expected.starts_with("FLAG") {
            wrong.push(format!("{id} {expected}: {got:?}"));
        }
    }
    println!("{decided} published totals decided, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A sheet with one header row; rows may be totals (first cell 合计, 小计) or hidden (marked `#`).
fn sheet(header: &[&str], rows: &[&[&str]]) -> Document {
    let mut document = sample::empty(DocType::总账);
    let mut table = Table {
        sheet: "Sheet1".to_owned(),
        header_rows: Some((0, 0)),
        ..Table::default()
    };
    for (col, name) in (0_u32..).zip(header) {
        table.columns.push(Column {
            col,
            header: (*name).to_owned(),
            field: None,
            mapped_by: MappedBy::None,
        });
    }
    for (row, cells) in (1_u32..).zip(rows) {
        let hidden = cells[0].starts_with('#');
        let cells: Vec<&str> = cells.iter().map(|c| c.trim_start_matches('#')).collect();
        let kind = match cells[0] {
            "合计" | "小计" | "总计" => RowKind::Total,
            note if note.starts_with('注') => RowKind::Note,
            _ => RowKind::Record,
        };
        let mut passage = sample::passage(&cells.join(" | "), PassageKind::Row);
        passage.sentences.clear();
        passage.place = Place {
            sheet: Some("Sheet1".to_owned()),
            ..Place::default()
        };
        let mut line = TableRow {
            row,
            kind,
            cells: Vec::new(),
            passage: document.passages.len() as u32,
            hidden,
        };
        let mut start = 0;
        for (col, text) in (0_u32..).zip(&cells) {
            let end = start + char_len(text);
            if !text.is_empty() {
                passage.cells.push(CellSpan {
                    start,
                    end,
                    cell: cell_name(row, col),
                });
                line.cells.push(TableCell {
                    col,
                    cell: cell_name(row, col),
                    text: (*text).to_owned(),
                    value: text.parse().map_or(CellValue::Text, CellValue::Number),
                    inherited: false,
                    start,
                });
            }
            start = end + 3;
        }
        passage.row = Some((0, table.rows.len() as u32));
        table.rows.push(line);
        document.passages.push(passage);
    }
    document.tables.push(table);
    document
}

fn sheet_formulas(header: &[&str], rows: &[&[&str]]) -> Vec<(String, Option<String>)> {
    flags_of(&mut sheet(header, rows))
        .into_iter()
        .map(|f| {
            (
                f.explain.formula.unwrap_or_default(),
                f.source.place().cell.clone(),
            )
        })
        .collect()
}

#[test]
fn a_total_row_that_is_not_the_sum_is_flagged_at_its_cell() {
    let got = sheet_formulas(
        &["地区", "交办数", "办结数"],
        &[
            &["青岩县", "12", "9"],
            &["云溪县", "8", "8"],
            &["南屿区", "15", "11"],
            &["合计", "35", "29"],
        ],
    );
    assert_eq!(
        got,
        [("9+8+11 = 28 ≠ 29".to_owned(), Some("C5".to_owned()))]
    );
}

#[test]
fn subtotals_are_not_added_twice() {
    let rows: &[&[&str]] = &[
        &["青岩县", "12"],
        &["云溪县", "8"],
        &["小计", "20"],
        &["南屿区", "15"],
        &["栖禾镇", "5"],
        &["小计", "20"],
        &["合计", "40"],
    ];
    assert!(sheet_formulas(&["地区", "件数"], rows).is_empty());
}

#[test]
fn a_wrong_subtotal_and_a_wrong_total_are_told_apart() {
    let rows: &[&[&str]] = &[
        &["青岩县", "12"],
        &["云溪县", "8"],
        &["小计", "21"],
        &["南屿区", "15"],
        &["栖禾镇", "5"],
        &["小计", "20"],
        &["合计", "40"],
    ];
    assert_eq!(
        sheet_formulas(&["地区", "件数"], rows),
        [("12+8 = 20 ≠ 21".to_owned(), Some("B4".to_owned()))]
    );
}

#[test]
fn a_total_above_its_rows_is_understood() {
    let rows: &[&[&str]] = &[
        &["合计", "30"],
        &["青岩县", "12"],
        &["云溪县", "8"],
        &["南屿区", "9"],
    ];
    assert_eq!(
        sheet_formulas(&["地区", "件数"], rows),
        [("12+8+9 = 29 ≠ 30".to_owned(), Some("B2".to_owned()))]
    );
}

#[test]
fn a_sum_that_meets_with_or_without_hidden_rows_is_silent() {
    let with: &[&[&str]] = &[&["甲", "3"], &["#乙", "4"], &["丙", "5"], &["合计", "12"]];
    let without: &[&[&str]] = &[&["甲", "3"], &["#乙", "4"], &["丙", "5"], &["合计", "8"]];
    assert!(sheet_formulas(&["单位", "件数"], with).is_empty());
    assert!(sheet_formulas(&["单位", "件数"], without).is_empty());
}

#[test]
fn hidden_rows_are_named_when_the_sum_meets_neither_way() {
    let rows: &[&[&str]] = &[&["甲", "3"], &["#乙", "4"], &["丙", "5"], &["合计", "11"]];
    let flags = flags_of(&mut sheet(&["单位", "件数"], rows));
    let [flag] = &flags[..] else {
        panic!("{flags:?}")
    };
    assert!(flag.reason.contains("隐藏行1行"), "{}", flag.reason);
}

#[test]
fn rates_averages_and_running_numbers_are_not_added() {
    let rows: &[&[&str]] = &[
        &["1", "青岩县", "90%", "31"],
        &["2", "云溪县", "80%", "35"],
        &["合计", "", "85%", "33"],
    ];
    assert!(sheet_formulas(&["序号", "地区", "完成率", "平均浓度"], rows).is_empty());
}

#[test]
fn a_cumulative_column_is_not_added() {
    let rows: &[&[&str]] = &[
        &["一月", "5"],
        &["二月", "9"],
        &["三月", "14"],
        &["合计", "14"],
    ];
    assert!(sheet_formulas(&["月份", "完成数"], rows).is_empty());
}

#[test]
fn a_note_about_overlap_silences_the_table() {
    let rows: &[&[&str]] = &[
        &["大气", "12"],
        &["水", "8"],
        &["合计", "18"],
        &["注：同时涉及两类的分别统计", ""],
    ];
    assert!(sheet_formulas(&["类型", "件数"], rows).is_empty());
}

#[test]
fn rows_of_two_levels_are_not_added_twice() {
    let rows: &[&[&str]] = &[
        &["一、水", "10"],
        &["1.河道", "6"],
        &["2.湖库", "4"],
        &["二、气", "7"],
        &["1.工业", "5"],
        &["2.扬尘", "2"],
        &["合计", "17"],
    ];
    assert!(sheet_formulas(&["项目", "件数"], rows).is_empty());
}

#[test]
fn a_rounded_sum_is_not_a_conflict() {
    let rows: &[&[&str]] = &[
        &["甲", "33.3"],
        &["乙", "33.3"],
        &["丙", "33.3"],
        &["合计", "100.0"],
    ];
    assert!(sheet_formulas(&["单位", "数量"], rows).is_empty());
}

#[test]
fn the_one_row_whose_total_column_is_off_is_flagged() {
    let rows: &[&[&str]] = &[
        &["青岩县", "5", "4", "9"],
        &["云溪县", "3", "3", "6"],
        &["南屿区", "7", "1", "9"],
        &["栖禾镇", "2", "2", "4"],
        &["白石区", "6", "3", "9"],
    ];
    assert_eq!(
        sheet_formulas(&["地区", "大气", "水", "合计"], rows),
        [("7+1 = 8 ≠ 9".to_owned(), Some("D4".to_owned()))]
    );
}

#[test]
fn a_table_whose_total_column_means_something_else_is_silent() {
    let rows: &[&[&str]] = &[
        &["青岩县", "5", "4", "12"],
        &["云溪县", "3", "3", "8"],
        &["南屿区", "7", "1", "8"],
        &["栖禾镇", "2", "2", "9"],
    ];
    assert!(sheet_formulas(&["地区", "大气", "水", "合计"], rows).is_empty());
}

#[test]
fn the_one_row_whose_rate_is_off_is_flagged() {
    let rows: &[&[&str]] = &[
        &["青岩县", "40", "36", "90%"],
        &["云溪县", "25", "20", "80%"],
        &["南屿区", "48", "41", "95%"],
        &["栖禾镇", "16", "12", "75%"],
    ];
    assert_eq!(
        sheet_formulas(&["地区", "交办数", "办结数", "办结率"], rows),
        [("41/48 = 85.42% ≠ 95%".to_owned(), Some("D4".to_owned()))]
    );
}

#[test]
fn statutes_are_not_examined() {
    let text = "反馈问题36个，已完成整改21个，正在推进12个。";
    let mut page = sample::page(DocType::法律, &[(None, text)]);
    assert!(flags_of(&mut page).is_empty());
    assert!(INDICATORS.iter().any(|i| i.id() == ID));
}

/// Texts and labels of the gold files for this indicator.
fn gold(indicator: &str) -> Vec<(String, bool, String)> {
    let mut out = Vec::new();
    for name in ["examples", "fresh", "writers_1", "writers_2", "writers_3"] {
        let Some(path) = crate::shared(&format!("gold/{name}.jsonl")) else {
            continue;
        };
        for line in fs::read_to_string(path).unwrap().lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            if row["indicator"] == indicator {
                let text = row["text"].as_str().unwrap().to_owned();
                out.push((name.to_owned(), row["label"] == 1, text));
            }
        }
    }
    out
}

/// The labelled sentences of other writers: never a false flag, and not fewer true ones than when this was measured.
#[test]
fn labelled_sentences_are_judged_precisely() {
    let rows = gold(ID);
    if rows.is_empty() {
        return;
    }
    let (mut hit, mut miss, mut false_flag) = (0, 0, 0);
    for (name, label, text) in &rows {
        let got = formulas(text);
        match (label, got.is_empty()) {
            (true, false) => hit += 1,
            (true, true) => {
                miss += 1;
                println!("missed {name}: {text}");
            }
            (false, false) => {
                false_flag += 1;
                println!("FALSE {name}: {text} {got:?}");
            }
            (false, true) => {}
        }
    }
    println!(
        "{} sentences: {hit} true flags, {miss} missed, {false_flag} false",
        rows.len()
    );
    assert_eq!(false_flag, 0);
}

/// Every passage of the shared real texts as if it stood in a report; the flags are printed to be read.
#[test]
#[ignore = "reads 28 MB; run to see what the checks say on real text"]
fn flags_on_real_text_are_listed() {
    let Some(root) = crate::shared("data/text") else {
        return;
    };
    let mut count = 0;
    let mut passages = 0;
    for found in taizhang::import::walk(&root) {
        let Ok(text) = fs::read_to_string(&found.path) else {
            continue;
        };
        let parts: Vec<(Option<&str>, &str)> = text
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(|l| (None, l))
            .collect();
        passages += parts.len();
        let mut page = sample::page(DocType::整改报告, &parts);
        for f in flags_of(&mut page) {
            count += 1;
            println!(
                "{} | {} | {} | {}",
                found.file,
                f.source.quote(),
                f.explain.formula.unwrap_or_default(),
                f.explain.matched[0].0
            );
        }
    }
    println!("{passages} passages, {count} flags");
}
