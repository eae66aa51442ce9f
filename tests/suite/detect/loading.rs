//! Rule files are refused with file, line and reason; nothing that could never run is loaded.
use taizhang::detect::{RuleError, RulePacks, check_rules};

const GOOD: &str = r#"id = "long-wait"
version = 1
name = "久等"
family = "测试"
kind = "pattern"
scope = "sentence"
severity = "提示"
doc_types = ["整改报告"]

[message]
reason = "见“{词}”"
ask = ["等什么?"]

[[basis]]
title = "内部规定"
point = "写明等什么"

[[when]]
name = "词"
any = ['再等等', '等\d+天']

[[unless]]
name = "有日期"
slots = ["时间"]

[[test]]
expect = true
text = "这件事再等等。"
[[test]]
expect = false
text = "这件事办完了。"
[[test]]
expect = false
text = "再等等,9月3日就好。"
"#;

fn errors(text: &str) -> Vec<RuleError> {
    RulePacks::load(&[("rules/w.toml".to_owned(), text.to_owned())])
        .err()
        .unwrap_or_default()
}

/// The code of the only fault, its line, and that its line holds `at`.
fn refused(from: &str, to: &str, code: &str, at: &str) {
    assert!(GOOD.contains(from), "{from}");
    let text = GOOD.replacen(from, to, 1);
    let found = errors(&text);
    let hit = found.iter().find(|e| e.reason.code == code);
    let hit = hit.unwrap_or_else(|| panic!("{from} -> {to}: expected {code}, got {found:#?}"));
    assert_eq!(hit.file, "rules/w.toml");
    let line = text.lines().nth(hit.line as usize - 1).unwrap_or("");
    assert!(line.contains(at), "{code}: line {} is {line:?}", hit.line);
}

#[test]
fn a_good_file_is_taken_and_named_with_its_version() {
    let versions = check_rules(&[("rules/w.toml".to_owned(), GOOD.to_owned())]).unwrap();
    let mine = versions.iter().find(|v| v.rule == "long-wait").unwrap();
    assert_eq!((mine.indicator.as_str(), mine.version), ("long-wait", 1));
    assert_eq!(mine.hash.len(), 12);
}

#[test]
fn unknown_fields_are_refused_at_every_level() {
    for (after, field) in [
        ("version = 1", "wersion"),
        ("ask = [\"等什么?\"]", "tone"),
        ("point = \"写明等什么\"", "threshhold"),
        ("name = \"词\"", "weight"),
        ("slots = [\"时间\"]", "weight"),
        ("expect = true", "note"),
    ] {
        refused(
            after,
            &format!("{after}\n{field} = 1"),
            "rule-unknown-field",
            field,
        );
    }
}

#[test]
fn unknown_words_are_refused() {
    refused(
        "scope = \"sentence\"",
        "scope = \"page\"",
        "rule-unknown-value",
        "scope",
    );
    refused(
        "severity = \"提示\"",
        "severity = \"严重\"",
        "rule-unknown-value",
        "severity",
    );
    refused(
        "kind = \"pattern\"",
        "kind = \"compare\"",
        "rule-unknown-value",
        "kind",
    );
    refused(
        "doc_types = [\"整改报告\"]",
        "doc_types = [\"整改报告书\"]",
        "rule-unknown-value",
        "doc_types",
    );
    refused(
        "doc_types = [\"整改报告\"]",
        "doc_types = []",
        "rule-no-doc-types",
        "doc_types",
    );
    refused(
        "doc_types = [\"整改报告\"]",
        "doc_types = [\"法律\"]",
        "rule-genre-out-of-scope",
        "doc_types",
    );
    refused(
        "slots = [\"时间\"]",
        "slots = [\"时光\"]",
        "rule-unknown-value",
        "slots",
    );
    refused(
        "slots = [\"时间\"]",
        "slots = [\"时间\"]\nwithin = \"page\"",
        "rule-unknown-value",
        "within",
    );
    refused(
        "slots = [\"时间\"]",
        "slots = [\"时间\"]\neffect = \"hide\"",
        "rule-unknown-value",
        "effect",
    );
    refused(
        "expect = true",
        "expect = \"maybe\"",
        "rule-unknown-value",
        "[[test]]",
    );
    refused(
        "id = \"long-wait\"",
        "id = \"Long Wait\"",
        "rule-bad-id",
        "id",
    );
}

