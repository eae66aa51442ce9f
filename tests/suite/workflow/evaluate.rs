//! Measuring: labelled texts, batches with a key, and text that should stay silent.
use std::{fs, path::PathBuf};

use jiff::civil::date;
use taizhang::{
    model::{DocType, ReadingSettings},
    workflow::{
        Evaluator, Material, OfficeError, Silent, Symptom, Tally, compare_hits, files_of, material,
        save_hits, tallies,
    },
};

/// Four labelled texts: a fault found, an honest twin, a fault of a wording no rule knows, one the labellers could not judge.
const GOLD: &str = r#"{"indicator":"one-size-fits-all","label":1,"text":"全镇所有石材加工点不论手续是否齐全一律停产。","voice":"甲"}

{"indicator":"one-size-fits-all","label":0,"text":"严禁对石材加工点一律停产。"}
{"indicator":"one-size-fits-all","label":1,"text":"月亮是圆的。"}
{"indicator":"one-size-fits-all","label":"U","text":"石材加工点停产的情况见附件。"}
{"label":1,"complaint":"井水发黄半年了。","reply":"已收悉。"}
"#;

fn written(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, text).unwrap();
    (dir, path)
}

#[test]
fn labelled_texts_are_counted_by_indicator() {
    let (_dir, path) = written("gold.jsonl", GOLD);
    let evaluator = Evaluator::built_in().unwrap();
    let answers = evaluator.gold(std::slice::from_ref(&path), None).unwrap();
    assert_eq!(answers.len(), 5);
    let found = tallies(&answers);
    assert_eq!(
        found["one-size-fits-all"],
        Tally {
            tp: 1,
            fp: 0,
            missed: 1,
            tn: 1
        }
    );
    assert_eq!(found["brush-off-reply"].all(), 1, "a letter with its reply");
    let wrong: Vec<usize> = answers
        .iter()
        .filter(|a| a.is_wrong() && a.item.indicator == "one-size-fits-all")
        .map(|a| a.item.line)
        .collect();
    assert_eq!(wrong, [4], "lines are counted as an editor does");
    assert_eq!(files_of(&answers), [path]);
}

#[test]
fn one_indicator_can_be_asked_alone() {
    let (_dir, path) = written("gold.jsonl", GOLD);
    let evaluator = Evaluator::built_in().unwrap();
    let paths = [path];
    let answers = evaluator.gold(&paths, Some("one-size-fits-all")).unwrap();
    assert_eq!(answers.len(), 4);
    assert!(matches!(
        evaluator.gold(&paths, Some("no-such-thing")),
        Err(OfficeError::NoSuchIndicator { .. })
    ));
}

