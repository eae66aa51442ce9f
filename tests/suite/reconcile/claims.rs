//! What sentences of reports claim, and what they do not: sixty and more of each kind of wording, none from the demo.
use taizhang::{
    model::{Claim, Claimed, Closure, Completion, DocType, Document, Facets, Report, Schedule},
    reconcile::claims,
};

use super::fixture::{day, document};

/// A report on one matter with a number, as of 30 September 2026, that says these sentences under its heading.
fn on_one_matter(sentences: &[&str]) -> Document {
    let mut lines = vec![
        "松屏县生态环境局关于督察反馈问题整改进展情况的报告",
        "省生态环境厅：",
        "现将截至2026年9月30日的情况报告如下。",
        "一、青岩河流域综合治理（DC2026-07）",
    ];
    lines.extend(sentences);
    lines.extend(["松屏县生态环境局", "2026年10月8日"]);
    let mut document = document("松屏县_整改进展报告.txt", "2026-10-08", &lines);
    document.doc_type.value = DocType::整改报告;
    document
}

fn report(sentences: &[&str]) -> Report {
    claims(&on_one_matter(sentences), &[])
}

fn word(facets: Facets) -> String {
    let mut words = Vec::new();
    words.extend(facets.completion.map(|c| match c {
        Completion::NotStarted => "未启动",
        Completion::Started => "在办",
        Completion::Stage => "部分",
        Completion::Mostly => "基本",
        Completion::Done => "完成",
    }));
    words.extend(facets.schedule.map(|s| match s {
        Schedule::OnTrack => "达序时",
        Schedule::Behind => "滞后",
        Schedule::Overdue => "逾期",
        Schedule::Early => "提前",
        Schedule::OnTime => "按期",
        Schedule::Late => "晚",
    }));
    words.extend(facets.closure.map(|c| match c {
        Closure::Open => "未销",
        Closure::Applied => "申销",
        Closure::Closed => "销号",
    }));
    words.join("+")
}

fn shown(claim: &Claim) -> String {
    let what = match &claim.claimed {
        Claimed::Status { facets, done_on } => {
            let on = done_on
                .as_ref()
                .map_or(String::new(), |d| format!("@{}", d.raw));
            format!("{}{on}", word(*facets))
        }
        Claimed::Count {
            value,
            of,
            state,
            during,
            ..
        } => {
            let state = state.map_or("共".to_owned(), word);
            let during = during.as_ref().map_or("", |_| "（时段）");
            format!("{of}{state}{}{during}", value.value.normalize())
        }
        Claimed::Rate { value, name, of } => {
            let of = of.map_or(String::new(), |(a, b)| format!("={a}/{b}"));
            format!("{name}{}{of}", value.value.normalize())
        }
        Claimed::Amount {
            value, what, of, ..
        } => {
            let of = of.map_or(String::new(), |of| format!("/{}", of.normalize()));
            format!("{what}{}{of}", value.value.normalize())
        }
        Claimed::Step { step, date } => format!("{}@{}", step.title(), date.raw),
        Claimed::Deadline { date } => format!("时限{}", date.to.unwrap()),
        Claimed::Unit { name } => format!("由{name}"),
    };
    let subject = claim
        .subject
        .no
        .clone()
        .unwrap_or_else(|| claim.subject.title.clone());
    format!("{subject}:{what}")
}

fn all(sentence: &str) -> Vec<String> {
    report(&[sentence]).claims.iter().map(shown).collect()
}

fn statuses(sentence: &str) -> Vec<String> {
    report(&[sentence])
        .claims
        .iter()
        .filter(|c| matches!(c.claimed, Claimed::Status { .. }))
        .map(shown)
        .collect()
}

