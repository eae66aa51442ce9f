//! Twenty-eight totals and rates as offices published them, each told in words of our own: what does not add up is found, what
//! does is left alone. `../shared/domain/total_cases.tsv` lists where the numbers come from.
use std::fs;

use taizhang::{
    detect::{RulePacks, examine},
    model::{DocType, Document},
};

use super::{fixture::on, papers::report_of};

/// Number of the case, its text, and words of the formula when it does not hold.
const CASES: &[(&str, &[&str], Option<&str>)] = &[
    (
        "S01",
        &[
            "8月23日当天共接到群众举报21件，其中滨城1件、阳信县2件、邹平县6件、博兴县4件、高新区1件、惠民县1件、无棣县3件。",
        ],
        Some("18"),
    ),
    (
        "S02",
        &["当天21件举报按污染类型分，大气9件、水5件、固废2件、建设项目2件、其他3件。"],
        None,
    ),
    (
        "S03",
        &["8月22日共接到举报13件，其中滨城区6件、经开区3件、邹平县2件、博兴县2件。"],
        None,
    ),
    (
        "S04",
        &["督察反馈41项问题，已完成整改25项，其中销号13项，未完成但达到序时进度16项。"],
        None,
    ),
    (
        "S05",
        &["89项整改任务中，完成45项，达到序时进度37项，未按期完成或未达到序时进度7项。"],
        None,
    ),
    (
        "S06",
        &["转办的1427件中，属实440件、部分属实779件、基本属实108件、不属实100件。"],
        None,
    ),
    (
        "S07",
        &["1427件举报中，已办结492件、阶段性办结291件、正在办理644件。"],
        None,
    ),
    (
        "S08",
        &["1427件举报，已办结492件、阶段性办结291件、正在办理644件，办结率54.9%。"],
        None,
    ),
    ("S09", &["1427件举报中不属实100件，不属实率7.01%。"], None),
    ("S10", &["共交办2358件，已办结2180件，办结率92.45%。"], None),
    (
        "S11",
        &["第二轮督察明确的2164项整改任务，完成1275项，完成率近60%。"],
        None,
    ),
    ("S12", &["531项整改任务已完成313项，近六成。"], None),
    (
        "S13",
        &["累计交办97件，已办结75件、阶段性办结19件、正在办理3件。"],
        None,
    ),
    (
        "S14",
        &[
            "126件举报共涉及268个问题，其中大气72个、噪声62个、水59个、土壤23个、生态21个、油烟17个、其他14个。",
        ],
        None,
    ),
    (
        "S15",
        &[
            "共梳理问题187个，按污染类型分别统计，大气61个、水47个、辐射1个、固废31个、噪声60个、扬尘51个、油烟27个、生态12个、其他4个，同一举报事项包含两项以上污染类型的分别计入。",
        ],
        None,
    ),
    (
        "S16",
        &[
            "187个问题按行业分，化工12个、畜禽养殖25个、餐饮23个、工业企业94个、建筑20个、矿山2个、其他11个。",
        ],
        None,
    ),
    (
        "S17",
        &["本批交办11件，其中滕州市4件、薛城区3件、市中区1件、山亭区2件、台儿庄区1件。"],
        None,
    ),
    (
        "S18",
        &[
            "本批涉及问题27个，其中大气8个、水7个、噪声2个、固废1个、油烟1个、扬尘1个、辐射1个、其他6个。",
        ],
        None,
    ),
    ("S19", &["反馈问题50项，已整改40项，正在整改10项。"], None),
    (
        "S20",
        &["审计查出问题资金251023.54万元，其中已整改到位215587.84万元，未整改35435.70万元。"],
        None,
    ),
    (
        "S21",
        &["全年电视问政反映问题49件，未办结1件，办结率99%。"],
        Some("97.9"),
    ),
    (
        "S22",
        &["现予公示，公示期为2024年9月29日至10月9日，共10个工作日。"],
        Some("4"),
    ),
    (
        "S23",
        &["现予公示，公示时间为2025年1月21日至2025年2月8日，共10个工作日。"],
        None,
    ),
    ("S24", &["公示期自2019年12月13日至12月19日，共7天。"], None),
    (
        "S25",
        &[
            "整改任务共21项，已完成20项，请交通部门尽快办理销号。",
            "交通部门正在推进1—20号任务。",
        ],
        Some("20"),
    ),
    (
        "S26",
        &["全年受理1175件，其中网络976件、来电94件、来信7件、来访2件、上级转办96件。"],
        None,
    ),
    (
        "S27",
        &["已办结的1164件中，满意1119件、基本满意45件。"],
        None,
    ),
    ("S28", &["1175件中来信7件，约占0.5%。"], None),
];

fn told(lines: &[&str]) -> Document {
    report_of("松屏县生态环境局", "2026-09-30", DocType::整改报告, lines)
}

/// Formulas of everything found about numbers: in the text itself, and by the checks that read running text.
fn formulas(lines: &[&str], packs: &RulePacks) -> Vec<String> {
    let document = told(lines);
    let in_text = examine(&document, packs)
        .into_iter()
        .filter(|f| f.indicator == "number-conflict")
        .filter_map(|f| f.explain.formula);
    let all: Vec<String> = in_text.collect();
    let material = on("2026-10-10").reads(told(lines));
    let checked = ["RC-14", "RC-15", "RC-21"]
        .into_iter()
        .flat_map(|id| material.find(id))
        .map(|m| m.formula);
    all.into_iter().chain(checked).collect()
}

#[test]
fn every_published_total_is_decided_right() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let mut wrong = Vec::new();
    for (id, lines, expected) in CASES {
        let found = formulas(lines, &packs);
        let right = match expected {
            None => found.is_empty(),
            Some(words) => found.iter().any(|f| f.contains(words)),
        };
        if !right {
            wrong.push(format!(
                "{id}: expected {expected:?}, found {found:?}\n   {lines:?}"
            ));
        }
    }
    assert_eq!(CASES.len(), 28);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_cases_are_those_that_were_published() {
    let Some(path) = crate::shared("domain/total_cases.tsv") else {
        return;
    };
    let text = fs::read_to_string(path).unwrap();
    let mut published = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, _, _, claim, _, _, expected] = cells.as_slice() else {
            panic!("{line}");
        };
        published.push((*id).to_owned());
        let (_, lines, flagged) = CASES
            .iter()
            .find(|(i, _, _)| i == id)
            .unwrap_or_else(|| panic!("{id}"));
        assert_eq!(expected.starts_with("FLAG"), flagged.is_some(), "{id}");
        let number: String = claim
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        let told = lines.concat();
        assert!(
            number.is_empty()
                || told.contains(&number)
                || told.contains("六成")
                || told.contains("2月8日"),
            "{id}: {claim}"
        );
    }
    assert_eq!(published.len(), CASES.len());
}
