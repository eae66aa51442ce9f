//! Words point at the characters they were cut from, and the words of the office stay whole.
use proptest::prelude::*;
use taizhang::{
    model::{char_len, char_slice, fold},
    tokenize::{Cutter, Lexicon},
};

fn cut(text: &str) -> Vec<String> {
    let words = Cutter::builtin().cut(text);
    words
        .iter()
        .map(|w| char_slice(text, &(w.start..w.end)))
        .collect()
}

fn cut_for_search(text: &str) -> Vec<String> {
    let words = Cutter::builtin().cut_for_search(text);
    words
        .iter()
        .map(|w| char_slice(text, &(w.start..w.end)))
        .collect()
}

#[test]
fn words_of_the_office_are_cut_whole() {
    for (text, word) in [
        ("入河排污口整改完成销号", "入河排污口"),
        ("对照督察反馈意见逐条整改", "督察反馈意见"),
        ("细颗粒物pm2.5浓度下降", "pm2.5"),
        ("vocs治理设施运行正常", "vocs"),
        ("传达学习重要指示批示精神", "传达学习"),
        ("坚决反对以文件落实文件", "以文件落实文件"),
    ] {
        assert!(cut(text).contains(&word.to_owned()), "{:?}", cut(text));
    }
    let plain = Cutter::new(Lexicon::default());
    assert!(plain.lexicon().is_empty());
    assert!(
        plain.cut("入河排污口").len() > 1,
        "the list makes the difference"
    );
}

#[test]
fn search_mode_adds_the_shorter_words_inside() {
    let words = cut_for_search("生态环境保护督察");
    for word in ["生态", "环境", "保护", "督察"] {
        assert!(words.contains(&word.to_owned()), "{words:?}");
    }
}

#[test]
fn words_for_search_leave_out_marks_and_blanks() {
    let words = Cutter::builtin().words_for_search("整改，完成 100% 。");
    assert!(words.contains(&"整改") && words.contains(&"完成"));
    assert!(
        words.iter().all(|w| w.chars().any(char::is_alphanumeric)),
        "{words:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn cut_leaves_no_gap_and_no_overlap(text in "([生态环境保护督察整改销号，。 a-cA-C0-9%.\\-]|\\PC){0,40}") {
        let text = fold(&text);
        let mut at = 0;
        for word in Cutter::builtin().cut(&text) {
            prop_assert_eq!(word.start, at);
            prop_assert!(word.end > word.start);
            at = word.end;
        }
        prop_assert_eq!(at, char_len(&text));
        for word in Cutter::builtin().cut_for_search(&text) {
            prop_assert!(word.start < word.end && word.end <= char_len(&text));
        }
    }
}
