//! Paragraphs read from pages are the ones that were written, at their pages.
use proptest::prelude::*;
use taizhang::{
    import::read_bytes,
    model::{RawBlock, RawFile, RawText, Recovery},
};

use super::maker::{HEIGHT, LEFT, PITCH, Paper, SIZE, WIDTH, set};

pub(super) fn texts(raw: &RawFile) -> Vec<&RawText> {
    raw.blocks
        .iter()
        .filter_map(|b| match b {
            RawBlock::Text(text) => Some(text),
            RawBlock::Table(_) => None,
        })
        .collect()
}

pub(super) fn lines(raw: &RawFile) -> Vec<&str> {
    texts(raw).iter().map(|t| t.text.as_str()).collect()
}

/// Words of fictional reports.
const WORDS: &[&str] = &[
    "澜川市",
    "整改任务",
    "完成",
    "化学需氧量",
    "第3季度",
    "台账编号ZZ2026-017",
    "污水处理厂",
    "12.5万吨",
    "，",
    "、",
    "已开工",
    "责任单位",
    "正在推进",
    "2026年8月15日前",
    "（含配套管网）",
    "群众反映",
    "比上季度",
    "下降3.2%",
    "；",
    "尚未",
    "销号",
    "“回头看”",
    "芦津港区",
    "水质",
    "监测点位14个",
    "由市局牵头",
];

fn paragraph() -> impl Strategy<Value = String> {
    (
        prop::sample::select(&["各县（区）", "我市", "目前", "按照要求", "一是", "岚岳省"][..]),
        prop::collection::vec(prop::sample::select(WORDS), 3..60),
    )
        .prop_map(|(first, words)| {
            let mut text = first.to_owned();
            for word in words {
                let is_mark = "，、；".contains(word);
                if !(is_mark && text.ends_with(['，', '、', '；'])) {
                    text.push_str(word);
                }
            }
            format!("{}。", text.trim_end_matches(['，', '、', '；']))
        })
}

/// Long enough for the indents of the paper to be known.
const BEGINNING: &[&str] = &[
    "现将本季度整改进展报告如下，有关数据统计到九月三十日，没有注明的均按照台账口径填写，由各责任单位自行核对。",
    "全市共承担整改任务九项，其中已经完成五项，正在推进四项，没有超过时限的任务，各项任务都明确了责任人和时间。",
    "市局每月对进展情况调度一次，对照台账逐项核对佐证材料，发现材料不齐的退回补充，补充之后再次核对，直到齐全。",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_was_written_is_read_at_its_page(own in prop::collection::vec(paragraph(), 1..25)) {
        let all: Vec<&str> = BEGINNING.iter().copied().chain(own.iter().map(String::as_str)).collect();
        let (bytes, places) = set(&all);
        let raw = read_bytes("报告.pdf", &bytes);
        prop_assert_eq!(raw.recovery, Recovery::Complete);
        prop_assert_eq!(lines(&raw), all);
        for (text, (page, starts)) in texts(&raw).iter().zip(&places) {
            prop_assert_eq!(text.page, Some(*page));
            prop_assert_eq!(&text.page_starts, starts);
        }
    }
}

#[test]
fn titles_headings_and_signatures_keep_to_themselves() {
    let mut paper = Paper::default();
    paper.page();
    let middle = |text: &str, size: f64| (WIDTH - text.chars().count() as f64 * size) / 2.0;
    let title = ["澜川市生态环境局关于青筠河流域", "突出问题整改进展的报告"];
    for (i, line) in title.iter().enumerate() {
        paper.text(middle(line, 22.0), 100.0 + 36.0 * i as f64, 22.0, line);
    }
    paper.text(middle("（二季度）", SIZE), 180.0, SIZE, "（二季度）");
    let body = [
        (0, "省生态环境厅："),
        (2, "我市承担青筠河流域整改任务九项，其中已经完成五项"),
        (0, "正在推进四项，按照要求将有关情况报告如下，数据统计到"),
        (0, "六月三十日。"),
        (2, "一、基本情况"),
        (2, "（一）点源治理"),
        (2, "全市排污口二百三十一个，逐一登记编号，已经整治一百"),
        (0, "九十六个。"),
        (2, "1.管网改造。沿河新建管网十二公里，改造老旧管网九公"),
        (0, "里，均已通水。"),
        (2, "2.企业整治。对十七家企业逐家核对排污许可证，限期补"),
        (0, "正三家。"),
        (16, "澜川市生态环境局"),
        (16, "2026年7月6日"),
    ];
    for (i, (indent, line)) in body.iter().enumerate() {
        let x = LEFT + SIZE * f64::from(*indent);
        paper.text(x, 230.0 + PITCH * i as f64, SIZE, line);
    }
    let raw = read_bytes("报告.pdf", &paper.finish());
    assert_eq!(
        lines(&raw),
        [
            "澜川市生态环境局关于青筠河流域突出问题整改进展的报告",
            "（二季度）",
            "省生态环境厅：",
            "我市承担青筠河流域整改任务九项，其中已经完成五项正在推进四项，按照要求将有关情况报告如下，数据统计到六月三十日。",
            "一、基本情况",
            "（一）点源治理",
            "全市排污口二百三十一个，逐一登记编号，已经整治一百九十六个。",
            "1.管网改造。沿河新建管网十二公里，改造老旧管网九公里，均已通水。",
            "2.企业整治。对十七家企业逐家核对排污许可证，限期补正三家。",
            "澜川市生态环境局",
            "2026年7月6日",
        ]
    );
}

