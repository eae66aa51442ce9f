//! The first gate: marks are seen wherever they stand, and words that only speak of secrets are none. All texts are invented.
use taizhang::{
    import,
    model::{
        CellValue, RawBlock, RawCell, RawFile, RawTable, RawText, ReadingSettings, Recovery,
        Secrecy,
    },
    normalize::secrecy::{self, MarkPlace},
};

/// A file written in short: `@header: …` is a fact, `^` before a line begins a page, `|a|b` lines are a table whose name may
/// stand in a line `|#name`, every other line is a paragraph.
fn paper(name: &str, text: &str) -> RawFile {
    let mut raw = super::raw(name, Vec::new());
    let mut page = None;
    for line in text.lines() {
        if let Some(fact) = line.strip_prefix('@') {
            let (key, value) = fact.split_once(": ").unwrap();
            raw.facts.insert(key.to_owned(), value.to_owned());
        } else if let Some(row) = line.strip_prefix('|') {
            if !matches!(raw.blocks.last(), Some(RawBlock::Table(_))) || row.starts_with('#') {
                raw.blocks.push(RawBlock::Table(RawTable::default()));
            }
            let Some(RawBlock::Table(table)) = raw.blocks.last_mut() else {
                unreachable!()
            };
            if let Some(name) = row.strip_prefix('#') {
                table.name = name.to_owned();
                continue;
            }
            let next = table.cells.last().map_or(0, |c| c.row + 1);
            for (col, text) in (0..).zip(row.split('|')).filter(|(_, t)| !t.is_empty()) {
                table.cells.push(RawCell {
                    row: next,
                    col,
                    text: text.to_owned(),
                    value: CellValue::Text,
                    has_formula: false,
                });
            }
        } else if !line.trim().is_empty() {
            if line.starts_with('^') {
                page = Some(page.unwrap_or(0) + 1);
            }
            raw.blocks.push(RawBlock::Text(RawText {
                text: line.trim_start_matches('^').to_owned(),
                page,
                ..RawText::default()
            }));
        }
    }
    raw
}

fn level(name: &str, text: &str) -> Option<Secrecy> {
    secrecy::mark(&paper(name, text), &ReadingSettings::default()).map(|m| m.level)
}

const HEAD: &str = "汀州湖生态环境局文件\n汀环〔2026〕31号\n关于报送三季度整改进展的报告\n";
const BODY: &str = "省厅：\n现将三季度整改进展报告如下，七项任务均已按期推进，其中三项已经完成验收。\n一、进展情况\n泵站更换水泵两台，运行平稳。\n";

