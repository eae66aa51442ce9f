//! Promises of the papers: each says all it was given, in its form; drafts are marked; templates are data and checked.
mod story;
mod templates;

use std::{fs, path::Path};

use taizhang::{
    import,
    model::{LookBackKind, OpinionForm, RawBlock, RawFile},
    report::{
        RenderError,
        papers::{PaperForm, Standing, Templates, Values, fill},
    },
};

/// The text of a paper as this program reads it, paragraphs and cells in their order.
pub(crate) fn text(name: &str, bytes: &[u8]) -> String {
    let raw: RawFile = import::read_bytes(name, bytes);
    let mut text = String::new();
    for block in raw.blocks {
        match block {
            RawBlock::Text(t) => text.push_str(&t.text),
            RawBlock::Table(table) => {
                for cell in table.cells {
                    text.push_str(&cell.text);
                    text.push('\n');
                }
            }
        }
        text.push('\n');
    }
    text
}

/// Keeps a paper where it can be looked at.
fn kept(name: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
}

fn written(paper: &str, form: PaperForm, (values, standing): (Values, Standing)) -> Vec<u8> {
    let templates = Templates::load(&[]).unwrap();
    let bytes = templates
        .write(paper, &values, (form, standing, story::DAY))
        .unwrap();
    let mark = if standing == Standing::Draft {
        "-draft"
    } else {
        ""
    };
    kept(&format!("{paper}{mark}.{}", form.extension()), &bytes);
    bytes
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = archive.by_name(name).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    text
}

fn holds(text: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
}

#[test]
fn an_opinion_says_problem_basis_both_sides_suggestion_and_by_when_to_reply() {
    let of = fill::opinion(
        &story::opinion(OpinionForm::书面, true),
        Some(&story::session(true)),
        &story::names(),
    );
    let text = text("意见.docx", &written("opinion", PaperForm::Docx, of));
    holds(
        &text,
        &[
            "驻组函〔2026〕12号",
            "签发人：",
            "贺兰亭",
            "关于2026年第三季度督查专报有关问题的\n反馈意见",
            "澜川省生态环境厅：",
            "一、发现的问题",
            "（一）专报与台账不一致",
            "（二）空泛表态",
            story::CLAIM,
            "第3页第21段",
            "总账!K7",
            "差距类型：落差。",
            "二、原因分析",
            "第1个问题：履职担当不足。",
            "三、意见建议",
            "检验标准：更正后的专报与总账、验收单三者里程一致。",
            "四、回复要求",
            "10个工作日内书面回复",
            "附件：问题清单",
            "2026年10月26日",
            "2026年11月20日",
        ],
    );
    assert!(!text.contains("待填"), "{text}");
    assert!(
        !text.contains("第2个问题："),
        "no cause was chosen for it: {text}"
    );
}

#[test]
fn a_paper_is_marked_as_a_draft_until_it_is_issued() {
    let opinion = |is_issued| {
        let opinion = story::opinion(OpinionForm::书面, is_issued);
        let of = fill::opinion(&opinion, Some(&story::session(true)), &story::names());
        written("opinion", PaperForm::Docx, of)
    };
    for header in ["word/header1.xml", "word/header2.xml"] {
        assert!(part(&opinion(false), header).contains("string=\"草稿\""));
        assert!(!part(&opinion(true), header).contains("草稿"));
    }
    assert!(text("稿.docx", &opinion(false)).contains("【成文日期待填】"));
}