#[test]
fn headers_footers_and_page_numbers_are_kept_out_of_the_body() {
    let mut paper = Paper::default();
    for page in 1..=4 {
        paper.page();
        paper.text(LEFT, 50.0, 10.0, "岚岳省生态环境公报");
        paper.text(
            LEFT,
            120.0,
            SIZE,
            &format!("第{page}页的正文只有这一行，各页都不相同。"),
        );
        paper.text(LEFT, 150.0, SIZE, ["甲", "乙", "丙", "丁"][page - 1]);
        paper.text(280.0, HEIGHT - 50.0, 10.0, &format!("第 {page} 页 共 4 页"));
    }
    let raw = read_bytes("公报.pdf", &paper.finish());
    assert_eq!(raw.recovery, Recovery::Complete);
    assert_eq!(raw.facts["header"], "岚岳省生态环境公报");
    assert_eq!(raw.facts["page_lines_left_out"], "8");
    let text = lines(&raw).concat();
    assert!(!text.contains("公报") && !text.contains('共'), "{text}");
    for page in 1..=4 {
        assert!(text.contains(&format!("第{page}页的正文")), "{text}");
    }
}

#[test]
fn a_first_line_that_comes_once_is_no_header() {
    let mut paper = Paper::default();
    for text in ["附件1", "附件2", "附件3"] {
        paper.page().text(LEFT, 60.0, SIZE, text);
        paper.text(LEFT, 120.0, SIZE, "任务清单另行报送，请以台账为准。");
    }
    let raw = read_bytes("附件.pdf", &paper.finish());
    let text = lines(&raw).concat();
    assert!(
        ["附件1", "附件2", "附件3"].iter().all(|t| text.contains(t)),
        "{text}"
    );
}

#[test]
fn bold_print_made_by_drawing_twice_is_read_once() {
    let mut paper = Paper::default();
    paper.page();
    for shift in [0.0, 0.4, 0.8] {
        paper.text(LEFT + shift, 100.0, SIZE, "第八届人民代表大会");
        paper.text(LEFT + shift, 140.0, SIZE, "编号ZZ2211-110011");
    }
    assert_eq!(
        lines(&read_bytes("a.pdf", &paper.finish())),
        ["第八届人民代表大会", "编号ZZ2211-110011"]
    );
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let mut paper = Paper::default();
    paper.page();
    paper.text(200.0, 80.0, 18.0, "青筠河治理的做法和体会");
    let (left, right) = (
        "左栏的文字先读到底部再读右栏否则两栏的句子就会混在一起读者将无从核对引文的位置也就没有办法使用这份材料所以阅读顺序必须正确才行。",
        "右栏的文字接着左栏的末尾往下读它与左栏同一高度的行没有关系除非整行横跨两栏例如上面的标题那样的行才会把两栏隔开来分别地阅读。",
    );
    for (x, text) in [(60.0, left), (320.0, right)] {
        let letters: Vec<char> = text.chars().collect();
        for (i, line) in letters.chunks(15).enumerate() {
            paper.text(
                x,
                130.0 + 22.0 * i as f64,
                14.0,
                &line.iter().collect::<String>(),
            );
        }
    }
    assert_eq!(
        lines(&read_bytes("a.pdf", &paper.finish())),
        ["青筠河治理的做法和体会", left, right]
    );
}

#[test]
fn a_form_of_labels_and_values_is_read_line_by_line() {
    let mut paper = Paper::default();
    paper.page();
    for (i, (label, value)) in [
        ("责任单位", "澜川市水务局"),
        ("责任人", "市局分管负责人"),
        ("完成时限", "2026年9月30日"),
        ("目前进展", "正在推进"),
        ("下一步工作", "按月调度"),
    ]
    .iter()
    .enumerate()
    {
        paper.text(LEFT, 100.0 + PITCH * i as f64, SIZE, label);
        paper.text(LEFT + 180.0, 100.0 + PITCH * i as f64, SIZE, value);
    }
    let raw = read_bytes("a.pdf", &paper.finish());
    assert_eq!(lines(&raw)[0], "责任单位 澜川市水务局");
    assert_eq!(lines(&raw)[2], "完成时限 2026年9月30日");
}