/// Marks, each in a whole paper.
const MARKED: &[(&str, Secrecy, &str)] = &[
    (
        "as the standard sets it",
        Secrecy::机密,
        "000001\n机密★10年\n特急\n{HEAD}{BODY}",
    ),
    ("no term", Secrecy::秘密, "秘密★\n{HEAD}{BODY}"),
    ("set wide", Secrecy::绝密, "绝 密 ★ 长 期\n{HEAD}{BODY}"),
    (
        "blanks of full width",
        Secrecy::机密,
        "机　密　★　１０　年\n{HEAD}{BODY}",
    ),
    ("hollow star", Secrecy::秘密, "秘密☆5年\n{HEAD}{BODY}"),
    (
        "asterisk with a term",
        Secrecy::秘密,
        "秘密*3年\n{HEAD}{BODY}",
    ),
    (
        "asterisk of full width",
        Secrecy::机密,
        "机密＊10年\n{HEAD}{BODY}",
    ),
    ("picture star", Secrecy::机密, "机密⭐10年\n{HEAD}{BODY}"),
    (
        "picture star with a selector",
        Secrecy::机密,
        "机密⭐\u{FE0F}10年\n{HEAD}{BODY}",
    ),
    (
        "star of a symbol font",
        Secrecy::秘密,
        "秘密\u{F0AB}1年\n{HEAD}{BODY}",
    ),
    ("traditional", Secrecy::机密, "機密★10年\n{HEAD}{BODY}"),
    (
        "traditional, another level",
        Secrecy::绝密,
        "絕密★長期\n{HEAD}{BODY}",
    ),
    ("months", Secrecy::秘密, "秘密★6个月\n{HEAD}{BODY}"),
    (
        "until a day",
        Secrecy::秘密,
        "秘密★2027年6月30日\n{HEAD}{BODY}",
    ),
    (
        "until it is opened",
        Secrecy::绝密,
        "绝密★启封前\n{HEAD}{BODY}",
    ),
    ("years in words", Secrecy::机密, "机密★二十年\n{HEAD}{BODY}"),
    (
        "number and urgency in one line",
        Secrecy::机密,
        "000017　机密★5年　特急\n{HEAD}{BODY}",
    ),
    (
        "number and urgency without blanks",
        Secrecy::机密,
        "000017机密★5年特急\n{HEAD}{BODY}",
    ),
    (
        "as a letter sets it, beside its number",
        Secrecy::秘密,
        "秘密★1年　　　　　　汀环函〔2026〕6号\n{BODY}",
    ),
    (
        "run together with the red heading",
        Secrecy::机密,
        "机密★10年汀州湖生态环境局文件\n{BODY}",
    ),
    ("word alone at the top", Secrecy::机密, "机密\n{HEAD}{BODY}"),
    ("word alone, wide", Secrecy::秘密, "秘　密\n{HEAD}{BODY}"),
    (
        "word alone after the number",
        Secrecy::绝密,
        "No.000003\n绝密\n{HEAD}{BODY}",
    ),
    (
        "word and urgency",
        Secrecy::机密,
        "机密　特急\n{HEAD}{BODY}",
    ),
    ("word with its kind", Secrecy::机密, "机密件\n{HEAD}{BODY}"),
    (
        "word in brackets before the title",
        Secrecy::秘密,
        "【秘密】关于渗滤液处置情况的报告\n{BODY}",
    ),
    (
        "word in brackets after the title",
        Secrecy::机密,
        "关于渗滤液处置情况的报告（机密）\n{BODY}",
    ),
    (
        "no blank and no star, as scans are recognized",
        Secrecy::机密,
        "机密10年\n{HEAD}{BODY}",
    ),
    (
        "star misread by recognition",
        Secrecy::机密,
        "机密女10年\n{HEAD}{BODY}",
    ),
    (
        "zero width characters between",
        Secrecy::机密,
        "机\u{200B}密★\u{200B}10年\n{HEAD}{BODY}",
    ),
    (
        "field in the head",
        Secrecy::机密,
        "密级：机密\n{HEAD}{BODY}",
    ),
    (
        "field with level's suffix",
        Secrecy::秘密,
        "密　级：秘密级\n{HEAD}{BODY}",
    ),
    (
        "field with star and term",
        Secrecy::秘密,
        "密级和保密期限：秘密★3年\n{HEAD}{BODY}",
    ),
    (
        "field with term alone",
        Secrecy::秘密,
        "密级：秘密 3年\n{HEAD}{BODY}",
    ),
    (
        "field among others",
        Secrecy::机密,
        "文号：汀环〔2026〕9号　密级：机密　缓急：平急\n{BODY}",
    ),
    (
        "field far inside",
        Secrecy::秘密,
        "{HEAD}{BODY}{BODY}{BODY}{BODY}拟稿：环评科　密级：秘密\n{BODY}",
    ),
    (
        "field with brackets",
        Secrecy::秘密,
        "（密级：秘密）\n{HEAD}{BODY}",
    ),
    (
        "choice, box before",
        Secrecy::机密,
        "密级：□绝密 ☑机密 □秘密\n{HEAD}{BODY}",
    ),
    (
        "choice, box behind",
        Secrecy::秘密,
        "密级：绝密□ 机密□ 秘密√\n{HEAD}{BODY}",
    ),
    (
        "choice in a cell",
        Secrecy::秘密,
        "{HEAD}|密级|□机密　■秘密　□内部|缓急|平急\n{BODY}",
    ),
    (
        "mark of a second paper in one file",
        Secrecy::机密,
        "{HEAD}{BODY}{BODY}{BODY}{BODY}机密★10年\n{HEAD}{BODY}",
    ),
    (
        "word and urgency of a second paper",
        Secrecy::机密,
        "{HEAD}{BODY}{BODY}{BODY}{BODY}机密　加急\n{HEAD}{BODY}",
    ),
    (
        "word alone at the top of a later page",
        Secrecy::秘密,
        "^{HEAD}{BODY}{BODY}{BODY}{BODY}^秘密\n{HEAD}{BODY}",
    ),
    (
        "header line",
        Secrecy::机密,
        "@header: 机密★10年\n{HEAD}{BODY}",
    ),
    (
        "header, word alone",
        Secrecy::秘密,
        "@header: 秘密\n{HEAD}{BODY}",
    ),
    (
        "footer among other words",
        Secrecy::秘密,
        "@footer: 第 页 共 页 秘密★5年\n{HEAD}{BODY}",
    ),
    (
        "title of the properties",
        Secrecy::机密,
        "@title: 机密★5年 渗滤液处置\n{HEAD}{BODY}",
    ),
    (
        "keywords of the properties",
        Secrecy::机密,
        "@keywords: 机密\n{HEAD}{BODY}",
    ),
    ("watermark", Secrecy::绝密, "@watermark: 绝密\n{HEAD}{BODY}"),
    (
        "form, cell beside",
        Secrecy::机密,
        "|来文单位|省厅|密级|机密\n|标题|渗滤液处置|份数|2\n{BODY}",
    ),
    (
        "form, cell beside with term",
        Secrecy::秘密,
        "|密 级|秘密★3年\n|标题|渗滤液处置\n",
    ),
    (
        "form, cell below",
        Secrecy::机密,
        "|标题|密级|缓急\n|渗滤液处置|机密|平急\n",
    ),
    (
        "ledger, one row of many",
        Secrecy::秘密,
        "|序号|批示名称|密级|要求\n|1|泵站|公开|修\n|2|渗滤液|秘密|查\n|3|料场|内部|盖\n",
    ),
    (
        "ledger, column of two rows",
        Secrecy::机密,
        "|序号|批示|密级/期限\n|1|泵站|机密（10年）\n",
    ),
    (
        "ledger, highest of several",
        Secrecy::绝密,
        "|序号|批示|密级\n|1|泵站|秘密\n|2|料场|秘密\n|3|渗滤液|绝密\n",
    ),
    (
        "ledger, four rows of four levels out of order",
        Secrecy::绝密,
        "|批示|密级\n|泵站|秘密\n|料场|公开\n|渗滤液|绝密\n|湖心|机密\n",
    ),
    (
        "mark in the first cell of a sheet",
        Secrecy::机密,
        "|机密★10年\n|2026年督办总账\n|序号|事项\n|1|泵站\n",
    ),
    (
        "word alone in the first cell of a sheet",
        Secrecy::秘密,
        "|秘密||单位：件\n|2026年督办总账\n|序号|事项\n|1|泵站\n",
    ),
    (
        "mark and star in neighboring cells",
        Secrecy::机密,
        "|机密|★|10年\n|2026年督办总账\n|序号|事项\n|1|泵站\n",
    ),
    (
        "mark inside a cell",
        Secrecy::秘密,
        "|序号|来文\n|1|秘密★3年　关于渗滤液的批示\n",
    ),
    (
        "mark in a cell of several lines",
        Secrecy::秘密,
        "|序号|来文\n|1|关于渗滤液的批示 秘密★3年\n",
    ),
    (
        "name of the sheet",
        Secrecy::机密,
        "|#机密\n|序号|事项\n|1|泵站\n",
    ),
    (
        "mark at the end of a list entry",
        Secrecy::机密,
        "{HEAD}{BODY}附件：1.渗滤液处置情况（机密★5年）\n",
    ),
];

