//! Each paper of the demo quarter says what it must, with the story's own values, and nothing a clerk would send back.
use super::{HOST, Made, PORT, QUARTER};

fn holds(paper: &Made, wanted: &[&str]) {
    for words in wanted {
        let says = &paper.says;
        assert!(
            says.contains(words),
            "{} lacks {words}:\n{says}",
            paper.name
        );
    }
}

#[test]
fn the_written_opinion_has_head_body_and_edition() {
    let q = &*QUARTER;
    let opinion = q.paper("opinion");
    assert!(!opinion.is_draft && q.paper("opinion-draft").is_draft);
    holds(
        opinion,
        &[
            "派驻纪检监察组文件",
            "驻组函〔2026〕8号",
            "赵松年",
            "关于枳洲市生态环境局有关问题的反馈意见",
            "枳洲市生态环境局：",
            "一、发现的问题",
            "二、原因分析",
            "三、意见建议",
            "四、回复要求",
            "10个工作日内书面回复",
            "依据：《生态环境保护督察整改工作办法》",
            "差距类型：落差。",
            "对象：台账编号ZZ2026-023的事项。",
            "动作：逐项核对销号批准材料并更正报告。",
            "时限：2026年11月20日前完成。",
            "检验标准：报告、台账、销号批准材料三者一致。",
            "附件：问题清单",
            "2026年10月20日",
            "抄送：岚岳省生态环境厅，枳洲市督察整改办公室。",
            "2026年10月20日印发",
            &format!("“{}”", q.quotes[0]),
            &format!("“{}”", q.quotes[1]),
            &q.session,
        ],
    );
    assert!(!opinion.says.contains(&q.quotes[2]), "another unit's");
}

#[test]
fn the_record_of_the_oral_opinion_says_where_to_whom_and_what_was_answered() {
    let q = &*QUARTER;
    let record = q.paper("oral-opinion");
    holds(
        record,
        &[
            "口头反馈意见记录",
            &q.oral,
            &q.session,
            PORT,
            "芦津市生态环境局会议室",
            "局长",
            "赵松年",
            "陈砚秋",
            "已签认",
            "2026年10月28日",
            "没有总量和已完成量",
            "4台已改造2台，11月底完成。",
        ],
    );
}

#[test]
fn the_minutes_keep_every_view_and_the_dissent() {
    let q = &*QUARTER;
    let minutes = q.paper("session-minutes");
    assert!(!minutes.is_draft);
    holds(
        minutes,
        &[
            "集体研判会议纪要",
            &q.session,
            "应到3人，实到3人",
            "一、南冈垃圾填埋场渗滤液整治进展与台账不一致",
            "二、督察交办事项数量前后不符",
            "三、港区卸船机除尘改造进展含糊",
            "同意2人，不同意1人，保留0人",
            "许知白：不同意。可能是口径不同，宜先由承办处说明。",
            "研判结果：采纳形成意见。",
            "出席：",
            "周望舒",
            "列席：",
            "何听澜",
            "第二项宜先由承办处说明。",
        ],
    );
}

#[test]
fn the_list_for_review_quotes_each_flag_exactly_and_says_what_became_of_it() {
    let q = &*QUARTER;
    for name in ["flag-list", "flag-list-sheet"] {
        let list = q.paper(name);
        assert!(!list.is_draft);
        for quote in &q.quotes {
            holds(list, &[quote]);
        }
        holds(
            list,
            &[
                "已调阅原件核对",
                "采纳形成意见",
                "2026年10月20日",
                &q.session,
                "该项尚未批准销号",
            ]
            .map(|w| {
                if name == "flag-list-sheet" && w.starts_with("该项") {
                    "采纳"
                } else {
                    w
                }
            }),
        );
    }
    for name in ["flag-list-run", "flag-list-all"] {
        let list = q.paper(name);
        assert!(list.is_draft);
        holds(
            list,
            &["绝大多数点位", "不采纳（法定依据", "运行编号", "未列出"],
        );
    }
}

#[test]
fn the_close_out_sheet_has_every_part_and_is_a_draft_before() {
    let q = &*QUARTER;
    assert!(q.paper("close-out-draft").is_draft);
    let sheet = q.paper("close-out");
    assert!(!sheet.is_draft);
    holds(
        sheet,
        &[
            "销号审批表",
            &q.rectification,
            &q.opinion,
            HOST,
            "报告与台账一致",
            "更正三季度报告，建立填报前核对台账的制度",
            "已更正报告并印发核对办法",
            "到位",
            "范围：全市垃圾填埋场；排查12处，发现2个，已改2个。",
            "《整改进展填报核对办法》（枳环发〔2026〕31号）",
            "主要负责人已签字",
            "2026年11月6日",
            "马行健、牛向晚",
            "实地",
            "2026年11月9日",
            "10个工作日",
            "见研判纪要",
            "分管副组长",
            "2026年11月23日",
            "2027年5月23日",
        ],
    );
}

