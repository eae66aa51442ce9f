//! Plain text and Markdown: paragraphs stand in the source, broken lines are joined where that is safe, tables are tables.
use taizhang::{import::read_bytes, model::Format};

use super::{Dice, cells, paragraphs, tables, texts};

const SENTENCES: &[&str] = &[
    "按照整改方案要求，云溪县已建成污水管网12.6公里。",
    "针对群众反映的油烟扰民问题，执法人员于3月5日到现场核查，责令该店清洗净化器并公示结果。",
    "一是加强领导，二是压实责任，三是严格考核；",
    "截至6月底，累计出动执法人员356人次，检查企业128家，立案查处7起。",
    "The monitoring station reported 35 ug/m3 on average.",
    "下一步，我局将对照《条例》第十二条规定，逐项销号，",
];

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_paragraph_stands_in_the_source_and_nothing_is_lost() {
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let mut source = String::new();
        for _ in 0..1 + dice.roll(12) {
            let mut paragraph = String::new();
            for _ in 0..1 + dice.roll(4) {
                paragraph.push_str(dice.pick(SENTENCES));
            }
            let indent = ["", "\u{3000}\u{3000}", "  "][dice.roll(3)];
            source.push_str(indent);
            let wrap = [0, 20, 30][dice.roll(3)];
            for (i, c) in paragraph.chars().enumerate() {
                if wrap > 0 && i > 0 && i % wrap == 0 {
                    source.push('\n');
                }
                source.push(c);
            }
            source.push_str(["\n", "\r\n", "\n\n"][dice.roll(3)]);
        }
        for name in ["报告.txt", "报告.md"] {
            let raw = read_bytes(name, source.as_bytes());
            let all: String = texts(&raw).iter().map(|t| squeezed(t)).collect();
            assert_eq!(all, squeezed(&source), "{name} seed {seed}");
            for text in texts(&raw) {
                assert_eq!(text, text.trim());
                assert!(!text.is_empty());
            }
        }
    }
}

/// Breaks a paragraph at a column of so many Chinese characters, as mail and old word processors do.
fn wrapped(paragraph: &str, column: usize) -> String {
    let (mut out, mut width) = (String::new(), 0);
    for c in paragraph.chars() {
        let wide = if c.is_ascii() { 1 } else { 2 };
        if width + wide > column * 2 {
            out.push('\n');
            width = 0;
        }
        width += wide;
        out.push(c);
    }
    out
}

#[test]
fn lines_broken_by_a_program_are_joined() {
    let first = "\u{3000}\u{3000}云溪县高度重视督察反馈问题整改工作，县委常委会先后三次专题研究，明确由县水务局牵头，对城区内十二处雨污混接点逐一排查登记，建立台账，挂图作战，确保按期完成。";
    let second = "\u{3000}\u{3000}经现场核查，十二处混接点中已有九处完成改造，剩余三处因管线迁改需与燃气管道同步施工，计划于九月底前完成，目前施工单位已进场围挡并完成管线探测工作。";
    let source = format!(
        "关于雨污混接整改情况的报告\n{}\n{}\n",
        wrapped(first, 30),
        wrapped(second, 30)
    );
    let raw = read_bytes("报告.txt", source.as_bytes());
    assert_eq!(
        texts(&raw),
        ["关于雨污混接整改情况的报告", first.trim(), second.trim()]
    );
}

#[test]
fn a_line_that_begins_with_a_comma_or_follows_one_continues() {
    let raw = read_bytes(
        "纪要.txt",
        "会议听取了汇报\n，并就下一步工作作出部署。\n会议要求，\n各单位按期报送。\n".as_bytes(),
    );
    assert_eq!(
        texts(&raw),
        [
            "会议听取了汇报，并就下一步工作作出部署。",
            "会议要求，各单位按期报送。"
        ]
    );
}

#[test]
fn paragraphs_on_lines_of_their_own_stay_apart() {
    let source = "云溪县生态环境局文件\n关于开展自查的通知\n各科室：\n一、自查范围\n（一）河道排口。\n（二）在建工地。\n联系人：王某\n云溪县生态环境局\n2026年3月5日\n";
    let raw = read_bytes("通知.txt", source.as_bytes());
    assert_eq!(texts(&raw), source.lines().collect::<Vec<_>>());
}

#[test]
fn latin_words_are_not_glued_at_a_break() {
    let raw = read_bytes("note.txt", "先行核查,\nthen report\n".as_bytes());
    assert_eq!(texts(&raw), ["先行核查, then report"]);
    let raw = read_bytes("note.txt", "inspect first,\nthen report\n".as_bytes());
    assert_eq!(texts(&raw), ["inspect first, then report"]);
}