/// Words that are no marks.
const UNMARKED: &[&str] = &[
    "不得泄露国家秘密、商业秘密和个人隐私。",
    "（四）泄露国家秘密的；",
    "保守秘密是每个工作人员的义务。",
    "涉及机密的材料不得通过互联网传输。",
    "涉密人员分为核心涉密人员、重要涉密人员和一般涉密人员。",
    "国家秘密的密级分为绝密、机密、秘密三级。",
    "绝密级国家秘密是最重要的国家秘密，泄露会造成特别严重的损害。",
    "机密级国家秘密的保密期限不超过二十年。",
    "秘密级事项由承办单位提出意见。",
    "如需标注密级，应标注为机密★10年。",
    "国家秘密标志形式为“密级★保密期限”，例如“机密★10年”。",
    "在首页左上角标明“秘密★5年”字样。",
    "标志分为绝密★、机密★、秘密★。",
    "保密期限一般为：绝密★30年、机密★20年、秘密★10年。",
    "印有机密★10年字样的文件应当登记。",
    "标有秘密★3年的文件由专人保管。",
    "格式为：秘密★1年",
    "密级：",
    "密级：无",
    "密级：非密",
    "密级：公开",
    "密级：内部",
    "密级：工作秘密",
    "密级：工作秘密　保密期限：3年",
    "密级：绝密/机密/秘密/内部",
    "密级：□绝密 □机密 □秘密 ☑内部",
    "密级：□绝密　□机密　□秘密",
    "密级：绝密□ 机密□ 秘密□ 内部√",
    "密级：秘密、机密、绝密由定密责任人确定",
    "工作秘密",
    "工作秘密★3年",
    "内部资料　注意保管",
    "（内部）",
    "商业秘密",
    "技术秘密",
    "国家秘密",
    "个人隐私和商业秘密★不予公开",
    "投标文件中标注★的条款不得偏离。",
    "★重点：各单位应当签订保密协议。",
    "秘密警察",
    "秘密会谈纪实",
    "大湖的秘密",
    "水下的秘密★",
    "机密性、完整性、可用性",
    "机密机加工车间废气治理项目",
    "机密封条破损3处",
    "秘密排放污水的，依法从重处罚。",
    "企业秘密设置暗管排放废水。",
    "该公司秘密倾倒危险废物12吨。",
    "举报人要求保密，联系方式不公开。",
    "密级确定、变更和解除由保密办负责。",
    "已解密：秘密★5年（2019年已解密）",
    "机密★10年（已于2024年3月解密）",
    "绝密　机密　秘密　内部",
    "防密封垫渗漏 机密封处理",
    "一、秘密取证",
    "3.机密文件管理",
    "加强机密文件、秘密载体管理。",
    "高密市2026年秋季攻坚方案",
    "密云水库水质保持Ⅱ类。",
    "人口稠密区 秘密举报点 3处",
    "密码★★★★★★",
    "秘密***",
    "“机密★10年”",
    "机密★10年的文件应当锁入密码柜。",
    "会议讨论了秘密★5年、机密★10年两类标志的用法。",
    "我局收到的机密★10年，已按规定退回。",
];

