//! Telephone and identity numbers are masked where they stand, and nothing else is. All numbers are invented.
use std::{borrow::Cow, collections::BTreeMap};

use proptest::prelude::*;
use taizhang::{
    import,
    model::{CellValue, RawBlock, RawCell, RawFile, RawTable, ReadingSettings, Recovery},
    normalize::{self, masks},
};

fn of_text(text: &str) -> String {
    let raw = super::raw("甲.txt", vec![super::paragraph(text)]);
    match &masks::masked(&raw).blocks[0] {
        RawBlock::Text(t) => t.text.clone(),
        RawBlock::Table(_) => unreachable!(),
    }
}

fn cell(row: u32, col: u32, text: &str, value: CellValue) -> RawCell {
    RawCell {
        row,
        col,
        text: text.to_owned(),
        value,
        has_formula: false,
    }
}

/// A table of rows; cells that are whole numbers are numeric.
fn table(rows: &[&[&str]]) -> RawTable {
    let mut table = RawTable::default();
    for (r, row) in (0..).zip(rows) {
        for (c, text) in (0..).zip(*row).filter(|(_, t)| !t.is_empty()) {
            let value = text.parse().map_or(CellValue::Text, CellValue::Number);
            table.cells.push(cell(r, c, text, value));
        }
    }
    table
}

fn of_table(rows: &[&[&str]]) -> RawTable {
    let raw = super::raw("甲.xlsx", vec![RawBlock::Table(table(rows))]);
    match &masks::masked(&raw).blocks[0] {
        RawBlock::Table(t) => t.clone(),
        RawBlock::Text(_) => unreachable!(),
    }
}

/// An identity number with its check digit.
fn identity(first_17: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first_17
        .chars()
        .zip(weights)
        .map(|(c, w)| c.to_digit(10).unwrap() * w)
        .sum();
    format!(
        "{first_17}{}",
        "10X98765432".chars().nth(sum as usize % 11).unwrap()
    )
}

const MASKED: &[(&str, &str)] = &[
    ("13812345678", "138****5678"),
    (
        "举报人手机13812345678，请回电。",
        "举报人手机138****5678，请回电。",
    ),
    ("李某13812345678", "李某138****5678"),
    ("联系人：周某（13812345678）", "联系人：周某（138****5678）"),
    ("138-1234-5678", "138-****-5678"),
    ("电话：138 1234 5678", "电话：138 **** 5678"),
    ("+86 13812345678", "+86 138****5678"),
    ("+86-138-1234-5678", "+86-138-****-5678"),
    ("8613812345678", "86138****5678"),
    ("１３８１２３４５６７８", "１３８****５６７８"),
    ("13812345678、15987654321", "138****5678、159****4321"),
    ("13812345678/15987654321", "138****5678/159****4321"),
    ("13812345678-15987654321", "138****5678-159****4321"),
    ("13812345678 15987654321", "138****5678 159****4321"),
    ("微信号：13812345678", "微信号：138****5678"),
    ("Tel:13812345678", "Tel:138****5678"),
    ("tel13812345678", "tel138****5678"),
    ("0531-88886666", "0531-******66"),
    ("0531—88886666", "0531—******66"),
    ("010一88886666", "010一******66"),
    ("（0531）88886666", "（0531）******66"),
    ("电话053188886666", "电话0531******66"),
    ("值班电话：88886666", "值班电话：******66"),
    ("电话号码为8888666。", "电话号码为*****66。"),
    ("传真：8888 6666", "传真：**** **66"),
    (
        "电话：88886666、88887777，88889999",
        "电话：******66、******77，******99",
    ),
    (
        "电话：0531-88886666、88887777",
        "电话：0531-******66、******77",
    ),
    ("联系方式：88886666（办）", "联系方式：******66（办）"),
    ("身份证号：370102800101123", "身份证号：370**********23"),
    ("身份证 37010219800101123X", "身份证 370*************3X"),
    (
        "（联系人：周某，电话：0000-1234567）",
        "（联系人：周某，电话：0000-*****67）",
    ),
];

