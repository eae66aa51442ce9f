//! A directive handed back as an answer is flagged; an answer is not, however much of the task it quotes.
use jiff::civil::date;
use taizhang::{
    detect::{Judged, RulePacks, compare, each_by_rules},
    model::{DocType, Document, FlagDraft, Period, Read, ReadFrom},
    normalize,
    workflow::read_pairing,
};

use super::sample;

const ID: &str = "copied-directive";

fn packs() -> RulePacks {
    RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"))
}

/// What the comparison alone says, without what was learned.
fn said(text: &str) -> Vec<Judged> {
    let each = each_by_rules(&packs(), &[ID], &read_pairing(text));
    each.into_iter().flatten().collect()
}

#[test]
fn what_is_unchanged_in_words_is_flagged_whatever_the_unit_calls_itself() {
    for (who, hit) in [
        ("我县", true),
        ("本镇", true),
        ("全市", true),
        ("我局5月20日起", false),
    ] {
        let text = format!(
            "〖上级〗各地要排查暗管暗渠，规范初期雨水收集。〖报送〗{who}排查暗管暗渠，规范初期雨水收集。"
        );
        assert_eq!(!said(&text).is_empty(), hit, "{who}");
    }
}

#[test]
fn the_figures_of_a_finding_can_be_worked_out_by_hand() {
    let said =
        said("〖上级〗健全监测预警，严防水华。〖报送〗我县健全监测预警，严防水华，碧波如画。");
    let [one] = &said[..] else { panic!("{said:?}") };
    // 监测预警严防水华 is eight letters of twelve; 健全 and 我县 are not counted.
    assert!(
        one.reason.contains("有8字") && one.reason.contains("67%"),
        "{}",
        one.reason
    );
    assert!(
        one.explain
            .matched
            .iter()
            .any(|(_, words)| words == &["碧波如画"])
    );
}

fn read<T>(value: T) -> Option<Read<T>> {
    Some(Read {
        value,
        from: ReadFrom::Override,
        because: String::new(),
    })
}

const TASK: &str = "各县区要把扬尘整治与渣土运输、拆迁工地、道路保洁结合起来，建立部门会商机制，定期共享监控信息，对反复超标的工地挂牌督办。";

fn paper(doc_type: DocType, unit: &str, month: i8, text: &str) -> Document {
    let mut d = sample::page(doc_type, &[(None, text)]);
    d.file = format!("{unit}.txt");
    d.sha256 = unit.to_owned();
    d.title = (doc_type == DocType::通知).then(|| "关于扬尘整治的通知".to_owned());
    d.unit = read(unit.to_owned());
    if doc_type == DocType::通知 {
        let found = normalize::dates::find(&format!("2026年{month}月1日"), None);
        d.dated = found.first().map(|f| f.value.clone());
    } else {
        d.period = read(Period {
            from: date(2026, month, 1),
            to: date(2026, month, 28),
            label: format!("2026-{month:02}"),
        });
    }
    for p in &mut d.passages {
        p.numbers = normalize::numbers::find(&p.plain);
        p.dates = normalize::dates::find(&p.plain, None);
    }
    d
}

fn flags(documents: &[Document]) -> Vec<FlagDraft> {
    let all: Vec<&Document> = documents.iter().collect();
    let flags = compare(&all, &packs());
    flags.into_iter().filter(|f| f.indicator == ID).collect()
}

#[test]
fn a_report_that_hands_the_notice_back_is_flagged_with_both_places() {
    let own = TASK.replace("各县区要", "我县");
    let batch = [
        paper(DocType::通知, "云溪市生态环境局", 3, TASK),
        paper(DocType::进展报告, "青岩县生态环境局", 6, &own),
        paper(DocType::进展报告, "白圩县生态环境局", 6, &own),
    ];
    let got = flags(&batch);
    assert_eq!(got.len(), 2);
    for flag in &got {
        assert_eq!(flag.source.quote(), own);
        assert_eq!(flag.evidence[0].source.file(), "云溪市生态环境局.txt");
        assert_eq!(flag.evidence[0].source.quote(), TASK);
    }
}

#[test]
fn what_was_done_in_the_same_paragraph_is_an_answer() {
    let own = format!(
        "{}已查工地41处，其中6处挂牌，5月18日复查合格4处。",
        TASK.replace("各县区要", "我县")
    );
    let batch = [
        paper(DocType::通知, "云溪市生态环境局", 3, TASK),
        paper(DocType::进展报告, "青岩县生态环境局", 6, &own),
    ];
    assert!(flags(&batch).is_empty());
}

#[test]
fn a_report_from_before_the_notice_copied_nothing() {
    let own = TASK.replace("各县区要", "我县");
    let batch = [
        paper(DocType::通知, "云溪市生态环境局", 9, TASK),
        paper(DocType::进展报告, "青岩县生态环境局", 6, &own),
    ];
    assert!(flags(&batch).is_empty());
}