/// Sentences with the statuses they claim; `DC2026-07` is the matter of the heading.
const STATUS: &[(&str, &[&str])] = &[
    ("该问题已于8月底完成整改。", &["DC2026-07:完成@8月底"]),
    ("本事项9月12日办结。", &["DC2026-07:完成@9月12日"]),
    ("目前，整改任务已全部完成。", &["DC2026-07:完成"]),
    (
        "上述问题整改到位，经市级验收，予以销号。",
        &["DC2026-07:完成", "DC2026-07:完成+销号"],
    ),
    ("青岩河流域治理已基本完成。", &["DC2026-07:基本"]),
    ("该任务阶段性完成。", &["DC2026-07:部分"]),
    ("该项工作尚未完成。", &["DC2026-07:在办"]),
    ("整改工作未启动。", &["DC2026-07:未启动"]),
    ("该任务仍未开工。", &["DC2026-07:未启动"]),
    ("该事项正在推进。", &["DC2026-07:在办"]),
    ("目前该问题正在整改中。", &["DC2026-07:在办"]),
    ("该任务达到序时进度。", &["DC2026-07:在办+达序时"]),
    ("该任务未达到序时进度。", &["DC2026-07:在办+滞后"]),
    ("该项任务进度滞后。", &["DC2026-07:在办+滞后"]),
    ("该问题已申请销号。", &["DC2026-07:申销"]),
    (
        "该问题9月20日通过验收销号。",
        &["DC2026-07:完成+销号@9月20日"],
    ),
    ("该问题未销号。", &["DC2026-07:未销"]),
    (
        "原计划6月底完成，实际8月15日完成整改。",
        &["DC2026-07:完成@8月15日"],
    ),
    (
        "DC2026-11已完成，DC2026-12正在推进。",
        &["DC2026-11:完成", "DC2026-12:在办"],
    ),
    (
        "DC2026-03、DC2026-05均已完成整改。",
        &["DC2026-03:完成", "DC2026-05:完成"],
    ),
    (
        "DC2026-21至23已按期完成。",
        &[
            "DC2026-21:完成+按期",
            "DC2026-22:完成+按期",
            "DC2026-23:完成+按期",
        ],
    ),
    (
        "未达到序时进度的有：白杨沟治理（DC2026-31）、旧矿复绿（DC2026-33）。",
        &["DC2026-31:在办+滞后", "DC2026-33:在办+滞后"],
    ),
    (
        "已完成2项（DC2026-41、DC2026-42）。",
        &["DC2026-41:完成", "DC2026-42:完成"],
    ),
    (
        "已完成“石门水库库周养殖清理”整改。",
        &["石门水库库周养殖清理:完成"],
    ),
    (
        "北坡石料场生态修复任务已提前完成。",
        &["北坡石料场生态修复任务:完成+提前"],
    ),
    (
        "石门水库清理整治（DC2026-15，已销号）转入日常管护。",
        &["DC2026-15:完成+销号"],
    ),
    ("3项整改任务均已完成。", &["DC2026-07:完成"]),
    ("该问题逾期未完成整改。", &["DC2026-07:在办+逾期"]),
    ("经县整改办研究，该事项准予销号。", &["DC2026-07:完成+销号"]),
    ("该任务已完成整改并通过市级复核。", &["DC2026-07:完成"]),
    (
        "整改情况：已完成整改，正在申请销号。",
        &["DC2026-07:完成", "DC2026-07:申销"],
    ),
];