const UNMASKED: &[&str] = &[
    "13800000000元",
    "周某0531-12369，办结88887777吨",
    "总投资13812345678元",
    "13812345678.50元",
    "1,3812,345,678",
    "13812345678吨",
    "处理水量15912345678立方米",
    "受理编号：13812345678",
    "受理编号D3SD202607013812345678",
    "X3SD202607010012",
    "流水号13812345678901",
    "工单号：15912345678",
    "QQ：1381234567",
    "第13812345678号",
    "统一社会信用代码91350100M000100Y43",
    "91350100M000100Y43",
    "信用代码：123701021980010112",
    "汀环〔2026〕31号",
    "2026-07-01",
    "20260701",
    "2026年7月1日至2026年12月31日",
    "2026-07-01 2026-09-30",
    "12369、12345",
    "拨打12345-2转8",
    "117.13812345678",
    "东经117.138123，北纬36.651234",
    "0.13812345678",
    "157 1234 5678 9012",
    "138 1234 5678 件",
    "GB 18918-2002、GB3838-2002",
    "http://example.invalid/a/13812345678",
    "id=13812345678",
    "面积88886666平方米",
    "共排放88886666吨",
    "88886666",
    "37010220260701001X",
    "370102202607010015",
    "23812345678",
    "11812345678",
    "138****5678",
    "电话：138****5678",
    "身份证370*************3X",
    "13812345678901234567",
    "9f13812345678e",
    "400-810-1234",
    "总磷由0.13mg/L降至0.08mg/L，受理群众来电1234次。",
    "电话督办7次，电话回访20260701批次",
    "一季度1388888元、二季度1599999元",
    "19801231",
    "15000000000",
];

#[test]
fn the_lists_are_sound() {
    assert!(masks::is_sound());
}

#[test]
fn personal_numbers_are_masked_in_their_place() {
    let wrong: Vec<_> = MASKED
        .iter()
        .filter(|(text, expected)| of_text(text) != *expected)
        .map(|(text, expected)| (of_text(text), expected))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (text, masked) in MASKED {
        assert_eq!(text.chars().count(), masked.chars().count(), "{text}");
    }
}

