//! Concreteness: what can be checked is told from what cannot, with the slots that say why; a table elsewhere withdraws a flag.
use taizhang::{
    detect::{
        RulePacks,
        concreteness::{Evidence, Judged, Label, Lessons, Slot, judge, slots, teach, validate},
        examine,
    },
    model::{DocType, Passage, PassageKind, char_len, char_slice, fold},
};

use super::sample;

/// A folded sentence that stands alone.
fn alone(plain: &str) -> Judged {
    let whole = 0..char_len(plain);
    judge(plain, std::slice::from_ref(&whole)).remove(0)
}

/// The label of a sentence that stands alone.
fn label(text: &str) -> Label {
    let plain = fold(text);
    alone(&plain).label
}

fn filled(text: &str, slot: Slot) -> Vec<String> {
    let plain = fold(text);
    let found = slots(&plain, &(0..char_len(&plain)));
    let words = found
        .found()
        .find(|(s, _)| *s == slot)
        .map(|(_, w)| w.to_vec());
    words
        .unwrap_or_default()
        .iter()
        .map(|w| char_slice(&plain, w))
        .collect()
}

#[test]
fn sentences_one_can_check_are_concrete() {
    for text in [
        "石滩镇6月底前拆除柳湾砖厂3台燃煤锅炉，由镇环保办王敏负责。",
        "新建污水管网12.6公里，改造老旧管网8.3公里，消除黑臭水体5条。",
        "柳湾污水处理厂扩建工程建成投运，日处理能力提高到4万吨。",
        "立案查处环境违法行为326起，罚款2180万元。",
        "印发《云泽县扬尘污染防治办法》。",
        "全县空气质量优良天数比例达到92.3%，同比提高2.1个百分点。",
    ] {
        assert_eq!(label(text), Label::Concrete, "{text}");
    }
}

#[test]
fn sentences_without_anything_to_check_are_not_concrete() {
    for text in [
        "坚持以更高站位、更严标准、更实举措，奋力谱写生态文明建设新篇章。",
        "进一步压实责任，持续加大工作力度，确保各项任务落到实处。",
        "不断完善长效机制，推动各项整改工作取得积极成效。",
        "深入推进污染防治攻坚，扎实开展环境综合整治。",
        "坚持“五个聚焦”，构建“1+3+N”工作体系。",
    ] {
        assert_ne!(label(text), Label::Concrete, "{text}");
    }
}

#[test]
fn slots_hold_the_words_that_fill_them() {
    let text = "柳湾村6月底前更换水泵3台，由县水务局负责，附验收单。";
    assert!(filled(text, Slot::Quantity).iter().any(|w| w == "3台"));
    assert!(filled(text, Slot::Time).iter().any(|w| w.contains("6月底")));
    assert!(
        filled(text, Slot::Act)
            .iter()
            .any(|w| w.starts_with("更换"))
    );
    assert!(filled(text, Slot::Material).iter().any(|w| w == "验收单"));
    assert!(!filled(text, Slot::Who).is_empty());
    assert!(filled("印发《云泽县水污染防治方案》。", Slot::Material)[0].contains('《'));
    assert!(filled("加快推进云泽湖大桥工程建设。", Slot::Object)[0].contains("云泽湖大桥"));
}

#[test]
fn words_inside_longer_ones_of_a_slot_are_not_listed_twice() {
    let plain = fold("2026年6月30日前完成");
    let found = slots(&plain, &(0..char_len(&plain)));
    for (_, words) in found.found() {
        for pair in words.windows(2) {
            assert!(pair[0].start <= pair[1].start && pair[0].end < pair[1].end);
        }
    }
}

#[test]
fn an_empty_sentence_says_which_addition_would_settle_it() {
    let text = fold("进一步压实责任，持续加大工作力度。");
    let judged = alone(&text);
    let found = slots(&text, &judged.range);
    assert_eq!(found.empty().count(), Slot::ALL.len());
    assert!(judged.addition(&found).unwrap().contains("动作"));
    let text = fold("拆除燃煤锅炉3台，6月底前完成。");
    let judged = alone(&text);
    assert_eq!(judged.addition(&slots(&text, &judged.range)), None);
}

#[test]
fn a_title_is_no_claim_and_the_share_counts_only_claims() {
    let mut page = sample::page(
        DocType::整改报告,
        &[(
            Some("整改进展情况"),
            "拆除燃煤锅炉3台，6月底前完成验收。坚定信心、勇毅前行，奋力谱写新篇章。",
        )],
    );
    let shares = Evidence::of(&page);
    assert_eq!((shares.concrete, shares.vague + shares.hollow), (1, 1));
    assert_eq!(shares.percent(), Some(50));
    page.passages.retain(|p| p.kind == PassageKind::Heading);
    assert_eq!(Evidence::of(&page).percent(), None);
}