#[test]
fn tabs_and_strokes_make_tables() {
    let source = "2026年投诉台账\n序号\t单位\t内容\n1\t甲厂\t噪声\n2\t乙厂\t油烟\n3\t丙厂\n4\t丁厂\t粉尘\n5\t戊厂\t异味\n以上共5件。\n";
    let raw = read_bytes("台账.txt", source.as_bytes());
    assert_eq!(raw.format, Some(Format::Txt));
    assert_eq!(texts(&raw), ["2026年投诉台账", "以上共5件。"]);
    let found = cells(tables(&raw)[0]);
    assert_eq!(found[&(0, 2)], "内容");
    assert_eq!(found[&(3, 1)], "丙厂");
    assert_eq!(found[&(5, 2)], "异味");
    assert_eq!(
        tables(&raw)[0].cells[3].value,
        taizhang::model::CellValue::Number(1.0)
    );

    let source = "说明如下\n| 序号 | 内容 |\n|:--|---|\n| 1 | 甲\\|乙 |\n| 2 | |\n";
    let raw = read_bytes("表.md", source.as_bytes());
    let found = cells(tables(&raw)[0]);
    assert_eq!(found[&(0, 1)], "内容");
    assert_eq!(found[&(1, 1)], "甲\\|乙");
    assert_eq!(found.len(), 5);
}

#[test]
fn two_lines_with_tabs_are_no_table() {
    let raw = read_bytes("a.txt", "主送\t各科室\n抄送\t办公室\n正文。\n".as_bytes());
    assert!(tables(&raw).is_empty());
    assert_eq!(texts(&raw), ["主送\t各科室", "抄送\t办公室", "正文。"]);
}

#[test]
fn markdown_keeps_structure_and_drops_marks() {
    let source = "---\ntitle: 整改简报\nauthor: \"某办\"\n---\n# 一、总体情况 #\n\n本月**新增**问题3个。\n\n- 第一项\n- 第二项\n1. 第三项\n\n> 引用的批示\n\n小标题\n---\n```\n代码行  甲\n```\n***\n末段\n";
    let raw = read_bytes("简报.md", source.as_bytes());
    assert_eq!(raw.facts["title"], "整改简报");
    assert_eq!(raw.facts["author"], "某办");
    assert_eq!(
        texts(&raw),
        [
            "一、总体情况",
            "本月新增问题3个。",
            "第一项",
            "第二项",
            "1. 第三项",
            "引用的批示",
            "小标题",
            "代码行  甲",
            "末段"
        ]
    );
    let found = paragraphs(&raw);
    assert_eq!(
        found.iter().map(|p| p.heading).collect::<Vec<_>>(),
        [Some(1), None, None, None, None, None, Some(2), None, None]
    );
    assert_eq!(found.iter().filter(|p| p.is_list_item).count(), 3);
}

#[test]
fn form_feeds_begin_pages() {
    let raw = read_bytes("a.txt", "第一页\u{C}第二页\n还是第二页\n".as_bytes());
    assert_eq!(
        paragraphs(&raw).iter().map(|p| p.page).collect::<Vec<_>>(),
        [Some(1), Some(2), Some(2)]
    );
}

#[test]
fn broken_lines_are_found_beside_a_wide_title_and_page_numbers() {
    let first = "按照整改方案明确的时间节点和目标要求，云溪县对照督察反馈的十二个方面问题，逐项制定措施，逐级压实责任，累计投入资金3.5亿元，整治排口48个，依据条例第十二条规定立案查处违法排污企业七家，均已公示。";
    let second = "下一步将持续巩固整改成效，健全长效机制，坚决防止问题反弹回潮，确保水环境质量稳定达标，并按月向社会公开。";
    let title = "关于云溪县生态环境保护督察反馈问题整改落实情况的专项报告暨二〇二六年第二季度整改工作进展情况说明（征求意见稿，附问题清单）";
    let body = wrapped(first, 26);
    let (head, tail) = body.split_at(body.match_indices('\n').nth(1).unwrap().0);
    let source = format!("{title}\n{head}\n— 5 —{tail}\n{}\n", wrapped(second, 26));
    let raw = read_bytes("报告.txt", source.as_bytes());
    let head: String = head.split('\n').collect();
    let tail: String = tail.split('\n').collect();
    assert_eq!(texts(&raw), [title, &head, "— 5 —", &tail, second]);
}

#[test]
fn numbers_cut_in_two_become_one_again() {
    let line = "经统计核算并与部门数据比对一致后确认全县今年上半年共计完成造林面积12";
    let source = format!("{line}\n345亩，浓度均值为PM\n2.5标准限值以下。\n");
    let raw = read_bytes(
        "a.txt",
        format!("{}{source}", format!("{}\n", "甲".repeat(35)).repeat(3)).as_bytes(),
    );
    let joined = texts(&raw).join("\n");
    assert!(joined.contains("造林面积12345亩"), "{joined}");
}