#[test]
fn patterns_that_cannot_work_are_refused() {
    let with = |p: &str| format!("any = ['再等等', '{p}']");
    for (pattern, code) in [
        ("", "rule-pattern-empty"),
        ("  ", "rule-pattern-empty"),
        ("(等", "rule-pattern-broken"),
        ("(?=等)等", "rule-pattern-broken"),
        ("x*", "rule-pattern-matches-nothing"),
        (r"\b等等\b", "rule-pattern-word-boundary"),
        (r"[^\s\S]等", "rule-pattern-never-matches"),
        ("等。再等", "rule-pattern-crosses-sentence"),
    ] {
        refused(
            r"any = ['再等等', '等\d+天']",
            &with(pattern),
            code,
            "any =",
        );
    }
    refused(
        r"any = ['再等等', '等\d+天']",
        "any = []",
        "rule-empty-group",
        "name",
    );
}

#[test]
fn a_rule_without_question_basis_or_examples_is_refused() {
    refused("ask = [\"等什么?\"]", "ask = []", "rule-no-ask", "reason");
    refused(
        "[[basis]]\ntitle = \"内部规定\"\npoint = \"写明等什么\"",
        "",
        "rule-no-basis",
        "id",
    );
    refused(
        "expect = true\ntext = \"这件事再等等。\"",
        "expect = false\ntext = \"好。\"",
        "rule-few-examples",
        "id",
    );
    refused(
        "[[test]]\nexpect = false\ntext = \"再等等,9月3日就好。\"",
        "",
        "rule-few-examples",
        "id",
    );
    refused("version = 1\n", "", "rule-missing-field", "id");
    refused(
        "[[when]]\nname = \"词\"\nany = ['再等等', '等\\d+天']",
        "",
        "rule-missing-field",
        "kind",
    );
    refused(
        "reason = \"见“{词}”\"",
        "reason = \"见“{语}”\"",
        "rule-unknown-group",
        "reason",
    );
    refused(
        "scope = \"sentence\"",
        "scope = \"ledger-row\"",
        "rule-no-columns",
        "scope",
    );
}

#[test]
fn lists_are_put_into_patterns_and_faults_of_lists_are_refused() {
    let with_list = "[[define]]\nname = \"人\"\nany = ['局长', '科长']\n\n[[when]]\nname = \"词\"\nany = ['再等等', '等\\d+天', '等<人>\\d*[来回]']";
    let when = "[[when]]\nname = \"词\"\nany = ['再等等', '等\\d+天']";
    let text = GOOD.replacen(when, with_list, 1).replacen(
        "text = \"这件事再等等。\"",
        "text = \"这件事等科长回。\"",
        1,
    );
    assert_eq!(errors(&text), []);
    refused(
        "'再等等', '等\\d+天'",
        "'等<人>来'",
        "rule-unknown-list",
        "等<人>来",
    );
    let twice = format!("[[define]]\nname = \"人\"\nany = ['局长']\n\n{with_list}");
    refused(when, &twice, "rule-list-twice", "人");
    let unnamed = with_list.replace("name = \"人\"", "name = \"人1\"");
    refused(when, &unnamed, "rule-bad-list-name", "人1");
    let empty = with_list.replace("['局长', '科长']", "[]");
    refused(when, &empty, "rule-empty-group", "人");
    let broken = with_list.replace("'局长', '科长'", "'局长', '(科长'");
    refused(when, &broken, "rule-pattern-broken", "(科长");
    let nothing = with_list.replace("'局长', '科长'", "'局长', '(?:科长)?'");
    refused(when, &nothing, "rule-pattern-matches-nothing", "科长");
    // A sign of comparison is no list.
    let less = GOOD.replacen("'再等等'", "'再等等', '<\\d天'", 1);
    assert_eq!(errors(&less), []);
}

