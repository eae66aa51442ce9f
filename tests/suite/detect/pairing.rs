//! Texts cut at their markers, and what the whole detector says of them.
use taizhang::detect::{Pairing, Role, RulePacks, judge};

fn shape(text: &str) -> Vec<(Role, String, String)> {
    Pairing::read(text)
        .parts
        .into_iter()
        .map(|p| (p.role, p.marker, p.text))
        .collect()
}

fn part(role: Role, marker: &str, text: &str) -> (Role, String, String) {
    (role, marker.to_owned(), text.to_owned())
}

#[test]
fn a_text_is_cut_at_its_markers() {
    assert_eq!(
        shape("〖诉求〗井水发黄。 〖答复〗已收悉。"),
        [
            part(Role::诉求, "诉求", "井水发黄。"),
            part(Role::答复, "答复", "已收悉。")
        ]
    );
}

#[test]
fn text_without_markers_is_one_part() {
    assert_eq!(shape("已完成。"), [part(Role::正文, "", "已完成。")]);
    assert_eq!(shape("  "), []);
}

#[test]
fn words_before_the_first_marker_are_a_part_of_their_own() {
    assert_eq!(
        shape("附：〖上期〗在办"),
        [
            part(Role::正文, "", "附："),
            part(Role::上期, "上期", "在办")
        ]
    );
}

#[test]
fn a_marker_may_name_the_unit() {
    let pairing = Pairing::read("〖本单位：云汀县〗我市已部署。");
    assert_eq!(pairing.unit(), Some("云汀县"));
    assert_eq!(pairing.parts[0].role, Role::本单位);
    assert_eq!(pairing.parts[0].text, "我市已部署。");
}

#[test]
fn markers_nobody_knows_keep_their_words() {
    assert_eq!(
        shape("〖一季度〗在推进〖信访台账〗已办结"),
        [
            part(Role::其他, "一季度", "在推进"),
            part(Role::台账, "信访台账", "已办结")
        ]
    );
}

#[test]
fn brackets_that_are_no_marker_stay_text() {
    let open = "见〖未写完";
    assert_eq!(shape(open), [part(Role::正文, "", open)]);
    let long = format!("〖{}〗后文", "长".repeat(40));
    assert_eq!(shape(&long), [part(Role::正文, "", &long)]);
}

#[test]
fn what_others_wrote_is_not_examined_as_the_units_own_words() {
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let text = "全县所有喷漆作坊不论是否达标一律停产。";
    let said = |marker: &str| {
        let pairing = Pairing::read(&format!("〖{marker}〗{text}"));
        judge(&packs, "one-size-fits-all", &pairing)
    };
    let own = said("本级");
    assert_eq!(own.len(), 1, "{own:?}");
    assert_eq!(own[0].rule, "one-size-fits-all");
    assert_eq!(own[0].quote, text);
    assert!(!own[0].explain.matched.is_empty());
    assert_eq!(said("上级"), []);
}

#[test]
fn a_rule_is_shown_the_kind_of_page_it_reads() {
    let rule = |gates: &str| {
        format!(
            r#"
id = "sample-rule"
version = 1
name = "样例"
family = "样例"
kind = "pattern"
scope = "{scope}"
severity = "提示"
{gates}
[message]
reason = "见“{{词}}”。"
ask = ["何时?"]
[[basis]]
title = "样例文件"
point = "样例"
[[when]]
name = "词"
any = ['搁在一边']
[[test]]
expect = true
text = "这件事搁在一边。"
[[test]]
expect = false
why = "没有"
text = "这件事办完了。"
[[test]]
expect = false
why = "没有"
text = "这件事在办。"
"#,
            scope = if gates.contains("columns") {
                "ledger-row"
            } else {
                "sentence"
            },
        )
    };
    for gates in [
        "doc_types = [\"会议纪要\"]",
        "doc_types = [\"整改报告\"]\nsections = [\"困难\"]",
        "doc_types = [\"总账\"]\ncolumns = [\"progress\"]",
    ] {
        let pack = [("rules/sample.toml".to_owned(), rule(gates))];
        let packs = RulePacks::load(&pack).unwrap_or_else(|e| panic!("{gates}: {e:#?}"));
        let said = judge(
            &packs,
            "sample-rule",
            &Pairing::read("〖台账〗这件事搁在一边。"),
        );
        assert_eq!(said.len(), 1, "{gates}");
    }
}

#[test]
fn every_part_carries_its_sentences_numbers_and_dates() {
    let pairing = taizhang::workflow::read_pairing(
        "〖上级〗2024年9月底前完成12处。〖本级〗7月底前完成。共12处。",
    );
    let [above, here] = &pairing.parts[..] else {
        panic!("{pairing:?}");
    };
    assert_eq!(above.numbers[0].raw, "12处");
    assert_eq!(here.sentences.len(), 2);
    let day = |part: &taizhang::detect::Part| part.dates[0].value.to.map(|d| d.to_string());
    assert_eq!(day(above).as_deref(), Some("2024-09-30"));
    assert_eq!(
        day(here).as_deref(),
        Some("2024-07-31"),
        "the year stands in the other part"
    );
}
