//! Text nobody would write is examined without a panic: one bad file must not end the batch.
use std::sync::LazyLock;

use proptest::prelude::*;
use taizhang::{detect::RulePacks, import::read_bytes, model::ReadingSettings, workflow::analyze};

/// Reads and examines a file as an import does.
fn examined(name: &str, text: &str) -> usize {
    static PACKS: LazyLock<RulePacks> = LazyLock::new(|| RulePacks::load(&[]).unwrap());
    let raw = read_bytes(name, text.as_bytes());
    analyze(&raw, &ReadingSettings::default(), &PACKS)
        .drafts
        .len()
}

/// Found by the fuzzer: the product did not fit into a decimal number.
#[test]
fn numbers_beyond_all_measure_are_codes() {
    let text = "关于整改情况的报告\n本期办结55555555555555555559281034.29成半，较上期增长5555555555555555555555555亿件。\n";
    examined("报告.txt", text);
}

#[test]
fn a_column_of_codes_is_not_added_up() {
    let code = "55555555555555555555555555555";
    let rows: String = (0..5).map(|n| format!("{n},{code},{code}.5\n")).collect();
    let ledger = format!("序号,金额（元）,面积（平方米）\n{rows}合计,{code},1\n");
    examined("台账.csv", &ledger);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn text_that_is_all_numbers_is_examined(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "99999999999999", "9", "0", "0.0000000001", "7.8e28", "亿", "万", "成", "成半", "个百分点", "%", "％", "百分之",
                "增长", "下降", "由", "上升至", "较上年", "共", "其中", "合计", "占", "件", "元", "，", "。", "分别为", "、", "三分之", "一",
            ]),
            1..60,
        ),
    ) {
        examined("报告.txt", &format!("关于整改情况的报告\n{}\n", pieces.concat()));
        examined("台账.csv", &format!("序号,数量,合计\n1,{0},{0}\n2,{0},{0}\n合计,{0},{0}\n", pieces[0]));
    }
}
