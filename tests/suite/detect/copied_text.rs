//! Text copied from another unit or an earlier report is flagged with both places; text that is rightly the same is not.
use std::{fs, path::Path};

use jiff::civil::{Date, date};
use taizhang::{
    detect::{RulePacks, compare},
    model::{DocType, Document, FlagDraft, Period, Read, ReadFrom, Severity, char_slice},
    normalize,
};

use super::sample;

const ID: &str = "copied-text";

fn read<T>(value: T) -> Option<Read<T>> {
    Some(Read {
        value,
        from: ReadFrom::Override,
        because: String::new(),
    })
}

/// Third and fourth quarter, say.
fn quarter(nth: i8) -> Period {
    let from = date(2026, nth * 3 - 2, 1);
    let to: Date = from
        .checked_add(jiff::Span::new().months(3).days(-1))
        .unwrap();
    Period {
        from,
        to,
        label: format!("2026Q{nth}"),
    }
}

fn paper(doc_type: DocType, unit: &str, nth: i8, parts: &[(Option<&str>, &str)]) -> Document {
    let mut document = sample::page(doc_type, parts);
    document.file = format!("{unit}/{nth}.txt");
    document.sha256 = format!("{unit}{nth}{doc_type:?}");
    document.unit = read(unit.to_owned());
    document.period = read(quarter(nth));
    refreshed(document)
}

fn refreshed(mut document: Document) -> Document {
    for p in &mut document.passages {
        p.numbers = normalize::numbers::find(&p.plain);
        p.dates = normalize::dates::find(&p.plain, None);
    }
    document
}

fn report(unit: &str, nth: i8, text: &str) -> Document {
    paper(DocType::整改报告, unit, nth, &[(None, text)])
}

fn flags(documents: &[Document]) -> Vec<FlagDraft> {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let all: Vec<&Document> = documents.iter().collect();
    compare(&all, &packs)
        .into_iter()
        .filter(|f| f.indicator == ID)
        .collect()
}

struct Case {
    title: String,
    own: bool,
    before: String,
    after: String,
    expected: String,
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/detect/copied_text/cases.md");
    let all = fs::read_to_string(path).unwrap();
    all.split("\n## ")
        .skip(1)
        .map(|block| {
            let (title, rest) = block.split_once('\n').unwrap();
            let mut fenced = rest.split("```");
            let (kind, body) = fenced.nth(1).unwrap().split_once('\n').unwrap();
            let (before, after) = body.split_once("\n---\n").unwrap();
            let (_, expected) = fenced.next().unwrap().split_once("期望：").unwrap();
            Case {
                title: title.to_owned(),
                own: kind == "上期",
                before: before.trim().to_owned(),
                after: after.trim().to_owned(),
                expected: expected.lines().next().unwrap().trim().to_owned(),
            }
        })
        .collect()
}

