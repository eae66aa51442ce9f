//! Sentences: where they end, where they do not, and that no character is lost.
use proptest::prelude::*;
use taizhang::normalize::split_sentences;

fn parts(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    split_sentences(text)
        .into_iter()
        .map(|r| chars[r.start as usize..r.end as usize].iter().collect())
        .collect()
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    let cases: &[(&str, &[&str])] = &[
        (
            "已建成泵站3座。累计投资1.2亿元！是否验收？",
            &["已建成泵站3座。", "累计投资1.2亿元！", "是否验收？"],
        ),
        (
            "一是清淤；二是护岸；三是绿化。",
            &["一是清淤；", "二是护岸；", "三是绿化。"],
        ),
        (
            "他说：“按期完成。”随后离场。",
            &["他说：“按期完成。”", "随后离场。"],
        ),
        (
            "有人提出“砂场先停。再谈补偿。”，未被采纳。",
            &["有人提出“砂场先停。再谈补偿。”，未被采纳。"],
        ),
        (
            "印发《关于清淤的通知。附表》，抓紧办理。",
            &["印发《关于清淤的通知。附表》，抓紧办理。"],
        ),
        (
            "完成率98.5%，较上年提高3.2个百分点。",
            &["完成率98.5%，较上年提高3.2个百分点。"],
        ),
        (
            "1.清理河道。2.修补堤岸。",
            &["1.清理河道。", "2.修补堤岸。"],
        ),
        ("一．总体情况", &["一．总体情况"]),
        (
            "真的完成了吗？！没有。。。",
            &["真的完成了吗？！", "没有。。。"],
        ),
        (
            "沿岸还有垃圾、杂草、旧船……后来全部清走。",
            &["沿岸还有垃圾、杂草、旧船……", "后来全部清走。"],
        ),
        (
            "第一行没有句号\n第二行也没有",
            &["第一行没有句号", "第二行也没有"],
        ),
        (
            "修复堤岸400米。（责任单位：水务局；时限：11月底）",
            &["修复堤岸400米。（责任单位：水务局；时限：11月底）"],
        ),
        (
            "左括号没有合上（已完成。余下三项。",
            &["左括号没有合上（已完成。", "余下三项。"],
        ),
        (
            "上文引号在这里收住。”另起一句。",
            &["上文引号在这里收住。”", "另起一句。"],
        ),
        (
            "网址http://a.b/c?d=1&e=2；电话另附。",
            &["网址http://a.b/c?d=1&e=2；", "电话另附。"],
        ),
        (
            "The pump works. It is new.",
            &["The pump works.", "It is new."],
        ),
        ("  前后有空白。  ", &["前后有空白。"]),
        ("——", &["——"]),
        ("", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(parts(text), *expected, "{text}");
    }
}

#[test]
fn a_quotation_of_a_whole_speech_is_cut_all_the_same() {
    let speech = "我们要把清淤做完。".repeat(40);
    let cut = parts(&format!("他说：“{speech}”"));
    assert!(cut.len() >= 40, "{}", cut.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn every_character_belongs_to_exactly_one_sentence(
        text in proptest::collection::vec(
            prop_oneof![
                6 => proptest::char::range('一', '龥'),
                3 => prop::sample::select("。！？；…，、：.!?;“”\"‘’（）()《》〔〕【】".chars().collect::<Vec<_>>()),
                2 => prop::sample::select("0123456789abZ %\n\r\t\u{3000}\u{2028}\u{FEFF}".chars().collect::<Vec<_>>()),
                1 => any::<char>(),
            ],
            0..120,
        )
    ) {
        let text: String = text.into_iter().collect();
        let chars: Vec<char> = text.chars().collect();
        let mut seen = vec![0_u32; chars.len()];
        let mut last = 0;
        for r in split_sentences(&text) {
            prop_assert!(r.start < r.end && r.start >= last && (r.end as usize) <= chars.len());
            prop_assert!(!chars[r.start as usize].is_whitespace() && !chars[r.end as usize - 1].is_whitespace());
            last = r.end;
            for s in &mut seen[r.start as usize..r.end as usize] { *s += 1; }
        }
        for (c, n) in chars.iter().zip(seen) {
            prop_assert!(n == 1 || n == 0 && c.is_whitespace(), "{c:?} in {n} sentences of {text:?}");
        }
    }
}