#[test]
fn turned_pages_and_upright_columns_are_read_as_they_are_held() {
    let mut paper = Paper::default();
    paper.page_entries = "/Rotate 90".to_owned();
    paper.page();
    // Held upright, the page is 842 wide; text runs along its long side.
    for (i, text) in ["横放的页面第一行", "横放的页面第二行"].iter().enumerate() {
        let code: String = text.encode_utf16().map(|u| format!("{u:04X}")).collect();
        let x = 100.0 + 30.0 * i as f64;
        paper.draw(&format!("BT /F1 16 Tf 0 1 -1 0 {x} 80 Tm <{code}> Tj ET"));
    }
    let raw = read_bytes("a.pdf", &paper.finish());
    assert_eq!(lines(&raw).concat(), "横放的页面第一行横放的页面第二行");

    let mut sideways = Paper::default();
    sideways.page();
    for (i, text) in ["侧放的文字第一行", "侧放的文字第二行"].iter().enumerate() {
        let code: String = text.encode_utf16().map(|u| format!("{u:04X}")).collect();
        let x = 100.0 + 30.0 * i as f64;
        sideways.draw(&format!("BT /F1 16 Tf 0 1 -1 0 {x} 80 Tm <{code}> Tj ET"));
    }
    let raw = read_bytes("a.pdf", &sideways.finish());
    assert_eq!(lines(&raw).concat(), "侧放的文字第一行侧放的文字第二行");
}

#[test]
fn watermarks_are_kept_apart() {
    let mut paper = Paper::default();
    paper.page();
    paper.text(LEFT, 100.0, SIZE, "正文的第一行在水印下面。");
    paper.draw("BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <518590E865874EF6> Tj ET");
    let raw = read_bytes("a.pdf", &paper.finish());
    assert_eq!(lines(&raw), ["正文的第一行在水印下面。"]);
    assert_eq!(raw.facts["watermarks"], "内部文件");
}

#[test]
fn facts_of_the_file_are_kept() {
    let mut paper = Paper::default();
    paper.page().text(LEFT, 100.0, SIZE, "正文。");
    let raw = read_bytes("a.pdf", &paper.finish());
    assert_eq!(raw.facts["title"], "测试");
    assert_eq!(raw.facts["created"], "2026-07-05T09:30:00+08:00");
    assert_eq!(raw.facts["pages"], "1");
}

#[test]
fn radicals_are_read_as_the_characters_they_show() {
    let mut paper = Paper::default();
    // A map to Unicode as browsers write it: the radical ⽔ for 水.
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <6C34> <2F54> <8D28> <8D28> endbfchar endcmap end end";
    paper.more.push(super::maker::stream("", map.as_bytes()));
    paper.font = Some([
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/ToUnicode 7 0 R/DescendantFonts[4 0 R]>>".to_vec(),
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor 5 0 R>>".to_vec(),
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6>>".to_vec(),
    ]);
    paper.page().text(LEFT, 100.0, SIZE, "水质");
    assert_eq!(lines(&read_bytes("a.pdf", &paper.finish())), ["水质"]);
}