#[test]
fn statuses_are_read_with_their_matter_and_day() {
    let wrong: Vec<String> = STATUS
        .iter()
        .filter_map(|(sentence, expected)| {
            let found = statuses(sentence);
            (found != *expected)
                .then(|| format!("{sentence}\n  expected {expected:?}\n  found    {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Sentences that claim no status of the matter, whatever words they use.
const NO_STATUS: &[&str] = &[
    "该问题计划12月底前完成整改。",
    "力争年底完成全部任务。",
    "整改工作将于11月完成。",
    "该事项应于10月31日前办结。",
    "确保按期完成整改。",
    "预计第四季度整改到位。",
    "拟于11月申请销号。",
    "下一步，加快推进整改，完成验收销号。",
    "要求责任单位限期整改到位。",
    "已完成施工招标。",
    "底泥清淤已完成。",
    "初步设计已完成评审，正在办理用地手续。",
    "一期工程已完成，二期正在施工。",
    "设备安装已全部完成。",
    "如整改已完成，应及时申请销号。",
    "对已完成整改的，及时组织验收销号。",
    "符合条件的予以销号。",
    "整改完成后，县里组织了验收。",
    "整改完成情况由县督察办核查。",
    "任务完成率较上季度有所提高。",
    "县局报称该问题已完成整改。",
    "据企业负责人介绍，治理设施已完成整改。",
    "督察组指出，该问题虚报已完成。",
    "县里在群众会上宣读了“该问题已完成整改”的公示。",
    "不得以发文开会代替整改、视为完成。",
    "是否已完成整改，由市级核查认定？",
    "方案明确了完成时限和责任单位。",
    "已完成的任务不再纳入调度。",
    "完成时限为12月31日。",
    "销号工作规程已印发。",
    "3项措施中已完成1项。",
    "按照先易后难的原则推进整改，倒排工期，挂图作战，务必年内完成。",
    "《整改任务已完成清单》附后。",
    "县里召开推进会，要求加快整改、确保完成。",
    "目标是2027年全面完成流域治理任务。",
];

#[test]
fn plans_demands_conditions_quotations_and_parts_are_no_statuses() {
    let wrong: Vec<String> = NO_STATUS
        .iter()
        .filter_map(|sentence| {
            let found = statuses(sentence);
            (!found.is_empty()).then(|| format!("{sentence}  {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Sentences written after the reading was done, to see how it does on wording it was not made from.
const FRESH: &[(&str, &[&str])] = &[
    (
        "截至目前，该问题已整改完毕，群众满意。",
        &["DC2026-07:完成"],
    ),
    (
        "7月31日，该任务通过县级验收并完成销号。",
        &["DC2026-07:完成+销号@7月31日"],
    ),
    ("目前该项任务已按时序完成。", &["DC2026-07:完成"]),
    ("青岩河流域综合治理任务仍在推进。", &["DC2026-07:在办"]),
    ("编号DC2026-14的问题已整改到位。", &["DC2026-14:完成"]),
    (
        "DC2026-16、17号问题分别于5月和6月办结。",
        &["DC2026-16:完成@6月", "DC2026-17:完成@6月"],
    ),
    ("本问题尚未整改到位，正在协调用地。", &["DC2026-07:在办"]),
    ("上述事项已提前办结。", &["DC2026-07:完成+提前"]),
    ("问题整改进展缓慢。", &["DC2026-07:在办+滞后"]),
    (
        "受汛期影响，任务进度滞后于序时进度。",
        &["DC2026-07:在办+滞后"],
    ),
    (
        "9月份，经第三方评估和市级联合验收，同意该问题销号。",
        &["DC2026-07:完成+销号@9月份"],
    ),
    (
        "该问题已完成整改（DC2026-18同步销号）。",
        &["DC2026-07:完成"],
    ),
    (
        "全部整改任务已于8月31日前完成。",
        &["DC2026-07:完成@8月31日前"],
    ),
    ("已办结。", &["DC2026-07:完成"]),
    ("状态：已完成。", &["DC2026-07:完成"]),
    ("整改进度：达到序时进度。", &["DC2026-07:在办+达序时"]),
    ("该问题已整改到位并长期坚持。", &["DC2026-07:完成"]),
    ("因资金未落实，该项工作尚未启动。", &["DC2026-07:未启动"]),
    ("待省级复核后销号。", &[]),
    ("具备条件后申请验收销号。", &[]),
    ("已完成投资8600万元，占总投资的62%。", &[]),
    ("主体工程已完成，附属设施正在建设。", &[]),
    ("完成了环评批复和用地预审。", &[]),
    ("已完成3公里河道清淤。", &[]),
    ("县委、县政府高度重视，专题研究推进整改。", &[]),
    ("明年6月底前全面完成整改任务。", &[]),
    ("原定9月底完成的整改任务，因暴雨顺延至11月底完成。", &[]),
    ("对整改完成情况进行“回头看”。", &[]),
    ("凡完成整改的，一律按程序销号。", &[]),
    ("省督察办反馈认为该问题整改未完成。", &[]),
    ("有群众反映该处问题并未整改到位。", &[]),
    ("各镇要在10月底前完成排查整治任务。", &[]),
    ("下步将持续推进整改，争取尽早完成。", &[]),
    ("目前正在办理土地手续。", &[]),
    ("销号材料正在准备。", &[]),
    ("力促任务按期完成。", &[]),
    ("保障了整改任务按期完成。", &[]),
    ("整改任务完成80%。", &["DC2026-07:部分"]),
    (
        "北沟片区治理已完成，南沟片区治理正在推进。",
        &["北沟片区治理:完成", "南沟片区治理:在办"],
    ),
    ("无法在年内完成整改。", &[]),
];

#[test]
fn fresh_wording_is_read_too() {
    let wrong: Vec<String> = FRESH
        .iter()
        .filter_map(|(sentence, expected)| {
            let found = statuses(sentence);
            (found != *expected)
                .then(|| format!("{sentence}\n  expected {expected:?}\n  found    {found:?}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        FRESH.len(),
        wrong.join("\n")
    );
}

/// Sentences with all that they claim besides statuses.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "DC2026-09号整改任务共16项，已完成9项，其中已销号4项，正在推进7项。",
        &[
            "DC2026-09:任务共16",
            "DC2026-09:任务完成9",
            "DC2026-09:任务完成+销号4",
            "DC2026-09:任务在办7",
        ],
    ),
    (
        "累计受理举报126件，已办结118件，办结率93.7%。",
        &[
            "DC2026-07:举报件共126",
            "DC2026-07:举报件完成118",
            "DC2026-07:办结率93.7=118/126",
        ],
    ),
    (
        "反馈问题41个，完成整改25个，达到序时进度16个。",
        &[
            "DC2026-07:问题共41",
            "DC2026-07:问题完成25",
            "DC2026-07:问题在办+达序时16",
        ],
    ),
    (
        "第三季度新受理举报12件，办结10件。",
        &[
            "DC2026-07:举报件共12（时段）",
            "DC2026-07:举报件完成10（时段）",
        ],
    ),
    ("应整治排口58个，累计整治41个。", &["DC2026-07:整治41/58"]),
    ("86公里岸线中修复52公里。", &[]),
    ("86公里中已修复52公里。", &["DC2026-07:修复52/86"]),
    ("累计清运渣土3.6万吨。", &["DC2026-07:清运渣土36000"]),
    (
        "县局党组会3月18日传达学习了省里的通知精神。",
        &["DC2026-07:学习传达@3月18日"],
    ),
    (
        "4月10日印发《青岩河流域综合治理实施方案》。",
        &["DC2026-07:制定方案@4月10日"],
    ),
    (
        "7月6日出台《河道保洁管理办法》。",
        &["DC2026-07:建章立制@7月6日"],
    ),
    ("拟于10月20日印发整改方案。", &[]),
    ("整改时限为2026年12月31日。", &["DC2026-07:时限2026-12-31"]),
    ("经批准延期至2027年3月31日。", &["DC2026-07:时限2027-03-31"]),
    ("已申请延期至2027年3月31日。", &[]),
    ("该问题由县水利局牵头负责。", &["DC2026-07:由县水利局"]),
    (
        "该事项责任单位为石坪镇人民政府。",
        &["DC2026-07:由石坪镇人民政府"],
    ),
    ("计划实施治理任务20项，年内完成12项。", &[]),
    (
        "抽查点位30个，发现问题6个。",
        &["DC2026-07:问题共6（时段）"],
    ),
    ("项目资金完成率88%。", &[]),
];

#[test]
fn counts_rates_amounts_steps_deadlines_and_units_are_read() {
    let wrong: Vec<String> = OTHERS
        .iter()
        .filter_map(|(sentence, expected)| {
            let found = all(sentence);
            (found != *expected)
                .then(|| format!("{sentence}\n  expected {expected:?}\n  found    {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_number_of_a_heading_holds_for_the_matter_and_not_for_its_parts() {
    let mut lines = on_one_matter(&[
        "（一）整改进展",
        "该任务已完成整改。",
        "（二）石沟村排水改造",
        "该任务已完成整改。",
        "河岸护坡：该任务已完成整改。",
    ]);
    lines.doc_type.value = DocType::整改报告;
    let found: Vec<String> = claims(&lines, &[]).claims.iter().map(shown).collect();
    assert_eq!(
        found,
        ["DC2026-07:完成", "石沟村排水改造:完成", "河岸护坡:完成"]
    );
}

#[test]
fn a_section_of_next_steps_claims_nothing_without_a_word_of_fact() {
    let found = report(&[
        "二、下一步工作安排",
        "完成整改任务，通过验收销号。",
        "DC2026-08已完成整改。",
    ]);
    let found: Vec<String> = found.claims.iter().map(shown).collect();
    assert_eq!(found, ["DC2026-08:完成"]);
}

#[test]
fn a_sentence_with_its_own_day_speaks_of_that_day() {
    let found = report(&["截至8月31日，该任务已完成整改。", "该任务已申请销号。"]);
    assert_eq!(
        found.as_of.as_ref().map(|a| a.date),
        Some(day("2026-09-30"))
    );
    let days: Vec<_> = found.claims.iter().map(|c| c.as_of).collect();
    assert_eq!(days, [Some(day("2026-08-31")), None]);
}

#[test]
fn every_claim_quotes_its_place() {
    let sentences: Vec<&str> = STATUS
        .iter()
        .map(|(s, _)| *s)
        .chain(OTHERS.iter().map(|(s, _)| *s))
        .collect();
    let document = on_one_matter(&sentences);
    let found = claims(&document, &[]);
    assert!(found.claims.len() > 60, "{}", found.claims.len());
    for claim in &found.claims {
        let passage = &document.passages[claim.passage as usize];
        let place = claim.source.place();
        let quoted: String = passage
            .text
            .chars()
            .skip(place.char_start as usize)
            .take((place.char_end - place.char_start) as usize)
            .collect();
        assert_eq!(quoted, claim.source.quote());
        assert_eq!(place.paragraph, passage.place.paragraph);
    }
}

#[test]
fn papers_that_order_or_plan_claim_nothing() {
    for kind in [
        DocType::通知,
        DocType::工作方案,
        DocType::批示件,
        DocType::总账,
        DocType::法律,
    ] {
        let mut document = on_one_matter(&["该问题已于8月底完成整改。"]);
        document.doc_type.value = kind;
        assert!(claims(&document, &[]).claims.is_empty(), "{kind:?}");
    }
}