#[test]
fn every_case_comes_out_as_written() {
    let cases = cases();
    let silent = cases.iter().filter(|c| c.expected == "无").count();
    assert!(silent >= 10 && cases.len() - silent >= 10);
    let mut wrong = Vec::new();
    for c in &cases {
        let other = if c.own {
            "栖禾镇人民政府"
        } else {
            "苇塘乡人民政府"
        };
        let pair = [
            report(other, if c.own { 1 } else { 2 }, &c.before),
            report("栖禾镇人民政府", 2, &c.after),
        ];
        let got = flags(&pair);
        let right = match c.expected.as_str() {
            "无" => got.is_empty(),
            words => got.len() == 1 && got[0].source.quote().contains(words),
        };
        if !right {
            let quotes: Vec<_> = got.iter().map(|f| f.source.quote()).collect();
            wrong.push(format!(
                "{}: expected {}, got {quotes:?}",
                c.title, c.expected
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

const PATROL: &str =
    "四月份检查加油站17座，发现油气回收装置不正常4座，均已督促更换密封胶圈并复测合格。";

#[test]
fn both_places_are_quoted_and_the_later_paper_is_flagged() {
    let pair = [
        report("栖禾镇人民政府", 2, PATROL),
        report("栖禾镇人民政府", 1, &PATROL.replace("四月", "三月")),
    ];
    let got = flags(&pair);
    let [flag] = &got[..] else { panic!("{got:?}") };
    assert_eq!(flag.source.file(), "栖禾镇人民政府/2.txt");
    assert_eq!(flag.evidence[0].source.file(), "栖禾镇人民政府/1.txt");
    for (document, place) in [
        (&pair[0], &flag.source),
        (&pair[1], &flag.evidence[0].source),
    ] {
        let text = &document.passages[0].text;
        let range = place.place().char_start..place.place().char_end;
        assert_eq!(char_slice(text, &range), place.quote());
    }
    let named = |name: &str| {
        let matched = &flag.explain.matched;
        matched
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, words)| words.clone())
    };
    assert_eq!(named("相同数字").unwrap(), ["17座", "4座"]);
    assert_eq!(named("改动处").unwrap(), ["三→四"]);
}

#[test]
fn neighboring_copied_sentences_are_one_flag() {
    let text = "我局抽调业务骨干14人组成专班，逐户核对入河排污口底册。对底册以外的暗口，用热成像无人机分三轮排查，逐口建卡。排查结果当场由镇街签字，次日上传市级平台。";
    let pair = [
        report("苇塘乡人民政府", 1, text),
        report("栖禾镇人民政府", 2, text),
    ];
    assert_eq!(flags(&pair).len(), 1);
}

#[test]
fn material_for_closing_is_a_priority() {
    let text = "经现场核查，堆场已平整覆土三十厘米并播撒草籽，雨水导排沟已疏通，周边无裸露渣土。";
    let paper = |unit: &str| paper(DocType::整改报告, unit, 2, &[(Some("三、销号材料"), text)]);
    let got = flags(&[paper("苇塘乡人民政府"), paper("栖禾镇人民政府")]);
    assert_eq!(got.len(), 1);
    assert_eq!(got[0].severity, Severity::重点);
}

#[test]
fn what_a_notice_of_the_batch_says_may_be_quoted() {
    let text = "各单位要逐条梳理反馈清单，明确责任科室和完成节点，整改一项核验一项，核验材料由分管负责人审签后归档。";
    let notice = paper(DocType::通知, "云溪市生态环境局", 1, &[(None, text)]);
    let pair = [
        report("苇塘乡人民政府", 2, text),
        report("栖禾镇人民政府", 2, text),
    ];
    assert_eq!(flags(&pair).len(), 1, "without the notice it is a copy");
    let [a, b] = pair;
    assert!(flags(&[notice, a, b]).is_empty());
}

#[test]
fn phrases_of_many_units_are_no_copies() {
    let text = "对照清单逐项制定整改措施，建立周调度、月通报制度，倒排工期、挂图作战，确保按期完成全部整改任务。";
    let many: Vec<Document> = (0..12)
        .map(|i| report(&format!("第{i}号镇人民政府"), 2, text))
        .collect();
    assert!(flags(&many).is_empty());
}

#[test]
fn a_text_of_five_units_of_a_small_batch_does_not_vanish_as_boilerplate() {
    let text = "对底册以外的暗口，用热成像无人机分三轮排查，逐口建卡，排查结果由镇街当场签字，次日上传平台。";
    for others in [0, 3, 7] {
        let mut many: Vec<Document> = ["甲山", "乙水", "丙河", "丁塘", "戊桥"]
            .iter()
            .map(|name| report(&format!("{name}镇人民政府"), 2, text))
            .collect();
        many.extend((0..others).map(|i| {
            let own = format!("本镇第{i}村修了{i}座涵洞，村里自己出工，料钱由镇里报销。");
            report(&format!("己{i}乡人民政府"), 2, &own)
        }));
        // Each but the first is tied to one other; nothing is chained.
        let copies = flags(&many)
            .into_iter()
            .filter(|f| f.source.quote() == text);
        assert_eq!(copies.count(), 4, "{others} other units");
    }
}

#[test]
fn equal_numbers_keep_a_sentence_of_many_units_from_being_boilerplate() {
    let text = "共检查企业37家，发现问题12个，立案3起，罚款41万元。";
    let many: Vec<Document> = (0..8)
        .map(|i| report(&format!("第{i}号镇人民政府"), 2, text))
        .collect();
    assert_eq!(flags(&many).len(), 7);
}

#[test]
fn pairs_of_texts_are_compared_like_documents() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let said = |before: &str, now: &str, own: bool| {
        let (a, b) = if own {
            ("上期", "本期")
        } else {
            ("他单位", "本单位")
        };
        let pairing = taizhang::workflow::read_pairing(&format!("〖{a}〗{before}〖{b}〗{now}"));
        taizhang::detect::each_by_rules(&packs, &[ID], &pairing)
            .iter()
            .any(|said| !said.is_empty())
    };
    let mut wrong = Vec::new();
    for c in cases() {
        if said(&c.before, &c.after, c.own) != (c.expected != "无") {
            wrong.push(c.title);
        }
    }
    // Set phrases and what a directive of the batch says cannot be told from a pair alone.
    assert!(wrong.len() <= 3, "{wrong:?}");
}

#[test]
fn headings_and_forms_are_not_compared() {
    let text = "关于重点流域入河排污口排查整治和城镇生活污水处理设施提质增效工作的进展情况";
    let mut pair = [
        report("苇塘乡人民政府", 2, text),
        report("栖禾镇人民政府", 2, text),
    ];
    for d in &mut pair {
        d.passages[0].kind = taizhang::model::PassageKind::Heading;
    }
    assert!(flags(&pair).is_empty());
}

#[test]
fn policy_and_statute_are_not_compared() {
    let make = |unit: &str| paper(DocType::法律, unit, 2, &[(None, PATROL)]);
    assert!(flags(&[make("苇塘乡人民政府"), make("栖禾镇人民政府")]).is_empty());
}

#[test]
fn one_file_sent_twice_is_not_a_copy() {
    let mut pair = [
        report("苇塘乡人民政府", 2, PATROL),
        report("栖禾镇人民政府", 2, PATROL),
    ];
    pair[1].sha256 = pair[0].sha256.clone();
    assert!(flags(&pair).is_empty());
}

#[test]
fn progress_cells_of_a_ledger_are_compared_between_periods() {
    let make = |nth: i8| {
        let mut d = sample::ledger(
            DocType::总账,
            &[
                ("title", "栖禾镇尾水湿地工程"),
                (
                    "progress",
                    "尾水湿地工程完成围堰填筑，累计种植挺水植物11个品种，配水渠正在砌筑，预计下月通水调试。",
                ),
            ],
        );
        d.file = format!("台账{nth}.xlsx");
        d.sha256 = format!("台账{nth}");
        d.unit = read("栖禾镇人民政府".to_owned());
        d.period = read(quarter(nth));
        refreshed(d)
    };
    let got = flags(&[make(1), make(2)]);
    let [flag] = &got[..] else { panic!("{got:?}") };
    assert_eq!(flag.source.place().cell.as_deref(), Some("B2"));
    assert_eq!(flag.evidence[0].source.place().cell.as_deref(), Some("B2"));
}