#[test]
fn hostile_text_is_judged_without_failing() {
    for text in [
        "",
        " ",
        "。",
        "\u{0}\u{10FFFF}",
        &"甲".repeat(20_000),
        "𠀀𠀁、《“(",
    ] {
        let plain = fold(text);
        let whole = 0..char_len(&plain);
        assert_eq!(judge(&plain, std::slice::from_ref(&whole)).len(), 1);
        let _ = slots(&plain, &whole);
    }
    // Ranges that are not there.
    assert_eq!(judge("甲乙", &[5..9, 1..1]).len(), 2);
}

/// Sentences of six invented files: acts with amounts, slogans, headings, vague claims.
fn table() -> String {
    let mut table = "file\tparagraph\tsentence\tlabel\ttext\n".to_owned();
    for n in 0..6 {
        for (at, (label, text)) in [
            ("N", format!("（{n}）整治工作。")),
            ("C", format!("拆除{}号井旧泵{}台。", n + 1, n + 2)),
            ("V", "持续推进综合整治，取得成效。".to_owned()),
            ("H", "牢记使命，勇毅前行。".to_owned()),
        ]
        .iter()
        .enumerate()
        {
            table.push_str(&format!("f{n}\tp1\t{at}\t{label}\t{text}\n"));
        }
    }
    table
}

#[test]
fn teaching_twice_gives_the_same_weights() {
    let write = || {
        let lessons = Lessons::read(&[(table(), 1.0)]).unwrap();
        assert_eq!((lessons.sentences(), lessons.files()), (24, 6));
        teach(&lessons).write(&[])
    };
    assert_eq!(write(), write());
}

#[test]
fn validation_keeps_files_apart_and_names_every_system() {
    let lessons = Lessons::read(&[(table(), 1.0)]).unwrap();
    let paragraphs = "file\tparagraph\tlabel\nf0\tp1\t0\nf9\tp1\t1\n";
    let validation = validate(&lessons, paragraphs);
    assert_eq!(validation.paragraphs, (1, 1, 1));
    assert_eq!(validation.systems.len(), 10);
    let model = &validation.systems[0];
    assert_eq!((model.system, model.figures.sentences), ("model", 24));
    assert!(model.figures.accuracy.value > 0.9);
    let majority = validation.systems.iter().find(|s| s.system == "majority");
    assert!(majority.unwrap().figures.accuracy.value < 0.5);
    for s in &validation.systems {
        let a = s.figures.accuracy;
        assert!(a.low <= a.value && a.value <= a.high, "{}", s.system);
    }
}

#[test]
fn a_broken_table_is_refused_with_its_line() {
    let broken = "file\tparagraph\tsentence\tlabel\ttext\nf\tp\t0\tX\t甲。\n";
    let error = Lessons::read(&[(broken.to_owned(), 1.0)]).unwrap_err();
    assert!(error.to_string().contains('2'), "{error}");
}

/// A page whose paragraph makes a scored rule speak.
const EMPTY: &str = "我单位提高政治站位，压实工作责任，强化责任担当，以更高标准、更实举措持续推动整改工作落地见效。";

fn flags(body: &str, more: &[(&str, &str)]) -> Vec<String> {
    let mut parts = vec![(Some("整改情况"), body)];
    parts.extend(more.iter().map(|(h, b)| (Some(*h), *b)));
    let mut page = sample::page(DocType::整改报告, &parts);
    taizhang::normalize::refresh(&mut page);
    let packs = RulePacks::load(&[]).unwrap();
    let flags = examine(&page, &packs);
    flags
        .into_iter()
        .filter(|f| f.indicator == "hollow-commitment")
        .map(|f| f.explain.would_clear.unwrap_or_default())
        .collect()
}

#[test]
fn a_flag_for_emptiness_says_what_is_missing() {
    let said = flags(EMPTY, &[]);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("补一项即可核对"), "{}", said[0]);
}

#[test]
fn an_annex_that_gives_amounts_and_dates_withdraws_the_flag() {
    let refers = format!("{EMPTY}详见后附清单。");
    assert_eq!(flags(&refers, &[]).len(), 1);
    let annex = [(
        "附件1 整改明细",
        "2026年5月20日前拆除锅炉3台，清运污泥40吨。",
    )];
    assert_eq!(flags(&refers, &annex).len(), 0);
    assert_eq!(flags(EMPTY, &annex).len(), 1, "nothing leads to the annex");
}

#[test]
fn weights_and_words_of_this_program_are_sound() {
    let passage: Passage = sample::passage("新建泵站2座。", PassageKind::Paragraph);
    assert!(!judge(&passage.plain, &passage.sentences).is_empty());
}
