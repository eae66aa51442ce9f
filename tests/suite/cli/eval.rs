//! `eval` as programs and people meet it.
use std::fs;

use super::{lines, stdout, taizhang};

const GOLD: &str = r#"{"indicator":"one-size-fits-all","label":1,"text":"全镇所有石材加工点不论手续是否齐全一律停产。"}
{"indicator":"one-size-fits-all","label":0,"text":"严禁对石材加工点一律停产。"}
{"indicator":"one-size-fits-all","label":1,"text":"月亮是圆的。"}
{"indicator":"hollow-commitment","label":0,"text":"6月3日拆除直排管2根。"}
"#;

#[test]
fn the_machine_reads_one_object_per_indicator() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("gold.jsonl"), GOLD).unwrap();
    let out = stdout(dir.path(), &["eval", "gold.jsonl", "--format", "ndjson"], 0);
    let objects = lines(&out);
    assert_eq!(objects.len(), 2);
    let sizes = objects
        .iter()
        .find(|o| o["indicator"] == "one-size-fits-all")
        .unwrap();
    for (key, value) in [("tp", 1), ("fp", 0), ("fn", 1), ("tn", 1)] {
        assert_eq!(sizes[key], value, "{key}");
    }
    assert_eq!(sizes["precision"], 1.0);
    assert_eq!(sizes["recall"], 0.5);
    assert_eq!(sizes["f1"], 0.6667);
    assert_eq!(sizes["mcc"], 0.5);
    let hollow = objects
        .iter()
        .find(|o| o["indicator"] == "hollow-commitment")
        .unwrap();
    assert_eq!(
        hollow["precision"], 0.0,
        "a number stands there even when it cannot be said"
    );
    assert!(hollow["precision_interval"].is_null());
}

#[test]
fn errors_are_listed_and_do_not_mix_with_the_figures() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("gold.jsonl"), GOLD).unwrap();
    let run = taizhang(
        dir.path(),
        &["eval", "gold.jsonl", "--errors", "--format", "ndjson"],
    );
    assert_eq!(run.status.code(), Some(0));
    assert_eq!(lines(&String::from_utf8(run.stdout).unwrap()).len(), 2);
    let told = lines(&String::from_utf8(run.stderr).unwrap());
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["error"], "missed");
    assert_eq!(told[0]["line"], 3);
    let table = stdout(
        dir.path(),
        &["eval", "gold.jsonl", "--errors", "--lang", "en"],
        0,
    );
    assert!(
        table.contains("MISSED  one-size-fits-all  gold.jsonl:3"),
        "{table}"
    );
}

#[test]
fn rules_of_the_workspace_are_measured() {
    let dir = tempfile::tempdir().unwrap();
    stdout(dir.path(), &["init", "."], 0);
    fs::write(dir.path().join("gold.jsonl"), GOLD).unwrap();
    let rule = r#"
id = "moon"
indicator = "one-size-fits-all"
version = 1
name = "样例"
family = "样例"
kind = "pattern"
scope = "sentence"
severity = "提示"
doc_types = ["整改报告"]
[message]
reason = "见“{词}”。"
ask = ["何时?"]
[[basis]]
title = "样例文件"
point = "样例"
[[when]]
name = "词"
any = ['月亮']
[[test]]
expect = true
text = "月亮升起。"
[[test]]
expect = false
why = "没有"
text = "日头升起。"
[[test]]
expect = false
why = "没有"
text = "起风。"
"#;
    fs::write(dir.path().join("rules/moon.toml"), rule).unwrap();
    let out = stdout(
        dir.path(),
        &[
            "eval",
            "gold.jsonl",
            "--only",
            "one-size-fits-all",
            "--format",
            "ndjson",
        ],
        0,
    );
    let objects = lines(&out);
    assert_eq!(objects.len(), 1);
    assert_eq!(objects[0]["tp"], 2);
}

#[test]
fn figures_of_every_file_by_itself_name_the_file() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.jsonl", "b.jsonl"] {
        fs::write(dir.path().join(name), GOLD).unwrap();
    }
    let out = stdout(
        dir.path(),
        &[
            "eval",
            "a.jsonl",
            "b.jsonl",
            "--by-file",
            "--format",
            "ndjson",
        ],
        0,
    );
    let files: Vec<String> = lines(&out)
        .iter()
        .map(|o| o["file"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(files, ["a.jsonl", "a.jsonl", "b.jsonl", "b.jsonl"]);
}

#[test]
fn text_that_should_stay_silent_is_told_per_thousand() {
    let dir = tempfile::tempdir().unwrap();
    let table = "label\ttext\nC\t6月3日拆除直排管2根。\nH\t全镇所有石材加工点一律停产。\n";
    fs::write(dir.path().join("plain.tsv"), table).unwrap();
    let out = stdout(dir.path(), &["eval", "plain.tsv", "--format", "ndjson"], 0);
    let sizes = lines(&out)
        .into_iter()
        .find(|o| o["indicator"] == "one-size-fits-all")
        .unwrap();
    assert_eq!(sizes["flagged"], 1);
    assert_eq!(sizes["per_thousand"], 500.0);
    assert_eq!(sizes["labels"]["H"], 1);
}

#[test]
fn what_cannot_be_measured_is_wrong_use() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("gold.jsonl"), "{}\n").unwrap();
    for args in [
        ["eval", "gold.jsonl"].as_slice(),
        &["eval", "nowhere.jsonl"],
        &["eval", "."],
        &["eval", "gold.jsonl", "--base-rate", "1.5"],
    ] {
        assert_eq!(
            taizhang(dir.path(), args).status.code(),
            Some(2),
            "{args:?}"
        );
    }
}
