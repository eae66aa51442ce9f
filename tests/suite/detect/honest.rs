//! The honest twin: text that says what is not done, why, and what comes next is silent everywhere; so is a plain fact.
use taizhang::{
    detect::{RulePacks, examine},
    model::DocType,
};

use super::sample;

const HONEST: &[&str] = &[
    "该项尚未开工，原因是施工图审查未通过，设计院7月10日前补齐后重新送审。",
    "大部分支管已铺设，剩余1.2公里因征地未交地滞后，镇里8月底前协调完毕。",
    "应换34台，已换29台，剩5台等进口配件，11月30日前换完。",
    "二期没有启动，受资金未下达影响，已于5月12日书面请示财政局。",
    "基本完成指主体建成，余2处验收未过，9月5日复验。",
    "我们高度重视，但夜间巡查没做到位，原因是人手不足，6月起增加一组，由执法队负责。",
    "会议定了三件事，拆坝和补苗已做完，赔款因审批未到账，10月20日前付清。",
    "清淤未完成，汛期不能下河，10月15日后由水务站组织进场。",
    "接管4处，仍有2处直排，因管位冲突改线，8月20日前接通。",
    "本季度未达到目标，出水总磷0.62毫克/升，超标原因是除磷药剂断供，7月3日恢复投加。",
    "原定6月30日完工，因连续降雨停工9天，推迟到7月20日，监理已签认。",
    "未通过验收，返工中，监理8月1日复核。",
    "检修推迟，因配件未到，7月18日到货后安装。",
    "整改措施暂不列时限，原因是规划环评尚在审查，工信局7月25日前完成9家意向登记。",
    "达到序时进度，指截至9月30日完成子任务数不低于方案排定数，本市应完成18项，实完成18项。",
    "3处全拆。",
    "剩2公里。",
    "未开工。",
    "两台锅炉均已拆除，旧址复绿并经镇里签字验收。",
    "应急池6月2日挖好，容积1200立方米，分局当天收方。",
    "对62家喷涂企业逐家评估：达标的21家正常生产，限期改造的34家给予三个月过渡期，无证的7家停业。",
    "华岭化工按年度检修计划7月3日至17日停车检修，计划年初已备案。",
    "专题会议后，住建局3月底前移交图纸，图纸已移交，4处接口4月9日接通。",
    "与南屿区签订上下游补偿协议，断面设在两地交界的青槐桥。",
];

#[test]
fn honest_text_is_silent_in_every_section_and_column() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let mut wrong = Vec::new();
    for text in HONEST {
        let mut pages: Vec<_> = [
            None,
            Some("二、整改进展情况"),
            Some("三、整改措施"),
            Some("四、下一步打算"),
        ]
        .into_iter()
        .map(|heading| sample::page(DocType::整改报告, &[(heading, text)]))
        .collect();
        pages.extend(
            ["progress", "measure", "next_step"].map(|field| {
                sample::ledger(DocType::整改清单, &[("content", "事项"), (field, text)])
            }),
        );
        for page in &pages {
            for flag in examine(page, &packs) {
                wrong.push(format!(
                    "{} {}: {}",
                    flag.indicator,
                    flag.rule,
                    flag.source.quote()
                ));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_stretch_is_flagged_once_for_its_wording() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let text = "压实责任、久久为功，各项整改任务基本完成，进一步加大力度，推动工作走深走实。";
    let page = sample::page(DocType::整改报告, &[(Some("三、整改措施及打算"), text)]);
    let flags = examine(&page, &packs);
    assert_eq!(flags.len(), 1, "{flags:#?}");
    assert_eq!(flags[0].indicator, "vague-progress");
}

#[test]
fn titles_headings_and_form_are_never_flagged() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let text = "久久为功、善作善成，奋力谱写新篇章";
    let mut page = sample::empty(DocType::整改报告);
    for kind in [
        taizhang::model::PassageKind::Title,
        taizhang::model::PassageKind::Heading,
        taizhang::model::PassageKind::Form,
    ] {
        page.passages.push(sample::passage(text, kind));
    }
    assert!(examine(&page, &packs).is_empty());
    page.passages.push(sample::passage(
        text,
        taizhang::model::PassageKind::Paragraph,
    ));
    assert_eq!(examine(&page, &packs).len(), 1);
}

#[test]
fn genres_that_speak_in_general_are_never_examined() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    for genre in [
        DocType::法律,
        DocType::政府工作报告,
        DocType::政策文件,
        DocType::经验交流,
    ] {
        let page = sample::page(
            genre,
            &[(
                None,
                "久久为功、善作善成，奋力谱写新篇章，工作有序推进，取得积极进展。",
            )],
        );
        assert!(examine(&page, &packs).is_empty(), "{genre:?}");
    }
}

#[test]
fn the_same_document_gives_the_same_flags_twice() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let page = sample::page(
        DocType::整改报告,
        &[
            (
                Some("二、进展"),
                "久久为功、善作善成。整改有序推进，取得积极进展。",
            ),
            (None, "督察组进驻期间，沿线砂场一律停产。"),
        ],
    );
    assert_eq!(examine(&page, &packs), examine(&page, &packs));
    assert!(!examine(&page, &packs).is_empty());
}

/// Articles of an invented measure, each of which would be flagged as words of a unit.
const ARTICLES: &[&str] = &[
    "第一条 为规范渠系养护，制定本办法。",
    "第二条 不属于本部门职责的，可以向有关部门反映，养护站不再过问。",
    "第三条 沿渠商户一律停业清理，不得例外。",
    "第四条 未经审批先行施工的，事后补办手续。",
    "第五条 养护站不承担由此造成的一切责任。",
    "第六条 发现问题的，有关部门进一步加强管理。",
    "第七条 各村每日上报台账三次并拍照留痕。",
    "第八条 本办法自印发之日起施行。",
];

#[test]
fn a_statute_among_the_reports_is_silent_and_the_same_words_in_a_report_are_not() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let lines: Vec<_> = ARTICLES.iter().map(|line| (None, *line)).collect();
    let statute = sample::page(DocType::整改报告, &lines);
    assert!(examine(&statute, &packs).is_empty());
    let own_words: Vec<_> = (ARTICLES.iter())
        .map(|line| (None, line.split_once(' ').map_or(*line, |(_, words)| words)))
        .collect();
    let report = sample::page(DocType::整改报告, &own_words);
    assert!(!examine(&report, &packs).is_empty());
}
