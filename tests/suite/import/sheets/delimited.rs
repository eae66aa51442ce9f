//! Delimited text: every field at its address, as written, in every encoding and with every delimiter.
use encoding_rs::GB18030;
use taizhang::{
    import::read_bytes,
    model::{CellValue, Format, Recovery},
};

use super::{Dice, TEXTS, cells, codes, tables};

fn quote(field: &str, delimiter: char, always: bool) -> String {
    if always || field.contains([delimiter, '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[test]
fn every_field_stands_at_its_address() {
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let delimiter = [',', ';', '\t', '|'][dice.roll(4)];
        let (rows, cols) = (2 + dice.roll(20), 2 + dice.roll(8));
        let newline = ["\n", "\r\n"][dice.roll(2)];
        let mut wanted = std::collections::BTreeMap::new();
        let mut text = String::new();
        for row in 0..rows {
            for col in 0..cols {
                let field = if row == 0 || dice.roll(5) > 0 {
                    dice.pick(TEXTS)
                } else {
                    ""
                };
                if !field.trim().is_empty() {
                    wanted.insert((row as u32, col as u32), field.to_owned());
                }
                let always = dice.roll(4) == 0;
                text.push_str(&quote(field, delimiter, always));
                text.push_str(if col + 1 == cols { newline } else { "" });
                if col + 1 < cols {
                    text.push(delimiter);
                }
            }
        }
        let bytes = match dice.roll(3) {
            0 => text.clone().into_bytes(),
            1 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            _ => GB18030.encode(&text).0.into_owned(),
        };
        let raw = read_bytes("台账.csv", &bytes);
        assert_eq!(raw.recovery, Recovery::Complete, "seed {seed}");
        assert_eq!(cells(tables(&raw)[0]), wanted, "seed {seed}\n{text}");
    }
}

#[test]
fn only_plain_numerals_become_numbers() {
    let raw = read_bytes(
        "表.csv",
        "序号,电话,编号,比例,金额,日期,负数\n1,13800000000,0012,50%,12.50,2024.10,-3\n".as_bytes(),
    );
    let row: Vec<_> = tables(&raw)[0]
        .cells
        .iter()
        .filter(|c| c.row == 1)
        .collect();
    let values: Vec<_> = row.iter().map(|c| c.value.clone()).collect();
    use CellValue::{Number, Text};
    assert_eq!(
        values,
        [
            Number(1.0),
            Text,
            Text,
            Text,
            Number(12.5),
            Number(2024.1),
            Number(-3.0)
        ]
    );
    assert_eq!(
        row.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(),
        ["1", "13800000000", "0012", "50%", "12.50", "2024.10", "-3"]
    );
}

#[test]
fn rows_are_numbered_as_spreadsheets_number_them() {
    let raw = read_bytes("表.csv", "标题\r\n\r\n序号,内容\r\n1,甲\r\n".as_bytes());
    let places: Vec<_> = tables(&raw)[0]
        .cells
        .iter()
        .map(|c| (c.row, c.col))
        .collect();
    assert_eq!(places, [(0, 0), (2, 0), (2, 1), (3, 0), (3, 1)]);
    let raw = read_bytes("表.csv", "sep=;\n序号;内容\n1;甲\n".as_bytes());
    assert_eq!(cells(tables(&raw)[0])[&(0, 1)], "内容");
}

#[test]
fn a_lone_quotation_mark_does_not_swallow_the_file() {
    let text = "序号,内容\n1,\"未闭合的引号\n2,正常\n3,\"好\"的,尾\n";
    let raw = read_bytes("表.csv", text.as_bytes());
    let found = cells(tables(&raw)[0]);
    assert_eq!(found[&(1, 1)], "\"未闭合的引号");
    assert_eq!(found[&(2, 1)], "正常");
    assert_eq!(found[&(3, 1)], "\"好\"的");
    assert_eq!(codes(&raw), ["lone-quotes"]);
    assert_eq!(raw.recovery, Recovery::Complete);
}

#[test]
fn ragged_rows_keep_every_field() {
    let raw = read_bytes("表.csv", "a,b,c\n1\n2,3,4,5\n".as_bytes());
    let found = cells(tables(&raw)[0]);
    assert_eq!(found[&(2, 3)], "5");
    assert_eq!(found.len(), 8);
    assert_eq!(raw.format, Some(Format::Csv));
}