#[test]
fn the_forms_of_both_look_backs_say_what_was_found() {
    let q = &*QUARTER;
    assert!(q.paper("look-back-draft").is_draft);
    holds(q.paper("look-back-draft"), &["计划2027年5月23日"]);
    let host = q.paper("look-back");
    assert!(!host.is_draft);
    holds(
        host,
        &[
            &q.look_back,
            &q.rectification,
            HOST,
            "2026年11月23日",
            "2027年5月24日",
            "马行健、牛向晚",
            "又抽查6座填埋场",
            "核对办法仍在执行",
            "2027年一季度报告与台账一致",
            "否",
            "稳固",
        ],
    );
    let own = q.paper("self-look-back");
    assert!(!own.is_draft);
    holds(
        own,
        &[
            &q.own,
            "经验做法",
            "凡写入意见的问题都有两侧证据。",
            "口头意见的回复登记不够及时。",
            "没有指定登记人。",
            "由台账管理员当日登记。",
            "2027年1月31日",
            "研判会议",
        ],
    );
}

#[test]
fn an_order_to_hurry_names_the_matters_of_one_unit_and_the_office_s_own_term() {
    let q = &*QUARTER;
    let letter = q.paper("urging-letter");
    assert!(letter.is_draft, "signed on paper only");
    holds(
        letter,
        &[
            "督办单",
            "驻组督〔2026〕",
            PORT,
            "2026年10月27日",
            "ZZ2026-004",
            "现行时限：2026年8月31日",
            "截至2026年10月20日已超期50天",
        ],
    );
    assert!(!letter.says.contains("ZZ2026-029"), "another unit's");
}

#[test]
fn the_reconciliation_sheet_bears_the_answers_and_the_overdue_list_its_levels() {
    let q = &*QUARTER;
    let sheet = q.paper("reconciliation");
    let parts = [
        "核实结果",
        "属实",
        "不属实：两处统计日期不同",
        "陈砚秋",
        "2026年10月20日",
    ];
    holds(sheet, &parts);
    let heads = [
        "原定时限",
        "现行时限",
        "延期次数",
        "ZZ2026-029",
        "超期31–60天",
    ];
    holds(q.paper("overdue"), &heads);
}

#[test]
fn the_quarterly_pack_has_ten_tables_and_every_rate_with_both_numbers() {
    let q = &*QUARTER;
    for name in ["quarterly", "quarterly-sheet"] {
        let pack = q.paper(name);
        for table in [
            "T1 概况",
            "T2 分单位",
            "T3 细账分类",
            "T4 七步完备情况",
            "T5 办理及时情况",
            "T6 对账情况",
            "T7 疑点情况",
            "T8 反馈意见情况",
            "T9 复发与回头看",
            "T10 本组工作",
        ] {
            holds(pack, &[table]);
        }
        let says = &pack.says;
        for (at, sign) in says.match_indices('%') {
            let after = says.get(at + sign.len()..).unwrap_or_default();
            assert!(
                after.starts_with('（'),
                "{name}: a rate without its numbers: {after:.40}"
            );
        }
        assert!(says.contains('%'));
    }
}

/// No name left unfilled, nothing of the program's own words, days as papers write them.
#[test]
fn nothing_in_any_paper_is_unfilled_or_untranslated() {
    for paper in &QUARTER.papers {
        let says = &paper.says;
        for wrong in [
            "{", "}", "None", "Some(", "null", "待填", "：。", "（）", "“”", "。。", "、、", "；。",
        ] {
            // A draft shows what is still to be filled in.
            let is_wrong = says.contains(wrong) && !(paper.is_draft && wrong == "待填");
            assert!(!is_wrong, "{}: {wrong} in\n{says}", paper.name);
        }
        let is_letter = ["opinion", "minutes", "close-out", "look-back", "urging"];
        if !is_letter.iter().any(|l| paper.name.contains(l)) {
            continue;
        }
        for word in says
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|w| w.len() > 2 && w.chars().all(|c| c.is_ascii_alphabetic()))
        {
            let known = ["docx", "xlsx", "html", "pdf", "SHA"];
            assert!(known.contains(&word), "{}: {word} in\n{says}", paper.name);
        }
    }
}

/// The page of the standard: its measures and fonts with those that stand in for them.
#[test]
fn papers_are_set_on_the_page_of_the_standard() {
    let opinion = QUARTER.paper("opinion");
    let part = |name: &str| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&opinion.bytes)).unwrap();
        let mut part = archive.by_name(name).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        text
    };
    let document = part("word/document.xml");
    for words in [
        "w:top=\"2098\"",
        "w:left=\"1587\"",
        "w:right=\"1474\"",
        "仿宋_GB2312",
        "方正小标宋简体",
    ] {
        assert!(document.contains(words), "{words}");
    }
    assert!(part("word/fontTable.xml").contains("w:altName"));
    assert!(!part("word/header1.xml").contains("草稿"));
}