/// The demo's papers were set by an office program; its answer key was written with the text.
#[test]
fn the_demo_papers_hold_every_quotation_of_the_answer_key() {
    let demo = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let mut seen = 0;
    for line in std::fs::read_to_string(demo.join("truth.ndjson"))
        .unwrap()
        .lines()
    {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        for (file, quote) in [("file", "quote"), ("other_file", "other_quote")] {
            let (Some(file), Some(quote)) = (entry[file].as_str(), entry[quote].as_str()) else {
                continue;
            };
            if file.ends_with(".pdf") {
                let raw = read_bytes(file, &std::fs::read(demo.join(file)).unwrap());
                assert_eq!(raw.recovery, Recovery::Complete);
                assert!(
                    lines(&raw).iter().any(|t| bare(t).contains(&bare(quote))),
                    "{quote}"
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}

#[test]
fn digits_set_at_the_distance_of_letters_are_one_number() {
    let mut paper = Paper::default();
    paper.page();
    let mut x = LEFT;
    for c in "到2026年9月30日，2025年和2024年的任务".chars() {
        paper.text(x, 100.0, SIZE, &c.to_string());
        x += SIZE;
    }
    assert_eq!(
        lines(&read_bytes("a.pdf", &paper.finish())),
        ["到2026年9月30日，2025年和2024年的任务"]
    );
}

#[test]
fn words_and_numbers_that_stand_apart_stay_apart() {
    let mut paper = Paper::default();
    paper.page();
    for (x, text) in [
        (0.0, "total"),
        (45.0, "phosphorus"),
        (132.0, "12.5"),
        (170.0, "340"),
    ] {
        paper.text(LEFT + x, 100.0, SIZE, text);
    }
    paper.text(LEFT, 160.0, SIZE, "第一章");
    paper.text(LEFT + SIZE * 4.0, 160.0, SIZE, "总则");
    assert_eq!(
        lines(&read_bytes("a.pdf", &paper.finish())),
        ["total phosphorus 12.5 340", "第一章 总则"]
    );
}

#[test]
fn a_line_that_comes_back_inside_the_body_is_no_header() {
    let mut paper = Paper::default();
    let own = [
        "一、水",
        "二、气",
        "三、土",
        "四、声",
        "五、固废",
        "六、辐射",
    ];
    for (page, heading) in own.iter().enumerate() {
        paper.page().text(LEFT, 70.0, SIZE, heading);
        // On half of the pages the same words follow at the same place.
        let second = if page % 2 == 0 {
            "完成情况："
        } else {
            "其他。"
        };
        paper.text(LEFT, 100.0, SIZE, second);
        paper.text(LEFT, 300.0, SIZE, "正文。");
    }
    let text = lines(&read_bytes("a.pdf", &paper.finish())).concat();
    assert_eq!(text.matches("完成情况：").count(), 3, "{text}");
}

#[test]
fn marks_hanging_over_the_margin_do_not_move_it() {
    let all = [
        BEGINNING[0],
        BEGINNING[1],
        "各县（区），12.5万吨完成，12.5万吨由市局牵头尚未尚未尚未“回头看”第3季度第3季度责任单位责任单位，责任单位，台账编号ZZ2026-017整改任务“回头看”“回头看”。",
    ];
    assert_eq!(lines(&read_bytes("a.pdf", &set(&all).0)), all);
}

#[test]
fn upright_columns_are_read_from_right_to_left() {
    let mut paper = Paper::default();
    paper.font = Some([
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-V/DescendantFonts[4 0 R]>>".to_vec(),
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor 5 0 R>>".to_vec(),
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6>>".to_vec(),
    ]);
    paper.page();
    for (i, text) in ["关于河道清淤工作情况的", "函"].iter().enumerate() {
        paper.text(400.0 - 40.0 * i as f64, 100.0, 20.0, text);
    }
    let raw = read_bytes("a.pdf", &paper.finish());
    assert_eq!(lines(&raw).concat(), "关于河道清淤工作情况的函");
}

#[test]
fn comments_follow_the_body() {
    let mut paper = Paper::default();
    // 王工: 数据待核
    paper.page_entries = "/Annots[<</Type/Annot/Subtype/Highlight/Rect[80 700 200 720]/T<FEFF738B5DE5>/Contents<FEFF6570636E5F856838>>><</Type/Annot/Subtype/Popup/Rect[0 0 9 9]/Contents(x)>>]".to_owned();
    paper.page().text(LEFT, 100.0, SIZE, "镉浓度均值为0.0047。");
    let raw = read_bytes("a.pdf", &paper.finish());
    assert_eq!(
        lines(&raw),
        ["镉浓度均值为0.0047。", "[批注·王工] 数据待核"]
    );
    assert_eq!(texts(&raw)[1].label_chars, 8);
    assert_eq!(texts(&raw)[1].page, Some(1));
}

#[test]
fn lines_broken_early_before_a_quotation_or_at_a_hyphen_go_on() {
    let mut paper = Paper::default();
    paper.page();
    let whole = "各县（区）每月报送一次进展情况由市局汇总后再行通报";
    for (row, (indent, text)) in [
        (2.0, "各县（区）每月报送一次进展情况由市局汇总后再行通"),
        (0.0, "报。市局于每季度末月组织开展现场抽查核实各地组织"),
        // Three letters short: 次“回 is not parted.
        (0.0, "次“回头看”全部覆盖到位。"),
        (2.0, "由水处牵头办理台账编号为ZZ2026-001、ZZ2026-"),
        (0.0, "002、ZZ2026-006号的任务。"),
        (2.0, "各县（区）每月报送一次进展情况由市局汇总后再行通"),
        (0.0, "报。"),
    ]
    .into_iter()
    .enumerate()
    {
        let text = if row == 1 {
            "报。市局于每季度末月组织开展现场抽查核实各地第一"
        } else {
            text
        };
        paper.text(LEFT + SIZE * indent, 100.0 + PITCH * row as f64, SIZE, text);
    }
    let raw = read_bytes("a.pdf", &paper.finish());
    let found = lines(&raw);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with(whole) && found[0].contains("第一次“回头看”全部"));
    assert!(found[1].contains("ZZ2026-002、ZZ2026-006号"));
}