#[test]
fn other_numbers_are_left_alone() {
    let wrong: Vec<_> = UNMASKED
        .iter()
        .map(|text| (text, of_text(text)))
        .filter(|(text, masked)| *text != masked)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_identity_number_is_known_by_its_check_digit_or_its_birthday() {
    let sound = identity("37010220240229001");
    assert!(of_text(&format!("当事人{sound}。")).contains("****"));
    // A wrong check digit, but a birthday long ago: a slip of the pen.
    assert_eq!(of_text("370102198001011234"), "370*************34");
    // The code of a public institution with a sound check digit of its own kind.
    let institution = "123701024955386480";
    assert_eq!(of_text(institution), institution);
}

#[test]
fn columns_of_telephone_numbers_are_masked_whatever_their_numbers_look_like() {
    let masked = of_table(&[
        &["序号", "联系人", "联系电话", "投资额（元）", "受理编号"],
        &["1", "周某", "13812345678", "13812345678", "15912345678"],
        &["2", "吴某", "88886666", "13800001111", "15912345679"],
        &["3", "郑某", "8021", "2026", "88886666"],
        &["4", "王某", "88886666转801", "12369", "1"],
    ]);
    let texts: BTreeMap<(u32, u32), &str> = masked
        .cells
        .iter()
        .map(|c| ((c.row, c.col), c.text.as_str()))
        .collect();
    let column = |col: u32| -> Vec<&str> { (1..5).map(|row| texts[&(row, col)]).collect() };
    assert_eq!(
        column(2),
        ["138****5678", "******66", "****", "******66转***"]
    );
    assert_eq!(column(3), ["13812345678", "13800001111", "2026", "12369"]);
    assert_eq!(column(4), ["15912345678", "15912345679", "88886666", "1"]);
    // A masked number is no number any more.
    let values: Vec<&CellValue> = masked
        .cells
        .iter()
        .filter(|c| c.col == 2 && c.row > 0)
        .map(|c| &c.value)
        .collect();
    assert!(values.iter().all(|v| **v == CellValue::Text), "{values:?}");
}

#[test]
fn a_way_of_asking_is_no_telephone_number() {
    let masked = of_table(&[
        &["渠道", "电话", "微信", "来信"],
        &["件数", "1286", "305", "77"],
        &["上季", "13812345678", "", ""],
    ]);
    let texts: Vec<&str> = masked.cells.iter().map(|c| c.text.as_str()).collect();
    assert!(
        texts.contains(&"1286") && texts.contains(&"138****5678"),
        "{texts:?}"
    );
}

#[test]
fn the_cell_beside_a_label_is_masked_and_a_later_header_ends_a_column() {
    let masked = of_table(&[
        &["联系人", "周某", "联系电话", "8021"],
        &["身份证号", "370102800101123"],
        &["序号", "点位", "现状", "清淤量"],
        &["1", "湖心", "好", "8022"],
    ]);
    let texts: Vec<&str> = masked.cells.iter().map(|c| c.text.as_str()).collect();
    assert!(
        texts.contains(&"****") && texts.contains(&"*************23"),
        "{texts:?}"
    );
    assert!(texts.contains(&"8022"), "{texts:?}");
}

#[test]
fn a_number_shown_shortened_does_not_keep_its_value() {
    let mut shown = table(&[&["姓名", "备注", "手机号码"]]);
    shown
        .cells
        .push(cell(1, 2, "1.38E+10", CellValue::Number(13_812_345_678.0)));
    shown.cells.push(cell(
        2,
        2,
        "13812345678",
        CellValue::Number(13_812_345_678.0),
    ));
    let raw = super::raw("甲.xlsx", vec![RawBlock::Table(shown)]);
    let masked = masks::masked(&raw);
    let RawBlock::Table(t) = &masked.blocks[0] else {
        unreachable!()
    };
    assert_eq!(t.cells[3].text, "*.**E+10");
    assert_eq!(t.cells[4].text, "138****5678");
    assert!(t.cells[3..].iter().all(|c| c.value == CellValue::Text));
}

#[test]
fn facts_sheet_names_and_remarks_are_masked_and_the_count_is_told() {
    let mut raw = super::raw(
        "甲.xlsx",
        vec![
            super::paragraph("周某13812345678"),
            RawBlock::Table(RawTable {
                name: "周某15987654321".to_owned(),
                cells: vec![cell(0, 0, "湖心", CellValue::Text)],
                ..RawTable::default()
            }),
        ],
    );
    raw.facts
        .insert("author".to_owned(), "周某13812345678".to_owned());
    raw.facts
        .insert("producer".to_owned(), "13812345678".to_owned());
    raw.reasons
        .push(taizhang::model::Reason::new("hidden-sheet").with("sheet", "周某15987654321"));
    let masked = masks::masked(&raw);
    assert_eq!(masked.facts["author"], "周某138****5678");
    assert_eq!(masked.facts["producer"], "13812345678");
    assert_eq!(masked.reasons[0].args["sheet"], "周某159****4321");
    assert_eq!(masked.reasons[1].code, "numbers-masked");
    assert_eq!(masked.reasons[1].args["count"], "3");
    let RawBlock::Table(t) = &masked.blocks[1] else {
        unreachable!()
    };
    assert_eq!(t.name, "周某159****4321");
}

#[test]
fn a_file_without_numbers_is_not_copied() {
    let raw = super::file("甲.txt", super::REPORT);
    assert!(matches!(
        masks::masked(&super::file("甲.txt", "一、2026年7月1日清淤3.5公里。")),
        Cow::Borrowed(_)
    ));
    assert!(matches!(masks::masked(&raw), Cow::Owned(_)));
}

#[test]
fn masked_numbers_count_nothing() {
    let d = super::read(
        "甲.txt",
        "联系人周某，电话13812345678、0531-88886666，受理5件。",
    );
    let mut d2 = normalize::document(
        &masks::masked(&super::file(
            "甲.txt",
            "联系人周某，电话13812345678、0531-88886666，受理5件。",
        )),
        &ReadingSettings::default(),
    );
    normalize::refresh(&mut d2);
    let numbers = |d: &taizhang::model::Document| -> Vec<String> {
        d.passages
            .iter()
            .flat_map(|p| &p.numbers)
            .map(|n| format!("{n:?}"))
            .collect()
    };
    assert_eq!(numbers(&d).len(), 1);
    assert_eq!(numbers(&d), numbers(&d2));
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec![
            "联系电话", "电话：", "身份证号", "周某", "（", "）", "、", "，", " ", "-", "元", "万元", "受理编号：", "*", "****",
            "１", "\u{3000}", "手机", "转", "/", ".", "𠮷", "2026年7月1日", "+86", "x", "X", "0531-", "12369",
        ]).prop_map(ToOwned::to_owned),
        2 => "[0-9]{1,9}",
        2 => "1[3-9][0-9]{9}",
        1 => "[1-6][0-9]{5}19[5-9][0-9](0[1-9]|1[0-2])(0[1-9]|1[0-9])[0-9]{3}[0-9X]",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn masks_keep_the_length_and_every_other_character_and_are_final(
        pieces in proptest::collection::vec(piece(), 1..9),
        in_column in any::<bool>(),
    ) {
        let text = pieces.concat();
        let own = |text: &str| -> RawFile {
            let block = if in_column {
                RawBlock::Table(RawTable {
                    cells: vec![
                        cell(0, 0, "姓名", CellValue::Text),
                        cell(0, 1, "备注", CellValue::Text),
                        cell(0, 2, "联系电话", CellValue::Text),
                        cell(1, 2, text, CellValue::Text),
                    ],
                    ..RawTable::default()
                })
            } else {
                super::paragraph(text)
            };
            super::raw("甲.txt", vec![block])
        };
        let text_of = |raw: &RawFile| match &raw.blocks[0] {
            RawBlock::Text(t) => t.text.clone(),
            RawBlock::Table(t) => t.cells[3].text.clone(),
        };
        let raw = own(&text);
        let once = text_of(&masks::masked(&raw));
        prop_assert_eq!(once.chars().count(), text.chars().count());
        for (a, b) in text.chars().zip(once.chars()) {
            prop_assert!(a == b || b == '*' && (a.is_numeric() || matches!(a, 'x' | 'X')), "{} {}", text, once);
        }
        let twice = text_of(&masks::masked(&own(&once)));
        prop_assert_eq!(&once, &twice);
    }

    #[test]
    fn no_mobile_number_survives_among_words(
        lead in prop::sample::select(vec!["", "周某", "举报人手机：", "（", "联系方式:", "，", "手机 ", "\n", "A座 ", "12日", "12 "]),
        number in "1[3-9][0-9]{8}[1-9]",
        tail in prop::sample::select(vec!["", "。", "（微信同号）", "，", "反映", " 周某", "\n", "）", "/", "-"]),
    ) {
        let masked = of_text(&format!("{lead}{number}{tail}"));
        prop_assert!(!masked.contains(&number), "{masked}");
    }
}