#[test]
fn a_line_that_is_no_labelled_text_is_named() {
    let evaluator = Evaluator::built_in().unwrap();
    for (text, line) in [
        (
            "{\"indicator\":\"x\",\"label\":1,\"text\":\"y\"}\nnot json\n",
            2,
        ),
        ("{\"indicator\":\"x\",\"label\":7,\"text\":\"y\"}\n", 1),
        ("{\"label\":1,\"text\":\"y\"}\n", 1),
        ("{\"indicator\":\"x\",\"label\":1}\n", 1),
    ] {
        let (_dir, path) = written("gold.jsonl", text);
        match evaluator.gold(&[path], None) {
            Err(OfficeError::Gold { line: at, .. }) => assert_eq!(at, line, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn text_that_should_stay_silent_is_counted_by_label() {
    let table =
        "file\tlabel\ttext\n甲\tC\t6月3日拆除直排管2根。\n乙\tH\t全镇所有石材加工点一律停产。\n";
    let (_dir, path) = written("plain.tsv", table);
    let evaluator = Evaluator::built_in().unwrap();
    let silence = evaluator.silence(&[path], None).unwrap();
    assert_eq!(silence.texts, 2);
    assert_eq!(silence.labels["C"], 1);
    let flagged = &silence.flagged["one-size-fits-all"];
    assert_eq!(flagged.len(), 1);
    assert_eq!((flagged[0].0.line, flagged[0].0.label.as_str()), (3, "H"));
    assert!(silence.flagged["number-conflict"].is_empty());
    let (_dir, bare) = written("plain.txt", "全镇所有石材加工点一律停产。\n\n今天下雨。\n");
    let lines = evaluator
        .silence(&[bare], Some("one-size-fits-all"))
        .unwrap();
    assert_eq!((lines.texts, lines.flagged.len()), (2, 1));
}

/// A batch of one report with two planted slips, one of which nothing can find, and a trap.
fn batch() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let report = "云汀湖管理局2026年第三季度整改进展报告\n\n一、进展情况\n\n\
        本季度共受理群众举报21件，其中东岸区9件、西岸区6件、南岸区4件。以上举报均已转交属地核查。\n\n\
        严禁对石材加工点一律停产。\n\n全镇所有石材加工点一律停产。\n";
    fs::write(dir.path().join("云汀湖管理局_整改进展报告.txt"), report).unwrap();
    let fact = |kind: &str, indicator: &str, quote: &str| {
        serde_json::json!({"file": "云汀湖管理局_整改进展报告.txt", "kind": kind, "indicator": indicator, "quote": quote})
            .to_string()
    };
    let key = [
        fact(
            "problem",
            "number-conflict",
            "东岸区9件、西岸区6件、南岸区4件",
        ),
        fact("problem", "hollow-commitment", "以上举报均已转交属地核查"),
        fact("trap", "one-size-fits-all", "严禁对石材加工点一律停产"),
    ];
    fs::write(dir.path().join("truth.ndjson"), key.join("\n")).unwrap();
    dir
}

#[test]
fn a_batch_is_held_against_its_key() {
    let dir = batch();
    let evaluator = Evaluator::built_in().unwrap();
    let score = evaluator
        .batch(dir.path(), date(2026, 10, 10), &Silent)
        .unwrap();
    let by = score.by_indicator();
    assert_eq!((by["number-conflict"].tp, by["number-conflict"].fp), (1, 0));
    assert_eq!(by["hollow-commitment"].missed, 1);
    let sizes = by["one-size-fits-all"];
    assert_eq!(
        (sizes.tn, sizes.fp),
        (1, 1),
        "the trap is silent, the flag beside it is on nothing planted"
    );
    let sum = score.tally(None);
    assert_eq!((sum.tp, sum.missed, sum.tn), (1, 1, 1));
    assert_eq!(score.rows.iter().filter(|r| r.is_wrong()).count(), 1);
    assert_eq!(score.files.len(), 1, "the key is no material");
    let left: Vec<_> = fs::read_dir(std::env::temp_dir())
        .unwrap()
        .filter_map(|e| e.unwrap().file_name().into_string().ok())
        .filter(|n| n.starts_with(&format!("taizhang-eval-{}-", std::process::id())))
        .collect();
    assert!(left.len() <= 1, "another test may be at it: {left:?}");
}

#[test]
fn paths_of_different_kinds_are_not_measured_together() {
    let dir = batch();
    let gold = dir.path().join("gold.jsonl");
    fs::write(&gold, GOLD).unwrap();
    let folder = dir.path().to_owned();
    assert_eq!(
        material(std::slice::from_ref(&folder)).unwrap(),
        Material::Batches
    );
    assert_eq!(
        material(std::slice::from_ref(&gold)).unwrap(),
        Material::Labelled
    );
    assert!(matches!(
        material(&[folder, gold]),
        Err(OfficeError::MixedMaterial)
    ));
    let bare = tempfile::tempdir().unwrap();
    let paths = [bare.path().to_owned()];
    assert_eq!(material(&paths).unwrap(), Material::Corpus);
    assert!(matches!(
        material(&[bare.path().join("nowhere")]),
        Err(OfficeError::NoSuchPath { .. })
    ));
}

#[test]
fn a_missed_fault_says_what_came_nearest() {
    let text =
        r#"{"indicator":"one-size-fits-all","label":1,"text":"石材加工点停产的情况见附件。"}"#;
    let (_dir, path) = written("gold.jsonl", text);
    let evaluator = Evaluator::built_in().unwrap();
    let answers = evaluator.gold(&[path], None).unwrap();
    assert!(answers[0].is_wrong());
    let near = evaluator.why_silent(&answers[0].item);
    let rule = near.iter().find(|n| n.rule == "one-size-fits-all").unwrap();
    assert!(!rule.is_flagged());
    assert_eq!(rule.missing, ["全称范围"], "{rule:?}");
    assert!(
        rule.found
            .iter()
            .any(|(_, words)| words.contains(&"停产".to_owned()))
    );
}

/// A folder of public papers that a report's rules would flag.
fn papers() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let paper = "云汀市政府工作报告\n\n各位代表：\n\n一、总体要求\n\n全市所有石材加工点一律停产。\n\n\
        二、工作回顾\n\n全市所有石材加工点一律停产。\n\n全市所有洗车店一律关停。\n";
    fs::write(dir.path().join("云汀市政府工作报告.txt"), paper).unwrap();
    dir
}

#[test]
fn real_text_is_taken_as_reports_and_sampled_alike_every_time() {
    let dir = papers();
    let evaluator = Evaluator::built_in().unwrap();
    let paths = [dir.path().to_owned()];
    let forced = evaluator
        .corpus_silence(&paths, None, DocType::整改报告, &Silent)
        .unwrap();
    let flags = &forced.flags["one-size-fits-all"];
    assert_eq!(flags.len(), 2, "not under 总体要求");
    assert_eq!(forced.size.documents, 1);
    assert!(forced.size.chars > 50);
    let drawn = |seed| -> Vec<String> {
        let drawn = forced.sample("one-size-fits-all", 1, seed);
        drawn.iter().map(|f| f.source.quote().to_owned()).collect()
    };
    assert_eq!(drawn(1), drawn(1));
    assert_eq!(drawn(1).len(), 1);
    let seeds: std::collections::BTreeSet<Vec<String>> = (0..20).map(drawn).collect();
    assert_eq!(seeds.len(), 2, "another seed may draw another flag");
}

#[test]
fn hits_kept_then_are_compared_with_hits_now() {
    let (_dir, path) = written("gold.jsonl", GOLD);
    let evaluator = Evaluator::built_in().unwrap();
    let (paths, on) = ([path.clone()], date(2026, 10, 10));
    let now = evaluator.hits(&paths, on, &Silent).unwrap();
    let one = now
        .iter()
        .find(|h| h.indicator == "one-size-fits-all")
        .unwrap();
    assert_eq!((one.line, one.is_right), (Some(1), Some(true)));
    let kept = path.with_extension("hits");
    save_hits(&kept, &now).unwrap();
    let then = evaluator.hits_of_then(&kept, &paths, on, &Silent).unwrap();
    assert_eq!(then, now);
    let same = compare_hits(then.clone(), now.clone());
    assert_eq!((same.appeared.len(), same.vanished.len()), (0, 0));
    let fewer = compare_hits(then, Vec::new());
    assert_eq!(fewer.vanished.len(), now.len());
    let batch = batch();
    let flags = evaluator
        .hits(&[batch.path().to_owned()], on, &Silent)
        .unwrap();
    let slip = flags
        .iter()
        .find(|h| h.indicator == "number-conflict")
        .unwrap();
    assert_eq!(slip.is_right, Some(true), "the key says so");
    assert!(slip.place.is_some());
}

#[test]
fn health_names_rules_that_see_text_and_say_nothing_and_those_at_their_threshold() {
    let dir = tempfile::tempdir().unwrap();
    let report = "云汀县整改报告\n\n一、整改情况\n\n石材加工点停产的情况见附件。\n\n全县所有石材加工点一律停产。\n";
    fs::write(dir.path().join("云汀县整改报告.txt"), report).unwrap();
    let evaluator = Evaluator::built_in().unwrap();
    let over = ReadingSettings {
        doc_type: Some(DocType::整改报告),
        ..ReadingSettings::default()
    };
    let health = evaluator
        .health(&[dir.path().to_owned()], &over, &Silent)
        .unwrap();
    let rule = |name: &str| health.rules.iter().find(|r| r.probe.rule == name).unwrap();
    let sizes = rule("one-size-fits-all");
    assert_eq!((sizes.probe.flags, sizes.documents), (1, 1));
    assert!(sizes.probe.units.is_some_and(|n| n >= 2));
    assert!(sizes.near >= 1);
    let near = sizes.probe.near.iter().find(|n| !n.is_flagged()).unwrap();
    assert!(near.source.is_some(), "an example has its place");
    let placeholder = rule("placeholder");
    assert_eq!(placeholder.symptoms, [Symptom::Never]);
    let own: std::time::Duration = health.rules.iter().map(|r| r.probe.took).sum();
    assert!(own > std::time::Duration::ZERO);
}