/// Tables and whole papers that are not marked.
const UNMARKED_PAPERS: &[(&str, &str)] = &[
    (
        "word alone in the middle of a paper",
        "{HEAD}{BODY}{BODY}{BODY}{BODY}秘密\n{BODY}",
    ),
    (
        "glossary far inside",
        "{HEAD}{BODY}{BODY}{BODY}{BODY}绝密\n机密\n秘密\n{BODY}",
    ),
    (
        "ledger of open rows",
        "|序号|批示|密级\n|1|泵站|公开\n|2|料场|内部\n|3|湖心|工作秘密\n",
    ),
    (
        "ledger without entries",
        "|序号|批示|密级\n|1|泵站|\n|2|料场|无\n",
    ),
    (
        "sheet of choices",
        "|#选项\n|密级|缓急\n|公开|平急\n|内部|加急\n|秘密|特急\n|机密|特提\n|绝密\n",
    ),
    ("sheet of choices, falling", "|绝密\n|机密\n|秘密\n|内部\n"),
    (
        "count of papers by level",
        "|年度|绝密|机密|秘密\n|2025|0|1|3\n|2026|0|0|2\n",
    ),
    (
        "count of papers by level, one row each",
        "|类别|件数\n|绝密|0\n|机密|1\n|秘密|3\n",
    ),
    (
        "data dictionary",
        "|字段|含义|取值\n|密级|文件密级|公开/内部/秘密/机密/绝密\n|缓急|办理时限|平急/特急\n",
    ),
    (
        "form with nothing chosen",
        "|来文单位|省厅|密级|□机密 □秘密\n",
    ),
    (
        "form whose neighbor is another field",
        "|密级|缓急|份数\n||平急|2\n",
    ),
    (
        "rule of keeping secrets",
        "保密工作规定\n第一章 总则\n第一条 为保守国家秘密，制定本规定。\n第二条 密级分为绝密、机密、秘密。\n",
    ),
    (
        "complaint about secret discharge",
        "|编号|诉求\n|1|企业夜间秘密排放\n|2|机密封泄漏\n",
    ),
    (
        "author's name and producer",
        "@author: 密云\n@producer: 秘密 Writer\n{HEAD}{BODY}",
    ),
    ("title of a property", "@title: 保密工作规定\n{HEAD}{BODY}"),
];

fn whole(text: &str) -> String {
    text.replace("{HEAD}", HEAD).replace("{BODY}", BODY)
}

#[test]
fn the_lists_are_sound() {
    assert!(secrecy::is_sound());
    assert!(MARKED.len() >= 40 && UNMARKED.len() + UNMARKED_PAPERS.len() >= 60);
}