#[test]
fn an_issued_paper_with_something_missing_is_refused_by_name() {
    let (values, _) = fill::opinion(
        &story::opinion(OpinionForm::书面, false),
        Some(&story::session(true)),
        &story::names(),
    );
    let templates = Templates::load(&[]).unwrap();
    let how = (PaperForm::Docx, Standing::Issued, story::DAY);
    match templates.write("opinion", &values, how) {
        Err(RenderError::Unfilled { names, .. }) => assert_eq!(names, ["印发日期", "成文日期"]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_page_is_that_of_the_standard() {
    let of = fill::opinion(
        &story::opinion(OpinionForm::书面, true),
        Some(&story::session(true)),
        &story::names(),
    );
    let bytes = written("opinion", PaperForm::Docx, of);
    let document = part(&bytes, "word/document.xml");
    holds(
        &document,
        &[
            "w:w=\"11906\" w:h=\"16838\"",
            "w:top=\"2098\"",
            "w:left=\"1587\"",
            "w:right=\"1474\"",
            "w:type=\"lines\"",
            "<w:spacing w:val=\"-5\" />",
            "w:linePitch=\"580\"",
            "w:eastAsia=\"方正小标宋简体\"",
            "w:eastAsia=\"仿宋_GB2312\"",
            "w:eastAsia=\"楷体_GB2312\"",
            "w:eastAsia=\"黑体\"",
            "<w:tblHeader />",
        ],
    );
    let fonts = part(&bytes, "word/fontTable.xml");
    holds(&fonts, &["w:name=\"仿宋_GB2312\"><w:altName w:val=\"仿宋,"]);
    assert!(part(&bytes, "word/settings.xml").contains("evenAndOddHeaders"));
    let (odd, even) = (
        part(&bytes, "word/footer1.xml"),
        part(&bytes, "word/footer2.xml"),
    );
    assert!(odd.contains("w:jc w:val=\"right\"") && odd.contains("— "));
    assert!(even.contains("w:jc w:val=\"left\"") && even.contains("PAGE"));
    assert!(part(&bytes, "docProps/core.xml").contains("<dc:title>反馈意见</dc:title>"));
}

#[test]
fn letters_and_orders_to_hurry_say_what_is_to_be_done_by_when() {
    for (carrier, paper) in [
        (taizhang::model::Carrier::工作提示函, "advice-letter"),
        (taizhang::model::Carrier::督办单, "urging-letter"),
    ] {
        let mut opinion = story::opinion(OpinionForm::书面, true);
        opinion.carrier = carrier;
        assert_eq!(fill::opinion_paper(&opinion), paper);
        let of = fill::opinion(&opinion, Some(&story::session(true)), &story::names());
        let text = text("函.docx", &written(paper, PaperForm::Docx, of));
        holds(
            &text,
            &[
                "驻组函〔2026〕12号",
                "澜川省生态环境厅",
                "请核实青屿河支流截污工程真实进度",
                "2026年11月20日",
                "研判2026-003",
            ],
        );
        assert!(!text.contains("待填"), "{text}");
    }
}

#[test]
fn an_oral_opinion_has_a_record_with_place_speaker_and_title_of_the_listener() {
    let opinion = story::opinion(OpinionForm::口头, true);
    assert_eq!(fill::opinion_paper(&opinion), "oral-opinion");
    let of = fill::opinion(&opinion, Some(&story::session(true)), &story::names());
    let text = text("记录.docx", &written("oral-opinion", PaperForm::Docx, of));
    holds(
        &text,
        &[
            "口头反馈意见记录",
            "澜川厅二楼接待室",
            "办公室主任",
            "乔望川",
            "研判2026-003（2026年10月21日）",
            "同意：同意印发（贺兰亭，2026年10月23日）",
            "已签认",
            "第1条（2026年11月6日）：部分认可。",
        ],
    );
}

#[test]
fn minutes_keep_every_view_dissent_recusal_and_absence() {
    for is_signed in [false, true] {
        let of = fill::minutes(&story::session(is_signed), &story::names());
        assert_eq!(of.1 == Standing::Issued, is_signed);
        let text = text(
            "纪要.docx",
            &written("session-minutes", PaperForm::Docx, of),
        );
        holds(
            &text,
            &[
                "集体研判会议纪要",
                "贺兰亭在三楼会议室主持召开",
                "应到3人，实到3人",
                "一、青屿河支流截污工程专报与台账不一致",
                "同意1人，不同意1人，保留0人",
                "乔望川：不同意。同类表述各单位都有，宜先由承办处说明。",
                "孟青禾回避本议题，理由：曾参与该材料的前期调研。",
                "研判结果：采纳形成意见。两处证据齐全",
                "出席：贺兰亭、乔望川、孟青禾",
                "施远山（外出参加现场核查）",
                "反馈意见在准不在多",
            ],
        );
        assert_eq!(text.contains("第二项宜先由承办处说明"), is_signed);
        assert_eq!(text.contains("补记"), is_signed);
    }
}

#[test]
fn a_close_out_sheet_is_of_one_matter_with_measures_check_notice_and_ten_points() {
    let of = fill::close_out(
        &story::rectification(true),
        (Some(jiff::civil::date(2027, 6, 8)), Some(10)),
        &story::names(),
    );
    let text = text("销号.docx", &written("close-out", PaperForm::Docx, of));
    holds(
        &text,
        &[
            "销号审批表",
            "整改2026-004",
            "措施3",
            "建立专报与台账会签核对制度",
            "排查41处，发现2个，已改2个",
            "《督查专报会签核对办法》（澜环办〔2026〕31号）",
            "乔望川、孟青禾",
            "到位",
            "2026年11月23日至2026年12月4日，共10个工作日；未处理的异议0件",
            "研判2026-005",
            "核对10",
            "一事一档资料齐全",
            "不适用",
            "组领导意见",
            "2027年6月8日",
        ],
    );
    let open = fill::close_out(&story::rectification(false), (None, None), &story::names());
    assert_eq!(open.1, Standing::Draft);
    written("close-out", PaperForm::Docx, open);
}

#[test]
fn look_back_forms_have_three_sections_for_hosts_and_four_for_the_group_itself() {
    let host = fill::look_back(
        &story::look_back(LookBackKind::驻在单位),
        Some(&story::rectification(true)),
        &story::names(),
    );
    let host = text("回头看.docx", &written("look-back", PaperForm::Docx, host));
    holds(
        &host,
        &[
            "未再出现专报与台账不一致",
            "会签单41份齐全",
            "达到Ⅲ类",
            "调阅、实地",
            "乔望川、施远山",
            "稳固",
            "2026年12月8日",
        ],
    );
    let own = fill::own_look_back(&story::look_back(LookBackKind::自身), None);
    let own = text(
        "自身.docx",
        &written("self-look-back", PaperForm::Docx, own),
    );
    holds(
        &own,
        &[
            "对账先行",
            "补签不及时",
            "一人多岗",
            "增设备份记录人",
            "综合室主任",
            "2027年6月30日",
        ],
    );
}

#[test]
fn the_list_for_review_shows_both_sides_and_what_became_of_every_flag() {
    let (list, cases) = (story::list(), story::cases());
    let of = || fill::flag_list(&list, &cases, Some(&story::session(true)), &story::names());
    let wanted = [
        list.flags[0].id(),
        list.flags[1].id(),
        "专报与台账不一致",
        "hollow-commitment-1（第2版）",
        "16.0 − 12.6 = 3.4（公里）",
        "尚有3.4公里未铺设",
        "总账!K7",
        "采纳形成意见",
        "部分认可（2026年10月30日）：验收系分段进行",
        "通过验收的材料在哪里",
        "未列出3条",
    ];
    let docx = text("清单.docx", &written("flag-list", PaperForm::Docx, of()));
    holds(&docx, &wanted);
    let xlsx = text("清单.xlsx", &written("flag-list", PaperForm::Xlsx, of()));
    holds(&xlsx, &wanted[..7]);
    let draft = fill::flag_list(&list, &Default::default(), None, &story::names());
    assert_eq!(draft.1, Standing::Draft);
    let empty = text("稿.docx", &written("flag-list", PaperForm::Docx, draft));
    assert!(
        !empty.contains("采纳形成意见"),
        "people's fields are left to people"
    );
}

#[test]
fn hostile_words_stay_words() {
    let mut opinion = story::opinion(OpinionForm::书面, true);
    opinion.title = "</w:t><w:p/>&amp;<script>\u{0}\u{8}=1+1]]>".to_owned();
    let of = fill::opinion(&opinion, Some(&story::session(true)), &story::names());
    let templates = Templates::load(&[]).unwrap();
    let bytes = templates
        .write("opinion", &of.0, (PaperForm::Docx, of.1, story::DAY))
        .unwrap();
    let text = text("意见.docx", &bytes);
    holds(
        &text,
        &["</w:t><w:p/>&amp;<script>", "=1+1]]>", "一、发现的问题"],
    );
}
