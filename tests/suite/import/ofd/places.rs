//! What was written is read back at its page, character for character.
use proptest::prelude::*;
use taizhang::model::RawBlock;

use super::maker::{LEFT, Paper, content, line};

/// Words of fictional reports.
const WORDS: &[&str] = &[
    "澜川市",
    "整改任务",
    "完成",
    "化学需氧量",
    "第3季度",
    "污水处理厂",
    "12.5万吨",
    "，",
    "、",
    "已开工",
    "责任单位",
    "正在推进",
    "2026年8月",
    "（含配套管网）",
    "A&B",
    "<5%",
];

fn sentences() -> impl Strategy<Value = Vec<Vec<String>>> {
    let sentence = prop::collection::vec(prop::sample::select(WORDS), 1..4)
        .prop_map(|words| format!("其中{}。", words.concat()));
    prop::collection::vec(prop::collection::vec(sentence, 1..8), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_sentence_comes_back_on_its_page(pages in sentences()) {
        let mut paper = Paper::default();
        for page in &pages {
            // Far apart, so that each is a paragraph of its own; in any order.
            let drawn: Vec<String> = page
                .iter()
                .enumerate()
                .rev()
                .map(|(n, text)| line(LEFT, 60.0 + 25.0 * n as f64, text))
                .collect();
            paper.page(&content(&drawn.concat()));
        }
        let reading = paper.read();
        let found: Vec<(String, Option<u32>)> = reading
            .blocks
            .iter()
            .filter_map(|b| match b {
                RawBlock::Text(t) => Some((t.text.clone(), t.page)),
                RawBlock::Table(_) => None,
            })
            .collect();
        let written: Vec<(String, Option<u32>)> = (1..)
            .zip(&pages)
            .flat_map(|(n, page)| page.iter().map(move |text| (text.clone(), Some(n))))
            .collect();
        prop_assert_eq!(found, written);
    }
}