#[test]
fn marks_are_seen() {
    let missed: Vec<_> = MARKED
        .iter()
        .filter(|(_, expected, text)| level("甲.docx", &whole(text)) != Some(*expected))
        .map(|(name, expected, text)| (name, expected, level("甲.docx", &whole(text))))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn words_that_speak_of_secrets_are_no_marks() {
    let mut wrong = Vec::new();
    for line in UNMARKED {
        for text in [
            format!("{HEAD}{BODY}{line}\n{BODY}"),
            format!("{HEAD}{line}\n{BODY}"),
            format!("{HEAD}|序号|内容\n|1|{line}\n"),
        ] {
            if let Some(mark) = secrecy::mark(&paper("甲.docx", &text), &ReadingSettings::default())
            {
                wrong.push((line, mark));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (name, text) in UNMARKED_PAPERS {
        let mark = secrecy::mark(&paper("甲.docx", &whole(text)), &ReadingSettings::default());
        assert_eq!(mark, None, "{name}");
    }
}

#[test]
fn names_of_files_and_folders_can_bear_marks() {
    for (name, expected) in [
        ("机密★5年 渗滤液处置.docx", Some(Secrecy::机密)),
        ("【秘密】渗滤液处置.docx", Some(Secrecy::秘密)),
        ("渗滤液处置（绝密）.docx", Some(Secrecy::绝密)),
        ("收文/机密/渗滤液处置.docx", Some(Secrecy::机密)),
        ("保密/渗滤液处置.docx", None),
        ("商业秘密保护条例.txt", None),
        ("秘密排放线索.xlsx", None),
        ("渗滤液处置（内部）.docx", None),
    ] {
        assert_eq!(level(name, &format!("{HEAD}{BODY}")), expected, "{name}");
    }
}

#[test]
fn the_site_decides_what_it_may_hold() {
    let papers = [
        (Secrecy::绝密, "绝密★\n{HEAD}{BODY}"),
        (Secrecy::机密, "机密★10年\n{HEAD}{BODY}"),
        (Secrecy::秘密, "秘密★\n{HEAD}{BODY}"),
        (Secrecy::工作秘密, "工作秘密★3年\n{HEAD}{BODY}"),
        (Secrecy::内部, "内部资料　注意保管\n{HEAD}{BODY}"),
        (Secrecy::公开, "公开\n{HEAD}{BODY}"),
    ];
    for (own, text) in papers {
        let raw = paper("甲.docx", &whole(text));
        for (secrecy, _) in papers {
            let settings = ReadingSettings {
                secrecy,
                ..ReadingSettings::default()
            };
            let found = secrecy::mark(&raw, &settings).map(|m| m.level);
            assert_eq!(
                found,
                (own > secrecy).then_some(own),
                "{own:?} at {secrecy:?}"
            );
        }
    }
}

#[test]
fn a_mark_names_its_place_and_level_and_nothing_else() {
    let at = |text: &str| {
        let mark = secrecy::mark(&paper("甲.docx", &whole(text)), &ReadingSettings::default());
        let mark = mark.unwrap();
        let args = mark.reason().args;
        assert_eq!(args["level"], mark.level.name());
        assert!(args.values().all(|v| v.chars().count() <= 4), "{args:?}");
        mark.at
    };
    assert_eq!(at("000001\n机密★10年\n{HEAD}"), MarkPlace::Paragraph(2));
    assert_eq!(at("@footer: 秘密\n{HEAD}"), MarkPlace::Fact);
    assert_eq!(
        at("{HEAD}|甲\n{BODY}|序号|渗滤液|密级\n|1|乙|机密\n"),
        MarkPlace::Cell(2, "C2".to_owned())
    );
    assert_eq!(at("|#绝密\n|甲\n"), MarkPlace::SheetName(1));
    // The highest counts, not the first.
    assert_eq!(at("秘密★\n{HEAD}机密★10年\n"), MarkPlace::Paragraph(5));
}

/// Real public papers and ledgers: none bears a mark, so none may be refused. Refused ones are printed.
#[test]
fn real_public_material_is_not_refused() {
    let (mut seen, mut refused) = (0, Vec::new());
    for folder in [
        "data/text",
        "data/formats",
        "data/env_ledgers",
        "data/fixtures",
    ] {
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
            seen += 1;
            if let Some(mark) = secrecy::mark(&raw, &ReadingSettings::default()) {
                refused.push((found.file, mark));
            }
        }
    }
    println!("{seen} real files read, {} refused", refused.len());
    for (file, mark) in &refused {
        println!("refused {file}: {mark:?}");
    }
    assert!(refused.is_empty());
}