/// What is masked in real public papers: printed for reading, by kind and file. Sums are floors and ceilings of what was read by eye.
#[test]
fn real_material_is_masked_with_care() {
    let (mut files, mut numbers) = (0, 0);
    // Plainer than the masks themselves, and without their exceptions.
    let shapes = regex::Regex::new(
        r"(?:^|[^0-9A-Za-z.*])(?:1[3-9][0-9]{9}|0[0-9]{2,3}[-—– ]{1,2}[0-9]{7,8})(?:[^0-9.]|$)|(?:电话|手机|传真|联系方式)[^0-9]{0,8}[0-9]{7,8}(?:[^0-9]|$)",
    )
    .unwrap();
    let mut left = Vec::new();
    let (mut masking, mut reading) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    for folder in ["data/text", "data/env_ledgers", "data/formats"] {
        let Some(folder) = crate::shared(folder) else {
            continue;
        };
        for found in import::walk(&folder.canonicalize().unwrap()) {
            let Ok(opened) = import::open(
                &found.path,
                &found.file,
                &taizhang::model::Limits::default(),
            ) else {
                continue;
            };
            let raw = opened.read();
            if raw.recovery > Recovery::Partial {
                continue;
            }
            let start = std::time::Instant::now();
            let masked = masks::masked(&raw);
            masking += start.elapsed();
            let start = std::time::Instant::now();
            let document = normalize::document(&masked, &ReadingSettings::default());
            reading += start.elapsed();
            assert_eq!(document.sha256, raw.sha256);
            for text in masked.blocks.iter().flat_map(texts) {
                left.extend(
                    shapes
                        .find(text)
                        .map(|m| format!("{}: {}", found.file, m.as_str())),
                );
            }
            let Cow::Owned(masked) = masked else { continue };
            files += 1;
            for (a, b) in raw.blocks.iter().zip(&masked.blocks) {
                for (a, b) in texts(a).into_iter().zip(texts(b)).filter(|(a, b)| a != b) {
                    numbers += 1;
                    println!("{}: {}", found.file, around(a, b));
                }
            }
        }
    }
    println!(
        "{numbers} texts masked in {files} real files; masks take {:.3} of the time of normalizing",
        masking.as_secs_f64() / reading.as_secs_f64()
    );
}

fn texts(block: &RawBlock) -> Vec<&str> {
    match block {
        RawBlock::Text(t) => vec![&t.text],
        RawBlock::Table(t) => t.cells.iter().map(|c| c.text.as_str()).collect(),
    }
}

/// The first masked number of a text with ten characters around it, as it stood and as it is.
fn around(a: &str, b: &str) -> String {
    let at = a.chars().zip(b.chars()).position(|(x, y)| x != y).unwrap();
    let cut = |t: &str| {
        t.chars()
            .skip(at.saturating_sub(14))
            .take(36)
            .collect::<String>()
    };
    format!("{} => {}", cut(a), cut(b))
}
