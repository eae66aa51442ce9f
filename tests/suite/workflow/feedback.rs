//! What reviewers decide on flags, and what follows for rules.
use std::fs;

use taizhang::{
    model::{Certainty, Decided, Flag, RejectCode, RuleRecord},
    workflow::{DecideRequest, FlagFilter, ImportRequest, Office, OfficeError, Silent},
};

use super::office;

/// A rule of the workspace with an author.
const RULE: &str = r#"
id = "moon"
version = 3
author = "陆衡"
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

/// An office with a report in which the rule flags twelve sentences.
fn flagged() -> (tempfile::TempDir, Office) {
    let dir = tempfile::tempdir().unwrap();
    let material = dir.path().join("三季度");
    fs::create_dir_all(&material).unwrap();
    let lines: Vec<String> = (1..=12).map(|n| format!("第{n}夜看见月亮。")).collect();
    let report = format!("云汀县整改报告\n\n一、整改情况\n\n{}\n", lines.join("\n\n"));
    fs::write(material.join("云汀县整改报告.txt"), report).unwrap();
    fs::create_dir_all(dir.path().join("w/rules")).unwrap();
    fs::write(dir.path().join("w/rules/moon.toml"), RULE).unwrap();
    let mut office = office(&dir.path().join("w"));
    let request = ImportRequest {
        paths: vec![material],
        ..ImportRequest::default()
    };
    office.import(&request, &Silent).unwrap();
    (dir, office)
}

fn flags(office: &mut Office) -> Vec<Flag> {
    let run = office.raise_flags(&Silent).unwrap();
    let filter = FlagFilter {
        indicator: Some("moon".to_owned()),
        ..FlagFilter::default()
    };
    office.flags(run, &filter).unwrap().flags
}

fn request(flag: &Flag, code: Option<RejectCode>, by: &str) -> DecideRequest {
    DecideRequest {
        flag: flag.id().to_owned(),
        accept: code.is_none(),
        code,
        note: None,
        by: by.to_owned(),
    }
}

fn moon(office: &mut Office) -> RuleRecord {
    let records = office.rule_records().unwrap();
    records.into_iter().find(|r| r.rule == "moon").unwrap()
}

fn refused(result: Result<impl std::fmt::Debug, OfficeError>) -> String {
    match result {
        Err(OfficeError::DecisionRefused(reason)) => reason.code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_last_decision_on_a_flag_counts_and_none_is_lost() {
    let (_dir, mut office) = flagged();
    let flags = flags(&mut office);
    assert_eq!(flags.len(), 12);
    office
        .decide_flag(&request(&flags[0], None, "沈砚"))
        .unwrap();
    let again = request(&flags[0], Some(RejectCode::提及或引用), "许知微");
    let decision = office.decide_flag(&again).unwrap();
    assert_eq!(decision.decided, Decided::Reject(RejectCode::提及或引用));
    assert_eq!(decision.rule_version, 3);
    let all = office.decisions().unwrap();
    let by: Vec<&str> = all.iter().map(|d| d.by.as_str()).collect();
    assert_eq!(by, ["沈砚", "许知微"], "the first stands beside the second");
    assert_eq!(all[1], decision);
    let record = moon(&mut office);
    assert_eq!(
        (record.raised, record.accepted, record.rejected),
        (12, 0, 1)
    );
    assert_eq!(record.codes[&RejectCode::提及或引用], 1);
    assert_eq!(record.version, 3);
    assert!(office.status().is_ok(), "the log still fits");
}

#[test]
fn a_decision_needs_what_it_needs() {
    let (_dir, mut office) = flagged();
    let flag = flags(&mut office).remove(0);
    let accept = request(&flag, None, "沈砚");
    let with = |change: &dyn Fn(&mut DecideRequest)| {
        let mut request = accept.clone();
        change(&mut request);
        request
    };
    for (changed, code) in [
        (with(&|r| r.accept = false), "reject-needs-reason"),
        (
            with(&|r| r.code = Some(RejectCode::口径不同)),
            "accept-takes-no-reason",
        ),
        (
            with(&|r| (r.accept, r.code) = (false, Some(RejectCode::其他))),
            "other-needs-note",
        ),
        (with(&|r| r.by = " ".to_owned()), "decision-nameless"),
        (
            with(&|r| r.flag = "ffffffff00000000".to_owned()),
            "no-such-flag",
        ),
        (with(&|r| r.flag = String::new()), "no-such-flag"),
        (with(&|r| r.by = "陆衡".to_owned()), "author-accepts"),
    ] {
        assert_eq!(refused(office.decide_flag(&changed)), code);
    }
    assert_eq!(
        office.decisions().unwrap(),
        [],
        "what was refused left nothing"
    );
    let by_author = request(&flag, Some(RejectCode::有差异化), "陆衡");
    office.decide_flag(&by_author).unwrap();
    let by_beginning = with(&|r| r.flag = flag.id()[..10].to_owned());
    assert_eq!(office.decide_flag(&by_beginning).unwrap().flag, flag.id());
}

#[test]
fn a_rule_few_accept_is_proposed_and_only_a_person_demotes_it() {
    let (_dir, mut office) = flagged();
    let raised = flags(&mut office);
    let before = raised[0].draft.certainty;
    assert!(before > Certainty::线索);
    office
        .decide_flag(&request(&raised[0], None, "沈砚"))
        .unwrap();
    for flag in &raised[1..9] {
        let reject = request(flag, Some(RejectCode::章节不适用), "沈砚");
        office.decide_flag(&reject).unwrap();
    }
    assert!(
        !moon(&mut office).is_candidate,
        "nine decisions say too little"
    );
    office
        .decide_flag(&request(&raised[9], Some(RejectCode::法定依据), "沈砚"))
        .unwrap();
    let record = moon(&mut office);
    assert_eq!(record.acceptance(), Some(0.1));
    assert!(record.is_candidate);
    assert_eq!(
        flags(&mut office)[0].draft.certainty,
        before,
        "figures change nothing"
    );
    let standing = office.demote_rule("moon", "许知微", "多为引用").unwrap();
    assert!(standing.is_demoted);
    let leads = flags(&mut office);
    assert!(leads.iter().all(|f| f.draft.certainty == Certainty::线索));
    assert!(leads[0].draft.reason.contains("降为线索"));
    let ids = |flags: &[Flag]| -> Vec<String> { flags.iter().map(|f| f.id().to_owned()).collect() };
    let (mut a, mut b) = (ids(&leads), ids(&raised));
    a.sort();
    b.sort();
    assert_eq!(a, b, "they are the same flags");
    let record = moon(&mut office);
    assert!(record.is_demoted && !record.is_candidate);
    assert_eq!(
        refused(office.demote_rule("moon", "沈砚", "再")),
        "rule-is-demoted"
    );
    office.restore_rule("moon", "沈砚", "规则已改").unwrap();
    assert_eq!(flags(&mut office)[0].draft.certainty, before);
    assert_eq!(
        refused(office.restore_rule("moon", "沈砚", "再")),
        "rule-is-not-demoted"
    );
}

#[test]
fn a_standing_names_a_rule_a_person_and_a_reason() {
    let (_dir, mut office) = flagged();
    assert_eq!(
        refused(office.demote_rule("sun", "沈砚", "多为引用")),
        "no-such-rule"
    );
    assert_eq!(
        refused(office.demote_rule("moon", "", "多为引用")),
        "decision-nameless"
    );
    assert_eq!(
        refused(office.demote_rule("moon", "沈砚", " ")),
        "standing-needs-reason"
    );
    assert!(office.rule_standings().unwrap().is_empty());
}