#[test]
fn a_trigger_may_stand_in_the_next_sentence_when_the_rule_says_so() {
    let near = |within: &str, text: &str| {
        let second = format!("[[when]]\nname = \"催\"\nany = ['催']\n{within}\n\n[[unless]]");
        let text = GOOD.replacen("[[unless]]", &second, 1).replacen(
            "text = \"这件事再等等。\"",
            &format!("text = \"{text}\""),
            1,
        );
        errors(&text)
            .into_iter()
            .map(|e| e.reason.code)
            .collect::<Vec<_>>()
    };
    let next = "这件事再等等。没有人催。";
    assert_eq!(near("context = ['any']\nwithin = 'around'", next), [""; 0]);
    assert_eq!(near("context = ['any']", next), ["rule-example-silent"]);
    let third = "这件事再等等。天晴了。没有人催。";
    let around = near("context = ['any']\nwithin = 'around'", third);
    assert_eq!(around, ["rule-example-silent"]);
    assert_eq!(
        near("context = ['any']\nwithin = 'passage'", third),
        [""; 0]
    );
    // Without it every example's flag would stand on a sentence that holds none of the words.
    refused(
        "any = ['再等等', '等\\d+天']",
        "any = ['再等等', '等\\d+天']\nwithin = \"around\"",
        "rule-no-trigger-in-unit",
        "kind",
    );
    refused(
        "any = ['再等等', '等\\d+天']",
        "any = ['再等等']\n\n[[when]]\nname = \"催\"\nany = ['催']\ntogether = \"clause\"\nwithin = \"around\"",
        "rule-clause-outside-unit",
        "催",
    );
}

#[test]
fn examples_that_are_not_true_are_refused() {
    refused(
        "text = \"这件事再等等。\"",
        "text = \"这件事快了。\"",
        "rule-example-silent",
        "[[test]]",
    );
    refused(
        "text = \"这件事办完了。\"",
        "text = \"再等等吧。\"",
        "rule-example-flagged",
        "[[test]]",
    );
    let known = format!("{GOOD}[[test]]\nexpect = \"known-miss\"\ntext = \"那就再等等。\"\n");
    assert_eq!(errors(&known)[0].reason.code, "rule-known-miss-found");
    let missed = format!("{GOOD}[[test]]\nexpect = \"known-miss\"\ntext = \"不急。\"\n");
    assert!(errors(&missed).is_empty());
}

#[test]
fn fields_of_the_other_kind_are_refused() {
    refused(
        "doc_types =",
        "threshold = 1.0\ndoc_types =",
        "rule-misplaced-field",
        "threshold",
    );
    let scored = GOOD.replace("kind = \"pattern\"", "kind = \"score\"");
    let codes: Vec<_> = errors(&scored).into_iter().map(|e| e.reason.code).collect();
    assert!(
        codes.contains(&"rule-misplaced-field".to_owned()),
        "{codes:?}"
    );
    assert!(
        codes.contains(&"rule-missing-field".to_owned()),
        "{codes:?}"
    );
}

#[test]
fn two_rules_of_one_id_are_refused() {
    let same = GOOD.to_owned();
    let faults = RulePacks::load(&[
        ("a.toml".to_owned(), same.clone()),
        ("b.toml".to_owned(), same),
    ])
    .err()
    .unwrap();
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].file.as_str(), faults[0].line), ("b.toml", 1));
    assert_eq!(faults[0].reason.code, "rule-duplicate-id");
    assert_eq!(faults[0].reason.args["other"], "a.toml");
    let taken = GOOD.replace("long-wait", "hollow-commitment");
    assert_eq!(errors(&taken)[0].reason.code, "rule-duplicate-id");
}

#[test]
fn every_fault_of_every_file_is_told_at_once() {
    let bad = GOOD
        .replace("severity = \"提示\"", "severity = \"重\"")
        .replace("'再等等', ", "'', '(', ");
    assert_eq!(errors(&bad).len(), 3, "{:#?}", errors(&bad));
}

#[test]
fn an_affirmed_exemption_does_not_count_right_after_a_denial() {
    let with = |fields: &str, tests: &str| {
        let exemption =
            format!("[[unless]]\nname = \"有批准\"\nany = ['批准']\n{fields}\n\n[[test]]");
        let text = GOOD.replacen("[[test]]", &exemption, 1);
        errors(&format!("{text}{tests}"))
    };
    let denied = "\n[[test]]\nexpect = true\ntext = \"没有批准,再等等。\"\n";
    let affirmed = "\n[[test]]\nexpect = false\ntext = \"已经批准,再等等。\"\n";
    assert!(with("affirmed = true", &format!("{denied}{affirmed}")).is_empty());
    let plain = with("", denied);
    assert!(
        plain.iter().any(|e| e.reason.code == "rule-example-silent"),
        "{plain:?}"
    );
}
